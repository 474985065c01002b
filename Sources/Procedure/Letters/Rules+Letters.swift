extension Rules {
  /// Structural: without a channel nothing can be written.
  func reporterHasChannel() throws(Refusal) -> ChannelID {
    if let channel = subject.reporterChannel { return channel }
    throw refusal(
      .channelIsKnown, "No way leads to the reporter.",
      "Record what you would have told them in a note.")
  }

  func draft(_ number: Int) throws(Refusal) -> Draft {
    guard let draft = subject.drafts.first(where: { $0.number == number }) else {
      throw refusal(
        .draftIsWaiting, "This case has no such draft.", "Choose one of the drafts of this case.")
    }
    try require(
      .draftIsWaiting, draft.state == .waiting, "This draft was already sent or discarded.",
      "Write a new one.")
    return draft
  }

  func aDraftWaits() throws(Refusal) {
    try require(
      .draftIsWaiting, subject.drafts.contains { $0.state == .waiting },
      "No draft waits.", "Write one first.")
  }

  func mayReviewSomeDraft(_ actor: Actor) throws(Refusal) {
    try aDraftWaits()
    try require(
      .draftSecondReader,
      subject.drafts.contains { $0.state == .waiting && $0.author != actor.memberID },
      "The drafts that wait are your own.", "Another member has to read them.")
  }

  func someDraftIsRead() throws(Refusal) {
    try aDraftWaits()
    try require(
      .draftSecondReader,
      subject.drafts.contains { $0.state == .waiting && $0.approvedBy != nil },
      "No draft has been read by a second member yet.",
      "It waits for another member than its author to read and approve it.")
  }

  func isAnotherReader(_ actor: Actor, of draft: Draft) throws(Refusal) {
    try require(
      .draftSecondReader, draft.author != actor.memberID,
      "You wrote this text yourself.", "Another member has to read it.")
  }

  func isNewest(_ version: Int, of draft: Draft) throws(Refusal) {
    try require(
      .draftNewestVersion, version == draft.version,
      "The text was changed since you read it.", "Read version \(draft.version) and say again.")
  }

  func wasRead(_ draft: Draft) throws(Refusal) {
    try require(
      .draftSecondReader, draft.approvedBy != nil,
      "Nobody but its author has read this text.",
      "It waits for a second member to read and approve exactly this version.")
  }

  /// Whoever approves a text that could identify a source says of each such place why it may stay.
  func answersWhatIsPointedAt(_ review: DraftReview) throws(Refusal) {
    for answer in review.answers ?? [] {
      try textFits(answer.rule, scalarsMax: Limits.nameScalarsMax)
      try textFits(answer.excerpt, scalarsMax: Limits.reasonScalarsMax)
      try optionalTextFits(answer.reason, scalarsMax: Limits.reasonScalarsMax)
    }
    let open = review.isApproved ? review.unanswered : []
    try require(
      .draftFindingsAnswered, open.isEmpty,
      "The checker points at \(open.map { "“\($0.excerpt)”" }.joined(separator: ", ")), and nothing says why \(open.count == 1 ? "that" : "each of them") may stay.",
      "Change the draft, or say for each place why it may stay.")
  }

  /// What a reported person is told of a violation or a decision has its four parts; other messages to them need none.
  func hasItsParts(
    _ text: LetterText, kind: MessageKind, channel: ChannelID?, measure: Int? = nil
  ) throws(Refusal) {
    let party = channel.flatMap { subject.channels[$0] }
    let role = subject.parties.first { $0.id == party }?.role
    let needsParts =
      kind == .letter || (role == .reported && (kind == .decision || kind == .closing))
    guard case .fourParts(let parts) = text else {
      try textFits(text.whole, scalarsMax: Limits.messageScalarsMax)
      return try require(
        .fourParts, !needsParts, "A letter about a violation says four things in four parts.",
        "Write what they did, its impact, what is expected from now on where that applies, and the consequences."
      )
    }
    let missing = missingParts(of: parts, isRequest: isRequest(measure))
    try require(
      .fourParts, missing.isEmpty,
      "The letter lacks \(missing.joined(separator: ", and ")).",
      "Write it; where no change is expected, say why that does not apply.")
    for optional in [parts.opening, parts.expectedChange, parts.noChangeReason, parts.ending] {
      try optionalTextFits(optional, scalarsMax: Limits.noteScalarsMax)
    }
    try textFits(text.whole, scalarsMax: Limits.messageScalarsMax)
  }

  /// What a letter in four parts does not say yet.
  private func missingParts(of parts: LetterText.FourParts, isRequest: Bool) -> [String] {
    func isSaid(_ text: String?) -> Bool {
      Self.isText(text ?? "", scalarsMax: Limits.noteScalarsMax)
    }
    let needed: [(isThere: Bool, word: String)] = [
      (isSaid(parts.behaviour), "what they did"), (isSaid(parts.impact), "its impact"),
      (
        isSaid(parts.expectedChange) || !isRequest && isSaid(parts.noChangeReason),
        isRequest
          ? "what is expected from now on, which a request always says"
          : "what is expected from now on, or why that does not apply"
      ),
      (isSaid(parts.consequences), "what follows"),
    ]
    return needed.filter { !$0.isThere }.map(\.word)
  }

  /// Whether a measure in force asks the person to stay away or to leave something be.
  private func isRequest(_ number: Int?) -> Bool {
    let measure = subject.measuresInForce.first { $0.number == number }?.measure
    return policy.measures.list.contains { $0.id == measure?.measure && $0.isRequest }
  }

  func tellsOfAMeasure(_ number: Int?) throws(Refusal) {
    guard let number else { return }
    try require(
      .measureIsInForce, subject.measuresInForce.contains { $0.number == number },
      "This case has no such measure.", "Choose one of the measures of this case.")
  }

  /// A question about a permission says which, and only such a question does.
  func asksForPermission(_ request: PermissionRequest?, _ kind: MessageKind) throws(Refusal) {
    try require(
      .permissionIsWhole, (request != nil) == (kind == .permissionQuestion),
      kind == .permissionQuestion
        ? "It is not said what this person is asked to allow."
        : "Only a question about a permission asks for one.",
      "Say what they are asked to allow in a message of the kind “permissionQuestion”.")
    if let request { try requestIsWhole(request) }
  }

  func fits(_ kind: MessageKind, channel: ChannelID?, _ names: [PartyID]) throws(Refusal) {
    if kind == .publicStatement {
      try require(
        .publicVoice, channel == nil, "A public statement goes into no conversation.",
        "Leave the conversation out.")
      try onlyWhoInstructed(names)
      return
    }
    guard let channel else {
      throw refusal(
        .channelIsKnown, "It is not said whom this goes to.",
        "Choose one of the conversations of this case.")
    }
    let party = try channelIsKnown(channel)
    try mayBeWrittenTo(channel)
    if kind == .apologyAccepted {
      try acceptsWithWord(names)
    } else {
      try mayBeNamed(names, to: party)
    }
    if kind == .closing {
      try require(
        .decisionBeforeClosing, subject.hasDecision,
        "Nothing was decided yet, so nothing ends with this message.",
        "Write an update, or the decision first.")
    }
    if kind == .apology {
      try require(
        .apologyWithPermission, subject.isPermitted(.apology, by: party),
        "This person has not said that they want to receive an apology.",
        "Ask them first and record what they say.")
    }
  }

  func onlyWhoInstructed(_ names: [PartyID]) throws(Refusal) {
    try require(
      .namedOnInstruction,
      names.allSatisfy { subject.isPermitted(.namedInStatement, by: $0) },
      "Somebody would be named who has not instructed it.",
      "Leave the name out, or record their own words that they want to be named.")
  }

  /// Who speaks in public is the policy's choice.
  func maySpeakInPublic(_ actor: Actor) throws(Refusal) {
    // Whoever of the board reads the case for oversight speaks for the board, too.
    let seat = actor.memberID.flatMap { subject.standings[$0]?.seat }
    let isBoard = seat == .board || seat == .oversight
    let may = isBoard ? policy.publicVoice.board : policy.publicVoice.group
    let owner =
      policy.publicVoice.board ? policy.community.boardName : "the \(policy.community.groupWord)"
    try require(
      .publicVoice, may, "You do not speak in public about a single matter here.",
      "Public statements are made by \(owner).")
  }

  /// Who reads for oversight has a hand in public statements alone.
  func mayHandle(_ kind: MessageKind, _ actor: Actor) throws(Refusal) {
    try require(
      .oversightReads,
      kind == .publicStatement
        || actor.memberID.flatMap { subject.standings[$0]?.seat } != .oversight,
      "You read this case for oversight, and this is a letter to one person.",
      "Those who handle the case write to the parties.")
  }

  func isForThePublic(_ draft: Draft) throws(Refusal) {
    try require(
      .publicVoice, draft.kind == .publicStatement,
      "This draft is a letter to one person, not a public statement.",
      "Write a draft of the kind “publicStatement”.")
  }

  func mayBeWrittenTo(_ channel: ChannelID) throws(Refusal) {
    guard let party = subject.channels[channel] else { return }
    try require(
      .contactStopped, !subject.contactStopped.contains(party),
      "This person has asked for no more messages.",
      "Respect it until they want to hear from you again.")
  }

  func isNoDraftKind(_ kind: MessageKind?) throws(Refusal) {
    switch kind {
    case .shepherdIntroduced, .delay, .consultation, .retaliationQuestion, .emergencyNotice:
      throw refusal(
        .channelIsKnown, "A message of this kind has a command of its own.",
        "Use introduceShepherd, announceDelay, consult, askAboutRetaliation or sendEmergencyNotice."
      )
    default: return
    }
  }
}

