import Procedure
import Testing

/// How long something holds, and who ends it.
@Suite struct `How long a measure holds` {
  static let ban = Measure(
    measure: MeasureID("ban"), party: Story.sam, spaces: [SpaceID("forum")],
    skipReason: "A warning was not heeded.")

  static func django(_ members: Int = 3) throws -> Story {
    Story(policy: try ShippedPolicyTests.shipped("django"), memberCount: members)
  }

  /// Maya bans Sam at once, and the others confirm it.
  static func banAtOnce(_ story: inout Story) throws {
    try story.order(
      .actAtOnce(.init(ground: .danger, measures: [ban], account: "He would not go.")),
      by: Story.maya)
    try `What nobody does alone`.confirm(story.last, &story)
  }

  static func inForce(_ story: Story) -> [MeasureID?] {
    story.subject.measuresInForce.filter { $0.isInForce(at: story.now) }.map(\.measure.measure)
  }

  // Carries: E19.5, E20.1, close.acts-first
  @Test func `a ban of one member stays only by a resolution that holds it`() throws {
    for keeps in [true, false] {
      var story = try Self.django()
      try story.investigate()
      try Self.banAtOnce(&story)
      #expect(Self.inForce(story) == [MeasureID("ban")])
      try story.order(
        .linkPerson(.init(party: Story.sam, person: PersonID("d"))), by: Story.maya)
      let warning = Measure(measure: MeasureID("warning"), party: Story.sam)
      let number = try story.propose(keeps ? [Self.ban] : [warning])
      try story.say(.agree, on: number, by: Story.tom, Story.ada)
      try story.consult(on: number)
      try story.order(.enact(.init(proposal: number)), by: Story.maya)
      #expect(Self.inForce(story) == (keeps ? [MeasureID("ban")] : []))
      let ends = story.subject.openTasks.filter { $0.content.kind == .carryOutEnd }
      #expect(ends.map(\.content.space) == (keeps ? [] : [SpaceID("forum")]))
      try story.completeTasks()
      try story.reportToBoard()
      try story.tellClosing()
      let outcome: RecordType = keeps ? .banned : .resolved
      #expect(story.subject.fittingOutcomes.contains(outcome))
      try story.order(
        .close(.init(outcome: outcome, summary: "A fight.", actions: "As decided.")),
        by: Story.maya)
      #expect(story.subject.recordType(of: PersonID("d")) == outcome)
    }
  }

  // Carries: act.review-majority, E19.5
  @Test func `those who would amend an act count together only where they say the same`() throws {
    var story = try Self.django()
    try story.begin()
    let act = try story.act()
    func amend(_ title: String) -> Command {
      .reviewAct(
        .init(
          act: act, verdict: .amend,
          measures: [Measure(title: title, makesSafer: "It does.", days: 3)], reason: "Too much."))
    }
    try story.order(amend("One"), by: Story.tom)
    try story.order(amend("Two"), by: Story.ada)
    #expect(story.subject.acts.first?.settled == nil)
    try story.order(amend("One"), by: Story.ada)
    #expect(story.subject.acts.first?.settled?.verdict == .amend)
    let held = story.subject.measuresInForce.filter { $0.endedAt == nil }
    #expect(held.map(\.measure.title) == ["One"])
  }

