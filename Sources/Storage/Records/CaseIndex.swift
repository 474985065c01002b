package import Identity

/// What jobs and lists may know of a case, sealed under the server's key (VAULT.md, section 12).
package struct CaseIndexRecord: Sendable, Equatable {
  /// The vault of the case.
  package let vault: VaultID
  /// The next minute since 1970 at which something is due; nil when nothing is.
  package let dueMinute: Int64?
  /// The sealed row.
  package let blob: Bytes
  /// The generation of the server seed it is sealed under.
  package let generation: UInt64
  /// Takes the stored form.
  package init(vault: VaultID, dueMinute: Int64?, blob: Bytes, generation: UInt64) {
    self.vault = vault
    self.dueMinute = dueMinute
    self.blob = blob
    self.generation = generation
  }
}

/// An index row with its place in the order of changes.
package struct ChangedCaseIndex: Sendable, Equatable {
  /// The row.
  package let record: CaseIndexRecord
  /// Grows with every row that is put.
  package let revision: Int64
  /// The sequence of the newest entry of the case.
  package let headSequence: UInt64
  /// Takes the stored form.
  package init(record: CaseIndexRecord, revision: Int64, headSequence: UInt64) {
    self.record = record
    self.revision = revision
    self.headSequence = headSequence
  }
}

extension ReadTransaction {
  /// The index row of a case.
  package func caseIndex(_ organization: OrganizationID, _ vault: VaultID) throws(StorageError)
    -> CaseIndexRecord?
  {
    try first(
      """
      SELECT vault, due_minute, blob, generation FROM case_index
      WHERE organization = \(organization) AND vault = \(vault)
      """, caseIndexRecord)
  }

  /// The index rows of all cases, in order of vault.
  package func caseIndexes(_ organization: OrganizationID) throws(StorageError)
    -> [CaseIndexRecord]
  {
    try rows(
      """
      SELECT vault, due_minute, blob, generation FROM case_index
      WHERE organization = \(organization) ORDER BY vault
      """, caseIndexRecord)
  }

  /// The index rows of the cases to which this principal has a grant, of whatever class.
  package func caseIndexes(_ organization: OrganizationID, principal: PrincipalID)
    throws(StorageError) -> [CaseIndexRecord]
  {
    try rows(
      """
      SELECT vault, due_minute, blob, generation FROM case_index
      WHERE organization = \(organization) AND vault IN
        (SELECT vault FROM vault_grant
         WHERE organization = \(organization) AND principal = \(principal))
      ORDER BY vault
      """, caseIndexRecord)
  }

  /// Up to `limit` index rows that were put after this revision, in order of revision, each with the sequence
  /// of its case's newest entry; the way to keep an opened copy of the index up to date.
  package func caseIndexes(
    _ organization: OrganizationID, afterRevision revision: Int64, limit: Int
  ) throws(StorageError) -> [ChangedCaseIndex] {
    try rows(
      """
      SELECT case_index.vault, due_minute, blob, generation, revision, sequence FROM case_index
      JOIN head ON head.organization = case_index.organization AND head.vault = case_index.vault
      WHERE case_index.organization = \(organization) AND revision > \(revision)
      ORDER BY revision LIMIT \(limit)
      """
    ) { row throws(StorageError) in
      ChangedCaseIndex(
        record: try caseIndexRecord(row), revision: try row.integer(4),
        headSequence: try row.count(5))
    }
  }

  /// Up to `limit` index rows with something due at or before this minute, the oldest first; those that come after a
  /// row of the page before.
  package func caseIndexes(
    _ organization: OrganizationID, dueByMinute: Int64, after last: CaseIndexRecord? = nil,
    limit: Int
  ) throws(StorageError) -> [CaseIndexRecord] {
    guard let last, let minute = last.dueMinute else {
      return try rows(
        """
        SELECT vault, due_minute, blob, generation FROM case_index
        WHERE organization = \(organization) AND due_minute <= \(dueByMinute)
        ORDER BY due_minute, vault LIMIT \(limit)
        """, caseIndexRecord)
    }
    return try rows(
      """
      SELECT vault, due_minute, blob, generation FROM case_index
      WHERE organization = \(organization) AND due_minute <= \(dueByMinute)
        AND (due_minute, vault) > (\(minute), \(last.vault))
      ORDER BY due_minute, vault LIMIT \(limit)
      """, caseIndexRecord)
  }

  /// How many cases there are.
  package func caseCount(_ organization: OrganizationID) throws(StorageError) -> Int {
    try first("SELECT count(*) FROM case_index WHERE organization = \(organization)") {
      row throws(StorageError) in try row.small(0)
    } ?? 0
  }
}

private func caseIndexRecord(_ row: borrowing Row) throws(StorageError) -> CaseIndexRecord {
  CaseIndexRecord(
    vault: try row.identity(0), dueMinute: try row.integerOrNil(1), blob: try row.bytes(2),
    generation: try row.count(3))
}

extension WriteTransaction {
  /// Puts the index row of a case.
  package func putCaseIndex(_ organization: OrganizationID, _ record: CaseIndexRecord)
    throws(StorageError)
  {
    try run(
      """
      INSERT INTO case_index (organization, vault, due_minute, blob, generation, revision)
      VALUES (\(organization), \(record.vault), \(record.dueMinute), \(record.blob),
        \(record.generation),
        (SELECT coalesce(max(revision), 0) + 1 FROM case_index
         WHERE organization = \(organization)))
      ON CONFLICT (organization, vault) DO UPDATE SET due_minute = excluded.due_minute,
        blob = excluded.blob, generation = excluded.generation, revision = excluded.revision
      """)
  }

  /// Deletes the index row of a case. False when there was none.
  @discardableResult
  package func deleteCaseIndex(_ organization: OrganizationID, _ vault: VaultID)
    throws(StorageError) -> Bool
  {
    try changesOne(
      "DELETE FROM case_index WHERE organization = \(organization) AND vault = \(vault)")
  }
}
