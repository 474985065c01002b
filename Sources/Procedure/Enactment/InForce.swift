/// A measure that was put into effect.
package struct MeasureInForce: Hashable, Sendable {
  /// Counts from 1 over the whole case.
  package var number: Int
  package var measure: Measure
  package var source: Source
  package var since: Moment
  /// When its term is over; nil for none and for ever.
  package var until: Moment?
  package var ends: Policy.MeasureRule.Term
  /// Whether each condition was shown to be met.
  package var conditionsMet: [Int: Bool]
  /// When it was ended by a decision.
  package var endedAt: Moment?
  /// When readmission was asked for, until it is decided.
  package var readmissionAsked: Moment?

  /// By what it is in force.
  package enum Source: Hashable, Sendable {
    case act(Int)
    case proposal(Int)
  }

  /// Whether it holds at a moment.
  package func isInForce(at now: Moment) -> Bool {
    guard endedAt == nil else { return false }
    if case .endsOnDate = ends, let until { return now < until }
    if case .none = ends { return false }
    return true
  }

  /// Whether no date ends it.
  package var isWithoutEnd: Bool {
    switch ends {
    case .permanent, .endsByReadmission: true
    case .none, .endsOnDate: false
    }
  }

  /// Whether it ends only when readmission is granted.
  package var needsReadmission: Bool {
    if case .endsByReadmission = ends { true } else { false }
  }
}

/// How a party was asked about a planned resolution.
package struct Consultation: Hashable, Sendable {
  package var proposal: Int
  package var party: PartyID
  package var askedAt: Moment?
  package var answer: ConsultationAnswer?
  package var answeredAt: Moment?
  package var waivedBecause: String?

  /// Whether nothing has to be waited for any more at a moment.
  package func isOver(at now: Moment, windowSeconds: Int64) -> Bool {
    if answer != nil || waivedBecause != nil { return true }
    guard let askedAt else { return false }
    return askedAt.adding(seconds: windowSeconds) <= now
  }
}

/// A task with how far it has come.
package struct TaskInCase: Hashable, Sendable {
  /// Counts from 1.
  package var number: Int
  package var content: CaseTask
  package var state: State

  /// Where it stands.
  package enum State: Hashable, Sendable {
    case open
    case done(account: String, by: Actor, at: Moment)
    case dropped(reason: String, by: Actor, at: Moment)
  }
}

extension Case {
  mutating func foldEnactment(_ event: Event, _ recorded: RecordedEvent) {
    let at = recorded.at
    switch event {
    case .consultationAsked(let asking):
      changeConsultation(asking.proposal, asking.party) { $0.askedAt = at }
      trigger(.consultationAsked, at, key: asking.party.text)
    case .consultationRecorded(let given):
      note(given.answer, of: given.party, on: given.proposal, at: at)
    case .consultationWaived(let waiver):
      changeConsultation(waiver.proposal, waiver.party) { $0.waivedBecause = waiver.reason }
      trigger(.consultationSettled, at, key: waiver.party.text)
    case .resolutionEnacted(let enactment): enact(enactment, at: at)
    case .taskAdded(let task): open(task, at: at)
    case .taskAssigned(let assignment):
      guard let index = tasks.firstIndex(where: { $0.number == assignment.task }) else { return }
      tasks[index].content.owner = assignment.owner
      if let due = assignment.due {
        tasks[index].content.due = due
        trigger(.taskOpened, at, key: "\(assignment.task)", due: due)
      }
    case .taskCompleted(let completion):
      settleTask(completion.task, .done(account: completion.account, by: recorded.by, at: at), at)
    case .taskDropped(let completion):
      settleTask(completion.task, .dropped(reason: completion.account, by: recorded.by, at: at), at)
    case .conditionRecorded(let record):
      guard let index = measuresInForce.firstIndex(where: { $0.number == record.measure }) else {
        return
      }
      measuresInForce[index].conditionsMet[record.condition] = record.isMet
    case .readmissionRequested(let request): askForReadmission(request.measure, at: at)
    case .measureEnded(let ending):
      guard let index = measuresInForce.firstIndex(where: { $0.number == ending.measure }) else {
        return
      }
      end(index, at: at)
    default: break
    }
  }

  private mutating func enact(_ enactment: Enactment, at: Moment) {
    guard let proposal = proposals.first(where: { $0.number == enactment.proposal }) else { return }
    enacted.insert(proposal.number)
    if proposal.subject.kind != .policy {
      enactedAt = at
      toldAt = [:]
    }
    if case .reconsideration(.changed, _) = proposal.subject {
      // What the board decides takes the place of what was decided before.
      for index in measuresInForce.indices { end(index, at: at) }
    }
    for index in measuresReplaced(by: proposal) { end(index, at: at) }
    for measure in proposal.subject.measures {
      begin(measure, from: .proposal(proposal.number), at: at)
    }
    for task in enactment.tasks { open(task, at: at) }
    switch proposal.subject {
    case .resolution: trigger(.resolutionEnacted, at)
    case .readmission(let measure, let isGranted):
      guard let index = measuresInForce.firstIndex(where: { $0.number == measure }) else { return }
      measuresInForce[index].readmissionAsked = nil
      if isGranted { end(index, at: at) }
    case .reconsideration(let verdict, _):
      reconsideration = nil
      if verdict == .sentBack { returnToGroup(at: at) }
      if verdict == .changed { trigger(.resolutionEnacted, at) }
    case .policy: break
    }
  }

