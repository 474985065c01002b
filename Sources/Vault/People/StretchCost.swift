/// What it costs to turn a password into a key with Argon2id.
package struct StretchCost: Hashable, Sendable {
  /// Passes over the memory.
  package let operations: UInt64
  package let memoryBytes: Int

  package init(operations: UInt64, memoryBytes: Int) {
    self.operations = operations
    self.memoryBytes = memoryBytes
  }

  /// What VAULT.md asks for: 3 passes over 64 MiB, about 130 ms.
  package static let usual = StretchCost(operations: 3, memoryBytes: 64 * 1024 * 1024)
  /// The least that libsodium accepts. It protects nothing; it is for tests.
  package static let leastForTests = StretchCost(operations: 1, memoryBytes: 8 * 1024)
}
