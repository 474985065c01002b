package import Identity

/// Where an outgoing message stands.
package enum OutgoingState: String, Sendable, CaseIterable {
  /// Due at its time.
  case waiting
  /// Somebody is sending it; falls back to them who come after its lease has run out.
  case leased
  /// Given up; the operator sees it.
  case failed
}

/// An outgoing message, sealed under the server's key.
package struct OutgoingRecord: Sendable, Equatable {
  /// Its name.
  package let row: RowID
  /// When it was written, in seconds since 1970.
  package let createdSeconds: Int64
  /// When to send it, or while leased when the lease ends, in seconds since 1970.
  package let dueSeconds: Int64
  /// How often it was tried.
  package let attempts: Int
  /// The mail server's last numeric answer.
  package let replyCode: Int?
  /// The sealed text of the mail server's last answer.
  package let reply: Bytes?
  /// The sealed message.
  package let blob: Bytes
  /// The generation of the server seed it is sealed under.
  package let generation: UInt64
  /// Where it stands.
  package let state: OutgoingState
  /// Takes the stored form.
  package init(
    row: RowID, createdSeconds: Int64, dueSeconds: Int64, attempts: Int = 0,
    replyCode: Int? = nil, reply: Bytes? = nil, blob: Bytes, generation: UInt64,
    state: OutgoingState = .waiting
  ) {
    self.row = row
    self.createdSeconds = createdSeconds
    self.dueSeconds = dueSeconds
    self.attempts = attempts
    self.replyCode = replyCode
    self.reply = reply
    self.blob = blob
    self.generation = generation
    self.state = state
  }
}

extension ReadTransaction {
  /// Outgoing messages in order of due time: all of them, or the first of them.
  package func outgoing(
    _ organization: OrganizationID, countMax: Int = .max
  ) throws(StorageError) -> [OutgoingRecord] {
    try rows(
      """
      SELECT row, created_seconds, due_seconds, attempts, reply_code, reply, blob, generation,
        state
      FROM outbox WHERE organization = \(organization) ORDER BY due_seconds, row LIMIT \(countMax)
      """, outgoingRecord)
  }

  /// How many messages stand where.
  package func outgoingCount(_ organization: OrganizationID, _ state: OutgoingState)
    throws(StorageError) -> Int
  {
    try first(
      """
      SELECT count(*) FROM outbox
      WHERE organization = \(organization) AND state = \(state.rawValue)
      """
    ) { row throws(StorageError) in try row.small(0) } ?? 0
  }

  /// When the next message is due, in seconds since 1970; nil when none waits.
  package func nextOutgoingDueSeconds(_ organization: OrganizationID) throws(StorageError)
    -> Int64?
  {
    try first(
      """
      SELECT due_seconds FROM outbox
      WHERE organization = \(organization) AND state <> 'failed' ORDER BY due_seconds LIMIT 1
      """
    ) { row throws(StorageError) in try row.integer(0) }
  }
}

private func outgoingRecord(_ row: borrowing Row) throws(StorageError) -> OutgoingRecord {
  OutgoingRecord(
    row: try row.identity(0), createdSeconds: try row.integer(1), dueSeconds: try row.integer(2),
    attempts: try row.small(3), replyCode: try row.integerOrNil(4).map { Int($0) },
    reply: try row.bytesOrNil(5), blob: try row.bytes(6), generation: try row.count(7),
    state: try row.word(8))
}

extension WriteTransaction {
  /// Puts a message into the outbox.
  package func insertOutgoing(_ organization: OrganizationID, _ record: OutgoingRecord)
    throws(StorageError)
  {
    try run(
      """
      INSERT INTO outbox
        (organization, row, created_seconds, due_seconds, attempts, reply_code, reply, blob,
         generation, state)
      VALUES (\(organization), \(record.row), \(record.createdSeconds), \(record.dueSeconds),
        \(record.attempts), \(record.replyCode), \(record.reply), \(record.blob),
        \(record.generation), \(record.state.rawValue))
      """)
  }

  /// Takes up to `limit` due messages until the lease ends: nobody else gets them meanwhile, and if this
  /// process dies, they are due again then. Counts one attempt. The oldest first.
  package func leaseOutgoing(
    _ organization: OrganizationID, nowSeconds: Int64, leaseUntilSeconds: Int64, limit: Int
  ) throws(StorageError) -> [OutgoingRecord] {
    let due: [RowID] = try rows(
      """
      SELECT row FROM outbox
      WHERE organization = \(organization) AND state <> 'failed' AND due_seconds <= \(nowSeconds)
      ORDER BY due_seconds, row LIMIT \(limit)
      """
    ) { row throws(StorageError) in try row.identity(0) }
    var leased: [OutgoingRecord] = []
    for row in due {
      leased += try rows(
        """
        UPDATE outbox SET state = 'leased', due_seconds = \(leaseUntilSeconds),
          attempts = attempts + 1
        WHERE organization = \(organization) AND row = \(row)
        RETURNING row, created_seconds, due_seconds, attempts, reply_code, reply, blob, generation,
        state
        """, outgoingRecord)
    }
    return leased
  }

  /// Gives a leased message back for another try, with the sealed text of the answer. False when it is gone.
  @discardableResult
  package func retryOutgoing(
    _ organization: OrganizationID, _ row: RowID, dueSeconds: Int64, replyCode: Int?, reply: Bytes?
  ) throws(StorageError) -> Bool {
    try changesOne(
      """
      UPDATE outbox SET state = 'waiting', due_seconds = \(dueSeconds),
        reply_code = \(replyCode), reply = \(reply)
      WHERE organization = \(organization) AND row = \(row)
      """)
  }

  /// Gives a leased message back that was not tried. False when it is gone.
  @discardableResult
  package func releaseOutgoing(
    _ organization: OrganizationID, _ row: RowID, dueSeconds: Int64
  ) throws(StorageError) -> Bool {
    try changesOne(
      """
      UPDATE outbox SET state = 'waiting', due_seconds = \(dueSeconds),
        attempts = max(attempts - 1, 0)
      WHERE organization = \(organization) AND row = \(row) AND state = 'leased'
      """)
  }

  /// Gives a message up; it stays for the operator to see. False when it is gone.
  @discardableResult
  package func failOutgoing(
    _ organization: OrganizationID, _ row: RowID, replyCode: Int?, reply: Bytes?
  ) throws(StorageError) -> Bool {
    try changesOne(
      """
      UPDATE outbox SET state = 'failed', reply_code = \(replyCode), reply = \(reply)
      WHERE organization = \(organization) AND row = \(row)
      """)
  }

  /// Deletes a message that was delivered. False when it is gone.
  @discardableResult
  package func deleteOutgoing(_ organization: OrganizationID, _ row: RowID)
    throws(StorageError) -> Bool
  {
    try changesOne("DELETE FROM outbox WHERE organization = \(organization) AND row = \(row)")
  }
}
