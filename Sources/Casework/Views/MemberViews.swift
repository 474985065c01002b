package import Procedure

/// The frame of every signed-in page: who is signed in, and what the whole organization must know.
package struct MemberFrame: Sendable {
  package let member: PublicMember
  package let policy: Policy
  /// True for somebody who sits on the board and not in the group.
  package let isBoard: Bool
  /// What is shown on every page until it is mended, such as a provisional recovery key.
  package let standingNotices: [StandingNotice]
  package let now: Moment

  package init(
    member: PublicMember, policy: Policy, isBoard: Bool, standingNotices: [StandingNotice],
    now: Moment
  ) {
    self.member = member
    self.policy = policy
    self.isBoard = isBoard
    self.standingNotices = standingNotices
    self.now = now
  }
}

/// A state of the installation that everybody signed in is told of.
package enum StandingNotice: String, Sendable, Hashable {
  /// This member has joined or has new keys, and nothing is sealed to them until another member has compared six
  /// words with them.
  case youWaitForConfirmation
  /// The recovery key is the one that `init` printed and was not yet split.
  case recoveryKeyIsProvisional
  /// The founding phase is open: joins count without a confirmation.
  case foundingIsOpen
  /// Fewer than two board members have enrolled: reports for the board are sealed to recovery.
  case boardIsNotEnrolled
  /// A report waits that nobody but the holders of recovery shares can open.
  case reportWaitsForRecovery
  /// A case before the board has nobody left who may decide it; somebody uninvolved has to be appointed.
  case nobodyMayDecide
  /// The group has fewer members than its rules ask for.
  case groupIsTooSmall
  /// The board's review of the membership is late.
  case membershipReviewIsLate
  /// Somebody wants another policy, and it waits for somebody else's word.
  case policyIsProposed
  /// The clock of the machine moved; what is driven by time alone waits.
  case clockIsUnsound
}

/// What needs the member, what is late, and what there is.
package struct DashboardView: Sendable {
  /// Cases that wait for this member to declare.
  package let toDeclare: [CaseSummary]
  /// Open cases where this member may act and something is due or unanswered.
  package let needsMe: [CaseSummary]
  /// Open cases past a deadline.
  package let late: [CaseSummary]
  /// One page of the open cases the member may read, newest activity first.
  package let open: CasePage
  /// How many cases are set aside or closed.
  package let setAsideCount: Int
  package let closedCount: Int

  package init(
    toDeclare: [CaseSummary], needsMe: [CaseSummary], late: [CaseSummary], open: CasePage,
    setAsideCount: Int, closedCount: Int
  ) {
    self.toDeclare = toDeclare
    self.needsMe = needsMe
    self.late = late
    self.open = open
    self.setAsideCount = setAsideCount
    self.closedCount = closedCount
  }
}

/// Which cases a list shows.
package enum CaseFilter: String, Sendable, CaseIterable {
  case open
  case setAside
  case closed
}

/// One page of a list of cases.
package struct CasePage: Sendable {
  package let cases: [CaseSummary]
  package let filter: CaseFilter
  /// The first page is 1.
  package let page: Int
  package let pageCount: Int
  package let total: Int

  package init(cases: [CaseSummary], filter: CaseFilter, page: Int, pageCount: Int, total: Int) {
    self.cases = cases
    self.filter = filter
    self.page = page
    self.pageCount = pageCount
    self.total = total
  }
}

/// A case in a list: never a word of what was reported.
package struct CaseSummary: Sendable, Hashable {
  package let id: CaseID
  /// Two common words, such as “amber lantern”.
  package let codeName: String
  package let phase: Case.Phase
  package let received: Moment
  package let lastActivity: Moment
  /// The deadline that comes next or is most overdue.
  package let nextDeadline: Deadline?
  package let isUrgent: Bool
  /// The reporter wrote and nobody has answered.
  package let awaitsAnswer: Bool
  /// This member has not declared yet.
  package let awaitsDeclaration: Bool

  package init(
    id: CaseID, codeName: String, phase: Case.Phase, received: Moment, lastActivity: Moment,
    nextDeadline: Deadline?, isUrgent: Bool, awaitsAnswer: Bool, awaitsDeclaration: Bool
  ) {
    self.id = id
    self.codeName = codeName
    self.phase = phase
    self.received = received
    self.lastActivity = lastActivity
    self.nextDeadline = nextDeadline
    self.isUrgent = isUrgent
    self.awaitsAnswer = awaitsAnswer
    self.awaitsDeclaration = awaitsDeclaration
  }
}

