/// What a finding is about. The raw value is the name that the API, the page and the command use.
package enum Rule: String, CaseIterable, Sendable, Codable {
  case name = "identity.name"
  case handle = "identity.handle"
  case email = "identity.email"
  case phone = "identity.phone"
  case link = "identity.link"
  case place = "identity.place"
  case employer = "identity.employer"
  case role = "identity.role"
  case time = "time.precise"
  case phrasing = "phrasing.quoted"
  case gender = "gender.word"
  case intent = "language.intent"
  case minimising = "language.minimising"
  case blame = "language.blame"
  case vague = "language.vague"
  case label = "language.label"
  case structure = "structure.missing"
  case unannounced = "recipient.unannounced"
  case contact = "contact.direct"

  /// The row of the requirements that this rule serves.
  package var clause: String {
    switch self {
    case .name, .handle, .email, .phone, .link, .place, .employer, .role, .time, .phrasing, .gender:
      "C2"
    case .intent: "C3"
    case .minimising, .blame, .vague, .label: "C9"
    case .structure: "C6"
    case .unannounced: "C1"
    case .contact: "C5"
    }
  }
}

/// How much stands in the way of sending: a block is to be taken out or answered for, a warning to be looked at, a hint
/// to be known.
package enum Severity: String, Sendable, Codable, Comparable {
  case hint, warn, block

  package static func < (left: Severity, right: Severity) -> Bool { left.order < right.order }

  private var order: Int {
    switch self {
    case .hint: 0
    case .warn: 1
    case .block: 2
    }
  }
}

/// One place in a draft that somebody should look at before it goes out.
package struct Finding: Sendable, Hashable {
  package var rule: Rule
  /// In Unicode scalars of the draft; empty at 0 for what is missing from it.
  package var range: Range<Int>
  /// The words as they stand in the draft, or the part of a letter that is missing.
  package var excerpt: String
  /// The role of the person it leads to, or nil where it leads to nobody in particular.
  package var about: String?
  package var severity: Severity
  /// One friendly sentence: why somebody should look here.
  package var why: String
  /// Words that could stand there instead, the best first.
  package var suggestions: [String]

  /// The row of the requirements that this serves.
  package var clause: String { rule.clause }
}

extension Finding: Encodable {
  private enum Key: String, CodingKey {
    case rule, excerpt, start, end, about, severity, clause, why, suggestions
  }

  /// As the API and `redress check-draft --json` print it.
  package func encode(to encoder: any Encoder) throws {
    var fields = encoder.container(keyedBy: Key.self)
    try fields.encode(rule, forKey: .rule)
    try fields.encode(excerpt, forKey: .excerpt)
    try fields.encode(range.lowerBound, forKey: .start)
    try fields.encode(range.upperBound, forKey: .end)
    try fields.encode(about, forKey: .about)
    try fields.encode(severity, forKey: .severity)
    try fields.encode(clause, forKey: .clause)
    try fields.encode(why, forKey: .why)
    try fields.encode(suggestions, forKey: .suggestions)
  }
}

/// What stands somewhere in a draft and is more or less grave.
protocol Placed {
  var range: Range<Int> { get }
  var severity: Severity { get }
}

extension Finding: Placed {}

extension Array where Element: Placed {
  /// Of those that overlap, the longest.
  var settled: [Element] {
    var kept: [Element] = []
    var last: Element?
    for element in sorted(by: {
      ($0.range.lowerBound, -$0.range.upperBound) < ($1.range.lowerBound, -$1.range.upperBound)
    }) {
      guard let before = last, !element.range.isEmpty,
        element.range.lowerBound < before.range.upperBound
      else {
        if let last { kept.append(last) }
        last = element
        continue
      }
      if element.range.count > before.range.count
        || (element.severity > before.severity && element.range.count == before.range.count)
      {
        last = element
      }
    }
    if let last { kept.append(last) }
    return kept
  }
}
