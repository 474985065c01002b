package import Identity

/// `H0`: the part of an entry that stands in the clear, and is bound to everything sealed in it.
///
/// Invariant: stored as its bytes and never built again from columns; decoding is strict.
package struct EntryHeader: Hashable, Sendable {
  package let place: EpochPlace
  /// 0 for the first entry of a vault.
  package let sequence: UInt64
  /// Seconds since 1970, UTC. Never earlier than the entry before.
  package let timeSeconds: UInt64
  package let author: Author
  /// The link of the entry before; zeros at sequence 0.
  package let previous: Digest
  /// The hash of the newest checkpoint that the author had seen; zeros if none.
  package let seen: Digest
  /// Commitment to the payload.
  package let commitment: Digest
  package let openPart: OpenPart

  package var vault: VaultID { place.vault }
  package var epoch: UInt64 { place.epoch }

  /// The bytes that are stored, hashed and signed.
  package func encoded() -> Bytes {
    var encoding = CanonicalEncoding(.entry, place.organization)
    encoding.add(place.vault)
    encoding.add(sequence)
    encoding.add(place.epoch)
    encoding.add(timeSeconds)
    encoding.add(text: author.kind.rawValue)
    encoding.add(author.signer?.principal.bytes ?? [])
    encoding.add(author.signer?.keyID.bytes ?? [])
    encoding.add(previous)
    encoding.add(seen)
    encoding.add(commitment)
    encoding.add(openPart.encoded(place.organization))
    return encoding.bytes
  }

  /// - Throws: `malformed` unless these are exactly the bytes of a header of this organization.
  package init(_ bytes: Bytes, _ organization: OrganizationID) throws(VaultError) {
    var decoder = try CanonicalDecoder(bytes, .entry, organization, "entry header")
    let vault: VaultID = try decoder.identity()
    sequence = try decoder.number()
    place = EpochPlace(organization, vault, epoch: try decoder.number())
    timeSeconds = try decoder.number()
    author = try Author(
      try decoder.choice(), try decoder.identityIfAny(), try decoder.identityIfAny())
    previous = try decoder.digest()
    seen = try decoder.digest()
    commitment = try decoder.digest()
    openPart = try OpenPart(try decoder.data(), organization)
    try decoder.finish()
  }

  init(_ draft: EntryDraft, commitment: Digest) {
    place = draft.place
    sequence = draft.sequence
    timeSeconds = draft.timeSeconds
    author = draft.author
    previous = draft.previous
    seen = draft.seen
    openPart = draft.openPart
    self.commitment = commitment
  }
}
