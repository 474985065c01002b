package import Identity

/// Checks a whole organization without any key, in one pass, and names the first thing that is wrong.
///
/// The order of calls: everything known from outside (`expect`); the entries of the directory; for each
/// lane its anchors in order; for each vault `begin`, its entries in order, its grant rows, `end` with its
/// head row; then `finish`. It keeps a few dozen bytes for each vault and nothing of the entries.
///
/// Invariant: it accepts only if the entries of every vault are exactly those that were anchored.
package struct ChainVerifier: Sendable {
  package private(set) var directory: Directory
  private let organization: OrganizationID
  private var directoryLinks: [Digest] = []
  private var lanes: [LaneID: LaneState] = [:]
  private var expected: [LaneID: [UInt64: Set<Digest>]] = [:]
  /// Other vaults that an epoch entry names, as its parent or as the place of its cause.
  private var mentioned: [Mention] = []
  private var vaults: [VaultID: AnchoredVault] = [:]
  private var current: CurrentVault?
  // Two sets of links are equal if the sums of their hashes under a fresh key are.
  private let sumKey: Bytes

  private struct Mention: Sendable {
    let vault: VaultID
    let sequence: UInt64
    let place: ChainFault.Place
  }

  private struct LaneState: Sendable {
    var next: UInt64 = 0
    var head: Digest = .zero
    var seconds: UInt64 = 0
    var generation: UInt64 = 0
  }

  private struct AnchoredVault: Sendable {
    var count: UInt64 = 0
    var last: UInt64 = 0
    var lastLink: Digest = .zero
    var sum = LinkSum()
    var isFed = false
  }

  private struct CurrentVault: Sendable {
    var chain: VaultChain
    var sum = LinkSum()
    /// The sequence that did not come when it should have; it is reordered if it comes later.
    var missing: UInt64?
  }

  /// - Parameter root: The fingerprint in `root.pub`, or the one that somebody wrote down.
  package init(_ organization: OrganizationID, root: Digest?) throws(VaultError) {
    self.organization = organization
    self.directory = try Directory(organization, expectedRoot: root)
    self.sumKey = try Sodium.random(32)
  }

  // MARK: Known from outside

  /// The lane file of a machine, or one lane of a checkpoint that somebody kept.
  package mutating func expect(lane: LaneID, number: UInt64, digest: Digest) {
    expected[lane, default: [:]][number, default: []].insert(digest)
  }

  /// A checkpoint from outside: a cookie, a mail, a log, a backup.
  package mutating func expect(_ checkpoint: Checkpoint) {
    for lane in checkpoint.lanes {
      expect(lane: lane.lane, number: lane.number, digest: lane.digest)
    }
  }

  // MARK: The directory

  /// The next entry of the directory.
  package mutating func add(directoryEntry entry: StoredEntry) throws(ChainFault) {
    let place = ChainFault.Place.directory(sequence: directory.nextSequence)
    do {
      try directory.append(entry)
    } catch {
      switch error {
      case .outOfOrder(let expectedSequence):
        let sequence = entry.header.sequence
        let damage: ChainFault.Damage =
          sequence > expectedSequence
          ? .removed : sequence < expectedSequence ? .reordered : .changed
        throw ChainFault(place, damage)
      case .signatureInvalid: throw ChainFault(place, .unsigned)
      case .malformed, .vault: throw ChainFault(place, .changed)
      case .rootDiffers, .notEntitled, .principalUnknown, .principalKnown, .invitationInvalid,
        .generationInvalid, .foundingAlreadyClosed, .decidedInFuture, .policyNotProposed:
        throw ChainFault(place, .notEntitled)
      }
    }
    directoryLinks.append(entry.link)
  }

  // MARK: Anchors

  /// The next anchor of a lane.
  package mutating func add(
    anchor: Anchor, _ signature: ServerSignature
  ) throws(ChainFault) {
    var lane = lanes[anchor.lane] ?? LaneState()
    let place = ChainFault.Place.lane(anchor.lane, number: lane.next)
    guard anchor.number == lane.next else {
      throw ChainFault(place, anchor.number > lane.next ? .removed : .reordered)
    }
    guard anchor.previous == lane.head, anchor.timeSeconds >= lane.seconds else {
      throw ChainFault(place, .changed)
    }
    let digest = try ChainFault.checking(place) { () throws(VaultError) in try anchor.digest() }
    // A generation that was replaced does not come back in a lane.
    guard signature.generation >= lane.generation, directory.holds(signature, over: anchor) else {
      throw ChainFault(place, .unsigned)
    }
    if let known = expected[anchor.lane]?.removeValue(forKey: anchor.number), known != [digest] {
      throw ChainFault(place, .rolledBack)
    }
    for link in anchor.links { try take(link) }
    lane.next += 1
    lane.head = digest
    lane.seconds = anchor.timeSeconds
    lane.generation = signature.generation
    lanes[anchor.lane] = lane
  }

  private mutating func take(_ link: AnchoredLink) throws(ChainFault) {
    if link.vault == directory.vault {
      let place = ChainFault.Place.directory(sequence: link.sequence)
      guard link.sequence < directoryLinks.count else { throw ChainFault(place, .cutOff) }
      guard directoryLinks[Int(link.sequence)] == link.link else {
        throw ChainFault(place, .changed)
      }
    }
    var vault = vaults[link.vault] ?? AnchoredVault()
    vault.count += 1
    if vault.count == 1 || link.sequence > vault.last {
      vault.last = link.sequence
      vault.lastLink = link.link
    }
    try vault.sum.add(link, key: sumKey)
    vaults[link.vault] = vault
  }

  // MARK: Vaults

  /// Begins the next vault.
  package mutating func begin(_ vault: VaultID) throws(ChainFault) {
    precondition(current == nil, "One vault is ended before the next begins.")
    guard vaults[vault] != nil else { throw ChainFault(.entry(vault, sequence: 0), .planted) }
    current = CurrentVault(chain: VaultChain(organization, vault))
  }

  /// The next entry of the vault.
  ///
  /// - Parameter anchored: The link in the table of anchored links, so that the very entry that was changed
  ///   is named. Without it, the one after may be.
  package mutating func add(entry: StoredEntry, anchored: Digest? = nil) throws(ChainFault) {
    guard var vault = current else { preconditionFailure("A vault begins before its entries.") }
    let name = vault.chain.register.vault
    if let missing = vault.missing {
      if entry.header.sequence == missing {
        throw ChainFault(.entry(name, sequence: missing), .reordered)
      }
      return
    }
    if entry.header.sequence > vault.chain.nextSequence {
      // Whether it was removed or moved is known when the rest was seen.
      vault.missing = vault.chain.nextSequence
      current = vault
      return
    }
    if let last = vaults[name]?.last, entry.header.sequence > last {
      throw ChainFault(.entry(name, sequence: entry.header.sequence), .planted)
    }
    try vault.chain.append(entry, anchored: anchored, directory)
    try vault.sum.add(AnchoredLink(entry), key: sumKey)
    current = vault
    remember(entry.header)
  }

  private mutating func remember(_ header: EntryHeader) {
    guard case .epoch(let epoch) = header.openPart else { return }
    let place = ChainFault.Place.entry(header.vault, sequence: header.sequence)
    if let parent = epoch.parent {
      mentioned.append(Mention(vault: parent, sequence: 0, place: place))
    }
    if let vault = epoch.cause.vault {
      mentioned.append(Mention(vault: vault, sequence: epoch.cause.sequence, place: place))
    }
  }

  /// The public facts of a grant row, after the entries of its vault. A row in the ring may be under later
  /// keys of a reader who changed theirs, if the directory has them.
  package mutating func add(
    grantOf principal: PrincipalID, _ keyID: KeyID, epoch: UInt64, _ grantClass: GrantClass
  ) throws(ChainFault) {
    guard let vault = current else { preconditionFailure("A vault begins before its grants.") }
    // A gap in the entries is named by `end`, and explains every other difference.
    guard vault.missing == nil else { return }
    let register = vault.chain.register
    let isNamed = register.names(principal, keyID, in: epoch)
    let isUnderLaterKeys =
      grantClass == .taken && register.names(principal, in: epoch)
      && directory.keys(principal, keyID) != nil
    guard isNamed || isUnderLaterKeys else {
      throw ChainFault(.grant(register.vault, epoch: epoch, principal), .planted)
    }
  }

  /// Ends the vault.
  ///
  /// - Parameter head: The head row; nil if there is none.
  package mutating func end(head: HeadRow?) throws(ChainFault) {
    guard let vault = current else { preconditionFailure("A vault begins before it ends.") }
    let name = vault.chain.register.vault
    current = nil
    guard var anchored = vaults[name] else { return }
    if let missing = vault.missing { throw ChainFault(.entry(name, sequence: missing), .removed) }
    let next = vault.chain.nextSequence
    if next <= anchored.last { throw ChainFault(.entry(name, sequence: next), .cutOff) }
    guard vault.chain.head == anchored.lastLink, vault.sum == anchored.sum,
      anchored.count == next
    else { throw ChainFault(.entry(name, sequence: anchored.last), .changed) }
    try vault.chain.finish()
    guard let head else { throw ChainFault(.head(name), .removed) }
    guard head.sequence == anchored.last, head.link == vault.chain.head,
      head.epoch == vault.chain.register.newest,
      head.epochPublicKey == vault.chain.register.epoch(head.epoch)?.publicKey
    else {
      throw ChainFault(.head(name), head.sequence < anchored.last ? .rolledBack : .changed)
    }
    anchored.isFed = true
    vaults[name] = anchored
  }

  // MARK: The end

  /// What was anchored or known from outside and never came.
  package func finish() throws(ChainFault) {
    for (lane, numbers) in expected.sorted(by: { $0.key < $1.key }) {
      if let number = numbers.keys.min() {
        let next = lanes[lane]?.next ?? 0
        throw ChainFault(.lane(lane, number: min(number, next)), .cutOff)
      }
    }
    let anchoredDirectory = vaults[directory.vault]
    if let count = anchoredDirectory?.count, Int(count) != directoryLinks.count {
      throw ChainFault(.directory(sequence: count), .planted)
    }
    if anchoredDirectory == nil, !directoryLinks.isEmpty {
      throw ChainFault(.directory(sequence: 0), .planted)
    }
    // A cause or a parent that does not exist was made up.
    for mention in mentioned {
      guard let vault = vaults[mention.vault], vault.last >= mention.sequence else {
        throw ChainFault(mention.place, .notEntitled)
      }
    }
    for (vault, anchored) in vaults.sorted(by: { $0.key < $1.key })
    where vault != directory.vault && !anchored.isFed {
      throw ChainFault(.entry(vault, sequence: 0), .removed)
    }
  }
}

/// The sum of the hashes of links, under a key that nobody outside this run knows. It does not depend on
/// the order, so lanes may be read one after the other.
struct LinkSum: Equatable, Sendable {
  private var sum = Bytes(repeating: 0, count: 32)

  mutating func add(_ link: AnchoredLink, key: Bytes) throws(ChainFault) {
    var content = link.vault.bytes + link.link.bytes
    content.append(bigEndian: link.sequence)
    let place = ChainFault.Place.entry(link.vault, sequence: link.sequence)
    let hash = try ChainFault.checking(place) { () throws(VaultError) in
      try Sodium.hash(key: key, content, count: 32)
    }
    var carry = 0
    for index in sum.indices {
      carry += Int(sum[index]) + Int(hash[index])
      sum[index] = UInt8(carry & 255)
      carry >>= 8
    }
  }
}
