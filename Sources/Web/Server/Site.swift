package import Casework
package import HTTPServer
import Markup
import Procedure

/// One organization's pages and API: what every answer needs besides who asks.
package struct Site: Sendable {
  package let organization: Organization
  package let address: SiteAddress
  /// The last address in `X-Forwarded-For` is the client; only right behind a proxy that writes it.
  package let isBehindProxy: Bool
  let cookies: SessionCookies
  let metrics: RequestMetrics
  /// The empty public form, which most visitors ask for.
  let emptyForm = PageWithToken<FormSource>()

  package init(
    organization: Organization, address: SiteAddress, isBehindProxy: Bool = false,
    metrics: RequestMetrics = RequestMetrics()
  ) {
    self.organization = organization
    self.address = address
    self.isBehindProxy = isBehindProxy
    cookies = SessionCookies(isSecure: address.isSecure)
    self.metrics = metrics
  }

  var now: Moment { organization.environment.now() }
  var groupName: String { organization.policy.community.groupName }
  var organizationName: String { organization.policy.community.organization }

  /// How the organization keeps its forms apart: the token of a form without a session.
  func newFormToken() throws -> FormToken { FormToken(try organization.newFormToken()) }

  /// Where limits on attempts are counted; never logged or stored as it is.
  func client(_ head: RequestHead) -> String {
    guard isBehindProxy, let forwarded = head.headers.all(Self.forwardedFor).last else {
      return head.peer.address
    }
    let last = forwarded.split(separator: ",").last.map(String.init) ?? ""
    return last.filter { !$0.isWhitespace }
  }

  static let forwardedFor = HeaderName("x-forwarded-for")
}

/// A page as an answer.
func answer(_ page: some Page, _ status: Status = .ok) -> Response {
  .html(page.document.rendered(), status: status)
}

/// Sends the browser on after a form was taken.
func goOn(to link: Link) throws -> Response { try .seeOther(link.text) }
