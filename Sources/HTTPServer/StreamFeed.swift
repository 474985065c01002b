import Synchronization

/// Draws a streaming body while it is sent: one piece at a time, the connection suspended while it is made.
final class StreamFeed: Sendable, Expiring {
  private struct State {
    var piece: [UInt8] = []
    var position = 0
    var isEnded = false
    var hasFailed = false
    var isDrawing = false
    var task: Task<Void, Never>?
    var sentBytes: UInt64 = 0
  }

  /// What the daemon gets when it asks for bytes.
  enum Supply {
    case bytes(ArraySlice<UInt8>)
    /// The connection has been suspended; ask again later.
    case later
    case end
    case failed
  }

  private let body: StreamingBody
  private let core: ServerCore
  private let connection: Connection
  private let handle: ConnectionHandle
  private let began: Double
  private let state = Mutex(State())

  init(
    _ body: StreamingBody, core: ServerCore, connection: Connection, handle: ConnectionHandle
  ) {
    self.body = body
    self.core = core
    self.connection = connection
    self.handle = handle
    began = core.monotonicSeconds()
  }

  /// At most so many bytes.
  func supply(bytesMax: Int) -> Supply {
    let now: Supply? = state.withLock { state in
      if state.hasFailed { return .failed }
      guard state.position < state.piece.count else { return state.isEnded ? .end : nil }
      let end = min(state.piece.count, state.position + bytesMax)
      let slice = state.piece[state.position..<end]
      state.position = end
      state.sentBytes += UInt64(slice.count)
      return .bytes(slice)
    }
    if let now { return now }
    guard core.beginWork() else { return .failed }
    handle.suspend()
    let deadline = core.monotonicSeconds() + core.handlerSeconds
    state.withLock { state in
      state.isDrawing = true
      connection.enter(.working(deadline: deadline, self))
      state.task = Task { await draw() }
    }
    return .later
  }

  private func draw() async {
    defer { core.taskEnded() }
    do {
      var piece = try await body.next()
      while let empty = piece, empty.isEmpty { piece = try await body.next() }
      finish(piece: piece, failed: false)
    } catch {
      finish(piece: nil, failed: true)
    }
  }

  private func finish(piece: [UInt8]?, failed: Bool) {
    let sent: UInt64? = state.withLock { state in
      guard state.isDrawing else { return nil }
      state.isDrawing = false
      state.task = nil
      state.hasFailed = failed
      state.position = 0
      state.piece = piece ?? []
      state.isEnded = piece == nil
      return state.sentBytes
    }
    guard let sent else { return }
    connection.enter(.sending(since: began, bytes: sent))
    handle.resume()
    core.connectionResumed()
  }

  func expire(stopping: Bool) {
    state.withLock { $0.task }?.cancel()
    finish(piece: nil, failed: true)
  }
}
