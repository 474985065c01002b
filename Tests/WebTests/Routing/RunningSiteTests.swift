import Foundation
import HTTPServer
import Testing
import Web

#if canImport(FoundationNetworking)
  import FoundationNetworking
#endif

@Suite struct `The running site` {
  @Test func `it serves over a socket, takes a report, and stops in good order`() async throws {
    let site = try await TestSite(members: 2)
    let (addresses, told) = AsyncStream<ListenAddress>.makeStream()
    let address = try #require(SiteAddress("http://127.0.0.1:8080"))
    let serving = Task { [organization = site.organization] in
      try await WebServer.run(
        organization: organization,
        settings: WebSettings(
          listenAddress: .ipv4(address: "127.0.0.1", port: 0), address: address, log: { _ in })
      ) { told.yield($0) }
    }
    var iterator = addresses.makeAsyncIterator()
    let listening = try #require(await iterator.next())
    func ask(
      _ path: String, _ body: String? = nil
    ) async throws -> (status: Int, text: String) {
      var request = URLRequest(url: try #require(URL(string: "http://\(listening)\(path)")))
      if let body {
        request.httpMethod = "POST"
        request.httpBody = Data(body.utf8)
        request.setValue(
          "application/x-www-form-urlencoded", forHTTPHeaderField: "Content-Type")
      }
      let (data, response) = try await URLSession.shared.data(for: request)
      return (
        (response as? HTTPURLResponse)?.statusCode ?? 0, String(decoding: data, as: UTF8.self)
      )
    }
    #expect(try await ask("/healthz").text == "ok\n")
    #expect(try await ask("/readyz").status == 200)
    let form = try await ask("/report").text
    let token = try #require(form.firstMatch(of: /name="submission" value="([0-9a-f]{64})"/)).1
    let receipt = try await ask("/report", "submission=\(token)&account=Zed+shouted.")
    #expect(receipt.status == 200 && receipt.text.contains("receipt-words"))
    #expect(
      try await ask("/metrics").text.contains(
        "redress_requests_total{route=\"report.take\",status=\"200\"} 1"))
    serving.cancel()
    try await serving.value
    await #expect(throws: (any Error).self) { try await ask("/healthz") }
  }
}
