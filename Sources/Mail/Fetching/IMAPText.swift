/// Names in IMAP commands.
enum IMAPText {
  /// A folder name as a quoted string in modified UTF-7 (RFC 3501, 5.1.3), which every server understands.
  static func quotedFolder(_ name: String) -> String {
    var result = ""
    var units: [UInt16] = []
    func flushed() -> String {
      defer { units = [] }
      return units.isEmpty ? "" : "&" + base64(units) + "-"
    }
    for scalar in name.unicodeScalars {
      if (0x20...0x7E).contains(scalar.value) {
        result += flushed()
        switch scalar {
        case "&": result += "&-"
        case "\"", "\\": result += "\\" + String(scalar)
        default: result.unicodeScalars.append(scalar)
        }
      } else {
        units += UTF16.encode(scalar).map(Array.init) ?? []
      }
    }
    result += flushed()
    return "\"" + result + "\""
  }

  private static let alphabet = Array(
    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+,")

  /// Base64 of UTF-16, with a comma for the slash and without padding.
  private static func base64(_ units: [UInt16]) -> String {
    var result = ""
    var bits = 0
    var bitCount = 0
    for unit in units {
      bits = bits << 16 | Int(unit)
      bitCount += 16
      while bitCount >= 6 {
        bitCount -= 6
        result.append(alphabet[(bits >> bitCount) & 63])
      }
      bits &= (1 << bitCount) - 1
    }
    if bitCount > 0 { result.append(alphabet[(bits << (6 - bitCount)) & 63]) }
    return result
  }
}
