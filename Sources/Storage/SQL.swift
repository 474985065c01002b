import Identity

/// A statement whose values can only be bound.
///
/// Written as a string literal: each interpolated value becomes a parameter `$1`, `$2`, … and never
/// part of the text, so no value can change what the statement does. The text is the same for SQLite and PostgreSQL.
struct SQL: Sendable, ExpressibleByStringInterpolation {
  /// What is bound to one parameter.
  enum Value: Sendable {
    case null
    case integer(Int64)
    case text(String)
    case bytes(Bytes)
    /// A number that does not fit; executing the statement throws `StorageError.outOfRange`.
    case outOfRange
  }

  /// The statement with its numbered parameters.
  let text: String
  /// The values, first parameter first.
  let values: [Value]

  init(stringLiteral text: StaticString) {
    self.text = text.description
    values = []
  }

  init(stringInterpolation: Interpolation) {
    text = stringInterpolation.text
    values = stringInterpolation.values
  }

  struct Interpolation: StringInterpolationProtocol {
    typealias StringLiteralType = StaticString
    var text = ""
    var values: [Value] = []

    init(literalCapacity: Int, interpolationCount: Int) {
      text.reserveCapacity(literalCapacity + interpolationCount * 3)
      values.reserveCapacity(interpolationCount)
    }

    mutating func appendLiteral(_ literal: StaticString) { text += literal.description }

    private mutating func bind(_ value: Value) {
      values.append(value)
      text += "$\(values.count)"
    }

    mutating func appendInterpolation(_ identity: some Identity) { bind(.bytes(identity.bytes)) }
    mutating func appendInterpolation(_ identity: (some Identity)?) {
      bind(identity.map { .bytes($0.bytes) } ?? .null)
    }
    mutating func appendInterpolation(_ bytes: Bytes) { bind(.bytes(bytes)) }
    mutating func appendInterpolation(_ bytes: Bytes?) { bind(bytes.map { .bytes($0) } ?? .null) }
    mutating func appendInterpolation(_ text: String) { bind(.text(text)) }
    mutating func appendInterpolation(_ text: String?) { bind(text.map { .text($0) } ?? .null) }
    mutating func appendInterpolation(_ number: some BinaryInteger) {
      bind(Int64(exactly: number).map { .integer($0) } ?? .outOfRange)
    }
    mutating func appendInterpolation(_ number: (some BinaryInteger)?) {
      guard let number else { return bind(.null) }
      appendInterpolation(number)
    }
  }
}
