import Synchronization

/// What all threads of a running server share.
final class ServerCore: Sendable {
  private struct State {
    var connections: [ObjectIdentifier: Connection] = [:]
    /// Connections that wait for a task of ours; the daemon must not be stopped while there are any.
    var suspendedCount = 0
    /// Tasks of ours, also those whose connection has gone on without them.
    var taskCount = 0
    /// Requests between head and end of response.
    var exchangeCount = 0
    /// No new work is taken.
    var isCutting = false
    var isStopping = false
  }

  let settings: ServerSettings
  let handlerSeconds: Double
  let admit: @Sendable (RequestHead) -> Admission
  let admitBroken: @Sendable (RequestError, Method?) -> Admission
  let monotonicSeconds: @Sendable () -> Double
  private let state = Mutex(State())

  init<Context: Sendable>(application: Application<Context>, settings: ServerSettings) {
    self.settings = settings
    handlerSeconds = application.settings.handlerSeconds
    admit = { application.admit($0) }
    admitBroken = { application.admit(broken: $0, method: $1) }
    monotonicSeconds = application.settings.monotonicSeconds
  }

  func add(_ connection: Connection) {
    state.withLock { $0.connections[ObjectIdentifier(connection)] = connection }
  }

  func remove(_ connection: Connection) {
    state.withLock { $0.connections[ObjectIdentifier(connection)] = nil }
  }

  /// A connection is about to be suspended for a task; false when the server is past that.
  func beginWork() -> Bool {
    state.withLock { state in
      guard !state.isCutting else { return false }
      state.suspendedCount += 1
      state.taskCount += 1
      return true
    }
  }

  /// The connection has been resumed.
  func connectionResumed() { state.withLock { $0.suspendedCount -= 1 } }
  /// A task that no connection waits for begins.
  func taskBegan() { state.withLock { $0.taskCount += 1 } }
  func taskEnded() { state.withLock { $0.taskCount -= 1 } }
  func exchangeBegan() { state.withLock { $0.exchangeCount += 1 } }
  func exchangeEnded() { state.withLock { $0.exchangeCount -= 1 } }

  /// Whether responses are to be the last of their connections.
  var isStopping: Bool { state.withLock { $0.isStopping } }

  func beginStopping() { state.withLock { $0.isStopping = true } }
  func beginCutting() { state.withLock { $0.isCutting = true } }

  /// Whether all requests have ended.
  var isQuiet: Bool {
    state.withLock { $0.exchangeCount == 0 && $0.suspendedCount == 0 && $0.taskCount == 0 }
  }

  /// Whether the daemon may be stopped.
  var hasSuspended: Bool { state.withLock { $0.suspendedCount > 0 } }

  /// Cuts connections that are too slow and ends waiting whose time is over. `everything`: all waiting is over.
  func sweep(everything: Bool = false) {
    let now = everything ? .infinity : monotonicSeconds()
    let expired = state.withLock { state in
      var expired: [any Expiring] = []
      for connection in state.connections.values {
        switch connection.verdict(now: now, settings) {
        case .wait: break
        case .cut: connection.cut()
        case .expire(let work): expired.append(work)
        }
      }
      return expired
    }
    // Outside the lock: expiring resumes connections and writes the log.
    for work in expired { work.expire(stopping: everything) }
  }
}
