import Procedure
import Testing

/// Letters about measures, announcements at the top, and what is not ticked off.
@Suite struct `What a letter has to say` {
  static let attend = MeasureID("request-not-to-attend")

  static func request(_ expectation: String?, _ consequence: String?) -> Measure {
    Measure(
      measure: attend, party: Story.sam, days: 30, expectation: expectation,
      consequence: consequence)
  }

  @Test(arguments: telling)
  func `is refused where it is missing`(row: StepRow) throws {
    try `Steps that are refused`.holds(row)
  }

  static let telling: [StepRow] = [
    StepRow(.recipientsAnnounced, "a message that does not say who reads with them now") { story in
      try story.begin()
      try reopen(&story)
      return .writeMessage(.init(channel: Story.channel, text: "Hello."))
    },
    StepRow(.letterIsSent, "ticking off the letter that a way leads to") { story in
      let list = story.policy.measures.list
      let rule = try #require(
        list.first { $0.concernsReported && !$0.isPublic && $0.term == .none && !$0.needsConsent })
      _ = try story.enact([
        Measure(measure: rule.id, party: Story.sam, skipReason: "It fits.")
      ])
      try story.tellDecision()
      let task = try #require(
        story.subject.openTasks.first { $0.content.kind == .tellReported })
      return .completeTask(.init(task: task.number, account: "Done."))
    },
    StepRow(.filingBySecond, "filing by the same member twice") { story in
      try story.begin()
      try story.reportToBoard()
      let filing = Command.fileForRecord(.init(reason: "They handle it."))
      try story.order(filing, by: Story.maya)
      return filing
    },
    StepRow(.measureIsWhole, "a ban in free words that names nobody") { story in
      try story.investigate()
      return .propose(
        .init(
          subject: .resolution([
            Measure(title: "Ban the speaker", makesSafer: "Nobody meets them.")
          ]), reasons: "It helps."))
    },
    StepRow(.measureIsWhole, "a measure in free words about somebody whom it does not choose") {
      story in
      try story.investigate()
      return .propose(
        .init(
          subject: .resolution([
            Measure(title: "A pause", makesSafer: "Sam comes to no meeting.")
          ]), reasons: "It helps."))
    },
  ]

  static func reopen(_ story: inout Story, reader: String? = "Rae") throws {
    let opening = Command.openChannel(
      .init(party: Story.reporter, way: .passphrase, reader: reader, channel: Story.channel))
    try story.order(opening, by: Story.maya)
    try story.order(opening, by: Story.tom)
  }

  // Carries: measure.request-is-clear, C05.6, C05.7
  @Test func `a request to stay away says what is expected and what follows`() throws {
    var story = Story(policy: try ShippedPolicyTests.shipped("django"))
    try story.investigate()
    for (expectation, consequence) in [(nil, "You lose your place."), ("Stay away.", nil)] {
      story.isRefused(
        .requestIsClear,
        .propose(
          .init(
            subject: .resolution([Self.request(expectation, consequence)]), reasons: "It helps.")),
        by: Story.maya)
    }
    try story.propose([Self.request("Stay away.", "You lose your place.")])
  }

  // Carries: draft.four-parts, C05.7, C06.4
  @Test func `the letter with a request always says what is expected`() throws {
    var story = Story(policy: try ShippedPolicyTests.shipped("django"))
    _ = try story.enact([Self.request("Stay away.", "You lose your place.")])
    let measure = try #require(story.subject.measuresInForce.last?.number)
    var parts = Story.letter
    parts.expectedChange = nil
    parts.noChangeReason = "They know."
    func letter(_ parts: LetterText.FourParts, about measure: Int?) -> Command {
      .writeDraft(
        .init(
          kind: .letter, channel: Story.samsChannel, text: .fourParts(parts), measure: measure))
    }
    story.isRefused(.fourParts, letter(parts, about: measure), by: Story.tom)
    story.isRefused(.measureIsInForce, letter(Story.letter, about: 99), by: Story.tom)
    try story.order(letter(Story.letter, about: measure), by: Story.tom)
    #expect(story.subject.drafts.last?.measure == measure)
  }

  // Carries: draft.four-parts, C06.1, C06.2, C06.3, C06.4, C06.5
  @Test func `the refusal says which of the four parts is missing`() throws {
    var story = Story(policy: try ShippedPolicyTests.shipped("django"))
    try story.begin()
    let gaps: [(LetterText.FourParts, String)] = [
      (.init(behaviour: "", impact: "I.", expectedChange: "E.", consequences: "C."), "they did"),
      (.init(behaviour: "B.", impact: "", expectedChange: "E.", consequences: "C."), "its impact"),
      (.init(behaviour: "B.", impact: "I.", consequences: "C."), "why that does not apply"),
      (.init(behaviour: "B.", impact: "I.", expectedChange: "E.", consequences: ""), "follows"),
    ]
    for (parts, word) in gaps {
      let refusal = #expect(throws: Refusal.self) {
        try story.order(
          .writeDraft(
            .init(kind: .letter, channel: Story.samsChannel, text: .fourParts(parts))),
          by: Story.tom)
      }
      #expect(refusal?.rule == .fourParts && refusal?.citation.clause == "C06.1")
      #expect(refusal?.sentence.contains(word) == true, "\(refusal?.sentence ?? "")")
    }
    let whole = LetterText.FourParts(
      opening: "Hello Sam,", behaviour: "B.", impact: "I.", noChangeReason: "It was once.",
      consequences: "C.", ending: "The group")
    #expect(LetterText.fourParts(whole).whole == "Hello Sam,\n\nB.\n\nI.\n\nC.\n\nThe group")
    _ = try story.draft(.fourParts(whole), kind: .letter)
  }

  // Carries: C06.1, C07.6, C07.8, C07.10, C08.4, C08.12
  @Test(arguments: Policy.shippedNames)
  func `every measure has words for each audience, with the consequence of its own`(name: String)
    throws
  {
    let policy = try ShippedPolicyTests.shipped(name)
    #expect(Set(policy.measures.letters.keys) == Set(policy.measures.list.map(\.id)))
    for rule in policy.measures.list {
      let letters = try #require(policy.measures.letters[rule.id])
      let parts = letters.reported
      let texts = [
        parts.behaviour, parts.impact, parts.expectedChange ?? "", parts.consequences,
        letters.reporter, letters.moderators, letters.leaders, letters.publicStatement,
      ]
      for text in texts {
        #expect(!text.isEmpty && !text.contains("{"), "\(rule.id): \(text)")
      }
      // C07.6, C07.10: information informs, and says that the decision is theirs.
      #expect(letters.leaders.contains("yours to decide"))
      #expect(parts.opening?.contains(policy.community.groupName) == true)
    }
    let consequences = Set(policy.measures.letters.values.map(\.reported.consequences))
    #expect(consequences.count > policy.measures.list.count / 2)
  }

  // Carries: message.recipients-announced, C02.3
  @Test func `who reads with somebody, or no longer does, is announced at the top`() throws {
    var story = Story(policy: try ShippedPolicyTests.shipped("django"))
    try story.begin()
    #expect(story.subject.announcement(in: Story.channel) == "")
    try Self.reopen(&story)
    let lines = "[+ Rae]\n[- the way before]"
    #expect(story.subject.announcement(in: Story.channel) == lines)
    let text = story.subject.announcing("Hello.", in: Story.channel)
    #expect(text == lines + "\n\nHello.")
    #expect(story.subject.announcing(text, in: Story.channel) == text)
    try story.order(.writeMessage(.init(channel: Story.channel, text: text)), by: Story.maya)
    // It is said once, and who came and went between two messages is not named.
    try story.order(.writeMessage(.init(channel: Story.channel, text: "Again.")), by: Story.maya)
    try Self.reopen(&story, reader: "Kim")
    try Self.reopen(&story, reader: nil)
    #expect(
      story.subject.announcement(in: Story.channel) == "[+ new words for this page]\n[- Rae]")
  }

  // Carries: message.recipients-announced, C02.3
  @Test func `a draft that was read before somebody was added does not go out as it is`() throws {
    var story = Story(policy: try ShippedPolicyTests.shipped("django"))
    try story.begin()
    let draft = try story.draft(.fourParts(Story.letter), kind: .letter)
    try story.order(
      .reviewDraft(.init(draft: draft, version: 1, isApproved: true)), by: Story.ada)
    let opening = Command.openChannel(
      .init(
        party: Story.sam, way: .mail, address: "lee@post.example", reader: "Lee",
        channel: Story.samsChannel))
    try story.order(opening, by: Story.maya)
    try story.order(opening, by: Story.tom)
    story.isRefused(.recipientsAnnounced, .sendDraft(.init(draft: draft)), by: Story.tom)
    let text = story.subject.announcing(.fourParts(Story.letter), in: Story.samsChannel)
    #expect(text.whole.hasPrefix("[+ Lee]\n[- the way before]\n\nYou shouted."))
    try story.order(.changeDraft(.init(draft: draft, text: text)), by: Story.tom)
    try story.order(
      .reviewDraft(.init(draft: draft, version: 2, isApproved: true)), by: Story.ada)
    try story.order(.sendDraft(.init(draft: draft)), by: Story.tom)
    guard case .messageSent(let sending) = story.log.last?.event else { return }
    #expect(
      try story.subject.letter(for: sending, text: "", under: story.policy).text == text.whole)
  }

  // Carries: task.letter-is-sent, H10.1
  @Test func `the letter is a task that is done by sending it, or dropped with a reason`() throws {
    var story = Story(policy: try ShippedPolicyTests.shipped("django"))
    _ = try story.enact([Measure(measure: MeasureID("warning"), party: Story.sam)])
    try story.tellDecision()
    let task = try #require(story.subject.openTasks.first { $0.content.kind == .tellReported })
    let ticking = Command.completeTask(.init(task: task.number, account: "I told him."))
    story.isRefused(.letterIsSent, ticking, by: Story.maya)
    var dropped = story
    try dropped.order(
      .dropTask(.init(task: task.number, account: "He threatens who writes to him.")),
      by: Story.maya)
    try story.writes(
      .fourParts(Story.letter), .letter, to: Story.sam, by: Story.tom, readBy: Story.ada)
    #expect(!story.subject.openTasks.contains { $0.content.kind == .tellReported })
  }

  // Carries: close.second-word
  @Test func `a case is filed by the word of two, and new words begin anew`() throws {
    var story = Story(policy: try ShippedPolicyTests.shipped("django"))
    try story.begin()
    try story.reportToBoard()
    let filing = Command.fileForRecord(.init(reason: "They handle it."))
    try story.order(filing, by: Story.maya)
    #expect(story.subject.phase == .open && story.subject.wanted[.filing] == Story.maya)
    story.reporterWrites()
    #expect(story.subject.wanted[.filing] == nil)
    try story.order(filing, by: Story.tom)
    try story.order(filing, by: Story.maya)
    #expect(story.subject.phase == .filed)
    // Opened again, it takes two again.
    try story.order(.reopen(.init(reason: "It goes on.")), by: Story.maya)
    try story.reportToBoard()
    try story.order(filing, by: Story.tom)
    #expect(story.subject.phase == .open)
  }

  // Carries: measure.is-whole, decision.severe-by-itself, H09.15, E20.2
  @Test func `a ban in free words names the person, is severe, and waits for their hearing`() throws
  {
    var story = Story(policy: try ShippedPolicyTests.shipped("django"))
    try story.investigate()
    try story.propose([
      Measure(title: "A ban from the stage", makesSafer: "Nobody meets him.", party: Story.sam)
    ])
    #expect(story.proposal?.isSevere == true)
  }
}
