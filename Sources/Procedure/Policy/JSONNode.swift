/// A value of a JSON5 file with the place where it stands, so that every fault can name its line.
struct JSONNode: Hashable, Sendable {
  var value: JSONValue
  /// Offset of the first byte in the file.
  var offset: Int
}

/// The values that JSON5 knows.
indirect enum JSONValue: Hashable, Sendable {
  case null
  case flag(Bool)
  case integer(Int64)
  /// Any number that is not a whole one of 64 bits.
  case real(Double)
  case text(String)
  case list([JSONNode])
  /// Members in the order of the file; keys may stand twice.
  case object([JSONMember])

  /// What it is, for people.
  var kindForPeople: String {
    switch self {
    case .null: "null"
    case .flag: "true or false"
    case .integer: "a whole number"
    case .real: "a number with a fraction"
    case .text: "a text"
    case .list: "a list"
    case .object: "an object"
    }
  }
}

/// A key and its value.
struct JSONMember: Hashable, Sendable {
  var key: String
  var keyOffset: Int
  var node: JSONNode
}

/// Why bytes are not JSON5.
struct JSONSyntaxError: Error, Hashable, Sendable {
  /// Offset of the byte where reading stopped.
  var offset: Int
  /// What is wrong there.
  var wrong: String
  /// What would be right.
  var right: String
}

/// A place in a text file, both counted from 1. Columns count Unicode scalars.
struct FilePosition: Hashable, Sendable {
  var line: Int
  var column: Int

  /// The position of a byte offset.
  init(of offset: Int, in bytes: [UInt8]) {
    line = 1
    column = 1
    for byte in bytes.prefix(offset) {
      if byte == UInt8(ascii: "\n") {
        line += 1
        column = 1
      } else if byte & 0xC0 != 0x80 {
        column += 1
      }
    }
  }
}
