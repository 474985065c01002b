/// Lays out the text of HTML elements as lines.
struct HTMLTextWriter {
  /// Elements of which nothing is shown.
  static let hidden: Set<String> = [
    "script", "style", "head", "title", "template", "noscript", "svg", "object", "iframe", "math",
  ]

  private static let blocks: Set<String> = [
    "p", "div", "table", "tr", "ul", "ol", "li", "dl", "dt", "dd", "blockquote", "pre", "h1", "h2",
    "h3", "h4", "h5", "h6", "section", "article", "header", "footer", "address", "form", "fieldset",
    "main", "aside", "figure", "center", "body", "html",
  ]
  private static let spaced: Set<String> = [
    "p", "blockquote", "pre", "h1", "h2", "h3", "h4", "h5", "h6", "ul", "ol", "table",
  ]

  private var bytes: [UInt8] = []
  private var quoteDepth = 0
  private var preformattedDepth = 0
  private var listCounters: [Int?] = []
  private var links: [(start: Int, address: String)] = []
  private var lineBreaksPending = 0
  private var isSpacePending = false
  private var isAtLineStart = true

  /// Begins an element. Always true; the element is to be closed.
  mutating func open(_ element: String, attribute: (String) -> String?) -> Bool {
    if Self.blocks.contains(element) { breakLine(Self.spaced.contains(element) ? 2 : 1) }
    switch element {
    case "br": breakLineAlways()
    case "hr":
      breakLine(1)
      write("---")
      breakLine(1)
    case "blockquote": quoteDepth += 1
    case "pre": preformattedDepth += 1
    case "ul": listCounters.append(nil)
    case "ol": listCounters.append(0)
    case "li":
      if let counter = listCounters.last ?? nil {
        listCounters[listCounters.count - 1] = counter + 1
        write("\(counter + 1). ")
      } else {
        write("- ")
      }
    case "td", "th": isSpacePending = !isAtLineStart
    case "img":
      if let words = attribute("alt"), !words.isEmpty { write("[\(words)]") }
    case "a":
      links.append((bytes.count, attribute("href") ?? ""))
    default: break
    }
    return true
  }

  /// Ends an element.
  mutating func close(_ element: String) {
    switch element {
    case "a":
      guard let link = links.popLast() else { break }
      let shown = String(decoding: bytes[min(link.start, bytes.count)...], as: UTF8.self)
      let address = CleanText.line(link.address).text
      let bare = address.hasPrefix("mailto:") ? String(address.dropFirst(7)) : address
      let isWorthShowing =
        address.hasPrefix("http://") || address.hasPrefix("https://")
        || address.hasPrefix("mailto:")
      if isWorthShowing, !shown.contains(bare) { write(" <\(bare)>") }
    case "blockquote": quoteDepth -= 1
    case "pre": preformattedDepth -= 1
    case "ul", "ol": _ = listCounters.popLast()
    default: break
    }
    if Self.blocks.contains(element) { breakLine(Self.spaced.contains(element) ? 2 : 1) }
    if element == "blockquote" { breakLine(1) }
  }

  /// Adds text; outside of `pre` white space is folded as a browser does.
  mutating func write(_ text: String) {
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\n" where preformattedDepth > 0: breakLineAlways()
      case " ", "\t", "\n", "\r", "\u{0C}":
        if preformattedDepth > 0 {
          append(scalar)
        } else {
          isSpacePending = !isAtLineStart || lineBreaksPending > 0
        }
      case "\u{200B}", "\u{FEFF}", "\u{AD}": continue
      case "\u{A0}": append(" ")
      default: append(scalar)
      }
    }
  }

  /// The text, without white space around it.
  mutating func finished() -> String {
    while let last = bytes.last, last == 0x0A || last == 0x20 { bytes.removeLast() }
    return String(decoding: bytes, as: UTF8.self)
  }

  private mutating func append(_ scalar: Unicode.Scalar) {
    if lineBreaksPending > 0 {
      for index in 0..<lineBreaksPending where !bytes.isEmpty {
        bytes.append(0x0A)
        if index + 1 < lineBreaksPending { appendQuoteMarks() }
      }
      lineBreaksPending = 0
      isAtLineStart = true
    }
    if isAtLineStart {
      appendQuoteMarks()
      isSpacePending = false
      isAtLineStart = false
    }
    if isSpacePending {
      bytes.append(0x20)
      isSpacePending = false
    }
    bytes.append(contentsOf: UTF8.encode(scalar) ?? UTF8.encodedReplacementCharacter)
  }

  private mutating func appendQuoteMarks() {
    for _ in 0..<min(max(0, quoteDepth), 20) { bytes.append(contentsOf: [0x3E, 0x20]) }
  }

  private mutating func breakLine(_ count: Int) {
    lineBreaksPending = max(lineBreaksPending, isAtLineStart && bytes.isEmpty ? 0 : count)
    isSpacePending = false
  }

  private mutating func breakLineAlways() {
    lineBreaksPending = min(lineBreaksPending + 1, 3)
    isSpacePending = false
  }
}
