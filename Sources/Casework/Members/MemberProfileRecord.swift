import Identity
import Procedure

/// What the organization knows of a member beyond their keys: sealed for the server, since it has to write to
/// them and to recognise their name in a report before anybody is signed in.
struct MemberProfileRecord: Codable, Sendable, Hashable {
  var name: String
  var email: String
  /// Other names and handles under which people know them.
  var alsoKnownAs: [String] = []
  /// What the settings page shows of the lock, which tells nobody what is inside: nil for no second factor, else how
  /// many recovery codes were handed out with it. Nothing is decided by it.
  var recoveryCodesCount: Int?
}
