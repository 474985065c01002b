import Procedure
import Testing

/// A step that is refused under every policy: the rule, what is tried, by whom, and what came before.
struct StepRow: Sendable, CustomTestStringConvertible {
  let rule: RuleID
  let testDescription: String
  let member: MemberID
  let command: @Sendable (inout Story) throws -> Command

  init(
    _ rule: RuleID, _ description: String, by member: MemberID = Story.maya,
    _ command: @escaping @Sendable (inout Story) throws -> Command
  ) {
    self.rule = rule
    testDescription = description
    self.member = member
    self.command = command
  }
}

@Suite struct `Steps that are refused` {
  @Test(arguments: people + acting + investigating + letters)
  func `until a vote, with the clause, and nothing changes`(row: StepRow) throws {
    try Self.holds(row)
  }

  @Test(arguments: deciding + enacting + closing)
  func `from a vote to the end, with the clause, and nothing changes`(row: StepRow) throws {
    try Self.holds(row)
  }

  static func holds(_ row: StepRow) throws {
    for name in Policy.shippedNames {
      var story = Story(policy: try ShippedPolicyTests.shipped(name))
      let command = try row.command(&story)
      let log = story.log
      let refusal = try #require(throws: Refusal.self) { try story.order(command, by: row.member) }
      #expect(refusal.rule == row.rule, "\(name): \(refusal)")
      #expect(refusal.citation == story.policy.citations[row.rule])
      #expect(!refusal.sentence.isEmpty && !refusal.wayOut.isEmpty)
      #expect(story.log == log)
    }
  }

  static let people: [StepRow] = [
    StepRow(.adviserAdvises, "an adviser calls a meeting", by: Story.newcomer) { story in
      try story.begin()
      try story.admit(.adviser)
      return .callMeeting(.init(at: story.now, agenda: "All of it."))
    },
    StepRow(.oversightReads, "who oversees writes a note", by: Story.board) { story in
      try story.begin()
      story.record([.oversightRequested(.init(reason: "A review."))], by: .member(Story.board))
      try story.order(
        .grantOversight(.init(member: Story.board, reason: "They may.")), by: Story.maya)
      return .writeNote(.init(text: "Interesting."))
    },
    StepRow(.softConflictKnown, "a soft conflict where there is none") { _ in
      .declare(.init(conflict: true, isSoft: true))
    },
    StepRow(.shepherdIsHandler, "nominating who does not handle the case") { story in
      try story.begin()
      return .nominateShepherd(.init(member: Story.newcomer))
    },
    StepRow(.shepherdBiasesFirst, "looking at one's own biases") { story in
      try story.begin()
      try story.order(.acceptShepherding(.init(biases: "I know the city.")), by: Story.maya)
      return .settleBiases(.init(member: Story.maya, isFit: true, reason: "I am fine."))
    },
    StepRow(.shepherdBiasesFirst, "looking at biases that nobody declared") { story in
      try story.begin()
      return .settleBiases(.init(member: Story.tom, isFit: true, reason: "He is fine."))
    },
    StepRow(.shepherdBiasesFirst, "taking the case while one's biases wait") { story in
      try story.begin()
      try story.order(.acceptShepherding(.init(biases: "He is my brother.")), by: Story.maya)
      return .acceptShepherding(.init())
    },
    StepRow(.shepherdBiasesFirst, "taking the case after one's biases were found to matter") {
      story in
      try story.begin()
      try story.order(.acceptShepherding(.init(biases: "He is my brother.")), by: Story.maya)
      try story.order(
        .settleBiases(.init(member: Story.maya, isFit: false, reason: "Too close.")),
        by: Story.tom)
      try story.order(.nominateShepherd(.init(member: Story.maya)), by: Story.maya)
      return .acceptShepherding(.init())
    },
    StepRow(.shepherdHandsOver, "nominating oneself in the place of a shepherd", by: Story.tom) {
      story in
      try story.investigate()
      return .nominateShepherd(.init(member: Story.tom))
    },
    StepRow(.concernIsOpen, "the shepherd settles the concern about themselves") { story in
      try story.investigate()
      story.arrives(.concern, from: Story.reporter)
      return .settleConcern(.init(account: "All is well.", keepsShepherd: true))
    },
    StepRow(.shepherdHandsOver, "handing over another's case", by: Story.tom) { story in
      try story.investigate()
      return .handOverShepherding(.init(member: Story.ada, reason: "She has time."))
    },
    StepRow(.shepherdHandsOver, "declining without being asked", by: Story.tom) { story in
      try story.begin()
      return .declineShepherding(.init(reason: "No time."))
    },
    StepRow(.shepherdHandsOver, "taking a case that has a shepherd", by: Story.tom) { story in
      try story.investigate()
      return .acceptShepherding(.init())
    },
    StepRow(.shepherdBeforeProposal, "proposing before anybody owns the case") { story in
      try story.begin()
      try story.find()
      try story.waiveHearing()
      return .propose(.init(subject: .resolution([Story.talk]), reasons: "It helps."))
    },
    StepRow(.concernIsOpen, "settling a concern that nobody has") { story in
      try story.investigate()
      return .settleConcern(.init(account: "All is well.", keepsShepherd: true))
    },
  ]

