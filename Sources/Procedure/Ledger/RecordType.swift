/// What a case left on record about a person (row B3). How long it is kept follows from it, by the policy.
package enum RecordType: String, Codable, Sendable, Hashable, CaseIterable {
  /// What was reported is not a violation, or nobody of the group had to do anything about it.
  case noViolation
  /// There was a violation, and nobody could find out whose it was.
  case violationByUnknown
  /// There was a violation; what follows from it is done, and nothing of it lasts.
  case resolved
  /// There was a violation, and something lasts: a suspension, a condition, or a closer look next time.
  case flagged
  /// The person is banned.
  case banned

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
