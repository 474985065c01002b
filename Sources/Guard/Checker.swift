/// Holds drafts against the facts of a case. Made once for a case, it reads many drafts; it keeps nothing of them.
package struct Checker: Sendable {
  let facts: Facts
  let lists: WordLists
  let people: [Person]
  let names: NameIndex
  let addresses: AddressIndex
  let places: [PlaceName]
  let confidential: ConfidentialIndex
  /// Hashes of the words of names: they are findings of their own, and no phrases.
  let wordsOfNames: Set<UInt64>

  /// Prepares the facts.
  package init(facts: Facts, words: WordLists = .english) {
    self.facts = facts
    lists = words
    people = Person.all(in: facts)
    names = NameIndex(people)
    addresses = AddressIndex(people, facts: facts)
    places = PlaceName.all(of: people, ordinals: words.times.ordinals)
    confidential = ConfidentialIndex(facts)
    wordsOfNames = Set(names.parts.joined().joined().map { Stems.hash($0) })
  }

  /// Everything in a draft that somebody should look at, in the order of the text; at most `GuardLimits.findingsMax`.
  package func check(_ draft: Draft) -> [Finding] {
    var reading = Reading(draft.text)
    var findings = addressFindings(reading)
    let taken = reading.marks(of: findings.map(\.range))
    let named = nameFindings(reading, isTaken: taken)
    findings += named
    noteParties(in: &reading, found: findings)
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
    findings = Dictionary(grouping: findings, by: \.rule).values.flatMap(\.settled)
    if findings.count > GuardLimits.findingsMax {
      findings = Array(
        findings.sorted { $0.severity > $1.severity }.prefix(GuardLimits.findingsMax))
    }
    return findings.sorted {
      ($0.range.lowerBound, $0.range.upperBound, $0.rule.rawValue)
        < ($1.range.lowerBound, $1.range.upperBound, $1.rule.rawValue)
    }
  }
}
