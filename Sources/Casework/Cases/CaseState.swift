import Identity
import Procedure
import Storage
import Vault

/// What the server itself can know of a case from one snapshot: the index, and the clear parts of its chains.
struct CaseState: Sendable {
  let id: VaultID
  let index: CaseIndex
  /// The policy it follows now.
  let policy: Policy
  /// The one it began under.
  let firstPolicy: Policy
  /// Those it was moved to, by their address.
  let laterPolicies: [String: Policy]
  let directory: Directory
  let membership: Membership
  let caseVault: VerifiedVault
  /// Every channel of the case, by its vault.
  let channels: [VaultID: ChannelState]
  /// Only the end of the openings: who read before is of no matter for who reads now.
  let openingsEnd: VaultEnd?
  /// When it was read: what is decided now is dated so, never before its newest entry.
  let now: Moment

  var nowSeconds: UInt64 { UInt64(clamping: now.secondsSince1970) }

  /// Writers for the chains, each after its head.
  func chains(_ organization: Organization) throws -> CaseChains {
    CaseChains(
      organization: organization, membership: membership,
      caseChain: try organization.writer(after: caseVault.end),
      channels: try channels.mapValues { channel in
        ChannelWriting(
          chain: try organization.writer(after: channel.vault.end), parties: channel.parties,
          verified: channel.vault.chain)
      },
      openingsChain: try openingsEnd.map { try organization.writer(after: $0) }, state: self)
  }

  var caseRegister: EpochRegister { caseVault.register }
}

/// A case with everything that is stored of it for one reader, still sealed, from one snapshot.
struct SealedCase: Sendable {
  let state: CaseState
  let caseVault: SealedVault
  let channels: [VaultID: SealedVault]
}

extension Organization {
  /// A writer after the end of a vault; the server's own tag proves that no head was put in place by SQL alone.
  func writer(after end: VaultEnd) throws -> ChainWriter {
    let head = end.head
    guard let link = Digest(bytes: head.link), end.last.link == link else {
      throw CaseworkError.notGenuine
    }
    do {
      try keys.check(
        HeadRow(
          id, vault: head.vault, sequence: head.sequence, link: link, epoch: head.epoch,
          epochPublicKey: head.epochKey), tag: head.tag)
    } catch {
      environment.log(LogLine(.alarm, "A head row was not written by this server."))
      throw CaseworkError.notGenuine
    }
    return try ChainWriter(
      after: head, lastSeconds: end.last.header.timeSeconds, keys: keys, seen: seen)
  }

  /// Everything of a case that the server can know.
  ///
  /// - Throws: `CaseworkError.absent` for a case that is not there.
  func caseState(_ vault: VaultID) async throws -> CaseState {
    try await database.read { [self] transaction in
      guard let index = try currentIndex(of: vault, in: transaction) else {
        throw CaseworkError.absent
      }
      return try caseState(vault, index, in: transaction)
    }
  }

  /// The same inside a transaction, for an index that was read there.
  func caseState(
    _ vault: VaultID, _ index: CaseIndex, in transaction: ReadTransaction
  ) throws -> CaseState {
    let people = try people(in: transaction)
    return try caseState(vault, index, people, in: transaction) { vault throws in
      try verifiedVault(vault, people.directory, in: transaction)
    }
  }

  /// Everything of a case that the server can know, and beside it what is stored for one reader.
  ///
  /// - Parameter mayGoOn: asked before anything of the case is read; what it throws is all that somebody learns who may
  ///   not know of the case, and it takes no longer than for a case that is not there.
  /// - Throws: `CaseworkError.absent` for a case that is not there.
  func sealedCase(
    _ vault: VaultID, for reader: PrincipalID,
    mayGoOn: @escaping @Sendable (CaseIndex) throws -> Void = { _ in }
  ) async throws -> SealedCase {
    try await database.read { [self] transaction in
      guard let index = try currentIndex(of: vault, in: transaction) else {
        throw CaseworkError.absent
      }
      try mayGoOn(index)
      let people = try people(in: transaction)
      var sealed: [VaultID: SealedVault] = [:]
      let state = try caseState(vault, index, people, in: transaction) { vault throws in
        let read = try sealedVault(vault, for: reader, people.directory, in: transaction)
        sealed[vault] = read
        return read?.verified
      }
      guard let caseVault = sealed.removeValue(forKey: vault) else { throw CaseworkError.absent }
      return SealedCase(state: state, caseVault: caseVault, channels: sealed)
    }
  }

