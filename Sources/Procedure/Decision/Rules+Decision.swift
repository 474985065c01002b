extension Rules {
  /// A measure names a rule of the policy, or says what it is and how it helps.
  func measureIsKnown(_ measure: Measure) throws(Refusal) {
    if let party = measure.party { _ = try self.party(party) }
    for space in measure.spaces ?? [] {
      try require(
        .measureIsWhole, policy.spaces.contains { $0.id == space },
        "The policy knows no space “\(space)”.",
        "Choose one of \(policy.spaces.map(\.id.text).joined(separator: ", ")).")
    }
    let texts =
      (measure.conditions ?? []) + (measure.modifications ?? []) + (measure.repairs ?? [])
    for text in texts { try textFits(text, scalarsMax: Limits.reasonScalarsMax) }
    try optionalTextFits(measure.guidance, scalarsMax: Limits.noteScalarsMax)
    try require(
      .measureIsWhole, measure.days.map { (1...Limits.measureDaysMax).contains($0) } ?? true,
      "That is no number of days.",
      "Choose 1 to \(Limits.measureDaysMax) days, or a measure for good.")
    guard let id = measure.measure else { return try ownMeasureIsWhole(measure) }
    guard let rule = policy.measures.list.first(where: { $0.id == id }) else {
      return try require(
        .measureIsWhole, false, "The policy knows no measure “\(id)”.",
        "Choose one of \(policy.measures.list.map(\.id.text).joined(separator: ", ")), or leave it out and give it a title."
      )
    }
    try termFits(measure, rule)
    try requestIsClear(measure, rule)
  }

  /// Who is asked to stay away knows what is expected of them and what follows otherwise.
  private func requestIsClear(
    _ measure: Measure, _ rule: Policy.MeasureRule
  ) throws(Refusal) {
    for text in [measure.expectation, measure.consequence] {
      try optionalTextFits(text, scalarsMax: Limits.reasonScalarsMax)
    }
    try require(
      .requestIsClear,
      !rule.isRequest
        || [measure.expectation, measure.consequence].allSatisfy {
          Self.isText($0 ?? "", scalarsMax: Limits.reasonScalarsMax)
        },
      "“\(rule.title)” asks for something, and it is not said what is expected or what follows otherwise.",
      "Write both, so clearly that nobody has to guess.")
  }

  private func ownMeasureIsWhole(_ measure: Measure) throws(Refusal) {
    try require(
      .measureIsWhole, policy.measures.allowsOthers, "This policy allows only its own measures.",
      "Choose one of \(policy.measures.list.map(\.id.text).joined(separator: ", ")).")
    try require(
      .measureIsWhole,
      Self.isText(measure.title ?? "", scalarsMax: Limits.nameScalarsMax)
        && Self.isText(measure.makesSafer ?? "", scalarsMax: Limits.reasonScalarsMax),
      "A measure that the policy does not list needs a title and how it makes the community safer.",
      "Write both.")
    try namesWhomItConcerns(measure)
  }

  /// A measure in words of its own that is about somebody says so, whatever else it says: then they are heard first, and
  /// the proposal is severe.
  private func namesWhomItConcerns(_ measure: Measure) throws(Refusal) {
    guard measure.party == nil else { return }
    let words =
      ([measure.title, measure.makesSafer, measure.guidance].compactMap(\.self)
      + (measure.conditions ?? []) + (measure.modifications ?? []) + (measure.repairs ?? []))
      .joined(separator: "\n")
    try require(
      .measureIsWhole, !subject.namesAReportedPerson(words) && !ExcludingWords.stand(in: words),
      "This measure is about somebody, or keeps somebody out, and it is not said whom.",
      "Choose the person; they are heard first, and a majority decides. If it is about nobody, say so in other words."
    )
  }

  private func termFits(_ measure: Measure, _ rule: Policy.MeasureRule) throws(Refusal) {
    let fits: Bool
    let right: String
    switch rule.term {
    case .none, .permanent:
      fits = measure.days == nil
      right = "Leave the days out."
    case .endsOnDate(let least, let most), .endsByReadmission(let least, let most):
      fits = measure.days.map { $0 >= least && $0 <= most ?? .max } ?? false
      right = most.map { "Choose \(least) to \($0) days." } ?? "Choose \(least) days or more."
    }
    try require(.measureIsWhole, fits, "The term does not fit “\(rule.title)”.", right)
    try require(
      .measureIsWhole, !rule.concernsReported || measure.party != nil,
      "“\(rule.title)” concerns somebody, and it is not said whom.", "Choose the person.")
  }

  /// Whoever loses time or places by a measure is named, and was entered as reported: only then are they heard.
  private func concernsSomebodyReported(_ measure: Measure) throws(Refusal) {
    let rule = measure.measure.flatMap { id in policy.measures.list.first { $0.id == id } }
    let takes = rule.map(\.concernsReported) ?? subject.takesSomething(measure)
    try require(
      .measureIsWhole, !takes || measure.party != nil,
      "This measure takes time or places from somebody, and it is not said from whom.",
      "Choose the person.")
    guard let party = measure.party else { return }
    let isSupport = rule == nil && !takes && subject.isHelped(party)
    try require(
      .measureIsWhole,
      isSupport || rule?.concernsReported == false
        || subject.wasEver(.reported, party),
      "This measure concerns somebody who was not entered as reported.",
      "Enter the person as reported first; then they can be heard.")
  }

  /// A higher rung than was used for this person before says why lower ones are skipped.
  func skipsWithReason(_ measures: [Measure]) throws(Refusal) {
    guard policy.measures.skippingNeedsReason else { return }
    for measure in measures {
      guard let id = measure.measure,
        let rung = policy.measures.list.first(where: { $0.id == id })?.rung, rung > 1
      else { continue }
      try require(
        .skippingNeedsReason,
        Self.isText(measure.skipReason ?? "", scalarsMax: Limits.reasonScalarsMax),
        "Lower rungs are skipped, and it is not said why.",
        "Say why a lower rung is not enough, or was used before.")
    }
  }

  func consentIsThere(_ measures: [Measure]) throws(Refusal) {
    let needs = measures.contains { measure in
      policy.measures.list.contains { $0.id == measure.measure && $0.needsConsent }
    }
    let asked = subject.parties.filter { party in
      [PartyRole.reporter, .harmed, .reported].contains { subject.wasEver($0, party.id) }
    }
    try require(
      .measureWithConsent,
      !needs || asked.allSatisfy { subject.isPermitted(.facilitatedConversation, by: $0.id) },
      "Not everybody has agreed to such a conversation.",
      "Ask each of them and record what they say.")
  }

  func mayDecide(_ actor: Actor) throws(Refusal) {
    try require(
      .noDecisionToBoard, subject.failure == nil,
      "The members have come to the end of their way with this case.",
      "The \(policy.community.boardName) gets it by itself and decides.")
    let member = try somebodyWithASeat(actor)
    let owner =
      subject.body == .board
      ? "The \(policy.community.boardName) decides" : "The eligible members decide"
    try require(
      .eligibleVote, subject.mayVote(member, in: subject.body),
      "You do not decide in this case.", "\(owner).")
  }

  func openProposal(_ number: Int) throws(Refusal) -> Proposal {
    guard let proposal = subject.proposals.first(where: { $0.number == number }) else {
      throw refusal(
        .proposalIsOpen, "This case has no such proposal.",
        "Choose one of the proposals of this case.")
    }
    try require(
      .proposalIsOpen, proposal.isOpen, "This proposal is settled.",
      "Open a new one if something else shall happen.")
    return proposal
  }

  func aProposalIsOpen() throws(Refusal) {
    try require(
      .proposalIsOpen, subject.proposals.contains(where: \.isOpen), "No proposal is open.",
      "Propose something first.")
  }

  /// A proposal that is void or failed can be put anew by amending it, too.
  func canBeAmended(_ number: Int) throws(Refusal) -> Proposal {
    guard let proposal = subject.proposals.first(where: { $0.number == number }) else {
      throw refusal(
        .proposalIsOpen, "This case has no such proposal.",
        "Choose one of the proposals of this case.")
    }
    let isAdopted = proposal.adoptedAt != nil
    let isWithdrawn = if case .withdrawn = proposal.stage { true } else { false }
    try require(
      .proposalIsOpen, !isAdopted && !isWithdrawn, "This proposal is settled.",
      "Open a new one if something else shall happen.")
    return proposal
  }

  /// Nobody but who put a proposal takes it back: what the others have said of it would be lost.
  func isTheirs(_ proposal: Proposal, _ actor: Actor, at now: Moment) throws(Refusal) {
    let member = try somebodyWithASeat(actor)
    try require(
      .proposalIsOpen, subject.isLed(proposal, by: member, at: now),
      "Only who put this proposal takes it back.",
      "Object to it, or amend it while consensus is looked for.")
  }

  func someProposalIsTheirs(_ actor: Actor, at now: Moment) throws(Refusal) {
    let member = try somebodyWithASeat(actor)
    try require(
      .proposalIsOpen,
      subject.proposals.contains { $0.isOpen && subject.isLed($0, by: member, at: now) },
      "Only who put the open proposal takes it back.",
      "Object to it, or amend it while consensus is looked for.")
  }

  /// Another text takes the place of a proposal while consensus is looked for; what is voted on stands. At the board,
  /// where no window ends a version, each has its time.
  func mayAmend(
    _ proposal: Proposal, to content: ProposalSubject, _ actor: Actor, at now: Moment
  ) throws(Refusal) {
    let member = try somebodyWithASeat(actor)
    try require(
      .oneProposalOfAKind, content.isAbout(proposal.subject),
      "That is another matter than the proposal's.", "Propose it on its own.")
    try require(
      .eligibleVote, subject.electorate(for: content, at: now).contains(member),
      "You decided before, and others are there who did not.",
      "They amend it; you can speak in the discussion.")
    guard proposal.isOpen, proposal.body == subject.body,
      !subject.isLed(proposal, by: member, at: now)
    else { return }
    switch proposal.stage {
    case .vote:
      try require(
        .oneProposalOfAKind, false, "The members vote on this text.",
        "Vote against it; only who put it amends it now.")
    case .board:
      let free = proposal.openedAt.adding(seconds: policy.decisions.consensusSeconds)
      try require(
        .oneProposalOfAKind, free <= now,
        "This version has its time before another takes its place.",
        "Object to it, or wait: \(free.text(seenFrom: now)) anybody who decides may amend it.")
    case .consensus, .adopted, .failed, .void, .withdrawn: return
    }
  }

  func isOnlyOne(_ kind: ProposalSubject.Kind, besides number: Int? = nil) throws(Refusal) {
    try require(
      .oneProposalOfAKind,
      !subject.proposals.contains {
        $0.isOpen && $0.subject.kind == kind && $0.number != number
      },
      "Another proposal of this kind is open.", "Amend it, or withdraw it first.")
    guard kind == .resolution || kind == .reconsideration else { return }
    try require(
      .oneProposalOfAKind, subject.adoptedNotEnacted?.subject.kind != kind,
      "A resolution is adopted and waits to be enacted.", "Enact it first.")
  }

  func canSpeak(_ actor: Actor, to proposal: Proposal, at now: Moment) throws(Refusal) {
    let member = try somebodyWithASeat(actor)
    try require(
      .eligibleVote, subject.mayVote(member, in: proposal.body),
      "You do not decide in this case.", "The eligible members do.")
    try require(
      .eligibleVote, proposal.electorate.contains(member),
      "You joined after this version was opened.",
      "You can speak to the next version; say what you think in the discussion.")
  }

  func isNewest(_ version: Int, of proposal: Proposal) throws(Refusal) {
    try require(
      .newestVersion, version == proposal.version,
      "The proposal was amended since you read it.",
      "Read version \(proposal.version) and say again.")
  }

  func objectionSaysWhy(_ vote: Vote) throws(Refusal) {
    try require(
      .objectionHasReason,
      vote.choice != .object || Self.isText(vote.reason ?? "", scalarsMax: Limits.reasonScalarsMax),
      "An objection says why.", "Write what would have to change.")
  }

  func flagIsSet(_ proposal: Proposal) throws(Refusal) {
    try require(
      .majorityClearsFlag, !proposal.flags.isEmpty,
      "Nobody has called this proposal severe.", "Nothing has to be taken back.")
  }

  func subjectFits(_ content: ProposalSubject, at now: Moment) throws(Refusal) {
    for measure in content.measures {
      try measureIsKnown(measure)
      try concernsSomebodyReported(measure)
    }
    switch content {
    case .resolution(let measures):
      try skipsWithReason(measures)
      try consentIsThere(measures)
    case .reconsideration(let verdict, let measures):
      try isWithBoard()
      try require(
        .reconsiderInTime, subject.reconsideration != nil, "Nobody asked for reconsideration.",
        "A party asks for it with a motivation first.")
      try require(
        .measureIsWhole, verdict == .changed || measures.isEmpty,
        "Measures belong only to a changed decision.", "Leave them out.")
    case .readmission(let number, let isGranted):
      let measure = try measureInForce(number)
      try isReviewed(measure)
      // Whatever else is in force can be ended without a request.
      try require(
        .readmissionAsked,
        measure.readmissionAsked != nil || (isGranted && !measure.needsReadmission),
        "Readmission was not asked for.", "Record the request first.")
      if isGranted, measure.needsReadmission { try readmissionIsDue(measure, at: now) }
    case .policy(let address):
      try require(
        .proposalIsOpen, address != subject.policyAddress, "The case follows that policy already.",
        "Nothing has to be done.")
    }
  }

  func isWithBoard() throws(Refusal) {
    try require(
      .boardDecides, subject.escalation != nil,
      "Only the \(policy.community.boardName) decides on that.",
      "Give the case to the \(policy.community.boardName) first.")
  }
}

