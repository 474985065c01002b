/// Looks for the people of the facts among the words of a draft.
struct NameFinder {
  struct Hit {
    var person: Int
    var likeness: NameLikeness
    /// In words of the draft.
    var words: Range<Int>
    /// In scalars of the draft.
    var range: Range<Int>
    var isDoubtful = false
  }

  let index: NameIndex
  let people: [Person]
  let scalars: [Unicode.Scalar]
  let words: [Word]
  let lists: WordLists
  /// For each word whether it is inside an address, a handle or a link, which are findings of their own.
  let isTaken: [Bool]
  var hits: [Hit] = []
  /// For each word the entries it leads to.
  private var entries: [[NameIndex.Entry]] = []

  init(
    index: NameIndex, people: [Person], scalars: [Unicode.Scalar], words: [Word], lists: WordLists,
    isTaken: [Bool]
  ) {
    self.index = index
    self.people = people
    self.scalars = scalars
    self.words = words
    self.lists = lists
    self.isTaken = isTaken
  }

  /// Finds everything, and puts together what stands side by side.
  mutating func find() -> [Hit] {
    entries = words.indices.map { isTaken[$0] ? [] : NameLookup.entries(words[$0], in: index) }
    for place in words.indices where !entries[place].isEmpty { take(place) }
    findJoined()
    findSpelled()
    findInitials()
    findMasked()
    return merged()
  }

  /// Whether a word is a part of the name of this person.
  private func belongs(_ place: Int, to person: Int) -> Bool {
    words.indices.contains(place)
      && entries[place].contains { $0.person == person && $0.likeness <= .otherScript }
      && (words[place].shape != .lower || !Everyday.contains(words[place].hash))
  }

  private func stands(beside place: Int, of person: Int) -> Bool {
    func isNear(_ other: Int) -> Bool {
      guard words.indices.contains(other), words[other].sentence == words[place].sentence else {
        return false
      }
      guard belongs(other, to: person), words[other].plain != words[place].plain else {
        return false
      }
      // A short form of the same part is no other part.
      let parts = Set(
        entries[place].filter { $0.person == person }.map { [$0.name, $0.part ?? -1] })
      return entries[other].contains {
        $0.person == person && !parts.contains([$0.name, $0.part ?? -1])
      }
    }
    func isParticle(_ other: Int) -> Bool {
      words.indices.contains(other) && NameTables.particles.contains(words[other].plain)
    }
    return isNear(place - 1) || isNear(place + 1) || (isParticle(place - 1) && isNear(place - 2))
      || (isParticle(place + 1) && isNear(place + 2))
  }

  private mutating func take(_ place: Int) {
    let word = words[place]
    let protected = entries[place].filter { people[$0.person].name != nil }
    guard let best = protected.min(by: { order($0, place) < order($1, place) }) else { return }
    let own = entries[place].filter { people[$0.person].isRecipient }
    // The recipient's own name is no finding: where it fits as well, or stands in the greeting or beside the rest of it.
    if let ownBest = own.map(\.likeness).min() {
      let ownPerson = own[0].person
      let isWithOthers = stands(beside: place, of: best.person)
      if stands(beside: place, of: ownPerson), !isWithOthers { return }
      if ownBest < best.likeness { return }
      // Behind or before the rest of the recipient's name, whatever the script, it is theirs.
      if words[place].script != .latin, isBesideRecipient(place) { return }
      if !isWithOthers, isGreeting(place) { return }
      hits.append(
        Hit(
          person: best.person, likeness: best.likeness, words: place..<place + 1, range: word.range,
          isDoubtful: !isWithOthers))
      return
    }
    // Of those whose name may be known, the same.
    if let known = entries[place].filter({
      people[$0.person].name == nil && !people[$0.person].isRecipient
    }).map(\.likeness).min(), known < best.likeness, !stands(beside: place, of: best.person) {
      return
    }
    switch WordSense.of(place, in: words, lists: lists) {
    case .name: break
    case .word where word.isDisguised && best.likeness <= .lookAlike: break
    case .word: if !stands(beside: place, of: best.person) || best.likeness > .nickname { return }
    case .either:
      if best.likeness > .nickname, !stands(beside: place, of: best.person) { return }
      if !stands(beside: place, of: best.person) {
        hits.append(
          Hit(
            person: best.person, likeness: best.likeness, words: place..<place + 1,
            range: word.range, isDoubtful: true))
        return
      }
    }
    hits.append(
      Hit(
        person: best.person, likeness: best.likeness, words: place..<place + 1, range: word.range,
        isDoubtful: best.likeness >= .sound))
  }

  /// The better an entry fits, the smaller: first who stands beside, then likeness, then how grave it is.
  private func order(_ entry: NameIndex.Entry, _ place: Int) -> Int {
    let beside = stands(beside: place, of: entry.person) ? 0 : 100
    let isGrave = people[entry.person].name == .block ? 0 : 1
    return beside + entry.likeness.rawValue * 2 + isGrave
  }

  private func isBesideRecipient(_ place: Int) -> Bool {
    [place - 2, place - 1, place + 1, place + 2].contains { other in
      words.indices.contains(other) && words[other].sentence == words[place].sentence
        && NameLookup.entries(words[other], in: index).contains { people[$0.person].isRecipient }
    }
  }

