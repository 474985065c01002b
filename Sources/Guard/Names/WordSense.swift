/// Whether a word that could be a name is used as one, where it is also a word of the language.
enum WordSense {
  case name, word, either

  /// After these, a sentence speaks of somebody.
  private static let afterNames: Set<String> = [
    "said", "says", "told", "tells", "wrote", "writes", "asked", "asks", "was", "were", "is", "has",
    "had",
    "saw", "felt", "feels", "reported", "reports", "and", "or", "who", "s", "did", "does", "also",
    "came", "went", "left", "heard", "joined", "stated", "mentioned", "described", "explained",
    "noticed", "answered", "replied", "confirmed", "confirms", "spoke", "gave", "gives", "thinks",
    "wants",
    "wanted", "agreed", "agrees", "remembers", "knows", "from", "complained", "witnessed", "shared",
  ]
  /// After these, the word before is an ordinary one.
  private static let afterWords: Set<String> = [
    "you", "we", "i", "the", "this", "that", "it", "they", "be", "not", "your", "our", "a", "an",
    "to", "in", "for", "on", "all", "everyone", "any", "people", "these", "those", "their", "there",
    "if",
    "as",
    "with", "at", "by", "my", "his", "her", "its", "no", "some", "each", "both", "anybody",
    "nobody",
    "anyone", "everybody", "somebody", "someone", "what", "how", "when", "where", "more", "so",
    "such",
  ]

  static func of(_ place: Int, in words: [Word], lists: WordLists) -> WordSense {
    let word = words[place]
    if isForeignNoun(place, in: words) || isPartOfAnAddress(place, in: words) { return .word }
    if words[place].shape == .lower, place > 0, words[place - 1].sentence == words[place].sentence,
      ["a", "an", "the", "this", "every", "each", "ein", "kleines", "en", "la", "el"].contains(
        words[place - 1].plain)
    {
      return .word
    }
    guard word.script == .latin, Everyday.contains(word.hash) else {
      return isNameOfMonth(place, in: words, lists: lists) ? .word : .name
    }
    let next =
      place + 1 < words.count && words[place + 1].sentence == word.sentence ? words[place + 1] : nil
    let before = place > 0 && words[place - 1].sentence == word.sentence ? words[place - 1] : nil
    if isNameOfMonth(place, in: words, lists: lists) { return .word }
    if let before, ["mr", "mrs", "ms", "mx", "dr", "prof", "dear"].contains(before.plain) {
      return .name
    }
    switch word.shape {
    case .lower, .none: return .word
    case .upper:
      let isLoud =
        (next?.shape == .upper && next?.count ?? 0 > 1)
        || (before?.shape == .upper && before?.count ?? 0 > 1)
      return isLoud ? .word : .name
    case .mixed: return .name
    case .capital:
      if !word.startsSentence {
        if languages.contains(word.plain), let before,
          ["in", "with", "using", "from", "to", "into", "for", "of", "the", "a", "and"].contains(
            before.plain)
        {
          return .word
        }
        // In a title, every word has a capital.
        let isTitle = next?.isCapitalized == true && before?.isCapitalized == true
        return isTitle ? .either : .name
      }
      if word.count <= 3, Everyday.isUsual(word.hash), next?.isCapitalized != true,
        next.map({ !afterNames.contains($0.plain) }) ?? true
      {
        return .word
      }
      guard let next else { return Everyday.isUsual(word.hash) ? .either : .name }
      if afterNames.contains(next.plain) { return .name }
      if afterWords.contains(next.plain) { return .word }
      return .either
    }
  }

  /// Names that are also those of languages and programs.
  private static let languages: Set<String> = [
    "ruby", "python", "swift", "rust", "julia", "pascal", "ada", "elm", "perl", "java", "jenkins",
    "travis", "matrix", "signal",
    "slack", "zoom", "haskell", "scala", "crystal", "dart", "go", "basic", "io", "racket", "elixir",
    "clojure", "puppet", "chef", "salt", "ant", "maven", "jasmine", "mocha", "karma", "vue",
    "ember", "gatsby", "flask", "celery",
  ]
  private static let articles: Set<String> = [
    "im", "des", "dem", "das", "ein", "eine", "einem", "einen", "eines", "einer", "zum", "zur",
    "vom", "ins", "beim", "am", "kein", "keine", "keinen", "jeder", "jeden", "jedes", "dieser",
    "diesem", "diesen", "dieses",
    "une", "du", "aux", "los", "las", "una", "il", "lo", "gli", "uma", "os", "het", "een",
  ]

  /// Saints and people after whom streets and churches are named.
  private static func isPartOfAnAddress(_ place: Int, in words: [Word]) -> Bool {
    let streets: Set<String> = [
      "lane", "street", "road", "square", "avenue", "church", "hospital", "bridge", "station",
      "hotel", "cathedral", "place", "park",
    ]
    if place > 0, words[place - 1].line == words[place].line,
      ["st", "saint", "sankt", "santa", "san", "ste"].contains(words[place - 1].plain),
      words[place - 1].isCapitalized
    {
      return true
    }
    return (1...2).contains { offset in
      place + offset < words.count && words[place + offset].sentence == words[place].sentence
        && words[place + offset].isCapitalized && streets.contains(words[place + offset].plain)
        && (offset == 1 || words[place + 1].plain == "s")
    }
  }

  /// A noun of a language that writes nouns large, or that has an article here: `im Ernst`, `des Sommers`.
  private static func isForeignNoun(_ place: Int, in words: [Word]) -> Bool {
    guard place > 0, words[place - 1].sentence == words[place].sentence,
      words[place].script == .latin
    else { return false }
    let before = words[place - 1]
    return before.shape == .lower && articles.contains(before.plain)
      && !(place > 1 && words[place - 2].plain == "i")
      && !(place + 1 < words.count && words[place + 1].isCapitalized
        && words[place + 1].sentence == words[place].sentence)
  }

  /// `May` beside a number or a year, or where months stand.
  private static func isNameOfMonth(_ place: Int, in words: [Word], lists: WordLists) -> Bool {
    let word = words[place]
    guard lists.times.months[word.plain] != nil || lists.times.weekdays[word.plain] != nil else {
      return false
    }
    func fits(_ other: Int, _ more: Set<String>) -> Bool {
      guard words.indices.contains(other), words[other].sentence == word.sentence else {
        return false
      }
      let own = words[other]
      return own.isNumber || own.plain.first?.isNumber == true || more.contains(own.plain)
        || lists.times.ordinals[own.plain] != nil
    }
    let months = Set(lists.times.months.keys)
    for other in [place - 2, place + 2]
    where words.indices.contains(other) && words[other].sentence == word.sentence {
      let between = words[(other + place) / 2].plain
      if months.contains(words[other].plain), words[other].isCapitalized,
        between == "and" || between == "to" || between == "or"
      {
        return true
      }
    }
    return fits(
      place - 1,
      [
        "in", "of", "since", "last", "next", "by", "until", "early", "late", "mid", "this", "on",
        "during", "before", "after", "to", "from", "and", "through", "every",
      ])
      || fits(place + 1, [])
  }
}
