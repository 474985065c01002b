/// Why a header or a cookie could not be made. Carries no value, because values may be secret.
package enum HeaderError: Error, Hashable, CustomStringConvertible {
  /// The name is empty or has characters other than RFC 9110 tokens.
  case badName
  /// The value has a control character (carriage return, line feed, NUL …) or a character beyond ASCII.
  case badValue(name: String)
  /// The value is longer than ``Limits/headerValueBytesMax``.
  case valueTooLong(name: String)

  package var description: String {
    switch self {
    case .badName: "a header's name has characters that are not allowed"
    case .badValue(let name): "the value for \(name) has characters that are not allowed"
    case .valueTooLong(let name): "the value for \(name) is too long"
    }
  }
}

/// A header's name, kept in lower case (names are compared without regard to case, RFC 9110 section 5.1).
package struct HeaderName: Hashable, Sendable, CustomStringConvertible {
  /// The name in lower case.
  package let text: String

  /// A name from outside. Throws ``HeaderError/badName`` unless it is an RFC 9110 token.
  package init(checking text: String) throws(HeaderError) {
    guard !text.isEmpty, text.utf8.allSatisfy(isTokenByte) else { throw .badName }
    self.text = text.lowercased()
  }

  /// A name written in the program; a wrong one stops the program at its first use.
  package init(_ text: StaticString) {
    let text = String(describing: text)
    precondition(!text.isEmpty && text.utf8.allSatisfy(isTokenByte), "a header name is a token")
    self.text = text.lowercased()
  }

  package var description: String { text }

  package static let accept = HeaderName("accept")
  package static let acceptLanguage = HeaderName("accept-language")
  package static let allow = HeaderName("allow")
  package static let authorization = HeaderName("authorization")
  package static let cacheControl = HeaderName("cache-control")
  package static let contentDisposition = HeaderName("content-disposition")
  package static let contentLength = HeaderName("content-length")
  package static let contentSecurityPolicy = HeaderName("content-security-policy")
  package static let contentType = HeaderName("content-type")
  package static let cookie = HeaderName("cookie")
  package static let crossOriginOpenerPolicy = HeaderName("cross-origin-opener-policy")
  package static let crossOriginResourcePolicy = HeaderName("cross-origin-resource-policy")
  package static let eTag = HeaderName("etag")
  package static let host = HeaderName("host")
  package static let ifNoneMatch = HeaderName("if-none-match")
  package static let location = HeaderName("location")
  package static let origin = HeaderName("origin")
  package static let permissionsPolicy = HeaderName("permissions-policy")
  package static let referrerPolicy = HeaderName("referrer-policy")
  package static let retryAfter = HeaderName("retry-after")
  package static let secFetchSite = HeaderName("sec-fetch-site")
  package static let setCookie = HeaderName("set-cookie")
  package static let strictTransportSecurity = HeaderName("strict-transport-security")
  package static let transferEncoding = HeaderName("transfer-encoding")
  package static let vary = HeaderName("vary")
  package static let wwwAuthenticate = HeaderName("www-authenticate")
  package static let contentTypeOptions = HeaderName("x-content-type-options")
}

/// A header's value as the program sends it: printable ASCII, space and tab. Nothing can be injected with it.
package struct HeaderValue: Hashable, Sendable {
  /// The value as it goes onto the wire.
  package let text: String

  /// A value made at run time. Throws when it has control characters or characters beyond ASCII, or is too long.
  package init(_ text: String, for name: HeaderName) throws(HeaderError) {
    guard text.utf8.allSatisfy({ (0x20...0x7e).contains($0) || $0 == 0x09 }) else {
      throw .badValue(name: name.text)
    }
    guard text.utf8.count <= Limits.headerValueBytesMax else {
      throw .valueTooLong(name: name.text)
    }
    self.text = text
  }

  /// A value written in the program; a wrong one stops the program at its first use.
  package init(_ text: StaticString) {
    let text = String(describing: text)
    precondition(
      text.utf8.allSatisfy { (0x20...0x7e).contains($0) }, "a header value is printable ASCII")
    self.text = text
  }

  /// A whole number.
  package init(_ number: Int) { text = String(number) }

  /// A value already known to be printable ASCII by the way it was built in this room.
  init(built text: String) { self.text = text }
}

extension HeaderValue: ExpressibleByStringLiteral {
  package init(stringLiteral value: StaticString) { self.init(value) }
}

/// The header lines of a request, in their order, names in lower case. Values are whatever the client sent.
package struct RequestHeaders: Hashable, Sendable {
  /// The lines in the order in which they came.
  package private(set) var lines: [Line]

  /// One header line of a request.
  package struct Line: Hashable, Sendable {
    /// The name, in lower case.
    package var name: String
    /// The value without the white space around it.
    package var value: String

    package init(name: String, value: String) {
      self.name = name.lowercased()
      self.value = value
    }
  }

  package init(_ lines: [Line] = []) { self.lines = lines }

  /// The first value of that name.
  package subscript(name: HeaderName) -> String? {
    lines.first { $0.name == name.text }?.value
  }

  /// All values of that name, in order.
  package func all(_ name: HeaderName) -> [String] {
    lines.compactMap { $0.name == name.text ? $0.value : nil }
  }

  /// The token of `Authorization: Bearer …` (RFC 6750), or nil.
  package var bearerToken: String? {
    guard let value = self[.authorization] else { return nil }
    let parts = value.split(separator: " ", maxSplits: 1)
    guard parts.count == 2, parts[0].lowercased() == "bearer" else { return nil }
    return String(parts[1])
  }
}

extension RequestHeaders: ExpressibleByDictionaryLiteral {
  package init(dictionaryLiteral elements: (String, String)...) {
    self.init(elements.map { Line(name: $0.0, value: $0.1) })
  }
}

/// The headers of a response. Only checked values can enter.
package struct ResponseHeaders: Hashable, Sendable {
  /// The lines in the order in which they are sent.
  package private(set) var lines: [Line]

  /// One header line of a response.
  package struct Line: Hashable, Sendable {
    package var name: HeaderName
    package var value: HeaderValue
  }

  package init() { lines = [] }

  /// The first value of that name; setting replaces all lines of that name, or removes them with nil.
  package subscript(name: HeaderName) -> HeaderValue? {
    get { lines.first { $0.name == name }?.value }
    set {
      lines.removeAll { $0.name == name }
      if let newValue { lines.append(Line(name: name, value: newValue)) }
    }
  }

  /// Adds one more line of that name.
  package mutating func add(_ name: HeaderName, _ value: HeaderValue) {
    lines.append(Line(name: name, value: value))
  }

  /// Sets the value unless one is there already.
  package mutating func setIfMissing(_ name: HeaderName, _ value: HeaderValue) {
    if self[name] == nil { lines.append(Line(name: name, value: value)) }
  }
}

/// Whether a byte may stand in an RFC 9110 token (header names, cookie names, methods).
func isTokenByte(_ byte: UInt8) -> Bool {
  switch byte {
  case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
    UInt8(ascii: "0")...UInt8(ascii: "9"):
    true
  case UInt8(ascii: "!"), UInt8(ascii: "#"), UInt8(ascii: "$"), UInt8(ascii: "%"),
    UInt8(ascii: "&"), UInt8(ascii: "'"), UInt8(ascii: "*"), UInt8(ascii: "+"), UInt8(ascii: "-"),
    UInt8(ascii: "."), UInt8(ascii: "^"), UInt8(ascii: "_"), UInt8(ascii: "`"), UInt8(ascii: "|"),
    UInt8(ascii: "~"):
    true
  default: false
  }
}
