import Procedure

/// What a case is about, as nobody in it can know: drawn from the seed.
struct Nature: Sendable {
  enum Kind: String, Sendable, CaseIterable {
    case ordinary, severe, dangerous, handled, spam, question
  }

  let kind: Kind
  /// The person who is said to have done it.
  let reported: String
  let isRetaliation: Bool

  /// How likely each kind is, in a thousand.
  private static let weights: [(kind: Kind, weight: Int)] = [
    (.ordinary, 600), (.severe, 150), (.dangerous, 50), (.handled, 80), (.spam, 70),
    (.question, 50),
  ]

  init(seed: UInt64, caseNumber: Int) {
    var generator = SeededGenerator(seed: seed, "nature", caseNumber)
    let place = generator.place(byWeights: Self.weights.map(\.weight)) ?? 0
    kind = Self.weights[place].kind
    reported = generator.pick(Self.outsiders) ?? ""
    isRetaliation = generator.chance(perThousand: 40)
  }

  /// People of the community who are nobody's members.
  static let outsiders = [
    "Rook Tanner", "Sable Finch", "Moss Hadley", "Tern Holloway", "Wren Castellan",
    "Ash Merriweather", "Vale Okonjo", "Brook Lindqvist", "Heath Moreau", "Lark Villanueva",
  ]

  static let reporters = [
    "Pim Ashgrove", "Dot Kestrel", "Sol Burnaby", "Kit Larkin", "Fay Underhill", "Jem Rosewood",
  ]

  /// The words of the report.
  func account(caseNumber: Int, _ generator: inout SeededGenerator) -> String {
    let happened: [String]
    switch kind {
    case .ordinary:
      happened = [
        "\(reported) kept interrupting and mocking me in the forum.",
        "\(reported) made remarks about my accent all evening.",
        "I think \(reported) spoke badly of a newcomer, I only heard of it.",
      ]
    case .severe:
      happened = [
        "\(reported) followed me to the hotel and sent messages all night.",
        "\(reported) threatened to publish where I live.",
      ]
    case .dangerous: happened = ["\(reported) said they would hurt me tomorrow at the meeting."]
    case .handled: happened = ["At our event \(reported) shouted; the organizers sent them home."]
    case .spam: happened = ["Buy cheap watches now."]
    case .question: happened = ["How do I change my user name in the forum?"]
    }
    return "\(generator.pick(happened) ?? "") This is report number \(caseNumber)."
  }
}
