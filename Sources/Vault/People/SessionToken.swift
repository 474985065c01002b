package import Identity

/// `T`: what a browser or an API client holds while somebody is signed in. Cookie and database alone open
/// nothing; both and the server's keys together open the seed of the principal.
package struct SessionToken: ~Copyable, Sendable {
  private let secret: Secret

  /// A new token.
  package static func random() throws(VaultError) -> SessionToken {
    SessionToken(secret: try Sodium.randomSecret(32))
  }

  private init(secret: consuming Secret) { self.secret = secret }

  /// From the 64 hexadecimal digits of a cookie or bearer token.
  package init(text: some StringProtocol) throws(VaultError) {
    self.init(secret: try tokenSecret(text, "session token"))
  }

  /// What goes to the browser or client, once.
  package func revealedText() -> String { secret.revealedBytes().hexadecimal }

  /// Under which the session row is found: 32 bytes.
  package func rowID() throws(VaultError) -> Bytes {
    try Sodium.subKey(of: secret, context: .session, number: 1).revealedBytes()
  }

  fileprivate func lock() throws(VaultError) -> Secret {
    try Sodium.subKey(of: secret, context: .session, number: 2)
  }
}

/// A session as it lies in the database.
package struct SessionRow: Hashable, Sendable {
  package let rowID: Bytes
  package let principal: PrincipalID
  package let keyID: KeyID
  package let createdSeconds: UInt64
  package let expiresSeconds: UInt64
  /// The seed of the principal. The times are authenticated with it and cannot be stretched.
  package let sealed: Bytes

  package init(
    rowID: Bytes, principal: PrincipalID, keyID: KeyID, createdSeconds: UInt64,
    expiresSeconds: UInt64, sealed: Bytes
  ) {
    self.rowID = rowID
    self.principal = principal
    self.keyID = keyID
    self.createdSeconds = createdSeconds
    self.expiresSeconds = expiresSeconds
    self.sealed = sealed
  }

  fileprivate func associated(_ organization: OrganizationID) -> CanonicalEncoding {
    var encoding = CanonicalEncoding(.session, organization)
    encoding.add(rowID)
    encoding.add(principal)
    encoding.add(keyID)
    encoding.add(createdSeconds)
    encoding.add(expiresSeconds)
    return encoding
  }
}

extension ServerKeys {
  /// Begins a session for whoever holds this token.
  package func makeSession(
    _ token: borrowing SessionToken, seed: borrowing PrincipalSeed, of principal: PrincipalID,
    keyID: KeyID, createdSeconds: UInt64, expiresSeconds: UInt64
  ) throws(VaultError) -> SessionRow {
    let facts = SessionRow(
      rowID: try token.rowID(), principal: principal, keyID: keyID,
      createdSeconds: createdSeconds, expiresSeconds: expiresSeconds, sealed: [])
    var sealed = Bytes()
    sealed.append(bigEndian: newest.generation)
    sealed += try Sodium.seal(
      key: sessionKey(token, newest), seed.secret,
      associated: associated(facts.associated(organization), generation: newest.generation))
    return SessionRow(
      rowID: facts.rowID, principal: principal, keyID: keyID, createdSeconds: createdSeconds,
      expiresSeconds: expiresSeconds, sealed: sealed)
  }

  /// The seed of the principal, for one request: use it and let it go.
  ///
  /// - Throws: `sessionEnded` when it has expired or begins in the future; `doesNotOpen`.
  package func openSession(
    _ row: SessionRow, _ token: borrowing SessionToken, nowSeconds: UInt64
  ) throws(VaultError) -> PrincipalSeed {
    guard nowSeconds < row.expiresSeconds,
      row.createdSeconds <= nowSeconds + VaultLimits.sessionFutureSecondsMax
    else { throw .sessionEnded }
    guard Sodium.equal(row.rowID, try token.rowID()) else { throw .doesNotOpen("session") }
    let generation = try Self.generation(of: row.sealed, "session")
    let secret = try Sodium.openSecret(
      key: sessionKey(token, keys(of: generation)), Bytes(row.sealed.dropFirst(8)),
      associated: associated(row.associated(organization), generation: generation), "session")
    guard secret.byteCount == 32 else { throw .doesNotOpen("session") }
    return PrincipalSeed(secret: secret)
  }

  private func sessionKey(
    _ token: borrowing SessionToken, _ keys: GenerationKeys
  ) throws(VaultError) -> Secret {
    try CanonicalEncoding(.sessionKey, organization)
      .keyed(by: keys.session.secret, ending: token.lock())
  }
}

/// The secret of a token from its 64 hexadecimal digits.
func tokenSecret(_ text: some StringProtocol, _ what: String) throws(VaultError) -> Secret {
  guard var bytes = Bytes(hexadecimal: text), bytes.count == 32 else { throw .malformed(what) }
  return try Secret(wiping: &bytes)
}
