import Foundation
import Procedure
import Testing

struct GateTests {
  private func django() throws -> Policy { try ShippedPolicyTests.shipped("django") }

  // Carries: gate.declare-first, case.handlers-only, G13.1, E18.1
  @Test func `the gate lets in who declares and nobody else`() throws {
    var story = Story(policy: try django())
    #expect(story.subject.phase == .waitingForReaders)
    #expect(story.subject.mayKnow(.member(Story.maya)))
    #expect(!story.subject.mayRead(.member(Story.maya)))
    try story.clear(Story.maya)
    #expect(story.subject.phase == .received)
    #expect(story.subject.handlers == [Story.maya])
    #expect(story.subject.mayRead(.member(Story.maya)))
    #expect(!story.subject.mayRead(.member(Story.tom)))
    try story.order(
      .declare(.init(conflict: true, ground: GroundID("employer"), note: "Same office.")),
      by: Story.tom)
    #expect(!story.subject.mayKnow(.member(Story.tom)))
    #expect(!story.subject.mayKnow(.member(MemberID("stranger"))))
    #expect(!story.subject.mayKnow(.server))
    #expect(story.subject.undeclared == [Story.ada])
  }

  // Carries: gate.declare-once, gate.admit-by-another, E18.1
  @Test func `no conflict can be corrected to a conflict, and only others bring one back`() throws {
    var story = Story(policy: try django())
    try story.clear(Story.maya, Story.tom, Story.ada)
    try story.order(.declare(.init(conflict: true)), by: Story.maya)
    #expect(!story.subject.mayRead(.member(Story.maya)))
    let admission = Command.admit(
      .init(member: Story.maya, reason: "She pressed the wrong button."))
    try story.order(admission, by: Story.tom)
    #expect(!story.subject.mayKnow(.member(Story.maya)))
    #expect(throws: Refusal.self) { try story.order(admission, by: Story.tom) }
    try story.order(admission, by: Story.ada)
    #expect(story.subject.standings[Story.maya]?.state == .asked)
    try story.clear(Story.maya)
    #expect(story.subject.mayRead(.member(Story.maya)))
  }

