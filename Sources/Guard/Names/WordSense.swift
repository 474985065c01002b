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
    "to", "in",
    "of", "for", "on", "all", "everyone", "any", "people", "these", "those", "their", "there", "if",
    "as",
    "with", "at", "by", "my", "his", "her", "its", "no", "some", "each", "both", "anybody",
    "nobody",
    "anyone", "everybody", "somebody", "someone", "what", "how", "when", "where", "more", "so",
    "such",
  ]

  static func of(_ place: Int, in words: [Word], lists: WordLists) -> WordSense {
    let word = words[place]
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
        // In a title, every word has a capital.
        let isTitle = next?.isCapitalized == true && before?.isCapitalized == true
        return isTitle ? .either : .name
      }
      guard let next else { return Everyday.isUsual(word.hash) ? .either : .name }
      if afterNames.contains(next.plain) { return .name }
      if afterWords.contains(next.plain) { return .word }
      return .either
    }
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
    return fits(
      place - 1,
      [
        "in", "of", "since", "last", "next", "by", "until", "early", "late", "mid", "this", "on",
        "during", "before", "after", "to", "from", "and", "through", "every",
      ])
      || fits(place + 1, [])
  }
}
