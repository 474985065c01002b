import Testing

@Suite struct EmptyStorage { @Test func `nothing yet`() { #expect(Bool(true)) } }
