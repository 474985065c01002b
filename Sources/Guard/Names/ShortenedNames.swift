/// Names of which only letters stand: initials, and names with something over them.
extension NameFinder {

  private static let knownCapitals: Set<String> = [
    "am", "pm", "us", "uk", "eu", "it", "pr", "hr", "ok", "cc", "id", "tv", "dm", "qa", "ai", "ui",
    "ux",
    "api", "url", "pdf", "faq", "utc", "gmt", "cet", "est", "pst", "irc", "dsf", "psf", "coc", "wg",
    "ps", "vs", "no", "so", "to", "in", "at", "on", "by", "my", "we", "he", "me", "an", "as", "or",
    "is",
    "cv", "ci", "cd", "db", "os", "ip", "vp", "ceo", "cto", "rfc", "un", "la", "ny", "dc", "sql",
    "ii",
    "iii", "iv", "eg", "ie", "re", "fw", "tbd", "all", "and", "the", "you", "not", "now", "dj",
  ]

  mutating func findInitials() {
    for place in words.indices where !isTaken[place] && words[place].script == .latin {
      let word = words[place]
      let end = word.range.upperBound
      if word.count == 1, word.shape == .capital {
        findDotted(place)
      } else if (2...3).contains(word.count), word.shape == .upper,
        !Self.knownCapitals.contains(word.plain),
        let entry = initialsEntry(word.plain), !isCovered(place)
      {
        let isDotted = end < scalars.count && scalars[end] == "."
        _ = isDotted
        hits.append(
          Hit(
            person: entry.person, likeness: .initials, words: place..<place + 1, range: word.range,
            isDoubtful: true))
      }
    }
  }

  private func isCovered(_ place: Int) -> Bool { hits.contains { $0.words.contains(place) } }

  private func initialsEntry(_ letters: String) -> NameIndex.Entry? {
    guard let entries = index.initials[letters],
      !entries.contains(where: { people[$0.person].isRecipient })
    else { return nil }
    return entries.first { people[$0.person].name != nil }
  }

  /// `E. T.`, `E.T.`, `E. told us`, `Ms T.`.
  private mutating func findDotted(_ place: Int) {
    let word = words[place]
    func isDot(_ at: Int) -> Bool { at < scalars.count && scalars[at] == "." }
    if place > 0, words[place - 1].count == 1, words[place - 1].shape == .capital,
      isDot(words[place - 1].range.upperBound), gap(place - 1).count <= 2
    {
      return
    }
    // Two or three letters with dots.
    var end = place + 1
    var letters = word.plain
    while end < words.count, end - place < 3, words[end].count == 1, words[end].shape == .capital,
      gap(end - 1).count <= 2, gap(end - 1).first == "." || gap(end - 1).first == "-"
    {
      letters += words[end].plain
      end += 1
    }
    if letters.count > 1, let entry = initialsEntry(letters) {
      if !(place..<end).contains(where: isCovered) {
        let last = words[end - 1].range.upperBound
        hits.append(
          Hit(
            person: entry.person, likeness: .initials, words: place..<end,
            range: word.range.lowerBound..<(isDot(last) ? last + 1 : last), isDoubtful: true))
      }
      return
    }
    findSingle(place)
  }

  private static let beforeLetters: Set<String> = [
    "person", "participant", "witness", "reporter", "option", "appendix", "section", "item", "plan",
    "room", "hall", "track", "table", "group", "party", "part", "point", "building", "vitamin",
    "annex", "exhibit", "attachment", "level", "grade", "type", "team", "version", "speaker",
    "letter",
  ]

