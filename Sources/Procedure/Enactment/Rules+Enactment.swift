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

  func endsOtherwise(_ measure: MeasureInForce) throws(Refusal) {
    try require(
      .endsByReadmission, !measure.needsReadmission,
      "This measure ends only when readmission was decided.",
      "Record the request for readmission and propose a decision on it.")
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
      try rules.reporterIsTold(before: try rules.openTask(completion.task))
      try rules.textFits(completion.account, scalarsMax: Limits.noteScalarsMax)
      return [.taskCompleted(completion)]
    case .dropTask(let completion):
      _ = try rules.openTask(completion.task)
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
      try rules.endsOtherwise(try rules.measureInForce(ending.measure))
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
        Enactment(proposal: proposal.number, tasks: tasks(of: proposal, at: now)))
    ]
    if case .policy(let address) = proposal.subject {
      events.append(.policyMoved(PolicyMove(address: address)))
    }
    return events
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
