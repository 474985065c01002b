package import Identity

/// A signature of the server, with the generation of the key that made it.
package struct ServerSignature: Hashable, Sendable {
  package let generation: UInt64
  let signature: Bytes

  init(generation: UInt64, signature: Bytes) {
    self.generation = generation
    self.signature = signature
  }

  /// From its stored form: the generation in 8 bytes, then 64 bytes.
  package init(bytes: Bytes) throws(VaultError) {
    guard bytes.count == 8 + Sodium.signatureBytes else { throw .malformed("server signature") }
    generation = bytes.prefix(8).reduce(0) { $0 << 8 | UInt64($1) }
    signature = Bytes(bytes.dropFirst(8))
  }

  package var bytes: Bytes {
    var bytes = Bytes()
    bytes.append(bigEndian: generation)
    return bytes + signature
  }

  /// Whether this server key made it over these bytes.
  func holds(over bytes: Bytes, publicKey: Bytes) -> Bool {
    Sodium.isSigned(bytes, signature: signature, by: publicKey)
  }
}

extension ServerKeys {
  /// What the directory names as the server's signing key of the newest generation.
  package var signingPublicKey: Bytes { newest.signing.publicKey }

  func sign(_ bytes: Bytes) throws(VaultError) -> ServerSignature {
    ServerSignature(
      generation: newest.generation,
      signature: try Sodium.sign(bytes, with: newest.signing.secretKey))
  }
}
