extension Limits {
  /// The fewest members of a committee that is walked.
  package static let walkedMembersMin = 3
  /// The most members of a committee that is walked.
  package static let walkedMembersMax = 9
  /// Situations of one walk; a policy that leads to more is not walked to its end, and is told so.
  package static let walkedSituationsMax = 2_000_000
  /// Steps of a story that are shown.
  package static let walkedStoryStepsMax = 60
}
