/// Walks every situation of an open proposal: how many are eligible, who said what, whether it is severe, which window
/// runs; with silence, second thoughts, and members who step out or declare late.
struct BallotWalk {
  private let decisions: Policy.Decisions
  private var visited: Set<Ballot> = []
  /// By what each situation was reached, for stories.
  private var cameFrom: [Ballot: (before: Ballot?, step: String)] = [:]
  private(set) var decidedBy: [DecidingRule: Int] = [:]
  private var stuck: [WalkFault] = []
  private var undecidable: [WalkFault] = []

  init(policy: Policy) { decisions = policy.decisions }

  var visitedCount: Int { visited.count }

  /// Every fault found so far; rules without a decision are judged over all sizes together.
  var faults: [WalkFault] {
    stuck + undecidable
      + DecidingRule.allCases.filter { isExpected($0) && decidedBy[$0, default: 0] == 0 }.map {
        WalkFault(
          kind: .unreachable, path: $0.path, wrong: "it decides no situation at all", story: [])
      }
  }

  private func isExpected(_ rule: DecidingRule) -> Bool {
    switch rule {
    case .consensusEnds: decisions.consensusEnds != .windowOnly
    case .eligibleMin: decisions.eligibleMin > 1
    case .ordinary, .vote, .severe, .voteOpens, .noDecision: true
    }
  }

  /// Walks a committee of so many members with every set of conflicts and silences at the gate.
  mutating func walk(members: Int) {
    for conflicts in 0..<members {
      for undeclared in 0..<(members - conflicts) {
        let eligible = members - conflicts
        for severity in Ballot.Severity.allCases where severity != .flagged {
          for isByShepherd in [true, false] {
            // Whoever proposes agrees; the shepherd may be somebody else, or have stepped out.
            let others = eligible - undeclared - 1
            if isByShepherd {
              start(
                Ballot(
                  shepherd: .agrees, silent: others, agreeing: 0, undeclared: undeclared,
                  severity: severity), members: members, conflicts: conflicts)
            } else if others > 0 {
              start(
                Ballot(
                  shepherd: .silent, silent: others - 1, agreeing: 1, undeclared: undeclared,
                  severity: severity), members: members, conflicts: conflicts)
            }
          }
        }
      }
    }
  }

  private mutating func start(_ fresh: Ballot, members: Int, conflicts: Int) {
    let story = "\(members) members, \(conflicts) with a conflict, a proposal is opened"
    var entry: [Ballot] = []
    take(fresh, before: nil, step: story, into: &entry)
    var index = 0
    while index < entry.count {
      let ballot = entry[index]
      index += 1
      for (next, step) in ballot.moves { take(next, before: ballot, step: step, into: &entry) }
      lapse(ballot, into: &entry)
    }
    guard fresh.eligible >= decisions.eligibleMin, !canAdopt(fresh) else { return }
    undecidable.append(
      WalkFault(
        kind: .undecidable,
        path: fresh.severity == .none ? "decisions.ordinary" : "decisions.severe",
        wrong: "\(fresh.eligible) eligible members can adopt nothing, whatever they say",
        story: [story]))
  }

  /// What everybody's agreement leads to.
  private func canAdopt(_ fresh: Ballot) -> Bool {
    var all = fresh
    all.agreeing += all.silent + all.undeclared
    all.silent = 0
    all.undeclared = 0
    if all.shepherd == .silent { all.shepherd = .agrees }
    for window in [DecisionWindow.consensusRuns, .consensusEnded, .voteRuns, .voteEnded] {
      if case .adopted = decisions.outcome(of: all.tally, in: window) { return true }
    }
    return false
  }

  /// A window ends without another word.
  private mutating func lapse(_ ballot: Ballot, into entry: inout [Ballot]) {
    if ballot.undeclared > 0 {
      var later = ballot
      later.undeclared = 0
      take(later, before: ballot, step: "the window of the gate ends", into: &entry)
    }
    let window: DecisionWindow = ballot.isVote ? .voteEnded : .consensusEnded
    let outcome = decisions.outcome(of: ballot.tally, in: window)
    note(outcome, of: ballot, in: window)
    switch outcome {
    case .open:
      guard stuck.isEmpty else { return }
      stuck.append(
        WalkFault(
          kind: .stuck, path: ballot.isVote ? "decisions.vote" : "decisions.ordinary",
          wrong: "the window is over and nothing follows from it", story: story(of: ballot)))
    case .vote where ballot.isVote:
      guard stuck.isEmpty else { return }
      stuck.append(
        WalkFault(
          kind: .stuck, path: "decisions.vote", wrong: "a vote that is over opens a vote",
          story: story(of: ballot)))
    case .vote:
      var voted = ballot
      voted.isVote = true
      take(voted, before: ballot, step: "the consensus window ends", into: &entry)
    case .adopted, .board: break
    }
  }