  static let acting: [StepRow] = [
    StepRow(.actIsGrounded, "acting at once without an account") { story in
      try story.begin()
      return .actAtOnce(.init(ground: .danger, measures: [], account: " "))
    },
    StepRow(.actReportedOnce, "putting an act before the group twice") { story in
      try story.begin()
      let act = try story.act()
      _ = try story.act()
      try story.order(.reportAct(.init(act: act, account: "This is why.")), by: Story.maya)
      return .reportAct(.init(act: act, account: "Once more."))
    },
    StepRow(.actReviewedByOthers, "reviewing one's own act") { story in
      try story.begin()
      return .reviewAct(.init(act: try story.act(), verdict: .confirm))
    },
    StepRow(.noticeReviewedByAnother, "reading one's own emergency notice") { story in
      try story.begin()
      let act = try story.act()
      try story.order(
        .sendEmergencyNotice(.init(act: act, channel: Story.samsChannel, text: "Leave now.")),
        by: Story.maya)
      let message = try #require(story.subject.notices.first?.message)
      return .reviewNotice(.init(message: message, finding: "It was right."))
    },
  ]

  static let investigating: [StepRow] = [
    StepRow(.meetingOfHandlers, "a meeting with somebody who does not handle the case") { story in
      try story.begin()
      return .recordMeeting(
        .init(
          at: story.now, attendees: [Story.maya, Story.newcomer], notes: "Long.",
          takeaways: "None."))
    },
    StepRow(.meetingOfHandlers, "a meeting with a member who stepped out at once") { story in
      try story.clear(Story.maya, Story.tom)
      try story.order(.declare(.init(conflict: true)), by: Story.ada)
      return .recordMeeting(
        .init(at: story.now, attendees: [Story.maya, Story.ada], notes: "N.", takeaways: "T."))
    },
    StepRow(.entryIsKnown, "correcting what nobody wrote") { story in
      try story.begin()
      return .correctEntry(.init(entry: 0, text: "Otherwise.", reason: "A slip."))
    },
    StepRow(.informationBeforeProposal, "proposing while something is missing") { story in
      try story.investigate()
      try story.order(
        .needInformation(.init(what: "The log.", source: "The host.")), by: Story.tom)
      return .propose(.init(subject: .resolution([Story.talk]), reasons: "It helps."))
    },
    StepRow(.findingsBeforeProposal, "proposing before the findings") { story in
      try story.begin()
      try story.order(.acceptShepherding(.init()), by: Story.maya)
      try story.waiveHearing()
      return .propose(.init(subject: .resolution([Story.talk]), reasons: "It helps."))
    },
    StepRow(.hearingBeforeDecision, "proposing before the reported person was heard") { story in
      try story.begin()
      try story.order(.acceptShepherding(.init()), by: Story.maya)
      try story.find()
      return .propose(.init(subject: .resolution([Story.talk]), reasons: "It helps."))
    },
    StepRow(.departureFromGuidance, "leaving the gate aside") { story in
      try story.begin()
      return .departFromRule(.init(rule: .declareFirst, reason: "It takes long."))
    },
  ]

