import Procedure
import Testing

@Suite struct `How a decision comes about` {
  static func story(_ name: String = "django", members: Int = 3) throws -> Story {
    var story = Story(policy: try ShippedPolicyTests.shipped(name), memberCount: members)
    try story.investigate()
    return story
  }

  static let proposing = Command.propose(
    .init(subject: .resolution([Story.talk]), reasons: "It helps."))

  static func stage(_ story: Story) throws -> Proposal.Stage {
    try #require(story.proposal).stage
  }

  // Carries: decision.ordinary, E20.1, G10.3, H09.14
  @Test(arguments: Policy.shippedNames)
  func `consensus needs two besides the shepherd`(name: String) throws {
    var story = try Self.story(name)
    let number = try story.propose()
    try story.say(.agree, on: number, by: Story.tom)
    #expect(try #require(story.proposal).isOpen)
    try story.say(.abstain, on: number, by: Story.ada)
    if case .adopted(by: .consensus, _) = try Self.stage(story) {
      Issue.record("one besides the shepherd was enough")
    }
    var enough = try Self.story(name)
    let other = try enough.propose()
    try enough.say(.agree, on: other, by: Story.tom, Story.ada)
    #expect(try Self.stage(enough) == .adopted(by: .consensus, at: enough.now))
  }

  // Carries: decision.objection-stands, G10.3, E20.1, E20.2
  @Test func `while an objection stands the members vote`() throws {
    var story = try Self.story(members: 4)
    let number = try story.propose()
    try story.say(.object, on: number, by: MemberID("m3"))
    try story.say(.agree, on: number, by: Story.tom, Story.ada)
    #expect(try Self.stage(story) == .adopted(by: .vote, at: story.now))
    var mended = try Self.story(members: 4)
    let other = try mended.propose()
    try mended.say(.object, on: other, by: MemberID("m3"))
    try mended.say(.agree, on: other, by: MemberID("m3"), Story.tom, Story.ada)
    #expect(try Self.stage(mended) == .adopted(by: .consensus, at: mended.now))
  }

  // Carries: decision.vote, E20.2
  @Test func `a vote needs two thirds of all who are eligible, also of the silent`() throws {
    var story = try Self.story(members: 5)
    let number = try story.propose()
    try story.say(.agree, on: number, by: Story.tom, Story.ada)
    try story.say(.object, on: number, by: MemberID("m3"))
    story.wait(seconds: story.policy.decisions.consensusSeconds)
    guard case .vote = try Self.stage(story) else {
      Issue.record("three of five are less than two thirds")
      return
    }
    try story.say(.agree, on: number, by: MemberID("m4"))
    #expect(try Self.stage(story) == .adopted(by: .vote, at: story.now))
  }

  // Carries: decision.severe-majority, H09.15
  @Test func `what is severe needs more than half besides`() throws {
    var story = try Self.story(members: 7)
    let number = try story.propose(isSevere: true)
    try story.say(.agree, on: number, by: Story.tom, Story.ada)
    for other in 3..<7 { try story.say(.abstain, on: number, by: MemberID("m\(other)")) }
    #expect(try #require(story.proposal).isOpen)
    try story.say(.agree, on: number, by: MemberID("m3"))
    #expect(try #require(story.proposal).adoptedAt != nil)
  }

  // Carries: decision.severe-by-itself, H09.15, E10.1
  @Test func `threats and harassment are severe by themselves`() throws {
    var story = Story(policy: try ShippedPolicyTests.shipped("django"))
    try story.begin()
    try story.order(.acceptShepherding(.init()), by: Story.maya)
    try story.find(types: [ViolationTypeID("endangerment")])
    try story.waiveHearing()
    try story.propose()
    #expect(try #require(story.proposal).isSevere)
    var answered = try Self.story()
    try answered.order(
      .assess(.init(question: QuestionID("safety"), answer: .yes)), by: Story.tom)
    try answered.propose()
    #expect(try #require(answered.proposal).isSevere)
    var harmless = try Self.story()
    try harmless.propose()
    #expect(!(try #require(harmless.proposal).isSevere))
  }

