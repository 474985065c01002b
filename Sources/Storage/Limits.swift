/// Every bound of the storage room, in one place.
package enum Limits {
  /// Bodies of one group commit. More wait for the next one.
  package static let batchBodiesMax = 256
  /// Writes that may wait. One more is refused with `StorageError.overloaded`.
  package static let waitingWritesMax = 4096
  /// Reads that may wait. One more is refused with `StorageError.overloaded`.
  package static let waitingReadsMax = 4096
  /// Connections that read at the same time, each on a thread of its own.
  package static let readersCount = 4
  /// How long one connection waits for the lock of another process, in milliseconds.
  package static let busyWaitMilliseconds: Int32 = 5_000
  /// Prepared statements kept by one connection.
  package static let cachedStatementsMax = 256
  /// Pages in the write-ahead log after which a commit also moves them into the database.
  package static let checkpointPages = 4000
  /// KiB of pages that each connection keeps in memory; SQLite's own 2 MiB make the writer read its indexes again
  /// and again under a load of reports.
  package static let cacheKibibytes = 8 * 1024
  /// The size to which a write-ahead log that grew beyond it is cut back, in bytes.
  package static let logBytesKept = 16 << 20
  /// Pages copied by one step of a backup.
  package static let backupStepPages: Int32 = 256
  /// The largest value or row, in bytes. Files are blobs outside the database.
  package static let valueBytesMax: Int32 = 64 << 20
  /// The longest SQL text, in bytes.
  package static let statementBytesMax: Int32 = 64 << 10
  /// Faults that one integrity check lists.
  package static let integrityFaultsMax = 100
  /// The tries to begin using the write-ahead log while other processes open the same database.
  static let openingTriesMax = 50
}
