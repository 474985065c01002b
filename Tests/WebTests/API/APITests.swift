import Casework
import Foundation
import HTTPServer
import Procedure
import Testing

@testable import Web

@Suite struct `The API` {
  private func problem(_ answer: Browser.Answer) throws -> JSONTree {
    #expect(answer.response.headers[.contentType]?.text == "application/problem+json")
    let tree = try JSONReader.read(answer.bytes)
    #expect(Problem.schema.faults(in: tree).isEmpty)
    return tree
  }

  private func text(_ tree: JSONTree?, _ names: String...) -> String {
    var tree = tree
    for name in names { tree = tree?[name] }
    if case .text(let text)? = tree { return text }
    return ""
  }

  /// The fields named in a problem.
  private func fields(_ tree: JSONTree) -> [String] {
    guard case .list(let faults)? = tree["faults"] else { return [] }
    return faults.map { text($0, "field") }
  }

  /// Whether an answer is of the schema that the description gives for it.
  private func holds(
    _ site: TestSite, _ name: String, _ answer: Browser.Answer,
    sourceLocation: SourceLocation = #_sourceLocation
  ) throws {
    let route = try #require(site.site.apiRoutes.first { $0.route.name == "api." + name })
    #expect(answer.status == route.success.status.code, sourceLocation: sourceLocation)
    guard let schema = route.success.schema else { return }
    let faults = schema.faults(in: try JSONReader.read(answer.bytes))
    #expect(faults.isEmpty, "\(name): \(faults)", sourceLocation: sourceLocation)
  }

  private func token(_ site: TestSite, _ number: Int) async throws -> String {
    let person = site.members[number]
    let answer = try await site.browser().json(
      .post, "/api/v1/sessions",
      "{\"email\": \"\(person.email)\", \"password\": \"\(person.password)\"}")
    return text(try JSONReader.read(answer.bytes), "token")
  }

  @Test func `its description lists exactly what is served`() async throws {
    let site = try await TestSite(members: 1)
    let answer = try await site.browser().get("/api/v1/openapi.json")
    let document = try JSONReader.read(answer.bytes)
    guard case .object(let paths)? = document["paths"] else {
      Issue.record("no paths")
      return
    }
    var described: Set<String> = []
    for path in paths {
      guard case .object(let operations) = path.value else { continue }
      for operation in operations {
        described.insert("\(operation.name.uppercased()) \(path.name)")
      }
    }
    let served = Set(
      site.application.router.descriptions.filter { $0.path.description.hasPrefix("/api/") }
        .map { "\($0.method) \($0.path.openAPIPath)" })
    #expect(described == served)
    // Every name that is referred to is described.
    let referred = Set(answer.text.matches(of: /#\/components\/schemas\/([A-Za-z]+)/).map { $0.1 })
    for name in referred {
      #expect(document["components"]?["schemas"]?[String(name)] != nil, "\(name)")
    }
    #expect(referred.isSuperset(of: ["Report", "Command", "Case", "Problem"]))
  }

  @Test func `a report is taken in once, and the conversation opened with its words`()
    async throws
  {
    let site = try await TestSite(members: 2)
    let browser = site.browser()
    let body =
      "{\"account\": \"Zed shouted at me.\", \"links\": [\"https://example.org/1\"], \"ongoing\": \"yes\", \"contact\": {\"name\": \"Sunny\"}, \"leaveOut\": [\"\(site.members[1].email)\"], \"translated\": null}"
    let key = [("Idempotency-Key", "a key of twenty-two or more characters")]
    let first = try await browser.json(.post, "/api/v1/reports", body, key)
    let second = try await browser.json(.post, "/api/v1/reports", body, key)
    try holds(site, "report.take", first)
    #expect(first.text == second.text)
    // No name of a case, channel or person leaves with it.
    #expect(first.text.firstMatch(of: /[0-9a-f]{32}/) == nil)
    let receipt = text(try JSONReader.read(first.bytes), "receipt")
    #expect(receipt.split(separator: " ").count == 7)
    let opened = try await browser.json(
      .post, "/api/v1/channel/open", "{\"receipt\": \"\(receipt)\"}")
    try holds(site, "channel.open", opened)
    let token = text(try JSONReader.read(opened.bytes), "token")
    let wrote = try await browser.json(
      .post, "/api/v1/channel/messages", "{\"text\": \"One more thing.\"}", token: token)
    try holds(site, "channel.write", wrote)
    let withFile = try await browser.multipart(
      "/api/v1/channel/messages",
      [.field("text", "And a file."), .file("files", name: "a.txt", bytes: [65, 66])],
      [("Authorization", "Bearer \(token)")])
    try holds(site, "channel.write", withFile)
    let read = try await browser.json(.get, "/api/v1/channel/messages", token: token)
    try holds(site, "channel.read", read)
    #expect(read.text.contains("One more thing.") && read.text.contains("a.txt"))
    let file = try #require(read.text.firstMatch(of: /"id":"([0-9a-f]{32})"/)).1
    #expect(
      try await browser.json(.get, "/api/v1/channel/files/\(file)", token: token).text == "AB")
    #expect(try await browser.json(.delete, "/api/v1/channel/open", token: token).status == 204)
    #expect(
      try await browser.json(.get, "/api/v1/channel/messages", token: token).status == 401)
    // Who was left out by address knows of nothing.
    let other = try await self.token(site, 1)
    let list = try await browser.json(.get, "/api/v1/cases", token: other)
    try holds(site, "case.list", list)
    #expect(list.text.contains("\"total\":0"))
  }

