/// One part of a foreign mail after the library has taken it apart: plain values, no pointers.
struct MIMEPart {
  /// What is inside.
  enum Content {
    /// A leaf, decoded.
    case bytes([UInt8])
    case parts([MIMEPart])
    /// An enclosed message, and its bytes as sent.
    indirect case message(MIMEPart, written: [UInt8])
    /// Not opened because a limit was reached: the part as sent, headers included.
    case unopened([UInt8])
  }

  var headers: [MIMEHeader] = []
  /// In lower case, such as `text/plain`.
  var contentType = "text/plain"
  /// The charset parameter as it was written.
  var charset: String?
  /// The file name of either header, decoded (RFC 2231, RFC 2047).
  var fileName = ""
  /// `attachment`, `inline` or another word in lower case; empty where there is none.
  var disposition = ""
  var contentID: String?
  /// `format` of RFC 3676, in lower case.
  var isFlowed = false
  var deletesSpace = false
  /// `report-type` of a multipart/report, in lower case.
  var reportType = ""
  /// Whether the transfer encoding was damaged.
  var isEncodingDamaged = false
  var content = Content.bytes([])

  /// The raw values of a header, outermost first.
  func values(_ name: String) -> [[UInt8]] {
    headers.filter { $0.name == name }.map(\.value)
  }

  /// The first value of a header as text without decoding; nil where there is none.
  func text(_ name: String) -> String? {
    guard let value = headers.first(where: { $0.name == name })?.value else { return nil }
    return CleanText.line(String(decoding: value, as: UTF8.self)).text
  }
}

/// One header field: the name in lower case, the value as sent.
struct MIMEHeader {
  var name: String
  var value: [UInt8]
}
