import Procedure
import Testing

@Suite struct `Cases that go another way` {
  // Carries: H03.2, H07.1, H06.4, E05.2, E05.6
  @Test func `an incident already handled at a conference is thanked for and filed`() throws {
    let told = Report.InPerson(
      toldBy: "An organizer", when: "Monday", how: "by phone", enteredBy: Story.tom)
    var story = Story(
      policy: try ShippedPolicyTests.shipped("django"),
      report: Report(account: "We sent him home.", source: .inPerson(told)))
    try story.clear(Story.maya, Story.tom)
    // E03.6, E05.2: on which ground. E05.6, H03.2: what the event decided itself.
    try story.order(
      .recordGround(.init(kind: .event, account: "Their conduct team.", liaison: "Their chair")),
      by: Story.tom)
    try story.order(
      .recordLocalDecision(.init(who: "The conduct team", decided: "He was sent home.")),
      by: Story.tom)
    // H07.1: the second of the two letters closes it without a decision.
    try story.order(.acknowledge(.init(kind: .alreadyHandled)), by: Story.tom)
    #expect(story.subject.phase == .filed)
    #expect(!story.runs("first-answer"))
    story.isRefused(.filedRests, .acceptShepherding(.init()), by: Story.maya)
    // H07.3: kept to look for patterns; it can be linked to what comes later.
    try story.order(.linkCase(.init(other: CaseID("0f"), relation: .samePerson)), by: Story.maya)
    try story.order(.writeNote(.init(text: "The second time at that venue.")), by: Story.maya)
    // H10.9: closed until new information comes to light.
    try story.order(.reopen(.init(reason: "A second report came in.")), by: Story.maya)
    #expect(story.subject.phase == .open)
    try story.order(.acceptShepherding(.init()), by: Story.maya)
    // H03.2: or advice and support instead of a decision, and the case is filed.
    try story.order(
      .referOut(.init(recipient: "The conference", reason: "They know the people.")),
      by: Story.maya)
    story.isRefused(
      .boardReportFirst, .fileForRecord(.init(reason: "They handle it.")), by: Story.maya)
    try story.reportToBoard()
    try story.file("They handle it, we advised.")
    #expect(story.subject.phase == .filed)
  }

  // Carries: G13.10, G13.11, E18.7, G14.2, R03.4
  @Test func `a report about the only chairs goes to the board, and they never see it`() throws {
    var story = Story(
      policy: try ShippedPolicyTests.shipped("django"),
      candidates: .board(
        Story.boardMembers,
        keptOut: [
          KeepingOut(member: Story.maya, because: .leftOutByReporter),
          KeepingOut(member: Story.tom, because: .leftOutByReporter),
        ]))
    // G13.11: the board has it from the first moment.
    #expect(story.subject.escalation != nil)
    #expect(!story.subject.mayKnow(.member(Story.maya)))
    // Members of the board who are involved do not take part.
    for member in Story.boardMembers.prefix(2) { try story.clear(member) }
    try story.order(.declare(.init(conflict: true)), by: Story.boardMembers[2])
    let first = Story.boardMembers[0]
    try story.order(.acknowledge(.init(kind: .needsDecision)), by: first)
    try story.meets(Story.sam, .reported, "The chair", by: first)
    for finding in [
      Finding.whatHappened("He shouted."), .violation(.yes, types: [], account: "It is."),
      .responsible([Story.sam], account: "He was."), .ongoing(.no, danger: .no, account: "No."),
    ] {
      try story.order(.recordFinding(finding), by: first)
    }
    // C05.1: a chair is heard like anybody else.
    story.isRefused(
      .hearingBeforeDecision, .propose(.init(subject: .resolution([Story.talk]), reasons: "R.")),
      by: first)
    try story.writes(
      .plain("We would like to hear your side."), .hearing, to: Story.sam, by: first,
      readBy: Story.boardMembers[1])
    story.arrives(.hearing, from: Story.sam)
    try story.propose(by: first)
    let number = try #require(story.proposal).number
    // E20.3: more than half of those who are not involved.
    #expect(try #require(story.proposal).isOpen)
    try story.say(.agree, on: number, by: Story.boardMembers[1])
    try story.consult(on: number, by: first)
    try story.order(.enact(.init(proposal: number)), by: first)
    try story.order(
      .writeMessage(.init(channel: Story.channel, text: "We talk to him.", kind: .decision)),
      by: first)
    try story.completeTasks(by: first)
    try story.order(
      .writeMessage(.init(channel: Story.channel, text: "We close it.", kind: .closing)),
      by: first)
    // The board needs no report to itself.
    try story.order(Story.closing, by: first)
    #expect(story.subject.phase == .closed)
    #expect(!story.subject.mayKnow(.member(Story.maya)))
  }

