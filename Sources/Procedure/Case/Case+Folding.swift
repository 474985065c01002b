extension Case {
  /// Folds a log. Never fails: an event that does not fit stays in the log and changes nothing else.
  ///
  /// The policy is the one the case began under; what it decides later is asked for with each question.
  package init(folding log: [RecordedEvent], under policy: Policy) {
    for recorded in log { fold(recorded) }
  }

  /// Takes one more event, in the order of the log.
  package mutating func fold(_ recorded: RecordedEvent) {
    log.append(recorded)
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
    case .admitted(let admission): foldAdmission(admission, at: at)
    case .namedMemberCleared(let admission):
      if case .heldBack = standings[admission.member]?.state {
        changeStanding(of: admission.member, to: .cleared, at: at)
      }
    case .cardWritten(let written): card = written
    case .channelOpened(let opening):
      if channels[opening.channel] == nil { channels[opening.channel] = opening.party }
    case .partyNamed(let party): foldParty(party)
    case .partyCorrected(let correction):
      if let index = parties.firstIndex(where: { $0.id == correction.party.id }) {
        parties[index] = correction.party
      }
    case .personLinked(let linking): foldLinking(linking, recorded)
    case .escalatedToBoard(let escalated): escalation = escalation ?? escalated
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
    }
  }

  private mutating func trigger(_ trigger: Policy.DeadlineRule.Trigger, _ at: Moment) {
    triggers.append((trigger, at))
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
    case .asked: changeStanding(of: member, to: .keptOut(keepingOut.because), at: at)
    case .cleared: changeStanding(of: member, to: .heldBack(keepingOut.because), at: at)
    case .keptOut, .heldBack, .conflict: break
    }
  }

  private mutating func foldDeclaration(_ made: DeclarationMade, _ recorded: RecordedEvent) {
    guard let state = standings[made.member]?.state else { return }
    switch (made.declaration, state) {
    case (.noConflict, .asked): changeStanding(of: made.member, to: .cleared, at: recorded.at)
    case (.conflict, .asked), (.conflict, .cleared), (.conflict, .heldBack):
      changeStanding(
        of: made.member, to: .conflict(sinceSequence: recorded.sequence), at: recorded.at)
    case (.noConflict, _), (.conflict, .keptOut), (.conflict, .conflict): break
    }
  }

  private mutating func foldAdmission(_ admission: Admission, at: Moment) {
    let member = admission.member
    switch standings[member]?.state {
    case nil: standings[member] = Standing(seat: .member, state: .asked)
    case .keptOut, .conflict: standings[member]?.state = .asked
    case .asked, .cleared, .heldBack: return
    }
    askedAt[member] = at
    trigger(.gateOpened, at)
  }

  /// Sets a state and notices when the last one who was asked has an answer.
  private mutating func changeStanding(of member: MemberID, to state: Standing.State, at: Moment) {
    let wasAsked = standings[member]?.state == .asked
    standings[member]?.state = state
    if wasAsked, undeclared.isEmpty { trigger(.everybodyDeclared, at) }
  }

  private mutating func foldParty(_ party: Party) {
    guard !parties.contains(where: { $0.id == party.id }) else { return }
    parties.append(party)
    if party.role == .reporter { reporterID = reporterID ?? party.id }
  }

  private mutating func foldArrival(
    _ message: MessageReference, from: PartyID?, _ recorded: RecordedEvent
  ) {
    messages.append(
      CaseMessage(
        reference: message, at: recorded.at, by: recorded.by, direction: .arrived(from: from)))
    if let from, from == reporterID { trigger(.reporterWrote, recorded.at) }
  }

  private mutating func foldSending(_ sending: MessageSending, _ recorded: RecordedEvent) {
    messages.append(
      CaseMessage(
        reference: sending.message, at: recorded.at, by: recorded.by,
        direction: .sent(sending.kind)))
    guard let reporterID, channels[sending.message.channel] == reporterID else { return }
    switch sending.kind {
    case .automaticReceipt: trigger(.automaticReceipt, recorded.at)
    case .acknowledgement, .update: trigger(.reporterAnswered, recorded.at)
    case .answer:
      trigger(.answered, recorded.at)
      trigger(.reporterAnswered, recorded.at)
    }
  }

  private mutating func foldAcknowledgement(_ given: Acknowledgement, at: Moment) {
    guard acknowledgement == nil else { return }
    acknowledgement = given
    acknowledgedAt = at
    trigger(.acknowledged, at)
    if given.kind == .alreadyHandled { trigger(.filed, at) }
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
