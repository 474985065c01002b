/// What has been said of a version of a proposal, counted over those who are eligible now.
package struct Tally: Hashable, Sendable {
  /// The n of all thresholds: eligible members, whether they have spoken or not.
  package var eligible: Int
  package var agreements: Int
  /// Agreements of others than the shepherd.
  package var agreementsBesidesShepherd: Int
  package var objections: Int
  package var abstentions: Int
  /// Severe or legal: a majority besides.
  package var isSevere: Bool

  package init(
    eligible: Int, agreements: Int, agreementsBesidesShepherd: Int, objections: Int,
    abstentions: Int, isSevere: Bool
  ) {
    self.eligible = eligible
    self.agreements = agreements
    self.agreementsBesidesShepherd = agreementsBesidesShepherd
    self.objections = objections
    self.abstentions = abstentions
    self.isSevere = isSevere
  }

  /// Everybody who counts has said something.
  package var hasEverybodySpoken: Bool { agreements + objections + abstentions >= eligible }

  /// The fewest agreements that reach a threshold.
  package func needed(for threshold: Policy.Decisions.Threshold) -> Int {
    switch threshold {
    case .besidesShepherd(let count): count
    case .majority: eligible / 2 + 1
    case .share(let numerator, let denominator):
      (numerator * eligible + denominator - 1) / denominator
    }
  }

  /// How many agreements are missing; 0 when it is reached.
  package func missing(for threshold: Policy.Decisions.Threshold) -> Int {
    let given =
      if case .besidesShepherd = threshold { agreementsBesidesShepherd } else { agreements }
    return max(0, needed(for: threshold) - given)
  }

  /// Whether enough have agreed.
  package func reaches(_ threshold: Policy.Decisions.Threshold) -> Bool {
    missing(for: threshold) == 0
  }
}

/// Where a decision stands in time.
package enum DecisionWindow: Hashable, Sendable, CaseIterable {
  case consensusRuns, consensusEnded, voteRuns, voteEnded
  /// The board's proposals have no window: it is the last to decide.
  case board
}

/// What follows from a tally.
package enum DecisionOutcome: Hashable, Sendable {
  case open
  case adopted(by: Basis)
  /// Consensus was not reached: a vote with its own window begins.
  case vote
  case board(because: EscalationBecause)

  /// By what a proposal was adopted.
  package enum Basis: String, Codable, Sendable, CaseIterable { case consensus, vote, board }
}

extension Policy.Decisions {
  /// The arithmetic of decisions: what follows from what was said, in this window (rows E12, H7, B12; `docs/policy.md`).
  ///
  /// - Parameter isOn: whether a rule counts; all do, except in the tests that switch one off.
  package func outcome(
    of tally: Tally, in window: DecisionWindow, isOn: (RuleID) -> Bool = { _ in true }
  ) -> DecisionOutcome {
    if window == .board {
      guard tally.eligible > 0 else { return .open }
      let needed = isOn(.boardMajority) ? Threshold.majority : .besidesShepherd(1)
      return tally.reaches(needed) ? .adopted(by: .board) : .open
    }
    if isOn(.enoughEligible), tally.eligible < eligibleMin {
      return .board(because: .tooFewCleared)
    }
    let meetsSeverity = !tally.isSevere || !isOn(.severeMajority) || tally.reaches(severe)
    let isConsensus =
      (!isOn(.ordinaryThreshold) || tally.reaches(ordinary))
      && (!isOn(.objectionStands) || tally.objections == 0) && meetsSeverity
    let isVoted = meetsSeverity && (!isOn(.voteThreshold) || tally.reaches(vote))
    switch window {
    case .consensusRuns:
      switch consensusEnds {
      case .windowOnly: return .open
      case .threshold: return isConsensus ? .adopted(by: .consensus) : .open
      case .everybodySpoke:
        guard tally.hasEverybodySpoken else { return .open }
        return isConsensus ? .adopted(by: .consensus) : .vote
      }
    case .consensusEnded: return isConsensus ? .adopted(by: .consensus) : .vote
    case .voteRuns, .voteEnded:
      if isConsensus { return .adopted(by: .consensus) }
      if isVoted { return .adopted(by: .vote) }
      return window == .voteRuns || !isOn(.noDecisionToBoard) ? .open : .board(because: .noDecision)
    case .board: return .open
    }
  }
}
