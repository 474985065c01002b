/// Breaks paragraphs into lines that every mail program shows well.
enum LineWrapping {
  /// Wraps at spaces, at most `characters` wide as a fixed-width font shows them. Words that do not fit (links) stay
  /// whole; lists and quotations keep their indentation; lines that begin with white space are left as they are.
  static func wrapped(_ text: String, characters: Int = MailLimits.outgoingLineCharacters) -> String
  {
    var lines: [String] = []
    for line in text.split(separator: "\n", omittingEmptySubsequences: false) {
      // The mark of a signature is the one line whose trailing space means something.
      lines += line == "-- " ? ["-- "] : wrappedLine(trimmedEnd(line), characters: characters)
    }
    while lines.last == "" { lines.removeLast() }
    return lines.joined(separator: "\n")
  }

  private static func trimmedEnd(_ line: Substring) -> Substring {
    var line = line
    while let last = line.last, last == " " || last == "\t" { line = line.dropLast() }
    return line
  }

  private static func wrappedLine(_ line: Substring, characters: Int) -> [String] {
    guard width(of: line) > characters, line.first != " ", line.first != "\t" else {
      return [String(line)]
    }
    let lead = lead(of: line)
    var lines: [String] = []
    var current = lead.first
    var currentWidth = width(of: lead.first[...])
    var isFresh = true
    for word in line.dropFirst(lead.length).split(separator: " ", omittingEmptySubsequences: true) {
      for piece in pieces(of: word, characters: characters) {
        let pieceWidth = width(of: piece.text)
        let gap = isFresh || piece.isContinuation ? 0 : 1
        if !isFresh, currentWidth + gap + pieceWidth > characters {
          lines.append(current)
          current = lead.rest + piece.text
          currentWidth = width(of: lead.rest[...]) + pieceWidth
        } else {
          current += (gap == 1 ? " " : "") + piece.text
          currentWidth += gap + pieceWidth
        }
        isFresh = false
      }
    }
    lines.append(current)
    return lines
  }

  /// The mark at the start of a line and what its continuation begins with.
  private static func lead(of line: Substring) -> (first: String, rest: String, length: Int) {
    let marks = line.prefix { $0 == ">" || $0 == " " }
    if line.first == ">" { return (String(marks), String(marks), marks.count) }
    if line.hasPrefix("- ") || line.hasPrefix("* ") || line.hasPrefix("• ") {
      return (String(line.prefix(2)), "  ", 2)
    }
    let digits = line.prefix { $0.isASCII && $0.isNumber }
    let afterDigits = line.dropFirst(digits.count)
    if (1...3).contains(digits.count), afterDigits.hasPrefix(". ") || afterDigits.hasPrefix(") ") {
      let length = digits.count + 2
      return (String(line.prefix(length)), String(repeating: " ", count: length), length)
    }
    return ("", "", 0)
  }

  /// Scripts without spaces between words may break after any character that is wide.
  private static func pieces(
    of word: Substring, characters: Int
  ) -> [(text: Substring, isContinuation: Bool)] {
    guard width(of: word) > characters / 2, word.contains(where: isWide) else {
      return [(word, false)]
    }
    var pieces: [(Substring, Bool)] = []
    var start = word.startIndex
    while start < word.endIndex {
      let next = word.index(after: start)
      var end = next
      if !isWide(word[start]) {
        while end < word.endIndex, !isWide(word[end]) { end = word.index(after: end) }
      }
      while end < word.endIndex, mayNotBeginLine(word[end]) { end = word.index(after: end) }
      pieces.append((word[start..<end], start != word.startIndex))
      start = end
    }
    return pieces
  }

  private static func mayNotBeginLine(_ character: Character) -> Bool {
    "、。，．：；？！）」』】〉》〕｝ー,.!?:;)]}".contains(character)
  }

  private static func width(of text: Substring) -> Int {
    text.reduce(0) { $0 + (isWide($1) ? 2 : 1) }
  }

  /// Characters that a fixed-width font shows twice as wide: CJK, Hangul, full-width forms, emoji.
  private static func isWide(_ character: Character) -> Bool {
    guard let value = character.unicodeScalars.first?.value else { return false }
    switch value {
    case 0x1100...0x115F, 0x2E80...0x303E, 0x3041...0xA4CF, 0xAC00...0xD7A3, 0xF900...0xFAFF,
      0xFE30...0xFE6F, 0xFF00...0xFF60, 0xFFE0...0xFFE6, 0x1F300...0x1F64F, 0x1F900...0x1F9FF,
      0x20000...0x3FFFD:
      return true
    default: return false
    }
  }
}
