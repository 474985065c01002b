package import Identity

/// What a receipt's words lead to (VAULT.md, section 3).
package struct ReceiptRecord: Sendable, Equatable {
  /// The keyed hash of the words' first key, 16 bytes.
  package let lookupID: Bytes
  /// Random, 16 bytes.
  package let salt: Bytes
  /// The holder's public key for reading, 32 bytes.
  package let boxKey: Bytes
  /// The holder's public key for signatures, 32 bytes.
  package let signKey: Bytes
  /// The holder.
  package let principal: PrincipalID
  /// The channel that the words open.
  package let channel: VaultID
  /// Takes the stored form.
  package init(
    lookupID: Bytes, salt: Bytes, boxKey: Bytes, signKey: Bytes, principal: PrincipalID,
    channel: VaultID
  ) {
    self.lookupID = lookupID
    self.salt = salt
    self.boxKey = boxKey
    self.signKey = signKey
    self.principal = principal
    self.channel = channel
  }
}

/// The receipt of a form that may be sent twice, sealed under the form's token.
package struct ResubmissionRecord: Sendable, Equatable {
  /// The keyed hash of what was sent, 32 bytes.
  package let id: Bytes
  /// The sealed receipt.
  package let blob: Bytes
  /// When it is forgotten, in seconds since 1970.
  package let expiresSeconds: Int64
  /// Takes the stored form.
  package init(id: Bytes, blob: Bytes, expiresSeconds: Int64) {
    self.id = id
    self.blob = blob
    self.expiresSeconds = expiresSeconds
  }
}

extension ReadTransaction {
  /// The receipt with this look-up id.
  package func receipt(_ organization: OrganizationID, lookupID: Bytes) throws(StorageError)
    -> ReceiptRecord?
  {
    try first(
      """
      SELECT lookup_id, salt, box_key, sign_key, principal, channel FROM receipt
      WHERE organization = \(organization) AND lookup_id = \(lookupID)
      """, receiptRecord)
  }

  /// The receipts that lead to a channel.
  package func receipts(_ organization: OrganizationID, channel: VaultID) throws(StorageError)
    -> [ReceiptRecord]
  {
    try rows(
      """
      SELECT lookup_id, salt, box_key, sign_key, principal, channel FROM receipt
      WHERE organization = \(organization) AND channel = \(channel) ORDER BY lookup_id
      """, receiptRecord)
  }

  /// What an earlier post of the same form was answered; also when it has run out.
  package func resubmission(_ organization: OrganizationID, id: Bytes) throws(StorageError)
    -> ResubmissionRecord?
  {
    try first(
      """
      SELECT id, blob, expires_seconds FROM resubmission
      WHERE organization = \(organization) AND id = \(id)
      """
    ) { row throws(StorageError) in
      ResubmissionRecord(
        id: try row.bytes(0), blob: try row.bytes(1), expiresSeconds: try row.integer(2))
    }
  }
}

private func receiptRecord(_ row: borrowing Row) throws(StorageError) -> ReceiptRecord {
  ReceiptRecord(
    lookupID: try row.bytes(0), salt: try row.bytes(1), boxKey: try row.bytes(2),
    signKey: try row.bytes(3), principal: try row.identity(4), channel: try row.identity(5))
}

extension WriteTransaction {
  /// Keeps a receipt.
  package func insertReceipt(_ organization: OrganizationID, _ record: ReceiptRecord)
    throws(StorageError)
  {
    try run(
      """
      INSERT INTO receipt (organization, lookup_id, salt, box_key, sign_key, principal, channel)
      VALUES (\(organization), \(record.lookupID), \(record.salt), \(record.boxKey),
        \(record.signKey), \(record.principal), \(record.channel))
      """)
  }

  /// Deletes one receipt. False when there was none.
  @discardableResult
  package func deleteReceipt(_ organization: OrganizationID, lookupID: Bytes)
    throws(StorageError) -> Bool
  {
    try changesOne(
      "DELETE FROM receipt WHERE organization = \(organization) AND lookup_id = \(lookupID)")
  }

  /// Deletes the receipts that lead to a channel. Returns how many.
  @discardableResult
  package func deleteReceipts(_ organization: OrganizationID, channel: VaultID)
    throws(StorageError) -> Int
  {
    try run("DELETE FROM receipt WHERE organization = \(organization) AND channel = \(channel)")
  }

  /// Remembers the answer to a form. Throws `alreadyExists` when the same post was answered meanwhile:
  /// the whole body is rolled back, and the caller shows the stored answer.
  package func insertResubmission(_ organization: OrganizationID, _ record: ResubmissionRecord)
    throws(StorageError)
  {
    try run(
      """
      INSERT INTO resubmission (organization, id, blob, expires_seconds)
      VALUES (\(organization), \(record.id), \(record.blob), \(record.expiresSeconds))
      """)
  }

  /// Deletes what was to be forgotten at or before this second. Returns how many.
  @discardableResult
  package func deleteResubmissions(_ organization: OrganizationID, expiredBySeconds: Int64)
    throws(StorageError) -> Int
  {
    try run(
      """
      DELETE FROM resubmission
      WHERE organization = \(organization) AND expires_seconds <= \(expiredBySeconds)
      """)
  }
}
