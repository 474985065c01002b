/// Finds what a draft shares with another text: the same words in order, lightly changed, or in another order.
///
/// The draft is the small side: its words lie in a table, the other text is read once past it. Shared words that stand near
/// one another in both make a trail; a trail of enough weight is a shared phrase.
struct PhraseMatcher {
  struct Match {
    /// In scalars of the draft.
    var range: Range<Int>
    var isLong: Bool
  }

  /// The hash of each word of the draft, and where it stands in its scalars.
  private let words: [(hash: UInt64, range: Range<Int>)]
  /// How much each word of the draft tells: nothing for words of every sentence.
  private let weights: [Int]
  private let inCommon: [Bool]
  /// The places of each word that counts.
  private let places: HashPlaces
  /// The places at which each run of so many words begins.
  private let runs: HashPlaces
  /// Places of words that hardly anybody uses.
  private let odd: HashPlaces
  /// How many comparisons were made; for tests of linearity.
  private(set) var work = 0

  init(_ draft: Reading, lists: WordLists, own: Set<UInt64>) {
    let items = PhraseWords(draft.bytes).words
    let words = items.map { ($0.hash, draft.scalarRange(ofBytes: $0.start..<$0.end)) }
    self.words = words
    var inCommon = [Bool](repeating: false, count: words.count)
    for place in words.indices {
      for phrase in lists.common[items[place].hash] ?? []
      where place + phrase.count <= words.count
        && phrase.indices.allSatisfy({ items[place + $0].hash == phrase[$0] })
      {
        for offset in phrase.indices { inCommon[place + offset] = true }
      }
    }
    // What a link is made of is looked at as a link, and is no phrase.
    let isLinked = Self.marksOfLinks(items, in: draft.bytes)
    for place in words.indices where isLinked[place] { inCommon[place] = true }
    self.inCommon = inCommon
    let weights = words.indices.map { place -> Int in
      let hash = items[place].hash
      if isLinked[place] || lists.stop.contains(hash) || own.contains(hash) { return 0 }
      if inCommon[place] { return 1 }
      if lists.usual.contains(hash) { return 1 }
      if Everyday.isUsual(hash) { return 2 }
      return Everyday.contains(hash) ? 3 : 4
    }
    self.weights = weights
    places = HashPlaces(
      items.indices.lazy.filter { weights[$0] > 0 }.map { (items[$0].hash, $0) },
      eachMax: GuardLimits.placesOfAWordMax)
    runs = HashPlaces(
      (0..<max(0, words.count - Self.runLength + 1)).lazy.map { start in
        (Self.runKey { items[start + $0].hash }, start)
      }, eachMax: 2)
    odd = HashPlaces(
      items.indices.lazy.filter { place in
        weights[place] == 4 && Self.isOdd(draft.bytes, items[place].start..<items[place].end)
      }.map { (items[$0].hash, $0) }, eachMax: .max)
  }

  /// For each word whether it stands in a link, from its scheme to the next white space.
  private static func marksOfLinks(_ items: [PhraseWords.Item], in bytes: [UInt8]) -> [Bool] {
    let sign: [UInt8] = [0x3A, 0x2F, 0x2F]
    var marks = [Bool](repeating: false, count: items.count)
    for place in items.indices {
      let goesOn =
        place > 0 && marks[place - 1]
        && bytes[items[place - 1].end..<items[place].start].allSatisfy { $0 > 0x20 }
      marks[place] = goesOn || bytes[items[place].end...].starts(with: sign)
    }
    return marks
  }

  /// How many words make a run.
  private static let runLength = 5

  private static func runKey(_ hash: (Int) -> UInt64) -> UInt64 {
    var key: UInt64 = 0
    for offset in 0..<runLength { key = (key &* 0x0000_0100_0000_01b3) ^ hash(offset) }
    return key
  }

  /// Endings of words that anybody may put together.
  private static let usualEndings = [
    "ing", "ed", "er", "ers", "ly", "ness", "tion", "tions", "ity", "ment", "able", "ical",
    "ology", "ive", "ist", "ists", "ism", "ize", "ise", "ized", "ised", "ful", "less", "ous",
    "ally", "ware", "ence", "ance", "ation", "ations", "ised", "ising", "izing", "al", "ic", "s",
  ]

