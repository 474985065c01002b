/// The space between two words of one text, as bytes of UTF-8.
///
/// Which bit of a mark a gap carries follows from the letters on both sides of it, and from nothing else. So a part that
/// was copied from the middle still says what it carries, whatever came before it and however its lines were broken.
enum WordGap {
  /// How many letters of each word count, as bytes of UTF-8.
  private static let reach = 6
  /// How many bytes of a word are looked at to find them.
  static let bytesLookedAt = 24

  /// The bit that a gap carries; nil between things that are no words.
  ///
  /// - Parameters:
  ///   - before: The word before the gap, or at least its last `bytesLookedAt` bytes.
  ///   - after: The word after it, or at least its first `bytesLookedAt` bytes.
  static func place(before: [UInt8], after: [UInt8]) -> Int? {
    let left = letters(before.suffix(bytesLookedAt)).suffix(reach)
    let right = letters(after.prefix(bytesLookedAt)).prefix(reach)
    guard !left.isEmpty, !right.isEmpty else { return nil }
    // FNV-1a, and a last stirring: it only has to spread, nothing is secret in it.
    var hash: UInt64 = 0xcbf2_9ce4_8422_2325
    for byte in left + [0x20] + right {
      hash ^= UInt64(byte)
      hash &*= 0x0000_0100_0000_01b3
    }
    hash ^= hash >> 32
    hash &*= 0xd6e8_feb8_6659_fd93
    hash ^= hash >> 32
    return Int(hash % UInt64(TracingMark.bitCount))
  }

  /// Letters and digits of ASCII in lower case, and whole characters beyond ASCII as they are. Left out are all signs, and
  /// the quotes and dashes of U+2000 to U+206F, which programs exchange for others.
  private static func letters(_ word: ArraySlice<UInt8>) -> [UInt8] {
    var letters: [UInt8] = []
    var index = word.startIndex
    while index < word.endIndex {
      switch word[index] {
      case 0xe2 where word[index...].dropFirst().first.map { $0 == 0x80 || $0 == 0x81 } ?? false:
        index += 2
      case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "0")...UInt8(ascii: "9"), 0x80...:
        letters.append(word[index])
      case UInt8(ascii: "A")...UInt8(ascii: "Z"): letters.append(word[index] | 0x20)
      default: break
      }
      index += 1
    }
    return letters
  }
}
