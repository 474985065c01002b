extension Rules {
  func knowsSoftConflicts() throws(Refusal) {
    try require(
      .softConflictKnown, policy.decisions.softConflicts,
      "This policy knows no soft conflict: who has a conflict steps out.",
      "Declare the conflict, or none.")
  }

  /// Some seats speak and do not act.
  func seatMayAct(_ actor: Actor, _ command: Command.Name) throws(Refusal) {
    guard command != .declare, let seat = subject.standing(of: actor)?.seat else { return }
    try require(
      .oversightReads,
      seat != .oversight || policy.publicVoice.board && Command.Name.publicWord.contains(command),
      "You read this case for oversight.", "Those who handle it act in it.")
    let speaks: Set<Command.Name> = [.discuss, .writeNote, .correctNote]
    try require(
      .adviserAdvises, seat != .adviser || speaks.contains(command),
      "You advise in this case.", "Say it in the discussion; the members act.")
  }

  /// A closed case rests, except for what belongs to its end.
  func isNotClosed(for command: Command.Name) throws(Refusal) {
    let isClosed = subject.closedState != nil || subject.phase == .filed
    guard isClosed, !Command.Name.afterClosing.contains(command) else { return }
    try require(
      .filedRests, false, "This case is closed.",
      "Reopen it first, with the new information; notes and messages are still possible.")
  }
}

extension Command.Name {
  /// What a public statement needs from its first word to its publication.
  static let publicWord: Set<Command.Name> = [
    .writeDraft, .changeDraft, .reviewDraft, .discardDraft, .publishStatement,
  ]

  /// What can be done in a closed case without opening it again.
  static let afterClosing: Set<Command.Name> = [
    .declare, .admit, .clearNamedMember, .holdBack, .nameParty, .correctParty, .linkPerson,
    .writeMessage, .placeMail,
    .writeNote, .correctNote, .discuss, .correctEntry, .reopen, .recordReview, .linkCase,
    .askAboutRetaliation, .askPermission, .recordPermission, .withdrawPermission,
    .recordDisclosure, .askLegalAdvice, .waiveLegalAdvice, .openChannel, .writeDraft, .changeDraft,
    .reviewDraft,
    .sendDraft, .discardDraft, .publishStatement, .recordCondition, .recordReadmissionRequest,
    .propose, .amendProposal, .withdrawProposal, .vote, .flagSevere, .clearFlag, .consult,
    .recordConsultation, .waiveConsultation, .enact, .endMeasure, .addTask, .assignTask,
    .completeTask, .dropTask, .reportToBoard, .grantOversight, .declineOversight,
    .recordReconsiderationRequest, .returnToGroup, .notifyAgency, .notifyNoAgency, .reviewAct,
    .reportAct, .reviewNotice,
  ]
}

extension Case {
  /// Who may give the command in this state of the case, whatever it says.
  func permit(
    _ command: Command.Name, about kind: ProposalSubject.Kind = .resolution, by actor: Actor,
    at now: Moment, _ rules: Rules
  ) throws(Refusal) {
    if command == .declare {
      try rules.mayDeclare(actor)
    } else {
      try rules.declaredFirst(actor)
      try rules.isHandler(actor)
    }
    try rules.seatMayAct(actor, command)
    if command == .takeBack { try rules.isSetAside() } else { try rules.isNotSetAside() }
    try rules.isNotClosed(for: command)
    switch command {
    case .acknowledge: try rules.isNotAcknowledged()
    case .escalateToBoard:
      try rules.isNotEscalated()
      try rules.isNotFiled()
      try rules.membersAreNotDeciding()
    case .setAside:
      try rules.isNotAnswered()
      try rules.nothingIsUnderWay(at: now)
    case .placeMail: try rules.mailsWait()
    case .notifyAgency: try rules.agencyIsNotNotified()
    case .notifyNoAgency: try rules.agencyQuestionIsOpen()
    case .acceptShepherding: try rules.mayAcceptShepherding(actor)
    case .declineShepherding: try rules.wasAskedToShepherd(actor)
    case .settleBiases: try rules.biasesWait()
    case .handOverShepherding: try rules.isShepherd(actor)
    case .introduceShepherd: try rules.hasShepherd()
    case .settleConcern: try rules.settlesConcern(actor)
    case .reportAct: try rules.anActWaitsForReport()
    case .reviewAct: try rules.anActWaitsForReview()
    case .sendEmergencyNotice: try rules.someNoticeMayGoUnread(by: actor, at: now)
    case .reviewNotice: try rules.someNoticeWaits()
    case .settleInformation: try rules.aNeedIsOpen()
    case .withdrawPermission: try rules.somethingIsAllowed()
    case .waiveLegalAdvice: try rules.oweAdvice()
    // What has to be there first follows from what it is about.
    case .propose where kind != .resolution: try rules.mayDecide(actor)
    default: try permitDeciding(command, by: actor, at: now, rules)
    }
  }

