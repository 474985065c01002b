/// The headers that every response carries unless its route set them itself, as a value that a snapshot can show.
package struct SecurityHeaders: Hashable, Sendable {
  package var lines: [Line]

  /// One header with its value.
  package struct Line: Hashable, Sendable {
    package var name: HeaderName
    package var value: HeaderValue

    package init(_ name: HeaderName, _ value: HeaderValue) {
      self.name = name
      self.value = value
    }
  }

  package init(_ lines: [Line]) { self.lines = lines }

  /// Nothing from elsewhere, no scripts or styles in the page, no framing, no referrer, nothing kept in caches.
  package static let strict = SecurityHeaders([
    Line(
      .contentSecurityPolicy,
      "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; connect-src 'self'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'"
    ),
    Line(.referrerPolicy, "no-referrer"),
    Line(.contentTypeOptions, "nosniff"),
    Line(
      .permissionsPolicy,
      "camera=(), microphone=(), geolocation=(), payment=(), usb=(), interest-cohort=(), browsing-topics=()"
    ),
    Line(.crossOriginOpenerPolicy, "same-origin"),
    Line(.crossOriginResourcePolicy, "same-origin"),
    Line(.cacheControl, "no-store"),
  ])

  /// The same, and browsers are told to come by TLS only.
  package func withStrictTransport(maxAgeSeconds: Int) -> SecurityHeaders {
    SecurityHeaders(
      lines + [
        Line(.strictTransportSecurity, HeaderValue(built: "max-age=\(max(0, maxAgeSeconds))"))
      ])
  }

  /// Adds what the response has not set itself.
  func apply(to response: inout Response) {
    for line in lines { response.headers.setIfMissing(line.name, line.value) }
  }
}
