import Foundation
import Procedure
import Testing

@testable import Clauses

/// A table that is wrong, and where the fault is.
struct BrokenTable: Sendable, CustomTestStringConvertible {
  let testDescription: String
  let text: String
  let line: Int

  init(_ description: String, _ text: String, line: Int) {
    testDescription = description
    self.text = text
    self.line = line
  }
}

@Suite struct `The table of clauses` {
  static let head = "id\tfile\theading\topening\tduty\trows\n"
  static let row = "G01.1\t000_ed5f43139d849c63.txt\tA heading\tIf you\tDo it.\tG1,H2\n"

  static let broken = [
    BrokenTable("nothing at all", "", line: 1),
    BrokenTable("other columns", "id\tfile\n", line: 1),
    BrokenTable("a last line that does not end", head + row.dropLast(), line: 1),
    BrokenTable("an empty line", head + row + "\n", line: 3),
    BrokenTable("a field too many", head + row.dropLast() + "\tmore\n", line: 2),
    BrokenTable("an empty field", head + row.replacing("Do it.", with: ""), line: 2),
    BrokenTable(
      "a field that is not trimmed", head + row.replacing("Do it.", with: " Do"), line: 2),
    BrokenTable("a carriage return", head + row.replacing("\n", with: "\r\n"), line: 2),
    BrokenTable("an unknown document", head + row.replacing("000_", with: "009_"), line: 2),
    BrokenTable("a clause of another document", head + row.replacing("G01", with: "E01"), line: 2),
    BrokenTable("a clause without a number", head + row.replacing("G01.1", with: "G01."), line: 2),
    BrokenTable("a row that is none", head + row.replacing("G1,H2", with: "G1,Q2"), line: 2),
    BrokenTable("a row twice", head + row.replacing("G1,H2", with: "G1,G1"), line: 2),
    BrokenTable("a clause twice", head + row + row, line: 3),
  ]

  @Test(arguments: broken) func `is refused at the line of its first fault`(_ table: BrokenTable) {
    let fault = #expect(throws: TableFault.self) { try Clause.read([UInt8](table.text.utf8)) }
    #expect(fault?.line == table.line)
  }

  @Test func `is refused when it is no text`() {
    #expect(throws: TableFault.self) { try Clause.read([UInt8](Self.head.utf8) + [0xff, 0x0a]) }
  }

  @Test func `holds every clause of the five documents`() throws {
    #expect(try Clause.read([UInt8]((Self.head + Self.row).utf8)).map(\.rows) == [["G1", "H2"]])
    let clauses = try Clause.shipped()
    let counts = Dictionary(grouping: clauses, by: \.document).mapValues(\.count)
    #expect(
      counts == [
        .reportingGuide: 97, .enforcementManual: 126, .reporting: 47, .handlingProcedure: 73,
        .communicationsGuidelines: 49,
      ])
    #expect(clauses.count(where: \.isDue) == 259)
  }

  @Test func `tells what carries a clause, what only claims to, and what comes later`() throws {
    let clauses = try Clause.shipped()
    func clause(_ id: String) throws -> Clause {
      try #require(clauses.first { $0.id == id })
    }
    let (due, later) = (try clause("E18.1"), try clause("G01.1"))
    let part = [Carrier(clause: "E18.1", kind: .command, name: "declare")]
    let rule = [Carrier(clause: "E18.1", kind: .rule, name: "gate.declare-first")]
    let own = [CarryingTest(id: "E18.1", file: "a", test: "b")]
    let ofRule = [CarryingTest(id: "gate.declare-first", file: "a", test: "b")]
    let joins: [(Clause, [Carrier], [CarryingTest], Coverage.State)] = [
      (due, [], [], .missing), (due, part, [], .untested), (due, [], own, .unplaced),
      (due, part, own, .carried), (due, part, ofRule, .untested), (due, rule, ofRule, .carried),
      (later, part, own, .notYet),
    ]
    for (clause, carriers, tests, state) in joins {
      let coverage = try #require(Coverage.join([clause], carriers, tests).first)
      #expect(coverage.state == state)
      #expect(coverage.isOwed == (clause.isDue && state != .carried))
    }
  }
}
