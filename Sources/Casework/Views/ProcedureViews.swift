package import Procedure

/// How far a case has come in its procedure, for one of its handlers: names in place of identities, everything in the
/// order it happened.
package struct ProcedureView: Sendable {
  /// Who owns the case.
  package var owner: PublicMember?
  /// Who was asked to, and has not answered.
  package var ownerAsked: PublicMember?
  /// Who takes it, with what they declared; another member looks at it first.
  package var ownerPending: PendingOwnerView?
  /// The reporter has a concern about the owner that nobody has answered.
  package var concernSince: Moment?
  /// The board has the case.
  package var isWithBoard = false
  /// Somebody may be in danger, or it goes on.
  package var isDangerous = false
  package var acts: [ActView] = []
  package var notices: [NoticeView] = []
  /// What handlers wrote: remarks, meetings, conversations, evidence and the like, in order.
  package var written: [WrittenView] = []
  package var needs: [NeedView] = []
  package var questions: [QuestionView] = []
  package var risk = WeightView()
  package var impact = WeightView()
  package var findings: [FindingView] = []
  package var hearings: [HearingView] = []
  package var drafts: [DraftView] = []
  package var permissions: [PermissionView] = []
  package var permissionsAsked: [PermissionAskedView] = []
  package var disclosures: [DisclosureView] = []
  /// The case is serious, and nobody has asked for legal advice or said why not.
  package var owesLegalAdvice = false
  /// Who wants the case filed for the record; it takes a second handler.
  package var filingWantedBy: String?
  /// What the next message into a conversation begins with, where who reads there has changed.
  package var announcements: [ChannelID: String] = [:]
  /// Parties who want no more messages.
  package var contactStopped: [String] = []
  /// Whether who reported is among them.
  package var reporterStoppedContact = false
  package var answersOfParties: [PartyAnswerView] = []
  package var proposals: [ProposalView] = []
  package var consultations: [ConsultationView] = []
  package var measures: [MeasureInForceView] = []
  package var tasks: [TaskView] = []
  package var boardReportedAt: Moment?
  /// Through whom a report goes to the board.
  package var boardLiaison: PublicMember?
  /// The board has the case, and nobody on it may decide.
  package var needsSomebodyUninvolved = false
  /// Since when it waits that the reporter tells of retaliation.
  package var retaliationSince: Moment?
  /// It happened at an event whose own code of conduct is not on the record.
  package var lacksEventCode = false
  /// Board members who ask to read, with their reason.
  package var oversightAsked: [OversightAskedView] = []
  package var reconsideration: ReconsiderationView?
  package var ending: EndingView?
  package var links: [CaseLink] = []
  package var delayedUntil: Moment?
  /// The entries that can be corrected, with their words, newest first.
  package var correctable: [CorrectableView] = []
  /// Members who could own the case or take a task.
  package var members: [PublicMember] = []
  /// Files of the report and of messages.
  package var files: [FileView] = []
  /// The rules that were left aside in this case.
  package var departures: [RuleID] = []

  package init() {}
}

/// Somebody who takes a case and has declared something first.
package struct PendingOwnerView: Sendable, Hashable {
  package var member: PublicMember
  package var biases: String
  package init(member: PublicMember, biases: String) {
    self.member = member
    self.biases = biases
  }
}

/// What one member did before the group could agree.
package struct ActView: Sendable, Hashable {
  package var number: Int
  package var memberName: String
  package var at: Moment
  package var ground: ActGround
  package var account: String
  package var agency: String?
  package var measures: [MeasureView]
  package var reportedAt: Moment?
  package var reviews: [ActReviewView]
  package var settled: ActVerdict?
  package init(
    number: Int, memberName: String, at: Moment, ground: ActGround, account: String,
    agency: String? = nil, measures: [MeasureView] = [], reportedAt: Moment? = nil,
    reviews: [ActReviewView] = [], settled: ActVerdict? = nil
  ) {
    self.number = number
    self.memberName = memberName
    self.at = at
    self.ground = ground
    self.account = account
    self.agency = agency
    self.measures = measures
    self.reportedAt = reportedAt
    self.reviews = reviews
    self.settled = settled
  }
}

/// What a member makes of an act.
package struct ActReviewView: Sendable, Hashable {
  package var memberName: String
  package var verdict: ActVerdict
  package var reason: String
  package init(memberName: String, verdict: ActVerdict, reason: String) {
    self.memberName = memberName
    self.verdict = verdict
    self.reason = reason
  }
}

