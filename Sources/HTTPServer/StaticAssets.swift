/// A file that ships inside the program: style sheet, script, picture. Served with an entity tag; when its address
/// carries a fingerprint of its content, browsers may keep it for ever. Never compressed: responses that mix
/// secrets with what others can choose must not be.
package struct StaticAsset: Sendable {
  package let contentType: HeaderValue
  package let bytes: [UInt8]
  /// A fingerprint of the content in hexadecimal digits, good for addresses and entity tags, not for secrets.
  package let fingerprint: String
  /// Whether browsers may keep it for a year without asking.
  package let isImmutable: Bool

  package init(contentType: HeaderValue, bytes: [UInt8], isImmutable: Bool) {
    self.contentType = contentType
    self.bytes = bytes
    self.isImmutable = isImmutable
    var hash: UInt64 = 0xcbf2_9ce4_8422_2325
    var second: UInt64 = 0x9ae1_6a3b_2f90_404f
    for byte in bytes {
      hash = (hash ^ UInt64(byte)) &* 0x0000_0100_0000_01b3
      second = (second &+ UInt64(byte)) &* 0xff51_afd7_ed55_8ccd
      second ^= second >> 29
    }
    fingerprint = [hash, second].map { half in
      let digits = String(half, radix: 16)
      return String(repeating: "0", count: 16 - digits.count) + digits
    }.joined()
  }

  /// The answer: 304 when the browser's copy is current (RFC 9110 section 13.1.2), else the content.
  package func respond(to head: RequestHead) -> Response {
    let tag = "\"\(fingerprint)\""
    let asked = head.headers.all(.ifNoneMatch).flatMap { $0.split(separator: ",") }.map {
      $0.drop { $0 == " " }.reversed().drop { $0 == " " }.reversed()
    }.map { String($0) }
    let isCurrent = asked.contains { $0 == "*" || $0 == tag || $0 == "W/" + tag }
    var response =
      isCurrent
      ? Response(status: .notModified) : Response(contentType: contentType, bytes: bytes)
    response.headers[.eTag] = HeaderValue(built: tag)
    response.headers[.cacheControl] =
      isImmutable ? "public, max-age=31536000, immutable" : "public, no-cache"
    return response
  }
}
