/// Reads JSON5 (spec.json5.org) into nodes that know where they stand.
///
/// Foundation's decoder reads JSON5 too, but tells neither the line of a value nor that a key stands
/// twice, and stops at the first error of meaning; a policy is written by hand and deserves all three.
/// The tests hold this reader and Foundation's to the same answers.
struct JSON5Parser {
  private let bytes: [UInt8]
  private var index = 0

  private init(_ bytes: [UInt8]) { self.bytes = bytes }

  /// The whole file as one node.
  static func parse(_ bytes: [UInt8]) throws(JSONSyntaxError) -> JSONNode {
    var parser = JSON5Parser(bytes)
    try parser.checkEncoding()
    try parser.skipSpace()
    let node = try parser.value(depth: 0)
    try parser.skipSpace()
    guard parser.index == bytes.count else {
      throw parser.error("something stands after the end of the value", "the file ends there")
    }
    return node
  }

  private func checkEncoding() throws(JSONSyntaxError) {
    guard String(validating: bytes, as: UTF8.self) == nil else { return }
    // Only on the way out: finds how far the bytes are valid.
    var low = 0
    var high = bytes.count
    while low < high {
      let middle = (low + high + 1) / 2
      // A cut inside a character is not a fault of the file: allow its first bytes to be missing.
      let isValid = (0...3).contains { cut in
        middle >= cut && String(validating: bytes.prefix(middle - cut), as: UTF8.self) != nil
      }
      if isValid { low = middle } else { high = middle - 1 }
    }
    throw JSONSyntaxError(
      offset: max(0, low - 3), wrong: "the bytes are not UTF-8 near here",
      right: "save the file as UTF-8")
  }

  private func error(_ wrong: String, _ right: String, at offset: Int? = nil) -> JSONSyntaxError {
    JSONSyntaxError(offset: offset ?? index, wrong: wrong, right: right)
  }

  private var current: UInt8? { index < bytes.count ? bytes[index] : nil }

  /// The scalar at the index and its length in bytes; the encoding was checked.
  private var scalar: (value: Unicode.Scalar, length: Int)? {
    guard let first = current else { return nil }
    let length = first < 0x80 ? 1 : first < 0xE0 ? 2 : first < 0xF0 ? 3 : 4
    var code = length == 1 ? UInt32(first) : UInt32(first) & (0x7F >> UInt32(length))
    for continuation in bytes[index...].dropFirst().prefix(length - 1) {
      code = code << 6 | UInt32(continuation & 0x3F)
    }
    return Unicode.Scalar(code).map { ($0, length) }
  }

  // MARK: Space

  private mutating func skipSpace() throws(JSONSyntaxError) {
    while let (scalar, length) = scalar {
      switch scalar {
      case "\t", "\n", "\u{0B}", "\u{0C}", "\r", " ", "\u{A0}", "\u{FEFF}", "\u{2028}", "\u{2029}":
        index += length
      case "/":
        try skipComment()
      default:
        guard scalar.properties.generalCategory == .spaceSeparator else { return }
        index += length
      }
    }
  }

  private mutating func skipComment() throws(JSONSyntaxError) {
    let start = index
    index += 1
    switch current {
    case UInt8(ascii: "/"):
      while let (scalar, length) = scalar, !Self.isLineEnd(scalar) { index += length }
    case UInt8(ascii: "*"):
      index += 1
      while index + 1 < bytes.count {
        if bytes[index] == UInt8(ascii: "*"), bytes[index + 1] == UInt8(ascii: "/") {
          index += 2
          return
        }
        index += 1
      }
      throw error("a comment begins here and never ends", "end it with */", at: start)
    default:
      throw error("a lone / stands here", "begin a comment with // or /*", at: start)
    }
  }

  private static func isLineEnd(_ scalar: Unicode.Scalar) -> Bool {
    scalar == "\n" || scalar == "\r" || scalar == "\u{2028}" || scalar == "\u{2029}"
  }

  // MARK: Values

