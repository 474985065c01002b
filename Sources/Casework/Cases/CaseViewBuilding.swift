import Identity
import Procedure

/// Everything of a case that a handler's session has opened, from which the page is made.
struct OpenedCase: Sendable {
  /// A mail that was put aside into the case.
  struct MailAside: Sendable {
    var sequence: UInt64
    var at: Moment
    var mail: PutAsideMail
  }

  let id: VaultID
  let index: CaseIndex
  var folded: Case
  /// Who vouches for each event, by its sequence.
  let vouchers: [Int: Voucher]
  /// In the order they were opened; the first is the one that the case began with.
  let channels: [OpenedChannel]
  let mailsAside: [MailAside]

  /// The channel of this vault; nil for one of another case.
  func channel(_ vault: VaultID) -> OpenedChannel? {
    channels.first { $0.channel.vault == vault }
  }
}

/// A mail that could not be placed, as it is kept for a handler.
struct PutAsideMail: Codable, Sendable, Hashable {
  var from: String
  var subject: String
  var text: String
  var quoted: String
  var messageID: String?
  var authenticationResults: [String]
  var files: [FileReference]
  /// The mail itself, byte for byte as it came; nil in what was put aside before it was kept.
  var original: [FileReference]?
  /// The channels whose reply addresses it was sent to; nil in what was put aside before there were several.
  var channels: [VaultID]?

  /// The channels that it may be placed in.
  func meantFor(_ index: CaseIndex) -> [ChannelID] {
    guard let channels else {
      return index.channel.map { [ChannelID($0.hexadecimal)] } ?? []
    }
    return channels.filter { index.channel($0) != nil }.map { ChannelID($0.hexadecimal) }
  }
}

extension OpenedCase {
  /// The page of the case for one of its handlers.
  ///
  /// - Parameters:
  ///   - waiting: mails of the case that the mail server has not taken yet.
  ///   - places: which pages of its conversations and of what happened.
  func view(
    for actor: Actor, membership: Membership, policy: Policy, at now: Moment,
    waiting: WaitingMails = WaitingMails(), places: CasePlaces = .newest
  ) -> CaseView {
    let events = Stretch(
      page: places.timeline, of: folded.log.count, perPage: HistoryLimits.entriesPerPage)
    let people = membership.people
    func member(_ id: MemberID) -> PublicMember {
      people[id] ?? PublicMember(id: id, name: "a former member", roles: [])
    }
    let report = folded.report ?? Report(account: "", source: .form)
    let toBeLetIn = index.principals([.waitsForGrant]).map { member(MemberID($0.hexadecimal)) }
    return CaseView(
      id: CaseID(id.hexadecimal), codeName: index.codeName, phase: folded.phase,
      received: index.received, isUrgent: index.isUrgent,
      deadlines: folded.deadlines(under: policy),
      report: ReportView(
        report: report, files: report.files.map(FileView.init), source: report.source),
      parties: folded.parties, timeline: timeline(events, people: people),
      timelineStretch: events, notes: notes(member),
      channel: channelView(report: report, member: member, waiting, places),
      laterChannels: channels.filter { !index.isFirstReporters($0.channel.vault) }
        .map { laterChannelView($0, member: member, waiting, places) },
      handlers: folded.handlers.map(member).filter { handler in
        !toBeLetIn.contains { $0.id == handler.id }
      },
      keptOut: keptOut(member), inConflict: inConflict(member),
      undeclared: folded.undeclared.map(member),
      waitingToBeLetIn: toBeLetIn,
      commands: folded.availableCommands(for: actor, at: now, under: policy),
      putAside: putAside(), acknowledgements: acknowledgements(actor, people, policy),
      agencyTask: folded.agency, hasCard: folded.card != nil, setAside: folded.setAside,
      sequence: folded.log.last?.sequence ?? 0,
      procedure: procedure(for: actor, membership, policy, at: now))
  }

  private func procedure(
    for actor: Actor, _ membership: Membership, _ policy: Policy, at now: Moment
  ) -> ProcedureView {
    var view = ProcedureViewBuilding(
      of: self, people: membership.people, policy: policy, at: now
    ).view
    let reader = actor.memberID.flatMap { PrincipalID(hexadecimal: $0.text) }
    view.boardLiaison = index.boardLiaison(membership, policy, preferring: reader)?.publicMember
    view.needsSomebodyUninvolved = index.needsSomebodyUninvolved(membership)
    return view
  }

