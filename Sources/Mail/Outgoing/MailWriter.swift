internal import CGMime

/// Turns an `OutgoingMail` into the bytes that are sent.
package enum MailWriter {
  /// The message with CRLF line ends: UTF-8 text in quoted-printable, encoded words in headers. The same mail gives
  /// the same bytes.
  package static func write(_ mail: OutgoingMail) throws(MailWritingError) -> [UInt8] {
    precondition(MIMETree.isStarted, "the mail library starts")
    try check(mail)
    let writer = HeaderWriter()
    var headers: [(String, String)] = []
    headers.append(("From", address(mail.from)))
    headers.append(("To", mail.to.map(address).joined(separator: ", ")))
    if let replyTo = mail.replyTo { headers.append(("Reply-To", address(replyTo))) }
    headers.append(("Subject", EncodedWords.encoded(mail.subject)))
    headers.append(("Date", writer.date(mail.dateSeconds)))
    headers.append(("Message-ID", "<\(mail.messageID)>"))
    if let inReplyTo = mail.inReplyTo { headers.append(("In-Reply-To", "<\(inReplyTo)>")) }
    if !mail.references.isEmpty {
      headers.append(("References", mail.references.map { "<\($0)>" }.joined(separator: " ")))
    }
    switch mail.origin {
    case .person: break
    case .automaticallyGenerated: headers.append(("Auto-Submitted", "auto-generated"))
    case .automaticallyReplied: headers.append(("Auto-Submitted", "auto-replied"))
    }
    if mail.origin != .person { headers.append(("X-Auto-Response-Suppress", "All")) }
    headers.append(("MIME-Version", "1.0"))
    return writer.written(headers: headers, text: LineWrapping.wrapped(mail.text) + "\n")
  }

  private static func address(_ address: MailAddress) -> String {
    address.name.isEmpty
      ? address.address : "\(EncodedWords.phrase(address.name)) <\(address.address)>"
  }

  private static func check(_ mail: OutgoingMail) throws(MailWritingError) {
    guard !mail.to.isEmpty else { throw .noRecipient }
    guard mail.to.count <= MailLimits.outgoingListCountMax else {
      throw .tooLong(field: "To", bytesMax: MailLimits.outgoingHeaderBytesMax)
    }
    guard mail.references.count <= MailLimits.outgoingListCountMax else {
      throw .tooLong(field: "References", bytesMax: MailLimits.outgoingHeaderBytesMax)
    }
    try check(mail.from, field: "From")
    for address in mail.to { try check(address, field: "To") }
    if let replyTo = mail.replyTo { try check(replyTo, field: "Reply-To") }
    try checkLine(mail.subject, field: "Subject")
    try checkMessageID(mail.messageID, field: "Message-ID")
    if let inReplyTo = mail.inReplyTo { try checkMessageID(inReplyTo, field: "In-Reply-To") }
    for reference in mail.references { try checkMessageID(reference, field: "References") }
    guard mail.text.utf8.count <= MailLimits.outgoingTextBytesMax else {
      throw .tooLong(field: "text", bytesMax: MailLimits.outgoingTextBytesMax)
    }
    let isTextClean = mail.text.unicodeScalars.allSatisfy {
      $0.value >= 0x20 && $0.value != 0x7F || $0 == "\n" || $0 == "\t"
    }
    guard isTextClean else { throw .controlCharacter(field: "text") }
  }

  private static func check(_ address: MailAddress, field: String) throws(MailWritingError) {
    try checkLine(address.name, field: field)
    try checkLine(address.address, field: field)
    guard MailAddress.isSendable(address.address) else { throw .invalidAddress(field: field) }
  }

  private static func checkLine(_ value: String, field: String) throws(MailWritingError) {
    guard value.utf8.count <= MailLimits.outgoingHeaderBytesMax else {
      throw .tooLong(field: field, bytesMax: MailLimits.outgoingHeaderBytesMax)
    }
    let isClean = value.unicodeScalars.allSatisfy {
      $0.value >= 0x20 && !(0x7F...0x9F).contains($0.value) && $0.value != 0x2028
        && $0.value != 0x2029
    }
    guard isClean else { throw .controlCharacter(field: field) }
  }

  private static func checkMessageID(_ value: String, field: String) throws(MailWritingError) {
    try checkLine(value, field: field)
    let parts = value.split(separator: "@", omittingEmptySubsequences: false)
    let isPlain = value.unicodeScalars.allSatisfy {
      $0.isASCII && $0.value > 0x20 && $0 != "<" && $0 != ">" && $0 != "," && $0 != ";"
    }
    guard isPlain, parts.count == 2, parts.allSatisfy({ !$0.isEmpty }), value.utf8.count <= 500
    else {
      throw .invalidMessageID(field: field)
    }
  }
}

/// The part of writing that GMime does: dates, and the message with its body in quoted-printable. Header values are
/// folded here, because the library reads and writes addresses anew and loses words on the way.
private struct HeaderWriter {
  /// RFC 5322, 3.3, in UTC.
  func date(_ seconds: Int64) -> String {
    guard let date = unsafe g_date_time_new_from_unix_utc(gint64(seconds)) else { return "" }
    defer { unsafe g_date_time_unref(date) }
    guard let text = unsafe g_mime_utils_header_format_date(date) else { return "" }
    defer { unsafe g_free(text) }
    return unsafe GMimeText.string(text)
  }

  func written(headers: [(String, String)], text: String) -> [UInt8] {
    guard let message = unsafe g_mime_message_new(0) else { return [] }
    defer { unsafe g_object_unref(message) }
    let object = unsafe redress_gmime_object_of_message(message)
    for (name, value) in headers {
      unsafe redress_gmime_append_raw(
        object, name, " " + EncodedWords.folded(value, after: name) + "\n")
    }
    guard let part = unsafe g_mime_text_part_new_with_subtype("plain") else { return [] }
    defer { unsafe g_object_unref(part) }
    unsafe g_mime_text_part_set_charset(part, "utf-8")
    unsafe redress_gmime_set_text(part, text, text.utf8.count)
    unsafe g_mime_message_set_mime_part(message, redress_gmime_object_of_text(part))
    guard let format = unsafe g_mime_format_options_new() else { return [] }
    defer { unsafe g_mime_format_options_free(format) }
    unsafe g_mime_format_options_set_newline_format(format, GMIME_NEWLINE_FORMAT_DOS)
    return unsafe MIMETree.takeBytes(redress_gmime_written(object, format))
  }
}
