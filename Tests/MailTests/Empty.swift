import Testing

@Suite struct EmptyMail { @Test func `nothing yet`() { #expect(Bool(true)) } }
