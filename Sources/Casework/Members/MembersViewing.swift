import Identity
package import Procedure
import Storage
import Vault

extension SignedIn {
  /// Everybody in the group and on the board, and the invitations that are open.
  package func members() async throws -> MembersView {
    let me = principalID
    let now = organization.environment.now().secondsSince1970
    return try await organization.database.read { [self] transaction in
      let people = try organization.people(in: transaction)
      let directory = people.directory
      let mine = directory.principal(me)
      let rows = try directory.principals.filter { $0.state != .left }
        .map { person in
          MemberRow(
            member: try organization.member(person, in: transaction).publicMember,
            state: person.state == .confirmed ? .confirmed : .unconfirmed,
            fingerprintWords: person.state == .confirmed
              ? try organization.fingerprintWords(of: person.keys) : [],
            joinedWhileFounding: person.countedAtOnce,
            mayConfirm: isConfirmed && person.state == .unconfirmed && person.principal != me
              && person.inviter != me
              && !(mine?.bodies ?? []).isDisjoint(with: person.bodies),
            isOfGroup: person.bodies.contains(.workingGroup),
            appointment: try person.appointment.map {
              AppointmentRow(
                decided: Moment(secondsSince1970: Int64(clamping: $0.decidedSeconds)),
                recordedBy: try organization.profile(of: $0.recordedBy, in: transaction).name)
            },
            isUnconfirmedByBoard: directory.reviews.last?.unconfirmed.contains(person.principal)
              ?? false)
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
        mayInvite: organization.policy.roles.map(\.id).filter(invitable.contains).map(\.text),
        standing: organization.groupStanding(people),
        reviews: try reviewRows(people, in: transaction),
        mayRecordForBoard: isConfirmed && mine?.roles.contains(.board) == true)
    }
  }

  /// What the asking member may do about the membership of somebody.
  ///
  /// - Throws: `CaseworkError.absent` for somebody who is not here.
  package func membership(of member: MemberID) async throws -> MembershipView {
    guard let principal = PrincipalID(hexadecimal: member.text) else {
      throw CaseworkError.absent
    }
    let me = principalID
    return try await organization.database.read { [self] transaction in
      let people = try organization.people(in: transaction)
      guard let person = people.directory.principal(principal), person.state != .left else {
        throw CaseworkError.absent
      }
      let mine = isConfirmed ? people.directory.principal(me)?.roles ?? [] : []
      let isOfBoard = mine.contains(.board)
      let isLeading = isOfBoard || mine.contains(.chair)
      let known = organization.policy.roles.map(\.id)
      let given = Vault.Role.allCases.filter { $0 == .board ? isOfBoard : isLeading }
        .map { RoleID($0, organization.policy) }
      let counting = people.membership.readers(in: .member)
      let chairs = people.directory.principals.filter {
        $0.state == .confirmed && $0.roles.contains(.chair)
      }
      return MembershipView(
        member: try organization.member(person, in: transaction).publicMember,
        isOneself: principal == me, mayGive: known.filter(given.contains).map(\.text),
        mayEnd: principal == me || isLeading,
        countAfter: counting.filter { $0.id != principal }.count,
        membersMin: organization.policy.membersMin,
        endsLastChair: chairs.map(\.principal) == [principal])
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
  func isStranded(_ membership: Membership) -> Bool {
    phase != .filed && keepsTime && hasNoReader(membership)
  }

  /// The board has the case, and nobody on it may decide: all have a conflict, were kept out, or have left.
  func needsSomebodyUninvolved(_ membership: Membership) -> Bool {
    guard isWithBoard, asksForDeclarations else { return false }
    return !principals([.asked, .admitted, .waitsForGrant, .handler]).contains { principal in
      membership.member(principal)?.seats.contains(.board) == true
        && softConflicts?.contains(principal) != true
    }
  }

  /// The same, also of a case that is closed.
  func hasNoReader(_ membership: Membership) -> Bool {
    !standings.contains { principal, standing in
      standing.grantClass != nil && membership.member(principal) != nil
    }
  }
}
