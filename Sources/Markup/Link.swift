/// Where a link, a form or a picture may lead: into this site by a path, to a part of the same page,
/// or out of it by `https` or `mailto`. Nothing else can become an address in a page.
package struct Link: Hashable, Sendable {
  /// The address as text, not escaped for HTML yet.
  package let text: String

  private init(unchecked text: String) {
    self.text = text
  }

  /// A path of this site. Every segment and every value of the query is percent-encoded, so that any
  /// text may stand in them; empty segments are left out.
  package init(
    segments: [String], query: [(name: String, value: String)] = [], fragment: String? = nil
  ) {
    let path = segments.filter { !$0.isEmpty }.map(Link.encodedSegment).joined(separator: "/")
    var text = "/" + path
    if !query.isEmpty {
      text += "?"
      text += query.map { Link.encoded($0.name) + "=" + Link.encoded($0.value) }
        .joined(separator: "&")
    }
    if let fragment { text += "#" + Link.encoded(fragment) }
    self.text = text
  }

  /// A part of the same page, by its id.
  package init(fragment: String) {
    text = "#" + Link.encoded(fragment)
  }

  /// A path that is already in its written form: begins with one `/`, has only the characters of an
  /// address (RFC 3986), and cannot be read as another host. Nil for everything else.
  package init?(path: String) {
    let bytes = Array(path.utf8)
    guard bytes.count <= Limits.linkBytesMax, bytes.first == UInt8(ascii: "/") else { return nil }
    if bytes.count > 1, bytes[1] == UInt8(ascii: "/") { return nil }
    guard bytes.allSatisfy(Link.isAddressByte) else { return nil }
    let segments = path.prefix { $0 != "?" && $0 != "#" }.split(separator: "/")
    guard !segments.contains(where: { $0 == "." || $0 == ".." }) else { return nil }
    text = path
  }

  /// An address outside of this site: `https://` with a host, or `mailto:` with an address. Nil for
  /// every other scheme, for a user name before the host, and for anything not in its written form.
  package init?(external address: String) {
    let bytes = Array(address.utf8)
    guard bytes.count <= Limits.linkBytesMax, bytes.allSatisfy(Link.isAddressByte) else {
      return nil
    }
    if address.lowercased().hasPrefix("https://") {
      let host = address.dropFirst("https://".count).prefix { !"/?#".contains($0) }
      guard let first = host.utf8.first, Link.isLetterOrDigit(first) || first == UInt8(ascii: "["),
        !host.contains("@")
      else { return nil }
      text = address
    } else if address.lowercased().hasPrefix("mailto:") {
      let mailbox = address.dropFirst("mailto:".count).prefix { $0 != "?" }
      guard mailbox.contains("@"), !mailbox.contains("/") else { return nil }
      text = address
    } else {
      return nil
    }
  }

  /// A mail address as a link; nil where it cannot be one.
  package init?(mailAddress: String) {
    let parts = mailAddress.split(separator: "@", omittingEmptySubsequences: false)
    guard parts.count == 2, parts.allSatisfy({ !$0.isEmpty }) else { return nil }
    let text = "mailto:" + Link.encoded(String(parts[0])) + "@" + Link.encoded(String(parts[1]))
    guard text.utf8.count <= Limits.linkBytesMax else { return nil }
    self = Link(unchecked: text)
  }

  private static func isLetterOrDigit(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
      UInt8(ascii: "0")...UInt8(ascii: "9"):
      true
    default: false
    }
  }

  private static func isAddressByte(_ byte: UInt8) -> Bool {
    isLetterOrDigit(byte) || "-._~:/?#[]@!$&'()*+,;=%".utf8.contains(byte)
  }

  /// A segment, where `.` and `..` would mean another folder.
  private static func encodedSegment(_ text: String) -> String {
    text == "." || text == ".." ? "_" + text : encoded(text)
  }

  private static func encoded(_ text: String) -> String {
    let digits = Array("0123456789ABCDEF".utf8)
    var bytes: [UInt8] = []
    bytes.reserveCapacity(text.utf8.count)
    for byte in text.utf8 {
      if isLetterOrDigit(byte) || "-._~".utf8.contains(byte) {
        bytes.append(byte)
      } else {
        bytes.append(UInt8(ascii: "%"))
        bytes.append(digits[Int(byte >> 4)])
        bytes.append(digits[Int(byte & 15)])
      }
    }
    return String(decoding: bytes, as: UTF8.self)
  }
}
