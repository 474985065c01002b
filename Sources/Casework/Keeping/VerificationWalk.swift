import Foundation
import Identity
import Storage
import Vault

/// One pass over one snapshot of the database, in the order that `ChainVerifier` asks for. What is held in memory
/// grows with the number of vaults, never with what they hold.
struct VerificationWalk {
  let transaction: ReadTransaction
  let organization: OrganizationID
  let data: DataDirectory
  let outside: OutsideKnowledge
  let progress: @Sendable (VerificationCounts) -> Void
  var verifier: ChainVerifier
  var counts = VerificationCounts()
  /// What tombstones took away: when, by vault and principal.
  var removed: [VaultID: [PrincipalID: UInt64]] = [:]
  /// The cases that children name as their parent; each needs an index row, or nobody would see it.
  var parents: Set<VaultID> = []
  /// The newest anchor of each lane that something outside the database tells of.
  private var newestKnown: [LaneID: UInt64] = [:]
  /// Opened anchors, by lane and number.
  private var anchors: [AnchorName: [AnchoredName: Digest]] = [:]

  private struct AnchorName: Hashable {
    let lane: RowID
    let number: UInt64
  }

  private struct AnchoredName: Hashable {
    let vault: VaultID
    let sequence: UInt64
  }

  init(
    _ transaction: ReadTransaction, _ organization: OrganizationID, data: DataDirectory,
    outside: OutsideKnowledge, root: Digest,
    progress: @escaping @Sendable (VerificationCounts) -> Void
  ) throws {
    self.transaction = transaction
    self.organization = organization
    self.data = data
    self.outside = outside
    self.progress = progress
    verifier = try ChainVerifier(organization, root: root)
  }

  mutating func run() throws -> VerificationCounts {
    try directory()
    try outsideKnowledge()
    try checkpoints()
    try tombstones()
    for lane in try transaction.lanes(organization) { try self.lane(lane) }
    if let lost = newestKnown.keys.min() { throw ChainFault(.lane(lost, number: 0), .cutOff) }
    try headsAreThere()
    try vaults()
    try verifier.finish()
    try casesAreListed()
    progress(counts)
    return counts
  }

  // MARK: The directory

  private mutating func directory() throws {
    let vault = verifier.directory.vault
    while true {
      let records = try transaction.entries(
        organization, vault, from: UInt64(counts.directoryEntries),
        limit: KeepingLimits.entriesAtOnce)
      for record in records {
        let place = ChainFault.Place.directory(sequence: verifier.directory.nextSequence)
        try verifier.add(directoryEntry: try entry(record, place))
        counts.directoryEntries += 1
      }
      if records.count < KeepingLimits.entriesAtOnce { break }
    }
    guard counts.directoryEntries > 0 else {
      throw VerificationFault("The directory", .removed)
    }
  }

  /// An entry from its columns; the clear columns have to say what the header says.
  private func entry(_ record: EntryRecord, _ place: ChainFault.Place) throws -> StoredEntry {
    do {
      return try StoredEntry(record, organization)
    } catch {
      throw ChainFault(place, .changed)
    }
  }

  // MARK: Known from outside

  private mutating func outsideKnowledge() throws {
    if let newest = outside.newest, newest.count > 0,
      let digest = Digest(bytes: newest.hash)
    {
      let lane = LaneID(uncheckedBytes: newest.lane.bytes)
      verifier.expect(lane: lane, number: newest.count - 1, digest: digest)
      newestKnown[lane] = newest.count - 1
    }
    let newestStored = try transaction.newestCheckpoint(organization)?.number ?? 0
    for line in outside.checkpoints {
      let signed: SignedCheckpoint
      do {
        signed = try SignedCheckpoint(logLine: line, organization)
      } catch {
        counts.tornLogLines += 1
        continue
      }
      let place = ChainFault.Place.checkpoint(number: signed.checkpoint.number)
      guard verifier.directory.holds(signed.signature, over: signed.checkpoint) else {
        throw VerificationFault(
          "Checkpoint \(signed.checkpoint.number) in checkpoints.log", .unsigned)
      }
      guard signed.checkpoint.number < newestStored else { throw ChainFault(place, .cutOff) }
      expect(signed.checkpoint)
      counts.loggedCheckpoints += 1
    }
  }

