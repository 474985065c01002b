import Casework
import Markup
import Procedure
import Web

/// Invented people and cases that pages are drawn with.
struct Samples {
  let policy: Policy
  let now = Moment(secondsSince1970: 1_795_269_120)  // Sat 21 Nov 2026, 13:52 UTC
  let setting = PageSetting(token: FormToken("the-token"))

  init(policyName: String = "django") throws {
    guard let policy = try Policy.shipped(named: policyName) else { throw Missing() }
    self.policy = policy
  }

  struct Missing: Error {}

  func ago(_ seconds: Int64) -> Moment { now.adding(seconds: -seconds) }
  func after(_ seconds: Int64) -> Moment { now.adding(seconds: seconds) }

  // MARK: People

  func member(_ number: Int, _ name: String, _ roles: [String] = ["member"]) -> PublicMember {
    PublicMember(
      id: MemberID(String(repeating: "0", count: 31) + String(number)), name: name, roles: roles)
  }
  var ada: PublicMember { member(1, "Ada Nwosu", ["member", "chair"]) }
  var bo: PublicMember { member(2, "Bo Lindqvist", ["member", "vice-chair"]) }
  var chidi: PublicMember { member(3, "Chidi Okafor") }
  var dalia: PublicMember { member(4, "داليا حداد", ["member", "community-liaison"]) }
  var emi: PublicMember { member(5, "絵美 Tanaka") }
  var fritz: PublicMember { member(6, "Fritz Baumann", ["board-member"]) }
  var gita: PublicMember { member(7, "Gita Rao", ["board-member"]) }
  var hanna: PublicMember { member(9, "Hanna Sorrel") }
  var mallory: PublicMember { member(8, "<script>alert('name')</script>\u{202E}gpj.exe") }

  var frame: MemberFrame {
    MemberFrame(member: ada, policy: policy, isBoard: false, standingNotices: [], now: now)
  }
  var foundingFrame: MemberFrame {
    MemberFrame(
      member: ada, policy: policy, isBoard: false,
      standingNotices: [
        .recoveryKeyIsProvisional, .foundingIsOpen, .boardIsNotEnrolled,
        .reportWaitsForRecovery, .clockIsUnsound,
      ], now: now)
  }
  var boardFrame: MemberFrame {
    MemberFrame(member: fritz, policy: policy, isBoard: true, standingNotices: [], now: now)
  }
  var publicView: PublicView {
    PublicView(
      policy: policy, members: [ada, bo, chidi, dalia, emi], boardMembers: [fritz, gita])
  }

  // MARK: Reports

