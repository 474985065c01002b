import Procedure
import Testing

/// What one member tries alone, and what keeps honest people from a dead end.
@Suite struct `One member against the others` {
  private static func amending(_ number: Int, _ measures: [Measure] = []) -> Command {
    .amendProposal(.init(proposal: number, subject: .resolution(measures), reasons: "Mine."))
  }

  private static func isVote(_ story: Story) throws -> Bool {
    if case .vote = try #require(story.proposal).stage { true } else { false }
  }

  // Carries: decision.no-decision-to-board, decision.proposal-is-open, E20.2, E20.3, G10.4
  @Test(arguments: Policy.shippedNames)
  func `changing a proposal again and again keeps no decision from the others`(name: String) throws
  {
    var story = try `How a decision comes about`.story(name, members: 5)
    let began = story.now
    let number = try story.propose()
    let decisions = story.policy.decisions
    var versions = 1
    while try !Self.isVote(story) {
      story.wait(seconds: decisions.consensusSeconds - 60)
      guard try #require(story.proposal).isOpen, try !Self.isVote(story) else { break }
      try story.order(Self.amending(number), by: Story.tom)
      versions += 1
      #expect(versions < 12)
    }
    // In the vote the text is the group's: who put it mends it, and four of five decide against one.
    story.isRefused(.oneProposalOfAKind, Self.amending(number), by: Story.tom)
    story.isRefused(
      .proposalIsOpen, .withdrawProposal(.init(proposal: number, reason: "Not yet.")),
      by: Story.tom)
    var decided = story
    try decided.order(Self.amending(number, [Story.talk]), by: Story.maya)
    try decided.say(.object, on: number, by: Story.tom, version: versions + 1)
    for member in [Story.ada, MemberID("m3"), MemberID("m4")] {
      try decided.say(.agree, on: number, by: member, version: versions + 1)
    }
    #expect(try #require(decided.proposal).adoptedAt != nil)
    // And where they do not decide, the board does.
    story.wait(seconds: decisions.voteSeconds)
    guard case .failed(because: .noDecision, let at) = try #require(story.proposal).stage else {
      Issue.record("The case stays with a group that does not decide.")
      return
    }
    #expect(at.secondsSince1970 - began.secondsSince1970 <= decisions.allVersionsSeconds)
  }

  // Carries: decision.no-decision-to-board, decision.majority-clears-flag, E20.3, H09.15
  @Test
  func `taking a proposal back and putting it again takes neither its time nor its flag away`()
    throws
  {
    var story = try `How a decision comes about`.story(members: 5)
    var number = try story.propose()
    try story.order(
      .flagSevere(.init(proposal: number, severity: .legal, reason: "A threat.")), by: Story.tom)
    for _ in 0..<3 {
      story.wait(seconds: story.policy.decisions.consensusSeconds)
      story.wait(seconds: story.policy.decisions.voteSeconds - 60)
      guard try #require(story.proposal).isOpen else { break }
      try story.order(
        .withdrawProposal(.init(proposal: number, reason: "Not yet.")), by: Story.maya)
      number = try story.propose()
      #expect(try #require(story.proposal).isSevere)
    }
    #expect(story.subject.advanced(to: story.now).failure == .noDecision)
  }

  // Carries: decision.majority-clears-flag, H09.15
  @Test func `a flag stays through every version until a majority clears it`() throws {
    var story = try `How a decision comes about`.story()
    let number = try story.propose()
    try story.order(
      .flagSevere(.init(proposal: number, severity: .severe, reason: "A threat.")), by: Story.tom)
    try story.order(Self.amending(number, [Story.talk]), by: Story.maya)
    #expect(try #require(story.proposal).isSevere)
    let clearing = Command.clearFlag(.init(proposal: number, reason: "It was none."))
    for member in [Story.maya, Story.ada] { try story.order(clearing, by: member) }
    #expect(!(try #require(story.proposal).isSevere))
  }

  // Carries: decision.severe-by-itself, decision.severe-majority, H09.15, E10.1
  @Test func `what is found out before the last word makes a proposal severe`() throws {
    var story = try `How a decision comes about`.story(members: 7)
    let number = try story.propose()
    try story.say(.agree, on: number, by: Story.tom, Story.ada)
    for other in 3..<6 { try story.say(.abstain, on: number, by: MemberID("m\(other)")) }
    try story.order(.assess(.init(question: QuestionID("safety"), answer: .yes)), by: Story.tom)
    #expect(try #require(story.proposal).isSevere)
    try story.say(.abstain, on: number, by: MemberID("m6"))
    #expect(try #require(story.proposal).adoptedAt == nil)
    try story.say(.agree, on: number, by: MemberID("m6"))
    #expect(try #require(story.proposal).adoptedAt != nil)
  }

  // Carries: decision.severe-by-itself, H09.15
  @Test func `a measure is severe by what it does, whoever lists it`() throws {
    let everywhere = Measure(
      measure: MeasureID("restricted-access"), party: Story.sam, days: 14, skipReason: "Yes.")
    var here = everywhere
    here.spaces = [SpaceID("forum")]
    var talk = Story.talk
    talk.party = Story.sam
    var own = talk
    own.days = 400
    own.spaces = [SpaceID("forum")]
    for (measure, isSevere) in [
      (everywhere, true), (here, false), (talk, true), (own, true), (Story.talk, false),
    ] {
      var story = try `How a decision comes about`.story()
      try story.propose([measure])
      #expect(try #require(story.proposal).isSevere == isSevere, "\(measure)")
    }
  }

  // Carries: decision.ordinary, H09.14
  @Test func `when the shepherd is lost during a vote, who proposed stands for them`() throws {
    var story = try `How a decision comes about`.story(members: 7)
    let number = try story.propose(by: Story.ada)
    try story.say(.agree, on: number, by: Story.tom)
    story.arrives(.concern, from: Story.reporter)
    try story.order(
      .settleConcern(.init(account: "We talked.", keepsShepherd: false)), by: Story.tom)
    #expect(story.subject.shepherding.shepherd == nil)
    let tally = story.subject.tally(of: try #require(story.proposal), at: story.now)
    #expect(tally.agreements == 2 && tally.agreementsBesidesShepherd == 1)
    story.wait(seconds: story.policy.decisions.consensusSeconds)
    #expect(try #require(story.proposal).isOpen)
  }

  // Carries: shepherd.biases-first, H08.4, H08.5
  @Test func `whose biases matter owns the case only when another member asks them`() throws {
    var story = Story(policy: try ShippedPolicyTests.shipped("django"))
    try story.begin()
    try story.order(.acceptShepherding(.init(biases: "He is my brother.")), by: Story.tom)
    try story.order(
      .settleBiases(.init(member: Story.tom, isFit: false, reason: "Too close.")), by: Story.ada)
    try story.order(.nominateShepherd(.init(member: Story.tom)), by: Story.tom)
    story.isRefused(.shepherdBiasesFirst, .acceptShepherding(.init()), by: Story.tom)
    try story.order(.nominateShepherd(.init(member: Story.tom)), by: Story.maya)
    try story.order(.acceptShepherding(.init()), by: Story.tom)
    #expect(story.subject.shepherding.shepherd == Story.tom)
  }

  // Carries: message.second-reader, H08.12, E10.8, H08.10
  @Test func `who reported stays the reporter for the letters that are theirs`() throws {
    var story = Story(policy: try ShippedPolicyTests.shipped("django"))
    try story.begin()
    try story.order(.acceptShepherding(.init()), by: Story.maya)
    try story.order(
      .correctParty(
        .init(party: Story.reporter, role: .witness, displayName: "Ann", reason: "She saw it.")),
      by: Story.tom)
    for command in [
      Command.introduceShepherd(.init(text: "I am here.")), .askAboutRetaliation(.init()),
      .announceDelay(.init(projected: story.now.adding(days: 9), text: "Later.")),
      .writeMessage(.init(channel: Story.channel, text: "We are on it.")),
    ] {
      let before = story.log.count
      try story.order(command, by: Story.maya)
      for entry in story.log[before...] {
        guard case .messageSent(let sending) = entry.event else { continue }
        let letter = try story.subject.letter(for: sending, text: "W.", under: story.policy)
        #expect(letter.ground == .direct)
      }
    }
  }

  // Carries: meeting.of-handlers, E12.5
  @Test func `a meeting is recorded as it was, also when somebody has stepped out since`() throws {
    var story = Story(policy: try ShippedPolicyTests.shipped("django"), memberCount: 4)
    try story.begin()
    try story.order(.declare(.init(conflict: true)), by: Story.ada)
    try story.order(
      .recordMeeting(
        .init(
          at: story.now, attendees: [Story.maya, Story.ada], notes: "We read it.",
          takeaways: "Ada knows him.")), by: Story.maya)
    #expect(story.subject.investigation.meetingsRecorded == 1)
  }
}

