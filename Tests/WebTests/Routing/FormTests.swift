import Casework
import HTTPServer
import Procedure
import Testing

@testable import Web

@Suite struct `The public form` {
  private func parts(_ form: Browser.Answer, _ more: [Browser.Part]) -> [Browser.Part] {
    [.field("csrf", form.hidden("csrf")), .field("submission", form.hidden("submission"))] + more
  }

  @Test func `no public page sets a cookie, and none asks for one`() async throws {
    let site = try await TestSite(members: 2)
    let browser = site.browser()
    for path in ["/", "/privacy", "/report", "/follow-up", "/sign-in", "/lost-password"] {
      #expect(try await browser.get(path).cookies.isEmpty, "\(path)")
    }
    let form = try await browser.get("/report")
    let answer = try await browser.multipart(
      "/report", parts(form, [.field("account", "Zed shouted.")]))
    #expect(answer.status == 200 && answer.cookies.isEmpty)
    #expect(answer.receiptWords.count == 7)
    #expect(answer.location == nil)
  }

  @Test func `what was typed stays through every error, with the files`() async throws {
    let site = try await TestSite(members: 2)
    let browser = site.browser()
    let form = try await browser.get("/report")
    let member = site.members[1].id.text
    let typed: [Browser.Part] = [
      .field("account", ""), .field("involved", "Zed <b>"), .field("when", "on \"Monday\""),
      .field("ongoing", "unsure"), .field("leaveOut", member), .field("translated", "yes"),
      .field("contactEmail", "not an address"),
    ]
    let first = try await browser.multipart(
      "/report", parts(form, typed + [.file("files", name: "a.txt", bytes: Array("one".utf8))]))
    #expect(first.status == 422)
    for text in [
      "Zed &lt;b&gt;", "on &quot;Monday&quot;", "not an address", "a.txt",
      "value=\"unsure\" checked",
      "value=\"\(member)\" checked", "Please tell us what happened",
    ] {
      #expect(first.text.contains(text), "\(text)")
    }
    let ticket = first.hidden("stagedFile")
    #expect(!ticket.isEmpty)
    let second = try await browser.multipart(
      "/report",
      parts(
        first,
        [
          .field("account", "Zed shouted."), .field("stagedFile", ticket),
          .file("files", name: "b.txt", bytes: Array("two".utf8)),
        ]))
    let words = second.receiptWords
    #expect(words.count == 7)
    let channel = try await browser.post("/follow-up", [("receipt", words.joined(separator: " "))])
    #expect(channel.status == 303)
    let conversation = try await browser.get("/follow-up/conversation")
    #expect(conversation.text.contains("a.txt") && conversation.text.contains("b.txt"))
    let file = try #require(
      conversation.text.firstMatch(of: /\/follow-up\/files\/[0-9a-f]{32}/))
    let taken = try await browser.get(String(file.0))
    #expect(["one", "two"].contains(taken.text))
    #expect(
      taken.response.headers[.contentSecurityPolicy]?.text == "default-src 'none'; sandbox")
    #expect(taken.response.headers[.contentDisposition]?.text.hasPrefix("attachment") == true)
  }

  @Test func `a file that is too large is named, and the others stay`() async throws {
    let site = try await TestSite(members: 2)
    let browser = site.browser()
    let form = try await browser.get("/report")
    let large = [UInt8](repeating: 7, count: IntakeLimits.fileBytesMax + 1)
    let answer = try await browser.multipart(
      "/report",
      parts(
        form,
        [
          .field("account", "Zed shouted."), .file("files", name: "small.txt", bytes: [1, 2]),
          .file("files", name: "film.mkv", bytes: large),
        ]))
    #expect(answer.status == 413)
    #expect(answer.text.contains("“film.mkv” is larger than 25 MiB"))
    #expect(answer.text.contains("small.txt") && !answer.hidden("stagedFile").isEmpty)
    #expect(answer.text.contains("Zed shouted."))
  }

  @Test func `the same form twice shows the same receipt, with files too`() async throws {
    let site = try await TestSite(members: 2)
    let browser = site.browser()
    let form = try await browser.get("/report")
    let sent = parts(
      form, [.field("account", "Zed shouted."), .file("files", name: "a.txt", bytes: [1, 2, 3])])
    let first = try await browser.multipart("/report", sent)
    let second = try await browser.multipart("/report", sent)
    #expect(first.receiptWords.count == 7 && first.receiptWords == second.receiptWords)
    let member = try await site.signedIn(0)
    let dashboard = try await member.get("/dashboard").text
    let links = Set(dashboard.matches(of: /\/cases\/[0-9a-f]{32}/).map { String($0.0) })
    #expect(links.count == 1)
  }

  @Test
  func `a form without its token, or with a file before it, is given back with what was typed`()
    async throws
  {
    let site = try await TestSite(members: 2)
    let browser = site.browser()
    let form = try await browser.get("/report")
    let early = try await browser.multipart(
      "/report",
      [
        .file("files", name: "a.txt", bytes: [1]), .field("submission", form.hidden("submission")),
        .field("account", "Zed shouted."),
      ])
    let without = try await browser.multipart("/report", [.field("account", "Zed shouted.")])
    let changed = try await browser.multipart(
      "/report", [.field("submission", "zz"), .field("account", "Zed shouted.")])
    for answer in [early, without, changed] {
      #expect(answer.status == 400 && answer.text.contains("Zed shouted."))
      #expect(answer.hidden("submission").count == 64)
    }
  }

  @Test func `somebody chosen alone who is not there does not become everybody`() async throws {
    let site = try await TestSite(members: 2)
    let browser = site.browser()
    let form = try await browser.get("/report")
    let answer = try await browser.multipart(
      "/report",
      parts(
        form,
        [
          .field("account", "Zed shouted."),
          .field("chosen", String(repeating: "ab", count: 16)),
        ]))
    #expect(answer.status == 422 && answer.text.contains("Zed shouted."))
  }

  @Test func `a form that another site sends does not count`() async throws {
    let site = try await TestSite(members: 2)
    let browser = site.browser()
    let refused: [[(String, String)]] = [
      [("Sec-Fetch-Site", "cross-site")], [("Sec-Fetch-Site", "same-site")],
      [("Sec-Fetch-Site", "cross-site"), ("Origin", "http://127.0.0.1:8080")],
    ]
    for headers in refused {
      let answer = try await browser.post("/follow-up", [("receipt", "a b")], headers)
      #expect(answer.status == 403)
    }
    func plain(_ headers: [(String, String)]) async throws -> UInt16 {
      try await browser.send(
        .post, "/follow-up",
        [("Content-Type", "application/x-www-form-urlencoded")] + headers,
        Array("receipt=a+b".utf8)
      ).status
    }
    #expect(try await plain([("Origin", "https://evil.example")]) == 403)
    #expect(try await plain([("Origin", "http://127.0.0.1:8080")]) == 422)
    #expect(try await plain([("Origin", "null")]) == 422)
    #expect(try await plain([]) == 422)
  }
}
