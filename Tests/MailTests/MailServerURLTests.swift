import Mail
import Testing

@Suite struct MailServerURLTests {
  @Test func `a full URL is read`() throws {
    let url = try MailServerURL(
      "smtp://ada%40example.org:p%40ss%2Fw%3Frd@mail.example.org:587?starttls=opportunistic&ca=/etc/ca.pem",
      schemes: [.smtp, .smtps])
    #expect(url.user == "ada@example.org" && url.password == "p@ss/w?rd")
    #expect(url.host == "mail.example.org" && url.port == 587)
    #expect(url.startTLS == .opportunistic && url.certificateAuthorityFile == "/etc/ca.pem")
    #expect("\(url)" == "smtp://mail.example.org:587")
  }

  @Test(arguments: [
    ("smtp://h.example", 25), ("smtps://h.example", 465), ("imap://h.example", 143),
    ("imaps://h.example/Folder", 993), ("smtp://[::1]:2525", 2525), ("smtp://[::1]", 25),
  ])
  func `ports have their defaults`(text: String, port: Int) throws {
    #expect(try MailServerURL(text, schemes: [.smtp, .smtps, .imap, .imaps]).port == port)
  }

  @Test func `with a password encryption is required unless said otherwise`() throws {
    #expect(try MailServerURL("smtp://a:b@h.example", schemes: [.smtp]).startTLS == .required)
    #expect(try MailServerURL("smtp://h.example", schemes: [.smtp]).startTLS == .opportunistic)
    #expect(
      try MailServerURL("smtp://a:b@h.example?starttls=off", schemes: [.smtp]).startTLS == .off)
  }

  @Test func `a mailbox names its folder and what is done with read mail`() throws {
    let url = try MailServerURL(
      "imaps://a:b@h.example/Reports/New?done=move:Done%20mail", schemes: [.imaps])
    #expect(url.folder == "Reports/New" && url.done == .move(folder: "Done mail"))
    #expect(url.everySeconds == 60)
    #expect(try MailServerURL("imaps://h.example?every=5", schemes: [.imaps]).everySeconds == 5)
    #expect(throws: MailServerURLError.self) {
      try MailServerURL("imaps://h.example?every=0", schemes: [.imaps])
    }
    #expect(try MailServerURL("imaps://a:b@h.example", schemes: [.imaps]).folder == "INBOX")
  }

  @Test(arguments: [
    ("mail.example.org", MailServerURLError.notAURL), ("", .notAURL),
    ("http://h.example", .unknownScheme(expected: ["smtp", "smtps"])),
    ("imap://h.example", .unknownScheme(expected: ["smtp", "smtps"])),
    ("smtp://", .noHost), ("smtp://a:b@", .noHost), ("smtp://:25", .noHost),
    ("smtp://h:0", .invalidPort), ("smtp://h:70000", .invalidPort), ("smtp://h:abc", .invalidPort),
    ("smtp://h h", .controlCharacter), ("smtp://a%0Ab:c@h", .controlCharacter),
    ("smtp://a:100%@h", .invalidEscape), ("smtp://:b@h", .passwordWithoutUser),
    ("smtp://h/path", .unexpectedPath),
    ("smtp://h?tls=yes", .unknownOption(name: "tls", known: ["starttls", "ca"])),
    (
      "smtp://h?starttls=maybe",
      .invalidOption(name: "starttls", expected: ["required", "opportunistic", "off"])
    ),
    ("smtp://h?ca=relative.pem", .invalidOption(name: "ca", expected: ["the full path of a file"])),
  ])
  func `what is wrong with a URL is said`(text: String, expected: MailServerURLError) {
    #expect(throws: expected) { try MailServerURL(text, schemes: [.smtp, .smtps]) }
    #expect(expected.description.hasSuffix("."))
  }
}
