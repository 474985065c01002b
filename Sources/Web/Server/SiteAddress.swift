import HTTPServer

/// Where the site is found from outside: `https://conduct.example.org`, without a path.
package struct SiteAddress: Sendable, Hashable {
  /// Whether browsers come by TLS.
  package let isSecure: Bool
  /// Scheme, host and port, as browsers write an origin (RFC 6454).
  package let origin: String

  /// Reads a base address; nil for anything but `http` or `https` with a host and nothing behind it.
  package init?(_ text: String) {
    let lowered = text.lowercased()
    let scheme: String
    if lowered.hasPrefix("https://") {
      scheme = "https://"
    } else if lowered.hasPrefix("http://") {
      scheme = "http://"
    } else {
      return nil
    }
    var host = lowered.dropFirst(scheme.count)
    if host.hasSuffix("/") { host.removeLast() }
    guard !host.isEmpty, !host.contains(where: { "/?#@ ".contains($0) }) else { return nil }
    isSecure = scheme == "https://"
    let usualPort = isSecure ? ":443" : ":80"
    origin = scheme + (host.hasSuffix(usualPort) ? host.dropLast(usualPort.count) : host)
  }

  /// Refuses a form that another site sent (docs/decisions/0900).
  ///
  /// Browsers say so in `Sec-Fetch-Site`; older ones in `Origin`, which is `null` here because pages send no referrer,
  /// and then the token in the form decides alone. What has no cookie to act with, the API, is not asked.
  func check(_ head: RequestHead) throws(FormRefused) {
    guard head.method != .get, head.method != .head, head.segments.first != "api" else { return }
    if let site = head.headers[.secFetchSite] {
      guard site == "same-origin" || site == "none" else { throw FormRefused.fromElsewhere }
      return
    }
    guard let sender = head.headers[.origin], sender != "null" else { return }
    let host = head.headers[.host].map { $0.lowercased() } ?? ""
    guard sender.lowercased() == origin || sender.lowercased() == "http://\(host)"
    else { throw FormRefused.fromElsewhere }
  }
}

/// A form that does not count.
enum FormRefused: Error, Hashable {
  /// Another site sent it.
  case fromElsewhere
  /// Its token is missing or is not this visitor's.
  case tokenIsWrong
}

extension FormRefused: Presentable {
  var status: Status { .forbidden }
  var sentence: String { "This form only counts when it is sent from this site." }
  var wayOut: String { "Go back, load the page again, and send it once more." }
}
