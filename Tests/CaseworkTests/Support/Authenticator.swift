import Foundation
import Procedure
@testable import Vault

@testable import Casework

/// An authenticator app.
struct Authenticator: Sendable {
  let secret: String
  let recoveryCodes: [String]

  /// Sets up a second factor for somebody who has none.
  static func setUp(
    for person: TestOrganization.Person, in community: TestOrganization
  ) async throws -> Authenticator {
    let signedIn = try await community.signIn(person)
    let draft = try signedIn.beginSecondFactorChange()
    let codes = try await signedIn.changeSecondFactor(
      password: person.password, code: "", ticket: draft.ticket,
      newCode: code(of: draft.secret, at: community.now))
    return Authenticator(secret: draft.secret, recoveryCodes: codes.codes)
  }

  /// What the app shows.
  func code(at moment: Moment) throws -> String { try Self.code(of: secret, at: moment) }

  static func code(of secret: String, at moment: Moment) throws -> String {
    let time = try TimeCodeSecret(base32: secret)
    let step = UInt64(moment.secondsSince1970) / 30
    return time.code(step: step) ?? ""
  }
}
