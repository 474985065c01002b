/// `discuss` and `discussed`: what a handler says in the thread of the case (row B14).
package struct Remark: Hashable, Codable, Sendable {
  /// Markdown.
  package var text: String
  /// Sequence of another remark.
  package var inReplyTo: Int?

  package init(text: String, inReplyTo: Int? = nil) {
    self.text = text
    self.inReplyTo = inReplyTo
  }
}

/// `callMeeting` and `meetingCalled` (row G8).
package struct MeetingCall: Hashable, Codable, Sendable {
  package var at: Moment
  package var agenda: String

  package init(at: Moment, agenda: String) {
    self.at = at
    self.agenda = agenda
  }
}

/// `recordMeeting` and `meetingRecorded`: notes and takeaways, with decisions brought over from chat (rows G8, H5, R2).
package struct MeetingRecord: Hashable, Codable, Sendable {
  package var at: Moment
  package var attendees: [MemberID]
  package var notes: String
  package var takeaways: String
  /// A room, a call, a chat from which decisions are brought over.
  package var place: String?

  package init(
    at: Moment, attendees: [MemberID], notes: String, takeaways: String, place: String? = nil
  ) {
    self.at = at
    self.attendees = attendees
    self.notes = notes
    self.takeaways = takeaways
    self.place = place
  }
}

/// `correctEntry` and `entryCorrected`: what somebody wrote is mended or struck; the earlier words stay visible (row B14).
package struct EntryCorrection: Hashable, Codable, Sendable {
  /// Sequence of the entry.
  package var entry: Int
  /// As it should read; nil strikes the entry: it should not be there.
  package var text: String?
  package var reason: String

  package init(entry: Int, text: String? = nil, reason: String) {
    self.entry = entry
    self.text = text
    self.reason = reason
  }
}

/// `needInformation` and `informationNeeded`: no proposal opens while this is missing (rows E5, H7).
package struct InformationNeed: Hashable, Codable, Sendable {
  package var what: String
  /// Who or what might have it.
  package var source: String

  package init(what: String, source: String) {
    self.what = what
    self.source = source
  }
}

/// `settleInformation` and `informationSettled`.
package struct InformationSettlement: Hashable, Codable, Sendable {
  /// Sequence of the need.
  package var need: Int
  package var outcome: InformationOutcome
  package var account: String

  package init(need: Int, outcome: InformationOutcome, account: String) {
    self.need = need
    self.outcome = outcome
    self.account = account
  }
}

/// `recordContact` and `contactRecorded`: a conversation with somebody outside (rows E5, H7).
package struct Contact: Hashable, Codable, Sendable {
  package var kind: ContactKind
  package var who: String
  package var when: String
  package var account: String

  package init(kind: ContactKind, who: String, when: String, account: String) {
    self.kind = kind
    self.who = who
    self.when = when
    self.account = account
  }
}

/// `recordEvidence` and `evidenceRecorded`: kept with its source and date (row G19).
package struct Evidence: Hashable, Codable, Sendable {
  package var title: String
  package var source: String
  package var date: String
  package var file: FileID?
  package var link: String?
  package var note: String?

  package init(
    title: String, source: String, date: String, file: FileID? = nil, link: String? = nil,
    note: String? = nil
  ) {
    self.title = title
    self.source = source
    self.date = date
    self.file = file
    self.link = link
    self.note = note
  }
}

/// `assess` and `assessed`: one answer to a question of the evaluation (rows E3, E6). The newest answer counts.
package struct AssessmentAnswer: Hashable, Codable, Sendable {
  package var question: QuestionID
  package var answer: Answer
  package var note: String?
  /// Spaces it happened in, where the question is about scope.
  package var spaces: [SpaceID]?
  package var representation: RepresentationID?

  package init(
    question: QuestionID, answer: Answer, note: String? = nil, spaces: [SpaceID]? = nil,
    representation: RepresentationID? = nil
  ) {
    self.question = question
    self.answer = answer
    self.note = note
    self.spaces = spaces
    self.representation = representation
  }
}

/// `recordHearing` and `hearingRecorded`: the reported person was heard (row C4).
package struct Hearing: Hashable, Codable, Sendable {
  package var party: PartyID
  package var how: String
  package var account: String

  package init(party: PartyID, how: String, account: String) {
    self.party = party
    self.how = how
    self.account = account
  }
}

/// `waiveHearing` and `hearingWaived`: why somebody was not heard.
package struct HearingWaiver: Hashable, Codable, Sendable {
  package var party: PartyID
  package var because: HearingWaiverBecause
  package var reason: String

  package init(party: PartyID, because: HearingWaiverBecause, reason: String) {
    self.party = party
    self.because = because
    self.reason = reason
  }
}

