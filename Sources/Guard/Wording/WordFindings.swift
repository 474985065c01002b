extension Checker {
  /// Findings of the lists of words: language, gender, descriptions, contact.
  func wordFindings(_ reading: Reading) -> [Finding] {
    var findings: [Finding] = []
    var toCompare: [(rule: WordRule, range: Range<Int>)] = []
    let words = reading.words
    for place in words.indices {
      for (entry, end) in lists.index.matches(in: words, at: place) {
        let rule = lists.rules[entry]
        guard rule.recipients.isEmpty || rule.recipients.contains(facts.recipient.role) else {
          continue
        }
        // A word of an address is nothing that somebody is asked to do.
        if rule.rule == .contact, words[place].isSomebody { continue }
        guard !isExcepted(rule, place..<end, reading) else { continue }
        if rule.told != nil {
          toCompare.append((rule, place..<end))
        } else if let finding = made(rule, place..<end, reading) {
          findings.append(finding)
        }
      }
    }
    return findings + toldFindings(toCompare, reading)
  }

  /// Whether the words around take back what the words say.
  private func isExcepted(_ rule: WordRule, _ range: Range<Int>, _ reading: Reading) -> Bool {
    let words = reading.words
    if !rule.unlessBefore.isEmpty {
      let first = max(reading.sentenceStart(range.lowerBound), range.lowerBound - 6)
      for start in first..<range.lowerBound {
        let ends = rule.unlessBefore.matches(in: words, at: start).map(\.end)
        if ends.contains(where: { $0 <= range.lowerBound && range.lowerBound - $0 <= 3 }) {
          return true
        }
      }
    }
    if !rule.unlessAfter.isEmpty, range.upperBound < words.count,
      words[range.upperBound].sentence == words[range.upperBound - 1].sentence,
      rule.unlessAfter.fits(words, at: range.upperBound)
    {
      return true
    }
    return false
  }

  /// Who of the facts has the rare mark that the words name: a guest whose place or employer stands nearby, or the one who
  /// is protected most.
  private func described(_ range: Range<Int>, _ reading: Reading) -> Int? {
    let sentence = reading.sentenceStart(range.lowerBound)..<reading.sentenceEnd(range.lowerBound)
    for name in places where name.words.count == 1 {
      for place in sentence where PlaceName.fits(name.words[0], reading.words[place]) {
        if reading.words[place].isCapitalized { return name.person }
      }
    }
    return firstSource
  }

  /// The finding of a rule, about somebody who is known already or about whom it fits.
  func made(
    _ rule: WordRule, _ range: Range<Int>, _ reading: Reading, about known: Int? = nil
  ) -> Finding? {
    let scalars =
      reading.words[range.lowerBound].range
      .lowerBound..<reading.words[range.upperBound - 1].range
      .upperBound
    var about: String?
    var suggestions = rule.offer
    var severity = rule.severity
    switch rule.rule {
    case .gender:
      guard let gendered = gendered(rule, range, reading) else { return nil }
      (about, suggestions, severity) = (gendered.about, gendered.suggestions, gendered.severity)
    case .role:
      about = (known ?? described(range, reading)).map { people[$0].about }
    default: break
    }
    return Finding(
      rule: rule.rule, range: scalars, excerpt: reading.excerpt(scalars), about: about,
      severity: severity, why: rule.why, suggestions: suggestions)
  }
}
