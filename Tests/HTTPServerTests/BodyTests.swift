import HTTPServer
import Testing

/// Bodies through the application, without a socket, in pieces of every size.
struct BodyTests {
  static let multipartType = "multipart/form-data; boundary=xx"

  /// What a form becomes: what the route answers, or the status and sentence of the refusal.
  private func outcome(
    _ path: String, _ type: String?, _ body: [UInt8], pieceBytes: Int = 7, declared: Int? = nil,
    trial: Trial = Trial(), sink: RecordingSink.Behaviour = .keeps
  ) async throws -> String {
    let headers = type.map { ["Content-Type": $0] as RequestHeaders } ?? [:]
    let head = RequestHead.make(.post, path, headers, bytes: declared ?? body.count)
    let response = try await trial.application(sink: sink).answer(
      head, bodyBytes: body, pieceBytes: pieceBytes)
    return response.status == .ok ? response.text : "\(response.status) \(response.text)"
  }

  @Test(arguments: [
    ("a=1&b=2", "a=1|b=2"), ("", ""), ("a=1&a=2&a=3", "a=1|a=2|a=3"), ("a", "a="),
    ("a=%C3%BC+x", "a=ü x"), ("&&a=1&", "a=1"), ("a=b=c", "a=b=c"), ("=x", "=x"),
    ("a=1%0D%0A2", "a=1\r\n2"), ("a=%E2%80%AE", "a=\u{202E}"),
    ("a=%", "400 malformedPercent"), ("a=%4", "400 malformedPercent"),
    ("a=%G0", "400 malformedPercent"), ("a=%FF", "400 utf"), ("%FF=1", "400 utf"),
    ("a=%ED%A0%80", "400 utf"), ("a=%00", "400 nul"), ("_charset_=iso-8859-1&a=1", "400 charset"),
    ("_charset_=UTF-8&a=1", "_charset_=UTF-8|a=1"),
    (String(repeating: "a=1&", count: 201), "413 200 fields"),
    (String(repeating: "n", count: 600) + "=1", "400 name"),
    ("a=" + String(repeating: "x", count: 140_000), "413 128 KiB"),
  ])
  func `urlencoded forms`(body: String, expected: String) async throws {
    let said = try await outcome(
      "/notes", "application/x-www-form-urlencoded", Array(body.utf8), pieceBytes: 1000)
    #expect(matches(said, expected), "\(said.prefix(200))")
  }

  /// Whether an outcome is the expected answer, or a refusal of that status whose sentence has that word.
  private func matches(_ said: String, _ expected: String) -> Bool {
    let words = [
      "malformedPercent": "encoding is broken", "utf": "valid UTF-8", "nul": "NUL",
      "charset": "character set", "name": "name that is too long", "boundary": "put together",
      "truncated": "did not arrive completely", "compressed": "Compressed",
    ]
    let halves = expected.split(separator: " ", maxSplits: 1)
    guard let status = halves.first, status.count == 3, Int(status) != nil, halves.count == 2 else {
      return said == expected
    }
    let word = String(halves[1])
    return said.hasPrefix("\(status) ") && said.contains(words[word] ?? word)
  }

