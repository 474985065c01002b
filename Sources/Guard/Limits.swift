/// The bounds of the checker.
package enum GuardLimits {
  /// The longest draft that is read, in bytes.
  package static let draftBytesMax = 1 << 20
  /// The largest facts that are read, in bytes.
  package static let factsBytesMax = 16 << 20
  /// The largest file of words that is read, in bytes.
  package static let wordsBytesMax = 1 << 20
  /// The most parties that facts may name.
  package static let partiesMax = 500
  /// The most entries of one list of a party, such as names or places.
  package static let entriesMax = 100
  /// The longest name, place or address, in characters.
  package static let entryCharactersMax = 300
  /// The longest text in which days and times are looked for, in characters.
  package static let timesCharactersMax = 20_000
  /// The most days and clock times that are read in one text.
  package static let timeMentionsMax = 200
  /// The most times that one text tells.
  package static let timesMax = 100
  /// The most findings that one check returns; the gravest stay.
  package static let findingsMax = 1000
  /// A word longer than this is not looked at for slips of typing or hidden names, in letters.
  static let wordLettersMax = 60
  /// A word that confidential texts use more often than this describes nobody in particular.
  static let tellingTimesMax = 12
  /// The most shared phrases that are followed at once while a confidential text is read.
  static let openTrailsMax = 24
  /// The most places of one word in a draft at which phrases are compared.
  static let placesOfAWordMax = 6
}
