import Testing
import Vault

@testable import Casework

@Suite struct `A chain that is written` {
  @Test func `takes nothing that is sealed under another epoch than its newest`() async throws {
    let community = try await TestOrganization(members: 1)
    let keys = community.organization.keys
    var chain = ChainWriter(new: try .random(), keys: keys, seen: .zero)
    let first = try EpochSeed.random()
    let second = try EpochSeed.random()
    try chain.beginEpoch(first, readers: [], cause: EpochCause(.entitlement), nowSeconds: 1)
    try chain.beginEpoch(second, readers: [], cause: EpochCause(.entitlement), nowSeconds: 1)
    #expect(throws: VaultError.keysDoNotMatch) {
      try chain.append(.nothing, by: .server, under: first, nowSeconds: 2)
    }
    #expect(chain.entries.count == 2)
    try chain.append(.nothing, by: .server, under: second, nowSeconds: 2)
    #expect(chain.entries.count == 3)
  }
}
