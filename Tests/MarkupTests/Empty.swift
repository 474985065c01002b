import Testing

@Suite struct EmptyMarkup { @Test func `nothing yet`() { #expect(Bool(true)) } }
