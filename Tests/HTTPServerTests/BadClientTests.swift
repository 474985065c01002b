import Glibc
import HTTPServer
import Testing

/// Clients that are slow, go away, or are many.
@Suite(.serialized) struct BadClientTests {
  private static let manyBytes = String(repeating: "0123456789", count: 20_000)

  /// Waits until something has become true, at most five seconds.
  private func eventually(_ isTrue: () -> Bool) async throws -> Bool {
    for _ in 0..<500 {
      if isTrue() { return true }
      try await Task.sleep(for: .milliseconds(10))
    }
    return isTrue()
  }

  @Test(arguments: [false, true])
  func `an upload that breaks off is dropped once`(isReset: Bool) async throws {
    let trial = Trial()
    try await withServer(try trial.application()) { address in
      let client = try RawClient(address)
      let body = multipart([
        ("name=f; filename=x", "complete"), ("name=f; filename=y", Self.manyBytes),
      ])
      client.send(
        "POST /report HTTP/1.1\r\nHost: test\r\nContent-Length: \(body.count)\r\n"
          + "Content-Type: \(BodyTests.multipartType)\r\n\r\n")
      client.send(Array(body.prefix(100_000)))
      usleep(100_000)
      if isReset { client.reset() } else { client.close() }
      #expect(try RawClient(address).get("/").text == "hello")
    }
    let told = try #require(trial.lastSink?.told)
    #expect(told.steps.suffix(2) == ["chunk", "abort"] && told.steps.contains("finish"))
    #expect(told.abortCount == 1 && told.callsAfterAbort == 0 && trial.handledCount == 0)
  }

  @Test func `a slow sink holds the client back`() async throws {
    let trial = Trial()
    try await withServer(try trial.application(sink: .isSlow(milliseconds: 20))) { address in
      let client = try RawClient(address)
      let content = String(repeating: Self.manyBytes, count: 5)
      let reply = try client.post(
        "/report", type: BodyTests.multipartType, multipart([("name=f; filename=x", content)]))
      #expect(reply.text == "x:1000000|fine")
    }
    let told = try #require(trial.lastSink?.told)
    #expect(told.byteCount == 1_000_000 && told.largestChunk <= 70_000)
  }

  @Test func `a client that dribbles its head is cut off`() async throws {
    try await withServer(
      try Trial().application(),
      {
        $0.headSeconds = 0.6
        $0.silenceSeconds = 60
      }
    ) { address in
      let client = try RawClient(address)
      client.send("GET / HTTP/1.1\r\n")
      // Left alone it would go on for twenty seconds.
      var sent = 0
      while client.send("X-\(sent): y\r\n"), sent < 90 {
        sent += 1
        usleep(200_000)
      }
      #expect(client.isClosedByPeer() && sent > 1 && sent < 90)
    }
  }

  @Test func `a client that dribbles its body is cut off, and its file dropped`() async throws {
    let trial = Trial()
    try await withServer(
      try trial.application(),
      {
        $0.bodyGraceSeconds = 0.6
        $0.silenceSeconds = 60
      }
    ) { address in
      let client = try RawClient(address)
      client.send(
        "POST /report HTTP/1.1\r\nHost: test\r\nContent-Length: 100000\r\n"
          + "Content-Type: \(BodyTests.multipartType)\r\n\r\n"
          + "--xx\r\nContent-Disposition: form-data; name=f; filename=x\r\n\r\n")
      var sent = 0
      while client.send("y"), sent < 100 {
        sent += 1
        usleep(200_000)
      }
      #expect(client.isClosedByPeer() && sent > 1 && sent < 100)
    }
    #expect(try await eventually { trial.lastSink?.told.abortCount == 1 })
  }

  @Test func `a client that takes nothing is cut off`() async throws {
    try await withServer(
      try Trial().application(),
      {
        $0.silenceSeconds = 1
        $0.stopSeconds = 10
      }
    ) { address in
      let clients = try (0..<3).map { _ in try RawClient(address) }
      for client in clients { client.send("GET /large/20000000 HTTP/1.1\r\nHost: x\r\n\r\n") }
      sleep(2)
      #expect(throws: RawClient.Failed.self) { try clients[0].reply() }
    }
  }

  @Test func `a handler beyond its time is answered for`() async throws {
    let trial = Trial()
    try await withServer(try trial.application(handlerSeconds: 0.3)) { address in
      let client = try RawClient(address)
      for path in ["/slow/5000", "/stubborn"] {
        let began = ContinuousClock.now
        let reply = try client.get(path)
        #expect(reply.status == 503 && reply.header("retry-after") == "60")
        // Without the limit it would take five seconds.
        #expect(ContinuousClock.now - began < .seconds(4))
      }
      #expect(try client.get("/").text == "hello")
    }
    #expect(trial.logged.map(\.status.code) == [503, 503, 200])
  }

  @Test func `sixty-four clients at once are all answered rightly`() async throws {
    let trial = Trial()
    try await withServer(try trial.application()) { address in
      let clients = try (0..<64).map { _ in try RawClient(address) }
      for round in 0..<5 {
        for (index, client) in clients.enumerated() {
          let body = multipart([
            ("name=n", "\(index)-\(round)"),
            ("name=f; filename=f\(index)", String(repeating: "x", count: 1000 + index)),
          ])
          client.send(
            "POST /report HTTP/1.1\r\nHost: test\r\nContent-Length: \(body.count)\r\n"
              + "Content-Type: \(BodyTests.multipartType)\r\n\r\n")
          client.send(body)
        }
        for (index, client) in clients.enumerated() {
          let text = try client.reply().text
          #expect(text == "n=\(index)-\(round)|f\(index):\(1000 + index)|fine")
        }
      }
    }
    #expect(trial.handledCount == 320)
    #expect(trial.allSinks.allSatisfy { $0.told.abortCount == 0 })
  }

