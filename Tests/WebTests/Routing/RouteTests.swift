import Casework
import HTTPServer
import Markup
import Procedure
import Testing

@testable import Web

@Suite struct `Routes and links` {
  static let id = String(repeating: "0a", count: 16)
  static let aCase = CaseID(id)
  static let links: [(link: Link, route: String)] = [
    (Paths.home, "home"), (Paths.report, "report.form"), (Paths.privacy, "privacy"),
    (Paths.followUp, "follow-up.form"), (Paths.conversation, "conversation.show"),
    (Paths.conversationSent, "conversation.show"),
    (Paths.conversation(page: 2), "conversation.show"),
    (Paths.reporterMessage, "conversation.write"),
    (Paths.reporterLeave, "conversation.leave"),
    (Paths.reporterFile(FileID(id)), "conversation.file"), (Paths.signIn, "sign-in.form"),
    (Paths.signIn(.signedOut), "sign-in.form"),
    (Paths.signIn(returnTo: "/cases?show=open", hadSession: true), "sign-in.form"),
    (Paths.signInWithRecoveryCode, "sign-in.recovery-code"), (Paths.signOut, "sign-out"),
    (Paths.lostPassword, "lost-password.form"), (Paths.join(id + id), "join.form"),
    (Paths.dashboard, "dashboard"), (Paths.cases, "case.list"),
    (Paths.cases("setAside", page: 3), "case.list"), (Paths.aCase(aCase), "case.show"),
    (Paths.aCase(aCase, part: "people"), "case.show"),
    (Paths.aCase(aCase, done: .acknowledge), "case.show"), (Paths.gate(aCase), "case.gate"),
    (Paths.acknowledge(aCase, kind: .alreadyHandled), "case.acknowledge"),
    (Paths.channel(ChannelID(id), of: aCase, page: 2), "case.channel"),
    (Paths.timeline(aCase, page: 2), "case.timeline"),
    (Paths.letIn(aCase), "case.let-in"), (Paths.caseFile(aCase, FileID(id)), "case.file"),
    (Paths.casePreview(aCase, FileID(id)), "case.preview"),
    (Paths.casesToDeclare, "case.to-declare"), (Paths.earlierRecords(aCase), "case.people"),
    (Paths.doing(.close, aCase), "case.do"), (Paths.ledger, "ledger.show"),
    (Paths.board, "board.show"),
    (Paths.boardOversight, "board.oversight"),
    (
      Paths.ledger(LedgerQuery(sorting: .status, status: .ongoing, person: PersonID(id)), page: 2),
      "ledger.show"
    ),
    (Paths.ledgerTable(LedgerQuery()), "ledger.table"), (Paths.persons, "people.list"),
    (Paths.person(PersonID(id)), "people.show"),
    (Paths.offerCases(MemberID(id)), "members.cases.form"),
    (Paths.membership(of: MemberID(id)), "members.membership"),
    (Paths.inPersonReport, "case.new"), (Paths.settings, "settings.show"),
    (Paths.settings(saved: "profile"), "settings.show"),
    (Paths.settingsProfile, "settings.profile"), (Paths.settingsPassword, "settings.password"),
    (Paths.settingsSecondFactor, "settings.second-factor.form"),
    (Paths.settingsRecoveryCodes, "settings.recovery-codes"),
    (Paths.settingsKeys, "settings.keys"), (Paths.settingsSessions, "settings.sessions"),
    (Paths.onCall, "on-call.show"), (Paths.onCallSwaps, "on-call.swap"),
    (Paths.onCallAnswer, "on-call.swap.answer"), (Paths.onCallWithdraw, "on-call.swap.withdraw"),
    (Paths.onCallAbsences, "on-call.absence"), (Paths.onCallAbsenceEnd, "on-call.absence.end"),
    (Paths.onCallCalendar, "on-call.calendar"), (Paths.onCallCalendarEnd, "on-call.calendar.end"),
    (Paths.members, "members.list"), (Paths.invite, "members.invite"),
    (Paths.withdrawInvitation, "members.withdraw"),
    (Paths.confirmMember(MemberID(id)), "members.confirm.form"),
    (Paths.recovery, "recovery.show"), (Paths.recoveryShares, "recovery.split"),
    (Paths.recoveryFounding, "recovery.founding"), (Paths.organization, "organization"),
    (Paths.policies, "policies.show"),
    (Paths.proposePolicy(id + id), "policies.propose"),
    (Paths.adoptPolicy(id + id), "policies.adopt"),
    (Paths.declinePolicy(id + id), "policies.decline"),
    (Paths.styleSheet, "asset"), (Paths.scriptFile, "asset"), (Paths.siteIcon, "asset"),
  ]

