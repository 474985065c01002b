import Procedure
import Testing

/// The enforcement manual and the reporting guide of Django, from first to last sentence.
@Suite struct `A Django case from a report to a suspension and a readmission` {
  // Carries: G08.1, G08.4, G10.5, G11.1, G11.5, G11.6, E06.1, E06.12, E20.1, E21.3, E22.1, E23.1, H10.1, H10.12
  @Test func `is carried by the rules from its first word to its last`() throws {
    var story = Story(policy: try ShippedPolicyTests.shipped("django"))
    // E18.1, G13.1: who has a conflict of interest says so at once, in writing, and steps out.
    try story.clear(Story.maya, Story.tom)
    try story.order(
      .admit(.init(member: Story.newcomer, reason: "She came to the group last week.")),
      by: Story.maya)
    try story.clear(Story.newcomer)
    try story.order(
      .declare(.init(conflict: true, ground: GroundID("employer"), note: "We share an office.")),
      by: Story.ada)
    #expect(!story.subject.mayRead(.member(Story.ada)))
    // G08.1, E06.1, H06.1: the reporter is answered.
    #expect(story.runs("acknowledgement") && story.runs("first-answer"))
    try story.order(.acknowledge(.init(kind: .needsDecision)), by: Story.maya)
    #expect(!story.runs("acknowledgement") && story.runs("first-answer"))
    // H08.1 to H08.11: a shepherd with biases on the table, introduced to the reporter.
    try story.order(.acceptShepherding(.init(biases: "We met once.")), by: Story.maya)
    story.isRefused(
      .shepherdBiasesFirst,
      .settleBiases(.init(member: Story.maya, isFit: true, reason: "It is nothing.")),
      by: Story.maya)
    try story.order(
      .settleBiases(.init(member: Story.maya, isFit: true, reason: "A talk at a fair.")),
      by: Story.tom)
    try story.order(.introduceShepherd(.init(text: "I look after this.")), by: Story.maya)
    #expect(!story.runs("shepherd-introduced"))
    // G08.4: the group meets at once; E12.5, E12.6: notes, takeaways, what was decided in chat.
    try story.order(.callMeeting(.init(at: story.now, agenda: "The report.")), by: Story.maya)
    try story.order(
      .recordMeeting(
        .init(
          at: story.now, attendees: [Story.maya, Story.tom, Story.newcomer], notes: "We read it.",
          takeaways: "Ask the moderators.", place: "Chat")), by: Story.tom)
    // E06.4, H09.4: what is missing is obtained before anybody acts.
    try story.meets(Story.sam, .reported, "Sam", by: Story.maya)
    try story.order(
      .needInformation(.init(what: "The thread.", source: "The moderators")), by: Story.tom)
    let need = story.last
    try story.find()
    story.isRefused(
      .informationBeforeProposal, .propose(.init(subject: .resolution([]), reasons: "R.")),
      by: Story.maya)
    try story.order(
      .recordContact(
        .init(kind: .person, who: "A moderator", when: "Today", account: "They sent it.")),
      by: Story.tom)
    try story.order(
      .recordEvidence(.init(title: "The thread", source: "The forum", date: "20 September")),
      by: Story.tom)
    try story.order(
      .settleInformation(.init(need: need, outcome: .obtained, account: "It is kept.")),
      by: Story.tom)
    // E07.1 to E10.6: jurisdiction, impact, risk.
    for (question, answer) in [("covered-space", Answer.yes), ("public", .yes), ("pattern", .yes)] {
      try story.order(
        .assess(.init(question: QuestionID(question), answer: answer, note: "It is so.")),
        by: Story.newcomer)
    }
    let weight = story.subject.investigation.weight(of: .impact, in: story.policy.assessment)
    #expect(weight.raised == 1 && weight.asked == 5)
    // C05.1: the reported person has a chance to respond before the decision.
    let suspension = Measure(
      measure: MeasureID("suspension-short"), party: Story.sam,
      spaces: [SpaceID("forum"), SpaceID("chat")], days: 60,
      conditions: ["He has read the code.", "He has written what he will do differently."],
      modifications: ["No private messages about people."], repairs: ["A word to the thread."],
      guidance: "Say what you did, not what you meant.")
    story.isRefused(
      .hearingBeforeDecision, .propose(.init(subject: .resolution([suspension]), reasons: "R.")),
      by: Story.maya)
    try story.writes(
      .plain("We would like to hear your side."), .hearing, to: Story.sam, by: Story.maya,
      readBy: Story.tom)
    #expect(story.runs("hearing"))
    story.arrives(.hearing, from: Story.sam)
    #expect(!story.runs("hearing"))
    // G10.7, E21.3: a lower rung is skipped, and why.
    story.isRefused(
      .skippingNeedsReason, .propose(.init(subject: .resolution([suspension]), reasons: "R.")),
      by: Story.maya)
    var proposed = suspension
    proposed.skipReason = "A warning of last year was not heeded."
    let number = try story.propose([proposed])
    // H09.15: a suspension is severe and needs a majority; E20.1: two besides the shepherd.
    #expect(try #require(story.proposal).isSevere)
    let open = try #require(story.proposal)
    let needs = try #require(story.subject.needs(of: open, at: story.now))
    #expect(needs.ordinaryMissing == 2 && needs.severeMissing == 1)
    try story.say(.object, on: number, by: Story.tom)
    // The objection is heard: 30 days less. An amended proposal starts anew.
    proposed.days = 30
    try story.order(
      .amendProposal(
        .init(proposal: number, subject: .resolution([proposed]), reasons: "Tom is right.")),
      by: Story.maya)
    story.isRefused(
      .newestVersion, .vote(.init(proposal: number, version: 1, choice: .agree)), by: Story.tom)
    try story.say(.agree, on: number, by: Story.tom, Story.newcomer, version: 2)
    #expect(story.subject.phase == .consulting)
    // G11.1 to G11.4, E22: who is affected is told and asked; the answer counts as advice.
    story.isRefused(.consultBeforeEnactment, .enact(.init(proposal: number)), by: Story.maya)
    try story.order(
      .consult(.init(proposal: number, party: Story.reporter, text: "This is planned.")),
      by: Story.maya)
    story.arrives(.consultation(proposal: number, .notAcceptable), from: Story.reporter)
    try story.order(.enact(.init(proposal: number)), by: Story.maya)
    #expect(story.subject.measuresInForce[0].isInForce(at: story.now))
    // H10.1, G11.5: the reporter is told first.
    let kinds = story.subject.openTasks.map(\.content.kind)
    #expect(kinds == [.tellReporter, .tellReported, .carryOut, .carryOut])
    story.isRefused(
      .reporterFirst, .completeTask(.init(task: 3, account: "Done.")), by: Story.tom)
    try story.order(
      .writeMessage(
        .init(channel: Story.channel, text: "He is suspended for a month.", kind: .decision)),
      by: Story.maya)
    // C06.1 to C06.4: behaviour, impact, expected change, consequences.
    try story.writes(
      .fourParts(
        .init(
          behaviour: "You wrote to people privately about others.", impact: "Two of them left.",
          expectedChange: "No such messages.", consequences: "You are suspended for 30 days.")),
      .letter, to: Story.sam, by: Story.maya, readBy: Story.newcomer)
    // E17.3: those who carry it out are told what they need.
    try story.completeTasks(by: Story.tom)
    // G11.6, E23.1: the board gets a report. H10.9 to H10.13: the end is told and recorded.
    story.isRefused(.boardReportFirst, Story.closing, by: Story.maya)
    try story.reportToBoard()
    story.isRefused(.reporterBeforeClosing, Story.closing, by: Story.maya)
    try story.tellClosing()
    try story.order(
      .close(.init(outcome: .flagged, summary: "Messages about others.", actions: "Suspended.")),
      by: Story.maya)
    #expect(story.subject.phase == .closed)
    // G07.1: asked about revenge. H10.13: looked at again.
    try story.order(.askAboutRetaliation(.init()), by: Story.maya)
    story.arrives(.retaliation(false), from: Story.reporter)
    // E21: the suspension ends only when readmission is asked for and granted.
    story.wait(seconds: 31 * 86_400)
    #expect(story.subject.measuresInForce[0].isInForce(at: story.now))
    story.isRefused(
      .endsByReadmission, .endMeasure(.init(measure: 1, reason: "It is time.")), by: Story.maya)
    story.isRefused(
      .readmissionAsked,
      .propose(.init(subject: .readmission(measure: 1, isGranted: true), reasons: "R.")),
      by: Story.maya)
    story.arrives(.readmission(measure: 1), from: Story.sam)
    for condition in 1...2 {
      try story.order(
        .recordCondition(
          .init(measure: 1, condition: condition, isMet: true, account: "We have it.")),
        by: Story.tom)
    }
    try story.order(
      .propose(.init(subject: .readmission(measure: 1, isGranted: true), reasons: "He did.")),
      by: Story.maya)
    let readmission = story.last
    try story.say(.agree, on: readmission, by: Story.tom, Story.newcomer)
    try story.order(.enact(.init(proposal: readmission)), by: Story.maya)
    #expect(!story.subject.measuresInForce[0].isInForce(at: story.now))
    #expect(story.subject.openTasks.map(\.content.kind) == [.carryOutEnd, .carryOutEnd])
    try story.completeTasks(by: Story.tom)
    try story.order(.recordReview(.init(account: "All is well.")), by: Story.maya)
    #expect(story.subject.phase == .closed)
    #expect(story.subject.openTasks.isEmpty)
  }
}
