/// How a word leads to a name, the surest first.
enum NameLikeness: Int, Sendable, Comparable {
  case exact, inflected, lookAlike, joined, nickname, otherScript, sound, slip, masked, initials

  static func < (left: NameLikeness, right: NameLikeness) -> Bool { left.rawValue < right.rawValue }
}

/// All names of the facts in every form in which a word of a draft can meet them.
struct NameIndex: Sendable {
  struct Entry: Sendable, Hashable {
    var person: Int
    var likeness: NameLikeness
    /// Which name of the person, and which part of it; nil for the name as a whole.
    var name: Int
    var part: Int?
  }

  /// The parts of each name of each person, folded.
  private(set) var parts: [[[String]]] = []
  private(set) var exact: [String: [Entry]] = [:]
  private(set) var skeletons: [String: [Entry]] = [:]
  private(set) var sounds: [String: [Entry]] = [:]
  /// Loose keys of all names, for words in other scripts; and those of names in other scripts, for words in Latin.
  private(set) var looseOfAll: [String: [Entry]] = [:]
  private(set) var looseOfOthers: [String: [Entry]] = [:]
  /// Names with one letter left out, for slips of typing.
  private(set) var slips: [String: [Entry]] = [:]
  /// Surnames of women without their ending, each with one letter left out: the men of the family bear them.
  private(set) var bases: [String: [Entry]] = [:]
  /// Names as strangers to the language write them in kana.
  private(set) var kana: [String: [Entry]] = [:]
  /// The letters of longer names, sorted, for letters that changed places.
  private(set) var jumbled: [String: [Entry]] = [:]
  private(set) var consonants: [Script: [String: [Entry]]] = [:]
  private(set) var korean: [String: [Entry]] = [:]
  /// Names in Han characters as they stand, and Latin readings of names for Han characters.
  private(set) var han: [String: [Entry]] = [:]
  private(set) var pinyin: [String: [Entry]] = [:]
  /// The scripts in which names of the facts are written.
  private(set) var scripts: Set<Script> = []
  /// The initials of people with more than one name: `et` for E. T.
  private(set) var initials: [String: [Entry]] = [:]
  /// The lengths of names that are looked for inside other words.
  private(set) var insideLengths: [Int] = []

  init(_ people: [Person]) {
    for (person, one) in people.enumerated() {
      parts.append([])
      for (name, text) in one.party.names.enumerated() { add(text, person: person, name: name) }
    }
  }

  private mutating func add(_ text: String, person: Int, name: Int) {
    let words = Reader.words(of: Array(text.unicodeScalars))
    parts[person].append(words.map(\.plain))
    let telling = words.indices.filter {
      !NameTables.particles.contains(words[$0].plain) || words.count == 1
    }
    for place in telling {
      let entry = Entry(person: person, likeness: .exact, name: name, part: place)
      add(words[place], entry)
      if place == telling.first, words[place].script == .latin || words[place].script == .cyrillic {
        let own =
          words[place].script == .latin
          ? words[place].plain : SoundKeys.strict(Romanization.latin(words[place].plain, .cyrillic))
        addRelatives(of: own, entry)
      }
    }
    let latin = words.filter { $0.script == .latin }
    if words.count > 1, latin.count == words.count { addWhole(words, telling, person, name) }
    if telling.count > 1 {
      let letters = telling.compactMap { place -> Character? in
        let word = words[place]
        return word.script == .latin
          ? word.plain.first : Romanization.latin(word.plain, word.script).first
      }
      let entry = Entry(person: person, likeness: .initials, name: name, part: nil)
      initials[String(letters), default: []].append(entry)
      if letters.count > 2, let first = letters.first, let last = letters.last {
        initials[String([first, last]), default: []].append(entry)
      }
    }
  }

  private mutating func addRelatives(of name: String, _ entry: Entry) {
    for relative in NameTables.relatives(of: name) {
      var own = entry
      own.likeness = .nickname
      Self.put(relative, own, in: &exact)
      Self.put(SoundKeys.loose(relative), own, in: &looseOfAll)
    }
  }

  /// A name whose parts are written without a space, in both orders.
  private mutating func addWhole(_ words: [Word], _ telling: [Int], _ person: Int, _ name: Int) {
    let entry = Entry(person: person, likeness: .joined, name: name, part: nil)
    let all = words.map(\.plain).joined()
    let turned = (words.suffix(1) + words.dropLast()).map(\.plain).joined()
    for text in [all, turned] where text.unicodeScalars.count >= 5 {
      Self.put(text, entry, in: &exact)
      Self.put(text, entry, in: &pinyin)
    }
    if words.count > 2 {
      for place in 0..<(words.count - 1) {
        let pair = words[place].plain + words[place + 1].plain
        if pair.unicodeScalars.count >= 5 {
          Self.put(pair, entry, in: &exact)
          Self.put(pair, entry, in: &pinyin)
          Self.put(Hangul.key(pair), entry, in: &korean)
        }
      }
    }
    Self.put(Hangul.key(all), entry, in: &korean)
    Self.put(Hangul.key(turned), entry, in: &korean)
  }

