package import Identity

/// The signed list of what one group commit appended (VAULT.md, section 7).
package struct AnchorRecord: Sendable, Equatable {
  /// The machine's lane.
  package let lane: RowID
  /// Its number in the lane, from 1 without gaps.
  package let number: UInt64
  /// The anchor as signed.
  package let bytes: Bytes
  /// Its hash, 32 bytes.
  package let hash: Bytes
  /// The server's signature with the generation of its key, 72 bytes.
  package let signature: Bytes
  /// Takes the stored form of an anchor.
  package init(lane: RowID, number: UInt64, bytes: Bytes, hash: Bytes, signature: Bytes) {
    self.lane = lane
    self.number = number
    self.bytes = bytes
    self.hash = hash
    self.signature = signature
  }
}

/// How far a machine's lane has come.
package struct LaneRecord: Sendable, Equatable {
  /// The lane.
  package let lane: RowID
  /// The number of its newest anchor; 0 before the first.
  package let number: UInt64
  /// The hash of its newest anchor, 32 bytes; zeros before the first.
  package let hash: Bytes
  /// Takes the stored form of a lane.
  package init(lane: RowID, number: UInt64, hash: Bytes) {
    self.lane = lane
    self.number = number
    self.hash = hash
  }
}

/// Which anchor covers an entry.
package struct AnchoredRecord: Sendable, Equatable {
  /// The vault of the entry.
  package let vault: VaultID
  /// The sequence of the entry.
  package let sequence: UInt64
  /// The lane of the anchor.
  package let lane: RowID
  /// The number of the anchor.
  package let number: UInt64
  /// Takes the stored form.
  package init(vault: VaultID, sequence: UInt64, lane: RowID, number: UInt64) {
    self.vault = vault
    self.sequence = sequence
    self.lane = lane
    self.number = number
  }
}

/// A signed statement of how far every lane had come.
package struct CheckpointRecord: Sendable, Equatable {
  /// Its number, from 1 without gaps.
  package let number: UInt64
  /// The checkpoint as signed.
  package let bytes: Bytes
  /// Its hash, 32 bytes.
  package let hash: Bytes
  /// The server's signature with the generation of its key, 72 bytes.
  package let signature: Bytes
  /// Takes the stored form of a checkpoint.
  package init(number: UInt64, bytes: Bytes, hash: Bytes, signature: Bytes) {
    self.number = number
    self.bytes = bytes
    self.hash = hash
    self.signature = signature
  }
}

extension ReadTransaction {
  /// One lane.
  package func lane(_ organization: OrganizationID, _ lane: RowID) throws(StorageError)
    -> LaneRecord?
  {
    try first(
      """
      SELECT lane, number, hash FROM lane
      WHERE organization = \(organization) AND lane = \(lane)
      """, laneRecord)
  }

  /// Every lane, in order.
  package func lanes(_ organization: OrganizationID) throws(StorageError) -> [LaneRecord] {
    try rows(
      "SELECT lane, number, hash FROM lane WHERE organization = \(organization) ORDER BY lane",
      laneRecord)
  }

  /// One anchor.
  package func anchor(_ organization: OrganizationID, _ lane: RowID, number: UInt64)
    throws(StorageError) -> AnchorRecord?
  {
    try first(
      """
      SELECT lane, number, bytes, hash, signature FROM anchor
      WHERE organization = \(organization) AND lane = \(lane) AND number = \(number)
      """, anchorRecord)
  }

  /// Up to `limit` anchors of a lane in order, beginning with the number `from`.
  package func anchors(
    _ organization: OrganizationID, _ lane: RowID, from: UInt64, limit: Int
  ) throws(StorageError) -> [AnchorRecord] {
    try rows(
      """
      SELECT lane, number, bytes, hash, signature FROM anchor
      WHERE organization = \(organization) AND lane = \(lane) AND number >= \(from)
      ORDER BY number LIMIT \(limit)
      """, anchorRecord)
  }

  /// Which anchor covers an entry; nil when none does.
  package func anchored(_ organization: OrganizationID, _ vault: VaultID, sequence: UInt64)
    throws(StorageError) -> AnchoredRecord?
  {
    try first(
      """
      SELECT vault, sequence, lane, number FROM anchored
      WHERE organization = \(organization) AND vault = \(vault) AND sequence = \(sequence)
      """, anchoredRecord)
  }

  /// The newest covered entry of a vault; nil when none is.
  package func newestAnchored(_ organization: OrganizationID, _ vault: VaultID)
    throws(StorageError) -> AnchoredRecord?
  {
    try first(
      """
      SELECT vault, sequence, lane, number FROM anchored
      WHERE organization = \(organization) AND vault = \(vault) ORDER BY sequence DESC LIMIT 1
      """, anchoredRecord)
  }

