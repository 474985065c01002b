/// A run of letters and digits in a text.
struct Word: Hashable {
  /// As it was written.
  var text: String
  /// What stands right before it, if anything.
  var before: Character?
  /// What stands right after it, if anything.
  var after: Character?
  /// Nothing but space, quotes and brackets stand between it and the end of the sentence before.
  var beginsSentence: Bool

  /// Words that stand for the signs in an address that is spelled out.
  static let signs: Set<String> = ["at", "dot", "punkt", "arroba"]

  var isCapital: Bool { text.first?.isUppercase == true }

  /// More than one letter and none of them small.
  var isShouted: Bool { text.count > 1 && !text.contains(where: \.isLowercase) && isCapital }

  /// Cuts a text into its words. Marks and invisible characters stay inside a word.
  static func split(_ text: String) -> [Word] {
    var words: [Word] = []
    var current = ""
    var before: Character?
    var previous: Character?
    var beginsSentence = true
    func isOfWord(_ character: Character) -> Bool {
      character.isLetter || character.isNumber
        || character.unicodeScalars.allSatisfy { scalar in
          switch scalar.properties.generalCategory {
          case .format, .nonspacingMark, .spacingMark: true
          default: false
          }
        }
    }
    for character in text {
      if isOfWord(character) {
        if current.isEmpty { before = previous }
        current.append(character)
      } else {
        if !current.isEmpty {
          words.append(
            Word(text: current, before: before, after: character, beginsSentence: beginsSentence))
          current = ""
          beginsSentence = false
        }
        if ".!?:;".contains(character) || character.isNewline { beginsSentence = true }
      }
      previous = character
    }
    if !current.isEmpty {
      words.append(Word(text: current, before: before, after: nil, beginsSentence: beginsSentence))
    }
    return words
  }
}