  static let badReports: [(body: String, status: UInt16, field: String)] = [
    ("{", 400, ""), ("", 400, ""), ("[]", 400, ""), ("{\"account\": \"a\",}", 400, ""),
    ("{\"account\": \"\\ud800\"}", 400, ""), ("{\"account\": \"\\udc00\\ud800\"}", 400, ""),
    ("{\"account\": \"a\", \"account\": \"b\"}", 400, ""),
    ("{\"account\": \"a\\u0000\"}", 400, ""), ("{\"account\": 'a'}", 400, ""),
    ("{}", 400, "account"), ("{\"account\": 3}", 400, "account"),
    ("{\"account\": null}", 400, "account"),
    ("{\"account\": \"a\", \"acount\": \"b\"}", 400, "acount"),
    ("{\"account\": \"a\", \"contact\": {\"mail\": \"b\"}}", 400, "contact.mail"),
    ("{\"account\": \"a\", \"links\": [\"b\", 1]}", 400, "links[1]"),
    ("{\"account\": \"a\", \"ongoing\": \"maybe\"}", 400, "ongoing"),
    ("{\"account\": \"a\", \"translated\": \"yes\"}", 400, "translated"),
    ("{\"account\": \"  \"}", 422, "account"),
    ("{\"account\": \"a\", \"contact\": {\"email\": \"nobody\"}}", 422, "contactEmail"),
    ("{\"account\": \"a\", \"leaveOut\": [\"nobody@example.org\"]}", 422, "leaveOut[0]"),
  ]

  @Test func `what is wrong with a document is named`() async throws {
    let site = try await TestSite(members: 1)
    let browser = site.browser()
    for (body, status, field) in Self.badReports {
      let answer = try await browser.send(
        .post, "/api/v1/reports", [("Content-Type", "application/json")], Array(body.utf8))
      #expect(answer.status == status, "\(body)")
      #expect(fields(try problem(answer)).contains(field), "\(body)")
    }
    let key = try await browser.json(
      .post, "/api/v1/reports", "{\"account\": \"a\"}", [("Idempotency-Key", "short")])
    #expect(try key.status == 422 && fields(problem(key)) == ["Idempotency-Key"])
    for (type, status) in [
      ("text/plain", UInt16(415)), ("application/json; charset=utf-16", 400),
      ("application/x-www-form-urlencoded", 400),
    ] {
      let answer = try await browser.send(
        .post, "/api/v1/reports", [("Content-Type", type)], Array("{\"account\": \"a\"}".utf8))
      #expect(answer.status == status, "\(type)")
      _ = try problem(answer)
    }
  }

  @Test func `a multipart report has the names of the JSON one`() async throws {
    let site = try await TestSite(members: 2)
    let answer = try await site.browser().multipart(
      "/api/v1/reports",
      [
        .field("account", "Zed shouted."), .field("contact.name", "Sunny"),
        .field("links", "https://example.org/1"), .field("links", "https://example.org/2"),
        .field("translated", "true"), .file("files", name: "a.txt", bytes: [65]),
      ])
    try holds(site, "report.take", answer)
    let wrong = try await site.browser().multipart(
      "/api/v1/reports", [.field("account", "a"), .field("contactName", "Sunny")])
    #expect(try wrong.status == 400 && fields(problem(wrong)) == ["contactName"])
  }

