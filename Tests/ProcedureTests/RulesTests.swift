import Foundation
import Procedure
import Testing

/// What has to be refused: how the case came there, who asks for what, and which rule says no.
struct RefusalRow: Sendable, CustomTestStringConvertible {
  let testDescription: String
  let rule: RuleID
  let command: Command
  let actor: Actor
  let before: @Sendable (inout Story) throws -> Void

  init(
    _ rule: RuleID, _ description: String, _ command: Command,
    by actor: Actor = .member(Story.maya),
    after before: @escaping @Sendable (inout Story) throws -> Void = { try $0.clear(Story.maya) }
  ) {
    self.rule = rule
    testDescription = description
    self.command = command
    self.actor = actor
    self.before = before
  }
}

struct RulesTests {
  static let note = Command.writeNote(.init(text: "A note."))
  static let aside = MessageReference(channel: ChannelID("arrivals"), sequence: 9)

  static let rows: [RefusalRow] = [
    RefusalRow(.declareFirst, "a note before declaring", note, after: { _ in }),
    RefusalRow(
      .declareFirst, "admitting before declaring", .admit(.init(member: Story.tom, reason: "x")),
      after: { _ in }),
    RefusalRow(
      .declareOnce, "no conflict twice", .declare(.init(conflict: false))),
    RefusalRow(
      .declareOnce, "no conflict after a conflict", .declare(.init(conflict: false)),
      after: { try $0.order(.declare(.init(conflict: true)), by: Story.maya) }),
    RefusalRow(
      .groundIsKnown, "a ground the policy does not know",
      .declare(.init(conflict: true, ground: GroundID("weather"))), after: { _ in }),
    RefusalRow(
      .textFits, "a conflict with a note that is too long",
      .declare(.init(conflict: true, note: String(repeating: "a", count: 5_000))),
      after: { _ in }),
    RefusalRow(
      .handlersOnly, "a note after a conflict", note,
      after: {
        try $0.clear(Story.tom)
        try $0.order(.declare(.init(conflict: true)), by: Story.maya)
      }),
    RefusalRow(
      .handlersOnly, "a member who was never asked", note, by: .member(MemberID("stranger"))),
    RefusalRow(
      .handlersOnly, "declaring without being asked", .declare(.init(conflict: false)),
      by: .member(MemberID("stranger"))),
    RefusalRow(.handlersOnly, "the server", note, by: .server),
    RefusalRow(.handlersOnly, "the reporter", note, by: .party(Story.reporter)),
    RefusalRow(.handlersOnly, "somebody by mail", note, by: .mail),
    RefusalRow(
      .handlersOnly, "a declaration by the form", .declare(.init(conflict: false)), by: .form),
    RefusalRow(
      .handlersOnly, "a handler whom a later message names", note,
      after: {
        try $0.clear(Story.maya, Story.tom)
        $0.record(
          [
            .memberKeptOut(
              KeepingOut(
                member: Story.maya,
                because: .namedInLaterMessage(MessageReference(channel: Story.channel, sequence: 5))
              ))
          ], by: .server)
      }),
    RefusalRow(
      .admitByAnother, "admitting oneself", .admit(.init(member: Story.maya, reason: "I am fine."))),
    RefusalRow(
      .admitByAnother, "admitting who is asked", .admit(.init(member: Story.tom, reason: "x"))),
    RefusalRow(
      .admitByAnother, "clearing who is not held back",
      .clearNamedMember(.init(member: Story.tom, reason: "x"))),
    RefusalRow(
      .reasonIsGiven, "admitting without a reason",
      .admit(.init(member: MemberID("new"), reason: " \n"))),
    RefusalRow(
      .acknowledgeOnce, "acknowledging twice", .acknowledge(.init(kind: .needsDecision)),
      after: {
        try $0.clear(Story.maya, Story.tom)
        try $0.order(.acknowledge(.init(kind: .needsDecision)), by: Story.tom)
      }),
    RefusalRow(
      .acknowledgeOnce, "a message that calls itself an acknowledgement",
      .writeMessage(.init(channel: Story.channel, text: "x", kind: .acknowledgement))),
    RefusalRow(
      .setAsideRests, "a note while set aside", note,
      after: {
        try $0.clear(Story.maya)
        try $0.order(.setAside(.init(reason: SetAsideReasonID("spam"))), by: Story.maya)
      }),
    RefusalRow(
      .setAsideRests, "declaring while set aside", .declare(.init(conflict: false)),
      by: .member(Story.tom),
      after: {
        try $0.clear(Story.maya)
        try $0.order(.setAside(.init(reason: SetAsideReasonID("spam"))), by: Story.maya)
      }),
    RefusalRow(
      .setAsideRests, "taking back what is not set aside", .takeBack(.init(reason: "It is real."))),
    RefusalRow(
      .reasonIsGiven, "setting aside for an unknown reason",
      .setAside(.init(reason: SetAsideReasonID("boring")))),
    RefusalRow(
      .reasonIsGiven, "taking back without a reason", .takeBack(.init(reason: "")),
      after: {
        try $0.clear(Story.maya)
        try $0.order(.setAside(.init(reason: SetAsideReasonID("spam"))), by: Story.maya)
      }),
    RefusalRow(
      .setAsideBeforeAnswer, "setting aside after the answer",
      .setAside(.init(reason: SetAsideReasonID("spam"))),
      after: {
        try $0.clear(Story.maya)
        try $0.order(.acknowledge(.init(kind: .needsDecision)), by: Story.maya)
      }),
    RefusalRow(
      .filedRests, "escalating what is filed", .escalateToBoard(.init(reason: "x")),
      after: {
        try $0.clear(Story.maya)
        try $0.order(.acknowledge(.init(kind: .alreadyHandled)), by: Story.maya)
      }),
    RefusalRow(.textFits, "an empty note", .writeNote(.init(text: " \n\t "))),
    RefusalRow(
      .textFits, "a note that is too long",
      .writeNote(.init(text: String(repeating: "a", count: 100_001)))),
    RefusalRow(.textFits, "a note with NUL", .writeNote(.init(text: "a\0b"))),
    RefusalRow(
      .textFits, "an empty message", .writeMessage(.init(channel: Story.channel, text: ""))),
    RefusalRow(
      .textFits, "an acknowledgement that is too long",
      .acknowledge(.init(kind: .needsDecision, text: String(repeating: "a", count: 100_001)))),
    RefusalRow(
      .textFits, "a card with an empty name", .writeCard(.init(reported: [""], witnesses: []))),
    RefusalRow(
      .textFits, "a card with too many names",
      .writeCard(.init(reported: Array(repeating: "a", count: 201), witnesses: []))),
    RefusalRow(
      .channelIsKnown, "a message into another case's channel",
      .writeMessage(.init(channel: ChannelID("elsewhere"), text: "x"))),
    RefusalRow(
      .secondReader, "a message to a witness without a second reader",
      .writeMessage(.init(channel: ChannelID("witness"), text: "x")),
      after: {
        try $0.clear(Story.maya)
        try $0.order(
          .nameParty(.init(party: PartyID("w"), role: .witness, displayName: "W")), by: Story.maya)
        $0.record(
          [
            .channelOpened(ChannelOpening(channel: ChannelID("witness"), party: PartyID("w")))
          ], by: .server)
      }),
    RefusalRow(
      .partyIsKnown, "naming a party without an id",
      .nameParty(.init(party: nil, role: .witness, displayName: "W"))),
    RefusalRow(
      .partyIsKnown, "naming a party twice",
      .nameParty(.init(party: Story.reporter, role: .witness, displayName: "W"))),
    RefusalRow(
      .partyIsKnown, "correcting an unknown party",
      .correctParty(
        .init(party: PartyID("w"), role: .witness, displayName: "W", reason: "A slip."))),
    RefusalRow(
      .reasonIsGiven, "correcting a party without a reason",
      .correctParty(
        .init(party: Story.reporter, role: .reporter, displayName: "R", reason: ""))),
    RefusalRow(
      .partyIsKnown, "linking an unknown party",
      .linkPerson(.init(party: PartyID("w"), person: PersonID("d")))),
    RefusalRow(
      .onlyReportedPersons, "keeping the reporter in mind across cases",
      .linkPerson(.init(party: Story.reporter, person: PersonID("d")))),
    RefusalRow(
      .noteIsKnown, "correcting an unknown note", .correctNote(.init(note: 77, text: "x"))),
    RefusalRow(
      .agencyTask, "recording that nobody was notified when nobody asked",
      .notifyNoAgency(.init(reason: "No need."))),
    RefusalRow(
      .agencyTask, "notifying twice", .notifyAgency(.init(agency: "Police", how: "By phone.")),
      after: {
        try $0.clear(Story.maya)
        try $0.order(
          .notifyAgency(.init(agency: "Police", how: "By phone.")), by: Story.maya)
      }),
    RefusalRow(
      .escalateOnce, "escalating twice", .escalateToBoard(.init(reason: "x")),
      after: {
        try $0.clear(Story.maya)
        try $0.order(.escalateToBoard(.init(reason: "x")), by: Story.maya)
      }),
    RefusalRow(
      .mailIsPlacedOnce, "placing when no mail waits",
      .placeMail(.init(mail: aside, channel: Story.channel))),
    RefusalRow(
      .mailIsPlacedOnce, "placing a mail that does not wait",
      .placeMail(
        .init(
          mail: MessageReference(channel: ChannelID("arrivals"), sequence: 8),
          channel: Story.channel)),
      after: {
        try $0.clear(Story.maya)
        $0.record(
          [.mailPutAside(MailAside(mail: aside, because: .senderNotKnown))], by: .server)
      }),
  ]

