import Foundation
import Guard

/// `redress check-draft`: what in a message could identify a source, and which of its words harm.
enum CheckDraftCommand {
  static let command = Command(
    words: ["check-draft"],
    summary: "Read a draft from standard input, and point at what should not go out as it is.",
    options: [
      Option(
        "facts", value: "FACTS.json",
        "Whom the draft goes to, who is in the case, when it happened, what was said in confidence."
      ),
      Option(
        "words", value: "FILE",
        "More words to look for, in the format of docs/guard.md; may be given more than once."),
      .json,
    ],
    discussion: """
      Needs no data directory: it holds the draft against the facts alone, and keeps nothing of either.

      FACTS.json: {"recipient": {"role": "reported", "names": ["…"]}, "parties": [{"role": "reporter", "names": ["…"],
      "handles": ["@…"], "emails": ["…"], "phones": ["…"], "pronouns": "she/her", "employer": "…", "places": ["…"]}],
      "times": ["2026-03-14T15:20:00+01:00"], "confidential": [{"source": "report", "text": "…"}]}
      Roles: \(Guard.Role.allCases.map(\.rawValue).joined(separator: ", ")).

      Ends with 0 when nothing blocks, with 1 when something does, and with 65 when the facts or the words cannot be
      read. Nobody is freed by it from reading: it finds much, and not everything.
      """,
    run: { arguments in try run(arguments) })

  private static func run(_ arguments: Arguments) throws -> ExitStatus {
    let place = try arguments.require("facts")
    let facts: Facts
    var words = WordLists.english
    do {
      facts = try Facts.read(json: try Input.file(place))
      for file in arguments.all("words") {
        do {
          words = try words.adding(json5: try Input.file(file))
        } catch let faults as WordFaults {
          for fault in faults.faults { Output.error("\(file): \(fault)") }
          return .badData
        }
      }
    } catch let faults as FactsFaults {
      for fault in faults.faults { Output.error("\(place): \(fault)") }
      return .badData
    }
    let bytes = try Input.standardInput()
    guard bytes.count <= GuardLimits.draftBytesMax else {
      Output.error(
        "The draft has \(bytes.count) bytes; at most \(GuardLimits.draftBytesMax) are read. Check it in parts."
      )
      return .badData
    }
    guard let text = String(validating: bytes, as: UTF8.self) else {
      Output.error("The draft is not UTF-8. Save it as UTF-8 and check it again.")
      return .badData
    }
    let findings = Checker(facts: facts, words: words).check(Draft(text))
    if arguments.has("json") {
      try Output.json(Report(findings: findings))
    } else {
      FindingLines.lines(findings, in: text).forEach { Output.line($0) }
    }
    return findings.contains { $0.severity == .block } ? .failure : .success
  }

  private struct Report: Encodable {
    var findings: [Finding]
  }
}

/// Findings as lines that people can read.
enum FindingLines {
  static func lines(_ findings: [Finding], in text: String) -> [String] {
    guard !findings.isEmpty else {
      return ["Nothing found. A second reader still sees what no program does."]
    }
    let scalars = Array(text.unicodeScalars)
    var lines: [String] = []
    for finding in findings {
      let place =
        finding.range.isEmpty
        ? "whole letter" : Self.place(of: finding.range.lowerBound, in: scalars)
      let about = finding.about.map { ", \($0)" } ?? ""
      let excerpt = finding.excerpt.replacing("\n", with: " ")
      lines.append(
        "\(place): \(finding.severity.rawValue): “\(excerpt)” (\(finding.rule.rawValue)\(about), \(finding.clause))"
      )
      lines.append("    \(finding.why)")
      if !finding.suggestions.isEmpty {
        lines.append("    Instead: \(finding.suggestions.joined(separator: " · "))")
      }
    }
    let blocks = findings.count { $0.severity == .block }
    lines.append(
      "\(findings.count) \(findings.count == 1 ? "place" : "places") to look at, \(blocks) of which \(blocks == 1 ? "blocks" : "block")."
    )
    return lines
  }

  /// Line and column, counted from 1.
  private static func place(of scalar: Int, in scalars: [Unicode.Scalar]) -> String {
    let before = scalars[..<scalar]
    let line = before.count { $0 == "\n" } + 1
    let column = scalar - (before.lastIndex(of: "\n") ?? -1)
    return "\(line):\(column)"
  }
}