  @Test func `a case is declared on, read and acted in, with the refusals of the pages`()
    async throws
  {
    let site = try await TestSite(members: 3)
    _ = try await site.report(account: "Zed shouted at me.")
    let browser = site.browser()
    let token = try await token(site, 0)
    let dashboard = try await browser.json(.get, "/api/v1/dashboard", token: token)
    try holds(site, "dashboard", dashboard)
    let id = try #require(dashboard.text.firstMatch(of: /"id":"([0-9a-f]{32})"/)).1
    let one = "/api/v1/cases/\(id)"
    let gate = try await browser.json(.get, one, token: token)
    try holds(site, "case.show", gate)
    #expect(gate.text.contains("\"gate\"") && !gate.text.contains("shouted"))
    let early = try await browser.json(
      .post, one + "/commands", "{\"command\": \"writeNote\", \"text\": \"a\"}", token: token)
    #expect(early.status == 409)
    #expect(text(try problem(early), "type") == "urn:redress:declare-first")
    let declared = try await browser.json(
      .post, one + "/commands", "{\"command\": \"declare\", \"conflict\": false}", token: token)
    try holds(site, "case.command", declared)
    let page = try await browser.json(.get, one, token: token)
    try holds(site, "case.show", page)
    #expect(page.text.contains("Zed shouted at me."))
    try holds(
      site, "case.commands", try await browser.json(.get, one + "/commands", token: token))
    let answered = try await browser.json(
      .post, one + "/commands", "{\"command\": \"acknowledge\", \"kind\": \"needsDecision\"}",
      token: token)
    try holds(site, "case.command", answered)
    let twice = try await browser.json(
      .post, one + "/commands", "{\"command\": \"acknowledge\", \"kind\": \"needsDecision\"}",
      token: token)
    #expect(twice.status == 409)
    let refusal = try problem(twice)
    #expect(text(refusal, "rule") == "answer.acknowledge-once")
    #expect(!text(refusal, "clauseText").isEmpty && !text(refusal, "wayOut").isEmpty)
    for (body, field) in [
      ("{\"command\": \"dance\"}", "command"), ("{}", "command"),
      ("{\"command\": \"writeNote\"}", "text"),
      ("{\"command\": \"writeNote\", \"text\": \"a\", \"note\": 3}", "note"),
      ("{\"command\": \"admit\", \"member\": \"a b\", \"reason\": \"r\"}", "member"),
    ] {
      let answer = try await browser.json(.post, one + "/commands", body, token: token)
      #expect(try answer.status == 400 && fields(problem(answer)).contains(field), "\(body)")
    }
    let stale = try await browser.json(
      .post, one + "/commands",
      "{\"command\": \"setAside\", \"reason\": \"spam\", \"sequence\": 1}", token: token)
    #expect(try stale.status == 409 && text(problem(stale), "type") == "urn:redress:moved-on")
    for (name, path) in [("member.me", "/api/v1/members/me"), ("member.list", "/api/v1/members")] {
      try holds(site, name, try await browser.json(.get, path, token: token))
    }
    try holds(site, "organization", try await browser.json(.get, "/api/v1/organization"))
    #expect(try await browser.json(.delete, "/api/v1/sessions", token: token).status == 204)
    #expect(try await browser.json(.get, one, token: token).status == 401)
  }

  @Test func `nothing of the API opens without a token, and a foreign case is none`() async throws {
    let site = try await TestSite(members: 3)
    _ = try await site.report(
      [("leaveOut", site.members[1].id.text)], account: "Zed shouted at me.")
    let chair = try await site.signedIn(0)
    let link = try #require(try await site.caseLink(chair))
    let token = try await token(site, 1)
    let nobody = "/cases/" + String(repeating: "0e", count: 16)
    let browser = site.browser()
    for route in site.site.apiRoutes where route.audience != .visitor {
      let pattern = try PathPattern(parsing: route.route.pattern)
      func path(_ aCase: String) -> String? {
        var captures = ["file": String(repeating: "0c", count: 16)]
        captures["member"] = captures["file"]
        captures["channel"] = captures["file"]
        captures["person"] = captures["file"]
        captures["policy"] = String(repeating: "0c", count: 32)
        captures["swap"] = "1"
        captures["absence"] = "1"
        captures["case"] = String(aCase.split(separator: "/")[1])
        return pattern.path(captures)
      }
      let bodies = [
        "api.case.let-in": "{\"member\": \"a\"}",
        "api.case.open-channel": "{\"party\": \"a\", \"way\": \"mail\"}",
      ]
      let body =
        route.request == nil
        ? ""
        : bodies[route.route.name] ?? "{\"command\": \"writeNote\", \"text\": \"a\"}"
      let closed = try await browser.json(route.route.method, try #require(path(link)), body)
      #expect(closed.status == 401, "\(route.route.name)")
      #expect(closed.response.headers[.wwwAuthenticate]?.text == "Bearer")
      // A cookie opens nothing here.
      #expect(
        try await chair.json(route.route.method, try #require(path(link)), body).status == 401)
      guard route.route.name.hasPrefix("api.case."), pattern.description.contains("{case") else {
        continue
      }
      let one = try await browser.json(
        route.route.method, try #require(path(link)), body, token: token)
      let none = try await browser.json(
        route.route.method, try #require(path(nobody)), body, token: token)
      #expect(one.status == 404 && one.bytes == none.bytes, "\(route.route.name)")
    }
  }
}
