import Foundation
import Procedure
import Testing

/// Random stories: whatever is asked for in whatever order, the rules hold.
struct PropertyTests {
  static let members = [Story.maya, Story.tom, Story.ada, Story.board, MemberID("stranger")]

  static func command(_ random: inout SeededGenerator, _ story: Story) -> Command {
    func pick<Element>(_ elements: [Element]) -> Element {
      elements[Int.random(in: 0..<elements.count, using: &random)]
    }
    let text = pick([
      "A text.", "Words.", "Another.", "א\u{202E}b", "", " ", "\0",
      String(repeating: "x", count: 4_001),
    ])
    let member = pick(members)
    let party = pick(story.subject.parties.map(\.id) + [PartyID("new\(story.log.count)")])
    let channel = pick(Array(story.subject.channels.keys).sorted() + [ChannelID("other")])
    let mail =
      pick(story.subject.mailsAside.map(\.mail) + [MessageReference(channel: channel, sequence: 1)])
    let subject = story.subject
    let offered = members.flatMap { member in
      subject.availableCommands(for: .member(member), at: story.now, under: story.policy)
        .filter(\.isAvailable).map(\.command)
    }
    let names = pick([offered, offered, []])
    switch names.isEmpty ? pick(Command.Name.allCases) : pick(names) {
    case .declare:
      return .declare(
        .init(
          conflict: pick([true, false, false, false, false, false]),
          ground: pick([nil, GroundID("employer"), GroundID("weather")]), note: pick([nil, text])))
    case .admit: return .admit(.init(member: member, reason: text))
    case .holdBack: return .holdBack(.init(member: member, reason: text))
    case .clearNamedMember: return .clearNamedMember(.init(member: member, reason: text))
    case .writeCard: return .writeCard(.init(reported: [text], witnesses: []))
    case .nameParty:
      return .nameParty(
        .init(party: party, role: pick(PartyRole.allCases), displayName: text, names: [text]))
    case .correctParty:
      return .correctParty(
        .init(party: party, role: pick(PartyRole.allCases), displayName: "D", reason: text))
    case .linkPerson:
      return .linkPerson(.init(party: party, person: pick([PersonID("d1"), PersonID("d2")])))
    case .escalateToBoard: return .escalateToBoard(.init(reason: text))
    case .acknowledge:
      return .acknowledge(.init(kind: pick(AcknowledgementKind.allCases), text: pick([nil, text])))
    case .writeMessage:
      return .writeMessage(
        .init(channel: channel, text: text, kind: pick([nil] + MessageKind.allCases)))
    case .placeMail: return .placeMail(.init(mail: mail, channel: channel))
    case .writeNote: return .writeNote(.init(text: text))
    case .correctNote:
      return .correctNote(
        .init(note: Int.random(in: 0...story.log.count, using: &random), text: text))
    case .setAside:
      return .setAside(.init(reason: SetAsideReasonID(pick(["spam", "boring"])), note: text))
    case .takeBack: return .takeBack(.init(reason: text))
    case .notifyAgency: return .notifyAgency(.init(agency: text, how: text))
    case .notifyNoAgency: return .notifyNoAgency(.init(reason: text))
    case let other: return RandomSteps.command(other, &random, story, text)
    }
  }

  /// Some stories begin later in the procedure.
  static func begin(_ story: inout Story, _ round: Int) throws {
    switch round % 6 {
    case 1: try story.begin()
    case 2: try story.investigate()
    case 3: _ = try story.adopt()
    case 4: _ = try story.enact()
    case 5:
      try story.investigate()
      try story.giveToBoard()
    default: break
    }
  }

  /// What happens without a command: time, mail, the server's duties.
  static func somethingHappens(_ random: inout SeededGenerator, _ story: inout Story) {
    switch Int.random(in: 0..<9, using: &random) {
    case 0: story.wait(seconds: Int64.random(in: 0...100_000, using: &random))
    case 1: story.reporterWrites()
    case 2:
      let mail = story.nextReference(in: ChannelID("arrivals"))
      story.record([.mailPutAside(MailAside(mail: mail, because: .unreadable))], by: .server)
    case 3:
      let message = story.nextReference()
      let member = members[Int.random(in: 0..<members.count, using: &random)]
      story.record(
        [.memberKeptOut(KeepingOut(member: member, because: .namedInLaterMessage(message)))],
        by: .server)
    case 4:
      story.record(story.subject.duties(at: story.now, under: story.policy), by: .server)
      let board = MemberProfile(id: Story.board, seat: .board, fullName: "Bo")
      let asked = story.subject.boardToAsk(among: [board])
      if !asked.isEmpty {
        story.record([.membersAsked(Asking(members: asked, seat: .board))], by: .server)
      }
    case 5: story.wait(seconds: -Int64.random(in: 0...5_000, using: &random))
    case 6: RandomSteps.partyAnswers(&random, &story)
    case 7:
      let member = members[Int.random(in: 0..<members.count, using: &random)]
      if Int.random(in: 0..<8, using: &random) == 0 {
        story.record([.memberLeft(Release(member: member))], by: .server)
      } else if member == Story.board {
        story.record([.oversightRequested(.init(reason: "R."))], by: .boardMember(member))
      }
    default:
      story.record([.releasedBySilence(Release(member: MemberID("stranger")))], by: .server)
    }
  }

