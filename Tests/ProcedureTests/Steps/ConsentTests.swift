import Procedure
import Testing

/// Who may learn who somebody is, and on whose word.
@Suite struct `What a person allows` {
  static let ann = PartyID("ann")
  static let dana = PartyID("dana")
  static let danasChannel = ChannelID("dana")

  static func story() throws -> Story {
    var story = Story(policy: try ShippedPolicyTests.shipped("django"))
    try story.begin()
    return story
  }

  static func allows(
    _ kind: PermissionKind, _ party: PartyID, in story: inout Story, to: String? = nil
  ) throws {
    try story.order(
      .recordPermission(
        .init(
          party: party, about: kind, isGiven: true, words: "Yes.", to: to,
          purpose: to.map { _ in "So that they can help." })), by: Story.tom)
  }

  static func telling(
    _ party: PartyID = Story.reporter, ground: DisclosureGround, permission: Int? = nil,
    reason: String? = "It has to be.", recipient: String = "The venue"
  ) -> Command {
    .recordDisclosure(
      .init(
        party: party, what: "The name.", recipient: recipient, way: "By mail",
        at: Moment(secondsSince1970: 1_790_000_000), ground: ground, permission: permission,
        reason: reason))
  }

  static func asking(
    _ party: PartyID = Story.reporter,
    _ request: PermissionRequest =
      .init(about: .disclosure, to: "The venue", purpose: "So that they can help.")
  ) -> Command {
    .askPermission(.init(party: party, asks: request, text: "May we tell them?"))
  }

  /// Where the message lies that asked last.
  static func question(_ story: Story) throws -> Int {
    try #require(story.subject.permissionQuestions.last).message.sequence
  }

  @Test(arguments: consent + information)
  func `is needed, and the refusal names the clause`(row: StepRow) throws {
    try `Steps that are refused`.holds(row)
  }

  static let consent: [StepRow] = [
    StepRow(.disclosureIsGrounded, "the reporter is named to carry out a decision") { story in
      try story.begin()
      return telling(ground: .decision)
    },
    StepRow(.disclosureIsGrounded, "the reporter is named for a reason that nobody wrote") {
      story in
      try story.begin()
      return telling(ground: .law, reason: nil)
    },
    StepRow(.disclosureIsGrounded, "the reporter is named with a permission that is not there") {
      story in
      try story.begin()
      return telling(ground: .permission)
    },
    StepRow(.disclosureIsGrounded, "a letter names the reporter to who was reported") { story in
      try story.begin()
      return .writeDraft(
        .init(
          kind: .update, channel: Story.samsChannel, text: .plain("Ann was there."),
          names: [Story.reporter]))
    },
    StepRow(.permissionStands, "a permission for somebody else to know") { story in
      try story.begin()
      try allows(.disclosure, Story.reporter, in: &story, to: "The police")
      return telling(ground: .permission, permission: story.last)
    },
    StepRow(.permissionStands, "a permission of another person") { story in
      try story.begin()
      try allows(.disclosure, Story.sam, in: &story, to: "The venue")
      return telling(ground: .permission, permission: story.last)
    },
    StepRow(.permissionStands, "a permission that was taken back") { story in
      try story.begin()
      try allows(.disclosure, Story.reporter, in: &story, to: "The venue")
      let permission = story.last
      try story.order(
        .withdrawPermission(.init(permission: permission, words: "No more.")), by: Story.tom)
      return telling(ground: .permission, permission: permission)
    },
    StepRow(.permissionIsWhole, "a permission that does not say to whom and for what") { story in
      try story.begin()
      return .recordPermission(
        .init(party: Story.reporter, about: .disclosure, isGiven: true, words: "Yes."))
    },
    StepRow(.permissionIsWhole, "a question that does not say to whom and for what") { story in
      try story.begin()
      return asking(Story.reporter, .init(about: .disclosure, to: "The venue"))
    },
    StepRow(.permissionOwnWord, "a yes over the no that the person gave themselves") { story in
      try story.begin()
      story.arrives(.permission(.apology, isGiven: false), from: Story.reporter)
      return .recordPermission(
        .init(party: Story.reporter, about: .apology, isGiven: true, words: "She nodded."))
    },
    StepRow(.contactWithConsent, "an address is passed on to who has not asked for it") { story in
      try story.begin()
      try allows(.disclosure, Story.reporter, in: &story, to: "Sam")
      let permission = story.last
      try allows(.directContact, Story.reporter, in: &story)
      return .recordDisclosure(
        .init(
          party: Story.reporter, what: "The address.", recipient: "Sam", recipientParty: Story.sam,
          way: "By letter", at: story.now, ground: .permission, permission: permission,
          passesContact: true))
    },
    StepRow(.apologyWithPermission, "an apology is accepted in the name of who said nothing") {
      story in
      try story.begin()
      try allows(.apology, Story.reporter, in: &story)
      return .writeDraft(
        .init(
          kind: .apologyAccepted, channel: Story.samsChannel, text: .plain("It is accepted."),
          names: [Story.reporter]))
    },
    StepRow(.secondReader, "who was reported is asked by words that one member wrote") { story in
      try story.begin()
      return asking(Story.sam, .init(about: .apologyAccepted))
    },
  ]

