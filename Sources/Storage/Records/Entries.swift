package import Identity

/// One entry of a vault as it is stored, never rebuilt.
package struct EntryRecord: Sendable, Equatable {
  /// The vault it stands in.
  package let vault: VaultID
  /// Its place, from 0 without gaps.
  package let sequence: UInt64
  /// The epoch it was sealed under.
  package let epoch: UInt64
  /// The clear, signed head of the entry (H0 in VAULT.md, section 6).
  package let header: Bytes
  /// The sealed content; nil only after erasure.
  package let body: Bytes?
  /// The hash of the stored body, 32 bytes; stays after erasure.
  package let bodyHash: Bytes
  /// The link hash that the next entry names, 32 bytes.
  package let link: Bytes
  /// The author's signature, 64 bytes; a list of them in the directory; nil for kinds that the anchor covers.
  package let signature: Bytes?
  /// Takes the stored form of an entry.
  package init(
    vault: VaultID, sequence: UInt64, epoch: UInt64, header: Bytes, body: Bytes?, bodyHash: Bytes,
    link: Bytes, signature: Bytes?
  ) {
    self.vault = vault
    self.sequence = sequence
    self.epoch = epoch
    self.header = header
    self.body = body
    self.bodyHash = bodyHash
    self.link = link
    self.signature = signature
  }
}

/// The newest entry of a vault and the key that new ones are sealed to.
package struct HeadRecord: Sendable, Equatable {
  /// The vault.
  package let vault: VaultID
  /// The sequence of the newest entry.
  package let sequence: UInt64
  /// The link hash of the newest entry, 32 bytes.
  package let link: Bytes
  /// The current epoch.
  package let epoch: UInt64
  /// The public key of the current epoch, 32 bytes.
  package let epochKey: Bytes
  /// The server's authentication of this row.
  package let tag: Bytes
  /// Takes the stored form of a head.
  package init(
    vault: VaultID, sequence: UInt64, link: Bytes, epoch: UInt64, epochKey: Bytes, tag: Bytes
  ) {
    self.vault = vault
    self.sequence = sequence
    self.link = link
    self.epoch = epoch
    self.epochKey = epochKey
    self.tag = tag
  }
}

extension ReadTransaction {
  /// The head of a vault; nil when there is no such vault.
  package func head(_ organization: OrganizationID, _ vault: VaultID) throws(StorageError)
    -> HeadRecord?
  {
    try first(
      """
      SELECT vault, sequence, link, epoch, epoch_key, tag FROM head
      WHERE organization = \(organization) AND vault = \(vault)
      """, headRecord)
  }

  /// Up to `limit` heads in order of vault, after the given one: the way to walk over all vaults.
  package func heads(_ organization: OrganizationID, after: VaultID?, limit: Int)
    throws(StorageError) -> [HeadRecord]
  {
    let start = after?.bytes ?? []
    return try rows(
      """
      SELECT vault, sequence, link, epoch, epoch_key, tag FROM head
      WHERE organization = \(organization) AND vault > \(start) ORDER BY vault LIMIT \(limit)
      """, headRecord)
  }

  /// One entry.
  package func entry(_ organization: OrganizationID, _ vault: VaultID, sequence: UInt64)
    throws(StorageError) -> EntryRecord?
  {
    try first(
      """
      SELECT vault, sequence, epoch, header, body, body_hash, link, signature FROM entry
      WHERE organization = \(organization) AND vault = \(vault) AND sequence = \(sequence)
      """, entryRecord)
  }

  /// Up to `limit` entries of a vault in order, beginning with the sequence `from`.
  package func entries(
    _ organization: OrganizationID, _ vault: VaultID, from: UInt64 = 0, limit: Int = .max
  ) throws(StorageError) -> [EntryRecord] {
    try rows(
      """
      SELECT vault, sequence, epoch, header, body, body_hash, link, signature FROM entry
      WHERE organization = \(organization) AND vault = \(vault) AND sequence >= \(from)
      ORDER BY sequence LIMIT \(limit)
      """, entryRecord)
  }

  /// Vaults that have entries and no head: somebody removed the head row.
  package func vaultsWithoutHead(_ organization: OrganizationID) throws(StorageError) -> [VaultID] {
    try rows(
      """
      SELECT entry.vault FROM entry LEFT JOIN head
        ON head.organization = entry.organization AND head.vault = entry.vault
      WHERE entry.organization = \(organization) AND head.vault IS NULL
      GROUP BY entry.vault ORDER BY entry.vault
      """
    ) { row throws(StorageError) in try row.identity(0) }
  }

  /// The keys of arrivals that were taken over, by sequence.
  package func takenKeys(_ organization: OrganizationID, _ vault: VaultID) throws(StorageError)
    -> [UInt64: Bytes]
  {
    let pairs = try rows(
      """
      SELECT sequence, blob FROM taken_key
      WHERE organization = \(organization) AND vault = \(vault) ORDER BY sequence
      """
    ) { row throws(StorageError) in (try row.count(0), try row.bytes(1)) }
    return Dictionary(uniqueKeysWithValues: pairs)
  }
}