  // Carries: measure.ends-by-readmission, decision.severe-majority, E20.1, H09.14, H09.15
  @Test func `a ban ends by those who could have decided on it, also after closing`() throws {
    var story = try Self.django(7)
    try story.investigate()
    let number = try story.propose([Self.ban])
    try story.say(.agree, on: number, by: Story.tom, Story.ada, MemberID("m3"))
    for other in ["m4", "m5", "m6"] {
      try story.say(.abstain, on: number, by: MemberID(other))
    }
    try story.consult(on: number)
    try story.order(.enact(.init(proposal: number)), by: Story.maya)
    try story.completeTasks()
    try story.reportToBoard()
    try story.tellClosing()
    try story.order(
      .close(.init(outcome: .banned, summary: "A fight.", actions: "A ban.")), by: Story.maya)
    story.isRefused(
      .endsByReadmission, .endMeasure(.init(measure: 1, reason: "Enough.")), by: Story.tom)
    let offered = story.subject.availableCommands(
      for: .member(Story.tom), at: story.now, under: story.policy)
    #expect(offered.contains { $0.command == .propose && $0.isAvailable })
    try story.order(
      .propose(
        .init(subject: .readmission(measure: 1, isGranted: true), reasons: "Years went by.")),
      by: Story.tom)
    let end = story.last
    #expect(try #require(story.proposal).isSevere)
    try story.say(.agree, on: end, by: Story.maya, Story.ada)
    for other in ["m3", "m4", "m5", "m6"] {
      try story.say(.abstain, on: end, by: MemberID(other))
    }
    #expect(try #require(story.proposal).isOpen, "three of seven are no majority")
    try story.say(.agree, on: end, by: MemberID("m4"))
    try story.order(.enact(.init(proposal: end)), by: Story.tom)
    #expect(Self.inForce(story).isEmpty)
    #expect(story.subject.openTasks.map(\.content.kind) == [.carryOutEnd])
  }

  // Carries: measure.is-in-force
  @Test func `what is over on its date is noted by anybody`() throws {
    var story = try Self.django()
    _ = try story.enact([`What nobody does alone`.stay])
    story.wait(seconds: 7 * 86_400)
    try story.order(.endMeasure(.init(measure: 1, reason: "A week.")), by: Story.tom)
    #expect(story.subject.measuresInForce[0].endedAt == story.now)
  }

  // Carries: measure.readmission-asked, G10.6, H10.4
  @Test func `readmission comes after the term, with a word on every condition`() throws {
    var story = try Self.django()
    _ = try story.enact([
      Measure(
        measure: MeasureID("suspension-short"), party: Story.sam, spaces: [SpaceID("forum")],
        days: 30, conditions: ["He has read the code.", "He has apologised."],
        skipReason: "A warning was not heeded.")
    ])
    story.arrives(.readmission(measure: 1), from: Story.sam)
    let readmit = Command.propose(
      .init(subject: .readmission(measure: 1, isGranted: true), reasons: "He did."))
    story.isRefused(.readmissionAsked, readmit, by: Story.maya)
    story.wait(seconds: 30 * 86_400)
    story.isRefused(.readmissionAsked, readmit, by: Story.maya)
    for (condition, isMet) in [(1, true), (2, false)] {
      story.isRefused(.readmissionAsked, readmit, by: Story.maya)
      try story.order(
        .recordCondition(
          .init(measure: 1, condition: condition, isMet: isMet, account: "She wants none.")),
        by: Story.tom)
    }
    try story.order(readmit, by: Story.maya)
    #expect(try #require(story.proposal).isSevere)
    // To refuse it needs no term.
    var refused = try Self.django()
    _ = try refused.enact([
      Measure(
        measure: MeasureID("suspension-short"), party: Story.sam, days: 30, skipReason: "As above.")
    ])
    refused.arrives(.readmission(measure: 1), from: Story.sam)
    try refused.order(
      .propose(.init(subject: .readmission(measure: 1, isGranted: false), reasons: "Too soon.")),
      by: Story.maya)
  }

  // Carries: close.decision-first, H10.11
  @Test func `a case is closed as its findings and measures say`() throws {
    var story = try Self.django()
    _ = try story.enact([Self.ban])
    #expect(story.subject.fittingOutcomes == [.banned])
    var none = try Self.django()
    _ = try none.enact([])
    #expect(none.subject.fittingOutcomes == [.resolved, .flagged])
    try none.order(.recordFinding(.responsible([], account: "Nobody knows.")), by: Story.tom)
    #expect(none.subject.fittingOutcomes.contains(.violationByUnknown))
    try none.order(
      .recordFinding(.violation(.no, types: [], account: "It was none.")), by: Story.tom)
    #expect(none.subject.fittingOutcomes == [.noViolation])
  }
}
