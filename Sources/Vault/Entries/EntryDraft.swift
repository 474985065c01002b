package import Identity

/// An entry before it is sealed: what it says, and its place in the chain.
package struct EntryDraft: Sendable {
  package let place: EpochPlace
  package let sequence: UInt64
  /// Seconds since 1970, UTC: `max(now, last in the vault, last in the lane)`.
  package let timeSeconds: UInt64
  package let author: Author
  /// The link of the entry before; `Digest.zero` at sequence 0.
  package let previous: Digest
  /// The newest checkpoint known; `Digest.zero` if none.
  package let seen: Digest
  package let openPart: OpenPart
  /// What is sealed. The vault does not know what is inside.
  package let payload: Bytes

  package init(
    place: EpochPlace, sequence: UInt64, timeSeconds: UInt64, author: Author, previous: Digest,
    seen: Digest = .zero, openPart: OpenPart = .none, payload: Bytes
  ) {
    self.place = place
    self.sequence = sequence
    self.timeSeconds = timeSeconds
    self.author = author
    self.previous = previous
    self.seen = seen
    self.openPart = openPart
    self.payload = payload
  }

  /// For a writer who holds the seed of the epoch.
  package func sealed(under seed: borrowing EpochSeed) throws(VaultError) -> StoredEntry {
    let (header, headerBytes, body) = try prepared()
    let sealed = try Sodium.seal(key: seed.bodyKey(), body, associated: headerBytes)
    return try StoredEntry(
      header, headerBytes, body: [EntryBody.Form.symmetric.rawValue] + sealed)
  }

  /// For a writer who cannot read the vault: sealed to the epoch's public key, which must have been
  /// checked against its verified epoch entry.
  package func sealed(toEpoch publicKey: Bytes) throws(VaultError) -> StoredEntry {
    let (header, headerBytes, body) = try prepared()
    let key = try Sodium.randomSecret(32)
    let box = try Sodium.box(to: publicKey, EntryBody.arrival(place).ending(key))
    let sealed = try Sodium.seal(key: key, body, associated: headerBytes)
    return try StoredEntry(
      header, headerBytes, body: [EntryBody.Form.arrival.rawValue] + box + sealed)
  }

  /// For the directory, whose bodies everyone may read.
  package func clear() throws(VaultError) -> StoredEntry {
    let (header, headerBytes) = try header(salt: EntryBody.clearSalt)
    return try StoredEntry(header, headerBytes, body: [EntryBody.Form.clear.rawValue] + payload)
  }

  private func prepared() throws(VaultError) -> (EntryHeader, Bytes, body: Bytes) {
    let salt = try Sodium.random(EntryBody.saltBytes)
    let (header, headerBytes) = try header(salt: salt)
    return (header, headerBytes, salt + Padding.pad(payload))
  }

  private func header(salt: Bytes) throws(VaultError) -> (EntryHeader, Bytes) {
    guard payload.count <= VaultLimits.payloadBytesMax else {
      throw .tooLarge("payload", bytesMax: VaultLimits.payloadBytesMax)
    }
    let header = EntryHeader(
      self, commitment: try EntryBody.commitment(salt: salt, payload, place.organization))
    return (header, header.encoded())
  }
}
