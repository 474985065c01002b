import Identity
import Procedure
import Vault

/// Who belongs to the organization at one moment: the signed directory, with what the server knows of each.
struct Membership: Sendable {
  /// A member of the group or of the board who may be sealed to.
  struct Member: Sendable {
    let id: PrincipalID
    let keys: PublicKeys
    /// The stable names of the roles.
    let roles: [RoleID]
    let seats: Set<Seat>
    /// May read cases by one of the roles.
    let readsCases: Bool
    let profile: MemberProfileRecord
    /// Whether the profile is there and the newest one. Nobody is asked about new cases while the server does not know
    /// under which names a report may speak of them.
    let isKnown: Bool

    var memberID: MemberID { MemberID(id.hexadecimal) }

    /// As the public and other members know them.
    var publicMember: PublicMember {
      PublicMember(id: memberID, name: profile.name, roles: roles.map(\.text))
    }
  }

  /// Confirmed members, in a fixed order.
  let members: [Member]
  let recovery: PublicKeys
  /// The link of the directory's newest entry: whoever seals by this looks that it has not changed.
  let directoryHead: Bytes
  /// What the rules of intake need to keep people out of reports about themselves.
  let profiles: [MemberProfile]
  /// Finds the members in what people write; made once, since every report is searched.
  let finder: Mentions.Finder

  init(members: [Member], recovery: PublicKeys, directoryHead: Bytes) {
    self.directoryHead = directoryHead
    self.members = members.sorted { $0.id < $1.id }
    self.recovery = recovery
    profiles = self.members.filter { $0.readsCases && $0.isKnown }.map(\.intakeProfile)
    finder = Mentions.Finder(profiles: profiles)
  }

  /// Those who may read cases from a seat, and whose names are known.
  func readers(in seat: Seat) -> [Member] {
    members.filter { $0.seats.contains(seat) && $0.readsCases && $0.isKnown }
  }

  /// One member, or nil for somebody who is not confirmed or has left.
  func member(_ id: PrincipalID) -> Member? { members.first { $0.id == id } }

  /// Names for pages.
  var people: [MemberID: PublicMember] {
    Dictionary(uniqueKeysWithValues: members.map { ($0.memberID, $0.publicMember) })
  }
}

extension Membership.Member {
  /// The names under which a report may speak of this member.
  fileprivate var intakeProfile: MemberProfile {
    let words = profile.name.split(separator: " ").map(String.init)
    let others = profile.alsoKnownAs + profile.formerlyKnownAs
    let names = others.filter { !$0.contains("@") }
    return MemberProfile(
      id: memberID, seat: seats.contains(.member) ? .member : .board, roles: roles,
      givenName: words.first ?? "", familyName: words.count > 1 ? words[words.count - 1] : "",
      fullName: profile.name,
      otherNames: names + profile.formerNames.flatMap(Self.forms(ofName:)),
      handles: others.filter { $0.hasPrefix("@") },
      emails: [profile.email] + others.filter { $0.contains("@") && !$0.hasPrefix("@") })
  }

  /// A former name as a report may use it: whole, and by its first or last word.
  private static func forms(ofName name: String) -> [String] {
    let words = name.split(separator: " ").map(String.init)
    return [name] + (words.count > 1 ? [words[0], words[words.count - 1]] : [])
  }
}
