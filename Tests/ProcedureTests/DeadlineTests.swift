import Procedure
import Testing

struct DeadlineTests {
  private func deadline(_ story: Story, _ id: String) -> Deadline? {
    story.subject.deadlines(under: story.policy).first { $0.id.text == id }
  }

  // Carries: G08.2, E06.2
  @Test
  func `the acknowledgement is due after half a day in Django and promised after a day in Reset`()
    throws
  {
    var django = Story(policy: try ShippedPolicyTests.shipped("django"))
    let due = try #require(deadline(django, "acknowledgement"))
    #expect(due.due == due.startedAt.adding(seconds: 43_200))
    #expect(due.remindAt == due.startedAt.adding(seconds: 43_200 - 14_400))
    #expect(due.state(at: due.due) == .running)
    #expect(due.state(at: due.due.adding(seconds: 1)) == .missed)
    try django.clear(Story.maya)
    django.wait(seconds: 50_000)
    try django.order(.acknowledge(.init(kind: .needsDecision)), by: Story.maya)
    let late = try #require(deadline(django, "acknowledgement"))
    #expect(late.state(at: django.now) == .metLate(django.now))
    #expect(deadline(django, "step-in")?.state(at: django.now) == .met(django.now))
    let reset = Story(policy: try ShippedPolicyTests.shipped("reset"))
    #expect(deadline(reset, "acknowledgement")?.kind == .promise)
    #expect(deadline(reset, "acknowledgement")?.due == reset.now.adding(seconds: 86_400))
    #expect(deadline(reset, "step-in") == nil)
  }

  // Carries: G10.1
  @Test func `only an answer in substance ends the week, or filing for the record`() throws {
    for ends in ["answer", "filed", "update"] {
      var story = Story(policy: try ShippedPolicyTests.shipped("django"))
      try story.clear(Story.maya)
      if ends == "filed" {
        try story.order(.acknowledge(.init(kind: .alreadyHandled)), by: Story.maya)
      } else {
        try story.order(
          .writeMessage(
            .init(channel: Story.channel, text: "x", kind: MessageKind(rawValue: ends))),
          by: Story.maya)
      }
      #expect((deadline(story, "first-answer")?.metAt != nil) == (ends != "update"), "\(ends)")
    }
  }

  @Test func `no answer is owed where no way leads to the reporter`() throws {
    var story = Story(policy: try ShippedPolicyTests.shipped("django"), hasChannel: false)
    try story.clear(Story.maya)
    try story.order(.acknowledge(.init(kind: .needsDecision)), by: Story.maya)
    #expect(deadline(story, "first-answer")?.metAt == story.now)
  }

  @Test func `a receipt by mail is due only where an address was given`() throws {
    let policy = try ShippedPolicyTests.shipped("django")
    #expect(deadline(Story(policy: policy), "receipt") == nil)
    var report = Report(account: "It happened.", source: .mail)
    report.contact.email = "ann@example.org"
    var story = Story(policy: policy, report: report)
    #expect(deadline(story, "receipt")?.state(at: story.now) == .running)
    story.record(
      [.messageSent(MessageSending(message: story.nextReference(), kind: .automaticReceipt))],
      by: .server)
    #expect(deadline(story, "receipt")?.metAt == story.now)
  }

  @Test func `danger starts the task to notify an agency, and either outcome ends it`() throws {
    for isNotified in [true, false] {
      var report = Report(account: "It happened.", source: .form)
      report.agencyUnknown = true
      var story = Story(policy: try ShippedPolicyTests.shipped("reset"), report: report)
      #expect(report.isUrgent)
      #expect(deadline(story, "agency")?.state(at: story.now) == .running)
      try story.clear(Story.maya)
      try story.order(
        isNotified
          ? .notifyAgency(.init(agency: "Police of Graz", how: "By phone at noon."))
          : .notifyNoAgency(.init(reason: "She has called them herself.")), by: Story.maya)
      #expect(deadline(story, "agency")?.metAt == story.now)
    }
  }

  // Carries: G08.3, E06.3
  @Test func `who writes again is owed a new answer, and writing twice does not put it off`() throws
  {
    var story = Story(policy: try ShippedPolicyTests.shipped("django"))
    try story.clear(Story.maya)
    #expect(deadline(story, "reply") == nil)
    story.reporterWrites()
    let first = story.now
    story.wait(seconds: 1_000)
    story.reporterWrites()
    #expect(deadline(story, "reply")?.startedAt == first)
    try story.order(.writeMessage(.init(channel: Story.channel, text: "We see.")), by: Story.maya)
    #expect(deadline(story, "reply")?.metAt == story.now)
    story.wait(seconds: 1_000)
    story.reporterWrites()
    #expect(deadline(story, "reply")?.startedAt == story.now)
    #expect(deadline(story, "reply")?.metAt == nil)
  }

  @Test func `the gate is met when the last one has declared and runs again for a newcomer`() throws
  {
    var story = Story(policy: try ShippedPolicyTests.shipped("django"))
    try story.clear(Story.maya, Story.tom)
    #expect(deadline(story, "gate")?.metAt == nil)
    try story.order(.declare(.init(conflict: true)), by: Story.ada)
    #expect(deadline(story, "gate")?.metAt == story.now)
    story.wait(seconds: 10)
    try story.order(.admit(.init(member: MemberID("new"), reason: "Joined.")), by: Story.maya)
    #expect(deadline(story, "gate")?.metAt == nil)
    #expect(deadline(story, "gate")?.startedAt == story.now)
  }

  @Test func `what is set aside has no deadlines until it is taken back`() throws {
    var story = Story(policy: try ShippedPolicyTests.shipped("django"))
    try story.clear(Story.maya)
    let before = story.subject.deadlines(under: story.policy)
    try story.order(
      .setAside(.init(reason: SetAsideReasonID("question"), note: "About the forum.")),
      by: Story.maya)
    #expect(story.subject.deadlines(under: story.policy).isEmpty)
    #expect(story.subject.phase == .setAside)
    try story.order(.takeBack(.init(reason: "It is a report after all.")), by: Story.maya)
    #expect(story.subject.deadlines(under: story.policy) == before)
  }

  @Test func `every word to the reporter begins the week until the next one`() throws {
    var story = Story(policy: try ShippedPolicyTests.shipped("django"))
    try story.clear(Story.maya)
    #expect(deadline(story, "progress") == nil)
    try story.order(.acknowledge(.init(kind: .needsDecision)), by: Story.maya)
    #expect(deadline(story, "progress")?.due == story.now.adding(seconds: 604_800))
    story.wait(seconds: 1_000)
    try story.order(
      .writeMessage(.init(channel: Story.channel, text: "Still at it.")), by: Story.maya)
    #expect(deadline(story, "progress")?.startedAt == story.now)
    #expect(deadline(story, "progress")?.metAt == nil)
  }
}
