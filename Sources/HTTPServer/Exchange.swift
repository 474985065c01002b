import CMicrohttpd
import Synchronization

/// One request on a connection of the daemon. The daemon's thread calls `step`; while a task works, the connection is
/// suspended and the daemon does not call.
final class Exchange: Sendable, Expiring {
  private enum Phase {
    /// The request line has come.
    case begun
    /// The route makes its context and sink before the body is read.
    case opening
    case opened
    case receiving
    /// The sink takes what a piece held.
    case performing
    /// The handler works.
    case answering
    /// Somebody draws the response; nobody else may.
    case concluding
    case ready(Response)
    case sending
    case ended
  }

  private struct State {
    var phase = Phase.begun
    var run: RequestRun?
    var task: Task<Void, Never>?
    var bodyBytes: UInt64 = 0
    /// When the body's time began; pushed on by the time that the sink took.
    var bodySince: Double = 0
    var workSince: Double = 0
  }

  private let core: ServerCore
  private let connection: Connection
  private let handle: ConnectionHandle
  private let target: [UInt8]
  private let state = Mutex(State())

  init(core: ServerCore, connection: Connection, handle: ConnectionHandle, target: [UInt8]) {
    self.core = core
    self.connection = connection
    self.handle = handle
    self.target = target
    core.exchangeBegan()
  }

  /// What the daemon is to do after a step.
  enum Step {
    /// Go on reading, or wait when suspended.
    case goOn
    case send(Response, isLast: Bool)
    case cut
  }

  /// The head is complete, a piece of the body has come (`piece` not empty), the body is complete, or a task has ended.
  func step(method: String, piece: [UInt8]) -> Step {
    let phase = state.withLock { $0.phase }
    switch phase {
    case .begun: return begin(method: method)
    case .opening, .performing, .answering, .concluding: return .goOn
    case .opened:
      guard let run = state.withLock({ $0.run }) else { return .cut }
      enterReceiving()
      if run.hasFault { return startAnswering(run) }
      return piece.isEmpty ? .goOn : receive(piece, run)
    case .receiving:
      guard let run = state.withLock({ $0.run }) else { return .cut }
      return piece.isEmpty ? startAnswering(run) : receive(piece, run)
    case .ready(let response):
      state.withLock { $0.phase = .sending }
      return send(response, isLast: false)
    case .sending, .ended: return .cut
    }
  }

  private func begin(method: String) -> Step {
    let admission: Admission
    var hasBody = false
    var expectsContinue = false
    do throws(RequestError) {
      let head = try HeadReader.read(method: method, target: target, handle, connection.peer)
      hasBody = (head.contentLengthBytes ?? 0) > 0 || head.headers[.transferEncoding] != nil
      expectsContinue = head.headers[HeaderName("expect")] != nil
      admission = core.admit(head)
    } catch {
      return refuse(core.admitBroken(error, Method(rawValue: method)), .failure(error))
    }
    let run = RequestRun(admission, hasBody: hasBody)
    state.withLock { $0.run = run }
    enterReceiving()
    if let early = run.earlyOutcome, hasBody {
      // What is small is read and passed over, so that the connection can go on and the client hears the answer.
      let declared = admission.head?.contentLengthBytes ?? .max
      if expectsContinue || declared > Limits.passedOverBytesMax { return refuse(admission, early) }
    }
    guard run.opensBeforeBody else { return .goOn }
    return work(.opening, then: .opened) { await run.openBeforeBody() }
  }

  private var isHead: Bool { state.withLock { $0.run?.admission.head?.method == .head } }

  /// Answers without reading on; the connection ends after it.
  private func refuse(_ admission: Admission, _ outcome: Result<Response, any Error>) -> Step {
    let response = admission.conclude(outcome)
    state.withLock { $0.phase = .sending }
    return send(response, isLast: true)
  }

  private func enterReceiving() {
    let now = core.monotonicSeconds()
    let (since, bytes) = state.withLock { state in
      state.phase = .receiving
      state.bodySince = now
      return (state.bodySince, state.bodyBytes)
    }
    connection.enter(.receiving(since: since, bytes: bytes))
  }