extension Case {
  func decideDecision(
    _ command: Command, by actor: Actor, at now: Moment, _ rules: Rules
  ) throws(Refusal) -> [Event]? {
    switch command {
    case .propose(let content):
      try rules.mayDecide(actor)
      try rules.isOnlyOne(content.subject.kind)
      try rules.mayOpen(content.subject)
      try rules.subjectFits(content.subject, at: now)
      try rules.textFits(content.reasons, scalarsMax: Limits.noteScalarsMax)
      return [.proposalOpened(content)]
    case .amendProposal(let content):
      let proposal = try rules.canBeAmended(content.proposal)
      try rules.mayDecide(actor)
      try rules.mayAmend(proposal, to: content.subject, actor, at: now)
      try rules.isOnlyOne(content.subject.kind, besides: proposal.number)
      try rules.mayOpen(content.subject)
      try rules.subjectFits(content.subject, at: now)
      try rules.textFits(content.reasons, scalarsMax: Limits.noteScalarsMax)
      return [.proposalAmended(content)]
    case .withdrawProposal(let withdrawal):
      let proposal = try rules.openProposal(withdrawal.proposal)
      try rules.mayDecide(actor)
      try rules.isTheirs(proposal, actor, at: now)
      try rules.reasonIsGiven(withdrawal.reason)
      return [.proposalWithdrawn(withdrawal)]
    case .vote(let vote):
      let proposal = try rules.openProposal(vote.proposal)
      try rules.canSpeak(actor, to: proposal, at: now)
      try rules.isNewest(vote.version, of: proposal)
      try rules.objectionSaysWhy(vote)
      return [.voted(vote)]
    case .flagSevere(let flag):
      let proposal = try rules.openProposal(flag.proposal)
      try rules.canSpeak(actor, to: proposal, at: now)
      try rules.reasonIsGiven(flag.reason)
      return [.severityFlagged(flag)]
    case .clearFlag(let clearing):
      let proposal = try rules.openProposal(clearing.proposal)
      try rules.canSpeak(actor, to: proposal, at: now)
      try rules.flagIsSet(proposal)
      try rules.reasonIsGiven(clearing.reason)
      return [.flagClearingAgreed(clearing)]
    default: return nil
    }
  }
}

extension Rules {
  /// What has to be there before a proposal of a kind is put to the members.
  func mayOpen(_ content: ProposalSubject) throws(Refusal) {
    if content.kind == .resolution || content.kind == .policy { try isReopened() }
    guard content.kind == .resolution || content.kind == .reconsideration else { return }
    if content.kind == .resolution, subject.escalation == nil { try hasShepherd() }
    // What was done at once is reviewed on its own; nothing here hurries past the account of the events.
    try nothingIsMissing()
    if content.kind == .resolution { try findingsAreThere() }
    try reportedAreHeard(content.measures)
  }
}