  private func permitDeciding(
    _ command: Command.Name, by actor: Actor, at now: Moment, _ rules: Rules
  ) throws(Refusal) {
    switch command {
    case .changeDraft, .discardDraft: try rules.aDraftWaits()
    case .reviewDraft: try rules.mayReviewSomeDraft(actor)
    case .sendDraft: try rules.someDraftIsRead()
    case .publishStatement:
      try rules.maySpeakInPublic(actor)
      try rules.someDraftIsRead()
    case .propose: try permitProposing(by: actor, rules)
    case .vote, .flagSevere, .clearFlag:
      try rules.mayDecide(actor)
      try rules.aProposalIsOpen()
    case .withdrawProposal:
      try rules.mayDecide(actor)
      try rules.aProposalIsOpen()
      try rules.someProposalIsTheirs(actor, at: now)
    case .amendProposal: try rules.mayDecide(actor)
    case .consult, .recordConsultation, .waiveConsultation:
      try rules.someProposalIsAdopted(at: now)
    case .enact:
      try rules.someProposalIsAdopted(at: now)
      if let proposal = adoptedNotEnacted { try rules.everybodyWasAsked(proposal, at: now) }
    case .assignTask, .completeTask, .dropTask: try rules.aTaskIsOpen()
    case .recordCondition, .recordReadmissionRequest, .endMeasure: try rules.aMeasureIsInForce()
    case .recordReconsiderationRequest: try rules.reconsideringIsInTime(at: now)
    case .returnToGroup: try rules.mayReturn(actor, at: now)
    case .close:
      try rules.hasDecision()
      try rules.tasksAreDone()
      try rules.actsAreReviewed(at: now)
      try rules.measuresOfActsAreDecided(at: now)
      try rules.boardHasReport()
      try rules.reporterKnowsOfClosing()
    case .fileForRecord:
      try rules.hasTheCase(actor)
      try rules.isAnswered()
      try rules.nothingIsUnderWay(at: now)
      try rules.boardHasReport()
    case .mergeInto:
      try rules.hasTheCase(actor)
      try rules.isAnswered()
      try rules.nothingIsUnderWay(at: now, isInGoodHands: true)
    case .reopen, .recordReview: try rules.isClosed()
    default: break
    }
  }

  private func permitProposing(by actor: Actor, _ rules: Rules) throws(Refusal) {
    try rules.mayDecide(actor)
    // A closed case is opened again first, unless the board reconsiders or somebody asks for readmission.
    let waits = measuresInForce.contains { $0.readmissionAsked != nil } || reconsideration != nil
    if waits || (closedState != nil && hasMeasureThatHolds) { return }
    try rules.isReopened()
    if escalation == nil { try rules.hasShepherd() }
    try rules.nothingIsMissing()
    try rules.findingsAreThere()
  }
}

extension Rules {
  func hasAct() throws(Refusal) {
    try require(
      .actIsGrounded, !subject.acts.isEmpty, "Nobody has acted at once in this case.",
      "Record first what was done, then tell those concerned.")
  }

  func isReopened() throws(Refusal) {
    try require(
      .filedRests, subject.closedState == nil && subject.phase != .filed, "This case is closed.",
      "Reopen it first, with the new information.")
  }
}

extension Case {
  /// For each command that belongs to the phase: whether the actor may give it now, or what it waits for.
  /// Empty for who may not know that the case exists.
  package func availableCommands(
    for actor: Actor, at now: Moment, under policy: Policy
  ) -> [CommandAvailability] {
    guard mayKnow(actor) else { return [] }
    let current = advanced(to: now)
    let rules = Rules(subject: current, policy: policy)
    var listed: Set<Command.Name> = []
    return current.commandsOfPhase(for: actor).filter { listed.insert($0).inserted }.map {
      command in
      do throws(Refusal) {
        try current.permit(command, by: actor, at: now, rules)
        return CommandAvailability(command: command, waitsFor: nil)
      } catch {
        return CommandAvailability(command: command, waitsFor: error)
      }
    }
  }

  private func commandsOfPhase(for actor: Actor) -> [Command.Name] {
    guard let standing = standing(of: actor) else { return [] }
    if standing.state == .asked { return setAside == nil ? [.declare] : [] }
    if standing.seat == .oversight { return [.declare] + publicWord }
    if standing.seat == .adviser { return [.discuss, .writeNote, .correctNote, .declare] }
    switch phase {
    case .setAside: return [.takeBack]
    case .waitingForReaders, .received:
      return first + investigating + [.propose] + always + [.setAside, .fileForRecord, .mergeInto]
    case .open:
      return investigating + [.propose, .fileForRecord, .mergeInto] + always
    case .deciding:
      return [.vote, .amendProposal, .withdrawProposal, .flagSevere, .enact] + flags
        + investigating + always
    case .consulting:
      return [.consult, .recordConsultation, .waiveConsultation, .enact] + investigating + always
    case .enacting:
      return [
        .completeTask, .assignTask, .dropTask, .close, .propose, .askAboutRetaliation,
      ] + measures + investigating + always
    case .closed, .filed:
      return
        (proposals.contains(where: \.isOpen)
        ? [.vote, .amendProposal, .withdrawProposal, .flagSevere] + flags : [])
        + (adoptedNotEnacted == nil
          ? [] : [.consult, .recordConsultation, .waiveConsultation, .enact])
        + measures + [.askAboutRetaliation, .recordReview, .reopen, .reportToBoard] + resting
    }
  }

