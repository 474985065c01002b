import Identity
import Procedure
import Storage
import Vault

extension Organization {
  /// Joins with an invitation, or takes new keys with the link for a lost password.
  ///
  /// While founding a join counts at once; afterwards nothing is sealed to the newcomer until another member of the
  /// same body has compared six words and confirmed. Until then they can sign in and see that they wait.
  /// - Parameters:
  ///   - token: of the link.
  ///   - name: how the others know them; not used where the link is for a lost password, as little as the address.
  ///   - code: the first code of the second factor.
  ///   - ticket: from `InvitationView`.
  /// - Returns: recovery codes to be shown once, and the token of a session.
  /// - Throws: `CaseworkError.invitationEnded`, or `.faults` with everything that is wrong.
  package func join(
    token: String, name: String, email: String, alsoKnownAs: [String] = [], password: String,
    code: String, ticket: String
  ) async throws -> (RecoveryCodesView, sessionToken: String) {
    let invitation = try invitationToken(token)
    let record = try await openInvitation(invitation)
    let now = nowSeconds
    let secret = try SecondFactorTicket.open(
      ticket, binding: record.id, nowSeconds: now, keys)
    let step = secret.flatMap { $0.value.step(of: plain(code), nowSeconds: now) }
    var fields = MemberFields()
    let typed = try fields.password(password)
    if step == nil { fields.fault("code", wrongFirstCode) }
    var profile: MemberProfileRecord?
    if record.principal == nil {
      profile = MemberProfileRecord(
        name: fields.name(name), email: fields.email(email),
        alsoKnownAs: fields.otherNames(alsoKnownAs),
        recoveryCodesCount: VaultLimits.recoveryCodesCount)
      try await checkFree([], email, &fields)
    }
    let chosen = try fields.finish(having: typed)
    let (factor, firstStep) = try fields.finish(
      having: secret.flatMap { secret in
        step.map { (secret, $0) }
      })
    let arriving = Arriving(
      invitation: invitation, record: record, password: chosen, factor: .timeCode(factor),
      firstStep: firstStep)
    do {
      if let profile { return try await join(arriving, profile) }
      return try await rekey(arriving)
    } catch let fault as DirectoryFault {
      switch fault.refusal {
      case .invitationInvalid, .principalUnknown, .generationInvalid:
        throw CaseworkError.invitationEnded
      default: throw fault
      }
    }
  }

  /// Somebody at the door with an invitation that holds.
  private struct Arriving: Sendable {
    let invitation: Held<InvitationToken>
    let record: InvitationRecord
    let password: Held<Password>
    let factor: NewSecondFactor
    /// The time step of the first code: it is used up.
    let firstStep: UInt64
  }

  private func join(
    _ arriving: Arriving, _ profile: MemberProfileRecord
  ) async throws -> (RecoveryCodesView, sessionToken: String) {
    guard let role = Vault.Role(rawValue: arriving.record.purpose) else {
      throw CaseworkError.invitationEnded
    }
    let newcomer = try await newcomer(password: arriving.password, secondFactor: arriving.factor)
    let joining = Joining(
      keys: newcomer.publicKeys, roles: [role], lock: newcomer.lockDigest,
      invitation: try arriving.invitation.value.signingPublicKey())
    return try await enter(arriving, newcomer, .join(joining)) { transaction, directory in
      try self.store(
        newcomer, profile, lastStep: arriving.firstStep, directory, in: transaction)
      try self.tellOfNewcomer(newcomer.publicKeys.principal, directory, in: transaction)
    }
  }

  /// New keys for somebody whose password is lost. They count when another member has confirmed; the grants, sessions
  /// and codes of the old ones are gone, and handlers without a conflict let them in again.
  private func rekey(
    _ arriving: Arriving
  ) async throws -> (RecoveryCodesView, sessionToken: String) {
    guard let principal = arriving.record.principal else { throw CaseworkError.invitationEnded }
    let before = try await database.read { [self] transaction in
      (
        try people(in: transaction).directory.principal(principal),
        try transaction.passwordLock(id, principal)?.lockGeneration ?? 0
      )
    }
    guard let person = before.0, person.state != .left else {
      throw CaseworkError.invitationEnded
    }
    let newcomer = try await newcomer(
      password: arriving.password, secondFactor: arriving.factor, principal: principal,
      generation: person.keys.generation + 1, lockGeneration: before.1 + 1)
    let rekeying = Rekeying(
      keys: newcomer.publicKeys, lock: newcomer.lockDigest,
      invitation: try arriving.invitation.value.signingPublicKey())
    return try await enter(arriving, newcomer, .rekey(rekeying)) { transaction, directory in
      try self.takeEverything(from: principal, in: transaction)
      try self.noteCodes(VaultLimits.recoveryCodesCount, of: principal, in: transaction)
      try self.putLock(newcomer.lock, lastStep: arriving.firstStep, in: transaction)
      try self.tombstone(.lockSuperseded(principal, person.lock), transaction)
      try self.project(principal, directory, in: transaction)
      let cause = EpochCause(
        .rekey, vault: self.directoryVault, sequence: directory.nextSequence - 1)
      let membership = try self.people(in: transaction).membership
      for (vault, index) in try self.indexes(in: transaction).sorted(by: { $0.key < $1.key }) {
        var after = index
        guard after.loseKeys(of: principal) else { continue }
        if after.phase != .filed, after.keepsTime, after.isNobodyLeft(among: membership),
          !after.isWithBoard
        {
          try self.sealAnew(vault, from: index, to: after, cause: cause, in: transaction)
        } else {
          // What is appended next begins a new epoch by itself: the old keys are entitled no longer.
          after.noteLossOfReader(at: self.environment.now(), self.policy)
          try self.putIndex(after, of: vault, in: transaction)
        }
      }
      try self.tellOfNewcomer(principal, directory, in: transaction)
    }
  }

