/// The rules, each one small function named for what it protects. A rule throws its refusal or says
/// nothing; `Case.decide` asks them in order.
struct Rules {
  let subject: Case
  let policy: Policy

  func refusal(_ rule: RuleID, _ sentence: String, _ wayOut: String) -> Refusal {
    Refusal(
      rule: rule, citation: policy.citation(for: rule), sentence: sentence, wayOut: wayOut)
  }

  // MARK: Who

  /// A handler acts; who was asked declares first; nobody else does anything.
  func declaredFirst(_ actor: Actor) throws(Refusal) {
    guard subject.standing(of: actor)?.state == .asked else { return }
    throw refusal(
      .declareFirst, "You have not said yet whether you have a conflict of interest.",
      "Say so first; then you can read the case and act in it.")
  }

  func isHandler(_ actor: Actor) throws(Refusal) {
    switch subject.standing(of: actor)?.state {
    case .cleared: return
    case .heldBack:
      throw refusal(
        .handlersOnly, "A later message names you, so you cannot act in this case for now.",
        "Another handler has to look at that message first.")
    case .conflict:
      throw refusal(
        .handlersOnly, "You have declared a conflict of interest in this case.",
        "If that was a mistake, another handler can let you in again, with a reason.")
    case nil, .asked, .keptOut:
      throw refusal(
        .handlersOnly, "Only the members who handle this case can do that.",
        "Somebody who handles it has to do it.")
    }
  }

  // MARK: The gate

  func mayDeclare(_ actor: Actor) throws(Refusal) {
    switch subject.standing(of: actor)?.state {
    case .asked, .cleared: return
    case .conflict:
      throw refusal(
        .declareOnce, "You have already declared a conflict of interest.",
        "It stands; if it was a mistake, another handler can let you in again.")
    case nil, .keptOut, .heldBack:
      throw refusal(
        .handlersOnly, "You were not asked about this case.",
        "Somebody who handles it has to let you in first.")
    }
  }

  func somebodyWithASeat(_ actor: Actor) throws(Refusal) -> MemberID {
    if let member = actor.memberID { return member }
    throw refusal(
      .handlersOnly, "Only members and board members declare.", "Nothing has to be done.")
  }

  func declaresOnce(_ declaration: Command.Declare, _ actor: Actor) throws(Refusal) {
    guard !declaration.conflict, let state = subject.standing(of: actor)?.state, state != .asked
    else { return }
    throw refusal(
      .declareOnce, "You have already said that you have no conflict of interest.",
      "If that has changed, declare the conflict; nothing else is needed.")
  }

  func groundIsKnown(_ ground: GroundID?) throws(Refusal) {
    guard let ground, !policy.gate.grounds.contains(where: { $0.id == ground }) else { return }
    throw refusal(
      .groundIsKnown, "That ground is not one of the policy's.",
      "Choose one of \(policy.gate.grounds.map(\.id.text).joined(separator: ", ")), or name none.")
  }

  func admitsSomebodyElse(_ member: MemberID, by actor: Actor) throws(Refusal) {
    guard actor.memberID == member else { return }
    throw refusal(
      .admitByAnother, "Nobody can let themselves in.", "Another handler has to look and decide.")
  }

  func canBeAdmitted(_ member: MemberID) throws(Refusal) {
    switch subject.standings[member]?.state {
    case nil, .keptOut, .conflict: return
    case .asked:
      throw refusal(
        .admitByAnother, "That member has already been asked.", "They have to declare first.")
    case .cleared:
      throw refusal(
        .admitByAnother, "That member already handles this case.", "Nothing has to be done.")
    case .heldBack:
      throw refusal(
        .admitByAnother, "That member is held back because a later message names them.",
        "Look at that message and use clearNamedMember.")
    }
  }

  func isHeldBack(_ member: MemberID) throws(Refusal) {
    if case .heldBack = subject.standings[member]?.state { return }
    throw refusal(
      .admitByAnother, "That member is not held back by a later message.",
      "To let in a member who was kept out from the start, use admit.")
  }

  // MARK: Where the case stands

  func isNotSetAside() throws(Refusal) {
    guard subject.setAside != nil else { return }
    throw refusal(
      .setAsideRests, "This was set aside and is no case.", "Take it back first, with a reason.")
  }

  func isSetAside() throws(Refusal) {
    guard subject.setAside == nil else { return }
    throw refusal(.setAsideRests, "This is not set aside.", "Nothing has to be taken back.")
  }

  func isNotFiled() throws(Refusal) {
    guard subject.phase == .filed else { return }
    throw refusal(
      .filedRests, "This case was closed for the record.",
      "Notes and messages are still possible; a new report opens a new case.")
  }

  func isNotAnswered() throws(Refusal) {
    guard subject.acknowledgement != nil else { return }
    throw refusal(
      .setAsideBeforeAnswer,
      "The reporter was told that this is taken up, so it cannot be set aside.",
      "Carry the case to its end; no action is a possible outcome.")
  }

  func isNotAcknowledged() throws(Refusal) {
    guard subject.acknowledgement != nil else { return }
    throw refusal(
      .acknowledgeOnce, "The reporter has already been acknowledged.",
      "Write a message instead.")
  }

  func isNotEscalated() throws(Refusal) {
    guard subject.escalation != nil else { return }
    throw refusal(
      .escalateOnce, "The \(policy.community.boardName) already has this case.",
      "Nothing has to be done.")
  }

  // MARK: Content

