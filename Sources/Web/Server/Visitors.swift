import Casework
import HTTPServer
import Markup

/// Somebody of whom nothing is known: what every request begins as. No case can be reached from here.
package struct Visitor: Sendable {
  let site: Site
  /// Where limits on attempts are counted.
  let client: String

  /// - Throws: `FormRefused` for a form that another site sent.
  init(_ site: Site, _ head: RequestHead) throws {
    try site.address.check(head)
    self.site = site
    client = site.client(head)
  }

  var organization: Organization { site.organization }
}

/// Somebody with the words of a receipt.
struct ReporterContext: Sendable {
  let site: Site
  let reporter: Reporter
  /// Stands in every form behind the receipt.
  let token: FormToken

  /// From the cookie of the pages behind the receipt.
  ///
  /// - Throws: `WordsNeeded`.
  init(_ head: RequestHead, _ visitor: Visitor) async throws {
    guard let token = head.cookies[visitor.site.cookies.reporterName] else { throw WordsNeeded() }
    do {
      try await self.init(visitor.site, token: token)
    } catch CaseworkError.signedOut {
      throw WordsNeeded()
    }
  }

  /// From the token of an API client.
  ///
  /// - Throws: `CaseworkError.signedOut`.
  init(bearer head: RequestHead, _ visitor: Visitor) async throws {
    guard let token = head.headers.bearerToken else { throw CaseworkError.signedOut }
    try await self.init(visitor.site, token: token)
  }

  private init(_ site: Site, token: String) async throws {
    self.site = site
    reporter = try await site.organization.reporter(token: token)
    self.token = FormToken(try reporter.formGuard())
  }
}

/// A member who has proved themselves.
struct MemberContext: Sendable {
  let site: Site
  let member: SignedIn
  /// Stands in every form of the member's pages.
  let token: FormToken

  /// From the member's cookie.
  ///
  /// - Throws: `SignInNeeded`.
  init(_ head: RequestHead, _ visitor: Visitor) async throws {
    guard let token = head.cookies[visitor.site.cookies.memberName] else {
      throw SignInNeeded(head, hadSession: false)
    }
    do {
      try await self.init(visitor.site, token: token)
    } catch CaseworkError.signedOut {
      throw SignInNeeded(head, hadSession: true)
    }
  }

  /// From the token of an API client.
  ///
  /// - Throws: `CaseworkError.signedOut`.
  init(bearer head: RequestHead, _ visitor: Visitor) async throws {
    guard let token = head.headers.bearerToken else { throw CaseworkError.signedOut }
    try await self.init(visitor.site, token: token)
  }

  private init(_ site: Site, token: String) async throws {
    self.site = site
    member = try await site.organization.member(token: token)
    self.token = FormToken(try member.formGuard())
  }
}

extension FormToken {
  init(_ formGuard: FormGuard) {
    self.init(formGuard.current, earlier: formGuard.earlier)
  }

  /// Refuses a form that carries neither this token nor the one before. The time it takes does not depend on where they
  /// differ.
  func check(_ form: Form) throws(FormRefused) {
    let sent = Array((form[FormToken.fieldName] ?? "").utf8)
    let isTaken = [value, earlier ?? value].map { Self.isSame(sent, Array($0.utf8)) }
    guard isTaken.contains(true) else { throw .tokenIsWrong }
  }

  private static func isSame(_ sent: [UInt8], _ expected: [UInt8]) -> Bool {
    guard sent.count == expected.count else { return false }
    return zip(sent, expected).reduce(UInt8(0)) { $0 | ($1.0 ^ $1.1) } == 0
  }
}

/// A page for members, and nobody is signed in.
struct SignInNeeded: Error {
  let hadSession: Bool
  let isForm: Bool
  /// The page was reached by a link of another site, for instance of a mail program, so that the browser kept a cookie
  /// back that it may have. A page of this site asks again, and then it comes.
  let mayHaveCookie: Bool
  let path: String

  init(_ head: RequestHead, hadSession: Bool) {
    self.hadSession = hadSession
    isForm = head.method != .get
    mayHaveCookie = head.headers[.secFetchSite] == "cross-site"
    var path = head.segments.map { "/" + PercentEncoding.encoded($0) }.joined()
    if !head.query.pairs.isEmpty {
      path +=
        "?"
        + head.query.pairs.map {
          PercentEncoding.encoded($0.name) + "=" + PercentEncoding.encoded($0.value)
        }.joined(separator: "&")
    }
    self.path = isForm || path.utf8.count > WebLimits.returnPathBytesMax ? "" : path
  }
}

extension SignInNeeded: Presentable {
  var status: Status {
    if isForm { return .forbidden }
    return mayHaveCookie ? .ok : .seeOther
  }
  var sentence: String { "You are not signed in any more. Nothing you wrote is lost." }
  var wayOut: String {
    "Sign in again in another tab, then come back to this one and send it again."
  }
  var headers: ResponseHeaders {
    var headers = ResponseHeaders()
    guard !isForm else { return headers }
    do {
      if mayHaveCookie {
        headers[Self.refresh] = try HeaderValue("0; url=\(path)", for: Self.refresh)
      } else {
        headers[.location] = try HeaderValue(
          Paths.signIn(returnTo: path, hadSession: hadSession).text, for: .location)
      }
    } catch {
      headers[.location] = "/sign-in"
    }
    return headers
  }

  private static let refresh = HeaderName("refresh")
}

/// A page behind a receipt, and the words have not been typed, or too long ago.
struct WordsNeeded: Error, Presentable {
  var status: Status { .seeOther }
  var sentence: String { "Please type the words of your receipt again." }
  var wayOut: String { "They open the conversation from any browser." }
  var headers: ResponseHeaders {
    var headers = ResponseHeaders()
    headers[.location] = "/follow-up"
    return headers
  }
}
