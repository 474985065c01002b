import Identity
import Testing

@testable import Vault

/// A whole organization as it lies in a database, to be damaged in every way.
struct World {
  var community: Community
  let lane: LaneID = name(0x50)
  let first: VaultID = name(0x60)
  let second: VaultID = name(0x61)
  var directory: [StoredEntry]
  var anchors: [(anchor: Anchor, signature: ServerSignature)] = []
  var vaults: [VaultID: [StoredEntry]] = [:]
  var heads: [VaultID: HeadRow] = [:]
  var grants: [VaultID: [GrantRow]] = [:]
  var anchored: [VaultID: [Digest]] = [:]
  var party: Person
  var knowsTable = true
  var laneFile: (UInt64, Digest)?
  var checkpoint: Checkpoint?

  init() throws {
    community = try Community()
    party = try Person(0x70)
    directory = community.entries
    try anchor(directory.map(AnchoredLink.init))
    for vault in [first, second] { try write(vault) }
    let last = try #require(anchors.last?.anchor)
    laneFile = (last.number, try last.digest())
    checkpoint = Checkpoint(
      organization, number: 0, previous: .zero, timeSeconds: 3000,
      lanes: [Checkpoint.Lane(lane: lane, number: 2, digest: try anchors[2].anchor.digest())])
  }

  /// Eight entries by everybody who may write, with two epochs, a removal, files and an erasure.
  private mutating func write(_ vault: VaultID) throws {
    var story = Story(vault)
    let member = community.members[0]
    let other = community.members[1]
    let seed = try EpochSeed.random()
    let again = try EpochSeed.random()
    let epoch = try Story.epoch(1, seed, readers: [member, other], parties: [party.publicKeys])
    let fresh = try Story.epoch(
      2, again, readers: [member], parties: [party.publicKeys],
      cause: EpochCause(.recusal, vault: vault, sequence: 4))
    let file = FileNotice(blob: name(3), ciphertextHash: lockDigest)
    let notice = GrantNotice(
      epoch: 1,
      reader: EpochReader(
        principal: community.chair.principal, keyID: community.chair.publicKeys.keyID,
        grantClass: .open))
    let partyAuthor = Author.party(party.principal, party.publicKeys.keyID)
    try add(&story, story.draft(.server, .epoch(epoch)).sealed(under: seed))
    try add(&story, story.draft(.form, .files([file])).sealed(under: seed))
    try add(
      &story,
      story.draft(member.author).sealed(toEpoch: seed.publicKey()).signed(by: member.keys))
    try add(
      &story,
      story.draft(member.author, .grants([notice])).sealed(under: seed)
        .signed(by: member.keys))
    try add(
      &story,
      story.draft(
        .server, .removal(Removal(principals: [other.principal], lastSequence: 3))
      ).sealed(under: seed))
    try add(&story, story.draft(.server, .epoch(fresh), epoch: 2).sealed(under: again))
    try add(
      &story, story.draft(partyAuthor).sealed(toEpoch: again.publicKey()).signed(by: party.keys))
    try add(
      &story, story.draft(.server, .erasure(Erasure(sequences: [1]))).sealed(under: again))
    story.entries[1] = story.entries[1].erased()
    vaults[vault] = story.entries
    anchored[vault] = story.entries.map(\.link)
    heads[vault] = HeadRow(
      organization, vault: vault, sequence: 7, link: story.chain.head, epoch: 2,
      epochPublicKey: fresh.publicKey)
    grants[vault] = [
      try seed.grant(
        to: member.publicKeys, of: EpochPlace(organization, vault, epoch: 1)),
      try again.grant(to: member.publicKeys, of: EpochPlace(organization, vault, epoch: 2)),
      try seed.grant(
        to: community.chair.publicKeys, of: EpochPlace(organization, vault, epoch: 1)),
    ]
  }

  private mutating func add(_ story: inout Story, _ entry: StoredEntry) throws {
    try story.append(entry, community.directory)
    try anchor([AnchoredLink(entry)])
  }

  mutating func anchor(_ links: [AnchoredLink]) throws {
    let last = anchors.last?.anchor
    let anchor = Anchor(
      organization, lane: lane, number: UInt64(anchors.count),
      previous: try last?.digest() ?? .zero,
      timeSeconds: 2000 + UInt64(anchors.count), links: links)
    anchors.append((anchor, try community.server.sign(anchor)))
  }

  /// What `redress verify` does, on rows that went through their stored form.
  func fault() throws -> ChainFault? {
    var verifier = try ChainVerifier(
      organization,
      root: Directory.fingerprint(of: community.root.publicKeys, organization))
    if let laneFile { verifier.expect(lane: lane, number: laneFile.0, digest: laneFile.1) }
    if let checkpoint { verifier.expect(checkpoint) }
    do throws(ChainFault) {
      for entry in directory { try verifier.add(directoryEntry: entry) }
      for (anchor, signature) in anchors { try verifier.add(anchor: anchor, signature) }
      for vault in vaults.keys.sorted() {
        try verifier.begin(vault)
        for entry in vaults[vault] ?? [] {
          let sequence = Int(entry.header.sequence)
          let links = knowsTable ? anchored[vault] ?? [] : []
          try verifier.add(
            entry: entry, anchored: links.indices.contains(sequence) ? links[sequence] : nil)
        }
        for row in grants[vault] ?? [] {
          try verifier.add(
            grantOf: row.principal, row.keyID, epoch: row.place.epoch, row.grantClass)
        }
        try verifier.end(head: heads[vault])
      }
      try verifier.finish()
    } catch {
      return error
    }
    return nil
  }

  /// An entry whose header says something else, with everything that needs no key made to fit.
  static func forged(_ entry: StoredEntry, seconds: UInt64) throws -> StoredEntry {
    let header = entry.header
    let draft = EntryDraft(
      place: header.place, sequence: header.sequence, timeSeconds: seconds,
      author: header.author, previous: header.previous, seen: header.seen,
      openPart: header.openPart, payload: [])
    let forged = EntryHeader(draft, commitment: header.commitment)
    return try StoredEntry(
      headerBytes: forged.encoded(), body: entry.body, bodyHash: entry.bodyHash.bytes,
      signature: entry.signature, organization)
  }
}
