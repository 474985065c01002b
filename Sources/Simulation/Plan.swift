import Procedure

/// What somebody sets out to do at a time. What comes of it is decided when the time has come, by its own seed, so
/// that a step can be left out without changing what the others draw.
struct Step: Sendable {
  let number: Int
  /// Seconds since the beginning, by the clock that only runs.
  let atSeconds: Int64
  let act: Act
  let seed: UInt64
  /// When the power fails while it is done.
  var cut: PowerCut?

  enum Act: Sendable, Hashable {
    /// A report comes in, as this case.
    case report(Int)
    /// Whoever has this place in the group or on the board looks after a case.
    case visit(slot: Int, isBoard: Bool, case: Int)
    /// The reporter opens the channel with the receipt.
    case reporterReads(Int)
    /// The reporter or another party does something.
    case partyActs(Int)
    /// Whoever has this place leaves.
    case leave(slot: Int, isBoard: Bool)
    /// Somebody new takes an empty place.
    case join(slot: Int, isBoard: Bool)
    /// The power fails, and comes back.
    case powerCut
    /// The clock on the wall is moved, and stays there.
    case clockJump(seconds: Int64)
    /// Everything stored is verified without keys.
    case verification
    /// A year has passed: everything is looked at.
    case yearEnd
  }

  /// The case that it is about.
  var caseNumber: Int? {
    switch act {
    case .report(let number), .reporterReads(let number), .partyActs(let number),
      .visit(_, _, let number):
      number
    case .leave, .join, .powerCut, .clockJump, .verification, .yearEnd: nil
    }
  }
}

/// A failure of the power in one of the commits from a moment on. Whether that commit is kept is drawn here, since what is
/// written hangs on what the vault draws.
struct PowerCut: Sendable, Hashable {
  /// From 1.
  let commit: Int
  let isKept: Bool

  init(_ generator: inout SeededGenerator, commitsMax: Int) {
    commit = generator.number(in: 1...commitsMax)
    isKept = generator.chance(perThousand: 500)
  }
}

/// The years of one committee, drawn from its seed before they begin.
struct Plan: Sendable {
  let seed: UInt64
  let policyName: String
  let policy: Policy
  let years: Int
  let memberCount: Int
  let boardCount: Int
  var steps: [Step]

  private static let day: Int64 = 86_400
  private static let year: Int64 = 365 * day

  /// - Parameter chosen: what the committee goes by, with its name.
  init(
    seed: UInt64, policy chosen: (name: String, policy: Policy), years: Int, withFaults: Bool
  ) {
    self.seed = seed
    (policyName, policy) = chosen
    self.years = years
    var generator = SeededGenerator(seed: seed, "committee")
    memberCount = generator.number(in: 4...7)
    boardCount = generator.number(in: 2...4)
    var wanted: [(at: Int64, act: Step.Act)] = []
    var caseNumber = 0
    for year in 0..<years {
      let start = Int64(year) * Self.year
      for _ in 0..<generator.number(in: 4...7) {
        caseNumber += 1
        // No report in the last weeks of a committee, so that most stories are told to their end.
        let received = start + Int64(generator.number(below: Int(Self.year)))
        wanted += Self.life(
          ofCase: caseNumber, from: received, memberCount: memberCount, boardCount: boardCount,
          seed: seed)
      }
      for quarter in 1...4 {
        wanted.append((start + Int64(quarter) * Self.year / 4 - 7_200, .verification))
      }
      wanted.append((start + Self.year - 3_600, .yearEnd))
      wanted += Self.changes(
        from: start, memberCount: memberCount, boardCount: boardCount, &generator)
      if withFaults { wanted += Self.faults(from: start, &generator) }
    }
    let end = Int64(years) * Self.year
    let ordered = wanted.enumerated().filter { $0.element.at < end }
      .sorted { ($0.element.at, $0.offset) < ($1.element.at, $1.offset) }
    var steps: [Step] = []
    var last: Int64 = 0
    for (number, entry) in ordered.enumerated() {
      var own = SeededGenerator(seed: seed, "step", number)
      last = max(entry.element.at, last + SimulationLimits.stepSecondsMin)
      let isCut = withFaults && own.chance(perThousand: 6)
      steps.append(
        Step(
          number: number + 1, atSeconds: last, act: entry.element.act, seed: own.next(),
          cut: isCut
            ? PowerCut(&own, commitsMax: SimulationLimits.commitsToCutMax) : nil))
    }
    self.steps = steps
  }

