internal import CGMime

/// What GMime knows about the words in headers: encoded words, addresses, dates, references.
enum GMimeText {
  /// The text of a C string; what is not UTF-8 in it becomes U+FFFD.
  static func string(_ pointer: UnsafePointer<CChar>) -> String {
    unsafe String(decoding: bytes(pointer, bytesMax: MailLimits.headerFieldBytesMax), as: UTF8.self)
  }

  /// The bytes of a C string, as far as the limit goes.
  static func bytes(_ pointer: UnsafePointer<CChar>, bytesMax: Int) -> [UInt8] {
    var bytes: [UInt8] = []
    var index = 0
    while index < bytesMax {
      let byte = unsafe UInt8(bitPattern: pointer[index])
      if byte == 0 { break }
      bytes.append(byte)
      index += 1
    }
    return bytes
  }

  /// An unstructured header value with its encoded words (RFC 2047) and raw 8-bit text decoded, on one line.
  static func decoded(_ value: [UInt8]) -> CleanText {
    precondition(MIMETree.isStarted, "the mail library starts")
    let raw = terminated(EncodedWords.withoutBase64(value))
    let options = unsafe looseOptions()
    defer { unsafe g_mime_parser_options_free(options) }
    guard let text = unsafe g_mime_utils_header_decode_text(options, raw) else {
      return CleanText.line(String(decoding: value, as: UTF8.self))
    }
    defer { unsafe g_free(text) }
    return unsafe CleanText.line(string(text))
  }

  /// The mailboxes of an address field, groups opened; whatever the library cannot read as an address is searched
  /// for one.
  static func addresses(_ value: [UInt8], notes: inout Set<MailNote>) -> [MailAddress] {
    precondition(MIMETree.isStarted, "the mail library starts")
    var addresses: [MailAddress] = []
    let options = unsafe looseOptions()
    defer { unsafe g_mime_parser_options_free(options) }
    if let list = unsafe internet_address_list_parse(
      options, terminated(EncodedWords.withoutBase64(value)))
    {
      unsafe collect(list, into: &addresses, depth: 0, notes: &notes)
      unsafe g_object_unref(list)
    }
    if addresses.isEmpty, let found = AddressText.first(in: String(decoding: value, as: UTF8.self))
    {
      addresses.append(MailAddress(address: found))
    }
    return addresses
  }

  private static func collect(
    _ list: UnsafeMutablePointer<InternetAddressList>, into addresses: inout [MailAddress],
    depth: Int, notes: inout Set<MailNote>
  ) {
    let count = unsafe internet_address_list_length(list)
    for index in 0..<max(0, count) {
      guard addresses.count < MailLimits.addressCountMax, depth < MailLimits.nestingDepthMax else {
        notes.insert(.tooManyAddresses)
        return
      }
      guard let entry = unsafe internet_address_list_get_address(list, index) else { continue }
      if let group = unsafe redress_gmime_group(entry) {
        if let members = unsafe internet_address_group_get_members(group) {
          unsafe collect(members, into: &addresses, depth: depth + 1, notes: &notes)
        }
      } else if let mailbox = unsafe redress_gmime_mailbox(entry) {
        let name = unsafe internet_address_get_name(entry).map { unsafe string($0) } ?? ""
        let address =
          unsafe internet_address_mailbox_get_addr(mailbox).map { unsafe string($0) } ?? ""
        let cleanName = CleanText.line(name)
        let cleanAddress = CleanText.line(address)
        notes.formUnion(cleanName.notes)
        guard !cleanAddress.text.isEmpty else { continue }
        addresses.append(MailAddress(name: cleanName.text, address: cleanAddress.text))
      }
    }
  }

  /// `Date` in seconds since 1970; nil when it is none, or lies outside of what a calendar holds.
  static func dateSeconds(_ value: [UInt8]) -> Int64? {
    precondition(MIMETree.isStarted, "the mail library starts")
    guard value.count < 256, let date = unsafe g_mime_utils_header_decode_date(terminated(value))
    else { return nil }
    defer { unsafe g_date_time_unref(date) }
    return Int64(unsafe g_date_time_to_unix(date))
  }

  /// Message ids without angle brackets.
  static func references(_ value: [UInt8]) -> [String] {
    precondition(MIMETree.isStarted, "the mail library starts")
    guard let list = unsafe g_mime_references_parse(nil, terminated(value)) else { return [] }
    defer { unsafe g_mime_references_free(list) }
    var references: [String] = []
    for index
      in 0..<min(max(0, unsafe g_mime_references_length(list)), Int32(MailLimits.referenceCountMax))
    {
      if let identifier = unsafe g_mime_references_get_message_id(list, index) {
        let text = unsafe CleanText.line(string(identifier)).text
        if !text.isEmpty { references.append(text) }
      }
    }
    return references
  }

  /// For C, on one line: the library stops at a folding that ends with a carriage return.
  private static func terminated(_ value: [UInt8]) -> [CChar] {
    var raw = value.map { [0x00, 0x0A, 0x0D].contains($0) ? 0x20 : CChar(bitPattern: $0) }
    raw.append(0)
    return raw
  }

  private static func looseOptions() -> OpaquePointer? {
    let options = unsafe g_mime_parser_options_new()
    unsafe g_mime_parser_options_set_address_compliance_mode(options, GMIME_RFC_COMPLIANCE_LOOSE)
    unsafe g_mime_parser_options_set_rfc2047_compliance_mode(options, GMIME_RFC_COMPLIANCE_LOOSE)
    return unsafe options
  }
}
