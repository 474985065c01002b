package import Identity

/// `P`: the one secret of a principal, from which all keys of theirs come.
package struct PrincipalSeed: ~Copyable, Sendable {
  let secret: Secret

  init(secret: consuming Secret) {
    precondition(secret.byteCount == 32, "The seed of a principal has 32 bytes.")
    self.secret = secret
  }

  /// A new seed.
  package static func random() throws(VaultError) -> PrincipalSeed {
    PrincipalSeed(secret: try Sodium.randomSecret(32))
  }

  /// A second owner of the same seed, for instance one for a session.
  package func copy() throws(VaultError) -> PrincipalSeed {
    PrincipalSeed(secret: try Secret(part: 0..<32, of: secret))
  }

  /// The public keys that belong to the seed.
  package func publicKeys(
    _ organization: OrganizationID, principal: PrincipalID, generation: UInt64 = 1
  ) throws(VaultError) -> PublicKeys {
    try PublicKeys(
      organization, principal: principal, generation: generation, box: boxPair().publicKey,
      sign: signingPair().publicKey)
  }

  /// The seed in use, with the public keys that the directory or an epoch entry names for it.
  package consuming func keys(
    _ publicKeys: PublicKeys, _ organization: OrganizationID
  ) -> PrincipalKeys {
    PrincipalKeys(organization, publicKeys, seed: self)
  }

  func boxPair() throws(VaultError) -> KeyPair {
    try Sodium.boxKeyPair(seed: Sodium.subKey(of: secret, context: .principal, number: 1))
  }

  func signingPair() throws(VaultError) -> KeyPair {
    try Sodium.signingKeyPair(seed: Sodium.subKey(of: secret, context: .principal, number: 2))
  }

  func ringKey() throws(VaultError) -> Secret {
    try Sodium.subKey(of: secret, context: .principal, number: 3)
  }

  func recoveryCodeKey() throws(VaultError) -> Secret {
    try Sodium.subKey(of: secret, context: .principal, number: 4)
  }

  func draftKey() throws(VaultError) -> Secret {
    try Sodium.subKey(of: secret, context: .principal, number: 5)
  }

  func olderSeedKey() throws(VaultError) -> Secret {
    try Sodium.subKey(of: secret, context: .principal, number: 6)
  }
}

/// A principal's seed in use: it opens what is sealed to them and signs what they say.
///
/// Invariant: every operation that uses a key pair first compares it with the public keys given, so a
/// seed is never used under the name of somebody else.
package struct PrincipalKeys: ~Copyable, Sendable {
  package let organization: OrganizationID
  package let publicKeys: PublicKeys
  package let seed: PrincipalSeed

  package var principal: PrincipalID { publicKeys.principal }

  init(
    _ organization: OrganizationID, _ publicKeys: PublicKeys, seed: consuming PrincipalSeed
  ) {
    self.organization = organization
    self.publicKeys = publicKeys
    self.seed = seed
  }

  func openBox(_ box: Bytes, _ what: String) throws(VaultError) -> Secret {
    let pair = try seed.boxPair()
    guard Sodium.equal(pair.publicKey, publicKeys.box) else { throw .keysDoNotMatch }
    return try Sodium.openBox(box, with: pair, what)
  }

  func sign(_ encoding: CanonicalEncoding) throws(VaultError) -> Bytes {
    let pair = try seed.signingPair()
    guard Sodium.equal(pair.publicKey, publicKeys.sign) else { throw .keysDoNotMatch }
    return try Sodium.sign(encoding.bytes, with: pair.secretKey)
  }

  // MARK: Own drafts

  /// Seals something that only this principal may read again, such as an unfinished message.
  package func sealDraft(_ draft: Bytes, row: RowID) throws(VaultError) -> Bytes {
    try Sodium.seal(
      key: seed.draftKey(), Padding.pad(draft), associated: draftAssociated(row).bytes)
  }

  /// Opens what `sealDraft` sealed.
  package func openDraft(_ sealed: Bytes, row: RowID) throws(VaultError) -> Bytes {
    let padded = try Sodium.open(
      key: seed.draftKey(), sealed, associated: draftAssociated(row).bytes, "draft")
    return try Padding.unpad(padded[...], "draft")
  }

  private func draftAssociated(_ row: RowID) -> CanonicalEncoding {
    var encoding = CanonicalEncoding(.draft, organization)
    encoding.add(principal)
    encoding.add(publicKeys.keyID)
    encoding.add(row)
    return encoding
  }

  // MARK: Older seeds

  /// After `rekey`: the seed before, kept until no waiting grant under it is left.
  package func sealOlderSeed(
    _ older: borrowing PrincipalSeed, _ olderKeyID: KeyID
  ) throws(VaultError) -> Bytes {
    try Sodium.seal(
      key: seed.olderSeedKey(), older.secret, associated: olderAssociated(olderKeyID).bytes)
  }

  /// Opens what `sealOlderSeed` sealed.
  package func openOlderSeed(
    _ sealed: Bytes, _ olderKeyID: KeyID
  ) throws(VaultError) -> PrincipalSeed {
    let secret = try Sodium.openSecret(
      key: seed.olderSeedKey(), sealed, associated: olderAssociated(olderKeyID).bytes, "older seed")
    guard secret.byteCount == 32 else { throw .doesNotOpen("older seed") }
    return PrincipalSeed(secret: secret)
  }

  private func olderAssociated(_ olderKeyID: KeyID) -> CanonicalEncoding {
    var encoding = CanonicalEncoding(.olderSeed, organization)
    encoding.add(principal)
    encoding.add(publicKeys.keyID)
    encoding.add(olderKeyID)
    return encoding
  }
}
