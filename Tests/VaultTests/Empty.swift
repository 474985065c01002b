import Testing

@Suite struct EmptyVault { @Test func `nothing yet`() { #expect(Bool(true)) } }
