/// Reads clock times and dates among the words of a draft.
struct TimeReader {
  let reading: Reading
  let times: TimeWords
  var words: [Word] { reading.words }
  private(set) var mentions: [TimeMention] = []

  static func mentions(in reading: Reading, _ times: TimeWords) -> [TimeMention] {
    var reader = TimeReader(reading: reading, times: times)
    reader.read()
    return reader.mentions
  }

  private init(reading: Reading, times: TimeWords) {
    self.reading = reading
    self.times = times
  }

  private mutating func read() {
    var place = 0
    while place < words.count {
      if let (kind, end) = date(place) ?? clock(place) ?? day(place) {
        mentions.append(TimeMention(kind: kind, words: place..<end))
        place = end
        continue
      }
      place += 1
    }
    for place in words.indices {
      if let longest = times.relative.matches(in: words, at: place).map(\.end).max() {
        mentions.append(TimeMention(kind: .relative, words: place..<longest))
      }
    }
  }

  // MARK: Small parts

  func word(_ place: Int) -> Word? { words.indices.contains(place) ? words[place] : nil }

  func number(_ place: Int) -> Int? {
    guard let word = word(place), word.isNumber, word.count <= 4 else { return nil }
    return Int(word.plain)
  }

  /// A number in digits or words, also `twenty three`.
  func spoken(_ place: Int) -> (value: Int, end: Int)? {
    if let value = number(place) { return (value, place + 1) }
    guard let word = word(place) else { return nil }
    if let tens = times.tens[word.plain], tens >= 2, let next = self.word(place + 1),
      let ones = times.numbers[next.plain], (1...9).contains(ones), gap(place).count == 1
    {
      return (tens * 10 + ones, place + 2)
    }
    if let tens = times.tens[word.plain], tens >= 1 { return (tens * 10, place + 1) }
    return times.numbers[word.plain].map { ($0, place + 1) }
  }

  func gap(_ place: Int) -> ArraySlice<Unicode.Scalar> { reading.gap(after: place) }

  func isJoined(_ place: Int, by sign: Unicode.Scalar) -> Bool {
    let gap = gap(place)
    return place + 1 < words.count && gap.count == 1 && gap.first == sign
  }

  func plain(_ place: Int) -> String { word(place)?.plain ?? "" }

  /// A day of the month with an ending or in words: `14th`, `fourteenth`, `twenty-first`.
  func ordinal(_ place: Int) -> (day: Int, end: Int)? {
    guard let word = word(place) else { return nil }
    let digits = word.beginsWithNumber ? word.plain.prefix { $0.isNumber } : ""
    if !digits.isEmpty, digits.count <= 2, let day = Int(digits), (1...31).contains(day) {
      let ending = word.plain.dropFirst(digits.count)
      if ["st", "nd", "rd", "th"].contains(ending) { return (day, place + 1) }
      return nil
    }
    if let next = self.word(place + 1), gap(place).count == 1,
      let day = times.ordinals[word.plain + next.plain], times.tens[word.plain] != nil
    {
      return (day, place + 2)
    }
    return times.ordinals[word.plain].map { ($0, place + 1) }
  }

  func month(_ place: Int) -> Int? {
    guard let word = word(place), let month = times.months[word.plain] else { return nil }
    // `may` and `march` in small letters are verbs.
    if word.shape == .lower, ["may", "march", "mar", "sep", "dec", "jan"].contains(word.plain) {
      return nil
    }
    return month + 1
  }

  private func year(_ place: Int) -> Int? {
    number(place).flatMap { (1970...2100).contains($0) ? $0 : nil }
  }

  // MARK: Dates

  private func date(_ place: Int) -> (TimeMention.Kind, Int)? {
    numericDate(place) ?? writtenDate(place) ?? otherDate(place) ?? moment(place)
  }

