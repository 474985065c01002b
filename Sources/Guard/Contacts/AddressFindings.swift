extension Checker {
  /// Findings of addresses: mail, handles, numbers and links.
  func addressFindings(_ reading: Reading) -> [Finding] {
    let links = Links.find(in: reading.scalars)
    var findings = linkFindings(reading, links)
    findings += emailFindings(reading)
    findings += handleFindings(reading)
    findings += phoneFindings(reading)
    return findings
  }

  func finding(
    _ rule: Rule, _ range: Range<Int>, _ reading: Reading, person: Int?, severity: Severity? = nil,
    why: String, _ suggestions: [String]
  ) -> Finding {
    let own = person.map { people[$0] }
    return Finding(
      rule: rule, range: range, excerpt: reading.excerpt(range), about: own?.about,
      severity: severity ?? own?.details ?? .warn, why: why, suggestions: suggestions)
  }

  // MARK: Handles

  private func handleFindings(_ reading: Reading) -> [Finding] {
    guard !addresses.handles.isEmpty else { return [] }
    var findings: [Finding] = []
    let words = reading.words
    for place in words.indices {
      var key = ""
      for end in place..<min(place + addresses.handleWordsMax, words.count) {
        if end > place {
          let gap = reading.gap(after: end - 1)
          guard gap.count <= 3, words[end].line == words[place].line else { break }
        }
        key += words[end].plain
        let range = words[place].range.lowerBound..<words[end].range.upperBound
        let plural =
          key.hasSuffix("s") && key.count > 5
          ? addresses.handles[String(key.dropLast())]?.first : nil
        guard
          let handle = addresses.handles[key]?.first ?? plural
            ?? disguised(words[place...end])
        else { continue }
        guard isMeant(handle, key, place...end, reading) else { continue }
        findings.append(
          finding(
            .handle, extended(range, reading), reading, person: handle.person,
            why:
              "This is the handle of \(Self.described(people[handle.person].party.role)); anybody can look it up.",
            Self.substitutes(for: people[handle.person].party.role)))
      }
    }
    return findings
  }

  /// The handle that words in disguise look like.
  private func disguised(_ words: ArraySlice<Word>) -> AddressIndex.Handle? {
    guard words.contains(where: \.isDisguised) else { return nil }
    let skeleton = words.map(\.skeleton).joined()
    guard !skeleton.isEmpty else { return nil }
    for (key, handles) in addresses.handles
    where LookAlikes.skeleton(key.unicodeScalars) == skeleton {
      return handles.first
    }
    return nil
  }

  /// Whether words that read as a handle are meant as one: with its sign, as one word, or telling by themselves.
  private func isMeant(
    _ handle: AddressIndex.Handle, _ key: String, _ range: ClosedRange<Int>, _ reading: Reading
  ) -> Bool {
    let start = reading.words[range.lowerBound].range.lowerBound
    let before = start > 0 ? reading.scalars[start - 1] : " "
    if before == "@" || before == "＠" || before == "/" || before == "~" { return true }
    let spaced = (range.lowerBound..<range.upperBound).contains { place in
      reading.gap(after: place).contains(" ")
    }
    if spaced {
      // Written out as words: `paper heron` for @paper_heron, but not words of everyday alone.
      return range.count == handle.wordCount
        && range.contains { !Everyday.isUsual(reading.words[$0].hash) }
        && reading.words[range.lowerBound].count > 1
    }
    if range.count > 1 { return true }
    let word = reading.words[range.lowerBound]
    return handle.isTelling
      || (word.isCapitalized && !word.startsSentence) || word.isDisguised
  }

  /// A handle with its sign, and with what belongs to it.
  private func extended(_ range: Range<Int>, _ reading: Reading) -> Range<Int> {
    var start = range.lowerBound
    if start > 0, ["@", "＠", "#", "~"].contains(reading.scalars[start - 1]) { start -= 1 }
    return start..<range.upperBound
  }

  // MARK: Mail

  private func emailFindings(_ reading: Reading) -> [Finding] {
    guard !addresses.emails.isEmpty else { return [] }
    var findings: [Finding] = []
    for spoken in SpokenEmails.find(in: reading) {
      let match = addresses.emails.first { email in
        Self.isSame(spoken.local, email.local)
          && (spoken.domain == email.domain || Self.isSame(spoken.domain, email.domain))
      }
      let near = addresses.emails.first { email in
        Self.isSame(spoken.local, email.local) && email.local.count >= 4
      }
      guard let found = match ?? near else { continue }
      findings.append(
        finding(
          .email, spoken.range, reading, person: found.person,
          why: "This is a mail address of \(Self.described(people[found.person].party.role)).",
          ["our address", "the address of the working group"]))
    }
    findings += localParts(reading, besides: findings)
    return findings
  }

  /// Addresses are the same whatever dots, dashes and additions after a plus they have.
  static func isSame(_ left: String, _ right: String) -> Bool {
    func bare(_ text: String) -> String {
      var bare = String(text.prefix { $0 != "+" }.filter { !".-_".contains($0) })
      for filler in ["nospam", "removethis", "spamfree", "remove"] where bare.contains(filler) {
        bare = bare.replacing(filler, with: "")
      }
      return bare
    }
    let (one, other) = (bare(left), bare(right))
    if one == other { return true }
    return LookAlikes.skeleton(one.unicodeScalars) == LookAlikes.skeleton(other.unicodeScalars)
      && !one.isEmpty
  }

  /// What stands before the sign, on its own, and domains that only one person has.
  private func localParts(_ reading: Reading, besides: [Finding]) -> [Finding] {
    var findings: [Finding] = []
    let taken = reading.marks(of: besides.map(\.range))
    for email in addresses.emails {
      let local = email.localWords
      let domainWords = email.domainWords
      for place in reading.words.indices where !taken[place] {
        if local.count >= 1, matches(local, at: place, reading, tight: true),
          local.count > 1 || local[0].contains(where: \.isNumber)
        {
          let range =
            reading.words[place].range
            .lowerBound..<reading.words[place + local.count - 1]
            .range.upperBound
          findings.append(
            finding(
              .email, range, reading, person: email.person,
              why:
                "This is the first half of the mail address of \(Self.described(people[email.person].party.role)).",
              ["our address"]))
        }
        if email.isOwnDomain, matches(domainWords, at: place, reading, tight: true) {
          let end = place + domainWords.count - 1
          findings.append(
            finding(
              .email,
              reading.words[place].range.lowerBound..<reading.words[end].range.upperBound, reading,
              person: email.person, severity: .warn,
              why:
                "This is the domain of a mail address of \(Self.described(people[email.person].party.role)).",
              ["our address"]))
        }
      }
    }
    return findings
  }

  private func matches(_ parts: [String], at place: Int, _ reading: Reading, tight: Bool) -> Bool {
    guard place + parts.count <= reading.words.count else { return false }
    for (offset, part) in parts.enumerated() {
      guard reading.words[place + offset].plain == part else { return false }
      if tight, offset > 0,
        reading.gap(after: place + offset - 1).count != 1
          || reading.gap(after: place + offset - 1).first == " "
      {
        return false
      }
    }
    return true
  }
}
