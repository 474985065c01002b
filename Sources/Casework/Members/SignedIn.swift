import Identity
package import Procedure
import Storage
import Vault

/// A member who has proved themselves for one request: their keys, opened from the session and wiped with this value.
///
/// Everything that only members may do hangs on it, so that a page for members cannot be made for a visitor.
package final class SignedIn: Sendable {
  let organization: Organization
  let keys: PrincipalKeys
  let membership: Membership
  let me: Membership.Member
  /// Whether the directory has this member as confirmed. Whoever waits for the six words gets nothing sealed to them.
  package let isConfirmed: Bool
  /// Which session this is.
  let sessionID: Bytes
  /// What the browser or the client holds, to seal the session again under new keys.
  let sessionToken: Held<SessionToken>

  init(
    organization: Organization, keys: consuming PrincipalKeys, membership: Membership,
    me: Membership.Member, isConfirmed: Bool, sessionID: Bytes,
    sessionToken: Held<SessionToken>
  ) {
    self.organization = organization
    self.keys = keys
    self.membership = membership
    self.me = me
    self.isConfirmed = isConfirmed
    self.sessionID = sessionID
    self.sessionToken = sessionToken
  }

  var principalID: PrincipalID { me.id }

  /// Who this is.
  package var memberID: MemberID { me.memberID }

  /// What a member signs counts only once they are confirmed, and nothing is sealed to them before.
  ///
  /// - Throws: `CaseworkError.notAllowed` with what they wait for.
  func demandConfirmation() throws {
    guard isConfirmed else {
      throw CaseworkError.notAllowed(
        sentence: "Another member has to compare six words with you first, and confirm you.")
    }
  }

  /// The author of what they sign.
  var author: Author { .member(me.id, me.keys.keyID) }

  /// The seat they act from in a case: the board's once the board has it, if they sit there.
  func actor(in index: CaseIndex) -> Actor { actor(seat: seat(in: index)) }

  func seat(in index: CaseIndex) -> Seat {
    if index.isWithBoard, me.seats.contains(.board) { return .board }
    return me.seats.contains(.member) ? .member : .board
  }

  func actor(seat: Seat) -> Actor {
    switch seat {
    case .member, .adviser: .member(memberID)
    case .board, .oversight: .boardMember(memberID)
    }
  }
}
