/// Holds drafts against the facts of a case. Made once for a case, it reads many drafts; it keeps nothing of them.
package struct Checker: Sendable {
  let facts: Facts
  let lists: WordLists
  let people: [Person]
  let names: NameIndex
  let addresses: AddressIndex
  let places: [PlaceName]
  let confidential: ConfidentialIndex

  /// Prepares the facts.
  package init(facts: Facts, words: WordLists = .english) {
    self.facts = facts
    lists = words
    people = Person.all(in: facts)
    names = NameIndex(people)
    addresses = AddressIndex(people, facts: facts)
    places = PlaceName.all(of: people)
    confidential = ConfidentialIndex(facts)
  }

  /// Everything in a draft that somebody should look at, in the order of the text; at most `GuardLimits.findingsMax`.
  package func check(_ draft: Draft) -> [Finding] {
    let reading = Reading(draft.text)
    var findings = addressFindings(reading)
    let taken = reading.marks(of: findings.map(\.range))
    let named = nameFindings(reading, isTaken: taken)
    findings += named
    findings += placeFindings(reading, isTaken: taken)
    findings += timeFindings(reading)
    findings += phraseFindings(reading)
    let names = named.map(\.range)
    findings += wordFindings(reading).filter { finding in
      // What is part of a name is no word about a person.
      finding.rule != .gender
        || !names.contains { $0.overlaps(finding.range) && $0.count > finding.range.count }
    }
    findings += recipientFindings(reading)
    findings += structureFindings(reading)
    findings = settled(findings)
    if findings.count > GuardLimits.findingsMax {
      findings = Array(
        findings.sorted { $0.severity > $1.severity }.prefix(GuardLimits.findingsMax))
    }
    return findings.sorted {
      ($0.range.lowerBound, $0.range.upperBound, $0.rule.rawValue)
        < ($1.range.lowerBound, $1.range.upperBound, $1.rule.rawValue)
    }
  }

  /// Of findings of one rule that overlap, the longest.
  private func settled(_ findings: [Finding]) -> [Finding] {
    var kept: [Finding] = []
    for group in Dictionary(grouping: findings, by: \.rule).values {
      var last: Finding?
      for finding in group.sorted(by: {
        ($0.range.lowerBound, -$0.range.upperBound) < ($1.range.lowerBound, -$1.range.upperBound)
      }) {
        guard let before = last, !finding.range.isEmpty,
          finding.range.lowerBound < before.range.upperBound
        else {
          if let before = last { kept.append(before) }
          last = finding
          continue
        }
        if finding.range.count > before.range.count
          || (finding.severity > before.severity && finding.range.count == before.range.count)
        {
          last = finding
        }
      }
      if let last { kept.append(last) }
    }
    return kept
  }
}

/// A draft taken apart.
struct Reading: Sendable {
  let text: String
  let scalars: [Unicode.Scalar]
  let words: [Word]

  init(_ text: String) {
    self.text = text
    scalars = Array(text.unicodeScalars)
    words = Reader.words(of: scalars)
  }

  func excerpt(_ range: Range<Int>) -> String { NameIndex.text(Array(scalars[range])) }

  /// For each word whether any of the ranges covers it.
  func marks(of ranges: [Range<Int>]) -> [Bool] {
    var marks = [Bool](repeating: false, count: words.count)
    for range in ranges {
      var place = firstWord(endingAfter: range.lowerBound)
      while place < words.count, words[place].range.lowerBound < range.upperBound {
        marks[place] = true
        place += 1
      }
    }
    return marks
  }

  /// The first word that ends behind a place.
  func firstWord(endingAfter scalar: Int) -> Int {
    var low = 0
    var high = words.count
    while low < high {
      let middle = (low + high) / 2
      if words[middle].range.upperBound <= scalar { low = middle + 1 } else { high = middle }
    }
    return low
  }

  /// What stands between a word and the next.
  func gap(after place: Int) -> ArraySlice<Unicode.Scalar> {
    let start = words[place].range.upperBound
    let end = place + 1 < words.count ? words[place + 1].range.lowerBound : scalars.count
    return scalars[start..<max(start, end)]
  }

  /// The first word of the sentence that a word is in.
  func sentenceStart(_ place: Int) -> Int {
    var first = place
    while first > 0, words[first - 1].sentence == words[place].sentence { first -= 1 }
    return first
  }

  func sentenceEnd(_ place: Int) -> Int {
    var end = place + 1
    while end < words.count, words[end].sentence == words[place].sentence { end += 1 }
    return end
  }
}