  @Test func `connections beyond the limit wait, and those of one address are refused`()
    async throws
  {
    try await withServer(
      try Trial().application(),
      {
        $0.connectionsMax = 4
        $0.threadCount = 1
      }
    ) { address in
      var clients = try (0..<4).map { _ in try RawClient(address) }
      for client in clients { #expect(try client.get("/").status == 200) }
      let waiting = try RawClient(address, receiveSeconds: 1)
      waiting.send("GET / HTTP/1.1\r\nHost: x\r\n\r\n")
      #expect(throws: RawClient.Failed.self) { try waiting.reply() }
      clients.removeFirst().close()
      #expect(try waiting.reply().status == 200)
    }
    try await withServer(try Trial().application(), { $0.connectionsPerAddressMax = 2 }) {
      address in
      let clients = try (0..<2).map { _ in try RawClient(address) }
      for client in clients { #expect(try client.get("/").status == 200) }
      #expect(try RawClient(address).isClosedByPeer())
      // Using them once more keeps them open until here.
      for client in clients { #expect(try client.get("/").status == 200) }
    }
  }

  @Test func `stopping lets requests under way end`() async throws {
    let trial = Trial()
    let application = try trial.application()
    let server = Server(
      application: application,
      settings: ServerSettings(listenAddress: .ipv4(address: "127.0.0.1", port: 0)))
    let (addresses, continuation) = AsyncStream<ListenAddress>.makeStream()
    async let running: Void = server.run { continuation.yield($0) }
    for await address in addresses {
      let reply = try await blocking {
        let client = try RawClient(address)
        client.send("GET /slow/400 HTTP/1.1\r\nHost: x\r\n\r\n")
        usleep(100_000)
        server.stop()
        #expect(Self.refusesSoon(address))
        return try client.reply()
      }
      #expect(reply.text == "slow" && reply.header("connection") == "close")
      break
    }
    try await running
  }

  /// Whether the server takes no new connections within half a minute: the machine may be busy with other things.
  private static func refusesSoon(_ address: ListenAddress) -> Bool {
    for _ in 0..<600 {
      do {
        _ = try RawClient(address)
      } catch {
        return true
      }
      usleep(50_000)
    }
    return false
  }

  @Test func `stopping does not wait for ever`() async throws {
    let trial = Trial()
    let began = ContinuousClock.now
    try await withServer(try trial.application(handlerSeconds: 60), { $0.stopSeconds = 0.3 }) {
      address in
      let client = try RawClient(address)
      client.send("GET /slow/60000 HTTP/1.1\r\nHost: x\r\n\r\n")
      let upload = try RawClient(address)
      upload.send(
        "POST /report HTTP/1.1\r\nHost: test\r\nContent-Length: 100000\r\n"
          + "Content-Type: \(BodyTests.multipartType)\r\n\r\n"
          + "--xx\r\nContent-Disposition: form-data; name=f; filename=x\r\n\r\nabc")
      let download = try RawClient(address)
      download.send("GET /download/50000000 HTTP/1.1\r\nHost: x\r\n\r\n")
      usleep(200_000)
      withExtendedLifetime((client, upload, download)) {}
    }
    // Without the stop it would take a minute.
    #expect(ContinuousClock.now - began < .seconds(50))
    #expect(trial.logged.filter { $0.routeName == "slow" }.map(\.status.code) == [503])
    #expect(try await eventually { trial.lastSink?.told.abortCount == 1 })
  }

  @Test func `a Unix socket and IPv6 serve too`() async throws {
    let path = "/tmp/redress-test-\(getpid()).sock"
    for address in [ListenAddress.unix(path: path), .ipv6(address: "::1", port: 0)] {
      try await withServer(try Trial().application(), { $0.listenAddress = address }) { address in
        let reply = try RawClient(address).get("/")
        #expect(reply.text == "hello")
      }
    }
    #expect(unsafe access(path, F_OK) != 0)
  }

  @Test func `an address that cannot be had is told`() async throws {
    let server = Server(
      application: try Trial().application(),
      settings: ServerSettings(listenAddress: try ListenAddress(parsing: "192.0.2.1:0")))
    await #expect(throws: ServerError.self) { try await server.run() }
  }

  /// Resident memory of this process, in bytes.
  private static func residentBytes() throws -> Int {
    let file = unsafe fopen("/proc/self/statm", "r")
    guard let file = unsafe file else { return 0 }
    defer { unsafe fclose(file) }
    var buffer = [CChar](repeating: 0, count: 200)
    unsafe fgets(&buffer, 200, file)
    let text = String(decoding: buffer.prefix { $0 != 0 }.map { UInt8($0) }, as: UTF8.self)
    return (Int(text.split(separator: " ")[1]) ?? 0) * 4096
  }

  /// In a process of its own, since what other tests hold at the same time would count too.
  @Test func `many uploads leave nothing behind`() async {
    await #expect(processExitsWith: .success) {
      let trial = Trial()
      try await withServer(try trial.application(sink: .countsOnly)) { address in
        let body = multipart([
          BodyTests.field, ("name=f; filename=x", String(repeating: Self.manyBytes, count: 5)),
        ])
        let client = try RawClient(address)
        var before = 0
        for round in 0..<60 {
          if round == 20 { before = try Self.residentBytes() }
          let reply = try client.post("/report", type: BodyTests.multipartType, body)
          #expect(reply.text == "a=1|x:1000000|fine")
        }
        // Forty megabytes went through; had they stayed, it would show.
        let grown = try Self.residentBytes() - before
        #expect(grown < 24 << 20, "grew by \(grown)")
      }
    }
  }
}
