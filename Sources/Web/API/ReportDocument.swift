import Casework
import HTTPServer
import Procedure

/// A report as the API takes it.
enum ReportDocument {
  static let schema = Schema.named("Report", .object(fields))
  static let inPerson = Schema.named(
    "InPersonReport",
    .object(
      fields + [
        .optional("toldBy", .text, "Who told it."), .optional("toldWhen", .text, "When."),
        .optional("toldHow", .text, "How: in the hallway, by phone."),
      ]))

  private static let answer = Schema.choice(Report.Answer.allCases.map(\.rawValue))
  private static let people = Schema.list(.text)

  private static let fields: [Schema.Field] = [
    .required("account", .text, "What happened. Nothing else is required."),
    .optional("involved", .text, "Names, nicknames and handles of those involved."),
    .optional("witnesses", .text, "Who else saw it."), .optional("when", .text, ""),
    .optional("where", .text, ""), .optional("space", .identity, "A space of the policy."),
    .optional("links", .list(.text), "Links to public records."),
    .optional("context", .text, ""), .optional("ongoing", answer, "Is it still going on?"),
    .optional("other", .text, "Anything else."),
    .optional("danger", answer, "Is anybody in physical danger?"),
    .optional("agencyUnknown", .boolean, "It is not known which authority to notify."),
    .optional(
      "relation", .choice(Report.Relation.allCases.map(\.rawValue)), "How it became known."),
    .optional("retaliation", .boolean, "This is about being punished for an earlier report."),
    .optional("earlierReport", .text, ""),
    .optional(
      "contact",
      .object([
        .optional("name", .text, ""), .optional("email", .text, ""),
        .optional("other", .text, "Another way."),
      ]), "How to reach the reporter; may be left out."),
    .optional("nameOnCard", .boolean, "Members may see the name before they declare."),
    .optional("sensitivities", .text, "What to be careful about in answers."),
    .optional("language", .text, "Language of the report (BCP 47)."),
    .optional("answerLanguage", .text, "Language to be answered in."),
    .optional("translated", .boolean, "A translation tool was used."),
    .optional(
      "leaveOut", people,
      "Members and board members the report must not reach: addresses, whole names or identities."
    ),
    .optional("chosen", people, "The only members it is for, in the same way."),
  ]

  /// What was sent, as a draft; files apart.
  ///
  /// - Throws: `CaseworkError.faults` for people who are not there: a report must not reach somebody because of a
  ///   mistyped address.
  static func draft(
    _ request: APIRequest, in organization: Organization
  ) async throws -> ReportDraft {
    var draft = ReportDraft()
    draft.account = request.text("account")
    draft.involved = request.text("involved")
    draft.witnesses = request.text("witnesses")
    draft.when = request.text("when")
    draft.where = request.text("where")
    draft.space = request.text("space")
    draft.links = request.texts("links").joined(separator: "\n")
    draft.context = request.text("context")
    draft.ongoing = request.text("ongoing")
    draft.other = request.text("other")
    draft.danger = request.text("danger")
    draft.agencyUnknown = request.isTrue("agencyUnknown")
    draft.relation = request.text("relation")
    draft.retaliation = request.isTrue("retaliation")
    draft.earlierReport = request.text("earlierReport")
    draft.contactName = request.text("contact", "name")
    draft.contactEmail = request.text("contact", "email")
    draft.contactOther = request.text("contact", "other")
    draft.nameOnCard = request.isTrue("nameOnCard")
    draft.sensitivities = request.text("sensitivities")
    draft.language = request.text("language")
    draft.answerLanguage = request.text("answerLanguage")
    draft.translated = request.isTrue("translated")
    var faults: [FieldFault] = []
    func people(_ field: String) async throws -> Set<MemberID> {
      var found: Set<MemberID> = []
      for (index, text) in request.texts(field).enumerated() {
        if let id = try await organization.memberID(called: text) {
          found.insert(id)
        } else {
          faults.append(
            FieldFault(
              field: "\(field)[\(index)]",
              sentence:
                "Nobody here is known by this. GET /api/v1/organization lists who can be named."))
        }
      }
      return found
    }
    draft.leaveOut = try await people("leaveOut")
    draft.chosen = try await people("chosen")
    guard faults.isEmpty else { throw CaseworkError.faults(faults) }
    return draft
  }
}

