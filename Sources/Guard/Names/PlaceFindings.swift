/// A place or an employer of somebody, as words to look for.
struct PlaceName: Sendable {
  var person: Int
  var rule: Rule
  /// Folded words that have to stand together.
  var words: [Part]
  /// The same without what stands between them.
  var joined: String
  /// Whether it is one word that is also an everyday one.
  var isEveryday: Bool

  /// A word of a place in the forms it is compared in.
  struct Part: Sendable {
    var word: Word
    var plain: String { word.plain }
    var skeleton: String
    /// Without a vowel at its end that many languages change; nil where it is too short.
    var open: String?
    var sound: String
    /// Its value where it is a number.
    var number: Int?
    /// Whether it only joins others, and may be missing.
    var isJoining: Bool

    init(_ word: Word) {
      self.word = word
      skeleton = LookAlikes.skeleton(word.plain.unicodeScalars)
      open = word.count >= 5 ? Endings.open(word.plain) : nil
      sound = SoundKeys.strict(word.plain)
      number = Int(word.plain)
      isJoining = PlaceName.joining.contains(word.plain)
    }
  }

  fileprivate static let joining: Set<String> = ["and", "of", "the"]

  private static let kinds: Set<String> = [
    "gmbh", "ag", "kg", "ltd", "limited", "inc", "incorporated", "llc", "llp", "plc", "bv", "nv",
    "sa", "sas", "srl",
    "oy", "ab", "as", "aps", "kk", "corp", "corporation", "company", "co", "group", "holding",
    "holdings", "the", "ev", "eg", "spa", "sarl", "pty",
  ]
  private static let trades: Set<String> = [
    "labs", "lab", "robotics", "systems", "software", "studio", "studios", "consulting",
    "consultants", "technologies", "technology",
    "solutions", "press", "books", "bank", "university", "college", "institute", "school",
    "foundation", "agency", "services", "partners",
    "media", "games", "energy", "health", "hospital", "clinic", "library", "museum", "works",
    "analytics", "research", "design", "digital",
    "payroll", "airlines", "insurance", "logistics", "security", "networks", "cloud", "data",
    "hosting", "publishing", "academy", "network", "collective", "cooperative", "bakery", "cafe",
    "hotel", "hostel", "inn", "pub", "bar", "hall", "street", "square", "road", "park", "centre",
    "center", "room", "office", "conference", "city", "upon", "under",
  ]

  static func all(of people: [Person], ordinals: [String: Int] = [:]) -> [PlaceName] {
    var all: [PlaceName] = []
    let own =
      people.first(where: \.isRecipient).map { person in
        Set(
          (person.party.places + [person.party.employer].compactMap { $0 }).map { Folding.key($0) })
      } ?? []
    for (number, person) in people.enumerated() where person.details != nil {
      for place in person.party.places where !own.contains(Folding.key(place)) {
        add(place, .place, number, &all)
        for turned in turned(place, ordinals) { put(turned, .place, number, &all) }
      }
      if let employer = person.party.employer, !own.contains(Folding.key(employer)) {
        add(employer, .employer, number, &all)
      }
    }
    return all
  }

  /// A place of two words as people also say it: `Room Aurora` and `the Aurora room`, `Moda Terrace` and `the terrace in
  /// Moda`, `Tent 2` and `the second tent`.
  private static func turned(_ text: String, _ ordinals: [String: Int]) -> [[Word]] {
    let words = Reader.words(of: Array(text.unicodeScalars))
    guard words.count == 2, words.allSatisfy({ $0.script == .latin || $0.isNumber }) else {
      return []
    }
    let (first, last) = (words[0], words[1])
    if last.isNumber {
      return ordinals.filter { String($0.value) == last.plain }.keys.sorted().map {
        Reader.words(of: Array($0.unicodeScalars)) + [first]
      }
    }
    guard !first.isNumber else { return [] }
    return [[last, first]]
      + ["in", "of"].map { [last] + Reader.words(of: Array($0.unicodeScalars)) + [first] }
  }

