import Casework
import HTTPServer
import Procedure

/// The ledger and people on record, for programs.
extension Site {
  var recordAPI: [APIRoute] {
    [
      APIRoute(
        "ledger", .get, "/ledger", "Every case, anonymised, that the member may see.",
        for: .member,
        query: [
          .optional(
            LedgerParameters.sort, .choice(LedgerQuery.Sorting.allCases.map(\.rawValue)),
            "By which column; `reported` where it is left out."),
          .optional(
            LedgerParameters.order,
            .choice([LedgerParameters.ascending, LedgerParameters.descending]), "Which way."),
          .optional(
            LedgerParameters.status, .choice(LedgerRow.Status.allCases.map(\.rawValue)),
            "Only these lines."),
          .optional(LedgerParameters.person, .identity, "Only lines of this person."),
          .optional(LedgerParameters.page, .integer, "From 1."),
        ], answering: APIRoute.Success(status: .ok, schema: LedgerDocument.schema), as: asMember
      ) { request, context in
        let (query, page) = try LedgerParameters.readStrictly(request.request)
        return try json(LedgerDocument(try await context.member.ledger(query, page: page)))
      },
      APIRoute(
        "case.people", .get, "/cases/{case:hexadecimal32}/people",
        "The reported people of a case with their earlier records.", for: .member,
        answering: APIRoute.Success(
          status: .ok,
          schema: .object([.required("people", .list(PartyRecordDocument.schema), "")])),
        as: asMember
      ) { request, context in
        try json([
          "people": try await context.member.earlierRecords(
            in: try context.caseID(request.request)
          ).map(PartyRecordDocument.init)
        ])
      },
      APIRoute(
        "people.find", .post, "/people/search", "Looks for an exact name, handle or address.",
        for: .member,
        taking: .object([
          .optional("name", .text, ""), .optional("handle", .text, ""),
          .optional("address", .text, ""),
        ]),
        answering: APIRoute.Success(
          status: .ok,
          schema: .object([.required("people", .list(EarlierRecordDocument.schema), "")])),
        as: asMember
      ) { request, context in
        let asked = KnownAs(
          names: [request.text("name")], handles: [request.text("handle")],
          addresses: [request.text("address")])
        return try json([
          "people": try await context.member.findPersons(asked).map(EarlierRecordDocument.init)
        ])
      },
      APIRoute(
        "people.show", .get, "/people/{person:hexadecimal32}", "The dossier of a person.",
        for: .member,
        answering: APIRoute.Success(status: .ok, schema: PersonOnRecordDocument.schema),
        as: asMember
      ) { request, context in
        try json(
          PersonOnRecordDocument(
            try await context.member.person(PersonID(try request.request.capture("person")))))
      },
      APIRoute(
        "member.ask", .post, "/members/{member:hexadecimal32}/cases",
        "Asks a member who joined later about the open cases.", for: .member,
        taking: .object([.required("reason", .text, "For the record of each case.")]),
        answering: APIRoute.Success(
          status: .ok,
          schema: .object([
            .required("asked", .list(.identity), "Cases they are asked about now."),
            .required("naming", .list(.identity), "Cases that name them; nobody asked."),
          ])), as: asMember
      ) { request, context in
        let done = try await context.member.inviteToCases(
          MemberID(try request.request.capture("member")), reason: request.text("reason"))
        return try json([
          "asked": done.asked.map(\.id.text), "naming": done.naming.map(\.id.text),
        ])
      },
    ]
  }
}

extension LedgerParameters {
  /// The same for programs: what is not understood is refused and not guessed.
  static func readStrictly(_ request: Request) throws -> (LedgerQuery, page: Int) {
    let known: [(name: String, values: [String]?)] = [
      (sort, LedgerQuery.Sorting.allCases.map(\.rawValue)), (order, [ascending, descending]),
      (status, LedgerRow.Status.allCases.map(\.rawValue)), (person, nil), (page, nil),
    ]
    var faults: [FieldFault] = []
    for pair in request.query.pairs {
      guard let parameter = known.first(where: { $0.name == pair.name }) else {
        faults.append(FieldFault(field: pair.name, sentence: "There is no such parameter."))
        continue
      }
      if let values = parameter.values, !values.contains(pair.value) {
        faults.append(
          FieldFault(
            field: pair.name,
            sentence: "Expected one of \(values.joined(separator: ", "))."))
      } else if pair.name == page, Int(pair.value).map({ $0 < 1 }) ?? true {
        faults.append(
          FieldFault(field: pair.name, sentence: "Expected a whole number from 1."))
      } else if pair.name == person, !PersonID.isAcceptable(pair.value) {
        faults.append(FieldFault(field: pair.name, sentence: "Expected an identity."))
      }
    }
    guard faults.isEmpty else { throw NotUnderstood(faults: faults) }
    return read(request)
  }
}
