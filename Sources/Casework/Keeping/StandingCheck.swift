import Identity
import Storage
import Vault

/// What is checked at every start, before anything is written: that nothing was cut off. `redress verify` checks
/// everything; this has to be fast also with a million entries.
extension Organization {
  /// - Throws: `InstallationError.notGenuine` or `.databaseWasSetBack`, naming what is missing.
  func checkStanding(in transaction: ReadTransaction, _ directory: Directory) throws {
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
    try checkLogs(counts)
  }

  /// The logs beside the database never know more than the database.
  private func checkLogs(_ counts: RowCounts) throws {
    if let logged = try dataDirectory.checkpoints(id).newestNumber(),
      logged >= counts.newestCheckpoint
    {
      throw InstallationError.databaseWasSetBack(
        signed: logged + 1, found: UInt64(counts.newestCheckpoint))
    }
    if let logged = try dataDirectory.tombstones(id).newestNumber(),
      logged >= counts.newestTombstone
    {
      throw InstallationError.notGenuine(what: "The number of tombstones")
    }
  }
}
