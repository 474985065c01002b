import Foundation
import Guard

/// A draft with what a careful reader marks in it.
struct LabelledDraft: Decodable, Sendable {
  struct Mark: Decodable, Sendable {
    var rule: Rule
    var excerpt: String
    var about: String?
    var part: String?
  }

  var name: String
  var tags: [String]
  var facts: Facts
  var draft: String
  var expected: [Mark]
  var tolerated: [Mark]

  private enum Key: String, CodingKey { case name, tags, facts, draft, expected, tolerated }

  init(from decoder: any Decoder) throws {
    let fields = try decoder.container(keyedBy: Key.self)
    name = try fields.decode(String.self, forKey: .name)
    tags = try fields.decodeIfPresent([String].self, forKey: .tags) ?? []
    draft = try fields.decode(String.self, forKey: .draft)
    expected = try fields.decode([Mark].self, forKey: .expected)
    tolerated = try fields.decodeIfPresent([Mark].self, forKey: .tolerated) ?? []
    let raw = try fields.decode(AnyJSON.self, forKey: .facts)
    facts = try Facts.read(json: [UInt8](try JSONEncoder().encode(raw)))
  }

  /// All drafts of a file, or of every file of a folder, in the order of their names.
  static func read(_ place: URL) throws -> [(file: String, drafts: [LabelledDraft])] {
    let files =
      place.pathExtension != "json"
      ? try FileManager.default.contentsOfDirectory(at: place, includingPropertiesForKeys: nil)
        .filter { $0.pathExtension == "json" }.sorted { $0.path < $1.path } : [place]
    return try files.map { file in
      (
        file.lastPathComponent,
        try JSONDecoder().decode([LabelledDraft].self, from: Data(contentsOf: file))
      )
    }
  }
}

/// Any JSON, to hand the facts on as they stand.
enum AnyJSON: Codable {
  case object([String: AnyJSON])
  case list([AnyJSON])
  case text(String)
  case truth(Bool)
  case number(Double)
  case null

  init(from decoder: any Decoder) throws {
    let value = try decoder.singleValueContainer()
    if value.decodeNil() {
      self = .null
    } else if let text = try? value.decode(String.self) {
      self = .text(text)
    } else if let truth = try? value.decode(Bool.self) {
      self = .truth(truth)
    } else if let number = try? value.decode(Double.self) {
      self = .number(number)
    } else if let list = try? value.decode([AnyJSON].self) {
      self = .list(list)
    } else {
      self = .object(try value.decode([String: AnyJSON].self))
    }
  }

  func encode(to encoder: any Encoder) throws {
    var value = encoder.singleValueContainer()
    switch self {
    case .object(let fields): try value.encode(fields)
    case .list(let list): try value.encode(list)
    case .text(let text): try value.encode(text)
    case .truth(let truth): try value.encode(truth)
    case .number(let number): try value.encode(number)
    case .null: try value.encodeNil()
    }
  }
}

/// How well the checker does on labelled drafts.
struct Measure {
  struct Score {
    var expected = 0
    var found = 0
    var findings = 0
    var right = 0

    var recall: Double { expected == 0 ? 1 : Double(found) / Double(expected) }
    var precision: Double { findings == 0 ? 1 : Double(right) / Double(findings) }
  }

  var scores: [Rule: Score] = [:]
  /// Blocks in drafts in which nothing is expected, the most in one draft.
  var falseBlocksMost = 0
  var misses: [String] = []
  var extras: [String] = []
  var drafts = 0

  init(_ files: [(file: String, drafts: [LabelledDraft])], words: WordLists = .english) {
    for (file, drafts) in files {
      for draft in drafts { add(draft, file: file, words: words) }
    }
  }

  var total: Score {
    scores.values.reduce(into: Score()) { total, score in
      total.expected += score.expected
      total.found += score.found
      total.findings += score.findings
      total.right += score.right
    }
  }

  private mutating func add(_ labelled: LabelledDraft, file: String, words: WordLists) {
    drafts += 1
    let scalars = Array(labelled.draft.unicodeScalars)
    let findings = Checker(facts: labelled.facts, words: words).check(Draft(labelled.draft))
    func fits(_ finding: Finding, _ mark: LabelledDraft.Mark) -> Bool {
      guard finding.rule == mark.rule else { return false }
      if mark.rule == .structure { return finding.excerpt == mark.part }
      return Self.places(of: mark.excerpt, in: scalars).contains { $0.overlaps(finding.range) }
    }
    for mark in labelled.expected {
      scores[mark.rule, default: Score()].expected += 1
      let hits = findings.filter { fits($0, mark) }
      if hits.contains(where: { mark.about == nil || $0.about == mark.about }) {
        scores[mark.rule, default: Score()].found += 1
      } else {
        let about =
          hits.isEmpty
          ? "" : " (found, but about \(hits[0].about ?? "nobody"), not \(mark.about ?? ""))"
        misses.append(
          "\(file): \(labelled.name)\n    misses \(mark.rule.rawValue) “\(mark.excerpt)\(mark.part ?? "")”\(about)\n    in: \(labelled.draft.prefix(300))"
        )
      }
    }
    for finding in findings {
      scores[finding.rule, default: Score()].findings += 1
      if (labelled.expected + labelled.tolerated).contains(where: { fits(finding, $0) }) {
        scores[finding.rule, default: Score()].right += 1
      } else {
        extras.append(
          "\(file): \(labelled.name)\n    extra \(finding.rule.rawValue) “\(finding.excerpt)” \(finding.severity) \(finding.about ?? "")\n    in: \(labelled.draft.prefix(300))"
        )
      }
    }
    if labelled.expected.isEmpty {
      let blocks = findings.count { finding in
        finding.severity == .block && !labelled.tolerated.contains { fits(finding, $0) }
      }
      falseBlocksMost = max(falseBlocksMost, blocks)
    }
  }

  /// Where an excerpt stands in a draft.
  static func places(of excerpt: String, in scalars: [Unicode.Scalar]) -> [Range<Int>] {
    let own = Array(excerpt.unicodeScalars)
    guard !own.isEmpty, own.count <= scalars.count else { return [] }
    return (0...(scalars.count - own.count)).filter { start in
      own.indices.allSatisfy { scalars[start + $0] == own[$0] }
    }.map { $0..<$0 + own.count }
  }

  /// The figures as a table in Markdown.
  var table: String {
    var lines = [
      "| rule | marked | found | recall | findings | precision |", "|---|---|---|---|---|---|",
    ]
    func row(_ name: String, _ score: Score) -> String {
      "| \(name) | \(score.expected) | \(score.found) | \(Self.percent(score.recall)) | \(score.findings) | \(Self.percent(score.precision)) |"
    }
    for rule in Rule.allCases {
      if let score = scores[rule] { lines.append(row("`\(rule.rawValue)`", score)) }
    }
    lines.append(row("all", total))
    return lines.joined(separator: "\n")
  }

  static func percent(_ share: Double) -> String {
    "\(Int((share * 1000).rounded(.down)) / 10).\(Int((share * 1000).rounded(.down)) % 10) %"
  }
}
