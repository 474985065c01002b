/// What the handlers found out: the assessment, the findings, what is missing, and who was heard.
package struct Investigation: Hashable, Sendable {
  package internal(set) var answers: [QuestionID: Answered] = [:]
  package internal(set) var findings: [Finding.Kind: Found] = [:]
  package internal(set) var needs: [Need] = []
  package internal(set) var hearings: [PartyID: HearingState] = [:]
  package internal(set) var ground: CaseGround?
  package internal(set) var meetingAt: Moment?
  package internal(set) var meetingsRecorded = 0

  /// The newest answer to a question.
  package struct Answered: Hashable, Sendable {
    package var answer: AssessmentAnswer
    package var by: Actor
    package var at: Moment
  }

  /// The newest finding of a kind.
  package struct Found: Hashable, Sendable {
    package var finding: Finding
    package var by: Actor
    package var at: Moment
  }

  /// Something that is missing.
  package struct Need: Hashable, Sendable {
    /// Sequence of its `informationNeeded`.
    package var number: Int
    package var content: InformationNeed
    package var settlement: InformationSettlement?
  }

  /// How far the hearing of a person has come.
  package enum HearingState: Hashable, Sendable {
    case invited(since: Moment)
    case heard(at: Moment)
    case waived(HearingWaiver, at: Moment)
  }

  /// Whether something is still missing.
  package var isSomethingMissing: Bool { needs.contains { $0.settlement == nil } }

  /// Risk or impact of what was answered, between nothing and everything: how many questions that raise it were
  /// answered so, and how many were answered at all.
  package func weight(
    of area: Policy.Assessment.Area, in assessment: Policy.Assessment
  ) -> (raised: Int, answered: Int, asked: Int) {
    let questions = assessment.questions.filter { $0.area == area }
    let answered = questions.filter { question in
      answers[question.id].map { $0.answer.answer != .notApplicable } ?? false
    }
    let raised = answered.count { question in
      switch answers[question.id]?.answer.answer {
      case .yes: question.yesRaises
      case .no: !question.yesRaises
      default: false
      }
    }
    return (raised, answered.count, questions.count)
  }
}

extension Case {
  mutating func foldInvestigation(_ event: Event, _ recorded: RecordedEvent) {
    let at = recorded.at
    switch event {
    case .meetingCalled(let call):
      investigation.meetingAt = call.at
      trigger(.meetingCalled, at)
    case .meetingRecorded:
      investigation.meetingsRecorded += 1
      trigger(.meetingRecorded, at)
    case .informationNeeded(let need):
      investigation.needs.append(
        Investigation.Need(number: recorded.sequence, content: need))
      trigger(.informationNeeded, at, key: "\(recorded.sequence)")
    case .informationSettled(let settlement):
      guard
        let index = investigation.needs.firstIndex(where: { $0.number == settlement.need })
      else { return }
      investigation.needs[index].settlement = settlement
      trigger(.informationSettled, at, key: "\(settlement.need)")
    case .assessed(let answer):
      investigation.answers[answer.question] = Investigation.Answered(
        answer: answer, by: recorded.by, at: at)
    case .findingRecorded(let finding):
      if case .ongoing(_, danger: .yes, _) = finding, !isInDanger { askForAgency(at: at) }
      investigation.findings[finding.kind] = Investigation.Found(
        finding: finding, by: recorded.by, at: at)
    case .hearingRecorded(let hearing):
      investigation.hearings[hearing.party] = .heard(at: at)
      trigger(.hearingSettled, at, key: hearing.party.text)
    case .hearingWaived(let waiver):
      investigation.hearings[waiver.party] = .waived(waiver, at: at)
      trigger(.hearingSettled, at, key: waiver.party.text)
    case .groundRecorded(let ground): investigation.ground = ground
    case .departed(let departure):
      if let member = recorded.by.memberID {
        departuresWanted[departure.rule, default: []].insert(member)
      }
    case .entryCorrected(let correction):
      corrections[correction.entry, default: []].append(
        CorrectedEntry(correction: correction, by: recorded.by, at: at))
    default: break
    }
  }

  /// The parties whom a hearing is owed: whoever was ever entered as reported.
  package var hearingOwed: [Party] {
    parties.filter { wasEver(.reported, $0.id) }.filter { party in
      switch investigation.hearings[party.id] {
      case .heard, .waived: false
      case .invited, nil: true
      }
    }
  }
}

/// A correction of something written, with who made it.
package struct CorrectedEntry: Hashable, Sendable {
  package var correction: EntryCorrection
  package var by: Actor
  package var at: Moment
}
