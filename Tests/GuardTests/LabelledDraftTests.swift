import Foundation
import Guard
import Testing

@Suite struct `Labelled drafts` {
  static let folder = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "Drafts")

  /// What must not get worse, as shares: recall, then precision.
  static let floors: [Rule: (recall: Double, precision: Double)] = [
    .name: (0.84, 0.90), .handle: (0.85, 0.95), .phone: (0.85, 0.95), .employer: (0.90, 0.90),
    .gender: (0.95, 0.85), .phrasing: (0.85, 0.85),
  ]

  @Test func `are marked by the checker as a careful reader marks them`() throws {
    let measure = Measure(try LabelledDraft.read(Self.folder))
    print(measure.table)
    #expect(measure.drafts > 0)
    for (rule, floor) in Self.floors {
      guard let score = measure.scores[rule] else { continue }
      #expect(
        score.recall >= floor.recall, "\(rule.rawValue) finds \(score.found) of \(score.expected)")
      #expect(
        score.precision >= floor.precision,
        "\(rule.rawValue) is right in \(score.right) of \(score.findings)")
    }
  }
}
