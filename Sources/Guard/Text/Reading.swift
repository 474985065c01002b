/// A draft taken apart.
struct Reading: Sendable {
  let bytes: [UInt8]
  let scalars: [Unicode.Scalar]
  private(set) var words: [Word]
  /// Where each scalar begins in the bytes, and where the last one ends.
  private let starts: [Int]

  init(_ text: String) {
    bytes = Array(text.utf8)
    scalars = Array(text.unicodeScalars)
    words = Reader.words(of: scalars)
    var starts = [0]
    starts.reserveCapacity(scalars.count + 1)
    for scalar in scalars { starts.append(starts[starts.count - 1] + UTF8.width(scalar)) }
    self.starts = starts
  }

  /// Notes which words belong to what somebody of the case is called or reached by.
  mutating func note(somebody isSomebody: (Int) -> Bool) {
    for place in words.indices where isSomebody(place) { words[place].isSomebody = true }
  }

  func excerpt(_ range: Range<Int>) -> String {
    String(decoding: bytes[starts[range.lowerBound]..<starts[range.upperBound]], as: UTF8.self)
  }

  /// The scalars that some bytes belong to.
  func scalarRange(ofBytes bytes: Range<Int>) -> Range<Int> {
    let first = starts.dropLast().partitioningIndex { $0 > bytes.lowerBound }
    let end = starts.dropLast().partitioningIndex { $0 >= bytes.upperBound }
    return max(first - 1, 0)..<max(end, first - 1, 0)
  }

  /// For each word whether any of the ranges covers it.
  func marks(of ranges: [Range<Int>]) -> [Bool] {
    var marks = [Bool](repeating: false, count: words.count)
    for range in ranges {
      var place = firstWord(endingAfter: range.lowerBound)
      while place < words.count, words[place].range.lowerBound < range.upperBound {
        marks[place] = true
        place += 1
      }
    }
    return marks
  }

  /// The first word that ends behind a place.
  func firstWord(endingAfter scalar: Int) -> Int {
    words.partitioningIndex { $0.range.upperBound > scalar }
  }

  /// What stands between a word and the next.
  func gap(after place: Int) -> ArraySlice<Unicode.Scalar> {
    let start = words[place].range.upperBound
    let end = place + 1 < words.count ? words[place + 1].range.lowerBound : scalars.count
    return scalars[start..<max(start, end)]
  }

  /// The first word of the sentence that a word is in.
  func sentenceStart(_ place: Int) -> Int {
    var first = place
    while first > 0, words[first - 1].sentence == words[place].sentence { first -= 1 }
    return first
  }

  func sentenceEnd(_ place: Int) -> Int {
    var end = place + 1
    while end < words.count, words[end].sentence == words[place].sentence { end += 1 }
    return end
  }
}

extension RandomAccessCollection where Index == Int {
  /// The first place at which something holds that holds for everything behind it too.
  func partitioningIndex(where holds: (Element) -> Bool) -> Int {
    var low = startIndex
    var high = endIndex
    while low < high {
      let middle = (low + high) / 2
      if holds(self[middle]) { high = middle } else { low = middle + 1 }
    }
    return low
  }
}
