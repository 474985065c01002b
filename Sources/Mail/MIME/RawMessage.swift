/// Prepares the bytes of a message for the library, which expects a message: headers first, lines that end.
struct RawMessage {
  /// What is handed to the library.
  private(set) var bytes: [UInt8]
  private(set) var notes: Set<MailNote> = []
  /// Whether a body follows the headers.
  private(set) var bodyStart: Int

  init(_ message: [UInt8]) {
    bytes = message
    bodyStart = 0
    makeLinesEnd()
    dropWhatPrecedesTheHeaders()
    guard !bytes.isEmpty else {
      notes.insert(.emptyMessage)
      return
    }
    if !Self.isHeaderLine(bytes[0..<Self.lineEnd(in: bytes, from: 0)]) {
      notes.insert(.noHeaders)
      bytes.insert(0x0A, at: 0)
      bodyStart = 1
      return
    }
    let headerEnd = Self.headerEnd(in: bytes)
    bodyStart = headerEnd.bodyStart
    if bodyStart < bytes.count, bodyStart == headerEnd.fieldsEnd {
      bytes.insert(0x0A, at: bodyStart)
      bodyStart += 1
    }
    cleanHeaders(end: headerEnd.fieldsEnd)
  }

  /// The body as it was sent, decoded in no way.
  var body: ArraySlice<UInt8> { bytes[min(bodyStart, bytes.count)...] }

  /// A message whose only line ends are carriage returns has, for everybody else, one line.
  private mutating func makeLinesEnd() {
    guard !bytes.contains(0x0A), bytes.contains(0x0D) else { return }
    for index in bytes.indices where bytes[index] == 0x0D { bytes[index] = 0x0A }
  }

  /// A byte order mark, empty lines, and the `From ` line of an mbox file.
  private mutating func dropWhatPrecedesTheHeaders() {
    var start = 0
    if bytes.starts(with: [0xEF, 0xBB, 0xBF]) { start = 3 }
    while start < bytes.count, bytes[start] == 0x0A || bytes[start] == 0x0D { start += 1 }
    for prefix in ["From ", ">From "] where bytes[start...].starts(with: Array(prefix.utf8)) {
      start = min(bytes.count, Self.lineEnd(in: bytes, from: start) + 1)
      break
    }
    if start > 0 { bytes.removeFirst(start) }
  }

  /// The index of the line feed that ends the line, or the end.
  private static func lineEnd(in bytes: [UInt8], from start: Int) -> Int {
    bytes[start...].firstIndex(of: 0x0A) ?? bytes.count
  }

  /// Whether a line begins a header field: a name of visible characters, then a colon, perhaps after blanks.
  private static func isHeaderLine(_ line: ArraySlice<UInt8>) -> Bool {
    var nameLength = 0
    var isNameOver = false
    for byte in line {
      switch byte {
      case UInt8(ascii: ":"): return nameLength > 0
      case 0x20, 0x09: isNameOver = true
      case 0x21...0x7E where !isNameOver: nameLength += 1
      // NUL is taken out before the library sees it.
      case 0 where !isNameOver: continue
      default: return false
      }
      if nameLength > 200 { return false }
    }
    return false
  }

  /// Where the fields end and the body begins. The first line that can belong to no field belongs to the body, even
  /// where the empty line between them is missing.
  private static func headerEnd(in bytes: [UInt8]) -> (fieldsEnd: Int, bodyStart: Int) {
    var start = 0
    while start < bytes.count {
      let end = lineEnd(in: bytes, from: start)
      var length = end - start
      if length > 0, bytes[end - 1] == 0x0D { length -= 1 }
      if length == 0 { return (start, min(bytes.count, end + 1)) }
      let isContinuation = bytes[start] == 0x20 || bytes[start] == 0x09
      if !isContinuation, !isHeaderLine(bytes[start..<end]) { return (start, start) }
      start = end + 1
    }
    return (bytes.count, bytes.count)
  }

  /// NUL would end a header for a C library; and a header longer than the limits is cut to the fields that matter
  /// and those that fit.
  private mutating func cleanHeaders(end: Int) {
    var isChanged = false
    var header = Array(bytes[0..<end])
    if header.contains(0) {
      header.removeAll { $0 == 0 }
      notes.insert(.controlCharactersRemoved)
      isChanged = true
    }
    if header.count > MailLimits.headerBytesMax {
      header = Self.cut(header)
      notes.insert(.headerTooLong)
      isChanged = true
    }
    guard isChanged else { return }
    let rest = bytes[end...]
    bodyStart += header.count - end
    bytes = header + rest
  }

  private static let neededFields: Set<String> = [
    "from", "to", "cc", "subject", "date", "message-id", "reply-to", "mime-version", "content-type",
    "content-transfer-encoding", "content-disposition", "return-path", "auto-submitted",
    "delivered-to",
  ]

  private static func cut(_ header: [UInt8]) -> [UInt8] {
    var fields: [ArraySlice<UInt8>] = []
    var start = 0
    while start < header.count {
      let end = min(header.count, lineEnd(in: header, from: start) + 1)
      let line = header[start..<end]
      if let first = line.first, first == 0x20 || first == 0x09, let last = fields.popLast() {
        fields.append(header[last.startIndex..<end])
      } else {
        fields.append(line)
      }
      start = end
    }
    var kept: [UInt8] = []
    var seen: Set<String> = []
    for field in fields {
      let name = String(
        decoding: field.prefix(64).prefix { $0 != UInt8(ascii: ":") }, as: UTF8.self
      ).lowercased()
      let isNeeded = neededFields.contains(name) && seen.insert(name).inserted
      let roomBytes = isNeeded ? MailLimits.headerFieldBytesMax : 2_048
      guard isNeeded || kept.count < MailLimits.headerBytesMax / 2 else { continue }
      if field.count <= roomBytes {
        kept += field
      } else {
        kept += field.prefix(roomBytes)
        kept.append(0x0A)
      }
    }
    return kept
  }
}