  private static func put(_ key: String, _ entry: Entry, in table: inout [String: [Entry]]) {
    if !key.isEmpty, table[key]?.contains(entry) != true { table[key, default: []].append(entry) }
  }

  private mutating func add(_ word: Word, _ entry: Entry) {
    scripts.insert(word.script)
    Self.put(word.plain, entry, in: &exact)
    switch word.script {
    case .latin, .digits:
      addLatin(word, entry)
    case .han: addHan(word, entry)
    case .arabic, .hebrew:
      for key in Romanization.consonants(word.plain, word.script) where key.count >= 2 {
        consonants[word.script, default: [:]][key, default: []].append(entry)
      }
    default:
      var other = entry
      other.likeness = .otherScript
      let latin = Romanization.latin(word.plain, word.script)
      Self.put(latin, other, in: &exact)
      let loose = SoundKeys.loose(latin)
      Self.put(loose, other, in: &looseOfAll)
      Self.put(loose, other, in: &looseOfOthers)
      if word.script == .hangul { addHangul(word, other) }
      if [.ethiopic, .thai, .indic].contains(word.script) {
        let key = SoundKeys.consonants(latin, .arabic)
        if key.count >= 2 { consonants[word.script, default: [:]][key, default: []].append(other) }
      }
      addSlips(word.plain, entry)
    }
  }

  /// Letters with accents that were written out, without them.
  private static let withoutAccents = [
    Respelling(["ue": "u"]), Respelling(["oe": "o"]), Respelling(["ae": "a"]),
    Respelling(["aa": "a"]),
  ]

  private mutating func addLatin(_ word: Word, _ entry: Entry) {
    let length = word.count
    var variants = [word.plain]
    if let written = word.writtenOut { variants.append(written) }
    if length > 4 {
      variants += Self.withoutAccents.map { $0.applied(to: word.plain) }
        .filter { $0 != word.plain }
    }
    for variant in variants {
      Self.put(variant, entry, in: &exact)
      addSlips(variant, entry)
    }
    var other = entry
    other.likeness = .lookAlike
    Self.put(LookAlikes.skeleton(word.plain.unicodeScalars), other, in: &skeletons)
    other.likeness = .inflected
    for open in Endings.opens(word.plain) { Self.put(open + "\u{1}", other, in: &exact) }
    if let base = Endings.masculine(word.plain) {
      Self.put(base, other, in: &exact)
      for key in Slips.deletions(of: Array(base.unicodeScalars)) {
        Self.put(key, other, in: &bases)
      }
      Self.put(base, other, in: &bases)
    }
    other.likeness = .sound
    if length >= 4 { Self.put(SoundKeys.strict(word.plain), other, in: &sounds) }
    other.likeness = .otherScript
    Self.put(SoundKeys.loose(word.plain), other, in: &looseOfAll)
    Self.put(Hangul.key(word.plain), other, in: &korean)
    Self.put(word.plain, other, in: &pinyin)
    for script in [Script.arabic, .hebrew] {
      let key = SoundKeys.consonants(word.plain, script)
      if key.count >= 2 {
        consonants[script, default: [:]][key + "\u{1}", default: []].append(other)
      }
    }
    if length >= 6, !insideLengths.contains(length) { insideLengths.append(length) }
    Self.put(SoundKeys.kana(word.plain), other, in: &kana)
    let letters = Array(word.plain.unicodeScalars)
    let bare = letters.filter { !["a", "e", "i", "o", "u"].contains($0) }
    if bare.count >= 4, bare.count < length {
      other.likeness = .masked
      Self.put(Self.text(bare), other, in: &exact)
    }
    if length >= 5 {
      other.likeness = .lookAlike
      Self.put(Self.text(letters.reversed()), other, in: &exact)
    }
    if length >= 6 {
      other.likeness = .slip
      Self.put(Slips.jumbled(word.plain), other, in: &jumbled)
    }
  }

  private mutating func addSlips(_ text: String, _ entry: Entry) {
    let scalars = Array(text.unicodeScalars)
    guard scalars.count >= 4, scalars.count <= GuardLimits.wordLettersMax else { return }
    var own = entry
    own.likeness = .slip
    Self.put(text, own, in: &slips)
    for key in Slips.deletions(of: scalars) { Self.put(key, own, in: &slips) }
  }