  /// Uses the invitation up, enters the new keys in the directory and begins a session, in one transaction.
  private func enter(
    _ arriving: Arriving, _ newcomer: Newcomer, _ event: DirectoryEvent,
    also: @escaping @Sendable (WriteTransaction, Directory) throws -> Void
  ) async throws -> (RecoveryCodesView, sessionToken: String) {
    let (session, token) = try newSession(
      seed: newcomer.keys.value.seed, of: newcomer.publicKeys)
    let change = DirectoryChange(
      event: event, author: .member(newcomer.publicKeys.principal, newcomer.publicKeys.keyID)
    ) { entry in
      try entry.countersigned(by: newcomer.keys.value)
        .countersigned(by: arriving.invitation.value)
    }
    try await database.write { [self] transaction in
      let isUsed = try transaction.useInvitation(
        id, id: arriving.record.id, nowSeconds: Int64(clamping: nowSeconds))
      guard isUsed else { throw CaseworkError.invitationEnded }
      try tombstone(.invitationUsed(arriving.record.id), transaction)
      let directory = try appendToDirectory([change], in: transaction)
      try also(transaction, directory)
      try insertSession(session, in: transaction)
    }
    return (RecoveryCodesView(codes: newcomer.recoveryCodes ?? []), token)
  }

  // MARK: A lost password

  /// Mails a link with which a member takes new keys. An address that nobody has gets the same answer, after the same
  /// work: whose it is, is looked up when the outbox is worked off.
  package func requestNewKeys(email: String) async throws {
    let address = usualForm(ofAddress: String(email.prefix(MemberLimits.typedCharactersMax)))
    let limitID = try keys.limitID(purpose: "lost password", subject: address)
    let request = try Outbox(keys: keys, now: environment.now())
      .row(.newKeysRequested(address: address))
    let window = lostPasswordWindow
    try await database.write { [id] transaction in
      let count = try transaction.countAttempt(id, id: limitID, windowStartSeconds: window)
      guard count <= MemberLimits.lostPasswordMailsMax else { return }
      try transaction.insertOutgoing(id, request)
    }
  }

  private var lostPasswordWindow: Int64 {
    let now = environment.now().secondsSince1970
    return now / MemberLimits.lostPasswordWindowSeconds * MemberLimits.lostPasswordWindowSeconds
  }

  /// Puts the link for new keys into the outbox, in the place of the request, if the address is a member's.
  func answerRequest(_ row: RowID, forNewKeysOf address: String) async throws {
    let addressID = try keys.addressID(address)
    let token = Held(try InvitationToken.random())
    let expires = nowSeconds + MemberLimits.lostPasswordSeconds
    let publicKey = try token.value.signingPublicKey()
    let rowID = try token.value.rowID()
    let link = link(to: token.value)
    let window = lostPasswordWindow
    try await database.write { [self] transaction in
      // Somebody else may have done it meanwhile.
      guard try transaction.deleteOutgoing(id, row),
        let principal = try transaction.principal(id, addressID: addressID)
      else { return }
      // Each leaves an entry in the directory for ever, so they are few also for who has had several addresses.
      let limitID = try keys.limitID(
        purpose: "new keys of a member", subject: principal.hexadecimal)
      let count = try transaction.countAttempt(id, id: limitID, windowStartSeconds: window)
      guard count <= MemberLimits.lostPasswordMailsMax else { return }
      let profile = try profile(of: principal, in: transaction)
      let change = DirectoryChange(
        event: .invite(
          Invitation(
            publicKey: publicKey, roles: [], expiresSeconds: expires, principal: principal)),
        author: .server
      ) { [keys] entry in try entry.countersigned(by: keys) }
      try appendToDirectory([change], in: transaction)
      try transaction.insertInvitation(
        id,
        InvitationRecord(
          id: rowID, principal: principal, purpose: "new-keys",
          expiresSeconds: Int64(clamping: expires)))
      try transaction.insertOutgoing(
        id,
        invitationMail(
          .lostPassword, to: profile.email, name: profile.name, link: link,
          expiresSeconds: expires))
    }
  }
}

extension CaseIndex {
  /// Somebody has lost their keys and everything that was sealed to them: a handler waits to be let in again, whoever
  /// had not declared does so and is then let in, and a reserve is none any more.
  ///
  /// - Returns: whether anything changed.
  mutating func loseKeys(of principal: PrincipalID) -> Bool {
    switch standings[principal] {
    case .handler, .oversight: standings[principal] = .waitsForGrant
    case .asked: standings[principal] = .admitted
    case .reserve: standings[principal] = nil
    case .waitsForGrant, .admitted, .heldBack, .keptOut, .none: return false
    }
    return true
  }
}
