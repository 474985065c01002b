/// The bounds of this room. Whatever is longer is refused with a sentence, never cut off in silence.
package enum Limits {
  /// Letters and digits of an identifier.
  package static let identifierCharactersMax = 64
  /// Unicode scalars of a note of the handlers.
  package static let noteScalarsMax = 100_000
  /// Unicode scalars of a reason: for admitting, setting aside, escalating, correcting.
  package static let reasonScalarsMax = 4_000
  /// Unicode scalars of a message to a party.
  package static let messageScalarsMax = 100_000
  /// Unicode scalars of one name, handle or address of a party.
  package static let nameScalarsMax = 500
  /// Days of a measure; longer is for good.
  package static let measureDaysMax = 36_525
  /// Names on a card, for reported persons and for witnesses each.
  package static let cardNamesMax = 200
  /// Unicode scalars of one name that is taken from the form onto the card; longer pieces are no names.
  package static let cardNameScalarsMax = 80
  /// Names, handles and addresses of one party, each.
  package static let partyNamesMax = 50
  /// Bytes of a policy file.
  package static let policyBytesMax = 1_048_576
  /// Levels of arrays and objects in a policy file.
  package static let policyDepthMax = 32
  /// Faults named at once; a file with more is not a policy.
  package static let policyFaultsMax = 200
  /// Elements of one list in a policy.
  package static let policyListMax = 500
  /// Unicode scalars of one text in a policy.
  package static let policyTextScalarsMax = 8_000
  /// The longest time a policy can set: ten years.
  package static let policySecondsMax: Int64 = 315_576_000
  /// Weeks ahead in which a duty can be swapped.
  package static let rotaWeeksAheadMax = 52
  /// The longest absence, and how far ahead one can be entered, in seconds.
  package static let absenceSecondsMax: Int64 = 366 * 86_400
  /// Absences of one member that are not over.
  package static let absencesAheadMax = 50
  /// Words of a text that are looked at together when a name is searched.
  package static let mentionWordsMax = 8
}
