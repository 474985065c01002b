import Mail
import Testing

@Suite struct `Results of authentication` {
  @Test(arguments: [
    ("mx.example.org; dmarc=fail (p=none) header.from=a.example", true),
    ("mx.example.org; dmarc=pass header.from=a.example; spf=fail smtp.mailfrom=a.example", false),
    ("MX.Example.org 1; spf=fail smtp.mailfrom=a.example; dkim=none", true),
    ("mx.example.org; spf=fail; dkim=pass header.d=a.example", false),
    ("mx.example.org; spf=softfail", false), ("mx.example.org; none", false),
    ("mx.example.org (the door (ours)); dmarc/1=FAIL", true),
    (#"mx.example.org; auth=pass reason="; dmarc=fail""#, false),
    ("other.example; dmarc=fail", false), ("mx.example.org.evil.example; dmarc=fail", false),
    ("(mx.example.org) evil.example; dmarc=fail", false), ("", false), (";;;", false),
  ])
  func `count only where the own server wrote them`(_ value: String, _ saysForged: Bool) {
    let trusted = AuthenticationResults.trusted([value], authority: "mx.example.org")
    #expect(AuthenticationResults.sayForged(trusted) == saysForged)
    #expect(AuthenticationResults.trusted([value], authority: nil).isEmpty)
  }

  @Test func `one that says so is enough, whatever others claim`() {
    let values = ["mx.example.org; dmarc=pass; dkim=pass", "mx.example.org; dmarc=fail"]
    #expect(AuthenticationResults.sayForged(values))
  }
}
