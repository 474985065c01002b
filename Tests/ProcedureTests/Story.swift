import Procedure

/// A case told step by step, for tests: the real rules, a clock of its own, places for messages.
struct Story {
  let policy: Policy
  private(set) var log: [RecordedEvent] = []
  private(set) var now = Moment(secondsSince1970: 1_790_000_000)
  private var nextMessage = 1

  static let reporter = PartyID("reporter")
  static let channel = ChannelID("channel")
  static let maya = MemberID("maya")
  static let tom = MemberID("tom")
  static let ada = MemberID("ada")
  static let board = MemberID("board")

  /// A case with Maya, Tom and Ada asked.
  init(
    policy: Policy, report: Report? = nil, candidates: CandidateSet? = nil, hasChannel: Bool = true
  ) {
    self.policy = policy
    subject = Case(folding: [], under: policy)
    let events = Intake.openingEvents(
      report: report ?? Report(account: "It happened.", source: .form),
      candidates: candidates ?? .members([Self.maya, Self.tom, Self.ada], keptOut: []),
      reporter: Self.reporter, channel: hasChannel ? Self.channel : nil, under: policy)
    record(events, by: .form)
  }

  /// The case as its log tells it, folded as it grows.
  private(set) var subject: Case

  mutating func record(_ events: [Event], by actor: Actor) {
    for event in events {
      let recorded = RecordedEvent(sequence: log.count, at: now, by: actor, event: event)
      log.append(recorded)
      subject.fold(recorded)
    }
  }

  mutating func wait(seconds: Int64) { now = now.adding(seconds: seconds) }

  /// A command by a member, with places for messages as Casework sets them.
  mutating func order(_ command: Command, by member: MemberID) throws(Refusal) {
    try order(command, as: .member(member))
  }

  mutating func order(_ command: Command, as actor: Actor) throws(Refusal) {
    let placed = withPlaces(command)
    let events = try subject.decide(placed, by: actor, at: now, under: policy)
    record(events, by: actor)
  }

  mutating func clear(_ members: MemberID...) throws(Refusal) {
    for member in members { try order(.declare(.init(conflict: false)), by: member) }
  }

  mutating func reporterWrites() {
    record(
      [.messageArrived(MessageArrival(message: nextReference(), from: Self.reporter))],
      by: .party(Self.reporter))
  }

  mutating func nextReference(in channel: ChannelID = Story.channel) -> MessageReference {
    nextMessage += 1
    return MessageReference(channel: channel, sequence: nextMessage)
  }

  private mutating func withPlaces(_ command: Command) -> Command {
    switch command {
    case .acknowledge(var letter):
      if let channel = subject.reporterChannel { letter.message = nextReference(in: channel) }
      return .acknowledge(letter)
    case .writeMessage(var message):
      message.message = nextReference(in: message.channel)
      return .writeMessage(message)
    case .placeMail(var placing):
      placing.placedAs = nextReference(in: placing.channel)
      return .placeMail(placing)
    case .introduceShepherd(var letter):
      letter.message = subject.reporterChannel.map { nextReference(in: $0) }
      return .introduceShepherd(letter)
    case .askAboutRetaliation(var letter):
      letter.message = subject.reporterChannel.map { nextReference(in: $0) }
      return .askAboutRetaliation(letter)
    case .announceDelay(var delay):
      delay.message = subject.reporterChannel.map { nextReference(in: $0) }
      return .announceDelay(delay)
    case .sendEmergencyNotice(var notice):
      notice.message = nextReference(in: notice.channel)
      return .sendEmergencyNotice(notice)
    case .sendDraft(var sending):
      let channel = subject.drafts.first { $0.number == sending.draft }?.channel
      sending.message = channel.map { nextReference(in: $0) }
      return .sendDraft(sending)
    case .openChannel(var request):
      request.channel = request.channel ?? ChannelID(request.party.text)
      return .openChannel(request)
    case .askPermission(var asking):
      let channel = subject.channels.first { $0.value == asking.party }?.key
      asking.message = channel.map { nextReference(in: $0) }
      return .askPermission(asking)
    case .consult(var consulting):
      let channel = subject.channels.first { $0.value == consulting.party }?.key
      consulting.message = channel.map { nextReference(in: $0) }
      return .consult(consulting)
    default: return command
    }
  }
}
