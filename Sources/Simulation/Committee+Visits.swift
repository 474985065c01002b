import Casework
import Procedure

extension Committee {
  /// Somebody of the group or the board looks after a case, and does what there is to do.
  func visit(
    _ known: KnownCase, by person: Person, _ step: Step, _ generator: inout SeededGenerator
  ) async throws {
    // Whoever got no notice often does not know that there is something to do.
    if postOffice.hasLost(to: person.email), generator.chance(perThousand: 500) { return }
    let isSilent = generator.chance(perThousand: person.habits.silent)
    let session = try await session(of: person)
    if try !organization.clockIsSound, session.isConfirmed, generator.chance(perThousand: 700) {
      try await session.confirmTime()
      tell("\(person.name) confirms the time.")
    }
    guard let observed = try await organization.observedCase(known.id) else {
      throw Broken(invariant: .reportKept, sentence: "The case is gone.", caseNumber: known.number)
    }
    switch observed.standings[person.id] {
    case .asked, .admitted:
      if !isSilent { try await declare(known, by: person, step, &generator) }
    case .handler, .oversight:
      guard !isSilent else { return }
      // Somebody who sits down to it often does more than one thing.
      var unhurried = step
      for act in 0..<generator.number(in: 1...SimulationLimits.actsOfVisitMax) {
        if act > 0 { unhurried.cut = nil }
        guard try await handle(known, by: person, unhurried, &generator) else { return }
      }
    case .waitsForGrant: break
    case .keptOut, .heldBack, .reserve, nil:
      if person.seat == .board, !isSilent, generator.chance(perThousand: 250) {
        try await askForOversight(known, by: person, step)
      }
      if generator.chance(perThousand: person.habits.curious) {
        try await tryLink(known, by: person)
      }
    }
  }

  /// Whoever may not know of a case finds nothing behind its link.
  private func tryLink(_ known: KnownCase, by person: Person) async throws {
    do {
      _ = try await session(of: person).access(known.id)
    } catch CaseworkError.absent {
      return
    } catch CaseworkError.notAllowed where person.hasLeft == false {
      // Not confirmed yet: they are told so, and nothing of the case.
      return
    }
    throw Broken(
      invariant: .keptOutReadNothing, sentence: "\(person.name) opened the case by its link.",
      caseNumber: known.number)
  }

  /// A board member who has the report on a case asks to read it, once.
  private func askForOversight(
    _ known: KnownCase, by person: Person, _ step: Step
  ) async throws {
    let session = try await session(of: person)
    let report = try await boardReport(on: known, of: person)
    guard session.isConfirmed, let report, !report.mayOpen, !report.hasAsked else { return }
    try await lasting(step) {
      try await self.session(of: person).requestOversight(
        of: known.id, reason: "We answer for how this is handled.")
    } found: {
      try await self.boardReport(on: known, of: person)?.hasAsked == true ? () : nil
    }
    count("requestOversight")
    tell("\(person.name) asks to read the case for oversight.", case: known.number)
  }

  private func boardReport(
    on known: KnownCase, of person: Person
  ) async throws -> BoardReportView? {
    let session = try await session(of: person)
    guard session.isConfirmed else { return nil }
    return try await session.boardReports().first { $0.caseID == known.id }
  }

  private func declare(
    _ known: KnownCase, by person: Person, _ step: Step, _ generator: inout SeededGenerator
  ) async throws {
    let hasConflict = person.hasConflict(inCase: known.number, seed: plan.seed)
    let ground = generator.chance(perThousand: 600) ? generator.pick(policy.gate.grounds)?.id : nil
    let declare = Command.Declare(conflict: hasConflict, ground: hasConflict ? ground : nil)
    try await lasting(step) {
      _ = try await self.session(of: person).perform(.declare(declare), in: known.id)
    } found: {
      let standing = try await self.organization.observedCase(known.id)?.standings[person.id]
      return standing == .asked || standing == .admitted ? nil : ()
    }
    count("declare")
    tell(
      "\(person.name) declares \(hasConflict ? "a conflict of interest" : "no conflict").",
      case: known.number)
  }

  /// Does one of the things there are to do.
  ///
  /// - Returns: whether it was done, so that there may be more to do.
  private func handle(
    _ known: KnownCase, by person: Person, _ step: Step, _ generator: inout SeededGenerator
  ) async throws -> Bool {
    let session = try await session(of: person)
    if generator.chance(perThousand: 150) {
      guard case .open(let view) = try await session.access(known.id),
        view.report.report.account == known.account
      else {
        throw Broken(
          invariant: .reportKept, sentence: "A handler does not find the report in the case.",
          caseNumber: known.number)
      }
    }
    let reading = try await session.reading(of: known.id)
    if let waiting = reading.waitingToBeLetIn.compactMap({ self.person($0) })
      .filter({ !$0.hasLeft }).min(by: { $0.number < $1.number }),
      generator.chance(perThousand: 700)
    {
      try await letIn(waiting, to: known, by: person, step)
      return false
    }
    var situation = Situation(
      reading: reading, me: person, people: people, known: known,
      otherCases: try await earlierCases(handledBy: person, than: known),
      now: try organization.moment)
    // Now and then somebody tries what the page does not offer: it has to be refused.
    let triesAnything = generator.chance(perThousand: person.habits.trying)
    let weighed: [(name: Command.Name, deed: Deed, weight: Int)] =
      reading.commands.filter { $0.isAvailable || triesAnything }.compactMap { offered in
        Deeds.table[offered.command].map { (offered.command, $0, $0.weight(situation)) }
      }
    let idle = 20
    guard let place = generator.place(byWeights: weighed.map(\.weight) + [idle]),
      place < weighed.count
    else { return false }
    let chosen = weighed[place]
    if chosen.name == .reviewDraft, let draft = situation.draftToRead {
      let asItStands = Command.changeDraft(DraftChange(draft: draft.number, text: draft.text))
      let findings = try await session.findings(in: asItStands, of: known.id)
      situation.pointedAt = (findings ?? []).compactMap(\.pointedAt)
    }
    if chosen.name == .linkPerson {
      situation.knownPersons = try await knownPersons(in: situation.otherCases, by: person)
    }
    guard let command = chosen.deed.make(situation, &generator) else { return false }
    let said = chosen.deed.say(situation, command)
    return try await give(command, said, known, by: person, situation, step, &generator)
  }