  private mutating func findSingle(_ place: Int) {
    let word = words[place]
    let end = word.range.upperBound
    guard !isCovered(place) else { return }
    let before = place > 0 && words[place - 1].sentence == word.sentence ? words[place - 1] : nil
    if let before, Self.beforeLetters.contains(before.plain) { return }
    let hasTitle =
      before.map { ["mr", "mrs", "ms", "mx", "dr", "prof"].contains($0.plain) } ?? false
    let next = end < scalars.count ? scalars[end] : "\n"
    let afterNext = end + 1 < scalars.count ? scalars[end + 1] : "\n"
    // A letter with a dot and a small letter after it, or followed by dashes, or with the ending of a possessive.
    let isAbbreviated =
      next == "." && afterNext == " " && place + 1 < words.count
      && words[place + 1].sentence == word.sentence && words[place + 1].shape == .lower
    let isPossessive =
      (next == "'" || next == "’" || (next == "." && (afterNext == "'" || afterNext == "’")))
      && place + 1 < words.count && words[place + 1].plain == "s" && word.plain != "i"
      && word.plain != "a"
    let isDashed = ["_", "—", "–", "…", "*"].contains(next) && [next, "_"].contains(afterNext)
    guard hasTitle || isAbbreviated || isPossessive || isDashed else { return }
    let fitting = people.indices.filter { person in
      people[person].name != nil
        && index.parts[person].contains { $0.contains { $0.hasPrefix(word.plain) } }
    }
    let fitsRecipient = people.indices.contains { person in
      people[person].isRecipient
        && index.parts[person].contains { $0.contains { $0.hasPrefix(word.plain) } }
    }
    guard let person = fitting.first, !fitsRecipient || hasTitle else { return }
    hits.append(
      Hit(
        person: person, likeness: .initials, words: place..<place + 1,
        range: word.range.lowerBound..<(next == "." ? end + 1 : end), isDoubtful: true))
  }

  /// Names with letters hidden: `T*****w`, `El_za`, `Th…w`.
  mutating func findMasked() {
    let signs: Set<Unicode.Scalar> = ["*", "_", "•", "-", "–", "…", "#", "x", "█", "■", "?", "."]
    for place in words.indices.dropLast() where !isTaken[place] && !isCovered(place) {
      let between = gap(place)
      let (first, last) = (words[place], words[place + 1])
      guard let sign = between.first, signs.contains(sign), between.allSatisfy({ $0 == sign }),
        between.count > 1 || sign == "*" || sign == "█" || sign == "•" || sign == "…"
          || sign == "_",
        last.count <= 6, first.script == last.script
      else {
        findCut(place)
        continue
      }
      let found = people.indices.first { person in
        people[person].name != nil
          && index.parts[person].contains { name in
            name.contains { part in
              let length = part.unicodeScalars.count
              return length >= 3 && part.hasPrefix(first.plain) && part.hasSuffix(last.plain)
                && first.count + last.count < length
                && (between.count == 1
                  || abs(first.count + last.count + between.count - length) <= 2)
            }
          }
      }
      guard let found else { continue }
      hits.append(
        Hit(
          person: found, likeness: .masked, words: place..<place + 2,
          range: first.range.lowerBound..<last.range.upperBound, isDoubtful: true))
    }
  }

  /// A name that breaks off in signs: `Thorn***`.
  private mutating func findCut(_ place: Int) {
    let word = words[place]
    let end = word.range.upperBound
    guard word.isCapitalized, word.count >= 1, end + 1 < scalars.count,
      ["*", "█", "•", "_"].contains(scalars[end]), scalars[end + 1] == scalars[end]
    else { return }
    var last = end
    while last < scalars.count, scalars[last] == scalars[end] { last += 1 }
    guard last - end >= 3 || word.count >= 3 else { return }
    let found = people.indices.first { person in
      people[person].name != nil
        && index.parts[person].contains {
          $0.contains {
            $0.hasPrefix(word.plain) && $0.unicodeScalars.count > word.count
              && abs($0.unicodeScalars.count - (word.count + last - end)) <= 2
          }
        }
    }
    guard let found else { return }
    hits.append(
      Hit(
        person: found, likeness: .masked, words: place..<place + 1,
        range: word.range.lowerBound..<last, isDoubtful: true))
  }
}
