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
  let caseRows: VaultRows
  /// Every channel of the case, by its vault.
  let channels: [VaultID: ChannelState]
  /// Only the end of the openings: who read before is of no matter for who reads now.
  let openingsEnd: VaultEnd?
  let caseEntries: [StoredEntry]
  let caseChain: VaultChain
  /// When it was read: what is decided now is dated so, never before its newest entry.
  let now: Moment

  var nowSeconds: UInt64 { UInt64(clamping: now.secondsSince1970) }

  /// Writers for the chains, each after its head.
  func chains(_ organization: Organization) throws -> CaseChains {
    CaseChains(
      organization: organization, membership: membership,
      caseChain: try organization.writer(after: caseRows.head, last: caseEntries.last),
      channels: try channels.mapValues { channel in
        ChannelWriting(
          chain: try organization.writer(after: channel.rows.head, last: channel.entries.last),
          parties: channel.parties, verified: channel.chain)
      },
      openingsChain: try openingsEnd.map {
        try organization.writer(after: $0.head, last: $0.last)
      }, state: self)
  }

  var caseRegister: EpochRegister { caseChain.register }
}

extension Organization {
  /// A writer after the head of a vault; the server's own tag proves that no head was put in place by SQL alone.
  func writer(after head: HeadRecord, last: StoredEntry?) throws -> ChainWriter {
    guard let link = Digest(bytes: head.link), last?.link == link else {
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
      after: head, lastSeconds: last?.header.timeSeconds ?? 0, keys: keys, seen: seen)
  }

  /// Everything of a case that the server can verify, and the rows of one reader beside it.
  ///
  /// - Throws: `CaseworkError.absent` for a case that is not there.
  ///
  /// - Parameter mayGoOn: asked before anything of the case is read; what it throws is all that somebody learns who may
  ///   not know of the case, and it takes no longer than for a case that is not there.
  func caseState(
    _ vault: VaultID, reader: PrincipalID? = nil,
    mayGoOn: @escaping @Sendable (CaseIndex) throws -> Void = { _ in }
  ) async throws -> CaseState {
    try await database.read { [self] transaction in
      guard let caseIndex = try currentIndex(of: vault, in: transaction) else {
        throw CaseworkError.absent
      }
      try mayGoOn(caseIndex)
      return try caseState(vault, caseIndex, reader: reader, in: transaction)
    }
  }

  /// The same inside a transaction, for an index that was read there.
  func caseState(
    _ vault: VaultID, _ caseIndex: CaseIndex, reader: PrincipalID? = nil,
    in transaction: ReadTransaction
  ) throws -> CaseState {
    guard let caseRows = try transaction.vaultRows(id, vault, reader: reader) else {
      throw CaseworkError.absent
    }
    let people = try people(in: transaction)
    let (caseEntries, caseChain) = try verify(caseRows, people.directory)
    var channels: [VaultID: ChannelState] = [:]
    for channel in caseIndex.channels {
      guard let rows = try transaction.vaultRows(id, channel.vault, reader: reader) else {
        continue
      }
      let (entries, chain) = try verify(rows, people.directory)
      channels[channel.vault] = ChannelState(
        channel: channel, rows: rows, entries: entries, chain: chain)
    }
    let first = try policies.policy(at: caseIndex.policy, id, in: transaction)
    var later: [String: Policy] = [:]
    for address in caseIndex.movedTo ?? [] {
      later[address] = try policies.policy(at: address, id, in: transaction)
    }
    return CaseState(
      id: vault, index: caseIndex, policy: caseIndex.movedTo?.last.flatMap { later[$0] } ?? first,
      firstPolicy: first, laterPolicies: later,
      directory: people.directory, membership: people.membership, caseRows: caseRows,
      channels: channels, openingsEnd: try transaction.vaultEnd(id, caseIndex.openings),
      caseEntries: caseEntries, caseChain: caseChain,
      now: Moment(
        secondsSince1970: Int64(
          clamping: max(nowSeconds, caseEntries.last?.header.timeSeconds ?? 0))))
  }

  /// The entries of a vault, verified from the first to the head.
  func verify(
    _ rows: VaultRows, _ directory: Directory
  ) throws -> (entries: [StoredEntry], chain: VaultChain) {
    guard let head = Digest(bytes: rows.head.link) else { throw CaseworkError.notGenuine }
    do {
      let entries = try rows.entries.map { try StoredEntry($0, id) }
      let chain = try verified.verify(
        rows.head.vault, entries: entries, head: head, id, directory)
      return (entries, chain)
    } catch let fault as ChainFault {
      environment.log(LogLine(.alarm, fault.description))
      throw CaseworkError.notGenuine
    }
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

  /// Opens a verified vault with a reader's own grants.
  func open(
    _ rows: VaultRows, _ entries: [StoredEntry], _ register: EpochRegister,
    with keys: borrowing PrincipalKeys
  ) throws -> OpenedVault {
    var held: [UInt64: HeldEpoch] = [:]
    var takenOver = OpenedVault.TakenOver()
    for record in rows.grants where record.grantClass == .open || record.grantClass == .taken {
      let row = record.row(id)
      guard let epoch = try believed(row, register, keys) else { continue }
      held[row.place.epoch] = epoch
      if row.grantClass == .open {
        takenOver.grants.append((row, try keys.take(row, seed: epoch.seed)))
      }
    }
    return try open(rows, entries, register, epochs: held, takenOver)
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

  /// Opens a verified vault with the seeds of its epochs, as far as they reach.
  func open(
    _ rows: VaultRows, _ entries: [StoredEntry], _ register: EpochRegister,
    epochs: [UInt64: HeldEpoch], _ before: OpenedVault.TakenOver = OpenedVault.TakenOver()
  ) throws -> OpenedVault {
    var takenOver = before
    var lines: [OpenedVault.Line] = []
    var closedCount = 0
    for entry in entries {
      guard let held = epochs[entry.header.epoch] else {
        closedCount += 1
        continue
      }
      // Erased for good, and for everybody.
      guard entry.body != nil else { continue }
      let sequence = entry.header.sequence
      let opened = try entry.open(under: held.seed, takenKey: rows.takenKeys[sequence])
      if let blob = opened.takenKey { takenOver.keys.append((sequence, blob)) }
      guard let payload = try payload(opened.payload) else { continue }
      lines.append(OpenedVault.Line(entry: entry, payload: payload))
    }
    return OpenedVault(
      vault: rows.head.vault, head: rows.head,
      lastSeconds: entries.last?.header.timeSeconds ?? 0, register: register, lines: lines,
      epochs: epochs, closedCount: closedCount, takenOver: takenOver)
  }
}