  private func timeline(
    _ stretch: Stretch, people: [MemberID: PublicMember]
  ) -> [TimelineEntryView] {
    folded.log[stretch.range].map { recorded in
      TimelineEntryView(
        at: recorded.at, memberName: recorded.by.memberID.flatMap { people[$0]?.name },
        event: recorded.event.name, detail: detail(of: recorded.event, people: people),
        vouchedBy: vouchers[recorded.sequence] ?? .server)
    }
  }

  /// What of an event fits into one line; the words of reports, notes and messages stand elsewhere on the page.
  private func detail(of event: Event, people: [MemberID: PublicMember]) -> String {
    func name(_ id: MemberID) -> String { people[id]?.name ?? "a former member" }
    return switch event {
    case .memberKeptOut(let keeping): name(keeping.member)
    case .releasedBySilence(let release): name(release.member)
    case .admitted(let admission), .namedMemberCleared(let admission):
      "\(name(admission.member)): \(admission.reason)"
    case .partyNamed(let party): party.displayName
    case .escalatedToBoard(let escalation): escalation.reason
    case .setAside(let setting): setting.note
    case .takenBack(let taking): taking.reason
    case .agencyNotified(let notice): "\(notice.agency): \(notice.how)"
    case .agencyNotNotified(let reason): reason.reason
    case .membersAsked(let asking): asking.members.map(name).joined(separator: ", ")
    case .memberLeft(let left): name(left.member)
    case .shepherdNominated(let nomination): name(nomination.member)
    default: ""
    }
  }

  private func notes(_ member: (MemberID) -> PublicMember) -> [NoteView] {
    folded.notes.map { note in
      NoteView(
        sequence: note.sequence, at: note.at,
        memberName: note.by.memberID.map { member($0).name } ?? "", markdown: note.text,
        earlier: note.earlier.map(\.text))
    }
  }

  private func channelView(
    report: Report, member: (MemberID) -> PublicMember, _ waiting: WaitingMails,
    _ places: CasePlaces
  ) -> ChannelView {
    let opened = index.channel.flatMap { channel($0) }
    let stretch = opened?.stretch(places)
    return ChannelView(
      id: index.channel.map { ChannelID($0.hexadecimal) }, party: index.reporterParty,
      reach: opened?.reach ?? .nobody,
      reporterName: report.contact.name.isEmpty ? nil : report.contact.name,
      messages: stretch.flatMap { opened?.views($0, member, waiting) } ?? [], stretch: stretch)
  }

  private func laterChannelView(
    _ opened: OpenedChannel, member: (MemberID) -> PublicMember, _ waiting: WaitingMails,
    _ places: CasePlaces
  ) -> ChannelView {
    let stretch = opened.stretch(places)
    let name = folded.parties.first { $0.id == opened.channel.party }?.displayName
    return ChannelView(
      id: opened.channel.id, party: opened.channel.party, reach: opened.reach,
      reporterName: name, messages: opened.views(stretch, member, waiting), stretch: stretch)
  }

  private func keptOut(_ member: (MemberID) -> PublicMember) -> [KeptOutView] {
    folded.standings.sorted { $0.key < $1.key }.compactMap { id, standing in
      switch standing.state {
      case .keptOut(let because):
        KeptOutView(member: member(id), because: because, awaitsLook: false)
      case .heldBack(let because):
        KeptOutView(member: member(id), because: because, awaitsLook: true)
      case .asked, .cleared, .conflict, .left: nil
      }
    }
  }

  private func inConflict(_ member: (MemberID) -> PublicMember) -> [PublicMember] {
    folded.standings.sorted { $0.key < $1.key }.compactMap { id, standing in
      if case .conflict = standing.state { member(id) } else { nil }
    }
  }

  private func putAside() -> [PutAsideMailView] {
    folded.mailsAside.compactMap { aside in
      mailsAside.first { Int($0.sequence) == aside.mail.sequence }.map { kept in
        PutAsideMailView(
          sequence: aside.mail.sequence, mail: aside.mail, because: aside.because, at: kept.at,
          from: kept.mail.from, subject: kept.mail.subject, text: kept.mail.text,
          quoted: kept.mail.quoted, expected: addresses(of: kept.mail.meantFor(index)),
          files: kept.mail.files.map(FileView.init),
          facts: MailFacts(
            authentication: kept.mail.authenticationResults,
            original: (kept.mail.original ?? []).map(FileView.init)),
          channels: kept.mail.meantFor(index))
      }
    }
  }

  /// The addresses that these conversations know.
  private func addresses(of channels: [ChannelID]) -> [String] {
    self.channels.filter { channels.contains($0.channel.id) }
      .compactMap { $0.beginning?.address }.filter { !$0.isEmpty }
  }

