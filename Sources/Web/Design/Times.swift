package import Markup
package import Procedure

/// Times for people, in UTC, without a table of time zones: the same on every machine.
package enum Times {
  /// A day and a time of day, taken apart.
  struct Parts: Equatable {
    var year: Int64
    var month: Int
    var day: Int
    var weekday: Int
    var hour: Int
    var minute: Int
    var second: Int
  }

  private static let secondsPerDay: Int64 = 86_400

  /// The civil date of a moment in the Gregorian calendar (proleptic, UTC).
  static func parts(of moment: Moment) -> Parts {
    // The years beyond are not shown; the arithmetic stays within bounds.
    let seconds = min(max(moment.secondsSince1970, -62_135_596_800), 253_402_300_799)
    let days = (seconds - modulo(seconds, secondsPerDay)) / secondsPerDay
    let secondOfDay = modulo(seconds, secondsPerDay)
    // Days are counted from the first of March of the year 0, so that leap days come last.
    let shifted = days + 719_468
    let era = (shifted - modulo(shifted, 146_097)) / 146_097
    let dayOfEra = shifted - era * 146_097
    let yearOfEra = (dayOfEra - dayOfEra / 1_460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
    let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
    let shiftedMonth = (5 * dayOfYear + 2) / 153
    let month = shiftedMonth < 10 ? shiftedMonth + 3 : shiftedMonth - 9
    return Parts(
      year: yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month: Int(month),
      day: Int(dayOfYear - (153 * shiftedMonth + 2) / 5 + 1), weekday: Int(modulo(days + 4, 7)),
      hour: Int(secondOfDay / 3_600), minute: Int(secondOfDay % 3_600 / 60),
      second: Int(secondOfDay % 60))
  }

  private static func modulo(_ value: Int64, _ divisor: Int64) -> Int64 {
    let rest = value % divisor
    return rest < 0 ? rest + divisor : rest
  }

  private static func twoDigits(_ number: Int) -> String {
    number < 10 ? "0\(number)" : "\(number)"
  }

  /// As machines read it (RFC 3339), such as `2026-11-21T14:00:00Z`.
  package static func machineReadable(_ moment: Moment) -> String {
    let parts = parts(of: moment)
    let year = String(parts.year)
    return String(repeating: "0", count: max(0, 4 - year.count)) + year + "-"
      + twoDigits(parts.month) + "-" + twoDigits(parts.day) + "T" + twoDigits(parts.hour) + ":"
      + twoDigits(parts.minute) + ":" + twoDigits(parts.second) + "Z"
  }

  /// A day, such as “21 November 2026”.
  package static func day(_ moment: Moment) -> String {
    let parts = parts(of: moment)
    return "\(parts.day) \(TimeWords.months[parts.month - 1]) \(parts.year)"
  }

  /// A day in a table, such as “21 Nov 2026”.
  static func shortDay(_ moment: Moment) -> String {
    let parts = parts(of: moment)
    return "\(parts.day) \(TimeWords.months[parts.month - 1].prefix(3)) \(parts.year)"
  }

  /// A day and a time, such as “Sat 21 Nov 2026, 14:00 UTC”.
  package static func dayAndTime(_ moment: Moment) -> String {
    let parts = parts(of: moment)
    let month = TimeWords.months[parts.month - 1].prefix(3)
    return "\(TimeWords.weekdays[parts.weekday].prefix(3)) \(parts.day) \(month) \(parts.year), "
      + timeOfDay(parts)
  }

  /// The same without what goes without saying: today's date, this year.
  static func short(_ moment: Moment, now: Moment) -> String {
    let parts = parts(of: moment)
    let today = self.parts(of: now)
    if parts.year == today.year, parts.month == today.month, parts.day == today.day {
      return timeOfDay(parts)
    }
    guard parts.year == today.year else { return dayAndTime(moment) }
    return "\(TimeWords.weekdays[parts.weekday].prefix(3)) \(parts.day) "
      + "\(TimeWords.months[parts.month - 1].prefix(3)), \(timeOfDay(parts))"
  }

  private static func timeOfDay(_ parts: Parts) -> String {
    "\(twoDigits(parts.hour)):\(twoDigits(parts.minute)) UTC"
  }

  /// A length of time in its two largest units, such as “5 h 12 min”.
  package static func duration(seconds: Int64) -> String {
    let seconds = max(0, seconds)
    let units: [(Int64, String)] = [
      (seconds / 86_400, "d"), (seconds % 86_400 / 3_600, "h"), (seconds % 3_600 / 60, "min"),
    ]
    guard let first = units.firstIndex(where: { $0.0 > 0 }) else {
      return TimeWords.lessThanAMinute
    }
    return units[first...].prefix(2).filter { $0.0 > 0 }.map { "\($0.0) \($0.1)" }
      .joined(separator: " ")
  }

  /// How long ago, such as “5 h 12 min ago”.
  package static func ago(_ moment: Moment, now: Moment) -> String {
    let seconds = now.secondsSince1970 - moment.secondsSince1970
    return seconds < 60 ? TimeWords.justNow : TimeWords.ago(duration(seconds: seconds))
  }

  /// A moment, with the machine's form behind it.
  package static func html(_ moment: Moment) -> HTML {
    time(.dateTime(machineReadable(moment))) { dayAndTime(moment) }
  }

  /// A moment that passed: how long ago, with the date in words behind it.
  package static func agoHTML(_ moment: Moment, now: Moment) -> HTML {
    time(.dateTime(machineReadable(moment)), .title(dayAndTime(moment))) { ago(moment, now: now) }
  }

  /// When something is due, in words that say by themselves whether it is late:
  /// “due in 5 h 12 min, 14:00 UTC”.
  package static func due(_ deadline: Deadline, now: Moment) -> HTML {
    let moment = deadline.due
    if deadline.endedBy == .contactStopped, let ended = deadline.metAt {
      return span(.class("due")) {
        TimeWords.noMessages
        html(ended)
      }
    }
    switch deadline.state(at: now) {
    case .met(let at):
      return span(.class("due")) {
        TimeWords.met
        html(at)
      }
    case .metLate(let at):
      return span(.class("due")) {
        TimeWords.metLate
        html(at)
      }
    case .running, .missed:
      let left = moment.secondsSince1970 - now.secondsSince1970
      let isLate = left < 0
      let isSoon = left < soonSeconds
      return span(.class(isLate ? "due late" : isSoon ? "due soon" : "due")) {
        span(.data(.due, String(moment.secondsSince1970))) {
          isLate
            ? TimeWords.lateBy(duration(seconds: -left)) : TimeWords.dueIn(duration(seconds: left))
        }
        ", "
        time(.dateTime(machineReadable(moment))) { short(moment, now: now) }
      }
    }
  }

  /// What is due within this time is shown as soon, in seconds.
  private static let soonSeconds: Int64 = 6 * 3_600
}

/// The words of times.
enum TimeWords {
  static let months = [
    "January", "February", "March", "April", "May", "June", "July", "August", "September",
    "October", "November", "December",
  ]
  static let weekdays = [
    "Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday",
  ]
  static let lessThanAMinute = "less than 1 min"
  static let justNow = "just now"
  static let met = "done "
  static let metLate = "done late, "
  static func ago(_ duration: String) -> String { "\(duration) ago" }
  static let noMessages = "rests: no more messages are wanted, since "
  static func dueIn(_ duration: String) -> String { "due in \(duration)" }
  static func lateBy(_ duration: String) -> String { "late by \(duration)" }
}
