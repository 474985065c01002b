import Identity
package import Procedure
import Vault

/// What proves that a form was drawn for the person who sends it. It changes every week, so that one that leaked is of
/// no use for ever, and a form that was begun in the week before still counts.
package struct FormGuard: Sendable, Hashable {
  /// Stands in forms that are drawn now.
  package let current: String
  /// Stands in forms that were drawn in the week before.
  package let earlier: String
}

extension SignedIn {
  /// What every form of this member's pages carries, so that nobody else can have drawn it.
  ///
  /// It belongs to the member and not to the session: whoever was signed out while writing signs in again elsewhere,
  /// goes back, and sends what they wrote.
  package func formGuard() throws -> FormGuard {
    try organization.formGuard(of: principalID, purpose: "form of a member")
  }
}

extension Reporter {
  /// What every form behind the receipt carries; outlives the session, as for members.
  package func formGuard() throws -> FormGuard {
    try organization.formGuard(of: party.keys.principal, purpose: "form of a reporter")
  }
}

extension Organization {
  fileprivate func formGuard(of principal: PrincipalID, purpose: String) throws -> FormGuard {
    let week = environment.now().secondsSince1970 / MemberLimits.formGuardSeconds
    let values = try [week, week - 1].map { number in
      try keys.limitID(purpose: purpose, subject: "\(principal.hexadecimal) \(number)").hexadecimal
    }
    return FormGuard(current: values[0], earlier: values[1])
  }

  /// Whom a reporter means with an e-mail address, an identity or a whole name; nil for what fits nobody.
  package func memberID(called text: String) async throws -> MemberID? {
    let membership = try await membership()
    let address = usualForm(ofAddress: text)
    return membership.members.first { member in
      member.id.hexadecimal == text || usualForm(ofAddress: member.profile.email) == address
        || member.profile.name == text
    }?.memberID
  }
}
