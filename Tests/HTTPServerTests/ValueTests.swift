import HTTPServer
import Testing

/// The values alone: no application, no socket.
struct ValueTests {
  @Test(arguments: [
    ("/", [], []), ("/cases", ["cases"], []), ("/cases/", ["cases", ""], []),
    ("/a%20b/%C3%BC?q=x+y%26z&flag&e=", ["a b", "ü"], ["q=x y&z", "flag=", "e="]),
    ("//a", ["", "a"], []), ("/a?", ["a"], []), ("/+", ["+"], []), ("/a?b?c=d", ["a"], ["b?c=d"]),
  ])
  func `targets are decoded`(text: String, segments: [String], query: [String]) throws {
    let target = try RequestTarget(text)
    #expect(target.segments == segments)
    #expect(target.query.pairs.map { "\($0.name)=\($0.value)" } == query)
  }

  @Test(arguments: [
    ("", RequestTarget.Fault.notOriginForm), ("http://host/", .notOriginForm),
    ("*", .notOriginForm), ("/%", .encoding(.malformed)), ("/%4", .encoding(.malformed)),
    ("/%zz", .encoding(.malformed)), ("/%FF", .encoding(.notUTF8)),
    ("/%C0%AF", .encoding(.notUTF8)), ("/%ED%A0%80", .encoding(.notUTF8)),
    ("/%00", .encoding(.controlCharacter)), ("/a%0Ab", .encoding(.controlCharacter)),
    ("/?a=%00", .encoding(.controlCharacter)), ("/?%=1", .encoding(.malformed)),
    ("/..", .treacherousSegment), ("/a/%2e%2E/b", .treacherousSegment),
    ("/a%2Fb", .treacherousSegment), ("/.", .treacherousSegment),
    ("/" + String(repeating: "a", count: 9000), .tooLong),
    (String(repeating: "/a", count: 33), .tooManyParts),
    ("/?" + String(repeating: "a&", count: 101), .tooManyParts),
  ])
  func `wrong targets are refused`(text: String, fault: RequestTarget.Fault) {
    #expect(throws: fault) { try RequestTarget(text) }
  }

  @Test(arguments: ["", "a", "a b/ü?&=%+~", "\u{202E}\n\0", "日本"])
  func `encoding is undone by decoding`(text: String) throws {
    let bytes = try PercentEncoding.decodedBytes(
      Array(PercentEncoding.encoded(text).utf8), plusIsSpace: true)
    #expect(String(decoding: bytes, as: UTF8.self) == text)
  }

  @Test(arguments: [
    ("/cases/{id:hexadecimal4}", ["cases", "0aff"], ["id": "0aff"] as [String: String]?),
    ("/cases/{id:hexadecimal4}", ["cases", "0AFF"], nil),
    ("/cases/{id:hexadecimal4}", ["cases", "0aff", ""], nil),
    ("/n/{n:number}", ["n", "12"], ["n": "12"]), ("/n/{n:number}", ["n", "-1"], nil),
    ("/n/{n:number}", ["n", "99999999999999999999"], nil), ("/n/{n:number}", ["n", ""], nil),
    ("/w/{w:word}", ["w", "a-B_1.css"], ["w": "a-B_1.css"]), ("/w/{w:word}", ["w", "a b"], nil),
    ("/w/{w:word}", ["w", "a'b"], nil), ("/t/{t}", ["t", ""], nil),
    ("/t/{t}", ["t", "any thing"], ["t": "any thing"]),
    ("/r/{p:rest}", ["r", "a", "b"], ["p": "a/b"]), ("/r/{p:rest}", ["r"], nil),
    ("/r/{p:rest}", ["r", ""], nil), ("/", [], [:]),
  ])
  func `patterns match by kind`(pattern: String, path: [String], captures: [String: String]?)
    throws
  {
    let pattern = try PathPattern(parsing: pattern)
    #expect(pattern.match(path) == captures)
    #expect(try PathPattern(parsing: pattern.description) == pattern)
    // Links are the inverse of matching.
    if let captures, let link = pattern.path(captures) {
      #expect(pattern.match(try RequestTarget(link).segments) == captures)
    }
  }

  @Test(arguments: [
    ("a", PathPattern.Fault.doesNotBeginWithSlash), ("/a//b", .emptySegment),
    ("/a/", .emptySegment), ("/{a:hex}", .unknownKind("hex")),
    ("/{a:hexadecimal}", .unknownKind("hexadecimal")), ("/{}", .badCaptureName("")),
    ("/{a-b}", .badCaptureName("a-b")), ("/{a}/{a}", .captureTwice("a")),
    ("/{a:rest}/b", .restNotLast),
  ])
  func `wrong patterns are refused`(pattern: String, fault: PathPattern.Fault) {
    #expect(throws: fault) { try PathPattern(parsing: pattern) }
  }

  @Test(arguments: [
    "a\r\nSet-Cookie: x=y", "a\nb", "a\rb", "a\0b", "ü", "\u{85}", "a\u{7f}", "\u{1b}[0m",
  ])
  func `nothing can be injected into headers and cookies`(text: String) {
    #expect(throws: HeaderError.self) { try HeaderValue(text, for: .location) }
    #expect(throws: HeaderError.self) { try HeaderName(checking: text) }
    #expect(throws: HeaderError.self) { try SetCookie(name: "a", value: text) }
    #expect(throws: HeaderError.self) { try SetCookie(name: text, value: "a") }
    #expect(throws: HeaderError.self) { try SetCookie(name: "a", value: "b", path: "/" + text) }
    #expect(throws: HeaderError.self) { try Response.seeOther("/" + text) }
    var response = Response()
    response.setAttachment(fileName: text)
    let value = response.headers[.contentDisposition]?.text ?? ""
    #expect(!value.isEmpty && value.utf8.allSatisfy { (0x20...0x7e).contains($0) })
  }

