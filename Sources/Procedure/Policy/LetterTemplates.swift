extension Policy {
  /// What drafts about a measure begin with, so that nobody begins with an empty page: one text for each audience, and
  /// for the person concerned each of the four parts.
  package struct LetterTemplates: Hashable, Sendable {
    /// To the person whom the measure concerns.
    package var reported: LetterText.FourParts
    package var reporter: String
    /// To moderators and organizers who carry it out.
    package var moderators: String
    /// To leaders elsewhere, who are informed and decide themselves.
    package var leaders: String
    package var publicStatement: String
  }
}

extension Policy.LetterTemplates {
  /// For every measure: what its own entry says, and what the general one says of the rest.
  static func all(
    of rules: [Policy.MeasureRule], from reader: inout ObjectReader, words: Wording
  ) -> [MeasureID: Policy.LetterTemplates] {
    reader.object("letters", "what drafts about a measure begin with") { section in
      let general = section.object("general", "for every measure that says nothing of its own") {
        LetterWords(required: &$0, words: words)
      }
      let own = section.objects("measures", countMin: 0, "what a measure says otherwise") {
        (
          measure: MeasureID($0.identifier("measure", "the short name of the measure")),
          words: LetterWords(optional: &$0, words: words)
        )
      }
      section.checkUnique("measures", own.map(\.measure.text))
      for entry in own where !rules.contains(where: { $0.id == entry.measure }) {
        section.fault(
          .danglingReference, "measures", wrong: "no measure is called “\(entry.measure)”",
          right: "one of \(rules.map(\.id.text).joined(separator: ", "))")
      }
      return Dictionary(
        rules.map { rule in
          let said = own.first { $0.measure == rule.id }?.words
          return (rule.id, general.said(of: rule, otherwise: said))
        }, uniquingKeysWith: { first, _ in first })
    }
  }
}

/// The texts of one entry, by key; a measure leaves out what the general entry says as well for it.
private struct LetterWords {
  private static let keys: [(key: String, meaning: String)] = [
    ("opening", "the greeting before the four parts"),
    ("behaviour", "what the person did"), ("impact", "what it did to others"),
    ("expectedChange", "what is expected from now on"),
    ("consequences", "what follows, and what may follow"),
    ("ending", "how to answer, after the four parts"),
    ("reporter", "what the reporter is told"),
    ("moderators", "what moderators and organizers are told"),
    ("leaders", "what leaders elsewhere are informed of"),
    ("public", "what is said in public"),
  ]
  private var texts: [String: String] = [:]

  init(required reader: inout ObjectReader, words: Wording) {
    for (key, meaning) in Self.keys {
      texts[key] = words.text(&reader, key, meaning, places: [.title, .consequences])
    }
  }

  init(optional reader: inout ObjectReader, words: Wording) {
    for (key, meaning) in Self.keys {
      if case .null = reader.optional(key)?.value { continue }
      texts[key] = words.text(
        &reader, key, meaning + ", or null for the general words", places: [.title, .consequences])
    }
  }

  func said(
    of rule: Policy.MeasureRule, otherwise own: LetterWords?
  ) -> Policy.LetterTemplates {
    func text(_ key: String) -> String {
      Template.fill(
        own?.texts[key] ?? texts[key] ?? "",
        with: [.title: rule.title, .consequences: rule.consequence])
    }
    return Policy.LetterTemplates(
      reported: LetterText.FourParts(
        opening: text("opening"), behaviour: text("behaviour"), impact: text("impact"),
        expectedChange: text("expectedChange"), consequences: text("consequences"),
        ending: text("ending")),
      reporter: text("reporter"), moderators: text("moderators"), leaders: text("leaders"),
      publicStatement: text("public"))
  }
}
