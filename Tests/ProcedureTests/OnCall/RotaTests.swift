import Foundation
import Procedure
import Testing

/// A rota that is told things one after the other.
private struct Duties {
  let policy: Policy
  var rota = Rota()
  var now: Moment

  /// Monday 2 November 2026, 12:00 UTC.
  static let monday = Moment(secondsSince1970: 1_793_620_800)
  static let day: Int64 = 86_400

  init(_ members: Int, at now: Moment = Self.monday, policy: Policy? = nil) throws {
    self.policy = try policy ?? #require(try Policy.shipped(named: "django"))
    self.now = now
    for number in 0..<members { note(.joined(Self.member(number))) }
  }

  static func member(_ number: Int) -> MemberID { MemberID("m\(number)") }

  var rules: Policy.OnCall { policy.onCall }
  var thisWeek: Int { rules.week(at: now) }

  mutating func note(_ event: RotaEvent, by member: MemberID? = nil) {
    rota.apply(
      RecordedRotaEvent(sequence: rota.nextSequence, at: now, by: member, event: event))
  }

  mutating func perform(_ command: Rota.Command, by member: Int) throws {
    let event = try rota.decide(command, by: Self.member(member), at: now, under: policy)
    note(event, by: Self.member(member))
  }

  func refusal(_ command: Rota.Command, by member: Int) -> RuleID? {
    do {
      _ = try rota.decide(command, by: Self.member(member), at: now, under: policy)
      return nil
    } catch {
      return error.rule
    }
  }

  func pairs(_ count: Int) -> [[String?]] {
    rota.weeks(count, from: now, under: rules).map { [$0.primary?.text, $0.secondary?.text] }
  }

  func call(afterHours hours: Int64, among: [Int]) -> [String] {
    let since = now
    let call = rota.call(
      since: since, at: now.adding(seconds: hours * 3_600),
      among: Set(among.map(Self.member)), under: rules)
    return [call.stage.rawValue] + call.members.map(\.text)
  }
}

struct RotaTests {
  /// The rules that refuse here.
  static let rules: Set<RuleID> = [
    .onCallRotation, .swapOwnDuty, .swapNeedsConsent, .swapAnsweredOnce, .absenceIsAhead,
    .absenceIsTheirs,
  ]

  // Carries: H05.3
  @Test func `weeks begin on Monday noon UTC`() throws {
    let duties = try Duties(3)
    let week = duties.rota.week(
      duties.thisWeek, knownAt: duties.now, under: duties.rules)
    #expect(week.start == Duties.monday)
    #expect(week.end == Duties.monday.adding(seconds: 7 * Duties.day))
    #expect(duties.rules.week(at: Duties.monday.adding(seconds: -1)) == week.number - 1)
    #expect(duties.rules.week(at: Moment(secondsSince1970: 0)) == -1)
  }

