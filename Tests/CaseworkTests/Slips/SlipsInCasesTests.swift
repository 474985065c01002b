import Identity
import Mail
import Procedure
import Testing
import Vault

@testable import Casework

/// What went wrong in other systems of this kind, and must not here (docs/testing.md).
@Suite struct `Slips of other systems, in cases` {
  /// The address that answers of somebody's mail come to, with the message it stands in.
  private func receipt(
    of address: String, _ community: TestOrganization
  ) async throws -> (replyTo: String, messageID: String, subject: String) {
    let mail = try #require(
      try await community.waitingMails().first {
        $0.recipient == address && $0.mail.replyTo != nil
      }?.mail)
    return (try #require(mail.replyTo).address, mail.messageID, mail.subject)
  }

  @Test func `a reply is never threaded into another person's case`() async throws {
    let community = try await TestOrganization()
    let (member, wilmas) = try await community.openMailCase()
    let (_, ottos) = try await community.openMailCase(
      TestMail(from: "Otto Plank <otto@mail.example>", body: "Somebody followed me."))
    #expect(wilmas != ottos)
    let wilma = try await receipt(of: "wilma@mail.example", community)
    let otto = try await receipt(of: "otto@mail.example", community)
    // Everything but the address says that it belongs to Wilma's.
    var answer = TestMail(from: "otto@mail.example", to: otto.replyTo)
    answer.subject = "Re: \(wilma.subject)"
    answer.headers = [
      "In-Reply-To: <\(wilma.messageID)>",
      "References: <\(otto.messageID)> <\(wilma.messageID)>", "Thread-Topic: \(wilma.subject)",
    ]
    answer.body = "Words of Otto"
    #expect(try await community.organization.ingest(answer.bytes) == .placed)
    // With her address and his name, and the other way about.
    for (from, to) in [
      ("Otto Plank <wilma@mail.example>", otto.replyTo), ("otto@mail.example", wilma.replyTo),
    ] {
      var stray = TestMail(from: from, to: to)
      stray.headers = ["In-Reply-To: <\(otto.messageID)>"]
      stray.body = "Stray words"
      #expect(try await community.organization.ingest(stray.bytes) == .putAside)
    }
    let ofWilma = try await community.view(wilmas, for: member)
    let ofOtto = try await community.view(ottos, for: member)
    #expect(ofOtto.channel.messages.last?.text.contains("Words of Otto") == true)
    for view in [ofWilma, ofOtto] {
      #expect(!view.channel.messages.contains { $0.text.contains("Stray words") })
      #expect(view.putAside.count == 1)
    }
    #expect(!ofWilma.channel.messages.contains { $0.text.contains("Words of Otto") })
  }

  @Test func `a hidden case is in no notification`() async throws {
    let community = try await TestOrganization(members: 3, board: 1)
    let hidden = community.members[1]
    let vault = try await community.submit { $0.leaveOut = [hidden.id] }
    try await community.declare(community.members[0], in: vault)
    let index = try await community.organization.index(of: vault)
    let last = try #require(index.deadlines.map(\.alarmAt).max())
    community.pass(seconds: last.secondsSince1970 - community.now.secondsSince1970 + 120)
    #expect(try await community.organization.lookAtDueCases() == 1)
    let told = Set(try await community.waitingMails().map(\.recipient))
    #expect(told.contains(community.members[0].email))
    #expect(!told.contains(hidden.email))
    let dashboard = try await community.signIn(hidden).dashboard()
    #expect((dashboard.toDeclare + dashboard.needsMe + dashboard.late).isEmpty)
    #expect(dashboard.open.total + dashboard.setAsideCount + dashboard.closedCount == 0)
  }

  @Test func `the access list of the wrong case is never shown`() async throws {
    let community = try await TestOrganization(members: 6)
    let people = community.members
    // Whoever handles one case has a conflict in the other; each leaves out somebody whom the other still waits for.
    let lists = [(own: 1, inConflict: 2, leftOut: 3), (own: 2, inConflict: 1, leftOut: 4)]
    var vaults: [VaultID] = []
    for list in lists {
      let vault = try await community.submit { $0.leaveOut = [people[list.leftOut].id] }
      try await community.declare(people[0], in: vault)
      try await community.declare(people[list.own], in: vault)
      try await community.declare(people[list.inConflict], in: vault, conflict: true)
      vaults.append(vault)
    }
    let ids = vaults.map { CaseID($0.hexadecimal) }
    let reader = try await community.signIn(people[0])
    // Read again and again at the same time, so that a shared or stale list would show.
    let seen = try await withThrowingTaskGroup(of: (Int, CaseView).self) { group in
      for turn in 0..<12 {
        group.addTask { (turn % 2, try await community.view(ids[turn % 2], for: reader)) }
      }
      return try await group.reduce(into: [(Int, CaseView)]()) { $0.append($1) }
    }
    #expect(seen.count == 12)
    for (number, view) in seen {
      let (list, other) = (lists[number], lists[1 - number])
      #expect(view.id == ids[number])
      #expect(Set(view.handlers.map(\.id)) == [people[0].id, people[list.own].id])
      #expect(view.inConflict.map(\.id) == [people[list.inConflict].id])
      #expect(view.keptOut.map(\.member.id) == [people[list.leftOut].id])
      #expect(Set(view.undeclared.map(\.id)) == [people[other.leftOut].id, people[5].id])
    }
  }

