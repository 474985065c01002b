import Foundation
import Procedure
import Testing

struct IntakeTests {
  static func member(
    _ id: String, _ roles: String..., seat: Seat = .member
  ) -> MemberProfile {
    MemberProfile(
      id: MemberID(id), seat: seat, roles: roles.map { RoleID($0) }, fullName: "Name \(id)")
  }

  static let everybody = [
    member("ann", "chair"), member("ben", "vice-chair"), member("cyd", "member"),
    member("dee", "adviser"), member("eve", "board-member", seat: .board),
    member("fay", "board-member", seat: .board),
  ]

  struct Row: Sendable, CustomTestStringConvertible {
    let testDescription: String
    var policy = "django"
    var leftOut: [String] = []
    var named: [String] = []
    var chosen: [String] = []
    let members: [String]
    let board: [String]
  }

  static let rows = [
    Row(testDescription: "everybody who reads cases", members: ["ann", "ben", "cyd"], board: []),
    Row(
      testDescription: "one left out", leftOut: ["ann"], members: ["ben", "cyd"], board: []),
    Row(testDescription: "one named", named: ["cyd"], members: ["ann", "ben"], board: []),
    Row(testDescription: "one chair chosen", chosen: ["ben"], members: ["ben"], board: []),
    Row(
      testDescription: "a member chosen although the form offers chairs", chosen: ["cyd"],
      members: ["cyd"], board: []),
    Row(
      testDescription: "the chosen one is named", named: ["ben"], chosen: ["ben"], members: [],
      board: ["eve", "fay"]),
    Row(
      testDescription: "all chairs named", named: ["ann", "ben"], members: [],
      board: ["eve", "fay"]),
    Row(
      testDescription: "all chairs named, in Reset", policy: "reset", named: ["ann"],
      members: ["ben", "cyd", "dee"], board: []),
    Row(
      testDescription: "nobody left, one board member left out",
      leftOut: ["ann", "ben", "cyd", "eve"], members: [], board: ["fay"]),
    Row(
      testDescription: "nobody at all", leftOut: ["ann", "eve"], named: ["ben", "cyd", "fay"],
      members: [], board: []),
    Row(
      testDescription: "an adviser chosen alone", chosen: ["dee"], members: [],
      board: ["eve", "fay"]),
    Row(
      testDescription: "a stranger chosen", chosen: ["zoe"], members: [], board: ["eve", "fay"]),
  ]

  // Carries: G13.8, G13.10, G13.11, R03.2, E18.7, E18.8
  @Test(arguments: rows)
  func `a report reaches exactly these`(row: Row) throws {
    let candidates = Intake.candidates(
      members: Self.everybody, leftOut: row.leftOut.map { MemberID($0) },
      named: Dictionary(uniqueKeysWithValues: row.named.map { (MemberID($0), ["account"]) }),
      chosen: row.chosen.map { MemberID($0) }, policy: try ShippedPolicyTests.shipped(row.policy))
    switch candidates {
    case .members(let ids, _): #expect(ids.map(\.text) == row.members && row.board.isEmpty)
    case .board(let ids, _): #expect(ids.map(\.text) == row.board && row.members.isEmpty)
    case .recovery: #expect(row.members.isEmpty && row.board.isEmpty)
    }
    let keptOut = Set(
      candidates.keptOut.filter { $0.because != .notChosen }.map(\.member.text))
    #expect(keptOut == Set(row.leftOut + row.named))
    #expect(keptOut.isDisjoint(with: Set(candidates.asked.map(\.text))))
  }

  @Test func `no members and no board leave recovery`() throws {
    let policy = try ShippedPolicyTests.shipped("django")
    let candidates = Intake.candidates(
      members: [], leftOut: [], named: [:], chosen: [], policy: policy)
    #expect(candidates == .recovery(keptOut: []))
    let story = Story(policy: policy, candidates: candidates)
    #expect(story.subject.escalation?.because == .nobodyLeftAtIntake)
    #expect(story.subject.duties(at: story.now, under: policy).isEmpty)
  }

