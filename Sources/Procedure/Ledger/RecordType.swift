// What a case left on record about a person (row B3). How long it is kept follows from it, by the policy.
extension RecordType {
  /// What it means, in one sentence for pages and documentation.
  package var meaning: String {
    switch self {
    case .noViolation: "What was reported is not a violation, or asked for nothing."
    case .violationByUnknown:
      "There was a violation, and nobody could find out who is responsible."
    case .resolved: "There was a violation, and everything that follows from it is done."
    case .flagged: "There was a violation, and something of it lasts, such as a suspension."
    case .banned: "There was a violation, and the person is banned."
    }
  }

  /// The weightier of two, for a person in several cases.
  package static func weightier(_ left: RecordType, _ right: RecordType) -> RecordType {
    left.weight >= right.weight ? left : right
  }

  private var weight: Int {
    switch self {
    case .noViolation: 0
    case .violationByUnknown: 1
    case .resolved: 2
    case .flagged: 3
    case .banned: 4
    }
  }
}
