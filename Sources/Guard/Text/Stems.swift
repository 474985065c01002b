/// The stem of an English word, good enough to compare: what stays when plural, past and such are cut off.
enum Stems {
  /// A letter of ASCII as a small one; a digit as it is.
  @inline(__always)
  private static func small(_ letter: UInt8) -> UInt8 { letter | 0x20 }

  /// How many bytes of an ASCII word of a text are its stem, and whether its last letter counts as `i`.
  @inline(__always)
  private static func length(_ text: [UInt8], _ word: Range<Int>) -> (count: Int, endsInI: Bool) {
    let first = word.lowerBound
    var count = word.count
    @inline(__always) func letter(_ fromEnd: Int) -> UInt8 { small(text[first + count - fromEnd]) }
    guard count > 2 else { return (count, false) }
    if letter(1) == 0x73, count > 3 {  // s
      if count > 4, letter(2) == 0x65 {  // es
        let before = letter(3)
        if before == 0x69 || before == 0x78 || before == 0x7A {
          count -= 2
        } else if before == 0x73, letter(4) == 0x73 {
          count -= 2
        } else if before == 0x68, letter(4) == 0x73 || letter(4) == 0x63 {
          count -= 2
        } else {
          count -= 1
        }
      } else if letter(2) != 0x73, letter(2) != 0x75, letter(2) != 0x69 {
        count -= 1
      }
    }
    var wasCut = false
    if count > 5, letter(1) == 0x67, letter(2) == 0x6E, letter(3) == 0x69 {  // ing
      count -= 3
      wasCut = true
    } else if count > 4, letter(1) == 0x64, letter(2) == 0x65 {  // ed
      count -= 2
      wasCut = true
    }
    if wasCut, count > 3, letter(1) == letter(2), letter(1) != 0x6C, letter(1) != 0x73,
      letter(1) != 0x7A
    {
      count -= 1
    }
    if count > 5, letter(1) == 0x79, letter(2) == 0x6C { count -= 2 }  // ly
    if count > 3, letter(1) == 0x65 { count -= 1 }  // e
    return (count, count > 2 && letter(1) == 0x79)
  }

  /// A hash of the stem of a word of a text, which consists of letters and digits of ASCII; the same in every run.
  @inline(__always)
  static func hash(_ text: [UInt8], _ word: Range<Int>) -> UInt64 {
    let (count, endsInI) = length(text, word)
    var hash: UInt64 = 0xcbf2_9ce4_8422_2325
    let end = word.lowerBound + count
    for place in word.lowerBound..<(endsInI ? end - 1 : end) {
      hash = (hash ^ UInt64(small(text[place]))) &* 0x0000_0100_0000_01b3
    }
    if endsInI { hash = (hash ^ 0x69) &* 0x0000_0100_0000_01b3 }
    return mixed(hash)
  }

  /// A hash of a word in any script, stemmed when it is ASCII.
  static func hash(_ word: String) -> UInt64 {
    let bytes = Array(word.utf8)
    if bytes.allSatisfy({ $0 < 0x80 }) { return hash(bytes, bytes.indices) }
    return plainHash(bytes[...])
  }

  /// A hash of bytes as they are.
  static func plainHash(_ bytes: ArraySlice<UInt8>) -> UInt64 {
    var hash: UInt64 = 0xcbf2_9ce4_8422_2325
    for byte in bytes { hash = (hash ^ UInt64(byte)) &* 0x0000_0100_0000_01b3 }
    return mixed(hash)
  }

  @inline(__always)
  private static func mixed(_ hash: UInt64) -> UInt64 {
    (hash ^ (hash >> 32)) &* 0x9E37_79B9_7F4A_7C15
  }
}
