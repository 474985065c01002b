package import Identity

/// An entry as it lies in the database: header, sealed body (unless erased), body hash, signature.
///
/// Invariant: `link` is the hash of header bytes and body hash, so the chain holds after a body is erased.
package struct StoredEntry: Hashable, Sendable {
  package let header: EntryHeader
  package let headerBytes: Bytes
  /// Nil after erasure.
  package let body: Bytes?
  package let bodyHash: Digest
  /// 64 bytes of the author; empty for form, mail and server; a list of signatures in the directory.
  package let signature: Bytes
  /// `h`: what the next entry names and what is anchored.
  package let link: Digest

  package var organization: OrganizationID { header.place.organization }

  /// From its columns. Whether the body fits its hash is found out by `open` and by `VaultChain`.
  package init(
    headerBytes: Bytes, body: Bytes?, bodyHash: Bytes, signature: Bytes,
    _ organization: OrganizationID
  ) throws(VaultError) {
    guard let bodyHash = Digest(bytes: bodyHash) else { throw .malformed("body hash") }
    self.header = try EntryHeader(headerBytes, organization)
    self.headerBytes = headerBytes
    self.body = body
    self.bodyHash = bodyHash
    self.signature = signature
    self.link = try EntryBody.link(headerBytes, bodyHash, organization)
  }

  init(_ header: EntryHeader, _ headerBytes: Bytes, body: Bytes) throws(VaultError) {
    self.header = header
    self.headerBytes = headerBytes
    self.body = body
    self.bodyHash = try EntryBody.hash(body, header.place.organization)
    self.signature = []
    self.link = try EntryBody.link(headerBytes, bodyHash, header.place.organization)
  }

  private init(_ entry: StoredEntry, body: Bytes?, signature: Bytes) {
    self.header = entry.header
    self.headerBytes = entry.headerBytes
    self.body = body
    self.bodyHash = entry.bodyHash
    self.signature = signature
    self.link = entry.link
  }

  /// With the author's signature; they must be the author that the header names.
  package func signed(by keys: borrowing PrincipalKeys) throws(VaultError) -> StoredEntry {
    guard let signer = header.author.signer, signer.principal == keys.principal,
      signer.keyID == keys.publicKeys.keyID
    else { throw .authorDiffers }
    return with(signature: try keys.sign(EntryBody.signed(link, organization)))
  }

  func with(signature: Bytes) -> StoredEntry {
    StoredEntry(self, body: body, signature: signature)
  }

  /// Without its body. The chain still verifies, once an `erasure` names the sequence.
  package func erased() -> StoredEntry { StoredEntry(self, body: nil, signature: signature) }

  /// Whether the signature is the one of these keys, which must be those that the header names.
  package func isSigned(by keys: PublicKeys) -> Bool {
    guard let signer = header.author.signer, signer.principal == keys.principal,
      signer.keyID == keys.keyID
    else { return false }
    return Sodium.isSigned(
      EntryBody.signed(link, organization).bytes, signature: signature, by: keys.sign)
  }

  /// Whether the body is the one whose hash is in the chain; true where it was erased.
  package func bodyFits() throws(VaultError) -> Bool {
    guard let body else { return true }
    return try EntryBody.hash(body, organization) == bodyHash
  }
}

/// What opening an entry gives.
package struct OpenedEntry: Sendable {
  package let payload: Bytes
  /// What opens the commitment: with it, the header, the body hash, the signature and the payload, one
  /// entry can be shown to somebody without the key of the vault.
  package let salt: Bytes
  /// For an arrival that was opened through its sealed box: the row to write once beside the entry, so
  /// that the next reading is symmetric.
  package let takenKey: Bytes?
}

extension StoredEntry {
  /// The payload of the entry.
  ///
  /// - Parameter takenKey: The row that an earlier opening of an arrival returned.
  /// - Throws: `bodyErased`, `doesNotOpen`, `commitmentBroken`.
  package func open(
    under seed: borrowing EpochSeed, takenKey: Bytes? = nil
  ) throws(VaultError) -> OpenedEntry {
    guard let body else { throw .bodyErased }
    guard try bodyFits(), let form = body.first.flatMap(EntryBody.Form.init) else {
      throw .doesNotOpen("entry")
    }
    switch form {
    case .clear: throw .doesNotOpen("entry")
    case .symmetric:
      let plain = try Sodium.open(
        key: seed.bodyKey(), Bytes(body.dropFirst()), associated: headerBytes, "entry")
      return try opened(plain, takenKey: nil)
    case .arrival:
      let boxBytes = EntryBody.arrivalBoxBytes(header.place)
      let box = Bytes(body.dropFirst().prefix(boxBytes))
      let sealed = Bytes(body.dropFirst(1 + boxBytes))
      if let takenKey {
        let key = try Sodium.openSecret(
          key: seed.takenKey(), takenKey, associated: takenAssociated().bytes, "taken key")
        guard key.byteCount == 32 else { throw .doesNotOpen("taken key") }
        return try opened(
          Sodium.open(key: key, sealed, associated: headerBytes, "entry"), takenKey: nil)
      }
      let content = try Sodium.openBox(box, with: seed.arrivalPair(), "entry")
      let key = try EntryBody.arrival(header.place).lastField(of: content, count: 32, "entry")
      let plain = try Sodium.open(key: key, sealed, associated: headerBytes, "entry")
      return try opened(
        plain,
        takenKey: Sodium.seal(
          key: seed.takenKey(), key, associated: takenAssociated().bytes))
    }
  }

  /// The payload of an entry of the directory.
  package func clearPayload() throws(VaultError) -> Bytes {
    guard let body else { throw .bodyErased }
    guard try bodyFits(), body.first == EntryBody.Form.clear.rawValue else {
      throw .malformed("directory entry")
    }
    let payload = Bytes(body.dropFirst())
    guard
      try EntryBody.commitment(salt: EntryBody.clearSalt, payload, organization)
        == header.commitment
    else { throw .commitmentBroken }
    return payload
  }

  /// Whether this payload, with the salt of its commitment, is what the entry holds. It needs no key.
  package func commits(to payload: Bytes, salt: Bytes) throws(VaultError) -> Bool {
    guard salt.count == EntryBody.saltBytes else { return false }
    return try EntryBody.commitment(salt: salt, payload, organization) == header.commitment
  }

  private func opened(_ plain: Bytes, takenKey: Bytes?) throws(VaultError) -> OpenedEntry {
    guard plain.count > EntryBody.saltBytes else { throw .malformed("entry body") }
    let salt = Bytes(plain.prefix(EntryBody.saltBytes))
    let payload = try Padding.unpad(plain.dropFirst(EntryBody.saltBytes), "entry body")
    guard try commits(to: payload, salt: salt) else { throw .commitmentBroken }
    return OpenedEntry(payload: payload, salt: salt, takenKey: takenKey)
  }

  private func takenAssociated() -> CanonicalEncoding {
    var encoding = CanonicalEncoding(.taken, organization)
    encoding.add(header.vault)
    encoding.add(header.sequence)
    encoding.add(link)
    return encoding
  }
}
