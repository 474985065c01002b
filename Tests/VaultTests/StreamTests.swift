import Identity
import Testing

@testable import Vault

@Suite struct StreamTests {
  private let blob: BlobID = name(1)

  private func content(_ count: Int) -> Bytes {
    Bytes((0..<count).map { UInt8(truncatingIfNeeded: $0 &* 31 &+ $0 >> 8) })
  }

  private func pieces(_ bytes: Bytes, _ size: Int) -> [Bytes] {
    stride(from: 0, to: bytes.count, by: size).map {
      Bytes(bytes[$0..<min($0 + size, bytes.count)])
    }
  }

  private func seal(
    _ plain: Bytes, _ key: borrowing FileKey, pieceBytes: Int = 10_000
  ) throws -> (Bytes, SealedFileFacts) {
    var sealer = try FileSealer(organization, blob, key)
    var sealed = Bytes()
    for piece in pieces(plain, pieceBytes) { sealed += try sealer.add(piece) }
    sealed += try sealer.finish()
    return (sealed, try sealer.facts())
  }

  private func open(
    _ sealed: Bytes, _ key: borrowing FileKey, _ plainBytes: Int, pieceBytes: Int = 7777
  ) throws -> Bytes {
    var opener = try FileOpener(organization, blob, key, plainBytes: UInt64(plainBytes))
    var plain = Bytes()
    for piece in pieces(sealed, pieceBytes) { plain += try opener.add(piece) }
    return try plain + opener.finish()
  }

  @Test(arguments: [0, 1, 1023, 1024, 1025, 65_535, 65_536, 65_537, 131_072, 200_000, 300_001])
  func `a file comes back as it was, however it is cut into pieces`(count: Int) throws {
    let key = try FileKey.random()
    let plain = content(count)
    let (sealed, facts) = try seal(plain, key)
    #expect(facts.plainBytes == UInt64(count) && facts.sealedBytes == UInt64(sealed.count))
    for pieceBytes in [1000, 65_553, 1_000_000] {
      #expect(try open(sealed, key, count, pieceBytes: pieceBytes) == plain)
    }
    var check = try FileCheck(organization, blob)
    for piece in pieces(sealed, 5000) { try check.add(piece) }
    #expect(try check.finish() == facts.notice.ciphertextHash)
    let padded = Padding.paddedByteCount(count)
    let chunks = max(1, (padded + VaultLimits.chunkBytes - 1) / VaultLimits.chunkBytes)
    #expect(sealed.count == 24 + padded + 17 * chunks)
    let again = try FileKey(payload: key.revealedForPayload())
    #expect(try open(sealed, again, count) == plain)
  }

