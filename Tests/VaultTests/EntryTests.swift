import Identity
import Testing

@testable import Vault

@Suite struct EntryTests {
  private let payload = Bytes("Somebody said something.".utf8)

  private func draft(_ author: Author = .form, epoch: UInt64 = 1, sequence: UInt64 = 0)
    -> EntryDraft
  {
    EntryDraft(
      place: EpochPlace(organization, name(9), epoch: epoch), sequence: sequence,
      timeSeconds: 100, author: author, previous: .zero, payload: payload)
  }

  private func stored(_ entry: StoredEntry) throws -> StoredEntry {
    try StoredEntry(
      headerBytes: entry.headerBytes, body: entry.body, bodyHash: entry.bodyHash.bytes,
      signature: entry.signature, organization)
  }

  @Test func `an entry opens under its epoch, however it was written`() throws {
    let seed = try EpochSeed.random()
    let inside = try stored(draft().sealed(under: seed))
    let arrival = try stored(draft().sealed(toEpoch: seed.publicKey()))
    #expect(try inside.open(under: seed).payload == payload)
    let first = try arrival.open(under: seed)
    #expect(first.payload == payload)
    let takenKey = try #require(first.takenKey)
    let second = try arrival.open(under: seed, takenKey: takenKey)
    #expect(second.payload == payload && second.takenKey == nil)
    #expect(try arrival.commits(to: payload, salt: second.salt))
    #expect(try !arrival.commits(to: payload + [0], salt: second.salt))
    let other = try EpochSeed.random()
    for entry in [inside, arrival] {
      #expect(throws: VaultError.doesNotOpen("entry")) { try entry.open(under: other) }
    }
  }

  @Test func `the size of a body tells little of its text`() throws {
    let seed = try EpochSeed.random()
    let sizes = try [0, 1, 500, 900].map { count in
      let draft = EntryDraft(
        place: EpochPlace(organization, name(9), epoch: 1), sequence: 0, timeSeconds: 1,
        author: .form, previous: .zero, payload: Bytes(repeating: 1, count: count))
      return try draft.sealed(under: seed).body?.count
    }
    #expect(Set(sizes).count == 1)
  }

  @Test func `a body taken from another entry, or touched anywhere, does not open`() throws {
    let seed = try EpochSeed.random()
    let entries = [
      try draft(sequence: 0).sealed(under: seed), try draft(sequence: 1).sealed(under: seed),
      try draft(sequence: 2).sealed(toEpoch: seed.publicKey()),
      try draft(sequence: 3).sealed(toEpoch: seed.publicKey()),
    ]
    for (index, entry) in entries.enumerated() {
      for (other, source) in entries.enumerated() where other != index {
        let body = try #require(source.body)
        // The attacker fixes the hash too.
        let moved = try StoredEntry(
          headerBytes: entry.headerBytes, body: body, bodyHash: source.bodyHash.bytes,
          signature: [], organization)
        #expect(throws: VaultError.doesNotOpen("entry")) { try moved.open(under: seed) }
      }
      for position in stride(from: 0, to: entry.body?.count ?? 0, by: 97) {
        var body = try #require(entry.body)
        body[position] ^= 1
        let touched = try StoredEntry(
          headerBytes: entry.headerBytes, body: body,
          bodyHash: try EntryBody.hash(body, organization).bytes, signature: [], organization)
        #expect(throws: VaultError.self) { try touched.open(under: seed) }
      }
    }
  }

  @Test func `a member's words cannot be put in another's mouth`() throws {
    let seed = try EpochSeed.random()
    let author = try Person(1)
    let other = try Person(2)
    let entry = try draft(author.author).sealed(under: seed)
    #expect(throws: VaultError.authorDiffers) { try entry.signed(by: other.keys) }
    let signed = try entry.signed(by: author.keys)
    #expect(signed.isSigned(by: author.publicKeys))
    #expect(!signed.isSigned(by: other.publicKeys))
    #expect(!entry.isSigned(by: author.publicKeys))
    let again = try draft(author.author, sequence: 1).sealed(under: seed)
    #expect(!again.with(signature: signed.signature).isSigned(by: author.publicKeys))
    #expect(throws: VaultError.authorDiffers) {
      try draft().sealed(under: seed).signed(by: author.keys)
    }
  }

  @Test func `an erased body is gone and its link stays`() throws {
    let seed = try EpochSeed.random()
    let entry = try draft().sealed(under: seed)
    let erased = try stored(entry.erased())
    #expect(erased.link == entry.link)
    #expect(throws: VaultError.bodyErased) { try erased.open(under: seed) }
  }

  @Test func `a commitment that does not fit is refused`() throws {
    let seed = try EpochSeed.random()
    let lying = EntryHeader(draft(), commitment: lockDigest)
    let body =
      [EntryBody.Form.symmetric.rawValue]
      + (try Sodium.seal(
        key: seed.bodyKey(), Bytes(repeating: 1, count: 32) + Padding.pad(payload),
        associated: lying.encoded()))
    let entry = try StoredEntry(lying, lying.encoded(), body: body)
    #expect(throws: VaultError.commitmentBroken) { try entry.open(under: seed) }
  }

  @Test func `two bodies never share a nonce, even at the same sequence`() throws {
    let seed = try EpochSeed.random()
    let nonces = try (0..<200).map { _ in
      Bytes(try #require(try draft().sealed(under: seed).body).dropFirst().prefix(24))
    }
    #expect(Set(nonces).count == nonces.count)
  }

  @Test func `too large a payload is refused`() throws {
    let seed = try EpochSeed.random()
    let large = EntryDraft(
      place: EpochPlace(organization, name(9), epoch: 1), sequence: 0, timeSeconds: 1,
      author: .form, previous: .zero,
      payload: Bytes(repeating: 0, count: VaultLimits.payloadBytesMax + 1))
    #expect(throws: VaultError.tooLarge("payload", bytesMax: VaultLimits.payloadBytesMax)) {
      try large.sealed(under: seed)
    }
  }
}
