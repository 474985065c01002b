import Identity
import Storage
import Vault

extension SignedIn {
  /// New keys of this member, signed by the old ones (VAULT.md, section 3).
  ///
  /// In one transaction: the entries in the directory, the new lock, every grant sealed again, this session under the
  /// new keys, and the end of all others. Recovery codes hang on the keys, so there are new ones where there is a
  /// second factor.
  /// - Parameter factor: another second factor; nil keeps the one there is.
  func renewKeys(
    password: Held<Password>, factor: Organization.NewSecondFactor?, firstStep: UInt64,
    opened: Held<OpenedLock>, known: Organization.KnownLock
  ) async throws -> [String]? {
    let newFactor: Organization.NewSecondFactor
    if let factor {
      newFactor = factor
    } else if opened.value.secondFactor.timeCode.isSet {
      newFactor = .timeCode(Held(try opened.value.secondFactor.timeCode.copy()))
    } else {
      newFactor = .none
    }
    let newcomer = try await organization.newcomer(
      password: password, secondFactor: newFactor, principal: principalID,
      generation: me.keys.generation + 1, lockGeneration: known.lock.generation + 1)
    let rekey = DirectoryChange(
      event: .rekey(Rekeying(keys: newcomer.publicKeys, lock: newcomer.lockDigest)),
      author: author
    ) { [keys = self] entry in
      try entry.countersigned(by: keys.keys).countersigned(by: newcomer.keys.value)
    }
    let session = try renewedSession(newcomer)
    let lastStep = max(known.lastStep, opened.value.codeUse.step, firstStep)
    try await organization.retrying {
      try await self.organization.database.write { [self] transaction in
        try organization.use(opened, known, in: transaction)
        let lastSeconds = try sealGrantsAgain(newcomer, in: transaction)
        let directory = try organization.appendToDirectory(
          [rekey], notBeforeSeconds: lastSeconds, in: transaction)
        try organization.putLock(newcomer.lock, lastStep: lastStep, in: transaction)
        try organization.tombstone(.lockSuperseded(principalID, known.newest), transaction)
        if let codes = newcomer.recoveryCodes {
          try organization.noteCodes(codes.count, of: principalID, in: transaction)
        }
        try transaction.deleteSessions(organization.id, principalID)
        try organization.insertSession(session, in: transaction)
        try organization.project(principalID, directory, in: transaction)
      }
    }
    return newcomer.recoveryCodes
  }

  /// The row of this very session with the new keys inside, good for as long as a new one.
  private func renewedSession(_ newcomer: Organization.Newcomer) throws -> SessionRow {
    try organization.keys.makeSession(
      sessionToken.value, seed: newcomer.keys.value.seed, of: principalID,
      keyID: newcomer.publicKeys.keyID, createdSeconds: organization.nowSeconds,
      expiresSeconds: organization.nowSeconds + MemberLimits.sessionSeconds)
  }

  /// Seals every grant of this member again under new keys: what is in the ring, what is open, and what still waits
  /// behind the gate (docs/decisions/0701).
  ///
  /// - Returns: the latest time of the entries that this took, in seconds.
  private func sealGrantsAgain(
    _ newcomer: Organization.Newcomer, in transaction: WriteTransaction
  ) throws -> UInt64 {
    let records = try transaction.grants(organization.id, principal: principalID)
    let indexes = try organization.indexes(in: transaction)
    var lastSeconds: UInt64 = 0
    for (vault, grants) in Dictionary(grouping: records, by: \.vault)
      .sorted(by: { $0.key < $1.key })
    {
      if grants.allSatisfy({ $0.grantClass == .taken }) {
        for grant in grants {
          try replace(
            grant, keys.retake(grant.row(organization.id), for: newcomer.keys.value),
            in: transaction)
        }
        continue
      }
      let verified = try organization.verifiedVault(
        vault, organization.people(in: transaction).directory, in: transaction)
      guard let verified else { throw CaseworkError.notGenuine }
      var notices: [GrantNotice] = []
      for grant in grants {
        if let notice = try sealAgain(grant, newcomer, verified.register, in: transaction) {
          notices.append(notice)
        }
      }
      guard !notices.isEmpty else { continue }
      var writer = try organization.writer(after: verified.end)
      try writer.arrive(
        .nothing, signedBy: keys, as: author, openPart: .grants(notices),
        nowSeconds: organization.nowSeconds)
      try writer.write(in: transaction)
      lastSeconds = max(lastSeconds, writer.entries.last?.header.timeSeconds ?? 0)
      if let index = indexes[vault] {
        try transaction.putCaseIndex(
          organization.id,
          organization.indexRecord(index, of: vault, sequence: writer.nextSequence - 1))
      }
    }
    return lastSeconds
  }

  /// One grant under the new keys; for one that waits, what the log of the vault has to say of it.
  private func sealAgain(
    _ grant: GrantRecord, _ newcomer: Organization.Newcomer, _ register: EpochRegister,
    in transaction: WriteTransaction
  ) throws -> GrantNotice? {
    let row = grant.row(organization.id)
    switch row.grantClass {
    case .taken:
      try replace(grant, keys.retake(row, for: newcomer.keys.value), in: transaction)
      return nil
    case .open:
      let epoch = try keys.open(row, in: register)
      let taken = try keys.take(row, seed: epoch)
      let moved = try keys.retake(taken, for: newcomer.keys.value)
      _ = try transaction.changeClass(
        organization.id, grant.vault, epoch: grant.epoch, principal: principalID, from: .open,
        to: .taken, blob: taken.blob)
      try replace(GrantRecord(taken), moved, in: transaction)
      return nil
    case .waiting, .reserve:
      // Neither the member nor the server could open it alone; both are here, and neither looks.
      let epoch = try keys.open(organization.keys.unlock(row), in: register)
      let open = try epoch.grant(to: newcomer.publicKeys, of: row.place)
      try replace(
        grant, organization.keys.lock(open, as: row.grantClass), in: transaction)
      return GrantNotice(
        epoch: row.place.epoch,
        reader: EpochReader(
          principal: principalID, keyID: newcomer.publicKeys.keyID, grantClass: row.grantClass))
    }
  }

  private func replace(
    _ before: GrantRecord, _ after: GrantRow, in transaction: WriteTransaction
  ) throws {
    let changed = try transaction.replaceGrant(
      organization.id, before, keyID: after.keyID, serverGeneration: before.serverGeneration,
      blob: after.blob)
    guard changed == 1 else { throw CaseworkError.movedOn }
  }
}