/// All that a member sees of a case before declaring (row B1).
package struct GateView: Sendable {
  /// What there is to go by.
  package enum Card: Sendable, Hashable {
    /// The names the report gives.
    case names(reported: [String], witnesses: [String], reporter: String?)
    /// The report names nobody yet, as a mail does: declare on the code name.
    case noNames
  }

  package let id: CaseID
  package let codeName: String
  package let received: Moment
  package let card: Card
  /// When the window for declaring closes, or nil where the policy has none.
  package let closes: Moment?
  /// The member has declared and waits for somebody to let them in.
  package let waitsToBeLetIn: Bool

  package init(
    id: CaseID, codeName: String, received: Moment, card: Card, closes: Moment?,
    waitsToBeLetIn: Bool
  ) {
    self.id = id
    self.codeName = codeName
    self.received = received
    self.card = card
    self.closes = closes
    self.waitsToBeLetIn = waitsToBeLetIn
  }
}

/// A case for one of its handlers.
package struct CaseView: Sendable {
  package let id: CaseID
  package let codeName: String
  package let phase: Case.Phase
  package let received: Moment
  package let isUrgent: Bool
  package let deadlines: [Deadline]
  package let report: ReportView
  package let parties: [Party]
  /// What happened, oldest first, as far as it is shown.
  package let timeline: [TimelineEntryView]
  package let timelineStretch: Stretch
  package let notes: [NoteView]
  /// The conversation with who reported first.
  package let channel: ChannelView
  /// The conversations with other parties, in the order they were opened.
  package let laterChannels: [ChannelView]
  package let handlers: [PublicMember]
  package let keptOut: [KeptOutView]
  /// Who declared a conflict of interest.
  package let inConflict: [PublicMember]
  /// Who has not declared yet.
  package let undeclared: [PublicMember]
  /// Who declared later and waits to be let in by a handler.
  package let waitingToBeLetIn: [PublicMember]
  package let commands: [CommandAvailability]
  package let putAside: [PutAsideMailView]
  /// The two acknowledgements with their placeholders filled in, ready to be edited.
  package let acknowledgements: [AcknowledgementDraft]
  /// Somebody has to decide whom to notify of a danger, or why nobody (G01.6).
  package let agencyTask: Case.AgencyTask
  /// Whether there is a card for those who have not declared.
  package let hasCard: Bool
  /// Why the case was set aside, while it is.
  package let setAside: SettingAside?
  /// The sequence the view was made of; a command on an older one is asked again.
  package let sequence: Int
  /// How far the case has come in its procedure.
  package let procedure: ProcedureView
  /// Who opened it and when, for every page, print and copy of this view; nil before it is on record.
  package internal(set) var stamp: OpeningStamp?

  package init(
    id: CaseID, codeName: String, phase: Case.Phase, received: Moment, isUrgent: Bool,
    deadlines: [Deadline], report: ReportView, parties: [Party],
    timeline: [TimelineEntryView], timelineStretch: Stretch? = nil, notes: [NoteView],
    channel: ChannelView,
    laterChannels: [ChannelView] = [], handlers: [PublicMember], keptOut: [KeptOutView],
    inConflict: [PublicMember] = [], undeclared: [PublicMember],
    waitingToBeLetIn: [PublicMember], commands: [CommandAvailability],
    putAside: [PutAsideMailView], acknowledgements: [AcknowledgementDraft],
    agencyTask: Case.AgencyTask, hasCard: Bool,
    setAside: SettingAside?, sequence: Int, procedure: ProcedureView = ProcedureView()
  ) {
    self.id = id
    self.codeName = codeName
    self.phase = phase
    self.received = received
    self.isUrgent = isUrgent
    self.deadlines = deadlines
    self.report = report
    self.parties = parties
    self.timeline = timeline
    self.timelineStretch = timelineStretch ?? Stretch(whole: timeline.count)
    self.notes = notes
    self.channel = channel
    self.laterChannels = laterChannels
    self.handlers = handlers
    self.keptOut = keptOut
    self.inConflict = inConflict
    self.undeclared = undeclared
    self.waitingToBeLetIn = waitingToBeLetIn
    self.commands = commands
    self.putAside = putAside
    self.acknowledgements = acknowledgements
    self.agencyTask = agencyTask
    self.hasCard = hasCard
    self.setAside = setAside
    self.sequence = sequence
    self.procedure = procedure
  }
}

/// The report as its handlers read it.
package struct ReportView: Sendable {
  package let report: Report
  package let files: [FileView]
  /// How it came in, in the words of the record: `form`, `mail`, `api`, `inPerson`.
  package let source: Report.Source

  package init(report: Report, files: [FileView], source: Report.Source) {
    self.report = report
    self.files = files
    self.source = source
  }
}

