/// What the spacing of a text says, gap by gap.
package struct MarkedText: Sendable {
  /// For each bit, how many gaps say that it is set, less how many say that it is not.
  private var votes = [Int](repeating: 0, count: TracingMark.bitCount)
  private var markedCount = 0

  package init() {}

  /// Reads a text that was copied: usual and marked spaces between two words of one line.
  package init(_ text: String) {
    var before = ""
    var word = ""
    // What stood between the two words, as far as it was read.
    var gap = ""
    for scalar in text.unicodeScalars {
      guard scalar.properties.isWhitespace else {
        word.unicodeScalars.append(scalar)
        continue
      }
      if !word.isEmpty {
        take(before, gap, word)
        (before, word, gap) = (word, "", "")
      }
      gap.unicodeScalars.append(scalar)
    }
    take(before, gap, word)
  }

  /// Where a line was broken, or more than one space stands, nothing can be said.
  private mutating func take(_ before: String, _ gap: String, _ after: String) {
    switch gap {
    case " ": add(before: before, isMarked: false, after: after)
    case TracingMark.markedSpace: add(before: before, isMarked: true, after: after)
    default: break
    }
  }

  /// Takes one gap into account, for instance one that was measured on paper.
  package mutating func add(before: String, isMarked: Bool, after: String) {
    guard
      let place = WordGap.place(
        before: Array(before.utf8.suffix(WordGap.bytesLookedAt)),
        after: Array(after.utf8.prefix(WordGap.bytesLookedAt)))
    else { return }
    votes[place] += isMarked ? 1 : -1
    if isMarked { markedCount += 1 }
  }

  /// Whether there is any marked space in it at all.
  package var isMarked: Bool { markedCount > 0 }

  /// How many bits the text says something of.
  package var knownCount: Int { votes.count { $0 != 0 } }

  /// How many of the known bits a mark agrees with.
  package func agreements(with mark: TracingMark) -> Int {
    votes.indices.count { place in
      votes[place] != 0 && (votes[place] > 0) == (mark.bits >> UInt64(place) & 1 == 1)
    }
  }

  /// How probable it is that a mark which has nothing to do with the text agrees with it as well as this one.
  package func chance(of mark: TracingMark) -> Double {
    let known = knownCount
    let agreeing = agreements(with: mark)
    guard known > 0 else { return 1 }
    var term = 1.0
    var sum = 0.0
    // Binomial coefficients from the top: the sum over all outcomes at least as good.
    for missing in 0...(known - agreeing) {
      sum += term
      term *= Double(known - missing) / Double(missing + 1)
    }
    var chance = sum
    for _ in 0..<known { chance /= 2 }
    return min(1, chance)
  }
}
