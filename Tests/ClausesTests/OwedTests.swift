import Clauses
import Procedure
import Testing

@Suite struct `The clauses of the rows that are due` {
  @Test func `all have something that carries them and a test that shows it`() throws {
    let policies = try Policy.shippedNames.compactMap { try Policy.shipped(named: $0) }
    let owed = try Coverage.shipped(policies: policies).filter(\.isOwed)
    #expect(owed.isEmpty, "\(owed.map { "\($0.clause.id) is \($0.state)" })")
  }
}
