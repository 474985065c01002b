/// All names, handles and addresses that are searched at once.
///
/// A name is kept with its words run together, and the text is read word by word while what was read so
/// far begins one of them: "Anna-Lena", "Anna Lena" and "annalena" are one, and so are an address and
/// its "at … dot …".
struct WantedNames {
  struct Hit: Hashable {
    var profile: Int
    var mention: Mention
  }

  private struct Wanted: Hashable {
    var hit: Hit
    /// The word means something else, too; it counts only where it is likely a name.
    var isCommon: Bool
  }

  private var whole: [String: Set<Wanted>] = [:]
  private var beginnings: Set<String> = []
  private var inside: [(text: String, hit: Hit)] = []
  private var stems: [String: Set<Hit>] = [:]
  private var parts: Set<String> = []

  /// Whether a folded word belongs to the name of a member.
  func isPartOfName(_ word: String) -> Bool { parts.contains(word) }

  mutating func add(_ profile: MemberProfile, at index: Int) {
    func words(_ text: String) -> [String] { Word.split(text).map(\.text) }
    let full = words(profile.fullName)
    let pieces = profile.fullName.split(whereSeparator: \.isWhitespace).map { words(String($0)) }
    let given = profile.givenName.isEmpty ? pieces.first ?? [] : words(profile.givenName)
    let family =
      profile.familyName.isEmpty ? pieces.dropFirst().last ?? [] : words(profile.familyName)
    add([full, given + family, family + given], .fullName, index)
    add([given] + given.map { [$0] }, .givenName, index)
    add([family] + family.map { [$0] }, .familyName, index)
    let known = Set(given + family)
    add(full.filter { !known.contains($0) }.map { [$0] }, .otherName, index)
    for name in profile.otherNames { add([words(name)], .otherName, index) }
    for handle in profile.handles { add([words(handle)], .handle, index) }
    for email in profile.emails { add([words(email)], .email, index) }
  }

  private mutating func add(_ names: [[String]], _ mention: Mention, _ profile: Int) {
    let hit = Hit(profile: profile, mention: mention)
    for words in names where !words.isEmpty {
      addForm(words.map(Folding.plain), hit)
      // Plain letters are written in one way only.
      guard words.contains(where: { !$0.utf8.allSatisfy { $0 < 0x80 } }) else { continue }
      addForm(words.map(Folding.spelled), hit)
      addForm(words.map(Folding.latin), hit)
      if words.count == 1 { addStem(Folding.plain(words[0]), hit) }
      addInside(Folding.plain(words.joined()), hit)
    }
  }

  private mutating func addForm(_ words: [String], _ hit: Hit) {
    // The words that stand for signs in an address written out are left out on both sides.
    let counted = hit.mention == .email ? words.filter { !Word.signs.contains($0) } : words
    let text = counted.joined()
    let isPart = words.count == 1 && hit.mention != .handle && hit.mention != .email
    guard !text.isEmpty, !(isPart && CommonWords.particles.contains(text)) else { return }
    if hit.mention != .handle, hit.mention != .email { parts.formUnion(words) }
    whole[text, default: []].insert(
      Wanted(hit: hit, isCommon: words.count == 1 && CommonWords.isCommon(text)))
    var end = text.startIndex
    while end < text.endIndex {
      text.unicodeScalars.formIndex(after: &end)
      beginnings.insert(String(text[..<end]))
    }
  }

  /// Names in scripts without spaces count inside a run of letters; a single sign would be everywhere.
  private mutating func addInside(_ text: String, _ hit: Hit) {
    let scalars = text.unicodeScalars
    guard scalars.count >= 2, scalars.allSatisfy(Folding.isWithoutSpaces) else { return }
    inside.append((text, hit))
  }

  /// Cyrillic and Greek names change their ending: what stays of them counts with up to three letters more.
  private mutating func addStem(_ word: String, _ hit: Hit) {
    guard word.count >= 3, word.unicodeScalars.allSatisfy({ (0x370...0x52F).contains($0.value) })
    else { return }
    let stem =
      word.count >= 4 && endings.contains(word.last ?? " ") ? String(word.dropLast()) : word
    stems[stem, default: []].insert(hit)
  }

