import Mail
import Testing

@Suite struct MailAddressTests {
  @Test(arguments: [
    "ada@example.org", "a.b+c@example.org", "o'brien@example.org", "jürgen@bücher.example",
    "用户@例子.广告", "संपर्क@डाटामेल.भारत", "a@b.co", "x_1=2@sub.domain.example",
    "ada@xn--bcher-kva.example",
  ])
  func `an address is one`(text: String) {
    #expect(MailAddress.isValid(text))
  }

  @Test(arguments: [
    "", "ada", "@example.org", "ada@", "ada@localhost", "a b@example.org", "ada@exa mple.org",
    "ada@@example.org", ".ada@example.org", "ada.@example.org", "a..b@example.org",
    "ada@-example.org", "ada@example-.org", "ada@example..org", "ada@.org", "ada@example.org.",
    "ada@example.org\r\nBcc: eve@example.com", "<ada@example.org>", "Ada <ada@example.org>",
    "a@example.org,b@example.org", "ada@[192.0.2.1]", "ada@192.0.2.1", "\"a b\"@example.org",
    "ada\u{202E}@example.org", "ada\0@example.org", "ada@exa\u{200B}mple.org",
    String(repeating: "a", count: 65) + "@example.org",
    "a@" + String(repeating: "b.", count: 130) + "org",
  ])
  func `what is no address is none`(text: String) {
    #expect(!MailAddress.isValid(text))
  }
}
