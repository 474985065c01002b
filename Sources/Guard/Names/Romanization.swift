/// Writes words of other scripts in Latin letters, the several ways that people do.
enum Romanization {
  private static let cyrillic: [Unicode.Scalar: String] = [
    "а": "a", "б": "b", "в": "v", "г": "g", "д": "d", "е": "e", "ж": "zh", "з": "z", "и": "i",
    "к": "k", "л": "l", "м": "m", "н": "n", "о": "o", "п": "p", "р": "r", "с": "s", "т": "t",
    "у": "u", "ф": "f", "х": "kh", "ц": "ts", "ч": "ch", "ш": "sh", "щ": "shch", "ъ": "", "ы": "y",
    "ь": "", "э": "e", "ю": "yu", "я": "ya", "і": "i", "є": "ye", "ґ": "g", "ј": "j", "љ": "lj",
    "њ": "nj", "ћ": "c", "ђ": "dj", "џ": "dz", "ѕ": "dz", "қ": "k", "ғ": "g", "ң": "n", "ө": "o",
    "ұ": "u", "ү": "u", "һ": "h", "ә": "a", "ѓ": "g", "ќ": "k", "ў": "u",
  ]
  private static let greek: [Unicode.Scalar: String] = [
    "α": "a", "β": "v", "γ": "g", "δ": "d", "ε": "e", "ζ": "z", "η": "i", "θ": "th", "ι": "i",
    "κ": "k", "λ": "l", "μ": "m", "ν": "n", "ξ": "x", "ο": "o", "π": "p", "ρ": "r", "σ": "s",
    "ς": "s", "τ": "t", "υ": "y", "φ": "f", "χ": "ch", "ψ": "ps", "ω": "o",
  ]
  private static let kana: [String: String] = [
    "ア": "a", "イ": "i", "ウ": "u", "エ": "e", "オ": "o", "カ": "ka", "キ": "ki", "ク": "ku", "ケ": "ke",
    "コ": "ko", "サ": "sa", "シ": "shi", "ス": "su", "セ": "se", "ソ": "so", "タ": "ta", "チ": "chi",
    "ツ": "tsu", "テ": "te", "ト": "to", "ナ": "na", "ニ": "ni", "ヌ": "nu", "ネ": "ne", "ノ": "no",
    "ハ": "ha", "ヒ": "hi", "フ": "fu", "ヘ": "he", "ホ": "ho", "マ": "ma", "ミ": "mi", "ム": "mu",
    "メ": "me", "モ": "mo", "ヤ": "ya", "ユ": "yu", "ヨ": "yo", "ラ": "ra", "リ": "ri", "ル": "ru",
    "レ": "re", "ロ": "ro", "ワ": "wa", "ヲ": "o", "ン": "n", "ガ": "ga", "ギ": "gi", "グ": "gu",
    "ゲ": "ge", "ゴ": "go", "ザ": "za", "ジ": "ji", "ズ": "zu", "ゼ": "ze", "ゾ": "zo", "ダ": "da",
    "ヂ": "ji", "ヅ": "zu", "デ": "de", "ド": "do", "バ": "ba", "ビ": "bi", "ブ": "bu", "ベ": "be",
    "ボ": "bo", "パ": "pa", "ピ": "pi", "プ": "pu", "ペ": "pe", "ポ": "po", "ヴ": "vu",
  ]
  private static let small: [Unicode.Scalar: String] = [
    "ャ": "ya", "ュ": "yu", "ョ": "yo", "ァ": "a", "ィ": "i", "ゥ": "u", "ェ": "e", "ォ": "o",
  ]
  private static let arabic: [Unicode.Scalar: String] = [
    "ا": "", "ب": "b", "ت": "t", "ث": "t", "ج": "j", "ح": "h", "خ": "k", "د": "d", "ذ": "d",
    "ر": "r",
    "ز": "z", "س": "s", "ش": "s", "ص": "s", "ض": "d", "ط": "t", "ظ": "z", "ع": "", "غ": "g",
    "ف": "f",
    "ق": "k", "ك": "k", "ک": "k", "ل": "l", "م": "m", "ن": "n", "ه": "h", "ة": "", "و": "w",
    "ي": "y",
    "ی": "y", "ى": "", "ء": "", "پ": "b", "چ": "j", "گ": "g", "ژ": "z", "ٱ": "", "ھ": "h", "ے": "y",
    "ڕ": "r", "ۆ": "", "ێ": "", "ڤ": "b", "ڵ": "l", "ە": "",
    "ٹ": "t", "ڈ": "d", "ڑ": "r", "ں": "n", "ہ": "h",
  ]
  private static let hebrew: [Unicode.Scalar: String] = [
    "א": "", "ב": "b", "ג": "g", "ד": "d", "ה": "h", "ו": "w", "ז": "z", "ח": "h", "ט": "t",
    "י": "y", "כ": "k", "ך": "k", "ל": "l", "מ": "m", "ם": "m", "נ": "n", "ן": "n", "ס": "s",
    "ע": "", "פ": "f", "ף": "f", "צ": "z", "ץ": "z", "ק": "k", "ר": "r", "ש": "s", "ת": "t",
  ]

