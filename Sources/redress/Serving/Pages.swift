import Casework
import HTTPServer
import Web

/// The room of pages. Returns when the task is cancelled and the last answer was sent.
enum Pages {
  static func run(
    _ organization: Organization, listen: ListenAddress, isBehindProxy: Bool
  ) async throws {
    guard let address = SiteAddress(organization.baseAddress) else {
      throw CommandFailure(
        .usage,
        "The pages stand at the root of a host: --base-url is a scheme and a host, such as https://conduct.example.org."
      )
    }
    try await WebServer.run(
      organization: organization,
      settings: WebSettings(
        listenAddress: listen, address: address, isBehindProxy: isBehindProxy
      ) { line in Output.error("redress: request: \(line)") }
    ) { Output.line("Redress serves \(address.origin), listening on \($0).") }
  }
}
