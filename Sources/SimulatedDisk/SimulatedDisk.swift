import CSimulatedDisk
import Synchronization

/// A disk under SQLite that lives in memory, fails on demand and can lose its power. For tests only: no room that
/// Redress is made of depends on it.
///
/// Its `fileSystem` is given to the opening of a database. Everything written and not yet synced is kept apart;
/// when the power is cut, each sector of it is lost, torn or kept by itself, in no order, decided by a seed;
/// so are the sizes of files, new files and deletions. Use it again after `survivor(seed:)` alone.
package final class SimulatedDisk: Sendable {
  @safe private struct Owner: ~Copyable {
    let pointer: OpaquePointer

    /// Takes the address of a fresh disk.
    init(address: UInt) {
      guard let pointer = unsafe OpaquePointer(bitPattern: address) else {
        preconditionFailure("There is no memory for a simulated disk.")
      }
      unsafe self.pointer = pointer
    }

    deinit { unsafe simulated_disk_release(pointer) }
  }

  /// Under which name SQLite knows this disk.
  package let fileSystem: String
  private let owner: Mutex<Owner>

  private static let disksCount = Atomic(0)

  private init(name: String, address: UInt) {
    fileSystem = name
    owner = Mutex(Owner(address: address))
  }

  private static func freshName() -> String {
    "simulated-\(disksCount.add(1, ordering: .relaxed).newValue)"
  }

  /// An empty disk.
  package convenience init() {
    let name = Self.freshName()
    self.init(name: name, address: unsafe UInt(bitPattern: simulated_disk_create(name)))
  }

  /// Cuts the power during the n-th change from now: a write, truncation, sync, creation or deletion.
  package func cutPower(afterChanges count: Int) {
    owner.withLock { unsafe simulated_disk_cut_after($0.pointer, Int64(max(count, 1))) }
  }

  /// Cuts the power in the n-th commit from now. Whether that commit is kept, although nobody was told so, does not
  /// hang on what is written: a story that has to repeat can go on from it.
  package func cutPower(atCommit count: Int, keepsIt: Bool) {
    owner.withLock {
      unsafe simulated_disk_cut_at_commit($0.pointer, Int64(max(count, 1)), keepsIt ? 1 : 0)
    }
  }

  /// Cuts the power now.
  package func cutPower() {
    owner.withLock { unsafe simulated_disk_cut_after($0.pointer, 0) }
  }

  /// Whether the power has failed: everything asked of this disk fails from then on.
  package var isCut: Bool {
    owner.withLock { unsafe simulated_disk_is_cut($0.pointer) != 0 }
  }

  /// How many changes there were so far.
  package var changesCount: Int {
    owner.withLock { Int(unsafe simulated_disk_changes($0.pointer)) }
  }

  /// What is found when the power is back. The same seed finds the same.
  package func survivor(seed: UInt64) -> SimulatedDisk {
    let name = Self.freshName()
    return SimulatedDisk(
      name: name,
      address: owner.withLock {
        unsafe UInt(bitPattern: simulated_disk_survivor($0.pointer, name, seed))
      })
  }

  /// Lets the n-th call from now fail: a read, write, truncation, sync, opening, deletion or size.
  /// Once, or from then on always. 0 stops failing.
  package func fail(afterCalls count: Int, always: Bool = false) {
    owner.withLock {
      unsafe simulated_disk_fail_after($0.pointer, Int64(count), always ? 1 : 0)
    }
  }

  /// Whether a call was made to fail since `fail(afterCalls:)`, or the disk was found full.
  package var hasFailed: Bool {
    owner.withLock { unsafe simulated_disk_has_failed($0.pointer) != 0 }
  }

  /// How many bytes all files together may have; nil: as many as they like.
  package func limit(bytes: Int?) {
    owner.withLock { unsafe simulated_disk_limit($0.pointer, Int64(bytes ?? -1)) }
  }

  /// How many bytes all files together have.
  package var usedBytes: Int {
    owner.withLock { Int(unsafe simulated_disk_used($0.pointer)) }
  }

  /// The content of a file as programs see it; nil when there is none.
  package func content(of path: String) -> [UInt8]? {
    owner.withLock { owner in
      let size = unsafe simulated_disk_file_size(owner.pointer, path)
      guard size >= 0 else { return nil }
      var bytes = [UInt8](repeating: 0, count: Int(size))
      let copied = unsafe bytes.withUnsafeMutableBytes { buffer in
        unsafe simulated_disk_file_read(owner.pointer, path, buffer.baseAddress, size)
      }
      bytes.removeLast(bytes.count - Int(max(copied, 0)))
      return bytes
    }
  }
}
