import Casework
import HTTPServer
import Procedure

/// The addresses of the API for what the board says of the membership.
extension Site {
  var membershipAPI: [APIRoute] {
    let shown = APIRoute.Success(status: .ok, schema: MembersDocument.schema)
    return [
      APIRoute(
        "member.appoint", .post, "/members/{member:hexadecimal32}/appointment",
        "Records that the board has appointed a member; for members of the board.", for: .member,
        taking: .object([
          .required("decided", .integer, "When the board decided; seconds since 1970.")
        ]), answering: shown, as: asMember
      ) { request, context in
        try await context.member.recordAppointment(
          of: MemberID(try request.request.capture("member")), decided: request.decided)
        return try json(MembersDocument(try await context.member.members()))
      },
      APIRoute(
        "member.review", .post, "/members/reviews",
        "Records that the board went through the membership; for members of the board.",
        for: .member,
        taking: .object([
          .required("decided", .integer, "When the board decided; seconds since 1970."),
          .required("confirmed", .list(.identity), "The members who go on."),
        ]), answering: shown, as: asMember
      ) { request, context in
        try await context.member.recordReview(
          confirming: Set(request.texts("confirmed").map { MemberID($0) }),
          decided: request.decided)
        return try json(MembersDocument(try await context.member.members()))
      },
      APIRoute(
        "member.roles", .put, "/members/{member:hexadecimal32}/roles",
        "Gives a member other roles, all of them at once; for chairs and members of the board.",
        for: .member,
        taking: .object([.required("roles", .list(.identity), "Roles of the policy.")]),
        answering: shown, as: asMember
      ) { request, context in
        try await context.member.changeRoles(
          of: MemberID(try request.request.capture("member")), to: request.texts("roles"))
        return try json(MembersDocument(try await context.member.members()))
      },
      APIRoute(
        "member.end", .delete, "/members/{member:hexadecimal32}",
        "Ends a membership: one's own, or for chairs and members of the board that of anybody. It cannot be taken back.",
        for: .member, answering: APIRoute.Success(status: .noContent), as: asMember
      ) { request, context in
        try await context.member.leave(MemberID(try request.request.capture("member")))
        return Response(status: .noContent)
      },
    ]
  }
}

extension APIRequest {
  fileprivate var decided: Moment {
    Moment(secondsSince1970: Int64(integer("decided") ?? 0))
  }
}

/// Everybody in the group and on the board, and what the board says of the membership.
struct MembersDocument: Encodable {
  struct Review: Encodable {
    let decided: Moment
    let recordedBy: String
    let confirmed: [String]
    let unconfirmed: [String]
  }

  let members: [MemberRowDocument]
  let memberCount: Int
  let membersMin: Int
  let reviewDue: Moment
  let reviews: [Review]

  init(_ view: MembersView) {
    members = view.members.map(MemberRowDocument.init)
    memberCount = view.standing.memberCount
    membersMin = view.standing.membersMin
    reviewDue = view.standing.reviewDue
    reviews = view.reviews.map {
      Review(
        decided: $0.decided, recordedBy: $0.recordedBy, confirmed: $0.confirmed,
        unconfirmed: $0.unconfirmed)
    }
  }

  static let schema = Schema.object([
    .required("members", .list(MemberRowDocument.schema), ""),
    .required("memberCount", .integer, "Members of the group, without advisers."),
    .required("membersMin", .integer, "So many the rules ask for."),
    .required("reviewDue", .integer, "When the board goes through them again."),
    .required(
      "reviews",
      .list(
        .object([
          .required("decided", .integer, "Seconds since 1970."),
          .required("recordedBy", .text, ""), .required("confirmed", .list(.text), "Names."),
          .required("unconfirmed", .list(.text), "Names."),
        ])), "Newest first."),
  ])
}

/// A member in the list of members.
struct MemberRowDocument: Encodable {
  struct Appointment: Encodable {
    let decided: Moment
    let recordedBy: String
  }

  let member: PersonDocument
  let state: String
  let fingerprintWords: [String]
  let mayConfirm: Bool
  let appointment: Appointment?

  init(_ row: MemberRow) {
    member = PersonDocument(row.member)
    state = row.state.rawValue
    fingerprintWords = row.fingerprintWords
    mayConfirm = row.mayConfirm
    appointment = row.appointment.map {
      Appointment(decided: $0.decided, recordedBy: $0.recordedBy)
    }
  }

  static let schema = Schema.named(
    "Member",
    .object([
      .required("member", PersonDocument.schema, ""),
      .required("state", .choice(["confirmed", "unconfirmed", "left"]), ""),
      .required(
        "fingerprintWords", .list(.text), "Empty until they are confirmed: they are heard."),
      .required("mayConfirm", .boolean, ""),
      .optional(
        "appointment",
        .object([
          .required("decided", .integer, "Seconds since 1970."), .required("recordedBy", .text, ""),
        ]), "That the board has appointed them; left out while it is not recorded."),
    ]))
}
