import Casework
import Procedure

/// A case for one of its handlers.
struct CaseDocument: Encodable {
  struct Channel: Encodable {
    let id: String?
    let party: String?
    /// `receiptOnly`, `mail` or `nobody`.
    let reach: String
    let address: String?
    let mailsText: Bool?
    let messages: [MessageDocument]
    let page: Int
    let pageCount: Int
    let total: Int

    init(_ view: ChannelView) {
      id = view.id?.text
      party = view.party?.text
      (reach, address, mailsText) =
        switch view.reach {
        case .receiptOnly: ("receiptOnly", nil, nil)
        case .mail(let address, let mailsText): ("mail", address, mailsText)
        case .nobody: ("nobody", nil, nil)
        }
      messages = MessageDocument.list(view.messages, view.stretch)
      page = view.stretch.page
      pageCount = view.stretch.pageCount
      total = view.stretch.total
    }

    static let schema = Schema.named(
      "Channel",
      .object([
        .optional("id", .identity, ""), .optional("party", .identity, "Whose it is."),
        .required("reach", .choice(["receiptOnly", "mail", "nobody"]), ""),
        .optional("address", .text, ""),
        .optional("mailsText", .boolean, "The words are mailed there, or only a link."),
        .required("messages", .list(MessageDocument.schema), "Oldest first."),
        .required("page", .integer, "1 is the newest."), .required("pageCount", .integer, ""),
        .required("total", .integer, ""),
      ]))
  }

  /// What happened, by pages.
  struct Timeline: Encodable {
    let timeline: [Step]
    let page: Int
    let pageCount: Int
    let total: Int

    init(_ view: CaseView) {
      timeline = CaseDocument.steps(view)
      page = view.timelineStretch.page
      pageCount = view.timelineStretch.pageCount
      total = view.timelineStretch.total
    }

    static let schema = Schema.named(
      "Timeline",
      .object([
        .required("timeline", CaseDocument.steps, "Oldest first."),
        .required("page", .integer, "1 is the newest."), .required("pageCount", .integer, ""),
        .required("total", .integer, ""),
      ]))
  }

  struct Note: Encodable {
    let sequence: Int
    let at: Moment
    let memberName: String
    let markdown: String
    let earlier: [String]
  }

  struct Step: Encodable {
    let at: Moment
    let memberName: String?
    let event: String
    let detail: String
    let vouchedBy: String
  }

  struct KeptOut: Encodable {
    let member: PersonDocument
    let awaitsLook: Bool
  }

  struct PutAside: Encodable {
    let mail: MessageReference?
    let because: String
    let at: Moment
    let from: String
    let subject: String
    let text: String
    let quoted: String
    let expected: [String]
    let files: [FileDocument]
    let behind: MailDocument
    let channels: [String]
  }

  struct Letter: Encodable {
    let kind: String
    let subject: String
    let text: String
  }

  let id: String
  let codeName: String
  let phase: String
  let received: Moment
  let isUrgent: Bool
  let deadlines: [DeadlineDocument]
  let report: Report
  let files: [FileDocument]
  let parties: [Party]
  let timeline: [Step]
  let timelineTotal: Int
  let notes: [Note]
  let channel: Channel
  let laterChannels: [Channel]
  let handlers: [PersonDocument]
  let keptOut: [KeptOut]
  let inConflict: [PersonDocument]
  let undeclared: [PersonDocument]
  let waitingToBeLetIn: [PersonDocument]
  let commands: [CommandAvailability]
  let putAside: [PutAside]
  let acknowledgements: [Letter]
  let agencyTask: String
  let setAside: SettingAside?
  let sequence: Int
  let procedure: ProcedureDocument

  init(_ view: CaseView) {
    id = view.id.text
    codeName = view.codeName
    phase = view.phase.rawValue
    received = view.received
    isUrgent = view.isUrgent
    deadlines = view.deadlines.map(DeadlineDocument.init)
    report = view.report.report
    files = view.report.files.map(FileDocument.init)
    parties = view.parties
    timeline = Self.steps(view)
    timelineTotal = view.timelineStretch.total
    notes = view.notes.map { note in
      Note(
        sequence: note.sequence, at: note.at, memberName: note.memberName,
        markdown: note.markdown, earlier: note.earlier)
    }
    channel = Channel(view.channel)
    laterChannels = view.laterChannels.map(Channel.init)
    handlers = view.handlers.map(PersonDocument.init)
    keptOut = view.keptOut.map { kept in
      KeptOut(member: PersonDocument(kept.member), awaitsLook: kept.awaitsLook)
    }
    inConflict = view.inConflict.map(PersonDocument.init)
    undeclared = view.undeclared.map(PersonDocument.init)
    waitingToBeLetIn = view.waitingToBeLetIn.map(PersonDocument.init)
    commands = view.commands
    putAside = view.putAside.map { mail in
      PutAside(
        mail: mail.mail, because: mail.because.rawValue, at: mail.at, from: mail.from,
        subject: mail.subject, text: mail.text, quoted: mail.quoted, expected: mail.expected,
        files: mail.files.map(FileDocument.init), behind: MailDocument(mail.facts),
        channels: mail.channels.map(\.text))
    }
    acknowledgements = view.acknowledgements.map { letter in
      Letter(kind: letter.kind.rawValue, subject: letter.subject, text: letter.text)
    }
    agencyTask =
      switch view.agencyTask {
      case .notAsked: "notAsked"
      case .open: "open"
      case .notified: "notified"
      case .notNotified: "notNotified"
      }
    setAside = view.setAside
    sequence = view.sequence
    procedure = ProcedureDocument(view.procedure)
  }