  // Carries: decision.majority-clears-flag, H09.15
  @Test func `any member calls it severe, and only a majority takes that back`() throws {
    var story = try Self.story()
    let number = try story.propose()
    try story.order(
      .flagSevere(.init(proposal: number, severity: .legal, reason: "A threat.")), by: Story.tom)
    #expect(try #require(story.proposal).isSevere)
    let clearing = Command.clearFlag(.init(proposal: number, reason: "It was none."))
    try story.order(clearing, by: Story.ada)
    #expect(try #require(story.proposal).isSevere)
    try story.order(clearing, by: Story.maya)
    #expect(!(try #require(story.proposal).isSevere))
  }

  // Carries: decision.enough-eligible, E20.3
  @Test func `fewer than three who are eligible are no group any more`() throws {
    var story = try Self.story()
    try story.propose()
    try story.order(.declare(.init(conflict: true)), by: Story.ada)
    #expect(try Self.stage(story) == .failed(because: .tooFewCleared, at: story.now))
  }

  // Carries: decision.no-decision-to-board, G10.4, E20.3
  @Test func `without a decision in time it is the board's`() throws {
    var story = try Self.story(members: 5)
    try story.propose()
    story.wait(seconds: story.policy.decisions.consensusSeconds)
    guard case .vote = try Self.stage(story) else {
      Issue.record("the vote begins when consensus was not reached")
      return
    }
    story.wait(seconds: story.policy.decisions.voteSeconds)
    #expect(try Self.stage(story) == .failed(because: .noDecision, at: story.now))
    #expect(story.subject.advanced(to: story.now).failure == .noDecision)
  }

  // Carries: decision.leaver-voids-vote, G13.10
  @Test func `when somebody steps out who had voted, the vote is void`() throws {
    var story = try Self.story(members: 5)
    let number = try story.propose()
    try story.say(.agree, on: number, by: Story.tom)
    try story.order(.declare(.init(conflict: true)), by: Story.tom)
    #expect(try Self.stage(story) == .void(at: story.now))
    var other = try Self.story(members: 5)
    try other.propose()
    try other.order(.declare(.init(conflict: true)), by: Story.tom)
    #expect(try #require(other.proposal).isOpen)
  }

  // Carries: board.majority, E20.3
  @Test func `the board decides by a majority of its members who are not involved`() throws {
    var story = try Self.story()
    try story.giveToBoard()
    let number = try story.propose(by: Story.boardMembers[0])
    #expect(try Self.stage(story) == .board)
    try story.say(.agree, on: number, by: Story.boardMembers[1])
    #expect(try Self.stage(story) == .adopted(by: .board, at: story.now))
  }

  // Carries: board.fresh-eyes, board.decides, G14.1, G14.2, R04.1, R04.2
  @Test func `who decided before leaves a reconsideration to the others`() throws {
    var story = try Self.story()
    try story.giveToBoard()
    let first = Story.boardMembers[0]
    let number = try story.propose(by: first)
    try story.say(.agree, on: number, by: Story.boardMembers[1])
    try story.consult(on: number, by: first)
    try story.order(.enact(.init(proposal: number)), by: first)
    try story.order(
      .recordReconsiderationRequest(.init(party: Story.sam, account: "It was not me.")), by: first)
    try story.order(
      .propose(.init(subject: .reconsideration(.upheld, []), reasons: "It was right.")), by: first)
    let proposal = try #require(story.proposal)
    #expect(proposal.electorate == [Story.boardMembers[2]])
    #expect(proposal.isOpen)
    try story.say(.agree, on: proposal.number, by: Story.boardMembers[2])
    #expect(try #require(story.proposal).adoptedAt != nil)
  }

  // Carries: act.review-majority, act.reviewed-by-others, E19.5
  @Test func `an act is settled by a majority of the eligible`() throws {
    var story = Story(policy: try ShippedPolicyTests.shipped("django"))
    try story.begin()
    let act = try story.act()
    try story.order(.reviewAct(.init(act: act, verdict: .confirm)), by: Story.tom)
    #expect(story.subject.acts.first?.settled == nil)
    try story.order(
      .reviewAct(.init(act: act, verdict: .reverse, reason: "It was wrong.")), by: Story.ada)
    #expect(story.subject.acts.first?.settled == nil)
    try story.order(.reviewAct(.init(act: act, verdict: .confirm)), by: Story.ada)
    #expect(story.subject.acts.first?.settled?.verdict == .confirm)
  }

