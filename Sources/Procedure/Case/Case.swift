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
  /// Which person each party is, as last linked.
  package internal(set) var persons: [PartyID: PersonLink] = [:]
  /// Whose each channel is.
  package internal(set) var channels: [ChannelID: PartyID] = [:]
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
  package internal(set) var departures: Set<RuleID> = []
  /// What starts and ends deadlines, in the order it happened.
  var triggers: [(trigger: Policy.DeadlineRule.Trigger, at: Moment)] = []
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
    /// The reporter was answered; the case is worked on.
    case open
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
    if let acknowledgement {
      return acknowledgement.kind == .alreadyHandled ? .filed : .open
    }
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
