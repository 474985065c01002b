import HTTPServer
import Testing

@Suite(.serialized) struct RunningServerTests {
  @Test func `a page is answered and the connection kept`() async throws {
    let trial = Trial()
    try await withServer(try trial.application()) { address in
      let client = try RawClient(address)
      for _ in 0..<3 {
        let reply = try client.get("/")
        #expect(reply.status == 200 && reply.text == "hello")
        #expect(reply.header("referrer-policy") == "no-referrer")
      }
    }
    #expect(trial.logged.map(\.routeName) == ["home", "home", "home"])
  }

  @Test func `a file is streamed to the sink`() async throws {
    let trial = Trial()
    try await withServer(try trial.application()) { address in
      let client = try RawClient(address)
      let reply = try client.post(
        "/report", type: "multipart/form-data; boundary=xx",
        multipart([
          ("name=\"account\"", "what happened"),
          (
            "name=\"f\"; filename=\"a.txt\"\r\nContent-Type: text/plain",
            String(repeating: "0123456789", count: 100_000)
          ),
        ]))
      #expect(reply.text == "account=what happened|a.txt:1000000|fine")
    }
    #expect(trial.lastSink?.told.steps == ["begin f a.txt text/plain", "chunk", "finish"])
  }

  @Test func `HEAD has the head alone and the connection goes on`() async throws {
    try await withServer(try Trial().application()) { address in
      let client = try RawClient(address)
      for (path, length) in [("/", "5"), ("/download/1000", "1000")] {
        client.send("HEAD \(path) HTTP/1.1\r\nHost: test\r\n\r\n")
        let reply = try client.reply(hasBody: false)
        #expect(reply.status == 200 && reply.header("content-length") == length)
        #expect(try client.get("/").text == "hello")
      }
      client.send("HEAD /download/1000?chunked HTTP/1.1\r\nHost: test\r\n\r\n")
      let reply = try client.reply(hasBody: false)
      #expect(reply.status == 200 && reply.header("connection") == "close")
      #expect(client.isClosedByPeer())
    }
  }

