package import Identity

/// `B`: the key of one backup, held in memory while it is written and read back.
package struct BackupKey: ~Copyable, Sendable {
  let secret: Secret

  /// A new key.
  package static func random() throws(VaultError) -> BackupKey {
    BackupKey(secret: try Sodium.randomSecret(32))
  }

  fileprivate init(secret: consuming Secret) { self.secret = secret }
}

// A backup on disk: 8 bytes "RDRSBACK", 8 bytes length of the head, the head, the secretstream, and as its
// last bytes the server's signature over the hash of all before.
private enum BackupForm {
  static let magic = Bytes("RDRSBACK".utf8)
  static let lengthBytes = 8
  static let signatureBytes = 8 + Sodium.signatureBytes

  static func runningHash() throws(VaultError) -> RunningHash {
    try RunningHash.beginning(with: CanonicalEncoding(.backupHash).bytes)
  }

  /// The length of the head, once enough is there.
  static func headBytes(_ start: Bytes) throws(VaultError) -> Int? {
    guard start.count >= magic.count + lengthBytes else { return nil }
    guard start.starts(with: magic) else { throw .malformed("backup") }
    let length = start[magic.count..<magic.count + lengthBytes].reduce(UInt64(0)) {
      $0 << 8 | UInt64($1)
    }
    guard length <= UInt64(VaultLimits.backupHeadBytesMax) else {
      throw .tooLarge("backup head", bytesMax: VaultLimits.backupHeadBytesMax)
    }
    return Int(length)
  }
}

/// Writes a backup, never holding it whole. What the calls return is written in order.
package struct BackupSealer: ~Copyable, Sendable {
  private var stream: StreamSealer
  private let hash: RunningHash
  private var front: Bytes

  /// - Parameters:
  ///   - recipients: The recovery key from the directory, or other keys that shall open it.
  ///   - tombstones: All of them.
  ///   - directory: All entries of the directory.
  package init(
    _ organization: OrganizationID, backup: RowID, createdSeconds: UInt64,
    recipients: [PublicKeys], checkpoint: Checkpoint?, tombstones: [SignedTombstone],
    directory: [StoredEntry], _ key: borrowing BackupKey
  ) throws(VaultError) {
    let place = BackupHead.keyPlace(organization, backup)
    var boxes: [Bytes] = []
    for recipient in recipients {
      boxes.append(try Sodium.box(to: recipient.box, place.ending(key.secret)))
    }
    let head = BackupHead(
      organization, backup: backup, createdSeconds: createdSeconds, boxes: boxes,
      checkpoint: checkpoint, tombstones: tombstones, directory: directory
    ).encoded()
    guard head.count <= VaultLimits.backupHeadBytesMax else {
      throw .tooLarge("backup head", bytesMax: VaultLimits.backupHeadBytesMax)
    }
    var front = BackupForm.magic
    front.append(bigEndian: UInt64(head.count))
    let hash = try BackupForm.runningHash()
    var header = Bytes()
    self.stream = try StreamSealer(
      key: key.secret, associated: BackupHead.streamPlace(organization, backup), header: &header)
    self.front = front + head + header
    self.hash = hash
  }

  /// - Returns: Bytes to write; often none.
  package mutating func add(_ plain: Bytes) throws(VaultError) -> Bytes {
    try written(stream.add(plain))
  }

  /// The last bytes, with the server's signature.
  package consuming func finish(_ serverKeys: ServerKeys) throws(VaultError) -> Bytes {
    let last = try written(stream.finish())
    let digest = try hash.finish()
    return last + (try serverKeys.sign(digest.bytes).bytes)
  }

  private mutating func written(_ sealed: Bytes) throws(VaultError) -> Bytes {
    let out = front + sealed
    front = []
    try hash.add(out)
    return out
  }
}

