/// The tables about names that ship with the program.
enum NameTables {
  /// Every group of given names that stand for one another, by each of its names.
  private static let groups: [String: [Int]] = {
    var groups: [String: [Int]] = [:]
    for (number, line) in lines.enumerated() {
      for name in line { groups[name, default: []].append(number) }
    }
    return groups
  }()

  private static let lines: [[String]] =
    String(decoding: PackageResources.given_names_txt, as: UTF8.self).split(separator: "\n")
    .map { $0.split(separator: " ").map(String.init) }

  /// Other names that people of this given name go by, in folded letters.
  static func relatives(of name: String) -> [String] {
    guard let numbers = groups[name] else { return [] }
    // Who bears the full name, the first of its line, goes by all of its short forms; a short form leads to the full names.
    var names: Set<String> = []
    for number in numbers { names.formUnion(lines[number]) }
    names.remove(name)
    return names.sorted()
  }

  private static let readings: [Unicode.Scalar: [String]] = {
    var readings: [Unicode.Scalar: [String]] = [:]
    for line in String(decoding: PackageResources.han_readings_txt, as: UTF8.self).split(
      separator: "\n")
    {
      let parts = line.split(separator: " ")
      guard parts.count == 2 else { continue }
      for scalar in parts[1].unicodeScalars {
        readings[scalar, default: []].append(String(parts[0]))
      }
    }
    return readings
  }()

  /// How a Chinese character is read, without tones.
  static func readings(of scalar: Unicode.Scalar) -> [String] { readings[scalar] ?? [] }

  private static let japanese: [String: String] = {
    var names: [String: String] = [:]
    for line in String(decoding: PackageResources.japanese_names_txt, as: UTF8.self).split(
      separator: "\n")
    {
      let parts = line.split(separator: " ")
      if parts.count == 2 { names[String(parts[0])] = String(parts[1]) }
    }
    return names
  }()

  /// How a Japanese name in characters is read; nil where it is none of the usual ones.
  static func japanese(_ characters: String) -> String? { japanese[characters] }

  private static let places: [String: [String]] = {
    var places: [String: [String]] = [:]
    for line in String(decoding: PackageResources.places_txt, as: UTF8.self).split(separator: "\n")
    {
      let names = line.split(separator: " ").map { Folding.key(String($0)) }
      for name in names { places[name, default: []] += names.filter { $0 != name } }
    }
    return places
  }()

  /// What other languages call a place, folded.
  static func otherNames(ofPlace name: String) -> [String] { places[name] ?? [] }

  /// Parts of names that tell nobody.
  static let particles: Set<String> = [
    "van", "von", "der", "den", "de", "del", "della", "di", "da", "dos", "das", "do", "du", "la",
    "le", "les", "el", "al", "bin", "bint", "ibn", "ben", "abu", "ter", "ten", "te", "zu", "zum",
    "of", "the", "and", "y", "e", "i", "jr", "sr", "ii", "iii", "mr", "mrs", "ms", "mx", "dr",
    "prof", "sir", "dame", "af", "av", "st", "san", "santa", "mac", "mc", "o", "ap", "ab", "abd",
  ]

  /// What surnames of one reading are also written as, in places where other languages of China are spoken.
  static let otherSurnames: [String: [String]] = [
    "wang": ["wong", "ong"], "chen": ["chan", "tan"], "li": ["lee", "lei"],
    "zhang": ["cheung", "chang"],
    "liu": ["lau", "low"], "huang": ["wong", "ng", "hwang"], "lin": ["lam", "lim"],
    "wu": ["ng", "goh"],
    "zheng": ["cheng", "tay"], "liang": ["leung"], "zhou": ["chow", "chou"],
    "zhao": ["chiu", "chao"],
    "xu": ["hsu", "tsui", "koh"], "he": ["ho"], "guo": ["kwok", "kuo"], "ye": ["yip", "yeh"],
    "xie": ["tse", "hsieh"], "cai": ["tsai", "choi", "chua"], "yang": ["yeung"], "zeng": ["tsang"],
    "deng": ["tang"], "feng": ["fung"], "luo": ["lo"], "cao": ["tsao"], "jiang": ["chiang"],
    "qiu": ["chiu", "yau"], "zhu": ["chu"], "tang": ["tong"], "song": ["sung"], "su": ["so"],
  ]
}
