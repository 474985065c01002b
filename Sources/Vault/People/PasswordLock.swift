package import Identity

/// What a password costs now, and between what bounds the cost of a stored lock is believed.
package struct LockRules: Hashable, Sendable {
  package let cost: StretchCost
  package let floor: StretchCost
  package let ceiling: StretchCost

  package init(cost: StretchCost, floor: StretchCost, ceiling: StretchCost) {
    self.cost = cost
    self.floor = floor
    self.ceiling = ceiling
  }

  package static let usual = LockRules(
    cost: .usual, floor: .usual,
    ceiling: StretchCost(operations: 10, memoryBytes: 256 * 1024 * 1024))
  /// The least that libsodium accepts. It protects nothing; it is for tests.
  package static let leastForTests = LockRules(
    cost: .leastForTests, floor: .leastForTests, ceiling: .leastForTests)

  func allow(_ cost: StretchCost) -> Bool {
    (floor.operations...ceiling.operations).contains(cost.operations)
      && (floor.memoryBytes...ceiling.memoryBytes).contains(cost.memoryBytes)
  }
}

/// Why somebody cannot sign in. A wrong password and a wrong code are one case, so that no answer can tell
/// them apart; the caller gives an unknown address and a superseded lock the same answer.
package enum LockRefusal: Error, Equatable, Sendable {
  case passwordOrCodeWrong
  /// The lock is not the newest that the directory names: an old row was put back. An alarm is due.
  case superseded
  case vault(VaultError)
}

/// The second factor of a member: none if the secret is not set.
package struct SecondFactor: ~Copyable, Sendable {
  package let timeCode: TimeCodeSecret
  /// Hashes of the recovery codes that were handed out.
  package let recoveryCodeHashes: [Bytes]

  package init(timeCode: consuming TimeCodeSecret, recoveryCodeHashes: [Bytes]) {
    self.timeCode = timeCode
    self.recoveryCodeHashes = recoveryCodeHashes
  }

  /// No second factor.
  package static func none() throws(VaultError) -> SecondFactor {
    SecondFactor(timeCode: try .none(), recoveryCodeHashes: [])
  }
}

/// What must be used up in the database before a sign-in counts: if that changes no row, the code had been
/// used, and the answer is `passwordOrCodeWrong`.
package enum CodeUse: Hashable, Sendable {
  /// There is no second factor.
  case none
  /// `UPDATE … SET last_step = step WHERE last_step < step`.
  case timeStep(UInt64)
  /// A row with this hash, which can be inserted once.
  case recoveryCode(Bytes)
}

/// An opened lock.
package struct OpenedLock: ~Copyable, Sendable {
  package let seed: PrincipalSeed
  package let secondFactor: SecondFactor
  package let codeUse: CodeUse
}