  var fullDraft: ReportDraft {
    var draft = ReportDraft()
    draft.account =
      "\nIn the thread about the release, he wrote:\r\n\"people like you\" <b>again</b>.\n"
    draft.involved = "@loud_parrot, Max \"the Boss\" M."
    draft.witnesses = "sunny_otter"
    draft.when = "Last Tuesday, around 15:00 my time"
    draft.space = policy.spaces.first?.id.text ?? ""
    draft.where = "Thread “Release 6.2”"
    draft.links = "https://forum.example.org/t/1234\njavascript:alert(1)"
    draft.context = "It began in spring."
    draft.other = "لا أريد أن يعرف أحد من أنا."
    draft.ongoing = "yes"
    draft.danger = "unsure"
    draft.agencyUnknown = true
    draft.relation = "witness"
    draft.retaliation = true
    draft.earlierReport = "In March"
    draft.contactName = "Sunny"
    draft.contactEmail = "sunny@example"
    draft.nameOnCard = true
    draft.language = "en"
    draft.translated = true
    draft.leaveOut = [chidi.id, gita.id]
    draft.chosen = [bo.id]
    draft.files = [StagedFile(name: "screen\"shot.png", bytes: 345_678, ticket: "ticket-1")]
    return draft
  }
  var faults: [FieldFault] {
    [
      FieldFault(
        field: "account",
        sentence: "Please tell us what happened. A few words are enough; nothing else is required."),
      FieldFault(
        field: "contactEmail",
        sentence:
          "This does not look like an e-mail address, such as name@example.org. You can also leave it empty."
      ),
      FieldFault(field: "files", sentence: "“talk.mov” is larger than 25 MiB."),
    ]
  }
  var deadlines: [Deadline] {
    [
      deadline("Personal acknowledgement to the reporter", .aim, due: after(18_720)),
      deadline("First answer in substance", .promise, due: after(500_000)),
    ]
  }
  func deadline(
    _ title: String, _ kind: Deadline.Kind, due: Moment, met: Moment? = nil
  ) -> Deadline {
    Deadline(
      id: DeadlineID("acknowledgement"), title: title, kind: kind, startedAt: ago(90_000),
      due: due, remindAt: nil, alarmAt: due, whom: .handlers, metAt: met,
      citation: ClauseCitation(clause: "H06.1", text: "The first answer goes out within hours."))
  }
  var receipt: ReceiptView {
    ReceiptView(
      words: ["lantern", "copper", "harvest", "violin", "meadow", "puzzle", "anchor"],
      received: now, deadlines: deadlines, mailed: true, policy: policy)
  }
  var file: FileView {
    FileView(
      id: FileID(String(repeating: "a", count: 32)), name: "screenshot \u{202E}gnp.exe",
      type: "image/png", bytes: 345_678, hash: String(repeating: "0", count: 64))
  }
  var messages: [ChannelMessageView] {
    [
      ChannelMessageView(
        side: .automatic, way: .mail, at: ago(90_000),
        text: "Your report has reached the group and is safely stored.", quoted: "", files: [],
        mail: MailFacts(state: .arrived, written: "Subject: <b>Your report</b>\r\n\r\nWords.\r\n")),
      ChannelMessageView(
        side: .group(memberName: "Bo Lindqvist"), way: .page, at: ago(70_000),
        text:
          "Hello Sunny,\n\nI have read your report. Thank you for telling us; I know that writing something like this down takes effort.\n\nIs the thread still open?\n\nBo",
        quoted: "", files: [],
        mail: MailFacts(state: .delayed(said: "450 <i>later</i>", nextTry: now))),
      ChannelMessageView(
        side: .party, way: .mail, at: ago(9_000),
        text: "Yes, it is still open. I attached what it looked like an hour ago.\n<b>not bold</b>",
        quoted: "> Hello Sunny,\n> Is the thread still open?", files: [file],
        mail: MailFacts(
          subject: "Re: <u>thread</u>", authentication: ["mx.example.org; dmarc=fail"],
          original: [file])),
      ChannelMessageView(
        side: .party, way: .page, at: ago(500), text: "شكرا لكم. אני מחכה.\nThank you.",
        quoted: "", files: []),
    ]
  }
  /// A question on the page of a party whether they allow something.
  var permissionOffer: AnswerOffer {
    AnswerOffer(
      .permission, message: 2,
      asks: PermissionRequest(
        about: .disclosure, to: "The venue", purpose: "so that they can help"))
  }

  func reporterView(_ standing: ReporterView.Standing, _ messages: [ChannelMessageView])
    -> FollowUpView
  {
    .reporter(
      ReporterView(
        standing: standing, messages: messages, offers: [AnswerOffer(.withdrawal)],
        deadlines: deadlines, policy: policy, received: ago(90_000)))
  }

  // MARK: Cases

