/// The rules, each one small function named for what it protects. A rule requires what has to hold
/// (`require`) or says nothing; `Case.decide` asks them in order.
///
/// A function that returns a value and throws a refusal by itself is structural: without what it looks
/// up there is nothing to do, so it can neither be switched off nor departed from.
struct Rules {
  let subject: Case
  let policy: Policy

  // MARK: Who

  /// A handler acts; who was asked declares first; nobody else does anything.
  func declaredFirst(_ actor: Actor) throws(Refusal) {
    try require(
      .declareFirst, subject.standing(of: actor)?.state != .asked,
      "You have not said yet whether you have a conflict of interest.",
      "Say so first; then you can read the case and act in it.")
  }

  func isHandler(_ actor: Actor) throws(Refusal) {
    switch subject.standing(of: actor)?.state {
    case .cleared: return
    case .heldBack:
      try require(
        .handlersOnly, false,
        "A later message names you, so you cannot act in this case for now.",
        "Another handler has to look at that message first.")
    case .conflict:
      try require(
        .handlersOnly, false, "You have declared a conflict of interest in this case.",
        "If that was a mistake, another handler can let you in again, with a reason.")
    case nil, .asked, .keptOut, .left:
      try require(
        .handlersOnly, false, "Only the members who handle this case can do that.",
        "Somebody who handles it has to do it.")
    }
  }

  // MARK: The gate

  func mayDeclare(_ actor: Actor) throws(Refusal) {
    switch subject.standing(of: actor)?.state {
    case .asked, .cleared: return
    case .conflict:
      try require(
        .declareOnce, false, "You have already declared a conflict of interest.",
        "It stands; if it was a mistake, another handler can let you in again.")
    case nil, .keptOut, .heldBack, .left:
      try require(
        .handlersOnly, false, "You were not asked about this case.",
        "Somebody who handles it has to let you in first.")
    }
  }

  /// Structural: without a member there is nothing to record.
  func somebodyWithASeat(_ actor: Actor) throws(Refusal) -> MemberID {
    if let member = actor.memberID { return member }
    throw refusal(
      .handlersOnly, "Only members and board members declare.", "Nothing has to be done.")
  }

  func declaresOnce(_ declaration: Command.Declare, _ actor: Actor) throws(Refusal) {
    let state = subject.standing(of: actor)?.state
    try require(
      .declareOnce, declaration.conflict || state == nil || state == .asked,
      "You have already said that you have no conflict of interest.",
      "If that has changed, declare the conflict; nothing else is needed.")
  }

  func groundIsKnown(_ ground: GroundID?) throws(Refusal) {
    try require(
      .groundIsKnown,
      ground.map { ground in policy.gate.grounds.contains { $0.id == ground } } ?? true,
      "That ground is not one of the policy's.",
      "Choose one of \(policy.gate.grounds.map(\.id.text).joined(separator: ", ")), or name none.")
  }

  // MARK: Where the case stands

  func isNotSetAside() throws(Refusal) {
    try require(
      .setAsideRests, subject.setAside == nil, "This was set aside and is no case.",
      "Take it back first, with a reason.")
  }

  func isSetAside() throws(Refusal) {
    try require(
      .setAsideRests, subject.setAside != nil, "This is not set aside.",
      "Nothing has to be taken back.")
  }

  func isNotFiled() throws(Refusal) {
    try require(
      .filedRests, subject.phase != .filed, "This case was closed for the record.",
      "Notes and messages are still possible; a new report opens a new case.")
  }

  func isNotAnswered() throws(Refusal) {
    try require(
      .setAsideBeforeAnswer, subject.acknowledgement == nil,
      "The reporter was told that this is taken up, so it cannot be set aside.",
      "Carry the case to its end; no action is a possible outcome.")
  }

  func isNotAcknowledged() throws(Refusal) {
    try require(
      .acknowledgeOnce, subject.acknowledgement == nil,
      "The reporter has already been acknowledged.", "Write a message instead.")
  }

  func isNotEscalated() throws(Refusal) {
    try require(
      .escalateOnce, subject.escalation == nil,
      "The \(policy.community.boardName) already has this case.", "Nothing has to be done.")
  }

  // MARK: Content

  func reasonIsGiven(_ reason: String) throws(Refusal) {
    try require(
      .reasonIsGiven, Self.isText(reason, scalarsMax: Limits.reasonScalarsMax),
      "A reason is needed here, in words that can be read later.",
      "Write one, up to \(Limits.reasonScalarsMax) characters.")
  }

  func textFits(_ text: String, scalarsMax: Int) throws(Refusal) {
    try require(
      .textFits, Self.isText(text, scalarsMax: scalarsMax),
      "The text is empty, longer than can be read, or holds a NUL character.",
      "Write between 1 and \(scalarsMax) characters.")
  }

  func optionalTextFits(_ text: String?, scalarsMax: Int) throws(Refusal) {
    guard let text, !text.isEmpty else { return }
    try textFits(text, scalarsMax: scalarsMax)
  }

