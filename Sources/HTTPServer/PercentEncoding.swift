/// Percent-encoding as paths, queries and forms use it (RFC 3986 section 2.1, WHATWG URL section 5).
package enum PercentEncoding {
  /// What was wrong with encoded text.
  package enum Fault: Error, Hashable, Sendable {
    /// A `%` without two hexadecimal digits after it, or a byte that must not stand there unencoded.
    case malformed
    /// The bytes are not UTF-8.
    case notUTF8
    /// A NUL or another control character that no text of people has.
    case controlCharacter
  }

  /// The bytes that the encoded text stands for; `+` is a space when `plusIsSpace`.
  package static func decodedBytes(
    _ encoded: some Collection<UInt8>, plusIsSpace: Bool
  ) throws(Fault) -> [UInt8] {
    var decoded: [UInt8] = []
    decoded.reserveCapacity(encoded.count)
    var index = encoded.startIndex
    while index != encoded.endIndex {
      let byte = encoded[index]
      index = encoded.index(after: index)
      switch byte {
      case UInt8(ascii: "%"):
        guard index != encoded.endIndex, let high = hexadecimalValue(encoded[index]) else {
          throw .malformed
        }
        index = encoded.index(after: index)
        guard index != encoded.endIndex, let low = hexadecimalValue(encoded[index]) else {
          throw .malformed
        }
        index = encoded.index(after: index)
        decoded.append(high << 4 | low)
      case UInt8(ascii: "+") where plusIsSpace: decoded.append(UInt8(ascii: " "))
      default: decoded.append(byte)
      }
    }
    return decoded
  }

  /// The text that one path segment or one query part stands for; control characters are refused.
  package static func decodedText(
    _ encoded: some Collection<UInt8>, plusIsSpace: Bool
  ) throws(Fault) -> String {
    let bytes = try decodedBytes(encoded, plusIsSpace: plusIsSpace)
    guard let text = String(validating: bytes, as: UTF8.self) else { throw .notUTF8 }
    guard bytes.allSatisfy({ $0 >= 0x20 && $0 != 0x7f }) else { throw .controlCharacter }
    return text
  }

  /// Text as one path segment, query name or query value: all but RFC 3986's unreserved characters encoded.
  package static func encoded(_ text: some StringProtocol) -> String {
    var result = ""
    for byte in text.utf8 {
      switch byte {
      case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
        UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "."),
        UInt8(ascii: "_"), UInt8(ascii: "~"):
        result.unicodeScalars.append(Unicode.Scalar(byte))
      default:
        result += byte < 16 ? "%0" : "%"
        result += String(byte, radix: 16, uppercase: true)
      }
    }
    return result
  }

  static func hexadecimalValue(_ byte: UInt8) -> UInt8? {
    switch byte {
    case UInt8(ascii: "0")...UInt8(ascii: "9"): byte - UInt8(ascii: "0")
    case UInt8(ascii: "a")...UInt8(ascii: "f"): byte - UInt8(ascii: "a") + 10
    case UInt8(ascii: "A")...UInt8(ascii: "F"): byte - UInt8(ascii: "A") + 10
    default: nil
    }
  }
}
