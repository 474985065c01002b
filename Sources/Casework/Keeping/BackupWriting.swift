package import Foundation
import Identity
import Procedure
import Storage
import Vault

/// How far a backup or a restore has come.
package struct BackupProgress: Sendable, Hashable {
  /// What is being done.
  package enum Stage: String, Sendable, Hashable {
    case sealing
    /// What was written is read back before the backup counts.
    case readingBack
    case checking
    case opening
  }

  package let stage: Stage
  package let doneBytes: UInt64
  package let totalBytes: UInt64
}

/// What a backup holds.
package struct BackupSummary: Sendable, Hashable, Codable {
  package let path: String
  package let bytes: UInt64
  package let files: Int
  package let createdSeconds: Int64
}

extension Organization {
  /// Writes a backup while the server goes on (VAULT.md, section 14): one consistent state of the database with the
  /// sealed files it names, sealed to the recovery key and to the machine key, signed by the server.
  ///
  /// Written beside its place, read back whole with its own key, and only then moved there. The machine key, the lane
  /// file and the sessions are left out.
  ///
  /// - Parameters:
  ///   - target: a file that is not there yet.
  ///   - machineKey: where the machine key is kept; nil for inside the data directory.
  /// - Throws: `BackupError`.
  package func backup(
    to target: URL, machineKey: URL? = nil,
    progress: @Sendable (BackupProgress) -> Void = { _ in }
  ) async throws -> BackupSummary {
    guard !FileManager.default.fileExists(atPath: target.path) else {
      throw BackupError.targetExists(path: target.path)
    }
    try await checkpoint()
    let facts = try await database.read { [self] transaction in
      try BackupFacts(transaction, self)
    }
    let snapshot = dataDirectory.url.appending(
      path: BackupContent.snapshotPrefix + (try RowID.random().hexadecimal) + ".sqlite3")
    defer { FileRemoval.remove(snapshot) }
    try await database.backup(to: snapshot.path)
    // Read after the snapshot, so that no file which it names is left out.
    let blobs = try await database.read { [id] transaction in try transaction.files(id) }
    var parts = [BackupPart(name: BackupContent.database, url: snapshot)]
    if FileManager.default.fileExists(atPath: dataDirectory.options.path) {
      parts.append(BackupPart(name: BackupContent.options, url: dataDirectory.options))
    }
    parts += blobs.map {
      BackupPart(
        name: BackupContent.blobFolder + $0.blob.hexadecimal, url: self.blobs.url(of: $0.blob))
    }
    let keyFile = machineKey ?? dataDirectory.machineKey
    guard let contents = FileManager.default.contents(atPath: keyFile.path) else {
      throw InstallationError.wrongMachineKey(path: keyFile.path)
    }
    let machineRecipient = try MachineKey(fileContents: Bytes(contents)).backupKeys(id).publicKeys
    let beside = target.deletingLastPathComponent().appending(
      path: ".\(target.lastPathComponent).partial")
    do {
      let key = try BackupKey.random()
      try seal(
        parts, facts, [facts.recovery, machineRecipient], key, to: beside, progress: progress)
      try readBack(beside, key, parts: parts, progress: progress)
      guard rename(from: beside, to: target) else {
        throw BackupError.cannotUse(path: target.path)
      }
    } catch {
      FileRemoval.remove(beside)
      throw error
    }
    let now = environment.now().secondsSince1970
    try await database.write { [id] transaction in
      try transaction.finishJob(id, name: JobName.backup.rawValue, dueSeconds: now)
    }
    return BackupSummary(
      path: target.path, bytes: try FileSizes.bytes(of: target), files: blobs.count,
      createdSeconds: now)
  }

  private func seal(
    _ parts: [BackupPart], _ facts: BackupFacts, _ recipients: [PublicKeys],
    _ key: borrowing BackupKey, to url: URL, progress: (BackupProgress) -> Void
  ) throws {
    let output = try FileOutput(url)
    var sealer = try BackupSealer(
      id, backup: try RowID.random(), createdSeconds: nowSeconds, recipients: recipients,
      checkpoint: facts.checkpoint, tombstones: facts.tombstones, directory: facts.directory, key)
    var done: UInt64 = 0
    let total = try parts.reduce(UInt64(0)) { try $0 + FileSizes.bytes(of: $1.url) }
    for part in parts {
      let byteCount = try FileSizes.bytes(of: part.url)
      try output.write(
        sealer.add(BackupContent.front(name: part.name, byteCount: byteCount)))
      var written: UInt64 = 0
      let input = try FileInput(part.url)
      while let chunk = try input.next() {
        written += UInt64(chunk.count)
        done += UInt64(chunk.count)
        guard written <= byteCount else { throw BackupError.fileMissing(name: part.name) }
        try output.write(sealer.add(chunk))
        progress(BackupProgress(stage: .sealing, doneBytes: done, totalBytes: total))
      }
      guard written == byteCount else { throw BackupError.fileMissing(name: part.name) }
    }
    try output.write(sealer.add(BackupContent.end))
    try output.write(sealer.finish(keys))
    try output.finish()
  }

  /// Reads everything again, as a restore would, with the key that is still in memory.
  private func readBack(
    _ url: URL, _ key: borrowing BackupKey, parts: [BackupPart],
    progress: (BackupProgress) -> Void
  ) throws {
    let total = try FileSizes.bytes(of: url)
    do {
      let verified = try BackupReading.check(url, root: expectedRoot) { done in
        progress(BackupProgress(stage: .readingBack, doneBytes: done / 2, totalBytes: total))
      }
      var names: [String] = []
      try BackupReading.open(url, verified, key) { part, done in
        if case .begin(let name, _) = part { names.append(name) }
        progress(
          BackupProgress(stage: .readingBack, doneBytes: (total + done) / 2, totalBytes: total))
      }
      guard names == parts.map(\.name) else { throw BackupError.doesNotReadBack }
    } catch {
      throw BackupError.doesNotReadBack
    }
  }

  private func rename(from: URL, to: URL) -> Bool {
    do {
      try FileManager.default.moveItem(at: from, to: to)
      try FileOutput.synchronize(folder: to.deletingLastPathComponent())
      return true
    } catch {
      return false
    }
  }
}

/// One file on its way into a backup.
struct BackupPart: Sendable {
  let name: String
  let url: URL
}

/// What stands in the clear head of a backup.
struct BackupFacts: Sendable {
  let recovery: PublicKeys
  let checkpoint: Checkpoint?
  let tombstones: [SignedTombstone]
  let directory: [StoredEntry]

  init(_ transaction: ReadTransaction, _ organization: Organization) throws {
    let id = organization.id
    guard let root = try organization.people(in: transaction).directory.root else {
      throw CaseworkError.notGenuine
    }
    recovery = root
    checkpoint = try transaction.newestCheckpoint(id).map { try Checkpoint($0.bytes, id) }
    tombstones = try transaction.tombstones(id).map {
      SignedTombstone(try Tombstone($0.bytes, id), try ServerSignature(bytes: $0.signature))
    }
    directory = try transaction.entries(id, organization.directoryVault).map {
      try StoredEntry($0, id)
    }
  }
}
