extension Romanization {
  private static let armenian = [
    "a", "b", "g", "d", "e", "z", "e", "y", "t", "zh", "i", "l", "kh", "ts", "k", "h", "dz", "gh",
    "ch", "m", "y", "n",
    "sh", "o", "ch", "p", "j", "r", "s", "v", "t", "r", "ts", "v", "p", "k", "o", "f", "ev",
  ]
  private static let indicConsonants = [
    "k", "kh", "g", "gh", "n", "ch", "ch", "j", "jh", "n", "t", "th", "d", "dh", "n", "t", "th",
    "d", "dh", "n", "n", "p",
    "ph", "b", "bh", "m", "y", "r", "r", "l", "l", "zh", "v", "sh", "sh", "s", "h",
  ]
  private static let indicVowels = [
    "a", "a", "i", "i", "u", "u", "ri", "l", "e", "e", "e", "ai", "o", "o", "o", "au",
  ]
  private static let ethiopic = [
    "h", "l", "h", "m", "s", "r", "s", "sh", "k", "kw", "k", "kw", "b", "v", "t", "ch", "h", "hw",
    "n", "ny", "", "k", "kw", "h",
    "hw", "w", "", "z", "zh", "y", "d", "d", "j", "g", "gw", "g", "t", "ch", "p", "ts", "ts", "f",
    "p",
  ]
  private static let ethiopicVowels = ["e", "u", "i", "a", "e", "", "o", "wa"]
  private static let thai = [
    "k", "kh", "kh", "kh", "kh", "kh", "ng", "ch", "ch", "ch", "s", "ch", "y", "d", "t", "th", "th",
    "th", "n", "d", "t", "th",
    "th", "th", "n", "b", "p", "ph", "f", "ph", "f", "ph", "m", "y", "r", "ru", "l", "lu", "w", "s",
    "s", "s", "h", "l", "", "h",
  ]

  /// Words of scripts whose letters follow a table by their number.
  static func latinByNumber(_ word: String, _ script: Script) -> String {
    switch script {
    case .georgian:
      word.unicodeScalars.map { scalar in
        let place = Int(scalar.value) - (scalar.value >= 0x1C90 ? 0x1C90 : 0x10D0)
        return georgianLetters(place)
      }.joined()
    case .armenian:
      word.unicodeScalars.map { scalar in
        let place = Int(scalar.value) - 0x561
        return armenian.indices.contains(place) ? armenian[place] : ""
      }.joined()
    case .ethiopic:
      word.unicodeScalars.map { scalar in
        let place = Int(scalar.value) - 0x1200
        guard place >= 0, ethiopic.indices.contains(place / 8) else { return "" }
        let consonant = ethiopic[place / 8]
        let vowel = ethiopicVowels[place % 8]
        return consonant.isEmpty && place % 8 == 0 ? "a" : consonant + vowel
      }.joined()
    case .indic: latinIndic(word)
    case .thai: latinThai(word)
    default: word
    }
  }

  private static func georgianLetters(_ place: Int) -> String {
    let letters = [
      "a", "b", "g", "d", "e", "v", "z", "t", "i", "k", "l", "m", "n", "o", "p", "zh", "r", "s",
      "t", "u", "p", "k", "gh", "q",
      "sh", "ch", "ts", "dz", "ts", "ch", "kh", "j", "h",
    ]
    return letters.indices.contains(place) ? letters[place] : ""
  }

  /// The scripts of India lie in blocks of the same order.
  private static func latinIndic(_ word: String) -> String {
    var latin = ""
    var waits = false
    for scalar in word.unicodeScalars {
      let place = Int(scalar.value & 0x7F)
      switch place {
      case 0x05...0x14:
        if waits { latin += "a" }
        latin += indicVowels[place - 0x05]
        waits = false
      case 0x15...0x39:
        if waits { latin += "a" }
        latin += indicConsonants[place - 0x15]
        waits = true
      case 0x3E...0x4C:
        latin += indicVowels[min(place - 0x3D, 15)]
        waits = false
      case 0x4D: waits = false
      case 0x01, 0x02:
        if waits { latin += "a" }
        latin += "n"
        waits = false
      default: break
      }
    }
    return latin
  }

  private static func latinThai(_ word: String) -> String {
    word.unicodeScalars.map { scalar in
      let place = Int(scalar.value) - 0x0E01
      if thai.indices.contains(place) { return thai[place] }
      return switch scalar.value {
      case 0xE30, 0xE31, 0xE32: "a"
      case 0xE34, 0xE35: "i"
      case 0xE36, 0xE37: "ue"
      case 0xE38, 0xE39: "u"
      case 0xE40, 0xE41: "e"
      case 0xE42: "o"
      case 0xE43, 0xE44: "ai"
      default: ""
      }
    }.joined()
  }
}