  private func numericDate(_ place: Int) -> (TimeMention.Kind, Int)? {
    // 20260314
    if let word = word(place), word.isNumber, word.count == 8, let value = Int(word.plain) {
      let (year, month, day) = (value / 10000, value / 100 % 100, value % 100)
      if (1970...2100).contains(year), (1...12).contains(month), (1...31).contains(day) {
        return (.date(year: year, month: month, day: day), place + 1)
      }
    }
    guard let first = number(place) else { return nil }
    // 14T15 of an ISO time reads as one word.
    let isoDay = plain(place + 2).prefix { $0.isNumber }
    if (1970...2100).contains(first), let second = number(place + 1), (1...12).contains(second),
      isJoined(place, by: "-") || isJoined(place, by: "/") || isJoined(place, by: "."),
      gap(place + 1).count == 1, let day = Int(isoDay), (1...31).contains(day), isoDay.count <= 2
    {
      var end = place + 3
      if isoDay.count < plain(place + 2).count {
        while end < words.count, gap(end - 1).count == 1,
          [":", ".", "+"].contains(gap(end - 1).first ?? " "),
          word(end)?.plain.first?.isNumber == true
        { end += 1 }
      }
      return (.date(year: first, month: second, day: day), end)
    }
    for sign in ["/", ".", "-"] as [Unicode.Scalar] where isJoined(place, by: sign) {
      guard let second = number(place + 1), first >= 1, second >= 1, first <= 31, second <= 31
      else { continue }
      var third: Int?
      var end = place + 2
      if isJoined(place + 1, by: sign), let value = number(place + 2), value >= 20 {
        third = value < 100 ? 2000 + value : value
        end = place + 3
      } else if sign == "-" || (sign == "." && !isDotted(place)) {
        continue
      }
      if sign == "/", third == nil, ["of", "people", "votes", "members"].contains(plain(end)) {
        return nil
      }
      if second <= 12, first <= 31, !(sign == "/" && first <= 12 && false) {
        return (.date(year: third, month: second, day: first), end)
      }
      if first <= 12 { return (.date(year: third, month: first, day: second), end) }
    }
    return nil
  }

  /// `14.3.` as a date, and not the number of a release or a room.
  private func isDotted(_ place: Int) -> Bool {
    guard gap(place + 1).first == ".", place > 0 else { return false }
    return [
      "on", "of", "the", "am", "vom", "den", "zum", "bis", "from", "to", "since", "until", "dne",
      "le",
    ].contains(plain(place - 1))
  }

  private static let romans = [
    "i": 1, "ii": 2, "iii": 3, "iv": 4, "v": 5, "vi": 6, "vii": 7, "viii": 8, "ix": 9, "x": 10,
    "xi": 11, "xii": 12,
  ]

  /// `14. III. 2026`, `calendar week 11`.
  private func otherDate(_ place: Int) -> (TimeMention.Kind, Int)? {
    if let day = number(place), (1...31).contains(day),
      gap(place).first == "." || gap(place).first == "/" || gap(place).first == "-",
      gap(place).count <= 2, let roman = word(place + 1),
      roman.shape == .upper || roman.shape == .capital, let month = Self.romans[roman.plain],
      let year = year(place + 2)
    {
      return (.date(year: year, month: month, day: day), place + 3)
    }
    if plain(place) == "week" || plain(place) == "kw", let week = number(place + 1),
      (1...53).contains(week)
    {
      let start = plain(place - 1) == "calendar" || plain(place - 1) == "in" || plain(place) == "kw"
      return start ? (.week(of: week, year: nil), place + 2) : nil
    }
    return nil
  }

