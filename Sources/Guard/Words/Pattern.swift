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
    case .any, .gap: return []
    }
  }
}

/// Many patterns, found by their first word.
struct PatternIndex: Sendable {
  private var whole: [String: [Int]] = [:]
  /// By the first three letters, or fewer where the beginning is shorter.
  private var openings: [String: [Int]] = [:]
  private var patterns: [(pattern: Pattern, entry: Int)] = []

  var isEmpty: Bool { patterns.isEmpty }

  /// Adds a pattern; a match of it names its entry.
  mutating func add(_ pattern: Pattern, entry: Int) {
    let place = patterns.count
    patterns.append((pattern, entry))
    for first in pattern.firsts {
      if first.isOpen {
        openings[String(first.text.unicodeScalars.prefix(3)), default: []].append(place)
      } else {
        whole[first.text, default: []].append(place)
      }
    }
  }

  /// The longest match of each pattern that begins at a word.
  func matches(in words: [Word], at place: Int, _ found: (_ entry: Int, _ end: Int) -> Void) {
    let plain = words[place].plain
    if let candidates = whole[plain] { look(candidates, words, place, found) }
    guard !openings.isEmpty else { return }
    var opening = ""
    for scalar in plain.unicodeScalars.prefix(3) {
      opening.unicodeScalars.append(scalar)
      if let candidates = openings[opening] { look(candidates, words, place, found) }
    }
  }

  private func look(
    _ candidates: [Int], _ words: [Word], _ place: Int, _ found: (_ entry: Int, _ end: Int) -> Void
  ) {
    for candidate in candidates {
      let (pattern, entry) = patterns[candidate]
      if let end = pattern.end(in: words, at: place) { found(entry, end) }
    }
  }

  /// Whether any pattern matches from here.
  func matches(in words: [Word], at place: Int) -> Bool {
    guard words.indices.contains(place) else { return false }
    var isFound = false
    matches(in: words, at: place) { _, _ in isFound = true }
    return isFound
  }

  /// Whether any pattern begins and ends within these words.
  func matches(in words: [Word], within range: Range<Int>) -> Bool {
    for place in range {
      var isFound = false
      matches(in: words, at: place) { if $1 <= range.upperBound { isFound = true } }
      if isFound { return true }
    }
    return false
  }
}