  func namesFit(_ names: [String], countMax: Int) throws(Refusal) {
    try require(
      .textFits, names.count <= countMax, "These are too many names.",
      "Enter at most \(countMax).")
    for name in names { try textFits(name, scalarsMax: Limits.nameScalarsMax) }
  }

  static func isText(_ text: String, scalarsMax: Int) -> Bool {
    let scalars = text.unicodeScalars
    return scalars.contains { !$0.properties.isWhitespace } && scalars.count <= scalarsMax
      && !scalars.contains("\0")
  }

  func setAsideReasonIsKnown(_ reason: SetAsideReasonID) throws(Refusal) {
    try require(
      .reasonIsGiven, policy.setAsideReasons.contains { $0.id == reason },
      "That reason is not one of the policy's.",
      "Choose one of \(policy.setAsideReasons.map(\.id.text).joined(separator: ", ")).")
  }

  /// Structural as far as the name is missing: without one there is nothing to record.
  func partyIsNew(_ party: PartyID?) throws(Refusal) -> PartyID {
    guard let party else {
      throw refusal(
        .partyIsKnown, "This party has no name of its own yet.", "Give it one.")
    }
    try require(
      .partyIsKnown, !subject.parties.contains { $0.id == party },
      "This party is already entered.", "Correct the entry that stands there.")
    return party
  }

  /// Structural: an unknown party cannot be corrected.
  func party(_ id: PartyID) throws(Refusal) -> Party {
    guard let party = subject.parties.first(where: { $0.id == id }) else {
      throw refusal(
        .partyIsKnown, "This case has no such party.", "Choose one of the parties of this case.")
    }
    return party
  }

  func noteIsKnown(_ note: Int) throws(Refusal) {
    try require(
      .noteIsKnown, subject.notes.contains { $0.sequence == note },
      "This case has no such note.", "Choose one of the notes of this case.")
  }

  // MARK: Messages

  func acknowledgementArrives(_ message: MessageReference?) throws(Refusal) {
    if subject.reporterStoppedContact {
      return try require(
        .contactStopped, message == nil, "The reporter has asked for no more messages.",
        "Take the case up without a letter; it is on the record why none was sent.")
    }
    try require(
      .acknowledgementArrives, message?.channel == subject.reporterChannel,
      "The acknowledgement does not reach the reporter.",
      subject.reporterChannel == nil
        ? "No way leads to the reporter; record it without a message."
        : "Write it into the reporter's own channel.")
  }

  /// Structural: an unknown conversation has no party.
  func channelIsKnown(_ channel: ChannelID) throws(Refusal) -> PartyID {
    guard let party = subject.channels[channel] else {
      throw refusal(
        .channelIsKnown, "This case has no such conversation.",
        "Choose one of the conversations of this case.")
    }
    return party
  }

  /// Structural as far as the place is missing.
  func messageHasItsPlace(
    _ message: MessageReference?, in channel: ChannelID
  ) throws(Refusal) -> MessageReference {
    guard let message else {
      throw refusal(
        .channelIsKnown, "The message has no place in that conversation.",
        "Write it into the conversation that it is for.")
    }
    try require(
      .channelIsKnown, message.channel == channel,
      "The message has no place in that conversation.",
      "Write it into the conversation that it is for.")
    return message
  }

  func mayGoWithoutSecondReader(to party: PartyID) throws(Refusal) {
    try require(
      .secondReader, subject.isHelped(party),
      "A message to this person has to be read by a second member before it goes out.",
      "Write a draft; it waits for another member to read it.")
  }

  func isNoAcknowledgement(_ kind: MessageKind?) throws(Refusal) {
    try require(
      .acknowledgeOnce, kind != .acknowledgement && kind != .automaticReceipt,
      "An acknowledgement has a command of its own.",
      "Use acknowledge, or send this as an answer or an update.")
  }

  func mailsWait() throws(Refusal) {
    try require(
      .mailIsPlacedOnce, !subject.mailsAside.isEmpty, "No mail waits to be placed.",
      "Nothing has to be done.")
  }

  func mailWaits(_ mail: MessageReference) throws(Refusal) {
    try require(
      .mailIsPlacedOnce, subject.mailsAside.contains { $0.mail == mail },
      "This mail does not wait to be placed.",
      "It may have been placed already; look at the conversations.")
  }

  // MARK: Safety

  func agencyIsNotNotified() throws(Refusal) {
    let isNotified = if case .notified = subject.agency { true } else { false }
    try require(
      .agencyTask, !isNotified, "It is already recorded who was notified.",
      "Write a note to add to it.")
  }

  func agencyQuestionIsOpen() throws(Refusal) {
    let isOpen = if case .open = subject.agency { true } else { false }
    try require(
      .agencyTask, isOpen, "Nobody asked to notify an agency, or that is already settled.",
      "Nothing has to be recorded.")
  }

  func agencyQuestionIsSettled() throws(Refusal) {
    let isOpen = if case .open = subject.agency { true } else { false }
    try require(
      .agencyTask, !isOpen,
      "Somebody may be in danger, and it is not settled yet who is notified.",
      "Record first who was notified, or why nobody was.")
  }
}
