import Identity
import Procedure

/// What the organization knows of a member beyond their keys: sealed for the server, since it has to write to
/// them and to recognise their name in a report before anybody is signed in.
struct MemberProfileRecord: Codable, Sendable, Hashable {
  var name: String
  var email: String
  /// Other names and handles under which people know them.
  var alsoKnownAs: [String] = []
  /// Names that were theirs until they changed them: a report that uses one is still about them.
  var formerNames: [String] = []
  /// Other names, handles and addresses that were theirs.
  var formerlyKnownAs: [String] = []
  /// Grows with each change, and stands in `ProfileRevisions` too: an older profile that was put back is not believed.
  var revision = 0
  /// What the settings page shows of the lock, which tells nobody what is inside: nil for no second factor, else how
  /// many recovery codes were handed out with it. Nothing is decided by it.
  var recoveryCodesCount: Int?
}

extension MemberProfileRecord {
  /// Takes over new names, and keeps those that went.
  ///
  /// - Returns: whether the others have to be told, since they know this person under other names now.
  mutating func rename(name: String, email: String, alsoKnownAs: [String]) -> Bool {
    let before = self
    self.name = name
    self.email = email
    self.alsoKnownAs = alsoKnownAs
    let present = Set([name, email] + alsoKnownAs)
    formerNames = Self.former(formerNames + [before.name], present)
    formerlyKnownAs = Self.former(
      formerlyKnownAs + [before.email] + before.alsoKnownAs, present)
    return name != before.name || Set(alsoKnownAs) != Set(before.alsoKnownAs)
  }

  /// How many names, handles and addresses are kept that are theirs no longer.
  var formerCount: Int { formerNames.count + formerlyKnownAs.count }

  private static func former(_ names: [String], _ present: Set<String>) -> [String] {
    var kept: [String] = []
    for name in names where !name.isEmpty && !present.contains(name) && !kept.contains(name) {
      kept.append(name)
    }
    return kept
  }
}

/// The newest revision of each profile. It is a row of its own: whoever changes a profile changes it in the same
/// transaction, so that every process sees at a glance that there is something to read again.
struct ProfileRevisions: Codable, Sendable, Hashable {
  static let setting = "profiles"

  private var revisions: [String: Int] = [:]

  /// The newest revision of a profile; nil for who has none.
  subscript(principal: PrincipalID) -> Int? {
    get { revisions[principal.hexadecimal] }
    set { revisions[principal.hexadecimal] = newValue }
  }
}
