import CSQLite
import Identity

/// Owns one open database handle and closes it.
@safe struct SQLiteHandle: ~Copyable {
  let pointer: OpaquePointer

  /// Opens the file. Throws `cannotOpen` and other `StorageError`.
  init(path: String, flags: Int32, fileSystem: String?) throws(StorageError) {
    var opened: OpaquePointer?
    let code = unsafe sqlite3_open_v2(path, &opened, flags, fileSystem)
    guard code == SQLITE_OK, let handle = unsafe opened else {
      let extended = unsafe opened.map { unsafe sqlite3_extended_errcode($0) } ?? code
      unsafe sqlite3_close_v2(opened)
      throw StorageError(code: extended, message: "cannot open")
    }
    unsafe pointer = handle
  }

  deinit { unsafe sqlite3_close_v2(pointer) }
}

/// Owns one prepared statement and finalizes it.
@safe struct SQLiteStatementHandle: ~Copyable {
  let pointer: OpaquePointer
  deinit { unsafe sqlite3_finalize(pointer) }
}

extension StorageError {
  /// Translates an extended result code. The message is SQLite's and holds no bound value.
  init(code: Int32, message: String) {
    switch code & 0xff {
    case SQLITE_CONSTRAINT:
      switch code {
      case redress_sqlite3_constraint_unique, redress_sqlite3_constraint_primary_key,
        redress_sqlite3_constraint_rowid:
        self = .alreadyExists(message)
      default: self = .refused(message)
      }
    case SQLITE_BUSY, SQLITE_LOCKED: self = .busy
    case SQLITE_FULL: self = .diskFull
    case SQLITE_IOERR: self = .inputOutput(code: code)
    case SQLITE_CORRUPT: self = .corrupt(code: code)
    case SQLITE_NOTADB: self = .notOurs
    case SQLITE_CANTOPEN, SQLITE_READONLY, SQLITE_PERM: self = .cannotOpen(code: code)
    default: self = .engine(code: code, message: message)
    }
  }
}

/// One connection to a SQLite file with its prepared statements. Used by one thread at a time: every owner
/// keeps it inside a `Mutex`.
final class SQLiteConnection: Connection {
  private let handle: SQLiteHandle
  private var statements: [String: SQLiteStatement] = [:]

  /// Opens the file and sets what holds for every connection.
  init(
    path: String, fileSystem: String?, creates: Bool, durability: Durability = .full,
    checkpointPages: Int = Limits.checkpointPages
  ) throws(StorageError) {
    var flags = SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_EXRESCODE
    if creates { flags |= SQLITE_OPEN_CREATE }
    handle = try SQLiteHandle(path: path, flags: flags, fileSystem: fileSystem)
    try check(unsafe redress_sqlite3_defend(handle.pointer))
    try check(unsafe redress_sqlite3_refuse_extensions(handle.pointer))
    try check(unsafe sqlite3_busy_timeout(handle.pointer, Limits.busyWaitMilliseconds))
    unsafe sqlite3_limit(handle.pointer, SQLITE_LIMIT_ATTACHED, 0)
    unsafe sqlite3_limit(handle.pointer, SQLITE_LIMIT_LENGTH, Limits.valueBytesMax)
    unsafe sqlite3_limit(handle.pointer, SQLITE_LIMIT_SQL_LENGTH, Limits.statementBytesMax)
    try execute("PRAGMA synchronous = \(durability.pragma)")
    try execute("PRAGMA foreign_keys = ON")
    try execute("PRAGMA secure_delete = ON")
    // Without it REPLACE would pass by the triggers that keep history.
    try execute("PRAGMA recursive_triggers = ON")
    try execute("PRAGMA temp_store = MEMORY")
    try execute("PRAGMA cell_size_check = ON")
    try execute("PRAGMA journal_size_limit = \(Limits.logBytesKept)")
    try execute("PRAGMA cache_size = -\(Limits.cacheKibibytes)")
    try execute("PRAGMA wal_autocheckpoint = \(checkpointPages)")
    guard try integer("PRAGMA foreign_keys") == 1, try integer("PRAGMA secure_delete") == 1,
      try integer("PRAGMA trusted_schema") == 0
    else { throw .engine(code: SQLITE_MISUSE, message: "this SQLite lacks a setting") }
  }

