package import Identity

/// Which public keys are real: a chained, signed log in the clear, folded with strict rules.
///
/// Invariant: every entry in it was the next one, holds, and was signed by somebody who might (VAULT.md,
/// section 4). No public key is ever used from anywhere else. The rules are in `Directory+Rules`.
package struct Directory: Sendable {
  package let organization: OrganizationID
  /// The log in which the directory lies.
  package let vault: VaultID
  /// What `root.pub` holds, if it is known already.
  let expectedRoot: Digest?

  package internal(set) var nextSequence: UInt64 = 0
  /// The link of the newest entry.
  package internal(set) var head: Digest = .zero
  package internal(set) var lastSeconds: UInt64 = 0
  package internal(set) var isFoundingClosed = false
  /// Every review of the membership by the board, oldest first.
  package internal(set) var reviews: [RecordedReview] = []

  /// Every policy that was ever put in force, oldest first; the last one is.
  package internal(set) var policies: [AdoptedPolicy] = []
  /// The policy that waits for somebody else's word.
  package internal(set) var proposedPolicy: ProposedPolicy?

  var people: [PrincipalID: DirectoryPrincipal] = [:]
  var invitations: [Bytes: OpenInvitation] = [:]
  var rootPeriods: [KeyPeriod] = []
  var serverPeriods: [UInt64: ServerPeriod] = [:]
  var newestServerGeneration: UInt64 = 0
  var firstRoot: PublicKeys?

  struct OpenInvitation: Sendable {
    let invitation: Invitation
    let inviter: PrincipalID?
  }

  struct ServerPeriod: Sendable {
    let publicKey: Bytes
    let fromSeconds: UInt64
    let sequence: UInt64
  }

  /// - Parameter expectedRoot: The fingerprint in `root.pub`; nil only while it is being made.
  package init(_ organization: OrganizationID, expectedRoot: Digest?) throws(VaultError) {
    self.organization = organization
    self.expectedRoot = expectedRoot
    self.vault = VaultID(
      uncheckedBytes: Bytes(
        try CanonicalEncoding(.directoryVault, organization).digest().bytes.prefix(16)))
  }

  // MARK: Who is here

  /// Everybody in the order of joining, also who has left.
  package var principals: [DirectoryPrincipal] {
    people.values.sorted { $0.joinedSequence < $1.joinedSequence }
  }

  /// Somebody of the directory; nil for who never joined.
  package func principal(_ principal: PrincipalID) -> DirectoryPrincipal? { people[principal] }

  /// Who may be granted something: confirmed, in a body.
  package func confirmed(in body: DirectoryBody) -> [DirectoryPrincipal] {
    principals.filter { $0.state == .confirmed && $0.bodies.contains(body) }
  }

  /// The keys to seal to; nil unless the principal is confirmed, or is the recovery principal.
  package func keysToSealTo(_ principal: PrincipalID) -> PublicKeys? {
    if let root, root.principal == principal { return root }
    guard let person = people[principal], person.state == .confirmed else { return nil }
    return person.keys
  }

  /// The keys under this name, whenever they were in use.
  package func keys(_ principal: PrincipalID, _ keyID: KeyID) -> PublicKeys? {
    people[principal]?.periods.first { $0.keys.keyID == keyID }?.keys
      ?? (people[principal]?.keys.keyID == keyID ? people[principal]?.keys : nil)
  }

  /// The keys whose signature counted at that time; nil where it did not.
  package func signingKeys(
    _ principal: PrincipalID, _ keyID: KeyID, atSeconds seconds: UInt64
  ) -> PublicKeys? {
    people[principal]?.periods.first { $0.keys.keyID == keyID && $0.contains(seconds) }?.keys
  }

  // MARK: Root and server

  /// When the organization was founded; nil before the first entry.
  package var foundedSeconds: UInt64? { rootPeriods.first?.fromSeconds }

  /// The recovery key that counts now.
  package var root: PublicKeys? { rootPeriods.last?.keys }

  /// Whether the recovery key is still the one that `init` printed, in one piece.
  package var isRootProvisional: Bool { rootPeriods.count == 1 }

  /// The recovery keys that counted before the one of now.
  package var earlierRoots: [PublicKeys] { rootPeriods.dropLast().map(\.keys) }

  /// The fingerprint of the first recovery key, as it stands in `root.pub`.
  package func rootFingerprint() throws(VaultError) -> Digest? {
    guard let firstRoot else { return nil }
    return try Self.fingerprint(of: firstRoot, organization)
  }

  /// What people compare by voice, as words or hexadecimal digits.
  package static func fingerprint(
    of keys: PublicKeys, _ organization: OrganizationID
  ) throws(VaultError) -> Digest {
    var encoding = CanonicalEncoding(.fingerprint, organization)
    keys.add(to: &encoding)
    return try encoding.digest()
  }

  /// The recovery key whose signature counted at that time; nil where it did not.
  package func rootKeys(
    _ principal: PrincipalID, _ keyID: KeyID, atSeconds seconds: UInt64
  ) -> PublicKeys? {
    rootPeriods.first {
      $0.keys.principal == principal && $0.keys.keyID == keyID && $0.contains(seconds)
    }?.keys
  }

  /// The server's signing key of a generation, if it counted at that time.
  func serverKey(_ generation: UInt64, atSeconds seconds: UInt64) -> Bytes? {
    guard let period = serverPeriods[generation], seconds >= period.fromSeconds else { return nil }
    return period.publicKey
  }

  /// Whether this is the key that the directory names for the server now: asked at start, before anything is
  /// signed.
  package func names(_ serverKeys: ServerKeys) -> Bool {
    guard serverKeys.newestGeneration == newestServerGeneration,
      let period = serverPeriods[newestServerGeneration]
    else { return false }
    return Sodium.equal(period.publicKey, serverKeys.signingPublicKey)
  }

  // MARK: The next entry

  /// The next entry, to be signed with `countersigned` and then appended.
  ///
  /// - Parameter author: Whom the entry names as its author: the first signer.
  package func draft(
    _ event: DirectoryEvent, author: Author, atSeconds seconds: UInt64, seen: Digest = .zero
  ) throws(VaultError) -> StoredEntry {
    try EntryDraft(
      place: EpochPlace(organization, vault, epoch: 0), sequence: nextSequence,
      timeSeconds: max(seconds, lastSeconds), author: author, previous: head, seen: seen,
      payload: event.encoded(organization)
    ).clear()
  }
}
