import Identity
import Procedure
import Storage
import Vault

/// What time asks of a case: reminders, alarms, and what follows when the window for declaring has passed.
///
/// Works on the index alone; the case itself stays closed to the server.
extension Organization {
  /// Looks at every case that is due.
  ///
  /// - Parameter atOnce: how many are read at a time; those that wait or do not open stay due, and keep no other from
  ///   its turn.
  /// - Returns: how many cases were changed.
  @discardableResult
  func lookAtDueCases(atOnce: Int = KeepingLimits.dueCasesAtOnce) async throws -> Int {
    let minute = environment.now().secondsSince1970 / 60
    #if REDRESS_PLANTED_FAULTS
      if PlantedFault.brokenJob.isPlanted { throw CaseworkError.absent }
    #endif
    var changed = 0
    var last: CaseIndexRecord?
    while true {
      let due = try await database.read { [id, last] transaction in
        try transaction.caseIndexes(id, dueByMinute: minute, after: last, limit: atOnce)
      }
      for record in due {
        do {
          if try await lookAt(record.vault) { changed += 1 }
        } catch {
          // One case that does not open must not keep the others from their reminders.
          environment.log(LogLine(.alarm, "A case that is due could not be looked at: \(error)"))
        }
      }
      guard due.count == atOnce, let end = due.last else { return changed }
      last = end
    }
  }

  /// Does what is due in one case, in one transaction.
  func lookAt(_ vault: VaultID) async throws -> Bool {
    try await retrying {
      let state = try await caseState(vault)
      let rota = try await rota()
      let now = state.now
      var index = state.index
      let before = index
      var chains = try state.chains(self)
      var lapsed: EscalationBecause?
      if clock.isSound { lapsed = index.passLapses(until: now) }
      var mails = try dueNotices(&index, state, rota, at: now)
      var passed = try gatePassed(&index, &chains, state, at: now)
      try escalate(lapsed, &index, &chains, &passed, state, at: now)
      if let asked = passed.asked {
        mails += try noticeRows(
          .noticeBoard, to: asked, state.membership, codeName: index.codeName, vault: vault)
      }
      guard index != before else { return false }
      let record = try indexRecord(
        index, of: vault, sequence: chains.caseChain.nextSequence - 1)
      let prepared = chains
      let outbox = mails
      let changed = index
      let done = passed
      try await database.write { [self] transaction in
        // Neither the case nor its index may have moved since.
        guard let head = try transaction.head(id, vault), head == state.caseVault.head,
          try storedIndex(of: vault, in: transaction) == before
        else {
          throw StorageError.conflict(
            Conflict(vault: vault, head: try transaction.head(id, vault)))
        }
        try prepared.write(in: transaction)
        for principal in done.released {
          try releaseGrants(of: principal, in: vault, changed, transaction)
        }
        if let asked = done.asked {
          try bringInBoard(asked, index: changed, vault: vault, transaction)
        }
        try transaction.putCaseIndex(id, record)
        for mail in outbox { try transaction.insertOutgoing(id, mail) }
      }
      return true
    }
  }

  // MARK: Deadlines

  private func dueNotices(
    _ index: inout CaseIndex, _ state: CaseState, _ rota: Rota, at now: Moment
  ) throws -> [OutgoingRecord] {
    guard index.keepsTime else { return [] }
    var mails: [OutgoingRecord] = []
    for deadline in index.deadlines
    where deadline.metAt == nil && !deadline.isPaused && deadline.whom == .onCall {
      let called = nextCall(
        for: deadline, notified: &index.notified,
        among: present([.handler, .asked, .admitted], in: index, state), rota, at: now)
      guard let called else { continue }
      mails += try noticeRows(
        .noticeUnanswered, to: called, state.membership, codeName: index.codeName,
        vault: state.id)
    }
    for deadline in index.deadlines where deadline.metAt == nil && !deadline.isPaused {
      #if REDRESS_PLANTED_FAULTS
        if PlantedFault.silentAlarm.isPlanted, deadline.alarmAt <= now { continue }
      #endif
      let kind: TemplateKind
      if deadline.alarmAt <= now {
        guard index.notified.insert(.alarmed(deadline.id)).inserted else { continue }
        // Whoever gets the alarm needs no reminder any more.
        index.notified.insert(.reminded(deadline.id))
        kind = .deadlineAlarm
      } else if let remindAt = deadline.remindAt, remindAt <= now {
        guard index.notified.insert(.reminded(deadline.id)).inserted else { continue }
        kind = .deadlineReminder
      } else {
        continue
      }
      mails += try noticeRows(
        kind, to: audience(of: deadline, in: index, state, rota, at: now), state.membership,
        codeName: index.codeName, vault: state.id,
        more: [.title: deadline.title, .due: Self.text(of: deadline.due)])
    }
    return mails
  }