  private let endings: Set<Character> = ["а", "я", "й", "ь", "о", "е", "и", "ς", "α", "η", "ο"]

  // MARK: Reading

  /// Everything wanted that stands in the text.
  func hits(in text: String) -> Set<Hit> {
    var hits: Set<Hit> = []
    let words = Word.split(Self.withoutTags(text))
    let plain = words.map { Folding.plain($0.text) }
    var shouting = Shouting(words: words)
    read(words, plain, &shouting, into: &hits)
    guard !text.utf8.allSatisfy({ $0 < 0x80 }) else { return hits }
    for fold in [Folding.spelled, Folding.latin] {
      let folded = words.map { fold($0.text) }
      if folded != plain { read(words, folded, &shouting, into: &hits) }
    }
    for word in plain { readStem(word, into: &hits) }
    if !inside.isEmpty {
      let run = Folding.plain(text).filter { !$0.isWhitespace && !$0.isPunctuation }
      for (name, hit) in inside where run.contains(name) { hits.insert(hit) }
    }
    return hits
  }

  /// Whether most of the text is in capitals; found out once, and only when it matters.
  private struct Shouting {
    let words: [Word]
    private var known: Bool?

    init(words: [Word]) { self.words = words }

    mutating func isShouted() -> Bool {
      if let known { return known }
      let isShouted = words.count { $0.isShouted } * 2 > words.count
      known = isShouted
      return isShouted
    }
  }

  /// "maya+lists@example.org" leads to the same person as "maya@example.org".
  private static func withoutTags(_ text: String) -> String {
    guard text.contains("+"), text.contains("@") else { return text }
    return text.replacing(/\+[\w.\-]{1,64}@/, with: "@")
  }

  private func read(
    _ words: [Word], _ folded: [String], _ shouting: inout Shouting, into hits: inout Set<Hit>
  ) {
    for start in words.indices {
      // Nearly every word begins nothing that is wanted.
      guard beginnings.contains(folded[start]) else {
        match(owner(folded[start]), words, start...start, folded, &shouting, into: &hits)
        continue
      }
      var run = ""
      var runInAddress = ""
      for end in start..<min(words.count, start + Limits.mentionWordsMax) {
        let word = folded[end]
        run += word
        if !Word.signs.contains(word) { runInAddress += word }
        match(whole[run], words, start...end, folded, &shouting, into: &hits)
        match(owner(run), words, start...end, folded, &shouting, into: &hits)
        if runInAddress != run, let found = whole[runInAddress] {
          hits.formUnion(found.lazy.map(\.hit).filter { $0.mention == .email })
        }
        guard beginnings.contains(run) || beginnings.contains(runInAddress) else { break }
      }
    }
  }

  /// "Mayas", as some languages write what belongs to somebody.
  private func owner(_ run: String) -> Set<Wanted>? {
    guard run.utf8.count > 4, run.utf8.last == UInt8(ascii: "s") else { return nil }
    return whole[String(run.dropLast())]?.filter { !$0.isCommon }
  }

  private func match(
    _ found: Set<Wanted>?, _ words: [Word], _ range: ClosedRange<Int>, _ folded: [String],
    _ shouting: inout Shouting, into hits: inout Set<Hit>
  ) {
    guard let found else { return }
    for wanted in found {
      if wanted.isCommon, range.count == 1,
        !CommonWords.isLikelyName(
          words, range.lowerBound, folded, isShouted: shouting.isShouted())
      {
        continue
      }
      hits.insert(wanted.hit)
    }
  }

  private func readStem(_ word: String, into hits: inout Set<Hit>) {
    guard !stems.isEmpty else { return }
    for cut in 0...3 where word.count - cut >= 3 {
      if let found = stems[String(word.dropLast(cut))] { hits.formUnion(found) }
    }
  }
}
