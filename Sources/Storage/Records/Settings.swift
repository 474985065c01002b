package import Identity

/// A fact for the statistics, sealed under the server's key (VAULT.md, section 12).
package struct FactRecord: Sendable, Equatable {
  /// Its name.
  package let row: RowID
  /// The sealed fact.
  package let blob: Bytes
  /// The generation of the server seed it is sealed under.
  package let generation: UInt64
  /// Takes the stored form.
  package init(row: RowID, blob: Bytes, generation: UInt64) {
    self.row = row
    self.blob = blob
    self.generation = generation
  }
}

/// A setting that is nobody's business, sealed under the server's key.
package struct SettingRecord: Sendable, Equatable {
  /// Its name, up to 64 characters.
  package let name: String
  /// The sealed value.
  package let blob: Bytes
  /// The generation of the server seed it is sealed under.
  package let generation: UInt64
  /// Takes the stored form.
  package init(name: String, blob: Bytes, generation: UInt64) {
    self.name = name
    self.blob = blob
    self.generation = generation
  }
}

extension ReadTransaction {
  /// Every fact, in order of name.
  package func facts(_ organization: OrganizationID) throws(StorageError) -> [FactRecord] {
    try rows(
      """
      SELECT row, blob, generation FROM fact WHERE organization = \(organization) ORDER BY row
      """
    ) { row throws(StorageError) in
      FactRecord(row: try row.identity(0), blob: try row.bytes(1), generation: try row.count(2))
    }
  }

  /// One setting.
  package func setting(_ organization: OrganizationID, name: String) throws(StorageError)
    -> SettingRecord?
  {
    try first(
      """
      SELECT name, blob, generation FROM setting
      WHERE organization = \(organization) AND name = \(name)
      """
    ) { row throws(StorageError) in
      SettingRecord(name: try row.text(0), blob: try row.bytes(1), generation: try row.count(2))
    }
  }
}

extension WriteTransaction {
  /// Keeps a fact.
  package func insertFact(_ organization: OrganizationID, _ record: FactRecord)
    throws(StorageError)
  {
    try run(
      """
      INSERT INTO fact (organization, row, blob, generation)
      VALUES (\(organization), \(record.row), \(record.blob), \(record.generation))
      """)
  }

  /// Puts a setting.
  package func putSetting(_ organization: OrganizationID, _ record: SettingRecord)
    throws(StorageError)
  {
    try run(
      """
      INSERT INTO setting (organization, name, blob, generation)
      VALUES (\(organization), \(record.name), \(record.blob), \(record.generation))
      ON CONFLICT (organization, name) DO UPDATE
        SET blob = excluded.blob, generation = excluded.generation
      """)
  }

  /// Deletes a setting. False when there was none.
  @discardableResult
  package func deleteSetting(_ organization: OrganizationID, name: String) throws(StorageError)
    -> Bool
  {
    try changesOne("DELETE FROM setting WHERE organization = \(organization) AND name = \(name)")
  }
}