  private func audience(
    of deadline: Deadline, in index: CaseIndex, _ state: CaseState, _ rota: Rota, at now: Moment
  ) -> [PrincipalID] {
    let handlers = present([.handler], in: index, state)
    let asked = present([.asked, .admitted], in: index, state)
    let readers = handlers.isEmpty ? asked : handlers
    switch deadline.whom {
    case .nobody: return []
    case .handlers: return readers
    case .onCall:
      return called(for: deadline, among: handlers + asked, rota, at: now)
    case .undeclared: return asked
    case .chairs:
      let chairs = Set(state.policy.roles.filter(\.isChair).map(\.id))
      let asked = readers.filter { reader in
        state.membership.member(reader).map { !chairs.isDisjoint(with: $0.roles) } ?? false
      }
      // A deadline of a case that no chair reads must not pass in silence.
      return asked.isEmpty ? readers : asked
    }
  }

  /// Who stands so to a case and is still here.
  private func present(
    _ standings: Set<CaseIndex.Standing>, in index: CaseIndex, _ state: CaseState
  ) -> [PrincipalID] {
    index.principals(standings).filter { state.membership.member($0) != nil }
  }

  /// A time as it stands in a mail, for people in any zone.
  static func text(of moment: Moment) -> String {
    let days = moment.secondsSince1970 / 86_400
    let seconds = moment.secondsSince1970 % 86_400
    let (year, month, day) = civilDate(daysSince1970: days)
    let hour = seconds / 3_600
    let minute = seconds % 3_600 / 60
    return "\(year)-\(two(month))-\(two(day)) \(two(hour)):\(two(minute)) UTC"
  }

  private static func two(_ number: Int64) -> String { number < 10 ? "0\(number)" : "\(number)" }

  /// The Gregorian date of a day, by counting from 1 March 0000.
  static func civilDate(daysSince1970: Int64) -> (Int64, Int64, Int64) {
    let days = daysSince1970 + 719_468
    let era = days / 146_097
    let dayOfEra = days % 146_097
    let yearOfEra = (dayOfEra - dayOfEra / 1_460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
    let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
    let marchMonth = (5 * dayOfYear + 2) / 153
    let day = dayOfYear - (153 * marchMonth + 2) / 5 + 1
    let month = marchMonth < 10 ? marchMonth + 3 : marchMonth - 9
    return (yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month, day)
  }

  // MARK: The gate

  private struct Passed {
    var released: [PrincipalID] = []
    /// The board members who are asked now; nil where the case stays with the group.
    var asked: [PrincipalID]?
  }

  /// What the rules do by themselves once the window for declaring has passed. It cannot be undone, so it waits for a
  /// sound clock.
  private func gatePassed(
    _ index: inout CaseIndex, _ chains: inout CaseChains, _ state: CaseState, at now: Moment
  ) throws -> Passed {
    var passed = Passed()
    guard index.phase != .filed, index.keepsTime, let closes = index.gateCloses, closes <= now,
      clock.isSound
    else {
      return passed
    }
    let gate = state.policy.gate
    let silent = gate.silence == .letsIn ? present([.asked], in: index, state) : []
    let cleared = present([.handler], in: index, state).count + silent.count
    let escalates = !index.isWithBoard && cleared < gate.clearedMin
    guard !silent.isEmpty || escalates else {
      index.gateCloses = nil
      return passed
    }
    if !index.isStillRight(state.caseRegister, state.membership) {
      try chains.beginEpochs(
        index, cause: EpochCause(.entitlement), nowSeconds: state.nowSeconds)
    }
    for principal in silent {
      try chains.caseChain.arrive(
        .event(.releasedBySilence(Release(member: MemberID(principal.hexadecimal)))),
        by: .server, nowSeconds: state.nowSeconds)
      index.standings[principal] = .handler
      passed.released.append(principal)
    }
    if !silent.isEmpty, index.phase == .waitingForReaders { index.phase = .received }
    if !silent.isEmpty { index.endDeadlinesOfGate(at: now, state.policy) }
    index.gateCloses = nil
    if escalates {
      passed.asked = try escalate(
        &index, &chains, because: .tooFewCleared, state.membership, nowSeconds: state.nowSeconds)
    }
    index.lastActivity = now
    return passed
  }
}

extension Organization {
  /// Neither consensus nor a sufficient majority in time: the case goes to the board by itself (`Clause.E20.3`).
  private func escalate(
    _ because: EscalationBecause?, _ index: inout CaseIndex, _ chains: inout CaseChains,
    _ passed: inout Passed, _ state: CaseState, at now: Moment
  ) throws {
    guard let because, !index.isWithBoard else { return }
    if !index.isStillRight(state.caseRegister, state.membership), chains.begun == nil {
      try chains.beginEpochs(index, cause: EpochCause(.entitlement), nowSeconds: state.nowSeconds)
    }
    passed.asked = try escalate(
      &index, &chains, because: because, state.membership, nowSeconds: state.nowSeconds)
    index.lastActivity = now
  }
}

extension CaseIndex {
  /// Notes when the program has to look at the gate again, after somebody was asked.
  mutating func openGate(at now: Moment, _ policy: Policy) {
    // Once the board has the case, only a policy that lets silence in has anything to do.
    let hasDuty = !isWithBoard || policy.gate.silence == .letsIn
    gateCloses =
      hasDuty && !principals([.asked]).isEmpty
      ? now.adding(seconds: policy.gate.windowSeconds) : nil
  }
}