  @Test func `every field of the report is searched for members`() {
    let ann = MemberProfile(
      id: MemberID("ann"), fullName: "Annika Berg", emails: ["ann@example.org"])
    let fields: [(String, WritableKeyPath<Report, String>)] = [
      ("account", \.account), ("involved", \.involved), ("witnesses", \.witnesses),
      ("when", \.when), ("where", \.place), ("context", \.context), ("other", \.other),
      ("sensitivities", \.sensitivities), ("earlierReport", \.earlierReport),
    ]
    for (place, path) in fields {
      var report = Report(account: "x", source: .form)
      report[keyPath: path] = "It was Annika."
      #expect(Intake.named(in: report, profiles: [ann]) == [ann.id: [place]])
    }
    var report = Report(account: "x", source: .form)
    report.links = ["https://example.org/u/annika/posts"]
    report.files = [
      FileReference(
        id: FileID("f"), name: "berg.png", mediaType: "image/png", lengthBytes: 1, hash: "00")
    ]
    #expect(Intake.named(in: report, profiles: [ann]) == [ann.id: ["links", "files"]])
  }

  @Test func `sharing a given name with the reporter names nobody, being the reporter does`() {
    let ann = MemberProfile(
      id: MemberID("ann"), fullName: "Annika Berg", emails: ["ann@example.org"])
    var report = Report(account: "x", source: .form)
    report.contact.name = "Annika Holm"
    #expect(Intake.named(in: report, profiles: [ann]).isEmpty)
    report.contact.name = "Annika Berg"
    #expect(Intake.named(in: report, profiles: [ann]) == [ann.id: ["contact"]])
    report.contact = Report.Contact(email: "ANN@example.org")
    #expect(Intake.named(in: report, profiles: [ann]) == [ann.id: ["contact"]])
  }

  @Test func `the card shows names and nothing of the account`() throws {
    let policy = try ShippedPolicyTests.shipped("django")
    var report = Report(account: "He shouted.", source: .form)
    #expect(Intake.card(of: report, under: policy) == nil)
    report.involved =
      "Bo, @bo_b\n \nbo@example.org; " + String(repeating: "He said a lot. ", count: 9)
    report.witnesses = "Cy"
    report.contact.name = "Ann"
    #expect(
      Intake.card(of: report, under: policy)
        == Card(reported: ["Bo", "@bo_b", "bo@example.org"], witnesses: ["Cy"]))
    report.nameOnCard = true
    #expect(Intake.card(of: report, under: policy)?.reporter == "Ann")
  }

  // Carries: G13.8, R03.2, E18.8
  @Test func `direct reports are offered as the policy says`() throws {
    let offered = { (name: String) in
      Intake.offeredForDirectReports(
        members: Self.everybody, policy: try ShippedPolicyTests.shipped(name)
      ).map(\.id.text)
    }
    #expect(try offered("django") == ["ann", "ben"])
    #expect(try offered("reset") == ["ann", "ben", "cyd", "dee"])
  }

  @Test func `the opening events fold to the case they describe`() throws {
    let policy = try ShippedPolicyTests.shipped("django")
    var report = Report(account: "He shouted.", source: .mail)
    report.involved = "Bo"
    report.contact = Report.Contact(name: "Ann", email: "ann@example.org")
    let out = KeepingOut(member: Story.ada, because: .leftOutByReporter)
    let story = Story(
      policy: policy, report: report, candidates: .members([Story.maya], keptOut: [out]))
    let subject = story.subject
    #expect(subject.report == report)
    #expect(subject.reporter?.displayName == "Ann")
    #expect(subject.reporterChannel == Story.channel)
    #expect(subject.card?.reported == ["Bo"])
    #expect(subject.undeclared == [Story.maya])
    #expect(subject.standings[Story.ada]?.state == .keptOut(.leftOutByReporter))
    #expect(subject.log == story.log)
  }

  @Test func `a long text is searched in a time that grows with the text`() {
    let profiles = MentionsTests.profiles
    let sentence = "We talked about the release and nobody said anything bad that evening. "
    func seconds(_ count: Int) -> Duration {
      let text = String(repeating: sentence, count: count) + "Then Maya shouted."
      let clock = ContinuousClock()
      return clock.measure {
        #expect(Mentions.members(in: text, profiles: profiles).keys.map(\.text) == ["maya"])
      }
    }
    let short = seconds(100)
    let long = seconds(1_000)
    #expect(long < short * 40, "\(short) \(long)")
  }
}
