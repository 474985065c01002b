/// What is known of a route besides its handler, for the API's description, snapshots and the log.
package struct RouteMetadata: Hashable, Sendable {
  /// One sentence: what a person or program does here.
  package var summary: String
  /// Who may use it, in the words of the project ("visitor", "member", "handler of the case" …).
  package var audience: String
  /// Anything else that a description or a snapshot shows, for instance an opt-out by its name.
  package var notes: [String: String]

  package init(summary: String = "", audience: String = "", notes: [String: String] = [:]) {
    self.summary = summary
    self.audience = audience
    self.notes = notes
  }
}

/// A route as a value, without its handler.
package struct RouteDescription: Sendable {
  /// The name that goes to log and metrics, for instance `case.show`. Unique for a method and pattern.
  package var name: String
  package var method: Method
  package var path: PathPattern
  package var reception: BodyReception
  package var metadata: RouteMetadata
}

/// A route declared as a value. `Context` is what the handler needs to be handed: who asks, and what that proves.
package struct Route<Context: Sendable>: Sendable {
  /// The handler of one request whose head has been accepted.
  struct Opened: Sendable {
    var sink: (any FilePartSink)?
    var respond: @Sendable (Request) async throws -> Response
  }

  /// The name that goes to log and metrics.
  package let name: String
  package let method: Method
  /// The pattern as written; a wrong one is found when the router is built.
  package let pattern: String
  package let reception: BodyReception
  package var metadata: RouteMetadata
  /// Whether the context is made, and the sink opened, before the body is read.
  let opensBeforeBody: Bool
  let open: @Sendable (RequestHead, Context) async throws -> Opened

  /// A route whose handler needs the whole request.
  package init(
    _ name: String, _ method: Method, _ pattern: String, reception: BodyReception = .none,
    metadata: RouteMetadata = RouteMetadata(),
    respond: @escaping @Sendable (Request, Context) async throws -> Response
  ) {
    self.init(
      name: name, method: method, pattern: pattern, reception: reception, metadata: metadata,
      opensBeforeBody: false
    ) { _, context in
      Opened(sink: nil) { request in try await respond(request, context) }
    }
  }

  /// A route that takes files. `openSink` is called with the head alone, before any of the body is read: it may
  /// refuse by throwing, and what it makes takes the files and is then handed to the handler with the form.
  package init<Sink: FilePartSink>(
    _ name: String, _ method: Method, _ pattern: String, files reception: FormReception,
    metadata: RouteMetadata = RouteMetadata(),
    openSink: @escaping @Sendable (RequestHead, Context) async throws -> Sink,
    respond: @escaping @Sendable (Request, Context, Sink) async throws -> Response
  ) {
    self.init(
      name: name, method: method, pattern: pattern, reception: .form(reception),
      metadata: metadata, opensBeforeBody: true
    ) { head, context in
      let sink = try await openSink(head, context)
      return Opened(sink: sink) { request in try await respond(request, context, sink) }
    }
  }

  private init(
    name: String, method: Method, pattern: String, reception: BodyReception,
    metadata: RouteMetadata, opensBeforeBody: Bool,
    open: @escaping @Sendable (RequestHead, Context) async throws -> Opened
  ) {
    self.name = name
    self.method = method
    self.pattern = pattern
    self.reception = reception
    self.metadata = metadata
    self.opensBeforeBody = opensBeforeBody
    self.open = open
  }

  /// The same route for a router of a wider context: `narrow` makes this route's context from the wider one or
  /// refuses by throwing, so that "signed in", "handler of this case" are values a handler demands.
  package func demanding<Wider: Sendable>(
    _ narrow: @escaping @Sendable (RequestHead, Wider) async throws -> Context
  ) -> Route<Wider> {
    let open = self.open
    return Route<Wider>(
      name: name, method: method, pattern: pattern, reception: reception, metadata: metadata,
      opensBeforeBody: opensBeforeBody
    ) { head, wider in
      let opened = try await open(head, try await narrow(head, wider))
      return Route<Wider>.Opened(sink: opened.sink, respond: opened.respond)
    }
  }
}
