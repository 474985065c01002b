/// The bounds of a simulation.
package enum SimulationLimits {
  /// Years that one committee lives through; more years are more committees, each with a seed of its own.
  package static let yearsOfCommitteeMax = 4
  /// Years that can be asked for at once.
  package static let yearsMax = 100_000
  /// Committees that live at the same time, on as many cores.
  package static let committeesAtOnceMax = 8
  /// The least seconds between two steps: every notice has left by then.
  static let stepSecondsMin: Int64 = 300
  /// Commits until the power fails while somebody does something; they rarely make more.
  static let commitsToCutMax = 3
  /// Commits until the power fails while the program does what it does by itself.
  static let commitsOfJobsToCutMax = 12
  /// Things that somebody does at most in one sitting.
  static let actsOfVisitMax = 3
  /// Times that somebody repeats what a power cut interrupted.
  static let repeatsMax = 3
  /// Steps that are lived through again for making a broken story shorter.
  static let shrinkingStepsMax: Int = {
    #if REDRESS_PLANTED_FAULTS
      // What was planted is known.
      600
    #else
      4_000
    #endif
  }()
}