@Suite struct `The board and the group` {
  // Carries: board.decides, G13.11, E20.3
  @Test func `a case before a board of nobody is the group's again`() throws {
    for isEnough in [true, false] {
      var story = try `How a decision comes about`.story(members: isEnough ? 5 : 3)
      try story.propose()
      if !isEnough { try story.order(.declare(.init(conflict: true)), by: Story.ada) }
      story.wait(seconds: 2_000_000)
      let because = try #require(story.subject.advanced(to: story.now).failure)
      story.record(
        [
          .escalatedToBoard(Escalation(because: because)),
          .membersAsked(Asking(members: Story.boardMembers, seat: .board)),
        ], by: .server)
      let back = Command.returnToGroup(.init(reason: "Nobody of the board is there."))
      story.isRefused(.boardDecides, back, by: Story.maya)
      for member in Story.boardMembers {
        try story.order(.declare(.init(conflict: true)), by: member)
      }
      guard isEnough else {
        story.isRefused(.boardDecides, back, by: Story.maya)
        continue
      }
      try story.order(back, by: Story.maya)
      #expect(story.subject.escalation == nil && story.subject.failure == nil)
      #expect(story.subject.duties(at: story.now, under: story.policy).isEmpty)
      let number = try story.propose()
      try story.say(.agree, on: number, by: Story.tom, Story.ada)
      for member in [MemberID("m3"), MemberID("m4")] {
        try story.say(.abstain, on: number, by: member)
      }
      #expect(try #require(story.proposal).adoptedAt != nil)
    }
  }