  private mutating func expect(_ checkpoint: Checkpoint) {
    verifier.expect(checkpoint)
    for lane in checkpoint.lanes {
      newestKnown[lane.lane] = max(newestKnown[lane.lane] ?? 0, lane.number)
    }
  }

  private mutating func checkpoints() throws {
    var previous = Digest.zero
    var logged: [UInt64: Digest] = [:]
    for line in outside.checkpoints {
      guard let number = data.checkpoints(organization).number(line) else { continue }
      logged[number] = try SignedCheckpoint(logLine: line, organization).checkpoint.digest()
    }
    var next: UInt64 = 0
    while true {
      let records = try transaction.checkpoints(
        organization, from: next + 1, limit: KeepingLimits.anchorsAtOnce)
      for record in records {
        let place = ChainFault.Place.checkpoint(number: next)
        guard record.number == next + 1 else { throw ChainFault(place, .removed) }
        guard let signed = signedCheckpoint(record), signed.checkpoint.number == next,
          signed.checkpoint.previous == previous
        else { throw ChainFault(place, .changed) }
        previous = try signed.checkpoint.digest()
        guard previous.bytes == record.hash, logged[next].map({ $0 == previous }) ?? true else {
          throw ChainFault(place, .changed)
        }
        guard verifier.directory.holds(signed.signature, over: signed.checkpoint) else {
          throw ChainFault(place, .unsigned)
        }
        expect(signed.checkpoint)
        next += 1
        counts.checkpoints += 1
      }
      if records.count < KeepingLimits.anchorsAtOnce { return }
    }
  }

  private func signedCheckpoint(_ record: CheckpointRecord) -> SignedCheckpoint? {
    do {
      return SignedCheckpoint(
        try Checkpoint(record.bytes, organization), try ServerSignature(bytes: record.signature))
    } catch {
      return nil
    }
  }

  // MARK: Tombstones

  private mutating func tombstones() throws {
    var chain = TombstoneChain(organization)
    while true {
      let records = try transaction.tombstones(
        organization, from: chain.nextNumber + 1, limit: KeepingLimits.anchorsAtOnce)
      for record in records {
        try take(record, &chain)
        counts.tombstones += 1
      }
      if records.count < KeepingLimits.anchorsAtOnce { break }
    }
    for line in outside.tombstones {
      guard let number = data.tombstones(organization).number(line) else {
        counts.tornLogLines += 1
        continue
      }
      guard number < chain.nextNumber else {
        throw VerificationFault("Tombstone \(chain.nextNumber)", .cutOff)
      }
    }
  }

  private mutating func take(_ record: TombstoneRecord, _ chain: inout TombstoneChain) throws {
    let place = "Tombstone \(chain.nextNumber)"
    guard record.number == chain.nextNumber + 1 else { throw VerificationFault(place, .removed) }
    do {
      let tombstone = try Tombstone(record.bytes, organization)
      try chain.append(
        SignedTombstone(tombstone, try ServerSignature(bytes: record.signature)),
        verifier.directory)
      guard chain.head.bytes == record.hash else { throw VaultError.malformed("tombstone") }
      if case .grantsRemoved(let vault, let principal) = tombstone.fact {
        removed[vault, default: [:]][principal] = tombstone.timeSeconds
      }
    } catch VaultError.signatureInvalid {
      throw VerificationFault(place, .unsigned)
    } catch {
      throw VerificationFault(place, .changed)
    }
  }

  // MARK: Lanes

  private mutating func lane(_ lane: LaneRecord) throws {
    let name = LaneID(uncheckedBytes: lane.lane.bytes)
    var next: UInt64 = 0
    var hash = Digest.zero.bytes
    while true {
      let records = try transaction.anchors(
        organization, lane.lane, from: next + 1, limit: KeepingLimits.anchorsAtOnce)
      for record in records {
        let place = ChainFault.Place.lane(name, number: next)
        guard record.number == next + 1 else { throw ChainFault(place, .removed) }
        guard let (anchor, signature) = anchor(record), anchor.lane == name,
          try anchor.digest().bytes == record.hash
        else { throw ChainFault(place, .changed) }
        try verifier.add(anchor: anchor, signature)
        hash = record.hash
        next += 1
        counts.anchors += 1
      }
      progress(counts)
      if records.count < KeepingLimits.anchorsAtOnce { break }
    }
    if let known = newestKnown.removeValue(forKey: name), known >= next {
      throw ChainFault(.lane(name, number: next), .cutOff)
    }
    if next < lane.number { throw ChainFault(.lane(name, number: next), .cutOff) }
    guard next == lane.number, hash == lane.hash else {
      throw VerificationFault("The row of lane \(lane.lane)", .rolledBack)
    }
    counts.lanes += 1
  }

