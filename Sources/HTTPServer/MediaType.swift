/// A media type with its parameters, read strictly (RFC 9110 section 8.3.1).
struct MediaType: Hashable, Sendable {
  /// `type/subtype` in lower case.
  var essence: String
  /// Parameters, names in lower case, in their order.
  var parameters: Parameters

  /// Reads a header's value; nil when it is not a media type.
  init?(_ text: String) {
    guard let value = StructuredValue(text, escapes: .backslash) else { return nil }
    let halves = value.head.split(separator: "/", omittingEmptySubsequences: false)
    guard halves.count == 2, halves.allSatisfy({ !$0.isEmpty && $0.utf8.allSatisfy(isTokenByte) })
    else { return nil }
    essence = value.head.lowercased()
    parameters = value.parameters
  }

  /// Whether no charset is named, or UTF-8 or its subset.
  var isUTF8: Bool {
    guard let charset = parameters["charset"]?.lowercased() else { return true }
    return charset == "utf-8" || charset == "utf8" || charset == "us-ascii"
  }
}

/// A header value of the shape `head; name=value; name="quoted"`.
struct StructuredValue {
  /// How quoted texts are escaped.
  enum Escapes {
    /// RFC 9110: a backslash before any character.
    case backslash
    /// What browsers send in forms (WHATWG HTML, multipart/form-data): `%22`, `%0D`, `%0A`; curl and old browsers
    /// put a backslash before quote and backslash. Other backslashes stand for themselves (Windows paths).
    case form
  }

  var head: String
  var parameters: Parameters

  init?(_ text: String, escapes: Escapes) {
    var rest = text.utf8[...]
    func trim() { rest = rest.drop { $0 == 0x20 || $0 == 0x09 } }
    let headBytes = rest.prefix { $0 != UInt8(ascii: ";") }
    rest = rest.dropFirst(headBytes.count)
    head = String(Substring(headBytes)).trimmed
    parameters = Parameters()
    while rest.first == UInt8(ascii: ";") {
      rest = rest.dropFirst()
      trim()
      if rest.isEmpty || rest.first == UInt8(ascii: ";") { continue }
      let name = rest.prefix(while: isTokenByte)
      rest = rest.dropFirst(name.count)
      trim()
      guard !name.isEmpty, rest.first == UInt8(ascii: "=") else { return nil }
      rest = rest.dropFirst()
      trim()
      var value: [UInt8] = []
      if rest.first == UInt8(ascii: "\"") {
        rest = rest.dropFirst()
        var isClosed = false
        while let byte = rest.first {
          rest = rest.dropFirst()
          if byte == UInt8(ascii: "\"") {
            isClosed = true
            break
          }
          if byte == UInt8(ascii: "\\"), let next = rest.first,
            escapes == .backslash || next == UInt8(ascii: "\"") || next == UInt8(ascii: "\\")
          {
            rest = rest.dropFirst()
            value.append(next)
          } else {
            value.append(byte)
          }
        }
        guard isClosed else { return nil }
      } else {
        let token = rest.prefix { $0 != UInt8(ascii: ";") }
        rest = rest.dropFirst(token.count)
        value = Array(String(Substring(token)).trimmed.utf8)
      }
      trim()
      guard rest.isEmpty || rest.first == UInt8(ascii: ";"),
        let valueText = String(validating: value, as: UTF8.self)
      else { return nil }
      let lowered = String(Substring(name)).lowercased()
      // A second value for one name is how two readers are made to see two things.
      guard parameters[lowered] == nil else { return nil }
      parameters.pairs.append(Parameters.Pair(name: lowered, value: valueText))
    }
    guard rest.isEmpty else { return nil }
  }
}

extension String {
  /// Without spaces and tabs around it.
  var trimmed: String {
    var part = self[...]
    while part.first == " " || part.first == "\t" { part.removeFirst() }
    while part.last == " " || part.last == "\t" { part.removeLast() }
    return String(part)
  }
}
