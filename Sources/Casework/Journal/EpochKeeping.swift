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

  /// Whether everybody who was ever named in the newest epoch, also by a later grant, may still read what comes next.
  func isStillRight(_ register: EpochRegister, _ membership: Membership) -> Bool {
    guard register.newest > 0 else { return false }
    let allowed = Set(entitled(membership).map(\.keys.keyID))
    return register.keysEverNamed(in: register.newest).keys.allSatisfy(allowed.contains)
  }
}

extension CaseIndex.Standing {
  /// The class of a new grant; nil for who gets none.
  var grantClass: Vault.GrantClass? {
    switch self {
    case .asked: .waiting
    case .handler, .oversight: .open
    case .reserve: .reserve
    case .waitsForGrant, .admitted, .heldBack, .keptOut: nil
    }
  }
}

/// The chains of a case while something is appended to them: the case itself, its channels, and epochs that have to
/// begin first.
struct CaseChains {
  let organization: Organization
  let membership: Membership
  var caseChain: ChainWriter
  /// Every channel of the case, by its vault, also one that is opened by what is written.
  var channels: [VaultID: ChannelWriting]
  var openingsChain: ChainWriter?
  /// What the chains go on from.
  private let state: CaseState
  /// The seed of a new epoch of the case, while it is needed.
  private(set) var begun: HeldEpoch?

  init(
    organization: Organization, membership: Membership, caseChain: ChainWriter,
    channels: [VaultID: ChannelWriting], openingsChain: ChainWriter?, state: CaseState
  ) {
    self.state = state
    self.organization = organization
    self.membership = membership
    self.caseChain = caseChain
    self.channels = channels
    self.openingsChain = openingsChain
  }

  /// Begins new epochs of the case and of its children for those whom the index entitles now. It needs only public
  /// keys, so the server can do it with nobody signed in.
  mutating func beginEpochs(
    _ index: CaseIndex, cause: EpochCause, nowSeconds: UInt64
  ) throws {
    let held = HeldEpoch(try EpochSeed.random())
    begun = held
    try caseChain.beginEpoch(
      held.seed, readers: index.entitled(membership), cause: cause, nowSeconds: nowSeconds)
    for vault in channels.keys.sorted() {
      guard var channel = channels[vault] else { continue }
      let seed = HeldEpoch(try EpochSeed.random())
      channel.begun = seed
      try channel.chain.beginEpoch(
        seed.seed, readers: [], parties: channel.parties, parent: caseChain.vault, cause: cause,
        nowSeconds: nowSeconds)
      try caseChain.appendChild(
        seed.seed, at: channel.chain.place, under: held.seed, nowSeconds: nowSeconds)
      channels[vault] = channel
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
  ///
  /// - Throws: `StorageError.conflict` when the directory has changed since; who may read and sign is looked at anew
  ///   then. `CaseworkError.notGenuine` for an entry that no reader would accept: it would close the case for ever.
  func write(in transaction: WriteTransaction) throws {
    let directoryHead = try transaction.head(organization.id, organization.directoryVault)
    guard directoryHead?.link == state.directory.head.bytes else {
      throw StorageError.conflict(
        Conflict(vault: organization.directoryVault, head: directoryHead))
    }
    try check(caseChain, onto: state.caseVault.chain)
    let sorted = channels.sorted { $0.key < $1.key }.map(\.value)
    for channel in sorted where !channel.chain.entries.isEmpty {
      try check(
        channel.chain,
        onto: channel.verified ?? VaultChain(organization.id, channel.chain.vault))
    }
    for chain in [caseChain] + sorted.map(\.chain) + (openingsChain.map { [$0] } ?? [])
    where !chain.entries.isEmpty {
      try chain.write(in: transaction)
    }
  }

  private func check(_ writer: ChainWriter, onto verified: VaultChain) throws {
    var chain = verified
    do throws(ChainFault) {
      for entry in writer.entries { try chain.append(entry, state.directory) }
    } catch {
      organization.environment.log(
        LogLine(.alarm, "An entry was refused before it was stored. \(error)"))
      throw CaseworkError.notGenuine
    }
  }
}
