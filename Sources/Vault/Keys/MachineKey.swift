package import Identity

/// `M`: the key of the machine, in a file outside the database. It wraps the server seed and nothing else.
package struct MachineKey: ~Copyable, Sendable {
  private let wrapping: Secret
  private let key: Secret

  /// A new key. Whoever makes it writes `fileContents()` to a file that only they can read.
  package static func random() throws(VaultError) -> MachineKey {
    try MachineKey(key: Sodium.randomSecret(32))
  }

  /// From the 64 hexadecimal digits of the file; white space around them is let pass.
  package init(fileContents: Bytes) throws(VaultError) {
    let text = String(decoding: fileContents, as: UTF8.self)
      .split(whereSeparator: \.isWhitespace).joined()
    guard var bytes = Bytes(hexadecimal: text), bytes.count == 32 else {
      throw .malformed("machine key")
    }
    try self.init(key: Secret(wiping: &bytes))
  }

  private init(key: consuming Secret) throws(VaultError) {
    self.wrapping = try Sodium.subKey(of: key, context: .machine, number: 1)
    self.key = key
  }

  /// What is written to the file: 64 hexadecimal digits and a line feed.
  package func fileContents() -> Bytes {
    Bytes((key.revealedBytes().hexadecimal + "\n").utf8)
  }

  /// The keys of this machine as a recipient of backups: who still has the machine key restores without the holders
  /// of shares. They open nothing else: what lies in a backup is sealed again, as in the database.
  package func backupKeys(_ organization: OrganizationID) throws(VaultError) -> PrincipalKeys {
    let seed = PrincipalSeed(secret: try Sodium.subKey(of: key, context: .machine, number: 2))
    // Nobody in the directory: the keys are never named in a vault.
    let nobody = PrincipalID(uncheckedBytes: Bytes(repeating: 0, count: identityByteCount))
    let publicKeys = try seed.publicKeys(organization, principal: nobody)
    return seed.keys(publicKeys, organization)
  }

  func wrap(
    _ seed: borrowing Secret, generation: UInt64, _ organization: OrganizationID
  ) throws(VaultError) -> Bytes {
    try Sodium.seal(
      key: wrapping, seed, associated: Self.associated(generation, organization).bytes)
  }

  func unwrap(
    _ sealed: Bytes, generation: UInt64, _ organization: OrganizationID
  ) throws(VaultError) -> Secret {
    try Sodium.openSecret(
      key: wrapping, sealed, associated: Self.associated(generation, organization).bytes,
      "server seed")
  }

  private static func associated(
    _ generation: UInt64, _ organization: OrganizationID
  ) -> CanonicalEncoding {
    var encoding = CanonicalEncoding(.machineWrap, organization)
    encoding.add(generation)
    return encoding
  }
}
