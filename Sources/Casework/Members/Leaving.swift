import Identity
package import Procedure
import Storage
import Vault

/// A member in the list that the operator sees.
package struct ListedMember: Sendable, Hashable {
  /// Where the membership stands.
  package enum State: String, Sendable, Hashable {
    case confirmed
    /// Has joined and waits for another member's confirmation.
    case unconfirmed
    case left
  }

  package let id: MemberID
  package let name: String
  /// Empty for who has left.
  package let email: String
  /// Names of roles in the policy.
  package let roles: [String]
  package let state: State
}

extension Organization {
  /// Everybody who joined, in the order of joining; also who has left.
  package func listMembers() async throws -> [ListedMember] {
    try await database.read { [self] transaction in
      try people(in: transaction).directory.principals
        .map { person in
          let member = try member(person, in: transaction)
          return ListedMember(
            id: member.memberID, name: member.profile.name, email: member.profile.email,
            roles: member.roles.map(\.text), state: ListedMember.State(person.state))
        }
    }
  }

  /// Ends a membership at the console, as `redress member leave` does: taking away is always possible.
  ///
  /// - Throws: `CaseworkError.absent` for somebody who is not here.
  package func endMembership(of member: MemberID) async throws {
    guard let principal = PrincipalID(hexadecimal: member.text) else {
      throw CaseworkError.absent
    }
    try await end(
      principal,
      by: DirectoryChange(event: .leave(principal), author: .server) { [keys] entry in
        try entry.countersigned(by: keys)
      })
  }

  /// The same, by address.
  package func endMembership(email: String) async throws {
    let principal = try await database.read { [self] transaction in
      try transaction.principal(id, addressID: keys.addressID(usualForm(ofAddress: email)))
    }
    guard let principal else { throw CaseworkError.absent }
    try await endMembership(of: MemberID(principal.hexadecimal))
  }

  /// Ends a membership: in one transaction the entry in the directory, every grant, session, lock and address, and the
  /// standing in every case (VAULT.md, section 9). From then on they read nothing.
  ///
  /// New epochs of the open cases follow one by one, so that nobody waits behind a long transaction. Where one fails, the
  /// next that is appended to that case begins it, and the program looks by itself whether enough are left.
  func end(_ principal: PrincipalID, by leave: DirectoryChange) async throws {
    let (cause, open) = try await retrying {
      try await self.database.write { [self] transaction in
        let before = try people(in: transaction).directory
        guard let person = before.principal(principal), person.state != .left else {
          throw CaseworkError.absent
        }
        let directory = try appendToDirectory([leave], in: transaction)
        try takeEverything(from: principal, in: transaction)
        let profile = try profile(of: principal, in: transaction)
        // The name stays for the record of the cases they worked on.
        try putProfile(
          MemberProfileRecord(name: profile.name, email: ""), of: principal, in: transaction)
        try transaction.deleteAddresses(id, principal)
        try transaction.deletePasswordLock(id, principal)
        try transaction.deleteRecoveryCodeUses(id, principal)
        try project(principal, directory, in: transaction)
        try tombstone(.principalEnded(principal), transaction)
        var open: [VaultID] = []
        // The oldest case first, so that what an interruption leaves for later follows from the cases alone.
        for (vault, index) in try indexes(in: transaction).sorted(by: {
          ($0.value.received, $0.key) < ($1.value.received, $1.key)
        })
        where index.standings[principal] != nil {
          if try keepOut(principal, of: vault, index, in: transaction) { open.append(vault) }
        }
        return (EpochCause(.leave, vault: directoryVault, sequence: before.nextSequence), open)
      }
    }
    for vault in open {
      do {
        try await sealAnew(vault, cause: cause, leaver: principal)
      } catch {
        environment.log(
          LogLine(.alarm, "A case could not be sealed anew after somebody has left: \(error)"))
      }
    }
  }

  /// Deletes every grant and session of somebody.
  func takeEverything(
    from principal: PrincipalID, in transaction: WriteTransaction
  ) throws {
    try transaction.deleteGrants(id, principal: principal)
    try transaction.deleteSessions(id, principal)
  }

  /// - Returns: whether what comes next has to be sealed to the others alone.
  private func keepOut(
    _ principal: PrincipalID, of vault: VaultID, _ before: CaseIndex,
    in transaction: WriteTransaction
  ) throws -> Bool {
    var index = before
    let wasSealedTo = index.standings[principal]?.grantClass != nil
    index.standings[principal] = .keptOut
    if wasSealedTo {
      index.noteLossOfReader(at: moment, policies.current.policy)
      // Their vote may have decided what lapses; whoever opens the case next works it out anew.
      index.lapses = index.lapses.map { lapses in
        lapses.map { lapse in
          var lapse = lapse
          lapse.escalates = nil
          return lapse
        }
      }
    }
    try putIndex(index, of: vault, in: transaction)
    return index.phase != .filed && index.keepsTime && wasSealedTo
  }

  /// Begins new epochs of a case for those who are still entitled, unless somebody did so already. Where nobody is left
  /// who can open it, the board is asked.
  private func sealAnew(
    _ vault: VaultID, cause: EpochCause, leaver: PrincipalID
  ) async throws {
    try await retrying {
      let state = try await caseState(vault)
      var index = state.index
      let isRight = index.isStillRight(state.caseRegister, state.membership)
      let isEscalated =
        index.phase != .filed && index.keepsTime
        && index.isNobodyLeft(among: state.membership) && !index.isWithBoard
      guard !isRight || isEscalated else { return }
      let sealed = try sealedAnew(&index, state, cause: cause, leaver: leaver)
      let (before, after) = (state.index, index)
      try await database.write { [self] transaction in
        guard try storedIndex(of: vault, in: transaction) == before else {
          throw StorageError.conflict(
            Conflict(vault: vault, head: try transaction.head(id, vault)))
        }
        try write(sealed, of: vault, after, in: transaction)
      }
    }
  }

