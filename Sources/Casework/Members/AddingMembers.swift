import Identity
package import Procedure
import Storage
import Vault

/// Somebody whom the operator has let in.
package struct AddedMember: Sendable, Hashable {
  package let id: MemberID
  /// Founding is over: nothing is sealed to them until another member of the same body has compared six words with
  /// them and confirms.
  package let waitsForConfirmation: Bool
}

extension Organization {
  /// Makes a ready account without the mail round trip, as `redress member add` does.
  ///
  /// While founding it counts at once and is told to all members; afterwards it waits for a member's confirmation.
  /// There is no second factor until the member sets one; as somebody else knows the password, the member's keys are
  /// renewed when they change it.
  /// - Parameter roles: names of the policy, such as `chair`, or of the directory.
  /// - Throws: `CaseworkError.faults` with everything that is wrong.
  package func addMember(
    name: String, email: String, alsoKnownAs: [String] = [], roles: [String], password: String
  ) async throws -> AddedMember {
    var fields = MemberFields()
    let profile = MemberProfileRecord(
      name: fields.name(name), email: fields.email(email),
      alsoKnownAs: fields.otherNames(alsoKnownAs))
    let roles = fields.roles(roles, policy)
    let typed = try fields.password(password)
    try await checkFree(roles, profile.email, &fields)
    let chosen = try fields.finish(having: typed)
    let newcomer = try await newcomer(password: chosen, secondFactor: .none)
    let joining = Joining(
      keys: newcomer.publicKeys, roles: roles, lock: newcomer.lockDigest, invitation: nil)
    let isOpen = try await foundingIsOpen()
    try await changeDirectory(
      [
        DirectoryChange(event: .join(joining), author: .server) { [keys] entry in
          try entry.countersigned(by: keys).countersigned(by: newcomer.keys.value)
        }
      ],
      also: { [self] transaction, directory in
        try store(newcomer, profile, directory, in: transaction)
        try tellOfNewcomer(newcomer.publicKeys.principal, directory, in: transaction)
      })
    return AddedMember(
      id: MemberID(newcomer.publicKeys.principal.hexadecimal), waitsForConfirmation: !isOpen)
  }

  /// Whether joins count without a confirmation.
  func foundingIsOpen() async throws -> Bool {
    try await database.read { [self] transaction in
      !(try people(in: transaction).directory.isFoundingClosed)
    }
  }

  /// Notes a fault for an address that somebody has, or a role of which there are enough.
  func checkFree(
    _ roles: Set<Vault.Role>, _ email: String, _ fields: inout MemberFields
  ) async throws {
    let addressID = try keys.addressID(usualForm(ofAddress: email))
    let (isTaken, crowded) = try await database.read { [self] transaction in
      let directory = try people(in: transaction).directory
      let crowded = roles.first { role in
        guard
          let most = policy.roles.first(where: { $0.id == RoleID(role, policy) })?.holdersMax
        else { return false }
        return directory.principals.count { $0.state != .left && $0.roles.contains(role) } >= most
      }
      return (try transaction.principal(id, addressID: addressID) != nil, crowded)
    }
    if isTaken { fields.addressIsTaken() }
    if crowded != nil {
      fields.fault("role", "Somebody holds this role already, and the policy allows no more.")
    }
  }

  // MARK: Keys of somebody new

  /// What a new member's second factor is.
  enum NewSecondFactor: Sendable {
    case none
    /// The secret that was shown, in a box.
    case timeCode(Held<TimeCodeSecret>)
  }

  /// New keys under a new password, not stored yet.
  struct Newcomer: Sendable {
    let keys: Held<PrincipalKeys>
    let publicKeys: PublicKeys
    let lock: PasswordLock
    let lockDigest: Digest
    /// The codes that stand in for the second factor, to be shown once; nil without one.
    let recoveryCodes: [String]?
  }

  /// Draws keys and locks them.
  ///
  /// - Parameters:
  ///   - principal: who; nil draws a new identity.
  ///   - generation: of the keys, from 1.
  ///   - lockGeneration: of the lock, from 1.
  func newcomer(
    password: Held<Password>, secondFactor: NewSecondFactor, principal: PrincipalID? = nil,
    generation: UInt64 = 1, lockGeneration: UInt64 = 1
  ) async throws -> Newcomer {
    let principal = try principal ?? PrincipalID.random()
    return try await stretching.run { [id, keys, lockRules] in
      let seed = try PrincipalSeed.random()
      let publicKeys = try seed.publicKeys(id, principal: principal, generation: generation)
      let (factor, codes) = try Self.factor(secondFactor, seed, principal, id)
      let lock = try PasswordLock.make(
        seed: seed, of: principal, generation: lockGeneration, password: password.value,
        secondFactor: factor.value, rules: lockRules, keys)
      return Newcomer(
        keys: Held(seed.keys(publicKeys, id)), publicKeys: publicKeys, lock: lock,
        lockDigest: try lock.digest(id), recoveryCodes: codes)
    }
  }

