/// The situations of a walk and what leads from one to the next.
package struct SituationGraph: Sendable {
  private var steps: [String] = []
  private var before: [Int?] = []
  private var successors: [[Int]] = []
  private var isEnd: [Bool] = []

  package init() {}

  package var count: Int { steps.count }

  /// Adds a situation that was reached for the first time; returns its number.
  package mutating func add(step: String, from number: Int?, isEnd end: Bool) -> Int {
    steps.append(step)
    before.append(number)
    successors.append([])
    isEnd.append(end)
    let new = steps.count - 1
    if let number { successors[number].append(new) }
    return new
  }

  /// Adds a way to a situation that is known.
  package mutating func connect(_ number: Int, to known: Int) {
    if number != known { successors[number].append(known) }
  }

  /// Whether a situation is an end, and nothing is expected to follow.
  package func isEnd(_ number: Int) -> Bool { isEnd[number] }

  /// Whether nothing leads out of a situation.
  package func isDeadEnd(_ number: Int) -> Bool { successors[number].isEmpty && !isEnd[number] }

  /// The first situation, by the shortest story, from which no end can be reached; a dead end before one that only goes
  /// round in circles.
  package var firstStuck: Int? {
    var predecessors = [[Int]](repeating: [], count: successors.count)
    for (number, nexts) in successors.enumerated() {
      for next in nexts { predecessors[next].append(number) }
    }
    var reaches = isEnd
    var stack = isEnd.indices.filter { isEnd[$0] }
    while let number = stack.popLast() {
      for earlier in predecessors[number] where !reaches[earlier] {
        reaches[earlier] = true
        stack.append(earlier)
      }
    }
    let stuck = reaches.indices.filter { !reaches[$0] }
    return stuck.first { successors[$0].isEmpty } ?? stuck.first
  }

  /// How a situation was reached, one step each.
  package func story(of number: Int) -> [String] {
    var story: [String] = []
    var at: Int? = number
    while let here = at, story.count < Limits.walkedStoryStepsMax {
      story.append(steps[here])
      at = before[here]
    }
    return story.reversed()
  }
}
