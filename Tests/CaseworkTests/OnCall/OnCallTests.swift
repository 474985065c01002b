import Foundation
import Identity
import Mail
import Procedure
import Storage
import Testing
import Vault

@testable import Casework

extension TestOrganization {
  /// The subjects of the mails to somebody that wait, in alphabetical order.
  fileprivate func subjects(to person: Person) async throws -> [String] {
    try await waitingMails().filter { $0.recipient == person.email }.map(\.mail.subject).sorted()
  }

  /// Forgets the mails that wait.
  fileprivate func clearMails() async throws {
    let organization = organization
    try await organization.database.write { transaction in
      for mail in try transaction.outgoing(organization.id) {
        try transaction.deleteOutgoing(organization.id, mail.row)
      }
    }
  }

  /// The members in the order of their turns.
  fileprivate func inTurn() async throws -> [Person] {
    let now = now
    return try await organization.rota().members(at: now).map { id in
      try #require(members.first { $0.id == id })
    }
  }

  fileprivate func view(of person: Person) async throws -> RotaView {
    try await signIn(person).rota()
  }

  fileprivate func writtenCount() async throws -> Int {
    let organization = organization
    return try await organization.database.read { try $0.rotaEventCount(organization.id) }
  }
}

private func pair(_ week: RotaView.Week) -> [MemberID?] { [week.primary?.id, week.secondary?.id] }