  private static func steps(_ view: CaseView) -> [Step] {
    view.timeline.map { entry in
      Step(
        at: entry.at, memberName: entry.memberName, event: entry.event.rawValue,
        detail: entry.detail, vouchedBy: entry.vouchedBy.rawValue)
    }
  }

  private static let steps = Schema.list(
    .object([
      .required("at", .integer, ""), .optional("memberName", .text, ""),
      .required("event", .choice(Event.Name.allCases.map(\.rawValue)), ""),
      .required("detail", .text, ""),
      .required("vouchedBy", .text, "Who signed it: a member, a party, the server …"),
    ]))

  static let commands = Schema.list(
    .named(
      "CommandAvailability",
      .object([
        .required("command", .choice(Command.Name.allCases.map(\.rawValue)), ""),
        .optional(
          "waitsFor",
          .open("The refusal it would get now: `rule`, `citation`, `sentence`, `wayOut`."),
          "Absent when it may be given now."),
      ])))

  static let schema = Schema.named(
    "Case",
    .object([
      .required("id", .identity, ""), .required("codeName", .text, ""),
      .required("phase", CaseSummaryDocument.phase, ""), .required("received", .integer, ""),
      .required("isUrgent", .boolean, ""),
      .required("deadlines", .list(DeadlineDocument.schema), ""),
      .required("report", .open("The report, with the names of the form."), ""),
      .required("files", .list(FileDocument.schema), "The files of the report."),
      .required(
        "parties",
        .list(
          .open(
            "`id`, `role`, `displayName`, `names`, `handles`, `emails`; where they are known, `phones`, `places`, `employer`, `pronouns`."
          )), ""),
      .required("timeline", steps, "The newest of what happened, oldest first."),
      .required("timelineTotal", .integer, "How much happened; the rest is under `timeline`."),
      .required(
        "notes",
        .list(
          .object([
            .required("sequence", .integer, ""), .required("at", .integer, ""),
            .required("memberName", .text, ""), .required("markdown", .text, ""),
            .required("earlier", .list(.text), "What stood there before."),
          ])), ""),
      .required("channel", Channel.schema, "The conversation with who reported first."),
      .required(
        "laterChannels", .list(Channel.schema), "The conversations with other parties."),
      .required("handlers", .list(PersonDocument.schema), ""),
      .required(
        "keptOut",
        .list(
          .object([
            .required("member", PersonDocument.schema, ""),
            .required("awaitsLook", .boolean, ""),
          ])), ""),
      .required(
        "inConflict", .list(PersonDocument.schema), "Who declared a conflict of interest."),
      .required("undeclared", .list(PersonDocument.schema), ""),
      .required("waitingToBeLetIn", .list(PersonDocument.schema), ""),
      .required("commands", commands, "What may be done now, and what else it waits for."),
      .required(
        "putAside",
        .list(
          .object([
            .optional("mail", .open("`channel` and `sequence`."), ""),
            .required("because", .text, ""), .required("at", .integer, ""),
            .required("from", .text, ""), .required("subject", .text, ""),
            .required("text", .text, ""),
            .required("quoted", .text, "The history that it quotes, or empty."),
            .required("expected", .list(.text), "The addresses that those conversations know."),
            .required("files", .list(FileDocument.schema), ""),
            .required("behind", MailDocument.schema, "The mail itself."),
            .required("channels", .list(.identity), "Where it may be placed."),
          ])), "Mail that waits for a handler to place it."),
      .required(
        "acknowledgements",
        .list(
          .object([
            .required("kind", .text, ""), .required("subject", .text, ""),
            .required("text", .text, ""),
          ])), "The letters of the policy, filled in."),
      .required(
        "agencyTask", .choice(["notAsked", "open", "notified", "notNotified"]),
        "Whether somebody has to decide whom to notify of a danger."),
      .optional("setAside", .open("`reason` and `note`."), ""),
      .required("sequence", .integer, "To be sent with a command."),
      .required("procedure", ProcedureDocument.schema, "How far it has come."),
    ]))
}
