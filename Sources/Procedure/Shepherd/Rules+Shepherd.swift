extension Rules {
  /// Whoever owns a case may also decide in it.
  func canShepherd(_ member: MemberID) throws(Refusal) {
    try require(
      .shepherdIsHandler,
      subject.mayVote(member, in: subject.body) || subject.mayVote(member, in: .group),
      "That member cannot own this case: they do not handle it, or do not decide in it.",
      "Choose one of the members who handle the case.")
  }

  func wasAskedToShepherd(_ actor: Actor) throws(Refusal) {
    try require(
      .shepherdHandsOver, subject.shepherding.nominated == actor.memberID,
      "You were not asked to take this case.", "Nothing has to be declined.")
  }

  /// Whoever wants to own a case that nobody owns volunteers; a shepherd who is there is replaced by the others alone.
  func doesNotPutThemselvesInPlace(_ member: MemberID, by actor: Actor) throws(Refusal) {
    try require(
      .shepherdHandsOver, actor.memberID != member || subject.shepherding.shepherd == nil,
      "This case has a shepherd.", "The shepherd hands it over, or another member nominates you.")
  }

  /// Declared biases are looked at before anybody takes the case, and whom the others hold for biased waits to be asked.
  private func biasesAreSettled(_ actor: Actor) throws(Refusal) {
    try require(
      .shepherdBiasesFirst, subject.shepherding.pending == nil,
      "Somebody wants to take this case and has said what could bias them.",
      "Another member says first whether that matters.")
    try require(
      .shepherdBiasesFirst,
      actor.memberID.map { !subject.shepherding.unfit.contains($0) } ?? true,
      "Another member has said that your biases matter here.",
      "Somebody else takes the case, or another member nominates you.")
  }

  /// Somebody else was asked: they answer first.
  func mayAcceptShepherding(_ actor: Actor) throws(Refusal) {
    try biasesAreSettled(actor)
    let nominated = subject.shepherding.nominated
    try require(
      .shepherdHandsOver, nominated == nil || nominated == actor.memberID,
      "Another member was asked to take this case and has not answered.",
      "Wait for their answer, or ask somebody to take it by nominating them.")
    try require(
      .shepherdHandsOver,
      subject.shepherding.shepherd == nil || nominated == actor.memberID,
      "This case has a shepherd.", "The shepherd hands it over, or the members nominate another.")
  }

  func biasesWait() throws(Refusal) {
    try require(
      .shepherdBiasesFirst, subject.shepherding.pending != nil,
      "Nobody has declared a bias that has to be looked at.", "Nothing has to be done.")
  }

  func settlesAnothersBiases(_ member: MemberID, by actor: Actor) throws(Refusal) {
    try require(
      .shepherdBiasesFirst, subject.shepherding.pending?.member == member,
      "That member has declared no bias that has to be looked at.",
      "Choose the member who wants to take the case.")
    try require(
      .shepherdBiasesFirst, actor.memberID != member,
      "Nobody looks at their own biases.", "Another member says whether they matter.")
  }

  func isShepherd(_ actor: Actor) throws(Refusal) {
    try require(
      .shepherdHandsOver, subject.shepherding.shepherd == actor.memberID && actor.memberID != nil,
      "Only the shepherd does that.", "Ask the shepherd, or nominate another.")
  }

  func hasShepherd() throws(Refusal) {
    try require(
      .shepherdBeforeProposal, subject.shepherding.shepherd != nil,
      "This case has no shepherd yet.",
      "Somebody who handles it takes it first; say what could bias you when you do.")
  }

  func concernIsOpen() throws(Refusal) {
    try require(
      .concernIsOpen, subject.shepherding.openConcern != nil,
      "The reporter has raised no concern that waits for an answer.", "Nothing has to be done.")
  }

  /// The concern is put before the others, and not before whom it is about.
  func settlesConcern(_ actor: Actor) throws(Refusal) {
    try concernIsOpen()
    try require(
      .concernIsOpen,
      subject.shepherding.concernAbout == nil || actor.memberID != subject.shepherding.concernAbout,
      "The reporter's concern is about you.", "Another member answers it.")
  }
}

extension Case {
  func decideShepherd(_ command: Command, by actor: Actor, _ rules: Rules) throws(Refusal)
    -> [Event]?
  {
    switch command {
    case .nominateShepherd(let nomination):
      try rules.canShepherd(nomination.member)
      try rules.doesNotPutThemselvesInPlace(nomination.member, by: actor)
      return [.shepherdNominated(nomination)]
    case .acceptShepherding(let declaration):
      let member = try rules.somebodyWithASeat(actor)
      try rules.canShepherd(member)
      try rules.mayAcceptShepherding(actor)
      try rules.optionalTextFits(declaration.biases, scalarsMax: Limits.reasonScalarsMax)
      return [.shepherdAccepted(declaration)]
    case .declineShepherding(let why):
      try rules.wasAskedToShepherd(actor)
      try rules.reasonIsGiven(why.reason)
      return [.shepherdDeclined(Reason(reason: why.reason))]
    case .settleBiases(let settlement):
      try rules.settlesAnothersBiases(settlement.member, by: actor)
      try rules.reasonIsGiven(settlement.reason)
      return [.biasesSettled(settlement)]
    case .handOverShepherding(let handOver):
      try rules.isShepherd(actor)
      try rules.canShepherd(handOver.member)
      try rules.reasonIsGiven(handOver.reason)
      return [.shepherdingHandedOver(handOver)]
    case .introduceShepherd(let letter):
      try rules.hasShepherd()
      return [try toReporter(letter, kind: .shepherdIntroduced, rules)]
    case .settleConcern(let settlement):
      try rules.settlesConcern(actor)
      try rules.textFits(settlement.account, scalarsMax: Limits.reasonScalarsMax)
      return [.concernSettled(settlement)]
    default: return nil
    }
  }

  /// A letter of its own kind to the reporter, who reads without a second reader.
  func toReporter(
    _ letter: LetterToReporter, kind: MessageKind, _ rules: Rules
  ) throws(Refusal) -> Event {
    if let text = letter.text { try rules.textFits(text, scalarsMax: Limits.messageScalarsMax) }
    let channel = try rules.reporterHasChannel()
    try rules.mayBeWrittenTo(channel)
    return .messageSent(
      MessageSending(message: try rules.messageHasItsPlace(letter.message, in: channel), kind: kind)
    )
  }
}