  /// What the board says in public of a case that it reads and does not decide on.
  private var publicWord: [Command.Name] {
    guard policy.publicVoice.board else { return [] }
    let waits = drafts.contains { $0.kind == .publicStatement && $0.state == .waiting }
    return [.writeDraft]
      + (waits ? [.changeDraft, .reviewDraft, .discardDraft, .publishStatement] : [])
  }

  private var first: [Command.Name] { [.acknowledge] + urgent }

  /// What protects people comes first.
  private var urgent: [Command.Name] {
    var commands: [Command.Name] = []
    if case .open = agency { commands += [.notifyAgency, .notifyNoAgency] }
    if acts.contains(where: { $0.reportedAt == nil }) { commands.append(.reportAct) }
    if acts.contains(where: { $0.settled == nil }) { commands.append(.reviewAct) }
    if notices.contains(where: { $0.review == nil }) { commands.append(.reviewNotice) }
    if !mailsAside.isEmpty { commands.append(.placeMail) }
    if standings.values.contains(where: { if case .heldBack = $0.state { true } else { false } }) {
      commands.append(.clearNamedMember)
    }
    if shepherding.pending != nil { commands.append(.settleBiases) }
    if shepherding.openConcern != nil { commands.append(.settleConcern) }
    if drafts.contains(where: { $0.state == .waiting }) {
      commands += [.reviewDraft, .sendDraft, .changeDraft, .discardDraft]
    }
    if !oversightAsked.isEmpty { commands += [.grantOversight, .declineOversight] }
    return commands
  }

  private var investigating: [Command.Name] {
    (phase == .received || phase == .waitingForReaders ? [] : urgent)
      + (shepherding.shepherd == nil || shepherding.nominated != nil ? [.acceptShepherding] : [])
      + (shepherding.shepherd == nil ? [] : [.introduceShepherd, .handOverShepherding])
      + (shepherding.nominated == nil
        ? [.nominateShepherd] : [.nominateShepherd, .declineShepherding])
      + [
        .recordSafety, .actAtOnce, .callMeeting, .recordMeeting, .assess, .recordFinding,
        .needInformation,
      ] + (investigation.isSomethingMissing ? [.settleInformation] : [])
      + [
        .recordHearing, .waiveHearing, .recordContact, .recordEvidence, .recordGround,
        .recordLocalDecision, .referOut, .announceDelay,
      ] + (acts.isEmpty ? [] : [.sendEmergencyNotice])
  }

  /// Whether something is in force that the members could end before its time.
  private var hasMeasureThatHolds: Bool {
    measuresInForce.contains { $0.endedAt == nil && !$0.needsReadmission && $0.ends != .none }
  }

  private var flags: [Command.Name] {
    proposals.contains { $0.isOpen && !$0.flags.isEmpty } ? [.clearFlag] : []
  }

  private var measures: [Command.Name] {
    var commands: [Command.Name] = []
    if !openTasks.isEmpty, phase != .enacting {
      commands += [.completeTask, .assignTask, .dropTask]
    }
    let inForce = measuresInForce.filter { $0.endedAt == nil }
    if !inForce.isEmpty { commands += [.recordCondition, .endMeasure] }
    if inForce.contains(where: \.needsReadmission) { commands.append(.recordReadmissionRequest) }
    if inForce.contains(where: { $0.readmissionAsked != nil }) || reconsideration != nil
      || hasMeasureThatHolds
    {
      commands.append(.propose)
    }
    if hasDecision || !acts.isEmpty { commands.append(.recordReconsiderationRequest) }
    return commands
  }

  private var always: [Command.Name] {
    [
      .discuss, .writeNote, .correctNote, .correctEntry, .writeMessage, .writeDraft, .openChannel,
      .askPermission, .recordPermission, .withdrawPermission, .recordDisclosure, .askLegalAdvice,
      .waiveLegalAdvice, .nameParty, .correctParty, .linkPerson, .writeCard, .admit, .holdBack,
      .linkCase, .pauseDeadline, .resumeDeadline, .departFromRule, .escalateToBoard, .declare,
      .addTask, .reportToBoard,
    ] + (openTasks.isEmpty ? [] : [.completeTask, .assignTask, .dropTask])
      + (escalation == nil ? [] : [.returnToGroup])
      + (hasDecision || !acts.isEmpty ? [.recordReconsiderationRequest] : [])
      + (drafts.contains { $0.kind == .publicStatement && $0.state == .waiting }
        ? [.publishStatement] : [])
  }

  private var resting: [Command.Name] {
    urgent + [
      .discuss, .writeNote, .correctNote, .correctEntry, .writeMessage, .writeDraft, .openChannel,
      .askPermission, .recordPermission, .withdrawPermission, .recordDisclosure, .askLegalAdvice,
      .waiveLegalAdvice, .nameParty, .correctParty, .linkPerson, .admit, .holdBack, .linkCase,
      .declare, .addTask,
    ] + (escalation == nil ? [] : [.returnToGroup])
  }
}
