import Identity
import Mail
import Procedure
import Testing

@testable import Casework

@Suite struct `Words that press` {
  private func answer(
    _ setting: `A whole case`.Setting, _ chosen: ChosenAnswer, _ text: String = ""
  ) async throws {
    let organization = setting.community.organization
    let reporter = try await organization.reporter(
      token: organization.openChannel(receipt: setting.receipt.words.joined(separator: " ")))
    try await reporter.answer(
      text: text, files: [], formToken: organization.newFormToken(), choosing: chosen)
  }

  // Carries: G07.1, G07.2
  @Test func `who tells of retaliation alarms the handlers at once, with a day to look at it`()
    async throws
  {
    let setting = try await `A whole case`.Setting()
    let vault = try #require(VaultID(hexadecimal: setting.id.text))
    try await setting.perform(.askAboutRetaliation(LetterToReporter()))
    let before = Set(try await setting.community.waitingMails().map(\.mail.messageID))
    let asked = try await setting.community.organization.reporter(
      token: setting.community.organization.openChannel(
        receipt: setting.receipt.words.joined(separator: " "))
    ).followUp().offers.first { $0.kind == .retaliation }
    try await answer(
      setting, ChosenAnswer(kind: .retaliation, message: try #require(asked?.message), isYes: true))
    // Nobody is signed in, and it is urgent, due and told already.
    let index = try await setting.community.organization.caseState(vault).index
    #expect(index.isUrgent)
    let deadline = try #require(index.deadlines.first { $0.id == DeadlineID("retaliation") })
    #expect(deadline.due == setting.community.now.adding(seconds: 86_400))
    let mails = try await setting.community.waitingMails().filter {
      !before.contains($0.mail.messageID)
    }
    #expect(mails.count == 4 && mails.allSatisfy { $0.mail.subject.hasPrefix("Urgent in ") })
    let view = try await setting.community.view(setting.id, for: setting.members[0])
    #expect(view.isUrgent && view.procedure.retaliationSince == setting.community.now)
    setting.community.pass(seconds: 86_401)
    _ = try await setting.community.organization.lookAtDueCases()
    let late = try await setting.community.organization.caseState(vault).index
    #expect(late.notified.contains(.alarmed(DeadlineID("retaliation"))))
    try await setting.perform(
      .recordSafety(SafetyRecord(ongoing: .yes, danger: .no, account: "He keeps writing.")))
    let after = try await setting.community.view(setting.id, for: setting.members[0])
    #expect(after.procedure.retaliationSince == nil)
    #expect(after.deadlines.first { $0.id == DeadlineID("retaliation") }?.metAt != nil)
  }

  // Carries: message.contact-stopped
  @Test
  func `who wants no messages gets no acknowledgement, and the case is taken up all the same`()
    async throws
  {
    let community = try await TestOrganization()
    let opened = try await community.openedCase()
    let organization = community.organization
    let reporter = try await organization.reporter(
      token: organization.openChannel(receipt: opened.receipt.words.joined(separator: " ")))
    try await reporter.answer(
      text: "", files: [], formToken: organization.newFormToken(),
      choosing: ChosenAnswer(kind: .stopContact))
    let told = try await reporter.followUp().messages.count
    let page = try await community.view(opened.id, for: opened.member)
    #expect(page.procedure.reporterStoppedContact)
    try await opened.member.perform(
      .acknowledge(.init(kind: .needsDecision, text: "We are on it.")), in: opened.id)
    #expect(try await reporter.followUp().messages.count == told)
    let view = try await community.view(opened.id, for: opened.member)
    #expect(view.phase == .open)
    let resting = view.deadlines.filter { $0.endedBy == .contactStopped }.map(\.id.text)
    #expect(resting.contains("first-answer") && resting.contains("reply"))
    #expect(
      view.deadlines.first { $0.id == DeadlineID("acknowledgement") }?.endedBy == .acknowledged)
  }

  // Carries: E23.1
  @Test func `a report to the board goes through its liaison, who learns of it`() async throws {
    let setting = try await `A whole case`.Setting()
    let community = setting.community
    try await setting.members[0].changeRoles(of: community.members[2].id, to: ["board-liaison"])
    let page = try await community.view(setting.id, for: setting.members[1])
    #expect(page.procedure.boardLiaison?.id == community.members[2].id)
    let before = try await community.waitingMails().count {
      $0.recipient == community.members[2].email
    }
    try await setting.perform(.reportToBoard(BoardReport(text: "A shout in the hallway.")))
    let board = try await community.signIn(community.board[0])
    let report = try #require(try await board.boardReports().first)
    #expect(report.throughName == community.members[2].name)
    #expect(report.memberName == community.members[1].name)
    let after = try await community.waitingMails().count {
      $0.recipient == community.members[2].email
    }
    #expect(after == before + 1)
    // Where nobody who handles the case is the liaison, a chair is.
    try await setting.members[2].perform(.declare(.init(conflict: true)), in: setting.id)
    let next = try await community.view(setting.id, for: setting.members[1])
    #expect(next.procedure.boardLiaison?.id == community.members[0].id)
  }

  // Carries: E20.3, G13.11
  @Test func `where nobody on the board may decide, board and chairs are told to appoint somebody`()
    async throws
  {
    let setting = try await `A whole case`.Setting()
    let community = setting.community
    let organization = community.organization
    let vault = try #require(VaultID(hexadecimal: setting.id.text))
    try await setting.perform(.escalateToBoard(.init(reason: "Somebody else should look.")))
    for person in community.board {
      try await community.declare(person, in: vault, conflict: true)
    }
    let chair = try await community.signIn(community.members[0])
    #expect(try await chair.frame().standingNotices.contains(.nobodyMayDecide))
    let before = Set(try await community.waitingMails().map(\.mail.messageID))
    #expect(try await organization.watchForUninvolved() == 1)
    #expect(try await organization.watchForUninvolved() == 0)
    let mails = try await community.waitingMails().filter { !before.contains($0.mail.messageID) }
    #expect(
      Set(mails.map(\.recipient))
        == Set((community.board + community.members.prefix(1)).map(\.email)))
    let codeName = try await organization.caseState(vault).index.codeName
    #expect(mails.allSatisfy { !$0.mail.text.contains(codeName) })
    let page = try await community.view(setting.id, for: setting.members[0])
    #expect(page.procedure.needsSomebodyUninvolved)

    // Somebody uninvolved joins the board, is taken in by a handler, declares, and is let in.
    let added = try await organization.addMember(
      name: "Olive Fairweather", email: "olive@example.org", roles: ["board-member"],
      password: "correct horse olive")
    try await setting.perform(.admit(.init(member: added.id, reason: "Appointed by the board.")))
    #expect(try await !chair.frame().standingNotices.contains(.nobodyMayDecide))
    let olive = try await organization.member(
      token: organization.signIn(
        email: "olive@example.org", password: "correct horse olive", code: ""))
    try await olive.perform(.declare(.init(conflict: false)), in: setting.id)
    try await setting.members[0].letIn(added.id, to: setting.id)
    let view = try await community.view(setting.id, for: olive)
    #expect(!view.procedure.needsSomebodyUninvolved)
    #expect(view.commands.contains { $0.command == .recordFinding && $0.waitsFor == nil })
    _ = try await organization.watchForUninvolved()
    #expect(
      try await !organization.caseState(vault).index.notified.contains(.uninvolvedNeeded))
  }

  @Test func `a closed case asks nobody to declare any more, and still keeps its review date`()
    async throws
  {
    let community = try await TestOrganization()
    let opened = try await community.openedCase()
    let vault = try #require(VaultID(hexadecimal: opened.id.text))
    let silent = try await community.signIn(community.members[2])
    #expect(try await silent.dashboard().toDeclare.count == 1)
    try await opened.member.perform(
      .acknowledge(.init(kind: .needsDecision, text: "We are on it.")), in: opened.id)
    try await opened.member.perform(
      .reportToBoard(BoardReport(text: "Nothing has to be decided.")), in: opened.id)
    let other = try await community.signIn(community.members[1])
    try await other.perform(.declare(.init(conflict: false)), in: opened.id)
    for handler in [opened.member, other] {
      try await handler.perform(
        .fileForRecord(.init(reason: "They handle it themselves.")), in: opened.id)
    }
    #expect(try await silent.dashboard().toDeclare.isEmpty)
    let index = try await community.organization.caseState(vault).index
    #expect(!index.isOpen && index.keepsTime && index.closed != nil)
    #expect(!index.isLate(at: community.now.adding(seconds: 900 * 86_400)))
  }
}
