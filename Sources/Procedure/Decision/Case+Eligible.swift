extension Case {
  /// The body that decides now: the board once it has the case.
  package var body: Proposal.Body { escalation == nil ? .group : .board }

  /// Whether somebody counts among a body at a moment: a voting seat, cleared without a soft conflict, or asked and
  /// still inside the gate's window.
  package func isEligible(_ member: MemberID, in body: Proposal.Body, at now: Moment) -> Bool {
    guard let standing = standings[member], standing.seat == (body == .board ? .board : .member)
    else { return false }
    switch standing.state {
    case .cleared: return !softConflicts.contains(member)
    case .asked: return gateStillOpen(for: member, at: now)
    case .keptOut, .heldBack, .conflict, .left: return false
    }
  }

  /// The eligible members of a body, sorted.
  package func eligible(in body: Proposal.Body, at now: Moment) -> [MemberID] {
    standings.keys.filter { isEligible($0, in: body, at: now) }.sorted()
  }

  /// Who may vote now: eligible and declared.
  package func mayVote(_ member: MemberID, in body: Proposal.Body) -> Bool {
    guard let standing = standings[member], standing.seat == (body == .board ? .board : .member)
    else { return false }
    return standing.state == .cleared && !softConflicts.contains(member)
  }

  /// Where silence lets in, it goes on counting; the program writes the release when it next looks. A clock that goes
  /// back opens no gate again.
  private func gateStillOpen(for member: MemberID, at now: Moment) -> Bool {
    if policy.gate.silence == .letsIn { return true }
    guard let closes = gateCloses(for: member) else { return false }
    return max(now, settledUntil) < closes
  }

  /// When silence of somebody who was asked stops counting.
  func gateCloses(for member: MemberID) -> Moment? {
    askedAt[member]?.adding(seconds: policy.gate.windowSeconds)
  }

  /// Who decided on an adopted resolution before: they leave a reconsideration to others as far as there are any.
  package var decidedBefore: Set<MemberID> {
    Set(
      proposals.filter { $0.adoptedAt != nil && $0.subject.kind != .policy }
        .flatMap { proposal in
          proposal.words.filter { $0.value.choice != .abstain }.map(\.key)
        })
  }

  /// Who could decide on a subject from this moment on.
  func electorate(for subject: ProposalSubject, at now: Moment) -> Set<MemberID> {
    let all = Set(eligible(in: body, at: now))
    guard subject.kind == .reconsideration, isOn(.reconsiderFreshEyes) else { return all }
    let fresh = all.subtracting(decidedBefore)
    return fresh.isEmpty ? all : fresh
  }

  /// When the others of the board count as well in a reconsideration, because somebody who did not decide before stays
  /// silent; nil where everybody has spoken or counts already.
  func othersCount(in proposal: Proposal) -> Moment? {
    guard proposal.subject.kind == .reconsideration, proposal.body == .board, proposal.isOpen
    else { return nil }
    let waiting = proposal.electorate.filter {
      mayVote($0, in: .board) || standings[$0]?.state == .asked
    }
    guard waiting.isEmpty || waiting.contains(where: { proposal.words[$0] == nil }),
      standings.keys.contains(where: {
        mayVote($0, in: .board) && !proposal.electorate.contains($0)
      })
    else { return nil }
    return proposal.openedAt.adding(seconds: policy.decisions.consensusSeconds)
  }

  /// Whether a member has the word on a proposal: who put it first, or anybody of its electorate once that one is not
  /// of it any more.
  package func isLed(_ proposal: Proposal, by member: MemberID, at now: Moment) -> Bool {
    let counts =
      proposal.electorate.contains(proposal.openedBy)
      && isEligible(proposal.openedBy, in: proposal.body, at: now)
    return proposal.electorate.contains(member) && (proposal.openedBy == member || !counts)
  }

  /// Whether the board has the case and nobody of it is there to decide, while the group has enough members to go on.
  package func groupMayTakeBack(at now: Moment) -> Bool {
    escalation != nil && reconsideration == nil && eligible(in: .board, at: now).isEmpty
      && eligible(in: .group, at: now).filter { mayVote($0, in: .group) }.count
        >= max(policy.decisions.eligibleMin, policy.gate.clearedMin)
  }

  /// What was said of a proposal, over those who count now.
  package func tally(of proposal: Proposal, at now: Moment) -> Tally {
    let eligible = proposal.electorate.filter { isEligible($0, in: proposal.body, at: now) }
    let words = proposal.words.filter { eligible.contains($0.key) }
    let agreeing = words.filter { $0.value.choice == .agree }.map(\.key)
    // Where nobody owns the case, who proposes stands for the shepherd: two others have to agree either way.
    let lead = shepherding.shepherd ?? proposal.by
    return Tally(
      eligible: eligible.count, agreements: agreeing.count,
      agreementsBesidesShepherd: agreeing.count(where: { $0 != lead }),
      objections: words.count(where: { $0.value.choice == .object }),
      abstentions: words.count(where: { $0.value.choice == .abstain }), isSevere: proposal.isSevere)
  }

  /// What an open proposal still needs; nil when it is settled.
  package func needs(of proposal: Proposal, at now: Moment) -> ProposalNeeds? {
    guard proposal.isOpen else { return nil }
    let tally = tally(of: proposal, at: now)
    let decisions = policy.decisions
    let isVote = if case .vote = proposal.stage { true } else { false }
    return ProposalNeeds(
      tally: tally,
      ordinaryMissing: tally.missing(
        for: proposal.body == .board ? .majority : decisions.ordinary),
      voteMissing: isVote ? tally.missing(for: decisions.vote) : nil,
      severeMissing: proposal.isSevere && proposal.body == .group
        ? tally.missing(for: decisions.severe) : 0,
      objectors: proposal.words.filter { $0.value.choice == .object }.map(\.key).sorted(),
      lapses: proposal.lapses,
      silent: proposal.electorate.filter {
        proposal.words[$0] == nil && isEligible($0, in: proposal.body, at: now)
      }.sorted())
  }
}
