import CSystem
import Foundation
import Glibc
import Identity
import Synchronization

/// The newest anchor this machine has signed, kept beside the database (VAULT.md, section 7).
///
/// A database that was set back to an older copy no longer contains that anchor, and nothing more is written to it.
/// The file also is the lock between processes that write: the server and `redress ingest`. It is written after
/// each commit in one of two places in turn, so that a power cut leaves at least one whole; it may be behind the
/// database, never ahead of it.
final class LaneFile: Sendable {
  /// How many anchors the lane of this machine has, and the hash of the newest.
  struct Newest: Sendable, Hashable {
    var lane: RowID
    var count: UInt64
    var hash: Bytes
  }

  private static let hashByteCount = 32
  /// Lane, count, hash, and a checksum of all.
  private static let slotByteCount = identityByteCount + 8 + hashByteCount + 8
  private static let slotOffsets = [0, 512]

  private let descriptor: Int32

  /// Opens the file, and makes it where there is none.
  init(at url: URL) throws(InstallationError) {
    let descriptor = unsafe open(url.path, O_RDWR | O_CREAT | O_CLOEXEC, 0o600)
    guard descriptor >= 0 else {
      throw .cannotUse(file: url.lastPathComponent, systemError: errno)
    }
    self.descriptor = descriptor
  }

  private init(descriptor: Int32) { self.descriptor = descriptor }

  deinit { _ = close(descriptor) }

  /// The newest anchor in a file that is only looked at; nil where there is none.
  static func newest(in url: URL) throws(InstallationError) -> Newest? {
    let descriptor = unsafe open(url.path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else {
      if errno == ENOENT { return nil }
      throw .cannotUse(file: url.lastPathComponent, systemError: errno)
    }
    return try LaneFile(descriptor: descriptor).newest()
  }

  /// Waits until no other process writes.
  func lock() throws(InstallationError) {
    while flock(descriptor, LOCK_EX) != 0 {
      if errno != EINTR { throw .cannotUse(file: "lane", systemError: errno) }
    }
  }

  /// Lets other processes write.
  func unlock() { _ = flock(descriptor, LOCK_UN) }

  /// The newest anchor that is written here whole, or nil in a new file.
  func newest() throws(InstallationError) -> Newest? {
    var found: Newest?
    for offset in Self.slotOffsets {
      var slot = Bytes(repeating: 0, count: Self.slotByteCount)
      let readCount = unsafe slot.withUnsafeMutableBytes { buffer in
        unsafe pread(descriptor, buffer.baseAddress, buffer.count, off_t(offset))
      }
      if readCount < 0 { throw .cannotUse(file: "lane", systemError: errno) }
      guard readCount == Self.slotByteCount else { continue }
      guard Self.integer(slot.suffix(8)) == Self.checksum(slot.dropLast(8)),
        let lane = RowID(bytes: Bytes(slot.prefix(identityByteCount)))
      else { continue }
      let afterLane = slot.dropFirst(identityByteCount)
      let count = Self.integer(afterLane.prefix(8))
      let hash = Bytes(afterLane.dropFirst(8).prefix(Self.hashByteCount))
      if count >= found?.count ?? 0 { found = Newest(lane: lane, count: count, hash: hash) }
    }
    return found
  }

  /// Writes the newest anchor over the older of the two places.
  func write(_ newest: Newest) throws(InstallationError) {
    var slot = newest.lane.bytes + Self.bytes(newest.count) + newest.hash
    slot += Self.bytes(Self.checksum(slot[...]))
    let offset = Self.slotOffsets[Int(newest.count % 2)]
    let count = unsafe slot.withUnsafeBytes { buffer in
      unsafe pwrite(descriptor, buffer.baseAddress, buffer.count, off_t(offset))
    }
    guard count == slot.count else { throw .cannotUse(file: "lane", systemError: errno) }
  }

  /// Brings what was written to the disk.
  func synchronize() { _ = fsync(descriptor) }

  private static func bytes(_ integer: UInt64) -> Bytes {
    (0..<8).map { UInt8(truncatingIfNeeded: integer >> UInt64(56 - 8 * $0)) }
  }

  private static func integer(_ bytes: Bytes.SubSequence) -> UInt64 {
    bytes.reduce(0) { $0 << 8 | UInt64($1) }
  }

  /// FNV-1a, to tell a torn write from a whole one; it guards against no attacker, who the hash of the anchor does.
  private static func checksum(_ bytes: Bytes.SubSequence) -> UInt64 {
    bytes.reduce(0xcbf2_9ce4_8422_2325) { ($0 ^ UInt64($1)) &* 0x100_0000_01b3 }
  }
}
