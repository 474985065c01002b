/// What can go wrong in the vault. No case holds a word of a person, a key or a plaintext.
package enum VaultError: Error, Equatable, Sendable {
  /// `sodium_init` failed; nothing can be sealed or opened.
  case cryptographyUnavailable
  /// The system gives no more guarded memory for keys.
  case lockedMemoryUnavailable
  /// libsodium refused an operation, for instance a public key of low order.
  case operationRefused(String)
  /// A sealed thing does not open: it is damaged, belongs elsewhere, or the key is not its own.
  case doesNotOpen(String)
  /// Bytes are not the strict encoding of what is named.
  case malformed(String)
  /// Larger than the limit of its kind.
  case tooLarge(String, bytesMax: Int)
  /// A row names a generation of the server seed that is not loaded.
  case generationUnknown(UInt64)
  /// A seed does not belong to the public keys that it is used with.
  case keysDoNotMatch
  /// A grant is not believed (VAULT.md, section 5); the reader is not let in and an alarm is due.
  case grantNotBelieved(GrantDoubt)
  /// The body of an entry does not fit the commitment in its header.
  case commitmentBroken
  /// The body of an entry was erased.
  case bodyErased
  /// A signature is missing or does not hold.
  case signatureInvalid
  /// An entry is to be signed by somebody other than its author.
  case authorDiffers
  /// A session has expired, or begins in the future.
  case sessionEnded
}

/// Why a grant is not believed.
package enum GrantDoubt: String, Equatable, Sendable {
  /// The blob does not open with the reader's key, or names another place or reader.
  case blob
  /// The epoch seed does not give the public key that the epoch entry names.
  case planted
  /// Nobody entered the reader in the epoch or in a later grant.
  case unnamed
  /// The row is still waiting or in reserve.
  case waiting
}

extension VaultError: CustomStringConvertible {
  package var description: String {
    switch self {
    case .cryptographyUnavailable: "libsodium could not start."
    case .lockedMemoryUnavailable: "The system gives no more guarded memory for keys."
    case .operationRefused(let operation): "libsodium refused \(operation)."
    case .doesNotOpen(let what):
      "A sealed \(what) does not open: it is damaged, belongs elsewhere, or the key is another one."
    case .malformed(let what): "These bytes are not a \(what)."
    case .tooLarge(let what, let bytesMax): "A \(what) may have at most \(bytesMax) bytes."
    case .generationUnknown(let generation):
      "Generation \(generation) of the server seed is not here."
    case .keysDoNotMatch: "A seed does not belong to the public keys it is used with."
    case .grantNotBelieved(let doubt): "A grant is not believed (\(doubt.rawValue))."
    case .commitmentBroken: "The body of an entry does not fit the commitment in its header."
    case .bodyErased: "The body of this entry was erased."
    case .signatureInvalid: "A signature is missing or does not hold."
    case .authorDiffers: "An entry is to be signed by somebody other than its author."
    case .sessionEnded: "This session has ended."
    }
  }
}
