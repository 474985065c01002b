internal import CGMime

/// Takes a message apart with GMime and turns the tree into values. The only place that holds pointers to the tree.
struct MIMETree {
  /// The message itself.
  private(set) var root = MIMEPart()
  private(set) var notes: Set<MailNote> = []
  /// Whether the library itself gave up on the depth, so that the tree is not the whole message.
  private(set) var isIncomplete = false

  private var partCount = 0
  private var unopenedBytes = 0

  /// Starts the library once.
  static let isStarted: Bool = {
    g_mime_init()
    return true
  }()

  init?(_ message: [UInt8]) {
    precondition(Self.isStarted, "the mail library starts")
    let options = unsafe MIMETree.parserOptions()
    defer { unsafe g_mime_parser_options_free(options) }
    var warnings: guint64 = 0
    let isRead = unsafe withUnsafeMutablePointer(to: &warnings) { word -> Bool in
      unsafe redress_gmime_collect_warnings(options, word)
      return unsafe message.withUnsafeBytes { buffer -> Bool in
        guard
          let stream = unsafe g_mime_stream_mem_new_with_buffer(
            buffer.baseAddress?.assumingMemoryBound(to: CChar.self), buffer.count)
        else { return false }
        defer { unsafe g_object_unref(stream) }
        guard let parser = unsafe g_mime_parser_new_with_stream(stream) else { return false }
        defer { unsafe g_object_unref(parser) }
        unsafe g_mime_parser_set_persist_stream(parser, 0)
        unsafe g_mime_parser_set_format(parser, GMIME_FORMAT_MESSAGE)
        guard let tree = unsafe g_mime_parser_construct_message(parser, options) else {
          return false
        }
        defer { unsafe g_object_unref(tree) }
        root = unsafe readMessage(tree, depth: 0)
        return true
      }
    }
    guard isRead else { return nil }
    note(warnings)
  }

  private static func parserOptions() -> OpaquePointer? {
    let options = unsafe g_mime_parser_options_new()
    unsafe g_mime_parser_options_set_address_compliance_mode(options, GMIME_RFC_COMPLIANCE_LOOSE)
    unsafe g_mime_parser_options_set_parameter_compliance_mode(options, GMIME_RFC_COMPLIANCE_LOOSE)
    unsafe g_mime_parser_options_set_rfc2047_compliance_mode(options, GMIME_RFC_COMPLIANCE_LOOSE)
    return unsafe options
  }

  private mutating func note(_ warnings: guint64) {
    func has(_ warning: GMimeParserWarning) -> Bool {
      warnings & (1 << guint64(warning.rawValue)) != 0
    }
    if has(GMIME_CRIT_MULTIPART_WITHOUT_BOUNDARY) || has(GMIME_WARN_MALFORMED_MULTIPART) {
      notes.insert(.boundaryMissing)
    }
    if has(GMIME_WARN_TRUNCATED_MESSAGE) { notes.insert(.boundaryNotClosed) }
    if has(GMIME_CRIT_NESTING_OVERFLOW) {
      notes.insert(.nestedTooDeep)
      isIncomplete = true
    }
    // The library drops what it cannot take for a header of a part.
    if has(GMIME_CRIT_INVALID_HEADER_NAME) { isIncomplete = true }
  }

  private mutating func readMessage(
    _ message: UnsafeMutablePointer<GMimeMessage>, depth: Int
  ) -> MIMEPart {
    let object = unsafe redress_gmime_object_of_message(message)
    let headers = unsafe readHeaders(object)
    guard let body = unsafe g_mime_message_get_mime_part(message) else {
      var part = MIMEPart()
      part.headers = headers
      return part
    }
    var part = unsafe readObject(body, depth: depth)
    part.headers = headers
    return part
  }

  private mutating func readObject(
    _ object: UnsafeMutablePointer<GMimeObject>, depth: Int
  ) -> MIMEPart {
    partCount += 1
    var part = unsafe MIMETree.readDescription(object)
    unsafe part.headers = readHeaders(object)
    if depth > MailLimits.nestingDepthMax || partCount > MailLimits.partCountMax {
      notes.insert(depth > MailLimits.nestingDepthMax ? .nestedTooDeep : .tooManyParts)
      unsafe part.content = .unopened(takeWritten(object))
      return part
    }
    if let multipart = unsafe redress_gmime_multipart(object) {
      unsafe part.content = readChildren(multipart, depth: depth)
    } else if let enclosing = unsafe redress_gmime_message_part(object) {
      if let message = unsafe g_mime_message_part_get_message(enclosing) {
        let inner = unsafe readMessage(message, depth: depth + 1)
        let written = unsafe takeWritten(redress_gmime_object_of_message(message))
        part.content = .message(inner, written: written)
      } else {
        unsafe part.content = .unopened(takeWritten(object))
      }
    } else if let leaf = unsafe redress_gmime_part(object) {
      unsafe readContent(of: leaf, into: &part)
    }
    return part
  }

