/// What all committees of a simulation lived through, counted. The same seed counts the same.
package struct SimulationSummary: Sendable, Encodable {
  package let seed: UInt64
  package private(set) var committees = 0
  package private(set) var years = 0
  package private(set) var tally = Tally()
  /// The first invariant that did not hold.
  package private(set) var broken: BrokenInvariant?

  package init(seed: UInt64) { self.seed = seed }

  /// Adds one committee.
  package mutating func take(_ life: CommitteeLife) {
    committees += 1
    years += life.years
    tally.add(life.tally)
    broken = broken ?? life.broken
  }

  /// As it is printed.
  package var lines: [String] {
    var lines = [
      "Seed \(seed): \(committees) committees, \(years) years, \(tally.reports) reports, \(tally.steps) steps."
    ]
    func add(_ title: String, _ counts: [String: Int]) {
      guard !counts.isEmpty else { return }
      lines.append("\(title):")
      let width = counts.keys.map(\.count).max() ?? 0
      for (name, count) in counts.sorted(by: { ($1.value, $0.key) < ($0.value, $1.key) }) {
        let padding = String(repeating: " ", count: width - name.count + 2)
        lines.append("  \(name)\(padding)\(count)")
      }
    }
    add("How the cases stand", tally.outcomes)
    add("What was done", tally.commands)
    add("What was refused", tally.refusals)
    add("Faults", tally.faults)
    add("Checks", tally.checks)
    guard let broken else {
      lines.append("Everything held.")
      return lines
    }
    lines += [
      "", "BROKEN with seed \(seed), committee \(broken.committee): \(broken.invariant).",
      broken.sentence,
      "The shortest story that was found, \(broken.stepsLeft) of \(broken.stepsBefore) steps:",
    ]
    lines += broken.story.map { "  \($0.printed)" }
    return lines
  }
}
