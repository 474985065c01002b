/// A case as its log tells it. Nothing else is state.
package struct Case: Sendable {
  /// The log it was folded from, in order.
  package internal(set) var log: [RecordedEvent] = []
  /// The report it began with; nil only for an empty log.
  package internal(set) var report: Report?
  /// When it came in; nil only for an empty log.
  package internal(set) var receivedAt: Moment?
  /// Everybody who was asked, kept out or has declared, members and board members alike.
  package internal(set) var standings: [MemberID: Standing] = [:]
  /// The people in the case, in the order they were named, as last corrected.
  package internal(set) var parties: [Party] = []
  /// Every role that each party was ever entered with: a correction takes no protection away.
  package internal(set) var rolesEver: [PartyID: Set<PartyRole>] = [:]
  /// Which person each party is, as last linked.
  package internal(set) var persons: [PartyID: PersonLink] = [:]
  /// Whose each channel is.
  package internal(set) var channels: [ChannelID: PartyID] = [:]
  /// What one handler wants and a second one has not confirmed yet, with who wants it.
  package internal(set) var wanted: [SecondedMatter: MemberID] = [:]
  /// What members see before they declare.
  package internal(set) var card: Card?
  /// Messages both ways, in order.
  package internal(set) var messages: [CaseMessage] = []
  /// Mails that wait for a handler to place them.
  package internal(set) var mailsAside: [MailAside] = []
  package internal(set) var notes: [CaseNote] = []
  /// Set once the board has the case.
  package internal(set) var escalation: Escalation?
  package internal(set) var acknowledgement: Acknowledgement?
  package internal(set) var acknowledgedAt: Moment?
  /// Set while the case is set aside.
  package internal(set) var setAside: SettingAside?
  package internal(set) var agency: AgencyTask = .notAsked
  /// Guidance that the handlers left aside in this case, with a reason on the record.
  package var departures: Set<RuleID> {
    Set(departuresWanted.filter { isAgreed($0.value) }.map(\.key))
  }
  /// Who wants to leave which guidance aside; a second member has to agree.
  package internal(set) var departuresWanted: [RuleID: Set<MemberID>] = [:]
  /// The policy it follows: the one it began under, until the group moved it.
  package internal(set) var policy: Policy
  /// The hash of the policy it was moved to; nil while it follows the one it began under.
  package internal(set) var policyAddress: String?
  /// Policies it may have been moved to, by their hash.
  let laterPolicies: [String: Policy]
  package internal(set) var shepherding = Shepherding()
  package internal(set) var safety: SafetyRecord?
  package internal(set) var acts: [Act] = []
  package internal(set) var notices: [NoticeSent] = []
  package internal(set) var investigation = Investigation()
  /// Corrections of written entries, by the sequence of the entry.
  package internal(set) var corrections: [Int: [CorrectedEntry]] = [:]
  package internal(set) var drafts: [Draft] = []
  /// What parties allowed or refused, in order.
  package internal(set) var permissions: [PermissionInCase] = []
  /// What parties were asked to allow, in order.
  package internal(set) var permissionQuestions: [PermissionQuestion] = []
  /// What of whose identity was told, or will be, in order.
  package internal(set) var disclosures: [DisclosureInCase] = []
  /// When it was settled that legal advice was asked for, or why not.
  package internal(set) var legalAdviceSettledAt: Moment?
  /// Who reads in a channel for its party.
  var readers: [ChannelID: String] = [:]
  /// What the next message into a channel has to announce, by line.
  var changedReaders: [ChannelID: [String]] = [:]
  /// What a message had to announce.
  var announcedReaders: [MessageReference: [String]] = [:]
  package internal(set) var partyAnswers: [PartyAnswer] = []
  /// Parties who want no more messages.
  package internal(set) var contactStopped: Set<PartyID> = []
  /// Since when it waits that the reporter tells of retaliation; nil once the handlers have taken it up.
  package internal(set) var retaliationSince: Moment?
  /// Who may speak and not vote.
  package internal(set) var softConflicts: Set<MemberID> = []
  package internal(set) var proposals: [Proposal] = []
  /// The proposals that were put into effect, by number.
  package internal(set) var enacted: Set<Int> = []
  package internal(set) var consultations: [Consultation] = []
  package internal(set) var measuresInForce: [MeasureInForce] = []
  package internal(set) var tasks: [TaskInCase] = []
  package internal(set) var boardReportedAt: Moment?
  package internal(set) var oversightAsked: [MemberID: String] = [:]
  package internal(set) var reconsideration: Reconsideration?
  package internal(set) var returnedAt: Moment?
  package internal(set) var closedState: ClosedState?
  /// When something was last put into effect.
  var enactedAt: Moment?
  /// When each party was told last what was decided or that the case is closed, since something was put into effect.
  var toldAt: [PartyID: Moment] = [:]
  /// Whoever handled the case at some time.
  var handledOnce: Set<MemberID> = []
  package internal(set) var reopenedAt: Moment?
  package internal(set) var links: [CaseLink] = []
  package internal(set) var delayedUntil: Moment?
  /// When the reporter was told what will be done.
  package internal(set) var reporterToldAt: Moment?
  /// When the reporter was told that the case is closed.
  package internal(set) var closingToldAt: Moment?
  /// Windows until here are settled.
  var settledUntil = Moment(secondsSince1970: .min)
  /// When an internal aim rested.
  var pauses: [DeadlineID: [(from: Moment, until: Moment?)]] = [:]
  /// What starts and ends deadlines, in the order it happened.
  var triggers: [TriggerRecord] = []
  /// When each member was asked last.
  var askedAt: [MemberID: Moment] = [:]
  /// The party that was first named as reporter; corrections do not change whose channel it is.
  var reporterID: PartyID?

  /// Where the case stands.
  package enum Phase: String, Codable, Sendable, CaseIterable {
    /// Nobody has been let in yet.
    case waitingForReaders
    /// Somebody reads it; the reporter has no personal answer yet.
    case received
    /// The reporter was answered; the case is looked into.
    case open
    /// A proposal is open.
    case deciding
    /// A resolution is adopted; those affected are asked, and it waits to be enacted.
    case consulting
    /// Measures are in force; tasks are open.
    case enacting
    case closed
    /// Closed for the record without a decision.
    case filed
    /// Spam, a question or misdirected.
    case setAside
  }

  /// How a member or board member stands to the case.
  package struct Standing: Hashable, Sendable {
    package var seat: Seat
    package var state: State

    /// How far somebody has come.
    package enum State: Hashable, Sendable {
      /// Kept out since the report came in.
      case keptOut(KeptOutBecause)
      /// Asked at the gate, nothing declared yet.
      case asked
      /// Let in: a handler.
      case cleared
      /// Was a handler; a later message names them, and nobody has looked yet.
      case heldBack(KeptOutBecause)
      /// Has a conflict, from the log's sequence on.
      case conflict(sinceSequence: Int)
      /// Left the group or the board.
      case left
    }
  }

  /// The question whom to notify when somebody is in danger.
  package enum AgencyTask: Hashable, Sendable {
    case notAsked
    /// It is open since then.
    case open(since: Moment)
    case notified(AgencyNotice, at: Moment)
    case notNotified(reason: String, at: Moment)
  }

  /// Where the case stands.
  package var phase: Phase {
    if setAside != nil { return .setAside }
    if let closedState {
      if case .closed = closedState.how { return .closed }
      return .filed
    }
    if acknowledgement?.kind == .alreadyHandled, reopenedAt == nil { return .filed }
    if proposals.contains(where: \.isOpen) { return .deciding }
    if adoptedNotEnacted != nil { return .consulting }
    if hasDecision { return .enacting }
    if acknowledgement != nil { return .open }
    return handlers.isEmpty ? .waitingForReaders : .received
  }

  /// Who may read and act, sorted: cleared members and, once the board has the case, board members.
  package var handlers: [MemberID] {
    standings.filter { $0.value.state == .cleared }.map(\.key).sorted()
  }

  /// Who was asked and has not declared, sorted.
  package var undeclared: [MemberID] {
    standings.filter { $0.value.state == .asked }.map(\.key).sorted()
  }

  /// Who may know that the case exists: handlers, and those who are asked at the gate.
  package func mayKnow(_ actor: Actor) -> Bool {
    guard let standing = standing(of: actor) else { return false }
    return standing.state == .cleared || standing.state == .asked
  }

  /// Who may read the content.
  package func mayRead(_ actor: Actor) -> Bool { standing(of: actor)?.state == .cleared }

  /// The standing of whoever acts; nil for anybody who is neither member nor board member, or was never
  /// asked. It belongs to the person: who is kept out as a member is kept out on the board too.
  package func standing(of actor: Actor) -> Standing? { actor.memberID.flatMap { standings[$0] } }

  /// Whether a party has or had a role in the case; whoever reported first stays the reporter whatever else they are.
  package func wasEver(_ role: PartyRole, _ party: PartyID) -> Bool {
    rolesEver[party]?.contains(role) == true || role == .reporter && party == reporterID
  }

  /// Whether a party reported or was harmed, and was never entered as anything else.
  func isHelped(_ party: PartyID) -> Bool {
    if party == reporterID { return !wasEver(.reported, party) }
    guard let roles = rolesEver[party], !roles.isEmpty else { return false }
    return roles.isSubset(of: [.reporter, .harmed])
  }

  /// The party who reported.
  package var reporter: Party? { parties.first { $0.id == reporterID } }

  /// The channel to the reporter, if one was opened.
  package var reporterChannel: ChannelID? {
    guard let reporterID else { return nil }
    return channels.filter { $0.value == reporterID }.map(\.key).min()
  }
}

/// A message as the case knows it: where it lies, never what it says.
package struct CaseMessage: Hashable, Sendable {
  package var reference: MessageReference
  package var at: Moment
  package var by: Actor
  package var direction: Direction

  /// Which way a message went.
  package enum Direction: Hashable, Sendable {
    case arrived(from: PartyID?)
    case sent(MessageKind)
  }
}

/// A note with what stood in it before.
package struct CaseNote: Hashable, Sendable {
  /// Sequence of the first writing; names the note.
  package var sequence: Int
  package var at: Moment
  package var by: Actor
  /// Markdown, as last corrected.
  package var text: String
  /// Earlier texts, oldest first.
  package var earlier: [Version] = []

  /// What a note said before it was corrected.
  package struct Version: Hashable, Sendable {
    package var text: String
    package var at: Moment
    package var by: Actor
  }
}

/// Something that starts or ends a deadline.
struct TriggerRecord: Sendable {
  var trigger: Policy.DeadlineRule.Trigger
  var at: Moment
  /// Which of several that run side by side.
  var key: String?
  /// When a deadline that starts here is due, if not after the policy's time.
  var due: Moment?
}
