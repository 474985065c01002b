extension TimeReader {
  /// A clock time that begins here.
  func clock(_ place: Int) -> (TimeMention.Kind, Int)? {
    digitalClock(place) ?? spokenClock(place)
  }

  /// `15:20`, `3.20 pm`, `3pm`, `15h20`, `1520 hours`, `15.20 Uhr`.
  private func digitalClock(_ place: Int) -> (TimeMention.Kind, Int)? {
    guard let word = word(place), word.beginsWithNumber else { return nil }
    if let (hour, minute, isAfternoon, end) = parts(place) {
      guard (0...24).contains(hour), (0...59).contains(minute) else { return nil }
      let (zone, last) = zone(end)
      if let until = secondClock(end),
        let start = minutes(hour, minute, isAfternoon ?? until.isAfternoon).first
      {
        return (.clocks(start, until.minute), until.end)
      }
      return (.clock(minutes(hour, minute, isAfternoon), zone: zone), last)
    }
    return nil
  }

  /// Hour, minute, half of the day and where the words go on.
  private func parts(_ place: Int) -> (Int, Int, Bool?, Int)? {
    guard let word = word(place) else { return nil }
    let digits = word.plain.prefix { $0.isNumber }
    let tail = String(word.plain.dropFirst(digits.count))
    guard !digits.isEmpty, digits.count <= 4, let value = Int(digits) else { return nil }
    // 3pm, 15h, 15h20
    if tail == "pm" || tail == "am" { return (value, 0, tail == "pm", place + 1) }
    if tail == "h" || tail == "u" || tail == "uhr" || tail == "hrs" || tail == "hours",
      digits.count <= 2
    {
      if let minute = number(place + 1), gap(place).isEmpty || isJoined(place, by: ":") {
        return (value, minute, nil, place + 2)
      }
      return (value, 0, nil, place + 1)
    }
    if tail.hasPrefix("h"), let minute = Int(tail.dropFirst()), tail.count == 3, digits.count <= 2 {
      return (value, minute, nil, place + 1)
    }
    if (tail == "pm" || tail == "am"), digits.count >= 3 {
      return (value / 100, value % 100, tail == "pm", place + 1)
    }
    guard tail.isEmpty else { return nil }
    // 15:20, 3:20 pm, 3.20 pm, 15:20:00
    for sign in [":", "."] as [Unicode.Scalar] where isJoined(place, by: sign) {
      let next = plain(place + 1)
      let minuteDigits = next.prefix { $0.isNumber }
      let rest = String(next.dropFirst(minuteDigits.count))
      guard minuteDigits.count == 2, let minute = Int(minuteDigits), digits.count <= 2 else {
        continue
      }
      if rest == "pm" || rest == "am" { return (value, minute, rest == "pm", place + 2) }
      var end = place + 2
      let half = half(end)
      if let half { return (value, minute, half.isAfternoon, half.end) }
      let isClockWord = ["h", "uhr", "hours", "hrs", "o"].contains(plain(end))
      if sign == ":" {
        if isJoined(place + 1, by: ":"), number(place + 2) != nil { end += 1 }
        if rest.isEmpty || rest == "z" || rest == "h" { return (value, minute, nil, end) }
      } else if isClockWord
        || ["at", "around", "about", "by", "after", "before", "until", "since"].contains(
          plain(place - 1))
      {
        if number(place + 2) != nil, isJoined(place + 1, by: ".") { continue }
        return (value, minute, nil, isClockWord ? end + 1 : end)
      }
    }
    if let half = half(place + 1) {
      return digits.count >= 3
        ? (value / 100, value % 100, half.isAfternoon, half.end)
        : (value, 0, half.isAfternoon, half.end)
    }
    let next = plain(place + 1)
    if digits.count == 4,
      ["hours", "hrs", "h", "uhr", "local", "utc", "gmt", "cet", "cest"].contains(next),
      value / 100 < 25, value % 100 < 60
    {
      return (
        value / 100, value % 100, nil,
        ["local", "utc", "gmt", "cet", "cest"].contains(next) ? place + 1 : place + 2
      )
    }
    if digits.count == 4, ["at", "around", "about"].contains(plain(place - 1)), value / 100 < 24,
      value % 100 < 60, !(1900...2100).contains(value)
    {
      return (value / 100, value % 100, nil, place + 1)
    }
    if digits.count <= 2, next == "o", plain(place + 2) == "clock" {
      return (value, 0, nil, place + 3)
    }
    if digits.count <= 2, ["h", "uhr"].contains(next) {
      return (
        value, number(place + 2).flatMap { $0 < 60 ? $0 : nil } ?? 0, nil,
        number(place + 2) == nil ? place + 2 : place + 3
      )
    }
    return nil
  }

  /// `pm`, `p.m.`, `in the afternoon`.
  private func half(_ place: Int) -> (isAfternoon: Bool, end: Int)? {
    guard place > 0, place < words.count, gap(place - 1).count <= 2 else { return nil }
    switch plain(place) {
    case "pm": return (true, place + 1)
    case "am": return (false, place + 1)
    case "p" where plain(place + 1) == "m": return (true, place + 2)
    case "a" where plain(place + 1) == "m": return (false, place + 2)
    case "in" where plain(place + 1) == "the" && times.dayParts[plain(place + 2)] != nil:
      return (plain(place + 2) != "morning", place + 3)
    case "at" where plain(place + 1) == "night": return (true, place + 2)
    default: return nil
    }
  }

  /// The second time of a span: `15:00 to 16:00`, `3-4 pm`.
  private func secondClock(_ place: Int) -> (minute: Int, isAfternoon: Bool?, end: Int)? {
    guard place > 0, place < words.count else { return nil }
    var at = place
    if ["to", "and", "until", "till"].contains(plain(at)) {
      at += 1
    } else if !gap(place - 1).contains(where: { "-–—".unicodeScalars.contains($0) }) {
      return nil
    }
    guard let (hour, minute, isAfternoon, end) = parts(at),
      let last = minutes(hour, minute, isAfternoon).first
    else { return nil }
    return (last, isAfternoon, end)
  }

  /// Minutes since midnight, both halves of the day where either is possible.
  private func minutes(_ hour: Int, _ minute: Int, _ isAfternoon: Bool?) -> [Int] {
    let base = hour % 24 * 60 + minute
    guard hour >= 1, hour <= 12, let isAfternoon else {
      return hour >= 1 && hour < 12 && isAfternoon == nil && hour < 13
        ? [base, base + 720] : [base]
    }
    return [(hour % 12) * 60 + minute + (isAfternoon ? 720 : 0)]
  }

  /// How many minutes named zones are ahead of UTC.
  private static let zones = [
    "utc": 0, "gmt": 0, "z": 0, "wet": 0, "cet": 60, "cest": 120, "bst": 60, "eet": 120,
    "eest": 180, "est": -300, "edt": -240,
    "cst": -360, "cdt": -300, "mst": -420, "mdt": -360, "pst": -480, "pdt": -420, "ist": 330,
    "jst": 540, "aest": 600, "msk": 180,
  ]

  /// How far a named zone is ahead of UTC.
  private func zone(_ place: Int) -> (Int?, Int) {
    guard place > 0, place < words.count, gap(place - 1).count <= 2,
      let offset = Self.zones[plain(place)]
    else { return (nil, place) }
    return (offset, place + 1)
  }

  /// `quarter past three`, `half past three`, `twenty to four`, `three o'clock`, `at three`, `around half four`.
  private func spokenClock(_ place: Int) -> (TimeMention.Kind, Int)? {
    let before = plain(place - 1)
    var at = place
    if plain(at) == "a" { at += 1 }
    var minute: Int?
    switch plain(at) {
    case "quarter": minute = 15
    case "half": minute = 30
    default:
      if let (value, end) = spoken(at), (1...59).contains(value) {
        minute = value
        at = end - 1
      }
    }
    if let minute {
      var next = at + 1
      if plain(next) == "minutes" || plain(next) == "minute" { next += 1 }
      let direction = plain(next)
      if ["past", "after", "to", "before", "till"].contains(direction),
        let (hour, end) = spoken(next + 1), (1...24).contains(hour),
        !(["to", "after", "before"].contains(direction) && !isHourEnd(end)),
        direction != "to" || minute != 30
      {
        let isBefore = ["to", "before", "till"].contains(direction)
        let total = (hour * 60 + (isBefore ? -minute : minute) + 1440) % 1440
        let half = half(end)
        return (.clock(clockMinutes(total, half?.isAfternoon), zone: nil), oClock(half?.end ?? end))
      }
      if plain(at) == "half", let (hour, end) = spoken(at + 1), (1...12).contains(hour),
        isHourEnd(end)
      {
        return (
          .clock(clockMinutes(hour * 60 + 30, half(end)?.isAfternoon), zone: nil),
          half(end)?.end ?? end
        )
      }
    }
    guard let (hour, end) = spoken(place), (1...24).contains(hour) else { return nil }
    if plain(end) == "o", plain(end + 1) == "clock" || plain(end) == "oclock" {
      let half = half(end + 2)
      return (.clock(clockMinutes(hour * 60, half?.isAfternoon), zone: nil), half?.end ?? end + 2)
    }
    if let half = half(end) {
      return (.clock(clockMinutes(hour * 60, half.isAfternoon), zone: nil), half.end)
    }
    // three twenty, fifteen twenty
    if let (minute, last) = spoken(end), (10...59).contains(minute), gap(end - 1).count == 1,
      ["at", "around", "about", "by", "after", "before"].contains(before), isHourEnd(last),
      !words[place].isNumber
    {
      let half = half(last)
      return (
        .clock(clockMinutes(hour * 60 + minute, half?.isAfternoon), zone: nil), half?.end ?? last
      )
    }
    let leads = [
      "at", "around", "about", "after", "before", "since", "towards", "between", "until",
    ]
    if leads.contains(before) || (before == "and" && leads.contains(plain(place - 3)))
      || (["shortly", "just"].contains(plain(place - 2))
        && ["after", "before", "past"].contains(before)),
      isHourEnd(end), hour <= 12 || words[place].isNumber && hour <= 24
    {
      if before == "about" || before == "before" || before == "after" || before == "until"
        || before == "since", words[place].isNumber, !gapEnds(end - 1)
      {
        return nil
      }
      return (.clock(clockMinutes(hour % 24 * 60, nil), zone: nil), end)
    }
    return nil
  }

  private func oClock(_ place: Int) -> Int {
    plain(place) == "o" && plain(place + 1) == "clock" ? place + 2 : place
  }

  private func gapEnds(_ place: Int) -> Bool {
    place + 1 >= words.count || gap(place).contains { ".,;:!?)\n".unicodeScalars.contains($0) }
  }

  /// Whether a number stands on its own here, and not before what it counts.
  private func isHourEnd(_ place: Int) -> Bool {
    guard place < words.count, words[place].sentence == words[place - 1].sentence,
      !gapEnds(place - 1)
    else { return true }
    let next = words[place].plain
    return [
      "in", "on", "and", "you", "when", "that", "at", "the", "we", "he", "she", "they", "a", "your",
      "o", "until", "to", "pm", "am", "while", "as", "somebody", "someone", "or", "there", "people",
      "sharp", "exactly", "half",
    ].contains(next) && next != "people"
  }

  private func clockMinutes(_ total: Int, _ isAfternoon: Bool?) -> [Int] {
    let base = total % 1440
    guard base < 780 else { return [base] }
    switch isAfternoon {
    case nil: return [base, (base + 720) % 1440]
    case true?: return [base < 720 ? base + 720 : base]
    case false?: return [base % 720]
    }
  }
}
