extension Checker {
  /// People who are added to a conversation or dropped from it without the line at the top that says so.
  func recipientFindings(_ reading: Reading) -> [Finding] {
    let (announced, late) = announcements(reading)
    var findings = late.map { range in
      made(
        range, reading, isAdded: true,
        why: "People who come or go are announced at the very top, where nobody overlooks it.")
    }
    let words = reading.words
    let patterns = [(lists.added, true), (lists.dropped, false)]
    for place in words.indices {
      let start = words[place].range.lowerBound
      if start > 0, ["+", "＋"].contains(reading.scalars[start - 1]),
        start < 2 || [" ", "\n", "("].contains(reading.scalars[start - 2]),
        isSomeone(place, reading) || words[place].isCapitalized && !words[place].isNumber,
        !announced.contains(words[place].plain)
      {
        findings.append(
          made(
            start - 1..<words[place].range.upperBound, reading, isAdded: true,
            why:
              "Somebody is added to the conversation, and no line at the top of the message says so."
          ))
      }
      for (index, isAdded) in patterns {
        for (_, end) in index.matches(in: words, at: place) {
          let first = max(reading.sentenceStart(place), place - 3)
          var last = min(reading.sentenceEnd(place), end + 3)
          if words[place].plain == "cc" || words[place].plain == "bcc" {
            // What stands behind the colon of a line of copies.
            while last < words.count, last < end + 4, words[last].line == words[place].line {
              last += 1
            }
          }
          guard let someone = (first..<last).first(where: { isSomeone($0, reading) }) else {
            continue
          }
          if !announced.isDisjoint(
            with: (first..<last).filter { isSomeone($0, reading) }.map { words[$0].plain })
          {
            continue
          }
          if isOwnAddress(first..<last, reading) { continue }
          let from = min(place, someone)
          let to = max(end, someone + 1)
          let range = words[from].range.lowerBound..<words[to - 1].range.upperBound
          findings.append(
            made(
              range, reading, isAdded: isAdded,
              why:
                "Somebody is \(isAdded ? "added to" : "dropped from") the conversation, and no line at the top of the message says so."
            ))
        }
      }
    }
    return findings
  }

  private func made(_ range: Range<Int>, _ reading: Reading, isAdded: Bool, why: String) -> Finding
  {
    Finding(
      rule: .unannounced, range: range, excerpt: reading.excerpt(range), about: nil,
      severity: .warn,
      why: why, suggestions: [isAdded ? "[+ name] as the first line" : "[- name] as the first line"]
    )
  }

  /// The people announced at the top, and the announcements that stand elsewhere.
  private func announcements(_ reading: Reading) -> (names: Set<String>, late: [Range<Int>]) {
    var names: Set<String> = []
    var late: [Range<Int>] = []
    let scalars = reading.scalars
    var isTop = true
    var place = 0
    while place < scalars.count {
      let end = scalars[place...].firstIndex(of: "\n") ?? scalars.count
      let line = scalars[place..<end].filter { $0 != " " && $0 != ">" && $0 != "\t" && $0 != "\r" }
      let signs: Set<Unicode.Scalar> = ["+", "-", "−", "–"]
      let isAnnouncement =
        (line.count > 2 && line[line.startIndex] == "["
          && signs.contains(line[line.startIndex + 1]))
      if isAnnouncement {
        let inLine = reading.words.filter {
          $0.range.lowerBound >= place && $0.range.upperBound <= end
        }
        if isTop {
          names.formUnion(inLine.map(\.plain))
        } else if let first = scalars[place..<end].firstIndex(of: "["),
          let last = scalars[place..<end].lastIndex(of: "]")
        {
          late.append(first..<last + 1)
        }
      } else if !line.isEmpty {
        isTop = false
      }
      place = end + 1
    }
    return (names, late)
  }

  /// Whether a word names a person: a capital inside a sentence, or a name of the facts.
  private func isSomeone(_ place: Int, _ reading: Reading) -> Bool {
    let word = reading.words[place]
    if lists.always.contains(word.plain) { return false }
    if word.count == 1 || word.count <= 3 && lists.added.fits(reading.words, at: place) {
      return false
    }
    let isKnown = names.exact[word.plain]?.contains { !people[$0.person].isRecipient } ?? false
    if isKnown, word.isCapitalized { return true }
    guard word.isCapitalized, word.shape != .upper else { return false }
    if word.startsSentence {
      return !Everyday.contains(word.hash) && names.exact[word.plain] == nil
    }
    return !Everyday.contains(word.hash) || isKnown
  }

  private func isOwnAddress(_ range: Range<Int>, _ reading: Reading) -> Bool {
    range.contains { ["conduct", "committee", "alias", "inbox"].contains(reading.words[$0].plain) }
  }
}