  // Carries: measure.skipping-needs-reason, G10.7, E21.3, measure.with-consent, C06.7, statement.who-speaks, G15.1, G15.2, E24.1, E24.2, E17.8, E17.11
  @Test func `what only the ladder and the voice of Django refuse`() throws {
    var story = try Self.story()
    var ban = Measure(measure: MeasureID("ban"), party: Story.sam)
    let skipping = #expect(throws: Refusal.self) { try story.propose([ban]) }
    #expect(skipping?.rule == .skippingNeedsReason)
    let talking = #expect(throws: Refusal.self) {
      try story.propose([Measure(measure: MeasureID("facilitated-communication"), party: Story.sam)]
      )
    }
    #expect(talking?.rule == .measureWithConsent)
    let statement = Command.writeDraft(
      .init(kind: .publicStatement, text: .plain("We have decided.")))
    let speaking = #expect(throws: Refusal.self) { try story.order(statement, by: Story.maya) }
    #expect(speaking?.rule == .publicVoice)
    ban.skipReason = "A second warning was not heeded."
    try story.propose([ban])
    #expect(try #require(story.proposal).isSevere)
    try story.giveToBoard()
    try story.order(statement, by: Story.boardMembers[0])
  }

  // Carries: R01.3, R02.13, R02.16
  @Test func `the committee of Reset speaks for itself`() throws {
    var story = try Self.story("reset")
    try story.order(
      .writeDraft(.init(kind: .publicStatement, text: .plain("We have decided."))), by: Story.tom)
    let draft = story.last
    try story.order(
      .reviewDraft(.init(draft: draft, version: 1, isApproved: true)), by: Story.ada)
    try story.order(.publishStatement(.init(draft: draft, place: "The list.")), by: Story.tom)
    #expect(story.subject.drafts.first?.state != .waiting)
    try story.propose([
      Measure(measure: MeasureID("public-reprimand"), party: Story.sam),
      Measure(measure: MeasureID("public-apology"), party: Story.sam),
    ])
  }

  // Carries: case.departure-from-guidance, H02.1, H02.2, C07.11, E21.1
  @Test func `guidance is left aside with a reason, and then does not refuse`() throws {
    var story = Story(policy: try ShippedPolicyTests.shipped("django"), memberCount: 5)
    try story.begin()
    try story.find()
    try story.waiveHearing()
    story.isRefused(.shepherdBeforeProposal, Self.proposing, by: Story.maya)
    let departing = Command.departFromRule(
      .init(rule: .shepherdBeforeProposal, reason: "All of us look after it."))
    try story.order(departing, by: Story.ada)
    // One member wants it: the rule stands.
    #expect(story.subject.departures.isEmpty)
    story.isRefused(.departureFromGuidance, departing, by: Story.ada)
    story.isRefused(.shepherdBeforeProposal, Self.proposing, by: Story.maya)
    try story.order(departing, by: Story.tom)
    #expect(story.subject.departures == [.shepherdBeforeProposal])
    let number = try story.propose()
    // Without a shepherd, who proposes stands for them: two others have to agree.
    try story.say(.agree, on: number, by: Story.tom)
    for member in [Story.ada, MemberID("m3"), MemberID("m4")] {
      try story.say(.abstain, on: number, by: member)
    }
    #expect(try #require(story.proposal).adoptedAt == nil)
    try story.say(.agree, on: number, by: Story.ada)
    #expect(try #require(story.proposal).adoptedAt != nil)
  }

  // Carries: case.departure-from-guidance, H02.1, E06.11, G08.5, G11.6, E23.1
  @Test func `what another document says will be done is no guidance`() throws {
    let django = try ShippedPolicyTests.shipped("django")
    let reset = try ShippedPolicyTests.shipped("reset")
    #expect(django.guidance == [.shepherdBeforeProposal, .reporterFirst])
    #expect(reset.guidance == [.shepherdBeforeProposal])
    var story = try Self.story()
    for rule in [
      RuleID.findingsBeforeProposal, .boardReportFirst, .tasksBeforeClosing, .skippingNeedsReason,
      .hearingBeforeDecision, .declareFirst, .handlersOnly,
    ] {
      story.isRefused(
        .departureFromGuidance, .departFromRule(.init(rule: rule, reason: "It takes long.")),
        by: Story.tom)
    }
  }
}