  // Carries: board.decides, G13.11
  @Test func `a board that stays silent past the window is a board of nobody`() throws {
    var story = try `How a decision comes about`.story(members: 5)
    story.record(
      [
        .escalatedToBoard(Escalation(because: .handlersDecided)),
        .membersAsked(Asking(members: Story.boardMembers, seat: .board)),
      ], by: .server)
    let back = Command.returnToGroup(.init(reason: "Nobody of the board answers."))
    story.isRefused(.boardDecides, back, by: Story.maya)
    story.wait(seconds: story.policy.gate.windowSeconds)
    try story.order(back, by: Story.maya)
    #expect(story.subject.body == .group)
  }

  /// The group decided, and Sam asks for reconsideration; two of the board decided something before.
  private static func asked(_ fresh: Int) throws -> Story {
    var story = try `How a decision comes about`.story()
    try story.giveToBoard()
    let first = Story.boardMembers[0]
    let number = try story.propose(by: first)
    try story.say(.agree, on: number, by: Story.boardMembers[1])
    try story.consult(on: number, by: first)
    try story.order(.enact(.init(proposal: number)), by: first)
    try story.order(
      .recordReconsiderationRequest(.init(party: Story.sam, account: "It was not me.")), by: first)
    try story.order(
      .propose(.init(subject: .reconsideration(.upheld, []), reasons: "It was right.")),
      by: Story.boardMembers[fresh])
    return story
  }

