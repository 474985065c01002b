import Foundation
import Identity
import Synchronization
import Testing

@testable import Storage

@Suite struct `Opening a database` {
  let folder: TemporaryFolder
  init() throws { folder = try TemporaryFolder() }

  private func connection() throws -> SQLiteConnection {
    try SQLiteConnection(path: folder.file(), fileSystem: nil, creates: true)
  }

  @Test func `a new file is ours, private, in the newest format, and uses the log`() async throws {
    let database = try SQLiteDatabase(DatabaseSettings(path: folder.file()))
    let raw = try connection()
    #expect(try raw.integer("PRAGMA application_id") == SQLiteOpening.applicationID)
    #expect(try raw.integer("PRAGMA user_version") == Int64(SQLiteDatabase.format))
    #expect(try raw.texts("PRAGMA journal_mode") == ["wal"])
    for name in ["", "-wal", "-shm"] {
      let attributes = try FileManager.default.attributesOfItem(atPath: folder.file() + name)
      #expect(attributes[.posixPermissions] as? Int == 0o600, "\(name)")
    }
    #expect(try await database.integrityCheck() == [])
  }

  @Test func `every connection has the settings that keep it safe`() async throws {
    let database = try SQLiteDatabase(DatabaseSettings(path: folder.file()))
    let settings = [
      "synchronous": "2", "foreign_keys": "1", "secure_delete": "1", "trusted_schema": "0",
      "temp_store": "2", "cell_size_check": "1", "recursive_triggers": "1",
    ]
    let found = try await database.write { try read(settings.keys, $0) }
    #expect(found == settings)
    #expect(try await database.read { try read(settings.keys, $0) } == settings)
    #expect(try await database.read { try read(["query_only"], $0) } == ["query_only": "1"])
  }

  private func read(_ names: some Sequence<String>, _ transaction: ReadTransaction) throws
    -> [String: String]
  {
    guard let connection = transaction.connection as? SQLiteConnection else { return [:] }
    var found: [String: String] = [:]
    for name in names { found[name] = "\(try connection.integer("PRAGMA \(name)"))" }
    return found
  }

