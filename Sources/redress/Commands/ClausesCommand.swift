import Clauses
import Procedure

/// `redress clauses`: what carries each clause of the documents.
enum ClausesCommand {
  static let command = Command(
    words: ["clauses"],
    summary:
      "List every clause of the communities' documents with what carries it and which tests show it.",
    options: [
      Option(
        "rows", value: "ROWS",
        "Only clauses of these rows of the requirements, such as E12,E13."),
      Option("missing", "Only clauses that this version owes."),
      .json,
    ],
    discussion: """
      A clause is carried when a rule, page, text, deadline, place in a policy or command does what it asks for and a
      test shows it. Ends with 1 while a clause of the rows of this version is not; clauses of later rows are listed
      as not yet there.
      """,
    run: { arguments in try run(arguments) })

  private static func run(_ arguments: Arguments) throws -> ExitStatus {
    let rows = try rows(arguments)
    let policies = try Policy.shippedNames.compactMap { try Policy.shipped(named: $0) }
    let coverages = try Coverage.shipped(policies: policies).filter { coverage in
      rows.isEmpty || coverage.clause.rows.contains { rows.contains($0) }
    }
    let shown = arguments.has("missing") ? coverages.filter(\.isOwed) : coverages
    if arguments.has("json") {
      try Output.json(Report(shown, of: coverages))
    } else {
      ClausesTable.lines(shown, of: coverages).forEach { Output.line($0) }
    }
    return coverages.contains(where: \.isOwed) ? .failure : .success
  }

  private static func rows(_ arguments: Arguments) throws(CommandFailure) -> Set<String> {
    let words = arguments.all("rows").flatMap { $0.split(separator: ",").map(String.init) }
    if let unknown = words.first(where: { !Rows.isRow($0) }) {
      throw CommandFailure(
        .usage, "'\(unknown)' is no row of the requirements. Write for instance --rows E12,E13.")
    }
    return Set(words)
  }

  private struct Report: Encodable {
    var clauses: [Line]
    var totals: [String: Int]

    init(_ shown: [Coverage], of all: [Coverage]) {
      clauses = shown.map(Line.init)
      totals = Dictionary(grouping: all, by: \.state.rawValue).mapValues(\.count)
    }

    struct Line: Encodable {
      var id, document, heading, duty: String
      var rows: [String]
      var state: Coverage.State
      var carriers: [Part]
      var tests: [Test]

      init(_ coverage: Coverage) {
        let clause = coverage.clause
        (id, document, heading) = (clause.id, clause.document.file, clause.heading)
        (duty, rows, state) = (clause.duty, clause.rows, coverage.state)
        carriers = coverage.carriers.map { Part(kind: $0.kind, name: $0.name) }
        tests = coverage.tests.map { Test(file: $0.file, test: $0.test) }
      }
    }

    struct Part: Encodable {
      var kind: Carrier.Kind
      var name: String
    }

    struct Test: Encodable { var file, test: String }
  }
}

/// The clauses as a table that people can read, grouped by document and heading.
enum ClausesTable {
  static func lines(_ shown: [Coverage], of all: [Coverage]) -> [String] {
    var lines: [String] = []
    var (document, heading): (CommunityDocument?, String?) = (nil, nil)
    for coverage in shown {
      let clause = coverage.clause
      if clause.document != document {
        lines += document == nil ? [clause.document.title] : ["", clause.document.title]
        (document, heading) = (clause.document, nil)
      }
      if clause.heading != heading {
        lines += ["", "  \(clause.heading)"]
        heading = clause.heading
      }
      lines.append(
        "    \(padded(clause.id, 7))\(padded(word(coverage.state), 12))\(clause.duty) [\(clause.rows.joined(separator: ", "))]"
      )
      if !coverage.carriers.isEmpty {
        lines.append(
          "           by \(coverage.carriers.map { "\($0.kind.rawValue) \($0.name)" }.joined(separator: ", "))"
        )
      }
      if let first = coverage.tests.first {
        let more = coverage.tests.count == 1 ? "" : ", and \(coverage.tests.count - 1) more"
        lines.append("           shown by “\(first.test)” (\(first.file))\(more)")
      }
    }
    return lines + (lines.isEmpty ? [] : [""]) + totals(all)
  }

  private static func totals(_ all: [Coverage]) -> [String] {
    func count(_ coverages: [Coverage], _ state: Coverage.State) -> Int {
      coverages.count { $0.state == state }
    }
    var lines: [String] = []
    for document in CommunityDocument.allCases {
      let own = all.filter { $0.clause.document == document }
      guard !own.isEmpty else { continue }
      lines.append(
        "\(document.title): \(count(own, .carried)) of \(own.count) carried, \(own.count(where: \.isOwed)) owed, \(count(own, .notYet)) not yet"
      )
    }
    let owed = all.filter(\.isOwed)
    return lines + [
      "In all: \(count(all, .carried)) of \(all.count) clauses carried, \(count(all, .notYet)) of later rows not yet; owed: \(owed.count) (\(count(owed, .untested)) without a test, \(count(owed, .unplaced)) without a part that does it, \(count(owed, .missing)) with neither)."
    ]
  }

  private static func word(_ state: Coverage.State) -> String {
    switch state {
    case .carried: "carried"
    case .untested: "NO TEST"
    case .unplaced: "NO PART"
    case .missing: "MISSING"
    case .notYet: "not yet"
    }
  }

  private static func padded(_ text: String, _ width: Int) -> String {
    text + String(repeating: " ", count: max(1, width - text.count))
  }
}