  /// What one member put in force holds until the group has decided: what would never end by itself is not kept by
  /// silence. It ends with the resolution, which holds it anew where it shall stay.
  func measuresReplaced(by proposal: Proposal) -> [Int] {
    guard proposal.subject.kind == .resolution else { return [] }
    return measuresInForce.indices.filter { index in
      guard case .act(let act) = measuresInForce[index].source else { return false }
      return act < proposal.evidenceUntil && measuresInForce[index].endedAt == nil
        && measuresInForce[index].isWithoutEnd
    }
  }

  private mutating func open(_ task: CaseTask, at: Moment) {
    let number = tasks.count + 1
    tasks.append(TaskInCase(number: number, content: task, state: .open))
    trigger(.taskOpened, at, key: "\(number)", due: task.due)
  }

  mutating func settleTask(_ number: Int, _ state: TaskInCase.State, _ at: Moment) {
    guard let index = tasks.firstIndex(where: { $0.number == number }),
      tasks[index].state == .open
    else { return }
    tasks[index].state = state
    trigger(.taskSettled, at, key: "\(number)")
  }

  /// Puts a measure into force.
  mutating func begin(_ measure: Measure, from source: MeasureInForce.Source, at: Moment) {
    let rule = measure.measure.flatMap { id in policy.measures.list.first { $0.id == id } }
    let number = measuresInForce.count + 1
    let until = measure.days.map { at.adding(days: $0) }
    let ends: Policy.MeasureRule.Term =
      rule?.term ?? (measure.days.map { .endsOnDate(daysMin: $0, daysMax: $0) } ?? .none)
    measuresInForce.append(
      MeasureInForce(
        number: number, measure: measure, source: source, since: at, until: until, ends: ends,
        conditionsMet: [:]))
    if let until { trigger(.measureBegan, at, key: "\(number)", due: until) }
  }

  mutating func end(_ index: Int, at: Moment) {
    guard measuresInForce[index].endedAt == nil else { return }
    measuresInForce[index].endedAt = at
    trigger(.measureEnded, at, key: "\(measuresInForce[index].number)")
  }

  mutating func askForReadmission(_ measure: Int, at: Moment) {
    guard let index = measuresInForce.firstIndex(where: { $0.number == measure }),
      measuresInForce[index].endedAt == nil, measuresInForce[index].needsReadmission
    else { return }
    measuresInForce[index].readmissionAsked = measuresInForce[index].readmissionAsked ?? at
    trigger(.readmissionRequested, at, key: "\(measure)")
  }

  mutating func note(
    _ answer: ConsultationAnswer, of party: PartyID, on proposal: Int, at: Moment
  ) {
    changeConsultation(proposal, party) {
      $0.answer = answer
      $0.answeredAt = at
    }
    trigger(.consultationSettled, at, key: party.text)
  }

  private mutating func changeConsultation(
    _ proposal: Int, _ party: PartyID, _ change: (inout Consultation) -> Void
  ) {
    if let index = consultations.firstIndex(where: {
      $0.proposal == proposal && $0.party == party
    }) {
      change(&consultations[index])
    } else {
      var consultation = Consultation(proposal: proposal, party: party)
      change(&consultation)
      consultations.append(consultation)
    }
  }

  /// The parties who are asked before a resolution is enacted.
  package var affectedParties: [Party] {
    parties.filter { party in policy.consultation.roles.contains { wasEver($0, party.id) } }
  }

  /// Whose answer to a resolution is still waited for at a moment.
  package func consultationOpen(for proposal: Int, at now: Moment) -> [Party] {
    affectedParties.filter { party in
      let consultation = consultations.first {
        $0.proposal == proposal && $0.party == party.id
      }
      return
        !(consultation?.isOver(at: now, windowSeconds: policy.consultation.windowSeconds)
        ?? false)
    }
  }

  /// The adopted proposal that waits to be enacted, the newest if there are several.
  package var adoptedNotEnacted: Proposal? {
    proposals.last { $0.adoptedAt != nil && !enacted.contains($0.number) }
  }

  /// Whether a resolution was ever enacted.
  package var hasDecision: Bool {
    proposals.contains { enacted.contains($0.number) && $0.subject.kind == .resolution }
  }

  /// Open tasks, in order.
  package var openTasks: [TaskInCase] { tasks.filter { $0.state == .open } }
}