@Suite struct `On call` {
  // Carries: H05.4
  @Test func `members take turns in the order of joining, also of one second`() async throws {
    let community = try await TestOrganization(members: 7, board: 1)
    #expect(try await community.inTurn().map(\.id) == community.members.map(\.id))
    #expect(
      try await community.organization.listMembers().map(\.id)
        == (community.members + community.board).map(\.id))
  }

  // Carries: H05.4, H05.5, oncall.swap-needs-consent
  @Test func `two members swap a week, each with their own word, and both are told`() async throws {
    let community = try await TestOrganization(members: 3, board: 1)
    let turns = try await community.inTurn()
    let before = try await community.view(of: turns[0])
    #expect(before.weeks.count == OnCallLimits.weeksShown + 1)
    #expect(before.weeks[0].mine == .primary)
    #expect(before.weeks[1].primary?.id == turns[1].id)
    #expect(before.others.map(\.id) == [turns[1].id, turns[2].id])
    let gives = DutySlot(week: before.weeks[0].number, duty: .primary)
    let takes = DutySlot(week: before.weeks[2].number, duty: .primary)
    try await community.signIn(turns[0]).proposeSwap(
      with: turns[2].id, gives: gives, takes: takes)
    #expect(
      try await community.subjects(to: turns[2]) == ["Somebody asks you to swap on-call duty"])
    let asked = try await community.view(of: turns[2])
    let row = try #require(asked.swapsToAnswer.first)
    #expect(row.isOpen && row.from.id == turns[0].id && row.gives.duty == .primary)
    #expect(pair(asked.weeks[0]).first == turns[0].id)
    await expectRefusal(.swapNeedsConsent) {
      try await community.signIn(turns[1]).answerSwap(row.number, agreed: true)
    }
    try await community.signIn(turns[2]).answerSwap(row.number, agreed: true)
    #expect(try await community.subjects(to: turns[0]) == ["Your on-call swap was answered"])
    let after = try await community.view(of: turns[0])
    #expect(pair(after.weeks[0]) == [turns[2].id, turns[1].id])
    #expect(pair(after.weeks[2]).first == turns[0].id)
    #expect(after.swapsProposed.isEmpty)
    await expectRefusal(.swapAnsweredOnce) {
      try await community.signIn(turns[0]).withdrawSwap(row.number)
    }
    // What is written down folds to the same in another process.
    let again = try await community.reopened()
    #expect(try await again.rota() == community.organization.rota())
  }

  // Carries: H05.8, oncall.absence-ahead, oncall.own-absence
  @Test func `while the primary is away the secondary is who is on call`() async throws {
    let community = try await TestOrganization(members: 3, board: 1)
    let turns = try await community.inTurn()
    let now = community.now
    try await community.signIn(turns[0]).enterAbsence(
      from: now, until: now.adding(seconds: 86_400))
    let view = try await community.view(of: turns[2])
    #expect([view.primary?.id, view.secondary?.id] == [turns[1].id, turns[2].id])
    let absence = try #require(view.absences.first)
    #expect(absence.member.id == turns[0].id && !absence.isMine)
    await expectRefusal(.absenceIsTheirs) {
      try await community.signIn(turns[1]).endAbsence(absence.number)
    }
    await expectRefusal(.absenceIsAhead) {
      try await community.signIn(turns[1]).enterAbsence(
        from: now.adding(seconds: -9), until: now.adding(seconds: -1))
    }
    try await community.signIn(turns[0]).endAbsence(absence.number)
    #expect(try await community.view(of: turns[2]).primary?.id == turns[0].id)
    try await community.signIn(turns[1]).enterAbsence(
      from: now, until: now.adding(seconds: 86_400))
    await expectRefusal(.onCallRotation) {
      try await community.signIn(community.board[0]).enterAbsence(
        from: now, until: now.adding(seconds: 9))
    }
    #expect(try await community.view(of: community.board[0]).takesTurns == false)
  }

  // Carries: H05.3
  @Test func `at every hand-over all members are told once who is on call`() async throws {
    let community = try await TestOrganization(members: 3, board: 1)
    let organization = community.organization
    #expect(try await organization.tellHandOver() == 0)
    #expect(try await organization.tellHandOver() == 0)
    let start = organization.policy.onCall.start(
      ofWeek: organization.policy.onCall.week(at: community.now) + 1)
    community.pass(seconds: start.secondsSince1970 - community.now.secondsSince1970 - 1)
    #expect(try await organization.tellHandOver() == 0)
    community.pass(seconds: 1)
    #expect(try await organization.tellHandOver() == 3)
    #expect(try await organization.tellHandOver() == 0)
    let turns = try await community.inTurn()
    let mails = try await community.waitingMails()
    #expect(Set(mails.map(\.recipient)) == Set(community.members.map(\.email)))
    let view = try await community.view(of: turns[0])
    for mail in mails {
      #expect(mail.mail.text.contains("Primary until"))
      for name in [view.primary?.name, view.secondary?.name] {
        let name = try #require(name)
        #expect(mail.mail.text.contains(name))
      }
      #expect(mail.mail.text.contains("https://redress.example.org/on-call"))
    }
    // After three weeks without the program only the week of now is told.
    community.pass(seconds: 22 * 86_400)
    #expect(try await organization.tellHandOver() == 3)
    #expect(try await organization.tellHandOver() == 0)
  }

  // Carries: H05.6, H05.8, H05.9
  @Test func `a report calls the primary, after six hours the secondary, after a day everybody`()
    async throws
  {
    let community = try await TestOrganization(members: 4, board: 1)
    let turns = try await community.inTurn()
    let vault = try await community.submit()
    let codeName = try await community.organization.index(of: vault).codeName
    let onCall = "New report: \(codeName) (you are on call)"
    #expect(try await community.subjects(to: turns[0]) == [onCall])
    for other in turns.dropFirst() {
      #expect(try await community.subjects(to: other) == ["New report: \(codeName)"])
    }
    let unanswered = "No answer yet in \(codeName)"
    for (hours, called) in [(6, [1]), (18, [0, 1, 2, 3])] {
      try await community.clearMails()
      community.pass(seconds: Int64(hours) * 3_600 + 60)
      // Only what is due by its row is looked at: the times of the calls are in it.
      try await community.organization.lookAtDueCases()
      try await community.organization.lookAtDueCases()
      for (place, person) in turns.enumerated() {
        let said = try await community.subjects(to: person).filter { $0 == unanswered }
        #expect(said.count == (called.contains(place) ? 1 : 0), "\(hours) hours, member \(place)")
      }
    }
  }

  // Carries: H05.8, G13.10
  @Test func `nobody who is kept out of a case is called for it`() async throws {
    let community = try await TestOrganization(members: 4, board: 1)
    var turns = try await community.inTurn()
    try await community.organization.tellHandOver()
    if turns[0].id == community.members[0].id {
      // A report about the only chair would go to the board.
      community.pass(seconds: 7 * 86_400)
      turns.append(turns.removeFirst())
    }
    let vault = try await community.submit("It was \(turns[0].name).")
    #expect(try await community.standing(of: turns[0], in: vault) == .keptOut)
    #expect(try await community.subjects(to: turns[0]) == [])
    #expect(try await community.subjects(to: turns[1]).allSatisfy { $0.contains("on call") })
    try await community.declare(turns[1], in: vault, conflict: true)
    try await community.clearMails()
    for _ in 0..<40 {
      community.pass(seconds: 3_600)
      try await community.organization.lookAtDueCases()
    }
    #expect(try await community.subjects(to: turns[0]) == [])
    #expect(try await community.subjects(to: turns[1]) == [])
    #expect(try await community.subjects(to: turns[2]).contains { $0.hasPrefix("No answer yet") })
    #expect(try await community.subjects(to: turns[3]).contains { $0.hasPrefix("No answer yet") })
  }

  @Test func `who joins and who leaves change the turns, and what was written stays`() async throws
  {
    let community = try await TestOrganization(members: 3, board: 1)
    let turns = try await community.inTurn()
    try await community.organization.tellHandOver()
    #expect(try await community.writtenCount() == 3)
    // Twenty-one days are three turns: the first is primary again, in a week that began with all three.
    community.pass(seconds: 21 * 86_400)
    try await community.organization.endMembership(of: turns[0].id)
    let view = try await community.view(of: turns[1])
    #expect([view.primary?.id, view.secondary?.id] == [turns[1].id, turns[2].id])
    #expect(view.weeks[0].primary?.name == turns[0].name)
    #expect(!view.weeks.dropFirst().contains { pair($0).contains(turns[0].id) })
    try await community.organization.tellHandOver()
    #expect(try await community.writtenCount() == 4)
  }
}

