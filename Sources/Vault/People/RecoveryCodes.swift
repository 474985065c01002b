package import Identity

/// Eight codes of 60 bits, each good once in place of a time code, never in place of the password.
package struct RecoveryCodes: ~Copyable, Sendable {
  // Eight bytes for each code; the first 60 bits of them count.
  private let secret: Secret

  /// Eight new codes.
  package static func random() throws(VaultError) -> RecoveryCodes {
    RecoveryCodes(secret: try Sodium.randomSecret(VaultLimits.recoveryCodesCount * 8))
  }

  private init(secret: consuming Secret) { self.secret = secret }

  /// To be shown to their owner once: twelve letters and digits, in groups of four.
  package func codesToShowOnce() -> [String] {
    let bytes = secret.revealedBytes()
    return (0..<VaultLimits.recoveryCodesCount).map { index in
      let text = Base32.text(Bytes(bytes[index * 8..<index * 8 + 8])).prefix(12)
      return [text.prefix(4), text.dropFirst(4).prefix(4), text.dropFirst(8)]
        .joined(separator: "-")
    }
  }

  /// What the lock keeps of them.
  package func hashes(
    for seed: borrowing PrincipalSeed, of principal: PrincipalID, _ organization: OrganizationID
  ) throws(VaultError) -> [Bytes] {
    let key = try seed.recoveryCodeKey()
    var hashes: [Bytes] = []
    for code in codesToShowOnce() {
      hashes.append(try Self.hash(code, key, principal, organization))
    }
    return hashes
  }

  /// The hash of a typed code.
  static func hash(
    _ code: String, _ key: borrowing Secret, _ principal: PrincipalID,
    _ organization: OrganizationID
  ) throws(VaultError) -> Bytes {
    var encoding = CanonicalEncoding(.recoveryCode, organization)
    encoding.add(principal)
    encoding.add(text: normal(code))
    return try encoding.keyed(by: key)
  }

  /// Capital letters and digits alone.
  static func normal(_ code: String) -> String {
    code.uppercased().filter { $0.isASCII && ($0.isLetter || $0.isNumber) }
  }
}