extension Case {
  func decideLetters(
    _ command: Command, by actor: Actor, _ rules: Rules
  ) throws(Refusal) -> [Event]? {
    switch command {
    case .openChannel(let request):
      let party = try rules.party(request.party)
      // A party who has a conversation gets another way into it: words that were lost, another address.
      guard let channel = request.channel,
        channels[channel].map({ $0 == party.id }) ?? true
      else {
        throw rules.refusal(
          .channelIsKnown, "The conversation has no place of its own yet.",
          "Try again; nothing was opened.")
      }
      try rules.optionalTextFits(request.address, scalarsMax: Limits.nameScalarsMax)
      try rules.optionalTextFits(request.reader, scalarsMax: Limits.nameScalarsMax)
      return try openChannel(channel, request, by: actor, rules)
    case .writeDraft(let writing):
      try rules.isNoDraftKind(writing.kind)
      try rules.mayHandle(writing.kind, actor)
      if writing.kind == .publicStatement { try rules.maySpeakInPublic(actor) }
      try rules.fits(writing.kind, channel: writing.channel, writing.names ?? [])
      try rules.tellsOfAMeasure(writing.measure)
      try rules.asksForPermission(writing.asks, writing.kind)
      try rules.isGuarded(writing.guards, writing.kind)
      try rules.hasItsParts(
        writing.text, kind: writing.kind, channel: writing.channel, measure: writing.measure)
      try rules.announces(writing.text.whole, in: writing.channel)
      return [.draftWritten(writing)]
    case .changeDraft(let change):
      let draft = try rules.draft(change.draft)
      try rules.mayHandle(draft.kind, actor)
      try rules.isGuarded(change.guards ?? draft.guards, draft.kind)
      try rules.hasItsParts(
        change.text, kind: draft.kind, channel: draft.channel, measure: draft.measure)
      try rules.announces(change.text.whole, in: draft.channel)
      return [.draftChanged(change)]
    case .reviewDraft(let review):
      let draft = try rules.draft(review.draft)
      try rules.mayHandle(draft.kind, actor)
      try rules.isAnotherReader(actor, of: draft)
      try rules.isNewest(review.version, of: draft)
      try rules.optionalTextFits(review.remark, scalarsMax: Limits.reasonScalarsMax)
      if !review.isApproved { try rules.reasonIsGiven(review.remark ?? "") }
      try rules.answersWhatIsPointedAt(review)
      return [.draftReviewed(review)]
    case .sendDraft(let sending):
      let draft = try rules.draft(sending.draft)
      try rules.wasRead(draft)
      try rules.reporterIsTold(before: draft)
      try rules.fits(draft.kind, channel: draft.channel, draft.names)
      try rules.isGuarded(draft.guards, draft.kind)
      try rules.adviceIsSettled(before: draft.kind)
      try rules.announces(draft.text.whole, in: draft.channel)
      guard let channel = draft.channel else {
        throw rules.refusal(
          .publicVoice, "A public statement is not sent but published.", "Use publishStatement.")
      }
      let place = try rules.messageHasItsPlace(sending.message, in: channel)
      return [
        .messageSent(
          MessageSending(message: place, kind: draft.kind, draft: draft.number, asks: draft.asks))
      ]
    case .discardDraft(let discarding):
      try rules.mayHandle(try rules.draft(discarding.draft).kind, actor)
      try rules.reasonIsGiven(discarding.reason)
      return [.draftDiscarded(discarding)]
    case .publishStatement(let publishing):
      let draft = try rules.draft(publishing.draft)
      try rules.maySpeakInPublic(actor)
      try rules.isForThePublic(draft)
      try rules.wasRead(draft)
      try rules.onlyWhoInstructed(draft.names)
      try rules.textFits(publishing.place, scalarsMax: Limits.reasonScalarsMax)
      return [.statementPublished(publishing)]
    default: return try decideConsent(command, rules)
    }
  }
}
