/// Names that are words of the language, too.
///
/// Only for these the writing around decides whether a person is meant: a capital letter inside a
/// sentence, `@` or a slash before it, an apostrophe after it, or a word that goes before people. At
/// the beginning of a sentence it counts unless a word follows that shows the other meaning ("Will
/// you", "May I"). Where nearly everything is in capitals, a capital says nothing and the name counts.
enum CommonWords {
  /// Whether a folded name alone is not enough.
  static func isCommon(_ word: String) -> Bool { word.count <= 2 || words.contains(word) }

  static func isLikelyName(
    _ text: [Word], _ index: Int, _ folded: [String], isShouted: Bool
  ) -> Bool {
    let word = text[index]
    if let before = word.before, "@/~".contains(before) { return true }
    if let after = word.after, "'’".contains(after), folded[safe: index + 1] == "s" { return true }
    if months.contains(folded[index]), isDate(folded, index) { return false }
    if isShouted { return true }
    if word.isCapital {
      guard word.beginsSentence else { return true }
      return !afterOtherMeaning.contains(folded[safe: index + 1] ?? "")
    }
    return beforePeople.contains(folded[safe: index - 1] ?? "") && !word.beginsSentence
  }

  private static func isDate(_ folded: [String], _ index: Int) -> Bool {
    let before = folded[safe: index - 1] ?? ""
    let after = folded[safe: index + 1] ?? ""
    return [before, after].contains { $0.first?.isNumber == true } || beforeMonths.contains(before)
  }

  private static let months: Set<String> = ["april", "august", "july", "june", "march", "may"]

  private static let beforeMonths: Set<String> = [
    "in", "of", "last", "this", "next", "since", "until", "early", "late", "mid", "during",
  ]

  /// What follows "Will", "May", "Mark" when they begin a sentence and are no names.
  private static let afterOtherMeaning: Set<String> = [
    "i", "you", "he", "she", "it", "we", "they", "the", "this", "that", "these", "those", "there",
    "a", "an", "my", "your", "his", "her", "our", "their", "somebody", "someone", "anybody",
    "anyone", "nobody", "everybody", "everyone", "not", "be", "as", "of", "to",
  ]

  private static let beforePeople: Set<String> = [
    "with", "told", "by", "from", "named", "called", "against", "about", "asked", "saw", "met",
    "reported", "cc", "copied", "contacted", "blocked", "banned", "warned", "ignored", "because",
    "mr", "mrs", "ms", "mx", "dr",
  ]

  /// Parts of family names that are no names alone.
  static let particles: Set<String> = [
    "van", "von", "de", "der", "den", "da", "di", "do", "dos", "das", "del", "della", "du", "des",
    "la", "le", "las", "los", "el", "al", "bin", "ibn", "bint", "ben", "abu", "st", "san", "santa",
    "mac", "mc", "ter", "ten", "zu", "zur", "af", "av", "y", "e", "ap", "jr", "sr", "dr", "prof",
  ]

  private static let words: Set<String> = [
    "able", "ace", "admin", "all", "amber", "and", "angel", "any", "april", "are", "art", "ash",
    "august", "autumn", "baker", "banks", "bay", "bear", "been", "best", "bill", "bishop",
    "black", "blue", "bond", "bot", "brook", "brown", "buck", "bush", "but", "can", "case",
    "chance", "charity", "chase", "chat", "chip", "christian", "church", "clay", "cliff", "code",
    "come", "cook", "crystal", "daisy", "dale", "dawn", "day", "dean", "dev", "dick", "did",
    "django", "dot", "drew", "duke", "each", "earl", "early", "eve", "ever", "fair", "faith",
    "fern", "field", "fields", "fish", "flora", "for", "forest", "forum", "fox", "frank", "from",
    "gale", "gay", "gene", "get", "ginger", "glen", "gold", "good", "grace", "grant", "gray",
    "green", "grey", "guy", "had", "hall", "harmony", "has", "have", "hay", "hazel", "he",
    "heather", "her", "herb", "here", "high", "hill", "him", "his", "holly", "honey", "honor",
    "hope", "how", "hunter", "info", "iris", "ivy", "jade", "jay", "jean", "jewel", "joy", "july",
    "june", "just", "justice", "king", "kit", "knight", "lake", "lance", "lane", "lang", "lark",
    "law", "lee", "let", "like", "lily", "little", "long", "lord", "love", "luck", "made",
    "major", "make", "man", "many", "march", "mark", "mason", "may", "mercy", "miles", "miller",
    "misty", "mod", "monday", "moon", "more", "new", "noble", "north", "not", "now", "oak", "old",
    "olive", "one", "only", "opal", "our", "out", "over", "page", "paris", "park", "parks", "pat",
    "patience", "peace", "pearl", "peg", "penny", "piper", "poppy", "porter", "price", "prince",
    "python", "queen", "rain", "randy", "ray", "read", "red", "reed", "reset", "rich", "river",
    "rivers", "rob", "robin", "rocky", "rod", "roman", "root", "rose", "rowan", "royal", "ruby",
    "rusty", "sage", "said", "sandy", "say", "scout", "see", "sharp", "she", "shell", "short",
    "sky", "small", "smart", "snow", "some", "song", "sonny", "star", "sterling", "stone",
    "storm", "story", "such", "sue", "summer", "sun", "sunny", "swift", "take", "temple", "test",
    "than", "that", "the", "them", "then", "they", "this", "time", "tiny", "tip", "too",
    "trinity", "trip", "tuck", "two", "use", "user", "van", "very", "vi", "victor", "violet",
    "wade", "walker", "wall", "ward", "was", "way", "wells", "were", "west", "what", "when",
    "white", "who", "will", "winter", "wise", "with", "wolf", "wood", "woods", "woody", "wren",
    "you", "young", "your",
  ]
}

extension Array {
  fileprivate subscript(safe index: Int) -> Element? { indices.contains(index) ? self[index] : nil }
}