  @Test func `pipelined requests are answered in their order`() async throws {
    try await withServer(try Trial().application()) { address in
      let client = try RawClient(address)
      let form =
        "POST /notes HTTP/1.1\r\nHost: test\r\nContent-Length: 3\r\n"
        + "Content-Type: application/x-www-form-urlencoded\r\n\r\na=1"
      let text = ["/slow/50", "/", "/cases/00ff", "/nowhere"].map {
        "GET \($0) HTTP/1.1\r\nHost: test\r\n\r\n"
      }
      client.send(text.joined() + form + text[1])
      let replies = try (0..<6).map { _ in try client.reply() }
      #expect(replies.map(\.status) == [200, 200, 200, 404, 200, 200])
      #expect(
        replies.map(\.text).filter { $0.count < 20 } == [
          "slow", "hello", "case 00ff -", "a=1", "hello",
        ])
    }
  }

  @Test func `two gibibytes are refused before they are sent`() async throws {
    let trial = Trial()
    try await withServer(try trial.application()) { address in
      for expect in ["", "Expect: 100-continue\r\n"] {
        let client = try RawClient(address)
        client.send(
          "POST /report HTTP/1.1\r\nHost: test\r\nContent-Length: 2147483648\r\n"
            + "Content-Type: \(BodyTests.multipartType)\r\n\(expect)\r\n")
        let reply = try client.reply()
        #expect(reply.status == 413 && reply.header("connection") == "close")
        #expect(client.isClosedByPeer())
      }
    }
    #expect(trial.lastSink == nil)
  }

  @Test func `who may not upload is told before uploading`() async throws {
    let trial = Trial()
    try await withServer(try trial.application()) { address in
      let client = try RawClient(address)
      client.send(
        "POST /report?signed=out HTTP/1.1\r\nHost: test\r\nContent-Length: 50000000\r\n"
          + "Content-Type: \(BodyTests.multipartType)\r\nExpect: 100-continue\r\n\r\n")
      #expect(try client.reply().status == 401)
    }
    #expect(trial.logged.map(\.status.code) == [401])
  }

  @Test func `a client that waits to be asked is asked`() async throws {
    try await withServer(try Trial().application()) { address in
      let client = try RawClient(address)
      let body = multipart([BodyTests.field, ("name=f; filename=x", "abc")])
      client.send(
        "POST /report HTTP/1.1\r\nHost: test\r\nContent-Length: \(body.count)\r\n"
          + "Content-Type: \(BodyTests.multipartType)\r\nExpect: 100-continue\r\n\r\n")
      #expect(try client.reply(hasBody: false).status == 100)
      client.send(body)
      #expect(try client.reply().text == "a=1|x:3|fine")
      #expect(try client.get("/").status == 200)
    }
  }

  /// The daemon hands over the chunks that are in its buffer one after the other, also while the connection is
  /// suspended for the sink: bytes were lost, and at times the daemon ended the process.
  @Test func `small chunks of a file that come at once are all taken, in their order`() async throws
  {
    let trial = Trial()
    try await withServer(try trial.application()) { address in
      let client = try RawClient(address)
      let body = multipart([BodyTests.field, ("name=\"f\"; filename=\"x\"", "0123456789")])
      for _ in 0..<40 {
        let chunks = body.flatMap { Array("1\r\n\(String(UnicodeScalar($0)))\r\n".utf8) }
        client.send(
          Array(
            ("POST /report HTTP/1.1\r\nHost: test\r\nTransfer-Encoding: chunked\r\n"
              + "Content-Type: \(BodyTests.multipartType)\r\n\r\n").utf8) + chunks
            + Array("0\r\n\r\n".utf8))
        #expect(try client.reply().status == 200)
        #expect(trial.lastSink?.told.bytes == [Array("0123456789".utf8)])
      }
    }
  }

  @Test func `chunked bodies are read, and refused beyond their limit`() async throws {
    let trial = Trial()
    try await withServer(try trial.application()) { address in
      let client = try RawClient(address)
      func chunked(_ path: String, _ type: String, _ pieces: [[UInt8]]) {
        client.send(
          "POST \(path) HTTP/1.1\r\nHost: test\r\nTransfer-Encoding: chunked\r\n"
            + "Content-Type: \(type)\r\n\r\n")
        for piece in pieces {
          client.send(Array("\(String(piece.count, radix: 16))\r\n".utf8) + piece + [13, 10])
        }
        client.send("0\r\n\r\n")
      }
      chunked("/api", "application/json", [Array("[1".utf8), Array("]".utf8)])
      #expect(try client.reply().text == "[1]")
      chunked("/report", BodyTests.multipartType, multipart([BodyTests.field]).map { [$0] })
      #expect(try client.reply().text == "a=1|fine")
      chunked("/report", BodyTests.multipartType, [])
      #expect(try client.reply().status == 400)
      let piece = [UInt8](repeating: 0x20, count: 10_000)
      chunked("/api", "application/json", Array(repeating: piece, count: 30))
      #expect(try client.reply().status == 413)
      #expect(try client.get("/").status == 200)
      chunked("/api", "application/json", Array(repeating: piece, count: 100))
      #expect(client.isClosedByPeer())
    }
  }

  @Test func `small refused bodies are passed over and the connection goes on`() async throws {
    try await withServer(try Trial().application()) { address in
      let client = try RawClient(address)
      let body = [UInt8](repeating: 0x61, count: 50_000)
      for (path, status) in [("/nowhere", 404), ("/", 405), ("/api", 415), ("/sign-out", 413)] {
        #expect(try client.post(path, type: "text/plain", body).status == status)
      }
      #expect(try client.get("/").status == 200)
    }
  }

  @Test(arguments: [
    ("GET / HTTP/1.1\r\n\r\n", 400), ("GET /a%zz HTTP/1.1\r\nHost: x\r\n\r\n", 400),
    ("GET /../etc HTTP/1.1\r\nHost: x\r\n\r\n", 400),
    ("GET http://x/ HTTP/1.1\r\nHost: x\r\n\r\n", 400),
    ("GET /\u{e4} HTTP/1.1\r\nHost: x\r\n\r\n", 400),
    ("GET /\(String(repeating: "a", count: 9000)) HTTP/1.1\r\nHost: x\r\n\r\n", 414),
    ("GET /\(String(repeating: "a", count: 90000)) HTTP/1.1\r\nHost: x\r\n\r\n", 414),
    ("BREW / HTTP/1.1\r\nHost: x\r\n\r\n", 501), ("get / HTTP/1.1\r\nHost: x\r\n\r\n", 501),
    ("GET / HTTP/1.1\r\nHost: x\r\nHost: y\r\n\r\n", 400),
    ("GET / HTTP/1.1\r\nHost: x\r\nA: \(String(repeating: "a", count: 9000))\r\n\r\n", 431),
    ("GET / HTTP/1.1\r\nHost: x\r\nA: \(String(repeating: "a", count: 90000))\r\n\r\n", 431),
    ("GET / HTTP/1.1\r\nHost: x\r\n\(String(repeating: "A: b\r\n", count: 101))\r\n", 431),
    ("GET / HTTP/1.1\r\nHost: x\r\nA: \u{1}\r\n\r\n", 400),
    ("POST /api HTTP/1.1\r\nHost: x\r\nContent-Length: 2\r\nContent-Length: 3\r\n\r\n", 400),
    ("POST /api HTTP/1.1\r\nHost: x\r\nContent-Length: -2\r\n\r\n", 400),
    ("POST /api HTTP/1.1\r\nHost: x\r\nContent-Length: 0x2\r\n\r\n", 400),
    ("POST /api HTTP/1.1\r\nHost: x\r\nContent-Length: 2,3\r\n\r\n", 400),
    (
      "POST /api HTTP/1.1\r\nHost: x\r\nContent-Length: 2\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
      400
    ),
    ("POST /api HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: gzip, chunked\r\n\r\n0\r\n\r\n", 400),
    ("POST /api HTTP/1.1\r\nHost: x\r\nContent-Length: 99999999999999999999999\r\n\r\n", 413),
  ])
  func `wrong heads are refused`(request: String, status: Int) async throws {
    try await withServer(try Trial().application()) { address in
      let client = try RawClient(address, receiveSeconds: 3)
      client.send(request)
      #expect(try client.reply().status == status)
      client.close()
      // And the server is still there.
      #expect(try RawClient(address).get("/").text == "hello")
    }
  }

  @Test(arguments: [
    "GET", "GET /", "\u{16}\u{3}\u{1}", "\r\n\r\n\r\n", "GET / HTTP/9.9\r\n\r\n", "\0\0\0\r\n\r\n",
    "GET /\0 HTTP/1.1\r\nHost: x\r\n\r\n",
  ])
  func `nonsense does not harm`(request: String) async throws {
    let trial = Trial()
    try await withServer(try trial.application()) { address in
      let client = try RawClient(address)
      client.send(request)
      client.close()
      #expect(try RawClient(address).get("/").text == "hello")
    }
  }

  @Test func `downloads are drawn while they are sent`() async throws {
    try await withServer(try Trial().application()) { address in
      let client = try RawClient(address)
      for count in [0, 1, 99_999, 100_001, 2_000_000] {
        for query in ["", "?chunked"] {
          let reply = try client.get("/download/\(count)\(query)")
          #expect(reply.body == Trial.patterns.prefix(count) + [], "\(count)")
        }
      }
      #expect(try client.get("/large/5000000").body.count == 5_000_000)
      for query in ["?fails", "?fails&chunked"] {
        let failing = try RawClient(address)
        let began = ContinuousClock.now
        let error = #expect(throws: RawClient.Failed.self) {
          try failing.get("/download/1000000\(query)")
        }
        #expect(ContinuousClock.now - began < .seconds(20), "\(query) \(error?.step ?? "")")
      }
    }
  }

  @Test func `a download that is broken off ends`() async throws {
    try await withServer(try Trial().application()) { address in
      for _ in 0..<10 {
        let client = try RawClient(address)
        client.send("GET /download/50000000 HTTP/1.1\r\nHost: x\r\n\r\n")
        #expect(try client.reply(hasBody: false).status == 200)
        client.reset()
      }
      #expect(try RawClient(address).get("/").text == "hello")
    }
  }
}
