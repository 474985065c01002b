import Clauses
import HTTPServer
import Procedure
import Testing

@testable import Web

@Suite struct `Pages that carry clauses` {
  @Test func `are served under the names that the list of clauses has`() async throws {
    let site = try await TestSite(members: 1)
    let names = Set(site.application.router.descriptions.map(\.name))
    let policies = try Policy.shippedNames.compactMap { try Policy.shipped(named: $0) }
    for carrier in try Carrier.shipped(clauses: Clause.shipped(), policies: policies)
    where carrier.kind == .page {
      #expect(names.contains(carrier.name), "\(carrier.clause): \(carrier.name)")
    }
  }
}