  @Test func `a member who was kept out declares like a newcomer once admitted`() throws {
    let out = KeepingOut(member: Story.ada, because: .namedInText(places: ["account"]))
    var story = Story(
      policy: try django(), candidates: .members([Story.maya, Story.tom], keptOut: [out]))
    try story.clear(Story.maya)
    #expect(!story.subject.mayKnow(.member(Story.ada)))
    #expect(
      story.subject.availableCommands(
        for: .member(Story.ada), at: story.now, under: story.policy
      ).isEmpty)
    try story.order(
      .admit(.init(member: Story.ada, reason: "Another Ada is meant.")), by: Story.maya)
    #expect(story.subject.mayKnow(.member(Story.ada)))
    #expect(!story.subject.mayRead(.member(Story.ada)))
    try story.clear(Story.ada)
    #expect(story.subject.mayRead(.member(Story.ada)))
  }

  // Carries: gate.admit-by-another, E18.7
  @Test func `a handler is held back by one and read on by another's word, one at a time`() throws {
    var story = Story(policy: try django())
    try story.clear(Story.maya, Story.tom, Story.ada)
    func holding(_ member: MemberID) -> Command {
      .holdBack(.init(member: member, reason: "He is the man with the red hat."))
    }
    #expect(throws: Refusal.self) { try story.order(holding(Story.ada), by: Story.ada) }
    try story.order(holding(Story.tom), by: Story.ada)
    #expect(!story.subject.mayRead(.member(Story.tom)))
    #expect(throws: Refusal.self) { try story.order(holding(Story.maya), by: Story.ada) }
    let clearing = Command.clearNamedMember(.init(member: Story.tom, reason: "His was green."))
    #expect(throws: Refusal.self) { try story.order(clearing, by: Story.ada) }
    try story.order(clearing, by: Story.maya)
    #expect(story.subject.mayRead(.member(Story.tom)))
  }

  // Carries: gate.admit-by-another, E20.2
  @Test func `a member of the board is not taken into the group`() throws {
    var story = Story(policy: try django())
    try story.clear(Story.maya, Story.tom)
    let admission = Command.admit(
      .init(member: Story.board, reason: "One more vote.", seat: .board))
    #expect(throws: Refusal.self) { try story.order(admission, by: Story.tom) }
    try story.order(.escalateToBoard(.init(reason: "Somebody else should look.")), by: Story.tom)
  }

  // Carries: G13.10, E18.7, R03.4
  @Test func `a handler whom a later message names waits until somebody else has looked`() throws {
    var story = Story(policy: try django())
    try story.clear(Story.maya, Story.tom)
    let message = story.nextReference()
    story.record(
      [.memberKeptOut(KeepingOut(member: Story.maya, because: .namedInLaterMessage(message)))],
      by: .server)
    #expect(!story.subject.mayRead(.member(Story.maya)))
    #expect(throws: Refusal.self) {
      try story.order(
        .clearNamedMember(.init(member: Story.maya, reason: "It is nothing.")), by: Story.maya)
    }
    try story.order(
      .clearNamedMember(.init(member: Story.maya, reason: "She is only greeted.")), by: Story.tom)
    #expect(story.subject.mayRead(.member(Story.maya)))
  }

  // Carries: G13.11
  @Test func `when everybody has a conflict the case goes to the board by itself, once`() throws {
    var story = Story(policy: try django())
    for member in [Story.maya, Story.tom, Story.ada] {
      #expect(story.subject.duties(at: story.now, under: story.policy).isEmpty)
      try story.order(.declare(.init(conflict: true)), by: member)
    }
    let duties = story.subject.duties(at: story.now, under: story.policy)
    #expect(duties == [.escalatedToBoard(Escalation(because: .nobodyLeft))])
    story.record(duties, by: .server)
    #expect(story.subject.duties(at: story.now, under: story.policy).isEmpty)
    let profiles = [
      MemberProfile(id: Story.board, seat: .board, fullName: "Bo"),
      MemberProfile(id: Story.maya, seat: .board, fullName: "Maya"),
      MemberProfile(id: MemberID("new"), seat: .member, fullName: "New"),
    ]
    #expect(story.subject.boardToAsk(among: profiles) == [Story.board])
    story.record(
      [.membersAsked(Asking(members: [Story.board], seat: .board))], by: .server)
    try story.order(.declare(.init(conflict: false)), as: .boardMember(Story.board))
    #expect(story.subject.handlers == [Story.board])
    try story.order(.acknowledge(.init(kind: .needsDecision)), as: .boardMember(Story.board))
    #expect(story.subject.phase == .open)
  }

  @Test func `too few cleared members when the window closes bring the case to the board`() throws {
    var story = Story(policy: try django())
    try story.clear(Story.maya, Story.tom)
    let closes = try #require(story.subject.gateCloses(under: story.policy))
    #expect(story.subject.nextDuty(after: story.now, under: story.policy) == closes)
    story.wait(seconds: story.policy.gate.windowSeconds - 1)
    #expect(story.subject.duties(at: story.now, under: story.policy).isEmpty)
    story.wait(seconds: 1)
    #expect(
      story.subject.duties(at: story.now, under: story.policy)
        == [.escalatedToBoard(Escalation(because: .tooFewCleared))])
    try story.clear(Story.ada)
    #expect(story.subject.duties(at: story.now, under: story.policy).isEmpty)
  }

  @Test func `silence lets in where the policy says so, and only after the window`() throws {
    let text = try BrokenPolicyTests.django()
      .replacingOccurrences(of: "silence: \"keepsOut\"", with: "silence: \"letsIn\"")
    var story = Story(policy: try Policy.read(json5: Array(text.utf8)))
    try story.clear(Story.maya)
    #expect(story.subject.duties(at: story.now, under: story.policy).isEmpty)
    story.wait(seconds: story.policy.gate.windowSeconds)
    let duties = story.subject.duties(at: story.now, under: story.policy)
    #expect(
      duties == [
        .releasedBySilence(Release(member: Story.ada)),
        .releasedBySilence(Release(member: Story.tom)),
      ])
    story.record(duties, by: .server)
    #expect(story.subject.handlers == [Story.ada, Story.maya, Story.tom])
    #expect(story.subject.duties(at: story.now, under: story.policy).isEmpty)
  }

  @Test func `what a member may do now is what decide allows`() throws {
    var story = Story(policy: try django())
    var available = story.subject.availableCommands(
      for: .member(Story.maya), at: story.now, under: story.policy)
    #expect(available == [CommandAvailability(command: .declare, waitsFor: nil)])
    try story.clear(Story.maya)
    try story.order(.acknowledge(.init(kind: .needsDecision)), by: Story.maya)
    available = story.subject.availableCommands(
      for: .member(Story.maya), at: story.now, under: story.policy)
    #expect(!available.contains { $0.command == .acknowledge })
    #expect(available.contains { $0.command == .writeMessage && $0.isAvailable })
    try story.order(.escalateToBoard(.init(reason: "It concerns our sponsor.")), by: Story.maya)
    available = story.subject.availableCommands(
      for: .member(Story.maya), at: story.now, under: story.policy)
    let escalate = try #require(available.first { $0.command == .escalateToBoard })
    #expect(escalate.waitsFor?.rule == .escalateOnce)
  }
}
