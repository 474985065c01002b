import Casework
import Foundation
import HTTPServer
import Procedure

/// Every address of the API. The description is written from this table, so that it lists exactly what is served.
extension Site {
  /// All of them, with the description itself.
  var apiRoutes: [APIRoute] {
    let routes =
      publicAPI + channelAPI + sessionAPI + caseAPI + recordAPI + memberAPI + membershipAPI
      + policyAPI
      + onCallAPI
    let description = APIRoute(
      "description", .get, "/openapi.json", "This description.", for: .visitor,
      answering: APIRoute.Success(status: .ok, schema: .open("An OpenAPI 3.1 document.")),
      as: { _, visitor in visitor }
    ) { _, visitor in
      .json(
        APIDescription.document(visitor.site.apiRoutes, title: visitor.site.organizationName)
          .bytes)
    }
    return routes + [description]
  }

  private static let token = Schema.object([
    .required("token", .text, "To be sent as `Authorization: Bearer`.")
  ])

  private var publicAPI: [APIRoute] {
    [
      APIRoute(
        "organization", .get, "/organization", "Who can be named in a report, and the spaces.",
        for: .visitor,
        answering: APIRoute.Success(status: .ok, schema: OrganizationDocument.schema),
        as: { _, visitor in visitor }
      ) { _, visitor in
        try json(OrganizationDocument(try await visitor.organization.publicView()))
      },
      APIRoute(
        withFiles: "report.take", "/reports",
        "Takes in a report. With an Idempotency-Key of 22 characters or more the same report is one.",
        for: .visitor, taking: ReportDocument.schema,
        answering: APIRoute.Success(status: .created, schema: ReceiptDocument.schema),
        as: { _, visitor in visitor },
        openSink: { head, visitor in
          try StagingSink(api: visitor.organization, head)
        },
        respond: { request, visitor, sink in
          var draft = try await ReportDocument.draft(request, in: visitor.organization)
          draft.files = sink.files
          let receipt = try await visitor.organization.submit(
            draft, way: .api(token: sink.token ?? ""))
          return try json(ReceiptDocument(receipt), .created)
        }),
    ]
  }

  private var channelAPI: [APIRoute] {
    let asReporter: @Sendable (RequestHead, Visitor) async throws -> ReporterContext = {
      try await ReporterContext(bearer: $0, $1)
    }
    return [
      APIRoute(
        "channel.open", .post, "/channel/open",
        "Opens a conversation with the words of a receipt, or those a party was given.",
        for: .visitor, taking: .object([.required("receipt", .text, "The words.")]),
        answering: APIRoute.Success(status: .ok, schema: Self.token),
        as: { _, visitor in visitor }
      ) { request, visitor in
        try json([
          "token": try await visitor.organization.openChannel(receipt: request.text("receipt"))
        ])
      },
      APIRoute(
        "channel.leave", .delete, "/channel/open", "Ends the token.", for: .reporter,
        answering: APIRoute.Success(status: .noContent), as: asReporter
      ) { _, context in
        try await context.reporter.signOut()
        return Response(status: .noContent)
      },
      APIRoute(
        "channel.new-words", .get, "/channel/words",
        "New words, drawn anew each time, for who was handed theirs by a member.", for: .reporter,
        answering: APIRoute.Success(
          status: .ok,
          schema: .object([
            .optional("receipt", .text, "Left out for who has words of their own.")
          ])), as: asReporter
      ) { _, context in
        let words = try await context.reporter.wordsToTakeOver()
        return try json(["receipt": words?.joined(separator: " ")].compactMapValues { $0 })
      },
      APIRoute(
        "channel.take-over", .post, "/channel/words",
        "Makes drawn words the only ones that open the conversation. Keep them first.",
        for: .reporter, taking: .object([.required("receipt", .text, "The drawn words.")]),
        answering: APIRoute.Success(status: .ok, schema: Self.token), as: asReporter
      ) { request, context in
        try json(["token": try await context.reporter.takeOver(words: request.text("receipt"))])
      },
      APIRoute(
        "channel.read", .get, "/channel/messages", "The conversation, page by page.",
        for: .reporter, query: [Self.historyPage],
        answering: APIRoute.Success(status: .ok, schema: ConversationDocument.schema),
        as: asReporter
      ) { request, context in
        try json(
          ConversationDocument(
            try await context.reporter.followUp(page: try Self.page(request.request))))
      },
      APIRoute(
        withFiles: "channel.write", "/channel/messages", "Writes into it.", for: .reporter,
        taking: ConversationDocument.writing,
        answering: APIRoute.Success(status: .created, schema: ConversationDocument.schema),
        as: asReporter,
        openSink: { head, context in
          try StagingSink(api: context.site.organization, head)
        },
        respond: { request, context, sink in
          try await context.reporter.answer(
            text: request.text("text"), files: sink.files, formToken: sink.token ?? "",
            choosing: ConversationDocument.chosen(request))
          return try json(ConversationDocument(try await context.reporter.followUp()), .created)
        }),
      APIRoute(
        "channel.mail", .post, "/channel/mail",
        "Whether the words are mailed to this party, or only a link.", for: .reporter,
        taking: .object([.required("text", .boolean, "The words themselves.")]),
        answering: APIRoute.Success(status: .ok, schema: ConversationDocument.schema),
        as: asReporter
      ) { request, context in
        try await context.reporter.chooseMail(text: request.isTrue("text"))
        return try json(ConversationDocument(try await context.reporter.followUp()))
      },
      APIRoute(
        "channel.file", .get, "/channel/files/{file:hexadecimal32}", "A file of it.",
        for: .reporter, answering: APIRoute.Success(status: .ok, isFile: true), as: asReporter
      ) { request, context in
        attachment(
          try await context.reporter.file(FileID(try request.request.capture("file"))))
      },
    ]
  }