  // Carries: G01.6, G08.9, G08.10, G09.1, G09.2, G09.3, E19.1, E19.2, E19.4, E19.5, E16.4
  @Test func `physical danger comes before everything else`() throws {
    var report = Report(account: "He waits in front of my door.", source: .form)
    report.danger = .yes
    report.agencyUnknown = true
    var story = Story(policy: try ShippedPolicyTests.shipped("django"), report: report)
    #expect(report.isUrgent && story.runs("agency"))
    // E19.1, G09.2: one member is enough, before any acknowledgement and without a shepherd.
    try story.clear(Story.maya)
    try story.order(
      .notifyAgency(.init(agency: "Police of Graz", how: "By phone at noon.")), by: Story.maya)
    try story.meets(Story.sam, .reported, "Sam", by: Story.maya)
    try story.meets(PartyID("venue"), .representative, "The venue", by: Story.maya)
    story.isRefused(
      .actIsGrounded,
      .actAtOnce(.init(ground: .danger, measures: [], account: " ")), by: Story.maya)
    // G09.3, E19.2: any measure; E19.4: the police, and a word for the organization.
    let access = Measure(
      measure: MeasureID("restricted-access"), party: Story.sam, spaces: [SpaceID("events")],
      days: 14)
    try story.order(
      .actAtOnce(
        .init(
          ground: .danger, measures: [access], account: "I closed his badge.", agency: "Police",
          spokeForOrganization: true)), by: Story.maya)
    let act = story.last
    #expect(story.subject.measuresInForce[0].isInForce(at: story.now))
    #expect(story.runs("act-report") && story.runs("act-review"))
    // An emergency notice goes out at once and is read by a second member afterwards.
    try story.order(
      .sendEmergencyNotice(
        .init(act: act, channel: ChannelID("venue"), text: "Do not let him in.")), by: Story.maya)
    let notice = try #require(story.subject.notices.first).message
    #expect(story.runs("emergency-notice"))
    // G08.10: the official answer may wait until everybody is safe; that is an aim, and it rests in sight.
    try story.order(
      .pauseDeadline(.init(deadline: DeadlineID("first-answer"), reason: "Safety first.")),
      by: Story.maya)
    // E19.5: within 24 hours it is put before the group.
    try story.clear(Story.tom, Story.ada)
    try story.order(.reportAct(.init(act: act, account: "This is what I did.")), by: Story.maya)
    #expect(!story.runs("act-report"))
    story.isRefused(
      .actReviewedByOthers, .reviewAct(.init(act: act, verdict: .confirm)), by: Story.maya)
    story.isRefused(
      .noticeReviewedByAnother, .reviewNotice(.init(message: notice, finding: "Fine.")),
      by: Story.maya)
    try story.order(.reviewNotice(.init(message: notice, finding: "Fine.")), by: Story.tom)
    #expect(!story.runs("emergency-notice"))
    // The group amends: seven days and not fourteen.
    var shorter = access
    shorter.days = 7
    for member in [Story.tom, Story.ada] {
      try story.order(
        .reviewAct(.init(act: act, verdict: .amend, measures: [shorter], reason: "A week.")),
        by: member)
    }
    let held = story.subject.measuresInForce.filter { $0.isInForce(at: story.now) }
    #expect(held.map(\.measure) == [shorter])
    #expect(!story.runs("act-review"))
    let later = story.now.adding(days: 8)
    #expect(!story.subject.measuresInForce.contains { $0.isInForce(at: later) })
    // When it has ended, the case goes on like any other.
    try story.order(
      .recordSafety(.init(ongoing: .no, danger: .no, account: "He was arrested.")), by: Story.tom)
    #expect(!story.subject.isOngoingOrDangerous)
    try story.order(
      .resumeDeadline(.init(deadline: DeadlineID("first-answer"), reason: "All are safe.")),
      by: Story.tom)
    try story.order(.acknowledge(.init(kind: .needsDecision)), by: Story.tom)
    #expect(story.subject.phase == .open)
  }

