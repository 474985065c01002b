/// The two-word names of cases and of persons (REQUIREMENTS.md, "Words").
package struct CodeNames: Sendable {
  private let adjectives: [String]
  private let nouns: [String]

  /// The lists that ship with Redress.
  package init() {
    adjectives = WordList.lines(of: PackageResources.code_name_adjectives_txt)
    nouns = WordList.lines(of: PackageResources.code_name_nouns_txt)
  }

  /// Names of these words.
  package init(adjectives: [String], nouns: [String]) {
    self.adjectives = adjectives
    self.nouns = nouns
  }

  /// The names of persons, such as “denim ladle”: of other words than those of cases, so that nobody takes the one for
  /// the other.
  package static let ofPersons = CodeNames(
    adjectives: WordList.lines(of: PackageResources.person_name_materials_txt),
    nouns: WordList.lines(of: PackageResources.person_name_things_txt))

  /// A name nobody has yet, such as “amber lantern”.
  ///
  /// - Parameters:
  ///   - taken: whether a name belongs to another case.
  ///   - below: draws a number from zero up to, not including, the one it is given.
  /// - Returns: two words, and a number behind them once names run short.
  package func draw(
    unless taken: (String) -> Bool, below: (UInt32) throws -> UInt32
  ) rethrows -> String {
    let attemptsMax = 64
    for attempt in 0..<attemptsMax {
      let adjective = adjectives[Int(try below(UInt32(adjectives.count)))]
      let noun = nouns[Int(try below(UInt32(nouns.count)))]
      if adjective == noun { continue }
      let name =
        attempt < attemptsMax / 2
        ? "\(adjective) \(noun)" : "\(adjective) \(noun) \(try below(9_000) + 1_000)"
      if !taken(name) { return name }
    }
    return "\(adjectives[0]) \(nouns[0]) \(try below(.max))"
  }
}

/// The words that code names are made of.
enum PackageWords {
  static let caseAdjectives = WordList.lines(of: PackageResources.code_name_adjectives_txt)
  static let caseNouns = WordList.lines(of: PackageResources.code_name_nouns_txt)
  static let personMaterials = WordList.lines(of: PackageResources.person_name_materials_txt)
  static let personThings = WordList.lines(of: PackageResources.person_name_things_txt)
}

/// The word lists that are embedded in the program.
package enum WordList {
  /// The 7,776 words of receipts, in the order that the receipts were made with (docs/sources.md).
  package static let receiptWords = lines(of: PackageResources.receipt_words_txt)

  /// The lines of an embedded text, without empty ones.
  static func lines(of bytes: [UInt8]) -> [String] {
    bytes.split(separator: UInt8(ascii: "\n")).map { String(decoding: $0, as: UTF8.self) }
  }
}
