package import Identity

/// A hash of 32 bytes: of an entry, an anchor, a lock, a file.
package struct Digest: Hashable, Sendable, CustomStringConvertible {
  package let bytes: Bytes

  /// Before the first: what the first link of a chain names as its forerunner.
  package static let zero = Digest(uncheckedBytes: Bytes(repeating: 0, count: 32))

  init(uncheckedBytes bytes: Bytes) { self.bytes = bytes }

  /// Nil unless there are 32 bytes.
  package init?(bytes: Bytes) {
    guard bytes.count == 32 else { return nil }
    self.bytes = bytes
  }

  /// Nil unless the text is 64 lower-case hexadecimal digits.
  package init?(hexadecimal: some StringProtocol) {
    guard let bytes = Bytes(hexadecimal: hexadecimal) else { return nil }
    self.init(bytes: bytes)
  }

  package var description: String { bytes.hexadecimal }
}