  private static func add(_ text: String, _ rule: Rule, _ person: Int, _ all: inout [PlaceName]) {
    for piece in text.split(whereSeparator: { ",;/(".contains($0) }) {
      var words = Reader.words(of: Array(piece.unicodeScalars))
      guard !words.isEmpty else { continue }
      put(words, rule, person, &all)
      if rule == .place, words.count == 1 {
        for other in NameTables.otherNames(ofPlace: words[0].plain) {
          put(Reader.words(of: Array(other.unicodeScalars)), rule, person, &all)
        }
      }
      while words.count > 1, let first = words.first,
        ["the", "at", "in", "near"].contains(first.plain)
      {
        words.removeFirst()
        put(words, rule, person, &all)
      }
      while words.count > 1, let last = words.last, kinds.contains(last.plain) {
        words.removeLast()
        put(words, rule, person, &all)
      }
      if words.count > 1, let last = words.last, trades.contains(last.plain) || rule == .employer {
        let rest = Array(words.dropLast())
        if rest.count > 1 || !trades.contains(rest[0].plain) && rest[0].count >= 3 {
          put(rest, rule, person, &all)
        }
      }
      // People shorten a company to its first word.
      if words.count > 2, rule == .employer, words[0].count >= 4, !kinds.contains(words[0].plain),
        !trades.contains(words[0].plain)
      {
        put([words[0]], rule, person, &all)
      }
      // Of several words, those that are no everyday ones tell by themselves.
      if words.count > 1 {
        for word in words
        where word.count >= 5 && !Everyday.contains(word.hash) && !trades.contains(word.plain)
          && !kinds.contains(word.plain)
        {
          put([word], rule, person, &all)
        }
        let letters = words.filter { !["of", "the", "and", "for", "de", "la"].contains($0.plain) }
          .compactMap(\.plain.first)
        if letters.count >= 3, rule == .employer {
          let short = Reader.words(of: Array(String(letters).uppercased().unicodeScalars))
          if let only = short.first { put([only], rule, person, &all) }
        }
      }
    }
  }

  private static func put(_ words: [Word], _ rule: Rule, _ person: Int, _ all: inout [PlaceName]) {
    let isEveryday =
      words.count == 1 && (Everyday.contains(words[0].hash) || trades.contains(words[0].plain))
    all.append(
      PlaceName(
        person: person, rule: rule, words: words.map(Part.init),
        joined: words.map(\.plain).joined(), isEveryday: isEveryday))
  }

  /// Whether a word of a draft is this one: also inflected, in other letters, or with a slip of typing.
  static func fits(_ part: Part, _ other: Word) -> Bool {
    let own = part.word
    if own.script == .han, other.script == .han { return other.plain.contains(own.plain) }
    if own.plain == other.plain || own.writtenOut == other.plain
      || other.writtenOut == own.plain && own.writtenOut != nil
    {
      return true
    }
    if own.script != other.script {
      guard own.script != .digits, other.script != .digits else { return false }
      if other.isDisguised, other.skeleton == part.skeleton { return true }
      if own.script == .han || other.script == .han { return fitsHan(own, other) }
      if [.arabic, .hebrew].contains(other.script), own.script == .latin {
        let texts =
          [other.plain]
          + (other.plain.hasPrefix("ال") ? [String(other.plain.unicodeScalars.dropFirst(2))] : [])
        let key = SoundKeys.consonants(own.plain, other.script)
        return key.count >= 2
          && texts.contains { Romanization.consonants($0, other.script).contains(key) }
      }
      if [.arabic, .hebrew].contains(own.script), other.script == .latin, other.isCapitalized {
        return Romanization.consonants(own.plain, own.script).contains(
          SoundKeys.consonants(other.plain, own.script))
      }
      let left = SoundKeys.loose(Romanization.latin(own.plain, own.script))
      let right = SoundKeys.loose(Romanization.latin(other.plain, other.script))
      if left == right { return !left.isEmpty }
      return left.count >= 4 && right.count >= 4
        && (right.dropLast() == left[...] || right.dropLast(2) == left.dropLast())
    }
    if other.isDisguised, !other.skeleton.isEmpty, other.skeleton == part.skeleton { return true }
    // Nothing below finds words alike that neither begin alike nor are of about one length.
    let alike = own.plain.bytesInCommon(with: other.plain)
    if own.script == .latin, !other.isCapitalized, abs(own.count - other.count) > 1,
      alike < min(3, own.plain.utf8.count - 1)
    {
      return false
    }
    guard own.count >= 4, own.script != .digits else { return isPeople(other.plain, of: own.plain) }
    let stems =
      alike >= (part.open ?? own.plain).utf8.count
      ? Endings.stems(of: other.plain, other.script) : []
    for (stem, removed) in stems
    where stem == own.plain && (removed <= 2 || own.count >= 5 || other.isCapitalized)
      && !(Everyday.contains(other.hash) && removed > 1)
    {
      return true
    }
    if let open = part.open, !Everyday.contains(other.hash),
      stems.contains(where: { $0.stem == open })
    {
      return true
    }
    if other.isCapitalized, isPeople(other.plain, of: own.plain) { return true }
    let isAboutAsLong = abs(own.count - other.count) <= 1
    guard own.count >= 5, isAboutAsLong || other.isCapitalized,
      !Everyday.contains(other.hash), other.plain.first == own.plain.first
    else { return false }
    return isAboutAsLong
      && Slips.isOne(Array(own.plain.unicodeScalars), Array(other.plain.unicodeScalars))
      || (other.isCapitalized && part.sound == SoundKeys.strict(other.plain))
  }

