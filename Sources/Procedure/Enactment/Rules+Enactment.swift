extension Rules {
  func adopted(_ number: Int) throws(Refusal) -> Proposal {
    guard let proposal = subject.proposals.first(where: { $0.number == number }) else {
      throw refusal(
        .adoptedBeforeEnactment, "This case has no such proposal.",
        "Choose one of the proposals of this case.")
    }
    return proposal
  }

  func isAdopted(_ proposal: Proposal, at now: Moment) throws(Refusal) {
    try require(
      .adoptedBeforeEnactment, proposal.adoptedAt != nil, "This proposal is not adopted.",
      subject.needs(of: proposal, at: now)?.sentence(seenFrom: now) ?? "Open a new one.")
    try require(
      .adoptedBeforeEnactment, !subject.enacted.contains(proposal.number),
      "This proposal is already in effect.", "Nothing has to be done.")
  }

  func someProposalIsAdopted(at now: Moment) throws(Refusal) {
    let open = subject.proposals.last(where: \.isOpen)
    try require(
      .adoptedBeforeEnactment, subject.adoptedNotEnacted != nil,
      "No resolution is adopted yet.",
      open.flatMap { subject.needs(of: $0, at: now)?.sentence(seenFrom: now) }
        ?? "It waits for a proposal.")
  }

  func isConsultable(_ proposal: Proposal) throws(Refusal) {
    try require(
      .consultOnAdopted,
      proposal.adoptedAt != nil && !subject.enacted.contains(proposal.number),
      "Only an adopted resolution that is not in effect yet is put to those affected.",
      "The members agree first.")
  }

  func isAffected(_ id: PartyID) throws(Refusal) {
    _ = try party(id)
    try require(
      .partyIsKnown, subject.affectedParties.contains { $0.id == id },
      "This person is not among those who are asked.",
      "Those are the people who reported or were harmed.")
  }

  /// Who can be asked is asked; whoever was ever entered as reported is not asked by words that only one member has read.
  func cannotBeAsked(_ party: PartyID) throws(Refusal) {
    try require(
      .consultBeforeEnactment, !subject.isReached(party) || !subject.isHelped(party),
      "A conversation leads to this person.",
      "Ask them; silence does not block the resolution.")
  }

  /// Whoever was ever entered as reported reads nothing that only one member has read.
  func mayBeAskedDirectly(_ party: PartyID) throws(Refusal) {
    try require(
      .secondReader, subject.isHelped(party),
      "A message to this person has to be read by a second member before it goes out.",
      "Ask them by a draft that somebody else has read, and record what they say.")
  }

  func isNotYetAsked(_ party: PartyID, _ proposal: Int) throws(Refusal) {
    let before = subject.consultations.first { $0.proposal == proposal && $0.party == party }
    try require(
      .consultOnAdopted, before?.askedAt == nil, "This person was already asked.",
      "Write them a message if something has to be added.")
  }

  func everybodyWasAsked(_ proposal: Proposal, at now: Moment) throws(Refusal) {
    guard proposal.subject.kind == .resolution || proposal.subject.kind == .reconsideration else {
      return
    }
    let open = subject.consultationOpen(for: proposal.number, at: now)
    let asked = open.compactMap { party in
      subject.consultations.first { $0.proposal == proposal.number && $0.party == party.id }?
        .askedAt
    }
    let until = asked.map { $0.adding(seconds: policy.consultation.windowSeconds) }.max()
    try require(
      .consultBeforeEnactment, open.isEmpty,
      "Not everybody who is affected was asked about this resolution.",
      asked.count == open.count
        ? "It waits for the answer, or \(until?.text(seenFrom: now) ?? "the end of the window")."
        : "Tell them what is planned and ask, or record why that is not possible.")
  }

  func measureInForce(_ number: Int) throws(Refusal) -> MeasureInForce {
    guard let measure = subject.measuresInForce.first(where: { $0.number == number }) else {
      throw refusal(
        .measureIsInForce, "This case has no such measure.",
        "Choose one of the measures of this case.")
    }
    try require(
      .measureIsInForce, measure.endedAt == nil, "This measure is over.", "Nothing has to be done.")
    return measure
  }

  func aMeasureIsInForce() throws(Refusal) {
    try require(
      .measureIsInForce, subject.measuresInForce.contains { $0.endedAt == nil },
      "No measure is in force.", "Nothing has to be done.")
  }

  func openTask(_ number: Int) throws(Refusal) -> TaskInCase {
    guard let task = subject.tasks.first(where: { $0.number == number }) else {
      throw refusal(
        .taskIsOpen, "This case has no such task.", "Choose one of the tasks of this case.")
    }
    try require(
      .taskIsOpen, task.state == .open, "This task is already settled.", "Add another one.")
    return task
  }

  func aTaskIsOpen() throws(Refusal) {
    try require(
      .taskIsOpen, !subject.openTasks.isEmpty, "No task is open.", "Nothing has to be done.")
  }

  /// The reporter hears it first, where a way leads to them.
  func reporterIsTold(before task: TaskInCase) throws(Refusal) {
    guard task.content.kind != .tellReporter else { return }
    try require(
      .reporterFirst, !subject.openTasks.contains { $0.content.kind == .tellReporter },
      "The reporter has not been told yet.",
      "Tell them first what was decided; then the rest is carried out.")
  }

  /// To tell the reporter is done by telling them, as long as they want to hear from the group.
  func isNotOwedInWriting(_ task: TaskInCase) throws(Refusal) {
    guard task.content.kind == .tellReporter, let party = task.content.party else { return }
    try require(
      .reporterFirst, !subject.isReached(party), "The reporter has not been told what was decided.",
      "Write them a message of the kind “decision”; it settles the task.")
  }

  /// The letter to the person whom a measure concerns settles its task; it is not ticked off while a way leads to them.
  /// Who must not write it now, for somebody's safety, drops the task with that reason.
  func letterIsSent(for task: TaskInCase) throws(Refusal) {
    guard task.content.kind == .tellReported, let party = task.content.party else { return }
    try require(
      .letterIsSent, !subject.isReached(party), "The letter to this person has not gone out.",
      "Write it as a draft; when it is sent, the task is done.")
  }

  /// A letter about what was decided goes out after the reporter was told.
  func reporterIsTold(before draft: Draft) throws(Refusal) {
    guard draft.kind == .letter || draft.kind == .decision,
      let channel = draft.channel, channel != subject.reporterChannel
    else { return }
    try require(
      .reporterFirst, !subject.openTasks.contains { $0.content.kind == .tellReporter },
      "The reporter has not been told yet.",
      "Tell them first what was decided; then the letter goes out.")
  }

  func conditionIsKnown(_ record: ConditionRecord, of measure: MeasureInForce) throws(Refusal) {
    try require(
      .measureIsInForce,
      (1...max(1, measure.measure.conditions?.count ?? 0)).contains(record.condition)
        && !(measure.measure.conditions ?? []).isEmpty,
      "This measure has no such condition.", "Choose one of its conditions.")
  }

  /// One member only notes that a measure is over. What still holds is ended as it was begun: by the members.
  func isOver(_ measure: MeasureInForce, at now: Moment) throws(Refusal) {
    try require(
      .endsByReadmission, !measure.needsReadmission,
      "This measure ends only when readmission was decided.",
      "Record the request for readmission and propose a decision on it.")
    guard measure.isInForce(at: now) else { return }
    try isReviewed(measure)
    try require(
      .endsByReadmission, false, "This measure still holds, and nobody ends it alone.",
      "Propose that it ends; it takes the same majority as the measure did.")
  }

  /// What was done at once ends by the review as long as there is none.
  func isReviewed(_ measure: MeasureInForce) throws(Refusal) {
    guard case .act(let number) = measure.source else { return }
    try require(
      .actReviewMajority, !subject.acts.contains { $0.number == number && $0.settled == nil },
      "What was done at once is ended by the review of it.",
      "Say in the review that it is reversed, or what shall hold instead.")
  }

  /// Somebody is let in again after the term, with a word on every condition.
  func readmissionIsDue(_ measure: MeasureInForce, at now: Moment) throws(Refusal) {
    try require(
      .readmissionAsked, measure.until.map { $0 <= now } ?? true,
      "The term of this measure is not over.",
      "It runs until \(measure.until?.text(seenFrom: now) ?? "its end").")
    let count = measure.measure.conditions?.count ?? 0
    let open = (0..<count).filter { measure.conditionsMet[$0 + 1] == nil }
    try require(
      .readmissionAsked, open.isEmpty,
      open.count == 1
        ? "Of one condition it is not said whether it is met."
        : "Of \(open.count) conditions it is not said whether they are met.",
      "Record for each what shows that it is met, or why it does not stand in the way.")
  }

  func needsReadmission(_ measure: MeasureInForce) throws(Refusal) {
    try require(
      .endsByReadmission, measure.needsReadmission,
      "This measure does not end by readmission.", "It ends on its date, or by a decision.")
  }
}

