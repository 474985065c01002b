import Casework
import Foundation
import HTTPServer
import Mail
import Procedure
import Synchronization

@testable import Web

/// A community in a folder of its own, with the whole site over it, asked without a socket.
final class TestSite: Sendable {
  /// Somebody who can sign in.
  struct Person: Sendable {
    let id: MemberID
    let name: String
    let email: String
    let password: String
  }

  let folder: URL
  let organization: Organization
  let site: Site
  let application: Application<Visitor>
  /// The first is the chair.
  let members: [Person]

  init(baseAddress: String = "http://127.0.0.1:8080", members count: Int = 4) async throws {
    guard let policy = try Policy.shipped(named: "django"),
      let address = SiteAddress(baseAddress)
    else { throw CaseworkError.absent }
    folder = FileManager.default.temporaryDirectory
      .appending(path: "redress-web-\(UUID().uuidString)", directoryHint: .isDirectory)
    let environment = Casework.Environment(
      now: { Moment(secondsSince1970: 1_790_000_000) }, log: { _ in })
    let data = DataDirectory(folder)
    _ = try await Founding.found(
      in: data,
      FoundingOptions(
        policy: policy, chairEmail: "chair@example.org", boardEmail: "board@example.org"),
      environment: environment)
    var options = OpeningOptions(
      baseAddress: baseAddress, mailParser: IsolatedParser(executable: "/bin/false"))
    options.stretchesLeast = true
    let organization = try await Organization.open(data, options, environment: environment)
    var people: [Person] = []
    for (number, name) in Self.names.prefix(count).enumerated() {
      let email = "member\(number)@example.org"
      let password = "correct horse \(number)"
      let added = try await organization.addMember(
        name: name, email: email, roles: [number == 0 ? "chair" : "member"], password: password)
      people.append(Person(id: added.id, name: name, email: email, password: password))
    }
    members = people
    self.organization = organization
    site = Site(organization: organization, address: address)
    let lines = Box()
    application = try site.application { line in lines.take(line.description) }
    log = lines
  }

  private static let names = ["Ada Byron", "Grace Hopper", "Mary Kenneth", "Fritz Lang"]

  /// The lines of the log.
  let log: Box

  final class Box: Sendable {
    private let taken = Mutex<[String]>([])
    var lines: [String] { taken.withLock { $0 } }
    func take(_ line: String) { taken.withLock { $0.append(line) } }
  }

  deinit {
    do { try FileManager.default.removeItem(at: folder) } catch { print("left: \(folder.path)") }
  }

  /// A browser that nobody has used yet.
  func browser() -> Browser { Browser(application) }

  /// A browser in which somebody is signed in.
  func signedIn(_ number: Int) async throws -> Browser {
    let browser = browser()
    let person = members[number]
    let form = try await browser.get("/sign-in")
    let answer = try await browser.post(
      "/sign-in",
      [
        ("csrf", form.hidden("csrf")), ("email", person.email), ("password", person.password),
        ("code", ""),
      ])
    guard answer.status == 303 else { throw CaseworkError.wrongCredentials }
    return browser
  }

  /// A member of the board, Bea, who joins now.
  private func addBoardMember() async throws {
    _ = try await organization.addMember(
      name: "Bea Boardwalk", email: "bea@example.org", roles: ["board-member"],
      password: "correct horse bea")
  }

  /// A browser in which a member of the board is signed in, who has joined just now.
  func boardMember() async throws -> Browser {
    try await addBoardMember()
    let browser = browser()
    let form = try await browser.get("/sign-in")
    let answer = try await browser.post(
      "/sign-in",
      [
        ("csrf", form.hidden("csrf")), ("email", "bea@example.org"),
        ("password", "correct horse bea"), ("code", ""),
      ])
    guard answer.status == 303 else { throw CaseworkError.wrongCredentials }
    return browser
  }

  /// The token of such a board member, for programs.
  func boardToken() async throws -> String {
    try await addBoardMember()
    return try await organization.signIn(
      email: "bea@example.org", password: "correct horse bea", code: "")
  }

  /// The words of a new report.
  func report(_ more: [(String, String)] = [], account: String = "Zed shouted at me.") async throws
    -> [String]
  {
    let browser = browser()
    let form = try await browser.get("/report")
    let answer = try await browser.multipart(
      "/report",
      [
        .field("csrf", form.hidden("csrf")), .field("submission", form.hidden("submission")),
        .field("account", account),
      ] + more.map { .field($0.0, $0.1) })
    return answer.receiptWords
  }

  /// The newest case in the lists of a browser.
  func caseLink(_ browser: Browser) async throws -> String? {
    try await browser.get("/dashboard").text.firstMatch(of: /\/cases\/[0-9a-f]{32}/)
      .map { String($0.0) }
  }
}

/// Keeps cookies and sends forms, as a browser does.
final class Browser: Sendable {
  /// A part of a multipart form.
  enum Part: Sendable {
    case field(String, String)
    case file(String, name: String, bytes: [UInt8])
  }

