/// Endings that languages put behind names.
enum Endings {
  private static let latin: Set<String> = [
    "s", "es", "a", "u", "e", "y", "i", "o", "om", "em", "ou", "ov", "ova", "ovi", "ovy", "ovou",
    "am", "im", "ym", "ie", "iem", "owi", "ami", "ach", "ego", "emu", "ej", "ja", "ju", "jem",
    "in", "un", "nin", "nun", "de", "da", "den", "dan", "te", "ta", "ten", "tan", "ye", "ya", "yi",
    "yu", "la", "le", "lar", "ler", "n", "lle", "lla", "lta", "lte", "ssa", "sta", "ksi", "na",
    "nak", "nek", "val", "vel", "tol", "hoz", "hez", "ban", "ben", "bol", "rol", "ra", "re", "t",
    "ot", "et", "at", "ek", "ok", "as", "us", "is", "os", "io", "ui", "iui", "ens", "en", "er",
    "x", "chen", "lein", "li", "ito", "ita", "inho", "inha", "ek", "ka", "ko", "ku", "ke", "uska",
    "enka", "ich", "owa", "ovna", "ovich", "evich", "ian", "esque", "ish", "gate", "st", "ine",
    "elta", "ella", "elle", "essa", "een", "ilt", "ans", "ien", "ille", "illa", "ilta", "issa",
    "ista", "iin", "ia",
  ]
  private static let cyrillic: Set<String> = [
    "а", "я", "ы", "и", "е", "у", "ю", "ои", "еи", "ою", "ею", "ом", "ем", "ым", "им", "ого",
    "его", "ому", "ему", "ых", "их", "ами", "ями", "ах", "ях", "ов", "ев", "ову", "овои", "ова",
    "ен", "ин", "инои", "ину", "ь", "ью", "ка", "ку", "ке", "кои", "ко", "ові", "еві", "і", "ю",
    "ыи", "ая", "ои", "ую", "ти", "та", "т", "от",
  ]
  private static let greek: Set<String> = [
    "ς", "σ", "α", "η", "ο", "ου", "ος", "ον", "ης", "ας", "ε", "ων",
  ]
  private static let hangul: Set<String> = [
    "이", "가", "은", "는", "을", "를", "의", "에게", "와", "과", "씨", "님", "도", "한테", "께서", "씨가", "씨는",
  ]
  private static let kana: Set<String> = ["さん", "くん", "ちゃん", "さま", "せんせい", "は", "が", "の", "を", "に"]

  /// The stems that a word could have when an ending is taken off, each with how many letters went.
  static func stems(of word: String, _ script: Script) -> [(stem: String, removed: Int)] {
    let endings: Set<String>
    switch script {
    case .latin, .digits, .other: endings = latin
    case .cyrillic: endings = cyrillic
    case .greek: endings = greek
    case .hangul: endings = hangul
    case .kana: endings = kana
    default: return []
    }
    let scalars = word.unicodeScalars
    let count = scalars.count
    var stems: [(String, Int)] = []
    var cut = scalars.endIndex
    for removed in 1...5 where count - removed >= 2 {
      cut = scalars.index(before: cut)
      if endings.contains(String(scalars[cut...])) {
        stems.append((String(scalars[..<cut]), removed))
      }
    }
    return stems
  }

  private static let changing: Set<Unicode.Scalar> = [
    "a", "e", "o", "y", "i", "а", "я", "й", "ь", "и", "е", "о", "α", "η", "ο", "ς", "ε",
  ]

  /// A name without the vowel at its end, which many languages change; nil when it has none or would become too short.
  static func open(_ name: String) -> String? {
    let scalars = Array(name.unicodeScalars)
    guard let last = scalars.last, scalars.count >= 4, changing.contains(last) else { return nil }
    return NameIndex.text(scalars.dropLast())
  }

  /// The ways in which a name in Latin letters can be shortened before other endings: also without `as`, `is`, `us`, `os`.
  static func opens(_ name: String) -> [String] {
    var opens = [open(name)].compactMap { $0 }.filter { $0.unicodeScalars.count >= 3 }
    // Zdeněk becomes Zdeňku: a vowel before the last letter falls out.
    for ending in ["ek", "ec", "el", "er", "en", "ok", "ol"]
    where name.hasSuffix(ending) && name.utf8.count >= 5 {
      opens.append(String(name.dropLast(2)) + String(name.suffix(1)))
    }
    for ending in ["as", "is", "us", "os", "ys", "ius"]
    where name.hasSuffix(ending) && name.utf8.count >= ending.utf8.count + 4 {
      opens.append(String(name.dropLast(ending.count)))
    }
    return opens
  }

  /// The surname of the men where this is that of the women: Novák for Nováková.
  static func masculine(_ name: String) -> String? {
    for ending in ["ova", "eva", "ska", "cka", "aite", "yte", "iene", "ovna", "dottir", "idou"]
    where name.hasSuffix(ending) && name.utf8.count >= ending.utf8.count + 3 {
      let base = String(name.dropLast(ending == "ova" || ending == "eva" ? 3 : ending.count))
      return ending == "ska" || ending == "cka" ? base + String(ending.dropLast()) + "i" : base
    }
    return nil
  }
}
