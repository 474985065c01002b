/// One form for words that are written differently and sound alike, so that Yulia, Julia and Iuliia meet.
enum SoundKeys {
  /// A word without a letter twice in a row.
  static func collapsed(_ text: String) -> String {
    var result: [Unicode.Scalar] = []
    for scalar in text.unicodeScalars where result.last != scalar { result.append(scalar) }
    return NameIndex.text(result)
  }

  /// For words that are both written in Latin letters.
  static func strict(_ word: String) -> String {
    let letters = Array(word.utf8)
    var key: [UInt8] = []
    var place = 0
    func at(_ offset: Int) -> UInt8 {
      place + offset < letters.count ? letters[place + offset] : 0
    }
    func add(_ letter: Unicode.Scalar) {
      let byte = UInt8(ascii: letter)
      if key.last != byte { key.append(byte) }
    }
    while place < letters.count {
      let letter = letters[place]
      var taken = 1
      switch letter {
      case 0x73 where at(1) == 0x63 && at(2) == 0x68:  // sch
        add("s")
        taken = 3
      case 0x73 where at(1) == 0x68, 0x73 where at(1) == 0x7A:  // sh sz
        add("s")
        taken = 2
      case 0x74 where at(1) == 0x73 && at(2) == 0x63 && at(3) == 0x68:  // tsch
        add("k")
        taken = 4
      case 0x74 where at(1) == 0x63 && at(2) == 0x68:  // tch
        add("k")
        taken = 3
      case 0x74 where at(1) == 0x73, 0x74 where at(1) == 0x7A:  // ts tz
        add("s")
        taken = 2
      case 0x74 where at(1) == 0x68:  // th
        add("t")
        taken = 2
      case 0x7A where at(1) == 0x68:  // zh
        add("z")
        taken = 2
      case 0x6B where at(1) == 0x68:  // kh
        add("h")
        taken = 2
      case 0x63 where at(1) == 0x68, 0x63 where at(1) == 0x6B, 0x63 where at(1) == 0x7A:
        add("k")
        taken = 2
      case 0x70 where at(1) == 0x68:  // ph
        add("f")
        taken = 2
      case 0x64 where at(1) == 0x6A:  // dj
        add("d")
        taken = 2
      case 0x64 where at(1) == 0x7A:  // dz
        add("z")
        taken = 2
      case 0x71 where at(1) == 0x75:  // qu
        add("k")
        taken = 2
      case 0x63 where [0x65, 0x69, 0x79].contains(at(1)): add("s")  // ce ci cy
      case 0x63, 0x71: add("k")
      case 0x78:  // x
        add("k")
        add("s")
      case 0x77: add("v")
      case 0x79, 0x6A: add("i")
      case 0x68 where place > 0 && !isVowel(at(1)): break  // silent h
      case 0x61 where at(1) == 0x65:  // ae
        add("a")
        taken = 2
      case 0x6F where at(1) == 0x65:  // oe
        add("o")
        taken = 2
      case 0x75 where at(1) == 0x65:  // ue
        add("u")
        taken = 2
      case 0x66 where at(1) == 0x66 && place + 2 == letters.count:  // final ff
        add("v")
        taken = 2
      default: if key.last != letter { key.append(letter) }
      }
      place += taken
    }
    // ie and ye are e; a last i after a vowel does not count.
    var result: [UInt8] = []
    for (place, letter) in key.enumerated() {
      if letter == 0x69, place + 1 < key.count, key[place + 1] == 0x65 { continue }
      if result.last != letter { result.append(letter) }
    }
    return String(decoding: result, as: UTF8.self)
  }

  private static func isVowel(_ letter: UInt8) -> Bool {
    switch letter {
    case 0x61, 0x65, 0x69, 0x6F, 0x75, 0x79: true
    default: false
    }
  }

  /// For words of which one was written in another script: also o and u are the same, and e and i.
  static func loose(_ latin: String) -> String {
    var key: [UInt8] = []
    for letter in strict(latin).utf8 {
      let same: UInt8 =
        switch letter {
        case 0x6F, 0x77: 0x75
        case 0x65: 0x69
        case 0x66: 0x76
        default: letter
        }
      if key.last != same { key.append(same) }
    }
    if key.count > 3, key.last == 0x69, isVowel(key[key.count - 2]) { key.removeLast() }
    return String(decoding: key, as: UTF8.self)
  }

  /// The consonants of a word in Latin letters, as `Romanization.consonants` gives them for Arabic or Hebrew.
  static func consonants(_ latin: String, _ script: Script) -> String {
    let spelling = script == .hebrew ? hebrewSpelling : arabicSpelling
    let letters = Array(spelling.applied(to: collapsed(latin)).unicodeScalars)
    var key: [Unicode.Scalar] = []
    for (place, letter) in letters.enumerated() {
      switch letter {
      case "a", "e", "i", "o", "u": break
      case "w", "y": if place == 0 { key.append(letter) }
      case "v": key.append("b")
      case "j" where script == .hebrew: key.append("y")
      case "h": if place < letters.count - 1 || letters.count < 3 { key.append("h") }
      case "q", "c": key.append("k")
      case "p": key.append(script == .hebrew ? "f" : "b")
      default: key.append(letter)
      }
    }
    return NameIndex.text(key)
  }

  private static let hebrewSpelling = Respelling([
    "sch": "s", "sh": "s", "kh": "h", "ch": "h", "gh": "g", "th": "t", "dh": "d", "ph": "f",
    "ts": "z", "tz": "z", "dj": "j", "x": "ks", "ck": "k",
  ])
  private static let arabicSpelling = Respelling([
    "sch": "s", "sh": "s", "kh": "k", "ch": "s", "gh": "g", "th": "t", "dh": "d", "ph": "f",
    "ts": "s", "tz": "s", "dj": "j", "x": "ks", "ck": "k",
  ])
  private static let kanaSpelling = Respelling([
    "th": "s", "ph": "f", "tch": "t", "ch": "t", "ts": "t", "sh": "s", "x": "ks", "ck": "k",
    "dj": "j",
  ])

  /// The consonants of a word as kana can tell them apart.
  static func kana(_ latin: String) -> String {
    var key: [Unicode.Scalar] = []
    for letter in kanaSpelling.applied(to: latin).unicodeScalars {
      let same: Unicode.Scalar
      switch letter {
      case "a", "e", "i", "o", "u", "y", "w", "h": continue
      case "l": same = "r"
      case "v", "f", "b": same = "b"
      case "g", "j", "z": same = "j"
      case "q", "c", "k": same = "k"
      default: same = letter
      }
      if key.last != same { key.append(same) }
    }
    guard key.count >= 2 else { return "" }
    let beginsWithVowel = latin.utf8.first.map { [0x61, 0x65, 0x69, 0x6F, 0x75].contains($0) }
    return (beginsWithVowel == true ? "_" : "") + NameIndex.text(key)
  }
}
