package import Identity

/// `I`: what an invitation link holds. It signs the joining, so the server that mailed the link cannot join
/// in the guest's place without showing it.
package struct InvitationToken: ~Copyable, Sendable {
  private let secret: Secret

  /// A new token.
  package static func random() throws(VaultError) -> InvitationToken {
    InvitationToken(secret: try Sodium.randomSecret(32))
  }

  private init(secret: consuming Secret) { self.secret = secret }

  /// From the 64 hexadecimal digits in a link.
  package init(text: some StringProtocol) throws(VaultError) {
    self.init(secret: try tokenSecret(text, "invitation"))
  }

  /// What goes into the link, once.
  package func revealedText() -> String { secret.revealedBytes().hexadecimal }

  /// Under which the row of the invitation is found: 32 bytes.
  package func rowID() throws(VaultError) -> Bytes {
    try Sodium.subKey(of: secret, context: .invitation, number: 1).revealedBytes()
  }

  /// What the directory names in the `invite` entry: Ed25519, 32 bytes.
  package func signingPublicKey() throws(VaultError) -> Bytes { try pair().publicKey }

  func sign(_ encoding: CanonicalEncoding) throws(VaultError) -> Bytes {
    try Sodium.sign(encoding.bytes, with: pair().secretKey)
  }

  private func pair() throws(VaultError) -> KeyPair {
    try Sodium.signingKeyPair(
      seed: Sodium.subKey(of: secret, context: .invitation, number: 2))
  }
}
