import CSQLite
import CSystem
import Glibc

/// Opening, founding, bringing up to date, copying and checking a SQLite file.
enum SQLiteOpening {
  /// "Rdrs": what `file` and SQLite show as the application of a database of Redress.
  static let applicationID: Int64 = 0x5264_7273

  /// What a file says of itself.
  struct Stamp: Equatable {
    let application: Int64
    let format: Int
    let isEmpty: Bool
  }

  static func open(
    _ settings: DatabaseSettings, beforeMigration: (OlderDatabase) throws -> Void
  ) throws -> sending SQLiteConnection {
    if settings.fileSystem == nil, settings.creates { try createFile(settings.path, fresh: false) }
    let connection = try SQLiteConnection(
      path: settings.path, fileSystem: settings.fileSystem, creates: settings.creates,
      durability: settings.durability, checkpointPages: settings.checkpointPages)
    let found = try checkedStamp(connection, settings)
    if !found.isEmpty, found.format < settings.migrations.count {
      guard settings.migrates else {
        throw StorageError.olderFormat(found: found.format, known: settings.migrations.count)
      }
      try beforeMigration(
        OlderDatabase(
          path: settings.path, format: found.format, nextFormat: settings.migrations.count,
          settings: settings))
    }
    try useWriteAheadLog(connection)
    try migrate(connection, settings)
    return connection
  }

  /// Reads the stamp and refuses what this program must not touch.
  private static func checkedStamp(_ connection: SQLiteConnection, _ settings: DatabaseSettings)
    throws(StorageError) -> Stamp
  {
    let stamp = Stamp(
      application: try connection.integer("PRAGMA application_id"),
      format: Int(try connection.integer("PRAGMA user_version")),
      isEmpty: try connection.integer("SELECT count(*) FROM sqlite_schema") == 0)
    if stamp.isEmpty, stamp.application == 0, stamp.format == 0 {
      guard settings.creates else { throw .notOurs }
      return stamp
    }
    guard stamp.application == applicationID, stamp.format > 0 else { throw .notOurs }
    guard stamp.format <= settings.migrations.count else {
      throw .newerFormat(found: stamp.format, known: settings.migrations.count)
    }
    return stamp
  }

  private static func useWriteAheadLog(_ connection: SQLiteConnection) throws(StorageError) {
    for attempt in 1... {
      do throws(StorageError) {
        guard try connection.texts("PRAGMA journal_mode = WAL") == ["wal"] else {
          throw StorageError.writeAheadLogRefused
        }
        return
      } catch  where error == .busy && attempt < Limits.openingTriesMax {
        // SQLite does not wait by itself for this lock while another process opens the same new file.
        usleep(20_000)
      }
    }
  }

  private static func migrate(_ connection: SQLiteConnection, _ settings: DatabaseSettings)
    throws(StorageError)
  {
    guard Int(try connection.integer("PRAGMA user_version")) != settings.migrations.count else {
      return
    }
    try connection.execute("BEGIN IMMEDIATE")
    do throws(StorageError) {
      // Another process may have been faster.
      let stamp = try checkedStamp(connection, settings)
      for migration in settings.migrations.dropFirst(stamp.format) {
        try connection.execute(migration)
      }
      guard try connection.texts("PRAGMA foreign_key_check").isEmpty else {
        throw StorageError.refused("a migration left a foreign key without its row")
      }
      try connection.execute("PRAGMA application_id = \(applicationID)")
      try connection.execute("PRAGMA user_version = \(settings.migrations.count)")
      try connection.execute("COMMIT")
    } catch {
      if connection.isInTransaction { try connection.execute("ROLLBACK") }
      throw error
    }
  }

  /// Every fault of the file.
  static func faults(_ settings: DatabaseSettings) throws -> [String] {
    let connection = try SQLiteConnection(
      path: settings.path, fileSystem: settings.fileSystem, creates: false)
    try connection.execute("PRAGMA query_only = ON")
    return try SQLiteReaders.transaction(connection) { _ in
      var faults = try connection.texts("PRAGMA integrity_check(\(Limits.integrityFaultsMax))")
      if faults == ["ok"] { faults = [] }
      faults += try connection.texts("PRAGMA foreign_key_check").map {
        "a row of \($0) names one that does not exist"
      }
      let expected = Set(try freshSchema(settings))
      let found = Set(try schema(connection))
      faults += expected.subtracting(found).sorted().map { "the schema lacks: \($0)" }
      faults += found.subtracting(expected).sorted().map { "the schema has besides: \($0)" }
      return faults
    }
  }

  /// Every table, index and trigger as SQL, sorted.
  static func schema(_ connection: SQLiteConnection) throws(StorageError) -> [String] {
    try connection.texts(
      "SELECT sql FROM sqlite_schema WHERE sql IS NOT NULL ORDER BY type, name")
  }

  /// The schema that a new file gets.
  static func freshSchema(_ settings: DatabaseSettings) throws(StorageError) -> [String] {
    let fresh = try SQLiteConnection(path: ":memory:", fileSystem: nil, creates: true)
    for migration in settings.migrations { try fresh.execute(migration) }
    return try schema(fresh)
  }

  /// Makes an empty file that only its owner may read. An existing one is left alone, or refused when `fresh`.
  static func createFile(_ path: String, fresh: Bool) throws(StorageError) {
    let flags = O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC
    let descriptor = unsafe Glibc.open(path, flags, 0o600)
    guard descriptor >= 0 else {
      if errno == EEXIST, !fresh { return }
      throw StorageError.cannotOpen(code: SQLITE_CANTOPEN)
    }
    close(descriptor)
    try syncFolder(of: path)
  }

  /// Puts the name of a file on disk.
  static func syncFolder(of path: String) throws(StorageError) {
    let folder = path.lastIndex(of: "/").map { String(path[...$0]) } ?? "."
    let descriptor = unsafe Glibc.open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    guard descriptor >= 0 else { throw .cannotOpen(code: SQLITE_CANTOPEN) }
    let result = fsync(descriptor)
    close(descriptor)
    guard result == 0 else { throw .inputOutput(code: SQLITE_IOERR) }
  }
}

extension SQLiteDatabase {
  /// Writes a copy of one state of the database to a new file, synced.
  static func copy(
    _ settings: DatabaseSettings, to path: String, withSessions: Bool
  ) throws(StorageError) {
    let isRealFile = settings.fileSystem == nil
    if isRealFile { try SQLiteOpening.createFile(path, fresh: true) }
    do throws(StorageError) {
      let source = try SQLiteConnection(
        path: settings.path, fileSystem: settings.fileSystem, creates: false)
      let target = try SQLiteConnection(
        path: path, fileSystem: settings.fileSystem, creates: !isRealFile)
      // An open transaction fixes the state that is copied, so that writers neither wait nor make it begin anew.
      try source.execute("BEGIN")
      _ = try source.integer("SELECT count(*) FROM sqlite_schema")
      try source.copy(to: target)
      try source.execute("ROLLBACK")
      if !withSessions { try target.execute("DELETE FROM session") }
      // Alone, without a log beside it.
      guard try target.texts("PRAGMA journal_mode = DELETE") == ["delete"] else {
        throw StorageError.busy
      }
    } catch {
      if isRealFile { unsafe unlink(path) }
      throw error
    }
    if isRealFile { try SQLiteOpening.syncFolder(of: path) }
  }
}
