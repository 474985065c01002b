/// The path and query of a request, decoded strictly, so that what is routed is what is meant.
package struct RequestTarget: Hashable, Sendable {
  /// The decoded segments: `/` is `[]`, `/cases/a%20b` is `["cases", "a b"]`, `/cases/` is `["cases", ""]`.
  package var segments: [String]
  /// The query in its order.
  package var query: Parameters

  /// What was wrong with a target.
  package enum Fault: Error, Hashable, Sendable {
    /// Longer than ``Limits/targetBytesMax``.
    case tooLong
    /// Not in origin form: it does not begin with `/`.
    case notOriginForm
    /// More segments than ``Limits/pathSegmentsMax`` or parameters than ``Limits/queryParametersMax``.
    case tooManyParts
    /// A segment `.` or `..`, or an encoded `/` inside a segment.
    case treacherousSegment
    case encoding(PercentEncoding.Fault)
  }

  package init(segments: [String], query: Parameters = Parameters()) {
    self.segments = segments
    self.query = query
  }

  /// Reads the target of a request line. Throws ``Fault`` naming what is wrong.
  package init(_ text: some StringProtocol) throws(Fault) {
    let bytes = text.utf8
    guard bytes.count <= Limits.targetBytesMax else { throw .tooLong }
    guard bytes.first == UInt8(ascii: "/") else { throw .notOriginForm }
    let halves = bytes.split(
      separator: UInt8(ascii: "?"), maxSplits: 1, omittingEmptySubsequences: false)
    let path = halves[0].dropFirst()
    segments = []
    if !path.isEmpty {
      for part in path.split(separator: UInt8(ascii: "/"), omittingEmptySubsequences: false) {
        guard segments.count < Limits.pathSegmentsMax else { throw .tooManyParts }
        let segment: String
        do throws(PercentEncoding.Fault) {
          segment = try PercentEncoding.decodedText(part, plusIsSpace: false)
        } catch {
          throw .encoding(error)
        }
        guard segment != ".", segment != "..", !segment.utf8.contains(UInt8(ascii: "/")) else {
          throw .treacherousSegment
        }
        segments.append(segment)
      }
    }
    query = Parameters()
    if halves.count == 2 { query = try Self.query(halves[1]) }
  }

  private static func query(_ bytes: some Collection<UInt8>) throws(Fault) -> Parameters {
    var parameters = Parameters()
    for part in bytes.split(separator: UInt8(ascii: "&")) {
      guard parameters.pairs.count < Limits.queryParametersMax else { throw .tooManyParts }
      let halves = part.split(
        separator: UInt8(ascii: "="), maxSplits: 1, omittingEmptySubsequences: false)
      do throws(PercentEncoding.Fault) {
        let name = try PercentEncoding.decodedText(halves[0], plusIsSpace: true)
        let value =
          halves.count == 2 ? try PercentEncoding.decodedText(halves[1], plusIsSpace: true) : ""
        parameters.pairs.append(Parameters.Pair(name: name, value: value))
      } catch {
        throw .encoding(error)
      }
    }
    return parameters
  }
}

/// Named texts in the order in which they came; a name may come more than once.
package struct Parameters: Hashable, Sendable, CustomStringConvertible {
  package var pairs: [Pair]

  /// One name and value of a query.
  package struct Pair: Hashable, Sendable {
    package var name: String
    package var value: String

    package init(name: String, value: String) {
      self.name = name
      self.value = value
    }
  }

  package init(_ pairs: [Pair] = []) { self.pairs = pairs }

  /// The first value of that name.
  package subscript(name: String) -> String? { pairs.first { $0.name == name }?.value }

  /// All values of that name, in order.
  package func all(_ name: String) -> [String] {
    pairs.compactMap { $0.name == name ? $0.value : nil }
  }

  /// Shows only how many there are: the values are people's words.
  package var description: String { "\(pairs.count) parameters" }
}

extension Parameters: ExpressibleByDictionaryLiteral {
  package init(dictionaryLiteral elements: (String, String)...) {
    self.init(elements.map { Pair(name: $0.0, value: $0.1) })
  }
}
