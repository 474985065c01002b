package import Identity

/// An event of the rota, sealed under the server's key (VAULT.md, section 12).
package struct RotaEventRecord: Sendable, Equatable {
  /// Its number, from 1, without gaps.
  package let number: Int
  /// The sealed event.
  package let blob: Bytes
  /// The generation of the server seed it is sealed under.
  package let generation: UInt64
  /// Takes the stored form.
  package init(number: Int, blob: Bytes, generation: UInt64) {
    self.number = number
    self.blob = blob
    self.generation = generation
  }
}

extension ReadTransaction {
  /// The events of the rota that come after a number, in order.
  package func rotaEvents(_ organization: OrganizationID, after number: Int)
    throws(StorageError) -> [RotaEventRecord]
  {
    try rows(
      """
      SELECT number, blob, generation FROM rota_event
      WHERE organization = \(organization) AND number > \(number) ORDER BY number
      """
    ) { row throws(StorageError) in
      RotaEventRecord(
        number: Int(clamping: try row.integer(0)), blob: try row.bytes(1),
        generation: try row.count(2))
    }
  }

  /// The number of the newest event of the rota; 0 before the first.
  package func rotaEventCount(_ organization: OrganizationID) throws(StorageError) -> Int {
    try first(
      """
      SELECT number FROM rota_event WHERE organization = \(organization)
      ORDER BY number DESC LIMIT 1
      """
    ) { row throws(StorageError) in Int(clamping: try row.integer(0)) } ?? 0
  }

  /// Whose calendar feed has a token with this keyed hash.
  package func calendarFeedOwner(_ organization: OrganizationID, tokenID: Bytes)
    throws(StorageError) -> PrincipalID?
  {
    try first(
      """
      SELECT principal FROM calendar_feed
      WHERE organization = \(organization) AND token_id = \(tokenID)
      """
    ) { row throws(StorageError) in try row.identity(0) }
  }

  /// Whether somebody has a calendar feed.
  package func hasCalendarFeed(_ organization: OrganizationID, _ principal: PrincipalID)
    throws(StorageError) -> Bool
  {
    try first(
      """
      SELECT 1 FROM calendar_feed
      WHERE organization = \(organization) AND principal = \(principal)
      """
    ) { row throws(StorageError) in try row.integer(0) } != nil
  }
}

extension WriteTransaction {
  /// Keeps the next event of the rota. Throws `StorageError.alreadyExists` when another was faster.
  package func insertRotaEvent(_ organization: OrganizationID, _ record: RotaEventRecord)
    throws(StorageError)
  {
    try run(
      """
      INSERT INTO rota_event (organization, number, blob, generation)
      VALUES (\(organization), \(record.number), \(record.blob), \(record.generation))
      """)
  }

  /// Gives somebody a calendar feed by the keyed hash of its token; the one before ends.
  package func putCalendarFeed(
    _ organization: OrganizationID, _ principal: PrincipalID, tokenID: Bytes
  ) throws(StorageError) {
    try run(
      """
      INSERT INTO calendar_feed (organization, principal, token_id)
      VALUES (\(organization), \(principal), \(tokenID))
      ON CONFLICT (organization, principal) DO UPDATE SET token_id = excluded.token_id
      """)
  }

  /// Ends somebody's calendar feed. False when there was none.
  @discardableResult
  package func deleteCalendarFeed(_ organization: OrganizationID, _ principal: PrincipalID)
    throws(StorageError) -> Bool
  {
    try changesOne(
      "DELETE FROM calendar_feed WHERE organization = \(organization) AND principal = \(principal)")
  }
}