  var asMember: @Sendable (RequestHead, Visitor) async throws -> MemberContext {
    { try await MemberContext(bearer: $0, $1) }
  }

  private var sessionAPI: [APIRoute] {
    [
      APIRoute(
        "session.begin", .post, "/sessions", "Signs a member in.", for: .visitor,
        taking: .object([
          .required("email", .text, ""), .required("password", .text, ""),
          .optional("code", .text, "Of the second factor, or a recovery code."),
        ]), answering: APIRoute.Success(status: .ok, schema: Self.token),
        as: { _, visitor in visitor }
      ) { request, visitor in
        try json([
          "token": try await visitor.organization.signIn(
            email: request.text("email"), password: request.text("password"),
            code: request.text("code"), client: visitor.client)
        ])
      },
      APIRoute(
        "session.end", .delete, "/sessions", "Ends this session.", for: .member,
        answering: APIRoute.Success(status: .noContent), as: asMember
      ) { _, context in
        try await context.member.signOut()
        return Response(status: .noContent)
      },
    ]
  }

  private var caseAPI: [APIRoute] {
    let filters = CaseFilter.allCases.map(\.rawValue)
    let one = "/cases/{case:hexadecimal32}"
    return [
      APIRoute(
        "dashboard", .get, "/dashboard", "What needs the member, and what is late.", for: .member,
        answering: APIRoute.Success(status: .ok, schema: DashboardDocument.schema), as: asMember
      ) { _, context in
        try json(DashboardDocument(try await context.member.dashboard(page: 1)))
      },
      APIRoute(
        "case.list", .get, "/cases", "The cases the member may read.", for: .member,
        query: [
          .optional("show", .choice(filters), "Which cases; `open` where it is left out."),
          .optional("page", .integer, "From 1."),
        ], answering: APIRoute.Success(status: .ok, schema: CasePageDocument.schema),
        as: asMember
      ) { request, context in
        let (filter, page) = try Self.listing(request.request)
        return try json(
          CasePageDocument(try await context.member.cases(filter: filter, page: page)))
      },
      APIRoute(
        withFiles: "case.enter", "/cases", "A report that somebody told the member.",
        for: .member, taking: ReportDocument.inPerson,
        answering: APIRoute.Success(status: .created, schema: ReceiptDocument.schema),
        as: asMember,
        openSink: { head, context in
          try StagingSink(api: context.site.organization, head)
        },
        respond: { request, context, sink in
          var draft = try await ReportDocument.draft(request, in: context.organization)
          draft.files = sink.files
          let receipt = try await context.member.enterReport(
            draft, toldBy: request.text("toldBy"), when: request.text("toldWhen"),
            how: request.text("toldHow"), formToken: sink.token ?? "")
          return try json(ReceiptDocument(receipt), .created)
        }),
      APIRoute(
        "case.show", .get, one, "A case, or its gate.", for: .member,
        answering: APIRoute.Success(status: .ok, schema: CaseAccessDocument.schema),
        as: asMember
      ) { request, context in
        try json(
          CaseAccessDocument(
            try await context.member.access(
              try context.caseID(request.request), through: .api)))
      },
      APIRoute(
        "case.messages", .get, one + "/channels/{channel:hexadecimal32}/messages",
        "A conversation of a case, page by page.", for: .member, query: [Self.historyPage],
        answering: APIRoute.Success(status: .ok, schema: CaseDocument.Channel.schema),
        as: asMember
      ) { request, context in
        let channel = ChannelID(try request.request.capture("channel"))
        let view = try await context.open(
          request.request, at: .channel(channel, page: try Self.page(request.request)))
        guard let found = ([view.channel] + view.laterChannels).first(where: { $0.id == channel })
        else { throw CaseworkError.absent }
        return try json(CaseDocument.Channel(found))
      },
      APIRoute(
        "case.timeline", .get, one + "/timeline", "What happened in a case, page by page.",
        for: .member, query: [Self.historyPage],
        answering: APIRoute.Success(status: .ok, schema: CaseDocument.Timeline.schema),
        as: asMember
      ) { request, context in
        let page = try Self.page(request.request)
        return try json(
          CaseDocument.Timeline(
            try await context.open(request.request, at: .timeline(page: page))))
      },
      APIRoute(
        "case.commands", .get, one + "/commands", "What may be done, and what else it waits for.",
        for: .member,
        answering: APIRoute.Success(
          status: .ok, schema: .object([.required("commands", CaseDocument.commands, "")])),
        as: asMember
      ) { request, context in
        try json([
          "commands": try await context.member.commands(in: try context.caseID(request.request))
        ])
      },
      APIRoute(
        "case.command", .post, one + "/commands",
        "Does something in a case. With an Idempotency-Key of 22 characters or more the same command counts once.",
        for: .member,
        taking: CommandSchemas.schema,
        answering: APIRoute.Success(
          status: .ok,
          schema: .object([
            .required("events", .list(.open("`sequence`, `at`, `by`, `event`.")), "")
          ])), as: asMember
      ) { request, context in
        let command = try Self.command(request)
        let events = try await context.member.perform(
          command, in: try context.caseID(request.request),
          expecting: request.integer("sequence"),
          formToken: try request.request.head.headers[StagingSink.idempotencyKey].map {
            try context.organization.formToken(idempotencyKey: $0)
          })
        return try json(["events": events])
      },
      APIRoute(
        "case.findings", .post, one + "/findings",
        "What the checker points at in the text that a command would write. Nothing is done and nothing kept.",
        for: .member, taking: CommandSchemas.schema,
        answering: APIRoute.Success(
          status: .ok,
          schema: .object([
            .required(
              "findings", .list(ProcedureDocument.Finding.schema),
              "Empty for a command without a text.")
          ])), as: asMember
      ) { request, context in
        let findings = try await context.member.findings(
          in: try Self.command(request), of: try context.caseID(request.request))
        return try json(["findings": (findings ?? []).map(ProcedureDocument.Finding.init)])
      },
      APIRoute(
        "case.open-channel", .post, one + "/channels",
        "Opens a conversation with a party, or a new way into the one they have.", for: .member,
        taking: .object([
          .required("party", .identity, "A party of the case."),
          .required("way", .choice(ChannelWay.allCases.map(\.rawValue)), ""),
          .optional("address", .text, "Where mail goes."),
        ]),
        answering: APIRoute.Success(
          status: .created,
          schema: .object([
            .optional("receipt", .text, "The words, to be handed over; told only now.")
          ])), as: asMember
      ) { request, context in
        let shown = try await context.member.openChannel(
          ChannelRequest(
            party: PartyID(request.text("party")),
            way: ChannelWay(rawValue: request.text("way")) ?? .passphrase,
            address: request.text("address")), in: try context.caseID(request.request),
          formToken: try context.organization.formToken(
            idempotencyKey: request.request.head.headers[StagingSink.idempotencyKey]))
        return try json(
          ["receipt": shown?.words.joined(separator: " ")].compactMapValues { $0 }, .created)
      },
      APIRoute(
        "case.let-in", .post, one + "/let-in", "Hands the keys to who declared later.",
        for: .member, taking: .object([.required("member", .identity, "")]),
        answering: APIRoute.Success(status: .noContent), as: asMember
      ) { request, context in
        try await context.member.letIn(
          MemberID(request.text("member")), to: try context.caseID(request.request))
        return Response(status: .noContent)
      },
      APIRoute(
        "case.file", .get, one + "/files/{file:hexadecimal32}", "A file of evidence.",
        for: .member, answering: APIRoute.Success(status: .ok, isFile: true), as: asMember
      ) { request, context in
        attachment(
          try await context.member.file(
            FileID(try request.request.capture("file")), in: try context.caseID(request.request)))
      },
    ]
  }