  private mutating func value(depth: Int) throws(JSONSyntaxError) -> JSONNode {
    guard depth < Limits.policyDepthMax else {
      throw error(
        "lists and objects stand inside each other too deeply",
        "at most \(Limits.policyDepthMax) levels")
    }
    let start = index
    guard let first = current else {
      throw error("the file ends where a value should stand", "write a value")
    }
    switch first {
    case UInt8(ascii: "{"):
      return JSONNode(value: .object(try members(depth: depth)), offset: start)
    case UInt8(ascii: "["):
      return JSONNode(value: .list(try elements(depth: depth)), offset: start)
    case UInt8(ascii: "\""), UInt8(ascii: "'"):
      return JSONNode(value: .text(try string()), offset: start)
    case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "+"), UInt8(ascii: "-"),
      UInt8(ascii: "."):
      return JSONNode(value: try number(), offset: start)
    default:
      let word = try identifier(expecting: "a value")
      switch word {
      case "null": return JSONNode(value: .null, offset: start)
      case "true": return JSONNode(value: .flag(true), offset: start)
      case "false": return JSONNode(value: .flag(false), offset: start)
      case "Infinity": return JSONNode(value: .real(.infinity), offset: start)
      case "NaN": return JSONNode(value: .real(.nan), offset: start)
      default:
        throw error("the word “\(word)” is no value", "put a text into quotes", at: start)
      }
    }
  }

  private mutating func elements(depth: Int) throws(JSONSyntaxError) -> [JSONNode] {
    let start = index
    index += 1
    var elements: [JSONNode] = []
    while true {
      try skipSpace()
      if current == UInt8(ascii: "]") { break }
      guard current != nil else { throw error("this list never ends", "end it with ]", at: start) }
      elements.append(try value(depth: depth + 1))
      try skipSpace()
      if current == UInt8(ascii: ",") {
        index += 1
      } else if current != UInt8(ascii: "]") {
        throw error("a list goes on without a comma", "a comma or ] after each element")
      }
    }
    index += 1
    return elements
  }

  private mutating func members(depth: Int) throws(JSONSyntaxError) -> [JSONMember] {
    let start = index
    index += 1
    var members: [JSONMember] = []
    while true {
      try skipSpace()
      if current == UInt8(ascii: "}") { break }
      guard current != nil else {
        throw error("this object never ends", "end it with }", at: start)
      }
      let keyOffset = index
      let key =
        if current == UInt8(ascii: "\"") || current == UInt8(ascii: "'") {
          try string()
        } else { try identifier(expecting: "a key") }
      try skipSpace()
      guard current == UInt8(ascii: ":") else {
        throw error("the key “\(key)” has no colon after it", "write \(key): value")
      }
      index += 1
      try skipSpace()
      members.append(
        JSONMember(key: key, keyOffset: keyOffset, node: try value(depth: depth + 1)))
      try skipSpace()
      if current == UInt8(ascii: ",") {
        index += 1
      } else if current != UInt8(ascii: "}") {
        throw error("an object goes on without a comma", "a comma or } after each value")
      }
    }
    index += 1
    return members
  }

  private mutating func identifier(expecting: String) throws(JSONSyntaxError) -> String {
    var text = String.UnicodeScalarView()
    while let (scalar, length) = scalar {
      let properties = scalar.properties
      let fits =
        scalar == "$" || scalar == "_"
        || (text.isEmpty ? properties.isIDStart : properties.isIDContinue)
      guard fits else { break }
      text.append(scalar)
      index += length
    }
    guard !text.isEmpty else {
      throw error(
        "“\(scalar.map { String($0.value) } ?? "the end")” stands here", "write \(expecting)")
    }
    return String(text)
  }

  // MARK: Numbers

  private mutating func number() throws(JSONSyntaxError) -> JSONValue {
    let start = index
    var sign = ""
    if current == UInt8(ascii: "-") || current == UInt8(ascii: "+") {
      if current == UInt8(ascii: "-") { sign = "-" }
      index += 1
    }
    let digits = index
    while let byte = current, Self.isOfNumber(byte, after: index > digits ? bytes[index - 1] : 0) {
      index += 1
    }
    let text = String(decoding: bytes[digits..<index], as: UTF8.self)
    if text == "Infinity" { return .real(sign == "-" ? -.infinity : .infinity) }
    if text == "NaN" { return .real(.nan) }
    if text.hasPrefix("0x") || text.hasPrefix("0X") {
      if let whole = Int64(sign + text.dropFirst(2), radix: 16) { return .integer(whole) }
    } else if Self.isDecimal(text) {
      if let whole = Int64(sign + text) { return .integer(whole) }
      if let real = Double(sign + (text.hasPrefix(".") ? "0" + text : text)) { return .real(real) }
    }
    throw error("“\(sign)\(text)” is not a number", "write it like 48, 0.5 or 1e3", at: start)
  }

  private static func isOfNumber(_ byte: UInt8, after previous: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "a")...UInt8(ascii: "z"),
      UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "."):
      true
    case UInt8(ascii: "+"), UInt8(ascii: "-"):
      previous == UInt8(ascii: "e") || previous == UInt8(ascii: "E")
    default: false
    }
  }

  /// Digits with at most one point and an exponent; no needless zero in front.
  private static func isDecimal(_ text: String) -> Bool {
    var rest = Substring(text)
    let whole = rest.prefix { $0.isASCII && $0.isNumber }
    rest = rest.dropFirst(whole.count)
    if whole.count > 1, whole.hasPrefix("0") { return false }
    var fraction: Substring = ""
    if rest.hasPrefix(".") {
      fraction = rest.dropFirst().prefix { $0.isASCII && $0.isNumber }
      rest = rest.dropFirst(1 + fraction.count)
    }
    guard !whole.isEmpty || !fraction.isEmpty else { return false }
    guard let mark = rest.first else { return true }
    guard mark == "e" || mark == "E" else { return false }
    rest = rest.dropFirst()
    if rest.hasPrefix("+") || rest.hasPrefix("-") { rest = rest.dropFirst() }
    return !rest.isEmpty && rest.allSatisfy { $0.isASCII && $0.isNumber }
  }

  // MARK: Texts

  private mutating func string() throws(JSONSyntaxError) -> String {
    let start = index
    let quote = bytes[index]
    index += 1
    var text: [UInt8] = []
    while let byte = current {
      switch byte {
      case quote:
        index += 1
        return String(decoding: text, as: UTF8.self)
      case UInt8(ascii: "\\"):
        try escape(into: &text)
      case UInt8(ascii: "\n"), UInt8(ascii: "\r"):
        throw error(
          "a text goes over the end of the line",
          "close the quote, or end the line with \\ to go on")
      default:
        text.append(byte)
        index += 1
      }
    }
    throw error("a text begins here and never ends", "close it with the same quote", at: start)
  }

  private mutating func escape(into text: inout [UInt8]) throws(JSONSyntaxError) {
    let start = index
    index += 1
    guard let (scalar, length) = scalar else {
      throw error("a text ends inside an escape", "close the quote", at: start)
    }
    index += length
    switch scalar {
    case "b": text.append(0x08)
    case "f": text.append(0x0C)
    case "n": text.append(0x0A)
    case "r": text.append(0x0D)
    case "t": text.append(0x09)
    case "v": text.append(0x0B)
    case "\r":
      if current == UInt8(ascii: "\n") { index += 1 }
    case "\n", "\u{2028}", "\u{2029}": break
    case "0":
      if let byte = current, (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) {
        throw error("octal escapes are not JSON5", "write \\x or \\u", at: start)
      }
      text.append(0)
    case "1"..."9":
      throw error("\\\(scalar) is no escape", "write \\x or \\u", at: start)
    case "x":
      try append(code: hexadecimal(digits: 2, from: start), to: &text, from: start)
    case "u":
      var code = try hexadecimal(digits: 4, from: start)
      if (0xD800..<0xDC00).contains(code), bytes[index...].starts(with: Array("\\u".utf8)) {
        index += 2
        let low = try hexadecimal(digits: 4, from: start)
        guard (0xDC00..<0xE000).contains(low) else {
          throw error("half a surrogate pair stands alone", "write both halves", at: start)
        }
        code = 0x10000 + (code - 0xD800) << 10 + (low - 0xDC00)
      }
      try append(code: code, to: &text, from: start)
    default: text.append(contentsOf: Array(String(scalar).utf8))
    }
  }

  private mutating func hexadecimal(digits: Int, from start: Int) throws(JSONSyntaxError) -> UInt32
  {
    let end = index + digits
    guard end <= bytes.count,
      bytes[index..<end].allSatisfy({ Character(Unicode.Scalar($0)).isHexDigit }),
      let code = UInt32(String(decoding: bytes[index..<end], as: UTF8.self), radix: 16)
    else {
      throw error(
        "an escape lacks its \(digits) hexadecimal digits", "write \\x41 or \\u0041", at: start)
    }
    index = end
    return code
  }

  private func append(
    code: UInt32, to text: inout [UInt8], from start: Int
  ) throws(JSONSyntaxError) {
    guard let scalar = Unicode.Scalar(code) else {
      throw error("half a surrogate pair stands alone", "write both halves", at: start)
    }
    text.append(contentsOf: Array(String(scalar).utf8))
  }
}