  /// Begins new epochs for those whom the changed index entitles, in a transaction that does more.
  func sealAnew(
    _ vault: VaultID, from before: CaseIndex, to after: CaseIndex, cause: EpochCause,
    in transaction: WriteTransaction
  ) throws {
    var index = after
    let sealed = try sealedAnew(
      &index, caseState(vault, before, in: transaction), cause: cause)
    try write(sealed, of: vault, index, in: transaction)
  }

  /// New epochs of a case, not written yet.
  private struct SealedAnew: Sendable {
    let chains: CaseChains
    /// The board members who are asked now; nil where the case stays with the group.
    let asked: [PrincipalID]?
    let mails: [OutgoingRecord]
  }

  private func sealedAnew(
    _ index: inout CaseIndex, _ state: CaseState, cause: EpochCause, leaver: PrincipalID? = nil
  ) throws -> SealedAnew {
    var chains = try state.chains(self)
    try chains.beginEpochs(index, cause: cause, nowSeconds: state.nowSeconds)
    // Who has left counts in no vote any more, and a vote they took part in is void.
    if let leaver {
      try chains.caseChain.arrive(
        .event(.memberLeft(Release(member: MemberID(leaver.hexadecimal)))), by: .server,
        nowSeconds: state.nowSeconds)
    }
    var asked: [PrincipalID]?
    if index.isNobodyLeft(among: state.membership), !index.isWithBoard {
      asked = try escalate(
        &index, &chains, because: .nobodyLeft, state.membership, nowSeconds: state.nowSeconds)
    }
    let mails = try asked.map { asked in
      try noticeRows(
        .noticeBoard, to: asked, state.membership, codeName: index.codeName, vault: state.id)
    }
    return SealedAnew(chains: chains, asked: asked, mails: mails ?? [])
  }

  private func write(
    _ sealed: SealedAnew, of vault: VaultID, _ index: CaseIndex, in transaction: WriteTransaction
  ) throws {
    try sealed.chains.write(in: transaction)
    try transaction.putCaseIndex(
      id, indexRecord(index, of: vault, sequence: sealed.chains.caseChain.nextSequence - 1))
    if let asked = sealed.asked {
      try bringInBoard(asked, index: index, vault: vault, transaction)
    }
    for mail in sealed.mails { try transaction.insertOutgoing(id, mail) }
  }

  /// Writes the index row of a case to which nothing was appended.
  func putIndex(
    _ index: CaseIndex, of vault: VaultID, in transaction: WriteTransaction
  ) throws {
    guard let head = try transaction.head(id, vault) else { throw CaseworkError.notGenuine }
    try transaction.putCaseIndex(
      id, indexRecord(index, of: vault, sequence: head.sequence))
  }
}

extension ListedMember.State {
  init(_ state: DirectoryPrincipal.State) {
    self =
      switch state {
      case .confirmed: .confirmed
      case .unconfirmed: .unconfirmed
      case .left: .left
      }
  }
}

extension SignedIn {
  /// Ends the membership of somebody: of the member themselves, or by a chair or a board member.
  ///
  /// - Throws: `CaseworkError.notAllowed`, or `.absent`.
  package func leave(_ member: MemberID) async throws {
    guard let principal = PrincipalID(hexadecimal: member.text) else {
      throw CaseworkError.absent
    }
    try await allowing("Only a chair, a board member or the member themselves can do this.") {
      try await organization.end(
        principal,
        by: DirectoryChange(event: .leave(principal), author: author, sign: signed))
    }
  }

  /// Gives somebody other roles, all of them at once. A chair does it for the group, a board member for both.
  ///
  /// - Throws: `CaseworkError.notAllowed`, `.absent`, or `.faults` for a role that is not there.
  package func changeRoles(of member: MemberID, to roles: [String]) async throws {
    guard let principal = PrincipalID(hexadecimal: member.text) else {
      throw CaseworkError.absent
    }
    var fields = MemberFields()
    let wanted = fields.roles(roles, organization.policy)
    try fields.finish()
    try await allowing("Only a chair can change roles of the group, and only the board its own.") {
      try await organization.changeDirectory(
        [DirectoryChange(event: .role(principal, wanted), author: author, sign: signed)],
        also: { [organization] transaction, directory in
          try organization.project(principal, directory, in: transaction)
        })
    }
  }

  typealias DirectoryChange = Organization.DirectoryChange

  /// Signs an entry of the directory.
  @Sendable func signed(_ entry: StoredEntry) throws -> StoredEntry {
    try entry.countersigned(by: keys)
  }

  /// Turns the directory's refusals into something that can be told.
  func allowing<Value>(
    _ sentence: String, _ body: () async throws -> Value
  ) async throws -> Value {
    do {
      return try await body()
    } catch let fault as DirectoryFault {
      switch fault.refusal {
      case .principalUnknown: throw CaseworkError.absent
      case .invitationInvalid: throw CaseworkError.invitationEnded
      case .notEntitled, .signatureInvalid: throw CaseworkError.notAllowed(sentence: sentence)
      default: throw fault
      }
    }
  }
}
