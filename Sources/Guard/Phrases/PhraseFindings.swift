extension Checker {
  /// Runs of words that a draft shares with a confidential text.
  func phraseFindings(_ reading: Reading) -> [Finding] {
    guard !confidential.sources.isEmpty else { return [] }
    var matcher = PhraseMatcher(reading.text, lists: lists, own: ownWords)
    return confidential.sources.flatMap { source in
      matcher.matches(with: source.hashes).map { match in
        let range = reading.scalarRange(ofBytes: match.start..<match.end)
        return Finding(
          rule: .phrasing, range: range, excerpt: reading.excerpt(range), about: source.about,
          severity: match.isLong ? .block : .warn,
          why:
            "These words also stand in a confidential text\(source.source.isEmpty ? "" : " (\(source.source))"), so that whoever wrote them could be known by them.",
          suggestions: [
            "say in your own words what was done", "leave the words out that only one person uses",
          ])
      }
    }
  }

  /// Hashes of the words of names: they are findings of their own.
  private var ownWords: Set<UInt64> {
    var words: Set<UInt64> = []
    for name in names.parts.joined().joined() { words.insert(Stems.hash(name)) }
    return words
  }
}

extension Reading {
  /// The same place in scalars.
  func scalarRange(ofBytes bytes: Range<Int>) -> Range<Int> {
    var start = 0
    var end = 0
    var offset = 0
    for (place, scalar) in scalars.enumerated() {
      if offset <= bytes.lowerBound { start = place }
      if offset < bytes.upperBound { end = place + 1 } else { break }
      offset += UTF8.width(scalar)
    }
    return start..<max(end, start)
  }
}

/// Finds what a draft shares with another text: the same words in order, lightly changed, or in another order.
///
/// The draft is the small side: its words lie in a table, the other text is read once past it. Shared words that stand near
/// one another in both make a trail; a trail of enough weight is a shared phrase.
struct PhraseMatcher {
  struct Match {
    var start: Int
    var end: Int
    var isLong: Bool
  }

  private let words: [PhraseWords.Item]
  /// How much each word of the draft tells: nothing for words of every sentence.
  private let weights: [Int]
  /// The places of each word that counts.
  private let places: [UInt64: [Int]]
  /// The place of every word, counting or not; for runs.
  private let filter: [UInt64]
  private let inCommon: [Bool]
  /// The same for every word, counting or not.
  private let all: [UInt64]
  /// Places of words that hardly anybody uses.
  private let odd: [UInt64: [Int]]
  /// How many comparisons were made; for tests of linearity.
  private(set) var work = 0

  /// How far apart words of a phrase may stand, in either text.
  private static let reach = 9

  init(_ text: String, lists: WordLists, own: Set<UInt64>) {
    let words = PhraseWords(text).words
    self.words = words
    var inCommon = [Bool](repeating: false, count: words.count)
    let commonByFirst = Dictionary(grouping: lists.common.filter { !$0.isEmpty }, by: { $0[0] })
    for place in words.indices {
      for phrase in commonByFirst[words[place].hash] ?? []
      where place + phrase.count <= words.count
        && phrase.indices.allSatisfy({ words[place + $0].hash == phrase[$0] })
      {
        for offset in phrase.indices { inCommon[place + offset] = true }
      }
    }
    self.inCommon = inCommon
    let weights = words.indices.map { place -> Int in
      let hash = words[place].hash
      if lists.stop.contains(hash) || own.contains(hash) { return 0 }
      if inCommon[place] { return 1 }
      if lists.usual.contains(hash) { return 1 }
      if Everyday.isUsual(hash) { return 2 }
      return Everyday.contains(hash) ? 3 : 4
    }
    self.weights = weights
    var places: [UInt64: [Int]] = [:]
    var filter = [UInt64](repeating: 0, count: 64)
    for place in words.indices where weights[place] > 0 {
      let hash = words[place].hash
      if places[hash, default: []].count < GuardLimits.placesOfAWordMax {
        places[hash, default: []].append(place)
      }
      filter[Int(hash & 63)] |= 1 << ((hash >> 6) & 63)
    }
    self.places = places
    self.filter = filter
    var all = [UInt64](repeating: 0, count: 64)
    for word in words {
      let hash: UInt64 = word.hash
      all[Int(hash & 63)] |= 1 << ((hash >> 6) & 63)
    }
    self.all = all
    let bytes = Array(text.utf8)
    odd = Dictionary(
      grouping: words.indices.filter { place in
        weights[place] == 4 && Self.isOdd(bytes[words[place].start..<words[place].end])
      }, by: { words[$0].hash })
  }

  /// Whether a word of small ASCII letters is none that everyday words are put together to.
  private static func isOdd(_ word: ArraySlice<UInt8>) -> Bool {
    guard word.count >= 9, word.allSatisfy({ $0 >= 0x61 && $0 <= 0x7A }) else { return false }
    for ending in [
      "ing", "ed", "er", "ers", "ly", "ness", "tion", "tions", "ity", "ment", "able", "ical",
      "ology", "ive", "ist", "ists", "ism", "ize", "ise", "ized", "ised", "ful", "less", "ous",
      "ally", "ware", "ence", "ance", "ation", "ations", "ised", "ising", "izing", "al", "ic", "s",
    ] where word.count > ending.utf8.count {
      if word.suffix(ending.utf8.count).elementsEqual(ending.utf8) { return false }
    }
    for cut in (word.startIndex + 2)..<(word.endIndex - 2) {
      let isFirst = Everyday.contains(Stems.hash(word[..<cut])) || cut - word.startIndex <= 4
      if isFirst, Everyday.contains(Stems.hash(word[cut...])), word.endIndex - cut >= 3 {
        return false
      }
    }
    return true
  }

