package import Identity

/// Who wrote an entry, and so what a reader may conclude from it.
package enum Author: Hashable, Sendable {
  /// Signed by a member: they wrote exactly this; no server could forge it.
  case member(PrincipalID, KeyID)
  /// Signed with the key named in the channel's epoch entry: the holder of the words wrote this.
  case party(PrincipalID, KeyID)
  /// The server took it in through a form.
  case form
  /// The server took it in by mail; a sender's address proves nothing.
  case mail
  /// A rule of the server ran.
  case server
  /// Signed by the recovery key.
  case root(PrincipalID, KeyID)

  /// The kind, as text that never changes.
  package var kind: AuthorKind {
    switch self {
    case .member: .member
    case .party: .party
    case .form: .form
    case .mail: .mail
    case .server: .server
    case .root: .root
    }
  }

  /// Who signs, with which keys; nil where nobody does.
  package var signer: (principal: PrincipalID, keyID: KeyID)? {
    switch self {
    case .member(let principal, let keyID), .party(let principal, let keyID),
      .root(let principal, let keyID):
      (principal, keyID)
    case .form, .mail, .server: nil
    }
  }

  init(
    _ kind: AuthorKind, _ principal: PrincipalID?, _ keyID: KeyID?
  ) throws(VaultError) {
    switch (kind, principal, keyID) {
    case (.member, .some(let principal), .some(let keyID)): self = .member(principal, keyID)
    case (.party, .some(let principal), .some(let keyID)): self = .party(principal, keyID)
    case (.root, .some(let principal), .some(let keyID)): self = .root(principal, keyID)
    case (.form, nil, nil): self = .form
    case (.mail, nil, nil): self = .mail
    case (.server, nil, nil): self = .server
    default: throw .malformed("author")
    }
  }
}

/// The kinds of author. A page shows the kind; votes, declarations and agreements count from `member` only.
package enum AuthorKind: String, Hashable, Sendable, CaseIterable {
  case member, party, form, mail, server, root
}
