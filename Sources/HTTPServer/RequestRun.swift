import Synchronization

/// One request on its way from head to response, whoever moves the bytes. Its calls come one after the other;
/// they may come from different threads. It owns the sink and sees that `abort` is called once or never.
final class RequestRun: Sendable {
  private struct State {
    var reader: BodyReader?
    var opened: OpenedExchange?
    /// The first thing that went wrong; the rest of the body is then passed over.
    var fault: (any Error)?
    /// The sink as long as it may be called.
    var sink: (any FilePartSink)?
    var bytesRead: UInt64 = 0
  }

  let admission: Admission
  /// The outcome when it stands before any of the body is read.
  let earlyOutcome: Result<Response, any Error>?
  /// Whether ``openBeforeBody()`` is to be called before the first piece.
  let opensBeforeBody: Bool
  /// Bytes of body after which nothing more is read, not even to pass it over.
  let bytesMax: UInt64
  private let state: Mutex<State>

  init(_ admission: Admission, hasBody: Bool) {
    self.admission = admission
    var reader: BodyReader?
    var early: Result<Response, any Error>?
    switch admission.decision {
    case .refuse(let error):
      early = .failure(error)
      opensBeforeBody = false
    case .answer(let response):
      early = .success(response)
      opensBeforeBody = false
    case .read(let reception, let opensFirst):
      opensBeforeBody = opensFirst && hasBody
      do throws(BodyError) {
        if let head = admission.head { reader = try BodyReader(reception, head) }
      } catch {
        early = .failure(error)
      }
    }
    earlyOutcome = early
    bytesMax = (reader?.bytesMax ?? 0) + Limits.passedOverBytesMax
    state = Mutex(State(reader: reader))
  }

  /// Whether something has gone wrong already, so that reading on is of no use.
  var hasFault: Bool { state.withLock { $0.fault != nil } }

  /// Whether so much has come beyond the limit that the connection is to be cut.
  var isBeyondPatience: Bool { state.withLock { $0.bytesRead > bytesMax } }

  /// Takes a piece of the body; what it returns is to be handed to ``perform(_:)`` before the next piece.
  func read(_ bytes: [UInt8]) -> [BodyReader.SinkStep] {
    state.withLock { state in
      state.bytesRead += UInt64(bytes.count)
      guard state.fault == nil, earlyOutcome == nil, state.reader != nil else { return [] }
      do throws(BodyError) {
        let steps = try state.reader?.read(bytes) ?? []
        guard let sink = state.sink else { return [] }
        // Fields before the first file need no task, and so the connection need not wait for one.
        let rest = steps.drop { step in
          guard case .field(let name, let value) = step else { return false }
          sink.field(name, value)
          return true
        }
        return Array(rest)
      } catch {
        state.fault = error
        state.reader = nil
        // Nothing that was stored can still be of use.
        return [.abort]
      }
    }
  }

  /// Makes the context and opens the sink; a refusal is kept as the outcome.
  func openBeforeBody() async {
    do {
      let opened = try await admission.open()
      state.withLock {
        $0.opened = opened
        $0.sink = opened.sink
      }
    } catch {
      state.withLock {
        $0.fault = error
        $0.reader = nil
      }
    }
  }

  /// Does what a piece asked of the sink.
  func perform(_ steps: [BodyReader.SinkStep]) async {
    for step in steps {
      guard let sink = state.withLock({ $0.sink }) else { return }
      do {
        switch step {
        case .field(let name, let value): sink.field(name, value)
        case .begin(let part): try await sink.begin(part)
        case .chunk(let bytes): try await sink.chunk(bytes)
        case .finish: try await sink.finish()
        case .abort: await abandon()
        }
      } catch {
        state.withLock {
          if $0.fault == nil { $0.fault = error }
          $0.reader = nil
        }
        await abandon()
      }
    }
  }

  /// The body is complete: reads it to its end and calls the handler. To be called once.
  func outcome() async -> Result<Response, any Error> {
    if let earlyOutcome { return earlyOutcome }
    do {
      let body = try finishedBody()
      if body.hasFault { await abandon() }
      let opened: OpenedExchange
      if let before = state.withLock({ $0.opened }) {
        opened = before
      } else {
        opened = try await admission.open()
        if !body.hasFault { state.withLock { $0.sink = opened.sink } }
      }
      let response = try await opened.respond(body)
      state.withLock { $0.sink = nil }
      return .success(response)
    } catch {
      await abandon()
      return .failure(error)
    }
  }

  /// Nothing will come of this request: tells the sink, unless it was told or has been handed over.
  func abandon() async {
    let sink = state.withLock { state in
      defer { state.sink = nil }
      return state.sink
    }
    await sink?.abort()
  }

  private func finishedBody() throws -> RequestBody {
    try state.withLock { state in
      if let fault = state.fault { throw fault }
      let declared = admission.head?.contentLengthBytes
      if let declared, declared != state.bytesRead { throw BodyError.truncated }
      return try state.reader?.finish() ?? .none
    }
  }
}

extension RequestBody {
  /// Whether it is a form with a fault that the route wants to show.
  var hasFault: Bool {
    if case .form(let form) = self { form.fault != nil } else { false }
  }
}