  /// A trail of shared words that stand near one another in both texts.
  private struct Trail {
    var lastOther: Int
    var first: Int
    var last: Int
    var weight: Int
    var count: Int
    /// Words in the same order and at about the same distance.
    var inOrder: Int
    var used: [Int]
    var best: Int
  }

  /// Runs of the same words, also of such that tell little by themselves, and single words that hardly anybody uses.
  private mutating func runs(with other: [UInt64]) -> [Match] {
    var matches: [Match] = []
    var table: [UInt64: [Int]] = [:]
    let length = 5
    guard words.count >= length else { return [] }
    func key(_ hashes: (Int) -> UInt64) -> UInt64 {
      (0..<length).reduce(0) { ($0 &* 0x0000_0100_0000_01b3) ^ hashes($1) }
    }
    for start in 0...(words.count - length) {
      let own = key { words[start + $0].hash }
      if table[own, default: []].count < 2 { table[own, default: []].append(start) }
    }
    guard other.count >= length else { return [] }
    var at = 0
    while at <= other.count - length {
      work += 1
      let last = other[at + length - 1]
      // Most words of the other text are not in the draft at all.
      guard all[Int(last & 63)] & (1 << ((last >> 6) & 63)) != 0,
        let starts = table[key { other[at + $0] }]
      else {
        at += 1
        continue
      }
      var longest = 0
      for start in starts {
        var end = 0
        while start + end < words.count, at + end < other.count,
          words[start + end].hash == other[at + end]
        { end += 1 }
        longest = max(longest, end)
        let told = (start..<start + end).filter { !inCommon[$0] }
        let weight = told.reduce(0) { $0 + weights[$1] }
        let isEnough = end >= 8 ? weight >= 4 : end >= 6 ? weight >= 5 : weight >= 6
        if end >= length, told.count * 2 > end, isEnough {
          matches.append(
            Match(start: words[start].start, end: words[start + end - 1].end, isLong: end >= 6))
        }
      }
      at += max(1, longest - length + 1)
    }
    return matches
  }

  mutating func matches(with other: [UInt64]) -> [Match] {
    var matches = runs(with: other) + rareWords(with: other)
    matches += trails(with: other)
    return matches
  }

  /// Words that are in no list of words and in both texts.
  private func rareWords(with other: [UInt64]) -> [Match] {
    guard !odd.isEmpty else { return [] }
    var found: [Match] = []
    var seen: Set<UInt64> = []
    for hash in other {
      guard let places = odd[hash], seen.insert(hash).inserted else { continue }
      for place in places {
        found.append(Match(start: words[place].start, end: words[place].end, isLong: false))
      }
    }
    return found
  }

  private mutating func trails(with other: [UInt64]) -> [Match] {
    var open: [Trail] = []
    var done: [Trail] = []
    for (at, hash) in other.enumerated() {
      guard filter[Int(hash & 63)] & (1 << ((hash >> 6) & 63)) != 0, let own = places[hash] else {
        continue
      }
      open.removeAll { trail in
        guard at - trail.lastOther > Self.reach else { return false }
        if trail.weight >= 5 { done.append(trail) }
        return true
      }
      for place in own {
        work += 1
        var fitted = false
        for index in open.indices {
          work += 1
          let trail = open[index]
          if trail.used.contains(place) {
            fitted = true
            continue
          }
          guard place >= trail.first - Self.reach, place <= trail.last + Self.reach,
            max(trail.last, place) - min(trail.first, place) <= 40
          else { continue }
          let nearest = trail.used.map { abs($0 - place) }.min() ?? 0
          guard nearest <= Self.reach else { continue }
          fitted = true
          open[index].used.append(place)
          open[index].weight += weights[place]
          open[index].count += 1
          if let before = trail.used.last, place > before,
            abs((place - before) - (at - trail.lastOther)) <= 2
          {
            open[index].inOrder += 1
          }
          open[index].first = min(trail.first, place)
          open[index].last = max(trail.last, place)
          open[index].lastOther = at
          open[index].best = max(trail.best, weights[place])
        }
        if !fitted, open.count < GuardLimits.openTrailsMax {
          open.append(
            Trail(
              lastOther: at, first: place, last: place, weight: weights[place], count: 1,
              inOrder: 0,
              used: [place], best: weights[place]))
        }
      }
    }
    done += open.filter { $0.weight >= 5 }
    return done.compactMap(match)
  }

  /// Whether a trail is a phrase of somebody, and not chance.
  private func match(_ trail: Trail) -> Match? {
    let span = trail.last - trail.first + 1
    let density = Double(trail.count) / Double(span)
    // Words in the same order count more; words alone have to be rare, or many.
    let score = trail.weight + 2 * trail.inOrder
    let telling = trail.used.count { weights[$0] >= 2 }
    let isPhrase =
      (trail.count >= 3 && telling >= 3 && score >= 11 && density >= 0.24)
      || (trail.count >= 2 && telling >= 2 && trail.inOrder >= 1 && trail.weight >= 7
        && density >= 0.3)
      || (trail.count >= 4 && score >= 13 && density >= 0.3 && telling >= 2)
    guard isPhrase else { return nil }
    return Match(
      start: words[trail.first].start, end: words[trail.last].end,
      isLong: trail.count >= 4 && score >= 14)
  }
}
