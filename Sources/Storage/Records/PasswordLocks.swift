package import Identity

/// A principal's seed under their password (VAULT.md, section 3).
package struct PasswordLockRecord: Sendable, Equatable {
  /// Whose.
  package let principal: PrincipalID
  /// Which lock of theirs; rises with each change of password or factor.
  package let lockGeneration: UInt64
  /// The salt of the password hash, 16 bytes.
  package let salt: Bytes
  /// The passes of the password hash.
  package let operations: UInt64
  /// The memory of the password hash, in bytes.
  package let memoryBytes: UInt64
  /// The sealed seed.
  package let blob: Bytes
  /// The last time step of a code that was used.
  package let lastStep: Int64
  /// Takes the stored form.
  package init(
    principal: PrincipalID, lockGeneration: UInt64, salt: Bytes, operations: UInt64,
    memoryBytes: UInt64, blob: Bytes, lastStep: Int64
  ) {
    self.principal = principal
    self.lockGeneration = lockGeneration
    self.salt = salt
    self.operations = operations
    self.memoryBytes = memoryBytes
    self.blob = blob
    self.lastStep = lastStep
  }
}

extension ReadTransaction {
  /// The lock of a principal.
  package func passwordLock(_ organization: OrganizationID, _ principal: PrincipalID)
    throws(StorageError) -> PasswordLockRecord?
  {
    try first(
      """
      SELECT principal, lock_generation, salt, operations, memory_bytes, blob, last_step
      FROM password_lock WHERE organization = \(organization) AND principal = \(principal)
      """
    ) { row throws(StorageError) in
      PasswordLockRecord(
        principal: try row.identity(0), lockGeneration: try row.count(1), salt: try row.bytes(2),
        operations: try row.count(3), memoryBytes: try row.count(4), blob: try row.bytes(5),
        lastStep: try row.integer(6))
    }
  }

  /// How many recovery codes a principal has used.
  package func recoveryCodesUsed(_ organization: OrganizationID, _ principal: PrincipalID)
    throws(StorageError) -> Int
  {
    try first(
      """
      SELECT count(*) FROM recovery_code_use
      WHERE organization = \(organization) AND principal = \(principal)
      """
    ) { row throws(StorageError) in try row.small(0) } ?? 0
  }
}

extension WriteTransaction {
  /// Puts a lock in the place of an older one. False when the stored one has the same or a later generation.
  package func putPasswordLock(_ organization: OrganizationID, _ record: PasswordLockRecord)
    throws(StorageError) -> Bool
  {
    try changesOne(
      """
      INSERT INTO password_lock
        (organization, principal, lock_generation, salt, operations, memory_bytes, blob, last_step)
      VALUES (\(organization), \(record.principal), \(record.lockGeneration), \(record.salt),
        \(record.operations), \(record.memoryBytes), \(record.blob), \(record.lastStep))
      ON CONFLICT (organization, principal) DO UPDATE SET
        lock_generation = excluded.lock_generation, salt = excluded.salt,
        operations = excluded.operations, memory_bytes = excluded.memory_bytes,
        blob = excluded.blob, last_step = excluded.last_step
      WHERE password_lock.lock_generation < excluded.lock_generation
      """)
  }

  /// Uses up the code of one time step. False when this or a later step was used: the code does not count.
  package func advanceStep(
    _ organization: OrganizationID, _ principal: PrincipalID, to step: Int64
  ) throws(StorageError) -> Bool {
    try changesOne(
      """
      UPDATE password_lock SET last_step = \(step)
      WHERE organization = \(organization) AND principal = \(principal) AND last_step < \(step)
      """)
  }

  /// Deletes the lock of a principal. False when there was none.
  @discardableResult
  package func deletePasswordLock(_ organization: OrganizationID, _ principal: PrincipalID)
    throws(StorageError) -> Bool
  {
    try changesOne(
      "DELETE FROM password_lock WHERE organization = \(organization) AND principal = \(principal)")
  }

  /// Uses up a recovery code, named by its keyed hash. False when it was used before.
  package func useRecoveryCode(
    _ organization: OrganizationID, _ principal: PrincipalID, code: Bytes
  ) throws(StorageError) -> Bool {
    try changesOne(
      """
      INSERT INTO recovery_code_use (organization, principal, code)
      VALUES (\(organization), \(principal), \(code))
      ON CONFLICT (organization, principal, code) DO NOTHING
      """)
  }

  /// Forgets the used recovery codes of a principal (who left, or has new keys). Returns how many.
  @discardableResult
  package func deleteRecoveryCodeUses(_ organization: OrganizationID, _ principal: PrincipalID)
    throws(StorageError) -> Int
  {
    try run(
      """
      DELETE FROM recovery_code_use
      WHERE organization = \(organization) AND principal = \(principal)
      """)
  }
}