  private mutating func readChildren(
    _ multipart: UnsafeMutablePointer<GMimeMultipart>, depth: Int
  ) -> MIMEPart.Content {
    var parts: [MIMEPart] = []
    let count = unsafe g_mime_multipart_get_count(multipart)
    if count <= 0 { notes.insert(.boundaryMissing) }
    for index in 0..<max(0, count) {
      guard let child = unsafe g_mime_multipart_get_part(multipart, index) else { continue }
      if partCount > MailLimits.partCountMax * 2 { break }
      unsafe parts.append(readObject(child, depth: depth + 1))
    }
    return .parts(parts)
  }

  private mutating func readContent(
    of leaf: UnsafeMutablePointer<GMimePart>, into part: inout MIMEPart
  ) {
    let decoded = unsafe MIMETree.takeBytes(redress_gmime_content(leaf, 1))
    let encoding = unsafe g_mime_part_get_content_encoding(leaf)
    guard encoding == GMIME_CONTENT_ENCODING_BASE64 else {
      part.content = .bytes(decoded)
      return
    }
    let raw = unsafe MIMETree.takeBytes(redress_gmime_content(leaf, 0))
    if TransferEncoding.isDamagedBase64(raw) {
      part.isEncodingDamaged = true
      notes.insert(.encodingDamaged)
      part.content = .bytes(TransferEncoding.isPlainText(raw) ? raw : decoded)
    } else {
      part.content = .bytes(decoded + TransferEncoding.cutEnd(ofBase64: raw))
    }
  }

  /// The object as sent, as long as all that was written out together stays within bounds.
  private mutating func takeWritten(_ object: UnsafeMutablePointer<GMimeObject>?) -> [UInt8] {
    guard let object = unsafe object, unopenedBytes <= 2 * MailLimits.messageBytesMax else {
      return []
    }
    let written = unsafe MIMETree.takeBytes(redress_gmime_written(object, nil))
    unopenedBytes += written.count
    return written
  }

  static func takeBytes(_ array: UnsafeMutablePointer<GByteArray>?) -> [UInt8] {
    guard let array = unsafe array else { return [] }
    defer { unsafe g_byte_array_unref(array) }
    return unsafe [UInt8](
      UnsafeBufferPointer(start: array.pointee.data, count: Int(array.pointee.len)))
  }

  private static func readDescription(_ object: UnsafeMutablePointer<GMimeObject>) -> MIMEPart {
    var part = MIMEPart()
    if let type = unsafe g_mime_object_get_content_type(object) {
      if let name = unsafe g_mime_content_type_get_mime_type(type) {
        unsafe part.contentType = GMimeText.string(name).lowercased()
        unsafe g_free(name)
      }
      // Older programs wrote `text` alone; a type that is none stands for plain text (RFC 2045, 5.2).
      if part.contentType == "application/octet-stream",
        let written = unsafe g_mime_object_get_header(object, "Content-Type"),
        unsafe GMimeText.string(written).lowercased().hasPrefix("text")
      {
        part.contentType = "text/plain"
      }
      func parameter(_ name: String) -> String? {
        unsafe g_mime_content_type_get_parameter(type, name).map { unsafe GMimeText.string($0) }
      }
      part.charset = parameter("charset")
      part.fileName = parameter("name") ?? ""
      part.isFlowed = parameter("format")?.lowercased() == "flowed"
      part.deletesSpace = parameter("delsp")?.lowercased() == "yes"
      part.reportType = parameter("report-type")?.lowercased() ?? ""
    }
    if let disposition = unsafe g_mime_object_get_content_disposition(object) {
      if let word = unsafe g_mime_content_disposition_get_disposition(disposition) {
        unsafe part.disposition = GMimeText.string(word).lowercased()
      }
      if let name = unsafe g_mime_content_disposition_get_parameter(disposition, "filename") {
        unsafe part.fileName = GMimeText.string(name)
      }
    }
    if let identifier = unsafe g_mime_object_get_content_id(object) {
      unsafe part.contentID = CleanText.line(GMimeText.string(identifier)).text
    }
    return part
  }

  private mutating func readHeaders(_ object: UnsafeMutablePointer<GMimeObject>?) -> [MIMEHeader] {
    guard let object = unsafe object, let list = unsafe g_mime_object_get_header_list(object) else {
      return []
    }
    let count = Int(unsafe g_mime_header_list_get_count(list))
    if count > MailLimits.headerCountMax { notes.insert(.headerTooLong) }
    var headers: [MIMEHeader] = []
    for index in 0..<min(count, MailLimits.headerCountMax) {
      guard let header = unsafe g_mime_header_list_get_header_at(list, Int32(index)),
        let name = unsafe g_mime_header_get_name(header)
      else { continue }
      var value: [UInt8] = []
      if let raw = unsafe g_mime_header_get_raw_value(header) {
        unsafe value = GMimeText.bytes(raw, bytesMax: MailLimits.headerFieldBytesMax)
      }
      unsafe headers.append(MIMEHeader(name: GMimeText.string(name).lowercased(), value: value))
    }
    return headers
  }
}
