/// The path of a route: literal segments and captures, written `/cases/{case:hexadecimal32}/commands`.
/// Kinds: `{name}` any text of one segment; `{name:hexadecimal32}` exactly so many lower-case digits;
/// `{name:number}` decimal digits within Int64; `{name:word}` letters, digits, `-`, `_` and `.`;
/// `{name:rest}` the last one: all that remains, at least one segment, joined by `/`.
package struct PathPattern: Hashable, Sendable, CustomStringConvertible {
  /// One segment of a pattern.
  package enum Segment: Hashable, Sendable {
    case literal(String)
    case capture(name: String, kind: Kind)
  }

  /// What a capture takes.
  package enum Kind: Hashable, Sendable {
    case text
    case hexadecimal(digits: Int)
    case number
    case word
    case rest

    /// Whether a segment is of this kind.
    func takes(_ segment: some StringProtocol) -> Bool {
      switch self {
      case .text, .rest: !segment.isEmpty
      case .hexadecimal(let digits):
        segment.utf8.count == digits
          && segment.utf8.allSatisfy {
            (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0)
              || (UInt8(ascii: "a")...UInt8(ascii: "f")).contains($0)
          }
      case .number:
        segment.utf8.allSatisfy { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }
          && Int64(segment) != nil
      case .word:
        !segment.isEmpty
          && segment.utf8.allSatisfy {
            isTokenByte($0) && PercentEncoding.encoded(String(UnicodeScalar($0))).utf8.count == 1
              && $0 != UInt8(ascii: "~")
          }
      }
    }
  }

  /// Why a pattern is not one.
  package enum Fault: Error, Hashable, Sendable {
    case doesNotBeginWithSlash
    case emptySegment
    case unknownKind(String)
    case badCaptureName(String)
    case captureTwice(String)
    case restNotLast
  }

  package let segments: [Segment]

  /// Reads a pattern. Throws ``Fault``.
  package init(parsing text: String) throws(Fault) {
    guard text.hasPrefix("/") else { throw .doesNotBeginWithSlash }
    var segments: [Segment] = []
    var names: Set<String> = []
    if text != "/" {
      for part in text.dropFirst().split(separator: "/", omittingEmptySubsequences: false) {
        if case .capture(_, .rest) = segments.last { throw .restNotLast }
        guard !part.isEmpty else { throw .emptySegment }
        guard part.hasPrefix("{"), part.hasSuffix("}") else {
          segments.append(.literal(String(part)))
          continue
        }
        let halves = part.dropFirst().dropLast().split(
          separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
        let name = String(halves[0])
        guard !name.isEmpty, name.allSatisfy({ $0.isASCII && ($0.isLetter || $0.isNumber) }) else {
          throw .badCaptureName(name)
        }
        guard names.insert(name).inserted else { throw .captureTwice(name) }
        let kind = try halves.count == 2 ? Self.kind(String(halves[1])) : .text
        segments.append(.capture(name: name, kind: kind))
      }
    }
    self.segments = segments
  }

  private static func kind(_ text: String) throws(Fault) -> Kind {
    switch text {
    case "text": return .text
    case "number": return .number
    case "word": return .word
    case "rest": return .rest
    default:
      guard text.hasPrefix("hexadecimal"), let digits = Int(text.dropFirst(11)), digits > 0 else {
        throw .unknownKind(text)
      }
      return .hexadecimal(digits: digits)
    }
  }

  /// The pattern as it was written.
  package var description: String {
    guard !segments.isEmpty else { return "/" }
    return segments.map {
      switch $0 {
      case .literal(let text): "/" + text
      case .capture(let name, .text): "/{\(name)}"
      case .capture(let name, .hexadecimal(let digits)): "/{\(name):hexadecimal\(digits)}"
      case .capture(let name, let kind): "/{\(name):\(kind)}"
      }
    }.joined()
  }

  /// The pattern as OpenAPI writes it, without kinds.
  package var openAPIPath: String {
    guard !segments.isEmpty else { return "/" }
    return segments.map {
      switch $0 {
      case .literal(let text): "/" + text
      case .capture(let name, _): "/{\(name)}"
      }
    }.joined()
  }

  /// The captures when the path matches, else nil.
  package func match(_ path: [String]) -> [String: String]? {
    var captures: [String: String] = [:]
    var index = 0
    for segment in segments {
      guard index < path.count else { return nil }
      switch segment {
      case .literal(let text):
        guard path[index] == text else { return nil }
      case .capture(let name, .rest):
        let rest = path[index...]
        guard rest.allSatisfy({ !$0.isEmpty }) else { return nil }
        captures[name] = rest.joined(separator: "/")
        return captures
      case .capture(let name, let kind):
        guard kind.takes(path[index]) else { return nil }
        captures[name] = path[index]
      }
      index += 1
    }
    return index == path.count ? captures : nil
  }

  /// The path with these captures filled in and encoded; nil when one is missing or not of its kind.
  package func path(_ captures: [String: String] = [:]) -> String? {
    guard !segments.isEmpty else { return "/" }
    var path = ""
    for segment in segments {
      switch segment {
      case .literal(let text): path += "/" + PercentEncoding.encoded(text)
      case .capture(let name, let kind):
        guard let value = captures[name], kind.takes(value) else { return nil }
        if case .rest = kind {
          for part in value.split(separator: "/") { path += "/" + PercentEncoding.encoded(part) }
        } else {
          path += "/" + PercentEncoding.encoded(value)
        }
      }
    }
    return path
  }
}
