import Identity
import Procedure
import Storage
import Synchronization
import Vault

/// Signs one anchor over everything a group commit appended, and keeps the newest beside the database (VAULT.md,
/// section 7).
///
/// Invariant: nothing is committed unless the database contains the anchor that this machine signed last. A database
/// that was set back is refused from the first write on.
final class AnchorKeeper: CommitObserver {
  private struct State {
    /// What the lane will be once the running commit is on disk.
    var pending: LaneRecord?
    /// The time of the newest anchor, of whichever process, in seconds since 1970.
    var lastSeconds: UInt64 = 0
    var newestCheckpoint: Digest = .zero
  }

  private let organization: OrganizationID
  private let keys: ServerKeys
  private let lane: RowID
  private let file: LaneFile
  private let environment: Environment
  private let state = Mutex(State())

  init(
    organization: OrganizationID, keys: ServerKeys, lane: RowID, file: LaneFile,
    environment: Environment
  ) {
    self.organization = organization
    self.keys = keys
    self.lane = lane
    self.file = file
    self.environment = environment
  }

  /// When the newest anchor was signed, in seconds since 1970.
  var lastSeconds: UInt64 { state.withLock { $0.lastSeconds } }

  /// The newest checkpoint this process knows; every signed entry names it.
  var newestCheckpoint: Digest { state.withLock { $0.newestCheckpoint } }

  /// A checkpoint was signed and stored.
  func noteCheckpoint(_ digest: Digest) { state.withLock { $0.newestCheckpoint = digest } }

  func willBegin() throws { try file.lock() }

  func willCommit(_ transaction: WriteTransaction, appended: [AppendedHead]) throws {
    do {
      guard let standing = try transaction.lane(organization, lane) else {
        throw InstallationError.notGenuine(what: "The lane of this machine")
      }
      try check(standing, in: transaction)
      try noteTime(of: standing, in: transaction)
      guard !appended.isEmpty else { return }
      #if REDRESS_PLANTED_FAULTS
        if PlantedFault.missingAnchor.isPlanted, standing.number > 40 { return }
      #endif
      let next = try anchor(appended, after: standing)
      guard
        try transaction.insertAnchor(
          organization, next.record, before: standing, covering: appended)
      else { throw InstallationError.notGenuine(what: "The lane of this machine") }
      state.withLock { state in
        state.pending = LaneRecord(
          lane: lane, number: next.record.number, hash: next.record.hash)
        state.lastSeconds = next.seconds
      }
    } catch let error as InstallationError {
      environment.log(LogLine(.alarm, error.description))
      throw error
    }
  }

  func didCommit() {
    let pending = state.withLock { state in
      defer { state.pending = nil }
      return state.pending
    }
    if let pending {
      do {
        try file.write(
          LaneFile.Newest(lane: lane, count: pending.number, hash: pending.hash))
      } catch {
        environment.log(LogLine(.alarm, "\(error)"))
      }
    }
    file.unlock()
  }

  func didRollBack() {
    state.withLock { $0.pending = nil }
    file.unlock()
  }

  /// The database has to contain what this machine signed last; it may be ahead, after a crash between the commit
  /// and the file.
  private func check(_ standing: LaneRecord, in transaction: ReadTransaction) throws {
    guard let newest = try file.newest(), newest.lane == lane, newest.count > 0 else { return }
    if newest.count == standing.number, newest.hash == standing.hash { return }
    guard newest.count <= standing.number,
      try transaction.anchor(organization, lane, number: newest.count)?.hash == newest.hash
    else {
      throw InstallationError.databaseWasSetBack(
        signed: newest.count, found: standing.number)
    }
  }

  /// The lane has to end with an anchor that is there. It may be one of another process, whose clock is ahead.
  private func noteTime(of standing: LaneRecord, in transaction: ReadTransaction) throws {
    guard standing.number > 0 else { return }
    guard
      let record = try transaction.anchor(organization, lane, number: standing.number),
      record.hash == standing.hash
    else {
      throw InstallationError.notGenuine(what: "The newest anchor of this machine")
    }
    let seconds = try Anchor(record.bytes, organization).timeSeconds
    state.withLock { $0.lastSeconds = max($0.lastSeconds, seconds) }
  }

  private func anchor(
    _ appended: [AppendedHead], after standing: LaneRecord
  ) throws -> (record: AnchorRecord, seconds: UInt64) {
    guard let previous = Digest(bytes: standing.hash) else {
      throw InstallationError.notGenuine(what: "The lane of this machine")
    }
    let seconds = max(
      UInt64(clamping: environment.now().secondsSince1970), state.withLock { $0.lastSeconds })
    let links = try appended.map { head in
      guard let link = Digest(bytes: head.link) else {
        throw InstallationError.notGenuine(what: "An appended entry")
      }
      return AnchoredLink(vault: head.vault, sequence: head.sequence, link: link)
    }
    // The database counts anchors from one, the vault numbers them from zero.
    let anchor = Anchor(
      organization, lane: LaneID(uncheckedBytes: lane.bytes), number: standing.number,
      previous: previous, timeSeconds: seconds, links: links)
    let record = AnchorRecord(
      lane: lane, number: standing.number + 1, bytes: anchor.encoded(),
      hash: try anchor.digest().bytes, signature: try keys.sign(anchor).bytes)
    return (record, seconds)
  }

  /// What was signed before this process began.
  func begin(lastSeconds: UInt64, newestCheckpoint: Digest) {
    state.withLock { state in
      state.lastSeconds = lastSeconds
      state.newestCheckpoint = newestCheckpoint
    }
  }
}
