package import Identity

/// `V`: one generation of the seed from which the server's own keys come. It reads no vault.
///
/// Generation 0 serves look-up and pepper and nothing else, since rows under it can only be made again
/// with words or a password; everything else uses the newest.
package struct ServerSeed: ~Copyable, Sendable {
  package let generation: UInt64
  let secret: Secret

  /// A new seed of this generation.
  package static func random(generation: UInt64) throws(VaultError) -> ServerSeed {
    ServerSeed(generation: generation, secret: try Sodium.randomSecret(32))
  }

  /// Sealed twice: under the machine's key for every start, and to the recovery key for a restore.
  package func wrapped(
    under machineKey: borrowing MachineKey, recovery: PublicKeys, _ organization: OrganizationID
  ) throws(VaultError) -> WrappedServerSeed {
    WrappedServerSeed(
      generation: generation,
      sealed: try machineKey.wrap(secret, generation: generation, organization),
      box: try Sodium.box(
        to: recovery.box,
        WrappedServerSeed.boxed(generation, recovery, organization).ending(secret)))
  }

  /// The public half of the signing key, for the directory.
  package func signingPublicKey() throws(VaultError) -> Bytes {
    let seed = try Sodium.subKey(of: secret, context: .server, number: 8)
    return try Sodium.signingKeyPair(seed: seed).publicKey
  }
}

/// A server seed as it lies in the database.
package struct WrappedServerSeed: Hashable, Sendable {
  package let generation: UInt64
  /// Sealed under the machine's key.
  package let sealed: Bytes
  /// Sealed to the recovery key.
  package let box: Bytes

  package init(generation: UInt64, sealed: Bytes, box: Bytes) {
    self.generation = generation
    self.sealed = sealed
    self.box = box
  }

  /// Opens it with the key of the machine.
  package func open(
    with machineKey: borrowing MachineKey, _ organization: OrganizationID
  ) throws(VaultError) -> ServerSeed {
    ServerSeed(
      generation: generation,
      secret: try machineKey.unwrap(sealed, generation: generation, organization))
  }

  /// For a restore, where the machine's key is gone.
  package func open(withRecovery keys: borrowing PrincipalKeys) throws(VaultError) -> ServerSeed {
    let opened = try keys.openBox(box, "server seed")
    return ServerSeed(
      generation: generation,
      secret: try Self.boxed(generation, keys.publicKeys, keys.organization)
        .lastField(of: opened, count: 32, "server seed"))
  }

  static func boxed(
    _ generation: UInt64, _ recovery: PublicKeys, _ organization: OrganizationID
  ) -> CanonicalEncoding {
    var encoding = CanonicalEncoding(.serverSeed, organization)
    encoding.add(recovery.principal)
    encoding.add(generation)
    return encoding
  }
}
