/// What names one word of a draft can lead to.
enum NameLookup {
  static func entries(_ word: Word, in index: NameIndex) -> [NameIndex.Entry] {
    var found: [NameIndex.Entry] = []
    func add(_ entries: [NameIndex.Entry]?, _ likeness: NameLikeness? = nil) {
      for var entry in entries ?? [] {
        if let likeness { entry.likeness = max(entry.likeness, likeness) }
        if let place = found.firstIndex(where: {
          $0.person == entry.person && $0.part == entry.part
        }) {
          found[place].likeness = min(found[place].likeness, entry.likeness)
        } else {
          found.append(entry)
        }
      }
    }
    guard word.count > 1 || word.script == .han else { return [] }
    add(index.exact[word.plain])
    if let written = word.writtenOut { add(index.exact[written], .inflected) }
    switch word.script {
    case .latin, .digits: addLatin(word, index, add)
    case .han: addHan(word, index, add)
    case .arabic, .hebrew: addConsonants(word, index, add)
    case .hangul: addHangul(word, index, add)
    default: addOther(word, index, add)
    }
    if word.script != .latin || word.isDisguised, !word.skeleton.isEmpty {
      add(index.exact[word.skeleton], .lookAlike)
      add(index.skeletons[word.skeleton], .lookAlike)
      for (stem, _) in Endings.stems(of: word.skeleton, .latin).prefix(1) {
        add(index.skeletons[stem], .lookAlike)
      }
      addSlips(word.skeleton, index, add)
    }
    return found
  }

  private typealias Add = ([NameIndex.Entry]?, NameLikeness?) -> Void

  /// Digits that stand for Arabic letters in chats, such as `7anan`.
  private static func addChatDigits(_ word: Word, _ index: NameIndex, _ add: Add) {
    let digits: [Character: String] = [
      "2": "", "3": "a", "5": "kh", "6": "t", "7": "h", "8": "gh", "9": "k",
    ]
    let text = word.plain.map { digits[$0] ?? String($0) }.joined()
    guard text != word.plain, text.count >= 3 else { return }
    add(index.exact[text], .lookAlike)
    add(index.sounds[SoundKeys.strict(text)], .sound)
  }

  private static func addLatin(_ word: Word, _ index: NameIndex, _ add: Add) {
    guard word.script == .latin else { return }
    if word.isDisguised { addChatDigits(word, index, add) }
    // Irish puts an h behind the first letter of who is spoken to: a Sheáin.
    let letters = Array(word.plain.unicodeScalars)
    if letters.count >= 5, letters[1] == "h", "bcdfgmpst".unicodeScalars.contains(letters[0]),
      word.isCapitalized
    {
      let bare = NameIndex.text([letters[0]] + letters.dropFirst(2))
      add(index.exact[bare], .inflected)
      addSlips(bare, index, add)
    }
    let plain = word.plain
    // What is an everyday word is taken for a name only where it is written as one.
    let isEveryday = Everyday.contains(word.hash)
    if isEveryday, !word.isCapitalized { return }
    let stems = Endings.stems(of: plain, .latin)
    for (stem, removed) in stems where stem.utf8.count >= 3 {
      if isEveryday, stem.utf8.count < 4 || removed > 1 { continue }
      if removed > 1, stem.utf8.count < 4 { continue }
      add(index.exact[stem]?.filter { $0.likeness <= .inflected }, .inflected)
      if !isEveryday, stem.utf8.count >= 3 { add(index.exact[stem + "\u{1}"], .inflected) }
    }
    if !isEveryday { add(index.exact[plain + "\u{1}"], .inflected) }
    guard !isEveryday else { return }
    addInside(word, index, add)
    if word.count >= 4 {
      add(index.skeletons[LookAlikes.skeleton(plain.unicodeScalars)], .lookAlike)
    }
    if word.count >= 4, word.isCapitalized || word.count >= 6 {
      add(index.sounds[SoundKeys.strict(plain)], .sound)
    }
    if word.count >= 5 || word.isCapitalized && word.count >= 4,
      word.isCapitalized || word.count >= 6
    {
      addSlips(plain, index, add)
      if word.count >= 6 {
        add(index.jumbled[Slips.jumbled(plain)], .slip)
        for stem in [plain] + stems.map(\.stem)
        where stem.utf8.count >= 5 {
          add(index.bases[stem], .inflected)
          if word.isCapitalized { add(index.sounds[SoundKeys.strict(stem)], .sound) }
        }
      }
    }
    if word.isCapitalized {
      // The plural of a family: the Thornbarrows; and the ones that a kana form would be mistaken for stay out.
      for (stem, _) in stems where stem.utf8.count >= 4 {
        add(index.sounds[SoundKeys.strict(stem)], .sound)
      }
    }
    if index.scripts.contains(where: { ![.latin, .digits].contains($0) }), word.isCapitalized {
      if word.count >= 3 { add(index.looseOfOthers[SoundKeys.loose(plain)], .otherScript) }
      for (stem, _) in stems.prefix(2) where stem.utf8.count >= 4 {
        add(index.looseOfOthers[SoundKeys.loose(stem)], .otherScript)
      }
      for script in [Script.arabic, .hebrew] where index.scripts.contains(script) {
        let key = SoundKeys.consonants(plain, script)
        if key.count >= 2 { add(index.consonants[script]?[key], .otherScript) }
      }
      for script in [Script.ethiopic, .thai, .indic] where index.scripts.contains(script) {
        let key = SoundKeys.consonants(plain, .arabic)
        if key.count >= 2 { add(index.consonants[script]?[key], .otherScript) }
      }
      if index.scripts.contains(.hangul) {
        add(index.korean[Hangul.key(plain)]?.filter { $0.likeness == .otherScript }, .otherScript)
      }
    }
  }