extension Case {
  func decideEnactment(
    _ command: Command, by actor: Actor, at now: Moment, _ rules: Rules
  ) throws(Refusal) -> [Event]? {
    switch command {
    case .consult(let consulting): return try consult(consulting, rules)
    case .recordConsultation(let note):
      try rules.isConsultable(try rules.adopted(note.proposal))
      try rules.isAffected(note.party)
      try rules.textFits(note.account, scalarsMax: Limits.noteScalarsMax)
      return [.consultationRecorded(note)]
    case .waiveConsultation(let waiver):
      try rules.isConsultable(try rules.adopted(waiver.proposal))
      try rules.isAffected(waiver.party)
      try rules.cannotBeAsked(waiver.party)
      try rules.reasonIsGiven(waiver.reason)
      return [.consultationWaived(waiver)]
    case .enact(let naming):
      let proposal = try rules.adopted(naming.proposal)
      try rules.isAdopted(proposal, at: now)
      try rules.everybodyWasAsked(proposal, at: now)
      return enacting(proposal, at: now)
    case .addTask(let addition):
      try rules.textFits(addition.title, scalarsMax: Limits.nameScalarsMax)
      if let owner = addition.owner { try rules.ownsTask(owner) }
      return [
        .taskAdded(
          CaseTask(
            kind: .followUp, title: addition.title, space: addition.space, owner: addition.owner,
            due: addition.due))
      ]
    case .assignTask(let assignment):
      _ = try rules.openTask(assignment.task)
      try rules.ownsTask(assignment.owner)
      return [.taskAssigned(assignment)]
    case .completeTask(let completion):
      let task = try rules.openTask(completion.task)
      try rules.isNotOwedInWriting(task)
      try rules.reporterIsTold(before: task)
      try rules.letterIsSent(for: task)
      try rules.textFits(completion.account, scalarsMax: Limits.noteScalarsMax)
      return [.taskCompleted(completion)]
    case .dropTask(let completion):
      try rules.isNotOwedInWriting(try rules.openTask(completion.task))
      try rules.reasonIsGiven(completion.account)
      return [.taskDropped(completion)]
    case .recordCondition(let record):
      try rules.conditionIsKnown(record, of: try rules.measureInForce(record.measure))
      try rules.textFits(record.account, scalarsMax: Limits.noteScalarsMax)
      return [.conditionRecorded(record)]
    case .recordReadmissionRequest(let request):
      try rules.needsReadmission(try rules.measureInForce(request.measure))
      try rules.textFits(request.account, scalarsMax: Limits.noteScalarsMax)
      return [.readmissionRequested(request)]
    case .endMeasure(let ending):
      try rules.isOver(try rules.measureInForce(ending.measure), at: now)
      try rules.mayDecide(actor)
      try rules.reasonIsGiven(ending.reason)
      return [.measureEnded(ending)]
        + endTasks(of: ending.measure, at: now).map { .taskAdded($0) }
    default: return nil
    }
  }

