/// How the server listens and how much it takes.
package struct ServerSettings: Sendable {
  package var listenAddress: ListenAddress
  package var threadCount: Int
  package var connectionsMax: Int
  /// Connections of one address; 0: no such limit, which is right behind a reverse proxy.
  package var connectionsPerAddressMax: Int
  /// Longest wait for a whole request head, also between requests of one connection.
  package var headSeconds: Double
  /// Silence in the middle of a request or response.
  package var silenceSeconds: UInt32
  /// Time that a body may take before its speed counts, and the slowest speed then.
  package var bodyGraceSeconds: Double
  package var bodyBytesPerSecondMin: Double
  /// Time that requests under way have to end when the server stops.
  package var stopSeconds: Double

  package init(
    listenAddress: ListenAddress, threadCount: Int = Limits.threadCount,
    connectionsMax: Int = Limits.connectionsMax, connectionsPerAddressMax: Int = 0,
    headSeconds: Double = Limits.headSeconds, silenceSeconds: UInt32 = Limits.silenceSeconds,
    bodyGraceSeconds: Double = Limits.bodyGraceSeconds,
    bodyBytesPerSecondMin: Double = Limits.bodyBytesPerSecondMin,
    stopSeconds: Double = Limits.stopSeconds
  ) {
    self.listenAddress = listenAddress
    self.threadCount = threadCount
    self.connectionsMax = connectionsMax
    self.connectionsPerAddressMax = connectionsPerAddressMax
    self.headSeconds = headSeconds
    self.silenceSeconds = silenceSeconds
    self.bodyGraceSeconds = bodyGraceSeconds
    self.bodyBytesPerSecondMin = bodyBytesPerSecondMin
    self.stopSeconds = stopSeconds
  }
}

/// Why the server could not begin to listen.
package enum ServerError: Error, Hashable, Sendable, CustomStringConvertible {
  /// A system call failed with that `errno`.
  case cannotListen(address: String, step: String, errorNumber: Int32)
  case cannotStart

  package var description: String {
    switch self {
    case .cannotListen(let address, let step, let errorNumber):
      "cannot listen on \(address): \(step) failed with error \(errorNumber)"
    case .cannotStart: "the HTTP threads could not be started"
    }
  }
}

/// Speaks HTTP/1.1 for an application. TLS and HTTP/2 come from the proxy in front.
package final class Server: Sendable {
  /// Prepares a server; nothing listens before ``run(whenListening:)``.
  package init<Context: Sendable>(application: Application<Context>, settings: ServerSettings) {
  }

  /// Listens and serves until ``stop()`` is called or the task is cancelled: then no more connections are taken,
  /// requests under way may end within ``ServerSettings/stopSeconds``, and all is released. `whenListening` is told
  /// the address with the port that was really given. Throws ``ServerError`` when it cannot listen.
  package func run(
    whenListening: @Sendable (ListenAddress) -> Void = { _ in }
  ) async throws(ServerError) {
    throw .cannotStart
  }

  /// Asks ``run(whenListening:)`` to end gracefully; may be called from any thread, also before it runs.
  package func stop() {}
}
