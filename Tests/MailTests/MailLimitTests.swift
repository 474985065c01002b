import Mail
import Testing

@Suite struct MailLimitTests {
  private static let head =
    "From: ada@example.org\nSubject: S\nContent-Type: text/plain; charset=utf-8\n"

  @Test func `a text beyond the limit is cut, noted and kept whole beside it`() throws {
    let body = String(repeating: "0123456789abcdé\n", count: 200_000)
    let mail = try MailParser.parse(Array((Self.head + "\n" + body).utf8))
    #expect(mail.notes == [.textTooLong])
    #expect(mail.text.utf8.count <= MailLimits.bodyTextBytesMax)
    #expect(mail.attachments.map(\.role) == [.alternativeBody])
    #expect(mail.attachments.first?.bytes.count == body.utf8.count)
  }

  @Test func `a header of a megabyte is cut and the rest of the mail is read`() throws {
    let text =
      "From: ada@example.org\nX-Big: " + String(repeating: "x", count: 1_100_000)
      + "\nSubject: After\nContent-Type: text/plain; charset=utf-8\n\nWördś."
    let mail = try MailParser.parse(Array(text.utf8))
    #expect(mail.subject == "After" && mail.text == "Wördś.")
    #expect(mail.notes.contains(.headerTooLong))
  }

  @Test func `a mail beyond the limit is a typed error, one at the limit is read`() throws {
    var message = Array((Self.head + "Content-Disposition: attachment; filename=a\n\n").utf8)
    message += [UInt8](repeating: 0x41, count: MailLimits.messageBytesMax - message.count)
    #expect(try MailParser.parse(message).attachments.count == 1)
    message.append(0x41)
    #expect(
      throws: MailParsingError.tooLarge(
        bytes: message.count, bytesMax: MailLimits.messageBytesMax)
    ) { try MailParser.parse(message) }
  }
}

@Suite struct MailFingerprintTests {
  private static func material(_ message: String) throws -> [UInt8] {
    Array(MailFingerprint.material(of: try MailParser.parse(Array(message.utf8))).joined())
  }

  private static let message =
    "From: ada@example.org\nTo: c@example.net\nSubject: S\nMessage-ID: <One@example.org>\n\nWords.\nMore.\n"

  @Test(arguments: [
    message.replacing("\n", with: "\r\n"),
    "Received: from x\nDelivered-To: c+a@example.net\n" + message,
    message + "\n\n", message.replacing("<One@", with: "<one@"),
    message.replacing("Words.", with: "Words. "),
    message.replacing("To: c@", with: "To: d@"),
  ])
  func `what servers change on the way makes no other message`(changed: String) throws {
    #expect(try Self.material(changed) == Self.material(Self.message))
  }

  @Test(arguments: [
    message.replacing("Words", with: "Swords"), message.replacing("<One@", with: "<Two@"),
    message.replacing("From: ada", with: "From: eve"),
    message.replacing("Subject: S", with: "Subject: T"),
  ])
  func `what a person changes makes another message`(changed: String) throws {
    #expect(try Self.material(changed) != Self.material(Self.message))
  }

  @Test func `the same unreadable bytes are the same, whatever their line ends`() {
    let one = MailFingerprint.material(ofUnreadable: Array("a\r\nb\r\n".utf8))
    #expect(one == MailFingerprint.material(ofUnreadable: Array("a\nb\n".utf8)))
    #expect(one != MailFingerprint.material(ofUnreadable: Array("a\nc\n".utf8)))
  }
}
