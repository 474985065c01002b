import Identity
import Procedure
import Storage
import Vault

extension SignedIn {
  /// The member's own settings.
  package func settings() async throws -> SettingsView {
    let used = try await organization.database.read { [organization, principalID] transaction in
      (
        try transaction.recoveryCodesUsed(organization.id, principalID),
        try organization.profile(of: principalID, in: transaction)
      )
    }
    let (usedCount, profile) = used
    return SettingsView(
      name: profile.name, email: profile.email, alsoKnownAs: profile.alsoKnownAs,
      sessions: try await sessions(),
      recoveryCodesLeft: max(0, (profile.recoveryCodesCount ?? 0) - usedCount),
      hasSecondFactor: profile.recoveryCodesCount != nil,
      fingerprintWords: try organization.fingerprintWords(of: me.keys),
      rootFingerprint: organization.expectedRoot.bytes.hexadecimal)
  }

  // MARK: The lock

  /// Opens the member's own lock with what they typed, slowly where it goes wrong again and again.
  ///
  /// - Throws: `CaseworkError.wrongCredentials`, or `.busy`.
  private func openLock(
    password: String, code: String
  ) async throws -> (Held<OpenedLock>, Organization.KnownLock) {
    let throttle = SignInThrottle(
      keys: organization.keys, organization: organization.id,
      nowSeconds: organization.environment.now().secondsSince1970)
    let subject = try throttle.subject(email: "", client: "member " + principalID.hexadecimal)
    try await throttle.take(subject, from: organization.database)
    let known = try await organization.database.read { [organization, principalID] transaction in
      try organization.knownLock(of: principalID, in: transaction)
    }
    guard let known else { throw CaseworkError.wrongCredentials }
    do {
      let opened = try await organization.open(
        known, address: "", password: password, code: code)
      return (opened, known)
    } catch CaseworkError.wrongCredentials {
      try await throttle.countFailure(subject, in: organization.database)
      throw CaseworkError.wrongCredentials
    }
  }

  /// What a change of the lock puts in the place of what was there.
  private struct NewLock: Sendable {
    var password: Held<Password>
    var factor: Organization.NewSecondFactor?
    /// The time step of the first code of a new second factor.
    var firstStep: UInt64 = 0
  }

  /// Changes password or second factor, with the same keys; or with new ones where somebody else knew the password.
  ///
  /// Other sessions end. The lock before does not open any more, also when its row is put back.
  /// - Returns: recovery codes, where there are new ones.
  private func change(
    _ new: NewLock, opened: Held<OpenedLock>, known: Organization.KnownLock, renewsKeys: Bool
  ) async throws -> [String]? {
    let hadFactor = opened.value.secondFactor.timeCode.isSet
    // Without a second factor the password was set by somebody else, who could have opened the keys.
    if renewsKeys || !hadFactor {
      return try await renewKeys(
        password: new.password, factor: new.factor, firstStep: new.firstStep, opened: opened,
        known: known)
    }
    let (lock, codes) = try await organization.stretching.run {
      [organization, principalID] in
      let factor: Held<SecondFactor>
      var codes: [String]?
      if let newFactor = new.factor {
        (factor, codes) = try Organization.factor(
          newFactor, opened.value.seed, principalID, organization.id)
      } else {
        factor = Held(
          SecondFactor(
            timeCode: try opened.value.secondFactor.timeCode.copy(),
            recoveryCodeHashes: opened.value.secondFactor.recoveryCodeHashes))
      }
      let lock = try PasswordLock.make(
        seed: opened.value.seed, of: principalID, generation: known.lock.generation + 1,
        password: new.password.value, secondFactor: factor.value, rules: organization.lockRules,
        organization.keys)
      return (lock, codes)
    }
    let digest = try lock.digest(organization.id)
    let relock = DirectoryChange(
      event: .relock(principalID, lock: digest), author: author, sign: signed)
    let lastStep = max(known.lastStep, opened.value.codeUse.step, new.firstStep)
    let newCodes = codes
    try await organization.database.write {
      [organization, principalID, sessionID] transaction in
      try organization.use(opened, known, in: transaction)
      _ = try organization.appendToDirectory([relock], in: transaction)
      try organization.putLock(lock, lastStep: lastStep, in: transaction)
      try organization.tombstone(.lockSuperseded(principalID, known.newest), transaction)
      if let newCodes {
        try organization.noteCodes(newCodes.count, of: principalID, in: transaction)
      }
      try transaction.deleteSessions(organization.id, principalID, except: sessionID)
    }
    return codes
  }

  /// Sets another password. Other sessions end.
  ///
  /// - Throws: `CaseworkError.wrongCredentials` for the old password or the code, `.faults` for the new one.
  package func changePassword(old: String, code: String, new: String) async throws {
    var fields = MemberFields()
    let typed = try fields.password(new)
    let chosen = try fields.finish(having: typed)
    let (opened, known) = try await openLock(password: old, code: code)
    _ = try await change(
      NewLock(password: chosen), opened: opened, known: known, renewsKeys: false)
  }

  /// A new secret for an authenticator app; nothing changes until its first code comes back.
  ///
  /// - Parameter ticket: of a form that came back with faults, so that the same secret is shown again.
  package func beginSecondFactorChange(ticket: String? = nil) throws -> SecondFactorDraft {
    try SecondFactorTicket.make(
      binding: principalID.bytes, issuer: organization.policy.community.organization,
      account: me.profile.email, again: ticket, nowSeconds: organization.nowSeconds,
      organization.keys)
  }

