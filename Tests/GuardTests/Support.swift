import Guard

/// Facts in short, and what the checker says of a draft.
struct Held {
  let findings: [Finding]

  init(
    _ draft: String, to recipient: Role = .reported, named own: [String] = [],
    parties: [Party] = [], times: [String] = [], confidential: [ConfidentialText] = [],
    words: WordLists = .english
  ) {
    let facts = Facts(
      recipient: Party(role: recipient, names: own), parties: parties,
      times: times.compactMap { IncidentTime($0) }, confidential: confidential)
    findings = Checker(facts: facts, words: words).check(Draft(draft))
  }

  func excerpts(_ rule: Rule) -> [String] { findings.filter { $0.rule == rule }.map(\.excerpt) }
}

/// Numbers that look random and are the same in every run.
struct SeededNumbers: RandomNumberGenerator {
  var state: UInt64

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var value = state
    value = (value ^ (value >> 30)) &* 0xBF58_476D_1CE4_E5B9
    value = (value ^ (value >> 27)) &* 0x94D0_49BB_1331_11EB
    return value ^ (value >> 31)
  }
}
