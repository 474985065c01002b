import Identity
package import Procedure
import Storage
import Vault

extension SignedIn {
  /// The last way: opens the gate of those cases that nobody here can open any more, with the shares of the recovery
  /// key in one sitting (VAULT.md, section 11).
  ///
  /// The key can only grant, and only to confirmed members: to handlers who wait after losing their keys, to those who
  /// were asked, and else to the board. Everybody still declares at the gate. Every grant stands in the log of its
  /// case, signed by the recovery key. Split a new key afterwards: this one has been whole on this machine.
  /// - Parameter shares: the shares as typed, or the one key while it is provisional.
  /// - Returns: the cases that somebody can open or declare on again.
  /// - Throws: `CaseworkError.faults` that say which share is wrong.
  package func useRecovery(shares: [String]) async throws -> [CaseID] {
    try demandConfirmation()
    let root = try await organization.rootKeys(shares)
    let stranded = try await organization.database.read { [organization] transaction in
      try organization.refreshIndex(in: transaction)
      let membership = try organization.people(in: transaction).membership
      return organization.index.all().filter { $0.value.isStranded(membership) }.keys.sorted()
    }
    var opened: [CaseID] = []
    for vault in stranded where try await organization.recover(vault, with: root) {
      opened.append(CaseID(vault.hexadecimal))
    }
    organization.environment.log(
      LogLine(
        .warning,
        "The recovery key was used; cases that somebody can open again: \(opened.count)."))
    return opened
  }
}

extension Organization {
  /// Grants one case with the recovery key.
  ///
  /// - Returns: false where there is nobody to grant it to.
  fileprivate func recover(_ vault: VaultID, with root: Held<PrincipalKeys>) async throws -> Bool {
    try await retrying {
      let sealed = try await sealedCase(vault, for: root.value.principal)
      let state = sealed.state
      guard state.index.isStranded(state.membership) else { return true }
      let caseVault = try open(sealed.caseVault, with: root.value)
      guard !caseVault.epochs.isEmpty else { return false }
      let opened = try OpenedCase(state, caseVault: caseVault, channelVaults: [:])
      var recovery = CaseRecovery(state: state, folded: opened.folded)
      recovery.choose()
      guard !recovery.readers.isEmpty else { return false }
      try await write(recovery, caseVault, root)
      return true
    }
  }

  private func write(
    _ recovery: CaseRecovery, _ caseVault: OpenedVault, _ root: Held<PrincipalKeys>
  ) async throws {
    let state = recovery.state
    let register = state.caseRegister
    let now = state.nowSeconds
    let author = Author.root(root.value.principal, root.value.publicKeys.keyID)
    var chains = try state.chains(self)
    if !state.index.isStillRight(register, state.membership) {
      // The new epoch is sealed to those whom this lets in.
      try chains.beginEpochs(
        recovery.index, cause: EpochCause(.recovery), nowSeconds: now)
    }
    guard let newest = chains.begun ?? caseVault.newest else { throw CaseworkError.notGenuine }
    var grants: [GrantRow] = []
    var notices: [GrantNotice] = []
    for (number, epoch) in caseVault.epochs.sorted(by: { $0.key < $1.key }) {
      for reader in recovery.readers {
        let open = try epoch.seed.grant(to: reader.keys, of: register.place(number))
        grants.append(
          reader.grantClass == .open ? open : try keys.lock(open, as: reader.grantClass))
        notices.append(
          GrantNotice(
            epoch: number,
            reader: EpochReader(
              principal: reader.keys.principal, keyID: reader.keys.keyID,
              grantClass: reader.grantClass)))
      }
    }
    try chains.caseChain.append(
      .nothing, signedBy: root.value, as: author, openPart: .grants(notices), under: newest.seed,
      nowSeconds: now)
    var folded = recovery.folded
    for event in recovery.events {
      folded.fold(
        RecordedEvent(
          sequence: Int(chains.caseChain.nextSequence), at: state.now, by: .server,
          event: event))
      try chains.caseChain.append(
        .event(event), by: .server, under: newest.seed, nowSeconds: now)
    }
    var index = recovery.index
    index.follow(folded, under: state.policy, at: state.now)
    let card = try folded.card.map {
      try cardChain($0, index: index, state.membership, nowSeconds: now)
    }
    index.card = card?.vault ?? index.card
    let record = try indexRecord(
      index, of: state.id, sequence: chains.caseChain.nextSequence - 1)
    let mails = try noticeRows(
      .noticeBoard, to: recovery.readers.map(\.keys.principal), state.membership,
      codeName: index.codeName, vault: state.id)
    try await database.write { [self, chains, grants] transaction in
      // A row under keys that were lost may have been left behind.
      for reader in Set(grants.map(\.principal)) {
        try transaction.deleteGrants(id, state.id, principal: reader)
      }
      try chains.write(in: transaction)
      try card?.write(in: transaction)
      for grant in grants { try transaction.insertGrant(id, GrantRecord(grant)) }
      try transaction.putCaseIndex(id, record)
      for mail in mails { try transaction.insertOutgoing(id, mail) }
    }
  }
}

/// Whom the recovery key lets at a case that nobody can open.
private struct CaseRecovery {
  let state: CaseState
  let folded: Case
  var index: CaseIndex
  /// Who is granted, and in which class.
  private(set) var readers: [ChainWriter.Reader] = []
  /// What the log says of it besides.
  private(set) var events: [Event] = []

  init(state: CaseState, folded: Case) {
    self.state = state
    self.folded = folded
    index = state.index
  }

  /// Handlers who wait, and who was asked before; where there are none, the board.
  mutating func choose() {
    for (principal, standing) in index.standings.sorted(by: { $0.key < $1.key }) {
      guard let member = state.membership.member(principal) else { continue }
      let folding = folded.standings[member.memberID]?.state
      switch (standing, folding) {
      case (.waitsForGrant, .cleared): take(member, .handler, .open)
      case (.admitted, .asked): take(member, .asked, .waiting)
      default: continue
      }
    }
    if readers.isEmpty { chooseBoard() }
  }

  private mutating func chooseBoard() {
    let board = state.membership.readers(in: .board).filter { member in
      index.standings[member.id] == nil && folded.standings[member.memberID] == nil
    }
    guard !board.isEmpty else { return }
    if folded.escalation == nil {
      events.append(.escalatedToBoard(Escalation(because: .nobodyLeft)))
    }
    events.append(
      .membersAsked(Asking(members: board.map(\.memberID), seat: .board)))
    index.isWithBoard = true
    for member in board { take(member, .asked, .waiting) }
  }

  private mutating func take(
    _ member: Membership.Member, _ standing: CaseIndex.Standing, _ grantClass: Vault.GrantClass
  ) {
    index.standings[member.id] = standing
    readers.append(ChainWriter.Reader(keys: member.keys, grantClass: grantClass))
  }
}
