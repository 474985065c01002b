import Identity
import Mail
import Procedure
import Testing
import Vault

@testable import Casework

/// What comes at the wrong time: twice, too late, from a page of before, or when nobody is there.
@Suite struct `A bad moment` {
  typealias Setting = `A whole case`.Setting

  private func press(_ organization: Organization, _ name: String) throws -> String {
    try organization.formToken(idempotencyKey: "a press of the button, \(name)")
  }

  @Test func `a button that is pressed twice counts once, also at once`() async throws {
    let setting = try await Setting()
    let member = setting.members[1]
    let token = try press(setting.community.organization, "first")
    let note = Command.writeNote(.init(text: "She called again."))
    let first = try await member.perform(note, in: setting.id, formToken: token)
    #expect(first.count == 1)
    #expect(try await member.perform(note, in: setting.id, formToken: token) == first)
    let other = try press(setting.community.organization, "second")
    async let one = member.perform(note, in: setting.id, formToken: other)
    async let two = member.perform(note, in: setting.id, formToken: other)
    let both = try await [one, two]
    #expect(both[0] == both[1])
    // Without a token, as from a second page, it is meant.
    try await member.perform(note, in: setting.id)
    #expect(try await setting.folded().notes.count == 3)
  }

  @Test func `a conflict that is declared twice with the same press is no refusal`() async throws {
    let setting = try await Setting()
    let token = try press(setting.community.organization, "conflict")
    let conflict = Command.declare(.init(conflict: true))
    try await setting.members[3].perform(conflict, in: setting.id, formToken: token)
    #expect(
      try await setting.members[3].perform(conflict, in: setting.id, formToken: token).isEmpty)
    let without = await refusal { try await setting.members[3].perform(conflict, in: setting.id) }
    #expect(without == "absent")
  }

  @Test func `a clock that goes back over what has lapsed leaves the list with what the case says`()
    async throws
  {
    let setting = try await Setting()
    let organization = setting.community.organization
    let vault = try #require(VaultID(hexadecimal: setting.id.text))
    func listed() async throws -> Case.Phase {
      try await organization.caseState(vault).index.phase
    }
    let rufus = try await setting.investigate()
    let proposal = try await setting.propose([
      Measure(measure: MeasureID("warning"), party: rufus)
    ])
    for member in [0, 2] { try await setting.vote(proposal, .agree, by: member) }
    #expect(try await listed() == .deciding)
    try await organization.noteClock()
    setting.community.pass(seconds: 30 * 86_400)
    try await setting.members[0].confirmTime()
    try await organization.lookAtDueCases()
    #expect(try await listed() == .consulting)
    // Somebody set it a month ahead by mistake, and now sets it right.
    setting.community.pass(seconds: -30 * 86_400)
    try await organization.noteClock()
    try await setting.members[0].confirmTime()
    let view = try await setting.community.view(setting.id, for: setting.members[0])
    #expect(view.phase == .deciding)
    #expect(try await listed() == .deciding)
    #expect(!setting.community.alarms.contains { $0.sentence.contains("index of a case") })
  }

  @Test func `a page of before that is sent again asks first`() async throws {
    let setting = try await Setting()
    let rufus = try await setting.investigate()
    let proposal = try await setting.propose([
      Measure(measure: MeasureID("warning"), party: rufus)
    ])
    let member = setting.members[2]
    let token = try press(setting.community.organization, "vote")
    let agreement = Command.vote(Vote(proposal: proposal, version: 1, choice: .agree))
    try await member.perform(agreement, in: setting.id, formToken: token)
    try await member.perform(
      .vote(Vote(proposal: proposal, version: 1, choice: .object, reason: "On second thought.")),
      in: setting.id)
    let again = await refusal {
      try await member.perform(agreement, in: setting.id, formToken: token)
    }
    #expect(again == "movedOn")
  }

  @Test func `the same words from two members are two things`() async throws {
    let setting = try await Setting()
    let token = try press(setting.community.organization, "shared")
    let note = Command.writeNote(.init(text: "She called again."))
    for member in setting.members.prefix(2) {
      try await member.perform(note, in: setting.id, formToken: token)
    }
    #expect(try await setting.folded().notes.count == 2)
  }

  @Test func `a member who steps out on one page writes nothing on the other`() async throws {
    let setting = try await Setting()
    let before = try await setting.folded().log.last?.sequence
    try await setting.perform(.declare(.init(conflict: true)), by: 3)
    let after = try await setting.folded().log.last?.sequence
    #expect(after != before)
    for command in [
      Command.writeNote(.init(text: "From the other page.")),
      .acceptShepherding(BiasDeclaration()),
      .reviewDraft(DraftReview(draft: 1, version: 1, isApproved: true)),
    ] {
      let said = await refusal {
        try await setting.members[3].perform(command, in: setting.id, expecting: before)
      }
      #expect(said == "absent")
    }
    #expect(try await setting.folded().log.last?.sequence == after)
  }

  @Test func `a member who is sent away while a form is open writes nothing`() async throws {
    let setting = try await Setting()
    let leaver = setting.community.members[3]
    let open = setting.members[3]
    try await setting.community.organization.endMembership(of: leaver.id)
    let before = try await setting.folded().log.last?.sequence
    let said = await refusal {
      try await open.perform(.writeNote(.init(text: "One more thing.")), in: setting.id)
    }
    #expect(["signedOut", "absent"].contains(said))
    #expect(try await setting.folded().log.last?.sequence == before)
  }

  // Carries: H05.8, H05.9
  @Test func `when all members are away the report waits, and all are called all the same`()
    async throws
  {
    let community = try await TestOrganization(members: 3, board: 2)
    for person in community.members {
      try await community.signIn(person).enterAbsence(
        from: community.now, until: community.now.adding(seconds: 14 * 86_400))
    }
    let vault = try await community.submit()
    let codeName = try await community.organization.index(of: vault).codeName
    var called: Set<String> = []
    for _ in 0..<50 {
      community.pass(seconds: 3_600)
      try await community.organization.lookAtDueCases()
      for mail in try await community.waitingMails() where mail.mail.subject.contains(codeName) {
        called.insert(mail.recipient)
      }
    }
    #expect(called.isSuperset(of: community.members.map(\.email)))
    let dashboard = try await community.signIn(community.members[0]).dashboard()
    let due = try #require(dashboard.toDeclare.first?.nextDeadline?.due)
    #expect(due < community.now)
    #expect(community.alarms.isEmpty, "\(community.alarms)")
  }
}
