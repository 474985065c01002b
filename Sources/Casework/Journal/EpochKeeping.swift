import Identity
import Procedure
import Storage
import Vault

/// Keeps what is sealed to those who are still entitled (VAULT.md, section 5).
///
/// Before anything is appended, the readers of the newest epoch are compared with whom the index and the directory
/// entitle. If somebody among them no longer is, the append first begins a new epoch. That rule, not a flag, makes the
/// change of thousands of closed cases lazy and still safe.
extension CaseIndex {
  /// Who is to read a new epoch of the case, and in which class.
  func entitled(_ membership: Membership) -> [ChainWriter.Reader] {
    var readers: [ChainWriter.Reader] = []
    for (principal, standing) in standings.sorted(by: { $0.key < $1.key }) {
      guard let member = membership.member(principal), let grantClass = standing.grantClass else {
        continue
      }
      readers.append(ChainWriter.Reader(keys: member.keys, grantClass: grantClass))
    }
    return readers + [ChainWriter.Reader(keys: membership.recovery, grantClass: .open)]
  }

  /// Whether everybody who is named in the newest epoch may still read what comes next.
  func isStillRight(_ register: EpochRegister, _ membership: Membership) -> Bool {
    guard let epoch = register.epoch(register.newest) else { return false }
    let allowed = Set(entitled(membership).map(\.keys.keyID))
    // Who lost every grant in the meantime is named in the entry that began the epoch, and no longer counts.
    return epoch.readers.allSatisfy { reader in
      allowed.contains(reader.keyID)
        || !register.names(reader.principal, reader.keyID, in: register.newest)
    }
  }
}

extension CaseIndex.Standing {
  /// The class of a new grant; nil for who gets none.
  var grantClass: Vault.GrantClass? {
    switch self {
    case .asked: .waiting
    case .handler: .open
    case .reserve: .reserve
    case .waitsForGrant, .admitted, .heldBack, .keptOut: nil
    }
  }
}

/// The chains of a case while something is appended to them: the case itself, its channel, and epochs that have to
/// begin first.
struct CaseChains {
  let organization: Organization
  let membership: Membership
  var caseChain: ChainWriter
  var channelChain: ChainWriter?
  var openingsChain: ChainWriter?
  /// The seed of a new epoch of the case, while it is needed.
  private(set) var begun: HeldEpoch?
  private(set) var begunChannel: HeldEpoch?

  init(
    organization: Organization, membership: Membership, caseChain: ChainWriter,
    channelChain: ChainWriter?, openingsChain: ChainWriter?
  ) {
    self.organization = organization
    self.membership = membership
    self.caseChain = caseChain
    self.channelChain = channelChain
    self.openingsChain = openingsChain
  }

  /// Begins new epochs of the case and of its children for those whom the index entitles now. It needs only public
  /// keys, so the server can do it with nobody signed in.
  mutating func beginEpochs(
    _ index: CaseIndex, cause: EpochCause, parties: [PublicKeys], nowSeconds: UInt64
  ) throws {
    let held = HeldEpoch(try EpochSeed.random())
    begun = held
    try caseChain.beginEpoch(
      held.seed, readers: index.entitled(membership), cause: cause, nowSeconds: nowSeconds)
    if var chain = channelChain {
      let channel = HeldEpoch(try EpochSeed.random())
      begunChannel = channel
      try chain.beginEpoch(
        channel.seed, readers: [], parties: parties, parent: caseChain.vault, cause: cause,
        nowSeconds: nowSeconds)
      try caseChain.appendChild(
        channel.seed, at: chain.place, under: held.seed, nowSeconds: nowSeconds)
      channelChain = chain
    }
    if var chain = openingsChain {
      let openings = try EpochSeed.random()
      try chain.beginEpoch(
        openings, readers: [], parent: caseChain.vault, cause: cause, nowSeconds: nowSeconds)
      try caseChain.appendChild(
        openings, at: chain.place, under: held.seed, nowSeconds: nowSeconds)
      openingsChain = chain
    }
  }

  /// Writes all chains that have something to write.
  func write(in transaction: WriteTransaction) throws {
    for chain in [caseChain, channelChain, openingsChain].compactMap({ $0 })
    where !chain.entries.isEmpty {
      try chain.write(in: transaction)
    }
  }
}
