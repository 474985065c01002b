internal import CSodium
internal import Synchronization

/// Guarded memory for keys, cut into slots.
///
/// Invariant: a slot is in use by exactly one `Secret`, or wiped and free. One `sodium_malloc` for each
/// key would cost four pages and soon exceed `RLIMIT_MEMLOCK`; so blocks are taken and cut up. When all
/// slots are in use another block is taken. Blocks are never given back. Larger secrets are rare and
/// have an allocation of their own.
enum LockedArena {
  private static let smallSlotBytes = 64
  private static let largeSlotBytes = 512

  private struct Slots {
    var small: [UInt] = []
    var large: [UInt] = []
  }

  private static let slots = Mutex(Slots())

  /// The address of zeroed memory for a secret.
  static func take(byteCount: Int) throws(VaultError) -> UInt {
    guard Sodium.isStarted else { throw .cryptographyUnavailable }
    if byteCount > largeSlotBytes {
      guard let pointer = unsafe sodium_malloc(byteCount) else { throw .lockedMemoryUnavailable }
      unsafe sodium_memzero(pointer, byteCount)
      return UInt(bitPattern: pointer)
    }
    let address: UInt? = slots.withLock { slots in
      if byteCount <= smallSlotBytes {
        if slots.small.isEmpty { slots.small = block(slotBytes: smallSlotBytes) }
        return slots.small.popLast()
      }
      if slots.large.isEmpty { slots.large = block(slotBytes: largeSlotBytes) }
      return slots.large.popLast()
    }
    guard let address else { throw .lockedMemoryUnavailable }
    return address
  }

  /// Wipes the memory of a secret and gives it back.
  static func release(address: UInt, byteCount: Int) {
    guard let pointer = unsafe UnsafeMutableRawPointer(bitPattern: address) else { return }
    if byteCount > largeSlotBytes {
      unsafe sodium_free(pointer)
      return
    }
    unsafe sodium_memzero(pointer, byteCount)
    slots.withLock { slots in
      if byteCount <= smallSlotBytes {
        slots.small.append(address)
      } else {
        slots.large.append(address)
      }
    }
  }

  /// The addresses of the slots of a new block; none if the system has no more memory.
  private static func block(slotBytes: Int) -> [UInt] {
    // A whole number of pages, so that the block begins on a page and every slot is aligned to 64.
    guard let pointer = unsafe sodium_malloc(VaultLimits.arenaBlockBytes) else { return [] }
    unsafe sodium_memzero(pointer, VaultLimits.arenaBlockBytes)
    let start = UInt(bitPattern: pointer)
    return (0..<VaultLimits.arenaBlockBytes / slotBytes).map { start + UInt($0 * slotBytes) }
  }
}