  /// Names inside a word that is longer: `elizathornbarrow`, `thornbarrow1987`.
  private static func addInside(_ word: Word, _ index: NameIndex, _ add: Add) {
    let letters = Array(word.plain.utf8)
    guard letters.count >= 7, letters.count <= GuardLimits.wordLettersMax else { return }
    for length in index.insideLengths where length < letters.count {
      for start in 0...(letters.count - length) {
        let piece = String(decoding: letters[start..<start + length], as: UTF8.self)
        if let entries = index.exact[piece]?.filter({ $0.likeness == .exact }), !entries.isEmpty {
          add(entries, .joined)
        }
      }
    }
    // A name with digits behind it.
    let bare = letters.prefix { $0 >= 0x61 && $0 <= 0x7A }
    if bare.count < letters.count, bare.count >= 4 {
      add(
        index.exact[String(decoding: bare, as: UTF8.self)]?.filter { $0.likeness == .exact },
        .joined)
    }
  }

  private static func addSlips(_ text: String, _ index: NameIndex, _ add: Add) {
    let scalars = Array(text.unicodeScalars)
    guard scalars.count >= 4, scalars.count <= GuardLimits.wordLettersMax else { return }
    func check(_ key: String) {
      guard let entries = index.slips[key] else { return }
      let fitting = entries.filter { entry in
        guard let part = entry.part else { return false }
        let own = Array(index.parts[entry.person][entry.name][part].unicodeScalars)
        // The first letter is rarely the one that slips; short names are too alike.
        guard own.count >= 5 || (own.count == 4 && scalars.count >= 5) else { return false }
        return Slips.isOne(own, scalars) && (own.first == scalars.first || own.count >= 6)
      }
      if !fitting.isEmpty { add(fitting, .slip) }
    }
    check(text)
    for key in Slips.deletions(of: scalars) { check(key) }
  }

  /// A word in another script than Latin that has vowels.
  private static func addOther(_ word: Word, _ index: NameIndex, _ add: Add) {
    addSlips(word.plain, index, add)
    let latin = Romanization.latin(word.plain, word.script)
    add(index.exact[latin]?.filter { $0.likeness <= .nickname }, .otherScript)
    if latin.utf8.count >= 2 { add(index.looseOfAll[SoundKeys.loose(latin)], .otherScript) }
    if word.script == .kana { addKana(word, latin, index, add) }
    if word.script == .greek, let open = Endings.open(word.plain) {
      add(index.looseOfAll[SoundKeys.loose(Romanization.latin(open, .greek) + "os")], .otherScript)
    }
    for (stem, _) in Endings.stems(of: word.plain, word.script) where stem.unicodeScalars.count >= 2
    {
      add(index.exact[stem]?.filter { $0.likeness <= .inflected }, .inflected)
      let latin = Romanization.latin(stem, word.script)
      for ending in ["", "a", "i", "u"] where latin.utf8.count >= 3 {
        add(index.looseOfAll[SoundKeys.loose(latin + ending)], .otherScript)
      }
    }
    // Of scripts whose endings are not listed, up to three letters may be one.
    if [.georgian, .armenian, .ethiopic, .indic, .thai, .other].contains(word.script) {
      for removed in 1...3 where latin.utf8.count - removed >= 4 {
        add(index.looseOfAll[SoundKeys.loose(String(latin.dropLast(removed)))], .otherScript)
      }
    }
    if let open = Endings.open(word.plain) {
      let latin = Romanization.latin(open, word.script)
      for ending in ["a", "", "o"] where latin.utf8.count >= 3 {
        add(index.looseOfAll[SoundKeys.loose(latin + ending)], .otherScript)
        add(
          index.exact[open + (ending == "a" ? "а" : ending)]?.filter { $0.likeness == .exact },
          .inflected)
      }
    }
  }

