package import Procedure

/// A part of the program that does what a clause asks for.
package struct Carrier: Hashable, Sendable {
  package let clause: String
  package let kind: Kind
  /// The part's own stable name; for each kind a test holds that it exists.
  package let name: String

  /// What a part is, and what its name is taken from.
  package enum Kind: String, Codable, CaseIterable, Sendable {
    /// A rule, by its `RuleID`.
    case rule
    /// A command in a case, by its name.
    case command
    /// What the program writes into a case, by the name of the event.
    case event
    /// A page or an address of the API, by the name of its route.
    case page
    /// A text that is sent, by its `TemplateKind`.
    case template
    /// A deadline of a shipped policy, by its id.
    case deadline
    /// A place in a shipped policy, such as `gate.grounds`.
    case policy
    /// A command of the command line, by its words.
    case program
  }

  static let columns = ["clause", "kind", "name"]

  /// Every carrier of the table.
  ///
  /// - Throws: the first fault: an unknown clause or kind, or the same line twice.
  package static func read(
    _ bytes: [UInt8], clauses: [Clause]
  ) throws(TableFault) -> [Carrier] {
    let known = Set(clauses.map(\.id))
    var carriers: [Carrier] = []
    var seen: Set<Carrier> = []
    for row in try Table(bytes, columns: columns).rows {
      guard known.contains(row.fields[0]) else {
        throw TableFault(line: row.line, fault: "there is no clause \(row.fields[0])")
      }
      guard let kind = Kind(rawValue: row.fields[1]) else {
        throw TableFault(line: row.line, fault: "\(row.fields[1]) is no kind of part")
      }
      let carrier = Carrier(clause: row.fields[0], kind: kind, name: row.fields[2])
      guard seen.insert(carrier).inserted else {
        throw TableFault(line: row.line, fault: "the line stands there twice")
      }
      carriers.append(carrier)
    }
    return carriers
  }

  /// What the table that comes with the program says, and what the shipped policies cite for their rules.
  ///
  /// - Throws: the first fault of the table, which the tests rule out.
  package static func shipped(
    clauses: [Clause], policies: [Policy]
  ) throws(TableFault) -> [Carrier] {
    let written = try read(PackageResources.carriers_tsv, clauses: clauses)
    let cited = policies.flatMap { policy in
      policy.citations.compactMap { rule, citation in
        citation.clause.map { Carrier(clause: $0, kind: .rule, name: rule.rawValue) }
      }
    }
    return Set(written + cited).sorted()
  }
}

extension Carrier: Comparable {
  package static func < (left: Carrier, right: Carrier) -> Bool {
    (left.clause, Kind.place(left.kind), left.name)
      < (right.clause, Kind.place(right.kind), right.name)
  }
}

extension Carrier.Kind {
  fileprivate static func place(_ kind: Self) -> Int { allCases.firstIndex(of: kind) ?? 0 }
}

/// A test that says which clause or rule it shows.
package struct CarryingTest: Hashable, Sendable {
  /// A clause, or a rule by its stable name.
  package let id: String
  package let file: String
  package let test: String

  static let columns = ["id", "file", "test"]

  /// Every mark of the table, which `script/carried` collects from the tests.
  ///
  /// - Throws: the first fault: an id that is neither a clause nor a rule.
  package static func read(
    _ bytes: [UInt8], clauses: [Clause]
  ) throws(TableFault) -> [CarryingTest] {
    let known = Set(clauses.map(\.id)).union(RuleID.allCases.map(\.rawValue))
    var tests: [CarryingTest] = []
    for row in try Table(bytes, columns: columns).rows {
      guard known.contains(row.fields[0]) else {
        throw TableFault(line: row.line, fault: "\(row.fields[0]) is neither clause nor rule")
      }
      tests.append(CarryingTest(id: row.fields[0], file: row.fields[1], test: row.fields[2]))
    }
    return tests
  }

  /// The marks that were collected when the program was built.
  ///
  /// - Throws: the first fault of the table, which the tests rule out.
  package static func shipped(clauses: [Clause]) throws(TableFault) -> [CarryingTest] {
    try read(PackageResources.tests_tsv, clauses: clauses)
  }
}
