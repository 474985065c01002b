import Procedure

/// The steps of a case that many tests begin with.
extension Story {
  static let sam = PartyID("sam")
  static let samsChannel = ChannelID("sam")
  static let newcomer = MemberID("newcomer")
  static let boardMembers = ["b1", "b2", "b3"].map { MemberID($0) }
  /// A measure that no policy lists.
  static let talk = Measure(title: "A talk", makesSafer: "Everybody knows what is expected.")

  /// A case with so many members asked: Maya, Tom, Ada and others.
  init(policy: Policy, memberCount: Int) {
    let others = (3..<max(3, memberCount)).map { MemberID("m\($0)") }
    self.init(
      policy: policy, candidates: .members([Self.maya, Self.tom, Self.ada] + others, keptOut: []))
  }

  /// What the newest entry is called by.
  var last: Int { log.count - 1 }

  /// The proposal that was opened last, with the windows until now settled.
  var proposal: Proposal? { subject.advanced(to: now).proposals.last }

  /// Everybody is let in, the reporter answered, a reported person named.
  mutating func begin() throws {
    for member in subject.undeclared { try clear(member) }
    try order(.acknowledge(.init(kind: .needsDecision)), by: Self.maya)
    try order(
      .nameParty(.init(party: Self.sam, role: .reported, displayName: "Sam")), by: Self.maya)
    record(
      [.channelOpened(ChannelOpening(channel: Self.samsChannel, party: Self.sam))], by: .server)
  }

  mutating func find(types: [ViolationTypeID] = []) throws {
    for finding in [
      Finding.whatHappened("He shouted."), .violation(.yes, types: types, account: "It is."),
      .responsible([Self.sam], account: "He was."),
      .ongoing(.no, danger: .no, account: "It ended."),
    ] {
      try order(.recordFinding(finding), by: Self.tom)
    }
  }

  mutating func waiveHearing() throws {
    try order(
      .waiveHearing(.init(party: Self.sam, because: .safety, reason: "He threatened her.")),
      by: Self.maya)
  }

  /// Everything that a proposal needs; Maya is the shepherd.
  mutating func investigate() throws {
    try begin()
    try order(.acceptShepherding(.init()), by: Self.maya)
    try find()
    try waiveHearing()
  }

  @discardableResult
  mutating func propose(
    _ measures: [Measure] = [Story.talk], by member: MemberID = Story.maya, isSevere: Bool? = nil
  ) throws -> Int {
    try order(
      .propose(.init(subject: .resolution(measures), reasons: "It helps.", isSevere: isSevere)),
      by: member)
    return last
  }

  mutating func say(
    _ choice: Choice, on proposal: Int, by members: MemberID..., version: Int = 1
  ) throws {
    for member in members {
      let vote = Vote(
        proposal: proposal, version: version, choice: choice,
        reason: choice == .object ? "It is too much." : nil)
      try order(.vote(vote), by: member)
    }
  }

  /// A resolution that Maya, Tom and Ada agreed to.
  mutating func adopt(_ measures: [Measure] = [Story.talk]) throws -> Int {
    try investigate()
    let number = try propose(measures)
    try say(.agree, on: number, by: Self.tom, Self.ada)
    return number
  }

  mutating func consult(on proposal: Int, by member: MemberID = Story.maya) throws {
    try order(
      .recordConsultation(
        .init(
          proposal: proposal, party: Self.reporter, answer: .acceptable, account: "By phone.")),
      by: member)
  }

  mutating func enact(_ measures: [Measure] = [Story.talk]) throws -> Int {
    let number = try adopt(measures)
    try consult(on: number)
    try order(.enact(.init(proposal: number)), by: Self.maya)
    return number
  }

  /// The reporter is told first, where it is a task; the rest is done.
  mutating func completeTasks(by member: MemberID = Story.maya) throws {
    if subject.openTasks.contains(where: { $0.content.kind == .tellReporter }) {
      try tellDecision(by: member)
    }
    for task in subject.openTasks where task.content.kind == .tellReported {
      guard let party = task.content.party, subject.isReached(party) else { continue }
      let channel = subject.channels.first { $0.value == party }?.key
      try order(
        .writeDraft(.init(kind: .letter, channel: channel, text: .fourParts(Self.letter))),
        by: member)
      let draft = last
      let other = subject.handlers.first { $0 != member } ?? member
      try order(.reviewDraft(.init(draft: draft, version: 1, isApproved: true)), by: other)
      try order(.sendDraft(.init(draft: draft)), by: member)
    }
    for task in subject.openTasks {
      try order(.completeTask(.init(task: task.number, account: "Done.")), by: member)
    }
  }

  static let letter = LetterText.FourParts(
    behaviour: "You shouted.", impact: "Two people left.", expectedChange: "Speak calmly.",
    consequences: "If it happens again, you stay away.")

  /// Two handlers agree that the case is filed.
  mutating func file(_ reason: String = "They handle it.") throws {
    try order(.fileForRecord(.init(reason: reason)), by: Self.tom)
    try order(.fileForRecord(.init(reason: reason)), by: Self.maya)
  }

  mutating func tellDecision(by member: MemberID = Story.maya) throws {
    try order(
      .writeMessage(.init(channel: Self.channel, text: "This is decided.", kind: .decision)),
      by: member)
  }

  mutating func tellClosing() throws {
    try order(
      .writeMessage(.init(channel: Self.channel, text: "We close it.", kind: .closing)),
      by: Self.maya)
  }

  mutating func reportToBoard() throws {
    try order(.reportToBoard(.init(text: "What we did.")), by: Self.maya)
  }

  static let closing = Command.close(
    .init(outcome: .resolved, summary: "A quarrel.", actions: "A talk."))

  /// Maya acts at once; the number of the act.
  mutating func act() throws -> Int {
    try order(
      .actAtOnce(.init(ground: .ongoing, measures: [Self.talk], account: "I closed the thread.")),
      by: Self.maya)
    return last
  }

  /// The board has the case and its members have declared.
  mutating func giveToBoard() throws {
    record(
      [
        .membersAsked(Asking(members: Self.boardMembers, seat: .board)),
        .escalatedToBoard(Escalation(because: .handlersDecided, reason: "Ours is too small.")),
      ], by: .server)
    for member in Self.boardMembers { try clear(member) }
  }

  /// Tom writes a draft to Sam; its number.
  mutating func draft(_ text: LetterText = .plain("Hello."), kind: MessageKind = .update) throws
    -> Int
  {
    try order(
      .writeDraft(.init(kind: kind, channel: Self.samsChannel, text: text)), by: Self.tom)
    return last
  }

  /// Somebody is taken in later and declares.
  mutating func admit(_ seat: Seat) throws {
    try order(
      .admit(.init(member: Self.newcomer, reason: "They can help.", seat: seat)), by: Self.maya)
    try clear(Self.newcomer)
  }
}