  func summary(
    _ number: Int, _ codeName: String, _ phase: Case.Phase = .open, next: Deadline? = nil,
    isUrgent: Bool = false, awaitsAnswer: Bool = false, awaitsDeclaration: Bool = false
  ) -> CaseSummary {
    CaseSummary(
      id: CaseID(String(repeating: "c", count: 30) + String(number + 10)), codeName: codeName,
      phase: phase, received: ago(90_000), lastActivity: ago(4_000), nextDeadline: next,
      isUrgent: isUrgent, awaitsAnswer: awaitsAnswer, awaitsDeclaration: awaitsDeclaration)
  }
  var summaries: [CaseSummary] {
    [
      summary(
        1, "amber lantern", .received,
        next: deadline("Personal acknowledgement to the reporter", .aim, due: ago(2_460)),
        isUrgent: true),
      summary(
        2, "quiet harbor", .open,
        next: deadline("First answer in substance", .promise, due: after(320_000)),
        awaitsAnswer: true),
      summary(
        3, "velvet compass", .open, next: deadline("Answer the reporter", .aim, due: after(9_000))),
      summary(4, "maple orbit", .open),
      summary(5, "silver thicket", .waitingForReaders),
    ]
  }
  var toDeclare: [CaseSummary] {
    [
      summary(
        6, "tidal sparrow", .waitingForReaders,
        next: deadline("Everybody declares", .aim, due: after(40_000)), awaitsDeclaration: true)
    ]
  }
  func casePage(
    _ cases: [CaseSummary], _ filter: CaseFilter = .open, page: Int = 1, of count: Int = 1
  )
    -> Casework.CasePage
  {
    Casework.CasePage(
      cases: cases, filter: filter, page: page, pageCount: count,
      total: count > 1 ? count * 20 : cases.count)
  }
  var caseID: CaseID { CaseID("c0ffee00c0ffee00c0ffee00c0ffee00") }
  var fullReport: Report {
    var report = Report(
      account:
        "In the thread about the release, @loud_parrot wrote three times that “people like you” should not be maintainers. I asked them to stop. They then sent me private messages.\n\nI have muted them, but it goes on in the channel.",
      source: .form)
    report.involved = "@loud_parrot, perhaps also Max M."
    report.witnesses = "sunny_otter saw the thread"
    report.when = "Last Tuesday, around 15:00 UTC"
    report.place = "Thread “Release 6.2”"
    report.space = policy.spaces.first?.id
    report.links = ["https://forum.example.org/t/1234", "javascript:alert(1)"]
    report.ongoing = .yes
    report.danger = .unsure
    report.agencyUnknown = true
    report.relation = .affected
    report.contact = Report.Contact(name: "Sunny", email: "sunny@example.org", other: "")
    report.sensitivities = "Please do not write to my work address."
    report.translated = true
    return report
  }
  func caseView(
    report: Report, source: Report.Source = .form, messages: [ChannelMessageView],
    available: [Command.Name], isFull: Bool, phase: Case.Phase = .received,
    reach: ChannelView.Reach = .mail(address: "sunny@example.org", mailsText: true),
    agencyTask: Case.AgencyTask = .notAsked, procedure: ProcedureView = ProcedureView(),
    waiting: [CommandAvailability] = [], laterChannels: [ChannelView] = []
  ) -> CaseView {
    CaseView(
      id: caseID, codeName: "amber lantern", phase: phase, received: ago(90_000),
      isUrgent: isFull,
      deadlines: isFull
        ? [
          deadline("Personal acknowledgement to the reporter", .aim, due: ago(2_460)),
          deadline("Automatic receipt by mail", .promise, due: ago(89_000), met: ago(89_900)),
          deadline("First answer in substance", .promise, due: after(500_000)),
        ] : [],
      report: ReportView(report: report, files: isFull ? [file] : [], source: source),
      parties: isFull
        ? [
          Party(
            id: PartyID("p1"), role: .reporter, displayName: "Sunny", emails: ["sunny@example.org"]),
          Party(
            id: PartyID("p2"), role: .reported, displayName: "<img src=x>", names: ["Max M."],
            handles: ["@loud_parrot"]),
          Party(id: PartyID("p3"), role: .witness, displayName: "sunny_otter"),
        ] : [],
      timeline: [
        TimelineEntryView(
          at: ago(90_000), memberName: nil, event: .reportReceived, detail: "", vouchedBy: .form),
        TimelineEntryView(
          at: ago(89_990), memberName: nil, event: .memberKeptOut, detail: "Chidi Okafor",
          vouchedBy: .server),
        TimelineEntryView(
          at: ago(80_000), memberName: "Ada Nwosu", event: .declared, detail: "no conflict",
          vouchedBy: .member),
        TimelineEntryView(
          at: ago(9_000), memberName: nil, event: .messageArrived, detail: "", vouchedBy: .party),
      ],
      notes: isFull
        ? [
          NoteView(
            sequence: 9, at: ago(60_000), memberName: "Bo Lindqvist",
            markdown:
              "# Call with the moderators\n\n- they **locked** the thread\n- logs until *Friday*\n\n| who | what |\n|---|---|\n| Ada | asks |\n\n<script>alert(1)</script>",
            earlier: ["They may lock the thread. <script>alert(1)</script>"]
          )
        ] : [],
      channel: ChannelView(reach: reach, reporterName: isFull ? "Sunny" : nil, messages: messages),
      laterChannels: laterChannels, handlers: [ada, bo],
      keptOut: isFull
        ? [
          KeptOutView(
            member: chidi, because: .namedInText(places: ["account", "involved"]), awaitsLook: false
          ),
          KeptOutView(member: dalia, because: .leftOutByReporter, awaitsLook: false),
          KeptOutView(
            member: mallory,
            because: .namedInLaterMessage(
              MessageReference(channel: ChannelID("ch"), sequence: 3)), awaitsLook: true),
        ] : [],
      inConflict: isFull ? [hanna] : [], undeclared: isFull ? [emi] : [],
      waitingToBeLetIn: isFull ? [gita] : [],
      commands: available.map { CommandAvailability(command: $0, waitsFor: nil) } + waiting,
      putAside: isFull
        ? [
          PutAsideMailView(
            sequence: 12, because: .senderNotKnown, at: ago(3_000),
            from: "somebody@elsewhere.example",
            subject: "Re: Your report", text: "It is me, from another address.")
        ] : [],
      acknowledgements: [
        AcknowledgementDraft(
          kind: .needsDecision, subject: "Your report is in our hands",
          text:
            "Hello Sunny,\n\nI have read your report. Thank you for telling us; I know that writing something like this down takes effort.\n\nAda Nwosu"
        ),
        AcknowledgementDraft(
          kind: .alreadyHandled, subject: "Filed with thanks",
          text:
            "Hello Sunny,\n\nthank you for letting us know, and for taking care of it yourself.\n\nAda Nwosu"
        ),
      ], agencyTask: isFull ? .open(since: ago(90_000)) : agencyTask, hasCard: !isFull,
      setAside: phase == .setAside
        ? SettingAside(reason: SetAsideReasonID("spam"), note: "Sent to many lists.") : nil,
      sequence: 17, procedure: procedure)
  }
  var fullCase: CaseView {
    caseView(
      report: fullReport, messages: messages,
      available: Command.Name.allCases.filter { $0 != .takeBack && $0 != .declare }, isFull: true)
  }
  var refusal: Refusal {
    Refusal(
      rule: .acknowledgeOnce,
      citation: ClauseCitation(
        clause: "H06.3", text: "A report is acknowledged by one letter that fits it."),
      sentence: "This report was already acknowledged.",
      wayOut: "Write a message in the conversation instead.")
  }

