package import Procedure

/// One consequence, in words.
package struct MeasureView: Sendable, Hashable {
  package var content: Measure
  package var title: String
  package var partyName: String?
  /// The spaces by their titles; empty for everywhere.
  package var spaces: [String]
  package init(
    content: Measure, title: String, partyName: String? = nil, spaces: [String] = []
  ) {
    self.content = content
    self.title = title
    self.partyName = partyName
    self.spaces = spaces
  }
}

/// A proposal with who said what, and what it still needs.
package struct ProposalView: Sendable, Hashable {
  package var number: Int
  package var version: Int
  package var memberName: String
  package var at: Moment
  package var subject: ProposalSubject
  package var measures: [MeasureView]
  package var reasons: String
  package var body: Proposal.Body
  package var voices: [VoiceView]
  /// Who could still speak.
  package var silent: [String]
  package var flags: [Severity]
  package var isSevere: Bool
  package var stage: Proposal.Stage
  /// What it waits for, in one sentence; nil when it is settled.
  package var needs: String?
  package var earlier: [EarlierProposalView]
  package var isEnacted: Bool
  /// How many entries the case has had since this version was opened.
  package var newEntries: Int
  package init(
    number: Int, version: Int, memberName: String, at: Moment, subject: ProposalSubject,
    measures: [MeasureView], reasons: String, body: Proposal.Body = .group, voices: [VoiceView],
    silent: [String] = [], flags: [Severity] = [], isSevere: Bool = false, stage: Proposal.Stage,
    needs: String? = nil, earlier: [EarlierProposalView] = [], isEnacted: Bool = false,
    newEntries: Int = 0
  ) {
    self.number = number
    self.version = version
    self.memberName = memberName
    self.at = at
    self.subject = subject
    self.measures = measures
    self.reasons = reasons
    self.body = body
    self.voices = voices
    self.silent = silent
    self.flags = flags
    self.isSevere = isSevere
    self.stage = stage
    self.needs = needs
    self.earlier = earlier
    self.isEnacted = isEnacted
    self.newEntries = newEntries
  }

  /// Whether it can still be spoken to.
  package var isOpen: Bool {
    switch stage {
    case .consensus, .vote, .board: true
    case .adopted, .failed, .void, .withdrawn: false
    }
  }

  /// Whether it waits to be put into effect.
  package var isAdopted: Bool {
    if case .adopted = stage { !isEnacted } else { false }
  }
}

/// What one member says of a proposal.
package struct VoiceView: Sendable, Hashable {
  package var memberName: String
  package var choice: Choice
  package var reason: String
  package var at: Moment
  package init(memberName: String, choice: Choice, reason: String, at: Moment) {
    self.memberName = memberName
    self.choice = choice
    self.reason = reason
    self.at = at
  }
}

/// An earlier version of a proposal, and what was said of it.
package struct EarlierProposalView: Sendable, Hashable {
  package var version: Int
  package var measures: [MeasureView]
  package var reasons: String
  package var voices: [VoiceView]
  package init(version: Int, measures: [MeasureView], reasons: String, voices: [VoiceView]) {
    self.version = version
    self.measures = measures
    self.reasons = reasons
    self.voices = voices
  }
}

/// How somebody was asked about a planned resolution.
package struct ConsultationView: Sendable, Hashable {
  package var proposal: Int
  package var party: PartyID
  package var partyName: String
  package var askedAt: Moment?
  package var answer: ConsultationAnswer?
  package var waivedBecause: String?
  /// Nothing has to be waited for any more.
  package var isOver: Bool
  /// Until when silence is waited for.
  package var until: Moment?
  package init(
    proposal: Int, party: PartyID, partyName: String, askedAt: Moment? = nil,
    answer: ConsultationAnswer? = nil, waivedBecause: String? = nil, isOver: Bool = false,
    until: Moment? = nil
  ) {
    self.proposal = proposal
    self.party = party
    self.partyName = partyName
    self.askedAt = askedAt
    self.answer = answer
    self.waivedBecause = waivedBecause
    self.isOver = isOver
    self.until = until
  }
}

/// A measure that was put into effect.
package struct MeasureInForceView: Sendable, Hashable {
  package var number: Int
  package var measure: MeasureView
  package var since: Moment
  package var until: Moment?
  package var endedAt: Moment?
  package var isInForce: Bool
  package var ends: Policy.MeasureRule.Term
  /// By an act at once, and not by a decision.
  package var isProvisional: Bool
  package var conditionsMet: [Int: Bool]
  package var readmissionAsked: Moment?
  package init(
    number: Int, measure: MeasureView, since: Moment, until: Moment? = nil,
    endedAt: Moment? = nil, isInForce: Bool, ends: Policy.MeasureRule.Term,
    isProvisional: Bool = false, conditionsMet: [Int: Bool] = [:],
    readmissionAsked: Moment? = nil
  ) {
    self.number = number
    self.measure = measure
    self.since = since
    self.until = until
    self.endedAt = endedAt
    self.isInForce = isInForce
    self.ends = ends
    self.isProvisional = isProvisional
    self.conditionsMet = conditionsMet
    self.readmissionAsked = readmissionAsked
  }

  /// Whether the members can propose that it ends.
  package var canBeEndedByDecision: Bool {
    readmissionAsked != nil || (isInForce && !needsReadmission)
  }

  /// Whether it ends only when readmission is granted.
  package var needsReadmission: Bool {
    if case .endsByReadmission = ends { true } else { false }
  }
}

/// Something to be done by somebody until some time.
package struct TaskView: Sendable, Hashable {
  /// Where it stands.
  package enum State: Sendable, Hashable {
    case open
    case done(account: String, memberName: String, at: Moment)
    case dropped(reason: String, memberName: String, at: Moment)
  }

  package var number: Int
  package var kind: TaskKind
  package var title: String
  /// Whom it concerns.
  package var party: PartyID?
  package var partyName: String?
  package var space: String?
  package var ownerName: String?
  package var due: Moment
  package var state: State
  package init(
    number: Int, kind: TaskKind, title: String, party: PartyID? = nil, partyName: String? = nil,
    space: String? = nil, ownerName: String? = nil, due: Moment, state: State = .open
  ) {
    self.number = number
    self.kind = kind
    self.title = title
    self.party = party
    self.partyName = partyName
    self.space = space
    self.ownerName = ownerName
    self.due = due
    self.state = state
  }
}

/// A board member who asks to read a case for oversight.
package struct OversightAskedView: Sendable, Hashable {
  package var member: PublicMember
  package var reason: String
  package init(member: PublicMember, reason: String) {
    self.member = member
    self.reason = reason
  }
}

/// Somebody asked the board to reconsider.
package struct ReconsiderationView: Sendable, Hashable {
  package var partyName: String
  package var at: Moment
  package init(partyName: String, at: Moment) {
    self.partyName = partyName
    self.at = at
  }
}

/// How a case ended.
package struct EndingView: Sendable, Hashable {
  package var how: ClosedState.How
  package var at: Moment
  package init(how: ClosedState.How, at: Moment) {
    self.how = how
    self.at = at
  }
}
