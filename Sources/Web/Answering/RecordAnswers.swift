import Casework
import HTTPServer
import Markup
import Procedure

/// The ledger, people on record, and asking those who joined later.
extension MemberContext {
  func ledger(_ request: Request) async throws -> Response {
    let (query, page) = LedgerParameters.read(request)
    return answer(
      LedgerPage(
        setting: setting, frame: try await member.frame(),
        view: try await member.ledger(query, page: page)))
  }

  /// The whole list as a table for a spreadsheet; nothing is cut off.
  func ledgerTable(_ request: Request) async throws -> Response {
    let (query, _) = LedgerParameters.read(request)
    var response = Response(
      contentType: "text/csv; charset=utf-8",
      bytes: Web.ledgerTable(try await member.ledgerRows(query)))
    response.headers[.contentSecurityPolicy] = "default-src 'none'; sandbox"
    response.setAttachment(fileName: "ledger.csv")
    return response
  }

  func persons(_ request: Request) async throws -> Response {
    answer(
      PersonsPage(
        setting: setting, frame: try await member.frame(), persons: try await member.persons()))
  }

  func findPersons(_ request: Request) async throws -> Response {
    let fields = FormFields(request.form)
    let asked = KnownAs(
      names: [fields.text(PersonsPage.nameFieldName)],
      handles: [fields.text(PersonsPage.handleFieldName)],
      addresses: [fields.text(PersonsPage.addressFieldName)])
    return answer(
      PersonsPage(
        setting: setting, frame: try await member.frame(), persons: try await member.persons(),
        asked: asked, found: try await member.findPersons(asked)))
  }

  func person(_ request: Request) async throws -> Response {
    answer(
      PersonPage(
        setting: setting, frame: try await member.frame(),
        view: try await member.person(PersonID(try request.capture("person")))))
  }

  /// The earlier records beside a case.
  func earlierRecords(_ request: Request) async throws -> Response {
    let id = try caseID(request)
    switch try await member.access(id) {
    case .gate: return try goOn(to: Paths.gate(id))
    case .open(let view):
      return answer(
        EarlierRecordsPage(
          setting: setting, frame: try await member.frame(), view: view,
          records: try await member.earlierRecords(in: id)))
    }
  }

  // MARK: Joining later

  func casesToDeclare(_ request: Request) async throws -> Response {
    answer(
      CasesToDeclarePage(
        setting: setting, frame: try await member.frame(),
        cases: try await member.casesToDeclare()))
  }

  func offerCasesForm(_ request: Request) async throws -> Response {
    answer(
      OfferCasesPage(
        setting: setting, frame: try await member.frame(), newcomer: try await newcomer(request)))
  }

  func offerCases(_ request: Request) async throws -> Response {
    let newcomer = try await newcomer(request)
    let reason = FormFields(request.form).text(OfferCasesPage.reasonFieldName)
    do {
      let done = try await member.inviteToCases(newcomer.id, reason: reason)
      return answer(
        OfferCasesPage(
          setting: setting, frame: try await member.frame(), newcomer: newcomer, done: done))
    } catch CaseworkError.refused(let refusal) {
      let fault = FieldFault(
        field: OfferCasesPage.reasonFieldName, sentence: "\(refusal.sentence) \(refusal.wayOut)")
      return answer(
        OfferCasesPage(
          setting: setting, frame: try await member.frame(), newcomer: newcomer, faults: [fault]),
        .conflict)
    }
  }

  private func newcomer(_ request: Request) async throws -> PublicMember {
    let text = try request.capture("member")
    guard
      let row = try await member.members().members.first(where: { $0.member.id.text == text }),
      row.state == .confirmed, row.member.id != member.memberID
    else { throw CaseworkError.absent }
    return row.member
  }
}

/// How the ledger is asked for in an address.
enum LedgerParameters {
  static let sort = "sort"
  static let order = "order"
  static let status = "status"
  static let person = "person"
  static let page = "page"
  static let descending = "descending"
  static let ascending = "ascending"

  /// What is not understood is left out: a page is shown all the same.
  static func read(_ request: Request) -> (LedgerQuery, page: Int) {
    let sorting = request.query[sort].flatMap(LedgerQuery.Sorting.init(rawValue:)) ?? .reported
    let query = LedgerQuery(
      sorting: sorting,
      isDescending: request.query[order].map { $0 == descending } ?? (sorting == .reported),
      status: request.query[status].flatMap(LedgerRow.Status.init(rawValue:)),
      person: request.query[person].flatMap {
        PersonID.isAcceptable($0) ? PersonID($0) : nil
      })
    let number = request.query[page].flatMap(Int.init).map { min(max($0, 1), 1_000_000) } ?? 1
    return (query, number)
  }

  /// The same as parts of an address.
  static func pairs(_ query: LedgerQuery, page number: Int?) -> [(name: String, value: String)] {
    var pairs = [
      (name: sort, value: query.sorting.rawValue),
      (name: order, value: query.isDescending ? descending : ascending),
    ]
    if let status = query.status { pairs.append((name: Self.status, value: status.rawValue)) }
    if let person = query.person { pairs.append((name: Self.person, value: person.text)) }
    if let number, number > 1 { pairs.append((name: page, value: String(number))) }
    return pairs
  }
}
