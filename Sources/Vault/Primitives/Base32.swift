internal import Identity

/// Base32 as in RFC 4648, without padding: what people copy from paper and type into apps.
enum Base32 {
  private static let alphabet = Bytes("ABCDEFGHIJKLMNOPQRSTUVWXYZ234567".utf8)

  static func text(_ bytes: Bytes) -> String {
    var text = Bytes()
    var buffer: UInt32 = 0
    var bits = 0
    for byte in bytes {
      buffer = buffer << 8 | UInt32(byte)
      bits += 8
      while bits >= 5 {
        bits -= 5
        text.append(alphabet[Int(buffer >> UInt32(bits)) & 31])
      }
    }
    if bits > 0 { text.append(alphabet[Int(buffer << UInt32(5 - bits)) & 31]) }
    return String(decoding: text, as: UTF8.self)
  }

  /// In groups of four, with hyphens, which is how it is printed.
  static func groupedText(_ bytes: Bytes) -> String {
    let characters = Array(text(bytes))
    return stride(from: 0, to: characters.count, by: 4)
      .map { String(characters[$0..<min($0 + 4, characters.count)]) }
      .joined(separator: "-")
  }

  /// Nil unless there are only letters and digits of the alphabet, besides white space and hyphens.
  /// Small letters count, and so do 0 and 1, which people read for O and I.
  static func bytes(typed text: String) -> Bytes? {
    var bytes = Bytes()
    var buffer: UInt32 = 0
    var bits = 0
    for character in text.utf8 {
      let value: UInt8
      switch character {
      case UInt8(ascii: "A")...UInt8(ascii: "Z"): value = character - UInt8(ascii: "A")
      case UInt8(ascii: "a")...UInt8(ascii: "z"): value = character - UInt8(ascii: "a")
      case UInt8(ascii: "2")...UInt8(ascii: "7"): value = character - UInt8(ascii: "2") + 26
      case UInt8(ascii: "0"): value = 14
      case UInt8(ascii: "1"): value = 8
      case UInt8(ascii: " "), UInt8(ascii: "-"), 9, 10, 13: continue
      default: return nil
      }
      buffer = buffer << 5 | UInt32(value)
      bits += 5
      if bits >= 8 {
        bits -= 8
        bytes.append(UInt8(truncatingIfNeeded: buffer >> UInt32(bits)))
      }
    }
    // The bits left over are zero, and fewer than a character: one way only to write it.
    guard bits < 5, buffer & (1 << UInt32(bits) - 1) == 0 else { return nil }
    return bytes
  }
}
