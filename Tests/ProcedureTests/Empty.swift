import Testing

@Suite struct EmptyProcedure { @Test func `nothing yet`() { #expect(Bool(true)) } }