/// What is told once, after a report is on disk.
struct ReceiptDocument: Encodable {
  /// The words, in their order.
  let receipt: String
  let received: Moment
  let promises: [DeadlineDocument]

  init(_ view: ReceiptView) {
    receipt = view.words.joined(separator: " ")
    received = view.received
    promises = view.deadlines.map(DeadlineDocument.init)
  }

  static let schema = Schema.named(
    "Receipt",
    .object([
      .required("receipt", .text, "The words that open the conversation; told only now."),
      .required("received", .integer, ""),
      .required("promises", .list(DeadlineDocument.schema), ""),
    ]))
}

/// The conversation behind the words of a party; where a report stands is told to who reported it.
struct ConversationDocument: Encodable {
  struct Offer: Encodable {
    let kind: String
    let message: Int?
    /// What is to be allowed, or can be taken back.
    let permission: PermissionRequest?
  }

  let standing: String?
  let since: Moment?
  let received: Moment?
  let promises: [DeadlineDocument]?
  let messages: [MessageDocument]
  let page: Int
  let pageCount: Int
  let total: Int
  let answers: [Offer]
  let mailsText: Bool?

  init(_ view: FollowUpView) {
    switch view {
    case .reporter(let report):
      switch report.standing {
      case .received: (standing, since) = ("received", nil)
      case .acknowledged(let at): (standing, since) = ("acknowledged", at)
      case .closed(let at): (standing, since) = ("closed", at)
      }
      received = report.received
      promises = report.deadlines.map(DeadlineDocument.init)
    case .party: (standing, since, received, promises) = (nil, nil, nil, nil)
    }
    messages = MessageDocument.list(view.messages, view.stretch)
    page = view.stretch.page
    pageCount = view.stretch.pageCount
    total = view.stretch.total
    mailsText = view.mailChoice?.mailsText
    answers = view.offers.map { offer in
      Offer(
        kind: offer.kind.rawValue, message: offer.message, permission: offer.asks)
    }
  }

  private static let kinds = Schema.choice(ArrivingAnswer.Kind.allCases.map(\.rawValue))

  /// What is written into a conversation.
  static let writing = Schema.object([
    .optional("text", .text, "May be left out beside an answer or files."),
    .optional(
      "answer",
      .object([
        .required("kind", kinds, "One of `answers`."),
        .optional("message", .integer, "The message that asks, as in `answers`."),
        .optional(
          "consultation", .choice(ConsultationAnswer.allCases.map(\.rawValue)),
          "To a planned resolution."),
        .optional("isYes", .boolean, "To what is answered with yes or no."),
      ]), "One of the answers that are offered."),
  ])

  /// The answer that was chosen; nil for words alone.
  static func chosen(_ request: APIRequest) -> ChosenAnswer? {
    guard let tree = request.document["answer"],
      let kind = ArrivingAnswer.Kind(rawValue: request.text("answer", "kind"))
    else { return nil }
    var chosen = ChosenAnswer(kind: kind)
    if case .integer(let number)? = tree["message"] { chosen.message = Int(exactly: number) }
    chosen.consultation = ConsultationAnswer(rawValue: request.text("answer", "consultation"))
    if case .boolean(let isYes)? = tree["isYes"] { chosen.isYes = isYes }
    return chosen
  }

  static let schema = Schema.named(
    "Conversation",
    .object([
      .optional(
        "standing", .choice(["received", "acknowledged", "closed"]),
        "Where the report stands; only for who reported."),
      .optional("since", .integer, ""), .optional("received", .integer, ""),
      .optional("promises", .list(DeadlineDocument.schema), ""),
      .required("messages", .list(MessageDocument.schema), "Oldest first."),
      .required("page", .integer, "1 is the newest."), .required("pageCount", .integer, ""),
      .required("total", .integer, ""),
      .required(
        "answers",
        .list(
          .object([
            .required("kind", kinds, ""),
            .optional("message", .integer, "The message that asks, counted from 1."),
            .optional(
              "permission", ConsentDocument.request, "What is to be allowed, or can be taken back."),
          ])), "What can be said with a button now."),
      .optional(
        "mailsText", .boolean,
        "Whether the words are mailed to them, or only a link; left out where no address is known."),
    ]))
}
