import Procedure
import Testing

/// What one member would do alone, or over the heads of those whom a rule protects.
@Suite struct `What nobody does alone` {
  @Test(arguments: acting + burying)
  func `is refused in an emergency and at the end, with the clause`(row: StepRow) throws {
    try `Steps that are refused`.holds(row)
  }

  @Test(arguments: ending + waiving)
  func `is refused on the way, with the clause`(row: StepRow) throws {
    try `Steps that are refused`.holds(row)
  }

  static let stay = Measure(
    title: "No entry", makesSafer: "They do not meet.", party: Story.sam, days: 7)
  static let over = Command.recordSafety(.init(ongoing: .no, danger: .no, account: "It ended."))
  static let danger = Command.recordSafety(.init(ongoing: .yes, danger: .yes, account: "A knife."))
  static let acted = Command.actAtOnce(
    .init(ground: .ongoing, measures: [stay], account: "I closed the door."))
  static let filing = Command.fileForRecord(.init(reason: "Others handle it."))
  static let aside = Command.setAside(.init(reason: SetAsideReasonID("spam")))
  static let merging = Command.mergeInto(.init(other: CaseID("0f"), reason: "The same evening."))
  static let handled = Command.acknowledge(.init(kind: .alreadyHandled))
  static func notice(_ act: Int) -> Command {
    .sendEmergencyNotice(.init(act: act, channel: Story.samsChannel, text: "Leave now."))
  }
  static func waive(_ because: HearingWaiverBecause) -> Command {
    .waiveHearing(.init(party: Story.sam, because: because, reason: "It is so."))
  }
  static func confirm(_ act: Int, _ story: inout Story) throws {
    for member in [Story.tom, Story.ada] {
      try story.order(.reviewAct(.init(act: act, verdict: .confirm)), by: member)
    }
  }

  static let acting: [StepRow] = [
    StepRow(.actIsGrounded, "acting at once when it is over") { story in
      try story.begin()
      try story.order(over, by: Story.tom)
      return acted
    },
    StepRow(.secondReader, "an emergency notice about another's act", by: Story.tom) { story in
      try story.begin()
      return notice(try story.act())
    },
    StepRow(.secondReader, "an emergency notice about an act that is settled") { story in
      try story.begin()
      let act = try story.act()
      try confirm(act, &story)
      return notice(act)
    },
    StepRow(.secondReader, "an emergency notice a day later") { story in
      try story.begin()
      let act = try story.act()
      story.wait(seconds: story.policy.decisions.actReportSeconds + 1)
      return notice(act)
    },
    StepRow(.secondReader, "an emergency notice when it is over") { story in
      try story.begin()
      let act = try story.act()
      try story.order(over, by: Story.maya)
      return notice(act)
    },
    StepRow(.contactStopped, "an emergency notice to who wants no more messages") { story in
      try story.begin()
      story.arrives(.stopContact, from: Story.sam)
      return notice(try story.act())
    },
    StepRow(.noticeReviewedByAnother, "a second notice before the first was read") { story in
      try story.begin()
      let act = try story.act()
      try story.order(notice(act), by: Story.maya)
      return notice(act)
    },
  ]

