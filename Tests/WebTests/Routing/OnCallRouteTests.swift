import Casework
import HTTPServer
import Procedure
import Testing

@testable import Web

@Suite struct `On-call pages` {
  /// The values of the options of a list, in their order.
  private func options(_ answer: Browser.Answer, _ name: String) -> [String] {
    guard let list = answer.text.firstMatch(of: /<select[^>]*name="([^"]*)"[\s\S]*?<\/select>/)
    else { return [] }
    var text = answer.text[list.range.lowerBound...]
    while let found = text.firstMatch(of: /<select[^>]*name="([^"]*)"([\s\S]*?)<\/select>/) {
      if found.1 == name {
        return found.2.matches(of: /<option[^>]*value="([^"]*)"/).map { String($0.1) }
      }
      text = text[found.range.upperBound...]
    }
    return []
  }

  @Test func `a swap is proposed, agreed to and shown, with the words of a refusal`() async throws {
    let site = try await TestSite(members: 3)
    let one = try await site.signedIn(0)
    let page = try await one.get("/on-call")
    #expect(page.status == 200)
    let token = page.hidden("csrf")
    let gives = try #require(options(page, OnCallPage.givesFieldName).first)
    let partner = try #require(
      options(page, OnCallPage.takesFieldName).first {
        $0.hasPrefix(site.members[1].id.text + "-") && !$0.contains(gives.prefix { $0 != "-" })
      })
    let asked = try await one.post(
      "/on-call/swaps", [("csrf", token), ("gives", gives), ("takes", partner)])
    // Where the other one has a duty in that week already, the rule says so and nothing typed is lost.
    if asked.status == 409 {
      #expect(asked.text.contains("selected"))
      return
    }
    #expect(asked.status == 303 && asked.location == "/on-call")
    #expect(try await one.get("/on-call").text.contains(OnCallWords.proposed))
    let other = try await site.signedIn(1)
    let question = try await other.get("/on-call")
    #expect(question.text.contains(OnCallWords.toAnswer))
    let number = question.hidden("swap")
    let refused = try await one.post(
      "/on-call/swaps/answer", [("csrf", token), ("swap", number), ("answer", "agree")])
    #expect(refused.status == 409)
    #expect(refused.text.contains("Only the member who was asked"))
    #expect(refused.text.contains("H05.5"))
    let agreed = try await other.post(
      "/on-call/swaps/answer",
      [("csrf", question.hidden("csrf")), ("swap", number), ("answer", "agree")])
    #expect(agreed.status == 303)
    #expect(try await !one.get("/on-call").text.contains(OnCallWords.proposed))
  }

  @Test func `an absence is entered by days, and a day that is none is given back`() async throws {
    let site = try await TestSite(members: 2)
    let browser = try await site.signedIn(0)
    let token = try await browser.get("/on-call").hidden("csrf")
    for day in ["", "soon", "2999-02-30", "24.12.2999", "2999-1-1"] {
      let wrong = try await browser.post(
        "/on-call/absences", [("csrf", token), ("from", day), ("until", "2999-03-01")])
      #expect(wrong.status == 422)
      #expect(wrong.text.contains("value=\"2999-03-01\""))
    }
    let past = try await browser.post(
      "/on-call/absences", [("csrf", token), ("from", "1999-01-01"), ("until", "1999-01-02")])
    #expect(past.status == 409 && past.text.contains("H05.8"))
    let today = String(Times.machineReadable(site.site.now).prefix(10))
    let entered = try await browser.post(
      "/on-call/absences", [("csrf", token), ("from", today), ("until", today)])
    #expect(entered.status == 303)
    let shown = try await browser.get("/on-call")
    #expect(shown.text.contains(OnCallWords.endAbsence))
    let ended = try await browser.post(
      "/on-call/absences/end", [("csrf", token), ("absence", shown.hidden("absence"))])
    #expect(ended.status == 303)
    #expect(try await !browser.get("/on-call").text.contains(OnCallWords.endAbsence))
  }

  @Test func `a calendar is served to whoever has its address, and to nobody else`() async throws {
    let site = try await TestSite(members: 2)
    let browser = try await site.signedIn(0)
    let token = try await browser.get("/on-call").hidden("csrf")
    let made = try await browser.post("/on-call/calendar", [("csrf", token)])
    let path = try #require(made.text.firstMatch(of: /\/calendar\/[0-9a-f]{64}\.ics/)).0
    let visitor = site.browser()
    let file = try await visitor.get(String(path))
    #expect(file.status == 200)
    #expect(file.response.headers[.contentType]?.text == "text/calendar; charset=utf-8")
    #expect(file.text.hasPrefix("BEGIN:VCALENDAR\r\n"))
    for other in ["/calendar/x.ics", "/calendar/" + String(repeating: "0a", count: 32) + ".ics"] {
      #expect(try await visitor.get(other).status == 404)
    }
    _ = try await browser.post("/on-call/calendar/end", [("csrf", token)])
    #expect(try await visitor.get(String(path)).status == 404)
  }

  @Test func `the API has the same rota, and refuses with the same rules`() async throws {
    let site = try await TestSite(members: 3)
    let browser = site.browser()
    func token(_ number: Int) async throws -> String {
      let person = site.members[number]
      let answer = try await browser.json(
        .post, "/api/v1/sessions",
        "{\"email\": \"\(person.email)\", \"password\": \"\(person.password)\"}")
      guard case .text(let token)? = try JSONReader.read(answer.bytes)["token"] else { return "" }
      return token
    }
    func holds(_ answer: Browser.Answer, _ name: String) throws {
      let route = try #require(site.site.apiRoutes.first { $0.route.name == "api." + name })
      #expect(answer.status == route.success.status.code, "\(name): \(answer.text)")
      let faults = route.success.schema?.faults(in: try JSONReader.read(answer.bytes)) ?? []
      #expect(faults.isEmpty, "\(name): \(faults)")
    }
    let mine = try await token(0)
    let rota = try await browser.json(.get, "/api/v1/on-call", token: mine)
    try holds(rota, "on-call")
    // A week in which the first has a duty and the third has none.
    let weeks = rota.text.matches(
      of:
        /"primary":\{"id":"([0-9a-f]+)"[^}]*\},"secondary":\{"id":"([0-9a-f]+)"[^}]*\},"start":\d+,"week":(\d+)/
    )
    let week = try #require(
      weeks.first { $0.1 == site.members[0].id.text && $0.2 == site.members[1].id.text }
        ?? weeks.first { $0.1 == site.members[0].id.text })
    let other = week.2 == site.members[1].id.text ? 2 : 1
    let swap =
      "{\"with\": \"\(site.members[other].id.text)\", \"gives\": {\"week\": \(week.3), \"duty\": \"primary\"}, \"takes\": null}"
    let asked = try await browser.json(.post, "/api/v1/on-call/swaps", swap, token: mine)
    try holds(asked, "on-call.swap")
    let number = try #require(asked.text.firstMatch(of: /"swap":(\d+)/)).1
    let refused = try await browser.json(
      .post, "/api/v1/on-call/swaps/\(number)/answer", "{\"agreed\": true}", token: mine)
    #expect(refused.status == 409 && refused.text.contains("oncall.swap-needs-consent"))
    let theirs = try await token(other)
    try holds(
      try await browser.json(
        .post, "/api/v1/on-call/swaps/\(number)/answer", "{\"agreed\": true}", token: theirs),
      "on-call.swap.answer")
    let settled = try await browser.json(
      .delete, "/api/v1/on-call/swaps/\(number)", token: mine)
    #expect(settled.status == 409 && settled.text.contains("oncall.swap-answered-once"))
    let now = site.site.now.secondsSince1970
    let away = try await browser.json(
      .post, "/api/v1/on-call/absences", "{\"from\": \(now), \"until\": \(now + 9_000)}",
      token: mine)
    try holds(away, "on-call.absence")
    let absence = try #require(away.text.firstMatch(of: /"absence":(\d+)/)).1
    try holds(
      try await browser.json(.delete, "/api/v1/on-call/absences/\(absence)", token: mine),
      "on-call.absence.end")
    try holds(
      try await browser.json(.post, "/api/v1/on-call/calendar", token: mine), "on-call.calendar")
  }
}
