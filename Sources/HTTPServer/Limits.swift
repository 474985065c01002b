/// Every size, count and time-out of the HTTP room. The values are the defaults of the settings that carry them.
package enum Limits {
  /// Bytes of the request line's target, query included.
  package static let targetBytesMax = 8 * 1024
  /// Segments of a path.
  package static let pathSegmentsMax = 32
  /// Parameters of a query.
  package static let queryParametersMax = 100
  /// Header lines of a request.
  package static let headersMax = 100
  /// Bytes of one header's value.
  package static let headerValueBytesMax = 8 * 1024
  /// Cookies of a request.
  package static let cookiesMax = 50
  /// Memory that libmicrohttpd keeps for one connection; request line and headers must fit into it.
  package static let connectionMemoryBytes = 64 * 1024

  /// Body of a JSON request.
  package static let jsonBodyBytesMax = 256 * 1024
  /// Body of a form without files.
  package static let formBodyBytesMax = 256 * 1024
  /// Fields of a form, files included.
  package static let fieldsMax = 200
  /// Bytes of a field's name or a file's name.
  package static let fieldNameBytesMax = 512
  /// Bytes of one field's value.
  package static let fieldBytesMax = 128 * 1024
  /// Header bytes of one part of a multipart body.
  package static let partHeaderBytesMax = 8 * 1024
  /// Characters of a multipart boundary (RFC 2046 section 5.1.1).
  package static let boundaryBytesMax = 70

  /// Bytes of a refused body that are passed over, so that the client hears the answer, before the connection is cut.
  package static let passedOverBytesMax: UInt64 = 256 * 1024

  /// Buffer of a connection for a streaming response.
  package static let streamBlockBytes = 64 * 1024

  /// Open connections altogether.
  package static let connectionsMax = 512
  /// Threads that speak HTTP.
  package static let threadCount = 2
  /// Longest wait for a whole request head, and so also the longest idle time of a connection kept alive.
  package static let headSeconds: Double = 20
  /// Silence in the middle of a request or a response after which the connection ends.
  package static let silenceSeconds: UInt32 = 30
  /// Time that any body may take, however slow, before its speed counts.
  package static let bodyGraceSeconds: Double = 30
  /// Slowest body, in or out, that is waited for once the grace time is over.
  package static let bodyBytesPerSecondMin: Double = 500
  /// Time that a handler may take before the person is told to try again.
  package static let handlerSeconds: Double = 30
  /// Time that requests under way have to end when the server stops.
  package static let stopSeconds: Double = 10
  /// Time after that for tasks which were cancelled to end.
  package static let cancelSeconds: Double = 5
  /// How often slow connections and overdue handlers are looked for.
  package static let sweepSeconds: Double = 0.25
}
