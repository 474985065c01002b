extension Checker {
  private static let digitWords: [String: UInt8] = [
    "zero": 48, "oh": 48, "o": 48, "nought": 48, "one": 49, "two": 50, "three": 51, "four": 52,
    "five": 53, "six": 54, "seven": 55, "eight": 56, "nine": 57,
  ]

  /// Numbers that ring a phone of somebody, however they are spaced or spoken.
  func phoneFindings(_ reading: Reading) -> [Finding] {
    guard !addresses.phones.isEmpty else { return [] }
    var findings: [Finding] = []
    var place = 0
    while place < reading.words.count {
      guard digits(place, reading) != nil else {
        place += 1
        continue
      }
      var run: [UInt8] = []
      var ends: [(word: Int, digits: Int)] = []
      var end = place
      while end < reading.words.count, let own = digits(end, reading),
        end == place || reading.gap(after: end - 1).count <= 4
      {
        run += own
        ends.append((end, run.count))
        end += 1
      }
      findings += found(run, words: place..<end, reading)
      place = end
    }
    return findings
  }

  /// The digits of a word: written, or spoken, also `double five`.
  private func digits(_ place: Int, _ reading: Reading) -> [UInt8]? {
    let word = reading.words[place]
    if word.isNumber { return Array(word.plain.utf8) }
    if ["ext", "extension", "x"].contains(word.plain), place > 0, reading.words[place - 1].isNumber
    {
      return []
    }
    if let digit = Self.digitWords[word.plain] {
      if place > 0, reading.words[place - 1].plain == "double" { return [digit, digit] }
      if place > 0, reading.words[place - 1].plain == "triple" { return [digit, digit, digit] }
      return [digit]
    }
    if word.plain == "double" || word.plain == "triple", place + 1 < reading.words.count,
      Self.digitWords[reading.words[place + 1].plain] != nil
    {
      return []
    }
    // Letters that look like digits within a number.
    if word.isDisguised, word.plain.contains(where: \.isNumber) {
      let seen = word.plain.utf8.map { byte -> UInt8 in
        switch byte {
        case 0x6F: 48
        case 0x6C, 0x69: 49
        default: byte
        }
      }
      return seen.allSatisfy { (48...57).contains($0) } ? seen : nil
    }
    return nil
  }

  private func found(_ run: [UInt8], words: Range<Int>, _ reading: Reading) -> [Finding] {
    func contains(_ digits: [UInt8]) -> Bool {
      guard digits.count <= run.count else { return false }
      return (0...(run.count - digits.count)).contains {
        Array(run[$0..<$0 + digits.count]) == digits
      }
    }
    let first = reading.words[words.lowerBound].range.lowerBound
    var start = first
    while start > 0, ["+", "("].contains(reading.scalars[start - 1]) { start -= 1 }
    let range = start..<reading.words[words.upperBound - 1].range.upperBound
    for phone in addresses.phones {
      let tail = Array(phone.national.suffix(7))
      let isWhole = phone.national.count >= 5 && contains(phone.national)
      let isTail = tail.count >= 6 && contains(tail)
      let before =
        words.lowerBound > 0 ? reading.sentenceStart(words.lowerBound)..<words.lowerBound : 0..<0
      let isEnding =
        (3...6).contains(run.count) && phone.digits.suffix(run.count).elementsEqual(run)
        && before.contains {
          ["ends", "ending", "end", "last", "digits", "phone", "number"].contains(
            reading.words[$0].plain)
        }
      let isMost = run.count >= 6 && phone.digits.suffix(run.count).elementsEqual(run)
      guard isWhole || isTail || isMost || isEnding else { continue }
      return [
        finding(
          .phone, range, reading, person: phone.person,
          why:
            "This is a phone number of \(Self.described(people[phone.person].party.role)), or a part of it.",
          ["our phone", "the address of the working group"])
      ]
    }
    return []
  }
}
