package import Casework
package import HTTPServer

/// How the pages and the API are served.
package struct WebSettings: Sendable {
  package var listenAddress: ListenAddress
  /// Where the site is found from outside.
  package var address: SiteAddress
  /// Right behind a proxy that writes `X-Forwarded-For`.
  package var isBehindProxy: Bool
  /// Takes one line for each request: no address, no path, no token.
  package var log: @Sendable (AccessLine) -> Void

  package init(
    listenAddress: ListenAddress, address: SiteAddress, isBehindProxy: Bool = false,
    log: @escaping @Sendable (AccessLine) -> Void
  ) {
    self.listenAddress = listenAddress
    self.address = address
    self.isBehindProxy = isBehindProxy
    self.log = log
  }
}

/// Serves one organization.
package enum WebServer {
  /// Serves until the task is cancelled; requests under way may end.
  ///
  /// - Throws: `ServerError` where it cannot listen.
  package static func run(
    organization: Organization, settings: WebSettings,
    whenListening: @Sendable (ListenAddress) -> Void = { _ in }
  ) async throws {
    let site = Site(
      organization: organization, address: settings.address,
      isBehindProxy: settings.isBehindProxy)
    let server = Server(
      application: try site.application(log: settings.log),
      settings: ServerSettings(listenAddress: settings.listenAddress))
    try await withTaskCancellationHandler {
      try await server.run(whenListening: whenListening)
    } onCancel: {
      server.stop()
    }
  }
}

extension Site {
  /// All routes with what surrounds them. Tests ask it without a socket.
  ///
  /// - Throws: `RouterError` with everything that is wrong with the table of routes.
  package func application(
    log: @escaping @Sendable (AccessLine) -> Void
  ) throws -> Application<Visitor> {
    let clock = ContinuousClock()
    let began = clock.now
    return Application(
      router: try Router(pageRoutes + apiRoutes.map(\.route)),
      settings: ApplicationSettings(
        securityHeaders: securityHeaders,
        presentFailure: { failure, head in present(failure, head) },
        log: log, metrics: metrics,
        makeReference: {
          let digits = String(UInt32.random(in: .min ... .max), radix: 16)
          return String(repeating: "0", count: 8 - digits.count) + digits
        },
        monotonicSeconds: {
          let passed = (clock.now - began).components
          return Double(passed.seconds) + Double(passed.attoseconds) * 1e-18
        })
    ) { head in try Visitor(self, head) }
  }

  /// What every answer carries: nothing comes from elsewhere, nothing is kept, nobody frames it.
  package var securityHeaders: SecurityHeaders {
    let lines = SecurityHeaders.strict.lines.map { line in
      line.name == .contentSecurityPolicy
        ? SecurityHeaders.Line(
          .contentSecurityPolicy,
          "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'"
        ) : line
    }
    let headers = SecurityHeaders(lines)
    guard address.isSecure else { return headers }
    return headers.withStrictTransport(maxAgeSeconds: WebLimits.strictTransportSeconds)
  }
}