  /// A folded word of a script with vowels in Latin letters.
  static func latin(_ word: String, _ script: Script) -> String {
    switch script {
    case .cyrillic:
      return word.unicodeScalars.map { cyrillic[$0] ?? ($0.isASCII ? String($0) : "") }.joined()
    case .greek: return latinGreek(word)
    case .kana: return latinKana(word)
    case .hangul: return Hangul.latin(word).joined()
    case .georgian, .armenian, .ethiopic, .indic, .thai: return latinByNumber(word, script)
    default: return word
    }
  }

  private static func latinGreek(_ word: String) -> String {
    greekSpelling.applied(to: word).unicodeScalars.map {
      greek[$0] ?? ($0.isASCII ? String($0) : "")
    }.joined()
  }

  private static let greekSpelling = Respelling([
    "ου": "u", "μπ": "b", "ντ": "d", "γκ": "g", "γγ": "ng", "τσ": "ts", "ει": "i", "οι": "i",
    "αι": "e", "ευ": "ev", "αυ": "av",
  ])

  private static func latinKana(_ word: String) -> String {
    var latin = ""
    var doubles = false
    for scalar in word.unicodeScalars {
      let katakana =
        (0x3041...0x3096).contains(scalar.value)
        ? Unicode.Scalar(scalar.value + 0x60) ?? scalar : scalar
      if katakana == "ッ" {
        doubles = true
        continue
      }
      if katakana == "ー" { continue }
      if let tail = small[katakana] {
        if latin.hasSuffix("i"), tail.hasPrefix("y") {
          latin.removeLast()
          let isSoft = latin.hasSuffix("sh") || latin.hasSuffix("ch") || latin.hasSuffix("j")
          latin += isSoft ? String(tail.dropFirst()) : tail
        } else {
          if let last = latin.last, "aiueo".contains(last) { latin.removeLast() }
          latin += tail
        }
        continue
      }
      guard let syllable = kana[String(katakana)] else { continue }
      if doubles, let first = syllable.first { latin.append(first) }
      doubles = false
      latin += syllable
    }
    return latin
  }

  /// The consonants of an Arabic or Hebrew word: without those that also stand for vowels, and with them.
  static func consonants(_ word: String, _ script: Script) -> [String] {
    let table = script == .hebrew ? hebrew : arabic
    var without = ""
    var with = ""
    let scalars = Array(word.unicodeScalars)
    for (place, scalar) in scalars.enumerated() {
      guard let letter = table[scalar], place == 0 || scalars[place - 1] != scalar else { continue }
      if letter == "h", place == scalars.count - 1, place > 1 { continue }
      let isVowel = (letter == "w" || letter == "y") && place > 0
      if !isVowel { without += letter }
      if letter == "w", place > 0 { with += "b" } else if !isVowel { with += letter }
    }
    return without == with || script == .arabic ? [without] : [without, with]
  }
}

