import Confinement
import Foundation
import Glibc
import HTTPServer
import Synchronization
import Testing

@testable import Mail

/// A client that says whatever a test wants, over a real socket.
private final class RawClient {
  private let socket: Int32
  private var received: [UInt8] = []

  init(port: UInt16) throws {
    socket = Glibc.socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
    var name = sockaddr_in()
    name.sin_family = sa_family_t(AF_INET)
    name.sin_port = port.bigEndian
    name.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
    let outcome = unsafe withUnsafePointer(to: name) { pointer in
      unsafe pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        unsafe connect(socket, $0, socklen_t(MemoryLayout<sockaddr_in>.size))
      }
    }
    try #require(outcome == 0)
    var patience = timeval(tv_sec: 180, tv_usec: 0)
    unsafe setsockopt(
      socket, SOL_SOCKET, SO_RCVTIMEO, &patience, socklen_t(MemoryLayout<timeval>.size))
  }

  deinit { hangUp() }

  func hangUp() { shutdown(socket, Int32(SHUT_RDWR)) }

  func send(_ bytes: [UInt8]) {
    var rest = bytes[...]
    while !rest.isEmpty {
      let count = unsafe rest.withUnsafeBytes { buffer in
        unsafe Glibc.send(socket, buffer.baseAddress, buffer.count, Int32(MSG_NOSIGNAL))
      }
      if count <= 0 { return }
      rest = rest.dropFirst(count)
    }
  }

  func send(_ text: String) { send(Array(text.utf8)) }

  /// The next line of the server without its end; nil when it has closed or says nothing for long.
  func line() -> String? {
    while true {
      if let end = received.firstIndex(of: 0x0A) {
        let line = received[..<end]
        received.removeFirst(end + 1)
        return String(decoding: line.last == 0x0D ? line.dropLast() : line, as: UTF8.self)
      }
      var room = [UInt8](repeating: 0, count: 4_096)
      let count = unsafe room.withUnsafeMutableBytes { buffer in
        unsafe recv(socket, buffer.baseAddress, buffer.count, 0)
      }
      if count <= 0 { return nil }
      received += room.prefix(count)
    }
  }

  /// The codes of the next replies; a reply of several lines counts once.
  func codes(_ count: Int) -> [Int] {
    var codes: [Int] = []
    while codes.count < count, let line = line() {
      if line.dropFirst(3).first != "-" { codes.append(Int(line.prefix(3)) ?? 0) }
    }
    return codes
  }

  /// Says one line and returns the code of the answer; 0 when there is none.
  func say(_ text: String) -> Int {
    send(text + "\r\n")
    return codes(1).first ?? 0
  }

  /// Greets, and names a sender and one recipient.
  func begin() {
    _ = codes(1)
    send("LHLO mx.example\r\nMAIL FROM:<wilma@mail.example>\r\nRCPT TO:<conduct@example.org>\r\n")
    #expect(codes(3) == [250, 250, 250])
  }
}

/// What a test does with a message, and what came.
private final class Desk: Sendable {
  private let mails = Mutex<[ReceivedMail]>([])

  var received: [ReceivedMail] { mails.withLock { $0 } }
  var texts: [String] { received.map { String(decoding: $0.message, as: UTF8.self) } }

  func take(_ mail: ReceivedMail) { mails.withLock { $0.append(mail) } }
}

@Suite struct `Mail by LMTP` {
  /// Runs a server while a test talks to it.
  private func served(
    limits: LMTPLimits = LMTPLimits(), verdict: LMTPVerdict = .stored,
    _ talk: @Sendable @escaping (UInt16, Desk) throws -> Void
  ) async throws {
    let socket = try ListenSocket(.ipv4(address: "127.0.0.1", port: 0))
    defer { socket.close() }
    guard case .ipv4(_, let port) = socket.address else { return }
    let desk = Desk()
    let server = LMTPServer(listening: socket.descriptor, limits: limits)
    let running = Task {
      await server.run { mail in
        desk.take(mail)
        return verdict
      }
    }
    let thread = WorkerThreads(
      threadCountMax: 1, waitingMax: MailLimits.jobsWaitingMax)
    let outcome = await thread.run {
      Result<Void, any Error> { try talk(port, desk) }
    }
    running.cancel()
    await running.value
    try #require(outcome).get()
  }