  func reasonIsGiven(_ reason: String) throws(Refusal) {
    guard Self.isText(reason, scalarsMax: Limits.reasonScalarsMax) else {
      throw refusal(
        .reasonIsGiven, "A reason is needed here, in words that can be read later.",
        "Write one, up to \(Limits.reasonScalarsMax) characters.")
    }
  }

  func textFits(_ text: String, scalarsMax: Int) throws(Refusal) {
    guard Self.isText(text, scalarsMax: scalarsMax) else {
      throw refusal(
        .textFits, "The text is empty, longer than can be read, or holds a NUL character.",
        "Write between 1 and \(scalarsMax) characters.")
    }
  }

  func optionalTextFits(_ text: String?, scalarsMax: Int) throws(Refusal) {
    guard let text, !text.isEmpty else { return }
    try textFits(text, scalarsMax: scalarsMax)
  }

  func namesFit(_ names: [String], countMax: Int) throws(Refusal) {
    guard names.count <= countMax else {
      throw refusal(.textFits, "These are too many names.", "Enter at most \(countMax).")
    }
    for name in names { try textFits(name, scalarsMax: Limits.nameScalarsMax) }
  }

  static func isText(_ text: String, scalarsMax: Int) -> Bool {
    let scalars = text.unicodeScalars
    return scalars.contains { !$0.properties.isWhitespace } && scalars.count <= scalarsMax
      && !scalars.contains("\0")
  }

  func setAsideReasonIsKnown(_ reason: SetAsideReasonID) throws(Refusal) {
    guard !policy.setAsideReasons.contains(where: { $0.id == reason }) else { return }
    throw refusal(
      .reasonIsGiven, "That reason is not one of the policy's.",
      "Choose one of \(policy.setAsideReasons.map(\.id.text).joined(separator: ", ")).")
  }

  func partyIsNew(_ party: PartyID?) throws(Refusal) -> PartyID {
    guard let party, !subject.parties.contains(where: { $0.id == party }) else {
      throw refusal(
        .partyIsKnown, "This party has no name of its own yet, or is already entered.",
        "Correct the entry that stands there.")
    }
    return party
  }

  func party(_ id: PartyID) throws(Refusal) -> Party {
    guard let party = subject.parties.first(where: { $0.id == id }) else {
      throw refusal(
        .partyIsKnown, "This case has no such party.", "Choose one of the parties of this case.")
    }
    return party
  }

  func noteIsKnown(_ note: Int) throws(Refusal) {
    guard !subject.notes.contains(where: { $0.sequence == note }) else { return }
    throw refusal(
      .noteIsKnown, "This case has no such note.", "Choose one of the notes of this case.")
  }

  // MARK: Messages

  func acknowledgementArrives(_ message: MessageReference?) throws(Refusal) {
    guard message?.channel != subject.reporterChannel else { return }
    throw refusal(
      .acknowledgementArrives, "The acknowledgement does not reach the reporter.",
      subject.reporterChannel == nil
        ? "No way leads to the reporter; record it without a message."
        : "Write it into the reporter's own channel.")
  }

  func channelIsKnown(_ channel: ChannelID) throws(Refusal) -> PartyID {
    guard let party = subject.channels[channel] else {
      throw refusal(
        .channelIsKnown, "This case has no such conversation.",
        "Choose one of the conversations of this case.")
    }
    return party
  }

  func messageHasItsPlace(
    _ message: MessageReference?, in channel: ChannelID
  ) throws(Refusal) -> MessageReference {
    guard let message, message.channel == channel else {
      throw refusal(
        .channelIsKnown, "The message has no place in that conversation.",
        "Write it into the conversation that it is for.")
    }
    return message
  }

  func mayGoWithoutSecondReader(to party: PartyID) throws(Refusal) {
    let role = subject.parties.first { $0.id == party }?.role
    guard role != .reporter, role != .harmed else { return }
    throw refusal(
      .secondReader,
      "A message to this person has to be read by a second member before it goes out.",
      "This version can write to the person who reported and to the harmed person only.")
  }

  func isNoAcknowledgement(_ kind: MessageKind?) throws(Refusal) {
    guard kind == .acknowledgement || kind == .automaticReceipt else { return }
    throw refusal(
      .acknowledgeOnce, "An acknowledgement has a command of its own.",
      "Use acknowledge, or send this as an answer or an update.")
  }

  func mailsWait() throws(Refusal) {
    guard subject.mailsAside.isEmpty else { return }
    throw refusal(
      .mailIsPlacedOnce, "No mail waits to be placed.", "Nothing has to be done.")
  }

  func mailWaits(_ mail: MessageReference) throws(Refusal) {
    guard !subject.mailsAside.contains(where: { $0.mail == mail }) else { return }
    throw refusal(
      .mailIsPlacedOnce, "This mail does not wait to be placed.",
      "It may have been placed already; look at the conversations.")
  }

  // MARK: Safety

  func agencyIsNotNotified() throws(Refusal) {
    guard case .notified = subject.agency else { return }
    throw refusal(
      .agencyTask, "It is already recorded who was notified.", "Write a note to add to it.")
  }

  func agencyQuestionIsOpen() throws(Refusal) {
    if case .open = subject.agency { return }
    throw refusal(
      .agencyTask, "Nobody asked to notify an agency, or that is already settled.",
      "Nothing has to be recorded.")
  }

  func agencyQuestionIsSettled() throws(Refusal) {
    guard case .open = subject.agency else { return }
    throw refusal(
      .agencyTask, "Somebody may be in danger, and it is not settled yet who is notified.",
      "Record first who was notified, or why nobody was.")
  }
}
