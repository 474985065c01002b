import Foundation
import HTTPServer
import Procedure

@testable import Casework
@testable import Web

extension Play {
  /// Everybody who can look, looks.
  func look() async throws {
    if let browser = try await browserOfRufus() {
      let token = try await tokenOfRufus()
      for route in reads(for: ["reporter"]) {
        reported.see(title(route), try await ask(route, browser, token).everything)
      }
    }
    for mail in traces[traces.count - 1].mails where mail.recipient == Self.rufusAddress {
      reported.see("\(scene.rawValue): a mail", Self.whole(mail))
    }
    // In between they are asked and handle the case, and may read it.
    if ![.reported, .declared, .answered].contains(scene) {
      try await look(as: community.members[4], &recused)
    }
    try await look(as: community.members[5], &leftOut)
    // Then they are asked, and see the card, on which stand the names that the report gives.
    if scene != .appealed { try await look(as: community.board[0], &board) }
    try await lookFromOutside()
  }

  /// What a member who was left out sees in the very moment, while mails wait to be sent.
  func glance() async throws {
    let browser = try await signedIn(community.members[5])
    for path in ["/dashboard", "/organization", "/on-call", "/members"] {
      leftOut.see(
        "\(scene.rawValue), that moment: \(path)", try await browser.get(path).everything)
    }
    hours.pass(seconds: 1)
  }

  /// Every route that only reads and is for these; files that pages refer to are the same for everybody.
  private func reads(for audiences: Set<String>) -> [RouteDescription] {
    application.router.descriptions.filter {
      $0.method == .get && audiences.contains($0.metadata.audience) && $0.name != "asset"
        && $0.name != "metrics"
    }
  }

  /// Every route that names a case and does something.
  private var deeds: [RouteDescription] {
    application.router.descriptions.filter {
      $0.method != .get && $0.path.description.contains("{case")
    }
  }

  private func title(_ route: RouteDescription) -> String {
    "\(scene.rawValue): \(route.method.rawValue) \(route.path.description)"
  }

  /// The address of a route. The case is the real one, once somebody could know where it is.
  private func path(_ route: RouteDescription) -> String {
    "/"
      + route.path.segments.map { segment in
        switch segment {
        case .literal(let text): text
        case .capture("case", _): id?.text ?? (caseIsKnown ? Self.otherCase : Self.noCase)
        case .capture("member", _): community.members[0].id.text
        case .capture("command", _): "writeNote"
        case .capture(_, .number): "1"
        case .capture(_, .hexadecimal(let digits)): String(repeating: "0", count: digits)
        case .capture: "guess"
        }
      }.joined(separator: "/")
  }

  private static let noCase = String(repeating: "0e", count: 16)
  /// Stands for the case from where it has an address on, in a play without one.
  private static let otherCase = String(repeating: "0d", count: 16)
  private var caseIsKnown: Bool { scene != .quiet && scene != .reported }

  private func ask(
    _ route: RouteDescription, _ browser: Browser, _ token: String?
  ) async throws -> Browser.Answer {
    let path = path(route)
    return path.hasPrefix("/api/")
      ? try await browser.json(route.method, path, token: token) : try await browser.get(path)
  }

  /// What a member sees who is kept out: every page, every address of the API, what they find, their calendar, the mails
  /// they get, and in the end what they are told when they try to do something in the case.
  private func look(as person: Community.Person, _ watch: inout Watch) async throws {
    let browser = try await signedIn(person)
    // Sessions of one second stand in no order.
    hours.pass(seconds: 1)
    let token = try await organization.signIn(
      email: person.email, password: person.password, code: "")
    for route in reads(for: ["member"]) {
      watch.see(title(route), try await ask(route, browser, token).everything)
    }
    for query in ["show=closed", "show=setAside", "page=2"] {
      watch.see(
        "\(scene.rawValue): cases, \(query)", try await browser.get("/cases?\(query)").everything)
    }
    let number = (community.members + community.board).firstIndex { $0.email == person.email } ?? 0
    watch.see(
      "\(scene.rawValue): the calendar",
      try await browser.get(community.calendars[number]).everything)
    let guardToken = try await browser.get("/settings").hidden("csrf")
    for name in Self.guesses.map(\.name) + ["Rufus Grumblethorpe"] {
      watch.see(
        "\(scene.rawValue): looking for \(name)",
        try await browser.post("/people", [("csrf", guardToken), ("name", name)]).everything)
    }
    for mail in Self.inOrder(traces[traces.count - 1].mails) where mail.recipient == person.email {
      watch.see("\(scene.rawValue): a mail", Self.whole(mail))
    }
    guard scene == Scene.allCases.last else { return }
    for route in deeds {
      let path = path(route)
      let answer =
        path.hasPrefix("/api/")
        ? try await browser.json(
          route.method, path, #"{"command": "declare", "conflict": false}"#, token: token)
        : try await browser.post(
          path, [("csrf", guardToken), ("text", "x"), ("sequence", "1"), ("conflict", "no")])
      watch.see(title(route), answer.everything)
    }
  }

  /// What is guessed of somebody who may have reported.
  private static let guesses = [Teller.wilma, .parvaneh, .ghost, .postman]

  /// What somebody sees who has nothing but the address of the site: every route, and what guesses are answered.
  private func lookFromOutside() async throws {
    let browser = Browser(application, peer: Peer(address: "203.0.113.7"))
    for route in reads(for: ["visitor", "reporter", "member"])
      + application.router.descriptions.filter({ $0.name == "metrics" })
    {
      outsider.see(title(route), try await ask(route, browser, nil).everything)
    }
    for words in ["abacus abdomen abdominal abide abiding ability ablaze", "a b c"] {
      outsider.see(
        "\(scene.rawValue): guessed words",
        try await browser.post("/follow-up", [("receipt", words)]).everything)
    }
    for guess in Self.guesses where !guess.email.isEmpty {
      let form = try await browser.get("/lost-password")
      outsider.see(
        "\(scene.rawValue): a lost password of \(guess.email)",
        try await browser.post(
          "/lost-password", [("csrf", form.hidden("csrf")), ("email", guess.email)]
        ).everything)
      outsider.see(
        "\(scene.rawValue): signing in as \(guess.email)",
        try await browser.post(
          "/sign-in", [("email", guess.email), ("password", "a guess of theirs"), ("code", "")]
        ).everything)
    }
  }

  /// Mails of one scene. A notice to a member leaves at a random moment within two minutes: those stand in the order in
  /// which they were written, after the mails to others, which leave at once and stay in the order in which they left.
  static func inOrder(_ mails: [PostBox.Mail]) -> [PostBox.Mail] {
    func key(_ mail: PostBox.Mail) -> String {
      (mail.field("Date") ?? "") + (mail.field("Subject") ?? "") + mail.recipient
    }
    return mails.filter { !isNotice($0) } + mails.filter(isNotice).sorted { key($0) < key($1) }
  }

  /// Whether a mail goes to a member.
  static func isNotice(_ mail: PostBox.Mail) -> Bool { mail.recipient.hasSuffix("@example.org") }

  /// A mail with its envelope.
  static func whole(_ mail: PostBox.Mail) -> String {
    "from \(mail.sender ?? "<>") to \(mail.recipient)\n\(mail.text)"
  }
}
