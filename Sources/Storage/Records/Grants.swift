package import Identity

/// How far a grant has come (VAULT.md, section 5).
package enum GrantClass: String, Sendable, CaseIterable {
  /// The member has not declared; locked under the server's key as well.
  case waiting
  /// For the board, until the case is escalated.
  case reserve
  /// The epoch's seed, sealed to the reader.
  case open
  /// Taken over into the reader's ring.
  case taken
}

/// The right of one principal to read one epoch of one vault.
package struct GrantRecord: Sendable, Equatable {
  /// The vault.
  package let vault: VaultID
  /// The epoch.
  package let epoch: UInt64
  /// Who may read.
  package let principal: PrincipalID
  /// How far it has come.
  package let grantClass: GrantClass
  /// The version of the reader's keys that it is sealed to.
  package let keyID: KeyID
  /// The generation of the server seed that locks a waiting or reserve grant.
  package let serverGeneration: UInt64
  /// The sealed grant.
  package let blob: Bytes
  /// Takes the stored form of a grant.
  package init(
    vault: VaultID, epoch: UInt64, principal: PrincipalID, grantClass: GrantClass, keyID: KeyID,
    serverGeneration: UInt64, blob: Bytes
  ) {
    self.vault = vault
    self.epoch = epoch
    self.principal = principal
    self.grantClass = grantClass
    self.keyID = keyID
    self.serverGeneration = serverGeneration
    self.blob = blob
  }
}

extension ReadTransaction {
  /// Every grant of a principal, in order of vault and epoch.
  package func grants(_ organization: OrganizationID, principal: PrincipalID) throws(StorageError)
    -> [GrantRecord]
  {
    try rows(
      """
      SELECT vault, epoch, principal, class, key_id, server_generation, blob FROM vault_grant
      WHERE organization = \(organization) AND principal = \(principal) ORDER BY vault, epoch
      """, grantRecord)
  }

  /// Every grant of one class of a principal.
  package func grants(
    _ organization: OrganizationID, principal: PrincipalID, grantClass: GrantClass
  ) throws(StorageError) -> [GrantRecord] {
    try rows(
      """
      SELECT vault, epoch, principal, class, key_id, server_generation, blob FROM vault_grant
      WHERE organization = \(organization) AND principal = \(principal)
        AND class = \(grantClass.rawValue) ORDER BY vault, epoch
      """, grantRecord)
  }

  /// The grants of one principal to one vault, oldest epoch first. This is the one question that decides
  /// access: "not yours" and "does not exist" are the same empty list.
  package func grants(_ organization: OrganizationID, _ vault: VaultID, principal: PrincipalID)
    throws(StorageError) -> [GrantRecord]
  {
    try rows(
      """
      SELECT vault, epoch, principal, class, key_id, server_generation, blob FROM vault_grant
      WHERE organization = \(organization) AND principal = \(principal) AND vault = \(vault)
      ORDER BY epoch
      """, grantRecord)
  }

  /// Every grant to one epoch of a vault.
  package func grants(_ organization: OrganizationID, _ vault: VaultID, epoch: UInt64)
    throws(StorageError) -> [GrantRecord]
  {
    try rows(
      """
      SELECT vault, epoch, principal, class, key_id, server_generation, blob FROM vault_grant
      WHERE organization = \(organization) AND vault = \(vault) AND epoch = \(epoch)
      ORDER BY principal
      """, grantRecord)
  }

  /// Every grant to a vault, oldest epoch first.
  package func grants(_ organization: OrganizationID, _ vault: VaultID) throws(StorageError)
    -> [GrantRecord]
  {
    try rows(
      """
      SELECT vault, epoch, principal, class, key_id, server_generation, blob FROM vault_grant
      WHERE organization = \(organization) AND vault = \(vault) ORDER BY epoch, principal
      """, grantRecord)
  }
}

private func grantRecord(_ row: borrowing Row) throws(StorageError) -> GrantRecord {
  GrantRecord(
    vault: try row.identity(0), epoch: try row.count(1), principal: try row.identity(2),
    grantClass: try row.word(3), keyID: try row.identity(4), serverGeneration: try row.count(5),
    blob: try row.bytes(6))
}

extension WriteTransaction {
  /// Makes a grant. Throws `alreadyExists` when this principal has one for this epoch.
  package func insertGrant(_ organization: OrganizationID, _ record: GrantRecord)
    throws(StorageError)
  {
    try run(
      """
      INSERT INTO vault_grant
        (organization, vault, epoch, principal, class, key_id, server_generation, blob)
      VALUES (\(organization), \(record.vault), \(record.epoch), \(record.principal),
        \(record.grantClass.rawValue), \(record.keyID), \(record.serverGeneration), \(record.blob))
      """)
  }

  /// Moves a grant from one class to the next with its new blob, only if it is still in the old class.
  ///
  /// Returns the rows changed: 0 means that it was removed or moved in the meantime, and whoever takes it
  /// over must give up.
  package func changeClass(
    _ organization: OrganizationID, _ vault: VaultID, epoch: UInt64, principal: PrincipalID,
    from: GrantClass, to: GrantClass, blob: Bytes
  ) throws(StorageError) -> Int {
    try run(
      """
      UPDATE vault_grant SET class = \(to.rawValue), blob = \(blob)
      WHERE organization = \(organization) AND principal = \(principal) AND vault = \(vault)
        AND epoch = \(epoch) AND class = \(from.rawValue)
      """)
  }

  /// Seals a grant again (new keys of the reader or a new server seed), only if it is still the old one.
  /// Returns the rows changed.
  package func replaceGrant(
    _ organization: OrganizationID, _ old: GrantRecord, keyID: KeyID, serverGeneration: UInt64,
    blob: Bytes
  ) throws(StorageError) -> Int {
    try run(
      """
      UPDATE vault_grant
      SET key_id = \(keyID), server_generation = \(serverGeneration), blob = \(blob)
      WHERE organization = \(organization) AND principal = \(old.principal)
        AND vault = \(old.vault) AND epoch = \(old.epoch) AND class = \(old.grantClass.rawValue)
        AND key_id = \(old.keyID) AND server_generation = \(old.serverGeneration)
      """)
  }

  /// Removes every grant of one principal to one vault, of every class and epoch. Returns how many.
  @discardableResult
  package func deleteGrants(
    _ organization: OrganizationID, _ vault: VaultID, principal: PrincipalID
  ) throws(StorageError) -> Int {
    try run(
      """
      DELETE FROM vault_grant
      WHERE organization = \(organization) AND principal = \(principal) AND vault = \(vault)
      """)
  }

  /// Removes every grant of one principal. Returns how many.
  @discardableResult
  package func deleteGrants(_ organization: OrganizationID, principal: PrincipalID)
    throws(StorageError) -> Int
  {
    try run(
      "DELETE FROM vault_grant WHERE organization = \(organization) AND principal = \(principal)")
  }

  /// Removes every grant to one vault. Returns how many.
  @discardableResult
  package func deleteGrants(_ organization: OrganizationID, _ vault: VaultID) throws(StorageError)
    -> Int
  {
    try run("DELETE FROM vault_grant WHERE organization = \(organization) AND vault = \(vault)")
  }
}
