/// A proposal with what was said of its newest version.
package struct Proposal: Hashable, Sendable {
  /// Sequence of its `proposalOpened`; names the proposal.
  package var number: Int
  /// Counts from 1; every amendment is a new version with a new vote.
  package var version: Int
  /// Who put the newest version.
  package var by: MemberID
  /// Who put the first one: only they take the proposal back.
  package var openedBy: MemberID
  package var subject: ProposalSubject
  package var reasons: String
  package var openedAt: Moment
  /// How long earlier versions, and earlier proposals about the same, were before the same body.
  package var spentSeconds: Int64 = 0
  /// Who decides on it.
  package var body: Body
  /// Who could vote when this version was opened; who joins later votes on later versions only.
  package var electorate: Set<MemberID>
  package var words: [MemberID: Word]
  /// Set by a member, by what it holds, or by the case; which agree to clear it.
  package var flags: Set<Severity>
  package var clearing: Set<MemberID>
  /// Severe by what it holds and by what is known of the case, now or when it was adopted: no majority clears that.
  package var isSevereByItself: Bool
  package var stage: Stage
  package var earlier: [Version]
  /// The newest entry of the case when this version was opened: the evidence as it stood.
  package var evidenceUntil: Int

  /// Who decides.
  package enum Body: String, Codable, Hashable, Sendable { case group, board }

  /// What one member said.
  package struct Word: Hashable, Sendable {
    package var choice: Choice
    package var reason: String?
    package var at: Moment
  }

  /// An earlier version and how it stood when it was amended.
  package struct Version: Hashable, Sendable {
    package var number: Int
    package var subject: ProposalSubject
    package var reasons: String
    package var words: [MemberID: Word]
  }

  /// Where it stands.
  package enum Stage: Hashable, Sendable {
    case consensus(until: Moment)
    case vote(since: Moment, until: Moment)
    /// The board decides; no window closes it.
    case board
    case adopted(by: DecisionOutcome.Basis, at: Moment)
    /// Handed to the board.
    case failed(because: EscalationBecause, at: Moment)
    /// Somebody who had voted left or stepped out: it has to be put anew.
    case void(at: Moment)
    case withdrawn(at: Moment)
  }

  /// Whether it can still be spoken to.
  package var isOpen: Bool {
    switch stage {
    case .consensus, .vote, .board: true
    case .adopted, .failed, .void, .withdrawn: false
    }
  }

  /// When it stopped being open, if it did.
  var settledAt: Moment? {
    switch stage {
    case .consensus, .vote, .board: nil
    case .adopted(_, let at), .failed(_, let at), .void(let at), .withdrawn(let at): at
    }
  }

  /// How long it was before its body until a moment, in all versions.
  func spentSeconds(until now: Moment) -> Int64 {
    let last = (settledAt ?? now).secondsSince1970 - openedAt.secondsSince1970
    return spentSeconds + max(0, last)
  }

  /// When it was adopted.
  package var adoptedAt: Moment? {
    if case .adopted(_, let at) = stage { at } else { nil }
  }

  /// Whether it needs a majority besides.
  package var isSevere: Bool { isSevereByItself || !flags.isEmpty }

  /// When its window lapses, if it has one.
  package var lapses: Moment? {
    switch stage {
    case .consensus(let until), .vote(_, let until): until
    case .board, .adopted, .failed, .void, .withdrawn: nil
    }
  }
}

/// What a proposal still needs, for people.
package struct ProposalNeeds: Hashable, Sendable {
  package var tally: Tally
  /// Agreements missing besides the shepherd's, for the ordinary way.
  package var ordinaryMissing: Int
  /// Agreements missing for the vote; nil while consensus is sought.
  package var voteMissing: Int?
  /// Agreements missing for a severe or legal one.
  package var severeMissing: Int
  package var objectors: [MemberID]
  package var lapses: Moment?
  /// Who could still speak.
  package var silent: [MemberID]

  /// “one more agreement”, “2 more agreements”.
  package static func agreements(_ count: Int) -> String {
    count == 1 ? "one more agreement" : "\(count) more agreements"
  }

  /// What it waits for, in one sentence.
  package func sentence(seenFrom now: Moment) -> String {
    var parts: [String] = []
    let missing = max(voteMissing ?? ordinaryMissing, severeMissing)
    if missing > 0 { parts.append(Self.agreements(missing)) }
    if !objectors.isEmpty, voteMissing == nil {
      parts.append(
        objectors.count == 1
          ? "an objection to be withdrawn" : "\(objectors.count) objections to be withdrawn")
    }
    var text =
      parts.isEmpty ? "the others to speak" : parts.joined(separator: " and ")
    if let lapses { text += ", or \(lapses.text(seenFrom: now))" }
    return "It waits for \(text)."
  }
}