  static let field = ("name=\"a\"", "1")
  static let goodForms: [([UInt8], String)] = [
    (multipart([field]), "a=1|fine"),
    (multipart([field, field]), "a=1|a=1|fine"),
    (multipart([("name=\"a\"", "")]), "a=|fine"),
    (multipart([("name=\"a\"", "\r\n--x\r\n--xy\r\n-")]), "a=\r\n--x\r\n--xy\r\n-|fine"),
    (multipart([("name=\"a\"\r\nContent-Type: text/plain; charset=\"UTF-8\"", "ü")]), "a=ü|fine"),
    (multipart([]), "fine"), (multipart([field], closing: "--xx--"), "a=1|fine"),
    (multipart([field], closing: "--xx--\r\nepilogue\r\n--xx\r\n"), "a=1|fine"),
    ([13, 10] + multipart([field]), "a=1|fine"),
    (multipart([("NAME=a ; x=y", "1")]), "a=1|fine"),
    (multipart([("name=\"a%22b\"", "1")]), "a\"b=1|fine"),
    (multipart([("name=\"a\\\"b\"", "1")]), "a\"b=1|fine"),
    (multipart([("name=f; filename=\"x.txt\"", "12345")]), "x.txt:5|fine"),
    (multipart([("name=f; filename=\"\"", "")]), "fine"),
    (multipart([("name=f; filename=\"x.txt\"", "")]), "fine"),
    (multipart([("name=f; filename=\"C:\\dir\\ü.txt\"", "1")]), "ü.txt:1|fine"),
    (multipart([("name=f; filename=\"../../etc/passwd\"", "1")]), "passwd:1|fine"),
    (multipart([("name=f; filename=\"a%0D%0Ab\"", "1")]), "a__b:1|fine"),
    (
      multipart([("name=f; filename=\"_.txt\"; filename*=utf-8'en'%E2%82%AC%2F..txt", "1")]),
      "..txt:1|fine"
    ),
    (multipart([("name=f; filename*=UTF-8''%E2%82%AC.txt", "1")]), "€.txt:1|fine"),
    (Array("--xx  \t\r\ncontent-disposition:form-data;name=a\r\n\r\n1\r\n--xx--".utf8), "a=1|fine"),
    (
      Array("--xx\r\nX-Other: 1\r\nContent-Disposition: form-data; name=a\r\n\r\n--xx--".utf8),
      "a=|fine"
    ),
  ]

  @Test(arguments: goodForms)
  func `multipart forms, in pieces of every size`(body: [UInt8], expected: String) async throws {
    for pieceBytes in [1, 2, 3, 5, 16, 1000] {
      let said = try await outcome("/report", Self.multipartType, body, pieceBytes: pieceBytes)
      #expect(said == expected, "pieces of \(pieceBytes)")
    }
  }

  static let badForms: [([UInt8], String)] = [
    ([], "400 truncated"), (Array("--xx".utf8), "400 truncated"),
    (Array("--xx-".utf8), "400 truncated"),
    (multipart([field], closing: ""), "400 truncated"),
    (multipart([field], closing: "--xx\r\n"), "400 truncated"),
    (multipart([field]).dropLast(5) + [], "400 truncated"),
    (multipart([("name=f; filename=x", "abc")], closing: ""), "400 truncated"),
    (Array("--xxContent\r\n\r\n".utf8), "400 boundary"),
    (Array("preamble\r\n--xx\r\n".utf8), "400 boundary"),
    (multipart([field], boundary: "yy"), "400 boundary"),
    (Array("--xx\r\n\r\nno headers\r\n--xx--".utf8), "400 boundary"),
    (multipart([("name", "1")]), "400 boundary"), (multipart([("x=y", "1")]), "400 boundary"),
    (multipart([("name=\"a", "1")]), "400 boundary"),
    (multipart([("name=a; name=b", "1")]), "400 boundary"),
    (multipart([("name=a\r\n folded: x", "1")]), "400 boundary"),
    (multipart([("name=a\r\nContent-Disposition: form-data; name=b", "1")]), "400 boundary"),
    (multipart([("name=a\r\nContent-Transfer-Encoding: base64", "MQ==")]), "400 boundary"),
    (multipart([("name=a\r\nContent-Type: nonsense", "1")]), "400 boundary"),
    (multipart([("name=a\r\nContent-Type: text/plain; charset=utf-16", "1")]), "400 charset"),
    (multipart([("name=f; filename*=latin1''%E4", "1")]), "400 charset"),
    (multipart([("name=f; filename*=UTF-8''%E", "1")]), "400 malformedPercent"),
    (multipart([("name=f; filename*=UTF-8''%FF", "1")]), "400 utf"),
    (multipart([("name=f; filename*=UTF-8''%00", "1")]), "400 nul"),
    (multipart([("name=\"a\0b\"", "1")]), "400 nul"), (multipart([("name=a", "x\0y")]), "400 nul"),
    (multipart([("name=_charset_", "windows-1252")]), "400 charset"),
    (multipart([("name=" + String(repeating: "n", count: 600), "1")]), "400 name"),
    (multipart([("name=a\r\nX: " + String(repeating: "h", count: 9000), "1")]), "400 boundary"),
    (multipart(Array(repeating: field, count: 21)), "413 20 fields"),
    (multipart(Array(repeating: field, count: 10_000)), "413 20 fields"),
    (multipart([("name=a", String(repeating: "x", count: 1001))]), "413 1000 bytes"),
    (
      multipart(Array(repeating: ("name=a", String(repeating: "x", count: 999)), count: 4)),
      "413 3000 bytes"
    ),
    (multipart(Array(repeating: ("name=f; filename=x", "1"), count: 4)), "413 3 files"),
  ]

