package import Identity

/// A community on this installation.
package struct OrganizationRecord: Sendable, Equatable {
  /// The community.
  package let organization: OrganizationID
  /// The hash of the policy it was founded with, 32 bytes. Which one it follows now stands in its signed directory.
  package let policyHash: Bytes
  /// When it was founded, in seconds since 1970.
  package let createdSeconds: Int64
  /// Names a community.
  package init(organization: OrganizationID, policyHash: Bytes, createdSeconds: Int64) {
    self.organization = organization
    self.policyHash = policyHash
    self.createdSeconds = createdSeconds
  }
}

/// A policy that is kept; its hash names it. Whether it was ever in force stands in the signed directory.
package struct PolicyRecord: Sendable, Equatable {
  /// The hash of the text, 32 bytes.
  package let hash: Bytes
  /// The policy file.
  package let text: String
  /// When it was kept first, in seconds since 1970.
  package let adoptedSeconds: Int64
  /// Names a policy.
  package init(hash: Bytes, text: String, adoptedSeconds: Int64) {
    self.hash = hash
    self.text = text
    self.adoptedSeconds = adoptedSeconds
  }
}

/// A server seed, wrapped by the machine key (VAULT.md, section 3).
package struct ServerSeedRecord: Sendable, Equatable {
  /// Which seed it is; 0 serves look-up and pepper alone.
  package let generation: UInt64
  /// The seed sealed under the machine key.
  package let wrapped: Bytes
  /// The seed sealed to the recovery key.
  package let recoveryBox: Bytes?
  /// Names a seed.
  package init(generation: UInt64, wrapped: Bytes, recoveryBox: Bytes?) {
    self.generation = generation
    self.wrapped = wrapped
    self.recoveryBox = recoveryBox
  }
}

extension ReadTransaction {
  /// Every community of the installation.
  package func organizations() throws(StorageError) -> [OrganizationRecord] {
    try rows(
      "SELECT organization, policy_hash, created_seconds FROM organization ORDER BY organization"
    ) {
      row throws(StorageError) in
      OrganizationRecord(
        organization: try row.identity(0), policyHash: try row.bytes(1),
        createdSeconds: try row.integer(2))
    }
  }

  /// The policy with this hash.
  package func policy(_ organization: OrganizationID, hash: Bytes) throws(StorageError)
    -> PolicyRecord?
  {
    try first(
      """
      SELECT hash, text, adopted_seconds FROM policy
      WHERE organization = \(organization) AND hash = \(hash)
      """, policyRecord)
  }

  /// Every policy that is kept, oldest first.
  package func policies(_ organization: OrganizationID) throws(StorageError) -> [PolicyRecord] {
    try rows(
      """
      SELECT hash, text, adopted_seconds FROM policy
      WHERE organization = \(organization) ORDER BY adopted_seconds, hash
      """, policyRecord)
  }

  /// Every wrapped server seed, oldest generation first.
  package func serverSeeds(_ organization: OrganizationID) throws(StorageError)
    -> [ServerSeedRecord]
  {
    try rows(
      """
      SELECT generation, wrapped, recovery_box FROM server_seed
      WHERE organization = \(organization) ORDER BY generation
      """
    ) { row throws(StorageError) in
      ServerSeedRecord(
        generation: try row.count(0), wrapped: try row.bytes(1), recoveryBox: try row.bytesOrNil(2))
    }
  }
}

private func policyRecord(_ row: borrowing Row) throws(StorageError) -> PolicyRecord {
  PolicyRecord(hash: try row.bytes(0), text: try row.text(1), adoptedSeconds: try row.integer(2))
}

extension WriteTransaction {
  /// Founds a community. Its policy must have been inserted in the same transaction.
  package func insertOrganization(_ record: OrganizationRecord) throws(StorageError) {
    try run(
      """
      INSERT INTO organization (organization, policy_hash, created_seconds)
      VALUES (\(record.organization), \(record.policyHash), \(record.createdSeconds))
      """)
  }

  /// Keeps a policy. The same text twice stays one row with the first day. False when it was known.
  @discardableResult
  package func insertPolicy(_ organization: OrganizationID, _ record: PolicyRecord)
    throws(StorageError) -> Bool
  {
    try changesOne(
      """
      INSERT INTO policy (organization, hash, text, adopted_seconds)
      VALUES (\(organization), \(record.hash), \(record.text), \(record.adoptedSeconds))
      ON CONFLICT (organization, hash) DO NOTHING
      """)
  }

  /// Keeps a new wrapped server seed; the generation must be new.
  package func insertServerSeed(_ organization: OrganizationID, _ record: ServerSeedRecord)
    throws(StorageError)
  {
    try run(
      """
      INSERT INTO server_seed (organization, generation, wrapped, recovery_box)
      VALUES (\(organization), \(record.generation), \(record.wrapped), \(record.recoveryBox))
      """)
  }

  /// Wraps a known server seed again (new machine or recovery key). False when there is no such generation.
  @discardableResult
  package func replaceServerSeed(_ organization: OrganizationID, _ record: ServerSeedRecord)
    throws(StorageError) -> Bool
  {
    try changesOne(
      """
      UPDATE server_seed SET wrapped = \(record.wrapped), recovery_box = \(record.recoveryBox)
      WHERE organization = \(organization) AND generation = \(record.generation)
      """)
  }

  /// Forgets a server seed. False when it was gone.
  @discardableResult
  package func deleteServerSeed(_ organization: OrganizationID, generation: UInt64)
    throws(StorageError) -> Bool
  {
    try changesOne(
      "DELETE FROM server_seed WHERE organization = \(organization) AND generation = \(generation)")
  }
}