  /// A situation is entered: what follows from it at once, and otherwise it is walked on.
  private mutating func take(
    _ ballot: Ballot, before: Ballot?, step: String, into entry: inout [Ballot]
  ) {
    guard visited.insert(ballot).inserted else { return }
    cameFrom[ballot] = (before, step)
    let window: DecisionWindow = ballot.isVote ? .voteRuns : .consensusRuns
    let outcome = decisions.outcome(of: ballot.tally, in: window)
    note(outcome, of: ballot, in: window)
    switch outcome {
    case .open: entry.append(ballot)
    case .vote:
      var voted = ballot
      voted.isVote = true
      take(voted, before: ballot, step: "everybody has spoken, a vote opens", into: &entry)
    case .adopted, .board: break
    }
  }

  private mutating func note(
    _ outcome: DecisionOutcome, of ballot: Ballot, in window: DecisionWindow
  ) {
    switch outcome {
    case .adopted(.consensus):
      decidedBy[.ordinary, default: 0] += 1
      if window == .consensusRuns { decidedBy[.consensusEnds, default: 0] += 1 }
    case .adopted(.vote): decidedBy[.vote, default: 0] += 1
    case .adopted(.board): break
    case .vote:
      decidedBy[.voteOpens, default: 0] += 1
      if window == .consensusRuns { decidedBy[.consensusEnds, default: 0] += 1 }
    case .board(.noDecision): decidedBy[.noDecision, default: 0] += 1
    case .board(.tooFewCleared): decidedBy[.eligibleMin, default: 0] += 1
    case .board, .open: break
    }
    if ballot.severity != .none, !outcome.isAdopted {
      var ordinary = ballot.tally
      ordinary.isSevere = false
      if decisions.outcome(of: ordinary, in: window).isAdopted {
        decidedBy[.severe, default: 0] += 1
      }
    }
  }

  private func story(of ballot: Ballot) -> [String] {
    var steps: [String] = []
    var at: Ballot? = ballot
    while let here = at, let came = cameFrom[here], steps.count < Limits.walkedStoryStepsMax {
      steps.append(came.step)
      at = came.before
    }
    return steps.reversed()
  }
}

extension DecisionOutcome {
  var isAdopted: Bool { if case .adopted = self { true } else { false } }
}

/// Who said what of one version of a proposal, as far as it matters: members are interchangeable.
struct Ballot: Hashable {
  var shepherd: Word
  /// Of the others, who are eligible and have declared.
  var silent: Int
  var agreeing: Int
  var objecting = 0
  var abstaining = 0
  /// Asked at the gate and still inside its window: they count and cannot speak.
  var undeclared: Int
  var severity: Severity
  var isVote = false

  /// What the shepherd said.
  enum Word: UInt8, CaseIterable { case absent, silent, agrees, objects, abstains }

  /// Whether a majority is needed besides, and whether a majority of the members can take that back.
  enum Severity: UInt8, CaseIterable { case none, flagged, byItself }

  var eligible: Int {
    silent + agreeing + objecting + abstaining + undeclared + (shepherd == .absent ? 0 : 1)
  }

  var tally: Tally {
    Tally(
      eligible: eligible, agreements: agreeing + (shepherd == .agrees ? 1 : 0),
      agreementsBesidesShepherd: agreeing, objections: objecting + (shepherd == .objects ? 1 : 0),
      abstentions: abstaining + (shepherd == .abstains ? 1 : 0), isSevere: severity != .none)
  }

  /// What somebody can do about it; who has spoken and steps out voids it, which begins another ballot.
  var moves: [(next: Ballot, step: String)] {
    var moves: [(Ballot, String)] = []
    func add(_ step: String, _ change: (inout Ballot) -> Void) {
      var next = self
      change(&next)
      moves.append((next, step))
    }
    if shepherd != .absent {
      for word in [Word.agrees, .objects, .abstains] where word != shepherd {
        add("the shepherd \(word)") { $0.shepherd = word }
      }
      if shepherd == .silent { add("the shepherd steps out") { $0.shepherd = .absent } }
    }
    let words: [(WritableKeyPath<Ballot, Int>, String)] = [
      (\.agreeing, "agrees"), (\.objecting, "objects"), (\.abstaining, "abstains"),
    ]
    for (to, verb) in words {
      for from in [\Ballot.silent, \.agreeing, \.objecting, \.abstaining]
      where from != to && self[keyPath: from] > 0 {
        add(from == \.silent ? "a member \(verb)" : "a member now \(verb)") {
          $0[keyPath: from] -= 1
          $0[keyPath: to] += 1
        }
      }
    }
    if silent > 0 { add("a member steps out") { $0.silent -= 1 } }
    if undeclared > 0 {
      add("a member declares no conflict") {
        $0.undeclared -= 1
        $0.silent += 1
      }
      add("a member declares a conflict") { $0.undeclared -= 1 }
    }
    switch severity {
    case .none: add("a member flags it as severe") { $0.severity = .flagged }
    case .flagged: add("a majority clears the flag") { $0.severity = .none }
    case .byItself: break
    }
    return moves
  }
}
