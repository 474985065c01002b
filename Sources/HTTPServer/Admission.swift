/// What the application decides of a request from its head alone.
struct Admission: Sendable {
  /// How the body is taken, or the refusal that is answered without reading it.
  enum Decision: Sendable {
    case read(BodyReception, opensBeforeBody: Bool)
    case refuse(any Presentable)
    /// A response of the router's own (OPTIONS).
    case answer(Response)
  }

  let head: RequestHead?
  let routeName: String?
  let decision: Decision
  /// Makes the context and opens the sink.
  let open: @Sendable () async throws -> OpenedExchange
  /// Makes the response to be sent, and writes log and metrics. To be called once.
  let conclude: @Sendable (_ outcome: Result<Response, any Error>) -> Response
}

/// A request whose context has been made and whose sink, if any, is open.
struct OpenedExchange: Sendable {
  var sink: (any FilePartSink)?
  var respond: @Sendable (RequestBody) async throws -> Response
}

extension Application {
  /// Decides of a request from its head.
  func admit(_ head: RequestHead) -> Admission {
    let began = settings.monotonicSeconds()
    var head = head
    let routeName: String?
    let decision: Admission.Decision
    var found: Route<Context>?
    switch router.find(head.method, head.segments) {
    case .route(let route, let captures):
      head.captures = captures
      routeName = route.name
      found = route
      decision = .read(route.reception, opensBeforeBody: route.opensBeforeBody)
    case .otherMethods(let allowed):
      routeName = nil
      if head.method == .options {
        var response = Response(status: .noContent)
        response.headers[.allow] = HeaderValue(
          built: allowed.map(\.rawValue).joined(separator: ", "))
        decision = .answer(response)
      } else {
        decision = .refuse(RequestError.methodNotAllowed(allowed: allowed))
      }
    case .nothing:
      routeName = nil
      decision = .refuse(RequestError.notFound)
    }
    let (finalHead, route) = (head, found)
    return Admission(head: finalHead, routeName: routeName, decision: decision) {
      guard let route else { throw RequestError.notFound }
      let context = try await makeContext(finalHead)
      let opened = try await route.open(finalHead, context)
      return OpenedExchange(sink: opened.sink) { body in
        let request = Request(head: finalHead, body: body)
        return try await wrapped(opened.respond, context)(request)
      }
    } conclude: {
      conclude($0, head: finalHead, routeName: routeName, began: began)
    }
  }

  /// The refusal of a request whose head could not even be read.
  func admit(broken error: RequestError, method: Method?) -> Admission {
    let began = settings.monotonicSeconds()
    return Admission(head: nil, routeName: nil, decision: .refuse(error)) {
      throw error
    } conclude: {
      conclude($0, head: nil, routeName: nil, began: began, method: method)
    }
  }

  private func wrapped(
    _ respond: @escaping @Sendable (Request) async throws -> Response, _ context: Context
  ) -> @Sendable (Request) async throws -> Response {
    var next = respond
    for step in middleware.reversed() {
      let inner = next
      next = { request in try await step(request, context, inner) }
    }
    return next
  }

  /// Makes the response to be sent, whatever happened, and writes it to log and metrics.
  private func conclude(
    _ outcome: Result<Response, any Error>, head: RequestHead?, routeName: String?, began: Double,
    method: Method? = nil
  ) -> Response {
    var response: Response
    var reference: String?
    var fault: String?
    switch outcome {
    case .success(let made): response = made
    case .failure(is CancellationError):
      response = present(Failure(RequestError.handlerTooSlow, routeName: routeName), head)
    case .failure(let error as any Presentable):
      response = present(Failure(error, routeName: routeName), head)
    case .failure(let error):
      let made = settings.makeReference()
      reference = made
      fault = String(reflecting: type(of: error))
      response = present(Failure(reference: made, routeName: routeName), head)
    }
    settings.securityHeaders.apply(to: &response)
    let seconds = settings.monotonicSeconds() - began
    settings.metrics.record(routeName: routeName ?? "-", status: response.status, seconds: seconds)
    settings.log(
      AccessLine(
        routeName: routeName ?? "-", method: head?.method ?? method, status: response.status,
        milliseconds: seconds * 1000, reference: reference, fault: fault))
    return response
  }

  private func present(_ failure: Failure, _ head: RequestHead?) -> Response {
    var response = settings.presentFailure(failure, head)
    response.status = failure.status
    for line in failure.headers.lines { response.headers.add(line.name, line.value) }
    return response
  }
}

extension Admission {
  /// Goes the whole way with a body at hand.
  func answer(bodyBytes: [UInt8], pieceBytes: Int) async -> Response {
    let run = RequestRun(self, hasBody: !bodyBytes.isEmpty)
    if let early = run.earlyOutcome { return conclude(early) }
    if run.opensBeforeBody { await run.openBeforeBody() }
    var position = 0
    while position < bodyBytes.count {
      let end = min(bodyBytes.count, position + max(1, pieceBytes))
      let steps = run.read(Array(bodyBytes[position..<end]))
      await run.perform(steps)
      position = end
    }
    return conclude(await run.outcome())
  }
}
