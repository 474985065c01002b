import Procedure

extension Times {
  /// A time as an input for dates and times sends it, such as `2026-11-21T14:00`, in UTC; a date alone is its midnight.
  static func typed(_ text: String) -> Moment? {
    let parts = text.split(whereSeparator: { "T -:Z".contains($0) }).map { Int64($0) }
    guard (3...6).contains(parts.count), parts.allSatisfy({ $0 != nil }) else { return nil }
    let numbers = parts.compactMap(\.self) + [0, 0, 0]
    guard (1970...9_999).contains(numbers[0]), (1...12).contains(numbers[1]),
      (1...31).contains(numbers[2]), (0...23).contains(numbers[3]), (0...59).contains(numbers[4])
    else { return nil }
    let moment = Moment(
      secondsSince1970: days(year: numbers[0], month: numbers[1], day: numbers[2]) * 86_400
        + numbers[3] * 3_600 + numbers[4] * 60)
    // There is no 31 February.
    return self.parts(of: moment).day == Int(numbers[2]) ? moment : nil
  }

  /// As an input for dates and times wants it.
  static func forInput(_ moment: Moment) -> String { String(machineReadable(moment).prefix(16)) }

  /// Days since 1970, counted from the first of March of the year 0.
  private static func days(year: Int64, month: Int64, day: Int64) -> Int64 {
    let shiftedYear = month <= 2 ? year - 1 : year
    let era = shiftedYear / 400
    let yearOfEra = shiftedYear - era * 400
    let dayOfYear = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1
    return era * 146_097 + yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear - 719_468
  }
}
