import HTTPServer
import Testing

extension RequestHead {
  /// A head for tests; a path that cannot be read becomes one that no route has.
  static func get(_ path: String) -> RequestHead { make(.get, path) }

  static func make(
    _ method: Method, _ path: String, _ headers: RequestHeaders = RequestHeaders(),
    bytes: Int? = nil
  ) -> RequestHead {
    let target: RequestTarget
    do { target = try RequestTarget(path) } catch { target = RequestTarget(segments: ["?"]) }
    return RequestHead(
      method: method, target: target, headers: headers,
      contentLengthBytes: bytes.map { UInt64($0) })
  }
}

extension Response {
  var text: String {
    if case .bytes(let bytes) = body { String(decoding: bytes, as: UTF8.self) } else { "" }
  }
}

extension Trial {
  static var quiet: ApplicationSettings {
    ApplicationSettings(
      log: { _ in }, metrics: RequestMetrics(), makeReference: { "ref-1" },
      monotonicSeconds: { 0 })
  }
}

/// The application without a socket.
struct ApplicationTests {
  @Test(
    arguments: [
      ("GET", "/", 200, "hello"), ("HEAD", "/", 200, "hello"), ("GET", "/nowhere", 404, nil),
      ("GET", "/cases/", 404, nil), ("POST", "/", 405, nil), ("GET", "/notes", 405, nil),
      ("OPTIONS", "/", 204, nil), ("OPTIONS", "/nowhere", 404, nil),
      ("GET", "/cases/00ff?q=a", 200, "case 00ff a"), ("GET", "/cases/new", 200, "new"),
      ("GET", "/refused", 401, nil), ("GET", "/broken", 500, nil),
    ] as [(String, String, UInt16, String?)])
  func `requests find their routes`(method: String, path: String, status: UInt16, text: String?)
    async throws
  {
    let application = try Trial().application()
    let method = try #require(Method(rawValue: method))
    let response = await application.answer(.make(method, path))
    #expect(response.status.code == status)
    if let text { #expect(response.text == text) }
    #expect(response.headers[.contentSecurityPolicy] != nil)
  }

  @Test func `the methods allowed are named`() async throws {
    let application = try Trial().application()
    let get = await application.answer(.make(.put, "/"))
    #expect(get.headers[.allow]?.text == "GET, HEAD, OPTIONS")
    let post = await application.answer(.make(.options, "/notes"))
    #expect(post.headers[.allow]?.text == "POST, OPTIONS")
  }

  @Test func `an unknown error shows only its reference, which is in the log`() async throws {
    let trial = Trial()
    let response = try await trial.application().answer(.get("/broken"))
    #expect(response.text.contains("ref-1") && !response.text.contains("Nobody"))
    let line = try #require(trial.logged.first)
    #expect(line.reference == "ref-1" && line.fault == "HTTPServerTests.Nobody")
    #expect(line.description.hasPrefix("GET broken 500 "))
  }

  @Test func `log and metrics name the route and never the path`() async throws {
    let trial = Trial()
    let application = try trial.application()
    _ = await application.answer(.get("/cases/beef?q=secret"))
    _ = await application.answer(.get("/secret"))
    #expect(trial.logged.map(\.routeName) == ["case.show", "-"])
    #expect(!trial.logged.map(\.description).joined().contains { "secretbeef".hasPrefix("\($0)b") })
    let counts = trial.metrics.snapshot()
    #expect(counts["case.show"]?.byStatus == [200: 1] && counts["-"]?.byStatus == [404: 1])
    #expect(counts["case.show"]?.buckets.reduce(0, +) == 1)
  }

  @Test func `a route's own header is kept, the others are added`() async throws {
    let own = Route<Int>("own", .get, "/own") { _, _ in
      var response = Response.text("x")
      response.headers[.cacheControl] = "public"
      return response
    }
    let application = Application(router: try Router([own]), settings: Trial.quiet) { _ in 0 }
    let response = await application.answer(.get("/own"))
    #expect(
      response.headers.lines.filter { $0.name == .cacheControl }.map(\.value.text) == ["public"])
    #expect(
      response.headers.lines.map { "\($0.name): \($0.value.text)" }.sorted()
        == [
          "cache-control: public",
          "content-security-policy: default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; connect-src 'self'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'",
          "content-type: text/plain; charset=utf-8", "cross-origin-opener-policy: same-origin",
          "cross-origin-resource-policy: same-origin",
          "permissions-policy: camera=(), microphone=(), geolocation=(), payment=(), usb=(), interest-cohort=(), browsing-topics=()",
          "referrer-policy: no-referrer", "x-content-type-options: nosniff",
        ])
  }

  @Test func `middleware goes around every handler in its order`() async throws {
    let application = Application(
      router: try Router([Route<Int>("a", .get, "/") { _, number in .text("\(number)") }]),
      settings: Trial.quiet,
      middleware: [
        { request, number, next in
          guard request.query["stop"] == nil else { throw SignedOut() }
          var response = try await next(request)
          response.status = .accepted
          return response
        },
        { request, number, next in .text("\(try await next(request).text)\(number)") },
      ]
    ) { _ in 1 }
    let response = await application.answer(.get("/"))
    #expect(response.text == "11" && response.status == .accepted)
    #expect(await application.answer(.get("/?stop")).status == .unauthorized)
  }
}
