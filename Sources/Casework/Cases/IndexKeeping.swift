import Foundation
import Identity
import Procedure
import Storage
import Vault

/// Index rows read at once.
private let indexBatchCount = 500

extension Organization {
  /// Brings the opened index up to date with this snapshot. Never inside a write: what is read there may not be
  /// committed, and the cache would show it for ever.
  func refreshIndex(in transaction: ReadTransaction) throws {
    precondition(
      !(transaction is WriteTransaction), "The shared index is filled from committed rows alone.")
    while true {
      let rows = try transaction.caseIndexes(
        id, afterRevision: index.revision, limit: indexBatchCount)
      guard let last = rows.last else { return }
      index.take(rows.compactMap(openedIndex), revision: last.revision)
    }
  }

  /// The index of every case as this transaction sees it, also where it has written itself. The cache learns nothing
  /// of it, since the commit may fail.
  func indexes(in transaction: WriteTransaction) throws -> [VaultID: CaseIndex] {
    var revision = index.revision
    var all = index.all()
    while true {
      let rows = try transaction.caseIndexes(
        id, afterRevision: revision, limit: indexBatchCount)
      guard let last = rows.last else { return all }
      for (vault, index) in rows.compactMap(openedIndex) { all[vault] = index }
      revision = last.revision
    }
  }

  /// The index of one case as this transaction sees it, also where it has written itself; nil for none that opens.
  /// The cache learns nothing of it.
  func storedIndex(of vault: VaultID, in transaction: ReadTransaction) throws -> CaseIndex? {
    guard let record = try transaction.caseIndex(id, vault),
      let head = try transaction.head(id, vault)
    else { return nil }
    return openedIndex(
      ChangedCaseIndex(record: record, revision: 0, headSequence: head.sequence))?.index
  }

  private func openedIndex(_ row: ChangedCaseIndex) -> (vault: VaultID, index: CaseIndex)? {
    do {
      let content = try keys.openIndex(
        row.record.blob, of: row.record.vault,
        reaches: [VaultReach(vault: row.record.vault, sequence: row.headSequence)])
      return (row.record.vault, try JSONDecoder().decode(CaseIndex.self, from: Data(content)))
    } catch {
      environment.log(
        LogLine(.alarm, "An index row does not belong to the newest entry of its case."))
      return nil
    }
  }

  /// What the server knows of a case.
  ///
  /// - Throws: `CaseworkError.absent` for a case that is not there.
  func index(of vault: VaultID) async throws -> CaseIndex {
    try await database.read { [self] transaction in
      guard let found = try currentIndex(of: vault, in: transaction) else {
        throw CaseworkError.absent
      }
      return found
    }
  }

  /// What the server knows of a case in this snapshot. A process that has not listed cases yet opens this row alone, so
  /// that taking in one mail does not open them all.
  func currentIndex(of vault: VaultID, in transaction: ReadTransaction) throws -> CaseIndex? {
    guard index.revision > 0 else { return try storedIndex(of: vault, in: transaction) }
    try refreshIndex(in: transaction)
    return index.index(of: vault)
  }

  /// The index row of a case whose newest entry will have this sequence.
  func indexRecord(
    _ caseIndex: CaseIndex, of vault: VaultID, sequence: UInt64
  ) throws -> CaseIndexRecord {
    let encoder = JSONEncoder()
    encoder.outputFormatting = .sortedKeys
    return CaseIndexRecord(
      vault: vault, dueMinute: caseIndex.dueMinute(calling: policy.onCall),
      blob: try keys.sealIndex(
        Bytes(try encoder.encode(caseIndex)), of: vault,
        reaches: [VaultReach(vault: vault, sequence: sequence)]),
      generation: keys.newestGeneration)
  }
}

