/// When something happened, as it was on the clocks there.
package struct IncidentTime: Sendable, Hashable {
  /// The days since 1 January 1970 there; nil when only the clock time is known.
  package var localDay: Int?
  /// Minutes since midnight there; nil when only the day is known.
  package var minute: Int?
  /// How far the clocks there were ahead of UTC, in minutes.
  package var offsetMinutes: Int

  /// Reads `2026-03-14T15:20:00+01:00`, with or without seconds, with `Z` or an offset, or a day alone; nil for anything else.
  package init?(_ text: String) {
    let bytes = Array(text.utf8)
    func number(_ from: Int, _ count: Int) -> Int? {
      guard from + count <= bytes.count else { return nil }
      var value = 0
      for byte in bytes[from..<from + count] {
        guard byte >= 48, byte <= 57 else { return nil }
        value = value * 10 + Int(byte - 48)
      }
      return value
    }
    guard let year = number(0, 4), let month = number(5, 2), let day = number(8, 2),
      bytes[4] == 45, bytes[7] == 45, (1...12).contains(month),
      day >= 1, day <= CalendarDay.days(in: month, of: year)
    else { return nil }
    (localDay, minute, offsetMinutes) = (CalendarDay.number(year, month, day), nil, 0)
    if bytes.count == 10 { return }
    guard bytes[10] == 84 || bytes[10] == 116 || bytes[10] == 32, let hours = number(11, 2),
      bytes.count > 15, bytes[13] == 58, let minutes = number(14, 2), hours < 24, minutes < 60
    else { return nil }
    minute = hours * 60 + minutes
    var rest = 16
    if rest < bytes.count, bytes[rest] == 58 {
      guard let seconds = number(rest + 1, 2), seconds <= 60 else { return nil }
      rest += 3
      if rest < bytes.count, bytes[rest] == 46 {
        rest += 1
        while rest < bytes.count, bytes[rest] >= 48, bytes[rest] <= 57 { rest += 1 }
      }
    }
    guard rest < bytes.count else { return nil }
    if bytes[rest] == 90 || bytes[rest] == 122 {
      guard rest + 1 == bytes.count else { return nil }
      return
    }
    guard bytes[rest] == 43 || bytes[rest] == 45, let ahead = number(rest + 1, 2), ahead <= 14
    else { return nil }
    var more = 0
    if rest + 3 < bytes.count {
      let at = bytes[rest + 3] == 58 ? rest + 4 : rest + 3
      guard let value = number(at, 2), value < 60, at + 2 == bytes.count else { return nil }
      more = value
    }
    offsetMinutes = (ahead * 60 + more) * (bytes[rest] == 45 ? -1 : 1)
  }

  /// A time that a text tells: a day, a clock time, or both.
  init(day: Int?, minute: Int? = nil, offsetMinutes: Int = 0) {
    (localDay, self.minute, self.offsetMinutes) = (day, minute, offsetMinutes)
  }

  /// The moment on clocks that are ahead of UTC by so many minutes: day and minute, as far as they are known.
  func at(offset: Int) -> (day: Int?, minute: Int?) {
    guard let minute else { return (localDay, nil) }
    let total = minute - offsetMinutes + offset
    let later = total >= 0 ? total / 1440 : (total - 1439) / 1440
    return (localDay.map { $0 + later }, total - later * 1440)
  }
}

/// The arithmetic of days.
enum CalendarDay {
  static func days(in month: Int, of year: Int) -> Int {
    let leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0)
    return [31, leap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31][month - 1]
  }

  /// The days since 1 January 1970.
  static func number(_ year: Int, _ month: Int, _ day: Int) -> Int {
    let shifted = month <= 2 ? year - 1 : year
    let era = shifted >= 0 ? shifted / 400 : (shifted - 399) / 400
    let yearOfEra = shifted - era * 400
    let dayOfYear = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1
    return era * 146097 + yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear - 719468
  }

  /// 0 for Monday to 6 for Sunday.
  static func weekday(_ day: Int) -> Int { (day % 7 + 7 + 3) % 7 }

  /// Day of the month and month of a number of days since 1 January 1970.
  static func civil(_ number: Int) -> (year: Int, month: Int, day: Int) {
    let shifted = number + 719468
    let era = shifted >= 0 ? shifted / 146097 : (shifted - 146096) / 146097
    let dayOfEra = shifted - era * 146097
    let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36524 - dayOfEra / 146096) / 365
    let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
    let shiftedMonth = (5 * dayOfYear + 2) / 153
    let month = shiftedMonth + (shiftedMonth < 10 ? 3 : -9)
    return (
      yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month,
      dayOfYear - (153 * shiftedMonth + 2) / 5 + 1
    )
  }
}
