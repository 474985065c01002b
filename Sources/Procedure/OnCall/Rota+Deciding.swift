extension Rota {
  /// What a member wants of the rota.
  package enum Command: Hashable, Sendable {
    /// Asks another member to take a duty over, in return for one of theirs or for nothing.
    case proposeSwap(with: MemberID, gives: DutySlot, takes: DutySlot?)
    case answerSwap(Int, agreed: Bool)
    case withdrawSwap(Int)
    case enterAbsence(from: Moment, until: Moment)
    /// It is over, or was a mistake.
    case endAbsence(Int)
  }

  /// What follows from a command.
  ///
  /// - Throws: the refusal of the rule that is in the way; then nothing has changed.
  package func decide(
    _ command: Command, by member: MemberID, at now: Moment, under policy: Policy
  ) throws(Refusal) -> RotaEvent {
    let rules = RotaRules(rota: self, member: member, now: now, policy: policy)
    try rules.memberIsInRotation()
    switch command {
    case .proposeSwap(let other, let gives, let takes):
      try rules.slotsCanBeSwapped(from: member, with: other, gives, takes)
      return .swapProposed(with: other, gives: gives, takes: takes)
    case .answerSwap(let number, let agreed):
      let swap = try rules.openSwap(number)
      try rules.swapNeedsConsent(swap)
      if agreed {
        try rules.slotsCanBeSwapped(from: swap.from, with: swap.with, swap.gives, swap.takes)
      }
      return .swapAnswered(swap: number, agreed: agreed)
    case .withdrawSwap(let number):
      let swap = try rules.openSwap(number)
      try rules.swapIsWithdrawnByItsProposer(swap)
      return .swapWithdrawn(swap: number)
    case .enterAbsence(let from, let until):
      try rules.absenceIsAhead(from, until)
      return .absenceEntered(from: from, until: until)
    case .endAbsence(let number):
      try rules.absenceIsTheirs(number)
      return .absenceEnded(absence: number)
    }
  }

  /// Whether a swap can still be agreed to: neither settled nor overtaken by time or by another change.
  package func isOpen(_ swap: Swap, at now: Moment, under policy: Policy) -> Bool {
    guard swap.state == .open else { return false }
    let rules = RotaRules(rota: self, member: swap.with, now: now, policy: policy)
    do {
      try rules.slotsCanBeSwapped(from: swap.from, with: swap.with, swap.gives, swap.takes)
      return true
    } catch {
      return false
    }
  }
}

/// The rules of the rota, each a small function named for what it protects.
private struct RotaRules {
  let rota: Rota
  let member: MemberID
  let now: Moment
  let policy: Policy

  private func require(
    _ rule: RuleID, _ holds: Bool, _ sentence: @autoclosure () -> String,
    _ wayOut: @autoclosure () -> String
  ) throws(Refusal) {
    guard !holds, !rule.isSwitchedOff else { return }
    throw Refusal(
      rule: rule, citation: policy.citation(for: rule), sentence: sentence(), wayOut: wayOut())
  }

  func memberIsInRotation() throws(Refusal) {
    try require(
      .onCallRotation, rota.members(at: now).contains(member),
      "You have no on-call duty.",
      "The rotation is for members of the group who read cases.")
  }

  func slotsCanBeSwapped(
    from: MemberID, with other: MemberID, _ gives: DutySlot, _ takes: DutySlot?
  ) throws(Refusal) {
    let here = rota.members(at: now)
    try require(
      .onCallRotation, here.contains(from) && here.contains(other) && from != other,
      "A duty is swapped between two members who take turns.",
      "Choose another member of the rotation.")
    let last = policy.onCall.week(at: now) + Limits.rotaWeeksAheadMax
    for (slot, holder) in [(gives, from)] + (takes.map { [($0, other)] } ?? []) {
      let isAhead = slot.week >= policy.onCall.week(at: now) && slot.week <= last
      let week = isAhead ? rota.week(slot.week, knownAt: now, under: policy.onCall) : nil
      try require(
        .swapOwnDuty, week?.holder(of: slot.duty) == holder,
        "This duty is not theirs to swap.",
        "The rota has changed, or the week is over. Look at the rota again and choose from it.")
    }
    try require(
      .swapOwnDuty, stands(from: from, with: other, gives, takes),
      "Who would take the duty over is away in that week, or has swapped it before.",
      "Choose another member or another week.")
  }

  /// Whether both would have what they agreed to.
  private func stands(
    from: MemberID, with other: MemberID, _ gives: DutySlot, _ takes: DutySlot?
  ) -> Bool {
    var agreed = rota
    let number = agreed.nextSequence
    agreed.apply(
      RecordedRotaEvent(
        sequence: number, at: now, by: from,
        event: .swapProposed(with: other, gives: gives, takes: takes)))
    agreed.apply(
      RecordedRotaEvent(
        sequence: number + 1, at: now, by: other,
        event: .swapAnswered(swap: number, agreed: true)))
    return ([(gives, other)] + (takes.map { [($0, from)] } ?? [])).allSatisfy { slot, taker in
      agreed.week(slot.week, knownAt: now, under: policy.onCall).holder(of: slot.duty) == taker
    }
  }

  func openSwap(_ number: Int) throws(Refusal) -> Swap {
    let swap = rota.swaps.first { $0.number == number }
    try require(
      .swapAnsweredOnce, swap?.state == .open, "This swap is settled already.",
      "Look at the rota; propose another swap where it is needed.")
    guard let swap else {
      // Without the rule there is still nothing to answer.
      throw Refusal(
        rule: .swapAnsweredOnce, citation: policy.citation(for: .swapAnsweredOnce),
        sentence: "There is no such swap.", wayOut: "Look at the rota.")
    }
    return swap
  }

  func swapNeedsConsent(_ swap: Swap) throws(Refusal) {
    try require(
      .swapNeedsConsent, swap.with == member,
      "Only the member who was asked can agree to a swap.",
      "Wait for their answer, or withdraw the proposal.")
  }

  func swapIsWithdrawnByItsProposer(_ swap: Swap) throws(Refusal) {
    try require(
      .swapNeedsConsent, swap.from == member, "Only who proposed a swap can withdraw it.",
      "Decline it where you were asked.")
  }

  func absenceIsAhead(_ from: Moment, _ until: Moment) throws(Refusal) {
    let longest = from.adding(seconds: Limits.absenceSecondsMax)
    let latest = now.adding(seconds: Limits.absenceSecondsMax)
    try require(
      .absenceIsAhead,
      from < until && until > now && until <= longest && from <= latest,
      "An absence ends after it begins, is not over yet, and is no longer than a year.",
      "Check the two days.")
    let standing = rota.absences.filter {
      $0.member == member && $0.endedAt == nil && $0.until > now
    }
    try require(
      .absenceIsAhead, standing.count < Limits.absencesAheadMax,
      "There are very many absences of yours already.", "End some that are not needed any more.")
  }

  func absenceIsTheirs(_ number: Int) throws(Refusal) {
    let absence = rota.absences.first { $0.number == number }
    try require(
      .absenceIsTheirs,
      absence.map { $0.member == member && $0.endedAt == nil && $0.until > now } ?? false,
      "There is no absence of yours to end here.", "Look at the rota.")
  }
}
