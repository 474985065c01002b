import Identity
import Procedure
import Testing

@testable import Casework

/// What a party asks of the board does not lie with those who decided.
@Suite struct `A decision that a party wants looked at again` {
  /// A case that was decided, told and closed.
  static func closed(evidence: Bytes? = nil) async throws -> `A whole case`.Setting {
    let setting = try await `A whole case`.Setting(evidence: evidence)
    let rufus = try await setting.investigate()
    let proposal = try await setting.propose([
      Measure(measure: MeasureID("warning"), party: rufus)
    ])
    for member in [0, 2, 3] { try await setting.vote(proposal, .agree, by: member) }
    let subject = try await setting.folded()
    let reporter = try #require(subject.reporter?.id)
    let channel = try #require(subject.reporterChannel)
    try await setting.perform(
      .consult(Consulting(proposal: proposal, party: reporter, text: "We plan a warning.")))
    setting.community.pass(seconds: 72 * 3_600 + 1)
    try await setting.perform(.enact(ResolutionNaming(proposal: proposal)))
    try await setting.perform(
      .writeMessage(.init(channel: channel, text: "He gets a warning.", kind: .decision)))
    for task in try await setting.folded().openTasks {
      try await setting.perform(.completeTask(TaskCompletion(task: task.number, account: "Done.")))
    }
    try await setting.perform(.reportToBoard(BoardReport(text: "A warning was given.")))
    try await setting.perform(
      .writeMessage(.init(channel: channel, text: "The case is closed.", kind: .closing)))
    try await setting.perform(
      .close(CaseClosing(outcome: .resolved, summary: "A shout.", actions: "A warning.")))
    return setting
  }

  static func reporter(of setting: `A whole case`.Setting) async throws -> Reporter {
    let organization = setting.community.organization
    return try await organization.reporter(
      token: organization.openChannel(receipt: setting.receipt.words.joined(separator: " ")))
  }

  // Carries: board.reconsider-in-time, G14.1, G14.2, R04.1, R04.2
  @Test func `is before the board although no handler opens the closed case`() async throws {
    let setting = try await Self.closed()
    let community = setting.community
    let vault = try #require(VaultID(hexadecimal: setting.id.text))
    let reporter = try await Self.reporter(of: setting)
    let view = try await reporter.followUp()
    let offer = try #require(view.offers.first { $0.kind == .reconsideration })
    guard case .until = view.appeal else {
      Issue.record("The page does not say until when they may ask.")
      return
    }
    #expect(try await community.standing(of: community.board[0], in: vault) != .asked)
    try await reporter.answer(
      text: "It is too little.", files: [], formToken: community.organization.newFormToken(),
      choosing: ChosenAnswer(kind: .reconsideration, message: offer.message))
    #expect(try await reporter.followUp().appeal == nil)
    #expect(try await community.standing(of: community.board[0], in: vault) == .asked)
    #expect(try await community.organization.index(of: vault).isWithBoard)
    let board = try await community.signIn(community.board[0])
    #expect(try await board.dashboard().toDeclare.map(\.id) == [setting.id])
    let told = try await community.waitingMails().map(\.recipient)
    #expect(told.contains(community.board[0].email))
    // Two of the board declare, propose and decide; nobody of the group has done anything.
    for person in community.board.prefix(2) {
      try await community.signIn(person).perform(.declare(.init(conflict: false)), in: setting.id)
    }
    try await community.signIn(community.board[0]).perform(
      .propose(
        Proposing(subject: .reconsideration(.upheld, []), reasons: "A warning fits what happened.")
      ), in: setting.id)
    let subject = try await setting.folded()
    #expect(subject.reconsideration != nil && subject.escalation?.because == .reconsideration)
    #expect(community.alarms.isEmpty, "\(community.alarms)")
  }

  // Carries: board.reconsider-in-time, G14.1, R04.1
  @Test func `is not offered any more when the time for it is over, and the page says so`()
    async throws
  {
    let setting = try await Self.closed()
    let reporter = try await Self.reporter(of: setting)
    let offer = try #require(
      try await reporter.followUp().offers.first { $0.kind == .reconsideration })
    setting.community.pass(
      seconds: setting.community.organization.policy.board.reconsiderationSeconds + 1)
    let again = try await Self.reporter(of: setting)
    let view = try await again.followUp()
    #expect(!view.offers.contains { $0.kind == .reconsideration })
    guard case .ended = view.appeal else {
      Issue.record("The page does not say that the time is over.")
      return
    }
    let token = try setting.community.organization.newFormToken()
    await #expect(throws: CaseworkError.self) {
      try await again.answer(
        text: "", files: [], formToken: token,
        choosing: ChosenAnswer(kind: .reconsideration, message: offer.message))
    }
  }
}
