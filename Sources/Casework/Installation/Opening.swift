package import Foundation
import Identity
package import Mail
package import Pictures
import Procedure
package import Storage
import Vault

/// What opening an installation needs beside its folder.
package struct OpeningOptions: Sendable {
  /// Where the machine key is kept; nil for inside the data directory.
  package var machineKey: URL?
  /// Where the pages are found from outside, without a slash at the end.
  package var baseAddress: String
  /// Reads foreign mail in a process without keys.
  package var mailParser: IsolatedParser
  /// Draws previews of foreign pictures in a process without keys.
  package var pictureReader = PictureReader(executable: "/proc/self/exe")
  /// The name under which the community's own receiving server writes `Authentication-Results`; nil believes none.
  package var mailAuthority: String?
  /// The least cost of a password, for tests alone.
  package var stretchesLeast = false
  /// Other names of cases, for tests alone.
  package var codeNames = CodeNames()
  /// Another file system for the database, for tests alone.
  package var databaseSettings: DatabaseSettings?

  package init(machineKey: URL? = nil, baseAddress: String, mailParser: IsolatedParser) {
    self.machineKey = machineKey
    self.baseAddress = baseAddress
    self.mailParser = mailParser
  }
}

extension Organization {
  /// Opens the installation in a folder.
  ///
  /// - Throws: `InstallationError` with the way out.
  package static func open(
    _ data: DataDirectory, _ options: OpeningOptions, environment: Environment
  ) async throws -> Organization {
    guard
      FileManager.default.fileExists(atPath: data.database.path) || options.databaseSettings != nil
    else { throw InstallationError.notFounded(path: data.url.path) }
    guard !FoundingMark.isThere(in: data) else {
      throw InstallationError.halfFounded(path: data.url.path)
    }
    let machineKeyFile = options.machineKey ?? data.machineKey
    guard let contents = FileManager.default.contents(atPath: machineKeyFile.path) else {
      throw InstallationError.wrongMachineKey(path: machineKeyFile.path)
    }
    let machineKey = try MachineKey(fileContents: Bytes(contents))
    let database = try SQLiteDatabase(
      options.databaseSettings ?? DatabaseSettings(path: data.database.path)
    ) { older in try UpgradeBackup.make(of: older, in: data) }
    // Read before the database: another process commits first and then writes beside it.
    let newest = try LaneFile.newest(in: data.lane)
    let stored = try await database.read { transaction in
      try Stored(transaction, path: data.url.path)
    }
    let keys = try serverKeys(stored, machineKey, path: machineKeyFile.path)
    let (anchors, newLane) = try anchorKeeper(
      stored, newest: newest, data: data, keys: keys, environment: environment)
    if let newLane {
      environment.log(
        LogLine(.warning, "This machine had no lane file; a new lane was begun."))
      try await database.write { transaction in
        try transaction.insertLane(
          stored.organization, LaneRecord(lane: newLane, number: 0, hash: Digest.zero.bytes))
      }
    }
    database.setObserver(anchors)
    let organization = Organization(
      id: stored.organization, environment: environment, dataDirectory: data,
      machineKeyFile: machineKeyFile, database: database,
      keys: keys, directoryVault: try Directory(stored.organization, expectedRoot: nil).vault,
      expectedRoot: try rootFingerprint(data),
      codeNames: options.codeNames,
      policies: PolicyStore(
        current: try PolicyStore.policy(of: stored.policy),
        address: stored.policy.hash.hexadecimal),
      anchors: anchors,
      receiptWords: try Vault.WordList(
        identifier: "eff-long-2016", words: WordList.receiptWords),
      stretching: PasswordStretching(),
      lockRules: options.stretchesLeast ? .leastForTests : .usual,
      baseAddress: options.baseAddress, mailParser: options.mailParser,
      pictureReader: options.pictureReader, mailAuthority: options.mailAuthority)
    let logged = try organization.newestLogged()
    try await database.read { transaction in
      let directory = try organization.people(in: transaction).directory
      guard directory.names(keys) else {
        throw InstallationError.notGenuine(what: "The server's signing key in the directory")
      }
      try organization.checkStanding(in: transaction, directory, logged: logged)
      try organization.beginClock(in: transaction)
    }
    return organization
  }