/// The first pass over a backup: is it one, is it whole, and did the server of this root sign it? It opens
/// nothing and needs no key. Anyone can seal to a public key, so nothing unsigned is believed.
package struct BackupCheck: ~Copyable, Sendable {
  private let hash: RunningHash
  private var start = Bytes()
  private var headEnd: Int?
  private var head: BackupHead?
  // The signature is what comes last, so that many bytes are always held back from the hash.
  private var held = Bytes()

  package init() throws(VaultError) { hash = try BackupForm.runningHash() }

  /// Adds the next bytes as they were read.
  package mutating func add(_ bytes: Bytes) throws(VaultError) {
    if head == nil {
      start += bytes
      if headEnd == nil, let length = try BackupForm.headBytes(start) {
        headEnd = BackupForm.magic.count + BackupForm.lengthBytes + length
      }
      if let headEnd, start.count >= headEnd {
        let headStart = BackupForm.magic.count + BackupForm.lengthBytes
        head = try BackupHead(Bytes(start[headStart..<headEnd]))
        start = []
      }
    }
    held += bytes
    let ready = held.count - BackupForm.signatureBytes
    if ready > 0 {
      try hash.add(Bytes(held.prefix(ready)))
      held.removeFirst(ready)
    }
  }

  /// The head, once it is proven.
  ///
  /// - Parameter root: The fingerprint that the person who restores trusts.
  /// - Throws: `signatureInvalid`, `malformed`.
  package consuming func finish(root: Digest) throws(VaultError) -> VerifiedBackup {
    guard let head, let headEnd, held.count == BackupForm.signatureBytes else {
      throw .malformed("backup")
    }
    let signature = try ServerSignature(bytes: held)
    let digest = try hash.finish()
    var directory = try Directory(head.organization, expectedRoot: root)
    for entry in head.directory {
      do throws(DirectoryRefusal) {
        try directory.append(entry)
      } catch {
        throw .signatureInvalid
      }
    }
    guard
      directory.holds(signature, over: digest.bytes, atSeconds: head.createdSeconds)
    else { throw .signatureInvalid }
    var tombstones = TombstoneChain(head.organization)
    for tombstone in head.tombstones { try tombstones.append(tombstone, directory) }
    return VerifiedBackup(
      head: head, directory: directory, tombstones: tombstones, headBytes: headEnd, digest: digest)
  }
}

/// A backup whose signature holds under a known root.
package struct VerifiedBackup: Sendable {
  package let head: BackupHead
  package let directory: Directory
  package let tombstones: TombstoneChain
  fileprivate let headBytes: Int
  fileprivate let digest: Digest

  /// The key of the backup, for one of its recipients.
  package func key(for recipient: borrowing PrincipalKeys) throws(VaultError) -> BackupKey {
    let pair = try recipient.seed.boxPair()
    for box in head.boxes {
      do throws(VaultError) {
        let opened = try Sodium.openBox(box, with: pair, "backup key")
        return BackupKey(
          secret: try BackupHead.keyPlace(head.organization, head.backup)
            .lastField(of: opened, count: 32, "backup key"))
      } catch {
        guard error == .doesNotOpen("backup key") else { throw error }
      }
    }
    throw .doesNotOpen("backup key")
  }
}

/// The second pass: opens a backup that was verified. It fails at the end if the bytes are others than those
/// of the first pass.
package struct BackupOpener: ~Copyable, Sendable {
  private var stream: StreamOpener
  private let hash: RunningHash
  private let digest: Digest
  private var skip: Int
  private var held = Bytes()

  package init(_ verified: VerifiedBackup, _ key: borrowing BackupKey) throws(VaultError) {
    let hash = try BackupForm.runningHash()
    self.stream = try StreamOpener(
      key: key.secret,
      associated: BackupHead.streamPlace(verified.head.organization, verified.head.backup),
      "backup")
    self.hash = hash
    self.digest = verified.digest
    self.skip = verified.headBytes
  }

  /// - Returns: Plain bytes; often none.
  package mutating func add(_ bytes: Bytes) throws(VaultError) -> Bytes {
    held += bytes
    let ready = held.count - BackupForm.signatureBytes
    guard ready > 0 else { return [] }
    let passed = Bytes(held.prefix(ready))
    held.removeFirst(ready)
    try hash.add(passed)
    let skipped = min(skip, passed.count)
    skip -= skipped
    return try stream.add(passed.dropFirst(skipped))
  }

  /// The last plain bytes.
  package consuming func finish() throws(VaultError) -> Bytes {
    let last = try stream.finish()
    guard try hash.finish() == digest else { throw .doesNotOpen("backup") }
    return last
  }
}