  private static let peoples = [
    "an", "ian", "ean", "ese", "er", "ers", "itan", "ite", "ish", "ensian", "onian", "eans", "ians",
    "ans", "ois", "ais", "nese", "lander", "landers", "eno", "ino", "eño",
  ]

  /// Whether a word is what the people of a place are called: Gozitan for Gozo.
  private static func isPeople(_ word: String, of place: String) -> Bool {
    for ending in peoples where word.hasSuffix(ending) {
      let stem = word.dropLast(ending.count)
      guard stem.count >= 3, place.hasPrefix(stem) || String(stem) == place else { continue }
      if place.count - stem.count <= 2 { return true }
    }
    return false
  }

  private static func fitsHan(_ own: Word, _ other: Word) -> Bool {
    let (han, latin) = own.script == .han ? (own, other) : (other, own)
    return NameIndex.readings(Array(han.plain.unicodeScalars)).contains(latin.plain)
  }
}

/// Where in a draft a place can begin: words are put together by their first letter, so that not every word is held against
/// every place.
struct PlaceStarts {
  private var byLetter: [Unicode.Scalar: [Int]] = [:]
  /// Words that can be read as others than they are written: in other scripts, or in disguise.
  private var others: [Int] = []
  private let all: Range<Int>

  init(_ words: [Word]) {
    all = words.indices
    for (place, word) in words.enumerated() {
      if word.script == .latin, !word.isDisguised, let first = word.plain.unicodeScalars.first {
        byLetter[first, default: []].append(place)
      } else {
        others.append(place)
      }
    }
  }

  /// The words that can be the first of a place, in the order of the draft.
  func of(_ name: PlaceName) -> [Int] {
    guard let first = name.words.first, first.word.script == .latin,
      let letter = first.plain.unicodeScalars.first, !first.isJoining
    else { return Array(all) }
    guard let own = byLetter[letter] else { return others }
    return others.isEmpty ? own : (own + others).sorted()
  }
}

extension Checker {
  func placeFindings(_ reading: Reading, isTaken: [Bool]) -> [Finding] {
    guard !places.isEmpty else { return [] }
    var findings: [Finding] = []
    let starts = PlaceStarts(reading.words)
    for name in places {
      for start in starts.of(name) where !isTaken[start] || name.words.count == 1 {
        guard let end = self.end(of: name, at: start, reading) else { continue }
        if name.isEveryday || name.words.count == 1, !isMeantAsName(start, name, reading) {
          continue
        }
        if isTaken[start], name.rule == .place { continue }
        let range = reading.words[start].range.lowerBound..<reading.words[end - 1].range.upperBound
        let who = Self.described(people[name.person].party.role)
        findings.append(
          finding(
            name.rule, range, reading, person: name.person,
            severity: name.isEveryday ? .warn : nil,
            why: name.rule == .place
              ? "This place leads to \(who)." : "This is where \(who) works, which few others do.",
            name.rule == .place
              ? ["leave the place out", "“at the event”", "“in one of our spaces”"]
              : ["leave it out", "“a company”"]))
      }
    }
    return findings
  }

  private func end(of name: PlaceName, at start: Int, _ reading: Reading) -> Int? {
    let words = reading.words
    guard start + name.words.count <= words.count + 2 else { return nil }
    var place = start
    for number in name.words.indices {
      guard place < words.count else { return nil }
      if place > start, reading.gap(after: place - 1).count > 4 { return nil }
      if PlaceName.fits(name.words[number], words[place]) {
        place += 1
        continue
      }
      // Numbers in words, and parts that belong together in other writing.
      if let digits = name.words[number].number, lists.times.numbers[words[place].plain] == digits {
        place += 1
        continue
      }
      if number > 0, PlaceName.joining.contains(words[place].plain), place + 1 < words.count,
        PlaceName.fits(name.words[number], words[place + 1])
      {
        place += 2
        continue
      }
      // Written in one word, or in two.
      if number + 1 < name.words.count, number == 0,
        words[place].plain == name.joined, place == start
      {
        return place + 1
      }
      if name.words[number].isJoining { continue }
      return nil
    }
    // A place of small words alone, none of which stands there, is nowhere.
    return place > start ? place : nil
  }

  /// Whether one word is meant as the place or company, and not as the word that it also is.
  private func isMeantAsName(_ place: Int, _ name: PlaceName, _ reading: Reading) -> Bool {
    let word = reading.words[place]
    guard name.isEveryday || Everyday.contains(word.hash) else {
      return word.shape != .lower || name.words.count > 1 || word.isDisguised
        || word.script != .latin
    }
    if name.words.count > 1 { return true }
    return word.isCapitalized && (!word.startsSentence || word.shape == .upper)
  }
}

extension String {
  /// How many bytes two words have in common at their beginning.
  fileprivate func bytesInCommon(with other: String) -> Int {
    zip(utf8, other.utf8).prefix { $0 == $1 }.count
  }
}
