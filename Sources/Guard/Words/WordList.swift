import Foundation

/// What a word list says about one rule: what to look for, why, and what could stand there.
struct WordRule: Sendable {
  var rule: Rule
  var why: String
  var offer: [String]
  var severity: Severity
  /// Only in messages to these; empty for all.
  var recipients: Set<Role>
  var unlessBefore: PatternIndex
  var unlessAfter: PatternIndex
  /// Whether these words stand for a person (`she`), not for a kind of person (`woman`).
  var arePronouns: Bool
  /// What the confidential texts have to say for these words to count; nil when they count by themselves.
  var told: Told?

  enum Told: String, CaseIterable, Sendable {
    /// A telling word of the match stands in a confidential text, too.
    case needed
    /// The same, but without any confidential text the words count by themselves.
    case compared
  }
}

/// The parts of a letter to a reported person.
enum LetterPart: String, CaseIterable, Sendable {
  case behaviour, impact, change, consequences
}

/// How one language tells times.
struct TimeWords: Sendable {
  var months: [String: Int] = [:]
  /// 0 for Monday.
  var weekdays: [String: Int] = [:]
  var numbers: [String: Int] = [:]
  var tens: [String: Int] = [:]
  var ordinals: [String: Int] = [:]
  var around: Set<String> = []
  var dayParts: [String: ClosedRange<Int>] = [:]
  var ahead: PatternIndex = PatternIndex()
  var relative: PatternIndex = PatternIndex()
  var letters: PatternIndex = PatternIndex()
  /// What somebody calls a day a few days before the one on which they write; the entry is how many.
  var daysAgo: PatternIndex = PatternIndex()

  /// The names of months and weekdays in many languages: dates are looked for whatever the language of a letter is.
  init() {
    let lines = String(decoding: PackageResources.calendar_txt, as: UTF8.self).split(
      separator: "\n")
    for (number, line) in lines.enumerated() {
      for name in line.split(separator: " ") {
        let key = Folding.key(String(name))
        if number < 12 { months[key] = number } else { weekdays[key] = number - 12 }
      }
    }
  }
}

/// The words of one or more languages, ready to be looked up.
package struct WordLists: Sendable {
  var rules: [WordRule] = []
  var index = PatternIndex()
  var structure: [LetterPart: PatternIndex] = [:]
  /// What shows that a sentence tells how the group works, and is part of every letter.
  var process = PatternIndex()
  var hearing = PatternIndex()
  var added = PatternIndex()
  var dropped = PatternIndex()
  var always: Set<String> = []
  var times = TimeWords()
  /// Hashes of stems.
  var stop: Set<UInt64> = []
  var usual: Set<UInt64> = []
  /// Hashes of the words of phrases that many use alike, by that of the first word.
  var common: [UInt64: [[UInt64]]] = [:]
  /// The languages that are in here, such as `en`.
  package private(set) var languages: [String] = []

  /// No words of any language: what is found by names, times and shared phrases alone.
  package init() {}

  /// English, as it comes with the program.
  package static let english: WordLists = {
    do {
      return try WordLists().adding(json5: PackageResources.english_json5)
    } catch {
      preconditionFailure("The shipped words do not fit their own format: \(error)")
    }
  }()

  /// These words and those of a file in the format of docs/guard.md.
  package func adding(json5 bytes: [UInt8]) throws(WordFaults) -> WordLists {
    let value: JSONValue
    do {
      value = try JSONValue.read(bytes, bytesMax: GuardLimits.wordsBytesMax, json5: true)
    } catch {
      throw WordFaults(faults: [FactsFault(place: "", sentence: error.sentence)])
    }
    var reader = WordListReader(words: self)
    reader.read(value)
    guard reader.faults.isEmpty else { throw WordFaults(faults: reader.faults) }
    var words = reader.words
    words.languages.append(reader.language)
    return words
  }
}

/// Everything that is wrong with a file of words.
package struct WordFaults: Error, Sendable, Hashable, CustomStringConvertible {
  package var faults: [FactsFault]

  package var description: String { faults.map(\.description).joined(separator: "\n") }
}