  private func consult(_ consulting: Consulting, _ rules: Rules) throws(Refusal) -> [Event] {
    try rules.isConsultable(try rules.adopted(consulting.proposal))
    try rules.isAffected(consulting.party)
    try rules.isNotYetAsked(consulting.party, consulting.proposal)
    try rules.textFits(consulting.text, scalarsMax: Limits.messageScalarsMax)
    guard let message = consulting.message, channels[message.channel] == consulting.party else {
      throw rules.refusal(
        .channelIsKnown, "No conversation leads to this person.",
        "Open one, record what they said by another way, or why they could not be asked.")
    }
    try rules.mayBeWrittenTo(message.channel)
    try rules.mayBeAskedDirectly(consulting.party)
    try rules.announces(consulting.text, in: message.channel)
    return [
      .messageSent(MessageSending(message: message, kind: .consultation)),
      .consultationAsked(
        ConsultationAsking(
          proposal: consulting.proposal, party: consulting.party, message: message)),
    ]
  }

  /// What follows from an adopted proposal.
  private func enacting(_ proposal: Proposal, at now: Moment) -> [Event] {
    var events: [Event] = [
      .resolutionEnacted(
        Enactment(
          proposal: proposal.number,
          tasks: tasks(of: proposal, at: now) + tasksOfReplaced(by: proposal, at: now)))
    ]
    if case .policy(let address) = proposal.subject {
      events.append(.policyMoved(PolicyMove(address: address)))
    }
    return events
  }

