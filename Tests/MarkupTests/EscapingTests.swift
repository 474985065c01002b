import Markup
import Testing

private func text(_ html: HTML) -> String {
  String(decoding: html.rendered(), as: UTF8.self)
}

@Suite struct `Escaping` {
  static let shown: [(written: String, read: String)] = [
    ("plain words", "plain words"),
    ("<script>alert(1)</script>", "&lt;script&gt;alert(1)&lt;/script&gt;"),
    ("a & b &amp; c", "a &amp; b &amp;amp; c"),
    ("\"double\" 'single'", "&quot;double&quot; &#39;single&#39;"),
    ("nul\0bell\u{07}escape\u{1B}", "nul\u{2400}bell\u{2407}escape\u{241B}"),
    ("delete\u{7F}", "delete\u{2421}"),
    ("second set \u{85}\u{9F}\u{A0}", "second set \u{FFFD}\u{FFFD}\u{A0}"),
    ("turned \u{202E}txt.exe", "turned [U+202E]txt.exe"),
    (
      "\u{202A}\u{202B}\u{202C}\u{202D}\u{202F}",
      "[U+202A][U+202B][U+202C][U+202D]\u{202F}"
    ),
    ("line\nline\r\nline\rline\ttab", "line\nline\nline\nline\ttab"),
    ("日本語 العربية 🌻", "日本語 العربية 🌻"),
    ("", ""),
  ]

  @Test(arguments: shown)
  func `text is shown without becoming markup`(written: String, read: String) {
    #expect(text(.text(written)) == read)
    #expect(text(words(written)) == "<bdi>\(read)</bdi>")
  }

  static let kept: [(typed: String, given: String)] = [
    ("\" onfocus=\"alert(1)", "&quot; onfocus=&quot;alert(1)"),
    ("line\r\nline", "line&#13;&#10;line"),
    ("\u{202E}kept", "\u{202E}kept"),
    ("</textarea><script>", "&lt;/textarea&gt;&lt;script&gt;"),
  ]

  @Test(arguments: kept)
  func `a form gives back what was typed`(typed: String, given: String) {
    #expect(text(input(.value(typed))) == "<input value=\"\(given)\">")
    #expect(text(textarea(.name("a")) { typed }) == "<textarea name=\"a\">\n\(given)</textarea>")
  }

  @Test func `a value cannot leave its attribute`() {
    let page = div(.title("\"><img src=x onerror=alert(1)>"), .class("' onclick='x")) { "x" }
    #expect(
      text(page)
        == "<div title=\"&quot;&gt;&lt;img src=x onerror=alert(1)&gt;\" class=\"&#39; onclick=&#39;x\">x</div>"
    )
  }

  @Test func `whatever is written, no markup of it survives and nothing of it is lost`() {
    var state: UInt64 = 20_261_121
    func next(_ bound: Int) -> Int {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return Int(state >> 33) % bound
    }
    let alphabet: [Character] = Array("<>&\"'/=! -[]()`~*_#|\\\n\r\0\u{202E}\u{85}aé日\u{1F33B}")
    for _ in 0..<2_000 {
      let written = String((0..<next(60)).map { _ in alphabet[next(alphabet.count)] })
      let shown = text(.text(written))
      let given = text(input(.value(written))).dropFirst("<input value=\"".count).dropLast(2)
      for output in [shown, String(given)] {
        guard !output.contains(where: { "<>\"'\0".contains($0) }) else {
          Issue.record("markup survived in \(output.debugDescription)")
          return
        }
      }
      let back = given.replacing("&#10;", with: "\n").replacing("&#13;", with: "\r")
        .replacing("&lt;", with: "<").replacing("&gt;", with: ">").replacing("&quot;", with: "\"")
        .replacing("&#39;", with: "'").replacing("&amp;", with: "&")
      let expected = written.replacing("\0", with: "\u{2400}")
        .replacing("\u{85}", with: "\u{FFFD}")
      guard Array(back.utf8) == Array(expected.utf8) else {
        Issue.record("\(written.debugDescription) came back as \(back.debugDescription)")
        return
      }
    }
  }

  @Test func `a document declares its language, its direction and its characters first`() {
    let page = Document(
      language: "ar", direction: .rightToLeft, theme: .dark, head: documentTitle("<x>"),
      body: main(.id("content")) { h1 { "Hello" } })
    #expect(
      String(decoding: page.rendered(), as: UTF8.self)
        == "<!doctype html>\n<html lang=\"ar\" dir=\"rtl\" data-theme=\"dark\"><head>"
        + "<meta charset=\"utf-8\"><title>&lt;x&gt;</title></head>"
        + "<body><main id=\"content\"><h1>Hello</h1></main></body></html>")
  }
}

@Suite struct `Links` {
  @Test(arguments: [
    ("/", true), ("/cases/00ff?page=2#files", true), ("/a%20b", true),
    ("", false), ("cases", false), ("//evil.example/", false), ("/\\evil.example", false),
    ("/../etc", false), ("/a/./b", false), ("/a b", false), ("/\u{202E}", false),
    ("javascript:alert(1)", false), ("/a\"b", false), ("/a\nb", false),
    ("/" + String(repeating: "a", count: 2_048), false),
  ])
  func `a path leads only into this site`(path: String, isTaken: Bool) {
    #expect((Link(path: path) != nil) == isTaken)
  }

  @Test(arguments: [
    ("https://example.org/forum?id=1#post", true), ("HTTPS://EXAMPLE.ORG", true),
    ("mailto:conduct@example.org", true), ("https://[2001:db8::1]/", true),
    ("http://example.org/", false), ("https://", false), ("https:///path", false),
    ("https://user@example.org/", false), ("javascript:alert(1)", false),
    ("JavaScript:alert(1)//https://", false), ("data:text/html,<script>", false),
    ("vbscript:x", false), ("file:///etc/passwd", false), ("mailto:", false),
    ("https://example.org/\"onclick", false), (" https://example.org", false),
    ("https://exa\nmple.org", false), ("//example.org", false),
  ])
  func `an outside address is https or mailto`(address: String, isTaken: Bool) {
    #expect((Link(external: address) != nil) == isTaken)
  }

  @Test func `any text may stand in a segment or a query`() {
    let link = Link(
      segments: ["cases", "../a b", "..", ""], query: [("q", "a&b=\"<é")], fragment: "x y")
    #expect(link.text == "/cases/..%2Fa%20b/_..?q=a%26b%3D%22%3C%C3%A9#x%20y")
    #expect(Link(segments: []).text == "/")
    #expect(Link(mailAddress: "a b@example.org")?.text == "mailto:a%20b@example.org")
    #expect(Link(mailAddress: "a@b@c") == nil)
  }
}