/// An emergency notice that went out unread.
package struct NoticeView: Sendable, Hashable {
  package var message: MessageReference
  package var memberName: String
  package var at: Moment
  /// What the second reader found; nil until somebody read it.
  package var finding: String?
  package init(message: MessageReference, memberName: String, at: Moment, finding: String? = nil) {
    self.message = message
    self.memberName = memberName
    self.at = at
    self.finding = finding
  }
}

/// Something a handler wrote, with what it was corrected to.
package struct WrittenView: Sendable, Hashable {
  /// What it is.
  package enum Content: Sendable, Hashable {
    case remark(String, inReplyTo: Int?)
    case meetingCalled(MeetingCall)
    case meeting(MeetingRecord, attendees: [String])
    case contact(Contact)
    case evidence(Evidence, FileView?)
    case ground(CaseGround)
    case localDecision(LocalDecision)
    case referral(Referral)
    case safety(SafetyRecord)
    case hearing(Hearing, partyName: String)
    case boardReport(String, throughName: String?)
  }

  /// Names the entry.
  package var sequence: Int
  package var memberName: String
  package var at: Moment
  package var content: Content
  /// Oldest first.
  package var corrections: [CorrectionView]
  package init(
    sequence: Int, memberName: String, at: Moment, content: Content,
    corrections: [CorrectionView] = []
  ) {
    self.sequence = sequence
    self.memberName = memberName
    self.at = at
    self.content = content
    self.corrections = corrections
  }
}

/// How something written was mended; without a text it was struck.
package struct CorrectionView: Sendable, Hashable {
  package var memberName: String
  package var at: Moment
  package var text: String?
  package var reason: String
  package init(memberName: String, at: Moment, text: String?, reason: String) {
    self.memberName = memberName
    self.at = at
    self.text = text
    self.reason = reason
  }
}

/// An entry that can be corrected.
package struct CorrectableView: Sendable, Hashable {
  package var sequence: Int
  package var event: Event.Name
  package var memberName: String
  package var at: Moment
  package var text: String
  package init(sequence: Int, event: Event.Name, memberName: String, at: Moment, text: String) {
    self.sequence = sequence
    self.event = event
    self.memberName = memberName
    self.at = at
    self.text = text
  }
}

/// Something that is missing before a proposal can open.
package struct NeedView: Sendable, Hashable {
  package var number: Int
  package var what: String
  package var source: String
  package var outcome: InformationOutcome?
  package var account: String
  package init(
    number: Int, what: String, source: String, outcome: InformationOutcome? = nil,
    account: String = ""
  ) {
    self.number = number
    self.what = what
    self.source = source
    self.outcome = outcome
    self.account = account
  }
}

/// A question of the assessment with its newest answer.
package struct QuestionView: Sendable, Hashable {
  package var id: QuestionID
  package var area: Policy.Assessment.Area
  package var text: String
  package var answer: Answer?
  package var note: String
  package var memberName: String
  /// The answer raises risk or impact.
  package var raises: Bool
  package init(
    id: QuestionID, area: Policy.Assessment.Area, text: String, answer: Answer? = nil,
    note: String = "", memberName: String = "", raises: Bool = false
  ) {
    self.id = id
    self.area = area
    self.text = text
    self.answer = answer
    self.note = note
    self.memberName = memberName
    self.raises = raises
  }
}

/// How many questions of an area raise it, of those answered, of all.
package struct WeightView: Sendable, Hashable {
  package var raised: Int
  package var answered: Int
  package var asked: Int
  package init(raised: Int = 0, answered: Int = 0, asked: Int = 0) {
    self.raised = raised
    self.answered = answered
    self.asked = asked
  }
}

/// The newest finding of a kind.
package struct FindingView: Sendable, Hashable {
  package var finding: Procedure.Finding
  package var memberName: String
  package var at: Moment
  /// Kinds of violation, or who was responsible, by their names.
  package var names: [String]
  package init(finding: Procedure.Finding, memberName: String, at: Moment, names: [String] = []) {
    self.finding = finding
    self.memberName = memberName
    self.at = at
    self.names = names
  }
}

/// How far the hearing of a reported person has come.
package struct HearingView: Sendable, Hashable {
  package var party: PartyID
  package var partyName: String
  package var state: Investigation.HearingState?
  package init(party: PartyID, partyName: String, state: Investigation.HearingState?) {
    self.party = party
    self.partyName = partyName
    self.state = state
  }
}

