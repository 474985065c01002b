import Foundation
import Identity
import Procedure
import Testing
import Vault

@testable import Casework

/// A case carried all the way on the real vault and the real database.
@Suite struct `A whole case` {
  /// A community of four with a case that everybody handles and Bram shepherds.
  struct Setting {
    let community: TestOrganization
    let receipt: ReceiptView
    let members: [SignedIn]
    let id: CaseID

    /// - Parameters:
    ///   - declaring: how many of the four have declared at the gate.
    ///   - evidence: a file that comes with the report.
    ///   - when: when it happened, as the reporter tells it.
    init(
      account: String = "Somebody shouted at me in the hallway.", declaring: Int = 4,
      evidence: Bytes? = nil, when: String = ""
    ) async throws {
      community = try await TestOrganization(members: 4)
      var draft = ReportDraft.of(account)
      draft.involved = "Rufus Grumblethorpe"
      draft.when = when
      let token = try community.organization.newFormToken()
      if let evidence {
        let staging = try community.organization.stageFile(named: "hallway.txt", formToken: token)
        try staging.write(evidence)
        draft.files = [try staging.finish()]
      }
      receipt = try await community.organization.submit(draft, way: .form(token: token))
      var signedIn: [SignedIn] = []
      for person in community.members { signedIn.append(try await community.signIn(person)) }
      members = signedIn
      id = try await community.onlyCase(for: members[0]).id
      for member in members.prefix(declaring) {
        try await member.perform(.declare(.init(conflict: false)), in: id)
      }
      try await members[0].perform(
        .acknowledge(.init(kind: .needsDecision, text: "We are on it.")), in: id)
      try await members[1].perform(.acceptShepherding(BiasDeclaration()), in: id)
    }

    func perform(_ command: Command, by member: Int = 1) async throws {
      try await members[member].perform(command, in: id)
    }

    func folded(for member: Int = 1) async throws -> Case {
      let vault = try #require(VaultID(hexadecimal: id.text))
      return try await members[member].hold(vault).opened.folded
    }

    /// The account of the events is complete: findings in writing, Rufus heard.
    func investigate() async throws -> PartyID {
      try await perform(.nameParty(.init(party: nil, role: .reported, displayName: "Rufus")))
      let rufus = try #require(try await folded().parties.last { $0.role == .reported }?.id)
      try await perform(.recordFinding(.whatHappened("He shouted.")))
      try await perform(
        .recordFinding(
          .violation(.yes, types: [ViolationTypeID("harassment")], account: "It is one.")))
      try await perform(.recordFinding(.responsible([rufus], account: "He was.")))
      try await perform(.recordFinding(.ongoing(.no, danger: .no, account: "It is over.")))
      try await perform(
        .recordHearing(Hearing(party: rufus, how: "By phone", account: "He regrets it.")))
      return rufus
    }

    func propose(_ measures: [Measure]) async throws -> Int {
      try await perform(
        .propose(Proposing(subject: .resolution(measures), reasons: "It fits what happened.")))
      return try #require(try await folded().proposals.last?.number)
    }

    func vote(_ proposal: Int, _ choice: Choice, by member: Int, reason: String? = nil) async throws
    {
      try await perform(
        .vote(Vote(proposal: proposal, version: 1, choice: choice, reason: reason)), by: member)
    }
  }

