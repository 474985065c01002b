/// The rows of the requirements: a letter and a number, such as `E10`.
package enum Rows {
  /// The rows that this version of the program answers for.
  package static let due: Set<String> = rows(
    ("B", 1...3), ("B", 8...9), ("B", 11...11), ("B", 14...15), ("C", 4...7), ("E", 1...7),
    ("E", 10...15), ("G", 6...6), ("G", 8...17), ("H", 1...1), ("H", 3...3), ("H", 5...8),
    ("R", 2...8))

  /// Whether a word has the form of a row.
  package static func isRow(_ word: String) -> Bool {
    guard let letter = word.first, "BCEGHR".contains(letter), let number = Int(word.dropFirst())
    else { return false }
    return (1...19).contains(number) && word == "\(letter)\(number)"
  }

  private static func rows(_ runs: (String, ClosedRange<Int>)...) -> Set<String> {
    Set(runs.flatMap { letter, numbers in numbers.map { "\(letter)\($0)" } })
  }
}
