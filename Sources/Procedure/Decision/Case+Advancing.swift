extension Case {
  /// The case at a moment: windows that have lapsed until then are settled. Nothing is written for it.
  package func advanced(to now: Moment) -> Case {
    var copy = self
    copy.advance(to: now)
    return copy
  }

  /// Settles every window that ends until a moment, in order.
  mutating func advance(to now: Moment) {
    while let boundary = nextBoundary(), boundary <= now {
      settledUntil = boundary
      settle(at: boundary)
    }
  }

  /// The next moment at which something lapses: a window of a proposal, or the gate for somebody whose silence counts.
  func nextBoundary() -> Moment? {
    let open = proposals.filter(\.isOpen)
    guard !open.isEmpty || acts.contains(where: { $0.settled == nil }) else { return nil }
    let silences = undeclared.compactMap { gateCloses(for: $0) }
    return (open.compactMap(\.lapses) + open.compactMap(othersCount) + silences)
      .filter { $0 > settledUntil }.min()
  }

  /// Takes every open proposal as far as what was said leads by itself.
  mutating func settle(at moment: Moment) {
    for index in proposals.indices { settle(index, at: moment) }
    settleActs(at: moment)
  }

  private mutating func settle(_ index: Int, at moment: Moment) {
    guard proposals[index].isOpen else { return }
    // What is known of the case now says how severe it is, and not what was known when it was put.
    proposals[index].isSevereByItself = isSevereByItself(proposals[index].subject)
    if let others = othersCount(in: proposals[index]), others <= moment {
      proposals[index].electorate.formUnion(eligible(in: .board, at: moment))
    }
    while proposals[index].isOpen {
      let proposal = proposals[index]
      let window: DecisionWindow =
        switch proposal.stage {
        case .consensus(let until): until <= moment ? .consensusEnded : .consensusRuns
        case .vote(_, let until): until <= moment ? .voteEnded : .voteRuns
        default: .board
        }
      let outcome = policy.decisions.outcome(
        of: tally(of: proposal, at: moment), in: window, isOn: { isOn($0) })
      switch outcome {
      case .open: return
      case .adopted(let basis): adopt(index, by: basis, at: moment)
      case .vote:
        proposals[index].stage = .vote(since: moment, until: voteEnds(of: proposal, from: moment))
        trigger(.voteOpened, moment, key: "\(proposal.number)")
      case .board(let because):
        proposals[index].stage = .failed(because: because, at: moment)
        trigger(.proposalSettled, moment, key: "\(proposal.number)")
      }
    }
  }

  /// A vote has its window, and all versions together have no more time than the policy gives to one matter.
  private func voteEnds(of proposal: Proposal, from moment: Moment) -> Moment {
    let decisions = policy.decisions
    let left = decisions.allVersionsSeconds - proposal.spentSeconds(until: moment)
    let seconds =
      isOn(.noDecisionToBoard) ? min(decisions.voteSeconds, max(0, left)) : decisions.voteSeconds
    return moment.adding(seconds: seconds)
  }

  private mutating func adopt(_ index: Int, by basis: DecisionOutcome.Basis, at moment: Moment) {
    proposals[index].stage = .adopted(by: basis, at: moment)
    let proposal = proposals[index]
    trigger(.proposalSettled, moment, key: "\(proposal.number)")
    if basis == .board { trigger(.boardDecided, moment) }
    switch proposal.subject {
    case .resolution:
      trigger(.resolutionAdopted, moment)
    case .reconsideration: trigger(.reconsiderationDecided, moment)
    case .readmission(let measure, _):
      trigger(.readmissionDecided, moment, key: "\(measure)")
    case .policy: break
    }
  }
}

/// What happens by itself at a later moment if nobody does anything: all that the program can know of a sealed case.
package struct Prospect: Hashable, Codable, Sendable {
  package var at: Moment
  package var phase: Case.Phase
  /// Set when the case goes to the board then.
  package var escalates: EscalationBecause?
}

extension Case {
  /// What lapses after a moment, in order, until nothing is left to lapse.
  package func prospects(after now: Moment) -> [Prospect] {
    var prospects: [Prospect] = []
    var later = advanced(to: now)
    while let boundary = later.nextBoundary() {
      later.settledUntil = boundary
      later.settle(at: boundary)
      prospects.append(
        Prospect(at: boundary, phase: later.phase, escalates: later.failure))
    }
    return prospects
  }

  /// The newest entry was written by somebody who cannot read the case, so that nothing else has followed it yet: by the
  /// program, by a party, by a member at the gate, or by a board member who asks to read it.
  package var isLastWrittenUnread: Bool {
    guard let last = log.last else { return false }
    switch last.event {
    case .declared, .oversightRequested: return true
    default: return last.by.memberID == nil
    }
  }

  /// Why the group has come to the end of its way, while the board does not have the case yet.
  package var failure: EscalationBecause? {
    guard escalation == nil else { return nil }
    if reconsideration != nil { return .reconsideration }
    for proposal in proposals.reversed() {
      if case .failed(let because, let at) = proposal.stage, at >= (returnedAt ?? at) {
        return because
      }
    }
    return nil
  }
}
