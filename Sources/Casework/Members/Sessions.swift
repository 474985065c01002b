import Identity
import Procedure
import Storage
import Vault

extension Organization {
  /// A session for whoever holds the token.
  func newSession(
    seed: borrowing PrincipalSeed, of publicKeys: PublicKeys
  ) throws -> (row: SessionRow, token: String) {
    let token = try SessionToken.random()
    let created = nowSeconds
    let row = try keys.makeSession(
      token, seed: seed, of: publicKeys.principal, keyID: publicKeys.keyID,
      createdSeconds: created, expiresSeconds: created + MemberLimits.sessionSeconds)
    return (row, token.revealedText())
  }

  /// Writes a session, and clears away those that have run out.
  func insertSession(_ row: SessionRow, in transaction: WriteTransaction) throws {
    try transaction.deleteSessions(id, expiredBySeconds: Int64(clamping: nowSeconds))
    let others = try transaction.sessions(id, row.principal)
    for oldest in others.dropFirst(MemberLimits.sessionsMax - 1) {
      try transaction.deleteSession(id, id: oldest.id)
    }
    try transaction.insertSession(
      id,
      SessionRecord(
        id: row.rowID, principal: row.principal,
        createdSeconds: Int64(clamping: row.createdSeconds),
        expiresSeconds: Int64(clamping: row.expiresSeconds), blob: row.sealed))
  }

  /// The member behind the token of a cookie or an API client, for one request.
  ///
  /// - Throws: `CaseworkError.signedOut` for a session that has ended, was changed, or never was.
  package func member(token: String) async throws -> SignedIn {
    guard let held = sessionToken(token) else { throw CaseworkError.signedOut }
    let rowID = try held.value.rowID()
    let found:
      (session: SessionRecord, person: DirectoryPrincipal, me: Membership.Member, Membership)?
    found = try await database.read { [self] transaction in
      guard let session = try transaction.session(id, id: rowID) else { return nil }
      let people = try people(in: transaction)
      guard let person = people.directory.principal(session.principal), person.state != .left
      else { return nil }
      let me =
        try people.membership.member(session.principal) ?? member(person, in: transaction)
      return (session, person, me, people.membership)
    }
    guard let (session, person, me, membership) = found else { throw CaseworkError.signedOut }
    // The row does not name the keys: those of the directory are in what is authenticated.
    let row = SessionRow(
      rowID: session.id, principal: session.principal, keyID: person.keys.keyID,
      createdSeconds: UInt64(clamping: session.createdSeconds),
      expiresSeconds: UInt64(clamping: session.expiresSeconds), sealed: session.blob)
    let seed = try openSession(row, held)
    return SignedIn(
      organization: self, keys: seed.keys(person.keys, id), membership: membership, me: me,
      isConfirmed: person.state == .confirmed, sessionID: session.id, sessionToken: held)
  }

  private func sessionToken(_ text: String) -> Held<SessionToken>? {
    do {
      return Held(try SessionToken(text: text))
    } catch {
      return nil
    }
  }

  private func openSession(
    _ row: SessionRow, _ token: Held<SessionToken>
  ) throws -> PrincipalSeed {
    do throws(VaultError) {
      return try keys.openSession(row, token.value, nowSeconds: nowSeconds)
    } catch {
      switch error {
      case .sessionEnded: break
      case .doesNotOpen, .generationUnknown:
        environment.log(LogLine(.warning, "A session does not open and was refused."))
      default: throw error
      }
      throw CaseworkError.signedOut
    }
  }
}

extension SignedIn {
  /// Ends this session.
  package func signOut() async throws {
    try await organization.database.write { [organization, sessionID] transaction in
      try transaction.deleteSession(organization.id, id: sessionID)
    }
  }

  /// Ends one of the member's own sessions, by the name in `SessionView`.
  ///
  /// - Throws: `CaseworkError.absent` where it is over, or somebody else's.
  package func endSession(id name: String) async throws {
    let sessions = try await sessionRecords()
    guard let session = try sessions.first(where: { try sessionName($0.id) == name }) else {
      throw CaseworkError.absent
    }
    try await organization.database.write { [organization, principalID] transaction in
      try transaction.deleteSession(organization.id, id: session.id, principal: principalID)
    }
  }

  /// Ends all sessions of the member but this one.
  package func endOtherSessions() async throws {
    try await organization.database.write { [organization, principalID, sessionID] transaction in
      try transaction.deleteSessions(organization.id, principalID, except: sessionID)
    }
  }

  /// The places where the member is signed in, newest first.
  package func sessions() async throws -> [SessionView] {
    try await sessionRecords().map { session in
      SessionView(
        id: try sessionName(session.id),
        started: Moment(secondsSince1970: session.createdSeconds),
        expires: Moment(secondsSince1970: session.expiresSeconds),
        isThisOne: session.id == sessionID)
    }
  }

  private func sessionRecords() async throws -> [SessionRecord] {
    let now = organization.environment.now().secondsSince1970
    return try await organization.database.read { [organization, principalID] transaction in
      try transaction.sessions(organization.id, principalID).filter { $0.expiresSeconds > now }
    }
  }

  /// The name of a session on a page: tells nothing of where its row lies.
  private func sessionName(_ rowID: Bytes) throws -> String {
    try organization.keys.limitID(purpose: "session name", subject: rowID.hexadecimal).hexadecimal
  }
}
