import HTTPServer

/// The cookies of the site. Public pages and the form set none.
///
/// Both are `HttpOnly` and `SameSite=Strict`, and end with the browser. Over TLS they are `Secure` under a name prefix
/// that browsers hold to it (RFC 6265bis, section 4.1.3).
struct SessionCookies: Sendable {
  let isSecure: Bool

  /// The cookie of members, for the whole site.
  var memberName: String { isSecure ? "__Host-redress-session" : "redress-session" }
  /// The cookie of a reporter, for the pages behind the receipt alone.
  var reporterName: String {
    isSecure ? "__Secure-redress-conversation" : "redress-conversation"
  }

  static let reporterPath = "/follow-up"

  func member(_ token: String) throws -> SetCookie {
    try SetCookie(name: memberName, value: token, sameSite: .strict, isSecure: isSecure)
  }

  func memberEnded() throws -> SetCookie {
    try SetCookie(
      name: memberName, value: "", maxAgeSeconds: 0, sameSite: .strict, isSecure: isSecure)
  }

  func reporter(_ token: String) throws -> SetCookie {
    try SetCookie(
      name: reporterName, value: token, path: Self.reporterPath, sameSite: .strict,
      isSecure: isSecure)
  }

  func reporterEnded() throws -> SetCookie {
    try SetCookie(
      name: reporterName, value: "", path: Self.reporterPath, maxAgeSeconds: 0,
      sameSite: .strict, isSecure: isSecure)
  }
}