  /// Whether a transaction is open. SQLite ends one by itself after a full disk or a failed write.
  var isInTransaction: Bool { unsafe sqlite3_get_autocommit(handle.pointer) == 0 }

  /// Throws what the result code of a call means.
  func check(_ code: Int32) throws(StorageError) {
    guard code == SQLITE_OK else { throw failure(code) }
  }

  func failure(_ code: Int32) -> StorageError {
    let extended = unsafe sqlite3_extended_errcode(handle.pointer)
    let text = unsafe sqlite3_errmsg(handle.pointer).map { unsafe String(cString: $0) }
    return StorageError(code: extended == SQLITE_OK ? code : extended, message: text ?? "")
  }

  /// Runs text that no value from outside ever reaches: transactions, pragmas, migrations. Not cached.
  func execute(_ text: String) throws(StorageError) {
    try check(unsafe sqlite3_exec(handle.pointer, text, nil, nil, nil))
  }

  /// The first column of the first row of such text, as a number.
  func integer(_ text: String) throws(StorageError) -> Int64 {
    let statement = try prepare(text, persistent: false)
    defer { statement.reset() }
    guard try statement.step(self) else { return 0 }
    return try statement.integer(0)
  }

  /// The first column of every row of such text, as text.
  func texts(_ text: String) throws(StorageError) -> [String] {
    let statement = try prepare(text, persistent: false)
    defer { statement.reset() }
    var found: [String] = []
    while try statement.step(self) { found.append(try statement.text(0)) }
    return found
  }

  func run(_ sql: SQL) throws(StorageError) -> Int {
    let statement = try cached(sql.text)
    defer { statement.reset() }
    try statement.bind(sql.values, self)
    while try statement.step(self) {}
    return Int(unsafe sqlite3_changes64(handle.pointer))
  }

  func rows<Value>(_ sql: SQL, _ make: (borrowing Row) throws(StorageError) -> Value)
    throws(StorageError) -> [Value]
  {
    let statement = try cached(sql.text)
    defer { statement.reset() }
    try statement.bind(sql.values, self)
    let row = Row(source: statement)
    var values: [Value] = []
    while try statement.step(self) { values.append(try make(row)) }
    return values
  }

  /// The plan of a statement, one line for each step.
  func plan(_ sql: SQL) throws(StorageError) -> [String] {
    let statement = try prepare("EXPLAIN QUERY PLAN " + sql.text, persistent: false)
    defer { statement.reset() }
    try statement.bind(sql.values, self)
    var lines: [String] = []
    while try statement.step(self) { lines.append(try statement.text(3)) }
    return lines
  }

  /// The prepared statement of a text. Refused outside a transaction: after a full disk SQLite ends the
  /// transaction by itself, and what followed would be stored alone.
  private func cached(_ text: String) throws(StorageError) -> SQLiteStatement {
    guard isInTransaction else {
      throw .engine(code: SQLITE_MISUSE, message: "the transaction has ended")
    }
    if let statement = statements[text], !statement.isRunning { return statement }
    let statement = try prepare(text, persistent: true)
    if statements.count >= Limits.cachedStatementsMax { statements.removeAll() }
    statements[text] = statement
    return statement
  }

  private func prepare(_ text: String, persistent: Bool) throws(StorageError) -> SQLiteStatement {
    var prepared: OpaquePointer?
    let flags = persistent ? UInt32(SQLITE_PREPARE_PERSISTENT) : 0
    let code = unsafe sqlite3_prepare_v3(handle.pointer, text, -1, flags, &prepared, nil)
    guard code == SQLITE_OK, let pointer = unsafe prepared else { throw failure(code) }
    return SQLiteStatement(handle: unsafe SQLiteStatementHandle(pointer: pointer))
  }