  // Carries: C03.6, C05.1, C06.1, C06.2, C06.3, C06.4, C06.5, C06.6, C06.7, C05.6, C07.7
  @Test func `words to a reported person are read twice and say what they have to`() throws {
    var story = Story(policy: try ShippedPolicyTests.shipped("django"))
    try story.begin()
    // C03.6: nothing goes out that a second member has not read, in exactly these words.
    story.isRefused(
      .secondReader, .writeMessage(.init(channel: Story.samsChannel, text: "Why did you?")),
      by: Story.tom)
    let draft = try story.draft(.plain("Somebody says that you shouted."), kind: .hearing)
    story.isRefused(.draftSecondReader, .sendDraft(.init(draft: draft)), by: Story.tom)
    story.isRefused(
      .draftSecondReader, .reviewDraft(.init(draft: draft, version: 1, isApproved: true)),
      by: Story.tom)
    try story.order(
      .reviewDraft(
        .init(draft: draft, version: 1, isApproved: false, remark: "“Somebody” is one person.")),
      by: Story.ada)
    try story.order(
      .changeDraft(.init(draft: draft, text: .plain("We were told of shouting."))), by: Story.tom)
    story.isRefused(
      .draftNewestVersion, .reviewDraft(.init(draft: draft, version: 1, isApproved: true)),
      by: Story.ada)
    try story.order(
      .reviewDraft(.init(draft: draft, version: 2, isApproved: true)), by: Story.ada)
    // A change after the reading takes the reading away.
    try story.order(
      .changeDraft(.init(draft: draft, text: .plain("We were told of loud words."))),
      by: Story.tom)
    story.isRefused(.draftSecondReader, .sendDraft(.init(draft: draft)), by: Story.tom)
    try story.order(
      .reviewDraft(.init(draft: draft, version: 3, isApproved: true)), by: Story.maya)
    try story.order(.sendDraft(.init(draft: draft)), by: Story.tom)
    // What goes out is what was read, whatever is handed in.
    guard case .messageSent(let sending)? = story.log.last?.event else {
      Issue.record("nothing was sent")
      return
    }
    let letter = try story.subject.letter(
      for: sending, text: "Ann told us.", under: story.policy)
    #expect(letter.text == "We were told of loud words.")
    // C05.1: they are heard.
    #expect(story.subject.hearingOwed.map(\.id) == [Story.sam])
    story.arrives(.hearing, from: Story.sam)
    #expect(story.subject.hearingOwed.isEmpty)
    // C06.1 to C06.4: four parts, of which the third only where it applies.
    let whole = LetterText.FourParts(
      behaviour: "You raised your voice.", impact: "People left.",
      noChangeReason: "They have changed it already.", consequences: "A warning.")
    for gap in [\LetterText.FourParts.behaviour, \.impact, \.consequences] {
      var parts = whole
      parts[keyPath: gap] = " "
      story.isRefused(
        .fourParts,
        .writeDraft(
          .init(kind: .letter, channel: Story.samsChannel, text: .fourParts(parts))),
        by: Story.tom)
    }
    try story.writes(.fourParts(whole), .letter, to: Story.sam, by: Story.tom, readBy: Story.maya)
    // C06.7: no conversation between them unless everybody agrees.
    try story.order(.acceptShepherding(.init()), by: Story.maya)
    try story.find()
    let talking = Command.propose(
      .init(
        subject: .resolution([
          Measure(measure: MeasureID("facilitated-communication"), party: Story.sam)
        ]), reasons: "They might."))
    story.isRefused(.measureWithConsent, talking, by: Story.maya)
    story.arrives(.permission(.facilitatedConversation, isGiven: true), from: Story.reporter)
    story.isRefused(.measureWithConsent, talking, by: Story.maya)
    story.arrives(.permission(.facilitatedConversation, isGiven: true), from: Story.sam)
    // Somebody changes their mind.
    story.arrives(.permission(.facilitatedConversation, isGiven: false), from: Story.reporter)
    story.isRefused(.measureWithConsent, talking, by: Story.maya)
    // Who wants no more messages gets none.
    story.arrives(.stopContact, from: Story.sam)
    story.isRefused(
      .contactStopped,
      .writeDraft(.init(kind: .update, channel: Story.samsChannel, text: .plain("One more."))),
      by: Story.tom)
    let act = try story.act()
    story.isRefused(
      .contactStopped,
      .sendEmergencyNotice(.init(act: act, channel: Story.samsChannel, text: "Stop now.")),
      by: Story.maya)
  }
}
