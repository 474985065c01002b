/// What is known of a member or board member for keeping them out of reports about themselves.
package struct MemberProfile: Hashable, Codable, Sendable {
  package var id: MemberID
  package var seat: Seat
  package var roles: [RoleID]
  package var givenName: String
  package var familyName: String
  /// The whole name as the member writes it, in any order and script.
  package var fullName: String
  /// Nicknames and other names.
  package var otherNames: [String]
  /// Handles anywhere, with or without `@`.
  package var handles: [String]
  package var emails: [String]

  package init(
    id: MemberID, seat: Seat = .member, roles: [RoleID] = [], givenName: String = "",
    familyName: String = "", fullName: String, otherNames: [String] = [], handles: [String] = [],
    emails: [String] = []
  ) {
    self.id = id
    self.seat = seat
    self.roles = roles
    self.givenName = givenName
    self.familyName = familyName
    self.fullName = fullName
    self.otherNames = otherNames
    self.handles = handles
    self.emails = emails
  }
}
