/// The cookies of a request, read from its `Cookie` headers (RFC 6265 section 5.4).
package struct Cookies: Hashable, Sendable, CustomStringConvertible {
  private var pairs: [Parameters.Pair]

  /// Reads the headers; what is not `name=value` is passed over, as browsers may send others' cookies too.
  package init(_ headers: RequestHeaders) {
    pairs = []
    for line in headers.all(.cookie) {
      for part in line.split(separator: ";") {
        guard pairs.count < Limits.cookiesMax else { return }
        let halves = part.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
        guard halves.count == 2 else { continue }
        let name = halves[0].drop { $0 == " " || $0 == "\t" }
        var value = halves[1]
        while value.last == " " || value.last == "\t" { value.removeLast() }
        if value.count >= 2, value.first == "\"", value.last == "\"" {
          value = value.dropFirst().dropLast()
        }
        guard !name.isEmpty else { continue }
        pairs.append(Parameters.Pair(name: String(name), value: String(value)))
      }
    }
  }

  /// The value, or nil when there is no such cookie or it came more than once with different values
  /// (somebody on a sibling host may have planted one).
  package subscript(name: String) -> String? {
    let values = Set(pairs.lazy.filter { $0.name == name }.map(\.value))
    return values.count == 1 ? values.first : nil
  }

  /// Shows only how many there are: the values are secrets.
  package var description: String { "\(pairs.count) cookies" }
}

/// A cookie to be set: always `HttpOnly`. Nothing can be injected through its name, value or path.
package struct SetCookie: Hashable, Sendable {
  /// When the browser sends the cookie along with requests that began on other sites.
  package enum SameSite: String, Hashable, Sendable {
    case lax = "Lax"
    case strict = "Strict"
  }

  /// The value of the `Set-Cookie` header.
  package let headerValue: HeaderValue

  /// Makes a cookie. `maxAgeSeconds` nil: until the browser closes; 0: deletes it.
  /// Throws when a part has a control character, a separator or anything beyond ASCII.
  package init(
    name: String, value: String, path: String = "/", maxAgeSeconds: Int? = nil,
    sameSite: SameSite = .lax, isSecure: Bool = true
  ) throws(HeaderError) {
    guard !name.isEmpty, name.utf8.allSatisfy(isTokenByte) else { throw .badName }
    // RFC 6265 section 4.1.1, cookie-octet.
    let isCookieOctet = { (byte: UInt8) in
      (0x21...0x7e).contains(byte) && byte != UInt8(ascii: "\"") && byte != UInt8(ascii: ",")
        && byte != UInt8(ascii: ";") && byte != UInt8(ascii: "\\")
    }
    guard value.utf8.allSatisfy(isCookieOctet), path.utf8.allSatisfy(isCookieOctet),
      path.utf8.first == UInt8(ascii: "/")
    else { throw .badValue(name: "set-cookie") }
    guard value.utf8.count + path.utf8.count <= 4096 else {
      throw .valueTooLong(name: "set-cookie")
    }
    var text = "\(name)=\(value); Path=\(path)"
    if let maxAgeSeconds { text += "; Max-Age=\(max(0, maxAgeSeconds))" }
    text += "; HttpOnly; SameSite=\(sameSite.rawValue)"
    if isSecure { text += "; Secure" }
    headerValue = HeaderValue(built: text)
  }
}
