package import Identity

/// Fresh identities. Nothing is numbered across cases, so an identity tells nothing.
extension Identity {
  /// A new identity.
  package static func random() throws(VaultError) -> Self {
    Self(uncheckedBytes: try Sodium.random(identityByteCount))
  }
}

/// Random bytes that are no secret of the vault: a token in a reply address, a nonce in a page.
package enum VaultRandom {
  /// So many random bytes.
  package static func bytes(count: Int) throws(VaultError) -> Bytes { try Sodium.random(count) }

  /// A number below `bound`, each as likely as any other.
  package static func number(below bound: UInt32) throws(VaultError) -> UInt32 {
    try Sodium.uniform(below: bound)
  }
}

/// Compares bytes in constant time.
package func areEqualInConstantTime(_ left: Bytes, _ right: Bytes) -> Bool {
  Sodium.equal(left, right)
}