  /// The last cases before one that this member handles too; others they cannot link it with.
  private func earlierCases(
    handledBy person: Person, than known: KnownCase
  ) async throws -> [KnownCase] {
    var handled: [KnownCase] = []
    for number in cases.keys.sorted().filter({ $0 < known.number }).suffix(3) {
      guard let earlier = cases[number],
        try await organization.observedCase(earlier.id)?.standings[person.id] == .handler
      else { continue }
      handled.append(earlier)
    }
    return handled
  }

  /// Who was reported in other cases that this member handles, and is kept in mind, as far as this member reads it:
  /// somebody who is kept out of one case of a person learns nothing of them.
  private func knownPersons(
    in others: [KnownCase], by person: Person
  ) async throws -> [Situation.KnownPerson] {
    let readable = Set(try await session(of: person).persons().map(\.person))
    var found: [Situation.KnownPerson] = []
    for other in others {
      let folded = try await session(of: person).reading(of: other.id).folded
      for party in folded.parties {
        if let link = folded.persons[party.id], readable.contains(link.person) {
          found.append(
            Situation.KnownPerson(
              id: link.person, name: party.displayName, caseNumber: other.number))
        }
      }
    }
    return found
  }

  private func letIn(
    _ waiting: Person, to known: KnownCase, by person: Person, _ step: Step
  ) async throws {
    do {
      try await lasting(step) {
        try await self.session(of: person).letIn(waiting.id, to: known.id)
      } found: {
        let standing = try await self.organization.observedCase(known.id)?.standings[waiting.id]
        return standing == .handler ? () : nil
      }
      tell("\(person.name) lets \(waiting.name) in.", case: known.number)
    } catch CaseworkError.notAllowed {
      tell("\(person.name) cannot let \(waiting.name) in.", case: known.number)
    }
  }

  private func give(
    _ command: Command, _ said: String, _ known: KnownCase, by person: Person,
    _ situation: Situation, _ step: Step, _ generator: inout SeededGenerator
  ) async throws -> Bool {
    let seen = situation.reading.folded.log.last?.sequence ?? 0
    let isTwice = generator.chance(perThousand: person.habits.hasty)
    do {
      if case .openChannel(let request) = command {
        try await open(request, known, by: person, situation, step)
      } else {
        try await lasting(step) {
          _ = try await self.session(of: person).perform(command, in: known.id, expecting: seen)
        } found: {
          try await self.wasDone(by: person, after: seen, in: known)
        }
      }
      count(command.name.rawValue)
      tell("\(person.name) \(said).", case: known.number)
    } catch CaseworkError.refused(let refusal) {
      tally.refusals[refusal.rule.rawValue, default: 0] += 1
      tell(
        "\(person.name) \(said): refused by \(refusal.rule.rawValue).", case: known.number)
      return false
    } catch CaseworkError.notAllowed {
      tell("\(person.name) \(said): not allowed.", case: known.number)
      return false
    }
    switch command {
    case .declare: return false
    case .openChannel: return true
    default: guard isTwice else { return true }
    }
    tally.faults["button pressed twice", default: 0] += 1
    do {
      _ = try await session(of: person).perform(command, in: known.id, expecting: seen)
      tell("The button was pressed twice, and it was done twice.", case: known.number)
    } catch CaseworkError.movedOn, CaseworkError.refused, CaseworkError.absent,
      CaseworkError.declareFirst
    {
      tell("The button was pressed twice, and nothing more was done.", case: known.number)
    }
    return true
  }

  /// Opens a conversation; words are handed to the party. The same form shows the same words, also after an interruption.
  private func open(
    _ request: ChannelRequest, _ known: KnownCase, by person: Person, _ situation: Situation,
    _ step: Step
  ) async throws {
    let token = try organization.newFormToken()
    let shown = try await lasting(step) {
      try await self.session(of: person).openChannel(request, in: known.id, formToken: token)
    } found: {
      nil
    }
    guard let shown else {
      if let address = request.address, request.way == .mail {
        cases[known.number]?.correspondents.append(
          Correspondent(name: situation.partyName(request.party), address: address))
      }
      return
    }
    cases[known.number]?.others.append(
      OtherParty(
        name: situation.partyName(request.party), words: shown.words.joined(separator: " ")))
  }

  /// Whether something of somebody stands in the log after what they had seen; also when they cannot look any more.
  private func wasDone(
    by person: Person, after seen: Int, in known: KnownCase
  ) async throws -> Void? {
    do {
      let reading = try await session(of: person).reading(of: known.id)
      return reading.folded.log.contains {
        $0.sequence > seen && $0.by.memberID == person.id
      } ? () : nil
    } catch CaseworkError.absent {
      return ()
    }
  }

  private func count(_ command: String) { tally.commands[command, default: 0] += 1 }
}