  private mutating func addHangul(_ word: Word, _ entry: Entry) {
    let scalars = Array(word.plain.unicodeScalars)
    let syllables = Hangul.latin(word.plain)
    guard scalars.count >= 2, syllables.count == scalars.count else { return }
    let given = syllables.dropFirst().joined()
    for surname in Hangul.surnames[scalars[0]] ?? [syllables[0]] {
      Self.put(surname, entry, in: &exact)
      Self.put(Hangul.key(surname + given), entry, in: &korean)
      Self.put(Hangul.key(given + surname), entry, in: &korean)
    }
    Self.put(Hangul.key(given), entry, in: &korean)
    if scalars.count >= 3 { Self.put(Self.text(scalars.dropFirst()), entry, in: &exact) }
  }

  private mutating func addHan(_ word: Word, _ entry: Entry) {
    let scalars = Array(word.plain.unicodeScalars)
    Self.put(word.plain, entry, in: &han)
    var other = entry
    other.likeness = .otherScript
    if scalars.count > 1 {
      for reading in Self.readings(scalars)
        + Self.readings(scalars.count > 2 ? Array(scalars.dropFirst()) : [])
      {
        Self.put(reading, other, in: &pinyin)
      }
    }
    // The surname is one character, or two when the name is long; the given name is the rest.
    for cut in scalars.count > 3 ? [1, 2] : scalars.count > 1 ? [1] : [] {
      let (family, given) = (Array(scalars[..<cut]), Array(scalars[cut...]))
      if given.count > 1 { Self.put(Self.text(given), entry, in: &han) }
      for familyReading in Self.readings(family) {
        for own in [familyReading] + (NameTables.otherSurnames[familyReading] ?? []) {
          Self.put(own, other, in: &exact)
          for givenReading in Self.readings(given) {
            Self.put(givenReading, other, in: &exact)
            Self.put(own + givenReading, other, in: &exact)
            Self.put(givenReading + own, other, in: &exact)
          }
        }
      }
    }
    for cut in 1...max(1, scalars.count) where cut <= scalars.count {
      if let family = NameTables.japanese(Self.text(Array(scalars[..<cut]))) {
        Self.put(family, other, in: &exact)
        Self.put(SoundKeys.strict(family), other, in: &sounds)
        Self.put(SoundKeys.loose(family), other, in: &looseOfAll)
      }
      if cut < scalars.count, let given = NameTables.japanese(Self.text(Array(scalars[cut...]))) {
        Self.put(given, other, in: &exact)
        Self.put(SoundKeys.strict(given), other, in: &sounds)
        Self.put(SoundKeys.loose(given), other, in: &looseOfAll)
      }
    }
  }

  static func text(_ scalars: some Collection<Unicode.Scalar>) -> String {
    var bytes: [UInt8] = []
    bytes.reserveCapacity(scalars.count)
    for scalar in scalars {
      if scalar.isASCII {
        bytes.append(UInt8(truncatingIfNeeded: scalar.value))
      } else {
        bytes.append(contentsOf: UTF8.encode(scalar) ?? UTF8.encodedReplacementCharacter)
      }
    }
    return String(decoding: bytes, as: UTF8.self)
  }

  /// How Han characters can be read together, without tones; at most a few ways.
  static func readings(_ scalars: [Unicode.Scalar]) -> [String] {
    var readings = [""]
    for scalar in scalars {
      let own = NameTables.readings(of: scalar).prefix(2)
      guard !own.isEmpty else { return [] }
      readings = Array(readings.flatMap { before in own.map { before + $0 } }.prefix(8))
    }
    return readings
  }
}

/// Slips of typing: one letter too many, too few, another, or two changed round.
enum Slips {
  /// A word with each of its letters left out in turn.
  static func deletions(of scalars: [Unicode.Scalar]) -> [String] {
    var others = Array(scalars.dropFirst())
    return scalars.indices.map { left in
      if left > 0 { others[left - 1] = scalars[left - 1] }
      return NameIndex.text(others)
    }
  }

  /// The letters of a word in the order of the alphabet, between its first and its last.
  static func jumbled(_ word: String) -> String {
    let letters = Array(word.utf8)
    guard letters.count > 2 else { return word }
    return String(
      decoding: letters.prefix(1) + letters.dropFirst().dropLast().sorted() + letters.suffix(1),
      as: UTF8.self)
  }

  /// Whether two words are one slip apart.
  static func isOne(_ left: [Unicode.Scalar], _ right: [Unicode.Scalar]) -> Bool {
    let (short, long) = left.count <= right.count ? (left, right) : (right, left)
    guard long.count - short.count <= 1, short != long else { return false }
    var first = 0
    while first < short.count, short[first] == long[first] { first += 1 }
    if short.count < long.count { return short[first...] == long[(first + 1)...] }
    if short[(first + 1)...] == long[(first + 1)...] { return true }
    guard first + 1 < short.count, short[first] == long[first + 1], short[first + 1] == long[first]
    else { return false }
    return short[(first + 2)...] == long[(first + 2)...]
  }
}
