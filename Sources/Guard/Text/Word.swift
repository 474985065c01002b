/// A word of a draft, as it stands there and as it compares.
struct Word: Sendable {
  enum Shape: Sendable { case lower, capital, upper, mixed, none }

  /// In scalars of the draft, with what is hidden inside.
  var range: Range<Int>
  /// The folded letters.
  var plain: String
  /// The same with accents written out (`ue` for ü); nil when there are none.
  var writtenOut: String?
  /// What a reader sees when letters only look alike; empty when that is no Latin word.
  var skeleton: String
  var script: Script
  /// Letters of two scripts, digits or signs among letters, marks or zero-width characters inside.
  var isDisguised: Bool
  var shape: Shape
  /// How many letters.
  var count: Int
  /// The sentence and the line it is in, counted from 0.
  var sentence: Int
  var line: Int
  var startsSentence: Bool
  /// Whether it stands between quotation marks or in a quoted line.
  var isQuoted: Bool
  /// Of the stem, for lists of words and for phrases.
  var hash: UInt64
  /// Whether it belongs to what somebody of the case is called or reached by; known once names are looked up.
  var isSomebody = false

  var isCapitalized: Bool { shape == .capital || shape == .upper || shape == .mixed }
  var isNumber: Bool { script == .digits }

  var beginsWithNumber: Bool {
    guard let first = plain.utf8.first else { return false }
    return first < 0x80 ? (0x30...0x39).contains(first) : plain.first?.isNumber == true
  }
}