  @Test(arguments: ["//evil.example", "https://evil.example", "", "a", "/\\evil", "/a b", "/a;\t"])
  func `nobody is sent to another host`(path: String) {
    #expect(throws: HeaderError.self) { try Response.seeOther(path) }
  }

  @Test(arguments: ["a;b", "a,b", "a b", "a\"b", "a\\b"])
  func `a cookie's value has no separators`(value: String) {
    #expect(throws: HeaderError.self) { try SetCookie(name: "s", value: value) }
  }

  @Test func `a cookie says all that protects it`() throws {
    let plain = try SetCookie(name: "s", value: "abc")
    #expect(plain.headerValue.text == "s=abc; Path=/; HttpOnly; SameSite=Lax; Secure")
    let other = try SetCookie(
      name: "s", value: "", path: "/x", maxAgeSeconds: 0, sameSite: .strict, isSecure: false)
    #expect(other.headerValue.text == "s=; Path=/x; Max-Age=0; HttpOnly; SameSite=Strict")
  }

  @Test(arguments: [
    ("a=1; b=2", "1" as String?), ("b=2;a=1", "1"), ("a=\"q\"", "q"), ("a", nil), ("=1", nil),
    ("a=1; a=1", "1"), ("a=1; a=2", nil), ("A=1", nil), ("a=x=y", "x=y"), (" a=1 ", "1"),
  ])
  func `cookies are read`(header: String, value: String?) {
    #expect(Cookies((["Cookie": header] as RequestHeaders))["a"] == value)
  }

  @Test(arguments: [
    "127.0.0.1:8080", "0.0.0.0:0", "[::1]:8080", "[::]:65535", "[2001:db8::1:2]:80",
    "[::ffff:1.2.3.4]:80", "[1:2:3:4:5:6:7:8]:1", "unix:/run/redress.sock",
  ])
  func `listen addresses are read and written`(text: String) throws {
    #expect(try ListenAddress(parsing: text).description == text)
  }

  @Test(arguments: [
    ("127.0.0.1", ListenAddress.Fault.missingPort), ("[::1]", .missingPort),
    ("127.0.0.1:", .badPort("")), ("127.0.0.1:65536", .badPort("65536")),
    ("127.0.0.1:-1", .badPort("-1")), ("1.2.3:80", .badAddress("1.2.3")),
    ("1.2.3.256:80", .badAddress("1.2.3.256")), ("01.2.3.4:80", .badAddress("01.2.3.4")),
    ("[:::]:80", .badAddress("[:::]")), ("[1::2::3]:80", .badAddress("[1::2::3]")),
    ("[12345::]:80", .badAddress("[12345::]")), ("::1:80", .badAddress("::1")),
    ("host:80", .badAddress("host")), ("unix:relative", .badSocketPath),
    ("unix:/" + String(repeating: "a", count: 107), .badSocketPath),
  ])
  func `wrong listen addresses are refused`(text: String, fault: ListenAddress.Fault) {
    #expect(throws: fault) { try ListenAddress(parsing: text) }
  }

  @Test func `a bearer token is read`() {
    #expect((["Authorization": "bearer abc"] as RequestHeaders).bearerToken == "abc")
    #expect((["Authorization": "Basic abc"] as RequestHeaders).bearerToken == nil)
    #expect(([:] as RequestHeaders).bearerToken == nil)
  }

  @Test func `descriptions show nobody's words`() {
    let secret = "secret"
    let form = Form(
      fields: ["account": secret],
      files: [
        ReceivedFile(
          part: FilePart(fieldName: secret, fileName: secret, contentType: secret), byteCount: 1)
      ])
    let shown = [
      form.description, form.fields.description, form.files[0].description,
      form.files[0].part.description, Peer(address: secret).description,
      Cookies((["Cookie": "a=\(secret)"] as RequestHeaders)).description,
      BodyError.fieldTooLarge(name: secret, bytesMax: 1).description,
      BodyError.notUTF8(name: secret).description,
    ]
    #expect(shown.allSatisfy { !$0.contains(secret) })
  }

  @Test func `an asset is sent once and then only its tag`() throws {
    let asset = StaticAsset(contentType: "text/css", bytes: Array("a{}".utf8), isImmutable: true)
    let target = try RequestTarget("/a.css")
    let first = asset.respond(to: RequestHead(method: .get, target: target))
    let tag = try #require(first.headers[.eTag]?.text)
    #expect(first.status == .ok)
    #expect(first.headers[.cacheControl]?.text == "public, max-age=31536000, immutable")
    let cases = [
      (tag, Status.notModified), ("W/\(tag)", .notModified), ("\"x\", \(tag)", .notModified),
      ("*", .notModified), ("\"x\"", .ok), ("", .ok),
    ]
    for (asked, status) in cases {
      let head = RequestHead(method: .get, target: target, headers: ["If-None-Match": asked])
      #expect(asset.respond(to: head).status == status, "\(asked)")
    }
    let other = StaticAsset(contentType: "text/css", bytes: Array("b{}".utf8), isImmutable: false)
    #expect(other.fingerprint != asset.fingerprint)
  }
}
