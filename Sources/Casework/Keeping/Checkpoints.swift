import Identity
import Storage
import Vault

/// Signed statements of how far every lane had come, kept where a database that is set back does not reach
/// (VAULT.md, section 7).
extension Organization {
  /// Signs a checkpoint if anything was committed since the newest one, or if that is of an earlier day, and brings both
  /// logs beside the database up to date.
  ///
  /// - Returns: whether there was anything to sign.
  @discardableResult
  package func checkpoint() async throws -> Bool {
    let signed = try await database.write { [self] transaction in
      try signCheckpoint(in: transaction)
    }
    if let signed { anchors.noteCheckpoint(try signed.checkpoint.digest()) }
    try await bringLogsUpToDate()
    return signed != nil
  }

  private func signCheckpoint(in transaction: WriteTransaction) throws -> SignedCheckpoint? {
    let newest = try transaction.newestCheckpoint(id)
    let before = try newest.map { record in try Checkpoint(record.bytes, id) }
    let lanes = try transaction.lanes(id).filter { $0.number > 0 }.map { lane throws in
      guard let digest = Digest(bytes: lane.hash) else {
        throw InstallationError.notGenuine(what: "A lane")
      }
      // The database counts anchors from one, the vault numbers them from zero.
      return Checkpoint.Lane(
        lane: LaneID(uncheckedBytes: lane.lane.bytes), number: lane.number - 1, digest: digest)
    }
    let checkpoint = Checkpoint(
      id, number: newest?.number ?? 0,
      previous: newest.flatMap { Digest(bytes: $0.hash) } ?? .zero,
      timeSeconds: max(nowSeconds, before?.timeSeconds ?? 0), lanes: lanes)
    guard checkpoint.lanes != before?.lanes || before?.day != checkpoint.day else { return nil }
    let signature = try keys.sign(checkpoint)
    try transaction.insertCheckpoint(
      id,
      CheckpointRecord(
        number: checkpoint.number + 1, bytes: checkpoint.encoded(),
        hash: try checkpoint.digest().bytes, signature: signature.bytes))
    return SignedCheckpoint(checkpoint, signature)
  }

  /// The first checkpoint of the newest day that has any. It is signed when the day begins, whether anything was
  /// committed or not: any later one would tell who may not know of a case when something is written.
  func checkpointOfDay(in transaction: ReadTransaction) throws -> Checkpoint? {
    guard let newest = try transaction.newestCheckpoint(id) else { return nil }
    let day = try Checkpoint(newest.bytes, id).day
    let records = try transaction.checkpoints(
      id, from: newest.number - min(newest.number, KeepingLimits.checkpointsOfDayMax))
    for record in records {
      let checkpoint = try Checkpoint(record.bytes, id)
      if checkpoint.day == day { return checkpoint }
    }
    return nil
  }

  /// Copies what is signed and not yet beside the database: checkpoints and tombstones.
  private func bringLogsUpToDate() async throws {
    let checkpoints = dataDirectory.checkpoints(id)
    let tombstones = dataDirectory.tombstones(id)
    try checkpoints.begin()
    try tombstones.begin()
    while true {
      let afterCheckpoint = try checkpoints.newestNumber()
      let afterTombstone = try tombstones.newestNumber()
      let (newCheckpoints, newTombstones) = try await database.read { [id] transaction in
        // In the database the next one has the number that is two higher than the logged one counted from zero.
        (
          try transaction.checkpoints(
            id, from: afterCheckpoint.map { $0 + 2 } ?? 1, limit: KeepingLimits.logLinesAtOnce),
          try transaction.tombstones(
            id, from: afterTombstone.map { $0 + 2 } ?? 1, limit: KeepingLimits.logLinesAtOnce)
        )
      }
      try checkpoints.append(
        newCheckpoints.map { record in
          record.signature.hexadecimal + " " + record.bytes.hexadecimal
        })
      try tombstones.append(
        newTombstones.map { record in
          record.signature.hexadecimal + " " + record.bytes.hexadecimal
        })
      if max(newCheckpoints.count, newTombstones.count) < KeepingLimits.logLinesAtOnce { return }
    }
  }
}

extension Checkpoint {
  /// Days since 1970, UTC.
  fileprivate var day: UInt64 { timeSeconds / 86_400 }
}