  static func informs(_ guards: InformationGuards?) -> Command {
    .writeDraft(
      .init(
        kind: .information, channel: danasChannel,
        text: .plain("There were reports of this kind. What follows is yours to decide."),
        guards: guards))
  }

  static let guards = InformationGuards(
    basis: .corroborated, account: "Two who do not know each other say so.", leavesDecision: true,
    isInWriting: true)

  static func knows(_ story: inout Story) throws {
    try story.order(
      .nameParty(.init(party: dana, role: .leader, displayName: "Dana")), by: Story.maya)
    try story.order(
      .openChannel(.init(party: dana, way: .passphrase, channel: danasChannel)), by: Story.maya)
  }

  static let information: [StepRow] = [
    StepRow(.informationCorroborated, "information that rests on nothing") { story in
      try story.begin()
      try knows(&story)
      return informs(nil)
    },
    StepRow(.informationInforms, "information that tells others what to do") { story in
      try story.begin()
      try knows(&story)
      var guards = guards
      guards.leavesDecision = false
      return informs(guards)
    },
    StepRow(.informationInWriting, "information of which a part is said in a call") { story in
      try story.begin()
      try knows(&story)
      var guards = guards
      guards.isInWriting = false
      return informs(guards)
    },
    StepRow(.informationAdviceFirst, "information on a serious case without legal advice") {
      story in
      try story.begin()
      try knows(&story)
      try story.order(
        .recordSafety(.init(ongoing: .yes, danger: .yes, account: "A threat.")), by: Story.tom)
      try story.order(informs(guards), by: Story.tom)
      let draft = story.last
      try story.order(
        .reviewDraft(.init(draft: draft, version: 1, isApproved: true)), by: Story.ada)
      return .sendDraft(.init(draft: draft))
    },
    StepRow(.informationAdviceFirst, "no need for advice that was asked for") { story in
      try story.begin()
      try story.order(.askLegalAdvice(.init()), by: Story.tom)
      return .waiveLegalAdvice(.init(reason: "It is clear."))
    },
  ]

  // Carries: disclosure.is-grounded, E16.1, E16.2, E16.3, E16.4, E16.5, G06.2
  @Test(arguments: [DisclosureGround.investigation, .safety, .law])
  func `or one of three written reasons, to tell who reported`(ground: DisclosureGround) throws {
    var story = try Self.story()
    try story.order(Self.telling(ground: ground), by: Story.maya)
    let told = try #require(story.subject.disclosures.last)
    #expect(told.content.ground == ground && told.content.recipient == "The venue")
    #expect(told.by == .member(Story.maya) && story.subject.stillHolds(told))
  }

