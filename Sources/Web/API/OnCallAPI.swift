import Casework
import HTTPServer
import Procedure

/// The addresses of the API for on-call duty.
extension Site {
  var onCallAPI: [APIRoute] {
    let asMember: @Sendable (RequestHead, Visitor) async throws -> MemberContext = {
      try await MemberContext(bearer: $0, $1)
    }
    let shown = APIRoute.Success(status: .ok, schema: RotaDocument.schema)
    let slot = RotaDocument.slot
    @Sendable func rota(_ context: MemberContext) async throws -> Response {
      try json(RotaDocument(try await context.member.rota()))
    }
    return [
      APIRoute(
        "on-call", .get, "/on-call", "Who is on call, now and in the weeks ahead.", for: .member,
        answering: shown, as: asMember
      ) { _, context in try await rota(context) },
      APIRoute(
        "on-call.swap", .post, "/on-call/swaps", "Asks a member to take a duty over.",
        for: .member,
        taking: .object([
          .required("with", .identity, "The other member."),
          .required("gives", slot, "A duty of one's own."),
          .optional("takes", slot, "A duty of theirs in return."),
        ]), answering: shown, as: asMember
      ) { request, context in
        try await context.member.proposeSwap(
          with: MemberID(request.text("with")), gives: try request.slot("gives"),
          takes: request.document["takes"].map { $0 == .null } ?? true
            ? nil : try request.slot("takes"))
        return try await rota(context)
      },
      APIRoute(
        "on-call.swap.answer", .post, "/on-call/swaps/{swap:number}/answer",
        "Agrees to a swap, or declines it.", for: .member,
        taking: .object([.required("agreed", .boolean, "")]), answering: shown, as: asMember
      ) { request, context in
        try await context.member.answerSwap(
          Int(try request.request.capture("swap")) ?? 0, agreed: request.isTrue("agreed"))
        return try await rota(context)
      },
      APIRoute(
        "on-call.swap.withdraw", .delete, "/on-call/swaps/{swap:number}",
        "Takes a proposal back.", for: .member, answering: shown, as: asMember
      ) { request, context in
        try await context.member.withdrawSwap(Int(try request.request.capture("swap")) ?? 0)
        return try await rota(context)
      },
      APIRoute(
        "on-call.absence", .post, "/on-call/absences", "Says that the member is away.",
        for: .member,
        taking: .object([
          .required("from", .integer, "Seconds since 1970."),
          .required("until", .integer, "Seconds since 1970."),
        ]), answering: shown, as: asMember
      ) { request, context in
        try await context.member.enterAbsence(
          from: Moment(secondsSince1970: Int64(request.integer("from") ?? 0)),
          until: Moment(secondsSince1970: Int64(request.integer("until") ?? 0)))
        return try await rota(context)
      },
      APIRoute(
        "on-call.absence.end", .delete, "/on-call/absences/{absence:number}",
        "Says that an absence is over.", for: .member, answering: shown, as: asMember
      ) { request, context in
        try await context.member.endAbsence(Int(try request.request.capture("absence")) ?? 0)
        return try await rota(context)
      },
      APIRoute(
        "on-call.calendar", .post, "/on-call/calendar",
        "Makes the address of a calendar of one's own duties; the one before ends.", for: .member,
        answering: APIRoute.Success(
          status: .created,
          schema: .object([.required("address", .text, "Told only now.")])), as: asMember
      ) { _, context in
        try json(["address": try await context.member.newCalendarFeed()], .created)
      },
      APIRoute(
        "on-call.calendar.end", .delete, "/on-call/calendar", "Ends the calendar.", for: .member,
        answering: APIRoute.Success(status: .noContent), as: asMember
      ) { _, context in
        try await context.member.endCalendarFeed()
        return Response(status: .noContent)
      },
    ]
  }
}

