import HTTPServer

/// An address of the API: what serves it, and what describes it.
struct APIRoute: Sendable {
  let route: Route<Visitor>
}

extension Site {
  var apiRoutes: [APIRoute] { [] }
}