  private var memberAPI: [APIRoute] {
    [
      APIRoute(
        "member.me", .get, "/members/me", "Who is signed in.", for: .member,
        answering: APIRoute.Success(status: .ok, schema: PersonDocument.schema), as: asMember
      ) { _, context in
        try json(PersonDocument(try await context.member.frame().member))
      },
      APIRoute(
        "member.list", .get, "/members", "Everybody in the group and on the board.", for: .member,
        answering: APIRoute.Success(
          status: .ok,
          schema: MembersDocument.schema),
        as: asMember
      ) { _, context in
        try json(MembersDocument(try await context.member.members()))
      },
      APIRoute(
        "member.invite", .post, "/members/invitations", "Makes an invitation.", for: .member,
        taking: .object([
          .required("role", .identity, "A role of the policy."),
          .optional("email", .text, "Where it is mailed."),
        ]),
        answering: APIRoute.Success(
          status: .created,
          schema: .object([.required("invitation", .text, "The link; told only now.")])),
        as: asMember
      ) { request, context in
        try json(
          [
            "invitation": try await context.member.invite(
              role: request.text("role"), email: request.text("email"))
          ], .created)
      },
      APIRoute(
        "member.confirm", .post, "/members/{member:hexadecimal32}/confirm",
        "Confirms a member after the six words of their keys were compared.", for: .member,
        taking: .object([.required("words", .text, "As they read them out.")]),
        answering: APIRoute.Success(status: .noContent), as: asMember
      ) { request, context in
        try await context.member.confirm(
          MemberID(try request.request.capture("member")), words: request.text("words"))
        return Response(status: .noContent)
      },
    ]
  }