  @Test(arguments: badForms)
  func `wrong multipart forms say what is wrong`(body: [UInt8], expected: String) async throws {
    for pieceBytes in [1, 1000] where body.count < 50_000 || pieceBytes > 1 {
      let trial = Trial()
      let said = try await outcome(
        "/report", Self.multipartType, body, pieceBytes: pieceBytes, trial: trial)
      #expect(matches(said, expected), "\(said.prefix(200)) in pieces of \(pieceBytes)")
      #expect(trial.handledCount == 0)
      if let sink = trial.lastSink { #expect(sink.told.abortCount == 1) }
    }
  }

  @Test func `a text that is not UTF-8 is refused in either coding`() async throws {
    let body = Array("--xx\r\nContent-Disposition: form-data; name=a\r\n\r\n".utf8) + [0xff]
    let said = try await outcome(
      "/report", Self.multipartType, body + Array("\r\n--xx--".utf8))
    #expect(matches(said, "400 utf"))
  }

  @Test(
    arguments: [
      ("/report", nil, "415 multipart/form-data"),
      ("/report", "text/plain", "415 multipart/form-data"),
      ("/report", "application/json", "415 multipart"), ("/report", "nonsense", "415 multipart"),
      ("/report", "multipart/form-data", "400 boundary"),
      ("/report", "multipart/form-data; boundary=\"\"", "400 boundary"),
      (
        "/report", "multipart/form-data; boundary=\"\(String(repeating: "b", count: 71))\"",
        "400 boundary"
      ),
      ("/report", "multipart/mixed; boundary=xx", "415 multipart"),
      ("/notes", "application/x-www-form-urlencoded; charset=iso-8859-1", "400 charset"),
      ("/api", "text/plain", "415 application/json"),
      ("/api", "application/json; charset=latin1", "400 charset"),
      ("/api", "application/json; charset=utf-8", "{}"), ("/api", "APPLICATION/JSON", "{}"),
      ("/sign-out", "application/json", "413 Nothing"),
    ] as [(String, String?, String)])
  func `media types`(path: String, type: String?, expected: String) async throws {
    let said = try await outcome(path, type, Array("{}".utf8))
    #expect(matches(said, expected), "\(said)")
  }

  @Test func `a declared length beyond the limit is refused before reading`() async throws {
    for (path, type) in [
      ("/report", Self.multipartType), ("/api", "application/json"),
      ("/notes", "application/x-www-form-urlencoded"),
    ] {
      let trial = Trial()
      let said = try await outcome(path, type, [], declared: 2 << 30, trial: trial)
      #expect(said.hasPrefix("413"))
      #expect(trial.lastSink == nil)
    }
  }

  @Test func `a compressed body is refused`() async throws {
    let head = RequestHead.make(
      .post, "/api", ["Content-Type": "application/json", "Content-Encoding": "gzip"], bytes: 2)
    let response = try await Trial().application().answer(head, bodyBytes: [1, 2])
    #expect(response.status == .unsupportedMediaType)
  }

  @Test func `bytes of files arrive unchanged`() async throws {
    let content = (0..<200_000).map { UInt8(truncatingIfNeeded: $0 &* 31 ^ ($0 >> 8)) }
    let near = Array("\r\n--x\r\n--xy\r\r\n\r\n--".utf8)
    for pieceBytes in [997, 16384, 300_000] {
      let trial = Trial()
      let body =
        Array("--xx\r\nContent-Disposition: form-data; name=f; filename=x\r\n\r\n".utf8)
        + content + near + Array("\r\n--xx--\r\n".utf8)
      let said = try await outcome(
        "/report", Self.multipartType, body, pieceBytes: pieceBytes, trial: trial)
      #expect(said == "x:\(content.count + near.count)|fine")
      #expect(trial.lastSink?.told.bytes == [content + near])
      #expect(trial.lastSink?.told.abortCount == 0)
    }
  }

  @Test func `a sink that refuses ends the request and is told once`() async throws {
    let body = multipart([Self.field, ("name=f; filename=x", "abc"), ("name=f; filename=y", "d")])
    for behaviour in [RecordingSink.Behaviour.refusesBegin, .refusesChunk] {
      let trial = Trial()
      let said = try await outcome(
        "/report", Self.multipartType, body, trial: trial, sink: behaviour)
      #expect(said.hasPrefix("422") && trial.handledCount == 0)
      let told = try #require(trial.lastSink?.told)
      #expect(told.abortCount == 1 && told.callsAfterAbort == 0 && told.bytes.count == 1)
    }
  }

  @Test func `when the handler fails, the sink drops what it took`() async throws {
    let trial = Trial()
    let body = multipart([("name=fail", "1"), ("name=f; filename=x", "abc")])
    let said = try await outcome("/report", Self.multipartType, body, trial: trial)
    #expect(said.hasPrefix("500"))
    #expect(trial.lastSink?.told.steps == ["begin f x -", "chunk", "finish", "abort"])
  }

  @Test func `a refusal before the body opens no sink`() async throws {
    let trial = Trial()
    let said = try await outcome(
      "/report?signed=out", Self.multipartType, multipart([Self.field]), trial: trial)
    #expect(said.hasPrefix("401") && trial.lastSink == nil)
  }

  @Test(
    arguments: [
      (
        [
          ("name=a", "kept"), ("name=f; filename=x", String(repeating: "x", count: 1001)),
          ("name=b", "also"),
        ],
        "a=kept|b=also|fault: a file is larger than 1000 bytes"
      ),
      (
        [
          ("name=f; filename=x", String(repeating: "x", count: 800)),
          ("name=f; filename=y", String(repeating: "x", count: 800)), ("name=b", "also"),
        ],
        "b=also|fault: the files together are larger than 1500 bytes"
      ),
      (
        [
          ("name=f; filename=x", "1"), ("name=f; filename=y", "1"), ("name=f; filename=z", "1"),
          ("name=b", "also"),
        ],
        "b=also|fault: there are more than 2 files"
      ),
      (
        [
          ("name=f; filename=x", "1"), ("name=a", String(repeating: "ü", count: 600)),
          ("name=b", "also"),
        ],
        "a=\(String(repeating: "ü", count: 500))|b=also|fault: a field is longer than 1000 bytes"
      ),
      (
        [("name=f; filename=x", "1"), ("name=a", "x\0y"), ("name=b", "also")],
        "a=xy|b=also|fault: a text has a NUL character"
      ),
    ] as [([(String, String)], String)])
  func `what was typed survives a fault`(parts: [(String, String)], expected: String) async throws {
    for pieceBytes in [11, 5000] {
      let trial = Trial()
      let said = try await outcome(
        "/shown", Self.multipartType, multipart(parts), pieceBytes: pieceBytes, trial: trial)
      #expect(said == expected)
      let told = try #require(trial.lastSink?.told)
      #expect(told.abortCount == 1 && told.callsAfterAbort == 0)
    }
  }

  @Test func `a form that takes no files refuses them`() async throws {
    let said = try await outcome(
      "/notes", Self.multipartType, multipart([("name=f; filename=x", "1")]))
    #expect(said.hasPrefix("415"))
    let empty = try await outcome(
      "/notes", Self.multipartType, multipart([Self.field, ("name=f; filename=\"\"", "")]))
    #expect(empty == "a=1")
  }

  @Test func `ten thousand fields are refused cheaply`() async throws {
    let body = multipart(Array(repeating: Self.field, count: 100_000))
    let began = ContinuousClock.now
    let said = try await outcome("/report", Self.multipartType, body, pieceBytes: 16384)
    #expect(said.hasPrefix("413"))
    #expect(ContinuousClock.now - began < .seconds(20))
  }
}
