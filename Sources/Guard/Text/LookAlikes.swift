/// Letters that look like others: brings a word to the letters that a reader sees.
enum LookAlikes {
  private static let table: [Unicode.Scalar: Unicode.Scalar] = {
    var table: [Unicode.Scalar: Unicode.Scalar] = [:]
    for line in String(decoding: PackageResources.look_alikes_txt, as: UTF8.self).split(
      separator: "\n")
    {
      let scalars = Array(line.unicodeScalars)
      guard let latin = scalars.first else { continue }
      for other in scalars.dropFirst(2) where table[other] == nil {
        table[other] = latin
      }
    }
    return table
  }()

  /// The Latin letter that this one is taken for; itself where it is Latin or like none.
  static func seen(_ scalar: Unicode.Scalar) -> Unicode.Scalar {
    if (0x61...0x7A).contains(scalar.value) { return scalar }
    return table[scalar] ?? scalar
  }

  /// Whether a sign that is no letter is read as one inside a word.
  static func isReadAsLetter(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0x40, 0x24, 0x21, 0x7C, 0x20AC, 0xA1, 0xA2: true
    default: false
    }
  }

  /// A word in the letters a reader sees. `i`, `l`, `1` and their like become one, and so do `rn` and `m`, `vv` and `w`.
  static func skeleton(_ word: some Sequence<Unicode.Scalar>) -> String {
    var letters: [UInt8] = []
    var rest = String.UnicodeScalarView()
    var isLatin = true
    for scalar in word {
      let latin = seen(scalar)
      guard latin.value < 0x80 else {
        isLatin = false
        rest.append(latin)
        continue
      }
      var byte = UInt8(latin.value)
      if byte == 0x6C { byte = 0x69 }
      if let last = letters.last {
        if last == 0x72, byte == 0x6E {
          letters[letters.count - 1] = 0x6D
          continue
        }
        if last == 0x76, byte == 0x76 {
          letters[letters.count - 1] = 0x77
          continue
        }
      }
      letters.append(byte)
    }
    return isLatin ? String(decoding: letters, as: UTF8.self) : ""
  }
}
