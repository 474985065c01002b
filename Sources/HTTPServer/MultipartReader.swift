/// Reads `multipart/form-data` (RFC 7578, RFC 2046) in pieces of any size, keeping no more than one part's headers and
/// one delimiter's length of content. Strict: what is not written as the standards say is an error, and so is a body
/// without its closing boundary. `docs/decisions/0300-own-multipart-reader.md` says why it is our own.
struct MultipartReader: Sendable {
  /// What a piece of the body turned out to hold.
  enum Event: Hashable, Sendable {
    case began(PartHead)
    case content([UInt8])
    case ended
  }

  /// The headers of one part, as far as forms need them.
  struct PartHead: Hashable, Sendable {
    var fieldName: String
    /// nil: a field; else a file, perhaps with an empty name.
    var fileName: String?
    var contentType: MediaType?
  }

  private enum State {
    /// Before the first delimiter.
    case start
    /// Right behind a delimiter: `--` closes, white space and a line break begin a part.
    case afterDelimiter
    case headers
    case content
    /// Behind the closing delimiter; what follows is passed over.
    case closed
  }

  private var state = State.start
  private var pending: [UInt8] = []
  /// `\r\n--boundary`.
  private let delimiter: [UInt8]

  /// Begins with the boundary of the `Content-Type`. Throws ``BodyError/missingBoundary`` when it is not usable.
  init(boundary: String?) throws(BodyError) {
    guard let boundary, (1...Limits.boundaryBytesMax).contains(boundary.utf8.count),
      boundary.utf8.allSatisfy({ (0x20...0x7e).contains($0) }), boundary.utf8.last != 0x20
    else { throw .missingBoundary }
    delimiter = Array("\r\n--\(boundary)".utf8)
  }

  /// Whether the closing delimiter has come.
  var isClosed: Bool {
    switch state {
    case .closed: true
    case .start, .afterDelimiter, .headers, .content: false
    }
  }

  /// Takes the next piece and reports what it held.
  mutating func read(
    _ bytes: some Collection<UInt8>, report: (Event) throws(BodyError) -> Void
  ) throws(BodyError) {
    if isClosed { return }
    pending.append(contentsOf: bytes)
    var position = 0
    defer { pending.removeFirst(position) }
    while try step(&position, report) {}
  }

  /// Does one step on what is pending from `position` on; false when more is needed.
  private mutating func step(
    _ position: inout Int, _ report: (Event) throws(BodyError) -> Void
  ) throws(BodyError) -> Bool {
    switch state {
    case .start: return try start(&position)
    case .afterDelimiter: return try afterDelimiter(&position)
    case .headers: return try headers(&position, report)
    case .content: return try content(&position, report)
    case .closed:
      position = pending.count
      return false
    }
  }

  private mutating func start(_ position: inout Int) throws(BodyError) -> Bool {
    // The first delimiter stands at the very beginning; its line break belongs to a preamble that forms do not have,
    // but one empty line before it is seen in the wild.
    let available = pending.count - position
    let offset = pending[position...].starts(with: [0x0d, 0x0a]) ? 0 : 2
    let wanted = delimiter[offset...]
    guard available >= wanted.count else {
      guard wanted.starts(with: pending[position...]) || pending[position...] == [0x0d] else {
        throw .malformedMultipart(place: "before the first boundary")
      }
      return false
    }
    guard pending[position...].starts(with: wanted) else {
      throw .malformedMultipart(place: "before the first boundary")
    }
    position += wanted.count
    state = .afterDelimiter
    return true
  }

  private mutating func afterDelimiter(_ position: inout Int) throws(BodyError) -> Bool {
    if pending[position...].starts(with: [0x2d, 0x2d]) {
      position = pending.count
      state = .closed
      return false
    }
    var index = position
    while index < pending.count, pending[index] == 0x20 || pending[index] == 0x09 { index += 1 }
    guard index - position <= 64 else { throw .malformedMultipart(place: "after a boundary") }
    guard index + 1 < pending.count else {
      let rest = pending[index...]
      guard rest.isEmpty || rest == [0x0d] || (rest == [0x2d] && index == position) else {
        throw .malformedMultipart(place: "after a boundary")
      }
      return false
    }
    guard pending[index] == 0x0d, pending[index + 1] == 0x0a else {
      throw .malformedMultipart(place: "after a boundary")
    }
    position = index + 2
    state = .headers
    return true
  }

  private mutating func headers(
    _ position: inout Int, _ report: (Event) throws(BodyError) -> Void
  ) throws(BodyError) -> Bool {
    var lines: [ArraySlice<UInt8>] = []
    var lineStart = position
    var index = position
    while index + 1 < pending.count {
      guard index - position <= Limits.partHeaderBytesMax else { break }
      guard pending[index] == 0x0d, pending[index + 1] == 0x0a else {
        index += 1
        continue
      }
      if index == lineStart {
        position = index + 2
        let head = try PartHead(lines: lines)
        state = .content
        // An empty part has its delimiter right here; the line break before it was the one that ended the headers.
        contentIsAtStart = true
        try report(.began(head))
        return true
      }
      lines.append(pending[lineStart..<index])
      lineStart = index + 2
      index += 2
    }
    guard pending.count - position <= Limits.partHeaderBytesMax else {
      throw .malformedMultipart(place: "headers of a part are too long")
    }
    return false
  }

