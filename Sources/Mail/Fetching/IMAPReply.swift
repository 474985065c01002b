/// One reply line of an IMAP server: text with literals in between (RFC 9051, 4.3).
struct IMAPReply {
  /// The text, with `{}` where a literal stood.
  var text: [UInt8] = []
  var literals: [[UInt8]] = []

  /// The text in upper case, for comparing; only as much as a keyword takes.
  var keyword: String { String(decoding: text.prefix(200), as: UTF8.self).uppercased() }

  /// The words of the whole text.
  var words: [Substring] {
    String(decoding: text, as: UTF8.self).split(whereSeparator: {
      $0 == " " || $0 == "\r" || $0 == "\n"
    })
  }

  /// The number after a name, as in `UID 17` or `[UIDVALIDITY 3]`.
  func number(after name: String) -> UInt32? {
    let separators: Set<Character> = [" ", "(", ")", "[", "]", "\r", "\n"]
    let words = String(decoding: text.prefix(4_000), as: UTF8.self)
      .split(whereSeparator: separators.contains)
    guard let index = words.firstIndex(where: { $0.uppercased() == name }), index + 1 < words.count
    else { return nil }
    return UInt32(words[index + 1])
  }
}

/// Takes reply lines out of the bytes as they come in.
struct IMAPReplyReader {
  private var received: [UInt8] = []
  private var position = 0
  private var current = IMAPReply()
  private var literalLeft = 0
  private var literal: [UInt8] = []

  enum Step {
    case reply(IMAPReply)
    case needsMore
    /// A line or literal longer than is taken.
    case tooLong
  }

  mutating func append(_ bytes: [UInt8]) {
    if position > 0 {
      received.removeFirst(position)
      position = 0
    }
    received += bytes
  }

  mutating func next() -> Step {
    while true {
      if literalLeft > 0 {
        let count = min(literalLeft, received.count - position)
        literal += received[position..<(position + count)]
        position += count
        literalLeft -= count
        guard literalLeft == 0 else { return .needsMore }
        current.literals.append(literal)
        literal = []
      }
      guard let end = received[position...].firstIndex(of: 0x0A) else {
        return received.count - position + current.text.count > MailLimits.mailboxLineBytesMax
          ? .tooLong : .needsMore
      }
      var line = received[position..<end]
      position = end + 1
      if line.last == 0x0D { line = line.dropLast() }
      guard let length = Self.announcedLiteral(line) else {
        current.text += line
        guard current.text.count <= MailLimits.mailboxLineBytesMax else { return .tooLong }
        defer { current = IMAPReply() }
        return .reply(current)
      }
      let textEnd = line.lastIndex(of: UInt8(ascii: "{")) ?? line.endIndex
      current.text += line[line.startIndex..<textEnd]
      current.text += Array("{}".utf8)
      guard length <= MailLimits.messageBytesMax, current.literals.count < 100 else {
        return .tooLong
      }
      literalLeft = length
      if length == 0 { current.literals.append([]) }
    }
  }

  /// The length in `{123}` at the end of a line.
  private static func announcedLiteral(_ line: ArraySlice<UInt8>) -> Int? {
    guard line.last == UInt8(ascii: "}"), let open = line.lastIndex(of: UInt8(ascii: "{")) else {
      return nil
    }
    var digits = line[(open + 1)...].dropLast()
    if digits.last == UInt8(ascii: "+") { digits = digits.dropLast() }
    guard !digits.isEmpty, digits.count <= 12, digits.allSatisfy({ (0x30...0x39).contains($0) })
    else {
      return nil
    }
    return Int(String(decoding: digits, as: UTF8.self))
  }
}
