import Identity
import Mail
import Procedure

@testable import Casework

/// Somebody who has come in through a link.
struct Guest: Sendable {
  let person: TestOrganization.Person
  let token: String
  let codes: [String]
  let secret: String

  /// The token in a link.
  static func token(in link: String) -> String {
    link.split(separator: "/").last.map(String.init) ?? ""
  }

  /// Joins with an invitation, or takes new keys with the link for a lost password.
  static func join(
    _ link: String, name: String, email: String? = nil, password: String = "a password of a guest",
    in community: TestOrganization
  ) async throws -> Guest {
    let organization = community.organization
    let view = try await organization.invitation(token: token(in: link))
    let email = email ?? "guest@example.org"
    let (codes, session) = try await organization.join(
      token: token(in: link), name: name, email: email, password: password,
      code: Authenticator.code(of: view.secondFactorSecret, at: community.now),
      ticket: view.ticket)
    let id = try await organization.member(token: session).memberID
    return Guest(
      person: TestOrganization.Person(id: id, name: name, email: email, password: password),
      token: session, codes: codes.codes, secret: view.secondFactorSecret)
  }
}

/// No mail server.
struct UnreachableTransport: MailTransport {
  func send(
    _ message: [UInt8], from sender: String?, to recipient: String
  ) async -> DeliveryResult { .unreachable(.nameNotFound) }
}

extension TestOrganization {
  /// The links to join that were mailed, in no order.
  func mailedJoinLinks() async throws -> [String] {
    // Requests for new keys become links when the outbox is worked off; no mail server is there to take them.
    _ = try await organization.sendDueMail(through: UnreachableTransport())
    return try await waitingMails().flatMap { waiting in
      waiting.mail.text.split(whereSeparator: \.isWhitespace).map(String.init)
        .filter { $0.contains("/join/") }
    }
  }
}
