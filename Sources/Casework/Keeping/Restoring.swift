package import Foundation
import Identity
import Mail
import Procedure
import Storage
import Vault

/// What opens a backup.
package enum RestoreKey: Sendable {
  /// The recovery key as it was printed, or enough shares of it, each a text of its own.
  case recovery([String])
  /// The machine key that the backup was made with.
  case machineKey(URL)
}

/// How a backup is restored.
package struct RestoreOptions: Sendable {
  /// The fingerprint of the root, in hexadecimal: what decides whether the backup is believed.
  package var root: String
  package var key: RestoreKey
  /// `tombstones.log` of the machine that was lost: what was destroyed after the backup stays destroyed.
  package var tombstones: URL?
  /// `checkpoints.log` of the machine that was lost: tells which checkpoints are lost with it.
  package var checkpoints: URL?
  /// Where the new machine key is written; nil for inside the data directory.
  package var machineKey: URL?

  package init(
    root: String, key: RestoreKey, tombstones: URL? = nil, checkpoints: URL? = nil,
    machineKey: URL? = nil
  ) {
    self.root = root
    self.key = key
    self.tombstones = tombstones
    self.checkpoints = checkpoints
    self.machineKey = machineKey
  }
}

/// What a restore did.
package struct RestoreReport: Sendable, Hashable, Codable {
  /// When the backup was made, in seconds since 1970.
  package let backupSeconds: UInt64
  package var files = 0
  /// Whether the tombstones of the lost machine were given. If not, everything that waited for a declaration is void.
  package var knowsWhatWasDestroyed = false
  /// Facts from those tombstones that are newer than the backup.
  package var newerTombstones = 0
  /// Waiting grants that are void since nobody knows whether they were destroyed.
  package var voidedGrants = 0
  /// Checkpoints that were signed after the backup and are lost.
  package var lostCheckpoints = 0
}