  /// Who looks after a case, and when: often in the first days, now and then for months.
  private static func life(
    ofCase number: Int, from received: Int64, memberCount: Int, boardCount: Int, seed: UInt64
  ) -> [(at: Int64, act: Step.Act)] {
    var generator = SeededGenerator(seed: seed, "life", number)
    var acts: [(at: Int64, act: Step.Act)] = [(received, .report(number))]
    func later(_ days: ClosedRange<Int>, _ generator: inout SeededGenerator) -> Int64 {
      received
        + Int64(
          generator.number(
            in: days.lowerBound * Int(day)...days.upperBound * Int(day)))
    }
    let isLong = generator.chance(perThousand: 300)
    for slot in 0..<memberCount {
      acts.append(
        (
          received + Int64(generator.number(in: 600...150_000)),
          .visit(slot: slot, isBoard: false, case: number)
        ))
      for _ in 0..<generator.number(in: 3...6) {
        acts.append(
          (later(0...12, &generator), .visit(slot: slot, isBoard: false, case: number)))
      }
      for _ in 0..<generator.number(in: 2...(isLong ? 6 : 3)) {
        acts.append(
          (
            later(12...(isLong ? 300 : 60), &generator),
            .visit(slot: slot, isBoard: false, case: number)
          ))
      }
    }
    for slot in 0..<boardCount {
      for _ in 0..<generator.number(in: 2...4) {
        acts.append(
          (later(2...60, &generator), .visit(slot: slot, isBoard: true, case: number)))
      }
    }
    for _ in 0..<generator.number(in: 0...3) {
      acts.append((later(1...30, &generator), .reporterReads(number)))
    }
    for _ in 0..<generator.number(in: 0...3) {
      acts.append((later(1...60, &generator), .partyActs(number)))
    }
    return acts
  }

  private static func changes(
    from start: Int64, memberCount: Int, boardCount: Int, _ generator: inout SeededGenerator
  ) -> [(at: Int64, act: Step.Act)] {
    var acts: [(at: Int64, act: Step.Act)] = []
    for (isBoard, count) in [(false, memberCount), (true, boardCount)] {
      for slot in 0..<count where generator.chance(perThousand: 180) {
        let left = start + Int64(generator.number(below: Int(year)))
        acts.append((left, .leave(slot: slot, isBoard: isBoard)))
        acts.append(
          (
            left + Int64(generator.number(in: 1...60)) * day, .join(slot: slot, isBoard: isBoard)
          ))
      }
    }
    return acts
  }

  private static func faults(
    from start: Int64, _ generator: inout SeededGenerator
  ) -> [(at: Int64, act: Step.Act)] {
    var acts: [(at: Int64, act: Step.Act)] = []
    for _ in 0..<generator.number(in: 0...2) {
      acts.append((start + Int64(generator.number(below: Int(year))), .powerCut))
    }
    if generator.chance(perThousand: 500) {
      let at = start + Int64(generator.number(below: Int(year)))
      let seconds = Int64(generator.number(in: 1_200...4 * Int(day)))
      let ahead = generator.chance(perThousand: 500) ? seconds : -seconds
      // Somebody sets it right after a while.
      acts.append((at, .clockJump(seconds: ahead)))
      acts.append(
        (at + Int64(generator.number(in: 1...6)) * day, .clockJump(seconds: -ahead)))
    }
    return acts
  }
}
