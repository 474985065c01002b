extension Checker {
  struct Gendered {
    var about: String?
    var suggestions: [String]
    var severity: Severity
  }

  private enum Gender { case female, male }

  private static let female: Set<String> = [
    "she", "her", "hers", "herself", "woman", "women", "girl", "lady", "ladies", "girls", "female",
    "females", "wife", "girlfriend", "mother",
    "mom", "mum", "daughter", "sister", "aunt", "niece", "mrs", "ms", "miss", "madam", "ma", "gal",
    "lass", "chick", "actress", "hostess", "waitress",
    "chairwoman", "spokeswoman", "saleswoman", "businesswoman", "policewoman", "pregnant",
    "pregnancy", "maternity", "lesbian", "grandmother", "granddaughter", "manageress",
    "headmistress", "countess", "bride", "widow", "stewardess", "heroine",
    "housewife", "landlady",
  ]
  private static let male: Set<String> = [
    "he", "him", "his", "himself", "man", "men", "boy", "boys", "gentleman", "gentlemen", "guy",
    "guys", "male", "males", "husband", "boyfriend",
    "father", "dad", "son", "brother", "uncle", "nephew", "mr", "sir", "bloke", "chap", "dude",
    "lad", "fella", "chairman", "spokesman", "salesman",
    "businessman", "policeman", "fireman", "cameraman", "grandfather", "grandson", "headmaster",
    "groom", "widower",
    "landlord",
  ]

  private static let neutral: [String: [String]] = [
    "she": ["they", "the person"], "he": ["they", "the person"],
    "her": ["them", "their", "the person"],
    "him": ["them", "the person"], "his": ["their", "the person's"], "hers": ["theirs"],
    "herself": ["themself"], "himself": ["themself"], "mr": ["leave it out"],
    "mrs": ["leave it out"],
    "ms": ["leave it out"], "wife": ["partner"], "husband": ["partner"], "girlfriend": ["partner"],
    "boyfriend": ["partner"], "mother": ["parent"], "father": ["parent"], "sister": ["sibling"],
    "brother": ["sibling"], "daughter": ["child"], "son": ["child"], "chairman": ["chair"],
    "chairwoman": ["chair"],
  ]

  /// Whose gender words tell; nil when it is nobody's who is to stay unknown.
  func gendered(_ rule: WordRule, _ range: Range<Int>, _ reading: Reading) -> Gendered? {
    let words = reading.words
    let word = words[range.lowerBound]
    let gender: Gender? =
      range.contains { Self.female.contains(words[$0].plain) }
      ? .female : range.contains { Self.male.contains(words[$0].plain) } ? .male : nil
    let protected = people.filter { $0.gender != nil }
    guard !protected.isEmpty else { return nil }
    if isAboutRecipient(range, reading) || isPartOfName(range, reading) { return nil }
    func fits(_ person: Person) -> Bool? {
      guard let pronouns = person.party.pronouns else { return nil }
      let own = Set(Reader.words(of: Array(pronouns.unicodeScalars)).map(\.plain))
      if own.contains("any") || own.contains("all") { return nil }
      let isFemale = !own.isDisjoint(with: ["she", "her", "hers"])
      let isMale = !own.isDisjoint(with: ["he", "him", "his"])
      guard isFemale || isMale else { return false }
      return gender == nil ? nil : gender == .female ? isFemale : isMale
    }
    let near = named(near: range, reading).map { people[$0] }.filter { $0.gender != nil }
    let sure = (near + protected).first { fits($0) == true }
    // Somebody else of that gender may be meant whose gender is known, or does not matter.
    let known = people.filter { $0.gender == nil && !$0.isRecipient && fits($0) == true }
    if sure == nil, !known.isEmpty { return nil }
    let mattering = people.filter { $0.party.genderMatters && fits($0) != false }
    if !mattering.isEmpty, sure == nil { return nil }
    let about = sure ?? (near + protected).first { fits($0) == nil } ?? protected.first
    return Gendered(
      about: about?.about,
      suggestions: Self.neutral[word.plain]
        ?? (rule.offer.isEmpty ? ["they", "the person"] : rule.offer),
      severity: about?.gender ?? .warn)
  }

  /// Who is named right behind a title, or last before a pronoun, in this sentence or the one before.
  private func named(near range: Range<Int>, _ reading: Reading) -> [Int] {
    let words = reading.words
    func people(at place: Int) -> [Int]? {
      guard words[place].isSomebody else { return nil }
      return names.exact[words[place].plain]?.map(\.person)
    }
    let next = range.upperBound
    if next < words.count, words[next].sentence == words[range.lowerBound].sentence,
      let named = people(at: next)
    {
      return named
    }
    for place in (max(0, range.lowerBound - 25)..<range.lowerBound).reversed() {
      if words[place].sentence + 1 < words[range.lowerBound].sentence { break }
      if let named = people(at: place) { return named }
    }
    return []
  }

  /// Whether the words stand with the recipient's name, or in the greeting.
  private func isAboutRecipient(_ range: Range<Int>, _ reading: Reading) -> Bool {
    let words = reading.words
    let own = Set(
      names.parts.indices.filter { people[$0].isRecipient }.flatMap { names.parts[$0].joined() })
    let next = range.upperBound
    let isTitle = ["mr", "mrs", "ms", "miss", "sir", "madam", "ma"].contains(
      words[range.lowerBound].plain)
    if isTitle, next < words.count, own.contains(words[next].plain) { return true }
    let before = range.lowerBound - 1
    if before >= 0, words[before].plain == "dear", isTitle {
      return next >= words.count || words[next].line != words[before].line
        || !reading.gap(after: range.upperBound - 1).elementsEqual([" "])
    }
    return false
  }

  /// A word that is part of a name or a fixed expression, such as `Miss` in a title or `his` in a quoted work.
  private func isPartOfName(_ range: Range<Int>, _ reading: Reading) -> Bool {
    let words = reading.words
    let word = words[range.lowerBound]
    // “his or her”: both genders side by side tell none.
    for other in [range.lowerBound - 2, range.upperBound + 1]
    where words.indices.contains(other) && words[other].sentence == word.sentence {
      let plain = words[other].plain
      let isOpposite =
        (Self.female.contains(word.plain) && Self.male.contains(plain))
        || (Self.male.contains(word.plain) && Self.female.contains(plain))
      let isOr =
        (abs(other - range.lowerBound) == 2
          && ["or", "and"].contains(words[(other + range.lowerBound) / 2].plain))
      if isOpposite, isOr { return true }
    }
    let sentence = reading.sentenceStart(range.lowerBound)..<reading.sentenceEnd(range.lowerBound)
    if sentence.contains(where: { words[$0].plain.hasPrefix("pronoun") }) { return true }
    if word.plain == "miss", word.shape == .lower { return true }
    if word.plain == "ms" || word.plain == "mr", word.shape == .upper,
      reading.scalars.indices.contains(word.range.upperBound),
      reading.scalars[word.range.upperBound] != ".", range.upperBound < words.count,
      !words[range.upperBound].isCapitalized
    {
      return true
    }
    return false
  }
}
