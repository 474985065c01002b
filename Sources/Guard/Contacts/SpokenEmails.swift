/// Finds mail addresses, also such that are spoken or disguised: `name at example dot org`, `name (at) example.org`.
enum SpokenEmails {
  struct Found {
    var local: String
    var domain: String
    var range: Range<Int>
  }

  static func find(in reading: Reading) -> [Found] {
    var found: [Found] = []
    let words = reading.words
    for place in words.indices {
      guard let (sign, after) = sign(after: place, reading) else { continue }
      let localStart = start(of: place, reading, sign)
      var domain = words[after].plain
      var end = after
      while end + 1 < words.count, let next = dot(after: end, reading), next - end <= 2 {
        domain += "." + words[next].plain
        end = next
      }
      while end + 1 < words.count, isTight(end, reading, ["-"]) {
        end += 1
        domain += "-" + words[end].plain
        while end + 1 < words.count, let next = dot(after: end, reading) {
          domain += "." + words[next].plain
          end = next
        }
      }
      guard domain.contains(".") || sign == .exact else { continue }
      let local = text(localStart...place, reading)
      found.append(
        Found(
          local: local, domain: domain,
          range: words[localStart].range.lowerBound..<words[end].range.upperBound))
    }
    return found
  }

  private enum Sign { case exact, spoken }

  /// Whether an at-sign, or a word for it, follows a word, and which word comes behind it.
  private static func sign(after place: Int, _ reading: Reading) -> (Sign, Int)? {
    let words = reading.words
    guard place + 1 < words.count else { return nil }
    let gap = reading.gap(after: place).filter { $0 != " " }
    if gap.count <= 3, gap.contains(where: { $0 == "@" || $0 == "＠" || $0 == "﹫" }) {
      return reading.gap(after: place).count <= 5 ? (.exact, place + 1) : nil
    }
    guard place + 2 < words.count, words[place + 1].line == words[place].line else { return nil }
    let middle = words[place + 1].plain
    guard ["at", "ett", "arroba", "arobase", "klammeraffe", "ät"].contains(middle) else {
      return nil
    }
    let isBracketed = reading.gap(after: place).contains { "([{<".unicodeScalars.contains($0) }
    if isBracketed { return (.spoken, place + 2) }
    // Without brackets only where a dot follows, spoken or written.
    return dot(after: place + 2, reading) != nil ? (.spoken, place + 2) : nil
  }

  /// The word behind a dot, or behind a word for it.
  private static func dot(after place: Int, _ reading: Reading) -> Int? {
    let words = reading.words
    guard place + 1 < words.count else { return nil }
    let gap = reading.gap(after: place)
    if gap.count == 1, gap.first == "." || gap.first == "。" || gap.first == "．" { return place + 1 }
    if gap.count <= 3, gap.contains("."), gap.contains(where: { "([{".unicodeScalars.contains($0) })
    {
      return place + 1
    }
    guard place + 2 < words.count,
      ["dot", "punkt", "point", "punto"].contains(words[place + 1].plain),
      gap.count <= 3
    else { return nil }
    return place + 2
  }

  private static func isTight(_ place: Int, _ reading: Reading, _ signs: Set<Unicode.Scalar>)
    -> Bool
  {
    let gap = reading.gap(after: place)
    return gap.first.map(signs.contains) == true
      && (gap.count == 1 || gap.count == 2 && gap.last == "\n")
  }

  /// The first word of what stands before the sign.
  private static func start(of place: Int, _ reading: Reading, _ sign: Sign) -> Int {
    var start = place
    while start > 0 {
      let gap = reading.gap(after: start - 1)
      if gap.count == 1, let only = gap.first, [".", "_", "-", "+"].contains(only) {
        start -= 1
      } else if start > 1,
        ["dot", "underscore", "dash", "minus", "plus"].contains(reading.words[start - 1].plain),
        gap.count <= 3
      {
        start -= 2
      } else {
        break
      }
    }
    return start
  }

  private static func text(_ range: ClosedRange<Int>, _ reading: Reading) -> String {
    var text = ""
    for place in range {
      let word = reading.words[place].plain
      if place > range.lowerBound, place < range.upperBound,
        ["dot", "underscore", "dash", "minus"].contains(word)
      {
        text += word == "dot" ? "." : "_"
        continue
      }
      if place > range.lowerBound, let sign = reading.gap(after: place - 1).first, sign != " " {
        text.unicodeScalars.append(sign)
      }
      text += word
    }
    return text
  }
}
