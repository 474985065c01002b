internal import CSodium
internal import Identity
internal import Synchronization

/// libsodium, call by call: every result code is looked at on the next line.
///
/// Invariant: together with `Sodium+…`, `Secret` and `LockedArena` these are the only files with
/// pointers into libsodium. Keys come in and go out as `Secret`, everything else as bytes.
enum Sodium {
  /// `sodium_init` was called once and did not fail. It may be asked from any thread.
  static let isStarted: Bool = sodium_init() >= 0

  /// Throws unless the call answered zero. In debug builds a test can make any call fail.
  static func check(_ code: Int32, _ operation: String) throws(VaultError) {
    guard code == 0 else { throw .operationRefused(operation) }
    #if DEBUG
      if let faults, faults.isDue() { throw .operationRefused(operation) }
    #endif
  }

  #if DEBUG
    /// Set by tests only: makes the n-th call fail.
    @TaskLocal static var faults: SodiumFaults?
  #endif

  // MARK: Randomness

  static func random(_ count: Int) throws(VaultError) -> Bytes {
    guard isStarted else { throw .cryptographyUnavailable }
    var bytes = Bytes(repeating: 0, count: count)
    unsafe randombytes_buf(&bytes, count)
    return bytes
  }

  static func randomSecret(_ count: Int) throws(VaultError) -> Secret {
    let secret = try Secret(byteCount: count)
    unsafe randombytes_buf(secret.pointer, count)
    return secret
  }

  /// A number below `bound`, each as likely as any other.
  static func uniform(below bound: UInt32) throws(VaultError) -> UInt32 {
    guard isStarted else { throw .cryptographyUnavailable }
    return randombytes_uniform(bound)
  }

  // MARK: Hashes

  static func hash(_ message: Bytes, count: Int) throws(VaultError) -> Bytes {
    var digest = Bytes(repeating: 0, count: count)
    try check(
      unsafe crypto_generichash(&digest, count, message, UInt64(message.count), nil, 0), "a hash")
    return digest
  }

  static func hash(_ message: borrowing Secret, count: Int) throws(VaultError) -> Secret {
    let digest = try Secret(byteCount: count)
    try check(
      unsafe crypto_generichash(
        digest.pointer, count, message.pointer, UInt64(message.byteCount), nil, 0), "a hash")
    return digest
  }

  static func hash(
    key: borrowing Secret, _ message: Bytes, count: Int
  ) throws(VaultError) -> Bytes {
    var digest = Bytes(repeating: 0, count: count)
    try check(
      unsafe crypto_generichash(
        &digest, count, message, UInt64(message.count), key.pointer, key.byteCount),
      "a keyed hash")
    return digest
  }

  static func hash(
    key: borrowing Secret, _ message: borrowing Secret, count: Int
  ) throws(VaultError) -> Secret {
    let digest = try Secret(byteCount: count)
    try check(
      unsafe crypto_generichash(
        digest.pointer, count, message.pointer, UInt64(message.byteCount), key.pointer,
        key.byteCount), "a keyed hash")
    return digest
  }

  static func hash(
    key: Bytes, _ message: Bytes, count: Int
  ) throws(VaultError) -> Bytes {
    var digest = Bytes(repeating: 0, count: count)
    try check(
      unsafe crypto_generichash(
        &digest, count, message, UInt64(message.count), key, key.count), "a keyed hash")
    return digest
  }

  static func subKey(
    of key: borrowing Secret, context: KeyContext, number: UInt64
  ) throws(VaultError) -> Secret {
    precondition(
      key.byteCount == Int(crypto_kdf_KEYBYTES), "Sub-keys are derived from keys of 32 bytes.")
    let subKey = try Secret(byteCount: 32)
    try check(
      unsafe crypto_kdf_derive_from_key(
        subKey.pointer, 32, number, context.rawValue, key.pointer), "a derived key")
    return subKey
  }

  /// Compared in constant time.
  static func equal(_ left: Bytes, _ right: Bytes) -> Bool {
    guard left.count == right.count else { return false }
    return unsafe sodium_memcmp(left, right, left.count) == 0
  }

  // MARK: Authentication of head rows

  static func authenticate(key: borrowing Secret, _ message: Bytes) throws(VaultError) -> Bytes {
    precondition(key.byteCount == Int(crypto_auth_KEYBYTES), "A key of 32 bytes.")
    var tag = Bytes(repeating: 0, count: Int(crypto_auth_BYTES))
    try check(
      unsafe crypto_auth(&tag, message, UInt64(message.count), key.pointer), "an authentication tag"
    )
    return tag
  }

  static func isAuthentic(tag: Bytes, key: borrowing Secret, _ message: Bytes) -> Bool {
    guard tag.count == Int(crypto_auth_BYTES) else { return false }
    return unsafe crypto_auth_verify(tag, message, UInt64(message.count), key.pointer) == 0
  }

  // MARK: Slow hashing of passwords

  static func stretch(
    password: borrowing Secret, salt: Bytes, cost: StretchCost
  ) throws(VaultError) -> Secret {
    precondition(salt.count == Int(crypto_pwhash_SALTBYTES), "A salt of 16 bytes.")
    let stretched = try Secret(byteCount: 32)
    let code = unsafe password.pointer.withMemoryRebound(
      to: CChar.self, capacity: password.byteCount
    ) { characters in
      unsafe crypto_pwhash(
        stretched.pointer, 32, characters, UInt64(password.byteCount), salt, cost.operations,
        cost.memoryBytes, crypto_pwhash_ALG_ARGON2ID13)
    }
    try check(code, "Argon2id, for want of memory")
    return stretched
  }
}

#if DEBUG
  /// A plan of failure for tests: the call with this number fails, all others go through.
  package final class SodiumFaults: Sendable {
    private let failing: Int
    private let calls = Atomic<Int>(0)

    package init(failingCall: Int) { self.failing = failingCall }

    func isDue() -> Bool {
      calls.wrappingAdd(1, ordering: .relaxed).newValue == failing
    }

    /// Whether so many calls were made that one of them failed.
    package var hasFailed: Bool { calls.load(ordering: .relaxed) >= failing }

    /// Runs the body with this plan.
    package func during<Result>(_ body: () throws -> Result) rethrows -> Result {
      try Sodium.$faults.withValue(self, operation: body)
    }
  }
#endif