  // MARK: Settings and members

  var settings: SettingsView {
    SettingsView(
      name: "Ada Nwosu", email: "ada@example.org", alsoKnownAs: ["adaN", "@ada_n"],
      sessions: [
        SessionView(id: "s1", started: ago(3_000), expires: after(40_000), isThisOne: true),
        SessionView(id: "s2", started: ago(300_000), expires: after(4_000), isThisOne: false),
      ], recoveryCodesLeft: 2, hasSecondFactor: true,
      fingerprintWords: ["copper", "violin", "meadow", "puzzle", "anchor", "lantern"],
      rootFingerprint: "5f0c 9a1e 77d2 41b8 0c3e 9d55 a1f0 b2c4")
  }
  var rota: RotaView {
    let people = [ada, bo, chidi, mallory]
    let rules = policy.onCall
    let first = rules.week(at: now)
    let weeks = (0..<13).map { place in
      RotaView.Week(
        first + place, rules.start(ofWeek: first + place), rules.start(ofWeek: first + place + 1),
        primary: people[place % 4], secondary: people[(place + 1) % 4],
        mine: place % 4 == 0 ? .primary : place % 4 == 3 ? .secondary : nil)
    }
    func slot(_ place: Int, _ duty: Duty) -> RotaView.Slot {
      RotaView.Slot(first + place, rules.start(ofWeek: first + place), duty)
    }
    return RotaView(
      now: now, rules: rules, primary: ada, secondary: bo, weeks: weeks,
      swapsToAnswer: [
        RotaView.SwapRow(
          7, from: mallory, with: ada, gives: slot(3, .primary), takes: slot(4, .primary),
          open: true),
        RotaView.SwapRow(
          9, from: bo, with: ada, gives: slot(1, .primary), takes: nil, open: false),
      ],
      swapsProposed: [
        RotaView.SwapRow(
          11, from: ada, with: chidi, gives: slot(0, .primary), takes: slot(2, .primary),
          open: true)
      ],
      absences: [
        RotaView.AbsenceRow(4, mallory, from: after(90_000), until: after(900_000), mine: false),
        RotaView.AbsenceRow(5, ada, from: after(190_000), until: after(990_000), mine: true),
      ], others: [bo, chidi, mallory], takesTurns: true, hasFeed: true)
  }
  var members: MembersView {
    MembersView(
      members: [
        row(ada, .confirmed, founding: true), row(bo, .confirmed),
        row(emi, .unconfirmed, may: true),
        row(mallory, .left), row(fritz, .confirmed),
      ],
      invitations: [
        InvitationRow(id: "i1", role: "member", expires: after(90_000)),
        InvitationRow(id: "i2", role: "board-member", expires: after(190_000)),
      ], mayInvite: ["member", "chair", "board-member"], standing: group(4, lastReviewed: 9),
      reviews: [
        MembershipReviewRow(
          decided: ago(9 * 86_400), recordedBy: fritz.name,
          confirmed: [ada.name, bo.name, mallory.name], unconfirmed: [emi.name])
      ])
  }
  /// A group of so many, reviewed so many days ago or never.
  func group(_ count: Int, lastReviewed days: Int64?) -> GroupStanding {
    let due = days.map { after((365 - $0) * 86_400) } ?? ago(86_400)
    return GroupStanding(
      memberCount: count, membersMin: 3, lastReviewed: days.map { ago($0 * 86_400) },
      reviewDue: due, isReviewLate: days == nil)
  }
  func row(
    _ member: PublicMember, _ state: MemberRow.State, founding: Bool = false, may: Bool = false
  ) -> MemberRow {
    MemberRow(
      member: member, state: state,
      fingerprintWords: state == .unconfirmed
        ? [] : ["copper", "violin", "meadow", "puzzle", "anchor", "lantern"],
      joinedWhileFounding: founding, mayConfirm: may,
      isOfGroup: !member.roles.contains("board-member"),
      appointment: founding
        ? AppointmentRow(decided: ago(400 * 86_400), recordedBy: fritz.name) : nil,
      isUnconfirmedByBoard: member.id == emi.id)
  }
  func invitation(isRekey: Bool = false) -> InvitationView {
    InvitationView(
      organizationName: policy.community.groupName, role: "Member", expires: after(90_000),
      isRekey: isRekey, secondFactorSecret: "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP",
      secondFactorAddress:
        "otpauth://totp/Redress:ada@example.org?secret=JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP&issuer=Redress",
      ticket: "ticket-join")
  }
}