/// A text on its way out.
package struct DraftView: Sendable, Hashable {
  package var number: Int
  package var kind: MessageKind
  /// Whom it goes to; nil for a public statement.
  package var recipient: String?
  package var version: Int
  package var text: LetterText
  package var author: PublicMember
  package var at: Moment
  package var reviews: [DraftReviewView]
  package var earlier: [LetterText]
  package var state: Draft.State
  /// Who approved exactly this version.
  package var approvedBy: String?
  /// Who is named in it.
  package var names: [String]
  /// Number of the measure that it tells of.
  package var measure: Int?
  package var asks: PermissionRequest?
  package var guards: InformationGuards?
  /// Where it goes; nil for a public statement.
  package var channel: ChannelID?
  /// What the checker points at in this version; of a text that is no longer on its way, nothing.
  package var findings: [DraftFindingView] = []
  package init(
    number: Int, kind: MessageKind, recipient: String?, version: Int, text: LetterText,
    author: PublicMember, at: Moment, reviews: [DraftReviewView] = [], earlier: [LetterText] = [],
    state: Draft.State = .waiting, approvedBy: String? = nil, names: [String] = [],
    measure: Int? = nil, asks: PermissionRequest? = nil, guards: InformationGuards? = nil
  ) {
    self.names = names
    self.measure = measure
    self.asks = asks
    self.guards = guards
    self.number = number
    self.kind = kind
    self.recipient = recipient
    self.version = version
    self.text = text
    self.author = author
    self.at = at
    self.reviews = reviews
    self.earlier = earlier
    self.state = state
    self.approvedBy = approvedBy
  }
}

/// What a second reader said of a version.
package struct DraftReviewView: Sendable, Hashable {
  package var memberName: String
  package var version: Int
  package var isApproved: Bool
  package var remark: String
  /// One reason for all that the checker pointed at, of readings from before each place was answered by itself.
  package var kept: String
  /// What became of each place that the checker pointed at.
  package var places: [AnsweredPlaceView]
  package init(
    memberName: String, version: Int, isApproved: Bool, remark: String, kept: String = "",
    places: [AnsweredPlaceView] = []
  ) {
    self.kept = kept
    self.places = places
    self.memberName = memberName
    self.version = version
    self.isApproved = isApproved
    self.remark = remark
  }
}

/// What became of a place of a draft that the checker pointed at.
package struct AnsweredPlaceView: Sendable, Hashable {
  /// Whether it was changed, may stay, or is still to be seen to.
  package enum Fate: Sendable, Hashable {
    case mended
    case kept(reason: String)
    case open
  }
  package var excerpt: String
  package var rule: String
  package var fate: Fate
  package init(excerpt: String, rule: String, fate: Fate) {
    self.excerpt = excerpt
    self.rule = rule
    self.fate = fate
  }
}

/// What a party allowed or refused.
package struct PermissionView: Sendable, Hashable {
  /// Sequence of its entry; names the permission.
  package var number: Int
  package var partyName: String
  package var kind: PermissionKind
  package var isGiven: Bool
  /// To whom, and for what; empty where that was not said.
  package var to: String
  package var purpose: String
  /// Their own words as a handler kept them.
  package var words: String
  /// They said so themselves, on their page.
  package var isTheirOwnWord: Bool
  package var at: Moment
  package var withdrawnAt: Moment?
  package init(
    number: Int, partyName: String, kind: PermissionKind, isGiven: Bool, to: String = "",
    purpose: String = "", words: String = "", isTheirOwnWord: Bool = false, at: Moment,
    withdrawnAt: Moment? = nil
  ) {
    self.number = number
    self.partyName = partyName
    self.kind = kind
    self.isGiven = isGiven
    self.to = to
    self.purpose = purpose
    self.words = words
    self.isTheirOwnWord = isTheirOwnWord
    self.at = at
    self.withdrawnAt = withdrawnAt
  }
}

/// What a party was asked to allow and has not answered yet.
package struct PermissionAskedView: Sendable, Hashable {
  package var partyName: String
  package var asks: PermissionRequest
  package var at: Moment
  package init(partyName: String, asks: PermissionRequest, at: Moment) {
    self.partyName = partyName
    self.asks = asks
    self.at = at
  }
}

/// What of whose identity was told to whom, or will be.
package struct DisclosureView: Sendable, Hashable {
  package var number: Int
  package var partyName: String
  package var content: Disclosure
  package var memberName: String
  package var at: Moment
  /// Whether something new may rest on it.
  package var stillHolds: Bool
  package init(
    number: Int, partyName: String, content: Disclosure, memberName: String, at: Moment,
    stillHolds: Bool = true
  ) {
    self.number = number
    self.partyName = partyName
    self.content = content
    self.memberName = memberName
    self.at = at
    self.stillHolds = stillHolds
  }
}

/// What a party said with a button of their page.
package struct PartyAnswerView: Sendable, Hashable {
  package var partyName: String
  package var answer: ArrivingAnswer
  package init(partyName: String, answer: ArrivingAnswer) {
    self.partyName = partyName
    self.answer = answer
  }
}
