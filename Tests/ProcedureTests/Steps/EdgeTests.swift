import Procedure
import Testing

@Suite struct `At the edges of the procedure` {
  private static func refused(
    _ rule: RuleID, _ story: inout Story, _ command: Command, by member: MemberID = Story.maya,
    _ location: SourceLocation = #_sourceLocation
  ) {
    let log = story.log
    let refusal = #expect(throws: Refusal.self, sourceLocation: location) {
      try story.order(command, by: member)
    }
    #expect(refusal?.rule == rule, sourceLocation: location)
    #expect(story.log == log, sourceLocation: location)
  }

  private static func django() throws -> Story {
    Story(policy: try ShippedPolicyTests.shipped("django"))
  }

  private static func answer(_ story: inout Story, _ party: PartyID, _ answer: ArrivingAnswer) {
    let message = story.nextReference()
    story.record(
      [.partyAnswered(PartyAnswer(party: party, message: message, answer: answer))],
      by: .party(party))
  }

  // Carries: measure.is-whole
  @Test func `no number of days is too long to count with`() throws {
    for days in [Int.max, Int.min, 0, -1, Limits.measureDaysMax + 1] {
      var story = try Self.django()
      try story.begin()
      var talk = Story.talk
      talk.days = days
      let stay = Measure(
        measure: MeasureID("request-not-to-attend"), party: Story.sam, days: days)
      for measure in [talk, stay] {
        Self.refused(
          .measureIsWhole, &story,
          .actAtOnce(.init(ground: .ongoing, measures: [measure], account: "A.")))
      }
      // Even where it stands in a log, it can be read.
      story.record(
        [.actedAtOnce(.init(ground: .ongoing, measures: [talk], account: "A."))],
        by: .member(Story.maya))
      #expect(story.subject.measuresInForce.count == 1)
    }
  }

  @Test func `every moment has a text`() {
    for seconds in [Int64.min, -62_200_000_000, -1, 0, 1_790_000_000, .max] {
      let moment = Moment(secondsSince1970: seconds)
      #expect(moment.text.hasSuffix("UTC"))
      #expect(moment.text(seenFrom: Moment(secondsSince1970: 5)).hasSuffix("UTC"))
      #expect(Moment(secondsSince1970: 5).text(seenFrom: moment).hasSuffix("UTC"))
    }
    #expect(Moment(secondsSince1970: -1).text == "1969-12-31 23:59 UTC")
    #expect(Moment(secondsSince1970: 0).adding(days: .max) == .distantFuture)
  }

  // Carries: case.filed-rests
  @Test func `a closed case gets no resolution by the way of an old proposal or of a request`()
    throws
  {
    var story = try Self.django()
    try story.investigate()
    let number = try story.propose()
    try story.order(.withdrawProposal(.init(proposal: number, reason: "No.")), by: Story.maya)
    let void = try story.propose()
    try story.say(.agree, on: void, by: Story.tom)
    try story.order(.admit(.init(member: Story.newcomer, reason: "Help.")), by: Story.maya)
    try story.clear(Story.newcomer)
    try story.order(.declare(.init(conflict: true)), by: Story.tom)
    try story.reportToBoard()
    try story.order(.fileForRecord(.init(reason: "It was settled.")), by: Story.maya)
    try story.order(.fileForRecord(.init(reason: "It was settled.")), by: Story.ada)
    let resolution = ProposalSubject.resolution([Story.talk])
    Self.refused(
      .filedRests, &story,
      .amendProposal(.init(proposal: void, subject: resolution, reasons: "Still.")))
    Self.refused(.filedRests, &story, .propose(.init(subject: resolution, reasons: "Still.")))
  }

  // Carries: decision.no-decision-to-board, E20.3
  @Test func `the group does not go on where the board decides`() throws {
    var story = try `How a decision comes about`.story(members: 5)
    let number = try story.propose()
    story.wait(seconds: 10_000_000)
    for command in [
      Command.propose(.init(subject: .resolution([]), reasons: "Again.")),
      .amendProposal(.init(proposal: number, subject: .resolution([]), reasons: "Again.")),
    ] {
      Self.refused(.noDecisionToBoard, &story, command)
    }
    let offered = story.subject.availableCommands(
      for: .member(Story.maya), at: story.now, under: story.policy)
    #expect(!offered.contains { $0.command == .propose && $0.isAvailable })
  }

  @Test func `the group moves a case to another policy before it has found anything`() throws {
    var story = try Self.django()
    try story.begin()
    try story.order(
      .propose(.init(subject: .policy(address: "00ff"), reasons: "It is better.")),
      by: Story.maya)
    let number = story.last
    try story.say(.agree, on: number, by: Story.tom, Story.ada)
    try story.order(.enact(.init(proposal: number)), by: Story.maya)
    #expect(story.subject.policyAddress == "00ff")
    #expect(story.subject.phase == .open)
  }

  @Test func `an act is settled when the silence of the others counts no more`() throws {
    var story = Story(policy: try ShippedPolicyTests.shipped("django"), memberCount: 5)
    try story.clear(Story.maya, Story.tom, Story.ada)
    let act = try story.act()
    for member in [Story.tom, Story.ada] {
      try story.order(.reviewAct(.init(act: act, verdict: .confirm)), by: member)
    }
    #expect(story.subject.acts.first?.settled == nil)
    story.wait(seconds: story.policy.gate.windowSeconds)
    #expect(story.subject.advanced(to: story.now).acts.first?.settled?.verdict == .confirm)
  }

  // Carries: board.reconsider-in-time, G14.1, R04.1
  @Test func `a party who asks on their page brings a closed case before the board`() throws {
    var story = try Self.django()
    try story.begin()
    Self.answer(&story, Story.sam, .reconsideration)
    #expect(story.subject.reconsideration == nil, "nothing was decided yet")
    #expect(story.subject.failure == nil)
    var decided = try Self.django()
    _ = try decided.enact()
    try decided.completeTasks()
    try decided.reportToBoard()
    try decided.tellClosing()
    try decided.order(Story.closing, by: Story.maya)
    var late = decided
    late.wait(seconds: late.policy.board.reconsiderationSeconds + 1)
    Self.answer(&late, Story.sam, .reconsideration)
    #expect(late.subject.failure == nil)
    Self.answer(&decided, Story.sam, .reconsideration)
    #expect(decided.subject.failure == .reconsideration)
    decided.record([.escalatedToBoard(Escalation(because: .reconsideration))], by: .server)
    #expect(decided.subject.failure == nil)
    decided.record([.membersAsked(Asking(members: Story.boardMembers, seat: .board))], by: .server)
    for member in Story.boardMembers { try decided.clear(member) }
    let first = Story.boardMembers[0]
    try decided.order(
      .propose(.init(subject: .reconsideration(.upheld, []), reasons: "It was right.")), by: first)
    let number = decided.last
    let offered = decided.subject.availableCommands(
      for: .boardMember(Story.boardMembers[1]), at: decided.now, under: decided.policy)
    #expect(offered.contains { $0.command == .vote && $0.isAvailable })
    try decided.say(.agree, on: number, by: Story.boardMembers[1])
    try decided.consult(on: number, by: first)
    try decided.order(.enact(.init(proposal: number)), by: first)
    #expect(decided.subject.reconsideration == nil)
    #expect(decided.subject.phase == .closed)
  }

  // Carries: close.reporter-first
  @Test func `a case that was opened again ends with a word to the reporter again`() throws {
    var story = try Self.django()
    _ = try story.enact()
    try story.completeTasks()
    try story.reportToBoard()
    try story.tellClosing()
    try story.order(Story.closing, by: Story.maya)
    try story.order(.reopen(.init(reason: "It began again.")), by: Story.tom)
    try story.reportToBoard()
    Self.refused(.reporterBeforeClosing, &story, Story.closing)
  }

  // Carries: message.contact-stopped
  @Test func `who wants no more messages gets none about a delay`() throws {
    var story = try Self.django()
    try story.begin()
    Self.answer(&story, Story.reporter, .stopContact)
    let before = story.subject.messages.count
    try story.order(
      .announceDelay(.init(projected: story.now.adding(days: 9), text: "Later.")), by: Story.maya)
    #expect(story.subject.messages.count == before)
    #expect(story.subject.delayedUntil == story.now.adding(days: 9))
  }

  // Carries: draft.apology-with-permission, C06.7
  @Test func `an apology is no ordinary message`() throws {
    var story = try Self.django()
    try story.begin()
    let apology = Command.writeMessage(
      .init(channel: Story.channel, text: "He is sorry.", kind: .apology))
    Self.refused(.apologyWithPermission, &story, apology)
    try story.order(
      .recordPermission(
        .init(party: Story.reporter, about: .apology, isGiven: true, words: "Yes.")),
      by: Story.tom)
    try story.order(apology, by: Story.maya)
    Self.refused(
      .publicVoice, &story,
      .writeMessage(.init(channel: Story.channel, text: "We say.", kind: .publicStatement)))
  }

  // Carries: draft.findings-answered, C03.1, C06.6
  @Test func `a draft that could identify a source is approved only with an answer for it`() throws
  {
    var story = Story(policy: try ShippedPolicyTests.shipped("reset"))
    try story.begin()
    let letter = try story.draft()
    let named = PointedAt(rule: "identity.name", excerpt: "Wilma", isBlocking: true)
    let placed = PointedAt(rule: "identity.place", excerpt: "the small\nhall", isBlocking: true)
    let worded = PointedAt(rule: "language.vague", excerpt: "behave", isBlocking: false)
    var review = DraftReview(
      draft: letter, version: 1, isApproved: true, pointedAt: [named, placed, named, worded])
    Self.refused(.draftFindingsAnswered, &story, .reviewDraft(review), by: Story.ada)
    #expect(review.unanswered == [named, placed])
    // One reason is no answer for another place, nor for the same words pointed at for another reason, nor an empty one.
    review.answers = [
      PlaceAnswer(
        rule: "identity.name", excerpt: "Wilma", reason: "She wrote that she may be named."),
      PlaceAnswer(rule: "identity.name", excerpt: "the small hall", reason: "Everybody was there."),
      PlaceAnswer(rule: "identity.place", excerpt: "the small hall", reason: ""),
    ]
    let refusal = #expect(throws: Refusal.self) {
      try story.order(.reviewDraft(review), by: Story.ada)
    }
    let sentence = refusal?.sentence ?? ""
    #expect(sentence.contains("“the small\nhall”") && !sentence.contains("Wilma"))
    review.answers?[2].reason = "The programme says where it was."
    try story.order(.reviewDraft(review), by: Story.ada)
    #expect(story.subject.drafts.last?.approvedBy == Story.ada)
  }

  // Carries: statement.who-speaks
  @Test func `a letter to one person is not published`() throws {
    var story = Story(policy: try ShippedPolicyTests.shipped("reset"))
    try story.begin()
    let letter = try story.draft()
    try story.order(
      .reviewDraft(.init(draft: letter, version: 1, isApproved: true)), by: Story.ada)
    Self.refused(
      .publicVoice, &story, .publishStatement(.init(draft: letter, place: "The list.")))
  }

  // Carries: task.reporter-first, H10.1
  @Test func `the letter about a decision waits for the word to the reporter`() throws {
    var story = try Self.django()
    _ = try story.enact([Measure(measure: MeasureID("warning"), party: Story.sam)])
    let parts = LetterText.FourParts(
      behaviour: "A.", impact: "B.", expectedChange: "E.", consequences: "C.")
    let letter = try story.draft(.fourParts(parts), kind: .letter)
    try story.order(
      .reviewDraft(.init(draft: letter, version: 1, isApproved: true)), by: Story.ada)
    Self.refused(.reporterFirst, &story, .sendDraft(.init(draft: letter)))
    try story.order(
      .writeMessage(.init(channel: Story.channel, text: "We warn him.", kind: .decision)),
      by: Story.maya)
    try story.order(.sendDraft(.init(draft: letter)), by: Story.maya)
    #expect(story.subject.openTasks.map(\.content.kind) == [.carryOut])
  }

  // Carries: E02.2
  @Test func `advisers and those who oversee are no group`() throws {
    var story = try Self.django()
    try story.clear(Story.maya, Story.tom)
    try story.admit(.adviser)
    story.wait(seconds: story.policy.gate.windowSeconds)
    let duties = story.subject.duties(at: story.now, under: story.policy)
    #expect(duties == [.escalatedToBoard(Escalation(because: .tooFewCleared))])
  }

  // Carries: measure.ends-by-readmission
  @Test func `only whom a measure concerns asks to be readmitted, and it ends space by space`()
    throws
  {
    var story = try Self.django()
    let spaces = [SpaceID("forum"), SpaceID("chat")]
    _ = try story.enact([
      Measure(
        measure: MeasureID("suspension-short"), party: Story.sam, spaces: spaces, days: 90,
        conditions: ["He has read the code."], skipReason: "A warning was not heeded.")
    ])
    Self.answer(&story, Story.reporter, .readmission(measure: 1))
    #expect(story.subject.measuresInForce[0].readmissionAsked == nil)
    try story.completeTasks()
    try story.reportToBoard()
    try story.tellClosing()
    try story.order(
      .close(.init(outcome: .flagged, summary: "Insults.", actions: "A suspension.")),
      by: Story.maya)
    story.wait(seconds: 90 * 86_400)
    try story.order(
      .recordCondition(.init(measure: 1, condition: 1, isMet: true, account: "He says so.")),
      by: Story.tom)
    Self.answer(&story, Story.sam, .readmission(measure: 1))
    #expect(story.subject.measuresInForce[0].readmissionAsked == story.now)
    try story.order(
      .propose(.init(subject: .readmission(measure: 1, isGranted: true), reasons: "He did.")),
      by: Story.maya)
    let number = story.last
    try story.say(.agree, on: number, by: Story.tom, Story.ada)
    let offered = story.subject.availableCommands(
      for: .member(Story.maya), at: story.now, under: story.policy)
    #expect(offered.contains { $0.command == .enact && $0.isAvailable })
    try story.order(.enact(.init(proposal: number)), by: Story.maya)
    #expect(story.subject.measuresInForce[0].endedAt == story.now)
    #expect(story.subject.openTasks.map(\.content.kind) == [.carryOutEnd, .carryOutEnd])
    #expect(story.subject.openTasks.map(\.content.space) == spaces)
  }
}
