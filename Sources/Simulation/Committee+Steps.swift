import Casework
import Mail
import Procedure

extension Committee {
  /// Lives through the steps, and looks after each whether everything holds.
  func live(through steps: [Step], progress: (Step) -> Void = { _ in }) async throws {
    for step in steps {
      progress(step)
      clock.run(to: step.atSeconds)
      tally.steps += 1
      do {
        try await work()
        try await take(step)
        try await checkAfter(step)
      } catch let broken as Broken {
        throw broken
      } catch {
        throw Broken(
          invariant: .nothingUnexpected, sentence: "\(step.act) failed: \(error).",
          caseNumber: step.caseNumber)
      }
    }
  }

  /// What the program does by itself.
  func work() async throws {
    try await organization.workOnce(through: postOffice)
  }

  private func take(_ step: Step) async throws {
    var generator = SeededGenerator(seed: step.seed)
    switch step.act {
    case .report(let number): try await report(number, step, &generator)
    case .visit(let slot, let isBoard, let number):
      guard let person = holder(of: slot, isBoard: isBoard), let known = cases[number] else {
        return
      }
      try await visit(known, by: person, step, &generator)
    case .reporterReads(let number):
      guard let known = cases[number] else { return }
      try await reporterReads(known)
    case .partyActs(let number):
      guard let known = cases[number] else { return }
      try await partyActs(known, step, &generator)
    case .leave(let slot, let isBoard):
      try await leave(slot, isBoard: isBoard, step, &generator)
      lookUpSessionsAgain()
    case .join(let slot, let isBoard):
      try await join(slot, isBoard: isBoard, step)
      lookUpSessionsAgain()
    case .powerCut:
      // Every notice of before is due by then, whatever pause the vault has drawn for it.
      clock.run(to: step.atSeconds + SimulationLimits.stepSecondsMin / 2)
      cutPower(PowerCut(&generator, commitsMax: SimulationLimits.commitsOfJobsToCutMax))
      do {
        try await work()
        try await organization.checkpoint()
      } catch {
        guard isCut else { throw error }
      }
      try await restart()
      tell("The power failed and came back.")
    case .clockJump(let seconds):
      // What waits for a moment that the vault has drawn leaves before, so that the story does not hang on it.
      clock.run(to: step.atSeconds + SimulationLimits.stepSecondsMin / 2)
      try await work()
      clock.jump(seconds: seconds)
      tally.faults["clock moved", default: 0] += 1
      tell(
        "The clock of the machine was moved \(seconds < 0 ? "back" : "ahead") by \(abs(seconds) / 60) minutes."
      )
    case .verification: try await verify()
    case .yearEnd:
      try await organization.clearAway()
      try await checkEverything()
    }
  }

  // MARK: Reporters

