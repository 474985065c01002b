import Casework
import Procedure

/// What people allowed, and what was told of who somebody is.
struct ConsentDocument: Encodable {
  struct Given: Encodable {
    let number: Int
    let partyName: String
    let about: PermissionKind
    let isGiven: Bool
    let to: String
    let purpose: String
    let words: String
    let isTheirOwnWord: Bool
    let at: Moment
    let withdrawnAt: Moment?
  }

  struct Asked: Encodable {
    let partyName: String
    let asks: PermissionRequest
    let at: Moment
  }

  struct Told: Encodable {
    let number: Int
    let disclosure: Disclosure
    let memberName: String
    let at: Moment
    let stillHolds: Bool
  }

  let permissions: [Given]
  let asked: [Asked]
  let disclosures: [Told]
  let owesLegalAdvice: Bool
  let filingWantedBy: String?

  init(_ view: ProcedureView) {
    permissions = view.permissions.map {
      Given(
        number: $0.number, partyName: $0.partyName, about: $0.kind, isGiven: $0.isGiven,
        to: $0.to, purpose: $0.purpose, words: $0.words, isTheirOwnWord: $0.isTheirOwnWord,
        at: $0.at, withdrawnAt: $0.withdrawnAt)
    }
    asked = view.permissionsAsked.map {
      Asked(partyName: $0.partyName, asks: $0.asks, at: $0.at)
    }
    disclosures = view.disclosures.map {
      Told(
        number: $0.number, disclosure: $0.content, memberName: $0.memberName, at: $0.at,
        stillHolds: $0.stillHolds)
    }
    owesLegalAdvice = view.owesLegalAdvice
    filingWantedBy = view.filingWantedBy
  }

  static let request = Schema.object([
    .required("about", .choice(PermissionKind.allCases.map(\.rawValue)), ""),
    .optional("to", .text, "To whom."), .optional("purpose", .text, "For what."),
  ])

  static let schema = Schema.named(
    "Consent",
    .object([
      .required(
        "permissions",
        .list(
          .object([
            .required("number", .integer, "Names it for `withdrawPermission` and disclosures."),
            .required("partyName", .text, ""),
            .required("about", .choice(PermissionKind.allCases.map(\.rawValue)), ""),
            .required("isGiven", .boolean, ""), .required("to", .text, "Empty for anybody."),
            .required("purpose", .text, ""), .required("words", .text, ""),
            .required("isTheirOwnWord", .boolean, "Said on their own page."),
            .required("at", .integer, ""),
            .optional("withdrawnAt", .integer, "From then on nothing new rests on it."),
          ])), "What people allowed or refused, in order."),
      .required(
        "asked",
        .list(
          .object([
            .required("partyName", .text, ""), .required("asks", request, ""),
            .required("at", .integer, ""),
          ])), "What people were asked and have not answered."),
      .required(
        "disclosures",
        .list(
          .object([
            .required("number", .integer, ""),
            .required("disclosure", .open("As in the command `recordDisclosure`."), ""),
            .required("memberName", .text, "Who recorded it."), .required("at", .integer, ""),
            .required("stillHolds", .boolean, "Whether something new may rest on it."),
          ])), "What of whose identity was told, or will be."),
      .required(
        "owesLegalAdvice", .boolean,
        "The case is serious, and nobody asked for legal advice or said why not."),
      .optional("filingWantedBy", .text, "Who wants it filed; a second handler has to agree."),
    ]))
}
