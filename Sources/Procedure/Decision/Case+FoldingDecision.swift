extension Case {
  mutating func foldDecision(_ event: Event, _ recorded: RecordedEvent) {
    let at = recorded.at
    switch event {
    case .proposalOpened(let content):
      guard let member = recorded.by.memberID else { return }
      var proposal = Proposal(
        number: recorded.sequence, version: 1, by: member, openedBy: member,
        subject: content.subject, reasons: content.reasons, openedAt: at, body: body,
        electorate: [], words: [:], flags: [], clearing: [], isSevereByItself: false,
        stage: .board, earlier: [], evidenceUntil: recorded.sequence)
      // What was put before and came to nothing goes on: its time, and that somebody called it severe.
      if let before = earlierProposal(about: content.subject, at: at) {
        proposal.spentSeconds = before.spentSeconds(until: at)
        proposal.flags = before.flags
      }
      put(&proposal, isSevere: content.isSevere, isLegal: content.isLegal, by: member, at: at)
      proposals.append(proposal)
      trigger(.proposalOpened, at, key: "\(recorded.sequence)")
    case .proposalAmended(let content):
      guard let member = recorded.by.memberID,
        let index = proposals.firstIndex(where: { $0.number == content.proposal })
      else { return }
      var proposal = proposals[index]
      proposal.spentSeconds = proposal.body == body ? proposal.spentSeconds(until: at) : 0
      // What was void or failed is put anew by whoever puts it.
      if !proposal.isOpen { proposal.openedBy = member }
      proposal.earlier.append(
        Proposal.Version(
          number: proposal.version, subject: proposal.subject, reasons: proposal.reasons,
          words: proposal.words))
      proposal.version += 1
      proposal.by = member
      proposal.subject = content.subject
      proposal.reasons = content.reasons
      proposal.openedAt = at
      proposal.body = body
      proposal.evidenceUntil = recorded.sequence
      put(&proposal, isSevere: content.isSevere, isLegal: content.isLegal, by: member, at: at)
      proposals[index] = proposal
      // The windows of the earlier version are over; those of the new one begin.
      trigger(.proposalSettled, at, key: "\(content.proposal)")
      trigger(.proposalOpened, at, key: "\(content.proposal)")
    case .proposalWithdrawn(let withdrawal):
      guard let index = openProposal(withdrawal.proposal) else { return }
      proposals[index].stage = .withdrawn(at: at)
      trigger(.proposalSettled, at, key: "\(withdrawal.proposal)")
    case .voted(let vote):
      guard let member = recorded.by.memberID, let index = openProposal(vote.proposal),
        proposals[index].version == vote.version, proposals[index].electorate.contains(member)
      else { return }
      proposals[index].words[member] = Proposal.Word(
        choice: vote.choice, reason: vote.reason, at: at)
    case .severityFlagged(let flag):
      guard let index = openProposal(flag.proposal) else { return }
      proposals[index].flags.insert(flag.severity)
      proposals[index].clearing = []
    case .flagClearingAgreed(let clearing):
      guard let member = recorded.by.memberID, let index = openProposal(clearing.proposal) else {
        return
      }
      proposals[index].clearing.insert(member)
      let proposal = proposals[index]
      let eligible = proposal.electorate.filter { isEligible($0, in: proposal.body, at: at) }
      let agreeing = proposal.clearing.intersection(eligible).count
      if agreeing * 2 > eligible.count || !isOn(.majorityClearsFlag) { proposals[index].flags = [] }
    default: break
    }
  }

  /// Puts a version to those who are eligible now. Who puts it agrees with it.
  private func put(
    _ proposal: inout Proposal, isSevere: Bool?, isLegal: Bool?, by member: MemberID,
    at written: Moment
  ) {
    // A window that a clock gone back would end before what has lapsed already would never lapse.
    let at = max(written, settledUntil)
    proposal.electorate = electorate(for: proposal.subject, at: at)
    proposal.words =
      proposal.electorate.contains(member)
      ? [member: Proposal.Word(choice: .agree, reason: nil, at: at)] : [:]
    if isSevere == true { proposal.flags.insert(.severe) }
    if isLegal == true { proposal.flags.insert(.legal) }
    proposal.clearing = []
    proposal.isSevereByItself = isSevereByItself(proposal.subject)
    proposal.stage =
      proposal.body == .board ? .board : .consensus(until: consensusEnds(of: proposal, from: at))
  }

  /// Consensus is looked for in each version; all of them together leave time for a vote.
  private func consensusEnds(of proposal: Proposal, from at: Moment) -> Moment {
    let decisions = policy.decisions
    guard isOn(.noDecisionToBoard) else { return at.adding(seconds: decisions.consensusSeconds) }
    let left = decisions.allVersionsSeconds - decisions.voteSeconds - proposal.spentSeconds
    return at.adding(seconds: max(0, min(decisions.consensusSeconds, left)))
  }

  /// The proposal about the same that was put before and came to nothing, since the group has the case and since it
  /// was decided on last.
  private func earlierProposal(about subject: ProposalSubject, at: Moment) -> Proposal? {
    guard
      let last = proposals.last(where: {
        $0.subject.isAbout(subject) && $0.body == body && !$0.isOpen
      }), last.adoptedAt == nil
    else { return nil }
    let begins = [returnedAt, reopenedAt].compactMap(\.self).max()
    if let begins, last.openedAt < begins { return nil }
    return last
  }

  private func openProposal(_ number: Int) -> Int? {
    proposals.firstIndex { $0.number == number && $0.isOpen }
  }

  /// Severe by the measures, by the type of violation that was found, or by an answer of the evaluation.
  func isSevereByItself(_ subject: ProposalSubject) -> Bool {
    guard isOn(.severeByItself) else { return false }
    var measures = subject.measures
    // What took a majority is not ended by less.
    if case .readmission(let number, isGranted: true) = subject,
      let ended = measuresInForce.first(where: { $0.number == number })
    {
      measures.append(ended.measure)
      if case .proposal(let source) = ended.source,
        proposals.contains(where: { $0.number == source && $0.isSevere })
      {
        return true
      }
    }
    if measures.contains(where: isSevere) { return true }
    guard subject.kind == .resolution || subject.kind == .reconsideration else { return false }
    if case .violation(_, let types, _)? = investigation.findings[.violation]?.finding,
      types.contains(where: { policy.decisions.severeTypes.contains($0) })
    {
      return true
    }
    return policy.assessment.questions.contains { question in
      question.yesIsSevere && investigation.answers[question.id]?.answer.answer == .yes
    }
  }

  /// Whether a measure that the policy does not list takes time or places from somebody.
  func takesSomething(_ measure: Measure) -> Bool {
    measure.measure == nil && (measure.days != nil || !(measure.spaces ?? []).isEmpty)
  }

  /// A measure is severe by what it does: the policy says so, it keeps somebody out of everything, or it takes time or
  /// places from somebody and no policy says how much that is.
  func isSevere(_ measure: Measure) -> Bool {
    guard let id = measure.measure else {
      return takesSomething(measure) || measure.party.map { wasEver(.reported, $0) } ?? false
    }
    guard let rule = policy.measures.list.first(where: { $0.id == id }) else { return false }
    if rule.isSevere { return true }
    guard rule.concernsReported, rule.perSpace, rule.term != .none else { return false }
    return measure.spaces.map { Set($0).isSuperset(of: policy.spaces.map(\.id)) } ?? true
  }
}