  // Carries: disclosure.is-grounded, E17.1, E17.2, E17.9, E17.10
  @Test func `or a reason, to tell who was reported`() throws {
    var story = try Self.story()
    for ground in DisclosureGround.allCases where ground != .permission {
      story.isRefused(
        .disclosureIsGrounded, Self.telling(Story.sam, ground: ground, reason: nil), by: Story.maya)
      try story.order(Self.telling(Story.sam, ground: ground), by: Story.maya)
    }
    // Whoever was harmed besides is guarded like who was harmed.
    try story.order(
      .correctParty(
        .init(party: Story.sam, role: .witness, displayName: "Sam", reason: "He saw it, too.")),
      by: Story.maya)
    story.isRefused(
      .disclosureIsGrounded, Self.telling(Story.sam, ground: .endingHarm), by: Story.maya)
  }

  // Carries: permission.stands, permission.is-whole, C02.1, C02.2, G01.4, R01.4
  @Test func `is asked for, answered on their own page, and taken back there`() throws {
    var story = try Self.story()
    try story.order(Self.asking(), by: Story.maya)
    let question = try Self.question(story)
    #expect(story.subject.permissionQuestions.last?.isAnswered == false)
    story.arrives(.permission(.disclosure, isGiven: true, question: question), from: Story.reporter)
    let permission = try #require(story.subject.permissions.last)
    #expect(permission.isTheirOwnWord && permission.to == "The venue" && permission.stands)
    #expect(permission.purpose == "So that they can help.")
    #expect(story.subject.permissionQuestions.last?.isAnswered == true)
    let telling = Self.telling(ground: .permission, permission: permission.number, reason: nil)
    try story.order(telling, by: Story.maya)
    let told = try #require(story.subject.disclosures.last)
    #expect(story.subject.stillHolds(told))
    story.arrives(.takeBack(question: question), from: Story.reporter)
    #expect(!story.subject.stillHolds(told))
    story.isRefused(.permissionStands, telling, by: Story.maya)
    // The handlers cannot write over it; a new question can be answered otherwise.
    story.isRefused(
      .permissionOwnWord,
      .recordPermission(
        .init(
          party: Story.reporter, about: .disclosure, isGiven: true, words: "By phone.",
          to: "The venue", purpose: "So that they can help.")), by: Story.tom)
    try story.order(Self.asking(), by: Story.maya)
    story.arrives(
      .permission(.disclosure, isGiven: true, question: try Self.question(story)),
      from: Story.reporter)
    #expect(story.subject.isPermitted(.disclosure, by: Story.reporter))
  }

  // Carries: permission.stands, C02.2
  @Test func `is taken back as a whole with one word, also where handlers had kept it`() throws {
    var story = try Self.story()
    try Self.allows(.disclosure, Story.reporter, in: &story, to: "The venue")
    try Self.allows(.apology, Story.reporter, in: &story)
    try Self.allows(.apology, Story.sam, in: &story)
    story.arrives(.takeBack(), from: Story.reporter)
    #expect(!story.subject.isPermitted(.disclosure, by: Story.reporter))
    #expect(!story.subject.isPermitted(.apology, by: Story.reporter))
    #expect(story.subject.isPermitted(.apology, by: Story.sam))
  }

  // Carries: permission.stands
  @Test func `for one is not taken back by a no to another`() throws {
    var story = try Self.story()
    try Self.allows(.disclosure, Story.reporter, in: &story, to: "The venue")
    let venue = story.last
    try story.order(
      .recordPermission(
        .init(
          party: Story.reporter, about: .disclosure, isGiven: false, words: "Not them.",
          to: "The police")), by: Story.tom)
    try story.order(
      Self.telling(ground: .permission, permission: venue, reason: nil), by: Story.maya)
  }

  // Carries: disclosure.is-grounded, C02.2
  @Test func `is what a letter rests on that names somebody, until it is taken back`() throws {
    var story = try Self.story()
    try Self.allows(.disclosure, Story.reporter, in: &story, to: "Sam")
    let permission = story.last
    try story.order(
      .recordDisclosure(
        .init(
          party: Story.reporter, what: "The name.", recipient: "Sam", recipientParty: Story.sam,
          way: "In a letter", at: story.now, ground: .permission, permission: permission)),
      by: Story.tom)
    try story.order(
      .writeDraft(
        .init(
          kind: .update, channel: Story.samsChannel, text: .plain("Ann wants you to know."),
          names: [Story.reporter])), by: Story.tom)
    let draft = story.last
    try story.order(
      .reviewDraft(.init(draft: draft, version: 1, isApproved: true)), by: Story.ada)
    story.arrives(.takeBack(), from: Story.reporter)
    story.isRefused(.disclosureIsGrounded, .sendDraft(.init(draft: draft)), by: Story.tom)
  }