  private func caseState(
    _ vault: VaultID, _ index: CaseIndex, _ people: MembershipCache.Known,
    in transaction: ReadTransaction,
    reading read: (VaultID) throws -> VerifiedVault?
  ) throws -> CaseState {
    guard let caseVault = try read(vault) else { throw CaseworkError.absent }
    var channels: [VaultID: ChannelState] = [:]
    for channel in index.channels {
      guard let vault = try read(channel.vault) else { continue }
      channels[channel.vault] = ChannelState(channel: channel, vault: vault)
    }
    let first = try policies.policy(at: index.policy, id, in: transaction)
    var later: [String: Policy] = [:]
    for address in index.movedTo ?? [] {
      later[address] = try policies.policy(at: address, id, in: transaction)
    }
    return CaseState(
      id: vault, index: index, policy: index.movedTo?.last.flatMap { later[$0] } ?? first,
      firstPolicy: first, laterPolicies: later,
      directory: people.directory, membership: people.membership, caseVault: caseVault,
      channels: channels, openingsEnd: try transaction.vaultEnd(id, index.openings),
      now: Moment(
        secondsSince1970: Int64(
          clamping: max(nowSeconds, caseVault.end.last.header.timeSeconds))))
  }

  /// What lies in a body; nil with an alarm for what no version of the program wrote, so that one such line does not
  /// close the whole case.
  private func payload(_ bytes: Bytes) throws -> VaultPayload? {
    do {
      return try VaultPayload(bytes)
    } catch is DecodingError {
      environment.log(LogLine(.alarm, "An entry holds something that cannot be understood."))
      return nil
    }
  }

  /// Opens a vault with its reader's own grants.
  func open(
    _ vault: SealedVault, with keys: borrowing PrincipalKeys
  ) throws -> OpenedVault {
    var held: [UInt64: HeldEpoch] = [:]
    var takenOver = OpenedVault.TakenOver()
    for record in vault.grants where record.grantClass == .open || record.grantClass == .taken {
      let row = record.row(id)
      guard let epoch = try believed(row, vault.register, keys) else { continue }
      held[row.place.epoch] = epoch
      if row.grantClass == .open {
        takenOver.grants.append((row, try keys.take(row, seed: epoch.seed)))
      }
    }
    return try open(vault, epochs: held, takenOver)
  }

  /// The epoch of a grant; nil with an alarm for one that is not believed.
  private func believed(
    _ row: GrantRow, _ register: EpochRegister, _ keys: borrowing PrincipalKeys
  ) throws -> HeldEpoch? {
    do throws(VaultError) {
      return try HeldEpoch(keys.open(row, in: register))
    } catch {
      guard case .grantNotBelieved(let doubt) = error else { throw error }
      environment.log(LogLine(.alarm, "A grant is not believed (\(doubt.rawValue))."))
      return nil
    }
  }

  /// Opens a vault with the seeds of its epochs, as far as they reach.
  func open(
    _ vault: SealedVault, epochs: [UInt64: HeldEpoch],
    _ before: OpenedVault.TakenOver = OpenedVault.TakenOver()
  ) throws -> OpenedVault {
    var takenOver = before
    var lines: [OpenedVault.Line] = []
    var closedCount = 0
    for entry in vault.entries {
      guard let held = epochs[entry.header.epoch] else {
        closedCount += 1
        continue
      }
      // Erased for good, and for everybody.
      guard entry.body != nil else { continue }
      let sequence = entry.header.sequence
      let opened = try entry.open(under: held.seed, takenKey: vault.takenKeys[sequence])
      if let blob = opened.takenKey { takenOver.keys.append((sequence, blob)) }
      guard let payload = try payload(opened.payload) else { continue }
      lines.append(OpenedVault.Line(entry: entry, payload: payload))
    }
    return OpenedVault(
      vault: vault.verified.head.vault, head: vault.verified.head,
      lastSeconds: vault.verified.end.last.header.timeSeconds, register: vault.register,
      lines: lines, epochs: epochs, closedCount: closedCount, takenOver: takenOver)
  }
}
