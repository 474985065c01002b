import Dispatch
import Foundation

/// Waits for SIGTERM or SIGINT.
enum StopSignal {
  /// Returns after the first signal, or when the task is cancelled. A second signal ends the program at once.
  static func wait() async {
    let (stream, continuation) = AsyncStream<Void>.makeStream()
    let queue = DispatchQueue(label: "redress.signals")
    let sources = [SIGTERM, SIGINT].map { number in
      signal(number, SIG_IGN)
      let source = DispatchSource.makeSignalSource(signal: number, queue: queue)
      source.setEventHandler {
        // From the second one on it is the system that ends the program.
        signal(number, SIG_DFL)
        continuation.yield()
        continuation.finish()
      }
      source.activate()
      return source
    }
    for await _ in stream { break }
    for source in sources { source.cancel() }
  }
}