extension APIRequest {
  /// A duty that the schema has held.
  ///
  /// - Throws: `NotUnderstood` for a number that is no week.
  fileprivate func slot(_ name: String) throws(NotUnderstood) -> DutySlot {
    guard case .integer(let number)? = document[name]?["week"], let week = Int(exactly: number),
      let duty = Duty(rawValue: text(name, "duty"))
    else {
      throw NotUnderstood(faults: [
        FieldFault(field: "\(name).week", sentence: "Expected the number of a week.")
      ])
    }
    return DutySlot(week: week, duty: duty)
  }
}

/// The rota.
struct RotaDocument: Encodable {
  struct Week: Encodable {
    let week: Int
    let start: Moment
    let end: Moment
    let primary: PersonDocument?
    let secondary: PersonDocument?
  }

  struct Slot: Encodable {
    let week: Int
    let start: Moment
    let duty: Duty

    init(_ slot: RotaView.Slot) {
      week = slot.week
      start = slot.start
      duty = slot.duty
    }
  }

  struct Swap: Encodable {
    let swap: Int
    let from: PersonDocument
    let with: PersonDocument
    let gives: Slot
    let takes: Slot?
    let isOpen: Bool

    init(_ row: RotaView.SwapRow) {
      swap = row.number
      from = PersonDocument(row.from)
      with = PersonDocument(row.with)
      gives = Slot(row.gives)
      takes = row.takes.map(Slot.init)
      isOpen = row.isOpen
    }
  }

  struct Absence: Encodable {
    let absence: Int
    let member: PersonDocument
    let from: Moment
    let until: Moment
  }

  let primary: PersonDocument?
  let secondary: PersonDocument?
  let weeks: [Week]
  let swapsToAnswer: [Swap]
  let swapsProposed: [Swap]
  let absences: [Absence]

  init(_ view: RotaView) {
    primary = view.primary.map(PersonDocument.init)
    secondary = view.secondary.map(PersonDocument.init)
    weeks = view.weeks.map {
      Week(
        week: $0.number, start: $0.start, end: $0.end,
        primary: $0.primary.map(PersonDocument.init),
        secondary: $0.secondary.map(PersonDocument.init))
    }
    swapsToAnswer = view.swapsToAnswer.map(Swap.init)
    swapsProposed = view.swapsProposed.map(Swap.init)
    absences = view.absences.map {
      Absence(
        absence: $0.number, member: PersonDocument($0.member), from: $0.from, until: $0.until)
    }
  }

  /// A duty as a swap names it.
  static let slot = Schema.object([
    .required("week", .integer, "The number of the week, as the rota has it."),
    .required("duty", .choice(Duty.allCases.map(\.rawValue)), ""),
  ])

  private static let shownSlot = Schema.object([
    .required("week", .integer, ""), .required("start", .integer, "Seconds since 1970."),
    .required("duty", .choice(Duty.allCases.map(\.rawValue)), ""),
  ])

  private static let swaps = Schema.list(
    .object([
      .required("swap", .integer, "Its number."), .required("from", PersonDocument.schema, ""),
      .required("with", PersonDocument.schema, ""), .required("gives", shownSlot, ""),
      .optional("takes", shownSlot, "Nothing where it is for nothing."),
      .required("isOpen", .boolean, "False once the rota has changed otherwise."),
    ]))

  static let schema = Schema.named(
    "Rota",
    .object([
      .optional("primary", PersonDocument.schema, "Who answers now; nothing for nobody."),
      .optional("secondary", PersonDocument.schema, ""),
      .required(
        "weeks",
        .list(
          .object([
            .required("week", .integer, "Its number."),
            .required("start", .integer, "Seconds since 1970."),
            .required("end", .integer, "Seconds since 1970."),
            .optional("primary", PersonDocument.schema, ""),
            .optional("secondary", PersonDocument.schema, ""),
          ])), "This week first."),
      .required("swapsToAnswer", swaps, ""), .required("swapsProposed", swaps, ""),
      .required(
        "absences",
        .list(
          .object([
            .required("absence", .integer, "Its number."),
            .required("member", PersonDocument.schema, ""),
            .required("from", .integer, "Seconds since 1970."),
            .required("until", .integer, "Seconds since 1970."),
          ])), "Not over yet."),
    ]))
}
