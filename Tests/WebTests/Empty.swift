import Testing

@Suite struct EmptyWeb { @Test func `nothing yet`() { #expect(Bool(true)) } }
