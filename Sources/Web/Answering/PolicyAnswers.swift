import Casework
import HTTPServer
import Markup
import Procedure

/// The rules of the organization: what is in force, what is proposed, and the two words that change it.
extension MemberContext {
  func policies(_ request: Request) async throws -> Response {
    answer(
      PoliciesPage(
        setting: setting, frame: try await member.frame(), view: try await member.policies()))
  }

  func proposePolicy(_ request: Request) async throws -> Response {
    try await member.propose(policy: request.capture("policy"))
    return try goOn(to: Paths.policies)
  }

  func adoptPolicy(_ request: Request) async throws -> Response {
    try await member.adopt(policy: request.capture("policy"))
    return try goOn(to: Paths.policies)
  }

  func declinePolicy(_ request: Request) async throws -> Response {
    try await member.decline(policy: request.capture("policy"))
    return try goOn(to: Paths.policies)
  }
}
