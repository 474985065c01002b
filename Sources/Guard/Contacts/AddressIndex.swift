/// Addresses, handles and numbers of the people of the facts, in the forms they are compared in.
struct AddressIndex: Sendable {
  struct Handle: Sendable {
    var person: Int
    /// Folded letters and digits, without signs.
    var key: String
    /// Whether it was written with an `@`, a `#` or a digit, so that it is hardly a word of its own.
    var isTelling: Bool
    var wordCount: Int
  }

  struct Email: Sendable {
    var person: Int
    var local: String
    var domain: String
    /// The words of both, folded.
    var localWords: [String]
    var domainWords: [String]
    /// Whether the domain tells who it is: no common word, and none of examples.
    var isOwnDomain: Bool

    init(person: Int, local: String, domain: String) {
      self.person = person
      self.local = local
      self.domain = domain
      localWords = Reader.words(of: Array(local.unicodeScalars)).map(\.plain)
      domainWords = Reader.words(of: Array(domain.unicodeScalars)).map(\.plain)
      isOwnDomain =
        !domainWords.contains("example")
        && domainWords.first.map { Everyday.contains(Stems.hash($0)) || $0.count < 5 } == false
    }
  }

  struct Phone: Sendable {
    var person: Int
    /// Digits, without the sign of a country code.
    var digits: [UInt8]
    /// Digits without a country code and its zero.
    var national: [UInt8]
  }

  private(set) var handles: [String: [Handle]] = [:]
  private(set) var emails: [Email] = []
  private(set) var phones: [Phone] = []
  private(set) var recipientKeys: Set<String> = []
  /// Links that stand in a confidential text, folded.
  private(set) var links: Set<String> = []
  /// File names that stand in a confidential text, folded.
  private(set) var handleWordsMax = 1

  init(_ people: [Person], facts: Facts) {
    for (number, person) in people.enumerated() {
      let party = person.party
      if person.isRecipient {
        for text in party.handles + party.emails { recipientKeys.insert(Folding.key(text)) }
        for text in party.names where text.first == "@" { recipientKeys.insert(Folding.key(text)) }
        continue
      }
      guard person.details != nil else { continue }
      for text in party.handles { add(handle: text, number) }
      for text in party.names where text.first == "@" { add(handle: text, number) }
      for text in party.emails {
        let parts = text.split(separator: "@")
        guard parts.count == 2 else { continue }
        emails.append(
          Email(
            person: number, local: Self.folded(String(parts[0])),
            domain: Self.folded(String(parts[1])))
        )
      }
      for text in party.phones { add(phone: text, number) }
    }
    for text in facts.confidential { links.formUnion(Links.keys(in: Array(text.text.utf8))) }
  }

  private mutating func add(handle text: String, _ person: Int) {
    let key = Folding.key(text)
    guard key.unicodeScalars.count >= 2 else { return }
    let words = Reader.words(of: Array(text.unicodeScalars))
    // Of an address on a network the first half is the handle; and people leave the number at its end out.
    var others: [String] = []
    let bare = text.drop { $0 == "@" }
    if let sign = bare.firstIndex(of: "@") { others.append(Folding.key(String(bare[..<sign]))) }
    if let hash = bare.firstIndex(of: "#") { others.append(Folding.key(String(bare[..<hash]))) }
    if let colon = bare.firstIndex(of: ":") { others.append(Folding.key(String(bare[..<colon]))) }
    var letters = key
    while let last = letters.last, last.isNumber { letters.removeLast() }
    if letters.count >= 6, letters.count < key.count { others.append(letters) }
    for other in others where other.count >= 3 {
      handles[other, default: []].append(
        Handle(person: person, key: other, isTelling: other.count >= 6, wordCount: 1))
    }
    let isPlainWord =
      words.count == 1 && !text.contains(where: \.isNumber)
      && Everyday.contains(words[0].hash)
    handles[key, default: []].append(
      Handle(person: person, key: key, isTelling: !isPlainWord, wordCount: words.count))
    handleWordsMax = max(handleWordsMax, words.count + 2)
  }

  private mutating func add(phone text: String, _ person: Int) {
    let all = text.utf8.filter { $0 >= 48 && $0 <= 57 }
    guard all.count >= 5 else { return }
    var national = all[...]
    if text.first == "+" {
      // The country code is what stands before the first space, or two digits.
      let first = text.dropFirst().prefix { $0.isNumber }.utf8.count
      national = all.dropFirst((1...3).contains(first) ? first : 2)
    } else if text.hasPrefix("00") {
      national = all.dropFirst(4)
    }
    while national.first == 48 { national = national.dropFirst() }
    phones.append(Phone(person: person, digits: Array(all), national: Array(national)))
  }

  /// An address in small letters, without accents, dots and dashes kept.
  static func folded(_ text: String) -> String {
    var folded: [Unicode.Scalar] = []
    for scalar in text.unicodeScalars {
      switch Folding.fold(scalar) {
      case .letters(let letters): folded += letters
      case .unseen: break
      case .separator: if scalar.isASCII, scalar != " " { folded.append(scalar) }
      }
    }
    return NameIndex.text(folded)
  }
}
