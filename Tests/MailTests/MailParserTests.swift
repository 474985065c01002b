import Mail
import Testing

@Suite struct MailParserTests {
  @Test func `a plain mail is read`() throws {
    let mail = try MailParser.parse(
      Array(
        """
        Return-Path: <ada@example.org>
        Delivered-To: conduct+abc@example.net
        From: =?UTF-8?Q?Ad=C3=A1?= <ada@example.org>
        To: Conduct: conduct@example.net, "Other, Person" <other@example.net>;
        Subject: =?utf-8?B?SGVsbG8gd8O2cmxk?=
        Message-ID: <one@example.org>
        Date: Tue, 02 Jan 2024 10:00:00 +0100
        Content-Type: text/plain; charset=utf-8

        Something happened.
        """.utf8))
    #expect(mail.from == [MailAddress(name: "Adá", address: "ada@example.org")])
    #expect(mail.subject == "Hello wörld")
    #expect(mail.to.map(\.address) == ["conduct@example.net", "other@example.net"])
    #expect(mail.messageID == "one@example.org")
    #expect(mail.dateSeconds == 1_704_186_000)
    #expect(mail.text == "Something happened.")
    #expect(mail.kind == .ordinary)
    #expect(mail.notes == [])
  }
}