  private func anchor(_ record: AnchorRecord) -> (Anchor, ServerSignature)? {
    do {
      return (
        try Anchor(record.bytes, organization), try ServerSignature(bytes: record.signature)
      )
    } catch {
      return nil
    }
  }

  /// The link that an anchor gives to an entry; nil where the note points to another anchor.
  private mutating func anchoredLink(_ note: AnchoredRecord) throws -> Digest? {
    let name = AnchorName(lane: note.lane, number: note.number)
    if anchors[name] == nil {
      if anchors.count >= KeepingLimits.anchorsKept { anchors.removeAll() }
      let record = try transaction.anchor(organization, note.lane, number: note.number)
      let links = record.flatMap { anchor($0)?.0.links } ?? []
      anchors[name] = Dictionary(
        links.map { (AnchoredName(vault: $0.vault, sequence: $0.sequence), $0.link) },
        uniquingKeysWith: { first, _ in first })
    }
    return anchors[name]?[AnchoredName(vault: note.vault, sequence: note.sequence)]
  }

  // MARK: Vaults

  private func headsAreThere() throws {
    guard let vault = try transaction.vaultsWithoutHead(organization).first else { return }
    let isAnchored = try transaction.newestAnchored(organization, vault) != nil
    throw isAnchored
      ? ChainFault(.head(vault), .removed) : ChainFault(.entry(vault, sequence: 0), .planted)
  }

  private mutating func vaults() throws {
    var last: VaultID?
    while true {
      let heads = try transaction.heads(
        organization, after: last, limit: KeepingLimits.vaultsAtOnce)
      for head in heads {
        if head.vault == verifier.directory.vault {
          try directoryHead(head)
        } else {
          try vault(head)
        }
      }
      progress(counts)
      guard heads.count == KeepingLimits.vaultsAtOnce else { return }
      last = heads.last?.vault
    }
  }

  private func directoryHead(_ head: HeadRecord) throws {
    let next = verifier.directory.nextSequence
    if head.sequence >= next { throw ChainFault(.directory(sequence: next), .cutOff) }
    guard head.sequence + 1 == next, head.link == verifier.directory.head.bytes else {
      throw ChainFault(.head(head.vault), head.sequence + 1 < next ? .rolledBack : .changed)
    }
    let noted = try transaction.anchored(organization, head.vault).count
    guard noted == counts.directoryEntries else {
      throw VerificationFault("The notes of which anchors cover the directory", .removed)
    }
  }

  private mutating func vault(_ head: HeadRecord) throws {
    let vault = head.vault
    try verifier.begin(vault)
    let notes = Dictionary(
      try transaction.anchored(organization, vault).map { ($0.sequence, $0) },
      uniquingKeysWith: { first, _ in first })
    var facts = VaultFacts()
    var from: UInt64 = 0
    while true {
      let records = try transaction.entries(
        organization, vault, from: from, limit: KeepingLimits.entriesAtOnce)
      for record in records {
        let place = ChainFault.Place.entry(vault, sequence: record.sequence)
        let entry = try entry(record, place)
        let link = try notes[record.sequence].flatMap { note throws in
          try anchoredLink(note)
        }
        try verifier.add(entry: entry, anchored: link)
        if link == nil {
          throw VerificationFault(
            "The note of which anchor covers entry \(record.sequence) of vault \(vault)",
            notes[record.sequence] == nil ? .removed : .changed)
        }
        facts.take(entry.header)
        counts.entries += 1
        from = record.sequence + 1
      }
      if records.count < KeepingLimits.entriesAtOnce { break }
    }
    try grants(of: vault, facts)
    guard let link = Digest(bytes: head.link) else { throw ChainFault(.head(vault), .changed) }
    try verifier.end(
      head: HeadRow(
        organization, vault: vault, sequence: head.sequence, link: link, epoch: head.epoch,
        epochPublicKey: head.epochKey))
    if let parent = facts.parent { parents.insert(parent) }
    try receipts(of: vault, facts)
    try files(of: vault, facts)
    counts.vaults += 1
    if counts.vaults % KeepingLimits.vaultsAtOnce == 0 { progress(counts) }
  }

