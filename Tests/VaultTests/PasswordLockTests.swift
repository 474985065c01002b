import Identity
import Testing

@testable import Vault

@Suite struct PasswordLockTests {
  let server: ServerKeys
  let person: Person
  let password = "correct horse battery"
  let now: UInt64 = 1_700_000_000

  init() throws {
    server = try makeServerKeys()
    person = try Person(1)
  }

  private func refusal(
    _ lock: PasswordLock, _ password: String, _ code: String?, newest: Digest? = nil,
    rules: LockRules = .leastForTests, _ keys: ServerKeys? = nil
  ) throws -> LockRefusal? {
    let digest = try newest ?? lock.digest(organization)
    let typed = try Password(typed: password)
    do throws(LockRefusal) {
      let opened = try lock.open(
        password: typed, code: code, newest: digest, nowSeconds: now, rules: rules, keys ?? server)
      let same = opened.seed.secret.equals(person.keys.seed.secret)
      #expect(same)
      return nil
    } catch {
      return error
    }
  }

  @Test func `a lock without a second factor opens with its password alone`() throws {
    let lock = try PasswordLock.make(
      seed: person.keys.seed, of: person.principal, generation: 1,
      password: Password(chosen: password), secondFactor: .none(), rules: .leastForTests, server)
    let stored = try PasswordLock(lock.encoded(organization), organization)
    #expect(stored == lock)
    #expect(try refusal(stored, password, nil) == nil)
    #expect(try refusal(stored, password + "!", nil) == .passwordOrCodeWrong)
    #expect(try refusal(stored, "", nil) == .passwordOrCodeWrong)
    #expect(try refusal(stored, String(repeating: "x", count: 5000), nil) == .passwordOrCodeWrong)
    // An old row put back, and a cost that nobody believes.
    #expect(try refusal(stored, password, nil, newest: lockDigest) == .superseded)
    #expect(
      try refusal(stored, password, nil, rules: .usual) == .vault(.malformed("lock")))
    // Without the pepper of this server the right password opens nothing.
    let machineKey = try MachineKey.random()
    let strange = try ServerKeys(
      organization, machineKey,
      [
        ServerSeed.random(generation: 0).wrapped(
          under: machineKey, recovery: person.publicKeys, organization),
        ServerSeed.random(generation: 1).wrapped(
          under: machineKey, recovery: person.publicKeys, organization),
      ])
    #expect(try refusal(stored, password, nil, strange) == .passwordOrCodeWrong)
  }

  @Test func `a wrong password, a wrong code and an unknown address are one answer`() throws {
    let codes = try RecoveryCodes.random()
    let shown = codes.codesToShowOnce()
    let secret = try TimeCodeSecret.random()
    let text = secret.base32ToShowOnce()
    let hashes = try codes.hashes(for: person.keys.seed, of: person.principal, organization)
    let lock = try PasswordLock.make(
      seed: person.keys.seed, of: person.principal, generation: 1,
      password: Password(chosen: password),
      secondFactor: SecondFactor(timeCode: secret, recoveryCodeHashes: hashes),
      rules: .leastForTests, server)
    let app = try TimeCodeSecret(base32: text)
    let right = app.code(step: now / 30) ?? ""
    let old = app.code(step: now / 30 - 2) ?? ""
    let cases: [(String, String?, LockRefusal?)] = [
      (password, right, nil), (password, shown[3], nil), (password, shown[0].lowercased(), nil),
      (password, nil, .passwordOrCodeWrong), (password, "", .passwordOrCodeWrong),
      (password, old, .passwordOrCodeWrong), (password, "000000x", .passwordOrCodeWrong),
      (password, "AAAA-BBBB-CCCC", .passwordOrCodeWrong),
      ("wrong password!", right, .passwordOrCodeWrong),
      ("wrong password!", shown[3], .passwordOrCodeWrong),
    ]
    for (index, (password, code, expected)) in cases.enumerated() {
      #expect(try refusal(lock, password, code) == expected, "case \(index)")
    }
    let typed = try Password(typed: password)
    #expect(throws: LockRefusal.passwordOrCodeWrong) {
      try server.refuseUnknown(
        address: "nobody@example.org", password: typed, rules: .leastForTests)
    }
    let opened = try lock.open(
      password: typed, code: shown[3], newest: lock.digest(organization), nowSeconds: now,
      rules: .leastForTests, server)
    let use = opened.codeUse
    #expect(use == .recoveryCode(hashes[3]))
    let again = try lock.open(
      password: typed, code: right, newest: lock.digest(organization), nowSeconds: now,
      rules: .leastForTests, server)
    let step = again.codeUse
    #expect(step == .timeStep(now / 30))
    // A change of password keeps the second factor and supersedes the lock.
    let next = try PasswordLock.make(
      seed: again.seed, of: person.principal, generation: lock.generation + 1,
      password: Password(chosen: "another long password"), secondFactor: again.secondFactor,
      rules: .leastForTests, server)
    #expect(try refusal(next, "another long password", right) == nil)
    #expect(try refusal(next, password, right) == .passwordOrCodeWrong)
    #expect(
      try refusal(lock, password, right, newest: next.digest(organization)) == .superseded)
  }

  @Test func `a password is the same however the keyboard composes it`() throws {
    let lock = try PasswordLock.make(
      seed: person.keys.seed, of: person.principal, generation: 1,
      password: Password(chosen: "Ga\u{308}rtnerei am See"), secondFactor: .none(),
      rules: .leastForTests, server)
    #expect(try refusal(lock, "G\u{e4}rtnerei am See", nil) == nil)
  }

  @Test(arguments: [
    ("elevenbytes", PasswordProblem.tooShort), (String(repeating: "x", count: 1025), .tooLong),
  ])
  func `a password that is too short or too long cannot be chosen`(
    text: String, problem: PasswordProblem
  ) {
    #expect(throws: problem) { _ = try Password(chosen: text) }
  }

  // RFC 6238, appendix B, for SHA-1, shortened to six digits.
  @Test(
    arguments: [
      (59, "287082"), (1_111_111_109, "081804"), (1_111_111_111, "050471"),
      (1_234_567_890, "005924"), (2_000_000_000, "279037"), (20_000_000_000, "353130"),
    ] as [(UInt64, String)])
  func `time codes are those of the standard`(seconds: UInt64, code: String) throws {
    let secret = TimeCodeSecret(secret: try Secret(copying: Bytes("12345678901234567890".utf8)))
    let found = [
      secret.step(of: code, nowSeconds: seconds), secret.step(of: code, nowSeconds: seconds + 30),
      secret.step(of: code, nowSeconds: seconds + 61), secret.step(of: "", nowSeconds: seconds),
    ]
    #expect(found == [seconds / 30, seconds / 30, nil, nil])
  }

  @Test func `the picture for an app says what the app needs`() throws {
    let secret = TimeCodeSecret(secret: try Secret(copying: Bytes("12345678901234567890".utf8)))
    let address = secret.addressToShowOnce(issuer: "A & B", account: "ada@example.org")
    #expect(
      address == "otpauth://totp/A%20%26%20B:ada%40example.org"
        + "?secret=GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ&issuer=A%20%26%20B"
        + "&algorithm=SHA1&digits=6&period=30")
  }
}
