/// Walks whole cases by the rules that every case follows: from the report over the gate, the ballots, the consultation
/// and the measures to the end, with members who step out, boards of any size, and windows that lapse in silence.
///
/// Ballots of more than three members are gone through here only as far as they lead on (`BallotWalk` has them whole).
struct CaseWalk {
  private let policy: Policy
  private var numbers: [[UInt8]: Int] = [:]
  private var graph = SituationGraph()
  private var isTooLarge = false
  private var unproposable: [WalkFault] = []

  init(policy: Policy) { self.policy = policy }

  var visitedCount: Int { numbers.count }

  /// The first situation that is stuck, in the shortest story; and measures that nobody could ever propose.
  var faults: [WalkFault] {
    var faults = unproposable
    if isTooLarge {
      faults.append(
        WalkFault(
          kind: .tooLarge, path: "",
          wrong: "there are more than \(Limits.walkedSituationsMax) situations", story: []))
    }
    if let number = graph.firstStuck {
      let wrong =
        graph.isDeadEnd(number)
        ? "nobody may move the case, and no window will lapse"
        : "the case can go on, and never comes to an end"
      faults.append(WalkFault(kind: .stuck, path: "", wrong: wrong, story: graph.story(of: number)))
    }
    return faults
  }

  /// Walks committees of this size with every set of conflicts. The smallest is walked once more for each thing that
  /// can be done beside the way, and for boards of up to four whom the case comes to at once.
  mutating func walk(members: Int) {
    let isSmallest = members == Limits.walkedMembersMin
    walk(WalkedCase(policy: policy, members: members, board: 1, isWhole: isSmallest))
    guard isSmallest else { return }
    for aside in SideStep.allCases {
      var walked = WalkedCase(policy: policy, members: members, board: 1, aside: aside)
      walked.clearEverybody()
      walk(walked)
    }
    for board in 0...4 { walk(WalkedCase(policy: policy, members: 0, board: board)) }
    tryMeasures()
  }

  private mutating func walk(_ first: WalkedCase) {
    var queue: [(walked: WalkedCase, number: Int)] = []
    enter(first, from: nil, step: first.beginning, queue: &queue)
    var index = 0
    while index < queue.count, !isTooLarge {
      let (here, number) = queue[index]
      // Only the frontier keeps whole cases.
      queue[index].walked = here.passed()
      index += 1
      guard !graph.isEnd(number) else { continue }
      for (next, step) in here.nexts() {
        enter(next, from: number, step: step, queue: &queue)
      }
    }
  }

  private mutating func enter(
    _ next: WalkedCase, from number: Int?, step: String,
    queue: inout [(walked: WalkedCase, number: Int)]
  ) {
    let key = next.key
    if let known = numbers[key] {
      if let number { graph.connect(number, to: known) }
      return
    }
    guard numbers.count < Limits.walkedSituationsMax else {
      isTooLarge = true
      return
    }
    let new = graph.add(step: step, from: number, isEnd: next.isAtItsEnd)
    numbers[key] = new
    queue.append((next, new))
  }

  /// Every measure of the policy can be proposed, adopted and enacted by somebody.
  private mutating func tryMeasures() {
    for (index, rule) in policy.measures.list.enumerated() {
      var walked = WalkedCase(policy: policy, members: 5, board: 1)
      guard let refusal = walked.refusal(toEnact: rule) else { continue }
      unproposable.append(
        WalkFault(
          kind: .unreachable, path: "measures.list[\(index)]",
          wrong: "“\(rule.id.text)” can never be enacted: \(refusal)", story: []))
    }
  }
}