  /// Takes over a second factor, in the place of the one before if there is one.
  ///
  /// - Parameters:
  ///   - code: of the second factor before; empty where there is none.
  ///   - ticket: from `beginSecondFactorChange`.
  ///   - newCode: the first code of the new one.
  /// - Returns: new recovery codes.
  package func changeSecondFactor(
    password: String, code: String, ticket: String, newCode: String
  ) async throws -> RecoveryCodesView {
    let now = organization.nowSeconds
    let secret = try SecondFactorTicket.open(
      ticket, binding: principalID.bytes, nowSeconds: now, organization.keys)
    guard let secret, let step = secret.value.step(of: plain(newCode), nowSeconds: now) else {
      var fields = MemberFields()
      fields.fault("code", wrongFirstCode)
      try fields.finish()
      throw CaseworkError.wrongCredentials
    }
    let (opened, known) = try await openLock(password: password, code: code)
    let codes = try await change(
      NewLock(
        password: try typed(password), factor: .timeCode(secret), firstStep: step),
      opened: opened, known: known, renewsKeys: false)
    return RecoveryCodesView(codes: codes ?? [])
  }

  /// New recovery codes; those before work no longer.
  ///
  /// - Throws: `CaseworkError.notAllowed` where there is no second factor for which they could stand in.
  package func newRecoveryCodes(
    password: String, code: String
  ) async throws -> RecoveryCodesView {
    let (opened, known) = try await openLock(password: password, code: code)
    guard opened.value.secondFactor.timeCode.isSet else { throw Self.noSecondFactor }
    let codes = try await change(
      NewLock(
        password: try typed(password),
        factor: .timeCode(Held(try opened.value.secondFactor.timeCode.copy()))),
      opened: opened, known: known, renewsKeys: false)
    return RecoveryCodesView(codes: codes ?? [])
  }

  /// New keys under the same password, for who fears that an old backup and an old password came into other hands.
  ///
  /// - Returns: new recovery codes; empty where there is no second factor.
  package func newKeys(password: String, code: String) async throws -> RecoveryCodesView {
    let (opened, known) = try await openLock(password: password, code: code)
    let codes = try await change(
      NewLock(password: try typed(password)), opened: opened, known: known, renewsKeys: true)
    return RecoveryCodesView(codes: codes ?? [])
  }

  /// Changes name, address and other names.
  package func changeProfile(
    name: String, email: String, alsoKnownAs: [String], password: String, code: String
  ) async throws {
    var fields = MemberFields()
    let newName = fields.name(name)
    let newEmail = fields.email(email)
    let others = fields.otherNames(alsoKnownAs)
    try fields.finish()
    let (opened, known) = try await openLock(password: password, code: code)
    let addressID = try organization.keys.addressID(usualForm(ofAddress: newEmail))
    try await organization.database.write { [organization, principalID] transaction in
      try organization.use(opened, known, in: transaction)
      if try transaction.principal(organization.id, addressID: addressID) != principalID {
        try transaction.deleteAddresses(organization.id, principalID)
        let isFree = try transaction.insertAddress(
          organization.id, addressID: addressID, principal: principalID)
        guard isFree else {
          var fields = MemberFields()
          fields.addressIsTaken()
          return try fields.finish()
        }
      }
      var profile = try organization.profile(of: principalID, in: transaction)
      let isRenamed = profile.rename(name: newName, email: newEmail, alsoKnownAs: others)
      guard profile.formerCount <= MemberLimits.formerNamesMax else {
        var fields = MemberFields()
        fields.fault("name", tooManyFormerNames)
        return try fields.finish()
      }
      try organization.putProfile(
        profile, of: principalID, isSavedAgain: true, in: transaction)
      if isRenamed {
        try organization.tell(
          .memberRenamed, principalID, try organization.people(in: transaction).directory,
          in: transaction)
      }
    }
  }

  private func typed(_ password: String) throws -> Held<Password> {
    Held(try Password(typed: password))
  }

  static let noSecondFactor = CaseworkError.notAllowed(
    sentence: "Set up a second factor first; recovery codes stand in for it.")
}

/// What is said beside the name of somebody who has had very many.
let tooManyFormerNames =
  "You have changed names so often that no more former ones can be kept, and reports have to be searched for all of them. Please keep the names you have."

/// What is said beside the field of a first code.
let wrongFirstCode =
  "This code does not belong to the secret shown here, or the secret is older than an hour. Take the code that your app shows now."

/// The digits of a code, without the space that apps show in the middle.
func plain(_ code: String) -> String {
  code.filter { $0.isASCII && $0.isNumber }
}

extension CodeUse {
  /// The time step that was used up.
  var step: UInt64 {
    if case .timeStep(let step) = self { step } else { 0 }
  }
}

extension Organization {
  /// Six words of the fingerprint of somebody's keys.
  func fingerprintWords(of publicKeys: PublicKeys) throws -> [String] {
    receiptWords.words(
      for: try Directory.fingerprint(of: publicKeys, id), count: MemberLimits.fingerprintWords)
  }

  /// Notes that somebody has a second factor with new recovery codes, and forgets which of the old ones were used.
  func noteCodes(
    _ count: Int, of principal: PrincipalID, in transaction: WriteTransaction
  ) throws {
    try transaction.deleteRecoveryCodeUses(id, principal)
    var profile = try profile(of: principal, in: transaction)
    profile.recoveryCodesCount = count
    try putProfile(profile, of: principal, in: transaction)
  }
}