  // Carries: board.fresh-eyes, G14.2
  @Test func `a fresh member who stays silent leaves the reconsideration to all after a time`()
    throws
  {
    var story = try Self.asked(0)
    let number = try #require(story.proposal).number
    story.isRefused(
      .eligibleVote, .vote(.init(proposal: number, version: 1, choice: .agree)),
      by: Story.boardMembers[1])
    // Whoever decided before neither changes it nor takes it back.
    story.isRefused(
      .proposalIsOpen, .withdrawProposal(.init(proposal: number, reason: "Later.")),
      by: Story.boardMembers[0])
    story.isRefused(
      .eligibleVote,
      .amendProposal(
        .init(proposal: number, subject: .reconsideration(.upheld, []), reasons: "R.")),
      by: Story.boardMembers[1])
    #expect(
      story.subject.prospects(after: story.now).map(\.at)
        == [story.now.adding(seconds: story.policy.decisions.consensusSeconds)])
    story.wait(seconds: story.policy.decisions.consensusSeconds)
    #expect(try #require(story.proposal).electorate == Set(Story.boardMembers))
    try story.say(.agree, on: number, by: Story.boardMembers[0], Story.boardMembers[1])
    #expect(try #require(story.proposal).adoptedAt != nil)
    story.isRefused(
      .boardDecides, .returnToGroup(.init(reason: "Yours.")), by: Story.boardMembers[0])
  }

  // Carries: decision.one-at-a-time, E20.3
  @Test func `each version before the board has its time`() throws {
    var story = try `How a decision comes about`.story()
    try story.giveToBoard()
    let number = try story.propose(by: Story.boardMembers[0])
    let other = Command.amendProposal(
      .init(proposal: number, subject: .resolution([]), reasons: "Nothing."))
    story.isRefused(.oneProposalOfAKind, other, by: Story.boardMembers[2])
    try story.order(other, by: Story.boardMembers[0])
    story.wait(seconds: story.policy.decisions.consensusSeconds)
    try story.order(other, by: Story.boardMembers[2])
    #expect(try #require(story.proposal).version == 3)
  }

  // Carries: statement.who-speaks, case.oversight-reads, G01.3, G11.7, G15.1, G15.2, E24.1, E24.2
  @Test func `the board makes a public statement on a case that the group decided`() throws {
    var story = Story(policy: try ShippedPolicyTests.shipped("django"))
    _ = try story.enact()
    try story.reportToBoard()
    let readers = Story.boardMembers.prefix(2)
    for reader in readers {
      story.record(
        [.oversightRequested(.init(reason: "We may have to say something."))],
        by: .boardMember(reader))
      try story.order(
        .grantOversight(.init(member: reader, reason: "They may.")), by: Story.maya)
    }
    let statement = Command.writeDraft(
      .init(kind: .publicStatement, text: .plain("A talk was not as it should be.")))
    story.isRefused(.publicVoice, statement, by: Story.tom)
    story.isRefused(
      .oversightReads,
      .writeDraft(.init(kind: .update, channel: Story.samsChannel, text: .plain("Hello."))),
      by: readers[0])
    try story.order(statement, by: readers[0])
    let draft = story.last
    let publishing = Command.publishStatement(.init(draft: draft, place: "The foundation's pages."))
    story.isRefused(.draftSecondReader, publishing, by: readers[0])
    try story.order(
      .reviewDraft(.init(draft: draft, version: 1, isApproved: true)), by: readers[1])
    story.isRefused(.publicVoice, publishing, by: Story.maya)
    try story.order(publishing, by: readers[0])
    guard case .published = try #require(story.subject.drafts.first).state else {
      Issue.record("The statement was not published.")
      return
    }
    story.isRefused(.oversightReads, .writeNote(.init(text: "I was here.")), by: readers[0])
  }

  // Carries: board.reconsider-in-time, G14.1, R04.1
  @Test func `the time to ask runs from the word that tells of the decision`() throws {
    for name in Policy.shippedNames {
      var story = Story(policy: try ShippedPolicyTests.shipped(name))
      let number = try story.adopt()
      let time = story.policy.board.reconsiderationSeconds
      let asking = Command.recordReconsiderationRequest(
        .init(party: Story.reporter, account: "It is too little."))
      // A decision that is carried out late can be brought before the board from its first minute.
      story.wait(seconds: time + 1)
      try story.consult(on: number)
      try story.order(.enact(.init(proposal: number)), by: Story.maya)
      #expect(story.subject.canBeReconsidered(for: Story.reporter, at: story.now))
      story.wait(seconds: 7 * 86_400)
      try story.order(
        .writeMessage(.init(channel: Story.channel, text: "We talk to him.", kind: .decision)),
        by: Story.maya)
      story.wait(seconds: time)
      var late = story
      try story.order(asking, by: Story.maya)
      late.wait(seconds: 1)
      late.isRefused(.reconsiderInTime, asking, by: Story.maya)
      // Sam was told nothing: for him it runs from the day it was put into effect.
      #expect(!late.subject.canBeReconsidered(for: Story.sam, at: late.now))
    }
  }
}
