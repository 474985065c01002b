/// An answer. Its headers cannot be injected into; the body may be bytes or drawn piece by piece.
package struct Response: Sendable {
  package var status: Status
  package var headers: ResponseHeaders
  package var body: ResponseBody

  package init(
    status: Status = .ok, headers: ResponseHeaders = ResponseHeaders(), body: ResponseBody = .empty
  ) {
    self.status = status
    self.headers = headers
    self.body = body
  }

  /// Bytes of a given media type.
  package init(status: Status = .ok, contentType: HeaderValue, bytes: [UInt8]) {
    self.init(status: status, body: .bytes(bytes))
    headers[.contentType] = contentType
  }

  /// A page.
  package static func html(_ bytes: [UInt8], status: Status = .ok) -> Response {
    Response(status: status, contentType: "text/html; charset=utf-8", bytes: bytes)
  }

  /// A JSON document.
  package static func json(_ bytes: [UInt8], status: Status = .ok) -> Response {
    Response(status: status, contentType: "application/json", bytes: bytes)
  }

  /// A problem document (RFC 9457).
  package static func problem(_ bytes: [UInt8], status: Status) -> Response {
    Response(status: status, contentType: "application/problem+json", bytes: bytes)
  }

  /// Plain text.
  package static func text(_ text: String, status: Status = .ok) -> Response {
    Response(status: status, contentType: "text/plain; charset=utf-8", bytes: Array(text.utf8))
  }

  /// Sends the browser on with a GET, after a form was taken. `path` is relative to this host: it begins with one
  /// `/`, so that nobody can be sent elsewhere. Throws when it does not, or has characters that must be encoded.
  package static func seeOther(_ path: String) throws(HeaderError) -> Response {
    guard path.utf8.first == UInt8(ascii: "/"), !path.hasPrefix("//"),
      path.utf8.allSatisfy({ (0x21...0x7e).contains($0) && $0 != UInt8(ascii: "\\") })
    else { throw .badValue(name: HeaderName.location.text) }
    var response = Response(status: .seeOther)
    response.headers[.location] = try HeaderValue(path, for: .location)
    return response
  }

  /// Adds a cookie.
  package mutating func set(_ cookie: SetCookie) { headers.add(.setCookie, cookie.headerValue) }

  /// Adds a cookie.
  package func setting(_ cookie: SetCookie) -> Response {
    var response = self
    response.set(cookie)
    return response
  }

  /// Says that this is a file to be saved, under a name of people's words (RFC 6266: an ASCII form and UTF-8).
  package mutating func setAttachment(fileName: String) {
    let plain = String(
      String.UnicodeScalarView(
        fileName.unicodeScalars.prefix(200).map {
          ("a"..."z").contains($0) || ("A"..."Z").contains($0) || ("0"..."9").contains($0)
            || $0 == "." || $0 == "-" || $0 == "_" ? $0 : "_"
        }))
    let encoded = PercentEncoding.encoded(String(fileName.prefix(200)))
    headers[.contentDisposition] = HeaderValue(
      built: "attachment; filename=\"\(plain)\"; filename*=UTF-8''\(encoded)")
  }
}

/// The body of a response.
package enum ResponseBody: Sendable {
  case empty
  case bytes([UInt8])
  /// Drawn piece by piece, for files too large for memory.
  case stream(StreamingBody)
}

/// A body that is drawn while it is sent: `next` is asked for more each time the client has taken what it got.
package struct StreamingBody: Sendable {
  /// The whole length where it is known; then `Content-Length` is sent, else the body is chunked.
  package var byteCount: UInt64?
  /// The next bytes, nil at the end. Never called twice at once. When it throws, or gives too few or too many bytes,
  /// the connection is cut, so that the client cannot take a part for the whole. Empty arrays are asked again.
  package var next: @Sendable () async throws -> [UInt8]?

  package init(byteCount: UInt64?, next: @escaping @Sendable () async throws -> [UInt8]?) {
    self.byteCount = byteCount
    self.next = next
  }
}