  static let letters: [StepRow] = [
    StepRow(.draftSecondReader, "sending what nobody else has read", by: Story.tom) { story in
      try story.begin()
      return .sendDraft(.init(draft: try story.draft()))
    },
    StepRow(.draftSecondReader, "reading one's own draft", by: Story.tom) { story in
      try story.begin()
      return .reviewDraft(.init(draft: try story.draft(), version: 1, isApproved: true))
    },
    StepRow(.draftSecondReader, "sending what was changed after it was read", by: Story.tom) {
      story in
      try story.begin()
      let draft = try story.draft()
      try story.order(
        .reviewDraft(.init(draft: draft, version: 1, isApproved: true)), by: Story.maya)
      try story.order(.changeDraft(.init(draft: draft, text: .plain("Hi."))), by: Story.tom)
      return .sendDraft(.init(draft: draft))
    },
    StepRow(.draftNewestVersion, "approving a version that was changed") { story in
      try story.begin()
      let draft = try story.draft()
      try story.order(.changeDraft(.init(draft: draft, text: .plain("Hi."))), by: Story.tom)
      return .reviewDraft(.init(draft: draft, version: 1, isApproved: true))
    },
    StepRow(.draftIsWaiting, "changing a draft that was discarded") { story in
      try story.begin()
      let draft = try story.draft()
      _ = try story.draft()
      try story.order(.discardDraft(.init(draft: draft, reason: "Too soon.")), by: Story.tom)
      return .changeDraft(.init(draft: draft, text: .plain("Hi.")))
    },
    StepRow(.secondReader, "writing to whom somebody made a harmed person", by: Story.tom) {
      story in
      try story.begin()
      try story.order(
        .correctParty(
          .init(party: Story.sam, role: .harmed, displayName: "Sam", reason: "He says so.")),
        by: Story.tom)
      return .writeMessage(.init(channel: Story.samsChannel, text: "Ann told us."))
    },
    StepRow(.secondReader, "asking whom somebody made a harmed person", by: Story.tom) { story in
      let number = try story.adopt()
      try story.order(
        .correctParty(
          .init(party: Story.sam, role: .harmed, displayName: "Sam", reason: "He says so.")),
        by: Story.tom)
      return .consult(.init(proposal: number, party: Story.sam, text: "Ann told us."))
    },
    StepRow(.consultBeforeEnactment, "enacting after the reporter was made a witness") { story in
      let number = try story.adopt()
      try story.order(
        .correctParty(
          .init(
            party: Story.reporter, role: .witness, displayName: "Ann", reason: "She only saw it.")),
        by: Story.maya)
      return .enact(.init(proposal: number))
    },
    StepRow(.fourParts, "a letter about a violation without its parts") { story in
      try story.begin()
      return .writeDraft(
        .init(kind: .letter, channel: Story.samsChannel, text: .plain("You were bad.")))
    },
    StepRow(.fourParts, "a letter that does not say what follows") { story in
      try story.begin()
      let parts = LetterText.FourParts(behaviour: "You shouted.", impact: "Fear.", consequences: "")
      return .writeDraft(
        .init(kind: .letter, channel: Story.samsChannel, text: .fourParts(parts)))
    },
    StepRow(.apologyWithPermission, "an apology to who did not ask for it") { story in
      try story.begin()
      return .writeDraft(
        .init(kind: .apology, channel: Story.samsChannel, text: .plain("I am sorry.")))
    },
    StepRow(.publicVoice, "a public statement into a conversation") { story in
      try story.begin()
      return .writeDraft(
        .init(kind: .publicStatement, channel: Story.samsChannel, text: .plain("It is over.")))
    },
    StepRow(.namedOnInstruction, "a statement that names the reporter", by: Story.boardMembers[0]) {
      story in
      try story.begin()
      try story.giveToBoard()
      return .writeDraft(
        .init(kind: .publicStatement, text: .plain("It is over."), names: [Story.reporter]))
    },
    StepRow(.contactStopped, "writing to who asked to be left alone") { story in
      try story.begin()
      story.record(
        [
          .partyAnswered(
            PartyAnswer(
              party: Story.reporter, message: story.nextReference(), answer: .stopContact))
        ], by: .party(Story.reporter))
      return .askAboutRetaliation(.init())
    },
  ]

