package import Identity

/// What an entry of the directory says.
package enum DirectoryEvent: Hashable, Sendable {
  /// The first entry, signed by the recovery key, which is the root of all trust here.
  case genesis(Genesis)
  case invite(Invitation)
  case join(Joining)
  /// After comparing six words of the fingerprint by voice.
  case confirm(PrincipalID, KeyID)
  /// The roles from now on, all of them.
  case role(PrincipalID, Set<Role>)
  case leave(PrincipalID)
  /// Another password or second factor: the digest of the only lock that opens from now on.
  case relock(PrincipalID, lock: Digest)
  case rekey(Rekeying)
  case serverKey(generation: UInt64, publicKey: Bytes)
  case recoveryKey(PublicKeys)
  /// From now on nobody counts without a confirmation.
  case foundingClosed
  /// A backup was restored; the checkpoints that were lost with it.
  case restored(lostCheckpoints: [Digest])
  /// The board has appointed somebody to the group, at that time.
  case appointed(PrincipalID, decidedSeconds: UInt64)
  /// The board has gone through the membership of the group.
  case reviewed(MembershipReview)
  /// Somebody wants the policy of this address to be the one in force.
  case policyProposed(Digest)
  /// Somebody else agrees, and it is in force from now on.
  case policyAdopted(Digest)
  /// The one that waits is not wanted.
  case policyDeclined(Digest)
}

/// What the board said when it went through the membership of the group.
package struct MembershipReview: Hashable, Sendable {
  /// When the board decided; it may be written down later.
  package let decidedSeconds: UInt64
  /// Who goes on being a member.
  package let confirmed: Set<PrincipalID>

  package init(decidedSeconds: UInt64, confirmed: Set<PrincipalID>) {
    self.decidedSeconds = decidedSeconds
    self.confirmed = confirmed
  }
}

/// The beginning of an organization.
package struct Genesis: Hashable, Sendable {
  package let recovery: PublicKeys
  package let serverGeneration: UInt64
  /// Ed25519, 32 bytes.
  package let serverPublicKey: Bytes
  /// For the first chair and the first board member.
  package let invitations: [Invitation]

  package init(
    recovery: PublicKeys, serverGeneration: UInt64, serverPublicKey: Bytes,
    invitations: [Invitation]
  ) {
    self.recovery = recovery
    self.serverGeneration = serverGeneration
    self.serverPublicKey = serverPublicKey
    self.invitations = invitations
  }
}

/// What somebody is invited to.
package struct Invitation: Hashable, Sendable {
  /// The signing key of the invitation token: Ed25519, 32 bytes.
  package let publicKey: Bytes
  /// The roles that a join with it takes; empty for a lost password.
  package let roles: Set<Role>
  package let expiresSeconds: UInt64
  /// For a lost password: whose new keys it is for.
  package let principal: PrincipalID?

  package init(
    publicKey: Bytes, roles: Set<Role>, expiresSeconds: UInt64, principal: PrincipalID? = nil
  ) {
    self.publicKey = publicKey
    self.roles = roles
    self.expiresSeconds = expiresSeconds
    self.principal = principal
  }
}

/// Somebody joins, with the keys they made.
package struct Joining: Hashable, Sendable {
  package let keys: PublicKeys
  package let roles: Set<Role>
  /// The first lock.
  package let lock: Digest
  /// The invitation it uses up; nil where the server let somebody in (`redress member add`).
  package let invitation: Bytes?

  package init(keys: PublicKeys, roles: Set<Role>, lock: Digest, invitation: Bytes?) {
    self.keys = keys
    self.roles = roles
    self.lock = lock
    self.invitation = invitation
  }
}

/// Somebody has new keys.
package struct Rekeying: Hashable, Sendable {
  package let keys: PublicKeys
  package let lock: Digest
  /// For a lost password; nil where the old key signs.
  package let invitation: Bytes?

  package init(keys: PublicKeys, lock: Digest, invitation: Bytes? = nil) {
    self.keys = keys
    self.lock = lock
    self.invitation = invitation
  }
}

// MARK: Bytes

extension DirectoryEvent {
  func encoded(_ organization: OrganizationID) -> Bytes {
    var encoding = CanonicalEncoding(tag, organization)
    switch self {
    case .genesis(let genesis):
      genesis.recovery.add(to: &encoding)
      encoding.add(genesis.serverGeneration)
      encoding.add(genesis.serverPublicKey)
      encoding.add(list: genesis.invitations) { $0.add(to: &$1) }
    case .invite(let invitation):
      encoding.add(list: [invitation]) { $0.add(to: &$1) }
    case .join(let joining):
      joining.keys.add(to: &encoding)
      encoding.add(roles: joining.roles)
      encoding.add(joining.lock)
      encoding.add(joining.invitation ?? [])
    case .confirm(let principal, let keyID):
      encoding.add(principal)
      encoding.add(keyID)
    case .role(let principal, let roles):
      encoding.add(principal)
      encoding.add(roles: roles)
    case .leave(let principal):
      encoding.add(principal)
    case .relock(let principal, let lock):
      encoding.add(principal)
      encoding.add(lock)
    case .rekey(let rekeying):
      rekeying.keys.add(to: &encoding)
      encoding.add(rekeying.lock)
      encoding.add(rekeying.invitation ?? [])
    case .serverKey(let generation, let publicKey):
      encoding.add(generation)
      encoding.add(publicKey)
    case .recoveryKey(let keys):
      keys.add(to: &encoding)
    case .foundingClosed: break
    case .restored(let lostCheckpoints):
      encoding.add(list: lostCheckpoints) { $1.add($0) }
    case .appointed(let principal, let decidedSeconds):
      encoding.add(principal)
      encoding.add(decidedSeconds)
    case .reviewed(let review):
      encoding.add(review.decidedSeconds)
      encoding.add(list: review.confirmed.sorted()) { $1.add($0) }
    case .policyProposed(let address), .policyAdopted(let address), .policyDeclined(let address):
      encoding.add(address)
    }
    return encoding.bytes
  }

