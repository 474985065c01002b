extension Case {
  /// The lines of the ledger that this case has: one for each person it is linked to, or one alone while nobody is
  /// linked. None before the case was taken up, and none for what was set aside: that is no case.
  ///
  /// A pure function of the log: the rows in the vault are compared with it, and are written by nothing else.
  /// - Parameters:
  ///   - codeName: of the case.
  ///   - personCodeName: of each person that the case is linked to.
  package func ledgerRows(
    codeName: String, personCodeName: (PersonID) -> String?
  ) -> [LedgerRow] {
    guard acknowledgedAt != nil, setAside == nil, let receivedAt else { return [] }
    let persons = linkedPersons
    guard !persons.isEmpty else {
      return [ledgerRow(codeName: codeName, receivedAt: receivedAt, person: nil, name: nil)]
    }
    return persons.map { person in
      ledgerRow(
        codeName: codeName, receivedAt: receivedAt, person: person, name: personCodeName(person))
    }
  }

  /// The persons whom the reported parties of this case are, each once, in the order they were linked. Who turned out
  /// to be no reported party is linked to nobody any more.
  package var linkedPersons: [PersonID] {
    var found: [PersonID] = []
    let reported = Set(parties.filter { $0.role == .reported }.map(\.id))
    let persons = persons.filter { reported.contains($0.key) }
    for person in persons.sorted(by: { $0.value.sequence < $1.value.sequence }).map(\.value.person)
    where !found.contains(person) {
      found.append(person)
    }
    return found
  }

  /// What the case leaves on record about a person; nil while it is not resolved, and where another case does.
  package func recordType(of person: PersonID) -> RecordType? {
    guard let ending else { return nil }
    let ofMeasures = measures(against: person).compactMap { rule(of: $0.measure)?.recordType }
      .reduce(RecordType?.none) { before, next in
        before.map { RecordType.weightier($0, next) } ?? next
      }
    switch ending.how {
    case .merged: return nil
    case .filed: return ofMeasures ?? .resolved
    case .closed(let closing):
      if let ofMeasures { return ofMeasures }
      // What lasts about somebody else in the case says nothing about this person.
      let isAlone = linkedPersons.count == 1
      return isAlone || [.noViolation, .violationByUnknown].contains(closing.outcome)
        ? closing.outcome : .resolved
    }
  }

  /// How the case can be closed: as the findings say, and as what was decided weighs.
  package var fittingOutcomes: [RecordType] {
    let ofMeasures = measures(against: nil).compactMap { rule(of: $0.measure)?.recordType }
      .reduce(RecordType?.none) { before, next in
        before.map { RecordType.weightier($0, next) } ?? next
      }
    let isViolation: Certainty? =
      if case .violation(let answer, _, _)? = investigation.findings[.violation]?.finding {
        answer
      } else { nil }
    let isSomebodyKnown =
      if case .responsible(let parties, _)? = investigation.findings[.responsible]?.finding {
        !parties.isEmpty
      } else { false }
    switch ofMeasures {
    case .banned: return [.banned]
    case .flagged: return [.flagged]
    case .resolved, .violationByUnknown:
      return isSomebodyKnown || isViolation == .no
        ? [.resolved, .flagged] : [.violationByUnknown, .resolved, .flagged]
    case .noViolation, nil:
      switch isViolation {
      case .no: return [.noViolation]
      case .yes:
        return isSomebodyKnown
          ? [.resolved, .flagged] : [.violationByUnknown, .resolved, .flagged]
      case .unsure, nil: return RecordType.allCases.filter { $0 != .banned }
      }
    }
  }

  private func ledgerRow(
    codeName: String, receivedAt: Moment, person: PersonID?, name: String?
  ) -> LedgerRow {
    LedgerRow(
      reported: receivedAt.wholeDay, caseCodeName: codeName, person: person,
      personCodeName: name, status: ending == nil ? .ongoing : .resolved,
      source: ending.map(source), resolved: ending?.at.wholeDay,
      isSafetyRisk: isSafetyRisk, ongoing: ledgerOngoing,
      consequences: consequences(for: person), review: review, documentCount: documentCount)
  }

  /// When it is looked at again: as closing said, and then as each review said.
  private var review: Moment? {
    guard let ending, case .closed = ending.how else { return nil }
    var next: Moment?
    for recorded in log {
      switch recorded.event {
      case .closed(let closing):
        next = closing.reviewAt ?? recorded.at.adding(seconds: policy.closing.reviewSeconds)
      case .reviewRecorded(let review): next = review.nextReview
      case .reopened: next = nil
      default: continue
      }
    }
    return next?.wholeDay
  }

  private var isSafetyRisk: Bool {
    if let safety { return safety.danger != .no }
    return report?.danger == .yes || report?.asksForAgency ?? false
  }

  private var ledgerOngoing: LedgerRow.Ongoing {
    if ending != nil { return .no }
    if let safety {
      return switch safety.ongoing {
      case .yes: .yes
      case .no: .no
      case .unsure: .maybe
      }
    }
    return switch report?.ongoing {
    case .yes: .yes
    case .no: .no
    case .unsure, nil: .maybe
    }
  }

  private var documentCount: Int {
    (report?.files.count ?? 0)
      + log.count { if case .evidenceRecorded = $0.event { true } else { false } }
  }

  // MARK: How it ended

  private var ending: ClosedState? {
    if let closedState { return closedState }
    // Somebody had handled it before it was reported.
    guard phase == .filed, let acknowledgedAt else { return nil }
    return ClosedState(how: .filed(reason: ""), at: acknowledgedAt)
  }

  private func source(of ending: ClosedState) -> LedgerRow.ResolutionSource {
    switch ending.how {
    case .merged: return .none
    case .filed: return .localRepresentatives
    case .closed:
      let decided = proposals.last { enacted.contains($0.number) }
      return decided?.body == .board || (decided == nil && escalation != nil)
        ? .board : .workingGroup
    }
  }

  // MARK: What followed

  private func rule(of measure: Measure) -> Policy.MeasureRule? {
    measure.measure.flatMap { id in policy.measures.list.first { $0.id == id } }
  }

  /// The measures that somebody has or had, but not what the group took back.
  private func measures(against person: PersonID?) -> [MeasureInForce] {
    let meant = Set(
      parties.filter { party in
        party.role == .reported && (person == nil || persons[party.id]?.person == person)
      }.map(\.id))
    let isAlone = parties.count { $0.role == .reported } <= 1
    return measuresInForce.filter { inForce in
      guard !isTakenBack(inForce) else { return false }
      guard let party = inForce.measure.party else { return isAlone }
      return meant.contains(party)
    }
  }

  /// Whether the group reversed or replaced it, or the board put something else in its place.
  private func isTakenBack(_ inForce: MeasureInForce) -> Bool {
    let replacing = proposals.last { proposal in
      guard case .reconsideration(.changed, _) = proposal.subject else { return false }
      return enacted.contains(proposal.number)
    }
    switch inForce.source {
    case .proposal(let number): return number < replacing?.number ?? number
    case .act(let number):
      if let replacing, number < replacing.number { return true }
      // What would never have ended by itself counts only where a resolution keeps it.
      if inForce.isWithoutEnd, inForce.endedAt != nil, isDecided(number) { return true }
      guard let settled = acts.first(where: { $0.number == number })?.settled else { return false }
      return settled.verdict != .confirm && inForce.endedAt == settled.at
    }
  }

  private func consequences(for person: PersonID?) -> [LedgerRow.Consequence] {
    let followed = Set(measures(against: person).map { consequence(of: $0.measure) })
    if followed.isEmpty, let ending { return [withoutMeasures(ending)] }
    return LedgerRow.Consequence.allCases.filter(followed.contains)
  }

  private func consequence(of measure: Measure) -> LedgerRow.Consequence {
    guard let rule = rule(of: measure) else { return .other }
    if rule.recordType == .banned { return .ban }
    if rule.recordType == .noViolation { return .noActionTaken }
    guard let rung = rule.rung else { return .other }
    guard rule.term != .none else { return .warning }
    let suspensions = policy.measures.list.filter {
      $0.rung != nil && $0.term != .none && $0.recordType != .banned
    }.compactMap(\.rung)
    return rung == suspensions.min() ? .firstSuspension : .secondSuspension
  }

  private func withoutMeasures(_ ending: ClosedState) -> LedgerRow.Consequence {
    switch ending.how {
    case .merged: return .other
    case .filed: return .noActionTaken
    case .closed(let closing):
      guard closing.outcome == .noViolation else { return .noActionTaken }
      let jurisdiction = policy.assessment.questions.filter { $0.area == .jurisdiction }
      let isOutside =
        !jurisdiction.isEmpty
        && jurisdiction.allSatisfy { investigation.answers[$0.id]?.answer.answer == .no }
      return isOutside ? .outOfScope : .notAViolation
    }
  }
}