  /// Which anchors cover the entries of a vault, in order.
  package func anchored(_ organization: OrganizationID, _ vault: VaultID) throws(StorageError)
    -> [AnchoredRecord]
  {
    try rows(
      """
      SELECT vault, sequence, lane, number FROM anchored
      WHERE organization = \(organization) AND vault = \(vault) ORDER BY sequence
      """, anchoredRecord)
  }

  /// Up to `limit` checkpoints in order, beginning with the number `from`.
  package func checkpoints(_ organization: OrganizationID, from: UInt64 = 0, limit: Int = .max)
    throws(StorageError) -> [CheckpointRecord]
  {
    try rows(
      """
      SELECT number, bytes, hash, signature FROM checkpoint
      WHERE organization = \(organization) AND number >= \(from) ORDER BY number LIMIT \(limit)
      """, checkpointRecord)
  }

  /// The newest checkpoint.
  package func newestCheckpoint(_ organization: OrganizationID) throws(StorageError)
    -> CheckpointRecord?
  {
    try first(
      """
      SELECT number, bytes, hash, signature FROM checkpoint
      WHERE organization = \(organization) ORDER BY number DESC LIMIT 1
      """, checkpointRecord)
  }
}

private func laneRecord(_ row: borrowing Row) throws(StorageError) -> LaneRecord {
  LaneRecord(lane: try row.identity(0), number: try row.count(1), hash: try row.bytes(2))
}

private func anchorRecord(_ row: borrowing Row) throws(StorageError) -> AnchorRecord {
  AnchorRecord(
    lane: try row.identity(0), number: try row.count(1), bytes: try row.bytes(2),
    hash: try row.bytes(3), signature: try row.bytes(4))
}

private func anchoredRecord(_ row: borrowing Row) throws(StorageError) -> AnchoredRecord {
  AnchoredRecord(
    vault: try row.identity(0), sequence: try row.count(1), lane: try row.identity(2),
    number: try row.count(3))
}

private func checkpointRecord(_ row: borrowing Row) throws(StorageError) -> CheckpointRecord {
  CheckpointRecord(
    number: try row.count(0), bytes: try row.bytes(1), hash: try row.bytes(2),
    signature: try row.bytes(3))
}

extension WriteTransaction {
  /// Begins a lane at number 0.
  package func insertLane(_ organization: OrganizationID, _ record: LaneRecord)
    throws(StorageError)
  {
    try run(
      """
      INSERT INTO lane (organization, lane, number, hash)
      VALUES (\(organization), \(record.lane), \(record.number), \(record.hash))
      """)
  }

  /// Keeps an anchor, notes what it covers, and moves its lane from the anchor before.
  ///
  /// `before` is what the machine remembers of its lane. False when the lane stands elsewhere: the database
  /// is older than what this machine has signed, and nothing may be written. Throws `alreadyExists` when an
  /// entry is covered already.
  package func insertAnchor(
    _ organization: OrganizationID, _ record: AnchorRecord, before: LaneRecord,
    covering appended: [AppendedHead]
  ) throws(StorageError) -> Bool {
    guard before.lane == record.lane, before.number + 1 == record.number else {
      throw .refused("insertAnchor: the anchor does not follow the lane")
    }
    guard
      try changesOne(
        """
        UPDATE lane SET number = \(record.number), hash = \(record.hash)
        WHERE organization = \(organization) AND lane = \(record.lane)
          AND number = \(before.number) AND hash = \(before.hash)
        """)
    else { return false }
    try run(
      """
      INSERT INTO anchor (organization, lane, number, bytes, hash, signature)
      VALUES (\(organization), \(record.lane), \(record.number), \(record.bytes), \(record.hash),
        \(record.signature))
      """)
    for entry in appended where entry.organization == organization {
      try run(
        """
        INSERT INTO anchored (organization, vault, sequence, lane, number)
        VALUES (\(organization), \(entry.vault), \(entry.sequence), \(record.lane),
          \(record.number))
        """)
    }
    return true
  }

  /// Keeps a checkpoint; its number must follow the newest one.
  package func insertCheckpoint(_ organization: OrganizationID, _ record: CheckpointRecord)
    throws(StorageError)
  {
    try run(
      """
      INSERT INTO checkpoint (organization, number, bytes, hash, signature)
      VALUES (\(organization), \(record.number), \(record.bytes), \(record.hash),
        \(record.signature))
      """)
  }
}
