import Procedure
import Testing

/// What somebody records, what becomes of it in the case, and the clause that asks for it.
struct RecordRow: Sendable, CustomTestStringConvertible {
  let clause: String
  let testDescription: String
  let event: Event.Name
  let command: @Sendable (Story) -> Command

  init(
    _ clause: String, _ description: String, _ event: Event.Name,
    _ command: @escaping @Sendable (Story) -> Command
  ) {
    self.clause = clause
    testDescription = "\(clause): \(description)"
    self.event = event
    self.command = command
  }
}

@Suite struct `A case on its way` {
  static let records: [RecordRow] = [
    RecordRow("G17.3", "evidence with source and date", .evidenceRecorded) { _ in evidence },
    RecordRow("E12.3", "evidence with source and date", .evidenceRecorded) { _ in evidence },
    RecordRow("H09.8", "research", .evidenceRecorded) { _ in evidence },
    RecordRow("G17.5", "notes and takeaways", .meetingRecorded) { meeting($0) },
    RecordRow("E12.5", "notes and takeaways", .meetingRecorded) { meeting($0) },
    RecordRow("G17.6", "what was decided in chat", .meetingRecorded) { meeting($0) },
    RecordRow("E12.6", "what was decided in chat", .meetingRecorded) { meeting($0) },
    RecordRow("E06.12", "a remark in the discussion", .discussed) { _ in remark },
    RecordRow("H09.5", "a remark in the discussion", .discussed) { _ in remark },
    RecordRow("H10.5", "a development", .discussed) { _ in remark },
    RecordRow("G08.4", "a first meeting", .meetingCalled) {
      .callMeeting(.init(at: $0.now, agenda: "All of it."))
    },
    RecordRow("R02.3", "a first meeting", .meetingCalled) {
      .callMeeting(.init(at: $0.now, agenda: "All of it."))
    },
    RecordRow("E06.5", "a contact", .contactRecorded) { _ in contact(.person) },
    RecordRow("H09.9", "a contact", .contactRecorded) { _ in contact(.person) },
    RecordRow("H10.2", "a contact", .contactRecorded) { _ in contact(.person) },
    RecordRow("H09.10", "an official body", .contactRecorded) { _ in contact(.officialBody) },
    RecordRow("H09.11", "a lawyer", .contactRecorded) { _ in contact(.lawyer) },
    RecordRow("E03.7", "the liaison", .contactRecorded) { _ in contact(.liaison) },
    RecordRow("H03.2", "a local decision", .localDecisionRecorded) { _ in local },
    RecordRow("E05.6", "a local decision, and what is added", .localDecisionRecorded) { _ in local
    },
    RecordRow("E03.1", "a referral", .referredOut) { _ in
      .referOut(.init(recipient: "The moderators", reason: "It is minor."))
    },
    RecordRow("E03.2", "the ground", .groundRecorded) { _ in ground(.directReport) },
    RecordRow("E03.3", "a direct report", .groundRecorded) { _ in ground(.directReport) },
    RecordRow("E03.4", "several spaces", .groundRecorded) { _ in ground(.severalSpaces) },
    RecordRow("E03.5", "the moderators", .groundRecorded) { _ in ground(.moderators) },
    RecordRow("E03.6", "an event", .groundRecorded) { _ in ground(.event) },
    RecordRow("E05.1", "the event's own code of conduct", .groundRecorded) { _ in
      .recordGround(
        .init(kind: .event, account: "They ask us.", eventName: "FunnyConf", eventCode: "Theirs"))
    },
    RecordRow("E05.2", "an event", .groundRecorded) { _ in ground(.event) },
    RecordRow("E05.3", "the team of an event", .groundRecorded) { _ in ground(.event) },
    RecordRow("E05.4", "the reporter", .groundRecorded) { _ in ground(.reporterEscalates) },
    RecordRow("E05.5", "the reported person", .groundRecorded) { _ in
      ground(.reportedPersonEscalates)
    },
    RecordRow("E06.4", "what is missing", .informationNeeded) { _ in need },
    RecordRow("H09.4", "a question to the reporter", .informationNeeded) { _ in need },
    RecordRow("H09.7", "a question to the reporter", .informationNeeded) { _ in need },
    RecordRow("H09.6", "an answer of the evaluation", .assessed) { _ in
      .assess(.init(question: QuestionID("public"), answer: .yes, note: "In the thread."))
    },
    RecordRow("E07.1", "an answer of the evaluation", .assessed) { _ in
      .assess(.init(question: QuestionID("listed"), answer: .unsure))
    },
    RecordRow("G08.9", "that it goes on", .safetyRecorded) { _ in safety },
    RecordRow("G09.1", "that it goes on", .safetyRecorded) { _ in safety },
    RecordRow("R02.8", "that it goes on", .safetyRecorded) { _ in safety },
    RecordRow("E19.3", "that somebody is in danger", .safetyRecorded) { _ in safety },
    RecordRow("G09.2", "an act at once", .actedAtOnce) { _ in act([]) },
    RecordRow("G09.3", "access closed at once", .actedAtOnce) { _ in
      act([Measure(title: "No access", makesSafer: "He cannot write.", party: Story.sam)])
    },
    RecordRow("E17.4", "an act at once", .actedAtOnce) { _ in act([]) },
    RecordRow("E19.1", "an act at once", .actedAtOnce) { _ in act([]) },
    RecordRow("E19.2", "a measure at once", .actedAtOnce) { _ in act([Story.talk]) },
    RecordRow("E19.4", "the police, and a word for the foundation", .actedAtOnce) { _ in
      .actAtOnce(
        .init(
          ground: .danger, measures: [], account: "I called.", agency: "Police",
          spokeForOrganization: true))
    },
    RecordRow("G07.2", "the first case", .caseLinked) { _ in
      .linkCase(.init(other: CaseID("0f"), relation: .retaliation))
    },
    RecordRow("H08.2", "whom the others want", .shepherdNominated) { _ in
      .nominateShepherd(.init(member: Story.ada))
    },
    RecordRow("H09.2", "whom the others want", .shepherdNominated) { _ in
      .nominateShepherd(.init(member: Story.ada))
    },
    RecordRow("E10.8", "a delay with a date", .delayAnnounced) { delay($0) },
    RecordRow("G10.2", "a delay with a date", .delayAnnounced) { delay($0) },
    RecordRow("H08.9", "a delay with a date", .delayAnnounced) { delay($0) },
    RecordRow("G08.10", "a deadline that rests", .deadlinePaused) { pause($0) },
    RecordRow("R02.9", "a deadline that rests", .deadlinePaused) { pause($0) },
  ]