private func headRecord(_ row: borrowing Row) throws(StorageError) -> HeadRecord {
  HeadRecord(
    vault: try row.identity(0), sequence: try row.count(1), link: try row.bytes(2),
    epoch: try row.count(3), epochKey: try row.bytes(4), tag: try row.bytes(5))
}

private func entryRecord(_ row: borrowing Row) throws(StorageError) -> EntryRecord {
  EntryRecord(
    vault: try row.identity(0), sequence: try row.count(1), epoch: try row.count(2),
    header: try row.bytes(3), body: try row.bytesOrNil(4), bodyHash: try row.bytes(5),
    link: try row.bytes(6), signature: try row.bytesOrNil(7))
}

extension WriteTransaction {
  /// Appends an entry and moves the head to it, in one step.
  ///
  /// `expected` is the head that the writer saw (nil: the vault is new). Throws `StorageError.conflict` when
  /// the stored head is another one in sequence, link or epoch. The new head names the entry's sequence and link.
  package func append(
    _ organization: OrganizationID, _ entry: EntryRecord, expected: HeadRecord?, head: HeadRecord
  ) throws(StorageError) {
    guard entry.vault == head.vault, entry.sequence == head.sequence, entry.link == head.link,
      expected.map({ $0.vault == entry.vault && $0.sequence + 1 == entry.sequence })
        ?? (entry.sequence == 0)
    else { throw .refused("append: entry, head and expected head do not belong together") }
    let moved =
      if let expected {
        try changesOne(
          """
          UPDATE head SET sequence = \(head.sequence), link = \(head.link), epoch = \(head.epoch),
            epoch_key = \(head.epochKey), tag = \(head.tag)
          WHERE organization = \(organization) AND vault = \(head.vault)
            AND sequence = \(expected.sequence) AND link = \(expected.link)
            AND epoch = \(expected.epoch)
          """)
      } else {
        try changesOne(
          """
          INSERT INTO head (organization, vault, sequence, link, epoch, epoch_key, tag)
          VALUES (\(organization), \(head.vault), \(head.sequence), \(head.link), \(head.epoch),
            \(head.epochKey), \(head.tag))
          ON CONFLICT (organization, vault) DO NOTHING
          """)
      }
    guard moved else {
      throw .conflict(
        Conflict(vault: head.vault, head: try self.head(organization, head.vault)))
    }
    try run(
      """
      INSERT INTO entry
        (organization, vault, sequence, epoch, header, body, body_hash, link, signature)
      VALUES (\(organization), \(entry.vault), \(entry.sequence), \(entry.epoch), \(entry.header),
        \(entry.body), \(entry.bodyHash), \(entry.link), \(entry.signature))
      """)
    appended.append(
      AppendedHead(
        organization: organization, vault: entry.vault, sequence: entry.sequence, link: entry.link))
  }

  /// Puts the authentication of a head row anew (a new server seed). False when the head has moved.
  @discardableResult
  package func replaceHeadTag(_ organization: OrganizationID, _ head: HeadRecord, tag: Bytes)
    throws(StorageError) -> Bool
  {
    try changesOne(
      """
      UPDATE head SET tag = \(tag)
      WHERE organization = \(organization) AND vault = \(head.vault)
        AND sequence = \(head.sequence) AND link = \(head.link) AND tag = \(head.tag)
      """)
  }

  /// Erases the body of one entry; its taken key falls with it. False when it was erased already.
  @discardableResult
  package func eraseBody(_ organization: OrganizationID, _ vault: VaultID, sequence: UInt64)
    throws(StorageError) -> Bool
  {
    try changesOne(
      """
      UPDATE entry SET body = NULL
      WHERE organization = \(organization) AND vault = \(vault) AND sequence = \(sequence)
        AND body IS NOT NULL
      """)
  }

  /// Erases every body of a vault; the taken keys fall with them. Returns how many there were.
  @discardableResult
  package func eraseBodies(_ organization: OrganizationID, _ vault: VaultID) throws(StorageError)
    -> Int
  {
    try run(
      """
      UPDATE entry SET body = NULL
      WHERE organization = \(organization) AND vault = \(vault) AND body IS NOT NULL
      """)
  }

  /// Keeps the key of an arrival that was taken over, once. False when somebody did it before.
  /// Throws `refused` when the body is erased.
  @discardableResult
  package func insertTakenKey(
    _ organization: OrganizationID, _ vault: VaultID, sequence: UInt64, blob: Bytes
  ) throws(StorageError) -> Bool {
    try changesOne(
      """
      INSERT INTO taken_key (organization, vault, sequence, blob)
      VALUES (\(organization), \(vault), \(sequence), \(blob))
      ON CONFLICT (organization, vault, sequence) DO NOTHING
      """)
  }
}
