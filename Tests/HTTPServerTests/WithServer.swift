import Dispatch
import HTTPServer

/// Runs a server on a free port for as long as `body` takes, and sees that it stops.
func withServer(
  _ application: Application<Int>, _ change: (inout ServerSettings) -> Void = { _ in },
  _ body: @escaping @Sendable (ListenAddress) throws -> Void
) async throws {
  var settings = ServerSettings(listenAddress: .ipv4(address: "127.0.0.1", port: 0))
  settings.stopSeconds = 2
  change(&settings)
  let server = Server(application: application, settings: settings)
  let (addresses, continuation) = AsyncStream<ListenAddress>.makeStream()
  try await withThrowingTaskGroup(of: Void.self) { group in
    group.addTask {
      defer { continuation.finish() }
      try await server.run { continuation.yield($0) }
    }
    for await address in addresses {
      let outcome: Result<Void, any Error>
      do {
        outcome = .success(try await blocking { try body(address) })
      } catch {
        outcome = .failure(error)
      }
      server.stop()
      try await group.waitForAll()
      try outcome.get()
      return
    }
    try await group.waitForAll()
  }
}

/// Runs `body`, which blocks in socket calls, on other threads than those of the tasks under test.
func blocking<Value: Sendable>(_ body: @escaping @Sendable () throws -> Value) async throws -> Value
{
  try await withTaskExecutorPreference(BlockingExecutor.shared) { try body() }
}

/// Threads for clients, so that their blocking calls do not starve the handlers.
final class BlockingExecutor: TaskExecutor {
  static let shared = BlockingExecutor()
  private let queue = DispatchQueue(label: "clients", attributes: .concurrent)

  func enqueue(_ job: consuming ExecutorJob) {
    let job = UnownedJob(job)
    let executor = unsafe asUnownedTaskExecutor()
    queue.async { unsafe job.runSynchronously(on: executor) }
  }
}
