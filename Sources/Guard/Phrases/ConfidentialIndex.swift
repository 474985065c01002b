/// The confidential texts as hashes of words, ready to be held against drafts.
struct ConfidentialIndex: Sendable {
  struct Source: Sendable {
    var source: String
    /// The role of the person who said it, where that is known.
    var about: String?
    var hashes: [UInt64]
  }

  var sources: [Source] = []

  init(_ facts: Facts) {
    for text in facts.confidential where !Self.isOwn(text.source, facts) {
      let words = PhraseWords(text.text)
      sources.append(
        Source(source: text.source, about: Self.about(text.source), hashes: words.words.map(\.hash))
      )
    }
  }

  private static func about(_ source: String) -> String? {
    switch Folding.key(source) {
    case "report", "reporter": Role.reporter.rawValue
    case "witness", "testimony": Role.witness.rawValue
    case "harmed": Role.harmed.rawValue
    default: Role(rawValue: source)?.rawValue
    }
  }

  /// Whether the recipient said it: their own words are no secret to them.
  private static func isOwn(_ source: String, _ facts: Facts) -> Bool {
    let role = facts.recipient.role
    let own =
      about(source) == role.rawValue || Folding.key(source) == "hearing" && role == .reported
    guard own else { return false }
    return facts.parties.count { $0.role == role } <= 1
  }
}
