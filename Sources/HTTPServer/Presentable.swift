/// An error that people may see: what happened in one sentence, and the way out. Any other error becomes a bare 500.
package protocol Presentable: Error {
  var status: Status { get }
  /// One sentence for the person, with nothing in it that they may not know.
  var sentence: String { get }
  /// What the person can do now.
  var wayOut: String { get }
  /// Headers that belong to the refusal, for instance `Retry-After` or `WWW-Authenticate`.
  var headers: ResponseHeaders { get }
}

extension Presentable {
  package var headers: ResponseHeaders { ResponseHeaders() }
}

/// A refusal or fault that is to become a page or a problem document (RFC 9457).
package struct Failure: Sendable {
  package var status: Status
  package var sentence: String
  package var wayOut: String
  package var headers: ResponseHeaders
  /// The reference that is also in the log; nil for errors that explain themselves.
  package var reference: String?
  /// The error itself, when it was presentable, so that a page can show more of it (the clause of a refusal).
  package var presentable: (any Presentable)?
  /// The route that was asked, nil when none.
  package var routeName: String?

  package init(_ error: any Presentable, routeName: String?) {
    status = error.status
    sentence = error.sentence
    wayOut = error.wayOut
    headers = error.headers
    presentable = error
    self.routeName = routeName
  }

  /// An error that people must not see.
  package init(reference: String, routeName: String?) {
    status = .internalServerError
    sentence = "Something went wrong here."
    wayOut = "Please try again later. If it happens again, give us this reference: \(reference)"
    headers = ResponseHeaders()
    self.reference = reference
    self.routeName = routeName
  }
}

/// The refusals that the HTTP room itself makes.
package enum RequestError: Error, Hashable, Sendable {
  case notFound
  case methodNotAllowed(allowed: [Method])
  case methodNotKnown
  /// The target of the request line could not be read.
  case badTarget(RequestTarget.Fault)
  case tooManyHeaders
  case headerTooLarge
  /// A header that decides where the body ends comes twice or contradicts another, or is malformed.
  case ambiguousLength
  /// A header value has control characters or bytes that are not UTF-8.
  case badHeader
  /// The handler did not answer in time.
  case handlerTooSlow
  /// The server is stopping.
  case stopping
}

extension RequestError: Presentable {
  package var status: Status {
    switch self {
    case .notFound: .notFound
    case .methodNotAllowed: .methodNotAllowed
    case .methodNotKnown: .notImplemented
    case .badTarget(.tooLong): .uriTooLong
    case .badTarget, .ambiguousLength, .badHeader: .badRequest
    case .tooManyHeaders, .headerTooLarge: .headerFieldsTooLarge
    case .handlerTooSlow, .stopping: .serviceUnavailable
    }
  }

  package var sentence: String {
    switch self {
    case .notFound: "There is nothing at this address."
    case .methodNotAllowed, .methodNotKnown: "This address cannot be used in that way."
    case .badTarget(.tooLong): "The address is too long."
    case .badTarget: "The address is not written correctly."
    case .tooManyHeaders: "The request has too many headers."
    case .headerTooLarge: "A header of the request is too long."
    case .ambiguousLength: "The length of the request is not stated clearly."
    case .badHeader: "A header of the request is not written correctly."
    case .handlerTooSlow: "This took too long."
    case .stopping: "The server is being restarted."
    }
  }

  package var wayOut: String {
    switch self {
    case .notFound, .badTarget: "Check the address, or begin again at the start page."
    case .methodNotAllowed, .methodNotKnown: "Use the links and forms on the pages."
    case .tooManyHeaders, .headerTooLarge: "Delete this site's cookies and try again."
    case .ambiguousLength, .badHeader: "Try another browser or program."
    case .handlerTooSlow, .stopping: "Please try again in a minute."
    }
  }

  package var headers: ResponseHeaders {
    var headers = ResponseHeaders()
    switch self {
    case .methodNotAllowed(let allowed):
      headers[.allow] = HeaderValue(built: allowed.map(\.rawValue).joined(separator: ", "))
    case .handlerTooSlow, .stopping: headers[.retryAfter] = "60"
    case .notFound, .methodNotKnown, .badTarget, .tooManyHeaders, .headerTooLarge,
      .ambiguousLength, .badHeader:
      break
    }
    return headers
  }
}
