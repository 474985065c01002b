/// The head of a request: all that is known before its body is read.
package struct RequestHead: Sendable {
  package var method: Method
  /// Path segments and query, decoded.
  package var target: RequestTarget
  package var headers: RequestHeaders
  package var cookies: Cookies
  /// The captures of the route's path pattern, by name.
  package var captures: [String: String]
  /// Where the connection comes from; for limits on sign-ins, never for the log.
  package var peer: Peer
  /// Bytes that the client says it will send; nil when it did not say.
  package var contentLengthBytes: UInt64?

  package init(
    method: Method, target: RequestTarget, headers: RequestHeaders = RequestHeaders(),
    peer: Peer = .local, contentLengthBytes: UInt64? = nil
  ) {
    self.method = method
    self.target = target
    self.headers = headers
    self.cookies = Cookies(headers)
    self.captures = [:]
    self.peer = peer
    self.contentLengthBytes = contentLengthBytes
  }

  /// The path segments.
  package var segments: [String] { target.segments }
  /// The query.
  package var query: Parameters { target.query }

  /// The text that the route's pattern captured under that name. The route's own pattern guarantees the capture,
  /// so a missing one is a mistake in the program and throws ``MissingCapture``.
  package func capture(_ name: String) throws(MissingCapture) -> String {
    guard let text = captures[name] else { throw MissingCapture(name: name) }
    return text
  }
}

/// A handler asked for a capture that its route's pattern does not have.
package struct MissingCapture: Error, Hashable, Sendable {
  package let name: String
}

/// A request as a handler gets it: the head, and the body read as the route asked for it.
@dynamicMemberLookup
package struct Request: Sendable {
  package var head: RequestHead
  package var body: RequestBody

  package init(head: RequestHead, body: RequestBody = .none) {
    self.head = head
    self.body = body
  }

  package subscript<Value>(dynamicMember path: KeyPath<RequestHead, Value>) -> Value {
    head[keyPath: path]
  }

  /// See ``RequestHead/capture(_:)``.
  package func capture(_ name: String) throws(MissingCapture) -> String { try head.capture(name) }

  /// The form; empty when the body was none.
  package var form: Form {
    if case .form(let form) = body { form } else { Form() }
  }

  /// The buffered bytes; empty when the body was none or a form.
  package var bytes: [UInt8] {
    if case .bytes(let bytes) = body { bytes } else { [] }
  }
}

/// A request's body, of the kind that the route's ``BodyReception`` chose.
package enum RequestBody: Sendable {
  case none
  /// All of it, within the route's limit.
  case bytes([UInt8])
  /// A form, urlencoded or multipart; files have gone to the route's ``FilePartSink``.
  case form(Form)
}

/// What was filled in. Names may come more than once; everything is in the order in which it came.
package struct Form: Sendable, CustomStringConvertible {
  package var fields: Parameters
  /// The files that the sink has taken, without those that were empty.
  package var files: [ReceivedFile]
  /// What went wrong while reading, when the route wants to keep what was typed
  /// (``FormReception/faults`` is ``FormReception/Faults/shownByRoute``). The route must look at it.
  package var fault: BodyError?

  package init(
    fields: Parameters = Parameters(), files: [ReceivedFile] = [], fault: BodyError? = nil
  ) {
    self.fields = fields
    self.files = files
    self.fault = fault
  }

  /// The first value of that name.
  package subscript(name: String) -> String? { fields[name] }

  /// All values of that name, in order.
  package func all(_ name: String) -> [String] { fields.all(name) }

  /// Shows only counts.
  package var description: String { "\(fields.pairs.count) fields, \(files.count) files" }
}

/// A file that came with a form and went to the sink.
package struct ReceivedFile: Hashable, Sendable, CustomStringConvertible {
  package var part: FilePart
  package var byteCount: UInt64

  package init(part: FilePart, byteCount: UInt64) {
    self.part = part
    self.byteCount = byteCount
  }

  /// Shows only the size.
  package var description: String { "a file of \(byteCount) bytes" }
}

/// Where a connection comes from. Compares and hashes, so that limits can be counted per peer; does not print.
package struct Peer: Hashable, Sendable, CustomStringConvertible {
  /// The address in text form, for a proxy's configuration; not for logs.
  package let address: String

  package init(address: String) { self.address = address }

  /// The other end of a Unix socket, or a test.
  package static let local = Peer(address: "")

  /// Shows nothing.
  package var description: String { "a peer" }
}
