import Clauses
import Foundation
import Procedure
import Testing

@testable import redress

@Suite struct `The list of clauses` {
  struct Printed: Decodable {
    struct Line: Decodable {
      let id: String
      let rows: [String]
      let state: String
      let tests: [[String: String]]
    }
    let clauses: [Line]
    let totals: [String: Int]
  }

  @Test func `names only commands that there are`() throws {
    let policies = try Policy.shippedNames.compactMap { try Policy.shipped(named: $0) }
    let carriers = try Carrier.shipped(clauses: Clause.shipped(), policies: policies)
    let names = Set(Program.commands.map(\.name))
    for carrier in carriers where carrier.kind == .program {
      #expect(names.contains(carrier.name), "\(carrier.clause): redress \(carrier.name)")
    }
  }

  @Test func `is printed by rows, as a table and as JSON`() throws {
    let result = try Redress.run(["clauses", "--rows", "E10", "--json"])
    let printed = try JSONDecoder().decode(Printed.self, from: Data(result.output.utf8))
    #expect(printed.clauses.count == 9)
    #expect(printed.clauses.allSatisfy { $0.rows.contains("E10") })
    let owed = printed.clauses.contains { !["carried", "notYet"].contains($0.state) }
    #expect(result.status == (owed ? 1 : 0))
    let gate = try #require(printed.clauses.first { $0.id == "G06.5" })
    #expect(gate.state == "carried" && !gate.tests.isEmpty)

    let table = try Redress.run(["clauses", "--rows", "E10"])
    #expect(table.output.contains("\n\n  Conflicts of Interest\n    E18.1 "))
    #expect(table.output.contains("by rule case.handlers-only"))
    let missing = try Redress.run(["clauses", "--rows", "E10", "--missing"])
    #expect(!missing.output.contains("G06.5"))
    #expect(
      missing.output.hasSuffix(table.output.split(separator: "\n").last.map { "\($0)\n" } ?? "-"))
  }

  @Test func `does not know rows that there are not`() throws {
    let result = try Redress.run(["clauses", "--rows", "E10,E99"])
    #expect(result.status == 64)
    #expect(
      result.errors
        == "'E99' is no row of the requirements. Write for instance --rows E12,E13.\n")
  }
}