  // Carries: E01.1
  @Test(arguments: Policy.shippedNames)
  func `random stories keep the rules`(name: String) throws {
    let policy = try ShippedPolicyTests.shipped(name)
    var random = SeededGenerator(seed: 20_261_121)
    var accepted = 0
    var refused: [RuleID: Int] = [:]
    for round in 0..<60 {
      var report = Report(account: "It happened.", source: .form)
      report.agencyUnknown = Bool.random(using: &random)
      var story = Story(
        policy: policy, report: report, hasChannel: Int.random(in: 0..<4, using: &random) > 0)
      try Self.begin(&story, round)
      for _ in 0..<50 {
        if Int.random(in: 0..<4, using: &random) == 0 {
          Self.somethingHappens(&random, &story)
          continue
        }
        let command = Self.command(&random, story)
        let before = story.subject
        let likely = before.handlers.isEmpty ? Self.members : before.handlers + [Story.tom]
        let member = likely[Int.random(in: 0..<likely.count, using: &random)]
        let log = story.log
        let available = before.availableCommands(
          for: .member(member), at: story.now, under: policy)
        do throws(Refusal) {
          try story.order(command, by: member)
          accepted += 1
          let isOffered =
            available.contains { $0.command == command.name && $0.isAvailable }
            || RandomSteps.acceptedUnoffered.contains(command.name)
          #expect(isOffered, "\(command.name) was accepted and not offered")
          #expect(before.mayRead(.member(member)) || command.name == .declare)
          #expect(before.phase != .setAside || command.name == .takeBack)
          try holds(story, before: before, command)
        } catch {
          refused[error.rule, default: 0] += 1
          #expect(story.log == log)
          #expect(error.citation == policy.citations[error.rule])
        }
      }
      #expect(story.subject.duties(at: story.now, under: policy).count <= 1)
    }
    #expect(accepted > 400)
    #expect(refused.count >= 12, "\(refused)")
  }

  /// What holds after every accepted command; a broken one is recorded, never thrown.
  private func holds(_ story: Story, before: Case, _ command: Command) throws(Refusal) {
    let after = story.subject
    #expect(after.log.count > before.log.count)
    // What was decided changes the case: events that do not fold are events that should not be.
    let maySayTheSame = RandomSteps.maySayTheSame
    #expect(
      Self.shown(after) != Self.shown(before) || maySayTheSame.contains(command.name),
      "\(command.name)")
    // Folding one by one, as the story did, and folding all at once are the same.
    if story.log.count % 5 == 0 {
      #expect(Self.shown(Case(folding: story.log, under: story.policy)) == Self.shown(after))
    }
    // Stored and read back, it is the same case.
    for recorded in story.log.suffix(2) {
      do {
        let text = try EventFormTests.encoded(recorded)
        #expect(try EventFormTests.decoded(text, as: RecordedEvent.self) == recorded)
      } catch { Issue.record("\(error)") }
    }
    for deadline in after.deadlines(under: story.policy) {
      #expect(deadline.due <= deadline.alarmAt)
    }
    var moments = [story.now]
    for prospect in after.prospects(after: story.now) {
      #expect(prospect.at >= moments.last ?? prospect.at)
      moments.append(prospect.at)
    }
  }

  static func shown(_ subject: Case) -> String {
    let standings = subject.standings.sorted { $0.key < $1.key }.map { "\($0.key) \($0.value)" }
    // The first of two words changes nothing else yet.
    let wanted = subject.wanted.map { "\($0.key) \($0.value)" }.sorted()
    return
      "\(subject.phase) \(standings) \(wanted) \(subject.parties) \(subject.linkedPersons) \(subject.persons.keys.sorted()) \(subject.messages) \(subject.notes) \(subject.mailsAside) \(String(describing: subject.card)) \(subject.agency) \(String(describing: subject.escalation))"
      + RandomSteps.shown(subject)
  }
}
