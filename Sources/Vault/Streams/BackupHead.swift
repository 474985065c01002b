package import Identity

/// What stands in front of a backup, in the clear and covered by the server's signature: enough to know from
/// the root's fingerprint alone whether to believe it, before one byte of it is opened.
package struct BackupHead: Hashable, Sendable {
  package let organization: OrganizationID
  /// Names this backup.
  package let backup: RowID
  package let createdSeconds: UInt64
  /// The key of the backup, once for each key that may open it.
  package let boxes: [Bytes]
  /// The newest checkpoint; nil before the first.
  package let checkpoint: Checkpoint?
  package let tombstones: [SignedTombstone]
  /// All entries of the directory, with which the signature of the backup is checked.
  package let directory: [StoredEntry]

  /// The bytes that are signed.
  package func encoded() -> Bytes {
    var encoding = CanonicalEncoding(.backupHead, organization)
    encoding.add(backup)
    encoding.add(createdSeconds)
    encoding.add(list: boxes) { $1.add($0) }
    encoding.add(checkpoint?.encoded() ?? [])
    encoding.add(list: tombstones) { tombstone, record in
      record.add(tombstone.signature.bytes)
      record.add(tombstone.tombstone.encoded())
    }
    encoding.add(list: directory) { entry, record in
      record.add(entry.headerBytes)
      record.add(entry.body ?? [])
      record.add(entry.bodyHash)
      record.add(entry.signature)
    }
    return encoding.bytes
  }

  init(
    _ organization: OrganizationID, backup: RowID, createdSeconds: UInt64, boxes: [Bytes],
    checkpoint: Checkpoint?, tombstones: [SignedTombstone], directory: [StoredEntry]
  ) {
    self.organization = organization
    self.backup = backup
    self.createdSeconds = createdSeconds
    self.boxes = boxes
    self.checkpoint = checkpoint
    self.tombstones = tombstones
    self.directory = directory
  }

  /// The organization is what the head says; whether to believe it is told by its root.
  init(_ bytes: Bytes) throws(VaultError) {
    var decoder = try CanonicalDecoder(bytes, .backupHead, "backup")
    let organization: OrganizationID = try decoder.identity()
    self.organization = organization
    backup = try decoder.identity()
    createdSeconds = try decoder.number()
    boxes = try decoder.list { record throws(VaultError) in try record.data() }
    let checkpoint = try decoder.data()
    self.checkpoint = checkpoint.isEmpty ? nil : try Checkpoint(checkpoint, organization)
    tombstones = try decoder.list { record throws(VaultError) in
      let signature = try ServerSignature(bytes: try record.data())
      return SignedTombstone(try Tombstone(try record.data(), organization), signature)
    }
    directory = try decoder.list { record throws(VaultError) in
      try StoredEntry(
        headerBytes: try record.data(), body: try record.data(), bodyHash: try record.data(),
        signature: try record.data(), organization)
    }
    try decoder.finish()
  }

  static func keyPlace(
    _ organization: OrganizationID, _ backup: RowID
  ) -> CanonicalEncoding {
    var encoding = CanonicalEncoding(.backupKey, organization)
    encoding.add(backup)
    return encoding
  }

  static func streamPlace(
    _ organization: OrganizationID, _ backup: RowID
  ) -> CanonicalEncoding {
    var encoding = CanonicalEncoding(.backup, organization)
    encoding.add(backup)
    return encoding
  }
}