  private var contentIsAtStart = false

  private mutating func content(
    _ position: inout Int, _ report: (Event) throws(BodyError) -> Void
  ) throws(BodyError) -> Bool {
    if contentIsAtStart {
      let wanted = delimiter[2...]
      let available = pending[position...].prefix(wanted.count)
      if available.count == wanted.count {
        contentIsAtStart = false
        if available == wanted {
          position += wanted.count
          state = .afterDelimiter
          try report(.ended)
          return true
        }
      } else if wanted.starts(with: available) {
        return false
      } else {
        contentIsAtStart = false
      }
    }
    var index = position
    while let found = pending[index...].firstIndex(of: 0x0d) {
      let candidate = pending[found...].prefix(delimiter.count)
      if candidate.elementsEqual(delimiter) {
        if found > position { try report(.content(Array(pending[position..<found]))) }
        try report(.ended)
        position = found + delimiter.count
        state = .afterDelimiter
        return true
      }
      if candidate.count < delimiter.count, delimiter.starts(with: candidate) {
        if found > position { try report(.content(Array(pending[position..<found]))) }
        position = found
        return false
      }
      index = found + 1
    }
    if position < pending.count { try report(.content(Array(pending[position...]))) }
    position = pending.count
    return false
  }
}

extension MultipartReader.PartHead {
  /// Reads the header lines of a part.
  init(lines: [ArraySlice<UInt8>]) throws(BodyError) {
    var disposition: StructuredValue?
    var contentType: MediaType?
    for line in lines {
      guard let colon = line.firstIndex(of: UInt8(ascii: ":")), colon > line.startIndex,
        line[..<colon].allSatisfy(isTokenByte)
      else { throw .malformedMultipart(place: "a header of a part") }
      guard let value = String(validating: line[(colon + 1)...], as: UTF8.self)?.trimmed else {
        throw .notUTF8(name: nil)
      }
      guard !value.utf8.contains(0) else { throw .nulCharacter(name: nil) }
      switch String(decoding: line[..<colon], as: UTF8.self).lowercased() {
      case "content-disposition":
        guard disposition == nil, let read = StructuredValue(value, escapes: .form) else {
          throw .malformedMultipart(place: "the content disposition of a part")
        }
        disposition = read
      case "content-type":
        guard contentType == nil, let read = MediaType(value) else {
          throw .malformedMultipart(place: "the content type of a part")
        }
        contentType = read
      case "content-transfer-encoding":
        guard ["7bit", "8bit", "binary"].contains(value.lowercased()) else {
          throw .malformedMultipart(place: "the transfer encoding of a part")
        }
      default: break
      }
    }
    guard let disposition, disposition.head.lowercased() == "form-data",
      let name = disposition.parameters["name"]
    else { throw .malformedMultipart(place: "the content disposition of a part") }
    fieldName = Self.unescaped(name)
    if let extended = disposition.parameters["filename*"] {
      fileName = Self.baseName(try Self.extended(extended))
    } else if let plain = disposition.parameters["filename"] {
      fileName = Self.baseName(Self.unescaped(plain))
    } else {
      fileName = nil
    }
    guard fieldName.utf8.count <= Limits.fieldNameBytesMax,
      (fileName ?? "").utf8.count <= Limits.fieldNameBytesMax
    else { throw .fieldNameTooLong(bytesMax: Limits.fieldNameBytesMax) }
    self.contentType = contentType
  }

  /// Undoes the three escapes that browsers write into names.
  private static func unescaped(_ text: String) -> String {
    guard text.utf8.contains(UInt8(ascii: "%")) else { return text }
    return text.replacing("%22", with: "\"").replacing("%0D", with: "\r").replacing(
      "%0A", with: "\n")
  }

  /// An RFC 8187 value: `UTF-8'language'percent-encoded`.
  private static func extended(_ text: String) throws(BodyError) -> String {
    let parts = text.split(separator: "'", maxSplits: 2, omittingEmptySubsequences: false)
    guard parts.count == 3 else { throw .malformedMultipart(place: "the file name of a part") }
    guard parts[0].lowercased() == "utf-8" else { throw .unsupportedCharset }
    let bytes: [UInt8]
    do throws(PercentEncoding.Fault) {
      bytes = try PercentEncoding.decodedBytes(parts[2].utf8, plusIsSpace: false)
    } catch { throw .malformedPercentEncoding }
    guard let name = String(validating: bytes, as: UTF8.self) else { throw .notUTF8(name: nil) }
    guard !bytes.contains(0) else { throw .nulCharacter(name: nil) }
    return name
  }

  /// The last component of what may be a path of either kind, with control characters made visible as `_`.
  private static func baseName(_ name: String) -> String {
    let last =
      name.unicodeScalars.split(omittingEmptySubsequences: false) { $0 == "/" || $0 == "\\" }.last
      ?? Substring.UnicodeScalarView()
    var clean = String.UnicodeScalarView()
    for scalar in last {
      clean.append(scalar.value < 0x20 || scalar.value == 0x7f ? "_" : scalar)
    }
    return String(clean)
  }
}
