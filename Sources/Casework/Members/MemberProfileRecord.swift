import Identity
import Procedure

/// What the organization knows of a member beyond their keys: sealed for the server, since it has to write to
/// them and to recognise their name in a report before anybody is signed in.
struct MemberProfileRecord: Codable, Sendable, Hashable {
  var name: String
  var email: String
  /// Other names and handles under which people know them.
  var alsoKnownAs: [String] = []
}
