import Foundation
import Guard
import Testing

@Suite struct `Labelled drafts` {
  static let folder = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "Drafts")

  /// What must not get worse, as shares: recall, then precision.
  static let floors: [Rule: (recall: Double, precision: Double)] = [
    .name: (0.98, 0.97), .handle: (0.98, 0.95), .email: (0.98, 0.90), .phone: (0.98, 0.95),
    .link: (0.90, 0.95), .place: (0.95, 0.95), .employer: (0.90, 0.90), .role: (0.85, 0.85),
    .time: (0.95, 0.90), .phrasing: (0.95, 0.95), .gender: (0.95, 0.95), .intent: (0.95, 0.95),
    .minimising: (0.95, 0.95), .blame: (0.95, 0.95), .vague: (0.90, 0.75), .label: (0.95, 0.95),
    .structure: (0.80, 0.95), .unannounced: (0.90, 0.90), .contact: (0.85, 0.85),
  ]

  // Carries: C03.1, C06.6
  @Test func `are marked by the checker as a careful reader marks them`() throws {
    let measure = Measure(try LabelledDraft.read(Self.folder))
    #expect(measure.drafts > 0)
    #expect(measure.falseBlocksMost <= 1, "a letter in which nothing is marked has several blocks")
    if ProcessInfo.processInfo.environment["REDRESS_GUARD_TABLE"] != nil {
      try writeTable(measure.table)
    }
    for (rule, floor) in Self.floors {
      guard let score = measure.scores[rule] else { continue }
      #expect(
        score.recall >= floor.recall, "\(rule.rawValue) finds \(score.found) of \(score.expected)")
      #expect(
        score.precision >= floor.precision,
        "\(rule.rawValue) is right in \(score.right) of \(score.findings)")
    }
  }

  /// Puts the table between its marks in docs/guard.md.
  private func writeTable(_ table: String) throws {
    let page = Self.folder.deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent().appending(path: "docs/guard.md")
    var text = try String(contentsOf: page, encoding: .utf8)
    let begins = try #require(text.range(of: "<!-- guard table begins -->"))
    let ends = try #require(text.range(of: "<!-- guard table ends -->"))
    text.replaceSubrange(begins.upperBound..<ends.lowerBound, with: "\n" + table + "\n")
    try text.write(to: page, atomically: true, encoding: .utf8)
  }

  @Test(.enabled(if: ProcessInfo.processInfo.environment["REDRESS_MEASURE"] != nil))
  func `of another file are measured`() throws {
    let place = try #require(ProcessInfo.processInfo.environment["REDRESS_MEASURE"])
    print(Measure(try LabelledDraft.read(URL(filePath: place))).table)
  }
}
