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

  @Test func `a chair ends a membership after typing the name, and whoever it was is signed out`()
    async throws
  {
    let site = try await TestSite(members: 3)
    let (chair, grace) = (try await site.signedIn(0), try await site.signedIn(1))
    let path = "/members/\(site.members[1].id.text)"
    #expect(try await chair.get("/members").text.contains("href=\"\(path)\""))
    let page = try await chair.get(path)
    #expect(page.status == 200 && page.text.contains(MembershipPageWords.tooFew(2, least: 3)))
    let token = page.hidden("csrf")
    let wrong = try await chair.post(
      path + "/end", [("csrf", token), ("name", site.members[0].name)])
    #expect(wrong.status == 422 && wrong.text.contains(MembershipPageWords.nameFault))
    #expect(try await grace.get("/dashboard").status == 200)
    let ended = try await chair.post(
      path + "/end", [("csrf", token), ("name", site.members[1].name.uppercased())])
    #expect(ended.status == 303)
    #expect(try await grace.get("/dashboard").status == 303)
    #expect(try await chair.get(path).status == 404)
  }

  @Test func `a member leaves by themselves, and ends nobody else's membership`() async throws {
    let site = try await TestSite(members: 3)
    let grace = try await site.signedIn(1)
    let other = try await grace.get("/members/\(site.members[2].id.text)")
    #expect(other.text.contains(MembershipPageWords.notYours))
    let own = "/members/\(site.members[1].id.text)"
    #expect(try await grace.get("/settings").text.contains("href=\"\(own)\""))
    let token = try await grace.get(own).hidden("csrf")
    let refused = try await grace.post(
      "/members/\(site.members[2].id.text)/end",
      [("csrf", token), ("name", site.members[2].name)])
    #expect(refused.status == 403)
    let left = try await grace.post(
      own + "/end", [("csrf", token), ("name", site.members[1].name)])
    #expect(left.status == 303)
    #expect(try await grace.get("/dashboard").status == 303)
  }

  @Test func `a chair gives roles on the page, and those of the board stay as they are`()
    async throws
  {
    let site = try await TestSite(members: 3)
    let (chair, board) = (try await site.signedIn(0), try await site.boardMember())
    let path = "/members/\(site.members[1].id.text)"
    let token = try await board.get(path).hidden("csrf")
    let both = try await board.post(
      path + "/roles", [("csrf", token), ("role", "member"), ("role", "board-member")])
    #expect(both.status == 303)
    let page = try await chair.get(path)
    #expect(!page.text.contains("value=\"board-member\""))
    let changed = try await chair.post(
      path + "/roles", [("csrf", page.hidden("csrf")), ("role", "vice-chair")])
    #expect(changed.status == 303)
    let grace = try await site.signedIn(1)
    let shown = try await grace.get(path).text
    #expect(shown.contains("Vice") && shown.contains("Board"))
    let tokenOfBoard = try await site.organization.signIn(
      email: "bea@example.org", password: "correct horse bea", code: "")
    let browser = site.browser()
    let given = try await browser.json(
      .put, "/api/v1/members/\(site.members[1].id.text)/roles", "{\"roles\": [\"member\"]}",
      token: tokenOfBoard)
    #expect(given.status == 200)
    let ended = try await browser.json(
      .delete, "/api/v1/members/\(site.members[1].id.text)", "", token: tokenOfBoard)
    #expect(ended.status == 204)
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
