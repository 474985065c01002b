package import Identity

/// Where a vault ends: its newest entry and epoch, with a tag that only the server can make.
///
/// Invariant: before sealing or appending, the tag is checked; a row that was put in place by SQL alone does
/// not pass. (An old row with its own tag does; the lane and the index find that.)
package struct HeadRow: Hashable, Sendable {
  package let organization: OrganizationID
  package let vault: VaultID
  package let sequence: UInt64
  package let link: Digest
  package let epoch: UInt64
  /// X25519: what arrivals are sealed to.
  package let epochPublicKey: Bytes

  package init(
    _ organization: OrganizationID, vault: VaultID, sequence: UInt64, link: Digest, epoch: UInt64,
    epochPublicKey: Bytes
  ) {
    self.organization = organization
    self.vault = vault
    self.sequence = sequence
    self.link = link
    self.epoch = epoch
    self.epochPublicKey = epochPublicKey
  }

  fileprivate func encoded(generation: UInt64) -> Bytes {
    var encoding = CanonicalEncoding(.head, organization)
    encoding.add(vault)
    encoding.add(sequence)
    encoding.add(link)
    encoding.add(epoch)
    encoding.add(epochPublicKey)
    encoding.add(generation)
    return encoding.bytes
  }
}

extension ServerKeys {
  /// The tag of a head row: the generation in 8 bytes, then 32 bytes.
  package func tag(_ head: HeadRow) throws(VaultError) -> Bytes {
    var tag = Bytes()
    tag.append(bigEndian: newest.generation)
    return tag
      + (try Sodium.authenticate(
        key: newest.head.secret, head.encoded(generation: newest.generation)))
  }

  /// - Throws: `doesNotOpen` unless the server made this tag for exactly this row.
  package func check(_ head: HeadRow, tag: Bytes) throws(VaultError) {
    let generation = try Self.generation(of: tag, "head row")
    let key = try keys(of: generation).head
    guard
      Sodium.isAuthentic(
        tag: Bytes(tag.dropFirst(8)), key: key.secret, head.encoded(generation: generation))
    else { throw .doesNotOpen("head row") }
  }
}
