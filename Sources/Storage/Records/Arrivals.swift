package import Identity

/// What a reply address leads to.
package struct ReplyTokenRecord: Sendable, Equatable {
  /// The keyed hash of the token, 16 bytes.
  package let tokenID: Bytes
  /// The channel.
  package let channel: VaultID
  /// The keyed hash of the expected sender, 16 bytes; nil when none is known.
  package let senderID: Bytes?
  /// The server's word that the token leads to this channel, 16 bytes.
  package let tag: Bytes
  /// Takes the stored form.
  package init(tokenID: Bytes, channel: VaultID, senderID: Bytes?, tag: Bytes) {
    self.tokenID = tokenID
    self.channel = channel
    self.senderID = senderID
    self.tag = tag
  }
}

extension ReadTransaction {
  /// What the reply address with this token leads to.
  package func replyToken(_ organization: OrganizationID, tokenID: Bytes) throws(StorageError)
    -> ReplyTokenRecord?
  {
    try first(
      """
      SELECT token_id, channel, sender_id, tag FROM reply_token
      WHERE organization = \(organization) AND token_id = \(tokenID)
      """, replyTokenRecord)
  }

  /// The reply addresses of a channel.
  package func replyTokens(_ organization: OrganizationID, channel: VaultID) throws(StorageError)
    -> [ReplyTokenRecord]
  {
    try rows(
      """
      SELECT token_id, channel, sender_id, tag FROM reply_token
      WHERE organization = \(organization) AND channel = \(channel) ORDER BY token_id
      """, replyTokenRecord)
  }

  /// Whether a message with this keyed hash came before.
  package func mailWasSeen(_ organization: OrganizationID, id: Bytes) throws(StorageError) -> Bool {
    try first("SELECT 1 FROM mail_seen WHERE organization = \(organization) AND id = \(id)") {
      row throws(StorageError) in try row.integer(0)
    } != nil
  }
}

private func replyTokenRecord(_ row: borrowing Row) throws(StorageError) -> ReplyTokenRecord {
  ReplyTokenRecord(
    tokenID: try row.bytes(0), channel: try row.identity(1), senderID: try row.bytesOrNil(2),
    tag: try row.bytes(3))
}

extension WriteTransaction {
  /// Keeps a reply address.
  package func insertReplyToken(_ organization: OrganizationID, _ record: ReplyTokenRecord)
    throws(StorageError)
  {
    try run(
      """
      INSERT INTO reply_token (organization, token_id, channel, sender_id, tag)
      VALUES (\(organization), \(record.tokenID), \(record.channel), \(record.senderID),
        \(record.tag))
      """)
  }

  /// Deletes the reply addresses of a channel. Returns how many.
  @discardableResult
  package func deleteReplyTokens(_ organization: OrganizationID, channel: VaultID)
    throws(StorageError) -> Int
  {
    try run("DELETE FROM reply_token WHERE organization = \(organization) AND channel = \(channel)")
  }

  /// Remembers that a message came, by its keyed hash, 16 bytes. False when it came before.
  package func insertMailSeen(_ organization: OrganizationID, id: Bytes, seconds: Int64)
    throws(StorageError) -> Bool
  {
    try changesOne(
      """
      INSERT INTO mail_seen (organization, id, seconds)
      VALUES (\(organization), \(id), \(seconds)) ON CONFLICT (organization, id) DO NOTHING
      """)
  }

  /// Forgets messages that came at or before this second. Returns how many.
  @discardableResult
  package func deleteMailSeen(_ organization: OrganizationID, bySeconds: Int64)
    throws(StorageError) -> Int
  {
    try run(
      "DELETE FROM mail_seen WHERE organization = \(organization) AND seconds <= \(bySeconds)")
  }
}