/// The seed of a member under their password, with the second factor inside. There is no other hash of the
/// password: opening the lock is the check.
///
/// Invariant: only the lock whose digest is the newest in the directory opens; an old row put back does not.
package struct PasswordLock: Hashable, Sendable {
  package let principal: PrincipalID
  /// 1 for the first lock, one more with each change of password or second factor.
  package let generation: UInt64
  /// Of the password hash, 16 bytes.
  package let salt: Bytes
  /// What the password hash cost.
  package let cost: StretchCost
  private let sealed: Bytes

  /// What the directory's `join`, `rekey` or `relock` names.
  package func digest(_ organization: OrganizationID) throws(VaultError) -> Digest {
    try encoding(organization).digest()
  }

  /// What is stored.
  package func encoded(_ organization: OrganizationID) -> Bytes { encoding(organization).bytes }

  package init(_ bytes: Bytes, _ organization: OrganizationID) throws(VaultError) {
    var decoder = try CanonicalDecoder(bytes, .lock, organization, "lock")
    principal = try decoder.identity()
    generation = try decoder.number()
    salt = try decoder.data(count: 16)
    let operations = try decoder.number()
    guard let memoryBytes = Int(exactly: try decoder.number()) else { throw .malformed("lock") }
    cost = StretchCost(operations: operations, memoryBytes: memoryBytes)
    sealed = try decoder.data()
    try decoder.finish()
  }

  private init(
    principal: PrincipalID, generation: UInt64, salt: Bytes, cost: StretchCost, sealed: Bytes
  ) {
    self.principal = principal
    self.generation = generation
    self.salt = salt
    self.cost = cost
    self.sealed = sealed
  }

  // MARK: Making

  /// Locks a seed. It takes as long as Argon2id is meant to take: run it on a thread of its own.
  ///
  /// - Throws: `malformed` for a password that could not have been chosen.
  package static func make(
    seed: borrowing PrincipalSeed, of principal: PrincipalID, generation: UInt64,
    password: borrowing Password, secondFactor: borrowing SecondFactor, rules: LockRules,
    _ serverKeys: ServerKeys
  ) throws(VaultError) -> PasswordLock {
    let range = VaultLimits.passwordBytesMin...VaultLimits.passwordBytesMax
    guard range.contains(password.secret.byteCount) else { throw .malformed("password") }
    let salt = try Sodium.random(16)
    let facts = PasswordLock(
      principal: principal, generation: generation, salt: salt, cost: rules.cost, sealed: [])
    let key = try serverKeys.lockKey(password, salt: salt, cost: rules.cost)
    let content = try LockContent.encoded(seed, secondFactor)
    let sealed = try Sodium.seal(
      key: key, content, associated: facts.associated(serverKeys.organization).bytes)
    return PasswordLock(
      principal: principal, generation: generation, salt: salt, cost: rules.cost, sealed: sealed)
  }

  // MARK: Opening

  /// Opens with password and, where there is a second factor, with a time code or a recovery code.
  ///
  /// - Parameter newest: The digest that the directory names for this member.
  package func open(
    password: borrowing Password, code: String?, newest: Digest, nowSeconds: UInt64,
    rules: LockRules, _ serverKeys: ServerKeys
  ) throws(LockRefusal) -> OpenedLock {
    do throws(VaultError) {
      guard rules.allow(cost) else { throw .malformed("lock") }
      let key = try serverKeys.lockKey(password, salt: salt, cost: cost)
      guard try digest(serverKeys.organization) == newest else { throw .doesNotOpen("old lock") }
      let content = try Sodium.openSecret(
        key: key, sealed, associated: associated(serverKeys.organization).bytes, "lock")
      let seed = try LockContent.seed(content)
      let factor = try LockContent.secondFactor(content)
      let use = try Self.use(
        of: code, factor, seed, principal, nowSeconds, serverKeys.organization)
      guard let use else { throw .doesNotOpen("lock") }
      return OpenedLock(seed: seed, secondFactor: factor, codeUse: use)
    } catch {
      switch error {
      case .doesNotOpen("lock"): throw .passwordOrCodeWrong
      case .doesNotOpen("old lock"): throw .superseded
      default: throw .vault(error)
      }
    }
  }

  private static func use(
    of code: String?, _ factor: borrowing SecondFactor, _ seed: borrowing PrincipalSeed,
    _ principal: PrincipalID, _ nowSeconds: UInt64, _ organization: OrganizationID
  ) throws(VaultError) -> CodeUse? {
    guard factor.timeCode.isSet else { return CodeUse.none }
    let typed = RecoveryCodes.normal(code ?? "")
    if let step = factor.timeCode.step(of: typed, nowSeconds: nowSeconds) { return .timeStep(step) }
    let hash = try RecoveryCodes.hash(typed, seed.recoveryCodeKey(), principal, organization)
    guard factor.recoveryCodeHashes.contains(where: { Sodium.equal($0, hash) }) else { return nil }
    return .recoveryCode(hash)
  }

  // MARK: Bytes

  private func associated(_ organization: OrganizationID) -> CanonicalEncoding {
    var encoding = CanonicalEncoding(.lock, organization)
    encoding.add(principal)
    encoding.add(generation)
    encoding.add(salt)
    encoding.add(cost.operations)
    encoding.add(UInt64(cost.memoryBytes))
    return encoding
  }

  private func encoding(_ organization: OrganizationID) -> CanonicalEncoding {
    var encoding = associated(organization)
    encoding.add(sealed)
    return encoding
  }
}

/// What lies inside a lock: 32 bytes of the seed, one byte for the length of the time code's secret and the
/// secret, then the hashes of recovery codes of 16 bytes each.
private enum LockContent {
  static func encoded(
    _ seed: borrowing PrincipalSeed, _ factor: borrowing SecondFactor
  ) throws(VaultError) -> Secret {
    let length = UInt8(factor.timeCode.secret.byteCount)
    let start = try Secret(prefix: [], secret: seed.secret).joined(with: Secret(copying: [length]))
    return try start.joined(with: factor.timeCode.secret)
      .joined(with: Secret(copying: factor.recoveryCodeHashes.flatMap { $0 }))
  }

  static func seed(_ content: borrowing Secret) throws(VaultError) -> PrincipalSeed {
    guard content.byteCount >= 33 else { throw .malformed("lock") }
    return PrincipalSeed(secret: try Secret(part: 0..<32, of: content))
  }

  static func secondFactor(_ content: borrowing Secret) throws(VaultError) -> SecondFactor {
    let length = Int(try Secret(part: 32..<33, of: content).revealedBytes()[0])
    let hashesStart = 33 + length
    guard length == 0 || length == VaultLimits.timeCodeSecretBytes,
      content.byteCount >= hashesStart, (content.byteCount - hashesStart).isMultiple(of: 16)
    else { throw .malformed("lock") }
    let hashes = try Secret(part: hashesStart..<content.byteCount, of: content).revealedBytes()
    return SecondFactor(
      timeCode: TimeCodeSecret(secret: try Secret(part: 33..<hashesStart, of: content)),
      recoveryCodeHashes: stride(from: 0, to: hashes.count, by: 16).map {
        Bytes(hashes[$0..<$0 + 16])
      })
  }
}

extension ServerKeys {
  /// What a password comes down to, with the pepper: who has only the database cannot guess at all.
  fileprivate func lockKey(
    _ password: borrowing Password, salt: Bytes, cost: StretchCost
  ) throws(VaultError) -> Secret {
    let stretched = try Sodium.stretch(password: password.secret, salt: salt, cost: cost)
    return try CanonicalEncoding(.lockKey, organization).keyed(by: zero.pepper, ending: stretched)
  }

  /// Spends on an unknown address what a known one costs, and refuses in the same words.
  package func refuseUnknown(
    address: String, password: borrowing Password, rules: LockRules
  ) throws(LockRefusal) -> Never {
    do throws(VaultError) {
      _ = try lockKey(password, salt: dummySalt(address), cost: rules.cost)
    } catch {
      throw .vault(error)
    }
    throw .passwordOrCodeWrong
  }
}
