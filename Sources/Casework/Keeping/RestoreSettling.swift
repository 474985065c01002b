import Foundation
import Identity
import Procedure
import Storage
import Synchronization
import Vault

/// What a restore has to make true before anybody signs in: what was destroyed after the backup stays destroyed
/// (VAULT.md, section 14).
extension Organization {
  /// Writes everything in one transaction with the `restored` entry of the directory.
  func settleRestore(_ options: RestoreOptions, _ report: inout RestoreReport) async throws {
    let directory = try await database.read { [self] transaction in
      try people(in: transaction).directory
    }
    let newer = try await newerTombstones(options.tombstones, directory)
    let lost = try await lostCheckpoints(options.checkpoints, directory)
    var changes = [
      DirectoryChange(
        event: .restored(lostCheckpoints: try lost.map { try $0.checkpoint.digest() }),
        author: .server, sign: { [keys] in try $0.countersigned(by: keys) })
    ]
    for principal in (newer ?? []).compactMap(\.tombstone.fact.endedPrincipal)
    where directory.principal(principal).map({ $0.state != .left }) ?? false {
      changes.append(
        DirectoryChange(
          event: .leave(principal), author: .server,
          sign: { [keys] in try $0.countersigned(by: keys) }))
    }
    let voided = Voided()
    try await changeDirectory(
      changes,
      also: { [self] transaction, _ in
        for signed in newer ?? [] { try takeOver(signed, in: transaction) }
        if newer == nil { voided.count = try voidWaiting(in: transaction) }
        try transaction.deleteAllSessions(id)
        try tombstone(.sessionsCut(nil, beforeSeconds: nowSeconds), transaction)
      })
    report.knowsWhatWasDestroyed = newer != nil
    report.newerTombstones = newer?.count ?? 0
    report.voidedGrants = voided.count
    report.lostCheckpoints = lost.count
    try await noteRestore(report)
  }

  // MARK: From the machine that was lost

  /// The tombstones that are newer than the backup; nil where nobody can know of any.
  private func newerTombstones(
    _ file: URL?, _ directory: Directory
  ) async throws -> [SignedTombstone]? {
    guard let file else { return nil }
    let stored = try await database.read { [id] transaction in
      try transaction.tombstones(id)
    }
    var chain = TombstoneChain(id)
    var newer: [SignedTombstone] = []
    do {
      for line in try readableLines(of: file) {
        let signed = try SignedTombstone(logLine: line, id)
        try chain.append(signed, directory)
        let number = Int(clamping: signed.tombstone.number)
        if number < stored.count {
          guard chain.head.bytes == stored[number].hash else {
            throw BackupError.tombstonesNotGenuine(path: file.path)
          }
        } else {
          newer.append(signed)
        }
      }
    } catch is VaultError {
      throw BackupError.tombstonesNotGenuine(path: file.path)
    }
    // A list that ends before the backup was made is no newer knowledge.
    return chain.nextNumber >= stored.count ? newer : nil
  }

  private func lostCheckpoints(
    _ file: URL?, _ directory: Directory
  ) async throws -> [SignedCheckpoint] {
    guard let file else { return [] }
    let newest = try await database.read { [id] transaction in
      try transaction.newestCheckpoint(id)?.number ?? 0
    }
    do {
      return try readableLines(of: file).map { try SignedCheckpoint(logLine: $0, id) }
        .filter {
          $0.checkpoint.number >= newest && directory.holds($0.signature, over: $0.checkpoint)
        }
    } catch is VaultError {
      throw BackupError.tombstonesNotGenuine(path: file.path)
    }
  }

  /// The lines of a log; the last one may have been torn when the machine was lost.
  private func readableLines(of file: URL) throws -> [Substring] {
    guard let contents = FileManager.default.contents(atPath: file.path) else {
      throw BackupError.cannotUse(path: file.path)
    }
    let text = String(decoding: contents, as: UTF8.self)
    let lines = text.split(separator: "\n")
    return text.hasSuffix("\n") ? lines : lines.dropLast()
  }

  // MARK: Making it true

  /// Stores a tombstone of the lost machine and does again what it tells of.
  private func takeOver(_ signed: SignedTombstone, in transaction: WriteTransaction) throws {
    let tombstone = signed.tombstone
    try transaction.insertTombstone(
      id,
      TombstoneRecord(
        // The database counts tombstones from one, the vault numbers them from zero.
        number: tombstone.number + 1, bytes: tombstone.encoded(),
        hash: try tombstone.digest().bytes, signature: signed.signature.bytes))
    switch tombstone.fact {
    case .erased(let vault, let sequences):
      if sequences.isEmpty { _ = try transaction.eraseBodies(id, vault) }
      for sequence in sequences { _ = try transaction.eraseBody(id, vault, sequence: sequence) }
    case .grantsRemoved(let vault, let principal):
      try transaction.deleteGrants(id, vault, principal: principal)
      try keepOut(principal, of: vault, in: transaction)
    case .principalEnded(let principal): try end(principal, in: transaction)
    case .lockSuperseded(let principal, let digest):
      guard let record = try transaction.passwordLock(id, principal),
        try PasswordLock(record.blob, id).digest(id) == digest
      else { return }
      _ = try transaction.deletePasswordLock(id, principal)
    case .recoveryCodeUsed(let principal, let code):
      _ = try transaction.useRecoveryCode(id, principal, code: code)
    case .invitationUsed(let row): _ = try transaction.deleteInvitation(id, id: row)
    case .sessionsCut, .seedGenerationEnded: break
    }
  }