  /// An answer, read.
  struct Answer: Sendable {
    let response: Response
    var status: UInt16 { response.status.code }
    let bytes: [UInt8]
    /// As people read it: without the mark of an opening that lies in the spacing.
    var text: String {
      String(decoding: bytes, as: UTF8.self).replacing("\u{2005}", with: " ")
    }
    var location: String? { response.headers[.location]?.text }
    var cookies: [String] {
      response.headers.lines.filter { $0.name == .setCookie }.map(\.value.text)
    }

    /// The value of the first hidden field of that name.
    func hidden(_ name: String) -> String {
      for tag in text.matches(of: /<input[^>]*>/) where tag.0.contains("name=\"\(name)\"") {
        if let value = tag.0.firstMatch(of: /value="([^"]*)"/) { return String(value.1) }
      }
      return ""
    }

    /// The words of the receipt on the page.
    var receiptWords: [String] {
      guard let list = text.firstMatch(of: /id="receipt-words"[\s\S]*?<\/ol>/) else { return [] }
      return list.0.matches(of: /<li>([a-z-]+)<\/li>/).map { String($0.1) }
    }
  }

  private let application: Application<Visitor>
  private let peer: Peer
  private let jar = Mutex<[String: String]>([:])

  /// - Parameter peer: where it comes from.
  init(_ application: Application<Visitor>, peer: Peer = .local) {
    self.application = application
    self.peer = peer
  }

  /// Forgets the cookies.
  func forget() { jar.withLock { $0 = [:] } }

  func get(_ path: String, _ headers: [(String, String)] = []) async throws -> Answer {
    try await send(.get, path, headers, [])
  }

  func post(
    _ path: String, _ fields: [(String, String)], _ headers: [(String, String)] = []
  ) async throws -> Answer {
    let body = fields.map {
      PercentEncoding.encoded($0.0) + "=" + PercentEncoding.encoded($0.1)
    }.joined(separator: "&")
    return try await send(
      .post, path,
      [("Content-Type", "application/x-www-form-urlencoded"), ("Sec-Fetch-Site", "same-origin")]
        .filter { own in !headers.contains { $0.0 == own.0 } } + headers, Array(body.utf8))
  }

  func multipart(
    _ path: String, _ parts: [Part], _ headers: [(String, String)] = []
  ) async throws -> Answer {
    var body: [UInt8] = []
    for part in parts {
      switch part {
      case .field(let name, let value):
        body += Array(
          "--bb\r\nContent-Disposition: form-data; name=\"\(name)\"\r\n\r\n\(value)\r\n".utf8)
      case .file(let field, let name, let bytes):
        body += Array(
          "--bb\r\nContent-Disposition: form-data; name=\"\(field)\"; filename=\"\(name)\"\r\nContent-Type: application/octet-stream\r\n\r\n"
            .utf8)
        body += bytes
        body += Array("\r\n".utf8)
      }
    }
    body += Array("--bb--\r\n".utf8)
    return try await send(
      .post, path,
      [("Content-Type", "multipart/form-data; boundary=bb"), ("Sec-Fetch-Site", "same-origin")]
        + headers, body)
  }

  func json(
    _ method: HTTPServer.Method, _ path: String, _ body: String = "", token: String? = nil,
    _ headers: [(String, String)] = []
  ) async throws -> Answer {
    try await send(
      method, path,
      (body.isEmpty ? [] : [("Content-Type", "application/json")])
        + (token.map { [("Authorization", "Bearer \($0)")] } ?? []) + headers, Array(body.utf8))
  }

  func send(
    _ method: HTTPServer.Method, _ path: String, _ headers: [(String, String)], _ body: [UInt8]
  ) async throws -> Answer {
    let cookies = jar.withLock { jar in
      jar.map { "\($0.key)=\($0.value)" }.sorted().joined(separator: "; ")
    }
    let all = headers + (cookies.isEmpty ? [] : [("Cookie", cookies)])
    let head = RequestHead(
      method: method, target: try RequestTarget(path),
      headers: RequestHeaders(all.map { RequestHeaders.Line(name: $0.0, value: $0.1) }),
      peer: peer, contentLengthBytes: body.isEmpty ? nil : UInt64(body.count))
    let response = await application.answer(head, bodyBytes: body)
    for line in response.headers.lines where line.name == .setCookie {
      let pair = line.value.text.prefix { $0 != ";" }.split(
        separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
      jar.withLock { $0[String(pair[0])] = pair[1].isEmpty ? nil : String(pair[1]) }
    }
    var bytes: [UInt8] = []
    switch response.body {
    case .empty: break
    case .bytes(let content): bytes = content
    case .stream(let stream):
      while let piece = try await stream.next() { bytes += piece }
    }
    return Answer(response: response, bytes: bytes)
  }
}