  /// Whether a word of small ASCII letters is none that everyday words are put together to.
  private static func isOdd(_ text: [UInt8], _ word: Range<Int>) -> Bool {
    guard word.count >= 9, text[word].allSatisfy({ $0 >= 0x61 && $0 <= 0x7A }) else { return false }
    for ending in usualEndings where word.count > ending.utf8.count {
      if text[word].suffix(ending.utf8.count).elementsEqual(ending.utf8) { return false }
    }
    let (first, end) = (word.lowerBound, word.upperBound)
    for cut in (first + 2)..<(end - 2) {
      let isFirst = Everyday.contains(Stems.hash(text, first..<cut)) || cut - first <= 4
      if isFirst, Everyday.contains(Stems.hash(text, cut..<end)), end - cut >= 3 { return false }
    }
    return true
  }

  /// Runs of the same words, also of such that tell little by themselves.
  private mutating func runs(with other: [UInt64]) -> [Match] {
    var matches: [Match] = []
    let length = Self.runLength
    guard words.count >= length, other.count >= length else { return [] }
    var at = 0
    while at <= other.count - length {
      work += 1
      let starts = runs.entries(of: Self.runKey { other[at + $0] })
      if starts.isEmpty {
        at += 1
        continue
      }
      var longest = 0
      for start in starts.map({ runs[$0] }) {
        var end = 0
        while start + end < words.count, at + end < other.count,
          words[start + end].hash == other[at + end]
        { end += 1 }
        longest = max(longest, end)
        let told = (start..<start + end).filter { !inCommon[$0] }
        let weight = told.reduce(0) { $0 + weights[$1] }
        let isEnough = end >= 8 ? weight >= 4 : end >= 6 ? weight >= 5 : weight >= 6
        if end >= length, told.count * 2 > end, isEnough {
          matches.append(match(start...start + end - 1, isLong: end >= 6))
        }
      }
      at += max(1, longest - length + 1)
    }
    return matches
  }

  mutating func matches(with other: [UInt64]) -> [Match] {
    runs(with: other) + sharedWords(with: other)
  }

  /// Trails of words that tell something, and single words that hardly anybody uses.
  private mutating func sharedWords(with other: [UInt64]) -> [Match] {
    var rare: [Match] = []
    var seen: Set<UInt64> = []
    var open = OpenTrails(words: words.count)
    for at in other.indices {
      let hash = other[at]
      let entries = places.entries(of: hash)
      if entries.isEmpty { continue }
      let odd = odd.entries(of: hash)
      if !odd.isEmpty, seen.insert(hash).inserted {
        rare += odd.map { match(self.odd[$0]...self.odd[$0], isLong: false) }
      }
      open.advance(to: at)
      for entry in entries {
        let place = places[entry]
        open.add(place, at: at, weight: weights[place])
      }
    }
    open.finish()
    work += open.work
    return rare + open.done.compactMap(match)
  }

  /// Whether a trail is a phrase of somebody, and not chance.
  private func match(_ trail: Trail) -> Match? {
    let span = trail.last - trail.first + 1
    let density = Double(trail.count) / Double(span)
    // Words in the same order count more; words alone have to be rare, or many.
    let score = trail.weight + 2 * trail.inOrder
    let isPhrase =
      (trail.count >= 3 && trail.telling >= 3 && score >= 11 && density >= 0.24)
      || (trail.count >= 2 && trail.telling >= 2 && trail.inOrder >= 1 && trail.weight >= 7
        && density >= 0.3)
      || (trail.count >= 4 && score >= 13 && density >= 0.3 && trail.telling >= 2)
    guard isPhrase else { return nil }
    return match(trail.first...trail.last, isLong: trail.count >= 4 && score >= 14)
  }

  private func match(_ own: ClosedRange<Int>, isLong: Bool) -> Match {
    Match(
      range: words[own.lowerBound].range.lowerBound..<words[own.upperBound].range.upperBound,
      isLong: isLong)
  }
}
