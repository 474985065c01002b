package import Identity

/// `R`: what the words of a receipt come down to. With them the look-up id of a report is found and the
/// keys of its reporter are made again; nothing of it is stored anywhere.
package struct Receipt: ~Copyable, Sendable {
  private let root: Secret
  private let organization: OrganizationID

  fileprivate init(_ organization: OrganizationID, root: consuming Secret) {
    self.organization = organization
    self.root = root
  }

  /// The keys of the reporter. The salt lies in the receipt row, so that a guess serves one receipt.
  ///
  /// - Parameter salt: 16 random bytes; when they are erased, the words lead nowhere.
  package func principalSeed(salt: Bytes) throws(VaultError) -> PrincipalSeed {
    var encoding = CanonicalEncoding(.receiptSeed, organization)
    encoding.add(salt)
    let key = try Sodium.subKey(of: root, context: .receipt, number: 2)
    return PrincipalSeed(
      secret: try Sodium.hash(key: key, Secret(copying: encoding.bytes), count: 32))
  }

  func lookUpKey() throws(VaultError) -> Secret {
    try Sodium.subKey(of: root, context: .receipt, number: 1)
  }
}

/// The words of a receipt or of a party's passphrase. They are a secret: the one way to see them is
/// `wordsToShowOnce()`.
package struct ReceiptWords: ~Copyable, Sendable {
  /// Two bytes for each word, big-endian.
  private let numbers: Secret
  private let list: WordList

  /// Draws words, each as likely as any other.
  package static func random(
    from list: WordList, count: Int = VaultLimits.receiptWordsUsual
  ) throws(VaultError) -> ReceiptWords {
    precondition(
      (VaultLimits.receiptWordsMin...VaultLimits.receiptWordsMax).contains(count),
      "A receipt has between six and twelve words.")
    var numbers = Bytes()
    for _ in 0..<count {
      let number = try Sodium.uniform(below: UInt32(list.words.count))
      numbers.append(UInt8(number >> 8))
      numbers.append(UInt8(number & 255))
    }
    return ReceiptWords(numbers: try Secret(wiping: &numbers), list: list)
  }

  /// From what somebody typed: lower-cased, split at anything but letters, checked against the list.
  ///
  /// - Throws: which word is unknown, or that there are too few or too many. Nothing was hashed then.
  package init(typed: String, from list: WordList) throws(ReceiptProblem) {
    guard typed.count <= VaultLimits.receiptTypedCharactersMax else { throw .tooManyWords }
    let pieces = typed.lowercased().split { !$0.isLetter }.map(String.init)
    var numbers = Bytes()
    var position = 0
    var wordNumber = 1
    while position < pieces.count {
      // A list may have a word with a hyphen, which was split; its parts are no words by themselves.
      if let number = list.number(of: pieces[position]) {
        numbers += [UInt8(number >> 8), UInt8(number & 255)]
        position += 1
      } else if position + 1 < pieces.count,
        let number = list.number(of: pieces[position] + pieces[position + 1])
      {
        numbers += [UInt8(number >> 8), UInt8(number & 255)]
        position += 2
      } else {
        throw .unknownWord(number: wordNumber, typed: pieces[position])
      }
      wordNumber += 1
    }
    guard numbers.count / 2 >= VaultLimits.receiptWordsMin else { throw .tooFewWords }
    guard numbers.count / 2 <= VaultLimits.receiptWordsMax else { throw .tooManyWords }
    do {
      self.init(numbers: try Secret(wiping: &numbers), list: list)
    } catch {
      throw .vault(error)
    }
  }

  private init(numbers: consuming Secret, list: WordList) {
    self.numbers = numbers
    self.list = list
  }

  /// The words, to be shown to the person once and to nobody else.
  package func wordsToShowOnce() -> [String] {
    let bytes = numbers.revealedBytes()
    return stride(from: 0, to: bytes.count, by: 2).map {
      list.words[Int(bytes[$0]) << 8 | Int(bytes[$0 + 1])]
    }
  }

  /// What the words come down to in this organization.
  package func receipt(_ organization: OrganizationID) throws(VaultError) -> Receipt {
    var encoding = CanonicalEncoding(.receipt, organization)
    encoding.add(text: list.identifier)
    return Receipt(organization, root: try encoding.secretDigest(ending: numbers))
  }

  // The resubmission row holds the words, sealed.
  func copyOfNumbers() throws(VaultError) -> Secret {
    try Secret(part: 0..<numbers.byteCount, of: numbers)
  }

  init(stored numbers: consuming Secret, list: WordList) throws(VaultError) {
    let bytes = numbers.revealedBytes()
    let known = stride(from: 0, to: bytes.count - 1, by: 2).allSatisfy {
      Int(bytes[$0]) << 8 | Int(bytes[$0 + 1]) < list.words.count
    }
    guard bytes.count.isMultiple(of: 2), known else { throw .malformed("receipt") }
    self.init(numbers: numbers, list: list)
  }
}

/// What is wrong with words that somebody typed. The typed word is theirs: it is shown to them alone and
/// never logged.
package enum ReceiptProblem: Error, Equatable, Sendable, CustomStringConvertible {
  /// Which word, counted from 1, is not in the list.
  case unknownWord(number: Int, typed: String)
  case tooFewWords
  case tooManyWords
  case vault(VaultError)

  package var description: String {
    switch self {
    case .unknownWord(let number, _): "Word \(number) of a receipt is not in the list."
    case .tooFewWords: "A receipt has too few words."
    case .tooManyWords: "A receipt has too many words."
    case .vault(let error): error.description
    }
  }
}

/// The words that receipts are made of.
///
/// Invariant: exactly `VaultLimits.wordListCount` different words of letters. A word with a hyphen is kept
/// without it.
package struct WordList: Sendable {
  /// Names the list in every hash: the words of one list mean nothing in another.
  package let identifier: String
  package let words: [String]
  private let numbers: [String: Int]

  /// - Throws: `malformed` unless there are exactly as many different words as there must be.
  package init(identifier: String, words: [String]) throws(VaultError) {
    var numbers: [String: Int] = [:]
    var plain: [String] = []
    for word in words {
      let word = word.lowercased().filter(\.isLetter)
      guard !word.isEmpty, numbers[word] == nil else { throw .malformed("word list") }
      numbers[word] = plain.count
      plain.append(word)
    }
    guard plain.count == VaultLimits.wordListCount else { throw .malformed("word list") }
    self.identifier = identifier
    self.words = plain
    self.numbers = numbers
  }

  func number(of word: String) -> Int? { numbers[word] }

  /// Words for a fingerprint or a checkpoint, for people to compare by voice: 12.9 bits each.
  package func words(for digest: Digest, count: Int) -> [String] {
    var remainder = digest.bytes
    return (0..<count).map { _ in
      // Long division of the hash, as one number, by the length of the list.
      var rest = 0
      for index in remainder.indices {
        let value = rest << 8 | Int(remainder[index])
        remainder[index] = UInt8(value / words.count)
        rest = value % words.count
      }
      return words[rest]
    }
  }
}
