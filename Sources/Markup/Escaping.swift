/// Makes text safe to stand in a page.
enum Escaping {
  enum Mode {
    /// For reading: control characters and those that turn the reading direction are made visible.
    case shown
    /// For a form that gives back what was typed: the same text, as character references.
    case kept
  }

  /// Appends the text so that no character of it is read as markup, in text and in a quoted value.
  static func append(_ text: String, _ mode: Mode, to output: inout [UInt8]) {
    var position = 0
    let bytes = Array(text.utf8)
    while position < bytes.count {
      let byte = bytes[position]
      switch byte {
      case UInt8(ascii: "<"): output.append(contentsOf: "&lt;".utf8)
      case UInt8(ascii: ">"): output.append(contentsOf: "&gt;".utf8)
      case UInt8(ascii: "&"): output.append(contentsOf: "&amp;".utf8)
      case UInt8(ascii: "\""): output.append(contentsOf: "&quot;".utf8)
      case UInt8(ascii: "'"): output.append(contentsOf: "&#39;".utf8)
      case UInt8(ascii: "\n"):
        output.append(contentsOf: mode == .kept ? "&#10;".utf8 : "\n".utf8)
      case UInt8(ascii: "\r"):
        // Shown, a carriage return is a line break; before a line feed it is a part of it.
        if mode == .kept {
          output.append(contentsOf: "&#13;".utf8)
        } else if position + 1 == bytes.count || bytes[position + 1] != UInt8(ascii: "\n") {
          output.append(UInt8(ascii: "\n"))
        }
      case UInt8(ascii: "\t"): output.append(byte)
      case 0..<0x20:
        // The pictures of the control characters begin at U+2400: E2 90 80.
        output.append(contentsOf: [0xE2, 0x90, 0x80 + byte])
      case 0x7F: output.append(contentsOf: "\u{2421}".utf8)
      case 0xC2 where position + 1 < bytes.count && bytes[position + 1] < 0xA0:
        // U+0080 to U+009F: a second set of control characters, without pictures.
        output.append(contentsOf: "\u{FFFD}".utf8)
        position += 1
      case 0xE2
      where position + 2 < bytes.count && bytes[position + 1] == 0x80
        && (0xAA...0xAE).contains(bytes[position + 2]):
        let last = bytes[position + 2]
        switch mode {
        case .kept: output.append(contentsOf: bytes[position...(position + 2)])
        case .shown: output.append(contentsOf: directionMark(last))
        }
        position += 2
      default: output.append(byte)
      }
      position += 1
    }
  }

  /// The embeddings and overrides of the reading direction, U+202A to U+202E, by their last byte.
  static func directionMark(_ lastByte: UInt8) -> String.UTF8View {
    switch lastByte {
    case 0xAA: "[U+202A]".utf8
    case 0xAB: "[U+202B]".utf8
    case 0xAC: "[U+202C]".utf8
    case 0xAD: "[U+202D]".utf8
    default: "[U+202E]".utf8
    }
  }

  /// The text as it is shown, before escaping: for what goes through Markdown.
  static func shown(_ text: String) -> [UInt8] {
    var output: [UInt8] = []
    for scalar in text.unicodeScalars {
      switch scalar.value {
      case 0x09, 0x0A, 0x0D: output.append(UInt8(scalar.value))
      case 0..<0x20: output.append(contentsOf: [0xE2, 0x90, 0x80 + UInt8(scalar.value)])
      case 0x7F: output.append(contentsOf: "\u{2421}".utf8)
      case 0x80..<0xA0: output.append(contentsOf: "\u{FFFD}".utf8)
      case 0x202A...0x202E:
        output.append(contentsOf: directionMark(UInt8(scalar.value - 0x2000 + 0x80)))
      default: output.append(contentsOf: String(scalar).utf8)
      }
    }
    return output
  }
}
