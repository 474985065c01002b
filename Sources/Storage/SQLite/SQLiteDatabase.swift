import Dispatch
import Synchronization

/// How far a commit waits for the disk.
package enum Durability: Sendable {
  /// Until it is on disk. What Redress always uses.
  case full
  /// Not at all: loses what was acknowledged when the power fails. Only for the test that shows it.
  case noneForTheTestThatMustFail

  var pragma: String {
    switch self {
    case .full: "FULL"
    case .noneForTheTestThatMustFail: "OFF"
    }
  }
}

/// Where a database lies and how it is opened.
package struct DatabaseSettings: Sendable {
  /// The file.
  package var path: String
  /// The name of a registered SQLite file system; nil: the real one. Only tests set it.
  package var fileSystem: String?
  /// Whether a missing file is made.
  package var creates = true
  /// Whether a file of an older format is brought up to date; else it is refused with `olderFormat`.
  package var migrates = true
  /// How far a commit waits for the disk.
  package var durability = Durability.full
  /// Connections that read at the same time.
  package var readersCount = Limits.readersCount
  /// Pages in the write-ahead log after which a commit also moves them into the database.
  package var checkpointPages = Limits.checkpointPages
  /// Writes that may wait before `StorageError.overloaded`.
  package var waitingWritesMax = Limits.waitingWritesMax
  /// Reads that may wait before `StorageError.overloaded`.
  package var waitingReadsMax = Limits.waitingReadsMax
  /// The migrations this program knows; tests give others.
  var migrations = SQLiteSchema.migrations

  /// The usual settings for a file.
  package init(path: String) {
    self.path = path
  }
}

/// An existing database of an older format, before anything in it is changed.
package struct OlderDatabase: Sendable {
  /// The file.
  package let path: String
  /// The format it has.
  package let format: Int
  /// The format it is about to get.
  package let nextFormat: Int
  let settings: DatabaseSettings

  /// Writes a consistent copy to a new file, synced. Throws `StorageError`.
  package func backup(to target: String) throws(StorageError) {
    try SQLiteDatabase.copy(settings, to: target, withSessions: true)
  }
}

/// SQLite behind `Database`: one writer with group commit, several readers, each on a thread of its own.
package final class SQLiteDatabase: Database {
  let settings: DatabaseSettings
  let writer: SQLiteWriter
  let readers: SQLiteReaders

  /// Opens the file, makes it when it is missing, brings it up to date, and checks that it is ours and safe.
  ///
  /// Blocks. `beforeMigration` is called before an existing older database is changed, so that the caller can
  /// back it up; when it throws, nothing was changed and its error is passed on.
  /// Throws `StorageError`: `newerFormat`, `olderFormat`, `notOurs`, `writeAheadLogRefused`, `cannotOpen`, …
  package init(
    _ settings: DatabaseSettings,
    beforeMigration: (OlderDatabase) throws -> Void = { _ in }
  ) throws {
    self.settings = settings
    let connection = try SQLiteOpening.open(settings, beforeMigration: beforeMigration)
    writer = SQLiteWriter(connection: connection, waitingMax: settings.waitingWritesMax)
    readers = try SQLiteReaders(settings)
  }

  /// The format of databases that this program writes.
  package static var format: Int { SQLiteSchema.migrations.count }

  /// Sets who is told of each group commit.
  package func setObserver(_ observer: any CommitObserver) { writer.setObserver(observer) }

  /// See `Database.write`.
  @discardableResult
  package func write<Value: Sendable>(
    _ body: @escaping @Sendable (WriteTransaction) throws -> Value
  ) async throws -> Value {
    try await withCheckedThrowingContinuation { continuation in
      writer.submit(
        SQLiteWriter.Submission(
          perform: { transaction in
            let value = try body(transaction)
            return { continuation.resume(returning: value) }
          },
          fail: { error in continuation.resume(throwing: error) }))
    }
  }

  /// See `Database.read`.
  package func read<Value: Sendable>(
    _ body: @escaping @Sendable (ReadTransaction) throws -> Value
  ) async throws -> Value {
    try await withCheckedThrowingContinuation { continuation in
      readers.submit(
        SQLiteReaders.Submission(
          perform: { connection in
            continuation.resume(
              with: Result { try SQLiteReaders.transaction(connection, body) })
          },
          fail: { error in continuation.resume(throwing: error) }))
    }
  }

  /// See `Database.checkpointTruncate`.
  package func checkpointTruncate() async throws {
    try await withCheckedThrowingContinuation { continuation in
      writer.alone { connection in
        continuation.resume(
          with: Result {
            guard try connection.integer("PRAGMA wal_checkpoint(TRUNCATE)") == 0 else {
              throw StorageError.busy
            }
          })
      }
    }
  }

  /// See `Database.backup`.
  package func backup(to path: String) async throws {
    let settings = settings
    try await onItsOwnThread { try SQLiteDatabase.copy(settings, to: path, withSessions: false) }
  }

  /// See `Database.integrityCheck`.
  package func integrityCheck() async throws -> [String] {
    let settings = settings
    return try await onItsOwnThread { try SQLiteOpening.faults(settings) }
  }

  private func onItsOwnThread<Value: Sendable>(
    _ work: @escaping @Sendable () throws -> Value
  ) async throws -> Value {
    try await withCheckedThrowingContinuation { continuation in
      DispatchQueue(label: "redress.database.maintenance").async {
        continuation.resume(with: Result { try work() })
      }
    }
  }
}
