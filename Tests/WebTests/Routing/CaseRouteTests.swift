import Casework
import HTTPServer
import Procedure
import Testing

@testable import Web

@Suite struct `Pages of a case` {
  /// Every address of a case, to be asked by somebody who may not know of it.
  private func routes(_ site: TestSite, _ link: String) -> [(HTTPServer.Method, String)] {
    site.application.router.descriptions.filter {
      $0.name.hasPrefix("case.") && $0.path.description.contains("{case")
    }.map { route in
      let path = route.path.segments.map { segment in
        switch segment {
        case .literal(let text): "/" + text
        case .capture("case", _): "/" + link.split(separator: "/")[1]
        case .capture("command", _): "/writeNote"
        case .capture: "/" + String(repeating: "0c", count: 16)
        }
      }.joined()
      return (route.method, path)
    }
  }

  private func ask(
    _ browser: Browser, _ method: HTTPServer.Method, _ path: String, guardToken: String
  ) async throws -> Browser.Answer {
    guard method == .post else { return try await browser.get(path) }
    return try await browser.post(
      path,
      [
        ("csrf", guardToken), ("text", "x"), ("member", String(repeating: "0d", count: 16)),
        ("sequence", "1"),
      ])
  }

  @Test func `a case that somebody may not know of answers as one that does not exist`()
    async throws
  {
    let site = try await TestSite(members: 4)
    // Left out by the reporter: the second. Named in the text: the third. Both know nothing.
    _ = try await site.report(
      [("leaveOut", site.members[1].id.text)], account: "Mary Kenneth shouted at me.")
    let chair = try await site.signedIn(0)
    let link = try #require(try await site.caseLink(chair))
    let nobody = "/cases/" + String(repeating: "0e", count: 16)
    for number in [1, 2] {
      let browser = try await site.signedIn(number)
      let token = try await browser.get("/settings").hidden("csrf")
      #expect(try await site.caseLink(browser) == nil)
      for ((method, path), (_, other)) in zip(routes(site, link), routes(site, nobody)) {
        let one = try await ask(browser, method, path, guardToken: token)
        let none = try await ask(browser, method, other, guardToken: token)
        #expect(one.status == 404, "\(method) \(path)")
        #expect(one.bytes == none.bytes)
        #expect(one.response.headers == none.response.headers)
      }
      let nowhere = try await browser.get("/nowhere")
      #expect(try await browser.get(link).bytes == nowhere.bytes)
    }
    // Nobody is signed in: every page of every case leads to the same door.
    let visitor = site.browser()
    for (method, path) in routes(site, link) {
      let answer = try await ask(visitor, method, path, guardToken: "")
      #expect(answer.status == (method == .get ? 303 : 403), "\(path)")
      #expect(!answer.text.contains("shouted"))
    }
  }

  @Test func `before declaring, every address of a case leads to its gate and shows no word of it`()
    async throws
  {
    let site = try await TestSite(members: 3)
    _ = try await site.report(account: "Zed shouted at me.")
    let browser = try await site.signedIn(1)
    let link = try #require(try await site.caseLink(browser))
    let token = try await browser.get("/settings").hidden("csrf")
    for (method, path) in routes(site, link) {
      let answer = try await ask(browser, method, path, guardToken: token)
      #expect(!answer.text.contains("shouted"), "\(path)")
      if path.hasSuffix("/gate") {
        #expect(answer.status == 200)
      } else if path.hasSuffix("/let-in") || answer.location != nil {
        #expect(answer.location == link + "/gate", "\(path)")
      }
    }
    // A declared conflict: the case is gone, as if it had never been.
    let declared = try await browser.post(
      link + "/commands/declare", [("csrf", token), ("conflict", "yes")])
    #expect(declared.location == "/dashboard")
    let nowhere = try await browser.get("/nowhere")
    for (method, path) in routes(site, link) {
      let answer = try await ask(browser, method, path, guardToken: token)
      #expect(answer.status == 404 && answer.bytes == nowhere.bytes, "\(path)")
    }
  }

