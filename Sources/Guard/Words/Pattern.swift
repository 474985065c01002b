/// A run of words to look for, as docs/guard.md describes its writing: `you (clearly|quite obviously) want* to`.
struct Pattern: Sendable, Hashable {
  /// A word, or the beginning of one.
  struct Beginning: Sendable, Hashable {
    var text: String
    /// Whether any ending may follow.
    var isOpen: Bool
    /// Whether this is the ending, and anything may stand before it.
    var isEnding = false

    @inline(__always)
    func fits(_ word: String) -> Bool {
      isEnding ? word.hasSuffix(text) : isOpen ? word.hasPrefix(text) : word == text
    }
  }

  indirect enum Node: Sendable, Hashable {
    case word([Beginning])
    /// Any one word.
    case any
    /// Up to so many words.
    case gap(Int)
    case choice([[Node]])
    case optional(Node)
    /// Any number of times up to three, or not at all.
    case repeated(Node)
    /// Somebody of the case, by a name, a handle, an address or a number.
    case somebody
    /// None of these stands here.
    case without([[Node]])
  }

  var nodes: [Node]

  /// The place behind the longest match that begins at a word; nil when there is none.
  func end(in words: [Word], at start: Int) -> Int? {
    Self.ends(nodes[...], words, [start], sentence: words[start].sentence).max()
  }

  private static func ends(
    _ nodes: ArraySlice<Node>, _ words: [Word], _ starts: [Int], sentence: Int
  ) -> [Int] {
    var places = starts
    for node in nodes {
      places = ends(node, words, places, sentence: sentence)
      if places.isEmpty { return [] }
    }
    return places
  }

  private static func ends(
    _ node: Node, _ words: [Word], _ starts: [Int], sentence: Int
  ) -> [Int] {
    func isInside(_ place: Int) -> Bool {
      place < words.count && words[place].sentence == sentence
    }
    var ends: [Int] = []
    func add(_ end: Int) { if !ends.contains(end) { ends.append(end) } }
    for start in starts {
      switch node {
      case .word(let beginnings):
        if isInside(start), beginnings.contains(where: { $0.fits(words[start].plain) }) {
          add(start + 1)
        }
      case .any: if isInside(start) { add(start + 1) }
      case .somebody:
        if isInside(start), words[start].isSomebody { add(start + 1) }
      case .without(let choices):
        if choices.allSatisfy({
          Self.ends($0[...], words, [start], sentence: sentence).isEmpty
        }) {
          add(start)
        }
      case .gap(let count):
        add(start)
        var place = start
        while place < start + count, isInside(place) {
          place += 1
          add(place)
        }
      case .choice(let choices):
        for choice in choices {
          Self.ends(choice[...], words, [start], sentence: sentence).forEach(add)
        }
      case .repeated(let inner):
        var reached = [start]
        add(start)
        for _ in 0..<3 {
          reached = Self.ends(inner, words, reached, sentence: sentence)
          reached.forEach(add)
        }
      case .optional(let inner):
        add(start)
        Self.ends(inner, words, [start], sentence: sentence).forEach(add)
      }
    }
    return ends
  }

  /// How the first word of a match can begin.
  var firsts: [Beginning] { Self.firsts(of: nodes[...]) }

  private static func firsts(of nodes: ArraySlice<Node>) -> [Beginning] {
    guard let first = nodes.first else { return [] }
    switch first {
    case .word(let beginnings): return beginnings
    case .choice(let choices): return choices.flatMap { firsts(of: $0[...]) }
    case .optional(let inner), .repeated(let inner):
      return firsts(of: [inner]) + firsts(of: nodes.dropFirst())
    case .any, .gap, .somebody, .without: return []
    }
  }
}

/// Many patterns, found by their first word.
struct PatternIndex: Sendable {
  private var whole: [String: [Int]] = [:]
  /// By the first three letters, or fewer where the beginning is shorter, put into one number.
  private var openings: [UInt64: [Int]] = [:]
  private var patterns: [(pattern: Pattern, entry: Int)] = []

  var isEmpty: Bool { patterns.isEmpty }

  /// Adds a pattern; a match of it names its entry.
  mutating func add(_ pattern: Pattern, entry: Int) {
    let place = patterns.count
    patterns.append((pattern, entry))
    for first in pattern.firsts {
      if first.isOpen {
        let opening = first.text.unicodeScalars.prefix(3).reduce(1, Self.opening)
        openings[opening, default: []].append(place)
      } else {
        whole[first.text, default: []].append(place)
      }
    }
  }

  /// An opening with one letter more.
  private static func opening(_ before: UInt64, _ letter: Unicode.Scalar) -> UInt64 {
    before << 21 | UInt64(letter.value)
  }

  /// The longest match of each pattern that begins at a word.
  func matches(in words: [Word], at place: Int) -> [(entry: Int, end: Int)] {
    let plain = words[place].plain
    var found: [(entry: Int, end: Int)] = []
    func look(_ candidates: [Int]) {
      for candidate in candidates {
        let (pattern, entry) = patterns[candidate]
        if let end = pattern.end(in: words, at: place) { found.append((entry, end)) }
      }
    }
    if let candidates = whole[plain] { look(candidates) }
    guard !openings.isEmpty else { return found }
    var opening: UInt64 = 1
    for letter in plain.unicodeScalars.prefix(3) {
      opening = Self.opening(opening, letter)
      if let candidates = openings[opening] { look(candidates) }
    }
    return found
  }

  /// Whether any pattern matches from here.
  func fits(_ words: [Word], at place: Int) -> Bool {
    words.indices.contains(place) && !matches(in: words, at: place).isEmpty
  }

  /// Whether any pattern begins and ends within these words.
  func fits(_ words: [Word], within range: Range<Int>) -> Bool {
    range.contains { place in
      matches(in: words, at: place).contains { $0.end <= range.upperBound }
    }
  }
}
