import Markup
import Testing

private func text(_ html: HTML) -> String {
  String(decoding: html.rendered(), as: UTF8.self)
}

@Suite struct `Markdown` {
  static let useful: [(note: String, has: String)] = [
    ("**strong** and _soft_", "<strong>strong</strong> and <em>soft</em>"),
    ("# Heading", "<h3>Heading</h3>"),
    ("###### Deep", "<h6>Deep</h6>"),
    ("~~gone~~", "<del>gone</del>"),
    ("one\ntwo", "one<br />\ntwo"),
    ("| a | b |\n|---|---|\n| 1 | 2 |", "<table>"),
    ("see https://example.org/x", "<a href=\"https://example.org/x\">https://example.org/x</a>"),
    ("[post](https://example.org/x)", "<a href=\"https://example.org/x\">post</a>"),
    ("> said", "<blockquote>"),
    ("`a < b`", "<code>a &lt; b</code>"),
    ("name \u{202E}turned", "name [U+202E]turned"),
    ("nul \0 inside", "nul \u{2400} inside"),
    ("日本語 العربية", "日本語 العربية"),
  ]

  @Test(arguments: useful)
  func `a note is set`(note: String, has: String) {
    #expect(text(markdown(note)).contains(has))
  }

  static let corpus = [
    "<script>alert(1)</script>", "<img src=x onerror=alert(1)>", "<svg/onload=alert(1)>",
    "<a href=\"javascript:alert(1)\">x</a>", "[x](javascript:alert(1))",
    "[x](JaVaScRiPt:alert(1))", "[x](java\nscript:alert(1))", "[x](&#106;avascript:alert(1))",
    "[x](\u{01}javascript:alert(1))", "[x](data:text/html;base64,PHNjcmlwdD4=)",
    "[x](vbscript:msgbox)", "[x](file:///etc/passwd)", "[x](//evil.example)",
    "[x](/sign-out)", "[x](http://evil.example/)", "![x](https://evil.example/pixel.png)",
    "![x](javascript:alert(1))", "![](data:image/svg+xml;base64,PHN2Zz4=)",
    "[x]: javascript:alert(1)\n\n[x]", "<javascript:alert(1)>",
    "[x](https://a.example/\"onmouseover=\"alert(1))", "[x](https://a.example 'a\"onclick=b')",
    "`<script>`</code><script>alert(1)</script>", "```\"><script>alert(1)</script>\nx\n```",
    "| <script> |\n|---|\n| <img src=x onerror=alert(1)> |", "<style>*{display:none}</style>",
    "<iframe src=javascript:alert(1)>", "<form action=/x><input name=csrf>",
    "<!--><script>alert(1)</script>-->", "<![CDATA[<script>alert(1)</script>]]>",
    "<textarea><title><xmp><plaintext>", "~~<script>alert(1)</script>~~",
    "www.evil.example\"onmouseover=alert(1)", "<div style=\"position:fixed\">x</div>",
    "&lt;script&gt;alert(1)&lt;/script&gt;", "[![x](https://a.example/i)](javascript:x)",
    "[<img src=x onerror=alert(1)>](https://a.example)", "- [ ] <input autofocus onfocus=alert(1)>",
  ]

  /// The tags that a note may bring about; their attributes are looked at one by one.
  private static let allowedTags: Set<String> = [
    "p", "h3", "h4", "h5", "h6", "strong", "em", "del", "br", "hr", "a", "code", "pre", "ul", "ol",
    "li", "blockquote", "table", "thead", "tbody", "tr", "th", "td", "div",
  ]

  @Test(arguments: corpus)
  func `no note brings anything alive into a page`(note: String) throws {
    let output = text(markdown(note))
    for match in output.matches(of: #/<\/?([A-Za-z0-9]*)([^>]*)>/#) {
      let tag = String(match.output.1)
      let isRemark = output[match.range].hasPrefix("<!-- raw HTML omitted -->")
      #expect(isRemark || Markdown.allowedTags.contains(tag), "\(match.output.0)")
      for attribute in match.output.2.matches(of: #/([a-z-]+)="([^"]*)"/#) {
        let name = String(attribute.output.1)
        let value = String(attribute.output.2)
        switch name {
        case "href": #expect(value.hasPrefix("https://") || value.hasPrefix("mailto:"))
        case "class", "dir", "align", "start", "title", "lang": break
        default: Issue.record("the attribute \(name) came through")
        }
      }
    }
    #expect(!output.contains("<img"))
  }

  @Test func `an address that is no link stands as text`() {
    #expect(
      text(markdown("[here](http://evil.example/)")).contains("here (http://evil.example/)"))
    #expect(
      text(markdown("![cat](https://a.example/cat.png)"))
        .contains("<a href=\"https://a.example/cat.png\">cat</a> (https://a.example/cat.png)"))
  }

  @Test(arguments: [("x", Markup.Limits.markdownBytesMax + 1), ("> ", 60)])
  func `a note beyond the limits stands as plain text`(part: String, count: Int) {
    let note = String(repeating: part, count: count) + "end"
    #expect(text(markdown(note)).hasPrefix("<div class=\"words\" dir=\"auto\">"))
  }

  @Test(arguments: [
    "![[]()", "*a ", "[a](", "_a__", "<<", "`a``", "| a ", "- ", "> - ", "\\[", "~~",
  ])
  func `a note made to be slow is read in time`(part: String) {
    let note = String(
      repeating: part, count: Markup.Limits.markdownBytesMax / part.utf8.count)
    let duration = ContinuousClock().measure { _ = markdown(note) }
    #expect(duration < .seconds(5))
  }
}

@Suite struct `QR codes` {
  @Test func `a code has the size of its version and the three finders`() throws {
    let code = try #require(
      QRCode("otpauth://totp/Redress:ada@example.org?secret=JBSWY3DPEHPK3PXP&issuer=Redress"))
    #expect((code.side - 17) % 4 == 0)
    #expect(code.modules.count == code.side * code.side)
    for (row, column) in [(0, 0), (0, code.side - 7), (code.side - 7, 0)] {
      let finder = (0..<7).map { line in
        (0..<7).map { code.modules[(row + line) * code.side + column + $0] ? "#" : "." }.joined()
      }
      #expect(
        finder == [
          "#######", "#.....#", "#.###.#", "#.###.#", "#.###.#", "#.....#", "#######",
        ])
    }
  }

  @Test func `the drawing has every dark module and no more`() throws {
    let code = try #require(QRCode("amber lantern"))
    let svg = text(code.picture(label: "A \"code\""))
    let drawn = svg.matches(of: #/M\d+ \d+h(\d+)v1/#).compactMap { Int($0.output.1) }
      .reduce(0, +)
    #expect(drawn == code.modules.count { $0 })
    #expect(svg.contains("aria-label=\"A &quot;code&quot;\""))
    #expect(!svg.contains("amber"))
  }

  @Test func `too little and too much make no code`() {
    #expect(QRCode("") == nil)
    #expect(QRCode(String(repeating: "a", count: Markup.Limits.qrCodeBytesMax + 1)) == nil)
  }
}