/// Korean syllables.
enum Hangul {
  private static let initials = [
    "k", "kk", "n", "t", "tt", "r", "m", "p", "pp", "s", "ss", "", "ch", "jj", "ch", "k", "t", "p",
    "h",
  ]
  private static let vowels = [
    "a", "ae", "ya", "yae", "eo", "e", "yeo", "ye", "o", "wa", "wae", "oe", "yo", "u", "wo", "we",
    "wi", "yu", "eu", "ui", "i",
  ]
  private static let finals = [
    "", "k", "k", "k", "n", "n", "n", "t", "l", "k", "m", "l", "l", "l", "p", "l", "m", "p", "p",
    "t", "t", "ng", "t", "t", "k", "t", "p", "t",
  ]

  /// Each syllable in Latin letters.
  static func latin(_ word: String) -> [String] {
    word.unicodeScalars.compactMap { scalar in
      guard (0xAC00...0xD7A3).contains(scalar.value) else { return nil }
      let place = Int(scalar.value - 0xAC00)
      return initials[place / 588] + vowels[place % 588 / 28] + finals[place % 28]
    }
  }

  /// The ways in which families write these surnames.
  static let surnames: [Unicode.Scalar: [String]] = [
    "김": ["kim", "gim"], "이": ["lee", "yi", "rhee", "li", "i"], "박": ["park", "bak", "pak"],
    "최": ["choi", "choe"], "정": ["jung", "jeong", "chung"], "강": ["kang"], "조": ["cho", "jo"],
    "윤": ["yoon", "yun"], "장": ["jang", "chang"], "임": ["lim", "im", "rim"], "오": ["oh"],
    "한": ["han"], "신": ["shin", "sin"], "서": ["seo", "suh"], "권": ["kwon", "gwon"],
    "황": ["hwang"], "안": ["ahn", "an"], "송": ["song"], "류": ["ryu", "yoo"], "유": ["yoo", "yu"],
    "전": ["jeon", "jun", "chun"], "홍": ["hong"], "고": ["ko", "go"], "문": ["moon", "mun"],
    "손": ["son", "sohn"], "양": ["yang"], "배": ["bae", "pae"], "백": ["baek", "paik", "paek"],
    "허": ["heo", "hur", "huh"], "남": ["nam"], "심": ["shim", "sim"], "노": ["noh", "roh", "no"],
    "하": ["ha"], "곽": ["kwak"], "성": ["sung", "seong"], "차": ["cha"], "주": ["joo", "ju"],
    "우": ["woo", "u"], "구": ["koo", "gu", "ku"], "민": ["min"], "진": ["jin"], "나": ["na", "ra"],
    "지": ["ji"], "엄": ["um", "eom"], "원": ["won"], "천": ["chun", "cheon"], "방": ["bang"],
  ]

  /// One form for the ways of writing Korean sounds in Latin letters.
  static func key(_ latin: String) -> String {
    NameIndex.text(
      spelling.applied(to: latin).unicodeScalars.compactMap { letter -> Unicode.Scalar? in
        switch letter {
        case "g", "c", "q": "k"
        case "d": "t"
        case "b", "f", "v": "p"
        case "l": "r"
        case "u": "o"
        case "y", "w": nil
        default: letter
        }
      })
  }

  private static let spelling = Respelling([
    "eo": "o", "eu": "o", "oo": "o", "ou": "o", "ae": "e", "oe": "e", "ee": "i", "ui": "i",
    "sh": "s", "ch": "j", "kk": "k", "gg": "k", "tt": "t", "pp": "p", "jj": "j", "ah": "a",
    "oh": "o", "ng": "n", "ar": "a", "ur": "o", "yi": "i",
  ])
}
