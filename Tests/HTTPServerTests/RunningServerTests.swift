import HTTPServer
import Testing

@Suite(.serialized) struct RunningServerTests {
  @Test func `a page is answered and the connection kept`() async throws {
    let trial = Trial()
    try await withServer(try trial.application()) { address in
      let client = try RawClient(address)
      for _ in 0..<3 {
        let reply = try client.get("/")
        #expect(reply.status == 200 && reply.text == "hello")
        #expect(reply.header("referrer-policy") == "no-referrer")
      }
    }
    #expect(trial.logged.map(\.routeName) == ["home", "home", "home"])
  }

  @Test func `a file is streamed to the sink`() async throws {
    let trial = Trial()
    try await withServer(try trial.application()) { address in
      let client = try RawClient(address)
      let reply = try client.post(
        "/report", type: "multipart/form-data; boundary=xx",
        multipart([
          ("name=\"account\"", "what happened"),
          (
            "name=\"f\"; filename=\"a.txt\"\r\nContent-Type: text/plain",
            String(repeating: "0123456789", count: 100_000)
          ),
        ]))
      #expect(reply.text == "account=what happened|a.txt:1000000|fine")
    }
    #expect(trial.lastSink?.told.steps == ["begin f a.txt text/plain", "chunk", "finish"])
  }
}