  // Carries: H05.1, H05.2
  @Test func `members take turns, and the secondary is primary the week after`() throws {
    let duties = try Duties(3)
    #expect(
      duties.pairs(4) == [["m0", "m1"], ["m1", "m2"], ["m2", "m0"], ["m0", "m1"]])
    #expect(try Duties(1).pairs(1) == [["m0", nil]])
    #expect(try Duties(0).pairs(2) == [])
    #expect(
      try Duties(0).rota.standing(at: Duties.monday, under: duties.rules).primary == nil)
  }

  @Test func `who joins waits for the end of the line, who leaves is followed by the next`() throws
  {
    var duties = try Duties(3)
    duties.now = Duties.monday.adding(seconds: Duties.day)
    duties.note(.joined(Duties.member(3)))
    #expect(duties.pairs(4) == [["m0", "m1"], ["m1", "m2"], ["m2", "m0"], ["m0", "m3"]])
    duties.note(.left(Duties.member(0)))
    let standing = duties.rota.standing(at: duties.now, under: duties.rules)
    #expect(standing.week.primary == Duties.member(0))
    #expect([standing.primary?.text, standing.secondary?.text] == ["m1", "m2"])
    #expect(duties.pairs(3).dropFirst() == [["m1", "m2"], ["m2", "m3"]])
    #expect(
      duties.rota.events(toHold: [1, 3, 4].map(Duties.member)) == [
        .left(Duties.member(2)), .joined(Duties.member(4)),
      ])
  }

  // Carries: oncall.absence-ahead, oncall.own-absence, H05.1
  @Test func `who is away for a week is passed over and keeps their turn`() throws {
    var duties = try Duties(3)
    let next = Duties.monday.adding(seconds: 7 * Duties.day)
    try duties.perform(
      .enterAbsence(from: next, until: next.adding(seconds: 7 * Duties.day)), by: 1)
    #expect(duties.pairs(3) == [["m0", "m1"], ["m2", "m0"], ["m1", "m0"]])
    try duties.perform(.endAbsence(4), by: 1)
    #expect(duties.pairs(2) == [["m0", "m1"], ["m1", "m2"]])
    #expect(duties.refusal(.endAbsence(4), by: 1) == .absenceIsTheirs)
    try duties.perform(.enterAbsence(from: next, until: next.adding(seconds: 1)), by: 1)
    #expect(duties.refusal(.endAbsence(6), by: 2) == .absenceIsTheirs)
    let faults: [(Moment, Moment)] = [
      (next, next), (duties.now.adding(seconds: -9), duties.now.adding(seconds: -1)),
      (next, next.adding(seconds: 400 * Duties.day)),
      (next.adding(seconds: 400 * Duties.day), next.adding(seconds: 401 * Duties.day)),
    ]
    for (from, until) in faults {
      #expect(duties.refusal(.enterAbsence(from: from, until: until), by: 0) == .absenceIsAhead)
    }
  }

  // Carries: H05.8
  @Test func `the secondary inherits while the primary is away, and hands back`() throws {
    var duties = try Duties(3)
    duties.now = Duties.monday.adding(seconds: Duties.day)
    let back = duties.now.adding(seconds: Duties.day)
    try duties.perform(.enterAbsence(from: duties.now, until: back), by: 0)
    let standing = duties.rota.standing(at: duties.now, under: duties.rules)
    #expect([standing.primary?.text, standing.secondary?.text] == ["m1", "m2"])
    #expect(duties.pairs(1) == [["m0", "m1"]])
    #expect(duties.call(afterHours: 0, among: [0, 1, 2]) == ["primary", "m1"])
    #expect(
      duties.rota.standing(at: back, under: duties.rules).primary == Duties.member(0))
  }

  // Carries: oncall.swap-needs-consent, oncall.swap-answered-once, oncall.swap-own-duty, oncall.rotation, H05.5
  @Test func `a swap counts once the other member has agreed, and only between those two`() throws {
    var duties = try Duties(4)
    let next = duties.thisWeek + 1
    let mine = DutySlot(week: duties.thisWeek, duty: .primary)
    let theirs = DutySlot(week: next + 1, duty: .primary)
    let swap = Rota.Command.proposeSwap(with: Duties.member(2), gives: mine, takes: theirs)
    #expect(duties.refusal(swap, by: 1) == .swapOwnDuty)
    #expect(duties.refusal(swap, by: 9) == .onCallRotation)
    #expect(
      duties.refusal(.proposeSwap(with: Duties.member(0), gives: mine, takes: nil), by: 0)
        == .onCallRotation)
    #expect(
      duties.refusal(.proposeSwap(with: Duties.member(1), gives: mine, takes: nil), by: 0)
        == nil)
    try duties.perform(swap, by: 0)
    #expect(duties.pairs(3) == [["m0", "m1"], ["m1", "m2"], ["m2", "m3"]])
    for other in [0, 1, 3] {
      #expect(duties.refusal(.answerSwap(5, agreed: true), by: other) == .swapNeedsConsent)
    }
    #expect(duties.refusal(.withdrawSwap(5), by: 2) == .swapNeedsConsent)
    try duties.perform(.answerSwap(5, agreed: true), by: 2)
    #expect(duties.pairs(4) == [["m2", "m1"], ["m1", "m2"], ["m0", "m3"], ["m3", "m0"]])
    #expect(duties.refusal(.answerSwap(5, agreed: false), by: 2) == .swapAnsweredOnce)
    #expect(duties.refusal(.withdrawSwap(5), by: 0) == .swapAnsweredOnce)
    #expect(duties.refusal(.answerSwap(99, agreed: true), by: 2) == .swapAnsweredOnce)
    #expect(duties.refusal(swap, by: 0) == .swapOwnDuty)
  }

  // Carries: oncall.swap-own-duty, H05.5
  @Test func `a swap that time has overtaken cannot be agreed to, and one in a week exchanges`()
    throws
  {
    var duties = try Duties(3)
    let slot = { DutySlot(week: duties.thisWeek, duty: $0) }
    let (primary, secondary) = (slot(.primary), slot(.secondary))
    try duties.perform(
      .proposeSwap(with: Duties.member(1), gives: primary, takes: secondary), by: 0)
    var late = duties
    late.now = Duties.monday.adding(seconds: 8 * Duties.day)
    #expect(late.refusal(.answerSwap(4, agreed: true), by: 1) == .swapOwnDuty)
    #expect(late.refusal(.answerSwap(4, agreed: false), by: 1) == nil)
    #expect(!late.rota.isOpen(late.rota.swaps[0], at: late.now, under: late.policy))
    #expect(duties.rota.isOpen(duties.rota.swaps[0], at: duties.now, under: duties.policy))
    try duties.perform(.answerSwap(4, agreed: true), by: 1)
    #expect(duties.pairs(3) == [["m1", "m0"], ["m1", "m2"], ["m2", "m0"]])
  }

  // Carries: H05.6, H05.8, H05.9
  @Test func `a report calls the primary, then the secondary, then everybody who may know`() throws
  {
    let duties = try Duties(4)
    let rows: [(Int64, [Int], [String])] = [
      (0, [0, 1, 2, 3], ["primary", "m0"]),
      (5, [0, 1, 2, 3], ["primary", "m0"]),
      (6, [0, 1, 2, 3], ["secondary", "m0", "m1"]),
      (24, [0, 1, 3], ["everyone", "m0", "m1", "m3"]),
      (0, [1, 2, 3], ["secondary", "m1"]),
      (0, [0, 2, 3], ["primary", "m0"]),
      (6, [0, 2, 3], ["secondary", "m0"]),
      (0, [2, 3], ["everyone", "m2", "m3"]),
      (0, [], ["everyone"]),
    ]
    for (hours, eligible, expected) in rows {
      #expect(duties.call(afterHours: hours, among: eligible) == expected)
    }
    #expect(
      !duties.rules.mayAnyoneStepIn(
        since: duties.now, at: duties.now.adding(seconds: Duties.day - 1)))
    #expect(
      duties.rules.mayAnyoneStepIn(since: duties.now, at: duties.now.adding(seconds: Duties.day)))
  }

  /// Groups of 1 to 12 with random absences, swaps, joining and leaving.
  // Carries: H05.1, H05.2
  @Test(arguments: 1...12)
  func `every week has a primary and another secondary whenever two are there`(size: Int) throws {
    let policies = try ["django", "reset"].map { try #require(try Policy.shipped(named: $0)) }
    for seed in 0..<4 {
      var random = SeededGenerator(seed: UInt64(seed * 100 + size))
      var duties = try Duties(size, policy: policies[seed % 2])
      var began: [Int: [MemberID?]] = [:]
      for _ in 0..<50 {
        duties.now = duties.now.adding(seconds: Int64.random(in: 1...4 * 86_400, using: &random))
        let someone = Int.random(in: 0..<size, using: &random)
        let from = duties.now.adding(seconds: Int64.random(in: 0...30 * 86_400, using: &random))
        let until = from.adding(seconds: Int64.random(in: 1...20 * 86_400, using: &random))
        let slots = (0...1).map { _ in
          DutySlot(
            week: duties.thisWeek + Int.random(in: 0...3, using: &random),
            duty: Bool.random(using: &random) ? .primary : .secondary)
        }
        let command: Rota.Command =
          switch Int.random(in: 0..<5, using: &random) {
          case 0: .enterAbsence(from: from, until: until)
          case 1: .endAbsence(duties.rota.absences.randomElement(using: &random)?.number ?? 1)
          case 2, 3:
            .proposeSwap(
              with: Duties.member(Int.random(in: 0..<size, using: &random)), gives: slots[0],
              takes: Bool.random(using: &random) ? slots[1] : nil)
          default:
            .answerSwap(duties.rota.swaps.last?.number ?? 1, agreed: true)
          }
        let by =
          if case .answerSwap(let number, _) = command,
            let swap = duties.rota.swaps.first(where: { $0.number == number })
          { swap.with } else { Duties.member(someone) }
        let before = duties.rota
        do {
          let event = try duties.rota.decide(
            command, by: by, at: duties.now, under: duties.policy)
          duties.note(event, by: by)
          if case .swapAnswered(let number, true) = event {
            let swap = try #require(duties.rota.swaps.first { $0.number == number })
            for (slot, member) in [(swap.gives, swap.with)]
              + (swap.takes.map { [($0, swap.from)] } ?? [])
            {
              let week = duties.rota.week(slot.week, knownAt: duties.now, under: duties.rules)
              if week.holder(of: slot.duty) != member {
                Issue.record("seed \(seed): what was agreed does not stand")
              }
              began[slot.week] = nil
            }
          }
        } catch {
          if duties.rota != before { Issue.record("a refusal changed something") }
        }
        if Int.random(in: 0..<8, using: &random) == 0 {
          let here = duties.rota.members(at: duties.now).contains(Duties.member(someone))
          duties.note(
            here ? RotaEvent.left(Duties.member(someone)) : .joined(Duties.member(someone)))
        }
        for problem in problems(in: duties, &began) {
          Issue.record("seed \(seed), size \(size): \(problem)")
        }
      }
      let stored = try JSONEncoder().encode(duties.rota.log)
      let read = try JSONDecoder().decode([RecordedRotaEvent].self, from: stored)
      if Rota(folding: read) != duties.rota { Issue.record("what is stored folds otherwise") }
    }
  }

  /// What must never be, whatever happened.
  private func problems(in duties: Duties, _ began: inout [Int: [MemberID?]]) -> [String] {
    var problems: [String] = []
    let here = duties.rota.members(at: duties.now)
    let weeks = duties.rota.weeks(14, from: duties.now, under: duties.rules)
    for (place, week) in weeks.enumerated() {
      let pair = [week.primary, week.secondary].compactMap(\.self)
      if Set(pair).count != pair.count { problems.append("one member has both duties") }
      let away = here.filter { isAway($0, through: week, in: duties.rota) }
      if place > 0 {
        if !pair.allSatisfy(here.contains) { problems.append("somebody who has left has a duty") }
        if pair.contains(where: away.contains) { problems.append("somebody away has a duty") }
        let there = here.filter { !away.contains($0) }.count
        if pair.count != min(2, there) { problems.append("\(pair.count) of \(there) have duty") }
        if week.primary == nil, week.secondary != nil { problems.append("no primary") }
      }
    }
    // The week that has begun stays as it was, but for swaps; by now somebody may have left it.
    if let current = weeks.first {
      let pair = [current.primary, current.secondary]
      if let before = began[current.number], before != pair,
        !duties.rota.members(at: current.start).isEmpty, before.contains(where: { $0 != nil })
      {
        problems.append("a week that had begun was planned anew: \(before) \(pair)")
      }
      began[current.number] = pair
    }
    let standing = duties.rota.standing(at: duties.now, under: duties.rules)
    let present = here.filter { !duties.rota.isAway($0, at: duties.now) }
    let answering = [standing.primary, standing.secondary].compactMap(\.self)
    if answering.count != min(2, present.count) || Set(answering).count != answering.count
      || !answering.allSatisfy(present.contains)
    {
      problems.append("who answers now is not who is there")
    }
    return problems
  }

  /// Whether absences cover a week, one after the other.
  private func isAway(_ member: MemberID, through week: DutyWeek, in rota: Rota) -> Bool {
    var covered = week.start
    for absence in rota.absences.filter({ $0.member == member }).sorted(by: { $0.from < $1.from })
    where absence.from <= covered {
      covered = max(covered, min(absence.until, absence.endedAt ?? absence.until))
    }
    return covered >= week.end
  }
}
