package import Identity

/// The server's own keys in use: generation 0 for look-up and pepper, the newest for everything else, and
/// older ones for rows that were not yet sealed again.
///
/// Invariant: every sub-key is derived once, at start, into locked memory and never changes; so any
/// number of threads use them at once and no operation takes a lock. What is sealed names its generation
/// in its first eight bytes, and the same number is in what is authenticated.
package final class ServerKeys: Sendable {
  package let organization: OrganizationID
  let zero: ZeroKeys
  let newest: GenerationKeys
  private let generations: [UInt64: GenerationKeys]

  /// Opens every generation that lies in the database.
  ///
  /// - Throws: `doesNotOpen` where the machine's key is another one; `generationUnknown(0)` or `(1)`
  ///   unless generation 0 and at least one more are among them.
  package init(
    _ organization: OrganizationID, _ machineKey: borrowing MachineKey,
    _ wrapped: [WrappedServerSeed]
  ) throws(VaultError) {
    var zero: ZeroKeys?
    var generations: [UInt64: GenerationKeys] = [:]
    for row in wrapped {
      let seed = try row.open(with: machineKey, organization)
      if row.generation == 0 {
        zero = try ZeroKeys(seed)
      } else {
        generations[row.generation] = try GenerationKeys(seed)
      }
    }
    guard let zero else { throw .generationUnknown(0) }
    guard let last = generations.keys.max(), let newest = generations[last] else {
      throw .generationUnknown(1)
    }
    self.organization = organization
    self.zero = zero
    self.newest = newest
    self.generations = generations
  }

  /// The number of the newest generation: what is sealed and signed from now on names it.
  package var newestGeneration: UInt64 { newest.generation }

  func keys(of generation: UInt64) throws(VaultError) -> GenerationKeys {
    guard let keys = generations[generation] else { throw .generationUnknown(generation) }
    return keys
  }

  // MARK: Sealing with the generation in front

  static func generation(of sealed: Bytes, _ what: String) throws(VaultError) -> UInt64 {
    guard sealed.count >= 8 else { throw .doesNotOpen(what) }
    return sealed.prefix(8).reduce(0) { $0 << 8 | UInt64($1) }
  }

  func associated(_ encoding: CanonicalEncoding, generation: UInt64) -> Bytes {
    var encoding = encoding
    encoding.add(generation)
    return encoding.bytes
  }

  func sealed(
    _ key: KeyPath<GenerationKeys, RowKey>, _ plain: Bytes, _ associated: CanonicalEncoding
  ) throws(VaultError) -> Bytes {
    var sealed = Bytes()
    sealed.append(bigEndian: newest.generation)
    sealed += try Sodium.seal(
      key: newest[keyPath: key].secret, Padding.pad(plain),
      associated: self.associated(associated, generation: newest.generation))
    return sealed
  }

  func opened(
    _ key: KeyPath<GenerationKeys, RowKey>, _ sealed: Bytes, _ associated: CanonicalEncoding,
    _ what: String
  ) throws(VaultError) -> Bytes {
    let generation = try Self.generation(of: sealed, what)
    let padded = try Sodium.open(
      key: keys(of: generation)[keyPath: key].secret, Bytes(sealed.dropFirst(8)),
      associated: self.associated(associated, generation: generation), what)
    return try Padding.unpad(padded[...], what)
  }
}

/// The sub-keys of generation 0.
final class ZeroKeys: Sendable {
  let lookUp: Secret
  let pepper: Secret

  init(_ seed: borrowing ServerSeed) throws(VaultError) {
    lookUp = try Sodium.subKey(of: seed.secret, context: .server, number: 1)
    pepper = try Sodium.subKey(of: seed.secret, context: .server, number: 2)
  }
}

/// One sub-key in a box, so that a row can name which one it uses.
final class RowKey: Sendable {
  let secret: Secret

  init(_ seed: borrowing ServerSeed, number: UInt64) throws(VaultError) {
    secret = try Sodium.subKey(of: seed.secret, context: .server, number: number)
  }
}

/// The sub-keys of one generation from 1 on.
final class GenerationKeys: Sendable {
  let generation: UInt64
  let session: RowKey
  let waiting: RowKey
  let outbox: RowKey
  let index: RowKey
  let facts: RowKey
  let head: RowKey
  let resubmission: RowKey
  let signing: KeyPair

  init(_ seed: borrowing ServerSeed) throws(VaultError) {
    generation = seed.generation
    session = try RowKey(seed, number: 3)
    waiting = try RowKey(seed, number: 4)
    outbox = try RowKey(seed, number: 5)
    index = try RowKey(seed, number: 6)
    facts = try RowKey(seed, number: 7)
    signing = try Sodium.signingKeyPair(
      seed: Sodium.subKey(of: seed.secret, context: .server, number: 8))
    head = try RowKey(seed, number: 9)
    resubmission = try RowKey(seed, number: 10)
  }
}
