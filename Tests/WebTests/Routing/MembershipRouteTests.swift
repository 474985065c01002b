import Casework
import HTTPServer
import Procedure
import Testing

@testable import Web

@Suite struct `The membership on its page` {
  // Carries: E02.2, E02.4
  @Test func `a board member records an appointment and a review; what is wrong is given back`()
    async throws
  {
    let site = try await TestSite(members: 2)
    let board = try await site.boardMember()
    let page = try await board.get("/members")
    #expect(page.text.contains("ask for at least 3"))
    #expect(page.text.contains(MembershipWords.noReviews))
    let token = page.hidden("csrf")
    let grace = site.members[1].id.text
    for day in ["", "soon", "2999-01-01"] {
      let wrong = try await board.post(
        "/members/appointments", [("csrf", token), ("member", grace), ("day", day)])
      #expect(wrong.status == 422 && wrong.text.contains("<details open>"))
      #expect(wrong.text.contains("value=\"\(grace)\" selected"))
    }
    let appointed = try await board.post(
      "/members/appointments", [("csrf", token), ("member", grace), ("day", "2026-01-15")])
    #expect(appointed.status == 303)
    let reviewed = try await board.post(
      "/members/reviews",
      [("csrf", token), ("member", site.members[0].id.text), ("day", "2026-02-01")])
    #expect(reviewed.status == 303)
    let member = try await site.signedIn(0)
    let shown = try await member.get("/members").text
    #expect(shown.contains("2026-01-15") && shown.contains(MembershipWords.notConfirmed))
    #expect(shown.contains(MembershipWords.by("Bea Boardwalk")))
    #expect(!shown.contains("/members/reviews"))
    let portal = try await board.get("/board").text
    #expect(portal.contains(MembershipWords.reviewIsDue) && portal.contains("2027-02-01"))
    let refused = try await member.post(
      "/members/reviews",
      [
        ("csrf", try await member.get("/members").hidden("csrf")), ("day", "2026-02-01"),
      ])
    #expect(refused.status == 403)
    let gone = try await board.post(
      "/members/appointments",
      [("csrf", token), ("member", String(repeating: "0", count: 32)), ("day", "2026-01-15")])
    #expect(gone.status == 404)
  }

  // Carries: E02.2, E02.4
  @Test func `programs do the same`() async throws {
    let site = try await TestSite(members: 2)
    let token = try await site.boardToken()
    let browser = site.browser()
    let member = site.members[0].id.text
    let appointed = try await browser.json(
      .post, "/api/v1/members/\(member)/appointment", "{\"decided\": 1780000000}", token: token)
    #expect(appointed.status == 200 && appointed.text.contains("\"recordedBy\":\"Bea Boardwalk\""))
    let reviewed = try await browser.json(
      .post, "/api/v1/members/reviews",
      "{\"decided\": 1780000000, \"confirmed\": [\"\(member)\"]}", token: token)
    #expect(reviewed.status == 200 && reviewed.text.contains("\"unconfirmed\":[\"Grace Hopper\"]"))
    #expect(reviewed.text.contains("\"reviewDue\":\(1_780_000_000 + 365 * 86_400)"))
    let ahead = try await browser.json(
      .post, "/api/v1/members/reviews", "{\"decided\": 2780000000, \"confirmed\": []}", token: token
    )
    #expect(ahead.status == 422)
  }
}
