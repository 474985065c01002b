extension Rules {
  func isClosed() throws(Refusal) {
    let isFiled = subject.phase == .filed
    try require(
      .closedOnce, subject.closedState != nil || isFiled, "This case is not closed.",
      "Nothing has to be reopened.")
  }

  func hasDecision() throws(Refusal) {
    try require(
      .decisionBeforeClosing, subject.hasDecision,
      "No decision was put into effect.",
      "Decide first, also when nothing shall follow; or file the case for the record.")
    try require(
      .decisionBeforeClosing,
      !subject.proposals.contains(where: \.isOpen) && subject.adoptedNotEnacted == nil,
      "A proposal is open or waits to be enacted.", "Bring it to its end first.")
  }

  func tasksAreDone() throws(Refusal) {
    let open = subject.openTasks.count
    try require(
      .tasksBeforeClosing, open == 0,
      open == 1 ? "One task is still open." : "\(open) tasks are still open.",
      "Complete them, or drop them with a reason.")
  }

  /// Where nobody else is left who could review an act, the board has its report and the case can end.
  func actsAreReviewed(at now: Moment) throws(Refusal) {
    try require(
      .actsBeforeClosing, !subject.acts.contains { subject.canBeReviewed($0, at: now) },
      "An act at once was not reviewed yet.", "It waits for a majority of the other members.")
  }

  /// What one member put in force stays by a resolution, or not at all.
  func measuresOfActsAreDecided(at now: Moment) throws(Refusal) {
    try require(
      .actsBeforeClosing, !subject.hasUndecidedMeasureOfAct(at: now),
      "What was done at once is still in force, and no resolution says whether it stays.",
      "Propose a resolution about it, or that it ends.")
  }

  /// A report is not laid aside over what protects people or what the members are deciding.
  ///
  /// - Parameter isInGoodHands: whether others go on with it, so that somebody may still be in danger.
  func nothingIsUnderWay(at now: Moment, isInGoodHands: Bool = false) throws(Refusal) {
    try hasNoDecision()
    try agencyQuestionIsSettled()
    try require(
      .agencyTask, isInGoodHands || !subject.isInDanger,
      "Somebody is in danger, as far as the record says.",
      "Protect them first; when it is over, say so on the record.")
    try actsAreReviewed(at: now)
    try measuresOfActsAreDecided(at: now)
  }

  /// Whoever reported is answered before their report is laid to the record.
  func isAnswered() throws(Refusal) {
    try require(
      .acknowledgementArrives, subject.acknowledgement != nil,
      "Whoever reported has no answer yet.", "Acknowledge the report first.")
  }

  func reporterKnowsOfClosing() throws(Refusal) {
    try require(
      .reporterBeforeClosing,
      subject.reporterChannel == nil || subject.closingToldAt != nil
        || subject.reporterStoppedContact,
      "The reporter was not told that the case is closed.",
      "Write them a message of the kind “closing” first.")
  }

  func boardHasReport() throws(Refusal) {
    try require(
      .boardReportFirst,
      !policy.board.reportsEveryCase || subject.boardReportedAt != nil
        || subject.escalation != nil,
      "The \(policy.community.boardName) has no report on this case yet.",
      "Write the report to the \(policy.community.boardName) first.")
  }

  func outcomeFits(_ outcome: RecordType) throws(Refusal) {
    let fitting = subject.fittingOutcomes
    try require(
      .decisionBeforeClosing, fitting.contains(outcome),
      "This is not how the case ended, by its findings and by what was decided.",
      "Choose \(fitting.map(\.rawValue).joined(separator: " or ")), or correct the finding first.")
  }

  func deadlineRests(_ id: DeadlineID, at now: Moment) throws(Refusal) {
    let rule = policy.deadlines.first { $0.id == id }
    try require(
      .promisesRun, rule?.kind == .aim,
      rule == nil
        ? "The policy knows no such deadline." : "This was promised to people and does not rest.",
      "Internal aims can rest; for a promise, tell the reporter why it takes longer.")
  }

  func rests(_ id: DeadlineID) throws(Refusal) {
    try require(
      .promisesRun, subject.pauses[id]?.last.map { $0.until == nil } == true,
      "This deadline does not rest.", "Nothing has to be done.")
  }

  func doesNotRest(_ id: DeadlineID) throws(Refusal) {
    try require(
      .promisesRun, subject.pauses[id]?.last.map { $0.until == nil } != true,
      "This deadline rests already.", "Nothing has to be done.")
  }

  func liesAhead(_ projected: Moment, _ now: Moment) throws(Refusal) {
    try require(
      .delayIsAhead, projected > now && projected <= now.adding(seconds: Limits.policySecondsMax),
      "The day that is promised lies in the past, or very far away.", "Choose a day ahead.")
  }

  func reconsideringIsInTime(for party: PartyID? = nil, at now: Moment) throws(Refusal) {
    let parties = party.map { [$0] } ?? subject.parties.map(\.id)
    try require(
      .reconsiderInTime, subject.decidedLast != nil,
      "Nothing has been decided that could be reconsidered.",
      "Wait for the decision.")
    try require(
      .reconsiderInTime,
      subject.decidedLast == nil
        || parties.contains { subject.canBeReconsidered(for: $0, at: now) },
      "The time to ask for reconsideration is over.",
      "New information reopens the case at any time.")
    try require(
      .reconsiderInTime, subject.reconsideration == nil,
      "Reconsideration was already asked for.", "The board decides on it.")
  }

  func oversightWasAsked(_ member: MemberID) throws(Refusal) {
    try require(
      .oversightByPolicy, policy.board.allowsOversight,
      "This policy knows no access for oversight.", "Nothing has to be done.")
    try require(
      .oversightByPolicy, subject.oversightAsked[member] != nil,
      "That board member has not asked to read this case.", "They ask with a reason first.")
  }

  func linksToAnother(_ other: CaseID, _ relation: CaseRelation) throws(Refusal) {
    try require(
      .linksAnother, !subject.links.contains { $0.other == other && $0.relation == relation },
      "These cases are already linked so.", "Nothing has to be done.")
  }

  func hasNoDecision() throws(Refusal) {
    try require(
      .decisionBeforeClosing,
      !subject.hasDecision && subject.adoptedNotEnacted == nil
        && !subject.proposals.contains(where: \.isOpen),
      "Something was decided here, or is about to be.",
      "Carry it out and close the case.")
  }

  /// The board gives a case back; where nobody of it is there, the members take it back themselves.
  func mayReturn(_ actor: Actor, at now: Moment) throws(Refusal) {
    try isWithBoard()
    let seat = actor.memberID.flatMap { subject.standings[$0]?.seat }
    try require(
      .boardDecides, seat == .board || seat == .member && subject.groupMayTakeBack(at: now),
      "Only the \(policy.community.boardName) does that.",
      "A member of it has to do it; the members do, where nobody of it is there and enough of them are."
    )
    try require(
      .boardDecides, subject.reconsideration == nil,
      "The \(policy.community.boardName) was asked to look at the decision again.",
      "It decides on that; sending the case back is one of the answers.")
    try require(
      .boardDecides, !subject.proposals.contains { $0.isOpen && $0.body == .board },
      "The \(policy.community.boardName) is deciding.",
      "Bring the proposal to its end, or whoever put it takes it back first.")
  }

  /// A case is ended without a decision by those who have it.
  func hasTheCase(_ actor: Actor) throws(Refusal) {
    let seat = actor.memberID.flatMap { subject.standings[$0]?.seat }
    let owner =
      subject.body == .board
      ? "the \(policy.community.boardName)" : "the \(policy.community.groupWord)"
    try require(
      .boardDecides, seat == (subject.body == .board ? .board : .member),
      "This case is before \(owner).", "Somebody of it ends the case.")
  }

  /// Nobody takes a decision from the members while they make it.
  func membersAreNotDeciding() throws(Refusal) {
    try require(
      .noDecisionToBoard, !subject.proposals.contains { $0.isOpen && $0.body == .group },
      "The members are deciding.",
      "The case goes to the \(policy.community.boardName) by itself when they come to nothing; whoever put the proposal can take it back."
    )
  }
}

