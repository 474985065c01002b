package import Identity

/// The line in which one machine anchors what it commits. Each machine has its own, so none waits for another.
package struct LaneID: Identity {
  package let bytes: Bytes
  package init(uncheckedBytes bytes: Bytes) { self.bytes = bytes }
}

/// One entry that an anchor fixes: the same sequence of a vault is anchored once.
package struct AnchoredLink: Hashable, Sendable {
  package let vault: VaultID
  package let sequence: UInt64
  package let link: Digest

  package init(vault: VaultID, sequence: UInt64, link: Digest) {
    self.vault = vault
    self.sequence = sequence
    self.link = link
  }

  package init(_ entry: StoredEntry) {
    self.init(vault: entry.header.vault, sequence: entry.header.sequence, link: entry.link)
  }
}

/// What one group commit wrote, signed by the server: so that nothing can be cut off or put back unseen.
///
/// Invariant: numbered without gap in its lane, each naming the hash of the one before; links sorted.
package struct Anchor: Hashable, Sendable {
  package let organization: OrganizationID
  package let lane: LaneID
  /// 0 for the first of a lane.
  package let number: UInt64
  /// The digest of the anchor before; zeros at 0.
  package let previous: Digest
  package let timeSeconds: UInt64
  package let links: [AnchoredLink]

  package init(
    _ organization: OrganizationID, lane: LaneID, number: UInt64, previous: Digest,
    timeSeconds: UInt64, links: [AnchoredLink]
  ) {
    self.organization = organization
    self.lane = lane
    self.number = number
    self.previous = previous
    self.timeSeconds = timeSeconds
    self.links = links.sorted(by: Self.inOrder)
  }

  private static func inOrder(_ left: AnchoredLink, _ right: AnchoredLink) -> Bool {
    left.vault == right.vault ? left.sequence < right.sequence : left.vault < right.vault
  }

  /// The bytes that are stored, hashed and signed.
  package func encoded() -> Bytes { encoding.bytes }

  /// What the next anchor and a checkpoint name, and what a machine remembers of its lane.
  package func digest() throws(VaultError) -> Digest { try encoding.digest() }

  private var encoding: CanonicalEncoding {
    var encoding = CanonicalEncoding(.anchor, organization)
    encoding.add(lane)
    encoding.add(number)
    encoding.add(previous)
    encoding.add(timeSeconds)
    encoding.add(list: links) { link, record in
      record.add(link.vault)
      record.add(link.sequence)
      record.add(link.link)
    }
    return encoding
  }

  package init(_ bytes: Bytes, _ organization: OrganizationID) throws(VaultError) {
    var decoder = try CanonicalDecoder(bytes, .anchor, organization, "anchor")
    self.organization = organization
    lane = try decoder.identity()
    number = try decoder.number()
    previous = try decoder.digest()
    timeSeconds = try decoder.number()
    links = try decoder.list { record throws(VaultError) in
      AnchoredLink(
        vault: try record.identity(), sequence: try record.number(), link: try record.digest())
    }
    try decoder.finish()
    // Each link once, in order.
    guard zip(links, links.dropFirst()).allSatisfy({ Self.inOrder($0, $1) }) else {
      throw .malformed("anchor")
    }
  }
}

/// What was known of all lanes at one moment. It goes where the operator cannot quietly change it.
package struct Checkpoint: Hashable, Sendable {
  /// How far one lane had come.
  package struct Lane: Hashable, Sendable {
    package let lane: LaneID
    package let number: UInt64
    package let digest: Digest

    package init(lane: LaneID, number: UInt64, digest: Digest) {
      self.lane = lane
      self.number = number
      self.digest = digest
    }
  }

  package let organization: OrganizationID
  package let number: UInt64
  package let previous: Digest
  package let timeSeconds: UInt64
  package let lanes: [Lane]

  package init(
    _ organization: OrganizationID, number: UInt64, previous: Digest, timeSeconds: UInt64,
    lanes: [Lane]
  ) {
    self.organization = organization
    self.number = number
    self.previous = previous
    self.timeSeconds = timeSeconds
    self.lanes = lanes.sorted { $0.lane < $1.lane }
  }

  /// The bytes that are stored, hashed and signed.
  package func encoded() -> Bytes { encoding.bytes }

  /// What entries name as `seen`, and what eight words for the Monday mail are made of.
  package func digest() throws(VaultError) -> Digest { try encoding.digest() }

  private var encoding: CanonicalEncoding {
    var encoding = CanonicalEncoding(.checkpoint, organization)
    encoding.add(number)
    encoding.add(previous)
    encoding.add(timeSeconds)
    encoding.add(list: lanes) { lane, record in
      record.add(lane.lane)
      record.add(lane.number)
      record.add(lane.digest)
    }
    return encoding
  }

  package init(_ bytes: Bytes, _ organization: OrganizationID) throws(VaultError) {
    var decoder = try CanonicalDecoder(bytes, .checkpoint, organization, "checkpoint")
    self.organization = organization
    number = try decoder.number()
    previous = try decoder.digest()
    timeSeconds = try decoder.number()
    lanes = try decoder.list { record throws(VaultError) in
      Lane(lane: try record.identity(), number: try record.number(), digest: try record.digest())
    }
    try decoder.finish()
    guard zip(lanes, lanes.dropFirst()).allSatisfy({ $0.lane < $1.lane }) else {
      throw .malformed("checkpoint")
    }
  }
}

extension ServerKeys {
  /// The server's signature over an anchor.
  package func sign(_ anchor: Anchor) throws(VaultError) -> ServerSignature {
    try sign(anchor.encoded())
  }

  /// The server's signature over a checkpoint.
  package func sign(_ checkpoint: Checkpoint) throws(VaultError) -> ServerSignature {
    try sign(checkpoint.encoded())
  }
}

extension Directory {
  /// Whether the server signed it with a key that counted then.
  package func holds(_ signature: ServerSignature, over anchor: Anchor) -> Bool {
    holds(signature, over: anchor.encoded(), atSeconds: anchor.timeSeconds)
  }

  /// Whether the server signed it with a key that counted then.
  package func holds(_ signature: ServerSignature, over checkpoint: Checkpoint) -> Bool {
    holds(signature, over: checkpoint.encoded(), atSeconds: checkpoint.timeSeconds)
  }

  func holds(
    _ signature: ServerSignature, over bytes: Bytes, atSeconds seconds: UInt64
  ) -> Bool {
    guard let key = serverKey(signature.generation, atSeconds: seconds) else { return false }
    return signature.holds(over: bytes, publicKey: key)
  }
}
