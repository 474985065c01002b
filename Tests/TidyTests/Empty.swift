import Testing

@Suite struct EmptyTidy { @Test func `nothing yet`() { #expect(Bool(true)) } }