/// `recordGround` and `groundRecorded`: on which ground the group is concerned with it (`Clause.E03.2`).
package struct CaseGround: Hashable, Codable, Sendable {
  package var kind: CaseGroundKind
  package var account: String
  /// The liaison on the other side.
  package var liaison: String?
  /// The sponsored event at which it happened; nil where it was no event.
  package var eventName: String?
  /// The event's own code of conduct: where it stands, or what it is called; nil where none is known.
  package var eventCode: String?

  package init(
    kind: CaseGroundKind, account: String, liaison: String? = nil, eventName: String? = nil,
    eventCode: String? = nil
  ) {
    self.kind = kind
    self.account = account
    self.liaison = liaison
    self.eventName = eventName
    self.eventCode = eventCode
  }

  /// A sponsored event is required to have a code of its own, and none is on the record (`Clause.E05.1`).
  package var lacksEventCode: Bool { (kind == .event || eventName != nil) && eventCode == nil }
}

/// `recordLocalDecision` and `localDecisionRecorded`: what an event or a program has decided itself (row E4).
package struct LocalDecision: Hashable, Codable, Sendable {
  package var who: String
  package var decided: String
  /// What the group adds, agreed with them.
  package var agreedAddition: String?

  package init(who: String, decided: String, agreedAddition: String? = nil) {
    self.who = who
    self.decided = decided
    self.agreedAddition = agreedAddition
  }
}

/// `referOut` and `referredOut`: left to moderators or another group (rows E2, E13).
package struct Referral: Hashable, Codable, Sendable {
  package var recipient: String
  package var liaison: String?
  package var reason: String

  package init(recipient: String, liaison: String? = nil, reason: String) {
    self.recipient = recipient
    self.liaison = liaison
    self.reason = reason
  }
}

/// `departFromRule` and `departed`: a step is left out or done otherwise, and why (row B15).
package struct Departure: Hashable, Codable, Sendable {
  package var rule: RuleID
  package var reason: String

  package init(rule: RuleID, reason: String) {
    self.rule = rule
    self.reason = reason
  }
}

/// What became of something that was missing.
package enum InformationOutcome: String, Codable, Sendable, CaseIterable {
  case obtained, soughtInVain
}

/// Whom a contact was with.
package enum ContactKind: String, Codable, Sendable, CaseIterable {
  case person, officialBody, lawyer, liaison, localRepresentative
}

/// An answer to a question of the evaluation.
package enum Answer: String, Codable, Sendable, CaseIterable { case yes, no, unsure, notApplicable }

/// Why the reported person was not heard.
package enum HearingWaiverBecause: String, Codable, Sendable, CaseIterable {
  /// Hearing them would put somebody at risk.
  case safety
  case unreachable
  /// Nobody knows who it was.
  case notIdentified
  /// They were asked and did not answer.
  case noAnswer
}

/// On which ground the group takes a case (`Clause.E03.2`, `Clause.E05.2`).
package enum CaseGroundKind: String, Codable, Sendable, CaseIterable {
  case directReport, severalSpaces, moderators, event, affiliatedProgram, reporterEscalates
  case reportedPersonEscalates
}

/// `recordFinding` and `findingRecorded`: one of the four findings (rows G8, E5, R2). The newest of a kind counts.
package enum Finding: Hashable, Sendable {
  /// What happened.
  case whatHappened(String)
  /// Whether it is a violation, and of which types.
  case violation(Certainty, types: [ViolationTypeID], account: String)
  /// Who was responsible; empty when nobody was, or nobody is known.
  case responsible([PartyID], account: String)
  /// Whether it goes on, or threatens anyone's physical safety.
  case ongoing(Certainty, danger: Certainty, account: String)

  /// The four kinds.
  package enum Kind: String, Codable, Sendable, CaseIterable {
    case whatHappened, violation, responsible, ongoing
  }

  /// Which of the four it is.
  package var kind: Kind {
    switch self {
    case .whatHappened: .whatHappened
    case .violation: .violation
    case .responsible: .responsible
    case .ongoing: .ongoing
    }
  }

  /// The words of the finding.
  package var account: String {
    switch self {
    case .whatHappened(let account), .violation(_, _, let account), .responsible(_, let account),
      .ongoing(_, _, let account):
      account
    }
  }
}

extension Finding: Codable {
  private enum Key: String, CodingKey { case finding, account, answer, types, parties, danger }

  package init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: Key.self)
    let account = try container.decode(String.self, forKey: .account)
    switch try container.decode(Kind.self, forKey: .finding) {
    case .whatHappened: self = .whatHappened(account)
    case .violation:
      self = .violation(
        try container.decode(Certainty.self, forKey: .answer),
        types: try container.decodeIfPresent([ViolationTypeID].self, forKey: .types) ?? [],
        account: account)
    case .responsible:
      self = .responsible(
        try container.decodeIfPresent([PartyID].self, forKey: .parties) ?? [], account: account)
    case .ongoing:
      self = .ongoing(
        try container.decode(Certainty.self, forKey: .answer),
        danger: try container.decode(Certainty.self, forKey: .danger), account: account)
    }
  }

  package func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: Key.self)
    try container.encode(kind, forKey: .finding)
    try container.encode(account, forKey: .account)
    switch self {
    case .whatHappened: break
    case .violation(let answer, let types, _):
      try container.encode(answer, forKey: .answer)
      try container.encode(types, forKey: .types)
    case .responsible(let parties, _): try container.encode(parties, forKey: .parties)
    case .ongoing(let answer, let danger, _):
      try container.encode(answer, forKey: .answer)
      try container.encode(danger, forKey: .danger)
    }
  }
}
