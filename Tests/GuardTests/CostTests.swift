import Testing

@testable import Guard

@Suite struct `The cost of a check` {
  private func text(words: Int, seed: UInt64) -> String {
    var numbers = SeededNumbers(state: seed)
    return (0..<words).map { _ in "w\(Int.random(in: 0..<3000, using: &numbers))x" }.joined(
      separator: " ")
  }

  @Test
  func
    `of phrases stays under a fixed number of comparisons for each confidential word, however long the draft is`()
  {
    let other = PhraseWords(text(words: 4000, seed: 1)).words.map(\.hash)
    let perWordMax = 1 + GuardLimits.placesOfAWordMax * (1 + GuardLimits.openTrailsMax)
    for words in [500, 2000, 8000] {
      var matcher = PhraseMatcher(Reading(text(words: words, seed: 2)), lists: .english, own: [])
      _ = matcher.matches(with: other)
      #expect(matcher.work <= other.count * (1 + perWordMax), "\(words): \(matcher.work)")
    }
  }

  @Test func `of reading a confidential text grows with its bytes`() {
    let (one, two) = (
      PhraseWords(text(words: 1000, seed: 3)).work, PhraseWords(text(words: 2000, seed: 3)).work
    )
    #expect(Double(two) < 2.1 * Double(one))
  }

  @Test(arguments: [
    "See https://chat.example/a#note_1, then “file.png” and (www.example.org/x).",
    "end. a.b.c: no:; ..x:// .png\u{201C}https://a.example/\u{201D}z\u{E9}.example/p?q ftp://b.example",
    "", ".", "a.png",
  ])
  func `of looking for links passes over other words, and misses none`(_ text: String) {
    #expect(
      Links.keys(in: Array(text.utf8)) == Links.find(in: Array(text.unicodeScalars)).map(\.key))
  }
}
