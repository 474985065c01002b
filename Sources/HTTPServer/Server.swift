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
  private let core: ServerCore
  private let stopSignal: AsyncStream<Void>
  private let stopContinuation: AsyncStream<Void>.Continuation

  /// Prepares a server; nothing listens before ``run(whenListening:)``, which may be called once.
  package init<Context: Sendable>(application: Application<Context>, settings: ServerSettings) {
    core = ServerCore(application: application, settings: settings)
    (stopSignal, stopContinuation) = AsyncStream.makeStream()
  }

  /// Listens and serves until ``stop()`` is called or the task is cancelled: then no more connections are taken,
  /// requests under way may end within ``ServerSettings/stopSeconds``, and all is released. `whenListening` is told
  /// the address with the port that was really given. Throws ``ServerError`` when it cannot listen.
  package func run(
    whenListening: @Sendable (ListenAddress) -> Void = { _ in }
  ) async throws(ServerError) {
    let socket = try ListenSocket(core.settings.listenAddress)
    guard let daemon = Daemon(core: core, socket: socket.descriptor) else { throw .cannotStart }
    whenListening(socket.address)
    let core = self.core
    let sweeper = Task {
      while !Task.isCancelled {
        core.sweep()
        do { try await Task.sleep(for: .seconds(Limits.sweepSeconds)) } catch { return }
      }
    }
    for await _ in stopSignal { break }
    core.beginStopping()
    // The socket is ours again; closing it refuses whoever comes now.
    if daemon.quiesce() >= 0 { socket.close() }
    await finishRequests()
    sweeper.cancel()
    daemon.stop()
    socket.removeFile()
  }

  /// Asks ``run(whenListening:)`` to end gracefully; may be called from any thread, also before it runs.
  package func stop() { stopContinuation.finish() }

  /// Waits until all requests have ended, first of their own, then cut short. What suspends a connection is always
  /// waited for, however long: stopping the daemon before would end the process in the middle of its work.
  private func finishRequests() async {
    let began = core.monotonicSeconds()
    var isCutting = false
    while !core.isQuiet {
      let waited = core.monotonicSeconds() - began
      if waited > core.settings.stopSeconds, !isCutting {
        isCutting = true
        core.beginCutting()
      }
      if isCutting { core.sweep(everything: true) }
      if waited > core.settings.stopSeconds + Limits.cancelSeconds, !core.hasSuspended { return }
      await pause()
    }
    core.beginCutting()
  }

  /// A short wait. In a task of its own, because this one may have been cancelled and must wait all the same.
  private func pause() async {
    await Task {
      do { try await Task.sleep(for: .milliseconds(10)) } catch { return }
    }.value
  }
}
