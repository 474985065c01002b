import Casework
import Procedure
import Storage

extension Committee {
  /// What is looked at after every step: the case it touched, and one other in turn. A case in which nothing was written
  /// since all of it was looked at is only looked at for what has become due.
  func checkAfter(_ step: Step) async throws {
    try checkAlarms()
    if let number = step.caseNumber, let known = cases[number] {
      try await check(known)
    }
    guard !cases.isEmpty else { return }
    let turn = step.number % cases.count
    let numbers = cases.keys.sorted()
    if let known = cases[numbers[turn]], known.number != step.caseNumber {
      try await check(known)
      if step.number % 16 == 0 { try await checkReceipt(of: known) }
    }
  }

  /// Every case, every receipt, every key.
  func checkEverything() async throws {
    for number in cases.keys.sorted() {
      guard let known = cases[number] else { continue }
      marks[number] = nil
      try await check(known)
      try await checkReceipt(of: known)
    }
    try checkAlarms()
  }

  /// What the program itself raised: only a clock that was moved is expected.
  private func checkAlarms() throws {
    for alarm in alarms.takeAll() where !alarm.hasPrefix("The clock of this machine was moved") {
      let invariant: Invariant =
        alarm.hasPrefix("The index of a case says otherwise") ? .ledgerAgrees : .nothingUnexpected
      throw Broken(invariant: invariant, sentence: "The program raised an alarm: \(alarm)")
    }
  }

  private func count(_ invariant: Invariant) {
    tally.checks[invariant.rawValue, default: 0] += 1
  }

  /// One case: who can read it, whether it says what the server lists, and what is due.
  func check(_ known: KnownCase) async throws {
    let organization = try organization
    guard let observed = try await organization.observedCase(known.id) else {
      throw Broken(
        invariant: .reportKept, sentence: "The case is gone.", caseNumber: known.number)
    }
    try await checkDeadlines(of: observed, known)
    let mark = try await organization.mark(of: known.id)
    guard mark != marks[known.number] else { return }
    let reading = try await readingOfAnyHandler(of: observed, known)
    try await checkKeys(known, observed, reading)
    guard let reading else {
      marks[known.number] = mark
      return
    }
    count(.reportKept)
    guard reading.folded.report?.account == known.account else {
      throw Broken(
        invariant: .reportKept, sentence: "A handler finds another report in the case.",
        caseNumber: known.number)
    }
    if reading.isComplete { try await checkLedger(observed, reading, known) }
    try checkLog(reading, known)
    marks[known.number] = mark
  }

  /// The case as one of its handlers opens it; nil where the rules leave nobody.
  private func readingOfAnyHandler(
    of observed: ObservedCase, _ known: KnownCase
  ) async throws -> CaseReading? {
    for person in present where observed.standings[person.id] == .handler {
      let signedIn = try await currentSession(of: person)
      do {
        return try await signedIn.reading(of: known.id, withLedger: true)
      } catch CaseworkError.absent {
        throw Broken(
          invariant: .reportKept, sentence: "\(person.name) handles the case and cannot open it.",
          caseNumber: known.number)
      }
    }
    return nil
  }

  /// A handler opens the case on its page; nobody where the rules leave nobody.
  private func openAsAnyHandler(_ observed: ObservedCase, _ known: KnownCase) async throws {
    let handler = present.first { observed.standings[$0.id] == .handler }
    guard let handler else { return }
    _ = try await currentSession(of: handler).access(known.id)
  }

  private func currentSession(of person: Person) async throws -> SignedIn {
    if let held = sessions[person.number] { held } else { try await session(of: person) }
  }

  /// Whoever is not a handler by the case's own log, or has left, opens nothing with their keys.
  private func checkKeys(
    _ known: KnownCase, _ observed: ObservedCase, _ reading: CaseReading?
  ) async throws {
    count(.keptOutReadNothing)
    let held = people.compactMap { person in sessions[person.number].map { (person, $0) } }
    let opened = try await organization.epochs(of: known.id, openedByKeysOf: held.map(\.1))
    for (place, opened) in opened.enumerated() where opened.count > 0 {
      let person = held[place].0
      if !person.hasLeft {
        if let reading {
          switch reading.folded.standings[person.id]?.state {
          case .cleared: continue
          // They keep what they could read before the message that names them.
          case .heldBack where !opened.hasNewest: continue
          case .asked, .keptOut, .heldBack, .conflict, .left, nil: break
          }
        } else if [.handler, .oversight].contains(observed.standings[person.id]) {
          continue
        } else if observed.standings[person.id] == .heldBack, !opened.hasNewest {
          continue
        }
      }
      throw Broken(
        invariant: .keptOutReadNothing,
        sentence:
          "The keys of \(person.name) open \(opened.count) epochs, though they \(person.hasLeft ? "have left" : "are no handler").",
        caseNumber: known.number)
    }
  }

