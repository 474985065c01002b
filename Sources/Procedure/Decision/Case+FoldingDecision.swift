extension Case {
  mutating func foldDecision(_ event: Event, _ recorded: RecordedEvent) {
    let at = recorded.at
    switch event {
    case .proposalOpened(let content):
      guard let member = recorded.by.memberID else { return }
      var proposal = Proposal(
        number: recorded.sequence, version: 1, by: member, subject: content.subject,
        reasons: content.reasons, openedAt: at, body: body, electorate: [], words: [:],
        flags: [], clearing: [], isSevereByItself: false, stage: .board, earlier: [],
        evidenceUntil: recorded.sequence)
      put(&proposal, isSevere: content.isSevere, isLegal: content.isLegal, by: member, at: at)
      proposals.append(proposal)
      trigger(.proposalOpened, at, key: "\(recorded.sequence)")
    case .proposalAmended(let content):
      guard let member = recorded.by.memberID,
        let index = proposals.firstIndex(where: { $0.number == content.proposal })
      else { return }
      var proposal = proposals[index]
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
    proposal.flags = []
    if isSevere == true { proposal.flags.insert(.severe) }
    if isLegal == true { proposal.flags.insert(.legal) }
    proposal.clearing = []
    proposal.isSevereByItself = isSevereByItself(proposal.subject)
    proposal.stage =
      proposal.body == .board
      ? .board : .consensus(until: at.adding(seconds: policy.decisions.consensusSeconds))
  }

  private func openProposal(_ number: Int) -> Int? {
    proposals.firstIndex { $0.number == number && $0.isOpen }
  }

  /// Severe by the measures, by the type of violation that was found, or by an answer of the evaluation.
  func isSevereByItself(_ subject: ProposalSubject) -> Bool {
    guard isOn(.severeByItself) else { return false }
    let rules = policy.measures.list
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
    if measures.contains(where: { measure in
      rules.contains { $0.id == measure.measure && $0.isSevere }
    }) {
      return true
    }
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
}
