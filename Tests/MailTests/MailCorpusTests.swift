import Foundation
import Mail
import Testing

@Suite struct MailCorpusTests {
  @Test func `the collection is there`() {
    #expect(CorpusCase.all.count >= 250)
  }

  @Test(arguments: CorpusCase.all)
  func `a difficult mail says what is expected`(_ testCase: CorpusCase) throws {
    let mail = try MailParser.parse(testCase.message)
    let failures = Comparison(mail, testCase.expected).failures
    #expect(failures.isEmpty, "\(testCase.name): \(failures.joined(separator: "; "))")
  }

  @Test(arguments: CorpusCase.all)
  func `nothing that is shown holds control characters or overrides`(_ testCase: CorpusCase) throws
  {
    let mail = try MailParser.parse(testCase.message)
    let lines =
      [mail.subject] + (mail.from + mail.to + mail.cc).flatMap { [$0.name, $0.address] }
      + mail.attachments.map(\.fileName) + mail.notes.map(\.rawValue)
    let isClean = lines.allSatisfy { line in
      line.unicodeScalars.allSatisfy { $0.properties.generalCategory != .control }
        && !line.unicodeScalars.contains { (0x202A...0x202E).contains($0.value) }
    }
    #expect(isClean)
    let isTextClean = mail.text.unicodeScalars.allSatisfy {
      $0.value >= 0x20 || $0 == "\n" || $0 == "\t"
    }
    #expect(isTextClean)
  }
}

/// Compares a mail with what is expected, all differences at once.
private struct Comparison {
  private(set) var failures: [String] = []

  private mutating func equal<Value: Equatable>(_ name: String, _ value: Value, _ expected: Value?)
  {
    if let expected, value != expected { failures.append("\(name) is \(value), not \(expected)") }
  }

  private mutating func contains(_ name: String, _ value: String, _ expected: [String]?) {
    for words in expected ?? [] where !value.contains(words) {
      failures.append("\(name) lacks \(words): \(value.prefix(300))")
    }
  }

  init(_ mail: IncomingMail, _ expected: CorpusCase.Expected) {
    equal("from", mail.from.map(\.address), expected.from)
    equal("fromNames", mail.from.map(\.name), expected.fromNames)
    for address in expected.fromIncludes ?? [] where !mail.from.map(\.address).contains(address) {
      failures.append("from is \(mail.from)")
    }
    equal("to", mail.to.map(\.address), expected.to)
    equal("recipients", mail.recipients.map(\.address), expected.recipients)
    equal("subject", mail.subject, expected.subject)
    contains("subject", mail.subject, expected.subjectContains)
    if let messageID = expected.messageID { equal("messageID", mail.messageID, messageID) }
    if let seconds = expected.dateSeconds { equal("date", mail.dateSeconds, seconds) }
    if expected.absent == ["messageID"] { equal("messageID", mail.messageID, .some(nil)) }
    if expected.absent == ["dateSeconds"] { equal("date", mail.dateSeconds, .some(nil)) }
    equal("text", mail.text, expected.text)
    contains("text", mail.text, expected.textContains)
    equal("newText", mail.newText, expected.newText)
    contains("newText", mail.newText, expected.newTextContains)
    for words in expected.newTextLacks ?? [] where mail.newText.contains(words) {
      failures.append("newText has \(words)")
    }
    contains("quotedText", mail.quotedText, expected.quotedContains)
    equal("origin", mail.textOrigin.rawValue, expected.origin)
    equal("authenticationResults", mail.authenticationResults, expected.authenticationResults)
    equal("markedAsSpam", mail.markedAsSpam, expected.markedAsSpam)
    compareKind(mail, expected)
    compareAttachments(mail, expected)
    equal("notes", mail.notes.map(\.rawValue), expected.notes)
    for note in expected.notesInclude ?? [] where !mail.notes.map(\.rawValue).contains(note) {
      failures.append("notes are \(mail.notes)")
    }
  }

  private mutating func compareKind(_ mail: IncomingMail, _ expected: CorpusCase.Expected) {
    let name =
      switch mail.kind {
      case .ordinary: "ordinary"
      case .automatic: "automatic"
      case .bounce: "bounce"
      case .bulk: "bulk"
      }
    equal("kind", name, expected.kind)
    guard case .bounce(let bounce) = mail.kind else { return }
    if let identifier = expected.bounceID {
      equal("bounceID", bounce.originalMessageID, identifier)
    }
    equal(
      "bounceRecipients",
      bounce.recipients.map { [$0.finalRecipient, $0.action.rawValue, $0.status] },
      expected.bounceRecipients)
  }

  private mutating func compareAttachments(_ mail: IncomingMail, _ expected: CorpusCase.Expected) {
    equal("attachmentCount", mail.attachments.count, expected.attachmentCount)
    equal("attachmentNames", mail.attachments.map(\.fileName), expected.attachmentNames)
    equal("attachmentTypes", mail.attachments.map(\.contentType), expected.attachmentTypes)
    equal("attachmentRoles", mail.attachments.map(\.role.rawValue), expected.attachmentRoles)
    equal("attachmentSizes", mail.attachments.map(\.bytes.count), expected.attachmentSizes)
    let bytes = mail.attachments.map { String(decoding: $0.bytes, as: UTF8.self) }.joined()
    contains("attachments", bytes, expected.attachmentContains)
    if let words = expected.attachmentOrTextContains {
      contains("attachments and text", bytes + mail.text, [words])
    }
    let enclosed = mail.attachments.flatMap(\.message)
    equal("enclosedTexts", enclosed.map(\.text), expected.enclosedTexts)
    equal("enclosedSubjects", enclosed.map(\.subject), expected.enclosedSubjects)
  }
}