  static let enacting: [StepRow] = [
    StepRow(.adoptedBeforeEnactment, "enacting what is not agreed") { story in
      try story.investigate()
      return .enact(.init(proposal: try story.propose()))
    },
    StepRow(.consultBeforeEnactment, "enacting before the reporter was asked") { story in
      .enact(.init(proposal: try story.adopt()))
    },
    StepRow(.consultOnAdopted, "asking the same person twice") { story in
      let number = try story.adopt()
      let asking = Command.consult(
        .init(proposal: number, party: Story.reporter, text: "What do you think?"))
      try story.order(asking, by: Story.maya)
      return asking
    },
    StepRow(.taskIsOpen, "a task for who does not handle the case") { story in
      _ = try story.enact()
      return .assignTask(.init(task: 1, owner: Story.newcomer))
    },
    StepRow(.taskIsOpen, "completing a task twice") { story in
      _ = try story.enact()
      try story.completeTasks()
      return .completeTask(.init(task: 2, account: "Done again."))
    },
    StepRow(.reporterFirst, "carrying out before the reporter was told") { story in
      _ = try story.enact()
      return .completeTask(.init(task: 2, account: "Done."))
    },
    StepRow(.measureIsInForce, "ending a measure where there is none") { story in
      try story.begin()
      return .endMeasure(.init(measure: 1, reason: "It is enough."))
    },
    StepRow(.measureIsInForce, "ending a measure twice") { story in
      var measure = Story.talk
      measure.days = 7
      measure.party = Story.sam
      _ = try story.enact([measure, measure])
      story.wait(seconds: 8 * 86_400)
      let ending = Command.endMeasure(.init(measure: 1, reason: "It is over."))
      try story.order(ending, by: Story.maya)
      return ending
    },
    StepRow(.endsByReadmission, "readmission after what ends by itself") { story in
      var measure = Story.talk
      measure.days = 7
      measure.party = Story.sam
      _ = try story.enact([measure])
      return .recordReadmissionRequest(.init(measure: 1, account: "They ask."))
    },
    StepRow(.readmissionAsked, "readmission that nobody asked for") { story in
      var measure = Story.talk
      measure.days = 7
      measure.party = Story.sam
      _ = try story.enact([measure])
      return .propose(.init(subject: .readmission(measure: 1, isGranted: false), reasons: "No."))
    },
    StepRow(.reconsiderInTime, "reconsidering before anything was decided") { story in
      try story.investigate()
      return .recordReconsiderationRequest(.init(party: Story.sam, account: "It was not me."))
    },
    StepRow(.reconsiderInTime, "reconsidering after the time for it") { story in
      _ = try story.enact()
      story.wait(seconds: story.policy.board.reconsiderationSeconds + 1)
      return .recordReconsiderationRequest(.init(party: Story.sam, account: "It was not me."))
    },
    StepRow(.boardDecides, "giving back what the board does not have") { story in
      try story.investigate()
      return .returnToGroup(.init(reason: "Ours again."))
    },
    StepRow(.boardDecides, "a member of the group speaks for the board") { story in
      try story.investigate()
      try story.giveToBoard()
      return .returnToGroup(.init(reason: "Ours again."))
    },
    StepRow(.boardDecides, "filing what the board decides on") { story in
      try story.investigate()
      try story.giveToBoard()
      return .fileForRecord(.init(reason: "It is ours."))
    },
    StepRow(
      .boardDecides, "filing by a board member what the group decides on", by: Story.boardMembers[0]
    ) { story in
      try story.investigate()
      try story.giveToBoard()
      try story.order(.returnToGroup(.init(reason: "Yours.")), by: Story.boardMembers[1])
      return .fileForRecord(.init(reason: "It is over."))
    },
    StepRow(.boardDecides, "giving a case back while the board decides", by: Story.boardMembers[1])
    {
      story in
      try story.investigate()
      try story.giveToBoard()
      try story.propose(by: Story.boardMembers[0])
      return .returnToGroup(.init(reason: "I do not like it."))
    },
    StepRow(.oversightByPolicy, "oversight that nobody asked for") { story in
      try story.begin()
      return .grantOversight(.init(member: Story.board, reason: "They may."))
    },
  ]

  static let closing: [StepRow] = [
    StepRow(.decisionBeforeClosing, "closing without a decision") { story in
      try story.investigate()
      return Story.closing
    },
    StepRow(.decisionBeforeClosing, "filing what was decided") { story in
      _ = try story.enact()
      return .fileForRecord(.init(reason: "It is over."))
    },
    StepRow(.tasksBeforeClosing, "closing with open tasks") { story in
      _ = try story.enact()
      try story.tellClosing()
      try story.reportToBoard()
      return Story.closing
    },
    StepRow(.actsBeforeClosing, "closing with an act that nobody reviewed") { story in
      _ = try story.enact()
      try story.completeTasks()
      try story.tellClosing()
      try story.reportToBoard()
      _ = try story.act()
      return Story.closing
    },
    StepRow(.boardReportFirst, "closing without a report to the board") { story in
      _ = try story.enact()
      try story.completeTasks()
      try story.tellClosing()
      return Story.closing
    },
    StepRow(.reporterBeforeClosing, "closing without a word to the reporter") { story in
      _ = try story.enact()
      try story.completeTasks()
      try story.reportToBoard()
      return Story.closing
    },
    StepRow(.closedOnce, "reopening what is open") { story in
      try story.begin()
      return .reopen(.init(reason: "News."))
    },
    StepRow(.promisesRun, "letting a promise rest") { story in
      try story.begin()
      return .pauseDeadline(.init(deadline: DeadlineID("act-report"), reason: "Safety first."))
    },
    StepRow(.delayIsAhead, "a delay until yesterday") { story in
      try story.begin()
      return .announceDelay(.init(projected: story.now.adding(seconds: -1), text: "Later."))
    },
    StepRow(.linksAnother, "linking the same case twice") { story in
      try story.begin()
      let link = Command.linkCase(.init(other: CaseID("0f"), relation: .retaliation))
      try story.order(link, by: Story.maya)
      return link
    },
  ]
}