  private func writtenDate(_ place: Int) -> (TimeMention.Kind, Int)? {
    // March 14, March 14th, March 13-15
    if let month = month(place) {
      var at = place + 1
      if plain(at) == "the" { at += 1 }
      let first: (day: Int, end: Int)? =
        ordinal(at) ?? number(at).flatMap { (1...31).contains($0) ? ($0, at + 1) : nil }
      guard let first else { return nil }
      if let last = rangeEnd(first.end) {
        let ownMonth = self.month(last.end - 1) ?? month
        return (
          .dates(
            year: year(last.end), month: month, first: first.day, last: last.day,
            lastMonth: ownMonth),
          year(last.end) == nil ? last.end : last.end + 1
        )
      }
      let year = year(first.end)
      return (
        .date(year: year, month: month, day: first.day), year == nil ? first.end : first.end + 1
      )
    }
    // 14 March, 14th of March, 13-15 March, between 13 and 15 March
    let first: (day: Int, end: Int)? =
      ordinal(place) ?? number(place).flatMap { (1...31).contains($0) ? ($0, place + 1) : nil }
    guard let first else { return nil }
    var at = first.end
    if plain(at) == "of" { at += 1 }
    if plain(at) == "day", plain(at + 1) == "of" { at += 2 }
    if let month = month(at) {
      if let last = rangeEnd(at + 1), let lastMonth = self.month(last.end) {
        let year = year(last.end + 1)
        return (
          .dates(year: year, month: month, first: first.day, last: last.day, lastMonth: lastMonth),
          last.end + (year == nil ? 1 : 2)
        )
      }
      let year = year(at + 1)
      return (.date(year: year, month: month, day: first.day), year == nil ? at + 1 : at + 2)
    }
    if let last = rangeEnd(first.end) {
      var at = last.end
      if plain(at) == "of" { at += 1 }
      if let month = month(at) {
        let year = year(at + 1)
        return (
          .dates(year: year, month: month, first: first.day, last: last.day, lastMonth: month),
          year == nil ? at + 1 : at + 2
        )
      }
    }
    return nil
  }

  /// The second day of a range that goes on here: `-15`, `to 15`, `and 15`.
  private func rangeEnd(_ place: Int) -> (day: Int, end: Int)? {
    guard place > 0, place < words.count else { return nil }
    var at = place
    if ["to", "and", "until", "till", "through"].contains(plain(at)) {
      at += 1
      if plain(at) == "the" { at += 1 }
      if month(at) != nil { at += 1 }
    } else if !gap(place - 1).contains(where: { "-–—/".unicodeScalars.contains($0) }) {
      return nil
    }
    if let ordinal = ordinal(at) { return ordinal }
    return number(at).flatMap { (1...31).contains($0) ? ($0, at + 1) : nil }
  }

  /// Seconds since 1970.
  private func moment(_ place: Int) -> (TimeMention.Kind, Int)? {
    guard let word = word(place), word.isNumber, word.count == 10 || word.count == 13,
      let value = Int(word.plain)
    else { return nil }
    let seconds = word.count == 13 ? value / 1000 : value
    guard (946_684_800...4_102_444_800).contains(seconds) else { return nil }
    return (.moment(seconds), place + 1)
  }

  // MARK: Days

  private func day(_ place: Int) -> (TimeMention.Kind, Int)? {
    if let word = word(place), let weekday = times.weekdays[word.plain],
      word.isCapitalized || word.count > 5
    {
      return (.weekday(weekday), place + 1)
    }
    // “on the 14th”, but not “the 14th floor”.
    if plain(place) == "the" || plain(place) == "of", writtenDate(place + 1) == nil,
      let (day, end) = ordinal(place + 1)
    {
      let before = plain(place - 1)
      let next = word(end)
      let isWritten = words[place + 1].plain.contains(where: \.isNumber)
      let nextIsNoun =
        next.map {
          $0.sentence == words[place].sentence && $0.shape == .lower
            && !Self.afterDays.contains($0.plain)
        } ?? false
      if gapStops(end - 1) || !nextIsNoun,
        isWritten || ["on", "of", "from", "since", "until", "by"].contains(before)
      {
        if !isWritten, !gapStops(end - 1), next?.sentence == words[place].sentence { return nil }
        return (.dayOfMonth(day), end)
      }
    }
    switch plain(place) {
    case "midnight": return (.clock([0], zone: nil), place + 1)
    case "noon", "midday": return (.clock([720], zone: nil), place + 1)
    case "dawn", "dusk": return (.dayPart(plain(place)), place + 1)
    default: break
    }
    return nil
  }

  private func gapStops(_ place: Int) -> Bool {
    gap(place).contains { ".,;:!?)\n".unicodeScalars.contains($0) } || place + 1 >= words.count
  }

  private static let afterDays: Set<String> = [
    "at", "in", "on", "and", "or", "you", "we", "he", "she", "they", "it", "the", "a", "when",
    "after", "before", "during", "to", "until",
    "of", "around", "about", "near", "by", "from", "as", "where", "while", "with", "is", "was",
    "were", "your", "their", "somebody", "someone", "there", "several", "two", "three", "people",
  ]
}