  private func acknowledgements(
    _ actor: Actor, _ people: [MemberID: PublicMember], _ policy: Policy
  ) -> [AcknowledgementDraft] {
    let values: [Placeholder: String] = [
      .reporterName: folded.report?.contact.name ?? "",
      .memberName: actor.memberID.flatMap { people[$0]?.name } ?? "",
      .codeName: index.codeName,
    ]
    return AcknowledgementKind.allCases.compactMap { kind in
      policy.templates[kind.template].map { template in
        let filled = template.filled(values)
        return AcknowledgementDraft(kind: kind, subject: filled.subject, text: filled.body)
      }
    }
  }
}

extension OpenedChannel {
  /// How words reach the party, for handlers.
  fileprivate var reach: ChannelView.Reach {
    guard let beginning else { return .nobody }
    if !beginning.address.isEmpty {
      return .mail(address: beginning.address, mailsText: beginning.mailsText)
    }
    return beginning.hasReceipt ? .receiptOnly : .nobody
  }

  fileprivate func stretch(_ places: CasePlaces) -> Stretch {
    Stretch(
      page: places.page(of: channel.id), of: messages.count,
      perPage: HistoryLimits.messagesPerPage)
  }

  fileprivate func views(
    _ stretch: Stretch, _ member: (MemberID) -> PublicMember, _ waiting: WaitingMails
  ) -> [ChannelMessageView] {
    messages[stretch.range].map { item in
      item.message.view(
        at: item.at, memberName: item.message.member.map { member($0).name },
        mail: item.mailFacts(waiting))
    }
  }
}

extension OpenedChannel.Message {
  /// Of the mail behind the message; nil where none was.
  fileprivate func mailFacts(_ waiting: WaitingMails) -> MailFacts? {
    let original = (message.original ?? []).map(FileView.init)
    if message.side == .party {
      guard message.way == .mail else { return nil }
      return MailFacts(
        subject: message.subject, authentication: message.authenticationResults,
        original: original)
    }
    // Of messages older than the mails that are kept, only what was reported is known.
    let isMailed = message.mailed != nil || !deliveries.isEmpty
    guard isMailed || !original.isEmpty else { return nil }
    return MailFacts(
      state: isMailed ? mailState(waiting) : nil, original: original, written: message.mailed)
  }

  private func mailState(_ waiting: WaitingMails) -> MailState {
    if case .failed(let said)? = reported { return .failed(said: said) }
    if let nextTry = message.messageID.flatMap({ waiting[$0] }) {
      if case .delayed(let said, _)? = reported { return .delayed(said: said, nextTry: nextTry.at) }
      return .waiting(nextTry: nextTry.isFirst ? nil : nextTry.at)
    }
    // What was put off here has been sent since; what another server puts off comes with its report.
    if deliveries.last?.outcome == .delayed, deliveries.last?.original == nil { return .sent }
    return reported ?? .sent
  }

  /// What was said last; that it failed is not taken back by anything that comes later.
  private var reported: MailState? {
    let last = deliveries.last { $0.outcome == .failed } ?? deliveries.last
    return last.map { delivery in
      switch delivery.outcome {
      case .failed: .failed(said: delivery.detail)
      case .delayed: .delayed(said: delivery.detail, nextTry: nil)
      case .delivered: .arrived
      case .answered: .sent
      }
    }
  }
}

extension AcknowledgementKind {
  /// The template of the policy for this letter.
  var template: TemplateKind {
    switch self {
    case .needsDecision: .acknowledgementNeedsDecision
    case .alreadyHandled: .acknowledgementAlreadyHandled
    }
  }
}

extension ChannelMessage {
  /// The message for a page of either side.
  func view(
    at moment: Moment, memberName: String?, mail: MailFacts? = nil
  ) -> ChannelMessageView {
    let shownSide: ChannelMessageView.Side =
      switch side {
      case .party: .party
      case .group: .group(memberName: memberName)
      case .automatic: .automatic
      }
    let shownWay: ChannelMessageView.Way =
      switch way {
      case .page: .page
      case .mail: .mail
      case .api: .api
      case .inPerson: .inPerson
      }
    return ChannelMessageView(
      side: shownSide, way: shownWay, at: moment, text: text, quoted: quoted,
      files: files.map(FileView.init), kind: kind, answer: answer, mail: mail)
  }
}

extension FileView {
  /// The file as a page shows it.
  init(_ reference: FileReference) {
    self.init(
      id: reference.id, name: reference.name, type: reference.mediaType,
      bytes: Int(reference.lengthBytes), hash: reference.hash)
  }
}
