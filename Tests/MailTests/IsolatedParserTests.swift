import Confinement
import Foundation
import Mail
import TestPlaces
import Testing

@Suite struct IsolatedParserTests {
  private static let message = Array(
    "From: ada@example.org\r\nSubject: In a child\r\nContent-Type: text/plain; charset=koi8-r\r\n\r\n\u{41}\r\n"
      .utf8)

  private static func parser(_ arguments: String..., timeoutSeconds: Int = 20) -> IsolatedParser {
    IsolatedParser(
      executable: TestPlaces.built("MailChild"), arguments: arguments,
      timeoutSeconds: timeoutSeconds)
  }

  @Test func `a mail read in the child is the same as one read here`() async throws {
    let messages = [
      Self.message, CorpusCase.message("attachment-pdf"), CorpusCase.message("dsn-standard"),
    ]
    for message in messages {
      let mail = try await Self.parser("parse-mail").parse(message)
      #expect(try mail == MailParser.parse(message))
    }
  }

  @Test func `character sets are read inside the confinement`() async throws {
    let message =
      Array("From: a@example.org\nContent-Type: text/plain; charset=shift_jis\n\n".utf8)
      + [0x83, 0x65, 0x83, 0x58, 0x83, 0x67]
    #expect(try await Self.parser("parse-mail").parse(message).text == "テスト")
  }

  @Test func `every layer of confinement is in force on this machine or says why not`() async throws
  {
    let confinement = try await Self.parser("parse-mail").confinement()
    #expect(confinement.resourceLimits.isInForce)
    #expect(confinement.noNewPrivileges.isInForce)
    #expect(confinement.systemCalls.isInForce)
    if case .missing(let reason) = confinement.fileSystem { #expect(!reason.isEmpty) }
  }

  @Test func `a confined child can open no socket, file or program`() async throws {
    let confinement = try await Self.parser("parse-mail").confinement()
    await #expect(
      throws: confinement.fileSystem.isInForce
        ? MailParsingError.childAnswerInvalid : .childFailed(status: 128)
    ) {
      try await Self.parser("confined").parse(Self.message)
    }
  }

  @Test(arguments: [
    ("abort", MailParsingError.childCrashed(signal: 6)), ("fail", .childFailed(status: 70)),
    ("babble", .childAnswerInvalid), ("hang", .childTimedOut(seconds: 1)),
    ("spin", .childTimedOut(seconds: 1)), ("flood", .childAnswerInvalid),
  ])
  func `a child that goes wrong is a typed error`(mode: String, expected: MailParsingError) async {
    await #expect(throws: expected) {
      try await Self.parser(mode, timeoutSeconds: mode == "flood" ? 20 : 1).parse(Self.message)
    }
  }

  @Test func `a program that is not there is a typed error`() async {
    let parser = IsolatedParser(executable: "/nonexistent")
    await #expect(throws: MailParsingError.childNotStarted(errorNumber: 2)) {
      try await parser.parse(Self.message)
    }
  }

  @Test func `a mail beyond the limit is refused before any child is started`() async {
    let parser = IsolatedParser(executable: "/nonexistent")
    let message = [UInt8](repeating: 65, count: MailLimits.messageBytesMax + 1)
    await #expect(throws: MailParsingError.self) { try await parser.parse(message) }
  }

  @Test func `many mails at once are read by few children`() async throws {
    let parser = Self.parser("parse-mail")
    let subjects = try await withThrowingTaskGroup(of: String.self) { group in
      for _ in 0..<20 { group.addTask { try await parser.parse(Self.message).subject } }
      return try await group.reduce(into: []) { $0.append($1) }
    }
    #expect(subjects == Array(repeating: "In a child", count: 20))
  }
}
