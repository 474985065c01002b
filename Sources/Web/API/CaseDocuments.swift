import Casework
import Procedure

/// What the API tells of people.
struct PersonDocument: Encodable {
  let id: String
  let name: String
  let roles: [String]

  init(_ member: PublicMember) {
    id = member.id.text
    name = member.name
    roles = member.roles
  }

  static let schema = Schema.named(
    "Person",
    .object([
      .required("id", .identity, ""), .required("name", .text, ""),
      .required("roles", .list(.text), "The stable names of the roles."),
    ]))
}

/// A file of evidence.
struct FileDocument: Encodable {
  let id: String
  let name: String
  let type: String
  let bytes: Int
  let hash: String

  init(_ file: FileView) {
    id = file.id.text
    name = file.name
    type = file.type
    bytes = file.bytes
    hash = file.hash
  }

  static let schema = Schema.named(
    "File",
    .object([
      .required("id", .identity, ""), .required("name", .text, ""),
      .required("type", .text, "As found in the content."), .required("bytes", .integer, ""),
      .required("hash", .text, "Of the content, in hexadecimal."),
    ]))
}

/// A deadline.
struct DeadlineDocument: Encodable {
  let id: String
  let title: String
  let kind: String
  let due: Moment
  let metAt: Moment?

  init(_ deadline: Deadline) {
    id = deadline.id.text
    title = deadline.title
    kind = deadline.kind.rawValue
    due = deadline.due
    metAt = deadline.metAt
  }

  static let schema = Schema.named(
    "Deadline",
    .object([
      .required("id", .identity, ""), .required("title", .text, ""),
      .required("kind", .choice(Deadline.Kind.allCases.map(\.rawValue)), ""),
      .required("due", .integer, ""), .optional("metAt", .integer, "When it was met."),
    ]))
}

/// One message of a conversation.
struct MessageDocument: Encodable {
  let number: Int
  let from: String
  let memberName: String?
  let way: String
  let at: Moment
  let text: String
  let quoted: String
  let files: [FileDocument]
  let kind: String?
  let answer: ArrivingAnswer?
  let mail: MailDocument?

  /// The messages of a page, each with its number.
  static func list(_ messages: [ChannelMessageView], _ stretch: Stretch) -> [MessageDocument] {
    zip(stretch.first..., messages).map(MessageDocument.init)
  }

  private init(_ number: Int, _ message: ChannelMessageView) {
    self.number = number
    switch message.side {
    case .party: (from, memberName) = ("party", nil)
    case .group(let name): (from, memberName) = ("group", name)
    case .automatic: (from, memberName) = ("automatic", nil)
    }
    way = message.way.rawValue
    at = message.at
    text = message.text
    quoted = message.quoted
    files = message.files.map(FileDocument.init)
    kind = message.kind?.rawValue
    answer = message.answer
    mail = message.mail.map(MailDocument.init)
  }

  static let schema = Schema.named(
    "Message",
    .object([
      .required("number", .integer, "Its place in the conversation, counted from 1."),
      .required("from", .choice(["party", "group", "automatic"]), "Which side wrote it."),
      .optional("memberName", .text, ""), .required("way", .text, "How it travelled."),
      .required("at", .integer, ""), .required("text", .text, ""),
      .required("quoted", .text, "The quoted history of a mail, or empty."),
      .required("files", .list(FileDocument.schema), ""),
      .optional(
        "kind", .choice(MessageKind.allCases.map(\.rawValue)), "What a message of the group is."),
      .optional("answer", .open("`kind` and what belongs to it."), "What was said with a button."),
      .optional("mail", MailDocument.schema, "Of the mail behind it; told to handlers alone."),
    ]))
}

/// A case in a list.
struct CaseSummaryDocument: Encodable {
  let id: String
  let codeName: String
  let phase: String
  let received: Moment
  let lastActivity: Moment
  let nextDeadline: DeadlineDocument?
  let isUrgent: Bool
  let awaitsAnswer: Bool
  let awaitsDeclaration: Bool

