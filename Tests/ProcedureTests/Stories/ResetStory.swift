import Procedure
import Testing

/// Reset's page about reporting, from first to last sentence.
@Suite struct `A Reset case from a report to a public apology` {
  // Carries: R01.2, R02.1, R02.3, R02.9, R02.16, R02.17, R02.18, R02.19, R02.20, R04.1, R04.2
  @Test func `is carried by the rules from its first word to its last`() throws {
    var story = Story(policy: try ShippedPolicyTests.shipped("reset"))
    try story.clear(Story.maya, Story.tom, Story.ada)
    // R02.1, R02.2: receipt is acknowledged within 24 hours, which is a promise.
    #expect(story.runs("acknowledgement"))
    try story.order(.acknowledge(.init(kind: .needsDecision)), by: Story.tom)
    // R02.3: the committee meets at once.
    try story.order(.callMeeting(.init(at: story.now, agenda: "The report.")), by: Story.tom)
    try story.order(
      .recordMeeting(
        .init(
          at: story.now, attendees: [Story.maya, Story.tom, Story.ada], notes: "We read it.",
          takeaways: "He said it in a talk.")), by: Story.ada)
    try story.order(.acceptShepherding(.init()), by: Story.maya)
    try story.order(.introduceShepherd(.init()), by: Story.maya)
    // R02.8, R02.9: is it going on? While it does, the official answer may wait; a promise does not.
    try story.order(
      .recordSafety(.init(ongoing: .no, danger: .no, account: "The talk is over.")), by: Story.tom)
    #expect(!story.subject.isOngoingOrDangerous)
    story.isRefused(
      .promisesRun,
      .pauseDeadline(.init(deadline: DeadlineID("acknowledgement"), reason: "Later.")),
      by: Story.tom)
    // R02.4 to R02.7: what happened, is it a violation, who, does it go on.
    try story.meets(Story.sam, .reported, "Sam", by: Story.maya)
    try story.find(types: [ViolationTypeID("discrimination")])
    try story.writes(
      .plain("We would like to hear your side."), .hearing, to: Story.sam, by: Story.tom,
      readBy: Story.ada)
    story.arrives(.hearing, from: Story.sam)
    // R02.17: within one week a resolution, or an explanation why not yet.
    #expect(story.runs("first-answer"))
    try story.order(
      .announceDelay(
        .init(projected: story.now.adding(days: 10), text: "We wait for the recording.")),
      by: Story.maya)
    #expect(story.subject.delayedUntil == story.now.adding(days: 10))
    #expect(!story.runs("first-answer") && story.runs("delay"))
    // R02.10, R02.13, R02.16: a public reprimand and a request for a public apology.
    let measures = [
      Measure(measure: MeasureID("public-reprimand"), party: Story.sam),
      Measure(measure: MeasureID("public-apology"), party: Story.sam),
    ]
    let number = try story.propose(measures)
    #expect(!(try #require(story.proposal).isSevere))
    try story.say(.agree, on: number, by: Story.tom, Story.ada)
    // R02.19: feedback of the reporter is taken into account; silence does not block.
    try story.order(
      .consult(.init(proposal: number, party: Story.reporter, text: "This is planned.")),
      by: Story.maya)
    story.isRefused(.consultBeforeEnactment, .enact(.init(proposal: number)), by: Story.maya)
    story.wait(seconds: story.policy.consultation.windowSeconds)
    try story.order(.enact(.init(proposal: number)), by: Story.maya)
    // R02.18: the reporter learns which action is taken.
    try story.order(
      .writeMessage(
        .init(channel: Story.channel, text: "We ask him to apologize.", kind: .decision)),
      by: Story.maya)
    try story.writes(
      .fourParts(
        .init(
          behaviour: "You said it in your talk.", impact: "People left the room.",
          expectedChange: "Show us the text of an apology.",
          consequences: "We ask you for an apology in public.")),
      .letter, to: Story.sam, by: Story.tom, readBy: Story.maya)
    // R01.2, R01.3, R01.4: the committee may speak in public; nobody is named who did not ask for it.
    story.isRefused(
      .namedOnInstruction,
      .writeDraft(
        .init(kind: .publicStatement, text: .plain("She told us."), names: [Story.reporter])),
      by: Story.tom)
    try story.order(
      .writeDraft(.init(kind: .publicStatement, text: .plain("A talk was not as it should be."))),
      by: Story.tom)
    let statement = story.last
    story.isRefused(
      .draftSecondReader, .publishStatement(.init(draft: statement, place: "The list.")),
      by: Story.tom)
    try story.order(
      .reviewDraft(.init(draft: statement, version: 1, isApproved: true)), by: Story.ada)
    try story.order(.publishStatement(.init(draft: statement, place: "The list.")), by: Story.tom)
    // The apology is passed on with the word of who receives it.
    let apology = Command.writeMessage(
      .init(channel: Story.channel, text: "He has apologized.", kind: .apology))
    story.isRefused(.apologyWithPermission, apology, by: Story.maya)
    story.arrives(.permission(.apology, isGiven: true), from: Story.reporter)
    try story.order(apology, by: Story.maya)
    try story.completeTasks()
    // R02.20: the steering committee gets a report.
    try story.reportToBoard()
    try story.tellClosing()
    try story.order(
      .close(.init(outcome: .resolved, summary: "A talk.", actions: "An apology in public.")),
      by: Story.maya)
    #expect(story.subject.phase == .closed)
    // R04.1, R04.2: any party may ask the steering committee to reconsider, which reviews it.
    story.arrives(.reconsideration, from: Story.sam)
    #expect(story.subject.failure == .reconsideration)
    story.record(
      [
        .escalatedToBoard(Escalation(because: .reconsideration)),
        .membersAsked(Asking(members: Story.boardMembers, seat: .board)),
      ], by: .server)
    for member in Story.boardMembers { try story.clear(member) }
    // A reconsideration does not suspend what was decided.
    #expect(story.subject.measuresInForce.allSatisfy { $0.endedAt == nil })
    try story.order(
      .propose(
        .init(
          subject: .reconsideration(
            .changed, [Measure(measure: MeasureID("private-reprimand"), party: Story.sam)]),
          reasons: "A word in private was enough.")), by: Story.boardMembers[0])
    let verdict = story.last
    try story.say(.agree, on: verdict, by: Story.boardMembers[2])
    try story.consult(on: verdict, by: Story.boardMembers[0])
    try story.order(.enact(.init(proposal: verdict)), by: Story.boardMembers[0])
    let held = story.subject.measuresInForce.filter { $0.endedAt == nil }
    #expect(held.map(\.measure.measure) == [MeasureID("private-reprimand")])
    #expect(story.subject.reconsideration == nil)
  }
}
