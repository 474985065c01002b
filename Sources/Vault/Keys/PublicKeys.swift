package import Identity

/// The public keys of a principal, one generation of them. Which are real is told by the directory (for
/// members, board and recovery) or by the epoch entry of a channel (for parties), never by a plain row.
package struct PublicKeys: Hashable, Sendable {
  package let principal: PrincipalID
  /// 1 for the first keys; one more with each `rekey`.
  package let generation: UInt64
  /// X25519: what is sealed to the principal.
  package let box: Bytes
  /// Ed25519: what the principal signs.
  package let sign: Bytes
  /// The first 16 bytes of the hash of all the above.
  package let keyID: KeyID

  package init(
    _ organization: OrganizationID, principal: PrincipalID, generation: UInt64, box: Bytes,
    sign: Bytes
  ) throws(VaultError) {
    guard box.count == Sodium.publicKeyBytes, sign.count == Sodium.publicKeyBytes else {
      throw .malformed("public key")
    }
    self.principal = principal
    self.generation = generation
    self.box = box
    self.sign = sign
    var encoding = CanonicalEncoding(.key, organization)
    encoding.add(principal)
    encoding.add(generation)
    encoding.add(box)
    encoding.add(sign)
    self.keyID = KeyID(uncheckedBytes: Bytes(try encoding.digest().bytes.prefix(16)))
  }

  func add(to record: inout CanonicalRecord) {
    record.add(principal)
    record.add(generation)
    record.add(box)
    record.add(sign)
  }

  func add(to encoding: inout CanonicalEncoding) {
    encoding.add(principal)
    encoding.add(generation)
    encoding.add(box)
    encoding.add(sign)
  }

  init(
    _ decoder: inout CanonicalDecoder, _ organization: OrganizationID
  ) throws(VaultError) {
    try self.init(
      organization, principal: try decoder.identity(), generation: try decoder.number(),
      box: try decoder.data(count: 32), sign: try decoder.data(count: 32))
  }
}