  init(_ summary: CaseSummary) {
    id = summary.id.text
    codeName = summary.codeName
    phase = summary.phase.rawValue
    received = summary.received
    lastActivity = summary.lastActivity
    nextDeadline = summary.nextDeadline.map(DeadlineDocument.init)
    isUrgent = summary.isUrgent
    awaitsAnswer = summary.awaitsAnswer
    awaitsDeclaration = summary.awaitsDeclaration
  }

  static let phase = Schema.choice(Case.Phase.allCases.map(\.rawValue))
  static let schema = Schema.named(
    "CaseSummary",
    .object([
      .required("id", .identity, ""), .required("codeName", .text, ""),
      .required("phase", phase, ""), .required("received", .integer, ""),
      .required("lastActivity", .integer, ""),
      .optional("nextDeadline", DeadlineDocument.schema, ""),
      .required("isUrgent", .boolean, ""), .required("awaitsAnswer", .boolean, ""),
      .required("awaitsDeclaration", .boolean, ""),
    ]))
}

/// One page of a list of cases.
struct CasePageDocument: Encodable {
  let cases: [CaseSummaryDocument]
  let page: Int
  let pageCount: Int
  let total: Int

  init(_ page: CasePage) {
    cases = page.cases.map(CaseSummaryDocument.init)
    self.page = page.page
    pageCount = page.pageCount
    total = page.total
  }

  static let schema = Schema.named(
    "CasePage",
    .object([
      .required("cases", .list(CaseSummaryDocument.schema), ""), .required("page", .integer, ""),
      .required("pageCount", .integer, ""), .required("total", .integer, ""),
    ]))
}

/// What needs the member.
struct DashboardDocument: Encodable {
  let toDeclare: [CaseSummaryDocument]
  let needsMe: [CaseSummaryDocument]
  let late: [CaseSummaryDocument]
  let open: CasePageDocument
  let setAsideCount: Int
  let closedCount: Int

  init(_ view: DashboardView) {
    toDeclare = view.toDeclare.map(CaseSummaryDocument.init)
    needsMe = view.needsMe.map(CaseSummaryDocument.init)
    late = view.late.map(CaseSummaryDocument.init)
    open = CasePageDocument(view.open)
    setAsideCount = view.setAsideCount
    closedCount = view.closedCount
  }

  static let schema = Schema.object([
    .required("toDeclare", .list(CaseSummaryDocument.schema), ""),
    .required("needsMe", .list(CaseSummaryDocument.schema), ""),
    .required("late", .list(CaseSummaryDocument.schema), ""),
    .required("open", CasePageDocument.schema, ""), .required("setAsideCount", .integer, ""),
    .required("closedCount", .integer, ""),
  ])
}

/// A case behind its link: the gate, or the whole.
struct CaseAccessDocument: Encodable {
  let gate: GateDocument?
  let `case`: CaseDocument?

  init(_ access: CaseAccess) {
    switch access {
    case .gate(let view): (gate, `case`) = (GateDocument(view), nil)
    case .open(let view): (gate, `case`) = (nil, CaseDocument(view))
    }
  }

  static let schema = Schema.object([
    .optional("gate", GateDocument.schema, "What there is to go by before declaring."),
    .optional("case", CaseDocument.schema, "The case, for its handlers."),
  ])
}

/// All that is told before declaring.
struct GateDocument: Encodable {
  let id: String
  let codeName: String
  let received: Moment
  let reported: [String]?
  let witnesses: [String]?
  let reporter: String?
  let closes: Moment?
  let waitsToBeLetIn: Bool

  init(_ gate: GateView) {
    id = gate.id.text
    codeName = gate.codeName
    received = gate.received
    switch gate.card {
    case .noNames: (reported, witnesses, reporter) = (nil, nil, nil)
    case .names(let one, let other, let name):
      (reported, witnesses, reporter) = (one, other, name)
    }
    closes = gate.closes
    waitsToBeLetIn = gate.waitsToBeLetIn
  }

  static let schema = Schema.named(
    "Gate",
    .object([
      .required("id", .identity, ""), .required("codeName", .text, ""),
      .required("received", .integer, ""),
      .optional("reported", .list(.text), "Absent where the report names nobody yet."),
      .optional("witnesses", .list(.text), ""), .optional("reporter", .text, ""),
      .optional("closes", .integer, "When the window for declaring closes."),
      .required("waitsToBeLetIn", .boolean, ""),
    ]))
}
