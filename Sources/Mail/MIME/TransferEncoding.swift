/// Looks at content whose transfer encoding may not be what was declared.
enum TransferEncoding {
  /// Whether content declared as base64 holds bytes that are no base64.
  static func isDamagedBase64(_ raw: [UInt8]) -> Bool {
    var strangers = 0
    for byte in raw {
      switch byte {
      case UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "a")...UInt8(ascii: "z"),
        UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "+"), UInt8(ascii: "/"),
        UInt8(ascii: "="), 0x20, 0x09, 0x0D, 0x0A:
        continue
      default: strangers += 1
      }
    }
    return strangers > 0
  }

  /// The one or two bytes at the end of base64 that lacks its padding, which the library leaves out.
  static func cutEnd(ofBase64 raw: [UInt8]) -> [UInt8] {
    var digits = 0
    var last: UInt32 = 0
    for byte in raw {
      guard let value = value(ofBase64: byte) else {
        if byte == UInt8(ascii: "=") { return [] }
        continue
      }
      last = digits % 4 == 0 ? value : last << 6 | value
      digits += 1
    }
    switch digits % 4 {
    case 2: return [UInt8(truncatingIfNeeded: last >> 4)]
    case 3: return [UInt8(truncatingIfNeeded: last >> 10), UInt8(truncatingIfNeeded: last >> 2)]
    default: return []
    }
  }

  /// Base64 with or without padding, white space left out; nil when there is anything else in it.
  static func decoded(base64 encoded: ArraySlice<UInt8>) -> [UInt8]? {
    var result: [UInt8] = []
    var bits: UInt32 = 0
    var bitCount = 0
    for byte in encoded {
      if [0x20, 0x09, 0x0D, 0x0A, UInt8(ascii: "=")].contains(byte) { continue }
      guard let value = value(ofBase64: byte) else { return nil }
      bits = bits << 6 | value
      bitCount += 6
      if bitCount >= 8 {
        bitCount -= 8
        result.append(UInt8(truncatingIfNeeded: bits >> UInt32(bitCount)))
        bits &= (1 << UInt32(bitCount)) - 1
      }
    }
    return result
  }

  private static func value(ofBase64 byte: UInt8) -> UInt32? {
    switch byte {
    case UInt8(ascii: "A")...UInt8(ascii: "Z"): UInt32(byte - UInt8(ascii: "A"))
    case UInt8(ascii: "a")...UInt8(ascii: "z"): UInt32(byte - UInt8(ascii: "a")) + 26
    case UInt8(ascii: "0")...UInt8(ascii: "9"): UInt32(byte - UInt8(ascii: "0")) + 52
    case UInt8(ascii: "+"): 62
    case UInt8(ascii: "/"): 63
    default: nil
    }
  }

  /// Whether content looks like words somebody wrote: several spaces between words on a line, which base64 never has.
  static func isPlainText(_ raw: [UInt8]) -> Bool {
    let sample = raw.prefix(4096)
    let spaces = sample.count { $0 == 0x20 }
    return spaces * 12 > sample.count
  }
}
