import Identity
import Procedure
import Storage
import Vault

extension SignedIn {
  /// Everybody in the group and on the board, and the invitations that are open.
  package func members() async throws -> MembersView {
    let me = principalID
    let now = organization.environment.now().secondsSince1970
    return try await organization.database.read { [organization, isConfirmed] transaction in
      let directory = try organization.people(in: transaction).directory
      let mine = directory.principal(me)
      let rows = try directory.principals.filter { $0.state != .left }
        .map { person in
          MemberRow(
            member: try organization.member(person, in: transaction).publicMember,
            state: person.state == .confirmed ? .confirmed : .unconfirmed,
            fingerprintWords: try organization.fingerprintWords(of: person.keys),
            joinedWhileFounding: person.countedAtOnce,
            mayConfirm: isConfirmed && person.state == .unconfirmed && person.principal != me
              && person.inviter != me
              && !(mine?.bodies ?? []).isDisjoint(with: person.bodies))
        }
      let invitations = try transaction.invitations(organization.id).filter {
        $0.usedSeconds == nil && $0.expiresSeconds > now && $0.principal == nil
      }
      let invitable = Vault.Role.allCases.filter { role in
        guard isConfirmed, let mine else { return false }
        return mine.roles.contains(role == .board ? .board : .chair)
      }.map { RoleID($0, organization.policy) }
      return MembersView(
        members: rows,
        invitations: invitations.map { record in
          InvitationRow(
            id: record.id.hexadecimal,
            role: Vault.Role(rawValue: record.purpose)
              .map { RoleID($0, organization.policy).text } ?? record.purpose,
            expires: Moment(secondsSince1970: record.expiresSeconds))
        },
        mayInvite: organization.policy.roles.map(\.id).filter(invitable.contains).map(\.text))
    }
  }

  /// The frame of every page: who is signed in, and what everybody must know.
  package func frame() async throws -> MemberFrame {
    let standing = try await organization.standingNotices()
    return MemberFrame(
      member: me.publicMember, policy: organization.policy,
      isBoard: me.seats.contains(.board) && !me.seats.contains(.member),
      standingNotices: (isConfirmed ? [] : [.youWaitForConfirmation]) + standing,
      now: organization.environment.now())
  }
}

extension CaseIndex {
  /// Nobody who is still here can open the case or declare on it: only the recovery key can.
  func isStranded(_ membership: Membership) -> Bool { isOpen && hasNoReader(membership) }

  /// The same, also of a case that is closed.
  func hasNoReader(_ membership: Membership) -> Bool {
    !standings.contains { principal, standing in
      standing.grantClass != nil && membership.member(principal) != nil
    }
  }
}
