extension Case {
  /// What follows from a command: the events to append, or a refusal. Changes nothing.
  ///
  /// - Throws: the first rule that refuses, with the clause of this community.
  package func decide(
    _ command: Command, by actor: Actor, at now: Moment, under policy: Policy
  ) throws(Refusal) -> [Event] {
    try advanced(to: now).decideNow(command, by: actor, at: now, under: policy)
  }

  /// The same for a case whose windows are settled until now.
  private func decideNow(
    _ command: Command, by actor: Actor, at now: Moment, under policy: Policy
  ) throws(Refusal) -> [Event] {
    let rules = Rules(subject: self, policy: policy)
    let kind: ProposalSubject.Kind? =
      if case .propose(let content) = command { content.subject.kind } else { nil }
    try permit(command.name, about: kind ?? .resolution, by: actor, at: now, rules)
    switch command {
    case .declare(let declaration): return [try declare(declaration, by: actor, rules)]
    case .admit(let admit): return try self.admit(admit, by: actor, rules)
    case .holdBack(let holding): return try holdBack(holding, by: actor, rules)
    case .clearNamedMember(let admit):
      try rules.admitsSomebodyElse(admit.member, by: actor)
      try rules.isHeldBack(admit.member, by: actor)
      try rules.reasonIsGiven(admit.reason)
      return [.namedMemberCleared(Admission(member: admit.member, reason: admit.reason))]
    case .writeCard(let names):
      try rules.namesFit(names.reported, countMax: Limits.cardNamesMax)
      try rules.namesFit(names.witnesses, countMax: Limits.cardNamesMax)
      return [
        .cardWritten(
          Card(reported: names.reported, witnesses: names.witnesses, reporter: card?.reporter))
      ]
    case .nameParty(let naming): return [try nameParty(naming, rules)]
    case .correctParty(let correction): return [try correctParty(correction, rules)]
    case .linkPerson(let link): return [try linkPerson(link, rules)]
    case .escalateToBoard(let why):
      try rules.reasonIsGiven(why.reason)
      return [.escalatedToBoard(Escalation(because: .handlersDecided, reason: why.reason))]
    case .acknowledge(let letter): return try acknowledge(letter, at: now, rules)
    case .writeMessage(let message): return [try write(message, rules)]
    case .placeMail(let placing):
      try rules.mailWaits(placing.mail)
      let party = try rules.channelIsKnown(placing.channel)
      let placedAs = try rules.messageHasItsPlace(placing.placedAs, in: placing.channel)
      return [.mailPlaced(MailPlacing(mail: placing.mail, placedAs: placedAs, from: party))]
    case .writeNote(let note):
      try rules.textFits(note.text, scalarsMax: Limits.noteScalarsMax)
      return [.noteWritten(Note(text: note.text))]
    case .correctNote(let correction):
      try rules.noteIsKnown(correction.note)
      try rules.textFits(correction.text, scalarsMax: Limits.noteScalarsMax)
      return [.noteCorrected(NoteCorrection(note: correction.note, text: correction.text))]
    case .setAside(let aside):
      try rules.setAsideReasonIsKnown(aside.reason)
      try rules.optionalTextFits(aside.note, scalarsMax: Limits.reasonScalarsMax)
      return [.setAside(SettingAside(reason: aside.reason, note: aside.note ?? ""))]
    case .takeBack(let why):
      try rules.reasonIsGiven(why.reason)
      return [.takenBack(TakingBack(reason: why.reason))]
    case .notifyAgency(let notice):
      try rules.textFits(notice.agency, scalarsMax: Limits.nameScalarsMax)
      try rules.textFits(notice.how, scalarsMax: Limits.reasonScalarsMax)
      return [.agencyNotified(AgencyNotice(agency: notice.agency, how: notice.how))]
    case .notifyNoAgency(let why):
      try rules.reasonIsGiven(why.reason)
      return [.agencyNotNotified(Reason(reason: why.reason))]
    default: return try decideFurther(command, by: actor, at: now, rules)
    }
  }

  /// The commands of the rooms beside this one.
  private func decideFurther(
    _ command: Command, by actor: Actor, at now: Moment, _ rules: Rules
  ) throws(Refusal) -> [Event] {
    if let events = try decideShepherd(command, by: actor, rules) { return events }
    if let events = try decideSafety(command, by: actor, at: now, rules) { return events }
    if let events = try decideInvestigation(command, by: actor, at: now, rules) { return events }
    if let events = try decideLetters(command, by: actor, rules) { return events }
    if let events = try decideAdvice(command, at: now, rules) { return events }
    if let events = try decideDecision(command, by: actor, at: now, rules) { return events }
    if let events = try decideEnactment(command, by: actor, at: now, rules) { return events }
    if let events = try decideClosing(command, by: actor, at: now, rules) { return events }
    return []
  }

