/// What somebody is in the organization. The texts are stored and never change.
package enum Role: String, Hashable, Sendable, CaseIterable, Comparable {
  case chair
  case viceChair = "vice-chair"
  case member
  case boardLiaison = "board-liaison"
  case liaison
  case adviser
  case board

  /// The body in which the role is held: who confirms somebody must be of the same one.
  package var body: DirectoryBody { self == .board ? .board : .workingGroup }

  package static func < (left: Role, right: Role) -> Bool { left.rawValue < right.rawValue }
}

/// The two bodies of an organization.
package enum DirectoryBody: Hashable, Sendable {
  case workingGroup, board
}
