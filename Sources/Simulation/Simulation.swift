package import Procedure

/// What a simulation is asked to do.
package struct SimulationOptions: Sendable {
  package var years: Int
  package var seed: UInt64
  /// The policies by turns, with their names.
  package var policies: [(name: String, policy: Policy)]
  /// The program that reads foreign mail in a process of its own.
  package var mailParser: String
  package var withFaults = true
  package var committeesAtOnce = 1
  /// Only so many steps of each committee are lived through; nil for all.
  package var stepsMax: Int?

  package init(
    years: Int, seed: UInt64, policies: [(name: String, policy: Policy)], mailParser: String
  ) {
    self.years = years
    self.seed = seed
    self.policies = policies
    self.mailParser = mailParser
  }
}

/// An invariant that did not hold, with the shortest story that was found for it.
package struct BrokenInvariant: Sendable, Codable, Hashable {
  package let invariant: String
  package let sentence: String
  package let caseNumber: Int?
  /// The number of the committee whose story it is.
  package let committee: Int
  /// How many steps of the plan were left in the shortest story, and how many there were before.
  package let stepsLeft: Int
  package let stepsBefore: Int
  package let story: [Story.Line]
}

/// What one committee lived through.
package struct CommitteeLife: Sendable {
  /// From 1.
  package let number: Int
  package let policyName: String
  package let years: Int
  package let story: Story
  package let tally: Tally
  package let broken: BrokenInvariant?
}

/// Invented committees live through years in virtual time on the real thing.
package enum Simulation {
  /// Lets committees live until so many years have passed for them together; ends at the first invariant that does not
  /// hold.
  ///
  /// - Parameter each: told of each committee in their order, as soon as it is known.
  package static func run(
    _ options: SimulationOptions, each: (CommitteeLife) -> Void
  ) async throws {
    let plans = plans(options)
    try await withThrowingTaskGroup(of: CommitteeLife.self) { group in
      var begun = 0
      var told = 0
      var waiting: [Int: CommitteeLife] = [:]
      func beginNext() {
        guard begun < plans.count else { return }
        let number = begun
        begun += 1
        let plan = plans[number]
        group.addTask { try await life(of: plan, number: number + 1, options) }
      }
      for _ in 0..<max(1, min(options.committeesAtOnce, SimulationLimits.committeesAtOnceMax)) {
        beginNext()
      }
      while told < plans.count, let life = try await group.next() {
        waiting[life.number] = life
        while let next = waiting.removeValue(forKey: told + 1) {
          told += 1
          each(next)
          if next.broken != nil {
            group.cancelAll()
            return
          }
        }
        beginNext()
      }
    }
  }

  private static func plans(_ options: SimulationOptions) -> [Plan] {
    var generator = SeededGenerator(seed: options.seed, "committees")
    var left = options.years
    var plans: [Plan] = []
    while left > 0 {
      let years = min(left, SimulationLimits.yearsOfCommitteeMax)
      left -= years
      plans.append(
        Plan(
          seed: generator.next(),
          policy: options.policies[plans.count % options.policies.count], years: years,
          withFaults: options.withFaults))
    }
    return plans
  }

  private static func life(
    of plan: Plan, number: Int, _ options: SimulationOptions
  ) async throws -> CommitteeLife {
    let steps = options.stepsMax.map { Array(plan.steps.prefix($0)) } ?? plan.steps
    let first = try await Attempt.run(plan, steps, options)
    var broken: BrokenInvariant?
    if let fault = first.broken {
      let shortest = try await Shrinking.shortest(plan, first, options)
      broken = BrokenInvariant(
        invariant: fault.invariant.rawValue, sentence: shortest.broken?.sentence ?? fault.sentence,
        caseNumber: shortest.broken?.caseNumber ?? fault.caseNumber, committee: number,
        stepsLeft: shortest.steps.count, stepsBefore: first.steps.count,
        story: shortest.story.lines)
    }
    return CommitteeLife(
      number: number, policyName: plan.policyName, years: plan.years, story: first.story,
      tally: first.tally, broken: broken)
  }
}

/// One run of some steps of a plan.
struct Attempt {
  /// The steps up to the one that broke something.
  let steps: [Step]
  let story: Story
  let tally: Tally
  let broken: Broken?

  static func run(
    _ plan: Plan, _ steps: [Step], _ options: SimulationOptions
  ) async throws -> Attempt {
    let committee = try Committee(
      plan, mailParser: options.mailParser, withFaults: options.withFaults)
    defer { committee.end() }
    try await committee.found()
    var taken = 0
    do {
      try await committee.live(through: steps) { _ in taken += 1 }
      try await committee.finish()
    } catch let broken as Broken {
      return Attempt(
        steps: Array(steps.prefix(taken)), story: committee.story, tally: committee.counted,
        broken: broken)
    }
    return Attempt(steps: steps, story: committee.story, tally: committee.counted, broken: nil)
  }
}

extension Committee {
  /// The tally with what the mail server did.
  var counted: Tally {
    var counted = tally
    counted.faults.merge(postOffice.counts, uniquingKeysWith: +)
    return counted
  }
}