  @Test func `every link leads to the route it is meant for, and back`() async throws {
    let site = try await TestSite(members: 1)
    let routes = site.application.router.descriptions
    func name(_ link: Link) throws -> (name: String, path: String)? {
      let target = try RequestTarget(link.text.prefix { $0 != "#" })
      let fitting = routes.compactMap { route in
        route.path.match(target.segments).map { (route, $0) }
      }
      // Literals before captures, as the router has it; a link to a form names the page where there is one.
      let best = fitting.min { one, other in
        let captures = (one.1.count, other.1.count)
        return captures.0 != captures.1
          ? captures.0 < captures.1 : one.0.method == .get && other.0.method != .get
      }
      return best.flatMap { route, captures in
        route.path.path(captures).map { (route.name, $0) }
      }
    }
    for (link, route) in Self.links {
      let found = try name(link)
      #expect(found?.name == route, "\(link.text)")
      #expect(found?.path == String(link.text.prefix { $0 != "?" && $0 != "#" }))
    }
    for command in Command.Name.allCases {
      #expect(try name(Paths.command(command, Self.aCase))?.name == "case.command")
    }
    let reached = Set(Self.links.map(\.route))
    let unreached = routes.filter {
      $0.method == .get && !$0.name.hasPrefix("api.") && !reached.contains($0.name)
    }.map(\.name)
    #expect(unreached.sorted() == ["calendar", "favicon", "health", "metrics", "ready", "robots"])
  }

  @Test func `who may use a route is written beside it, and every form of a member is guarded`()
    async throws
  {
    let site = try await TestSite(members: 1)
    let routes = site.application.router.descriptions.filter { !$0.name.hasPrefix("api.") }
    let open = routes.filter { $0.metadata.audience == "visitor" && $0.method == .post }
    // Only these change something without a session; nothing but what was typed hangs on them.
    #expect(
      open.map(\.name).sorted() == [
        "follow-up.open", "join.take", "lost-password.take", "report.take", "sign-in.take",
      ])
    let member = try await site.signedIn(0)
    for route in routes where route.metadata.audience == "member" && route.method == .post {
      let path = route.path.segments.map { segment in
        switch segment {
        case .literal(let text): "/" + text
        case .capture("command", _): "/writeNote"
        case .capture("policy", _): "/" + Self.id + Self.id
        case .capture: "/" + Self.id
        }
      }.joined()
      for token in ["", "csrf=", "csrf=" + Self.id] {
        let answer = try await member.send(
          .post, path,
          [
            ("Content-Type", "application/x-www-form-urlencoded"),
            ("Sec-Fetch-Site", "same-origin"),
          ], Array(token.utf8))
        #expect(answer.status == 403, "\(route.name)")
      }
    }
  }

  @Test func `every answer carries the same headers`() async throws {
    let site = try await TestSite(members: 1)
    let browser = site.browser()
    let expected = [
      "content-security-policy: default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'",
      "referrer-policy: no-referrer", "x-content-type-options: nosniff",
      "permissions-policy: camera=(), microphone=(), geolocation=(), payment=(), usb=(), interest-cohort=(), browsing-topics=()",
      "cross-origin-opener-policy: same-origin", "cross-origin-resource-policy: same-origin",
      "cache-control: no-store",
    ]
    for path in ["/", "/report", "/nowhere", "/api/v1/cases", "/sign-in", "/dashboard"] {
      let lines = try await browser.get(path).response.headers.lines
        .map { "\($0.name.text): \($0.value.text)" }
      for line in expected { #expect(lines.contains(line), "\(path)") }
      #expect(!lines.contains { $0.hasPrefix("strict-transport-security") })
    }
    let secure = try await TestSite(baseAddress: "https://conduct.example.org", members: 1)
    let answer = try await secure.browser().get("/")
    #expect(answer.response.headers[.strictTransportSecurity]?.text == "max-age=31536000")
  }

  @Test func `what pages refer to may be kept for ever, and an old address is not kept`()
    async throws
  {
    let browser = try await TestSite(members: 1).browser()
    let home = try await browser.get("/")
    #expect(home.text.contains(Paths.styleSheet.text))
    let current = try await browser.get(Paths.styleSheet.text)
    #expect(current.bytes == StyleAssets.styleSheet)
    #expect(
      current.response.headers[.cacheControl]?.text == "public, max-age=31536000, immutable")
    let old = try await browser.get("/assets/\(Self.id)/redress.css")
    #expect(old.status == 200 && old.response.headers[.cacheControl]?.text == "no-store")
    #expect(try await browser.get("/assets/\(Self.id)/nothing.css").status == 404)
  }
}