  private mutating func grants(of vault: VaultID, _ facts: VaultFacts) throws {
    for grant in try transaction.grants(organization, vault) {
      try verifier.add(
        grantOf: grant.principal, grant.keyID, epoch: grant.epoch,
        Vault.GrantClass(grant.grantClass))
      // What was taken away stays away unless somebody was named again later.
      if let gone = removed[vault]?[grant.principal],
        facts.namedSeconds[grant.principal].map({ $0 < gone }) ?? true
      {
        throw ChainFault(.grant(vault, epoch: grant.epoch, grant.principal), .planted)
      }
      counts.grants += 1
    }
  }

  private func receipts(of vault: VaultID, _ facts: VaultFacts) throws {
    for receipt in try transaction.receipts(organization, channel: vault) {
      let isNamed = facts.parties.contains {
        $0.principal == receipt.principal && $0.box == receipt.boxKey
          && $0.sign == receipt.signKey
      }
      guard isNamed else {
        throw VerificationFault("A receipt of channel \(vault)", .planted)
      }
    }
  }

  // MARK: Files

  private mutating func files(of vault: VaultID, _ facts: VaultFacts) throws {
    let rows = try transaction.files(organization, vault)
    let wanted = facts.files
    if let row = rows.first(where: { wanted[$0.blob]?.bytes != $0.ciphertextHash }) {
      throw VerificationFault(
        "The row of file \(row.blob)", wanted[row.blob] == nil ? .planted : .changed)
    }
    for (blob, hash) in wanted.sorted(by: { $0.key < $1.key }) {
      guard rows.contains(where: { $0.blob == blob }) else {
        // What came with a mail that was placed lies with the case it was put aside in, and is looked at there.
        guard try transaction.file(organization, blob)?.ciphertextHash == hash.bytes else {
          throw VerificationFault("The row of file \(blob)", .removed)
        }
        continue
      }
      try file(blob, hash)
    }
  }

  private mutating func file(_ blob: BlobID, _ expected: Digest) throws {
    let url = BlobStore(folder: data.blobs).url(of: blob)
    guard let handle = FileHandle(forReadingAtPath: url.path) else {
      throw VerificationFault("The file \(blob)", .removed)
    }
    var check = try FileCheck(organization, blob)
    while let chunk = try handle.read(upToCount: KeepingLimits.fileChunkBytes), !chunk.isEmpty {
      try check.add(Bytes(chunk))
      counts.fileBytes += chunk.count
    }
    try handle.close()
    guard try check.finish() == expected else {
      throw VerificationFault("The file \(blob)", .changed)
    }
    counts.files += 1
  }

  // MARK: Lists

  /// A case without its index row would be there and nobody would see it.
  private func casesAreListed() throws {
    let listed = Set(try transaction.indexedVaults(organization))
    if let lost = parents.subtracting(listed).min() {
      throw VerificationFault("The index row of case \(lost)", .removed)
    }
  }
}

/// What the clear parts of one vault's entries say.
struct VaultFacts {
  /// The sealed files that are to be there, with the hash of their ciphertext.
  private(set) var files: [BlobID: Digest] = [:]
  private(set) var parent: VaultID?
  /// The parties of the newest epoch.
  private(set) var parties: [PublicKeys] = []
  /// When each principal was named a reader last.
  private(set) var namedSeconds: [PrincipalID: UInt64] = [:]
  private var fileSequences: [UInt64: [BlobID]] = [:]

  mutating func take(_ header: EntryHeader) {
    switch header.openPart {
    case .none, .removal: break
    case .epoch(let epoch):
      parent = epoch.parent
      parties = epoch.parties
      for reader in epoch.readers { namedSeconds[reader.principal] = header.timeSeconds }
    case .grants(let notices):
      for notice in notices { namedSeconds[notice.reader.principal] = header.timeSeconds }
    case .files(let notices):
      for notice in notices { files[notice.blob] = notice.ciphertextHash }
      fileSequences[header.sequence] = notices.map(\.blob)
    case .erasure(let erasure):
      for blob in erasure.sequences.flatMap({ fileSequences[$0] ?? [] }) { files[blob] = nil }
    }
  }
}
