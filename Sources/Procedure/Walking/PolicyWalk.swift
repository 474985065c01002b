/// What `redress policy check` found by walking every reachable situation of a policy: committees of three to nine
/// members, every set of conflicts up to symmetry, whatever is said and whatever is not.
///
/// Members are interchangeable apart from the shepherd and whoever proposed, so a situation counts how many said what.
/// The arithmetic is the one that cases follow: `Policy.Decisions.outcome` for every ballot, `Case.decide` for every
/// step of the procedure.
package struct PolicyWalk: Hashable, Sendable {
  /// Sizes of the committees that were walked.
  package var membersMin: Int
  package var membersMax: Int
  /// Ways in which members of a committee can have declared a conflict, none, or nothing, up to symmetry.
  package var conflictSets: Int
  /// Situations of open ballots: who is eligible, who said what, which window runs.
  package var ballotSituations: Int
  /// Situations of whole cases: from the report to the end.
  package var caseSituations: Int
  /// For each rule of the arithmetic, in how many situations it decided.
  package var decidedBy: [DecidingRule: Int]
  package var faults: [WalkFault]

  /// All situations that were visited.
  package var situations: Int { ballotSituations + caseSituations }

  /// Walks a policy.
  ///
  /// - Parameters:
  ///   - members: the sizes of committees.
  ///   - walksCases: whether whole cases are walked, besides the ballots.
  package init(
    of policy: Policy,
    members: ClosedRange<Int> = Limits.walkedMembersMin...Limits.walkedMembersMax,
    walksCases: Bool = true
  ) {
    var ballots = BallotWalk(policy: policy)
    var sets = 0
    for size in members {
      // A conflict, none, or nothing said; and a soft one where the policy knows it.
      let pairs = (size + 1) * (size + 2) / 2
      sets += policy.decisions.softConflicts ? pairs * (size + 3) / 3 : pairs
      ballots.walk(members: size)
    }
    var cases = CaseWalk(policy: policy)
    if walksCases { for size in members { cases.walk(members: size) } }
    membersMin = members.lowerBound
    membersMax = members.upperBound
    conflictSets = sets
    ballotSituations = ballots.visitedCount
    caseSituations = cases.visitedCount
    decidedBy = ballots.decidedBy
    faults = ballots.faults + cases.faults
  }
}

/// A rule of the arithmetic that has to decide at least one situation.
package enum DecidingRule: String, Codable, Sendable, CaseIterable {
  /// `decisions.ordinary` is reached and nobody objects.
  case ordinary
  /// `decisions.vote` is reached although somebody objects or not enough agreed in time.
  case vote
  /// `decisions.severe` holds back what would otherwise be adopted.
  case severe
  /// `decisions.consensusEnds`: before the window is over.
  case consensusEnds
  /// Consensus was not reached: the vote opens.
  case voteOpens
  /// The vote came to nothing: the board decides.
  case noDecision
  /// `decisions.eligibleMin`: too few are left, the board decides.
  case eligibleMin

  /// Where it stands in the policy.
  package var path: String {
    switch self {
    case .ordinary: "decisions.ordinary"
    case .vote: "decisions.vote"
    case .severe: "decisions.severe"
    case .consensusEnds: "decisions.consensusEnds"
    case .voteOpens: "decisions.consensusSeconds"
    case .noDecision: "decisions.voteSeconds"
    case .eligibleMin: "decisions.eligibleMin"
    }
  }
}

/// What is wrong with a policy although every single value fits.
package struct WalkFault: Hashable, Codable, Sendable, CustomStringConvertible {
  package var kind: Kind
  /// The place in the policy that it comes from, as far as one can be named.
  package var path: String
  /// What is wrong, in a sentence.
  package var wrong: String
  /// How a case gets there, one step each, the shortest there is.
  package var story: [String]

  /// What manner of fault it is.
  package enum Kind: String, Codable, Sendable, CaseIterable {
    /// Nobody may move the case, and no window will lapse.
    case stuck
    /// A rule never decides anything.
    case unreachable
    /// The group can never adopt anything by itself.
    case undecidable
    /// There are more situations than the program looks at.
    case tooLarge
  }

  package var description: String {
    let head = path.isEmpty ? wrong : "\(path): \(wrong)"
    return story.isEmpty ? head : "\(head) (\(story.joined(separator: "; ")))"
  }
}