  private func receive(_ piece: [UInt8], _ run: RequestRun) -> Step {
    let steps = run.read(piece)
    let (since, bytes) = state.withLock { state in
      state.bodyBytes += UInt64(piece.count)
      return (state.bodySince, state.bodyBytes)
    }
    if run.isBeyondPatience { return .cut }
    guard !steps.isEmpty else {
      connection.enter(.receiving(since: since, bytes: bytes))
      return .goOn
    }
    return work(.performing, then: .receiving) { await run.perform(steps) }
  }

  private func startAnswering(_ run: RequestRun) -> Step {
    if let early = run.earlyOutcome {
      let response = run.admission.conclude(early)
      state.withLock { $0.phase = .sending }
      return send(response, isLast: false)
    }
    let admission = run.admission
    guard
      suspend(
        .answering,
        {
          let outcome = await run.outcome()
          guard self.claimAnswer() else { return }
          self.deliver(admission.conclude(outcome))
        })
    else { return .cut }
    return .goOn
  }

  private func send(_ response: Response, isLast: Bool) -> Step {
    var isLast = isLast || core.isStopping
    var bytesToSend: UInt64 = 0
    switch response.body {
    case .empty: break
    case .bytes(let bytes): bytesToSend = UInt64(bytes.count)
    case .stream(let body):
      // The daemon ends a chunked body even when there is none, which the client would take for the next response.
      if body.byteCount == nil, isHead { isLast = true }
    }
    connection.enter(.sending(since: core.monotonicSeconds(), bytes: bytesToSend))
    return .send(response, isLast: isLast)
  }

  // MARK: Work in tasks

  /// Suspends the connection while a task works that the request cannot go on without.
  private func work(
    _ phase: Phase, then next: Phase, _ body: @escaping @Sendable () async -> Void
  ) -> Step {
    let goesToReceiving = if case .receiving = next { true } else { false }
    let isSuspended = suspend(phase) {
      await body()
      let now = self.core.monotonicSeconds()
      let (since, bytes) = self.state.withLock { state in
        state.phase = goesToReceiving ? .receiving : .opened
        state.bodySince += now - state.workSince
        return (state.bodySince, state.bodyBytes)
      }
      self.connection.enter(.receiving(since: since, bytes: bytes))
      self.resume()
    }
    return isSuspended ? .goOn : .cut
  }

  private func suspend(_ phase: Phase, _ body: @escaping @Sendable () async -> Void) -> Bool {
    guard core.beginWork() else { return false }
    let now = core.monotonicSeconds()
    handle.suspend()
    state.withLock { state in
      state.phase = phase
      state.workSince = now
      connection.enter(.working(deadline: now + core.handlerSeconds, self))
      state.task = Task {
        await body()
        self.core.taskEnded()
      }
    }
    return true
  }

  private func resume() {
    handle.resume()
    core.connectionResumed()
  }

  /// Whether the caller is the one who draws the response.
  private func claimAnswer() -> Bool {
    state.withLock { state in
      guard case .answering = state.phase else { return false }
      state.phase = .concluding
      return true
    }
  }

  private func deliver(_ response: Response) {
    state.withLock { $0.phase = .ready(response) }
    connection.enter(.sending(since: core.monotonicSeconds(), bytes: 0))
    resume()
  }

  func expire(stopping: Bool) {
    let (task, run) = state.withLock { ($0.task, $0.run) }
    task?.cancel()
    guard let run, claimAnswer() else { return }
    deliver(
      run.admission.conclude(
        .failure(stopping ? RequestError.stopping : RequestError.handlerTooSlow)))
  }

  /// The daemon is through with the request, well or badly.
  func end() {
    let run = state.withLock { state in
      defer {
        state.phase = .ended
        state.run = nil
        state.task = nil
      }
      return switch state.phase {
      case .begun, .opening, .opened, .receiving, .performing: state.run
      case .answering, .concluding, .ready, .sending, .ended: nil as RequestRun?
      }
    }
    if let run {
      core.taskBegan()
      Task {
        await run.abandon()
        core.taskEnded()
      }
    }
    connection.enter(.awaitingHead(since: core.monotonicSeconds()))
    core.exchangeEnded()
  }

  /// The pieces of a streaming response, drawn through this connection.
  func feed(_ body: StreamingBody) -> StreamFeed {
    StreamFeed(body, core: core, connection: connection, handle: handle)
  }
}
