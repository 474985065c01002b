import Foundation
import Identity
import Procedure
import Storage
import Vault

/// What is kept of a split: no share, only how many there are.
private struct SplitRecord: Codable {
  static let settingName = "recovery-shares"

  let threshold: Int
  let shareCount: Int
}

extension SignedIn {
  /// The recovery key, from provisional to split.
  package func recovery() async throws -> RecoveryView {
    try await organization.database.read { [organization] transaction in
      let directory = try organization.people(in: transaction).directory
      let split = try transaction.setting(organization.id, name: SplitRecord.settingName)
        .map { record in
          try JSONDecoder().decode(
            SplitRecord.self,
            from: Data(
              try organization.keys.openSetting(record.blob, name: SplitRecord.settingName)))
        }
      return RecoveryView(
        isProvisional: directory.isRootProvisional,
        foundingIsOpen: !directory.isFoundingClosed,
        rootFingerprint: organization.expectedRoot.bytes.hexadecimal,
        threshold: split?.threshold, shareCount: split?.shareCount)
    }
  }

  /// Puts a new recovery key in the place of the one that `init` printed, split among its holders (VAULT.md,
  /// section 11). Done by a chair, with the provisional key in hand.
  ///
  /// The new key is signed for by the old one and by the chair. What comes in from now on is sealed to the new one;
  /// cases of before follow when one of their readers opens them.
  /// - Returns: the shares, each to be shown to its holder alone, once. They are stored nowhere.
  /// - Throws: `CaseworkError.faults` for a key that was mistyped or a threshold that cannot be.
  package func splitRecoveryKey(
    provisionalKey: String, threshold: Int, shareCount: Int
  ) async throws -> [String] {
    try await splitRecoveryKey(from: [provisionalKey], threshold: threshold, shareCount: shareCount)
  }

  /// The same with enough shares of the split before, for instance when a holder has left.
  package func splitRecoveryKey(
    from texts: [String], threshold: Int, shareCount: Int
  ) async throws -> [String] {
    try demandConfirmation()
    var fields = MemberFields()
    if !(2...VaultLimits.shareHoldersMax).contains(shareCount) {
      fields.fault(
        "shareCount", "Please give a number of shares from 2 to \(VaultLimits.shareHoldersMax).")
    } else if !(2...shareCount).contains(threshold) {
      fields.fault(
        "threshold", "Please give a number from 2 to the number of shares, which is \(shareCount).")
    }
    try fields.finish()
    let old = try await organization.rootKeys(texts)
    let oldKeys = old.value.publicKeys
    let (scalar, newKeys) = try organization.newRecoveryKey(after: oldKeys)
    let shares = try Self.shares(
      of: scalar, threshold: threshold, shareCount: shareCount, newKeys, organization.id)
    let change = DirectoryChange(event: .recoveryKey(newKeys), author: author) { [self] entry in
      try signed(entry).countersigned(byRoot: old.value)
    }
    let seeds = try await organization.serverSeeds(boxedTo: newKeys)
    let record = Bytes(
      try JSONEncoder().encode(SplitRecord(threshold: threshold, shareCount: shareCount)))
    try await allowing("Only a chair can do this, with the recovery key of now.") {
      try await organization.retrying {
        try await self.organization.database.write { [organization] transaction in
          let lastSeconds = try organization.handOver(from: old, to: newKeys, in: transaction)
          try organization.appendToDirectory(
            [change], notBeforeSeconds: lastSeconds, in: transaction)
          for seed in seeds {
            try transaction.replaceServerSeed(organization.id, seed)
          }
          try transaction.putSetting(
            organization.id,
            SettingRecord(
              name: SplitRecord.settingName,
              blob: try organization.keys.sealSetting(record, name: SplitRecord.settingName),
              generation: organization.keys.newestGeneration))
        }
      }
    }
    return shares
  }

  private static func shares(
    of scalar: Held<RecoveryScalar>, threshold: Int, shareCount: Int, _ recovery: PublicKeys,
    _ id: OrganizationID
  ) throws -> [String] {
    do throws(ShareProblem) {
      return try scalar.value.split(
        threshold: threshold, holders: shareCount, recovery: recovery, id)
    } catch {
      guard case .vault(let fault) = error else { throw error }
      throw fault
    }
  }

  /// Seals a case of before to the new recovery key, with this reader's own epochs, and takes it from the old one.
  ///
  /// Nothing happens where it was done already. Somebody who is faster did the same.
  func grantRecovery(in seen: HeldCase) async throws {
    let root = seen.state.membership.recovery
    guard
      seen.caseVault.epochs.keys.contains(where: {
        !seen.state.caseRegister.names(root.principal, root.keyID, in: $0)
      })
    else { return }
    // What was taken over at the opening is not taken over again.
    let held = try await hold(seen.state.id)
    let register = held.state.caseRegister
    var act = try CaseAct(by: self, in: held)
    try act.grantHeldEpochs(to: root)
    let vault = held.state.id
    let oldCard = act.index.card
    try act.writeCardAgain()
    let earlier = held.state.directory.earlierRoots.map(\.principal)
    // What this reader cannot open stays with the old key rather than with nobody.
    let holdsAll = (1...register.newest).allSatisfy { held.caseVault.epochs[$0] != nil }
    if holdsAll {
      act.also { [organization] transaction in
        for principal in earlier {
          try transaction.deleteGrants(organization.id, vault, principal: principal)
          if let oldCard {
            try transaction.deleteGrants(organization.id, oldCard, principal: principal)
          }
        }
      }
    }
    do {
      try await act.settleRecords()
      try await act.write()
    } catch StorageError.conflict {
      return
    }
  }
}

