extension Case {
  /// Folds a log. Never fails: an event that does not fit stays in the log and changes nothing else.
  ///
  /// - Parameters:
  ///   - policy: the one the case began under.
  ///   - later: others that the group may have moved it to, by their hash.
  package init(
    folding log: [RecordedEvent], under policy: Policy, later: [String: Policy] = [:]
  ) {
    self.policy = policy
    laterPolicies = later
    for recorded in log { fold(recorded) }
  }

  /// Takes one more event, in the order of the log. Windows that lapsed before it are settled first.
  package mutating func fold(_ recorded: RecordedEvent) {
    advance(to: recorded.at)
    log.append(recorded)
    take(recorded)
    // A clock that goes back takes nothing back that has lapsed.
    settle(at: max(recorded.at, settledUntil))
  }

  private mutating func take(_ recorded: RecordedEvent) {
    let at = recorded.at
    switch recorded.event {
    case .reportReceived(let received): foldReport(received, at: at)
    case .membersAsked(let asking): foldAsking(asking, at: at)
    case .memberKeptOut(let keepingOut): foldKeepingOut(keepingOut, at: at)
    case .declared(let made): foldDeclaration(made, recorded)
    case .releasedBySilence(let release):
      if standings[release.member]?.state == .asked {
        changeStanding(of: release.member, to: .cleared, at: at)
      }
    case .secondWanted(let first): wanted[first.matter] = recorded.by.memberID
    case .admitted(let admission): foldAdmission(admission, at: at)
    case .namedMemberCleared(let admission):
      if case .heldBack = standings[admission.member]?.state {
        changeStanding(of: admission.member, to: .cleared, at: at)
      }
    case .cardWritten(let written): card = written
    case .channelOpened(let opening): foldOpening(opening)
    case .partyNamed(let party): foldParty(party)
    case .partyCorrected(let correction):
      if let index = parties.firstIndex(where: { $0.id == correction.party.id }) {
        parties[index] = correction.party
        rolesEver[correction.party.id, default: []].insert(correction.party.role)
      }
    case .personLinked(let linking): foldLinking(linking, recorded)
    case .escalatedToBoard(let escalated):
      escalation = escalation ?? escalated
      trigger(.escalated, at)
      for index in proposals.indices
      where proposals[index].isOpen && proposals[index].body == .group {
        proposals[index].stage = .failed(because: escalated.because, at: at)
        trigger(.proposalSettled, at, key: "\(proposals[index].number)")
      }
    case .messageArrived(let arrival):
      foldArrival(arrival.message, from: arrival.from, recorded)
    case .messageSent(let sending): foldSending(sending, recorded)
    case .mailPutAside(let aside): mailsAside.append(aside)
    case .mailPlaced(let placing):
      if let index = mailsAside.firstIndex(where: { $0.mail == placing.mail }) {
        mailsAside.remove(at: index)
        foldArrival(placing.placedAs, from: placing.from, recorded)
      }
    case .acknowledged(let given): foldAcknowledgement(given, at: at)
    case .noteWritten(let note):
      notes.append(CaseNote(sequence: recorded.sequence, at: at, by: recorded.by, text: note.text))
    case .noteCorrected(let correction): foldNoteCorrection(correction, recorded)
    case .setAside(let aside): setAside = setAside ?? aside
    case .takenBack: setAside = nil
    case .agencyNotified(let notice):
      agency = .notified(notice, at: at)
      trigger(.agencySettled, at)
    case .agencyNotNotified(let reason):
      agency = .notNotified(reason: reason.reason, at: at)
      trigger(.agencySettled, at)
    case .memberLeft(let left):
      if standings[left.member] != nil { changeStanding(of: left.member, to: .left, at: at) }
    default:
      foldShepherd(recorded.event, recorded)
      foldSafety(recorded.event, recorded)
      foldInvestigation(recorded.event, recorded)
      foldLetters(recorded.event, recorded)
      foldDecision(recorded.event, recorded)
      foldEnactment(recorded.event, recorded)
      foldClosing(recorded.event, recorded)
    }
  }

