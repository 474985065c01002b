import Foundation
import Mail
import Testing

@Suite(.serialized) struct SMTPTransportTests {
  private let server: TestServer

  init() throws { server = try TestServer("smtp_server.py") }

  private static let message = Array(
    "From: a@example.net\r\nSubject: S\r\n\r\nWords.\r\n.\r\n..x\r\n".utf8)

  private func transport(_ url: String, timeoutSeconds: Int = 10) throws -> SMTPTransport {
    SMTPTransport(
      server: try MailServerURL(url, schemes: [.smtp, .smtps]), timeoutSeconds: timeoutSeconds)
  }

  private var authority: String { "ca=\(server.announcement.certificate)" }
  private let login = "ada:pass%20w%C3%B6rd%40%3A%2F@"

  @Test func `a message arrives byte for byte, under the sender's domain`() async throws {
    let transport = try transport("smtp://127.0.0.1:\(server.port("plain"))")
    let result = await transport.send(
      Self.message, from: "conduct+token@example.net", to: "bob@example.com")
    #expect(result == .delivered(code: 250))
    let accepted = try #require(try server.accepted.first)
    #expect([UInt8](accepted.message) == Self.message)
    #expect(accepted.from == "conduct+token@example.net")
    #expect(accepted.to == ["bob@example.com"])
    #expect(accepted.host == "example.net")
    #expect(!accepted.encrypted)
  }

  @Test func `a message that must not be answered has no envelope sender`() async throws {
    let transport = try transport("smtp://127.0.0.1:\(server.port("plain"))")
    #expect(
      await transport.send(Self.message, from: nil, to: "bob@example.com") == .delivered(code: 250))
    let accepted = try #require(try server.accepted.first)
    #expect(accepted.from == "<>")
  }

  @Test func `with a password nothing is said before encryption`() async throws {
    let transport = try transport(
      "smtp://\(login)localhost:\(server.port("starttls"))?\(authority)")
    #expect(
      await transport.send(Self.message, from: "a@example.net", to: "bob@example.com")
        == .delivered(code: 250))
    let accepted = try #require(try server.accepted.first)
    #expect(accepted.authenticated)
    #expect(accepted.encrypted)
  }

  @Test func `every way of failing says what is to be done`() async throws {
    let port = server.port
    let cases: [(url: String, to: String, expected: DeliveryResult)] = [
      (
        "smtp://127.0.0.1:\(port("plain"))", "later",
        .temporary(code: 451, text: "451 4.7.1 Please come back later")
      ),
      (
        "smtp://127.0.0.1:\(port("plain"))", "never",
        .permanent(code: 550, text: "550 5.1.1 Nobody of that name")
      ),
      (
        "smtp://127.0.0.1:\(port("plain"))", "full",
        .permanent(code: 552, text: "552 5.2.2 The mailbox is full")
      ),
      (
        "smtp://127.0.0.1:\(port("plain"))", "busy",
        .temporary(code: 452, text: "452 4.3.1 Too busy")
      ),
      ("smtp://127.0.0.1:\(port("plain"))", "drop", .unreachable(.connectionLost)),
      ("smtp://127.0.0.1:\(port("plain"))", "silent", .unreachable(.timedOut)),
      (
        "smtp://127.0.0.1:\(port("plain"))?starttls=required", "bob",
        .unreachable(.encryptionFailed)
      ),
      ("smtp://localhost:\(port("starttls"))?\(authority)", "bob", .unreachable(.loginRefused)),
      (
        "smtp://ada:wrong@localhost:\(port("starttls"))?\(authority)", "bob",
        .unreachable(.loginRefused)
      ),
      ("smtp://\(login)localhost:\(port("starttls"))", "bob", .unreachable(.encryptionFailed)),
      ("smtps://localhost:\(port("tls"))?\(authority)", "bob", .delivered(code: 250)),
      ("smtps://localhost:\(port("tls"))", "bob", .unreachable(.encryptionFailed)),
      ("smtps://localhost:\(port("tls"))?ca=/nonexistent", "bob", .unreachable(.encryptionFailed)),
      ("smtp://localhost:\(port("opportunistic"))", "bob", .delivered(code: 250)),
      ("smtp://127.0.0.1:1", "bob", .unreachable(.connectionFailed)),
      ("smtp://nowhere.invalid", "bob", .unreachable(.nameNotFound)),
      (
        "smtp://127.0.0.1:\(port("refusing"))", "bob",
        .permanent(code: 554, text: "554 5.3.2 No service here")
      ),
      ("smtp://127.0.0.1:\(port("babbling"))", "bob", .unreachable(.connectionLost)),
    ]
    for testCase in cases {
      let transport = try transport(testCase.url, timeoutSeconds: testCase.to == "silent" ? 2 : 10)
      let result = await transport.send(
        Self.message, from: "a@example.net", to: "\(testCase.to)@example.com")
      #expect(result == testCase.expected, "\(testCase.url) \(testCase.to)")
    }
  }

  @Test(arguments: ["bob", "bob@example.com>\r\nRCPT TO:<eve@example.com", "", "b b@example.com"])
  func `a recipient that is no address is not handed over`(recipient: String) async throws {
    let transport = try transport("smtp://127.0.0.1:\(server.port("plain"))")
    #expect(
      await transport.send(Self.message, from: "a@example.net", to: recipient)
        == .unreachable(.notSendable))
    #expect(try server.accepted.isEmpty)
  }

  @Test func `an international address is handed over to a server that takes it`() async throws {
    let transport = try transport("smtp://127.0.0.1:\(server.port("plain"))")
    let result = await transport.send(
      Self.message, from: "a@example.net", to: "jürgen@example.com")
    #expect(result == .delivered(code: 250))
    #expect(try server.accepted.first?.utf8 == true)
  }

  @Test func `forty messages at once all arrive`() async throws {
    let transport = try transport("smtp://127.0.0.1:\(server.port("plain"))")
    let results = await withTaskGroup(of: DeliveryResult.self) { group in
      for index in 0..<40 {
        group.addTask {
          await transport.send(Self.message, from: "a@example.net", to: "p\(index)@example.com")
        }
      }
      return await group.reduce(into: []) { $0.append($1) }
    }
    #expect(results.allSatisfy { $0 == .delivered(code: 250) })
    #expect(Set(try server.accepted.flatMap(\.to)).count == 40)
  }
}