  /// The second factor for the inside of a lock, and its recovery codes.
  static func factor(
    _ factor: NewSecondFactor, _ seed: borrowing PrincipalSeed, _ principal: PrincipalID,
    _ id: OrganizationID
  ) throws -> (Held<SecondFactor>, codes: [String]?) {
    switch factor {
    case .none: return (Held(try SecondFactor.none()), nil)
    case .timeCode(let secret):
      let codes = try RecoveryCodes.random()
      let hashes = try codes.hashes(for: seed, of: principal, id)
      return (
        Held(SecondFactor(timeCode: try secret.value.copy(), recoveryCodeHashes: hashes)),
        codes.codesToShowOnce()
      )
    }
  }

  /// Writes the rows of somebody who joins, in the transaction of the join.
  func store(
    _ newcomer: Newcomer, _ profile: MemberProfileRecord, lastStep: UInt64 = 0,
    _ directory: Directory, in transaction: WriteTransaction
  ) throws {
    let principal = newcomer.publicKeys.principal
    let isNew = try transaction.insertAddress(
      id, addressID: keys.addressID(usualForm(ofAddress: profile.email)), principal: principal)
    guard isNew else {
      var fields = MemberFields()
      fields.addressIsTaken()
      return try fields.finish()
    }
    try putProfile(profile, of: principal, in: transaction)
    try putLock(newcomer.lock, lastStep: lastStep, in: transaction)
    try project(principal, directory, in: transaction)
  }

  /// Writes a lock in the place of an older one.
  func putLock(
    _ lock: PasswordLock, lastStep: UInt64, in transaction: WriteTransaction
  ) throws {
    let isNewer = try transaction.putPasswordLock(
      id,
      PasswordLockRecord(
        principal: lock.principal, lockGeneration: lock.generation, salt: lock.salt,
        operations: lock.cost.operations, memoryBytes: UInt64(lock.cost.memoryBytes),
        blob: lock.encoded(id), lastStep: Int64(clamping: lastStep)))
    guard isNewer else { throw CaseworkError.movedOn }
  }

  /// Writes the row for look-up that follows from the directory.
  func project(
    _ principal: PrincipalID, _ directory: Directory, in transaction: WriteTransaction
  ) throws {
    guard let person = directory.principal(principal) else { return }
    try transaction.putPrincipal(
      id,
      PrincipalRecord(
        principal: principal, boxKey: person.keys.box, signKey: person.keys.sign,
        keyID: person.keys.keyID,
        roles: person.roles.sorted().map(\.rawValue).joined(separator: " "),
        state: person.state.rawValue))
  }

  /// Tells the others of somebody with new keys, by a notice without content: that they count already, while founding,
  /// or that they wait for a confirmation.
  func tellOfNewcomer(
    _ principal: PrincipalID, _ directory: Directory, in transaction: WriteTransaction
  ) throws {
    guard let person = directory.principal(principal) else { return }
    try tell(
      person.state == .unconfirmed ? .confirmationNeeded : .memberJoined, principal, directory,
      in: transaction)
  }

  /// A notice about a member to all other confirmed members.
  func tell(
    _ kind: TemplateKind, _ about: PrincipalID, _ directory: Directory, path: String = "/members",
    in transaction: WriteTransaction
  ) throws {
    let outbox = Outbox(keys: keys, now: environment.now())
    for person in directory.principals where person.state == .confirmed {
      guard person.principal != about else { continue }
      let other = try self.profile(of: person.principal, in: transaction)
      guard !other.email.isEmpty else { continue }
      let notice = try notices.notice(
        kind, to: other.email, memberName: other.name, codeName: "", path: path)
      try transaction.insertOutgoing(
        id,
        outbox.row(
          notice, delaySeconds: Int64(VaultRandom.number(below: OutboxLimits.noticeDelaySecondsMax))
        ))
    }
  }
}
