package import Identity

/// A database: everything happens inside a transaction, reading and writing. SQLite behind it now, PostgreSQL later.
package protocol Database: Sendable {
  /// Waits for a place in the next group commit, runs the body on the writer's thread inside a savepoint,
  /// and returns its value when the commit is on disk.
  ///
  /// A throwing body is rolled back alone and its error goes to its caller alone. When the commit itself
  /// fails, every caller gets the error and nothing was stored. The body must not wait for anything else.
  /// A body runs once; cancelling the caller's task does not stop it.
  /// Throws what the body throws, `StorageError`, or what the `CommitObserver` throws.
  @discardableResult
  func write<Value: Sendable>(_ body: @escaping @Sendable (WriteTransaction) throws -> Value)
    async throws -> Value

  /// Runs the body on a reader's thread, in a transaction that sees one state of the database throughout.
  ///
  /// Throws what the body throws, or `StorageError`.
  func read<Value: Sendable>(_ body: @escaping @Sendable (ReadTransaction) throws -> Value)
    async throws -> Value

  /// From now on every group commit is told to the observer. Set once, before the first write.
  func setObserver(_ observer: any CommitObserver)

  /// Writes a consistent copy of the database to a new file, synced, while writers go on. Sessions are left out.
  /// Throws `StorageError`; `cannotOpen` when the file is there already.
  func backup(to path: String) async throws

  /// Moves the write-ahead log into the database and empties it, so that nothing erased is left in it.
  /// Throws `StorageError.busy` when a reader still needs the log.
  func checkpointTruncate() async throws

  /// Every fault of the file: pages, indexes, foreign keys, and a schema that is not the one of a fresh build.
  /// Empty when it is sound.
  func integrityCheck() async throws -> [String]
}

/// One entry that a group commit appended.
package struct AppendedHead: Sendable, Equatable {
  /// Whose vault it is.
  package let organization: OrganizationID
  /// The vault appended to.
  package let vault: VaultID
  /// The sequence of the new entry.
  package let sequence: UInt64
  /// The link hash of the new entry.
  package let link: Bytes
  /// Names one appended entry.
  package init(organization: OrganizationID, vault: VaultID, sequence: UInt64, link: Bytes) {
    self.organization = organization
    self.vault = vault
    self.sequence = sequence
    self.link = link
  }
}

/// Told of each group commit, on the writer's thread, in this order: `willBegin`, `willCommit`, then one of
/// `didCommit` and `didRollBack`. It may block, but nothing else is written meanwhile.
package protocol CommitObserver: Sendable {
  /// Before the transaction begins, for locks shared with other processes. Throwing fails the whole batch,
  /// and neither `didCommit` nor `didRollBack` follows.
  func willBegin() throws
  /// Once per batch before the commit, with all that surviving bodies appended, in order; the list may be
  /// empty. Throwing fails the whole batch.
  func willCommit(_ transaction: WriteTransaction, appended: [AppendedHead]) throws
  /// The batch is on disk; its callers have not been told yet.
  func didCommit()
  /// Nothing of the batch was stored, or the commit failed and nobody may rely on it.
  func didRollBack()
}

/// Reads inside one transaction. Belongs to the closure it is given to.
package class ReadTransaction {
  let connection: any Connection

  init(connection: any Connection) {
    self.connection = connection
  }

  /// All rows of a statement.
  func rows<Value>(_ sql: SQL, _ make: (borrowing Row) throws(StorageError) -> Value)
    throws(StorageError) -> [Value]
  { try connection.rows(sql, make) }

  /// The only row of a statement, if there is one.
  func first<Value>(_ sql: SQL, _ make: (borrowing Row) throws(StorageError) -> Value)
    throws(StorageError) -> Value?
  { try connection.rows(sql, make).first }
}

/// Reads and writes inside one savepoint of a group commit. Belongs to the closure it is given to.
package final class WriteTransaction: ReadTransaction {
  /// What this batch has appended so far.
  var appended: [AppendedHead] = []

  /// Runs a statement and returns how many rows it changed.
  @discardableResult
  func run(_ sql: SQL) throws(StorageError) -> Int { try connection.run(sql) }

  /// Runs a statement that changes one row or none, and tells which.
  func changesOne(_ sql: SQL) throws(StorageError) -> Bool { try connection.run(sql) == 1 }
}
