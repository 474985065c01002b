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

  /// Whether content looks like words somebody wrote: several spaces between words on a line, which base64 never has.
  static func isPlainText(_ raw: [UInt8]) -> Bool {
    let sample = raw.prefix(4096)
    let spaces = sample.count { $0 == 0x20 }
    return spaces * 12 > sample.count
  }
}
