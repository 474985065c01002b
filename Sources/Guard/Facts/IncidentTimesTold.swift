extension IncidentTime {
  /// The days and times that a free text tells, as somebody writes when asked when something happened: `14 March 2026, 3:20 pm`.
  ///
  /// A day without a year is the last such day before the text was written. What is only told relative to another day, or a time
  /// without a day, is left out; so is a span of more than a week. A date in figures that can be read in two orders is both.
  package static func told(
    in text: String, notAfterSecondsSince1970 written: Int64, words: WordLists = .english
  ) -> [IncidentTime] {
    let reading = Reading(String(text.prefix(GuardLimits.timesCharactersMax)))
    let mentions = TimeReader.mentions(in: reading, words.times).sorted {
      $0.words.lowerBound < $1.words.lowerBound
    }
    let today = Int(written.clamped(to: 0...253_402_300_799) / 86_400)
    let clocks = mentions.compactMap { mention in clock(mention).map { (mention.words, $0) } }
    let days = mentions.filter { !dates($0, reading, notAfter: today).isEmpty }.map(\.words)
    var told: [IncidentTime] = []
    for mention in mentions {
      if let moment = moment(mention, reading) {
        told.append(moment)
        continue
      }
      let dates = dates(mention, reading, notAfter: today)
      guard !dates.isEmpty else { continue }
      // A clock belongs to the day that stands nearest; between two as near, to both.
      let own = clocks.filter { clock in
        let distance = Self.distance(clock.0, mention.words)
        return days.allSatisfy { Self.distance(clock.0, $0) >= distance }
      }.flatMap(\.1)
      for date in dates {
        if own.isEmpty { told.append(date) }
        for clock in own {
          var time = date
          (time.minute, time.offsetMinutes) = (clock.minute, clock.zone ?? 0)
          told.append(time)
        }
      }
    }
    var seen: Set<IncidentTime> = []
    return Array(told.filter { seen.insert($0).inserted }.prefix(GuardLimits.timesMax))
  }

  private init(_ year: Int, _ month: Int, _ day: Int) {
    (self.year, self.month, self.day, minute, offsetMinutes) = (year, month, day, nil, 0)
  }

  /// A day with a clock in one piece: `2026-03-14T15:20`.
  private static func moment(_ mention: TimeMention, _ reading: Reading) -> IncidentTime? {
    guard case .date = mention.kind, mention.words.count > 3 else { return nil }
    let text = reading.excerpt(
      reading.words[mention.words.lowerBound].range
        .lowerBound..<reading.words[mention.words.upperBound - 1].range.upperBound)
    return IncidentTime(text) ?? IncidentTime(text + "Z")
  }

  private static func distance(_ one: Range<Int>, _ other: Range<Int>) -> Int {
    max(0, max(one.lowerBound - other.upperBound, other.lowerBound - one.upperBound))
  }

  private static func clock(_ mention: TimeMention) -> [(minute: Int, zone: Int?)]? {
    switch mention.kind {
    case .clock(let minutes, let zone): minutes.map { ($0, zone) }
    case .clocks(let first, let last): [(first, nil), (last, nil)]
    default: nil
    }
  }

  private static func dates(
    _ mention: TimeMention, _ reading: Reading, notAfter today: Int
  ) -> [IncidentTime] {
    switch mention.kind {
    case .date(let year, let month, let day):
      var dates = [(month, day)]
      let words = reading.words[mention.words]
      // 03/04/2026 is read in both orders, 2026-04-03 in one.
      if words.count <= 3, words.allSatisfy(\.isNumber), (words.first?.count ?? 0) <= 2, day <= 12,
        day != month
      {
        dates.append((day, month))
      }
      return dates.compactMap { date(year, $0.0, $0.1, notAfter: today) }
    case .dates(let year, let month, let first, let last, let lastMonth):
      guard let start = date(year, month, first, notAfter: today),
        let end = date(year ?? start.year, lastMonth, last, notAfter: .max),
        (0...7).contains(end.localDay - start.localDay)
      else { return [] }
      return (start.localDay...end.localDay).map {
        let day = CalendarDay.civil($0)
        return IncidentTime(day.year, day.month, day.day)
      }
    default: return []
    }
  }

  /// A day that exists; without a year the last one that is not after another day.
  private static func date(
    _ year: Int?, _ month: Int, _ day: Int, notAfter today: Int
  ) -> IncidentTime? {
    guard (1...12).contains(month), day >= 1 else { return nil }
    if let year {
      return day <= CalendarDay.days(in: month, of: year) ? IncidentTime(year, month, day) : nil
    }
    let now = CalendarDay.civil(today)
    // The 29th of February may be some years ago.
    return (0..<9).lazy.map { now.year - $0 }.first { year in
      day <= CalendarDay.days(in: month, of: year)
        && CalendarDay.number(year, month, day) <= today
    }.map { IncidentTime($0, month, day) }
  }
}

extension Comparable {
  fileprivate func clamped(to range: ClosedRange<Self>) -> Self {
    min(max(self, range.lowerBound), range.upperBound)
  }
}