  // Carries: draft.apology-with-permission, C06.7
  @Test func `is asked for before an apology is passed on, and before one is accepted`() throws {
    var story = try Self.story()
    let passing = Command.writeMessage(
      .init(channel: Story.channel, text: "He is sorry.", kind: .apology))
    let accepting = Command.writeDraft(
      .init(
        kind: .apologyAccepted, channel: Story.samsChannel, text: .plain("It is accepted."),
        names: [Story.reporter]))
    story.isRefused(.apologyWithPermission, passing, by: Story.maya)
    story.isRefused(.apologyWithPermission, accepting, by: Story.maya)
    for (kind, command) in [(PermissionKind.apology, passing), (.apologyAccepted, accepting)] {
      try story.order(Self.asking(Story.reporter, .init(about: kind)), by: Story.maya)
      story.arrives(
        .permission(kind, isGiven: true, question: try Self.question(story)), from: Story.reporter)
      try story.order(command, by: Story.maya)
    }
  }

  // Carries: disclosure.contact-with-consent, C06.7
  @Test func `of both lets an address be passed on`() throws {
    var story = try Self.story()
    for party in [Story.reporter, Story.sam] {
      try Self.allows(.directContact, party, in: &story)
    }
    try story.order(
      .recordDisclosure(
        .init(
          party: Story.reporter, what: "The address.", recipient: "Sam", recipientParty: Story.sam,
          way: "By letter", at: story.now, ground: .safety, reason: "They share a house.",
          passesContact: true)), by: Story.maya)
    #expect(story.subject.disclosures.count == 1)
  }

  // Carries: message.second-reader, C06.7
  @Test func `is asked of who was reported by a draft that another member has read`() throws {
    var story = try Self.story()
    try story.order(
      .writeDraft(
        .init(
          kind: .permissionQuestion, channel: Story.samsChannel, text: .plain("Would you talk?"),
          asks: .init(about: .facilitatedConversation))), by: Story.tom)
    let draft = story.last
    try story.order(
      .reviewDraft(.init(draft: draft, version: 1, isApproved: true)), by: Story.ada)
    try story.order(.sendDraft(.init(draft: draft)), by: Story.tom)
    story.arrives(
      .permission(.facilitatedConversation, isGiven: true, question: try Self.question(story)),
      from: Story.sam)
    #expect(story.subject.isPermitted(.facilitatedConversation, by: Story.sam))
  }

  // Carries: information.corroborated, information.informs, information.in-writing, information.advice-first, C07.1, C07.2, C07.3, C07.4, C07.6, C07.9, C07.10, E17.2
  @Test
  func `is not all: information for leaders is guarded, read, and in serious cases advised on`()
    throws
  {
    var story = try Self.story()
    try Self.knows(&story)
    try story.order(
      .recordSafety(.init(ongoing: .yes, danger: .yes, account: "A threat.")), by: Story.tom)
    try story.order(Self.informs(Self.guards), by: Story.tom)
    let draft = story.last
    #expect(story.subject.drafts.last?.guards == Self.guards)
    try story.order(
      .reviewDraft(.init(draft: draft, version: 1, isApproved: true)), by: Story.ada)
    #expect(story.subject.owesLegalAdvice)
    var waived = story
    try waived.order(
      .waiveLegalAdvice(.init(reason: "The board's counsel has seen it.")), by: Story.maya)
    try waived.order(.sendDraft(.init(draft: draft)), by: Story.tom)
    // One click is enough.
    try story.order(.askLegalAdvice(.init()), by: Story.maya)
    guard case .contactRecorded(let contact) = story.log.last?.event else {
      Issue.record("The advice is no contact.")
      return
    }
    #expect(contact.kind == .lawyer)
    try story.order(.sendDraft(.init(draft: draft)), by: Story.tom)
  }
}
