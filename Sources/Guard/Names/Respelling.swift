/// Letters that are written for others, one step after the other: what brings ways of spelling to one form.
struct Respelling: Sendable {
  private let steps: [(from: [UInt8], to: [UInt8])]

  init(_ steps: KeyValuePairs<String, String>) {
    self.steps = steps.map { (Array($0.utf8), Array($1.utf8)) }
  }

  /// A word after all steps.
  func applied(to word: String) -> String {
    var letters = Array(word.utf8)
    for step in steps { Self.replace(step.from, with: step.to, in: &letters) }
    return String(decoding: letters, as: UTF8.self)
  }

  private static func replace(_ from: [UInt8], with to: [UInt8], in letters: inout [UInt8]) {
    var place = 0
    while place + from.count <= letters.count {
      if letters[place] == from[0], letters[place...].starts(with: from) {
        letters.replaceSubrange(place..<place + from.count, with: to)
        place += to.count
      } else {
        place += 1
      }
    }
  }
}
