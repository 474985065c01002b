package import Identity

/// Who signs an entry of the directory.
package enum DirectorySigner: Hashable, Sendable {
  case principal(PrincipalID, KeyID)
  case root(PrincipalID, KeyID)
  case server(generation: UInt64)
  /// An invitation, by its public key.
  case invitation(Bytes)

  fileprivate var kind: String {
    switch self {
    case .principal: "principal"
    case .root: "root"
    case .server: "server"
    case .invitation: "invitation"
    }
  }
}

/// One signature of several: a join needs the invitation's and the new key's.
struct DirectorySignature: Hashable, Sendable {
  let signer: DirectorySigner
  let signature: Bytes

  static func encoded(_ signatures: [DirectorySignature], _ organization: OrganizationID) -> Bytes {
    var encoding = CanonicalEncoding(.signatures, organization)
    encoding.add(list: signatures) { signature, record in
      record.add(text: signature.signer.kind)
      switch signature.signer {
      case .principal(let principal, let keyID), .root(let principal, let keyID):
        record.add(principal)
        record.add(keyID)
      case .server(let generation): record.add(generation)
      case .invitation(let publicKey): record.add(publicKey)
      }
      record.add(signature.signature)
    }
    return encoding.bytes
  }

  static func decoded(
    _ bytes: Bytes, _ organization: OrganizationID
  ) throws(VaultError) -> [DirectorySignature] {
    if bytes.isEmpty { return [] }
    var decoder = try CanonicalDecoder(bytes, .signatures, organization, "list of signatures")
    let signatures = try decoder.list { record throws(VaultError) in
      DirectorySignature(
        signer: try signer(&record), signature: try record.data(count: Sodium.signatureBytes))
    }
    try decoder.finish()
    return signatures
  }

  private static func signer(
    _ record: inout CanonicalDecoder
  ) throws(VaultError) -> DirectorySigner {
    switch try record.text() {
    case "principal": .principal(try record.identity(), try record.identity())
    case "root": .root(try record.identity(), try record.identity())
    case "server": .server(generation: try record.number())
    case "invitation": .invitation(try record.data(count: 32))
    default: throw .malformed("list of signatures")
    }
  }
}

// Signing an entry of the directory: each call adds one signature over the same link.
extension StoredEntry {
  /// With the key of a member.
  package func countersigned(by keys: borrowing PrincipalKeys) throws(VaultError) -> StoredEntry {
    try adding(
      .principal(keys.principal, keys.publicKeys.keyID), keys.sign(signedEncoding))
  }

  /// With the recovery key.
  package func countersigned(byRoot keys: borrowing PrincipalKeys) throws(VaultError) -> StoredEntry
  {
    try adding(.root(keys.principal, keys.publicKeys.keyID), keys.sign(signedEncoding))
  }

  /// With the server's key.
  package func countersigned(by serverKeys: ServerKeys) throws(VaultError) -> StoredEntry {
    let signature = try serverKeys.sign(signedEncoding.bytes)
    return try adding(.server(generation: signature.generation), signature.signature)
  }

  /// With the key of an invitation link.
  package func countersigned(by invitation: borrowing InvitationToken) throws(VaultError)
    -> StoredEntry
  {
    try adding(.invitation(invitation.signingPublicKey()), invitation.sign(signedEncoding))
  }

  var signedEncoding: CanonicalEncoding { EntryBody.signed(link, organization) }

  private func adding(_ signer: DirectorySigner, _ signature: Bytes) throws(VaultError)
    -> StoredEntry
  {
    let before = try DirectorySignature.decoded(self.signature, organization)
    return with(
      signature: DirectorySignature.encoded(
        before + [DirectorySignature(signer: signer, signature: signature)], organization))
  }
}
