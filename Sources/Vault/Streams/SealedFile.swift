package import Identity

/// `F`: the key of one file. It is held in the sealed payload of the entry that the file belongs to.
package struct FileKey: ~Copyable, Sendable {
  let secret: Secret

  /// A new key.
  package static func random() throws(VaultError) -> FileKey {
    FileKey(secret: try Sodium.randomSecret(32))
  }

  private init(secret: consuming Secret) { self.secret = secret }

  /// From an opened payload: 32 bytes.
  package init(payload: Bytes) throws(VaultError) {
    guard payload.count == 32 else { throw .malformed("file key") }
    self.init(secret: try Secret(copying: payload))
  }

  /// For the payload of an entry, which is sealed. The long name is a warning.
  package func revealedForPayload() -> Bytes { secret.revealedBytes() }

  fileprivate static func associated(
    _ organization: OrganizationID, _ blob: BlobID, _ tag: Tag
  ) -> CanonicalEncoding {
    var encoding = CanonicalEncoding(tag, organization)
    encoding.add(blob)
    return encoding
  }
}

/// What is known of a file once it was sealed.
package struct SealedFileFacts: Hashable, Sendable {
  /// For the open part of its entry.
  package let notice: FileNotice
  /// For its payload: the length before padding, in bytes.
  package let plainBytes: UInt64
  /// For its payload: BLAKE2b of the plain bytes.
  package let plainHash: Digest
  /// What was written.
  package let sealedBytes: UInt64
}

/// Seals a file while it comes in, never holding it whole. What the calls return is written in order.
package struct FileSealer: ~Copyable, Sendable {
  private var stream: StreamSealer
  private let blob: BlobID
  private let sealedHash: RunningHash
  private let plainHash: RunningHash
  private var header: Bytes
  private var plainBytes: UInt64 = 0
  private var sealedBytes: UInt64 = 0

  package init(
    _ organization: OrganizationID, _ blob: BlobID, _ key: borrowing FileKey
  ) throws(VaultError) {
    let sealedHash = try RunningHash.beginning(
      with: FileKey.associated(organization, blob, .fileHash).bytes)
    let plainHash = try RunningHash.beginning(with: [])
    var header = Bytes()
    self.stream = try StreamSealer(
      key: key.secret, associated: FileKey.associated(organization, blob, .file), header: &header)
    self.header = header
    self.sealedHash = sealedHash
    self.plainHash = plainHash
    self.blob = blob
  }

  /// - Returns: Sealed bytes to write; often none.
  package mutating func add(_ plain: Bytes) throws(VaultError) -> Bytes {
    plainBytes += UInt64(plain.count)
    try plainHash.add(plain)
    return try written(stream.add(plain))
  }

  /// The rest of the sealed bytes. Zeros hide the true length.
  package mutating func finish() throws(VaultError) -> Bytes {
    var sealed = Bytes()
    var zeros = Padding.paddedByteCount(Int(plainBytes)) - Int(plainBytes)
    while zeros > 0 {
      let count = min(zeros, VaultLimits.chunkBytes)
      sealed += try stream.add(repeatElement(0, count: count))
      zeros -= count
    }
    return try written(sealed + stream.finish())
  }

  /// After `finish`.
  package consuming func facts() throws(VaultError) -> SealedFileFacts {
    let (blob, plainBytes, sealedBytes) = (blob, plainBytes, sealedBytes)
    return SealedFileFacts(
      notice: FileNotice(blob: blob, ciphertextHash: try sealedHash.finish()),
      plainBytes: plainBytes, plainHash: try plainHash.finish(), sealedBytes: sealedBytes)
  }

  private mutating func written(_ sealed: Bytes) throws(VaultError) -> Bytes {
    let out = header + sealed
    header = []
    sealedBytes += UInt64(out.count)
    try sealedHash.add(out)
    return out
  }
}

/// Checks the ciphertext hash of a file before its first byte leaves.
package struct FileCheck: ~Copyable, Sendable {
  private let hash: RunningHash

  package init(_ organization: OrganizationID, _ blob: BlobID) throws(VaultError) {
    hash = try RunningHash.beginning(
      with: FileKey.associated(organization, blob, .fileHash).bytes)
  }

  /// Adds the next sealed bytes.
  package mutating func add(_ sealed: Bytes) throws(VaultError) { try hash.add(sealed) }

  /// The hash of all that was added, to be compared with the one in the entry's open part.
  package consuming func finish() throws(VaultError) -> Digest { try hash.finish() }
}

/// Opens a file while it is sent, never holding it whole.
package struct FileOpener: ~Copyable, Sendable {
  private var stream: StreamOpener
  private var remaining: UInt64
  private var padding: UInt64

  /// - Parameter plainBytes: The true length, from the entry's payload.
  package init(
    _ organization: OrganizationID, _ blob: BlobID, _ key: borrowing FileKey, plainBytes: UInt64
  ) throws(VaultError) {
    guard let length = Int(exactly: plainBytes) else { throw .malformed("file length") }
    stream = try StreamOpener(
      key: key.secret, associated: FileKey.associated(organization, blob, .file), "file")
    remaining = plainBytes
    padding = UInt64(Padding.paddedByteCount(length)) - plainBytes
  }

  /// - Returns: Plain bytes; often none.
  package mutating func add(_ sealed: Bytes) throws(VaultError) -> Bytes {
    try content(stream.add(sealed))
  }

  /// The last plain bytes.
  ///
  /// - Throws: `doesNotOpen` where the file was cut off, goes on after its end, or has another length.
  package mutating func finish() throws(VaultError) -> Bytes {
    let content = try content(stream.finish())
    guard remaining == 0, padding == 0 else { throw .doesNotOpen("file") }
    return content
  }

  private mutating func content(_ plain: Bytes) throws(VaultError) -> Bytes {
    let count = Int(min(UInt64(plain.count), remaining))
    remaining -= UInt64(count)
    let zeros = plain.dropFirst(count)
    guard UInt64(zeros.count) <= padding, zeros.allSatisfy({ $0 == 0 }) else {
      throw .doesNotOpen("file")
    }
    padding -= UInt64(zeros.count)
    return Bytes(plain.prefix(count))
  }
}
