package import Identity

/// Which epoch of which vault.
package struct EpochPlace: Hashable, Sendable {
  package let organization: OrganizationID
  package let vault: VaultID
  /// The first epoch of a vault is 1.
  package let epoch: UInt64

  package init(_ organization: OrganizationID, _ vault: VaultID, epoch: UInt64) {
    self.organization = organization
    self.vault = vault
    self.epoch = epoch
  }
}

/// `S`: the seed of one epoch of a vault. Who has it reads that epoch.
package struct EpochSeed: ~Copyable, Sendable {
  let secret: Secret

  init(secret: consuming Secret) {
    precondition(secret.byteCount == 32, "The seed of an epoch has 32 bytes.")
    self.secret = secret
  }

  /// A new seed.
  package static func random() throws(VaultError) -> EpochSeed {
    EpochSeed(secret: try Sodium.randomSecret(32))
  }

  /// A second owner of the same seed, for instance one for a cache.
  package func copy() throws(VaultError) -> EpochSeed {
    EpochSeed(secret: try Secret(part: 0..<32, of: secret))
  }

  /// What arrivals are sealed to: X25519, 32 bytes.
  package func publicKey() throws(VaultError) -> Bytes { try arrivalPair().publicKey }

  func arrivalPair() throws(VaultError) -> KeyPair {
    try Sodium.boxKeyPair(seed: Sodium.subKey(of: secret, context: .epoch, number: 1))
  }

  func bodyKey() throws(VaultError) -> Secret {
    try Sodium.subKey(of: secret, context: .epoch, number: 2)
  }

  func takenKey() throws(VaultError) -> Secret {
    try Sodium.subKey(of: secret, context: .epoch, number: 3)
  }

  // MARK: Children

  /// The seed as it is put into the payload of a child entry in the parent vault: it opens only for who
  /// reads the parent, since the payload itself is sealed. The long name is a warning: wipe it.
  package func revealedForChildEntry(_ place: EpochPlace) throws(VaultError) -> Bytes {
    try EpochSeed.childEncoding(place).ending(secret).revealedBytes()
  }

  /// From the payload of a child entry; the place must be the one asked for.
  package init(childEntry: Bytes, _ place: EpochPlace) throws(VaultError) {
    let opened = try Secret(copying: childEntry)
    self.init(
      secret: try EpochSeed.childEncoding(place).lastField(of: opened, count: 32, "child entry"))
  }

  private static func childEncoding(_ place: EpochPlace) -> CanonicalEncoding {
    var encoding = CanonicalEncoding(.child, place.organization)
    encoding.add(place.vault)
    encoding.add(place.epoch)
    return encoding
  }
}
