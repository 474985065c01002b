/// What the asking member may do about the membership of somebody (E02.2, E02.4; row B2).
package struct MembershipView: Sendable {
  package let member: PublicMember
  /// The asking member looks at their own membership.
  package let isOneself: Bool
  /// Names of roles in the policy that the asking member may give and take away; empty for none.
  package let mayGive: [String]
  /// Whether the asking member may end it: themselves, a chair, or somebody of the board.
  package let mayEnd: Bool
  /// Members of the group who would be left.
  package let countAfter: Int
  /// So many there should be.
  package let membersMin: Int
  /// Nobody would be left who chairs the group.
  package let endsLastChair: Bool

  package init(
    member: PublicMember, isOneself: Bool, mayGive: [String], mayEnd: Bool, countAfter: Int,
    membersMin: Int, endsLastChair: Bool
  ) {
    self.member = member
    self.isOneself = isOneself
    self.mayGive = mayGive
    self.mayEnd = mayEnd
    self.countAfter = countAfter
    self.membersMin = membersMin
    self.endsLastChair = endsLastChair
  }
}
