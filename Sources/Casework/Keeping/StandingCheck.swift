import Identity
import Storage
import Vault

/// What is checked at every start, before anything is written: that nothing was cut off. `redress verify` checks
/// everything; this has to be fast also with a million entries.
extension Organization {
  /// The newest numbers in the logs beside the database.
  struct Logged: Sendable {
    let checkpoint: UInt64?
    let tombstone: UInt64?
  }

  /// What the logs beside the database know: to be read before the snapshot they are compared with, since another
  /// process commits first and then writes to them.
  func newestLogged() throws -> Logged {
    Logged(
      checkpoint: try dataDirectory.checkpoints(id).newestNumber(),
      tombstone: try dataDirectory.tombstones(id).newestNumber())
  }

  /// - Throws: `InstallationError.notGenuine` or `.databaseWasSetBack`, naming what is missing.
  func checkStanding(
    in transaction: ReadTransaction, _ directory: Directory, logged: Logged
  ) throws {
    for lane in try transaction.lanes(id) where lane.number > 0 {
      guard let record = try transaction.anchor(id, lane.lane, number: lane.number),
        record.hash == lane.hash
      else { throw InstallationError.notGenuine(what: "The newest anchor of a lane") }
      let anchor = try Anchor(record.bytes, id)
      guard try anchor.digest().bytes == record.hash,
        directory.holds(try ServerSignature(bytes: record.signature), over: anchor)
      else { throw InstallationError.notGenuine(what: "The newest anchor of a lane") }
    }
    guard let counts = try transaction.rowCounts(id) else { return }
    guard counts.entries == counts.entriesByHeads, counts.entries == counts.anchored else {
      throw InstallationError.notGenuine(what: "The number of entries")
    }
    guard counts.anchors == counts.anchorsByLanes else {
      throw InstallationError.notGenuine(what: "The number of anchors")
    }
    guard counts.checkpoints == counts.newestCheckpoint,
      counts.tombstones == counts.newestTombstone
    else { throw InstallationError.notGenuine(what: "The number of checkpoints or tombstones") }
    try check(logged, counts)
  }

  /// The logs beside the database never know more than the database.
  private func check(_ logged: Logged, _ counts: RowCounts) throws {
    if let number = logged.checkpoint, number >= counts.newestCheckpoint {
      throw InstallationError.databaseWasSetBack(
        signed: number + 1, found: UInt64(counts.newestCheckpoint))
    }
    if let number = logged.tombstone, number >= counts.newestTombstone {
      throw InstallationError.notGenuine(what: "The number of tombstones")
    }
  }
}