@Suite struct `The calendar of duties` {
  @Test func `a member's feed holds their own duties, and nothing else leads to it`() async throws {
    let community = try await TestOrganization(members: 3, board: 1)
    let turns = try await community.inTurn()
    let organization = community.organization
    let vault = try await community.submit()
    let codeName = try await organization.index(of: vault).codeName
    let address = try await community.signIn(turns[0]).newCalendarFeed()
    let file = try #require(address.split(separator: "/").last.map(String.init))
    #expect(address.hasPrefix("https://redress.example.org/calendar/"))
    let text = String(decoding: try await organization.calendar(file: file), as: UTF8.self)
    #expect(text.hasPrefix("BEGIN:VCALENDAR\r\n") && text.hasSuffix("END:VCALENDAR\r\n"))
    #expect(text.contains("SUMMARY:On call: primary\r\n"))
    #expect(text.contains("DESCRIPTION:Secondary: \(turns[1].name)\r\n"))
    #expect(!text.contains(codeName))
    let lines = text.replacing("\r\n", with: "")
    #expect(!lines.contains("\n") && !lines.contains("\r"))
    let weeks = try await community.view(of: turns[0]).weeks
    let identifiers = text.matches(of: /UID:(\S+)/).map { String($0.output.1) }
    #expect(Set(identifiers).count == identifiers.count)
    #expect(
      identifiers.first?.hasPrefix("on-call-\(weeks[0].number)-\(turns[0].id.text)@") == true)
    // The token is nowhere in the database, and neither half of it opens anything.
    let token = String(file.dropLast(4))
    let stored = try Data(contentsOf: community.folder.appending(path: "redress.sqlite3-wal"))
    #expect(stored.range(of: Data(token.utf8)) == nil)
    #expect(stored.range(of: Data(Bytes(hexadecimal: token) ?? [])) == nil)
    let changed = token.dropLast() + (token.hasSuffix("0") ? "1" : "0")
    for other in [token, "\(changed).ics", "x.ics", ".ics", ""] {
      await expectAbsent { _ = try await organization.calendar(file: other) }
    }
    let newer = try await community.signIn(turns[0]).newCalendarFeed()
    await expectAbsent { _ = try await organization.calendar(file: file) }
    let newest = try #require(newer.split(separator: "/").last.map(String.init))
    _ = try await organization.calendar(file: newest)
    #expect(try await community.view(of: turns[0]).hasFeed)
    try await organization.endMembership(of: turns[0].id)
    await expectAbsent { _ = try await organization.calendar(file: newest) }
  }

  @Test func `a member can end their feed`() async throws {
    let community = try await TestOrganization(members: 1, board: 1)
    let member = try await community.signIn(community.members[0])
    let address = try await member.newCalendarFeed()
    try await member.endCalendarFeed()
    let file = try #require(address.split(separator: "/").last.map(String.init))
    await expectAbsent { _ = try await community.organization.calendar(file: file) }
    #expect(try await member.rota().hasFeed == false)
  }

  @Test func `lines are escaped and folded between characters, as RFC 5545 has them`() {
    let escaped = [
      ("a;b,c\\d", "a\\;b\\,c\\\\d"), ("one\r\ntwo\nthree", "one\\ntwo\\nthree"),
      ("bell\u{7} tab\t", "bell tab"), ("Ünïcödé 漢字", "Ünïcödé 漢字"),
      ("BEGIN:VEVENT\r\nX", "BEGIN:VEVENT\\nX"),
    ]
    for (text, expected) in escaped { #expect(CalendarFile.text(text) == expected) }
    let texts = [
      String(repeating: "a", count: 75), String(repeating: "a", count: 76),
      String(repeating: "漢", count: 90), String(repeating: "👩‍⚖️", count: 40), "",
    ]
    for text in texts {
      let folded = CalendarFile.folded(text)
      let lines = folded.split(separator: 13).map { $0.drop { $0 == 10 } }
      #expect(lines.allSatisfy { $0.count <= 75 && String(validating: $0, as: UTF8.self) != nil })
      var unfolded: [UInt8] = []
      for (place, line) in lines.enumerated() { unfolded += place == 0 ? line : line.dropFirst() }
      #expect(unfolded == Array(text.utf8))
    }
    #expect(CalendarFile.time(Moment(secondsSince1970: 1_793_620_800)) == "20261102T120000Z")
    #expect(CalendarFile.time(Moment(secondsSince1970: -1)) == "19691231T235959Z")
  }
}

/// Holds that a rule refuses.
private func expectRefusal(
  _ rule: RuleID, _ work: () async throws -> Void, sourceLocation: SourceLocation = #_sourceLocation
) async {
  do {
    try await work()
    Issue.record("nothing refused", sourceLocation: sourceLocation)
  } catch CaseworkError.refused(let refusal) {
    #expect(refusal.rule == rule, sourceLocation: sourceLocation)
  } catch {
    Issue.record(error, sourceLocation: sourceLocation)
  }
}

/// Holds that there is nothing.
private func expectAbsent(
  _ work: () async throws -> Void, sourceLocation: SourceLocation = #_sourceLocation
) async {
  do {
    try await work()
    Issue.record("something was there", sourceLocation: sourceLocation)
  } catch CaseworkError.absent {
    return
  } catch {
    Issue.record(error, sourceLocation: sourceLocation)
  }
}