  private func report(
    _ number: Int, _ step: Step, _ generator: inout SeededGenerator
  ) async throws {
    let organization = try organization
    let nature = Nature(seed: plan.seed, caseNumber: number)
    var draft = ReportDraft()
    draft.account = nature.account(caseNumber: number, &generator)
    if generator.chance(perThousand: 250) {
      return try await reportByMail(number, nature, draft.account, step, &generator)
    }
    var remarks: [String] = []
    if nature.kind != .spam, nature.kind != .question {
      if generator.chance(perThousand: 700) { draft.involved = nature.reported }
      draft.ongoing = generator.pick(["yes", "no", "unsure", ""]) ?? ""
      if nature.kind == .dangerous {
        draft.danger = generator.chance(perThousand: 700) ? "yes" : "unsure"
        draft.agencyUnknown = generator.chance(perThousand: 500)
        remarks.append("somebody may be in danger")
      }
      draft.retaliation = nature.isRetaliation
      if nature.isRetaliation { remarks.append("about retaliation") }
    }
    if generator.chance(perThousand: 500) {
      draft.contactName = generator.pick(Nature.reporters) ?? ""
      draft.contactEmail = "reporter\(number)@example.net"
      draft.nameOnCard = generator.chance(perThousand: 200)
    } else {
      remarks.append("anonymous")
    }
    let group = present.filter { $0.seat == .member }
    if generator.chance(perThousand: 80), let named = generator.pick(group) {
      draft.context = "\(named.name) stood by and laughed."
      remarks.append("names \(named.name)")
    }
    if generator.chance(perThousand: 60), let left = generator.pick(present) {
      draft.leaveOut = [left.id]
      remarks.append("leaves out \(left.name)")
    }
    if generator.chance(perThousand: 15) {
      draft.leaveOut = Set(group.map(\.id))
      remarks.append("leaves out the whole group")
    }
    let isTwice = generator.chance(perThousand: 60)
    let token = try organization.newFormToken()
    let way = SubmissionWay.form(token: token)
    let before = Set(try await organization.observedCases().map(\.id))
    let words = try await lasting(step) {
      let receipt = try await self.organization.submit(draft, way: way)
      return receipt.words.joined(separator: " ")
    } found: {
      nil
    }
    if isTwice {
      let again = try await self.organization.submit(draft, way: way)
      guard again.words.joined(separator: " ") == words else {
        throw Broken(
          invariant: .reportKept, sentence: "The same form sent twice had another receipt.")
      }
      tally.faults["form doubled", default: 0] += 1
    }
    let found = try await newCase(number, except: before)
    var known = KnownCase(
      number: number, id: found.id, codeName: found.codeName, receipt: words,
      account: draft.account, nature: nature)
    if !draft.contactEmail.isEmpty {
      known.correspondents = [Correspondent(name: "The reporter", address: draft.contactEmail)]
    }
    cases[number] = known
    tally.reports += 1
    tell(
      "Somebody reports (\(nature.kind.rawValue)\(remarks.isEmpty ? "" : "; " + remarks.joined(separator: ", ")))"
        + "\(isTwice ? ", and the form comes twice" : "").", case: number)
  }

  /// The case that a report has become.
  func newCase(_ number: Int, except before: Set<CaseID>) async throws -> ObservedCase {
    let found = try await organization.observedCases().first { !before.contains($0.id) }
    guard let found else {
      throw Broken(
        invariant: .reportKept, sentence: "A report was confirmed, and there is no case.",
        caseNumber: number)
    }
    return found
  }

  // MARK: Coming and going

  private func leave(
    _ slot: Int, isBoard: Bool, _ step: Step, _ generator: inout SeededGenerator
  ) async throws {
    guard let person = holder(of: slot, isBoard: isBoard),
      let place = people.firstIndex(where: { $0.number == person.number })
    else { return }
    let seated = present.filter { $0.seat == person.seat }
    guard seated.count > 1 else { return }
    // Their keys are what they take along.
    let own = try await session(of: person)
    let byThemselves = generator.chance(perThousand: 600)
    try await lasting(step) {
      if byThemselves, !self.isCut {
        try await self.session(of: person).leave(person.id)
      } else {
        try await self.organization.endMembership(of: person.id)
      }
    } found: {
      let listed = try await self.organization.listMembers().first { $0.id == person.id }
      return listed?.state == .left ? () : nil
    }
    people[place].hasLeft = true
    sessions[person.number] = own
    tell("\(person.name) leaves the \(isBoard ? "board" : "group").")
  }

  private func join(_ slot: Int, isBoard: Bool, _ step: Step) async throws {
    guard holder(of: slot, isBoard: isBoard) == nil else { return }
    let person = try await add(slot: slot, seat: isBoard ? .board : .member)
    let others = present.filter { $0.seat == person.seat && $0.number != person.number }
    guard let other = others.first else {
      tell("\(person.name) joins, and nobody is there to confirm them.")
      return
    }
    let words = try await session(of: person).settings().fingerprintWords.joined(separator: " ")
    try await lasting(step) {
      try await self.session(of: other).confirm(person.id, words: words)
    } found: {
      let listed = try await self.organization.listMembers().first { $0.id == person.id }
      return listed?.state == .confirmed ? () : nil
    }
    tell(
      "\(person.name) joins the \(isBoard ? "board" : "group"), and \(other.name) compares the six words."
    )
  }
}