  private func declare(
    _ declaration: Command.Declare, by actor: Actor, _ rules: Rules
  ) throws(Refusal) -> Event {
    try rules.declaresOnce(declaration, actor)
    let member = try rules.somebodyWithASeat(actor)
    guard declaration.conflict else {
      return .declared(DeclarationMade(member: member, declaration: .noConflict))
    }
    try rules.groundIsKnown(declaration.ground)
    try rules.optionalTextFits(declaration.note, scalarsMax: Limits.reasonScalarsMax)
    let note = declaration.note.flatMap { $0.isEmpty ? nil : $0 }
    if declaration.isSoft == true {
      try rules.knowsSoftConflicts()
      return .declared(
        DeclarationMade(
          member: member, declaration: .softConflict(ground: declaration.ground, note: note)))
    }
    return .declared(
      DeclarationMade(
        member: member, declaration: .conflict(ground: declaration.ground, note: note)))
  }

  private func nameParty(_ naming: Command.NameParty, _ rules: Rules) throws(Refusal) -> Event {
    let id = try rules.partyIsNew(naming.party)
    let party = Party(
      id: id, role: naming.role, displayName: naming.displayName, names: naming.names ?? [],
      handles: naming.handles ?? [], emails: naming.emails ?? [], phones: naming.phones ?? [],
      places: naming.places ?? [], employer: Self.entered(naming.employer),
      pronouns: Self.entered(naming.pronouns))
    try fits(party, rules)
    return .partyNamed(party)
  }

  private func correctParty(
    _ correction: Command.CorrectParty, _ rules: Rules
  ) throws(Refusal) -> Event {
    let before = try rules.party(correction.party)
    let party = Party(
      id: before.id, role: correction.role, displayName: correction.displayName,
      names: correction.names ?? before.names, handles: correction.handles ?? before.handles,
      emails: correction.emails ?? before.emails, phones: correction.phones ?? before.phones,
      places: correction.places ?? before.places,
      employer: Self.entered(correction.employer ?? before.employer),
      pronouns: Self.entered(correction.pronouns ?? before.pronouns))
    try fits(party, rules)
    try rules.reasonIsGiven(correction.reason)
    return .partyCorrected(PartyCorrection(party: party, reason: correction.reason))
  }

  /// Words that somebody entered; nil for none.
  private static func entered(_ text: String?) -> String? {
    text.flatMap { $0.allSatisfy(\.isWhitespace) ? nil : $0 }
  }

  private func fits(_ party: Party, _ rules: Rules) throws(Refusal) {
    try rules.textFits(party.displayName, scalarsMax: Limits.nameScalarsMax)
    for list in [party.names, party.handles, party.emails, party.phones, party.places] {
      try rules.namesFit(list, countMax: Limits.partyNamesMax)
    }
    try rules.optionalTextFits(party.employer, scalarsMax: Limits.nameScalarsMax)
    try rules.optionalTextFits(party.pronouns, scalarsMax: Limits.nameScalarsMax)
  }

  private func acknowledge(
    _ letter: Command.Acknowledge, at now: Moment, _ rules: Rules
  ) throws(Refusal) -> [Event] {
    // This letter files the case.
    if letter.kind == .alreadyHandled { try rules.nothingIsUnderWay(at: now) }
    // An emptied letter is not the same as none: the policy's is not sent in its place.
    if let text = letter.text {
      try rules.textFits(text, scalarsMax: Limits.messageScalarsMax)
    }
    try rules.acknowledgementArrives(letter.message)
    let acknowledged = Event.acknowledged(
      Acknowledgement(kind: letter.kind, message: letter.message))
    guard let message = letter.message else { return [acknowledged] }
    return [
      .messageSent(MessageSending(message: message, kind: .acknowledgement)), acknowledged,
    ]
  }

  private func write(_ message: Command.WriteMessage, _ rules: Rules) throws(Refusal) -> Event {
    let party = try rules.channelIsKnown(message.channel)
    try rules.mayGoWithoutSecondReader(to: party)
    try rules.isNoAcknowledgement(message.kind)
    try rules.isNoDraftKind(message.kind)
    // Both rest on words besides the text, which only a draft or a command of its own has.
    try rules.isGuarded(nil, message.kind ?? .update)
    try rules.asksForPermission(nil, message.kind ?? .update)
    try rules.fits(message.kind ?? .update, channel: message.channel, [])
    try rules.textFits(message.text, scalarsMax: Limits.messageScalarsMax)
    try rules.announces(message.text, in: message.channel)
    let place = try rules.messageHasItsPlace(message.message, in: message.channel)
    // Without a kind it is an update: that never stops the alarm for an answer that is still owed.
    return .messageSent(MessageSending(message: place, kind: message.kind ?? .update))
  }
}