  mutating func trigger(
    _ trigger: Policy.DeadlineRule.Trigger, _ at: Moment, key: String? = nil, due: Moment? = nil
  ) {
    triggers.append(TriggerRecord(trigger: trigger, at: at, key: key, due: due))
  }

  private mutating func foldReport(_ received: Report, at: Moment) {
    guard report == nil else { return }
    report = received
    receivedAt = at
    trigger(.reportReceived, at)
    if !received.contact.email.isEmpty { trigger(.addressGiven, at) }
    if received.asksForAgency {
      agency = .open(since: at)
      trigger(.agencyAsked, at)
    }
  }

  private mutating func foldAsking(_ asking: Asking, at: Moment) {
    var isAnybodyNew = false
    for member in asking.members where standings[member] == nil {
      standings[member] = Standing(seat: asking.seat, state: .asked)
      oversightAsked[member] = nil
      askedAt[member] = at
      isAnybodyNew = true
    }
    if isAnybodyNew { trigger(.gateOpened, at) }
  }

  private mutating func foldKeepingOut(_ keepingOut: KeepingOut, at: Moment) {
    let member = keepingOut.member
    switch standings[member]?.state {
    case nil:
      standings[member] = Standing(seat: keepingOut.seat, state: .keptOut(keepingOut.because))
      oversightAsked[member] = nil
    case .asked: changeStanding(of: member, to: .keptOut(keepingOut.because), at: at)
    case .cleared: changeStanding(of: member, to: .heldBack(keepingOut.because), at: at)
    case .keptOut, .heldBack, .conflict, .left: break
    }
  }

  private mutating func foldDeclaration(_ made: DeclarationMade, _ recorded: RecordedEvent) {
    guard let state = standings[made.member]?.state else { return }
    switch (made.declaration, state) {
    case (.noConflict, .asked):
      softConflicts.remove(made.member)
      changeStanding(of: made.member, to: .cleared, at: recorded.at)
    case (.softConflict, .asked), (.softConflict, .cleared):
      softConflicts.insert(made.member)
      changeStanding(of: made.member, to: .cleared, at: recorded.at)
      loseHandler(made.member, at: recorded.at)
    case (.conflict, .asked), (.conflict, .cleared), (.conflict, .heldBack):
      changeStanding(
        of: made.member, to: .conflict(sinceSequence: recorded.sequence), at: recorded.at)
    case (.noConflict, _), (.softConflict, _), (.conflict, .keptOut), (.conflict, .conflict),
      (.conflict, .left):
      break
    }
  }

  private mutating func foldAdmission(_ admission: Admission, at: Moment) {
    let member = admission.member
    wanted[.admission(member)] = nil
    switch standings[member]?.state {
    case nil:
      standings[member] = Standing(seat: admission.seat ?? .member, state: .asked)
      oversightAsked[member] = nil
    case .keptOut, .conflict: standings[member]?.state = .asked
    case .asked, .cleared, .heldBack, .left: return
    }
    askedAt[member] = at
    trigger(.gateOpened, at)
  }

  /// Sets a state and notices when the last one who was asked has an answer.
  private mutating func changeStanding(of member: MemberID, to state: Standing.State, at: Moment) {
    let wasAsked = standings[member]?.state == .asked
    standings[member]?.state = state
    if state == .cleared { handledOnce.insert(member) }
    if state != .cleared, state != .asked { loseHandler(member, at: at) }
    if wasAsked, undeclared.isEmpty { trigger(.everybodyDeclared, at) }
  }

  private mutating func foldParty(_ party: Party) {
    guard !parties.contains(where: { $0.id == party.id }) else { return }
    parties.append(party)
    rolesEver[party.id] = [party.role]
    if party.role == .reporter { reporterID = reporterID ?? party.id }
  }

