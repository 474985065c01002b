extension Limits {
  /// The fewest members of a committee that is walked.
  package static let walkedMembersMin = 3
  /// The most members of a committee that is walked.
  package static let walkedMembersMax = 9
  /// The fewest that the largest committee of a walk has: a committee of three shows too little of what is severe.
  package static let walkedLargestMin = 4
  /// The most members of a committee in which soft conflicts are declared on the walk of whole cases.
  static let walkedSoftMembersMax = 5
  /// Situations of one walk; a policy that leads to more is not walked to its end, and is told so.
  package static let walkedSituationsMax = 2_000_000
  /// Steps of a story that are shown.
  package static let walkedStoryStepsMax = 60
}
