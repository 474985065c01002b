import Procedure

/// What happened, as lines that people read. Names are those of invented people; nothing in it is drawn by the vault.
package struct Story: Sendable {
  /// One line.
  package struct Line: Sendable, Codable, Hashable {
    /// Such as `2031-03-04 10:15`, by the clock on the wall.
    package let at: String
    /// The number of the case that it is about.
    package let caseNumber: Int?
    package let text: String

    /// As it is printed.
    package var printed: String {
      "\(at)  \(caseNumber.map { "case \($0): " } ?? "")\(text)"
    }
  }

  package private(set) var lines: [Line] = []

  mutating func tell(_ text: String, at moment: Moment, case number: Int? = nil) {
    lines.append(Line(at: moment.storyText, caseNumber: number, text: text))
  }
}

/// What was counted.
package struct Tally: Sendable, Codable, Hashable {
  package var steps = 0
  package var reports = 0
  package var commands: [String: Int] = [:]
  package var refusals: [String: Int] = [:]
  package var faults: [String: Int] = [:]
  package var outcomes: [String: Int] = [:]
  package var checks: [String: Int] = [:]

  mutating func add(_ other: Tally) {
    steps += other.steps
    reports += other.reports
    commands.merge(other.commands, uniquingKeysWith: +)
    refusals.merge(other.refusals, uniquingKeysWith: +)
    faults.merge(other.faults, uniquingKeysWith: +)
    outcomes.merge(other.outcomes, uniquingKeysWith: +)
    checks.merge(other.checks, uniquingKeysWith: +)
  }
}
