/// One request in the log: no address, no path, no query, no token.
package struct AccessLine: Sendable, CustomStringConvertible {
  /// The route's name; `-` when no route was found.
  package var routeName: String
  package var method: Method?
  package var status: Status
  /// From the whole head to the response being ready to send.
  package var milliseconds: Double
  /// The reference that the person was shown, when something went wrong.
  package var reference: String?
  /// The type of the error behind a 500. Not its words: those may be people's.
  package var fault: String?

  package var description: String {
    let rounded = (milliseconds * 10).rounded() / 10
    var text = "\(method?.rawValue ?? "-") \(routeName) \(status.code) \(rounded) ms"
    if let reference { text += " reference=\(reference)" }
    if let fault { text += " fault=\(fault)" }
    return text
  }
}

/// What an application is given from outside: time, randomness, the log, and how failures are drawn.
package struct ApplicationSettings: Sendable {
  package var securityHeaders: SecurityHeaders
  /// Draws a failure as a page or problem document; its status is set afterwards and cannot be changed.
  package var presentFailure: @Sendable (Failure, RequestHead?) -> Response
  package var log: @Sendable (AccessLine) -> Void
  package var metrics: RequestMetrics
  /// A random reference for an error that people must not see.
  package var makeReference: @Sendable () -> String
  /// Seconds of a monotonic clock.
  package var monotonicSeconds: @Sendable () -> Double
  /// Time that a handler may take.
  package var handlerSeconds: Double

  package init(
    securityHeaders: SecurityHeaders = .strict,
    presentFailure: @escaping @Sendable (Failure, RequestHead?) -> Response = plainFailure,
    log: @escaping @Sendable (AccessLine) -> Void, metrics: RequestMetrics,
    makeReference: @escaping @Sendable () -> String,
    monotonicSeconds: @escaping @Sendable () -> Double,
    handlerSeconds: Double = Limits.handlerSeconds
  ) {
    self.securityHeaders = securityHeaders
    self.presentFailure = presentFailure
    self.log = log
    self.metrics = metrics
    self.makeReference = makeReference
    self.monotonicSeconds = monotonicSeconds
    self.handlerSeconds = handlerSeconds
  }
}

/// A failure as plain text, where no page draws it.
package func plainFailure(_ failure: Failure, _ head: RequestHead?) -> Response {
  .text("\(failure.sentence) \(failure.wayOut)\n", status: failure.status)
}

/// A step around every handler: may look at the request and its context, refuse by throwing, or change the response.
/// The body has been read by then.
package typealias Middleware<Context> =
  @Sendable (
    _ request: Request, _ context: Context, _ next: @Sendable (Request) async throws -> Response
  ) async throws -> Response

/// Routes, context and settings put together: turns a request into a response, and never throws.
/// `Server` runs it behind sockets; tests call ``answer(_:bodyBytes:)`` without any.
package struct Application<Context: Sendable>: Sendable {
  package let router: Router<Context>
  package let settings: ApplicationSettings
  let middleware: [Middleware<Context>]
  let makeContext: @Sendable (RequestHead) async throws -> Context

  /// `makeContext` is called once per request, before the route's own demands; it may refuse by throwing.
  package init(
    router: Router<Context>, settings: ApplicationSettings,
    middleware: [Middleware<Context>] = [],
    makeContext: @escaping @Sendable (RequestHead) async throws -> Context
  ) {
    self.router = router
    self.settings = settings
    self.middleware = middleware
    self.makeContext = makeContext
  }

  /// Answers a request whose body is at hand, going the same way as one from a socket: routing, reading of the
  /// body with all its limits (in pieces of `pieceBytes`), context, handler, presentation, headers, log, metrics.
  package func answer(
    _ head: RequestHead, bodyBytes: [UInt8] = [], pieceBytes: Int = 16 * 1024
  ) async -> Response {
    await admit(head).answer(bodyBytes: bodyBytes, pieceBytes: pieceBytes)
  }
}
