import Identity
import Procedure
import Vault

/// What the rules do by themselves whenever somebody who can read the case acts in it.
extension CaseAct {
  /// Whoever is no member any more counts in no vote, also where their leaving could not be written into the case.
  mutating func noteLeavers() throws {
    for (id, standing) in folded.standings.sorted(by: { $0.key < $1.key }) {
      switch standing.state {
      case .cleared, .asked, .heldBack: break
      case .keptOut, .conflict, .left: continue
      }
      guard let principal = PrincipalID(hexadecimal: id.text),
        held.state.membership.member(principal) == nil
      else { continue }
      try appendByRule(.memberLeft(Release(member: id)))
    }
  }

  /// The case goes to the board by itself once the group has come to the end of its way, and comes back when the board
  /// says so.
  mutating func doDuties() throws {
    let current = folded.advanced(to: now)
    if let because = current.failure {
      try appendByRule(.escalatedToBoard(Escalation(because: because)))
      try bringInBoard()
    }
    for entry in recorded {
      guard case .policyMoved(let move) = entry.event else { continue }
      guard move.address == organization.policies.current.address else {
        throw CaseworkError.notAllowed(
          sentence: "A case can be moved only to the policy that is in force now.")
      }
      index.movedTo = (index.movedTo ?? []) + [move.address]
    }
    // The log says who has the case; only a case that nobody could fold keeps what the program wrote.
    index.isWithBoard = folded.escalation != nil || index.isWithBoard && folded.returnedAt == nil
  }

  /// Whether this act has given the case to the board.
  var escalatesNow: Bool {
    recorded.contains { if case .escalatedToBoard = $0.event { true } else { false } }
  }

  /// The seat of somebody who is taken in: that of their body; an adviser's where their role reads no cases.
  func seat(of id: MemberID) -> Seat? {
    guard let principal = PrincipalID(hexadecimal: id.text),
      let other = held.state.membership.member(principal)
    else { return nil }
    guard other.readsCases else { return .adviser }
    let isOfTheBoard = held.state.membership.readers(in: .board).contains { $0.id == principal }
    return isOfTheBoard ? .board : nil
  }

  /// Writes what has to be written when a handler opens the case.
  mutating func settle() throws {
    try noteLeavers()
    try doDuties()
    index.follow(folded, under: policy, at: now)
  }
}

extension HeldCase {
  /// Whether something has to be written although nobody asked for it. The list can stand elsewhere than the case where
  /// others decide than before, or where the clock went back over what had lapsed.
  func hasDuties(at now: Moment) -> Bool {
    let folded = opened.folded.advanced(to: now)
    return folded.failure != nil || folded.phase != state.index.phase(at: now)
      || state.index.standsAt.map { $0 > now } ?? false
      || opened.folded.standings.contains { id, standing in
        guard standing.state == .cleared || standing.state == .asked,
          let principal = PrincipalID(hexadecimal: id.text)
        else { return false }
        return state.membership.member(principal) == nil
      }
  }
}

extension SignedIn {
  /// The case with what the rules have to write by themselves, written.
  func settled(_ held: HeldCase, _ vault: VaultID) async throws -> HeldCase {
    guard held.caseVault.closedCount == 0 else { return held }
    let hasDuties =
      if held.hasDuties(at: held.state.now) { true } else { try await recordsLag(behind: held) }
    guard hasDuties else { return held }
    try await organization.retrying {
      var act = try CaseAct(by: self, in: await hold(vault))
      try act.settle()
      try await act.settleRecords()
      try await act.write()
    }
    return try await hold(vault)
  }

  /// Whether the ledger says something else than the case: somebody's leaving can settle what was said of an act, and the
  /// program that writes it down cannot read the ledger.
  private func recordsLag(behind held: HeldCase) async throws -> Bool {
    guard held.state.index.standings[principalID] == .handler,
      held.opened.folded.isLastWrittenUnread,
      let lines = try await ledgerLines(of: held)
    else { return false }
    return !lines.agree
  }
}

extension OpenedCase {
  /// The case with what has lapsed until a moment.
  func advanced(to now: Moment) -> OpenedCase {
    var copy = self
    copy.folded = folded.advanced(to: now)
    return copy
  }
}