/// One line of what happened, with who and when.
package struct TimelineEntryView: Sendable, Hashable {
  package let at: Moment
  /// The name of the member, or nil where Redress or a party did it.
  package let memberName: String?
  /// What happened; the catalogue has the words.
  package let event: Event.Name
  /// What belongs to the event and may be shown in one line, or empty.
  package let detail: String
  /// Who vouches for it: a signature of the member, of the party, or the server alone.
  package let vouchedBy: Voucher

  package init(
    at: Moment, memberName: String?, event: Event.Name, detail: String, vouchedBy: Voucher
  ) {
    self.at = at
    self.memberName = memberName
    self.event = event
    self.detail = detail
    self.vouchedBy = vouchedBy
  }
}

/// Who a reader may conclude wrote an entry (VAULT.md, section 6).
package enum Voucher: String, Sendable, Hashable {
  case member
  case party
  case form
  case mail
  case server
  case root
}

/// A note of a handler, in Markdown.
package struct NoteView: Sendable, Hashable {
  /// Names the note when it is corrected.
  package let sequence: Int
  package let at: Moment
  package let memberName: String
  package let markdown: String
  /// What stood there before it was corrected, oldest first.
  package let earlier: [String]

  package init(
    sequence: Int, at: Moment, memberName: String, markdown: String, earlier: [String]
  ) {
    self.sequence = sequence
    self.at = at
    self.memberName = memberName
    self.markdown = markdown
    self.earlier = earlier
  }
}

/// The conversation with one party, for handlers.
package struct ChannelView: Sendable {
  /// How words reach the party.
  package enum Reach: Sendable, Hashable {
    /// They read behind their receipt; nothing is mailed.
    case receiptOnly
    /// They also get mail at the address they gave: the words themselves or a link, as they chose.
    case mail(address: String, mailsText: Bool)
    /// Nobody can be reached: told in person, without an address.
    case nobody
  }

  /// Names the conversation in commands; nil where there is none.
  package let id: ChannelID?
  /// Whose conversation it is, as a party of the case.
  package let party: PartyID?
  package let reach: Reach
  /// What the party is called, if that is known.
  package let reporterName: String?
  /// What was written, oldest first, as far as it is shown.
  package let messages: [ChannelMessageView]
  package let stretch: Stretch

  package init(
    id: ChannelID? = nil, party: PartyID? = nil, reach: Reach, reporterName: String?,
    messages: [ChannelMessageView], stretch: Stretch? = nil
  ) {
    self.id = id
    self.party = party
    self.reach = reach
    self.reporterName = reporterName
    self.messages = messages
    self.stretch = stretch ?? Stretch(whole: messages.count)
  }
}

/// A member who is kept out of the case, and why.
package struct KeptOutView: Sendable, Hashable {
  package let member: PublicMember
  package let because: KeptOutBecause
  /// A later message named a current handler: somebody else must look before they read on.
  package let awaitsLook: Bool

  package init(member: PublicMember, because: KeptOutBecause, awaitsLook: Bool) {
    self.member = member
    self.because = because
    self.awaitsLook = awaitsLook
  }
}

/// A mail that carried the token of a channel but came from somebody the channel does not know.
package struct PutAsideMailView: Sendable, Hashable {
  /// The sequence of the entry in the case.
  package let sequence: Int
  /// Names the mail in commands.
  package let mail: MessageReference?
  package let because: AsideBecause
  package let at: Moment
  package let from: String
  package let subject: String
  package let text: String
  /// The history that it quotes, or empty.
  package let quoted: String
  /// The addresses that those conversations know.
  package let expected: [String]
  package let files: [FileView]
  /// What the community's own server found about the sender, and the mail as it came.
  package let facts: MailFacts
  /// The conversations that it may be placed in: those whose address it was sent to.
  package let channels: [ChannelID]

  package init(
    sequence: Int, mail: MessageReference? = nil, because: AsideBecause, at: Moment, from: String,
    subject: String, text: String, quoted: String = "", expected: [String] = [],
    files: [FileView] = [], facts: MailFacts = MailFacts(), channels: [ChannelID] = []
  ) {
    self.quoted = quoted
    self.expected = expected
    self.files = files
    self.facts = facts
    self.sequence = sequence
    self.mail = mail
    self.because = because
    self.at = at
    self.from = from
    self.subject = subject
    self.text = text
    self.channels = channels
  }
}

/// One of the acknowledgements of the policy, filled in.
package struct AcknowledgementDraft: Sendable, Hashable {
  package let kind: AcknowledgementKind
  package let subject: String
  package let text: String

  package init(kind: AcknowledgementKind, subject: String, text: String) {
    self.kind = kind
    self.subject = subject
    self.text = text
  }
}