  @Test func `a newer format is refused with the way out and nothing is changed`() throws {
    do { _ = try SQLiteDatabase(DatabaseSettings(path: folder.file())) }
    try connection().execute("PRAGMA user_version = 99")
    let error = #expect(throws: StorageError.self) {
      _ = try SQLiteDatabase(DatabaseSettings(path: folder.file()))
    }
    #expect(error == .newerFormat(found: 99, known: SQLiteDatabase.format))
    #expect(error?.description.contains("restore the backup") == true)
    #expect(try connection().integer("PRAGMA user_version") == 99)
  }

  @Test(arguments: ["another database", "no database", "an empty file", "nothing"])
  func `what is not ours is refused and left as it is`(what: String) throws {
    let path = folder.file()
    switch what {
    case "another database": try connection().execute("CREATE TABLE cookbook (recipe TEXT)")
    case "no database":
      try Data("Dear diary, ".utf8 + filled(5000, 65)).write(to: URL(filePath: path))
    case "an empty file": try Data().write(to: URL(filePath: path))
    default: break
    }
    let before = FileManager.default.contents(atPath: path)
    var settings = DatabaseSettings(path: path)
    settings.creates = ["another database", "no database"].contains(what)
    let expected: StorageError = what == "nothing" ? .cannotOpen(code: 14) : .notOurs
    #expect(throws: expected) { _ = try SQLiteDatabase(settings) }
    #expect(FileManager.default.contents(atPath: path) == before)
  }

  /// Two more formats, as a later program may have them.
  private var laterMigrations: [String] {
    SQLiteSchema.migrations + [
      "ALTER TABLE job ADD COLUMN note TEXT;", "CREATE INDEX job_by_due ON job (due_seconds);",
    ]
  }

  @Test func `an older database is handed to the backup first, then equals a fresh one`()
    async throws
  {
    let path = folder.file()
    let format = SQLiteDatabase.format
    let copy = folder.file("before-upgrade.sqlite3")
    do {
      let database = try SQLiteDatabase(DatabaseSettings(path: path))
      try await database.write { try $0.finishJob(here, name: "digest", dueSeconds: 7) }
    }
    var settings = DatabaseSettings(path: path)
    settings.migrations = laterMigrations
    var refusing = settings
    refusing.migrates = false
    #expect(throws: StorageError.olderFormat(found: format, known: format + 2)) {
      _ = try SQLiteDatabase(refusing)
    }
    #expect(throws: Deliberate.self) {
      _ = try SQLiteDatabase(settings) { _ in throw Deliberate() }
    }
    #expect(try connection().integer("PRAGMA user_version") == Int64(format))
    let upgraded = try SQLiteDatabase(settings) { older in
      #expect(older.format == format && older.nextFormat == format + 2)
      try older.backup(to: copy)
    }
    #expect(try await upgraded.integrityCheck() == [])
    #expect(try await upgraded.read { try $0.jobDueSeconds(here) } == ["digest": 7])
    let old = try SQLiteDatabase(DatabaseSettings(path: copy))
    #expect(try await old.read { try $0.jobDueSeconds(here) } == ["digest": 7])
    #expect(try await old.integrityCheck() == [])
    var calls = 0
    _ = try SQLiteDatabase(settings) { _ in calls += 1 }
    #expect(calls == 0)
  }

  @Test func `a database of every earlier format becomes the one of now`() async throws {
    for format in 1..<SQLiteDatabase.format {
      var settings = DatabaseSettings(path: folder.file("format-\(format).sqlite3"))
      settings.migrations = Array(SQLiteSchema.migrations.prefix(format))
      do {
        let older = try SQLiteDatabase(settings)
        try await older.write { try $0.finishJob(here, name: "digest", dueSeconds: 7) }
      }
      settings.migrations = SQLiteSchema.migrations
      let upgraded = try SQLiteDatabase(settings) { _ in }
      #expect(try await upgraded.integrityCheck() == [])
      #expect(try await upgraded.read { try $0.jobDueSeconds(here) } == ["digest": 7])
    }
  }

  @Test func `a migration that fails leaves the old format`() throws {
    do { _ = try SQLiteDatabase(DatabaseSettings(path: folder.file())) }
    var settings = DatabaseSettings(path: folder.file())
    settings.migrations =
      SQLiteSchema.migrations + ["CREATE TABLE extra (a BLOB) STRICT; nonsense;"]
    #expect(throws: StorageError.self) { _ = try SQLiteDatabase(settings) }
    #expect(try connection().integer("PRAGMA user_version") == Int64(SQLiteDatabase.format))
    #expect(
      try connection().integer("SELECT count(*) FROM sqlite_schema WHERE name = 'extra'") == 0)
  }

  @Test func `a trigger that somebody dropped is found`() async throws {
    let database = try SQLiteDatabase(DatabaseSettings(path: folder.file()))
    try connection().execute("DROP TRIGGER entry_stays")
    let faults = try await database.integrityCheck()
    #expect(faults.count == 1)
    #expect(faults.first?.contains("entry_stays") == true)
  }

  @Test func `every table is strict and every key begins with the organization`() throws {
    let database = try SQLiteDatabase(DatabaseSettings(path: folder.file()))
    _ = database
    let raw = try connection()
    let tables = try raw.texts(
      "SELECT name FROM pragma_table_list WHERE schema = 'main' AND type = 'table' AND name NOT LIKE 'sqlite%'"
    )
    #expect(tables.count == 32)
    for table in tables {
      #expect(
        try raw.integer("SELECT strict FROM pragma_table_list WHERE name = '\(table)'") == 1,
        "\(table)")
      let first = "SELECT name FROM pragma_table_info('\(table)') WHERE pk = 1"
      #expect(try raw.texts(first) == ["organization"], "\(table)")
      let indexes = try raw.texts("SELECT name FROM pragma_index_list('\(table)')")
      for index in indexes {
        let column = "SELECT name FROM pragma_index_info('\(index)') WHERE seqno = 0"
        #expect(try raw.texts(column) == ["organization"], "\(index)")
      }
    }
  }

  @Test func `eight openings of the same new file at once all succeed`() async throws {
    let path = folder.file()
    let formats = try await withThrowingTaskGroup(of: Int.self) { group in
      for _ in 0..<8 {
        group.addTask {
          let database = try SQLiteDatabase(DatabaseSettings(path: path))
          return try await database.read { try $0.organizations().count }
        }
      }
      return try await group.reduce(into: []) { $0.append($1) }
    }
    #expect(formats == Array(repeating: 0, count: 8))
  }
}