  /// Whether a word stands in the greeting: in the first words of its line, before a comma.
  private func isGreeting(_ place: Int) -> Bool {
    var first = place
    while first > 0, words[first - 1].line == words[place].line { first -= 1 }
    guard place - first <= 4, words[place].line <= 6 || first == 0 else { return false }
    let end = words[place].range.upperBound
    let next = end < scalars.count ? scalars[end] : "\n"
    return [",", "\n", ":", "!", "."].contains(next) || place - first <= 1
  }

  // MARK: Names in several pieces

  func gap(_ place: Int) -> ArraySlice<Unicode.Scalar> {
    scalars[
      words[place].range
        .upperBound..<max(words[place].range.upperBound, words[place + 1].range.lowerBound)]
  }

  /// Names cut in two or three: `Thorn barrow`, `El-iza`.
  private mutating func findJoined() {
    guard words.count > 1 else { return }
    for place in 0..<(words.count - 1) where !isTaken[place] {
      var joined = words[place].plain
      for end in (place + 1)..<min(place + 3, words.count) {
        guard !isTaken[end], gap(end - 1).count <= 3, words[end].line - words[end - 1].line <= 1
        else { break }
        joined += words[end].plain
        if joined.utf8.count < 5 { continue }
        if words[place].script == .digits || words[end].script == .digits { continue }
        let isWide =
          gap(end - 1).contains { $0 == "," || $0 == "." || $0 == "!" || $0 == "?" }
          && gap(end - 1).count > 1
        if isWide { break }
        guard let entry = index.exact[joined]?.first(where: { people[$0.person].name != nil }),
          entry.likeness <= .otherScript,
          !(place...end).contains(where: { at in hits.contains { $0.words.contains(at) } })
        else { continue }
        let all = place...end
        if all.allSatisfy({
          Everyday.contains(words[$0].hash) && words[$0].shape == .lower && words[$0].count > 2
        }) {
          continue
        }
        hits.append(
          Hit(
            person: entry.person, likeness: .joined, words: place..<end + 1,
            range: words[place].range.lowerBound..<words[end].range.upperBound))
      }
    }
  }

  /// Names letter by letter: `A l i c e`, `A-l-i-c-e`.
  private mutating func findSpelled() {
    var place = 0
    while place < words.count {
      guard letter(place) != nil else {
        place += 1
        continue
      }
      var end = place + 1
      while end < words.count, letter(end) != nil, gap(end - 1).count <= 3 { end += 1 }
      if end - place >= 3 { findSpelled(place..<end) }
      place = end
    }
  }

  /// How letters are called on the radio.
  private static let spoken: [String: String] = [
    "alpha": "a", "alfa": "a", "bravo": "b", "charlie": "c", "delta": "d", "echo": "e",
    "foxtrot": "f", "golf": "g",
    "hotel": "h", "india": "i", "juliet": "j", "juliett": "j", "kilo": "k", "lima": "l",
    "mike": "m", "november": "n",
    "oscar": "o", "papa": "p", "quebec": "q", "romeo": "r", "sierra": "s", "tango": "t",
    "uniform": "u", "victor": "v",
    "whiskey": "w", "whisky": "w", "xray": "x", "yankee": "y", "zulu": "z",
  ]

  /// The letter that a word stands for: itself, or as it is called on the radio.
  private func letter(_ place: Int) -> String? {
    guard !isTaken[place] else { return nil }
    let word = words[place]
    return word.count == 1 ? word.plain : Self.spoken[word.plain]
  }

  private mutating func findSpelled(_ run: Range<Int>) {
    for start in run {
      for end in stride(from: min(run.upperBound, start + 24), to: start + 2, by: -1) {
        var text = ""
        for place in start..<end {
          text += letter(place) ?? ""
        }
        let found =
          index.exact[text]
          ?? index.skeletons[LookAlikes.skeleton(text.unicodeScalars)]
        guard let entry = found?.first(where: { people[$0.person].name != nil }) else { continue }
        hits.append(
          Hit(
            person: entry.person, likeness: .lookAlike, words: start..<end,
            range: words[start].range.lowerBound..<words[end - 1].range.upperBound))
        break
      }
    }
  }

  // MARK: Putting together

  private func merged() -> [Hit] {
    var merged: [Hit] = []
    for hit in hits.sorted(by: {
      ($0.range.lowerBound, -$0.range.upperBound) < ($1.range.lowerBound, -$1.range.upperBound)
    }) {
      guard var last = merged.last else {
        merged.append(hit)
        continue
      }
      let isInside = hit.range.upperBound <= last.range.upperBound
      if isInside { continue }
      let between = last.words.upperBound..<max(last.words.upperBound, hit.words.lowerBound)
      let isBeside =
        hit.person == last.person && hit.words.lowerBound - last.words.upperBound <= 1
        && between.allSatisfy { NameTables.particles.contains(words[$0].plain) }
        && hit.range.lowerBound - last.range.upperBound < 12
        && (hit.words.lowerBound == 0
          || words[hit.words.lowerBound].sentence == words[last.words.upperBound - 1].sentence)
      if isBeside || hit.range.lowerBound < last.range.upperBound {
        last.range = last.range.lowerBound..<hit.range.upperBound
        last.words = last.words.lowerBound..<hit.words.upperBound
        last.isDoubtful = last.isDoubtful && hit.isDoubtful
        last.likeness = min(last.likeness, hit.likeness)
        merged[merged.count - 1] = last
      } else {
        merged.append(hit)
      }
    }
    return merged
  }
}