  private static let historyPage = Schema.Field.optional(
    "page", .integer, "From 1, which is the newest.")

  /// Which page of which list; what is not understood is refused and not guessed.
  private static func listing(_ request: Request) throws -> (CaseFilter, page: Int) {
    var faults: [FieldFault] = []
    let filter = CaseFilter(rawValue: request.query["show"] ?? CaseFilter.open.rawValue)
    if filter == nil {
      faults.append(
        FieldFault(
          field: "show",
          sentence:
            "Expected one of \(CaseFilter.allCases.map(\.rawValue).joined(separator: ", "))."))
    }
    let page = try page(request, besides: ["show"], faults: faults)
    return (filter ?? .open, page)
  }

  /// Which page of a list; what is not understood is refused and not guessed.
  private static func page(
    _ request: Request, besides others: [String] = [], faults: [FieldFault] = []
  ) throws -> Int {
    var faults =
      request.query.pairs.filter { !(others + ["page"]).contains($0.name) }.map {
        FieldFault(field: $0.name, sentence: "There is no such parameter.")
      } + faults
    let page = Int(request.query["page"] ?? "1")
    if page.map({ $0 < 1 }) ?? true {
      faults.append(FieldFault(field: "page", sentence: "Expected a whole number from 1."))
    }
    guard faults.isEmpty, let page else { throw NotUnderstood(faults: faults) }
    return page
  }

  /// The command of a document that fits the schema.
  private static func command(_ request: APIRequest) throws -> Command {
    do {
      return try JSONDecoder().decode(Command.self, from: Data(request.request.bytes))
    } catch let error as DecodingError {
      let path: [any CodingKey] =
        switch error {
        case .typeMismatch(_, let context), .valueNotFound(_, let context),
          .keyNotFound(_, let context), .dataCorrupted(let context):
          context.codingPath
        @unknown default: []
        }
      throw NotUnderstood(faults: [
        FieldFault(
          field: path.map(\.stringValue).joined(separator: "."),
          sentence: "This cannot be what the command means.")
      ])
    }
  }
}

extension StagingSink {
  /// For programs: the token follows from their key against repetition, or is drawn.
  convenience init(api organization: Organization, _ head: RequestHead) throws {
    self.init(
      organization,
      token: try organization.formToken(idempotencyKey: head.headers[Self.idempotencyKey]))
  }

  static let idempotencyKey = HeaderName("idempotency-key")
}

/// What anybody may know of the organization.
struct OrganizationDocument: Encodable {
  struct Space: Encodable {
    let id: String
    let title: String
  }

  let name: String
  let policy: String
  let members: [PersonDocument]
  let boardMembers: [PersonDocument]
  let spaces: [Space]

  init(_ view: PublicView) {
    name = view.policy.community.organization
    policy = view.policy.name
    members = view.members.map(PersonDocument.init)
    boardMembers = view.boardMembers.map(PersonDocument.init)
    spaces = view.policy.spaces.map { Space(id: $0.id.text, title: $0.title) }
  }

  static let schema = Schema.object([
    .required("name", .text, ""), .required("policy", .text, ""),
    .required("members", .list(PersonDocument.schema), ""),
    .required("boardMembers", .list(PersonDocument.schema), ""),
    .required(
      "spaces",
      .list(.object([.required("id", .identity, ""), .required("title", .text, "")])), ""),
  ])
}

extension MemberContext {
  /// A case that the member has declared on, opened at these pages.
  fileprivate func open(_ request: Request, at places: CasePlaces) async throws -> CaseView {
    switch try await member.access(try caseID(request), through: .api, at: places) {
    case .gate: throw CaseworkError.declareFirst
    case .open(let view): return view
    }
  }
}
