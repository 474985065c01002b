import Identity
package import Mail
package import Procedure
import Storage
import Vault

/// What the server itself knows of a case, for who watches over the procedure: never a word of what was reported.
package struct ObservedCase: Sendable, Hashable {
  /// How somebody stands in the server's index.
  package enum Standing: String, Sendable, Hashable {
    case asked, handler, waitsForGrant, admitted, heldBack, keptOut, reserve, oversight
  }

  package let id: CaseID
  package let codeName: String
  package let phase: Case.Phase
  /// Whether time asks something of it: anything but set aside.
  package let keepsTime: Bool
  package let isWithBoard: Bool
  package let received: Moment
  package let standings: [MemberID: Standing]
  package let deadlines: [Deadline]
  /// The deadlines whose alarm went out.
  package let alarmed: Set<DeadlineID>
  /// Whether the case stands on the list of late cases.
  package let isLate: Bool

  init(_ index: CaseIndex, of vault: VaultID, in organization: Organization) {
    let now = organization.moment
    id = CaseID(vault.hexadecimal)
    codeName = index.codeName
    phase = index.phase(at: now)
    keepsTime = index.keepsTime
    isWithBoard = index.isWithBoard
    received = index.received
    standings = Dictionary(
      uniqueKeysWithValues: index.standings.compactMap { principal, standing in
        Standing(rawValue: standing.rawValue).map { (MemberID(principal.hexadecimal), $0) }
      })
    deadlines = index.deadlines
    alarmed = Set(
      index.notified.compactMap { notified in
        if case .alarmed(let id) = notified { id } else { nil }
      })
    isLate = index.isLate(at: organization.environment.now())
  }
}

/// A state of a case: the same for two looks between which nothing was written.
package struct CaseMark: Sendable, Hashable {
  let index: CaseIndex
  let head: Bytes?
  let directoryHead: Bytes?
}

extension Organization {
  /// Every case as the server knows it, in no order.
  package func observedCases() async throws -> [ObservedCase] {
    try await database.read { [self] transaction in
      try refreshIndex(in: transaction)
      return index.all().map { ObservedCase($0.value, of: $0.key, in: self) }
    }
  }

  /// One case as the server knows it; nil for one that is not there.
  package func observedCase(_ id: CaseID) async throws -> ObservedCase? {
    guard let vault = VaultID(hexadecimal: id.text) else { return nil }
    return try await database.read { [self] transaction in
      try currentIndex(of: vault, in: transaction).map { ObservedCase($0, of: vault, in: self) }
    }
  }

  /// What a case and those who may read it hang on, beside the time: as long as it stays, nothing in them has changed.
  package func mark(of id: CaseID) async throws -> CaseMark? {
    guard let vault = VaultID(hexadecimal: id.text) else { return nil }
    return try await database.read { [self] transaction in
      guard let index = try currentIndex(of: vault, in: transaction) else { return nil }
      return CaseMark(
        index: index, head: try transaction.head(self.id, vault)?.link,
        directoryHead: try transaction.head(self.id, directoryVault)?.link)
    }
  }

  /// What the keys of somebody open of a case, whatever the index or the case says of them: with the grants that are
  /// stored for them, and without asking any rule. Whoever is kept out must open nothing.
  ///
  /// - Parameter members: sessions of now or of before; nothing but their keys is used.
  /// - Returns: for each, how many epochs, and whether the newest is among them.
  package func epochs(
    of id: CaseID, openedByKeysOf members: [SignedIn]
  ) async throws -> [(count: Int, hasNewest: Bool)] {
    guard let vault = VaultID(hexadecimal: id.text) else { throw CaseworkError.absent }
    return try await database.read { [self] transaction in
      let verified = try verifiedVault(
        vault, people(in: transaction).directory, in: transaction)
      guard let register = verified?.register else { throw CaseworkError.absent }
      return try members.map { member throws in
        let grants = try transaction.grants(self.id, vault, principal: member.principalID)
        let opened = grants.filter { member.keys.opensBlob(of: $0.row(self.id)) }
        return (opened.count, opened.contains { $0.epoch == register.newest })
      }
    }
  }

  /// Does once everything that `runJobs` does while it runs, without leases and pauses.
  ///
  /// - Returns: whether anything was due.
  @discardableResult
  package func workOnce(through transport: any MailTransport) async throws -> Bool {
    try await noteClock()
    var hasWorked = try await lookAtDueCases() > 0
    try await tellHandOver()
    if try await watchMembership() > 0 { hasWorked = true }
    if try await watchForUninvolved() > 0 { hasWorked = true }
    while true {
      let now = environment.now().secondsSince1970
      let due = try await database.read { [id] transaction in
        try transaction.nextOutgoingDueSeconds(id)
      }
      guard let due, due <= now else { return hasWorked }
      hasWorked = true
      let round = try await sendDueMail(through: transport)
      if round.delivered + round.later + round.failed == 0 { return hasWorked }
    }
  }
}

/// A case in the hands of one of its handlers, for who acts by rules instead of by reading pages.
package struct CaseReading: Sendable {
  /// The case as its own log tells it.
  package let folded: Case
  /// The seat this member acts from.
  package let actor: Actor
  /// The policy the case began under.
  package let policy: Policy
  /// What this member may do now, and what else waits for something.
  package let commands: [CommandAvailability]
  /// Whether this member's keys open every entry of it.
  package let isComplete: Bool
  /// Members who have declared and wait to be let in.
  package let waitingToBeLetIn: [MemberID]
  /// The lines of the ledger, where they were asked for and this member's keys open them.
  package let ledger: LedgerLines?
}

extension SignedIn {
  /// Opens a case with the member's own keys, as `access` does, without leaving it on record.
  ///
  /// - Parameter withLedger: whether the lines of the ledger are opened too.
  /// - Throws: as `access`, and `.declareFirst` for who was asked.
  package func reading(of id: CaseID, withLedger: Bool = false) async throws -> CaseReading {
    guard let vault = VaultID(hexadecimal: id.text) else { throw CaseworkError.absent }
    let held = try await hold(vault)
    let actor = actor(in: held.state.index)
    return CaseReading(
      folded: held.opened.folded, actor: actor, policy: held.state.policy,
      commands: held.opened.folded.availableCommands(
        for: actor, at: held.state.now, under: held.state.policy),
      isComplete: held.caseVault.closedCount == 0,
      waitingToBeLetIn: held.state.index.principals([.waitsForGrant]).map {
        MemberID($0.hexadecimal)
      }, ledger: withLedger ? try await ledgerLines(of: held) : nil)
  }
}