  @Test(arguments: rows)
  func `a rule refuses, cites its clause, and the log stays as it was`(row: RefusalRow) throws {
    for name in Policy.shippedNames {
      var story = Story(policy: try ShippedPolicyTests.shipped(name))
      try row.before(&story)
      let log = story.log
      let refusal = try #require(throws: Refusal.self) {
        try story.order(row.command, as: row.actor)
      }
      #expect(refusal.rule == row.rule, "\(refusal)")
      #expect(refusal.citation == story.policy.citations[row.rule])
      #expect(!refusal.sentence.isEmpty && !refusal.wayOut.isEmpty)
      #expect(story.log == log)
    }
  }

  // Carries: answer.reaches-the-reporter
  @Test func `an acknowledgement reaches the reporter or says that nothing does`() throws {
    let policy = try ShippedPolicyTests.shipped("django")
    var story = Story(policy: policy)
    try story.clear(Story.maya)
    for message in [nil, MessageReference(channel: ChannelID("other"), sequence: 1)] {
      let command = Command.acknowledge(.init(kind: .needsDecision, message: message))
      let refusal = try #require(throws: Refusal.self) {
        try story.subject.decide(
          command, by: .member(Story.maya), at: story.now, under: policy)
      }
      #expect(refusal.rule == .acknowledgementArrives)
    }
    var told = Story(policy: policy, hasChannel: false)
    try told.clear(Story.maya)
    try told.order(.acknowledge(.init(kind: .needsDecision)), by: Story.maya)
    #expect(told.subject.acknowledgement?.message == nil)
    #expect(told.subject.phase == .open)
    #expect(told.subject.messages.isEmpty)
  }

  // Carries: message.channel-is-known
  @Test func `a message lies in the conversation it is written to`() throws {
    var story = Story(policy: try ShippedPolicyTests.shipped("django"))
    try story.clear(Story.maya)
    let elsewhere = MessageReference(channel: ChannelID("elsewhere"), sequence: 1)
    for place in [nil, elsewhere] {
      let refusal = try #require(throws: Refusal.self) {
        try story.subject.decide(
          .writeMessage(.init(channel: Story.channel, text: "x", message: place)),
          by: .member(Story.maya), at: story.now, under: story.policy)
      }
      #expect(refusal.rule == .channelIsKnown)
    }
  }

  // Carries: safety.agency-task, G01.6
  @Test func `danger has to be settled before a case is filed`() throws {
    var report = Report(account: "He has a knife.", source: .form)
    report.danger = .yes
    var story = Story(policy: try ShippedPolicyTests.shipped("django"), report: report)
    try story.clear(Story.maya)
    let refusal = try #require(throws: Refusal.self) {
      try story.order(.acknowledge(.init(kind: .alreadyHandled)), by: Story.maya)
    }
    #expect(refusal.rule == .agencyTask)
    try story.order(.notifyNoAgency(.init(reason: "The police are there.")), by: Story.maya)
    try story.order(
      .recordSafety(.init(ongoing: .no, danger: .no, account: "They took him along.")),
      by: Story.maya)
    try story.order(.acknowledge(.init(kind: .alreadyHandled)), by: Story.maya)
    #expect(story.subject.phase == .filed)
  }
}