  private var tag: Tag {
    switch self {
    case .genesis: .genesis
    case .invite: .invite
    case .join: .join
    case .confirm: .confirm
    case .role: .role
    case .leave: .leave
    case .relock: .relock
    case .rekey: .rekey
    case .serverKey: .serverKey
    case .recoveryKey: .recoveryKey
    case .foundingClosed: .foundingClosed
    case .restored: .restored
    case .appointed: .appointed
    case .reviewed: .reviewed
    case .policyProposed: .policyProposed
    case .policyAdopted: .policyAdopted
    case .policyDeclined: .policyDeclined
    }
  }

  private static let tags: [Tag] = [
    .genesis, .invite, .join, .confirm, .role, .leave, .relock, .rekey, .serverKey, .recoveryKey,
    .foundingClosed, .restored, .appointed, .reviewed, .policyProposed, .policyAdopted,
    .policyDeclined,
  ]

  init(_ bytes: Bytes, _ organization: OrganizationID) throws(VaultError) {
    guard let tag = Self.tags.first(where: { bytes.starts(with: CanonicalEncoding($0).bytes) })
    else { throw .malformed("directory entry") }
    var decoder = try CanonicalDecoder(bytes, tag, organization, "directory entry")
    self = try Self.event(tag, &decoder, organization)
    try decoder.finish()
  }

  private static func event(
    _ tag: Tag, _ decoder: inout CanonicalDecoder, _ organization: OrganizationID
  ) throws(VaultError) -> DirectoryEvent {
    switch tag {
    case .genesis:
      return .genesis(
        Genesis(
          recovery: try PublicKeys(&decoder, organization),
          serverGeneration: try decoder.number(), serverPublicKey: try decoder.data(count: 32),
          invitations: try decoder.list { record throws(VaultError) in try Invitation(&record) }))
    case .invite:
      let invitations = try decoder.list { record throws(VaultError) in try Invitation(&record) }
      guard let invitation = invitations.first, invitations.count == 1 else {
        throw .malformed("directory entry")
      }
      return .invite(invitation)
    case .join:
      return .join(
        Joining(
          keys: try PublicKeys(&decoder, organization), roles: try decoder.roles(),
          lock: try decoder.digest(), invitation: try decoder.publicKeyIfAny()))
    case .confirm: return .confirm(try decoder.identity(), try decoder.identity())
    case .role: return .role(try decoder.identity(), try decoder.roles())
    case .leave: return .leave(try decoder.identity())
    case .relock: return .relock(try decoder.identity(), lock: try decoder.digest())
    case .rekey:
      return .rekey(
        Rekeying(
          keys: try PublicKeys(&decoder, organization), lock: try decoder.digest(),
          invitation: try decoder.publicKeyIfAny()))
    case .serverKey:
      return .serverKey(
        generation: try decoder.number(), publicKey: try decoder.data(count: 32))
    case .recoveryKey: return .recoveryKey(try PublicKeys(&decoder, organization))
    case .foundingClosed: return .foundingClosed
    case .restored:
      return .restored(
        lostCheckpoints: try decoder.list { record throws(VaultError) in try record.digest() })
    case .appointed:
      return .appointed(try decoder.identity(), decidedSeconds: try decoder.number())
    case .reviewed:
      let decidedSeconds = try decoder.number()
      let confirmed: [PrincipalID] = try decoder.list { record throws(VaultError) in
        try record.identity()
      }
      guard Set(confirmed).sorted() == confirmed else { throw .malformed("directory entry") }
      return .reviewed(
        MembershipReview(decidedSeconds: decidedSeconds, confirmed: Set(confirmed)))
    case .policyProposed: return .policyProposed(try decoder.digest())
    case .policyAdopted: return .policyAdopted(try decoder.digest())
    case .policyDeclined: return .policyDeclined(try decoder.digest())
    default: throw .malformed("directory entry")
    }
  }
}

extension Invitation {
  fileprivate func add(to record: inout CanonicalRecord) {
    record.add(publicKey)
    record.add(text: roles.encodedText)
    record.add(expiresSeconds)
    record.add(principal?.bytes ?? [])
  }

  fileprivate init(_ record: inout CanonicalDecoder) throws(VaultError) {
    self.init(
      publicKey: try record.data(count: 32), roles: try record.roles(),
      expiresSeconds: try record.number(), principal: try record.identityIfAny())
  }
}

extension Set<Role> {
  fileprivate var encodedText: String { sorted().map(\.rawValue).joined(separator: " ") }
}

extension CanonicalEncoding {
  fileprivate mutating func add(roles: Set<Role>) { add(text: roles.encodedText) }
}

extension CanonicalDecoder {
  fileprivate mutating func roles() throws(VaultError) -> Set<Role> {
    let text = try text()
    let roles = text.split(separator: " ").compactMap { Role(rawValue: String($0)) }
    guard Set(roles).encodedText == text else { throw .malformed("directory entry") }
    return Set(roles)
  }

  fileprivate mutating func publicKeyIfAny() throws(VaultError) -> Bytes? {
    let key = try data()
    if key.isEmpty { return nil }
    guard key.count == 32 else { throw .malformed("directory entry") }
    return key
  }
}