  /// A name in kana: also without the title behind it, and as people write foreign names in kana.
  private static func addKana(_ word: Word, _ latin: String, _ index: NameIndex, _ add: Add) {
    var texts = [latin]
    // What is written in katakana is the name; grammar behind it is in hiragana.
    let katakana = word.plain.unicodeScalars.prefix { (0x30A0...0x30FF).contains($0.value) }
    if katakana.count >= 2, katakana.count < word.count {
      texts.append(Romanization.latin(String(String.UnicodeScalarView(katakana)), .kana))
    }
    for title in ["san", "kun", "chan", "sama", "sensei"]
    where latin.hasSuffix(title) && latin.count > title.count + 2 {
      texts.append(String(latin.dropLast(title.count)))
    }
    for text in texts {
      add(index.looseOfAll[SoundKeys.loose(text)], .otherScript)
      let key = SoundKeys.kana(text)
      if key.count >= 3 { add(index.kana[key], .otherScript) }
    }
  }

  private static let arabicPrefixes: [Unicode.Scalar] = ["و", "ب", "ل", "ف", "ك"]
  private static let hebrewPrefixes: [Unicode.Scalar] = ["ו", "ב", "ל", "ש", "ה", "מ", "כ"]

  private static func addConsonants(_ word: Word, _ index: NameIndex, _ add: Add) {
    var texts = [word.plain]
    let prefixes = word.script == .hebrew ? hebrewPrefixes : arabicPrefixes
    if let first = word.plain.unicodeScalars.first, prefixes.contains(first), word.count > 3 {
      texts.append(String(word.plain.unicodeScalars.dropFirst()))
    }
    if word.plain.hasPrefix("ال") { texts.append(String(word.plain.unicodeScalars.dropFirst(2))) }
    for text in texts {
      add(index.exact[text], nil)
      for key in Romanization.consonants(text, word.script) where key.count >= 2 {
        add(index.consonants[word.script]?[key + "\u{1}"], .otherScript)
      }
    }
  }

  private static func addHangul(_ word: Word, _ index: NameIndex, _ add: Add) {
    let scalars = Array(word.plain.unicodeScalars)
    guard scalars.count <= 12 else { return }
    for start in scalars.indices {
      for end in (start + 1)..<(min(start + 4, scalars.count) + 1) where end > start + 1 {
        let piece = NameIndex.text(Array(scalars[start..<end]))
        add(index.exact[piece], nil)
        let syllables = Hangul.latin(piece)
        guard syllables.count == end - start else { continue }
        let joined = syllables.joined()
        add(index.korean[Hangul.key(joined)], .otherScript)
        for surname in Hangul.surnames[scalars[start]] ?? [] {
          let given = syllables.dropFirst().joined()
          add(index.korean[Hangul.key(surname + given)], .otherScript)
          add(index.korean[Hangul.key(given + surname)], .otherScript)
        }
      }
    }
  }

  private static func addHan(_ word: Word, _ index: NameIndex, _ add: Add) {
    let scalars = Array(word.plain.unicodeScalars.prefix(GuardLimits.wordLettersMax))
    for start in scalars.indices {
      for length in 1...4 where start + length <= scalars.count {
        let piece = Array(scalars[start..<start + length])
        let text = NameIndex.text(piece)
        if length > 1 || scalars.count == 1 { add(index.han[text], nil) }
        if let japanese = NameTables.japanese(text) {
          add(index.exact[japanese]?.filter { $0.likeness <= .inflected }, .otherScript)
          add(index.looseOfAll[SoundKeys.loose(japanese)], .otherScript)
        }
        guard length > 1 else { continue }
        for reading in NameIndex.readings(piece) {
          add(index.pinyin[reading], .otherScript)
        }
        if length > 1 {
          for family in NameIndex.readings([piece[0]]) {
            for given in NameIndex.readings(Array(piece.dropFirst())) {
              add(index.pinyin[given + family], .otherScript)
              for own in NameTables.otherSurnames[family] ?? [] {
                add(index.pinyin[own + given], .otherScript)
                add(index.pinyin[given + own], .otherScript)
              }
            }
          }
        }
      }
    }
  }
}
