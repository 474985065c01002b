package import Identity

/// A session: the member's seed locked under the token in their browser.
package struct SessionRecord: Sendable, Equatable {
  /// What the token names, 32 bytes.
  package let id: Bytes
  /// Whose session.
  package let principal: PrincipalID
  /// When it began, in seconds since 1970.
  package let createdSeconds: Int64
  /// When it ends, in seconds since 1970.
  package let expiresSeconds: Int64
  /// The sealed seed.
  package let blob: Bytes
  /// Takes the stored form.
  package init(
    id: Bytes, principal: PrincipalID, createdSeconds: Int64, expiresSeconds: Int64, blob: Bytes
  ) {
    self.id = id
    self.principal = principal
    self.createdSeconds = createdSeconds
    self.expiresSeconds = expiresSeconds
    self.blob = blob
  }
}

/// An invitation, to join or to make new keys.
package struct InvitationRecord: Sendable, Equatable {
  /// What the token in the link names, 32 bytes.
  package let id: Bytes
  /// Who makes new keys with it; nil for somebody who joins.
  package let principal: PrincipalID?
  /// What it is for, as a word that Casework chose.
  package let purpose: String
  /// When it ends, in seconds since 1970.
  package let expiresSeconds: Int64
  /// When it was used, in seconds since 1970; nil until then.
  package let usedSeconds: Int64?
  /// Takes the stored form.
  package init(
    id: Bytes, principal: PrincipalID?, purpose: String, expiresSeconds: Int64,
    usedSeconds: Int64? = nil
  ) {
    self.id = id
    self.principal = principal
    self.purpose = purpose
    self.expiresSeconds = expiresSeconds
    self.usedSeconds = usedSeconds
  }
}

extension ReadTransaction {
  /// One session, also when it has run out: the caller looks at the time.
  package func session(_ organization: OrganizationID, id: Bytes) throws(StorageError)
    -> SessionRecord?
  {
    try first(
      """
      SELECT id, principal, created_seconds, expires_seconds, blob FROM session
      WHERE organization = \(organization) AND id = \(id)
      """, sessionRecord)
  }

  /// The sessions of a principal, newest first.
  package func sessions(_ organization: OrganizationID, _ principal: PrincipalID)
    throws(StorageError) -> [SessionRecord]
  {
    try rows(
      """
      SELECT id, principal, created_seconds, expires_seconds, blob FROM session
      WHERE organization = \(organization) AND principal = \(principal)
      ORDER BY created_seconds DESC, id DESC
      """, sessionRecord)
  }

  /// One invitation, also when it has run out or was used.
  package func invitation(_ organization: OrganizationID, id: Bytes) throws(StorageError)
    -> InvitationRecord?
  {
    try first(
      """
      SELECT id, principal, purpose, expires_seconds, used_seconds FROM invitation
      WHERE organization = \(organization) AND id = \(id)
      """, invitationRecord)
  }

  /// Every invitation that is kept, the one that ends first at the front.
  package func invitations(_ organization: OrganizationID) throws(StorageError)
    -> [InvitationRecord]
  {
    try rows(
      """
      SELECT id, principal, purpose, expires_seconds, used_seconds FROM invitation
      WHERE organization = \(organization) ORDER BY expires_seconds, id
      """, invitationRecord)
  }
}

private func sessionRecord(_ row: borrowing Row) throws(StorageError) -> SessionRecord {
  SessionRecord(
    id: try row.bytes(0), principal: try row.identity(1), createdSeconds: try row.integer(2),
    expiresSeconds: try row.integer(3), blob: try row.bytes(4))
}

private func invitationRecord(_ row: borrowing Row) throws(StorageError) -> InvitationRecord {
  InvitationRecord(
    id: try row.bytes(0), principal: try row.identityOrNil(1), purpose: try row.text(2),
    expiresSeconds: try row.integer(3), usedSeconds: try row.integerOrNil(4))
}

extension WriteTransaction {
  /// Begins a session.
  package func insertSession(_ organization: OrganizationID, _ record: SessionRecord)
    throws(StorageError)
  {
    try run(
      """
      INSERT INTO session (organization, id, principal, created_seconds, expires_seconds, blob)
      VALUES (\(organization), \(record.id), \(record.principal), \(record.createdSeconds),
        \(record.expiresSeconds), \(record.blob))
      """)
  }

  /// Ends one session. False when it was over.
  @discardableResult
  package func deleteSession(_ organization: OrganizationID, id: Bytes) throws(StorageError)
    -> Bool
  {
    try changesOne("DELETE FROM session WHERE organization = \(organization) AND id = \(id)")
  }

  /// Ends one session of this principal. False when it was over or is somebody else's.
  @discardableResult
  package func deleteSession(
    _ organization: OrganizationID, id: Bytes, principal: PrincipalID
  ) throws(StorageError) -> Bool {
    try changesOne(
      """
      DELETE FROM session
      WHERE organization = \(organization) AND id = \(id) AND principal = \(principal)
      """)
  }

  /// Ends all sessions of a principal but the one kept, if any. Returns how many.
  @discardableResult
  package func deleteSessions(
    _ organization: OrganizationID, _ principal: PrincipalID, except kept: Bytes? = nil
  ) throws(StorageError) -> Int {
    let keptID = kept ?? []
    return try run(
      """
      DELETE FROM session
      WHERE organization = \(organization) AND principal = \(principal) AND id <> \(keptID)
      """)
  }

  /// Ends every session (a restore, or a new server seed). Returns how many.
  @discardableResult
  package func deleteAllSessions(_ organization: OrganizationID) throws(StorageError) -> Int {
    try run("DELETE FROM session WHERE organization = \(organization)")
  }

  /// Deletes the sessions that ended at or before this second. Returns how many.
  @discardableResult
  package func deleteSessions(_ organization: OrganizationID, expiredBySeconds: Int64)
    throws(StorageError) -> Int
  {
    try run(
      """
      DELETE FROM session
      WHERE organization = \(organization) AND expires_seconds <= \(expiredBySeconds)
      """)
  }

  /// Makes an invitation.
  package func insertInvitation(_ organization: OrganizationID, _ record: InvitationRecord)
    throws(StorageError)
  {
    try run(
      """
      INSERT INTO invitation (organization, id, principal, purpose, expires_seconds, used_seconds)
      VALUES (\(organization), \(record.id), \(record.principal), \(record.purpose),
        \(record.expiresSeconds), \(record.usedSeconds))
      """)
  }

  /// Uses an invitation up. False when it was used before, has run out, or never was.
  package func useInvitation(_ organization: OrganizationID, id: Bytes, nowSeconds: Int64)
    throws(StorageError) -> Bool
  {
    try changesOne(
      """
      UPDATE invitation SET used_seconds = \(nowSeconds)
      WHERE organization = \(organization) AND id = \(id) AND used_seconds IS NULL
        AND expires_seconds > \(nowSeconds)
      """)
  }

  /// Withdraws an invitation. False when there was none.
  @discardableResult
  package func deleteInvitation(_ organization: OrganizationID, id: Bytes) throws(StorageError)
    -> Bool
  {
    try changesOne("DELETE FROM invitation WHERE organization = \(organization) AND id = \(id)")
  }

  /// Deletes the invitations that ended at or before this second. Returns how many.
  @discardableResult
  package func deleteInvitations(_ organization: OrganizationID, expiredBySeconds: Int64)
    throws(StorageError) -> Int
  {
    try run(
      """
      DELETE FROM invitation
      WHERE organization = \(organization) AND expires_seconds <= \(expiredBySeconds)
      """)
  }
}