  static let evidence = Command.recordEvidence(
    .init(title: "The log", source: "The host", date: "20 September"))
  static let remark = Command.discuss(.init(text: "I read it twice."))
  static let need = Command.needInformation(.init(what: "The day.", source: "The reporter"))
  static let local = Command.recordLocalDecision(
    .init(who: "The team of the event", decided: "He left.", agreedAddition: "A letter."))
  static let safety = Command.recordSafety(
    .init(ongoing: .yes, danger: .yes, account: "He is on his way."))
  static func act(_ measures: [Measure]) -> Command {
    .actAtOnce(.init(ground: .ongoing, measures: measures, account: "I closed it."))
  }
  static func meeting(_ story: Story) -> Command {
    .recordMeeting(
      .init(
        at: story.now, attendees: [Story.maya, Story.tom], notes: "Decided in chat on Monday.",
        takeaways: "We write to him.", place: "Chat"))
  }
  static func contact(_ kind: ContactKind) -> Command {
    .recordContact(.init(kind: kind, who: "Them", when: "Today", account: "They know nothing."))
  }
  static func ground(_ kind: CaseGroundKind) -> Command {
    .recordGround(.init(kind: kind, account: "They asked us."))
  }
  static func delay(_ story: Story) -> Command {
    .announceDelay(.init(projected: story.now.adding(seconds: 864_000), text: "Later."))
  }
  static func pause(_ story: Story) -> Command {
    .pauseDeadline(.init(deadline: DeadlineID("first-answer"), reason: "Safety first."))
  }

