package import Identity

/// A signed note that something was ended and must stay so after a restore (VAULT.md, section 14).
package struct TombstoneRecord: Sendable, Equatable {
  /// Its number, from 1 without gaps.
  package let number: UInt64
  /// The tombstone as signed.
  package let bytes: Bytes
  /// Its hash, 32 bytes.
  package let hash: Bytes
  /// The server's signature with the generation of its key, 72 bytes.
  package let signature: Bytes
  /// Takes the stored form.
  package init(number: UInt64, bytes: Bytes, hash: Bytes, signature: Bytes) {
    self.number = number
    self.bytes = bytes
    self.hash = hash
    self.signature = signature
  }
}

extension ReadTransaction {
  /// The newest tombstone.
  package func newestTombstone(_ organization: OrganizationID) throws(StorageError)
    -> TombstoneRecord?
  {
    try first(
      """
      SELECT number, bytes, hash, signature FROM tombstone
      WHERE organization = \(organization) ORDER BY number DESC LIMIT 1
      """, tombstoneRecord)
  }

  /// Up to `limit` tombstones in order, beginning with the number `from`.
  package func tombstones(_ organization: OrganizationID, from: UInt64 = 0, limit: Int = .max)
    throws(StorageError) -> [TombstoneRecord]
  {
    try rows(
      """
      SELECT number, bytes, hash, signature FROM tombstone
      WHERE organization = \(organization) AND number >= \(from) ORDER BY number LIMIT \(limit)
      """, tombstoneRecord)
  }
}

private func tombstoneRecord(_ row: borrowing Row) throws(StorageError) -> TombstoneRecord {
  TombstoneRecord(
    number: try row.count(0), bytes: try row.bytes(1), hash: try row.bytes(2),
    signature: try row.bytes(3))
}

extension WriteTransaction {
  /// Appends a tombstone; its number must follow the newest one, else it throws `refused` or `alreadyExists`.
  package func insertTombstone(_ organization: OrganizationID, _ record: TombstoneRecord)
    throws(StorageError)
  {
    try run(
      """
      INSERT INTO tombstone (organization, number, bytes, hash, signature)
      VALUES (\(organization), \(record.number), \(record.bytes), \(record.hash),
        \(record.signature))
      """)
  }
}
