import Foundation
import Procedure
import Simulation

/// `redress simulate`: the whole procedure with invented people in virtual time.
enum SimulateCommand {
  static let command = Command(
    words: ["simulate"],
    summary: "Let invented committees live through years, with faults, and look whether all holds.",
    options: [
      Option("years", value: "N", "How many years all committees live together; usually 4."),
      Option("seed", value: "S", "A number; the same one tells the same story. Usually 1."),
      Option(
        "policy", value: "NAME|FILE",
        "The policy of the committees; more than one by turns. Usually all that come with Redress."
      ),
      Option("at-once", value: "N", "How many committees live at the same time; usually 1."),
      Option("without-faults", "No power cuts, no lost mail, no jumping clock."),
      Option("summary", "Only what was counted, not the story."),
      .json,
    ],
    discussion: """
      Everybody in it is invented, and nothing is kept. A committee lives for at most \(SimulationLimits.yearsOfCommitteeMax) years; more years are
      more committees. After every step it is looked whether no report is lost, nobody kept out reads, every deadline
      is met or alarmed, and so on. Where something does not hold, the shortest story that shows it is printed, and the
      command ends with 1. How fast it went is said on standard error, so that the rest is the same each time.
      """,
    run: { try await run($0) })

  private static func run(_ arguments: Arguments) async throws -> ExitStatus {
    let years = try number("years", of: arguments, in: 1...SimulationLimits.yearsMax) ?? 4
    let seedText = arguments.value("seed") ?? "1"
    guard let seed = UInt64(seedText) else {
      throw CommandFailure(.usage, "The seed '\(seedText)' is not a whole number from 0 up.")
    }
    let names = arguments.all("policy").isEmpty ? Policy.shippedNames : arguments.all("policy")
    let policies = try names.map { name in
      let policy = try PolicyCommands.read(name)
      return (name: Policy.shippedNames.contains(name) ? name : policy.name, policy: policy)
    }
    var options = SimulationOptions(
      years: years, seed: seed, policies: policies, mailParser: "/proc/self/exe")
    options.withFaults = !arguments.has("without-faults")
    options.committeesAtOnce =
      try number("at-once", of: arguments, in: 1...SimulationLimits.committeesAtOnceMax) ?? 1
    return try await run(
      options, printsJSON: arguments.has("json"), onlySummary: arguments.has("summary"))
  }

  private static func number(
    _ name: String, of arguments: Arguments, in range: ClosedRange<Int>
  ) throws -> Int? {
    guard let text = arguments.value(name) else { return nil }
    guard let number = Int(text), range.contains(number) else {
      throw CommandFailure(
        .usage,
        "The number after --\(name) goes from \(range.lowerBound) to \(range.upperBound), and '\(text)' does not do."
      )
    }
    return number
  }

  private static func run(
    _ options: SimulationOptions, printsJSON: Bool, onlySummary: Bool
  ) async throws -> ExitStatus {
    let clock = ContinuousClock()
    let started = clock.now
    var summary = SimulationSummary(seed: options.seed)
    var document = Document(stories: [], summary: summary)
    var shownSeconds = 0
    try await Simulation.run(options) { life in
      summary.take(life)
      if printsJSON {
        if !onlySummary {
          document.stories.append(
            Document.Life(
              committee: life.number, policy: life.policyName, years: life.years,
              story: life.story.lines))
        }
      } else if !onlySummary {
        Output.line("Committee \(life.number), \(life.years) years under '\(life.policyName)':")
        for line in life.story.lines { Output.line(line.printed) }
        Output.line()
      }
      let seconds = Int((clock.now - started).components.seconds)
      if seconds >= shownSeconds + 5 {
        shownSeconds = seconds
        Output.error("\(summary.years) of \(options.years) years after \(seconds) seconds.")
      }
    }
    if printsJSON {
      document.summary = summary
      try Output.json(document)
    } else {
      for line in summary.lines { Output.line(line) }
    }
    let elapsed = (clock.now - started).components
    let seconds = Double(elapsed.seconds) + Double(elapsed.attoseconds) / 1e18
    let perSecond = (Double(summary.years) / max(seconds, 0.001) * 100).rounded() / 100
    Output.error(
      "\(summary.years) committee-years in \((seconds * 10).rounded() / 10) seconds: \(perSecond) a second."
    )
    return summary.broken == nil ? .success : .failure
  }

  private struct Document: Encodable {
    struct Life: Encodable {
      let committee: Int
      let policy: String
      let years: Int
      let story: [Story.Line]
    }

    var stories: [Life]
    var summary: SimulationSummary
  }
}