extension CaseIndex {
  /// The next minute at which the program has to look at the case, since 1970; nil for never.
  var dueMinute: Int64? {
    guard keepsTime else { return nil }
    let times =
      deadlines.filter { $0.metAt == nil && !$0.isPaused }
      .flatMap { deadline in
        [
          notified.contains(.reminded(deadline.id)) ? nil : deadline.remindAt,
          notified.contains(.alarmed(deadline.id)) ? nil : deadline.alarmAt,
        ].compactMap { $0 }
      } + (phase == .filed ? [] : gateCloses.map { [$0] } ?? []) + (lapses ?? []).map(\.at)
    return times.map { ($0.secondsSince1970 + 59) / 60 }.min()
  }

  /// Takes over what a fold of the case says.
  mutating func follow(_ folded: Case, under policy: Policy, at now: Moment) {
    #if REDRESS_PLANTED_FAULTS
      if PlantedFault.staleList.isPlanted { return }
    #endif
    let current = folded.advanced(to: now)
    phase = current.phase
    standsAt = now
    take(current.deadlines(under: policy))
    lapses = current.lapses(after: now, under: policy)
    acknowledged = folded.acknowledgedAt
    isUrgent = isUrgent || folded.isOngoingOrDangerous
    isWithBoard = isWithBoard || folded.escalation != nil
    hasWorkLeft = current.phase == .closed && current.hasWorkLeft ? true : nil
    lastActivity = now
    closed = isOpen ? nil : closed ?? now
    softConflicts = Set(folded.softConflicts.compactMap { PrincipalID(hexadecimal: $0.text) })
    isReconsidered = folded.reconsideration != nil
    isUrgent = isUrgent || folded.retaliationSince != nil
  }

  /// A deadline that starts anew reminds anew.
  mutating func take(_ followed: [Deadline]) {
    for deadline in followed
    where deadlines.first(where: { $0.id == deadline.id })?.startedAt != deadline.startedAt {
      notified.remove(.reminded(deadline.id))
      notified.remove(.alarmed(deadline.id))
      for stage in Call.Stage.allCases { notified.remove(.called(deadline.id, stage)) }
    }
    deadlines = followed
  }

  /// Where the case stands at a moment, with what has lapsed until then.
  func phase(at now: Moment) -> Case.Phase { (lapses ?? []).last { $0.at <= now }?.phase ?? phase }

  /// The deadlines after a lapse, with what has begun and ended since it was foreseen: a message that arrived is still
  /// to be answered.
  private func deadlines(after lapse: Lapse) -> [Deadline] {
    var merged = lapse.deadlines
    for known in deadlines {
      if let place = merged.firstIndex(where: {
        $0.id == known.id && $0.startedAt == known.startedAt && $0.title == known.title
      }) {
        merged[place].metAt = merged[place].metAt ?? known.metAt
      } else if let foreseenAt = lapse.foreseenAt, known.startedAt > foreseenAt {
        merged.removeAll { $0.id == known.id && $0.metAt != nil }
        merged.append(known)
      }
    }
    return merged
  }

  /// Takes over what has lapsed until a moment.
  ///
  /// - Returns: why the case goes to the board now; nil where it stays.
  mutating func passLapses(until now: Moment) -> EscalationBecause? {
    var because: EscalationBecause?
    while let lapse = lapses?.first, lapse.at <= now {
      phase = lapse.phase
      standsAt = now
      take(deadlines(after: lapse))
      because = lapse.escalates ?? because
      lapses?.removeFirst()
    }
    return because
  }
}

extension Case {
  /// Whether somebody waits for something, wherever the case stands.
  fileprivate var hasWorkLeft: Bool {
    proposals.contains(where: \.isOpen) || adoptedNotEnacted != nil || !openTasks.isEmpty
      || reconsideration != nil || measuresInForce.contains { $0.readmissionAsked != nil }
      || drafts.contains { $0.state == .waiting }
  }

  /// What lapses after a moment when nobody does anything, for the index.
  fileprivate func lapses(after now: Moment, under policy: Policy) -> [CaseIndex.Lapse] {
    prospects(after: now).map { prospect in
      CaseIndex.Lapse(
        at: prospect.at, phase: prospect.phase,
        deadlines: advanced(to: prospect.at).deadlines(under: policy),
        escalates: prospect.escalates, foreseenAt: now)
    }
  }
}
