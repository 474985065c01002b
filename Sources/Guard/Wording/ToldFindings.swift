extension Checker {
  /// Notes the words by which parties of the case are named or reached; those who handle it are left out, since everybody may write to them.
  func noteParties(in reading: inout Reading, found findings: [Finding]) {
    let parties: Set<Role> = [.reporter, .harmed, .witness, .reported]
    let marks = reading.marks(
      of: findings.filter { parties.map(\.rawValue).contains($0.about) && $0.rule != .link }
        .map(\.range))
    let words = reading.words
    reading.note { place in
      if marks[place] { return true }
      guard words[place].isCapitalized, let named = names.exact[words[place].plain] else {
        return false
      }
      return named.contains {
        !people[$0.person].isRecipient && parties.contains(people[$0.person].party.role)
      } && !Everyday.contains(words[place].hash)
    }
  }

  /// Findings of words that count only when the confidential texts use them, too.
  func toldFindings(
    _ matches: [(rule: WordRule, range: Range<Int>)], _ reading: Reading
  ) -> [Finding] {
    guard !matches.isEmpty else { return [] }
    let words = reading.words
    func spoken(_ range: Range<Int>) -> [UInt64] {
      range.filter { !words[$0].isSomebody }.map { words[$0].hash }.filter {
        !lists.stop.contains($0)
      }
    }
    let wanted = Set(matches.flatMap { spoken($0.range) })
    let told = ToldWords(wanted, in: confidential.sources.map(\.hashes), owners: owners)
    return matches.compactMap { rule, range in
      if rule.told == .compared, confidential.sources.isEmpty { return made(rule, range, reading) }
      let spoken = spoken(range)
      let telling = spoken.filter { !lists.usual.contains($0) && told.contains($0) }
      // Two usual words tell something where they stand together in both texts.
      guard !telling.isEmpty || told.containsTogether(spoken) else { return nil }
      return made(rule, range, reading, about: telling.compactMap { told.owner(of: $0) }.first)
    }
  }

  /// The people who may be described, by the words of their names; the reported person stands in every sentence of a report.
  private var owners: [UInt64: Int] {
    var owners: [UInt64: Int] = [:]
    for (person, parts) in names.parts.enumerated()
    where !people[person].isRecipient && people[person].details != nil
      && [.reporter, .harmed, .witness].contains(people[person].party.role)
    {
      for part in parts.joined() { owners[Stems.hash(part)] = person }
    }
    return owners
  }
}

/// Which of some words stand in texts, found in one pass over them.
struct ToldWords {
  /// With the person whose name stands nearest, within a few words.
  private var told: [UInt64: Int?] = [:]
  /// How often each word stands there.
  private var counts: [UInt64: Int] = [:]
  /// Words that stand within five words of each other, in the order of the text.
  private var together: Set<Pair> = []

  /// How far a name and a word that describes its bearer may stand apart.
  private static let reach = 6

  private struct Pair: Hashable {
    var one: UInt64
    var other: UInt64
  }

  init(_ wanted: Set<UInt64>, in texts: [[UInt64]], owners: [UInt64: Int]) {
    guard !wanted.isEmpty else { return }
    for text in texts {
      var lastOwner: (person: Int, place: Int)?
      var waiting: [(hash: UInt64, place: Int)] = []
      var last: [(hash: UInt64, place: Int)] = []
      for (place, hash) in text.enumerated() {
        if let person = owners[hash] {
          for word in waiting where place - word.place <= Self.reach { told[word.hash] = person }
          waiting = []
          lastOwner = (person, place)
        } else if wanted.contains(hash) {
          counts[hash, default: 0] += 1
          last.removeAll { place - $0.place > 5 }
          for near in last { together.insert(Pair(one: near.hash, other: hash)) }
          last.append((hash, place))
          if (told[hash] ?? nil) != nil { continue }
          if let owner = lastOwner, place - owner.place <= Self.reach {
            told[hash] = owner.person
          } else {
            told.updateValue(nil, forKey: hash)
            waiting.append((hash, place))
          }
        }
      }
    }
  }

  /// Whether a word stands there, and not so often that it says nothing about anybody in particular.
  func contains(_ hash: UInt64) -> Bool {
    (1...GuardLimits.tellingTimesMax).contains(counts[hash] ?? 0)
  }

  func owner(of hash: UInt64) -> Int? { told[hash] ?? nil }

  /// Whether two different ones of these words stand near each other, in this order.
  func containsTogether(_ words: [UInt64]) -> Bool {
    words.indices.contains { place in
      words[(place + 1)...].contains {
        $0 != words[place] && together.contains(Pair(one: words[place], other: $0))
      }
    }
  }
}