  /// Copies this connection's database, as its open transaction sees it, into a fresh one.
  func copy(to target: SQLiteConnection) throws(StorageError) {
    guard
      let backup = unsafe sqlite3_backup_init(
        target.handle.pointer, "main", handle.pointer, "main")
    else { throw target.failure(SQLITE_ERROR) }
    var code = SQLITE_OK
    repeat {
      code = unsafe sqlite3_backup_step(backup, Limits.backupStepPages)
    } while code == SQLITE_OK
    let finish = unsafe sqlite3_backup_finish(backup)
    guard code == SQLITE_DONE else { throw StorageError(code: code, message: "backup") }
    try target.check(finish)
  }
}

/// One prepared statement; the current row while it runs.
final class SQLiteStatement: RowSource {
  private let handle: SQLiteStatementHandle

  init(handle: consuming SQLiteStatementHandle) { self.handle = handle }

  var isRunning: Bool { unsafe sqlite3_stmt_busy(handle.pointer) != 0 }

  /// Makes the statement ready for the next use and keeps no copy of what was bound.
  func reset() {
    unsafe sqlite3_reset(handle.pointer)
    unsafe sqlite3_clear_bindings(handle.pointer)
  }

  /// True when there is a row.
  func step(_ connection: SQLiteConnection) throws(StorageError) -> Bool {
    let code = unsafe sqlite3_step(handle.pointer)
    switch code {
    case SQLITE_ROW: return true
    case SQLITE_DONE: return false
    default: throw connection.failure(code)
    }
  }

  func bind(_ values: [SQL.Value], _ connection: SQLiteConnection) throws(StorageError) {
    guard unsafe sqlite3_bind_parameter_count(handle.pointer) == Int32(values.count) else {
      throw .engine(code: SQLITE_MISUSE, message: "a statement has another number of parameters")
    }
    var index: Int32 = 0
    for value in values {
      index += 1
      let code: Int32
      switch value {
      case .null: code = unsafe sqlite3_bind_null(handle.pointer, index)
      case .integer(let number):
        code = unsafe sqlite3_bind_int64(handle.pointer, index, number)
      case .text(var text):
        code = text.withUTF8 { unsafe bind($0, at: index) }
      case .bytes(let bytes):
        code = unsafe bytes.withUnsafeBytes { buffer in
          unsafe redress_sqlite3_bind_blob(
            handle.pointer, index, buffer.baseAddress, UInt64(buffer.count))
        }
      case .outOfRange: throw .outOfRange
      }
      try connection.check(code)
    }
  }

  private func bind(_ text: UnsafeBufferPointer<UInt8>, at index: Int32) -> Int32 {
    unsafe text.withMemoryRebound(to: CChar.self) { characters in
      unsafe redress_sqlite3_bind_text(
        handle.pointer, index, characters.baseAddress, UInt64(characters.count))
    }
  }

  private func require(_ type: Int32, _ column: Int) throws(StorageError) -> Int32 {
    let index = Int32(column)
    guard unsafe sqlite3_column_type(handle.pointer, index) == type else {
      throw .malformed(column: column)
    }
    return index
  }

  func isNull(_ column: Int) -> Bool {
    unsafe sqlite3_column_type(handle.pointer, Int32(column)) == SQLITE_NULL
  }

  func integer(_ column: Int) throws(StorageError) -> Int64 {
    unsafe sqlite3_column_int64(handle.pointer, try require(SQLITE_INTEGER, column))
  }

  func text(_ column: Int) throws(StorageError) -> String {
    let index = try require(redress_sqlite3_text, column)
    guard let start = unsafe sqlite3_column_text(handle.pointer, index) else { return "" }
    let count = Int(unsafe sqlite3_column_bytes(handle.pointer, index))
    return unsafe String(
      decoding: UnsafeBufferPointer(start: start, count: count), as: UTF8.self)
  }

  func bytes(_ column: Int) throws(StorageError) -> Bytes {
    let index = try require(SQLITE_BLOB, column)
    guard let start = unsafe sqlite3_column_blob(handle.pointer, index) else { return [] }
    let count = Int(unsafe sqlite3_column_bytes(handle.pointer, index))
    return unsafe Bytes(UnsafeRawBufferPointer(start: start, count: count))
  }
}