/// Brings a backup back on a new machine (VAULT.md, section 14).
package enum Restoring {
  /// Restores into a folder that is empty or not there. It appears whole or not at all.
  ///
  /// - Throws: `BackupError`, or `VerificationFault` when what came out does not hold.
  package static func restore(
    _ file: URL, into data: DataDirectory, _ options: RestoreOptions,
    environment: Casework.Environment,
    progress: @escaping @Sendable (BackupProgress) -> Void = { _ in }
  ) async throws -> RestoreReport {
    guard let root = Digest(hexadecimal: options.root.lowercased().filter(\.isHexDigit)) else {
      throw BackupError.notGenuine(path: file.path)
    }
    if let key = options.machineKey, FileManager.default.fileExists(atPath: key.path) {
      throw InstallationError.wouldReplace(path: key.path)
    }
    try makeEmpty(data)
    let staging = DataDirectory(
      data.url.appending(path: ".restoring", directoryHint: .isDirectory))
    do {
      let report = try await restore(
        file, in: staging, root: root, options, environment: environment, progress: progress)
      try move(staging, to: data, machineKey: options.machineKey)
      return report
    } catch {
      FileRemoval.remove(staging.url)
      throw error
    }
  }

  private static func makeEmpty(_ data: DataDirectory) throws {
    do {
      if FileManager.default.fileExists(atPath: data.url.path) {
        let names = try FileManager.default.contentsOfDirectory(atPath: data.url.path)
        guard names.isEmpty else { throw BackupError.folderNotEmpty(path: data.url.path) }
      }
      for folder in [
        data.url, data.url.appending(path: ".restoring"),
        data.url.appending(path: ".restoring/blobs"),
      ] {
        try FileManager.default.createDirectory(
          at: folder, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
      }
    } catch let error as BackupError {
      throw error
    } catch {
      throw BackupError.cannotUse(path: data.url.path)
    }
  }

  private static func restore(
    _ file: URL, in staging: DataDirectory, root: Digest, _ options: RestoreOptions,
    environment: Casework.Environment, progress: @escaping @Sendable (BackupProgress) -> Void
  ) async throws -> RestoreReport {
    let total = try FileSizes.bytes(of: file)
    let verified = try BackupReading.check(file, root: root) { done in
      progress(BackupProgress(stage: .checking, doneBytes: done, totalBytes: total))
    }
    var report = RestoreReport(backupSeconds: verified.head.createdSeconds)
    let opened = try RestoreKeys(options.key, verified)
    report.files = try unpack(file, verified, opened, to: staging) { done in
      progress(BackupProgress(stage: .opening, doneBytes: done, totalBytes: total))
    }
    let machineKey = try MachineKey.random()
    try await wrapSeeds(in: staging, opened, verified, machineKey)
    try PrivateFile.create(
      Data(machineKey.fileContents()), at: staging.machineKey, mode: 0o400)
    try PrivateFile.create(
      Data((root.bytes.hexadecimal + "\n").utf8), at: staging.rootFingerprint, mode: 0o444)
    // Nothing of this server is ever sent or shown: it only writes down what the restore means.
    let organization = try await Organization.open(
      staging,
      OpeningOptions(baseAddress: "", mailParser: IsolatedParser(executable: "/proc/self/exe")),
      environment: environment)
    try await organization.settleRestore(options, &report)
    try await organization.checkpoint()
    try await organization.database.checkpointTruncate()
    _ = try await Verification.run(staging)
    return report
  }

  private static func unpack(
    _ file: URL, _ verified: VerifiedBackup, _ keys: RestoreKeys, to staging: DataDirectory,
    progress: (UInt64) -> Void
  ) throws -> Int {
    var output: FileOutput?
    var files = 0
    let key = try keys.backupKey(verified)
    try BackupReading.open(file, verified, key) { part, done in
      switch part {
      case .begin(let name, _):
        guard let place = BackupContent.place(of: name, in: staging) else {
          throw BackupError.notGenuine(path: file.path)
        }
        output = try FileOutput(place)
        if name.hasPrefix(BackupContent.blobFolder) { files += 1 }
      case .bytes(let bytes): try output?.write(bytes)
      case .ended:
        try output?.finish()
        output = nil
      }
      progress(done)
    }
    try FileOutput.synchronize(folder: staging.blobs)
    return files
  }

  /// Wraps the server's seeds under the key of the new machine, and ends every session.
  private static func wrapSeeds(
    in staging: DataDirectory, _ keys: RestoreKeys, _ verified: VerifiedBackup,
    _ machineKey: borrowing MachineKey
  ) async throws {
    let database = try SQLiteDatabase(DatabaseSettings(path: staging.database.path))
    let organization = verified.head.organization
    let stored = try await database.read { transaction in
      try transaction.serverSeeds(organization)
    }
    guard let recovery = verified.directory.root else {
      throw InstallationError.notGenuine(what: "The directory of the backup")
    }
    var records: [ServerSeedRecord] = []
    for record in stored {
      let seed = try keys.open(
        WrappedServerSeed(
          generation: record.generation, sealed: record.wrapped, box: record.recoveryBox ?? []),
        organization)
      let wrapped = try seed.wrapped(under: machineKey, recovery: recovery, organization)
      records.append(
        ServerSeedRecord(
          generation: wrapped.generation, wrapped: wrapped.sealed, recoveryBox: wrapped.box))
    }
    let wrapped = records
    try await database.write { transaction in
      for record in wrapped { _ = try transaction.replaceServerSeed(organization, record) }
      try transaction.deleteAllSessions(organization)
    }
  }

  /// Moves everything to its place, the database last: without it there is no installation.
  private static func move(
    _ staging: DataDirectory, to data: DataDirectory, machineKey: URL?
  ) throws {
    do {
      if let machineKey {
        guard let content = FileManager.default.contents(atPath: staging.machineKey.path) else {
          throw BackupError.cannotUse(path: staging.machineKey.path)
        }
        try PrivateFile.create(content, at: machineKey, mode: 0o400)
        FileRemoval.remove(staging.machineKey)
      }
      for (from, to) in [
        (staging.blobs, data.blobs), (staging.machineKey, data.machineKey),
        (staging.rootFingerprint, data.rootFingerprint), (staging.lane, data.lane),
        (staging.checkpointLog, data.checkpointLog), (staging.tombstoneLog, data.tombstoneLog),
        (staging.options, data.options), (staging.database, data.database),
      ] where FileManager.default.fileExists(atPath: from.path) {
        try FileManager.default.moveItem(at: from, to: to)
      }
      try FileOutput.synchronize(folder: data.url)
      FileRemoval.remove(staging.url)
    } catch let error as InstallationError {
      throw error
    } catch {
      throw BackupError.cannotUse(path: data.url.path)
    }
  }
}

/// What opens a backup and the server's seeds in it.
final class RestoreKeys: Sendable {
  /// The keys of a recipient of the backup.
  private let recipient: PrincipalKeys
  /// The machine key, where that is what was given.
  private let machine: HeldMachineKey?

  /// - Throws: `BackupError.unreadableKey`, or `.wrongKey` for a machine key that cannot be read.
  init(_ key: RestoreKey, _ verified: VerifiedBackup) throws {
    let organization = verified.head.organization
    switch key {
    case .machineKey(let url):
      guard let contents = FileManager.default.contents(atPath: url.path) else {
        throw BackupError.cannotUse(path: url.path)
      }
      let held = try HeldMachineKey(contents: Bytes(contents))
      recipient = try held.key.backupKeys(organization)
      machine = held
    case .recovery(let texts):
      guard let recovery = verified.directory.root else { throw BackupError.wrongKey }
      let scalar = try Self.scalar(texts, recovery, organization)
      let seed = try scalar.principalSeed(organization)
      recipient = seed.keys(recovery, organization)
      machine = nil
    }
  }

  private static func scalar(
    _ texts: [String], _ recovery: PublicKeys, _ organization: OrganizationID
  ) throws -> RecoveryScalar {
    do throws(ShareProblem) {
      if texts.count == 1, let only = texts.first {
        return try RecoveryScalar(typed: only)
      }
      return try RecoveryScalar.join(typed: texts, recovery: recovery, organization)
    } catch {
      throw BackupError.unreadableKey(sentence: "\(error)")
    }
  }

  func backupKey(_ verified: VerifiedBackup) throws -> BackupKey {
    do throws(VaultError) {
      return try verified.key(for: recipient)
    } catch {
      guard case .doesNotOpen = error else { throw error }
      throw BackupError.wrongKey
    }
  }

  func open(_ seed: WrappedServerSeed, _ organization: OrganizationID) throws -> ServerSeed {
    do throws(VaultError) {
      if let machine { return try seed.open(with: machine.key, organization) }
      return try seed.open(withRecovery: recipient)
    } catch {
      guard case .doesNotOpen = error else { throw error }
      throw BackupError.wrongKey
    }
  }
}

/// A machine key in a box that can be handed around.
final class HeldMachineKey: Sendable {
  let key: MachineKey

  init(contents: Bytes) throws {
    do {
      key = try MachineKey(fileContents: contents)
    } catch {
      throw BackupError.wrongKey
    }
  }
}
