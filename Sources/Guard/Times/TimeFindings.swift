extension Checker {
  /// Times and dates that lead to when something happened.
  func timeFindings(_ reading: Reading) -> [Finding] {
    let mentions = TimeReader.mentions(in: reading, lists.times)
    var ranges: [(words: Range<Int>, isSure: Bool)] = []
    for mention in mentions {
      let isAhead = isAhead(mention.words, reading)
      guard let isSure = matches(mention, isAhead: isAhead, reading) else { continue }
      ranges.append((widened(mention, reading), isSure))
    }
    ranges.sort { $0.words.lowerBound < $1.words.lowerBound }
    var joined: [(words: Range<Int>, isSure: Bool)] = []
    for range in ranges {
      if let last = joined.last, range.words.lowerBound <= last.words.upperBound + 1,
        range.words.lowerBound < reading.words.count,
        reading.words[range.words.lowerBound].sentence
          == reading.words[last.words.lowerBound].sentence
      {
        joined[joined.count - 1] = (
          last.words.lowerBound..<max(last.words.upperBound, range.words.upperBound),
          last.isSure || range.isSure
        )
      } else {
        joined.append(range)
      }
    }
    return writtenDates(reading)
      + joined.map { range, isSure in
        let scalars =
          reading.words[range.lowerBound].range
          .lowerBound..<reading.words[range.upperBound - 1].range.upperBound
        return Finding(
          rule: .time, range: scalars, excerpt: reading.excerpt(scalars), about: nil,
          severity: isSure ? .block : .warn,
          why: isSure
            ? "This is when it happened; who was there at that time could be known by it."
            : "This leads close to when it happened, so that others could work out who was there.",
          suggestions: [
            "leave the time out", "“during the event”", "“recently”", "“on several occasions”",
          ])
      }
  }

  /// Whether a mention tells a time of the facts: true when it does, false when it may, nil when not.
  private func matches(_ mention: TimeMention, isAhead: Bool, _ reading: Reading) -> Bool? {
    let isOfLetters = isOfLetters(mention.words, reading)
    switch mention.kind {
    case .relative:
      let isAnchored = mention.words.contains { Self.anchors.contains(reading.words[$0].plain) }
      if isAhead && !isAnchored || isOfLetters && !isAnchored { return nil }
      return false
    case .clock(let minutes, let zone):
      if facts.times.isEmpty { return nil }
      let near = facts.times.contains { time in
        let offsets = zone.map { [$0] } ?? [time.offsetMinutes, 0]
        return offsets.contains { offset in
          guard let own = time.at(offset: offset).minute else { return false }
          return minutes.contains { Self.distance($0, own) <= (isAhead ? 12 : 31) }
        }
      }
      if near { return true }
      return isElsewhere(mention, reading) && !isAhead && fitsSomeZone(minutes) ? false : nil
    case .clocks(let first, let last):
      if facts.times.isEmpty { return nil }
      // Hours of opening bracket everything and tell nothing.
      guard (last - first + 1440) % 720 <= 300 else { return nil }
      let isInside = facts.times.contains { time in
        [time.offsetMinutes, 0].contains { offset in
          guard let own = time.at(offset: offset).minute else { return false }
          return [0, 720].contains { more in
            let (from, to) = (first + more, last + more)
            return (from - 15...max(from, to) + 15).contains(own)
          }
        }
      }
      return isInside ? true : nil
    case .date(let year, let month, let day):
      if facts.times.isEmpty { return nil }
      return days.contains { own in
        let civil = CalendarDay.civil(own)
        let isSame = civil.month == month && civil.day == day
        let isTurned = civil.month == day && civil.day == month
        return (isSame || isTurned && isNumeric(mention.words, reading))
          && (year == nil || year == civil.year)
      } ? true : nil
    case .dates(let year, let month, let first, let last, let lastMonth):
      if facts.times.isEmpty { return nil }
      return days.contains { own in
        let civil = CalendarDay.civil(own)
        guard year == nil || year == civil.year else { return false }
        let (from, to) = (month * 100 + first, lastMonth * 100 + last)
        return (from...max(from, to)).contains(civil.month * 100 + civil.day)
      } ? true : nil
    case .dayOfMonth(let day):
      if facts.times.isEmpty { return nil }
      if isAhead { return nil }
      return days.contains { CalendarDay.civil($0).day == day } ? true : nil
    case .weekday(let weekday):
      if facts.times.isEmpty || isAhead || isOfLetters { return nil }
      return days.contains { CalendarDay.weekday($0) == weekday } ? false : nil
    case .dayPart(let part):
      guard let hours = lists.times.dayParts[part], !isAhead else { return nil }
      let isNear = facts.times.contains { time in
        guard let own = time.minute else { return false }
        let hour = own / 60
        return hours.contains(hour) || hours.contains(hour + 24)
      }
      return isNear ? false : nil
    case .moment(let seconds):
      return days.contains { abs($0 - seconds / 86400) <= 1 } ? true : nil
    case .week(let week, _):
      return days.contains { Self.week(of: $0) == week } ? true : nil
    }
  }

  /// Whether the words behind a clock time say where it is that late: `01:15 in Amsterdam`, `a quarter past eight your time`.
  private func isElsewhere(_ mention: TimeMention, _ reading: Reading) -> Bool {
    let words = reading.words
    let next = mention.words.upperBound
    guard next + 1 < words.count, words[next + 1].sentence == words[next - 1].sentence else {
      return false
    }
    return ["in", "at"].contains(words[next].plain) && words[next + 1].isCapitalized
      || words[next + 1].plain == "time"
  }

  /// Whether a clock elsewhere showed this when it happened, so many whole hours away; round times fit too much.
  private func fitsSomeZone(_ minutes: [Int]) -> Bool {
    facts.times.contains { time in
      guard let own = time.minute else { return false }
      return minutes.contains { $0 % 30 != 0 && $0 % 60 == own % 60 }
    }
  }

  /// What a time can hang on that others remember.
  private static let anchors: Set<String> = [
    "talk", "talks", "keynote", "dinner", "party", "workshop", "ceremony", "reception", "concert",
    "quiz", "gala", "lunch", "break", "panel", "session", "speech", "sprint", "sprints",
    "digest", "newsletter", "banquet", "picnic", "excursion", "raffle", "auction", "film",
    "screening", "premiere", "hike", "rehearsal", "breakfast", "hackathon", "festival", "karaoke",
  ]

  /// The week of the year, counted as ISO 8601 does.
  private static func week(of day: Int) -> Int {
    let thursday = day - CalendarDay.weekday(day) + 3
    return (thursday - CalendarDay.number(CalendarDay.civil(thursday).year, 1, 1)) / 7 + 1
  }

  /// The days on which it happened, there and in UTC.
  private var days: Set<Int> {
    Set(facts.times.flatMap { [$0.localDay, $0.at(offset: 0).day].compactMap { $0 } })
  }

  private static func distance(_ left: Int, _ right: Int) -> Int {
    let apart = abs(left - right) % 1440
    return min(apart, 1440 - apart)
  }

  private func isNumeric(_ range: Range<Int>, _ reading: Reading) -> Bool {
    range.allSatisfy { reading.words[$0].isNumber }
  }

  /// Whether the words before speak of what is still to come: a deadline, or how long something holds.
  private func isAhead(_ range: Range<Int>, _ reading: Reading) -> Bool {
    let first = max(reading.sentenceStart(range.lowerBound), range.lowerBound - 4)
    return lists.times.ahead.fits(reading.words, within: first..<range.lowerBound)
      && !reading.words[first..<range.lowerBound].contains {
        ["happened", "said", "wrote", "posted"].contains($0.plain)
      }
  }

  /// Whether the sentence speaks of letters and meetings of the group.
  private func isOfLetters(_ range: Range<Int>, _ reading: Reading) -> Bool {
    let start = reading.sentenceStart(range.lowerBound)
    let end = reading.sentenceEnd(range.lowerBound)
    return lists.times.letters.fits(reading.words, within: start..<end)
  }

  /// A mention with the words that belong to it: `shortly after three`, `Saturday afternoon`.
  private func widened(_ mention: TimeMention, _ reading: Reading) -> Range<Int> {
    var range = mention.words
    let words = reading.words
    while range.lowerBound > 0,
      words[range.lowerBound - 1].sentence == words[range.lowerBound].sentence,
      lists.times.around.contains(words[range.lowerBound - 1].plain),
      mention.words.lowerBound - range.lowerBound < 3
    {
      range = range.lowerBound - 1..<range.upperBound
    }
    if range.upperBound < words.count, lists.times.dayParts[words[range.upperBound].plain] != nil,
      words[range.upperBound].sentence == words[range.lowerBound].sentence
    {
      range = range.lowerBound..<range.upperBound + 1
    }
    return range
  }
}
