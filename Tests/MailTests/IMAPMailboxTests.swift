import Foundation
import Mail
import Synchronization
import Testing

@Suite(.serialized) struct IMAPMailboxTests {
  private let server: TestServer

  init() throws { server = try TestServer("imap_server.py") }

  private func mailbox(
    _ options: String = "starttls=off", host: String = "127.0.0.1", scheme: String = "imap",
    folder: String = ""
  ) throws -> IMAPMailbox {
    let port = server.port(scheme == "imap" ? "plain" : "tls")
    return IMAPMailbox(
      server: try MailServerURL(
        "\(scheme)://ada:pass%20w%C3%B6rd@\(host):\(port)/\(folder)?\(options)",
        schemes: [.imap, .imaps]))
  }

  /// Visits and returns what was offered.
  private func visit(
    _ mailbox: IMAPMailbox, storing: Bool = true
  ) async throws -> (visit: MailboxVisit, offered: [FetchedMail]) {
    let offered = Mutex<[FetchedMail]>([])
    let visit = try await mailbox.visit { mail in
      offered.withLock { $0.append(mail) }
      return storing
    }
    return (visit, offered.withLock { $0 })
  }

  private static func message(_ words: String) -> [UInt8] {
    Array("From: ada@example.org\r\nSubject: S\r\n\r\n\(words)\r\n".utf8)
  }

  @Test func `what is new is offered once, byte for byte, and marked as seen`() async throws {
    let words = [
      "One.", "R4 OK done\r\n* 1 FETCH (UID 1)\r\nA001 OK LOGIN\r\n{12}\r\n)",
      String(repeating: "Long line with {5}\r\n", count: 20_000), "",
    ]
    for (index, body) in words.enumerated() {
      try server.deliver(Self.message(body), name: "170000000\(index).M1.host")
    }
    let mailbox = try mailbox()
    let first = try await visit(mailbox)
    #expect(first.offered.map(\.message) == words.map(Self.message))
    #expect(first.visit.storedCount == 4)
    #expect(first.visit.uidValidity > 0)
    #expect(first.offered.map(\.uid) == [1, 2, 3, 4])
    let second = try await visit(mailbox)
    #expect(second.offered.isEmpty)
    let names = try server.files(in: "cur")
    #expect(names.count == 4 && names.allSatisfy { $0.hasSuffix(":2,S") })
  }

  @Test func `what was not stored is not marked and offered again`() async throws {
    try server.deliver(Self.message("One."), name: "1700000000.M1.host")
    let mailbox = try mailbox()
    let first = try await visit(mailbox, storing: false)
    #expect(first.visit.refusedCount == 1 && first.visit.storedCount == 0)
    #expect(try server.files(in: "cur").allSatisfy { !$0.hasSuffix("S") })
    let second = try await visit(mailbox)
    #expect(second.offered.map(\.message) == [Self.message("One.")])
  }

  @Test func `stored messages can be deleted`() async throws {
    try server.deliver(Self.message("One."), name: "1700000000.M1.host")
    try server.deliver(Self.message("Two."), name: "1700000001.M1.host")
    #expect(try await visit(mailbox("starttls=off&done=delete")).visit.storedCount == 2)
    #expect(try server.files(in: "cur").isEmpty)
    #expect(try server.files(in: "new").isEmpty)
  }

  @Test func `stored messages can be moved to a folder with any name`() async throws {
    let mail = try #require(server.announcement.mail)
    let folder = URL(filePath: mail).appending(path: ".Erledigt &APw-ber")
    for part in ["cur", "new", "tmp"] {
      try FileManager.default.createDirectory(
        at: folder.appending(path: part), withIntermediateDirectories: true)
    }
    for path in [folder.path] + ["cur", "new", "tmp"].map({ folder.appending(path: $0).path }) {
      try FileManager.default.setAttributes([.posixPermissions: 0o777], ofItemAtPath: path)
    }
    try server.deliver(Self.message("One."), name: "1700000000.M1.host")
    let moving = try mailbox("starttls=off&done=move:Erledigt%20%C3%BCber")
    #expect(try await visit(moving).visit.storedCount == 1)
    #expect(try server.files(in: "cur").isEmpty)
    let moved = try mailbox(folder: "Erledigt%20%C3%BCber")
    #expect(try await visit(moved).offered.map(\.message) == [Self.message("One.")])
  }

  @Test func `the connection is encrypted as asked`() async throws {
    try server.deliver(Self.message("One."), name: "1700000000.M1.host")
    let authority = "ca=\(server.announcement.certificate)"
    for mailbox in [
      try mailbox(authority, host: "localhost"),
      try mailbox(authority, host: "localhost", scheme: "imaps"),
    ] {
      #expect(try await visit(mailbox, storing: false).offered.count == 1)
    }
  }

  @Test func `every way of failing is a typed error`() async throws {
    let port = server.port("plain")
    let cases: [(url: String, expected: MailboxError)] = [
      ("imap://ada:wrong@127.0.0.1:\(port)?starttls=off", .unreachable(.loginRefused)),
      ("imap://ada:pass%20w%C3%B6rd@localhost:\(port)", .unreachable(.encryptionFailed)),
      ("imap://ada:x@127.0.0.1:1", .unreachable(.connectionFailed)),
      (
        "imap://ada:pass%20w%C3%B6rd@127.0.0.1:\(port)/Nowhere?starttls=off",
        .refused(command: "SELECT")
      ),
    ]
    for testCase in cases {
      let mailbox = IMAPMailbox(server: try MailServerURL(testCase.url, schemes: [.imap, .imaps]))
      await #expect(throws: testCase.expected, "\(testCase.url)") {
        try await mailbox.visit { _ in true }
      }
    }
  }

  @Test func `a full mailbox is emptied in several visits`() async throws {
    for index in 0..<250 {
      try server.deliver(Self.message("\(index)"), name: "17000\(10_000 + index).M1.host")
    }
    let mailbox = try mailbox()
    let first = try await visit(mailbox)
    #expect(first.visit.moreWaiting && first.visit.storedCount == 200)
    let second = try await visit(mailbox)
    #expect(!second.visit.moreWaiting && second.visit.storedCount == 50)
    #expect(Set((first.offered + second.offered).map(\.uid)).count == 250)
  }
}