  static let burying: [StepRow] = [
    StepRow(.acknowledgementArrives, "filing what nobody has answered") { story in
      try story.clear(Story.maya)
      return filing
    },
    StepRow(.acknowledgementArrives, "merging what nobody has answered") { story in
      try story.clear(Story.maya)
      return merging
    },
    StepRow(.agencyTask, "setting aside before it is settled whom to notify") { story in
      try story.clear(Story.maya)
      try story.order(danger, by: Story.maya)
      return aside
    },
    StepRow(.agencyTask, "setting aside while somebody is in danger") { story in
      try story.clear(Story.maya)
      try story.order(danger, by: Story.maya)
      try story.order(.notifyNoAgency(.init(reason: "They know.")), by: Story.maya)
      return aside
    },
    StepRow(.agencyTask, "calling it handled while somebody is in danger") { story in
      try story.clear(Story.maya)
      try story.order(danger, by: Story.maya)
      try story.order(.notifyNoAgency(.init(reason: "They know.")), by: Story.maya)
      return handled
    },
    StepRow(.actsBeforeClosing, "setting aside over an act that nobody reviewed") { story in
      try story.clear(Story.maya, Story.tom, Story.ada)
      _ = try story.act()
      return aside
    },
    StepRow(.actsBeforeClosing, "calling it handled over an act that nobody reviewed") { story in
      try story.clear(Story.maya, Story.tom, Story.ada)
      _ = try story.act()
      return handled
    },
    StepRow(.actsBeforeClosing, "merging over an act that nobody reviewed") { story in
      try story.begin()
      _ = try story.act()
      return merging
    },
    StepRow(.decisionBeforeClosing, "calling it handled over an open proposal") { story in
      try story.clear(Story.maya, Story.tom, Story.ada)
      try story.order(
        .nameParty(.init(party: Story.sam, role: .reported, displayName: "Sam")), by: Story.maya)
      try story.order(.acceptShepherding(.init()), by: Story.maya)
      try story.find()
      try story.waiveHearing()
      try story.propose()
      return handled
    },
    StepRow(.boardReportFirst, "filing without a report to the board") { story in
      try story.begin()
      return filing
    },
    StepRow(.actsBeforeClosing, "filing while a measure of an act holds") { story in
      try story.begin()
      try story.order(acted, by: Story.maya)
      try confirm(story.last, &story)
      try story.reportToBoard()
      return filing
    },
    StepRow(.actsBeforeClosing, "closing while a measure holds that no resolution knew") { story in
      _ = try story.enact()
      try story.completeTasks()
      try story.reportToBoard()
      try story.tellClosing()
      try story.order(acted, by: Story.maya)
      try confirm(story.last, &story)
      return Story.closing
    },
    StepRow(.decisionBeforeClosing, "closing as none what was found to be a violation") { story in
      _ = try story.enact()
      try story.completeTasks()
      try story.reportToBoard()
      try story.tellClosing()
      return .close(.init(outcome: .noViolation, summary: "A quarrel.", actions: "None."))
    },
    StepRow(.decisionBeforeClosing, "telling of the end before anything was decided") { story in
      try story.begin()
      return .writeMessage(.init(channel: Story.channel, text: "We close it.", kind: .closing))
    },
  ]

  static let ending: [StepRow] = [
    StepRow(.endsByReadmission, "ending what still holds") { story in
      _ = try story.enact([stay])
      return .endMeasure(.init(measure: 1, reason: "It is enough."))
    },
    StepRow(.actReviewMajority, "ending what another did at once", by: Story.tom) { story in
      try story.begin()
      try story.order(acted, by: Story.maya)
      return .endMeasure(.init(measure: 1, reason: "It is enough."))
    },
    StepRow(.actReviewMajority, "proposing the end of an act under review", by: Story.tom) {
      story in
      try story.begin()
      try story.order(acted, by: Story.maya)
      return .propose(.init(subject: .readmission(measure: 1, isGranted: true), reasons: "Enough."))
    },
  ]

  static let waiving: [StepRow] = [
    StepRow(.consultBeforeEnactment, "not asking who has a conversation") { story in
      let number = try story.adopt()
      return .waiveConsultation(
        .init(proposal: number, party: Story.reporter, reason: "It takes long."))
    },
    StepRow(.hearingBeforeDecision, "no answer of who was not invited") { story in
      try story.begin()
      return waive(.noAnswer)
    },
    StepRow(.hearingBeforeDecision, "no answer while there is time for one") { story in
      try story.begin()
      try story.writes(
        .plain("How do you see it?"), .hearing, to: Story.sam, by: Story.maya, readBy: Story.tom)
      story.wait(seconds: 3_600)
      return waive(.noAnswer)
    },
    StepRow(.hearingBeforeDecision, "not reaching who has a conversation") { story in
      try story.begin()
      return waive(.unreachable)
    },
    StepRow(.hearingBeforeDecision, "not knowing who has a conversation") { story in
      try story.begin()
      return waive(.notIdentified)
    },
    StepRow(.reporterFirst, "the reporter is told by a tick") { story in
      _ = try story.enact()
      return .completeTask(.init(task: 1, account: "Told."))
    },
    StepRow(.reporterFirst, "the reporter is not told, and why") { story in
      _ = try story.enact()
      return .dropTask(.init(task: 1, account: "No need."))
    },
    StepRow(.fourParts, "a decision in plain words to a reported person") { story in
      try story.begin()
      return .writeDraft(
        .init(kind: .decision, channel: Story.samsChannel, text: .plain("You were bad.")))
    },
  ]

