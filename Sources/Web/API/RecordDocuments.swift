import Casework
import Procedure

/// A page of the ledger, for programs.
struct LedgerDocument: Encodable {
  struct Row: Encodable {
    let `case`: String
    let row: LedgerRow
    let mayReadPerson: Bool
  }

  let rows: [Row]
  let page: Int
  let pageCount: Int
  let total: Int

  init(_ view: LedgerView) {
    rows = view.rows.map { line in
      Row(case: line.caseID.text, row: line.row, mayReadPerson: line.mayReadPerson)
    }
    page = view.page
    pageCount = view.pageCount
    total = view.total
  }

  static let row = Schema.named(
    "LedgerRow",
    .object([
      .required("reported", .integer, "The day, in seconds since 1970."),
      .required("caseCodeName", .text, ""), .optional("person", .identity, ""),
      .optional("personCodeName", .text, ""),
      .required("status", .choice(LedgerRow.Status.allCases.map(\.rawValue)), ""),
      .optional("source", .choice(LedgerRow.ResolutionSource.allCases.map(\.rawValue)), ""),
      .optional("resolved", .integer, "The day, in seconds since 1970."),
      .required("isSafetyRisk", .boolean, ""),
      .required("ongoing", .choice(LedgerRow.Ongoing.allCases.map(\.rawValue)), ""),
      .required(
        "consequences", .list(.choice(LedgerRow.Consequence.allCases.map(\.rawValue))), ""),
      .optional("review", .integer, "The day, in seconds since 1970."),
      .required("documentCount", .integer, ""),
    ]))

  static let schema = Schema.named(
    "Ledger",
    .object([
      .required(
        "rows",
        .list(
          .object([
            .required("case", .identity, ""), .required("row", row, ""),
            .required("mayReadPerson", .boolean, ""),
          ])), ""),
      .required("page", .integer, ""), .required("pageCount", .integer, ""),
      .required("total", .integer, "Lines on all pages."),
    ]))
}

/// A case of a person, for programs.
struct EarlierCaseDocument: Encodable {
  let id: String
  let codeName: String
  let reported: Moment
  let role: String
  let row: LedgerRow?
  let recordType: String?
  let mayOpen: Bool

  init(_ item: EarlierCase) {
    id = item.id.text
    codeName = item.codeName
    reported = item.reported
    role = item.role.rawValue
    row = item.row
    recordType = item.recordType?.rawValue
    mayOpen = item.mayOpen
  }

  static let schema = Schema.named(
    "EarlierCase",
    .object([
      .required("id", .identity, ""), .required("codeName", .text, ""),
      .required("reported", .integer, "The day, in seconds since 1970."),
      .required("role", .choice(PartyRole.allCases.map(\.rawValue)), ""),
      .optional("row", LedgerDocument.row, ""),
      .optional("recordType", .choice(RecordType.allCases.map(\.rawValue)), ""),
      .required("mayOpen", .boolean, ""),
    ]))
}

/// Somebody on record, for programs.
struct EarlierRecordDocument: Encodable {
  let person: String
  let codeName: String
  let matchedBy: [String]
  let recordType: String?
  let cases: [EarlierCaseDocument]

  init(_ record: EarlierRecord) {
    person = record.person.text
    codeName = record.codeName
    matchedBy = record.matchedBy.map(\.rawValue)
    recordType = record.recordType?.rawValue
    cases = record.cases.map(EarlierCaseDocument.init)
  }

  static let schema = Schema.named(
    "EarlierRecord",
    .object([
      .required("person", .identity, ""), .required("codeName", .text, ""),
      .required("matchedBy", .list(.choice(KnownAs.Kind.allCases.map(\.rawValue))), ""),
      .optional("recordType", .choice(RecordType.allCases.map(\.rawValue)), ""),
      .required("cases", .list(EarlierCaseDocument.schema), ""),
    ]))
}

/// A reported party of a case with what is known of them, for programs.
struct PartyRecordDocument: Encodable {
  let party: String
  let person: String?
  let personCodeName: String?
  let record: EarlierRecordDocument?
  let found: [EarlierRecordDocument]

  init(_ view: PartyRecord) {
    party = view.party.text
    person = view.person?.text
    personCodeName = view.personCodeName
    record = view.record.map(EarlierRecordDocument.init)
    found = view.found.map(EarlierRecordDocument.init)
  }

  static let schema = Schema.named(
    "PartyRecord",
    .object([
      .required("party", .identity, ""), .optional("person", .identity, ""),
      .optional("personCodeName", .text, ""),
      .optional("record", EarlierRecordDocument.schema, "Of the linked person."),
      .required("found", .list(EarlierRecordDocument.schema), "While nobody is linked."),
    ]))
}

/// A dossier, for programs.
struct PersonOnRecordDocument: Encodable {
  let person: String
  let codeName: String
  let names: [String]
  let handles: [String]
  let addresses: [String]
  let recordType: String?
  let cases: [EarlierCaseDocument]

  init(_ view: PersonView) {
    person = view.person.text
    codeName = view.codeName
    names = view.knownAs.names
    handles = view.knownAs.handles
    addresses = view.knownAs.addresses
    recordType = view.recordType?.rawValue
    cases = view.cases.map(EarlierCaseDocument.init)
  }

  static let schema = Schema.named(
    "PersonOnRecord",
    .object([
      .required("person", .identity, ""), .required("codeName", .text, ""),
      .required("names", .list(.text), ""), .required("handles", .list(.text), ""),
      .required("addresses", .list(.text), ""),
      .optional("recordType", .choice(RecordType.allCases.map(\.rawValue)), ""),
      .required("cases", .list(EarlierCaseDocument.schema), ""),
    ]))
}
