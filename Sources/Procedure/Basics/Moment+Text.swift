extension Moment {
  /// `2026-11-21 14:00 UTC`, for people in any zone.
  package var text: String {
    let rest = secondsSince1970 % 86_400
    let second = rest < 0 ? rest + 86_400 : rest
    let days = secondsSince1970 / 86_400 - (rest < 0 ? 1 : 0)
    let (year, month, day) = Self.civilDate(daysSince1970: days)
    return
      "\(year)-\(Self.two(month))-\(Self.two(day)) \(Self.two(second / 3_600)):\(Self.two(second % 3_600 / 60)) UTC"
  }

  /// `Tuesday 14:00 UTC` within the next six days, else the whole date.
  package func text(seenFrom now: Moment) -> String {
    let (ahead, isFar) = secondsSince1970.subtractingReportingOverflow(now.secondsSince1970)
    guard !isFar, (0..<6 * 86_400).contains(ahead), secondsSince1970 >= 0 else { return text }
    let names = ["Thursday", "Friday", "Saturday", "Sunday", "Monday", "Tuesday", "Wednesday"]
    let second = secondsSince1970 % 86_400
    return
      "\(names[Int(secondsSince1970 / 86_400 % 7)]) \(Self.two(second / 3_600)):\(Self.two(second % 3_600 / 60)) UTC"
  }

  private static func two(_ number: Int64) -> String { number < 10 ? "0\(number)" : "\(number)" }

  /// The Gregorian date of a day, by counting from 1 March 0000.
  package static func civilDate(daysSince1970: Int64) -> (year: Int64, month: Int64, day: Int64) {
    let days = daysSince1970 + 719_468
    let era = (days >= 0 ? days : days - 146_096) / 146_097
    let dayOfEra = days - era * 146_097
    let yearOfEra = (dayOfEra - dayOfEra / 1_460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
    let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
    let marchMonth = (5 * dayOfYear + 2) / 153
    let day = dayOfYear - (153 * marchMonth + 2) / 5 + 1
    let month = marchMonth < 10 ? marchMonth + 3 : marchMonth - 9
    return (yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month, day)
  }
}
