import Casework
import HTTPServer
import Procedure
import Testing

@testable import Web

@Suite struct `A long conversation on the pages` {
  /// Every message on the pages that links alone lead to, from the newest to the oldest.
  private func walked(_ browser: Browser, from path: String) async throws -> [Int] {
    var found: [Int] = []
    var next: String? = path
    var pages = 0
    while let path = next {
      pages += 1
      #expect(pages <= 3)
      let page = try await browser.get(path)
      #expect(page.status == 200)
      // The marks that lead back to an opening lie in the spaces.
      let text = page.text.replacing("\u{2005}", with: " ")
      found = text.matches(of: /Message (\d+) of mine/).compactMap { Int($0.1) } + found
      next = page.text.firstMatch(of: /href="([^"]*\?page=\d+)"[^>]*>Earlier</).map { String($0.1) }
    }
    return found
  }

  private func token(_ site: TestSite, receipt words: [String]) async throws -> String {
    try await site.organization.openChannel(receipt: words.joined(separator: " "))
  }

  @Test func `is reached whole by plain links, by its party and by the handlers`() async throws {
    let site = try await TestSite(members: 3)
    let words = try await site.report(account: "Zed shouted at me.")
    let member = try await site.signedIn(0)
    let link = try #require(try await site.caseLink(member))
    let gate = try await member.get(link + "/gate")
    _ = try await member.post(
      link + "/commands/declare", [("csrf", gate.hidden("csrf")), ("conflict", "no")])
    let party = site.browser()
    let bearer = try await token(site, receipt: words)
    let count = HistoryLimits.messagesPerPage + 10
    for number in 1...count {
      let sent = try await party.json(
        .post, "/api/v1/channel/messages", "{\"text\": \"Message \(number) of mine.\"}",
        token: bearer)
      #expect(sent.status == 201)
    }

    let opening = try await party.get("/follow-up")
    _ = try await party.post(
      "/follow-up",
      [("csrf", opening.hidden("csrf")), ("receipt", words.joined(separator: " "))])
    #expect(try await walked(party, from: "/follow-up/conversation") == Array(1...count))

    let page = try await member.get(link)
    let text = page.text.replacing("\u{2005}", with: " ")
    #expect(text.contains("\(count - 3) earlier messages"))
    let earlier = try #require(
      page.text.firstMatch(of: /href="(\/cases\/[0-9a-f]+\/channels\/[0-9a-f]+)\?page=2"/)
    ).1
    #expect(try await walked(member, from: String(earlier)) == Array(1...count))
    let timeline = try await member.get(link + "/timeline")
    #expect(
      timeline.status == 200
        && timeline.text.replacing("\u{2005}", with: " ").contains("\(count) times"))

    // Programs get the same pages, and are told how many there are.
    let handler = try await site.organization.signIn(
      email: site.members[0].email, password: site.members[0].password, code: "")
    let oldest = try await site.browser().json(
      .get, "/api/v1\(earlier)/messages?page=2", token: handler)
    #expect(oldest.text.contains("\"number\":1,") && oldest.text.contains("\"pageCount\":2"))
    #expect(oldest.text.contains("Message 1 of mine.") && !oldest.text.contains("Message 20 of"))
    let own = try await party.json(.get, "/api/v1/channel/messages?page=2", token: bearer)
    #expect(own.text.contains("Message 1 of mine.") && own.text.contains("\"total\":\(count + 1)"))
    for wrong in ["page=0", "page=x", "before=3"] {
      let refused = try await party.json(.get, "/api/v1/channel/messages?\(wrong)", token: bearer)
      #expect(refused.status == 400, "\(wrong)")
    }
  }
}
