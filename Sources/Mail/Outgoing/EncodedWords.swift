/// Encoded words (RFC 2047) in UTF-8, none longer than the standard allows and none that cuts a character.
enum EncodedWords {
  /// The most characters of one word between its frame, so that it fits beside the name of the longest field.
  private static let contentCharactersMax = 52

  /// The text itself where it is plain ASCII that cannot be mistaken for an encoded word; else encoded words with a
  /// space between them, to be folded there.
  static func encoded(_ text: String) -> String {
    let isPlain =
      text.utf8.allSatisfy { (0x20...0x7E).contains($0) } && !text.contains("=?")
      && text.split(separator: " ", omittingEmptySubsequences: false)
        .allSatisfy { (1..<60).contains($0.utf8.count) || text.isEmpty }
    if isPlain { return text }
    var words: [String] = []
    var current = ""
    for character in text {
      let whole = character.utf8.map(quoted).joined()
      // A character of many code points may be longer than a word; then it is cut between code points.
      let pieces =
        whole.utf8.count <= contentCharactersMax
        ? [whole] : character.unicodeScalars.map { String($0).utf8.map(quoted).joined() }
      for piece in pieces {
        if current.utf8.count + piece.utf8.count > contentCharactersMax {
          words.append("=?UTF-8?Q?\(current)?=")
          current = ""
        }
        current += piece
      }
    }
    if !current.isEmpty { words.append("=?UTF-8?Q?\(current)?=") }
    return words.joined(separator: " ")
  }

  /// A display name: as it is, quoted, or encoded.
  static func phrase(_ name: String) -> String {
    let encoded = encoded(name)
    guard encoded == name else { return encoded }
    let isPlain = name.utf8.allSatisfy {
      isLetterOrDigit($0) || $0 == 0x20 || $0 == UInt8(ascii: "-") || $0 == UInt8(ascii: "_")
    }
    if isPlain { return name }
    let escaped = name.flatMap { $0 == "\"" || $0 == "\\" ? ["\\", $0] : [$0] }
    return "\"" + String(escaped) + "\""
  }

  /// Breaks a header value at spaces so that no line is longer than it should be, where that can be done.
  static func folded(_ value: String, after name: String) -> String {
    var lines: [String] = []
    var current = ""
    var room = MailLimits.outgoingLineCharacters - name.utf8.count - 2
    for word in value.split(separator: " ", omittingEmptySubsequences: true) {
      if !current.isEmpty, current.utf8.count + 1 + word.utf8.count > room {
        lines.append(current)
        current = String(word)
        room = MailLimits.outgoingLineCharacters - 1
      } else {
        current += (current.isEmpty ? "" : " ") + word
      }
    }
    lines.append(current)
    return lines.joined(separator: "\n ")
  }

  private static func isLetterOrDigit(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
      UInt8(ascii: "0")...UInt8(ascii: "9"):
      true
    default: false
    }
  }

  private static func quoted(_ byte: UInt8) -> String {
    if byte == 0x20 { return "_" }
    if isLetterOrDigit(byte) { return String(UnicodeScalar(byte)) }
    let digits = Array("0123456789ABCDEF")
    return "=" + String(digits[Int(byte >> 4)]) + String(digits[Int(byte & 15)])
  }

  /// The same header value with all encoded words in the Q encoding: the library loses what follows a word in base64
  /// that ends with padding.
  static func withoutBase64(_ value: [UInt8]) -> [UInt8] {
    guard value.contains(UInt8(ascii: "?")) else { return value }
    var result: [UInt8] = []
    var rest = value[...]
    while let byte = rest.first {
      if byte == UInt8(ascii: "="), let word = base64Word(rest) {
        result += Array("=?".utf8) + word.charset + Array("?Q?".utf8)
        result += word.bytes.flatMap { Array(escaped($0).utf8) }
        result += Array("?=".utf8)
        rest = rest[word.end...]
      } else {
        result.append(byte)
        rest = rest.dropFirst()
      }
    }
    return result
  }

  private static func escaped(_ byte: UInt8) -> String {
    isLetterOrDigit(byte) ? String(UnicodeScalar(byte)) : quoted(byte)
  }

  /// An encoded word in base64 at the start of the bytes.
  private static func base64Word(
    _ bytes: ArraySlice<UInt8>
  ) -> (charset: ArraySlice<UInt8>, bytes: [UInt8], end: Int)? {
    let mark = UInt8(ascii: "?")
    guard bytes.starts(with: Array("=?".utf8)) else { return nil }
    let afterStart = bytes.dropFirst(2)
    guard let charsetEnd = afterStart.prefix(60).firstIndex(of: mark) else { return nil }
    let afterCharset = afterStart[(charsetEnd + 1)...]
    guard let encoding = afterCharset.first, encoding == 0x42 || encoding == 0x62,
      afterCharset.dropFirst().first == mark
    else { return nil }
    let payload = afterCharset.dropFirst(2)
    guard let payloadEnd = payload.firstIndex(of: mark), payloadEnd + 1 < bytes.endIndex,
      bytes[payloadEnd + 1] == UInt8(ascii: "=")
    else { return nil }
    let encoded = payload[payload.startIndex..<payloadEnd]
    guard !encoded.isEmpty, let decoded = TransferEncoding.decoded(base64: encoded) else {
      return nil
    }
    return (afterStart[afterStart.startIndex..<charsetEnd], decoded, payloadEnd + 2)
  }
}