extension Case {
  func decideClosing(
    _ command: Command, by actor: Actor, at now: Moment, _ rules: Rules
  ) throws(Refusal) -> [Event]? {
    switch command {
    case .reportToBoard(let report):
      try rules.textFits(report.text, scalarsMax: Limits.noteScalarsMax)
      return [.boardReported(report)]
    case .grantOversight(let grant):
      try rules.oversightWasAsked(grant.member)
      try rules.reasonIsGiven(grant.reason)
      return [.oversightGranted(grant)]
    case .declineOversight(let decline):
      try rules.oversightWasAsked(decline.member)
      try rules.reasonIsGiven(decline.reason)
      return [.oversightDeclined(decline)]
    case .recordReconsiderationRequest(let request):
      _ = try rules.party(request.party)
      try rules.reconsideringIsInTime(for: request.party, at: now)
      try rules.textFits(request.account, scalarsMax: Limits.noteScalarsMax)
      var events: [Event] = [.reconsiderationRequested(request)]
      if escalation == nil {
        events.append(.escalatedToBoard(Escalation(because: .reconsideration)))
      }
      return events
    case .returnToGroup(let why):
      try rules.mayReturn(actor, at: now)
      try rules.reasonIsGiven(why.reason)
      return [.returnedToGroup(Reason(reason: why.reason))]
    case .close(let closing):
      try rules.hasDecision()
      try rules.tasksAreDone()
      try rules.actsAreReviewed(at: now)
      try rules.measuresOfActsAreDecided(at: now)
      try rules.boardHasReport()
      try rules.reporterKnowsOfClosing()
      try rules.outcomeFits(closing.outcome)
      try rules.textFits(closing.summary, scalarsMax: Limits.noteScalarsMax)
      try rules.textFits(closing.actions, scalarsMax: Limits.noteScalarsMax)
      return [.closed(closing)]
    case .reopen(let reopening):
      try rules.isClosed()
      try rules.reasonIsGiven(reopening.reason)
      return [.reopened(reopening)]
    case .fileForRecord(let why):
      try rules.reasonIsGiven(why.reason)
      return try fileForRecord(why.reason, by: actor, rules)
    case .linkCase(let link):
      try rules.linksToAnother(link.other, link.relation)
      try rules.optionalTextFits(link.note, scalarsMax: Limits.reasonScalarsMax)
      return [.caseLinked(link)]
    case .mergeInto(let merging):
      try rules.reasonIsGiven(merging.reason)
      return [.mergedInto(merging)]
    default: return try decideTime(command, at: now, rules)
    }
  }

