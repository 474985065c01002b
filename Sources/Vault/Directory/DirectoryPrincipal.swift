package import Identity

/// Somebody in the directory.
package struct DirectoryPrincipal: Hashable, Sendable {
  /// Whether somebody counts.
  package enum State: String, Hashable, Sendable, CaseIterable {
    /// Waits for somebody to compare the fingerprint. Nobody grants them anything.
    case unconfirmed
    case confirmed
    case left
  }

  package let principal: PrincipalID
  package internal(set) var roles: Set<Role>
  package internal(set) var state: State
  /// The newest keys. Seal to them only when `state` is `confirmed`.
  package internal(set) var keys: PublicKeys
  /// The digest of the only lock that opens.
  package internal(set) var lock: Digest
  /// When they joined, in seconds since 1970.
  package let joinedSeconds: UInt64
  /// Which entry of the directory let them join: tells the order of those who joined in the same second.
  package let joinedSequence: UInt64
  /// Who invited them; nil where the server or the root did.
  package internal(set) var inviter: PrincipalID?
  /// Every pair of keys and when it counted.
  var periods: [KeyPeriod]
  /// The board's word that they are a member of the group; nil while nobody has recorded it.
  package internal(set) var appointment: BoardAppointment?

  /// Counted from the moment they joined, as everybody does while founding, without a confirmation.
  package var countedAtOnce: Bool { periods.first?.fromSeconds == joinedSeconds }

  package var bodies: Set<DirectoryBody> { Set(roles.map(\.body)) }
}

/// That the board has appointed somebody.
package struct BoardAppointment: Hashable, Sendable {
  /// When the board decided.
  package let decidedSeconds: UInt64
  /// The board member who wrote it down, and when.
  package let recordedBy: PrincipalID
  package let recordedSeconds: UInt64
}

/// A review of the membership, with who wrote it down and when.
package struct RecordedReview: Hashable, Sendable {
  package let review: MembershipReview
  /// Who was in the group then and was not confirmed.
  package let unconfirmed: Set<PrincipalID>
  package let recordedBy: PrincipalID
  package let recordedSeconds: UInt64
}

/// A policy of which somebody wants that it is in force.
package struct ProposedPolicy: Hashable, Sendable {
  /// The hash of its text.
  package let address: Digest
  package let by: PrincipalID
  package let seconds: UInt64
}

/// A policy that was put in force.
package struct AdoptedPolicy: Hashable, Sendable {
  /// Who put it in force.
  package enum Adopters: Hashable, Sendable {
    /// The operator, while the organization was being founded.
    case operatorWhileFounding
    case members(proposedBy: PrincipalID, adoptedBy: PrincipalID)
  }

  /// The hash of its text.
  package let address: Digest
  package let seconds: UInt64
  package let adopters: Adopters
}

/// Keys and the time in which their signature counts.
struct KeyPeriod: Hashable, Sendable {
  let keys: PublicKeys
  let fromSeconds: UInt64
  var untilSeconds: UInt64?

  func contains(_ seconds: UInt64) -> Bool {
    guard let untilSeconds else { return seconds >= fromSeconds }
    return seconds >= fromSeconds && seconds <= untilSeconds
  }
}

/// Why an entry does not stand in the directory.
package enum DirectoryRefusal: Error, Equatable, Sendable {
  /// Not the next one: another sequence, another forerunner, or an earlier time.
  case outOfOrder(expectedSequence: UInt64)
  /// Bytes that are not an entry of a directory of this organization, or not those whose hash it has.
  case malformed
  /// The first entry is not signed by the root that was expected.
  case rootDiffers
  /// A signature does not hold or its signer is unknown.
  case signatureInvalid
  /// It is signed, but not by somebody who may.
  case notEntitled
  /// It speaks of somebody who is not here, who has left, or whose keys are others.
  case principalUnknown
  /// The principal is here already, or the key stands for somebody else.
  case principalKnown
  /// The invitation is unknown, used, expired, or for something else.
  case invitationInvalid
  /// The generation is not the next.
  case generationInvalid
  /// A decision of the board that lies ahead.
  case decidedInFuture
  /// Founding was closed before.
  case foundingAlreadyClosed
  /// The policy is not the one that waits, or is in force already.
  case policyNotProposed
  case vault(VaultError)
}