  /// What has passed unmet was alarmed, and the case stands among the late ones.
  private func checkDeadlines(of observed: ObservedCase, _ known: KnownCase) async throws {
    guard observed.keepsTime, observed.phase != .filed else { return }
    count(.deadlinesKnown)
    count(.reporterAnswered)
    if let late = observed.deadlines.first(where: { isUnknown($0, of: observed) }) {
      // What came due by this very step, the program has not looked at yet.
      try await work()
      guard let looked = try await organization.observedCase(known.id),
        !looked.deadlines.contains(where: { isUnknown($0, of: looked) })
      else {
        throw Broken(
          invariant: .deadlinesKnown,
          sentence: "'\(late.title)' has passed, and there was no alarm.",
          caseNumber: known.number)
      }
    }
    let now = clock.now
    guard
      observed.isLate || !observed.deadlines.contains(where: { $0.metAt == nil && $0.due < now })
    else {
      throw Broken(
        invariant: .reporterAnswered,
        sentence: "A deadline has passed, and the case is not on the list of late ones.",
        caseNumber: known.number)
    }
  }

  /// Whether the time for an alarm has passed and there was none. The program looks once a minute.
  private func isUnknown(_ deadline: Deadline, of observed: ObservedCase) -> Bool {
    deadline.metAt == nil && !deadline.isPaused && deadline.alarmAt < clock.now.adding(seconds: -60)
      && !observed.alarmed.contains(deadline.id)
  }

  /// List and ledger say what the log says. What lapses with time alone is taken over by the next round of the program,
  /// and what the program cannot read by the next handler who opens the case.
  private func checkLedger(
    _ observed: ObservedCase, _ reading: CaseReading, _ known: KnownCase
  ) async throws {
    count(.ledgerAgrees)
    guard try difference(observed, reading) != nil else { return }
    try await work()
    // What is driven by time alone waits until somebody has confirmed the time.
    guard try organization.clockIsSound else { return }
    try await openAsAnyHandler(observed, known)
    guard let again = try await organization.observedCase(known.id),
      let reading = try await readingOfAnyHandler(of: again, known), reading.isComplete,
      let difference = try difference(again, reading)
    else { return }
    throw Broken(
      invariant: .ledgerAgrees, sentence: "List and events differ: \(difference).",
      caseNumber: known.number)
  }

  private func difference(_ observed: ObservedCase, _ reading: CaseReading) throws -> String? {
    if let lines = reading.ledger, !lines.agree {
      return "the ledger has \(lines.stored), and not \(lines.told)"
    }
    let folded = try reading.folded.advanced(to: organization.moment)
    let present = Set(self.present.map(\.id))
    let listed = Set(
      observed.standings.filter { [.handler, .waitsForGrant, .oversight].contains($0.value) }.map(
        \.key))
    if observed.phase != folded.phase {
      return "phase \(observed.phase.rawValue) and \(folded.phase.rawValue)"
    }
    if listed.intersection(present) != Set(folded.handlers).intersection(present) {
      return "other handlers"
    }
    if observed.isWithBoard != (folded.escalation != nil) { return "whether the board has it" }
    return forgotten(in: observed.deadlines, folded.deadlines(under: reading.policy))
  }

  /// A deadline that runs by the log has to run in the list, or nobody would be reminded of it. The list may hold one
  /// longer than the log, for what is sealed from the program: it reminds once too often then.
  private func forgotten(in listed: [Deadline], _ folded: [Deadline]) -> String? {
    for deadline in folded where deadline.metAt == nil && deadline.whom != .undeclared {
      let isListed = listed.contains {
        $0.id == deadline.id && $0.startedAt == deadline.startedAt && $0.metAt == nil
      }
      if !isListed { return "the deadline '\(deadline.title)'" }
    }
    return nil
  }

  /// What the events alone say of what was sent and of what is in force.
  private func checkLog(_ reading: CaseReading, _ known: KnownCase) throws {
    count(.nothingUnreviewed)
    if let sentence = LogCheck.unreviewed(in: reading.folded) {
      throw Broken(invariant: .nothingUnreviewed, sentence: sentence, caseNumber: known.number)
    }
    count(.measuresDecided)
    if let sentence = LogCheck.undecided(in: reading.folded, policy: reading.policy) {
      throw Broken(invariant: .measuresDecided, sentence: sentence, caseNumber: known.number)
    }
  }

  // MARK: Receipts and verification

  func check(_ view: ReporterView, of known: KnownCase) throws {
    count(.reportKept)
    guard view.messages.first?.text.contains(known.account) == true else {
      throw Broken(
        invariant: .reportKept, sentence: "The receipt opens a channel without the report.",
        caseNumber: known.number)
    }
  }

  private func checkReceipt(of known: KnownCase) async throws {
    do {
      guard let reporter = try await openedChannel(of: known) else { return }
      try check(try await reporter.view(), of: known)
      try await reporter.signOut()
    } catch CaseworkError.receipt {
      throw Broken(
        invariant: .reportKept, sentence: "The receipt opens nothing.", caseNumber: known.number)
    }
  }

  func verify() async throws {
    let organization = try organization
    try await organization.checkpoint()
    count(.verificationHolds)
    do {
      _ = try await Verification.run(DataDirectory(folder), settings: databaseSettings)
    } catch let fault as VerificationFault {
      throw Broken(invariant: .verificationHolds, sentence: fault.description)
    }
  }

  /// Lets the last mails leave, and counts how each case stands at the end.
  func finish() async throws {
    postOffice.endCounting()
    clock.run(to: clock.bootSeconds + SimulationLimits.stepSecondsMin)
    try await work()
    for observed in try await organization.observedCases() {
      tally.outcomes[
        observed.isWithBoard
          ? "\(observed.phase.rawValue), with the board" : observed.phase.rawValue,
        default: 0] += 1
    }
  }
}
