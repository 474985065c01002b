internal import CSodium
package import Identity

/// Bytes that nobody may see: the one owner of a slot of locked memory.
///
/// Invariant: it cannot be copied, printed, compared with `==` or encoded, and its memory is wiped when
/// the owner goes. It never changes after it was filled, so many threads may read it at once.
package struct Secret: ~Copyable, Sendable {
  private let address: UInt
  package let byteCount: Int

  /// Zeroed memory, filled by the wrapper that asked for it.
  init(byteCount: Int) throws(VaultError) {
    // An empty secret has a slot too: C wants an address even where it reads nothing.
    self.address = try LockedArena.take(byteCount: max(byteCount, 1))
    self.byteCount = byteCount
  }

  deinit {
    LockedArena.release(address: address, byteCount: max(byteCount, 1))
  }

  /// The memory; for the wrapper files of this room only, and only while the owner is borrowed.
  var pointer: UnsafeMutablePointer<UInt8> {
    guard let pointer = unsafe UnsafeMutablePointer<UInt8>(bitPattern: address) else {
      preconditionFailure("The arena never hands out address zero.")
    }
    return unsafe pointer
  }

  /// Copies bytes that came from outside, and should be wiped there by whoever brought them.
  package init(copying bytes: some Collection<UInt8>) throws(VaultError) {
    try self.init(byteCount: bytes.count)
    let pointer = unsafe self.pointer
    var offset = 0
    for byte in bytes {
      unsafe pointer[offset] = byte
      offset += 1
    }
  }

  /// Takes over bytes that are wiped where they were.
  init(wiping bytes: inout Bytes) throws(VaultError) {
    try self.init(byteCount: bytes.count)
    unsafe pointer.update(from: bytes, count: bytes.count)
    unsafe sodium_memzero(&bytes, bytes.count)
    bytes = []
  }

  /// `prefix`, then the secret: an encoding whose last field is secret.
  init(prefix: Bytes, secret: borrowing Secret) throws(VaultError) {
    try self.init(byteCount: prefix.count + secret.byteCount)
    let pointer = unsafe self.pointer
    unsafe pointer.update(from: prefix, count: prefix.count)
    unsafe (pointer + prefix.count).update(from: secret.pointer, count: secret.byteCount)
  }

  /// This secret, then another.
  func joined(with other: borrowing Secret) throws(VaultError) -> Secret {
    let joined = try Secret(byteCount: byteCount + other.byteCount)
    let target = unsafe joined.pointer
    unsafe target.update(from: pointer, count: byteCount)
    unsafe (target + byteCount).update(from: other.pointer, count: other.byteCount)
    return joined
  }

  /// A part of another secret.
  init(part range: Range<Int>, of secret: borrowing Secret) throws(VaultError) {
    precondition(
      range.lowerBound >= 0 && range.upperBound <= secret.byteCount,
      "A part of a secret lies inside it.")
    try self.init(byteCount: range.count)
    let pointer = unsafe self.pointer
    unsafe pointer.update(from: secret.pointer + range.lowerBound, count: range.count)
  }

  /// The bytes in the open. The long name is a warning: what is returned is not wiped.
  package func revealedBytes() -> Bytes {
    unsafe Bytes(UnsafeBufferPointer(start: pointer, count: byteCount))
  }

  /// Whether the secret begins with these bytes; compared in constant time.
  func begins(with prefix: Bytes) -> Bool {
    guard byteCount >= prefix.count else { return false }
    return unsafe sodium_memcmp(pointer, prefix, prefix.count) == 0
  }

  /// Whether both hold the same bytes; compared in constant time.
  package func equals(_ other: borrowing Secret) -> Bool {
    guard byteCount == other.byteCount else { return false }
    return unsafe sodium_memcmp(pointer, other.pointer, byteCount) == 0
  }
}
