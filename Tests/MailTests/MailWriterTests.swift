import Foundation
import Mail
import Testing

@Suite struct MailWriterTests {
  private static func mail(_ change: (inout OutgoingMail) -> Void = { _ in }) -> OutgoingMail {
    var mail = OutgoingMail(
      from: MailAddress(name: "Conduct", address: "conduct@example.net"),
      to: [MailAddress(name: "Zoë Ångström", address: "zoe@example.org")],
      replyTo: MailAddress(address: "conduct+0123456789abcdef@example.net"),
      subject: "Your report", text: "We have received it.", dateSeconds: 1_704_186_000,
      messageID: "one@example.net", inReplyTo: "zero@example.org",
      references: ["first@example.org", "zero@example.org"], origin: .automaticallyReplied)
    change(&mail)
    return mail
  }

  @Test func `the bytes are these`() throws {
    let expected = """
      From: Conduct <conduct@example.net>\r
      To: =?UTF-8?Q?Zo=C3=AB_=C3=85ngstr=C3=B6m?= <zoe@example.org>\r
      Reply-To: conduct+0123456789abcdef@example.net\r
      Subject: Your report\r
      Date: Tue, 02 Jan 2024 09:00:00 +0000\r
      Message-ID: <one@example.net>\r
      In-Reply-To: <zero@example.org>\r
      References: <first@example.org> <zero@example.org>\r
      Auto-Submitted: auto-replied\r
      X-Auto-Response-Suppress: All\r
      MIME-Version: 1.0\r
      Content-Type: text/plain; charset=utf-8\r
      Content-Transfer-Encoding: quoted-printable\r
      \r
      We have received it.\r

      """
    #expect(try String(decoding: MailWriter.write(Self.mail()), as: UTF8.self) == expected)
  }

  @Test(arguments: [
    ("Plain words", "Plain."), ("Grüße 会議での出来事 🙈 שלום", "Grüße\n\n会議での出来事 🙈\n\nשלום"),
    (String(repeating: "long subject ", count: 30) + "end", "From here.\n.\n..\nFrom there."),
    ("=?utf-8?Q?not_decoded?=", "a = b =\n=3D\n trailing"), ("", ""),
    ("Ünïcödé " + String(repeating: "ä", count: 300), "-- \nsignature"),
  ])
  func `what is written is read again as it was`(subject: String, text: String) throws {
    let written = try MailWriter.write(
      Self.mail {
        $0.subject = subject
        $0.text = text
        $0.origin = .person
      })
    let read = try MailParser.parse(written)
    #expect(read.subject == subject)
    #expect(read.text == text)
    #expect(read.from.first?.name == "Conduct")
    #expect(read.to == [MailAddress(name: "Zoë Ångström", address: "zoe@example.org")])
    #expect(read.references == ["first@example.org", "zero@example.org"])
    #expect(read.kind == .ordinary)
    let lines = written.split(separator: 0x0A)
    #expect(lines.allSatisfy { $0.count <= 79 && $0.last == 0x0D })
    #expect(written.allSatisfy { $0 < 0x80 })
  }

  @Test func `an international address is written as it is, for servers that take it`() throws {
    let address = MailAddress(name: "Jürgen", address: "jürgen@bücher.example")
    let written = try MailWriter.write(Self.mail { $0.to = [address] })
    #expect(try MailParser.parse(written).to == [address])
  }

  @Test func `many recipients with long names are folded and read again`() throws {
    let recipients = (0..<40).map {
      MailAddress(
        name: "Ürsula Längster-Näme die \($0)te, \"genannt\" Ü", address: "u\($0)@example.org")
    }
    let written = try MailWriter.write(Self.mail { $0.to = recipients })
    #expect(try MailParser.parse(written).to == recipients)
    #expect(written.split(separator: 0x0A).allSatisfy { $0.count <= 79 })
  }

  @Test func `automatic mail says so`() throws {
    let notice = try MailParser.parse(
      MailWriter.write(Self.mail { $0.origin = .automaticallyGenerated }))
    #expect(notice.kind == .automatic(evidence: "Auto-Submitted: auto-generated"))
  }

  @Test func `nobody can add a header or a recipient`() {
    let injections = [
      "a\r\nBcc: eve@example.com", "a\nB", "a\rB", "a\0b", "a\u{85}b", "a\u{2028}b",
    ]
    let changes: [(field: String, change: (inout OutgoingMail, String) -> Void)] = [
      ("From", { $0.from.name = $1 }), ("From", { $0.from.address = $1 }),
      ("To", { $0.to[0].name = $1 }), ("To", { $0.to[0].address = $1 }),
      ("Reply-To", { $0.replyTo?.name = $1 }), ("Reply-To", { $0.replyTo?.address = $1 }),
      ("Subject", { $0.subject = $1 }), ("Message-ID", { $0.messageID = $1 }),
      ("In-Reply-To", { $0.inReplyTo = $1 }), ("References", { $0.references = [$1] }),
    ]
    for injection in injections {
      for entry in changes {
        #expect(throws: MailWritingError.controlCharacter(field: entry.field)) {
          try MailWriter.write(Self.mail { entry.change(&$0, injection) })
        }
      }
    }
  }

  @Test func `what is no address or message id is refused`() {
    let cases: [(MailWritingError, (inout OutgoingMail) -> Void)] = [
      (.invalidAddress(field: "To"), { $0.to[0].address = "zoe@example.org, eve@example.com" }),
      (.invalidAddress(field: "To"), { $0.to[0].address = "zoe@example.org> <eve@example.com" }),
      (.invalidAddress(field: "From"), { $0.from.address = "" }),
      (.invalidMessageID(field: "Message-ID"), { $0.messageID = "<a@b>" }),
      (.invalidMessageID(field: "References"), { $0.references = ["a"] }),
      (.noRecipient, { $0.to = [] }),
      (
        .tooLong(field: "Subject", bytesMax: 4096),
        { $0.subject = String(repeating: "a", count: 5000) }
      ),
      (.controlCharacter(field: "text"), { $0.text = "a\rb" }),
    ]
    for (expected, change) in cases {
      #expect(throws: expected) { try MailWriter.write(Self.mail(change)) }
    }
  }

  @Test func `lines are wrapped where people would wrap them`() throws {
    let link = "https://redress.example.net/follow-up/" + String(repeating: "abc", count: 40)
    let text = """
      This is a paragraph that goes on for longer than a line may be, so it has to be broken somewhere.

      Open \(link) to read.

      - A list entry whose words do not fit on one line continues under its first word, not its mark.
      12. A numbered entry whose words do not fit on one line continues under its first word as well.
      > A quoted line whose words do not fit on one line continues with the mark of the quotation again.
      \(String(repeating: "会議での出来事。", count: 10))
      """
    let read = try MailParser.parse(MailWriter.write(Self.mail { $0.text = text }))
    #expect(
      read.text == """
        This is a paragraph that goes on for longer than a line may be, so it has to
        be broken somewhere.

        Open
        \(link)
        to read.

        - A list entry whose words do not fit on one line continues under its first
          word, not its mark.
        12. A numbered entry whose words do not fit on one line continues under its
            first word as well.
        > A quoted line whose words do not fit on one line continues with the mark
        > of the quotation again.
        会議での出来事。会議での出来事。会議での出来事。会議での出来事。会議での出来
        事。会議での出来事。会議での出来事。会議での出来事。会議での出来事。会議での
        出来事。
        """)
  }
}
