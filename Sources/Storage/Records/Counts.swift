package import Identity

/// How many rows there are of what is never deleted, and how many there have to be.
package struct RowCounts: Sendable, Equatable {
  /// Entries of all vaults.
  package let entries: Int
  /// Entries that the heads of all vaults tell of.
  package let entriesByHeads: Int
  /// Notes of which anchor covers an entry.
  package let anchored: Int
  /// Anchors of all lanes.
  package let anchors: Int
  /// Anchors that the rows of all lanes tell of.
  package let anchorsByLanes: Int
  /// Checkpoints.
  package let checkpoints: Int
  /// The number of the newest checkpoint; 0 for none.
  package let newestCheckpoint: Int
  /// Tombstones.
  package let tombstones: Int
  /// The number of the newest tombstone; 0 for none.
  package let newestTombstone: Int
}

extension ReadTransaction {
  /// Counts what is never deleted: fast enough for every start.
  package func rowCounts(_ organization: OrganizationID) throws(StorageError) -> RowCounts? {
    try first(
      """
      SELECT (SELECT count(*) FROM entry WHERE organization = \(organization)),
        (SELECT coalesce(sum(sequence + 1), 0) FROM head WHERE organization = \(organization)),
        (SELECT count(*) FROM anchored WHERE organization = \(organization)),
        (SELECT count(*) FROM anchor WHERE organization = \(organization)),
        (SELECT coalesce(sum(number), 0) FROM lane WHERE organization = \(organization)),
        (SELECT count(*) FROM checkpoint WHERE organization = \(organization)),
        (SELECT coalesce(max(number), 0) FROM checkpoint WHERE organization = \(organization)),
        (SELECT count(*) FROM tombstone WHERE organization = \(organization)),
        (SELECT coalesce(max(number), 0) FROM tombstone WHERE organization = \(organization))
      """
    ) { row throws(StorageError) in
      RowCounts(
        entries: try row.small(0), entriesByHeads: try row.small(1), anchored: try row.small(2),
        anchors: try row.small(3), anchorsByLanes: try row.small(4),
        checkpoints: try row.small(5), newestCheckpoint: try row.small(6),
        tombstones: try row.small(7), newestTombstone: try row.small(8))
    }
  }

  /// The vaults of all cases that have an index row.
  package func indexedVaults(_ organization: OrganizationID) throws(StorageError) -> [VaultID] {
    try rows("SELECT vault FROM case_index WHERE organization = \(organization) ORDER BY vault") {
      row throws(StorageError) in try row.identity(0)
    }
  }
}

extension WriteTransaction {
  /// Removes every grant of one class (after a restore that cannot know what was taken away since). Returns how many.
  @discardableResult
  package func deleteGrants(_ organization: OrganizationID, _ grantClass: GrantClass)
    throws(StorageError) -> Int
  {
    try run(
      """
      DELETE FROM vault_grant
      WHERE organization = \(organization) AND class = \(grantClass.rawValue)
      """)
  }
}