  /// What was done at once and does not stay is ended where it was carried out.
  private func tasksOfReplaced(by proposal: Proposal, at now: Moment) -> [CaseTask] {
    measuresReplaced(by: proposal).map { measuresInForce[$0] }.filter { replaced in
      !proposal.subject.measures.contains {
        $0.measure == replaced.measure.measure && $0.party == replaced.measure.party
      }
    }.flatMap { endTasks(of: $0.number, at: now) }
  }

  /// What was closed in each space is opened there again (row B8).
  private func endTasks(of number: Int, at now: Moment) -> [CaseTask] {
    guard let measure = measuresInForce.first(where: { $0.number == number })?.measure,
      let rule = policy.measures.list.first(where: { $0.id == measure.measure }), rule.perSpace
    else { return [] }
    return (measure.spaces ?? policy.spaces.map(\.id)).map { space in
      CaseTask(
        kind: .carryOutEnd, title: "End: \(rule.title)", party: measure.party, space: space,
        measure: number, owner: shepherding.shepherd, due: now.adding(days: 7))
    }
  }

  /// The reporter first, then whom a measure concerns, then each place where it is carried out.
  private func tasks(of proposal: Proposal, at now: Moment) -> [CaseTask] {
    if case .readmission(let measure, isGranted: true) = proposal.subject {
      return endTasks(of: measure, at: now)
    }
    guard proposal.subject.kind == .resolution || proposal.subject.kind == .reconsideration else {
      return []
    }
    let day: Int64 = 86_400
    var tasks: [CaseTask] = []
    if let reporter, reporterChannel != nil {
      tasks.append(
        CaseTask(
          kind: .tellReporter, title: "Tell the reporter what was decided", party: reporter.id,
          owner: shepherding.shepherd, due: now.adding(seconds: 2 * day)))
    }
    let concerned = proposal.subject.measures.compactMap(\.party)
    for party in Set(concerned).sorted() {
      tasks.append(
        CaseTask(
          kind: .tellReported, title: "Write the letter to the person concerned", party: party,
          owner: shepherding.shepherd, due: now.adding(seconds: 3 * day)))
    }
    for (offset, measure) in proposal.subject.measures.enumerated() {
      let rule = policy.measures.list.first { $0.id == measure.measure }
      let title = rule?.title ?? measure.title ?? "Measure"
      let spaces: [SpaceID?] =
        rule?.perSpace == true ? (measure.spaces ?? policy.spaces.map(\.id)).map { $0 } : [nil]
      for space in spaces {
        tasks.append(
          CaseTask(
            kind: .carryOut, title: title, party: measure.party, space: space,
            measure: measuresInForce.count + offset + 1, owner: shepherding.shepherd,
            due: now.adding(seconds: 7 * day)))
      }
    }
    return tasks
  }
}

extension Rules {
  func ownsTask(_ owner: MemberID) throws(Refusal) {
    try require(
      .taskIsOpen, subject.standings[owner]?.state == .cleared,
      "That member does not handle this case.", "Choose somebody who does.")
  }
}