  @Test func `an appeal does not name the moderator to the appellant`() async throws {
    typealias Story = `A decision that a party wants looked at again`
    let setting = try await Story.closed()
    let community = setting.community
    let reporter = try await Story.reporter(of: setting)
    let offer = try #require(
      try await reporter.followUp().offers.first { $0.kind == .reconsideration })
    try await reporter.answer(
      text: "It is too little.", files: [], formToken: community.organization.newFormToken(),
      choosing: ChosenAnswer(kind: .reconsideration, message: offer.message))
    try await community.signIn(community.board[0]).perform(
      .declare(.init(conflict: false)), in: setting.id)
    var seen = ""
    dump(try await Story.reporter(of: setting).followUp(), to: &seen)
    #expect(seen.contains("It is too little."))
    for person in community.members + community.board {
      for word in [person.name, person.email, person.id.text] {
        #expect(!seen.contains(word), "The page of the appellant holds \(word).")
      }
    }
  }

  @Test func `an appeal is judged by others, with the evidence still there`() async throws {
    typealias Story = `A decision that a party wants looked at again`
    let evidence = Bytes("A picture of the hallway.".utf8)
    let setting = try await Story.closed(evidence: evidence)
    let community = setting.community
    let reporter = try await Story.reporter(of: setting)
    let offer = try #require(
      try await reporter.followUp().offers.first { $0.kind == .reconsideration })
    try await reporter.answer(
      text: "It is too little.", files: [], formToken: community.organization.newFormToken(),
      choosing: ChosenAnswer(kind: .reconsideration, message: offer.message))
    let upheld = Command.propose(
      Proposing(subject: .reconsideration(.upheld, []), reasons: "It was right."))
    for member in setting.members {
      let error = await #expect(throws: CaseworkError.self) {
        try await member.perform(upheld, in: setting.id)
      }
      // It is refused because they are not those who decide now, and for nothing else.
      guard case .refused(let refusal) = error else {
        Issue.record("It was not refused by a rule.")
        continue
      }
      #expect(refusal.rule == .eligibleVote)
    }
    let board = try await community.signIn(community.board[0])
    try await board.perform(.declare(.init(conflict: false)), in: setting.id)
    let view = try await community.view(setting.id, for: board)
    #expect(view.report.report.account == "Somebody shouted at me in the hallway.")
    let file = try #require(view.report.files.first)
    #expect(try await board.file(file.id, in: setting.id).all() == evidence)
    try await board.perform(upheld, in: setting.id)
  }

  @Test func `10,000 cases are paged`() async throws {
    let community = try await TestOrganization(members: 1)
    let (_, member, id) = try await community.openedCase()
    let own = try #require(VaultID(hexadecimal: id.text))
    let one = try await community.organization.index(of: own)
    let index = community.organization.index
    let copies = try (1..<10_000).map { number in
      var copy = one
      copy.codeName = "copy \(number)"
      copy.lastActivity = one.lastActivity.adding(seconds: -Int64(number))
      let digits = String(number, radix: 16)
      let vault = VaultID(
        hexadecimal: String(repeating: "0", count: 32 - digits.count) + digits)
      return (vault: try #require(vault), index: copy)
    }
    index.take(copies, revision: index.revision + 1)
    let dashboard = try await member.dashboard()
    for list in [
      dashboard.toDeclare, dashboard.needsMe, dashboard.late, dashboard.open.cases,
    ] { #expect(list.count <= casesPerPage) }
    #expect(dashboard.open.total == 10_000)
    var seen: Set<CaseID> = []
    for page in 1...400 {
      let list = try await member.cases(filter: .open, page: page)
      #expect(list.pageCount == 400 && list.cases.count == casesPerPage)
      seen.formUnion(list.cases.map(\.id))
    }
    #expect(seen.count == 10_000)
  }
}
