import Identity
import Procedure
import Storage
import Vault

extension Organization {
  /// Signs a member in with address, password and, where there is a second factor, a code of it or a recovery code.
  ///
  /// An address that nobody has costs the same time and gets the same answer as a wrong password or a wrong code.
  /// - Parameter client: names where the try comes from, so that failures are counted there; never stored or logged.
  /// - Returns: the token of the session, for a cookie or an API client.
  /// - Throws: `CaseworkError.wrongCredentials`, or `.busy` for some seconds.
  package func signIn(
    email: String, password: String, code: String, client: String? = nil
  ) async throws -> String {
    let address = usualForm(ofAddress: String(email.prefix(MemberLimits.typedCharactersMax)))
    let throttle = SignInThrottle(
      keys: keys, organization: id, nowSeconds: environment.now().secondsSince1970)
    let subject = try throttle.subject(email: address, client: client)
    try await throttle.take(subject, from: database)
    let known = try await database.read { [self] transaction in
      try knownLock(address, in: transaction)
    }
    do {
      let opened = try await open(
        known, address: address, password: password, code: code)
      guard let known else { throw CaseworkError.wrongCredentials }
      return try await beginSession(opened, known: known) { transaction in
        try throttle.forget(subject, in: transaction)
      }
    } catch CaseworkError.wrongCredentials {
      try await throttle.countFailure(subject, in: database)
      throw CaseworkError.wrongCredentials
    }
  }

  /// The lock of a member, and what the directory says of it.
  struct KnownLock: Sendable {
    let lock: PasswordLock
    /// The digest of the only lock that opens.
    let newest: Digest
    let publicKeys: PublicKeys
    let lastStep: UInt64
  }

  /// The lock behind an address; nil where nobody has it who may sign in.
  func knownLock(_ address: String, in transaction: ReadTransaction) throws -> KnownLock? {
    guard
      let principal = try transaction.principal(id, addressID: keys.addressID(address))
    else { return nil }
    return try knownLock(of: principal, in: transaction)
  }

  func knownLock(
    of principal: PrincipalID, in transaction: ReadTransaction
  ) throws -> KnownLock? {
    guard let person = try people(in: transaction).directory.principal(principal),
      person.state != .left, let record = try transaction.passwordLock(id, principal)
    else { return nil }
    let lock = try PasswordLock(record.blob, id)
    guard lock.principal == principal else { return nil }
    return KnownLock(
      lock: lock, newest: person.lock, publicKeys: person.keys,
      lastStep: UInt64(clamping: record.lastStep))
  }

  /// Opens a lock on a thread of its own.
  ///
  /// - Throws: `CaseworkError.wrongCredentials` for anything that is wrong, or `.busy`.
  func open(
    _ known: KnownLock?, address: String, password: String, code: String
  ) async throws -> Held<OpenedLock> {
    let typed = Held(
      try Password(typed: String(password.prefix(MemberLimits.typedCharactersMax))))
    let code = String(code.prefix(MemberLimits.typedCharactersMax))
    do {
      return try await stretching.run { [keys, lockRules, nowSeconds] in
        guard let known else {
          try keys.refuseUnknown(address: address, password: typed.value, rules: lockRules)
        }
        return Held(
          try known.lock.open(
            password: typed.value, code: code, newest: known.newest, nowSeconds: nowSeconds,
            rules: lockRules, keys))
      }
    } catch let refusal as LockRefusal {
      switch refusal {
      case .passwordOrCodeWrong: break
      case .superseded:
        environment.log(LogLine(.alarm, "An old password lock was put back in the database."))
      case .vault(let fault): throw fault
      }
      throw CaseworkError.wrongCredentials
    }
  }

  /// Uses up the code that opened a lock, in the transaction of what it allows.
  ///
  /// - Throws: `CaseworkError.wrongCredentials` when the code was used before, or the lock is no longer the newest.
  func use(
    _ opened: Held<OpenedLock>, _ known: KnownLock, in transaction: WriteTransaction
  ) throws {
    let principal = known.lock.principal
    guard let person = try people(in: transaction).directory.principal(principal),
      person.state != .left, person.lock == known.newest
    else { throw CaseworkError.wrongCredentials }
    let isFresh: Bool
    switch opened.value.codeUse {
    case .none: isFresh = true
    case .timeStep(let step):
      isFresh = try transaction.advanceStep(id, principal, to: Int64(clamping: step))
    case .recoveryCode(let hash):
      isFresh = try transaction.useRecoveryCode(id, principal, code: hash)
      if isFresh { try tombstone(.recoveryCodeUsed(principal, hash), transaction) }
    }
    guard isFresh else { throw CaseworkError.wrongCredentials }
  }

  private func beginSession(
    _ opened: Held<OpenedLock>, known: KnownLock,
    also: @escaping @Sendable (WriteTransaction) throws -> Void
  ) async throws -> String {
    let (row, token) = try newSession(
      seed: opened.value.seed, of: known.publicKeys)
    try await database.write { [self] transaction in
      try use(opened, known, in: transaction)
      try insertSession(row, in: transaction)
      try also(transaction)
    }
    return token
  }
}
