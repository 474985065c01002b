extension Checker {
  /// The parts that a letter to a reported person lacks.
  func structureFindings(_ reading: Reading) -> [Finding] {
    guard facts.recipient.role == .reported, !reading.words.isEmpty else { return [] }
    let words = reading.words
    var process: Set<Int> = []
    for place in words.indices where lists.process.fits(words, at: place) {
      process.insert(words[place].sentence)
    }
    let isHearing = words.indices.contains { lists.hearing.fits(words, at: $0) }
    var findings: [Finding] = []
    for part in LetterPart.allCases {
      guard let index = lists.structure[part], !index.isEmpty else { continue }
      let isThere = words.indices.contains {
        !process.contains(words[$0].sentence) && index.fits(words, at: $0)
      }
      if isThere { continue }
      if isHearing, part != .behaviour { continue }
      findings.append(
        Finding(
          rule: .structure, range: 0..<0, excerpt: part.rawValue, about: nil, severity: .warn,
          why: Self.why(part), suggestions: Self.beginnings(part)))
    }
    return findings
  }

  private static func why(_ part: LetterPart) -> String {
    switch part {
    case .behaviour:
      "The letter does not say which behaviour it is about, in words that anybody could confirm."
    case .impact:
      "The letter does not say what impact the behaviour had on people or on the community."
    case .change: "The letter does not say what change is expected of the recipient."
    case .consequences:
      "The letter does not say what the consequences are, now and if it happens again."
    }
  }

  private static func beginnings(_ part: LetterPart) -> [String] {
    switch part {
    case .behaviour: ["“In our channel you wrote …”", "“During the event you …”"]
    case .impact: ["“As a result, people …”", "“This left others …”"]
    case .change: ["“From now on, please do not …”", "“We expect that you …”"]
    case .consequences: ["“You are suspended from … until …”", "“If it happens again, …”"]
    }
  }
}
