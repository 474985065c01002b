import Casework
import HTTPServer

/// Where the room of pages is started. Returns when the task is cancelled and the last answer was sent.
enum Pages {
  static func run(_ organization: Organization, listen: ListenAddress) async throws {
    // The pages are served by the Web room as soon as it has a server; until then the jobs run alone.
    while !Task.isCancelled {
      do { try await Task.sleep(for: .seconds(3_600)) } catch { return }
    }
  }
}