  // Carries: E20.1, G11.1, H09.14, H10.1
  @Test func `goes from a report to a warning that is carried out, and is closed`() async throws {
    let setting = try await Setting()
    let rufus = try await setting.investigate()
    let proposal = try await setting.propose([
      Measure(measure: MeasureID("warning"), party: rufus)
    ])
    for member in [0, 2, 3] { try await setting.vote(proposal, .agree, by: member) }
    var subject = try await setting.folded()
    #expect(subject.phase == .consulting)
    await #expect(throws: CaseworkError.self) {
      try await setting.perform(.enact(ResolutionNaming(proposal: proposal)))
    }
    let reporter = try #require(subject.reporter?.id)
    try await setting.perform(
      .consult(Consulting(proposal: proposal, party: reporter, text: "We plan a warning.")))
    setting.community.pass(seconds: 72 * 3_600 + 1)
    try await setting.perform(.enact(ResolutionNaming(proposal: proposal)))
    subject = try await setting.folded()
    #expect(subject.phase == .enacting)
    #expect(subject.tasks.first?.content.kind == .tellReporter)
    let channel = try #require(subject.reporterChannel)
    try await setting.perform(
      .writeMessage(.init(channel: channel, text: "He gets a warning.", kind: .decision)))
    for task in try await setting.folded().openTasks {
      try await setting.perform(
        .completeTask(TaskCompletion(task: task.number, account: "Done.")))
    }
    try await setting.perform(.reportToBoard(BoardReport(text: "A warning was given.")))
    try await setting.perform(
      .writeMessage(.init(channel: channel, text: "The case is closed.", kind: .closing)))
    try await setting.perform(
      .close(CaseClosing(outcome: .resolved, summary: "A shout.", actions: "A warning.")))
    #expect(try await setting.folded().phase == .closed)
    let handler = setting.members[0]
    var dashboard = try await handler.dashboard()
    #expect(dashboard.open.cases.isEmpty && dashboard.closedCount == 1)
    // A closed case stands among what is worked on while something waits in it, for the board too.
    let organization = setting.community.organization
    let writer = try await organization.reporter(
      token: organization.openChannel(receipt: setting.receipt.words.joined(separator: " ")))
    let offer = try #require(
      try await writer.view().offers.first { $0.kind == .reconsideration })
    try await writer.answer(
      text: "Please look at it again.", files: [], formToken: organization.newFormToken(),
      choosing: ChosenAnswer(kind: offer.kind, message: offer.message))
    dashboard = try await handler.dashboard()
    #expect(dashboard.open.cases.count == 1 && dashboard.needsMe.count == 1)
    _ = try await handler.access(setting.id)
    let board = try await setting.community.signIn(setting.community.board[0])
    #expect(try await board.dashboard().toDeclare.map(\.id) == [setting.id])
    try await board.perform(.declare(.init(conflict: false)), in: setting.id)
    #expect(try await board.dashboard().open.cases.map(\.id) == [setting.id])
    #expect(setting.community.alarms.isEmpty, "\(setting.community.alarms)")
  }

  // Carries: E20.2, E20.3
  @Test func `goes to the board by itself when consensus and vote lapse`() async throws {
    let setting = try await Setting()
    let rufus = try await setting.investigate()
    let proposal = try await setting.propose([
      Measure(measure: MeasureID("warning"), party: rufus)
    ])
    try await setting.vote(proposal, .object, by: 0, reason: "It is too little.")
    setting.community.pass(seconds: 72 * 3_600 + 60)
    _ = try await setting.community.organization.lookAtDueCases()
    var subject = try await setting.folded()
    #expect(subject.escalation == nil)
    setting.community.pass(seconds: 7 * 86_400 + 60)
    _ = try await setting.community.organization.lookAtDueCases()
    subject = try await setting.folded()
    #expect(subject.escalation != nil)
    let vault = try #require(VaultID(hexadecimal: setting.id.text))
    let chair = try await setting.community.signIn(setting.community.board[0])
    #expect(
      try await setting.community.standing(of: setting.community.board[0], in: vault) == .asked)
    try await chair.perform(.declare(.init(conflict: false)), in: setting.id)
    let other = try await setting.community.signIn(setting.community.board[1])
    try await other.perform(.declare(.init(conflict: false)), in: setting.id)
    try await chair.perform(
      .propose(
        Proposing(
          subject: .resolution([Measure(measure: MeasureID("warning"), party: rufus)]),
          reasons: "The board decides.")), in: setting.id)
    let number = try #require(try await setting.folded().proposals.last?.number)
    try await other.perform(
      .vote(Vote(proposal: number, version: 1, choice: .agree)), in: setting.id)
    #expect(try await setting.folded().proposals.last?.adoptedAt != nil)
    #expect(setting.community.alarms.isEmpty, "\(setting.community.alarms)")
  }

  // Carries: decision.leaver-voids-vote
  @Test func `a vote is void when somebody who voted leaves the group`() async throws {
    let setting = try await Setting()
    let rufus = try await setting.investigate()
    let proposal = try await setting.propose([
      Measure(measure: MeasureID("warning"), party: rufus)
    ])
    try await setting.vote(proposal, .agree, by: 2)
    try await setting.members[0].leave(setting.community.members[2].id)
    let subject = try await setting.folded()
    #expect(subject.standings[setting.community.members[2].id]?.state == .left)
    let stage = try #require(subject.proposals.last?.stage)
    guard case .void = stage else {
      Issue.record("The vote went on: \(stage)")
      return
    }
    // Nobody put a wrong row there: the list learns it when the next one opens the case.
    #expect(setting.community.alarms.isEmpty, "\(setting.community.alarms)")
    let view = try await setting.community.view(setting.id, for: setting.members[1])
    let vault = try #require(VaultID(hexadecimal: setting.id.text))
    let listed = try await setting.community.organization.index(of: vault).phase
    #expect(view.phase == .open && listed == .open)
  }

  @Test func `a vote is void when a message names somebody who voted, and the list learns it`()
    async throws
  {
    let setting = try await Setting()
    let rufus = try await setting.investigate()
    _ = try await setting.propose([Measure(measure: MeasureID("warning"), party: rufus)])
    let organization = setting.community.organization
    let words = setting.receipt.words.joined(separator: " ")
    let reporter = try await organization.reporter(token: organization.openChannel(receipt: words))
    try await reporter.answer(
      text: "\(setting.community.members[1].name) laughed.", files: [],
      formToken: organization.newFormToken())
    let view = try await setting.community.view(setting.id, for: setting.members[2])
    let vault = try #require(VaultID(hexadecimal: setting.id.text))
    let listed = try await organization.index(of: vault).phase
    #expect(view.phase == .open && listed == .open)
    #expect(setting.community.alarms.isEmpty, "\(setting.community.alarms)")
  }

  @Test func `a vote that became void is so in the list too when somebody declares after the loss`()
    async throws
  {
    let setting = try await Setting(declaring: 3)
    let rufus = try await setting.investigate()
    _ = try await setting.propose([Measure(measure: MeasureID("warning"), party: rufus)])
    let organization = setting.community.organization
    let words = setting.receipt.words.joined(separator: " ")
    let reporter = try await organization.reporter(token: organization.openChannel(receipt: words))
    try await reporter.answer(
      text: "\(setting.community.members[1].name) laughed.", files: [],
      formToken: organization.newFormToken())
    try await setting.perform(.declare(.init(conflict: false)), by: 3)
    let view = try await setting.community.view(setting.id, for: setting.members[3])
    let vault = try #require(VaultID(hexadecimal: setting.id.text))
    let listed = try await organization.index(of: vault).phase
    #expect(view.phase == .open && listed == .open)
    #expect(setting.community.alarms.isEmpty, "\(setting.community.alarms)")
  }

  @Test func `stays readable when somebody steps out and the vote fails with them`() async throws {
    let setting = try await Setting(declaring: 3)
    let rufus = try await setting.investigate()
    try await setting.perform(.declare(.init(conflict: true)), by: 3)
    _ = try await setting.propose([Measure(measure: MeasureID("warning"), party: rufus)])
    try await setting.perform(.declare(.init(conflict: true)), by: 2)
    let subject = try await setting.folded()
    #expect(subject.escalation != nil)
    let view = try await setting.community.view(setting.id, for: setting.members[0])
    #expect(view.procedure.isWithBoard)
  }

  @Test func `a concern that the reporter presses has its deadline in the list at once`()
    async throws
  {
    let setting = try await Setting()
    try await setting.perform(.introduceShepherd(LetterToReporter()))
    let organization = setting.community.organization
    let words = setting.receipt.words.joined(separator: " ")
    let reporter = try await organization.reporter(token: organization.openChannel(receipt: words))
    let offer = try #require(
      try await reporter.followUp().offers.first { $0.kind == .concern })
    try await reporter.answer(
      text: "They organized that evening.", files: [], formToken: organization.newFormToken(),
      choosing: ChosenAnswer(kind: .concern, message: offer.message))
    let vault = try #require(VaultID(hexadecimal: setting.id.text))
    let listed = try await organization.index(of: vault).deadlines.filter { $0.metAt == nil }
    let told = try await setting.folded().deadlines(under: organization.policy)
      .filter { $0.metAt == nil }
    #expect(told.contains { $0.id.text == "concern" })
    #expect(Set(told.map(\.id)).isSubset(of: listed.map(\.id)))
  }

  @Test func `two members agree in the same second, and both count`() async throws {
    let setting = try await Setting()
    let rufus = try await setting.investigate()
    let proposal = try await setting.propose([
      Measure(measure: MeasureID("warning"), party: rufus)
    ])
    async let first: Void = setting.vote(proposal, .agree, by: 2)
    async let second: Void = setting.vote(proposal, .agree, by: 3)
    _ = try await (first, second)
    #expect(try await setting.folded().proposals.last?.words.count == 3)
  }

  @Test func `a text to a reported person goes out only when a second member has read it`()
    async throws
  {
    let setting = try await Setting()
    let rufus = try await setting.investigate()
    try await setting.members[1].openChannel(
      ChannelRequest(party: rufus, way: .mail, address: "rufus@grumblethorpe.example"),
      in: setting.id, formToken: setting.community.organization.newFormToken())
    let channel = try #require(try await setting.folded().channels.first { $0.value == rufus }?.key)
    try await setting.perform(
      .writeDraft(
        DraftWriting(
          kind: .letter, channel: channel,
          text: .fourParts(
            .init(
              behaviour: "You shouted.", impact: "It frightened.",
              expectedChange: "Speak calmly.", consequences: "A warning.")))
      ))
    let draft = try #require(try await setting.folded().drafts.last?.number)
    await #expect(throws: CaseworkError.self) {
      try await setting.perform(.sendDraft(DraftSending(draft: draft)))
    }
    try await setting.perform(
      .reviewDraft(DraftReview(draft: draft, version: 1, isApproved: true)), by: 2)
    try await setting.perform(.sendDraft(DraftSending(draft: draft)))
    let mails = try await setting.community.waitingMails()
    let sent = mails.filter { $0.recipient == "rufus@grumblethorpe.example" }
    #expect(!sent.isEmpty)
  }

  @Test func `an open case keeps its policy until the group moves it`() async throws {
    let setting = try await Setting()
    let organization = setting.community.organization
    let old = organization.policyAddress
    let text = String(decoding: organization.policy.canonicalBytes, as: UTF8.self)
      .replacingOccurrences(of: "259200, //", with: "172800, //")
    let new = try Policy.read(json5: Array(text.utf8))
    try #require(new.decisions.consensusSeconds == 172_800)
    guard case .isInForce(let address) = try await organization.offer(new) else { return }
    #expect(address != old)
    #expect(try await setting.folded().policy.decisions.consensusSeconds == 259_200)
    try await setting.perform(
      .propose(Proposing(subject: .policy(address: address), reasons: "It is clearer.")))
    let number = try #require(try await setting.folded().proposals.last?.number)
    for member in [0, 2, 3] { try await setting.vote(number, .agree, by: member) }
    try await setting.perform(.enact(ResolutionNaming(proposal: number)))
    #expect(try await setting.folded().policy.decisions.consensusSeconds == 172_800)
  }
}