  @Test func `a report is declared on, answered, and the answer is read behind the receipt`()
    async throws
  {
    let site = try await TestSite(members: 3)
    let words = try await site.report(account: "Zed shouted at me.")
    let member = try await site.signedIn(0)
    let link = try #require(try await site.caseLink(member))
    let gate = try await member.get(link + "/gate")
    let declared = try await member.post(
      link + "/commands/declare", [("csrf", gate.hidden("csrf")), ("conflict", "no")])
    #expect(declared.location == link)
    let page = try await member.get(link)
    #expect(page.status == 200 && page.text.contains("Zed shouted at me."))
    let letter = try await member.get(link + "/acknowledge")
    let empty = try await member.post(
      link + "/commands/acknowledge",
      [
        ("csrf", letter.hidden("csrf")), ("sequence", letter.hidden("sequence")),
        ("kind", "needsDecision"), ("text", ""),
      ])
    #expect(empty.status == 409 && empty.text.contains("Write between 1 and"))
    let sent = try await member.post(
      link + "/commands/acknowledge",
      [
        ("csrf", letter.hidden("csrf")), ("sequence", letter.hidden("sequence")),
        ("kind", "needsDecision"), ("text", "Thank you, we read it.\r\nAda"),
      ])
    #expect(sent.location == link + "?done=acknowledge")
    // The page that was looked at is older now: nothing is done, and what was typed stays.
    let aside = try await member.post(
      link + "/commands/setAside",
      [
        ("csrf", letter.hidden("csrf")), ("sequence", letter.hidden("sequence")),
        ("reason", "spam"), ("note", "typed before"),
      ])
    #expect(aside.status == 409 && aside.text.contains("typed before"))
    let note = try await member.post(
      link + "/commands/writeNote", [("csrf", letter.hidden("csrf")), ("text", "A *note*.")])
    #expect(note.location == link + "?done=writeNote")

    let reporter = site.browser()
    let opened = try await reporter.post(
      "/follow-up", [("receipt", words.joined(separator: " "))])
    #expect(opened.location == "/follow-up/conversation")
    #expect(
      opened.cookies.first?.hasSuffix("; Path=/follow-up; HttpOnly; SameSite=Strict") == true)
    let conversation = try await reporter.get("/follow-up/conversation")
    #expect(conversation.text.contains("Thank you, we read it."))
    #expect(!conversation.text.contains("A *note*"))
    let written = try await reporter.multipart(
      "/follow-up/messages",
      [
        .field("csrf", conversation.hidden("csrf")),
        .field("submission", conversation.hidden("submission")), .field("text", "One more thing."),
      ])
    #expect(written.location == "/follow-up/conversation?sent=yes")
    #expect(try await member.get(link).text.contains("One more thing."))
    let left = try await reporter.post(
      "/follow-up/leave", [("csrf", conversation.hidden("csrf"))])
    #expect(left.location == "/follow-up")
    #expect(try await reporter.get("/follow-up/conversation").location == "/follow-up")
  }

  @Test func `a form opens on a page of its own, keeps what was typed, and counts once`()
    async throws
  {
    let site = try await TestSite(members: 3)
    _ = try await site.report(account: "Zed shouted at me.")
    let member = try await site.signedIn(0)
    let link = try #require(try await site.caseLink(member))
    #expect(try await member.get(link + "/do/setAside").location == link + "/gate")
    let gate = try await member.get(link + "/gate")
    let token = gate.hidden("csrf")
    _ = try await member.post(
      link + "/commands/declare", [("csrf", token), ("conflict", "no")])
    let form = try await member.get(link + "/do/setAside")
    #expect(form.status == 200 && form.text.contains("name=\"reason\""))
    #expect(try await member.get(link + "/do/dance").status == 404)
    // It cannot be done yet: the page says what it waits for, and has no form.
    let early = try await member.get(link + "/do/close")
    #expect(early.status == 200 && !early.text.contains("/commands/close"))
    func setAside(_ sequence: String) async throws -> Browser.Answer {
      try await member.post(
        link + "/commands/setAside",
        [
          ("csrf", token), ("sequence", sequence), ("reason", "spam"), ("note", "typed before"),
        ])
    }
    let named = try await member.post(
      link + "/commands/nameParty",
      [
        ("csrf", token), ("role", "reported"), ("displayName", "Zed"),
        ("handles", "@zed\r\n@zed2"),
      ])
    #expect(named.location == link + "?done=nameParty")
    #expect(try await member.get(link).text.contains("@zed2"))
    // The case has moved on since the form was opened.
    let stale = try await setAside(form.hidden("sequence"))
    #expect(stale.status == 409 && stale.text.contains("typed before"))
    #expect(try await setAside(stale.hidden("sequence")).location == link + "?done=setAside")
    // The same button once more counts once.
    let twice = try await setAside(stale.hidden("sequence"))
    #expect(twice.location == link + "?done=setAside")
    // The same from a page of now: refused with its clause, and nothing typed is lost.
    let anew = try await setAside(try await member.get(link).hidden("sequence"))
    #expect(anew.status == 409 && anew.text.contains("typed before"))
    // A form that was open while its member stepped out leads nowhere.
    let other = try await site.signedIn(1)
    let otherToken = try await other.get(link + "/gate").hidden("csrf")
    _ = try await other.post(
      link + "/commands/declare", [("csrf", otherToken), ("conflict", "yes")])
    let late = try await other.post(
      link + "/commands/discuss", [("csrf", otherToken), ("text", "still here")])
    #expect(late.status == 404 && !late.text.contains("still here"))
    #expect(try await other.get(link + "/do/discuss").status == 404)
  }

  @Test func `somebody who declared a conflict by mistake is offered to be taken in again`()
    async throws
  {
    let site = try await TestSite(members: 3)
    _ = try await site.report(account: "Zed shouted at me.")
    let mistaken = site.members[1]
    var link = ""
    var browsers: [Browser] = []
    for (number, answer) in ["no", "yes", "no"].enumerated() {
      let browser = try await site.signedIn(number)
      link = try #require(try await site.caseLink(browser))
      let token = try await browser.get(link + "/gate").hidden("csrf")
      _ = try await browser.post(
        link + "/commands/declare", [("csrf", token), ("conflict", answer)])
      browsers.append(browser)
    }
    #expect(try await browsers[1].get(link).status == 404)
    // It takes two.
    for handler in [browsers[0], browsers[2]] {
      #expect(
        try await handler.get(link).text.contains("\(link)/do/admit?member=\(mistaken.id.text)"))
      let form = try await handler.get(link + "/do/admit")
      #expect(form.text.contains("value=\"\(mistaken.id.text)\""))
      let taken = try await handler.post(
        link + "/commands/admit",
        [
          ("csrf", form.hidden("csrf")), ("sequence", form.hidden("sequence")),
          ("member", mistaken.id.text), ("reason", "It was a mistaken click."),
        ])
      #expect(taken.location == link + "?done=admit")
    }
    #expect(try await browsers[1].get(link + "/gate").status == 200)
  }

  @Test func `another case is named by its code name, and offered by it`() async throws {
    let site = try await TestSite(members: 3)
    _ = try await site.report(account: "Zed shouted at me.")
    let member = try await site.signedIn(0)
    let first = try #require(try await site.caseLink(member))
    let token = try await member.get(first + "/gate").hidden("csrf")
    func declare(_ link: String) async throws {
      _ = try await member.post(
        link + "/commands/declare", [("csrf", token), ("conflict", "no")])
    }
    try await declare(first)
    _ = try await site.report(account: "Zed shouted at somebody else.")
    let second = try #require(try await site.caseLink(member))
    #expect(first != second)
    try await declare(second)
    let form = try await member.get(first + "/do/linkCase")
    let offered = form.text.matches(of: /<option value="([^"]+)"><\/option>/).map { String($0.1) }
    #expect(offered.count == 1)
    func link(_ name: String) async throws -> Browser.Answer {
      try await member.post(
        first + "/commands/linkCase",
        [
          ("csrf", token), ("sequence", form.hidden("sequence")), ("other", name),
          ("relation", "sameIncident"), ("note", ""),
        ])
    }
    let unknown = try await link("purple nobody")
    #expect(unknown.status == 422 && unknown.text.contains("value=\"purple nobody\""))
    let linked = try await link(try #require(offered.first).uppercased())
    #expect(linked.location == first + "?done=linkCase")
  }

  @Test func `cookies of members are kept to this site, and over TLS to its host`() async throws {
    for (address, expected) in [
      ("http://127.0.0.1:8080", "redress-session="),
      ("https://conduct.example.org", "__Host-redress-session="),
    ] {
      let site = try await TestSite(baseAddress: address, members: 1)
      let browser = site.browser()
      let person = site.members[0]
      let answer = try await browser.post(
        "/sign-in", [("email", person.email), ("password", person.password), ("code", "")])
      let cookie = try #require(answer.cookies.first)
      #expect(cookie.hasPrefix(expected))
      let isSecure = address.hasPrefix("https")
      #expect(
        cookie.hasSuffix("; Path=/; HttpOnly; SameSite=Strict" + (isSecure ? "; Secure" : "")))
      let page = try await browser.get("/dashboard")
      #expect(page.status == 200)
      let out = try await browser.post("/sign-out", [("csrf", page.hidden("csrf"))])
      #expect(out.cookies.first?.contains("Max-Age=0") == true)
      #expect(try await browser.get("/dashboard").status == 303)
    }
  }

  @Test func `a link from a mail is asked again by this site before the door is shown`()
    async throws
  {
    let site = try await TestSite(members: 1)
    let answer = try await site.browser().get("/cases", [("Sec-Fetch-Site", "cross-site")])
    #expect(answer.status == 200)
    #expect(answer.response.headers[HeaderName("refresh")]?.text == "0; url=/cases")
  }

  @Test func `after signing in one is where one wanted to be, and never elsewhere`() async throws {
    let site = try await TestSite(members: 1)
    let person = site.members[0]
    for (asked, expected) in [
      ("/cases?show=closed", "/cases?show=closed"), ("//evil.example", "/dashboard"),
      ("https://evil.example", "/dashboard"), ("", "/dashboard"),
    ] {
      let answer = try await site.browser().post(
        "/sign-in",
        [
          ("email", person.email), ("password", person.password), ("code", ""),
          ("return", asked),
        ])
      #expect(answer.location == expected)
    }
  }

  @Test func `the log has no address, no path and no token`() async throws {
    let site = try await TestSite(members: 1)
    let browser = try await site.signedIn(0)
    _ = try await browser.get("/join/" + String(repeating: "ab", count: 32))
    _ = try await browser.get("/cases/" + String(repeating: "ab", count: 16))
    for line in site.log.lines {
      #expect(!line.contains("abab") && !line.contains("@") && !line.contains("/cases"))
    }
    #expect(site.log.lines.contains { $0.hasPrefix("GET case.show 404") })
  }
}
