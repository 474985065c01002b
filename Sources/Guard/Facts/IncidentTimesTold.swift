extension IncidentTime {
  /// The days and times that a free text tells, as somebody writes when asked when something happened: `14 March 2026, 3:20 pm`.
  ///
  /// A day without a year, a day of a month and a day of the week are the last such day up to the one on which the text was
  /// written, from which `yesterday` is counted too. A date in figures that can be read in two orders is both. A clock belongs to the day
  /// that stands nearest, and to two that stand as near; without any day it stands for itself. A span of more than a week is left
  /// out.
  package static func told(
    in text: String, writtenSecondsSince1970 written: Int64, words: WordLists = .english
  ) -> [IncidentTime] {
    let reading = Reading(String(text.prefix(GuardLimits.timesCharactersMax)))
    var reader = ToldTimes(reading: reading, today: Int(clamping: written / 86_400))
    for mention in TimeReader.mentions(in: reading, words.times)
      .sorted(by: { $0.words.lowerBound < $1.words.lowerBound })
      .prefix(GuardLimits.timeMentionsMax)
    {
      reader.take(mention)
    }
    reader.takeDaysAgo(words.times.daysAgo)
    var seen: Set<IncidentTime> = []
    return Array(
      reader.times.filter { seen.insert($0).inserted }.prefix(GuardLimits.timesMax))
  }
}

/// The days and clock times of a text, with the words where they stand.
private struct ToldTimes {
  let reading: Reading
  /// The day on which the text was written, in days since 1970.
  let today: Int
  private var whole: [IncidentTime] = []
  private var days: [(words: Range<Int>, days: [Int])] = []
  private var clocks: [(words: Range<Int>, minutes: [Int], zone: Int?)] = []

  init(reading: Reading, today: Int) {
    self.reading = reading
    self.today = today
  }

  /// Days with their clocks.
  var times: [IncidentTime] {
    let nearest = clocks.map { clock in
      days.map { Self.distance(clock.words, $0.words) }.min()
    }
    var times = whole
    for (words, days) in days {
      let own = zip(clocks, nearest).filter { Self.distance($0.words, words) == $1 }.map(\.0)
      for day in days {
        if own.isEmpty { times.append(IncidentTime(day: day)) }
        for clock in own { times += Self.times(day, clock.minutes, clock.zone) }
      }
    }
    if days.isEmpty { for clock in clocks { times += Self.times(nil, clock.minutes, clock.zone) } }
    return times
  }

  private static func times(_ day: Int?, _ minutes: [Int], _ zone: Int?) -> [IncidentTime] {
    minutes.map { IncidentTime(day: day, minute: $0, offsetMinutes: zone ?? 0) }
  }

  private static func distance(_ one: Range<Int>, _ other: Range<Int>) -> Int {
    max(0, max(one.lowerBound - other.upperBound, other.lowerBound - one.upperBound))
  }

  mutating func take(_ mention: TimeMention) {
    switch mention.kind {
    case .clock(let minutes, let zone): clocks.append((mention.words, minutes, zone))
    case .clocks(let first, let last): clocks.append((mention.words, [first, last], nil))
    case .moment(let seconds):
      whole.append(IncidentTime(day: seconds / 86_400, minute: seconds % 86_400 / 60))
    case .date(let year, let month, let day):
      if let moment = moment(mention.words) {
        whole.append(moment)
      } else {
        take(
          orders(month, day, mention.words).compactMap { date(year, $0.month, $0.day) },
          mention.words)
      }
    case .dates(let year, let month, let first, let last, let lastMonth):
      guard let start = date(year, month, first) else { return }
      // From the end of a year into the next.
      let startYear = CalendarDay.civil(start).year
      let end = [startYear, startYear + 1].compactMap { Self.date($0, lastMonth, last) }
        .first { (0...7).contains($0 - start) }
      if let end { take(Array(start...end), mention.words) }
    case .dayOfMonth(let day):
      take(last { CalendarDay.civil($0).day == day }, mention.words)
    case .weekday(let weekday):
      // Written on that day of the week, it is this one or the one before.
      let last = last { CalendarDay.weekday($0) == weekday }
      take(last + (last.contains(today) ? [today - 7] : []), mention.words)
    case .week, .dayPart, .relative: break
    }
  }

  private mutating func take(_ found: [Int], _ words: Range<Int>) {
    if !found.isEmpty { days.append((words, found)) }
  }

  /// Days such as `yesterday`.
  mutating func takeDaysAgo(_ patterns: PatternIndex) {
    var place = 0
    while place < reading.words.count, days.count < GuardLimits.timeMentionsMax {
      var (end, ago): (Int, [Int]) = (place, [])
      for (entry, last) in patterns.matches(in: reading.words, at: place) {
        if last > end { (end, ago) = (last, []) }
        if last == end { ago.append(entry) }
      }
      take(ago.map { today - $0 }, place..<end)
      place = max(end, place + 1)
    }
  }

  /// A day with a clock in one piece: `2026-03-14T15:20`.
  private func moment(_ words: Range<Int>) -> IncidentTime? {
    guard words.count > 3 else { return nil }
    let text = reading.excerpt(
      reading.words[words.lowerBound].range
        .lowerBound..<reading.words[words.upperBound - 1].range.upperBound)
    return IncidentTime(text) ?? IncidentTime(text + "Z")
  }

  /// 03/04/2026 is read in both orders, 2026-04-03 in one.
  private func orders(
    _ month: Int, _ day: Int, _ range: Range<Int>
  ) -> [(month: Int, day: Int)] {
    let words = reading.words[range]
    let isEither =
      words.count <= 3 && words.allSatisfy(\.isNumber) && (words.first?.count ?? 0) <= 2
      && day <= 12 && day != month
    return isEither ? [(month, day), (day, month)] : [(month, day)]
  }

  /// The last day of a kind, up to today.
  private func last(_ isKind: (Int) -> Bool) -> [Int] {
    (0...61).lazy.map { today - $0 }.first(where: isKind).map { [$0] } ?? []
  }

  /// A day that exists; without a year the last one up to today.
  private func date(_ year: Int?, _ month: Int, _ day: Int) -> Int? {
    if let year { return Self.date(year, month, day) }
    let now = CalendarDay.civil(today).year
    // The 29th of February may be some years ago.
    return (0..<9).lazy.compactMap { Self.date(now - $0, month, day) }.first { $0 <= today }
  }

  private static func date(_ year: Int, _ month: Int, _ day: Int) -> Int? {
    guard (1...12).contains(month), (1...CalendarDay.days(in: month, of: year)).contains(day)
    else { return nil }
    return CalendarDay.number(year, month, day)
  }
}
