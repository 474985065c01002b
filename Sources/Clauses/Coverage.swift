package import Procedure

/// A clause with the parts of the program that carry it and the tests that show it.
package struct Coverage: Hashable, Sendable {
  package let clause: Clause
  package let carriers: [Carrier]
  package let tests: [CarryingTest]

  /// How far a clause has come.
  package enum State: String, Codable, CaseIterable, Sendable {
    /// Something does it, and a test shows it.
    case carried
    /// Something does it; no test shows it.
    case untested
    /// A test shows something; nothing says what does it.
    case unplaced
    /// Nothing.
    case missing
    /// It belongs to rows of a later version.
    case notYet
  }

  package var state: State {
    if !carriers.isEmpty && !tests.isEmpty { return .carried }
    if !clause.isDue { return .notYet }
    if carriers.isEmpty { return tests.isEmpty ? .missing : .unplaced }
    return .untested
  }

  /// Whether this version owes it.
  package var isOwed: Bool { clause.isDue && state != .carried }

  /// Joins clauses with their carriers, and with the tests of the clause or of a rule that carries it.
  package static func join(
    _ clauses: [Clause], _ carriers: [Carrier], _ tests: [CarryingTest]
  ) -> [Coverage] {
    let carriersOfClause = Dictionary(grouping: carriers, by: \.clause)
    let testsOfID = Dictionary(grouping: tests, by: \.id)
    return clauses.map { clause in
      let own = carriersOfClause[clause.id] ?? []
      let rules = own.filter { $0.kind == .rule }.map(\.name)
      var shown: Set<String> = []
      let showing = ([clause.id] + rules).flatMap { testsOfID[$0] ?? [] }
        .filter { shown.insert($0.file + "\t" + $0.test).inserted }
      return Coverage(clause: clause, carriers: own, tests: showing)
    }
  }

  /// Everything that comes with the program, joined.
  ///
  /// - Throws: the first fault of a table, which the tests rule out.
  package static func shipped(policies: [Policy]) throws(TableFault) -> [Coverage] {
    let clauses = try Clause.shipped()
    return join(
      clauses, try Carrier.shipped(clauses: clauses, policies: policies),
      try CarryingTest.shipped(clauses: clauses))
  }
}
