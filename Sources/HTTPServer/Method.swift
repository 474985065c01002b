/// The request methods that the program knows (RFC 9110 section 9). Any other is answered with 501.
package enum Method: String, Hashable, Sendable, CaseIterable, CustomStringConvertible {
  case get = "GET"
  case head = "HEAD"
  case post = "POST"
  case put = "PUT"
  case patch = "PATCH"
  case delete = "DELETE"
  case options = "OPTIONS"

  package var description: String { rawValue }
}