  @Test func `a file that was cut off, continued, moved or touched does not open to its end`()
    throws
  {
    let key = try FileKey.random()
    let plain = content(200_000)
    let (sealed, facts) = try seal(plain, key)
    let chunk = VaultLimits.chunkBytes + 17
    var exchanged = Bytes(sealed.prefix(24))
    exchanged += sealed[24 + chunk..<24 + 2 * chunk]
    exchanged += sealed[24..<24 + chunk]
    exchanged += sealed[(24 + 2 * chunk)...]
    var touched = sealed
    touched[100_000] ^= 1
    let damaged: [(String, Bytes)] = [
      ("empty", []), ("header alone", Bytes(sealed.prefix(24))),
      ("one chunk", Bytes(sealed.prefix(24 + chunk))),
      ("last byte gone", Bytes(sealed.dropLast())),
      ("last chunk gone", Bytes(sealed.prefix(24 + 3 * chunk))),
      ("a byte after the end", sealed + [0]), ("a second end", sealed + sealed.dropFirst(24)),
      ("chunks exchanged", exchanged), ("touched", touched),
    ]
    for (title, bytes) in damaged {
      #expect(throws: VaultError.doesNotOpen("file"), "\(title)") {
        _ = try open(bytes, key, 200_000)
      }
      var check = try FileCheck(organization, blob)
      try check.add(bytes)
      #expect(try check.finish() != facts.notice.ciphertextHash, "\(title)")
    }
    for length in [199_999, 0, 229_000, 300_000] {
      #expect(throws: VaultError.doesNotOpen("file"), "length \(length)") {
        _ = try open(sealed, key, length)
      }
    }
    let other = try FileKey.random()
    #expect(throws: VaultError.doesNotOpen("file")) { _ = try open(sealed, other, 200_000) }
  }

  // MARK: Backups

  private func backup(
    _ world: World, _ plain: Bytes, _ key: borrowing BackupKey
  ) throws -> Bytes {
    var chain = TombstoneChain(organization)
    let tombstone = try world.community.server.sign(
      chain.draft(.principalEnded(name(9)), atSeconds: 3000))
    try chain.append(tombstone, world.community.directory)
    var sealer = try BackupSealer(
      organization, backup: name(2), createdSeconds: 4000,
      recipients: [world.community.stranger.publicKeys, world.community.root.publicKeys],
      checkpoint: world.checkpoint, tombstones: [tombstone], directory: world.directory, key)
    var bytes = Bytes()
    for piece in pieces(plain, 50_000) { bytes += try sealer.add(piece) }
    return try bytes + sealer.finish(world.community.server)
  }

  private func check(_ bytes: Bytes, root: Digest) throws -> VerifiedBackup {
    var check = try BackupCheck()
    for piece in pieces(bytes, 3333) { try check.add(piece) }
    return try check.finish(root: root)
  }

  private func restore(
    _ bytes: Bytes, _ verified: VerifiedBackup, _ key: borrowing BackupKey
  ) throws -> Bytes {
    var opener = try BackupOpener(verified, key)
    var plain = Bytes()
    for piece in pieces(bytes, 12_345) { plain += try opener.add(piece) }
    return try plain + opener.finish()
  }

  @Test func `a backup is believed under its root and opens for the recovery key`() throws {
    let world = try World()
    let root = try Directory.fingerprint(of: world.community.root.publicKeys, organization)
    let plain = content(300_000)
    let key = try BackupKey.random()
    let bytes = try backup(world, plain, key)
    let verified = try check(bytes, root: root)
    #expect(verified.head.checkpoint == world.checkpoint)
    #expect(verified.tombstones.facts == [.principalEnded(name(9))])
    #expect(verified.directory.head == world.community.directory.head)
    #expect(try restore(bytes, verified, key) == plain)
    let recovered = try verified.key(for: world.community.root.keys)
    #expect(try restore(bytes, verified, recovered) == plain)
    #expect(throws: VaultError.doesNotOpen("backup key")) {
      _ = try verified.key(for: world.community.chair.keys)
    }
    #expect(throws: VaultError.signatureInvalid) { try check(bytes, root: lockDigest) }
    for index in [0, 9, 40, 500, 5000, bytes.count / 2, bytes.count - 30, bytes.count - 70] {
      var touched = bytes
      touched[index] ^= 1
      #expect(throws: VaultError.self, "byte \(index)") { try check(touched, root: root) }
    }
    for count in [0, 5, 100, bytes.count - 1] {
      #expect(throws: VaultError.self, "cut at \(count)") {
        try check(Bytes(bytes.prefix(count)), root: root)
      }
    }
    #expect(throws: VaultError.self) { try check(bytes + [0], root: root) }
    // Exchanged between the two passes.
    let other = try backup(world, content(300_001), key)
    #expect(throws: VaultError.doesNotOpen("backup")) { _ = try restore(other, verified, key) }
  }

  @Test func `a backup that somebody else sealed is refused`() throws {
    let world = try World()
    let root = try Directory.fingerprint(of: world.community.root.publicKeys, organization)
    let key = try BackupKey.random()
    var sealer = try BackupSealer(
      organization, backup: name(2), createdSeconds: 4000,
      recipients: [world.community.root.publicKeys], checkpoint: nil, tombstones: [],
      directory: world.directory, key)
    let machineKey = try MachineKey.random()
    let forger = try ServerKeys(
      organization, machineKey,
      [
        ServerSeed.random(generation: 0).wrapped(
          under: machineKey, recovery: world.community.root.publicKeys, organization),
        ServerSeed.random(generation: 1).wrapped(
          under: machineKey, recovery: world.community.root.publicKeys, organization),
      ])
    let bytes = try sealer.add([1, 2, 3]) + sealer.finish(forger)
    #expect(throws: VaultError.signatureInvalid) { try check(bytes, root: root) }
  }
}
