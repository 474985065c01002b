/// Why bytes are not JSON that is taken. The sentence tells the place and never repeats what stands there.
struct JSONFault: Error, Hashable {
  let sentence: String
}

/// Reads JSON by the letter of RFC 8259.
struct JSONReader {
  private let bytes: [UInt8]
  private var index = 0
  private var valueCount = 0

  private init(_ bytes: [UInt8]) { self.bytes = bytes }

  /// The whole document.
  static func read(_ bytes: [UInt8]) throws(JSONFault) -> JSONTree {
    guard String(validating: bytes, as: UTF8.self) != nil else {
      throw JSONFault(sentence: "The document is not valid UTF-8.")
    }
    var reader = JSONReader(bytes)
    reader.skipSpace()
    let tree = try reader.value(depth: 0)
    reader.skipSpace()
    guard reader.index == bytes.count else {
      throw reader.fault("something stands behind the end of the value")
    }
    return tree
  }

  private func fault(_ what: String) -> JSONFault {
    JSONFault(sentence: "This is not JSON: \(what), at byte \(index).")
  }

  private var next: UInt8? { index < bytes.count ? bytes[index] : nil }

  private mutating func skipSpace() {
    while let byte = next, byte == 0x20 || byte == 0x09 || byte == 0x0a || byte == 0x0d {
      index += 1
    }
  }

  private mutating func take(_ byte: UInt8) -> Bool {
    guard next == byte else { return false }
    index += 1
    return true
  }

  private mutating func value(depth: Int) throws(JSONFault) -> JSONTree {
    guard depth < WebLimits.jsonDepthMax else { throw fault("it is nested too deeply") }
    valueCount += 1
    guard valueCount <= WebLimits.jsonValuesMax else { throw fault("it has too many values") }
    switch next {
    case UInt8(ascii: "{"): return try object(depth: depth)
    case UInt8(ascii: "["): return try list(depth: depth)
    case UInt8(ascii: "\""): return .text(try text())
    case UInt8(ascii: "t"): return try word("true", .boolean(true))
    case UInt8(ascii: "f"): return try word("false", .boolean(false))
    case UInt8(ascii: "n"): return try word("null", .null)
    case .some(UInt8(ascii: "-")), .some(UInt8(ascii: "0")...UInt8(ascii: "9")):
      return try number()
    case nil: throw fault("it ends too early")
    default: throw fault("no value begins here")
    }
  }

  private mutating func word(_ text: String, _ tree: JSONTree) throws(JSONFault) -> JSONTree {
    guard bytes[index...].starts(with: text.utf8) else { throw fault("no value begins here") }
    index += text.utf8.count
    return tree
  }

  private mutating func object(depth: Int) throws(JSONFault) -> JSONTree {
    index += 1
    var members: [JSONTree.Member] = []
    var names: Set<String> = []
    skipSpace()
    if take(UInt8(ascii: "}")) { return .object([]) }
    repeat {
      skipSpace()
      guard next == UInt8(ascii: "\"") else { throw fault("a name in quotes is missing") }
      let name = try text()
      guard names.insert(name).inserted else { throw fault("a name stands twice") }
      skipSpace()
      guard take(UInt8(ascii: ":")) else { throw fault("a colon is missing") }
      skipSpace()
      members.append(JSONTree.Member(name: name, value: try value(depth: depth + 1)))
      skipSpace()
    } while take(UInt8(ascii: ","))
    guard take(UInt8(ascii: "}")) else { throw fault("an object is not closed") }
    return .object(members)
  }

  private mutating func list(depth: Int) throws(JSONFault) -> JSONTree {
    index += 1
    var values: [JSONTree] = []
    skipSpace()
    if take(UInt8(ascii: "]")) { return .list([]) }
    repeat {
      skipSpace()
      values.append(try value(depth: depth + 1))
      skipSpace()
    } while take(UInt8(ascii: ","))
    guard take(UInt8(ascii: "]")) else { throw fault("a list is not closed") }
    return .list(values)
  }

  private mutating func number() throws(JSONFault) -> JSONTree {
    let start = index
    _ = take(UInt8(ascii: "-"))
    if !take(UInt8(ascii: "0")) { try digits() }
    var isWhole = true
    if take(UInt8(ascii: ".")) {
      isWhole = false
      try digits()
    }
    if take(UInt8(ascii: "e")) || take(UInt8(ascii: "E")) {
      isWhole = false
      if !take(UInt8(ascii: "+")) { _ = take(UInt8(ascii: "-")) }
      try digits()
    }
    let raw = String(decoding: bytes[start..<index], as: UTF8.self)
    if isWhole, let whole = Int64(raw) { return .integer(whole) }
    return .number(raw)
  }

  private mutating func digits() throws(JSONFault) {
    let start = index
    while let byte = next, (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) { index += 1 }
    guard index > start else { throw fault("a digit is missing") }
  }

  private mutating func text() throws(JSONFault) -> String {
    index += 1
    var content: [UInt8] = []
    while let byte = next {
      index += 1
      switch byte {
      case UInt8(ascii: "\""): return String(decoding: content, as: UTF8.self)
      case UInt8(ascii: "\\"): content += try escaped()
      case 0..<0x20: throw fault("a control character stands in a text without being escaped")
      default: content.append(byte)
      }
    }
    throw fault("a text is not closed")
  }

  private mutating func escaped() throws(JSONFault) -> [UInt8] {
    guard let byte = next else { throw fault("a text is not closed") }
    index += 1
    switch byte {
    case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): return [byte]
    case UInt8(ascii: "b"): return [0x08]
    case UInt8(ascii: "f"): return [0x0c]
    case UInt8(ascii: "n"): return [0x0a]
    case UInt8(ascii: "r"): return [0x0d]
    case UInt8(ascii: "t"): return [0x09]
    case UInt8(ascii: "u"): break
    default: throw fault("a backslash stands before something that it does not escape")
    }
    let first = try unit()
    guard (0xd800...0xdfff).contains(first) else { return try utf8(first) }
    guard first < 0xdc00, take(UInt8(ascii: "\\")), take(UInt8(ascii: "u")) else {
      throw fault("a text has half of a character (a lone surrogate)")
    }
    let second = try unit()
    guard (0xdc00...0xdfff).contains(second) else {
      throw fault("a text has half of a character (a lone surrogate)")
    }
    return try utf8(0x10000 + (first - 0xd800) << 10 + (second - 0xdc00))
  }

  private func utf8(_ value: UInt32) throws(JSONFault) -> [UInt8] {
    guard value != 0, let scalar = Unicode.Scalar(value) else {
      throw fault("a text has a character that cannot be kept (NUL)")
    }
    return Array(String(Character(scalar)).utf8)
  }

  private mutating func unit() throws(JSONFault) -> UInt32 {
    guard index + 4 <= bytes.count,
      bytes[index..<index + 4].allSatisfy({ byte in
        switch byte {
        case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "a")...UInt8(ascii: "f"),
          UInt8(ascii: "A")...UInt8(ascii: "F"):
          true
        default: false
        }
      }),
      let value = UInt32(String(decoding: bytes[index..<index + 4], as: UTF8.self), radix: 16)
    else { throw fault("four hexadecimal digits are missing") }
    index += 4
    return value
  }
}
