import Procedure
import Testing

@Suite struct `What a party says with a button` {
  private static func answer(_ story: inout Story, _ answer: ArrivingAnswer) {
    let message = story.nextReference()
    story.record(
      [.partyAnswered(PartyAnswer(party: Story.reporter, message: message, answer: answer))],
      by: .party(Story.reporter))
  }

  private static func deadline(_ story: Story, _ id: String) -> Deadline? {
    story.subject.deadlines(under: story.policy).first { $0.id == DeadlineID(id) }
  }

  /// What takes it up that the reporter tells of retaliation.
  static let takingUp: [(name: String, command: @Sendable (Story) -> Command)] = [
    (
      "what goes on is looked at",
      { _ in .recordSafety(.init(ongoing: .yes, danger: .no, account: "It goes on.")) }
    ),
    (
      "somebody acts at once",
      { _ in
        .actAtOnce(.init(ground: .ongoing, measures: [Story.talk], account: "They were muted."))
      }
    ),
    (
      "it is linked as a case of its own",
      { _ in
        .linkCase(.init(other: CaseID("0f"), relation: .retaliation))
      }
    ),
  ]

  // Carries: G07.1, G07.2
  @Test(arguments: Policy.shippedNames)
  func `retaliation is due within a day and taken up by what protects`(name: String) throws {
    for way in Self.takingUp {
      var story = Story(policy: try ShippedPolicyTests.shipped(name))
      try story.begin()
      Self.answer(&story, .retaliation(false))
      #expect(Self.deadline(story, "retaliation") == nil)
      Self.answer(&story, .retaliation(true))
      #expect(story.subject.retaliationSince == story.now)
      let due = try #require(Self.deadline(story, "retaliation"))
      #expect(due.kind == .promise && due.due == story.now.adding(seconds: 86_400))
      #expect(due.metAt == nil && due.whom == .handlers)
      try story.order(way.command(story), by: Story.tom)
      #expect(Self.deadline(story, "retaliation")?.metAt == story.now, "\(way.name)")
      #expect(story.subject.retaliationSince == nil)
    }
  }

  // Carries: G07.2
  @Test func `retaliation after the end of a case runs on, and opening it again takes it up`()
    throws
  {
    var story = Story(policy: try ShippedPolicyTests.shipped("django"))
    try story.begin()
    try story.reportToBoard()
    try story.file()
    Self.answer(&story, .retaliation(true))
    #expect(Self.deadline(story, "retaliation")?.metAt == nil)
    #expect(Self.deadline(story, "retaliation") != nil)
    try story.order(.reopen(.init(reason: "Retaliation.")), by: Story.maya)
    #expect(Self.deadline(story, "retaliation")?.metAt != nil)
  }

  // Carries: message.contact-stopped, C05.1
  @Test func `no acknowledgement goes to who wants no messages, and what waits for one rests`()
    throws
  {
    var story = Story(policy: try ShippedPolicyTests.shipped("django"))
    try story.clear(Story.maya)
    Self.answer(&story, .stopContact)
    let message = story.nextReference()
    let refusal = #expect(throws: Refusal.self) {
      try story.subject.decide(
        .acknowledge(.init(kind: .needsDecision, message: message)), by: .member(Story.maya),
        at: story.now, under: story.policy)
    }
    #expect(refusal?.rule == .contactStopped)
    let events = try story.subject.decide(
      .acknowledge(.init(kind: .needsDecision)), by: .member(Story.maya), at: story.now,
      under: story.policy)
    #expect(!events.contains { if case .messageSent = $0 { true } else { false } })
    story.record(events, by: .member(Story.maya))
    #expect(story.subject.phase == .open)
    story.reporterWrites()
    for id in ["first-answer", "reply"] {
      #expect(Self.deadline(story, id)?.endedBy == .contactStopped, "\(id)")
    }
    // Once they want messages again, their next word is to be answered.
    Self.answer(&story, .resumeContact)
    story.wait(seconds: 60)
    story.reporterWrites()
    #expect(Self.deadline(story, "reply")?.metAt == nil)
  }

  @Test func `a letter to somebody without a name greets nobody by a gap`() throws {
    for name in Policy.shippedNames {
      let policy = try ShippedPolicyTests.shipped(name)
      for kind in TemplateKind.allCases {
        let others = Placeholder.allCases.filter { !$0.isName }.map { ($0, "something") }
        let filled = try #require(policy.templates[kind])
          .filled(Dictionary(uniqueKeysWithValues: others))
        #expect(!filled.body.contains(" ,"), "\(name) \(kind): \(filled.body)")
      }
      let letter = try #require(policy.templates[.acknowledgementNeedsDecision])
      #expect(letter.filled([:]).body.contains("Hello,") || letter.filled([:]).body.contains("Hi,"))
      #expect(letter.filled([.reporterName: "Zed"]).body.contains(" Zed,"))
    }
  }
}
