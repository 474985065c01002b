extension Checker {
  private static let digits: [Unicode.Scalar: Int] = [
    "〇": 0, "零": 0, "一": 1, "二": 2, "三": 3, "四": 4, "五": 5, "六": 6, "七": 7, "八": 8, "九": 9, "十": 10,
  ]

  /// Dates such as 三月十四日, 3月14日 and 3월 14일, which stand without spaces among other words.
  func writtenDates(_ reading: Reading) -> [Finding] {
    let scalars = reading.scalars
    var findings: [Finding] = []
    for place in scalars.indices where scalars[place] == "月" || scalars[place] == "월" {
      guard let month = number(before: place, scalars), (1...12).contains(month.value) else {
        continue
      }
      var at = place + 1
      if at < scalars.count, scalars[at] == " " { at += 1 }
      guard let day = number(after: at, scalars), day.end < scalars.count,
        ["日", "号", "號", "일"].contains(scalars[day.end])
      else { continue }
      let fits = facts.times.contains { time in
        [time.localDay, time.at(offset: 0).day].compactMap { $0 }.contains {
          let civil = CalendarDay.civil($0)
          return civil.month == month.value && civil.day == day.value
        }
      }
      guard fits else { continue }
      let range = month.start..<day.end + 1
      findings.append(
        Finding(
          rule: .time, range: range, excerpt: reading.excerpt(range), about: nil, severity: .block,
          why: "This is when it happened; who was there at that time could be known by it.",
          suggestions: ["leave the time out", "“recently”"]))
    }
    return findings
  }

  private func number(before end: Int, _ scalars: [Unicode.Scalar]) -> (value: Int, start: Int)? {
    var start = end
    while start > 0,
      Self.digits[scalars[start - 1]] != nil
        || scalars[start - 1].properties.numericType == .decimal
    { start -= 1 }
    guard start < end, let value = Self.value(scalars[start..<end]) else { return nil }
    return (value, start)
  }

  private func number(after start: Int, _ scalars: [Unicode.Scalar]) -> (value: Int, end: Int)? {
    var end = start
    while end < scalars.count,
      Self.digits[scalars[end]] != nil || scalars[end].properties.numericType == .decimal
    { end += 1 }
    guard start < end, let value = Self.value(scalars[start..<end]) else { return nil }
    return (value, end)
  }

  /// The value of up to four digits, or of Chinese numerals up to 99.
  private static func value(_ scalars: ArraySlice<Unicode.Scalar>) -> Int? {
    guard scalars.count <= 4 else { return nil }
    if scalars.allSatisfy({ $0.properties.numericType == .decimal }) {
      return scalars.reduce(0) { $0 * 10 + Int($1.properties.numericValue ?? 0) }
    }
    var value = 0
    for scalar in scalars {
      guard let digit = digits[scalar] else { return nil }
      if digit == 10 { value = max(value, 1) * 10 } else { value += digit }
    }
    return value
  }
}