extension Organization {
  /// The recovery keys from what was typed: the one key while it is provisional, or enough shares of it.
  ///
  /// - Throws: `CaseworkError.faults` that say which text is wrong, and how.
  func rootKeys(_ texts: [String]) async throws -> Held<PrincipalKeys> {
    let root = try await membership().recovery
    let scalar = try recoveryScalar(texts, root)
    let seed = try scalar.value.principalSeed(id)
    let derived = try seed.publicKeys(
      id, principal: root.principal, generation: root.generation)
    guard derived == root else { throw Self.fault(.wrongKey) }
    return Held(seed.keys(root, id))
  }

  private func recoveryScalar(
    _ texts: [String], _ root: PublicKeys
  ) throws -> Held<RecoveryScalar> {
    do throws(ShareProblem) {
      if texts.count == 1, let only = texts.first {
        return Held(try RecoveryScalar(typed: only))
      }
      return Held(try RecoveryScalar.join(typed: texts, recovery: root, id))
    } catch {
      throw Self.fault(error)
    }
  }

  private static func fault(_ problem: ShareProblem) -> any Error {
    let sentence: String
    switch problem {
    case .unreadable(let number):
      sentence = "Text \(number) is not a recovery key or share, or was mistyped."
    case .ofAnotherSet(let number):
      sentence = "Share \(number) belongs to another recovery key, or to an earlier split."
    case .sameTwice(let number): sentence = "Share \(number) was given before."
    case .tooFew(let needed): sentence = "These are too few shares: \(needed) are needed."
    case .wrongKey: sentence = "This is not the recovery key of now."
    case .thresholdImpossible: sentence = "These numbers of shares are not possible."
    case .vault(let fault): return fault
    }
    return CaseworkError.faults([FieldFault(field: "recoveryKey", sentence: sentence)])
  }

  /// Cases that no reader will carry over, because there is none, follow at once: the old key is in hand.
  ///
  /// - Returns: the latest time of the entries that this took, in seconds.
  fileprivate func handOver(
    from old: Held<PrincipalKeys>, to new: PublicKeys, in transaction: WriteTransaction
  ) throws -> UInt64 {
    let people = try people(in: transaction)
    var lastSeconds: UInt64 = 0
    for (vault, index) in try indexes(in: transaction).sorted(by: { $0.key < $1.key })
    where index.hasNoReader(people.membership) {
      for place in [vault] + index.vaultsBeside {
        guard
          let writer = try handOver(
            place, from: old, to: new, people.directory, in: transaction)
        else { continue }
        lastSeconds = max(lastSeconds, writer.entries.last?.header.timeSeconds ?? 0)
        guard place == vault else { continue }
        try transaction.putCaseIndex(
          id, indexRecord(index, of: vault, sequence: writer.nextSequence - 1))
      }
    }
    return lastSeconds
  }

  private func handOver(
    _ vault: VaultID, from old: Held<PrincipalKeys>, to new: PublicKeys, _ directory: Directory,
    in transaction: WriteTransaction
  ) throws -> ChainWriter? {
    let sealed = try sealedVault(
      vault, for: old.value.principal, directory, in: transaction)
    guard let sealed else { return nil }
    let opened = try open(sealed, with: old.value)
    guard let newest = opened.newest else { return nil }
    var writer = try writer(after: sealed.verified.end)
    var notices: [GrantNotice] = []
    try transaction.deleteGrants(id, vault, principal: old.value.principal)
    for (number, epoch) in opened.epochs.sorted(by: { $0.key < $1.key }) {
      try transaction.insertGrant(
        id, GrantRecord(epoch.seed.grant(to: new, of: sealed.register.place(number))))
      notices.append(
        GrantNotice(
          epoch: number,
          reader: EpochReader(
            principal: new.principal, keyID: new.keyID, grantClass: .open)))
    }
    try writer.append(
      .nothing, signedBy: old.value,
      as: .root(old.value.principal, old.value.publicKeys.keyID), openPart: .grants(notices),
      under: newest.seed, nowSeconds: nowSeconds)
    try writer.write(in: transaction)
    return writer
  }

  fileprivate func newRecoveryKey(
    after old: PublicKeys
  ) throws -> (Held<RecoveryScalar>, PublicKeys) {
    let scalar = Held(try RecoveryScalar.random())
    let keys = try scalar.value.principalSeed(id).publicKeys(
      id, principal: try PrincipalID.random())
    return (scalar, keys)
  }

  /// The server's own seeds, boxed to a new recovery key, so that a restore needs no machine key.
  fileprivate func serverSeeds(boxedTo recovery: PublicKeys) async throws -> [ServerSeedRecord] {
    guard let contents = FileManager.default.contents(atPath: machineKeyFile.path) else {
      throw InstallationError.wrongMachineKey(path: machineKeyFile.path)
    }
    let machineKey = try MachineKey(fileContents: Bytes(contents))
    let records = try await database.read { [id] transaction in
      try transaction.serverSeeds(id)
    }
    var boxed: [ServerSeedRecord] = []
    for record in records {
      let seed = try WrappedServerSeed(
        generation: record.generation, sealed: record.wrapped, box: record.recoveryBox ?? []
      ).open(with: machineKey, id)
      let wrapped = try seed.wrapped(under: machineKey, recovery: recovery, id)
      boxed.append(
        ServerSeedRecord(
          generation: wrapped.generation, wrapped: wrapped.sealed, recoveryBox: wrapped.box))
    }
    return boxed
  }
}
