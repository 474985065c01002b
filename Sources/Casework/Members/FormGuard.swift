import Identity
package import Procedure
import Vault

extension SignedIn {
  /// What every form of this member's pages carries, so that nobody else can have drawn it.
  ///
  /// It belongs to the member and not to the session: whoever was signed out while writing signs in again elsewhere,
  /// goes back, and sends what they wrote.
  package func formGuard() throws -> String {
    try organization.formGuard(of: principalID, purpose: "form of a member")
  }
}

extension Reporter {
  /// What every form behind the receipt carries; outlives the session, as for members.
  package func formGuard() throws -> String {
    try organization.formGuard(of: party.keys.principal, purpose: "form of a reporter")
  }
}

extension Organization {
  fileprivate func formGuard(of principal: PrincipalID, purpose: String) throws -> String {
    try keys.limitID(purpose: purpose, subject: principal.hexadecimal).hexadecimal
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