  // Carries: decision.hearing-first, C05.2, E22.1, enact.consult-first
  @Test func `who did not answer, or cannot be reached, does not hold up the others`() throws {
    var story = Story(policy: try ShippedPolicyTests.shipped("django"))
    try story.begin()
    try story.writes(
      .plain("How do you see it?"), .hearing, to: Story.sam, by: Story.maya, readBy: Story.tom)
    story.wait(seconds: 8 * 86_400)
    try story.order(Self.waive(.noAnswer), by: Story.maya)
    #expect(story.subject.hearingOwed.isEmpty)
    story.arrives(.stopContact, from: Story.sam)
    try story.order(Self.waive(.unreachable), by: Story.maya)
    var silent = Story(policy: try ShippedPolicyTests.shipped("django"))
    let number = try silent.adopt()
    silent.arrives(.stopContact, from: Story.reporter)
    try silent.order(
      .waiveConsultation(.init(proposal: number, party: Story.reporter, reason: "As they wish.")),
      by: Story.maya)
    try silent.order(.enact(.init(proposal: number)), by: Story.maya)
    try silent.order(
      .completeTask(.init(task: 1, account: "They want no messages.")), by: Story.maya)
  }

  // Carries: answer.reaches-the-reporter, board.report-before-closing, G11.6, R02.20, E06.1, R02.2
  @Test(arguments: Policy.shippedNames)
  func `a filed case was answered, is in the ledger, and the board hears of it`(name: String) throws
  {
    for way in ["filed", "handled", "merged"] {
      var story = Story(policy: try ShippedPolicyTests.shipped(name))
      try story.clear(Story.maya, Story.tom, Story.ada)
      switch way {
      case "handled": try story.order(Self.handled, by: Story.maya)
      case "merged":
        try story.order(.acknowledge(.init(kind: .needsDecision)), by: Story.maya)
        try story.order(Self.merging, by: Story.maya)
      default:
        try story.order(.acknowledge(.init(kind: .needsDecision)), by: Story.maya)
        try story.reportToBoard()
        try story.order(Self.filing, by: Story.maya)
        try story.order(Self.filing, by: Story.tom)
      }
      #expect(story.subject.phase == .filed)
      #expect(story.subject.ledgerRows(codeName: "amber lantern") { _ in nil }.count == 1)
      let running = story.subject.deadlines(under: story.policy).filter { $0.metAt == nil }
      #expect(running.map(\.id.text) == (way == "filed" ? [] : ["filed-report"]), "\(way)")
      if way != "filed" { try story.reportToBoard() }
      #expect(!story.runs("filed-report"), "\(way)")
    }
  }

  // Carries: safety.agency-task, G01.6, G08.9, G09.1, R02.8, E19.3
  @Test(arguments: Policy.shippedNames)
  func `danger that is said later asks whom to notify, and no rest stills the alarm`(name: String)
    throws
  {
    var story = Story(policy: try ShippedPolicyTests.shipped(name))
    try story.begin()
    #expect(!story.runs("agency") && !story.subject.isOngoingOrDangerous)
    try story.order(Self.danger, by: Story.tom)
    #expect(story.runs("agency") && story.subject.isOngoingOrDangerous)
    story.isRefused(
      .promisesRun, .pauseDeadline(.init(deadline: DeadlineID("agency"), reason: "Later.")),
      by: Story.tom)
    try story.order(.notifyNoAgency(.init(reason: "She called them.")), by: Story.tom)
    #expect(!story.runs("agency"))
    try story.order(Self.danger, by: Story.ada)
    #expect(!story.runs("agency"), "the same danger is asked about once")
    try story.order(Self.over, by: Story.ada)
    try story.order(.recordFinding(.ongoing(.no, danger: .yes, account: "Anew.")), by: Story.ada)
    #expect(story.runs("agency"))
  }

  // Carries: R02.17, G10.1, E10.7, E10.8, H07.1
  @Test(arguments: [("reset", "first-answer"), ("django", "resolution")])
  func `an explanation with a date keeps the week, and is itself a promise`(
    name: String, deadline: String
  ) throws {
    var story = Story(policy: try ShippedPolicyTests.shipped(name))
    try story.begin()
    #expect(story.runs(deadline))
    try story.order(
      .announceDelay(.init(projected: story.now.adding(days: 9), text: "We wait for the log.")),
      by: Story.maya)
    #expect(!story.runs(deadline))
    #expect(story.runs("delay"))
    // Django's first answer in substance is another thing than a date.
    #expect(story.runs("first-answer") == (name == "django"))
    var decided = Story(policy: try ShippedPolicyTests.shipped("django"))
    _ = try decided.adopt()
    #expect(!decided.runs("resolution"))
  }
}