  @Test(arguments: records)
  func `what is recorded stands in the case with who and when`(row: RecordRow) throws {
    var story = Story(policy: try ShippedPolicyTests.shipped("django"))
    try story.begin()
    let before = story.log.count
    try story.order(row.command(story), by: Story.tom)
    let entry = try #require(story.log[before...].first { $0.event.name == row.event })
    #expect(entry.by == .member(Story.tom))
    #expect(entry.at == story.now)
  }

  // Carries: G08.5, G08.6, G08.7, G08.8, R02.4, R02.5, R02.6, R02.7, E06.6, E06.7, E06.8, E06.9, E06.10, E06.11, H09.12, G10.5, R02.10
  @Test func `four findings in writing, with uncertainty, and with nobody responsible`() throws {
    var story = Story(policy: try ShippedPolicyTests.shipped("reset"))
    try story.begin()
    try story.order(.acceptShepherding(.init()), by: Story.maya)
    try story.waiveHearing()
    let findings: [Finding] = [
      .whatHappened("Somebody shouted."), .violation(.unsure, types: [], account: "Perhaps."),
      .responsible([], account: "Nobody knows who."),
      .ongoing(.unsure, danger: .no, account: "We do not know."),
    ]
    for finding in findings {
      #expect(throws: Refusal.self) { try story.propose() }
      try story.order(.recordFinding(finding), by: Story.tom)
    }
    #expect(story.subject.investigation.findings.count == 4)
    let empty = #expect(throws: Refusal.self) {
      try story.order(.recordFinding(.whatHappened(" ")), by: Story.tom)
    }
    #expect(empty?.rule == .textFits)
    try story.propose()
  }

  // Carries: E08.1, E08.2, E08.3, E09.1, E09.2, E09.3, E09.4, E09.5, E10.1, E10.2, E10.3, E10.4, E10.5, E04.1, E04.8
  @Test(arguments: Policy.shippedNames)
  func `every question of the evaluation is answered with a note`(name: String) throws {
    var story = Story(policy: try ShippedPolicyTests.shipped(name))
    try story.begin()
    for question in story.policy.assessment.questions {
      try story.order(
        .assess(.init(question: question.id, answer: .unsure, note: "We do not know.")),
        by: Story.tom)
    }
    #expect(story.subject.investigation.answers.count == story.policy.assessment.questions.count)
    #expect(story.policy.assessment.questions.count >= 12)
    #expect(throws: Refusal.self) {
      try story.order(.assess(.init(question: QuestionID("other"), answer: .yes)), by: Story.tom)
    }
  }

  // Carries: E02.1, H05.7, H08.1, H08.3, H08.4, H08.5, H08.8, H08.10, H08.11, H08.15, H09.3, H09.13
  @Test
  func `a shepherd says what could bias them, is introduced, hands over, and is answered for`()
    throws
  {
    var story = Story(policy: try ShippedPolicyTests.shipped("django"))
    try story.begin()
    #expect(story.subject.shepherding.shepherd == nil)
    try story.order(.acceptShepherding(.init(biases: "I know the city.")), by: Story.tom)
    #expect(story.subject.shepherding.shepherd == nil)
    try story.order(
      .settleBiases(.init(member: Story.tom, isFit: false, reason: "Too close.")), by: Story.ada)
    #expect(story.subject.shepherding.shepherd == nil)
    try story.order(.acceptShepherding(.init()), by: Story.maya)
    #expect(story.subject.shepherding.shepherd == Story.maya)
    try story.order(.introduceShepherd(.init(text: "Maya looks after it.")), by: Story.maya)
    #expect(story.subject.shepherding.introducedAt == story.now)
    try story.order(
      .handOverShepherding(.init(member: Story.ada, reason: "No time.")), by: Story.maya)
    #expect(story.subject.shepherding.shepherd == Story.maya)
    try story.order(.acceptShepherding(.init()), by: Story.ada)
    #expect(story.subject.shepherding.shepherd == Story.ada)
    #expect(story.subject.shepherding.introducedAt == nil)
    story.record(
      [
        .partyAnswered(
          PartyAnswer(party: Story.reporter, message: story.nextReference(), answer: .concern))
      ], by: .party(Story.reporter))
    #expect(story.subject.shepherding.openConcern == story.now)
    try story.order(
      .settleConcern(.init(account: "We talked.", keepsShepherd: false)), by: Story.tom)
    #expect(story.subject.shepherding.openConcern == nil)
    #expect(story.subject.shepherding.shepherd == nil)
  }

  // Carries: C05.1, C05.2, C05.3, C06.1, C06.2, C06.3, C06.4, C06.5, C08.11, E10.9, G06.3, H10.2
  @Test func `a reported person is heard, and the letter has its parts and two readers`() throws {
    var story = Story(policy: try ShippedPolicyTests.shipped("django"))
    try story.begin()
    try story.order(.acceptShepherding(.init()), by: Story.maya)
    try story.find()
    #expect(throws: Refusal.self) { try story.propose() }
    try story.order(
      .recordHearing(.init(party: Story.sam, how: "By message", account: "He regrets it.")),
      by: Story.tom)
    try story.propose()
    let parts = LetterText.FourParts(
      behaviour: "You shouted.", impact: "Two people left.", noChangeReason: "It was once.",
      consequences: "A warning.")
    let draft = try story.draft(.fourParts(parts), kind: .letter)
    #expect(throws: Refusal.self) {
      try story.order(.sendDraft(.init(draft: draft)), by: Story.tom)
    }
    try story.order(
      .reviewDraft(.init(draft: draft, version: 1, isApproved: true)), by: Story.maya)
    try story.order(.sendDraft(.init(draft: draft)), by: Story.tom)
    let sent = try #require(story.subject.messages.last)
    #expect(sent.direction == .sent(.letter))
    #expect(sent.reference.channel == Story.samsChannel)
  }

  // Carries: G01.4, R01.4, C06.7, G11.7, G01.3
  @Test func `an apology and a name in public wait for the word of the person`() throws {
    var story = Story(policy: try ShippedPolicyTests.shipped("django"))
    try story.begin()
    try story.giveToBoard()
    let member = Story.boardMembers[0]
    let steps: [(PermissionKind, PartyID, Command)] = [
      (
        .apology, Story.sam,
        .writeDraft(
          .init(kind: .apology, channel: Story.samsChannel, text: .plain("I am sorry.")))
      ),
      (
        .namedInStatement, Story.reporter,
        .writeDraft(
          .init(kind: .publicStatement, text: .plain("She told us."), names: [Story.reporter]))
      ),
    ]
    for (kind, party, command) in steps {
      #expect(throws: Refusal.self) { try story.order(command, by: member) }
      try story.order(
        .recordPermission(.init(party: party, about: kind, isGiven: true, words: "Yes, please.")),
        by: member)
      try story.order(command, by: member)
    }
  }

  // Carries: G11.1, G11.2, G11.3, G11.4, E22.1, E22.2, E22.3, E22.4, R02.19
  @Test func `those affected are asked, their answer stays, and neither it nor silence blocks`()
    throws
  {
    var story = Story(policy: try ShippedPolicyTests.shipped("django"))
    let number = try story.adopt()
    let enacting = Command.enact(.init(proposal: number))
    #expect(throws: Refusal.self) { try story.order(enacting, by: Story.maya) }
    try story.order(
      .consult(.init(proposal: number, party: Story.reporter, text: "What do you think?")),
      by: Story.maya)
    #expect(throws: Refusal.self) { try story.order(enacting, by: Story.maya) }
    var silent = story
    silent.wait(seconds: silent.policy.consultation.windowSeconds)
    try silent.order(enacting, by: Story.maya)
    try story.order(
      .recordConsultation(
        .init(
          proposal: number, party: Story.reporter, answer: .notAcceptable, account: "Too little.")),
      by: Story.maya)
    #expect(story.subject.consultations.first?.answer == .notAcceptable)
    try story.order(enacting, by: Story.maya)
    #expect(story.subject.phase == .enacting)
  }

  // Carries: G11.5, G11.6, R02.18, R02.20, E23.1, E12.8, G17.8, H10.1, H10.4, H10.6, H10.7, H10.8, H10.9, H10.10, H10.11, H10.12, H10.13, H09.16, C05.4
  @Test func `tasks, the reporter first, a report to the board, and the case is closed`() throws {
    for name in Policy.shippedNames {
      var story = Story(policy: try ShippedPolicyTests.shipped(name))
      _ = try story.enact()
      #expect(story.subject.openTasks.first?.content.kind == .tellReporter)
      #expect(story.subject.openTasks.allSatisfy { $0.content.owner == Story.maya })
      #expect(throws: Refusal.self) { try story.order(Story.closing, by: Story.maya) }
      #expect(story.subject.reporterToldAt == nil)
      try story.completeTasks()
      #expect(story.subject.reporterToldAt == story.now)
      try story.reportToBoard()
      try story.tellClosing()
      for (summary, actions) in [("", "A talk."), ("A quarrel.", "")] {
        let empty = #expect(throws: Refusal.self) {
          try story.order(
            .close(.init(outcome: .resolved, summary: summary, actions: actions)), by: Story.maya)
        }
        #expect(empty?.rule == .textFits)
      }
      try story.order(Story.closing, by: Story.maya)
      #expect(story.subject.phase == .closed)
      #expect(
        try Self.deadline("review", story).due
          == story.now.adding(seconds: story.policy.closing.reviewSeconds))
      try story.order(.recordReview(.init(account: "It held.")), by: Story.tom)
      try story.order(.reopen(.init(reason: "It began again.")), by: Story.tom)
      #expect(story.subject.phase != .closed)
    }
  }

  // Carries: G02.1, R02.11, G10.6
  @Test(arguments: [("django", "no-further-action"), ("reset", "nothing")])
  func `a finding of no violation ends a case without measures`(name: String, measure: String)
    throws
  {
    var story = Story(policy: try ShippedPolicyTests.shipped(name))
    _ = try story.enact([Measure(measure: MeasureID(measure))])
    try story.completeTasks()
    try story.reportToBoard()
    try story.tellClosing()
    let closing = Command.close(
      .init(outcome: .noViolation, summary: "A quarrel.", actions: "None."))
    story.isRefused(.decisionBeforeClosing, closing, by: Story.maya)
    try story.order(
      .recordFinding(.violation(.no, types: [], account: "It was none.")), by: Story.tom)
    try story.order(closing, by: Story.maya)
    #expect(story.subject.phase == .closed)
  }

  // Carries: R02.12, R02.14, R02.15, R02.16
  @Test func `a break from a channel has an end, a ban its spaces`() throws {
    var story = Story(policy: try ShippedPolicyTests.shipped("reset"))
    _ = try story.enact([
      Measure(measure: MeasureID("imposed-vacation"), party: Story.sam, days: 7),
      Measure(
        measure: MeasureID("permanent-ban"), party: Story.sam, spaces: [SpaceID("mailing-lists")]),
      Measure(measure: MeasureID("private-reprimand"), party: Story.sam),
      Measure(measure: MeasureID("private-apology"), party: Story.sam),
    ])
    let measures = story.subject.measuresInForce
    let after = story.now.adding(seconds: 8 * 86_400)
    #expect(measures[0].isInForce(at: story.now) && !measures[0].isInForce(at: after))
    #expect(measures[1].isInForce(at: after))
    let spaces = story.subject.openTasks.filter { $0.content.measure == 2 }
    #expect(spaces.map(\.content.space) == [SpaceID("mailing-lists")])
  }

  static func deadline(_ id: String, _ story: Story) throws -> Deadline {
    try #require(
      story.subject.deadlines(under: story.policy).first {
        $0.id.text == id || $0.id.text.hasPrefix(id + ".")
      })
  }

  // Carries: H08.7, H07.1
  @Test func `whatever falls behind is told to those who handle the case, the shepherd among them`()
    throws
  {
    var story = Story(policy: try ShippedPolicyTests.shipped("django"))
    try story.begin()
    try story.order(.acceptShepherding(.init()), by: Story.maya)
    try story.order(
      .needInformation(.init(what: "The log.", source: "The host.")), by: Story.tom)
    _ = try story.draft()
    story.wait(seconds: 30 * 86_400)
    for stage in ["first-answer", "first-meeting", "shepherd-introduced", "information", "draft"] {
      let late = try Self.deadline(stage, story)
      #expect(late.state(at: story.now) == .missed, "\(stage)")
      #expect(late.alarmAt <= story.now && late.whom == .handlers, "\(stage)")
    }
    #expect(story.subject.handlers.contains(Story.maya))
  }

  // Carries: H09.1, H08.14
  @Test func `a case goes through its phases, and what leads to them comes in any order`() throws {
    var story = Story(policy: try ShippedPolicyTests.shipped("django"))
    var phases = [story.subject.phase]
    try story.clear(Story.maya, Story.tom, Story.ada)
    phases.append(story.subject.phase)
    try story.order(
      .nameParty(.init(party: Story.sam, role: .reported, displayName: "Sam")), by: Story.tom)
    try story.find()
    try story.waiveHearing()
    try story.order(.acknowledge(.init(kind: .needsDecision)), by: Story.maya)
    phases.append(story.subject.phase)
    #expect(try Self.deadline("shepherd", story).metAt == nil)
    try story.order(.acceptShepherding(.init()), by: Story.tom)
    #expect(try Self.deadline("shepherd", story).metAt == story.now)
    let number = try story.propose(by: Story.tom)
    phases.append(story.subject.phase)
    try story.say(.agree, on: number, by: Story.maya, Story.ada)
    phases.append(story.subject.phase)
    try story.consult(on: number)
    try story.order(.enact(.init(proposal: number)), by: Story.maya)
    phases.append(story.subject.phase)
    #expect(
      phases == [.waitingForReaders, .received, .open, .deciding, .consulting, .enacting])
  }

  // Carries: E01.1
  @Test func `a story goes the same way whenever it is told`() throws {
    var story = Story(policy: try ShippedPolicyTests.shipped("django"))
    _ = try story.enact()
    let again = Case(folding: story.log, under: story.policy)
    #expect(again.phase == story.subject.phase)
    #expect(again.proposals == story.subject.proposals)
    #expect(again.tasks == story.subject.tasks)
  }

  // Carries: E17.3
  @Test func `those who carry out a ban are told by a message that two have read`() throws {
    var story = Story(policy: try ShippedPolicyTests.shipped("django"))
    try story.begin()
    let moderators = PartyID("moderators")
    try story.order(
      .nameParty(.init(party: moderators, role: .representative, displayName: "Moderators")),
      by: Story.maya)
    story.record(
      [.channelOpened(ChannelOpening(channel: ChannelID("mods"), party: moderators))],
      by: .server)
    let direct = #expect(throws: Refusal.self) {
      try story.order(
        .writeMessage(.init(channel: ChannelID("mods"), text: "He is banned.")), by: Story.maya)
    }
    #expect(direct?.rule == .secondReader)
    try story.order(
      .writeDraft(
        .init(kind: .update, channel: ChannelID("mods"), text: .plain("He is banned."))),
      by: Story.maya)
    let draft = story.last
    try story.order(
      .reviewDraft(.init(draft: draft, version: 1, isApproved: true)), by: Story.tom)
    try story.order(.sendDraft(.init(draft: draft)), by: Story.maya)
  }
}