  private mutating func foldArrival(
    _ message: MessageReference, from: PartyID?, _ recorded: RecordedEvent
  ) {
    messages.append(
      CaseMessage(
        reference: message, at: recorded.at, by: recorded.by, direction: .arrived(from: from)))
    // What arrives is read before somebody lays the case to the record.
    wanted[.filing] = nil
    if let from, from == reporterID { trigger(.reporterWrote, recorded.at) }
  }

  private mutating func foldSending(_ sending: MessageSending, _ recorded: RecordedEvent) {
    messages.append(
      CaseMessage(
        reference: sending.message, at: recorded.at, by: recorded.by,
        direction: .sent(sending.kind)))
    let at = recorded.at
    if sending.kind != .automaticReceipt { foldAnnouncement(sending.message) }
    if let draft = sending.draft { settleDraft(draft, .sent(at: at), at: at) }
    if let act = sending.act {
      notices.append(NoticeSent(message: sending.message, by: recorded.by, at: at, act: act))
      trigger(.emergencyNoticeSent, at, key: sending.message.key)
    }
    guard let party = channels[sending.message.channel] else { return }
    if let asks = sending.asks {
      permissionQuestions.append(
        PermissionQuestion(party: party, asks: asks, message: sending.message, at: at))
    }
    if sending.kind == .hearing, investigation.hearings[party] == nil {
      investigation.hearings[party] = .invited(since: at)
      trigger(.hearingInvited, at, key: party.text)
    }
    if sending.kind == .letter || sending.kind == .decision { foldTold(party, recorded) }
    if [.letter, .decision, .closing].contains(sending.kind) {
      toldAt[party] = at
    }
    guard party == reporterID else { return }
    foldReporterTold(sending.kind, at: at)
  }

  private mutating func foldReporterTold(_ kind: MessageKind, at: Moment) {
    switch kind {
    case .automaticReceipt: return trigger(.automaticReceipt, at)
    case .shepherdIntroduced:
      shepherding.introducedAt = at
      trigger(.shepherdIntroduced, at)
    case .answer, .consultation: trigger(.answered, at)
    case .decision:
      reporterToldAt = at
      trigger(.reporterTold, at)
      trigger(.answered, at)
    case .closing:
      closingToldAt = at
      trigger(.answered, at)
    case .retaliationQuestion: trigger(.retaliationAsked, at)
    case .acknowledgement, .update, .delay, .hearing, .letter, .emergencyNotice, .information,
      .apology, .apologyAccepted, .permissionQuestion, .publicStatement:
      break
    }
    trigger(.reporterAnswered, at)
  }

  /// Telling somebody is a task of its own, and done with the message.
  private mutating func foldTold(_ party: PartyID, _ recorded: RecordedEvent) {
    for task in tasks where task.state == .open && task.content.party == party {
      guard task.content.kind == .tellReporter || task.content.kind == .tellReported else {
        continue
      }
      settleTask(
        task.number, .done(account: "", by: recorded.by, at: recorded.at), recorded.at)
    }
  }

  private mutating func foldAcknowledgement(_ given: Acknowledgement, at: Moment) {
    guard acknowledgement == nil else { return }
    acknowledgement = given
    acknowledgedAt = at
    trigger(.acknowledged, at)
    if given.kind == .alreadyHandled { triggerFiled(at) }
    // Nobody waits for an answer where no way leads to the reporter.
    if given.message == nil { trigger(.answered, at) }
  }

  private mutating func foldNoteCorrection(
    _ correction: NoteCorrection, _ recorded: RecordedEvent
  ) {
    guard let index = notes.firstIndex(where: { $0.sequence == correction.note }) else { return }
    notes[index].earlier.append(
      CaseNote.Version(text: notes[index].text, at: notes[index].at, by: notes[index].by))
    notes[index].text = correction.text
    notes[index].at = recorded.at
    notes[index].by = recorded.by
  }
}