  @Test
  func `a message is handed over with the trace of its delivery, and answered for each recipient`()
    async throws
  {
    try await served { port, desk in
      let client = try RawClient(port: port)
      #expect(client.codes(1) == [220])
      #expect(client.say("LHLO mx.example") == 250)
      #expect(client.say("MAIL FROM:<wilma@mail.example> SIZE=100 BODY=8BITMIME SMTPUTF8") == 250)
      #expect(client.say("RCPT TO:<conduct@example.org>") == 250)
      #expect(client.say("rcpt to: <conduct+abc@example.org>") == 250)
      #expect(client.say("DATA") == 354)
      client.send("Subject: S\r\n\r\nWords.\r\n.\r\n")
      #expect(client.codes(2) == [250, 250])
      #expect(client.say("QUIT") == 221)
      #expect(client.line() == nil)
      #expect(
        desk.texts == [
          "Return-Path: <wilma@mail.example>\r\nDelivered-To: conduct@example.org\r\nDelivered-To: conduct+abc@example.org\r\nSubject: S\r\n\r\nWords.\r\n"
        ])
      #expect(
        desk.received.first?.recipients == ["conduct@example.org", "conduct+abc@example.org"])
    }
  }

  @Test func `everything at once is answered in order, and the next message follows`() async throws
  {
    try await served { port, desk in
      let client = try RawClient(port: port)
      let once =
        "MAIL FROM:<>\r\nRCPT TO:<conduct@example.org>\r\nDATA\r\nSubject: S\r\n\r\nWords.\r\n.\r\n"
      client.send("LHLO mx\r\n" + once + once + "RSET\r\nNOOP\r\nVRFY conduct\r\nQUIT\r\n")
      #expect(
        client.codes(14) == [220, 250, 250, 250, 354, 250, 250, 250, 354, 250, 250, 250, 252, 221])
      #expect(desk.received.map(\.sender) == ["", ""])
    }
  }

  @Test(arguments: [
    ("..\r\n", ".\r\n"), ("..a\r\n.b\r\n", ".a\r\nb\r\n"), (".\rx\r\n", "\rx\r\n"),
    ("a\n.\nb\r\n", "a\n.\nb\r\n"), ("a\r.\r\nb\r\n", "a\r.\r\nb\r\n"), ("\r\r\n", "\r\r\n"),
    ("", ""), ("a\r\n.\r\r\n", "a\r\n\r\r\n"),
  ])
  func `doubled dots are taken away, and only a dot between two CRLF ends a message`(
    _ sent: String, _ kept: String
  ) async throws {
    try await served { port, desk in
      for isInPieces in [false, true] {
        let client = try RawClient(port: port)
        client.begin()
        #expect(client.say("DATA") == 354)
        for piece in isInPieces
          ? (sent + ".\r\n").utf8.map({ [$0] }) : [Array((sent + ".\r\n").utf8)]
        {
          client.send(piece)
        }
        #expect(client.codes(1) == [250])
      }
      let head = "Return-Path: <wilma@mail.example>\r\nDelivered-To: conduct@example.org\r\n"
      #expect(desk.texts == [head + kept, head + kept])
    }
  }

  @Test func `what could not be stored is never said to be`() async throws {
    try await served(verdict: .later) { port, desk in
      let client = try RawClient(port: port)
      client.begin()
      #expect(client.say("DATA") == 354)
      client.send("Words.\r\n.\r\n")
      #expect(client.codes(1) == [451])
      #expect(desk.received.count == 1)
    }
  }

  @Test func `25 MiB are taken whole, and what is larger than allowed is refused and not kept`()
    async throws
  {
    var limits = LMTPLimits()
    limits.messageBytesMax = 26 * 1024 * 1024
    try await served(limits: limits) { port, desk in
      let line = Array((String(repeating: "x", count: 1_022) + "\r\n").utf8)
      let mebibyte = [UInt8]((0..<1_024).map { _ in line }.joined())
      let client = try RawClient(port: port)
      client.begin()
      #expect(client.say("DATA") == 354)
      for _ in 0..<25 { client.send(mebibyte) }
      #expect(client.say(".") == 250)
      let head = "Return-Path: <wilma@mail.example>\r\nDelivered-To: conduct@example.org\r\n"
      #expect(desk.received.first?.message.count == 25 * mebibyte.count + head.utf8.count)
      #expect(client.say("MAIL FROM:<a@b.example> SIZE=99999999") == 552)
      #expect(client.say("MAIL FROM:<a@b.example>") == 250)
      #expect(client.say("RCPT TO:<conduct@example.org>") == 250)
      #expect(client.say("DATA") == 354)
      for _ in 0..<30 { client.send(mebibyte) }
      #expect(client.say(".") == 552)
      #expect(desk.received.count == 1)
      #expect(client.say("NOOP") == 250)
    }
  }

  @Test func `messages share a bounded memory: one more than fits is told to come again`()
    async throws
  {
    var limits = LMTPLimits()
    limits.memoryBytesMax = 1024 * 1024
    try await served(limits: limits) { port, desk in
      let first = try RawClient(port: port)
      let second = try RawClient(port: port)
      let chunk = [UInt8](repeating: UInt8(ascii: "x"), count: 700_000)
      for client in [first, second] {
        client.begin()
        #expect(client.say("DATA") == 354)
      }
      first.send(chunk)
      // The first has its room before the second asks for any.
      usleep(300_000)
      second.send(chunk)
      second.send("\r\n.\r\n")
      #expect(second.codes(1) == [452])
      first.send("\r\n.\r\n")
      #expect(first.codes(1) == [250])
      #expect(desk.received.count == 1)
      second.send("MAIL FROM:<>\r\nRCPT TO:<conduct@example.org>\r\nDATA\r\n")
      #expect(second.codes(3) == [250, 250, 354])
      second.send(chunk)
      second.send("\r\n.\r\n")
      #expect(second.codes(1) == [250])
    }
  }

  @Test(arguments: [
    ("EHLO mx", 500), ("LHLO", 501), ("MAIL FROM:wilma@mail.example", 501), ("MAIL", 501),
    ("MAIL FROM:<a b@c.example>", 501), ("MAIL FROM:<a@b.example> SIZE=much", 501),
    ("MAIL FROM:<a@b.example> AUTH=<>", 555), ("RCPT TO:<a@b.example>", 503), ("DATA", 503),
    ("DATA now", 501), ("FETCH ME", 500), ("", 500), ("NOOP \u{7}", 501), ("NOOP\rMAIL", 501),
    ("NOOP\nNOOP", 501), ("MAIL FROM:<a@b.example>x", 501), ("RCPT TO:<>", 501),
    ("NOOP " + String(repeating: "x", count: 5_000), 500),
  ])
  func `a command that is wrong is refused, and the conversation goes on`(
    _ command: String, _ code: Int
  ) async throws {
    try await served { port, _ in
      let client = try RawClient(port: port)
      #expect(client.codes(1) == [220])
      if !command.hasPrefix("EHLO") { #expect(client.say("LHLO mx") == 250) }
      #expect(client.say(command) == code)
      #expect(client.say("LHLO mx") == 250)
      #expect(client.say("MAIL FROM:<@relay.example:\"a > b\"@c.example>") == 250)
    }
  }

  @Test func `commands, errors, recipients and connections are bounded`() async throws {
    var limits = LMTPLimits()
    limits.commandsMax = 60
    limits.errorsMax = 3
    limits.recipientsMax = 2
    limits.connectionsMax = 2
    try await served(limits: limits) { port, _ in
      let client = try RawClient(port: port)
      #expect(client.codes(1) == [220])
      for _ in 0..<3 { #expect(client.say("WHAT") == 500) }
      #expect(client.say("WHAT") == 421)
      #expect(client.line() == nil)
      let patient = try RawClient(port: port)
      patient.begin()
      #expect(patient.say("RCPT TO:<b@example.org>") == 250)
      #expect(patient.say("RCPT TO:<c@example.org>") == 452)
      let other = try RawClient(port: port)
      #expect(other.codes(1) == [220])
      let tooMany = try RawClient(port: port)
      #expect(tooMany.codes(1) == [421])
      #expect(tooMany.line() == nil)
      other.send(String(repeating: "NOOP\r\n", count: 61))
      #expect(other.codes(61) == Array(repeating: 250, count: 60) + [421])
      usleep(100_000)
      let next = try RawClient(port: port)
      #expect(next.codes(1) == [220])
    }
  }

  @Test func `a client that falls silent, trickles or hangs up costs nobody else anything`()
    async throws
  {
    var limits = LMTPLimits()
    limits.silenceSecondsMax = 1
    limits.messageSecondsMax = 2
    try await served(limits: limits) { port, desk in
      let silent = try RawClient(port: port)
      #expect(silent.codes(2) == [220, 421])
      let trickling = try RawClient(port: port)
      trickling.begin()
      #expect(trickling.say("DATA") == 354)
      for _ in 0..<6 {
        trickling.send("x")
        usleep(500_000)
      }
      #expect(trickling.codes(1) == [421])
      let hanging = try RawClient(port: port)
      hanging.begin()
      #expect(hanging.say("DATA") == 354)
      hanging.send("half a mess")
      hanging.hangUp()
      let honest = try RawClient(port: port)
      honest.begin()
      #expect(honest.say("DATA") == 354)
      honest.send("Words.\r\n.\r\n")
      #expect(honest.codes(1) == [250])
      #expect(desk.received.count == 1)
    }
  }

  @Test func `when the server ends, waiting clients are told to come again`() async throws {
    let socket = try ListenSocket(.ipv4(address: "127.0.0.1", port: 0))
    defer { socket.close() }
    guard case .ipv4(_, let port) = socket.address else { return }
    let server = LMTPServer(listening: socket.descriptor)
    let running = Task { await server.run { _ in .stored } }
    let thread = WorkerThreads(
      threadCountMax: 1, waitingMax: MailLimits.jobsWaitingMax)
    let codes = try #require(
      await thread.run { () -> [Int] in
        do {
          let client = try RawClient(port: port)
          client.begin()
          running.cancel()
          return client.codes(1)
        } catch {
          return []
        }
      })
    #expect(codes == [421])
    await running.value
  }
}
