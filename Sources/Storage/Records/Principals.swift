package import Identity

/// What the signed directory says of a principal, for look-up alone: no key is ever used from this row.
package struct PrincipalRecord: Sendable, Equatable {
  /// Who.
  package let principal: PrincipalID
  /// The public key for reading, 32 bytes.
  package let boxKey: Bytes
  /// The public key for signatures, 32 bytes.
  package let signKey: Bytes
  /// The version of these keys.
  package let keyID: KeyID
  /// The roles, as words that Casework chose.
  package let roles: String
  /// The state, as a word that Casework chose.
  package let state: String
  /// Takes the stored form.
  package init(
    principal: PrincipalID, boxKey: Bytes, signKey: Bytes, keyID: KeyID, roles: String,
    state: String
  ) {
    self.principal = principal
    self.boxKey = boxKey
    self.signKey = signKey
    self.keyID = keyID
    self.roles = roles
    self.state = state
  }
}

/// Name, handles and addresses of a principal, sealed under the server's key.
package struct ProfileRecord: Sendable, Equatable {
  /// Whose.
  package let principal: PrincipalID
  /// The sealed profile.
  package let blob: Bytes
  /// The generation of the server seed it is sealed under.
  package let generation: UInt64
  /// Takes the stored form.
  package init(principal: PrincipalID, blob: Bytes, generation: UInt64) {
    self.principal = principal
    self.blob = blob
    self.generation = generation
  }
}

extension ReadTransaction {
  /// One principal of the projection.
  package func principal(_ organization: OrganizationID, _ principal: PrincipalID)
    throws(StorageError) -> PrincipalRecord?
  {
    try first(
      """
      SELECT principal, box_key, sign_key, key_id, roles, state FROM principal
      WHERE organization = \(organization) AND principal = \(principal)
      """, principalRecord)
  }

  /// Every principal of the projection, in order of identity.
  package func principals(_ organization: OrganizationID) throws(StorageError) -> [PrincipalRecord]
  {
    try rows(
      """
      SELECT principal, box_key, sign_key, key_id, roles, state FROM principal
      WHERE organization = \(organization) ORDER BY principal
      """, principalRecord)
  }

  /// Who has the address with this keyed hash.
  package func principal(_ organization: OrganizationID, addressID: Bytes) throws(StorageError)
    -> PrincipalID?
  {
    try first(
      """
      SELECT principal FROM address
      WHERE organization = \(organization) AND address_id = \(addressID)
      """
    ) { row throws(StorageError) in try row.identity(0) }
  }

  /// One sealed profile.
  package func profile(_ organization: OrganizationID, _ principal: PrincipalID)
    throws(StorageError) -> ProfileRecord?
  {
    try first(
      """
      SELECT principal, blob, generation FROM profile
      WHERE organization = \(organization) AND principal = \(principal)
      """, profileRecord)
  }

  /// Every sealed profile.
  package func profiles(_ organization: OrganizationID) throws(StorageError) -> [ProfileRecord] {
    try rows(
      """
      SELECT principal, blob, generation FROM profile
      WHERE organization = \(organization) ORDER BY principal
      """, profileRecord)
  }
}

private func principalRecord(_ row: borrowing Row) throws(StorageError) -> PrincipalRecord {
  PrincipalRecord(
    principal: try row.identity(0), boxKey: try row.bytes(1), signKey: try row.bytes(2),
    keyID: try row.identity(3), roles: try row.text(4), state: try row.text(5))
}

private func profileRecord(_ row: borrowing Row) throws(StorageError) -> ProfileRecord {
  ProfileRecord(
    principal: try row.identity(0), blob: try row.bytes(1), generation: try row.count(2))
}

extension WriteTransaction {
  /// Puts a principal as the directory has it now.
  package func putPrincipal(_ organization: OrganizationID, _ record: PrincipalRecord)
    throws(StorageError)
  {
    try run(
      """
      INSERT INTO principal (organization, principal, box_key, sign_key, key_id, roles, state)
      VALUES (\(organization), \(record.principal), \(record.boxKey), \(record.signKey),
        \(record.keyID), \(record.roles), \(record.state))
      ON CONFLICT (organization, principal) DO UPDATE SET box_key = excluded.box_key,
        sign_key = excluded.sign_key, key_id = excluded.key_id, roles = excluded.roles,
        state = excluded.state
      """)
  }

  /// Takes a principal out of the projection. False when there was none.
  @discardableResult
  package func deletePrincipal(_ organization: OrganizationID, _ principal: PrincipalID)
    throws(StorageError) -> Bool
  {
    try changesOne(
      "DELETE FROM principal WHERE organization = \(organization) AND principal = \(principal)")
  }

  /// Gives an address to a principal. False when it belongs to somebody already.
  package func insertAddress(
    _ organization: OrganizationID, addressID: Bytes, principal: PrincipalID
  ) throws(StorageError) -> Bool {
    try changesOne(
      """
      INSERT INTO address (organization, address_id, principal)
      VALUES (\(organization), \(addressID), \(principal))
      ON CONFLICT (organization, address_id) DO NOTHING
      """)
  }

  /// Takes one address away. False when there was none.
  @discardableResult
  package func deleteAddress(_ organization: OrganizationID, addressID: Bytes)
    throws(StorageError) -> Bool
  {
    try changesOne(
      "DELETE FROM address WHERE organization = \(organization) AND address_id = \(addressID)")
  }

  /// Takes all addresses of a principal away. Returns how many.
  @discardableResult
  package func deleteAddresses(_ organization: OrganizationID, _ principal: PrincipalID)
    throws(StorageError) -> Int
  {
    try run("DELETE FROM address WHERE organization = \(organization) AND principal = \(principal)")
  }

  /// Puts the sealed profile of a principal.
  package func putProfile(_ organization: OrganizationID, _ record: ProfileRecord)
    throws(StorageError)
  {
    try run(
      """
      INSERT INTO profile (organization, principal, blob, generation)
      VALUES (\(organization), \(record.principal), \(record.blob), \(record.generation))
      ON CONFLICT (organization, principal) DO UPDATE
        SET blob = excluded.blob, generation = excluded.generation
      """)
  }

  /// Deletes the sealed profile of a principal. False when there was none.
  @discardableResult
  package func deleteProfile(_ organization: OrganizationID, _ principal: PrincipalID)
    throws(StorageError) -> Bool
  {
    try changesOne(
      "DELETE FROM profile WHERE organization = \(organization) AND principal = \(principal)")
  }
}
