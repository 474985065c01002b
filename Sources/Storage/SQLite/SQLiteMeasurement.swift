/// What this machine's disk allows: the limit that group commit is measured against.
package enum CommitMeasurement {
  /// Inserts plain rows of `rowBytes`, one synced commit each, one at a time, for at least `duration`, into a new
  /// database at `path`, and returns the commits per second. Blocks. The caller deletes the file. Throws `StorageError`.
  package static func syncedCommitsPerSecond(
    path: String, rowBytes: Int = 100, duration: Duration
  ) throws(StorageError) -> Double {
    let connection = try SQLiteConnection(path: path, fileSystem: nil, creates: true)
    guard try connection.texts("PRAGMA journal_mode = WAL") == ["wal"] else {
      throw .writeAheadLogRefused
    }
    try connection.execute(
      "CREATE TABLE measured (number INTEGER PRIMARY KEY, bytes BLOB NOT NULL) STRICT")
    let bytes = [UInt8](repeating: 7, count: rowBytes)
    let clock = ContinuousClock()
    let start = clock.now
    var commitsCount = 0
    var elapsed = Duration.zero
    repeat {
      try connection.execute("BEGIN IMMEDIATE")
      _ = try connection.run("INSERT INTO measured (bytes) VALUES (\(bytes))")
      try connection.execute("COMMIT")
      commitsCount += 1
      elapsed = start.duration(to: clock.now)
    } while elapsed < duration
    return Double(commitsCount) / (elapsed / .seconds(1))
  }
}