  private func end(_ principal: PrincipalID, in transaction: WriteTransaction) throws {
    try transaction.deleteGrants(id, principal: principal)
    _ = try transaction.deletePasswordLock(id, principal)
    try transaction.deleteRecoveryCodeUses(id, principal)
    try transaction.deleteAddresses(id, principal)
    _ = try transaction.deleteProfile(id, principal)
  }

  /// The index has to say it too, or the next epoch would be sealed to them again.
  private func keepOut(
    _ principal: PrincipalID, of vault: VaultID, in transaction: WriteTransaction
  ) throws {
    try changeIndex(of: vault, in: transaction) { index in
      guard index.standings[principal] != nil else { return false }
      index.standings[principal] = .keptOut
      index.noteLossOfReader(at: moment, policies.current.policy)
      return true
    }
  }

  private func changeIndex(
    of vault: VaultID, in transaction: WriteTransaction,
    _ change: (inout CaseIndex) -> Bool
  ) throws {
    guard var changed = try storedIndex(of: vault, in: transaction), change(&changed) else {
      return
    }
    try putIndex(changed, of: vault, in: transaction)
  }

  /// Nobody knows which waiting grants were destroyed since: all are void. Who was asked has to be let in by somebody
  /// who reads the case; the board is in reserve no longer and comes in by the recovery key, when nobody else is left.
  private func voidWaiting(in transaction: WriteTransaction) throws -> Int {
    let cases = try indexes(in: transaction)
    for vault in Set(cases.keys).union(cases.values.flatMap(\.vaultsBeside)).sorted() {
      try enterVoiding(of: vault, in: transaction)
    }
    let count =
      try transaction.deleteGrants(id, .waiting) + transaction.deleteGrants(id, .reserve)
    // What was entered just now lies beyond the rows, so they are written as they were read before.
    for (vault, before) in cases.sorted(by: { $0.key < $1.key }) {
      var index = before
      for principal in index.principals([.asked]) { index.standings[principal] = .admitted }
      // A reserve without a grant would count as a reader once the board is asked, and open nothing.
      for principal in index.principals([.reserve]) { index.standings[principal] = nil }
      try putIndex(index, of: vault, in: transaction)
    }
    return count
  }

  /// The log has to say it too: who is named without a row could not be let in again.
  private func enterVoiding(of vault: VaultID, in transaction: WriteTransaction) throws {
    let grants = Dictionary(grouping: try transaction.grants(id, vault), by: \.principal)
    let principals = grants.filter { _, rows in
      rows.allSatisfy { $0.grantClass == .waiting || $0.grantClass == .reserve }
    }.keys.sorted()
    guard !principals.isEmpty, let end = try transaction.vaultEnd(id, vault) else { return }
    var chain = try writer(after: end)
    try chain.arrive(
      .nothing, by: .server,
      openPart: .removal(Removal(principals: principals, lastSequence: end.head.sequence)),
      nowSeconds: nowSeconds)
    try chain.write(in: transaction)
  }

  /// Keeps for the record what this restore could not know.
  private func noteRestore(_ report: RestoreReport) async throws {
    let encoder = JSONEncoder()
    encoder.outputFormatting = .sortedKeys
    let content = Bytes(try encoder.encode(report))
    let name = "restored"
    try await database.write { [self] transaction in
      try transaction.putSetting(
        id,
        SettingRecord(
          name: name, blob: try keys.sealSetting(content, name: name),
          generation: keys.newestGeneration))
    }
    environment.log(
      LogLine(
        report.knowsWhatWasDestroyed ? .note : .alarm,
        report.knowsWhatWasDestroyed
          ? "A backup was restored; what was destroyed after it stays destroyed."
          : "A backup was restored without the tombstones of the lost machine: every waiting grant is void, and what was destroyed after the backup may be back."
      ))
  }

  /// What the newest restore knew; nil where nothing was ever restored.
  package func newestRestore() async throws -> RestoreReport? {
    let record = try await database.read { [id] transaction in
      try transaction.setting(id, name: "restored")
    }
    guard let record else { return nil }
    return try JSONDecoder().decode(
      RestoreReport.self, from: Data(try keys.openSetting(record.blob, name: "restored")))
  }
}

/// A count that a transaction leaves behind.
private final class Voided: Sendable {
  private let state = Mutex(0)

  var count: Int {
    get { state.withLock { $0 } }
    set { state.withLock { $0 = newValue } }
  }
}

extension TombstoneFact {
  var endedPrincipal: PrincipalID? {
    if case .principalEnded(let principal) = self { principal } else { nil }
  }
}