  private static func serverKeys(
    _ stored: Stored, _ machineKey: borrowing MachineKey, path: String
  ) throws -> ServerKeys {
    do throws(VaultError) {
      return try ServerKeys(stored.organization, machineKey, stored.seeds)
    } catch {
      guard case .doesNotOpen = error else { throw error }
      throw InstallationError.wrongMachineKey(path: path)
    }
  }

  /// What stands in the database before anything can be opened.
  private struct Stored: Sendable {
    let organization: OrganizationID
    let policy: PolicyRecord
    let seeds: [WrappedServerSeed]
    let lanes: [LaneRecord]
    let newestAnchors: [RowID: AnchorRecord]
    let checkpoint: CheckpointRecord?

    init(_ transaction: ReadTransaction, path: String) throws {
      guard let record = try transaction.organizations().first else {
        throw InstallationError.notFounded(path: path)
      }
      guard let policy = try transaction.policy(record.organization, hash: record.policyHash)
      else { throw InstallationError.notGenuine(what: "The policy") }
      organization = record.organization
      self.policy = policy
      seeds = try transaction.serverSeeds(record.organization).map {
        WrappedServerSeed(
          generation: $0.generation, sealed: $0.wrapped, box: $0.recoveryBox ?? [])
      }
      lanes = try transaction.lanes(record.organization)
      var newest: [RowID: AnchorRecord] = [:]
      for lane in lanes where lane.number > 0 {
        newest[lane.lane] = try transaction.anchor(
          record.organization, lane.lane, number: lane.number)
      }
      newestAnchors = newest
      checkpoint = try transaction.newestCheckpoint(record.organization)
    }
  }

  private static func rootFingerprint(_ data: DataDirectory) throws -> Digest {
    guard let contents = FileManager.default.contents(atPath: data.rootFingerprint.path),
      let fingerprint = Digest(
        hexadecimal: String(decoding: contents, as: UTF8.self)
          .trimmingCharacters(in: .whitespacesAndNewlines))
    else { throw InstallationError.cannotUse(file: "root.pub", systemError: ENOENT) }
    return fingerprint
  }

  private static func anchorKeeper(
    _ stored: Stored, newest: LaneFile.Newest?, data: DataDirectory, keys: ServerKeys,
    environment: Environment
  ) throws -> (AnchorKeeper, newLane: RowID?) {
    let file = try LaneFile(at: data.lane)
    let lane = try newest?.lane ?? RowID.random()
    let known = stored.lanes.first { $0.lane == lane }
    if let newest, newest.count > known?.number ?? 0 {
      throw InstallationError.databaseWasSetBack(
        signed: newest.count, found: known?.number ?? 0)
    }
    if let newest, let known, newest.count == known.number, newest.hash != known.hash {
      throw InstallationError.databaseWasSetBack(signed: newest.count, found: known.number)
    }
    if newest == nil {
      try file.write(LaneFile.Newest(lane: lane, count: 0, hash: Digest.zero.bytes))
    }
    let keeper = AnchorKeeper(
      organization: stored.organization, keys: keys, lane: lane, file: file,
      environment: environment)
    let lastSeconds = try stored.newestAnchors.values.map {
      try Anchor($0.bytes, stored.organization).timeSeconds
    }.max()
    keeper.begin(
      lastSeconds: lastSeconds ?? 0,
      newestCheckpoint: stored.checkpoint.flatMap { Digest(bytes: $0.hash) } ?? .zero)
    return (keeper, known == nil ? lane : nil)
  }
}
