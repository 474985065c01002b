import Casework
import HTTPServer
import Procedure

/// The addresses of the API for the rules of the organization.
extension Site {
  var policyAPI: [APIRoute] {
    let shown = APIRoute.Success(status: .ok, schema: PoliciesDocument.schema)
    return [
      APIRoute(
        "policy.list", .get, "/policies", "The policy in force, the one that waits, and others.",
        for: .member, answering: shown, as: asMember
      ) { _, context in
        try json(PoliciesDocument(try await context.member.policies()))
      },
      APIRoute(
        "policy.propose", .post, "/policies/{policy:hexadecimal64}/proposal",
        "Proposes a policy that is kept, instead of the one that waits.",
        for: .member, answering: shown, as: asMember
      ) { request, context in
        try await context.member.propose(policy: request.request.capture("policy"))
        return try json(PoliciesDocument(try await context.member.policies()))
      },
      APIRoute(
        "policy.adopt", .post, "/policies/{policy:hexadecimal64}/adoption",
        "Puts the policy that somebody else has proposed in force; one of the two chairs the group or is of the board.",
        for: .member, answering: shown, as: asMember
      ) { request, context in
        try await context.member.adopt(policy: request.request.capture("policy"))
        return try json(PoliciesDocument(try await context.member.policies()))
      },
      APIRoute(
        "policy.decline", .post, "/policies/{policy:hexadecimal64}/refusal",
        "Puts the policy that waits aside; it stays kept.",
        for: .member, answering: shown, as: asMember
      ) { request, context in
        try await context.member.decline(policy: request.request.capture("policy"))
        return try json(PoliciesDocument(try await context.member.policies()))
      },
    ]
  }
}

/// The rules of the organization.
struct PoliciesDocument: Encodable {
  struct Kept: Encodable {
    let address: String
    let name: String
    let version: String
    let kept: Moment
    let wasInForce: Bool
    let linesDifferent: Int

    init(_ policy: KeptPolicy) {
      address = policy.address
      name = policy.name
      version = policy.version
      kept = policy.kept
      wasInForce = policy.wasInForce
      linesDifferent = policy.changes.count
    }

    static let schema = Schema.named(
      "KeptPolicy",
      .object([
        .required("address", .text, "64 hexadecimal digits."), .required("name", .text, ""),
        .required("version", .text, ""), .required("kept", .integer, "Seconds since 1970."),
        .required("wasInForce", .boolean, ""),
        .required("linesDifferent", .integer, "From the file of the policy in force."),
      ]))
  }

  struct Waiting: Encodable {
    let policy: Kept
    let proposedBy: String
    let at: Moment
    let mayAdopt: Bool
  }

  let name: String
  let version: String
  let address: String
  let adopted: Moment?
  let adoptedBy: [String]
  let waiting: Waiting?
  let others: [Kept]

  init(_ view: PoliciesView) {
    name = view.name
    version = view.version
    address = view.address
    adopted = view.adopted?.at
    adoptedBy = view.adopted?.by ?? []
    waiting = view.waiting.map {
      Waiting(
        policy: Kept($0.policy), proposedBy: $0.proposedBy, at: $0.at, mayAdopt: $0.mayAdopt)
    }
    others = view.others.map(Kept.init)
  }

  static let schema = Schema.named(
    "Policies",
    .object([
      .required("name", .text, "Of the policy in force."), .required("version", .text, ""),
      .required("address", .text, "64 hexadecimal digits."),
      .optional("adopted", .integer, "Seconds since 1970; absent while nobody has signed for it."),
      .required(
        "adoptedBy", .list(.text),
        "Names: who proposed it, who agreed; empty for the operator while founding."),
      .optional(
        "waiting",
        .object([
          .required("policy", Kept.schema, ""), .required("proposedBy", .text, ""),
          .required("at", .integer, "Seconds since 1970."),
          .required("mayAdopt", .boolean, "Whether your word would put it in force."),
        ]), "The policy that waits for somebody else."),
      .required("others", .list(Kept.schema), "The newest first."),
    ]))
}
