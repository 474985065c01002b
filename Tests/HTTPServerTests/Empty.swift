import Testing

@Suite struct EmptyHTTPServer { @Test func `nothing yet`() { #expect(Bool(true)) } }
