package import Identity

/// A sealed file of evidence; its bytes lie outside the database.
package struct FileRecord: Sendable, Equatable {
  /// Its name.
  package let blob: BlobID
  /// The vault whose entry holds its key.
  package let vault: VaultID
  /// The hash of the ciphertext, 32 bytes.
  package let ciphertextHash: Bytes
  /// The size of the ciphertext, in bytes.
  package let storedBytes: UInt64
  /// Takes the stored form.
  package init(blob: BlobID, vault: VaultID, ciphertextHash: Bytes, storedBytes: UInt64) {
    self.blob = blob
    self.vault = vault
    self.ciphertextHash = ciphertextHash
    self.storedBytes = storedBytes
  }
}

extension ReadTransaction {
  /// One file.
  package func file(_ organization: OrganizationID, _ blob: BlobID) throws(StorageError)
    -> FileRecord?
  {
    try first(
      """
      SELECT blob, vault, ciphertext_hash, stored_bytes FROM file
      WHERE organization = \(organization) AND blob = \(blob)
      """, fileRecord)
  }

  /// The files of a vault.
  package func files(_ organization: OrganizationID, _ vault: VaultID) throws(StorageError)
    -> [FileRecord]
  {
    try rows(
      """
      SELECT blob, vault, ciphertext_hash, stored_bytes FROM file
      WHERE organization = \(organization) AND vault = \(vault) ORDER BY blob
      """, fileRecord)
  }

  /// Every file, in order of name: what is on disk and not here is an orphan.
  package func files(_ organization: OrganizationID) throws(StorageError) -> [FileRecord] {
    try rows(
      """
      SELECT blob, vault, ciphertext_hash, stored_bytes FROM file
      WHERE organization = \(organization) ORDER BY blob
      """, fileRecord)
  }
}

private func fileRecord(_ row: borrowing Row) throws(StorageError) -> FileRecord {
  FileRecord(
    blob: try row.identity(0), vault: try row.identity(1), ciphertextHash: try row.bytes(2),
    storedBytes: try row.count(3))
}

extension WriteTransaction {
  /// Keeps a file whose bytes are synced already.
  package func insertFile(_ organization: OrganizationID, _ record: FileRecord)
    throws(StorageError)
  {
    try run(
      """
      INSERT INTO file (organization, blob, vault, ciphertext_hash, stored_bytes)
      VALUES (\(organization), \(record.blob), \(record.vault), \(record.ciphertextHash),
        \(record.storedBytes))
      """)
  }

  /// Deletes the rows of a vault's files; the caller removes the bytes after the commit. Returns how many.
  @discardableResult
  package func deleteFiles(_ organization: OrganizationID, _ vault: VaultID) throws(StorageError)
    -> Int
  {
    try run("DELETE FROM file WHERE organization = \(organization) AND vault = \(vault)")
  }

  /// Deletes the row of one file. False when there was none.
  @discardableResult
  package func deleteFile(_ organization: OrganizationID, _ blob: BlobID) throws(StorageError)
    -> Bool
  {
    try changesOne("DELETE FROM file WHERE organization = \(organization) AND blob = \(blob)")
  }
}