  /// What would end without a decision is not ended by one handler where another is there.
  private func fileForRecord(
    _ reason: String, by actor: Actor, _ rules: Rules
  ) throws(Refusal) -> [Event] {
    let seat: Seat = body == .board ? .board : .member
    let others = standings.contains {
      $0.key != actor.memberID && $0.value.state == .cleared && $0.value.seat == seat
    }
    guard others, isOn(.filingBySecond) else { return [.filedForRecord(Reason(reason: reason))] }
    guard let first = wanted[.filing] else {
      return [.secondWanted(SecondWanted(matter: .filing, reason: reason))]
    }
    try rules.require(
      .filingBySecond, first != actor.memberID,
      "You have said so already, and nobody ends a case without a decision alone.",
      "Another handler has to want it too.")
    return [.filedForRecord(Reason(reason: reason))]
  }

  private func decideTime(
    _ command: Command, at now: Moment, _ rules: Rules
  ) throws(Refusal) -> [Event]? {
    switch command {
    case .announceDelay(let notice):
      try rules.liesAhead(notice.projected, now)
      try rules.textFits(notice.text, scalarsMax: Limits.messageScalarsMax)
      guard let channel = reporterChannel, !reporterStoppedContact else {
        return [.delayAnnounced(DelayAnnouncement(projected: notice.projected))]
      }
      let announced = Event.delayAnnounced(
        DelayAnnouncement(projected: notice.projected, message: notice.message))
      let place = try rules.messageHasItsPlace(notice.message, in: channel)
      return [.messageSent(MessageSending(message: place, kind: .delay)), announced]
    case .pauseDeadline(let pause):
      try rules.deadlineRests(pause.deadline, at: now)
      try rules.doesNotRest(pause.deadline)
      try rules.reasonIsGiven(pause.reason)
      return [.deadlinePaused(pause)]
    case .resumeDeadline(let pause):
      try rules.rests(pause.deadline)
      return [.deadlineResumed(pause)]
    case .recordReview(let review):
      try rules.isClosed()
      try rules.textFits(review.account, scalarsMax: Limits.noteScalarsMax)
      return [.reviewRecorded(review)]
    case .askAboutRetaliation(let letter):
      return [try toReporter(letter, kind: .retaliationQuestion, rules)]
    default: return nil
    }
  }
}
