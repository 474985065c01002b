extension Checker {
  func linkFindings(_ reading: Reading, _ links: [Links.Link]) -> [Finding] {
    links.compactMap { link in
      if let person = person(in: link) {
        return finding(
          .link, link.range, reading, person: person,
          why:
            "This \(link.isFile ? "file name" : "link") holds the name or handle of \(Self.described(people[person].party.role)).",
          link.isFile
            ? ["rename the file", "“the attached picture”"]
            : ["say what it shows, without the link"])
      }
      let bare = link.key.split(whereSeparator: { "/#?".contains($0) })
      if addresses.recipientKeys.contains(where: { $0.count >= 4 && link.key.contains($0) }) {
        return nil
      }
      if isOfTheRules(link.isFile ? String(link.key.split(separator: "/").last ?? "") : link.key),
        !link.isFile || !link.key.contains(where: \.isNumber)
      {
        return nil
      }
      if addresses.links.contains(link.key), bare.count > 1 || link.isFile {
        return finding(
          .link, link.range, reading, person: firstSource, severity: .block,
          why:
            "This \(link.isFile ? "file" : "link") stands in a confidential text, so that it shows where the information comes from.",
          ["say what it shows, without the link"])
      }
      if link.isFile {
        if Self.isOfTheProject(link.key) { return nil }
        return finding(
          .link, link.range, reading, person: firstSource, severity: .warn,
          why: "The name of a file can tell who made it, when and on which device.",
          ["“the attached picture”", "rename the file"])
      }
      if Links.isPermalink(link.key) {
        return finding(
          .link, link.range, reading, person: firstSource, severity: .warn,
          why: "This leads to one message, and with it to its time and the people around it.",
          ["“your posts in the channel”", "say what was written, without the link"])
      }
      if Links.isProfile(link.key) {
        return finding(
          .link, link.range, reading, person: firstSource, severity: .warn,
          why: "This leads to the page of a person.", ["leave the link out"])
      }
      return nil
    }
  }

  /// Whose trail it most likely is: the first of those who are protected most.
  var firstSource: Int? {
    people.firstIndex { $0.details == .block } ?? people.firstIndex { $0.details != nil }
  }

  /// Files that every project has.
  private static func isOfTheProject(_ key: String) -> Bool {
    let name = key.split(separator: "/").last.map(String.init) ?? key
    let stem = name.prefix { $0 != "." }
    return [
      "readme", "contributing", "changelog", "license", "index", "settings", "package",
      "requirements", "setup", "authors", "security", "agenda", "schedule", "minutes", "map",
      "form", "template",
    ].contains(String(stem))
  }

  private func isOfTheRules(_ key: String) -> Bool {
    [
      "conduct", "policy", "policies", "guideline", "code-of", "rules", "covenant", "enforcement",
      "reporting", "faq", "privacy", "appeal",
    ]
    .contains { key.contains($0) }
  }

  /// Whose handle or name a link holds.
  private func person(in link: Links.Link) -> Int? {
    let words = Reader.words(of: Array(link.key.unicodeScalars))
    let host = link.key.prefix { $0 != "/" && $0 != "?" && $0 != ":" }
    for email in addresses.emails where host == email.domain || host.hasSuffix("." + email.domain) {
      let isShared =
        ["example.org", "example.com", "example.net"].contains(email.domain)
        || addresses.emails.contains { $0.domain == email.domain && $0.person != email.person }
      if !isShared { return email.person }
    }
    for place in words.indices {
      var key = ""
      for end in place..<min(place + addresses.handleWordsMax, words.count) {
        key += words[end].plain
        if let handle = addresses.handles[key]?.first,
          handle.isTelling || end > place || key.count >= 5
        {
          return handle.person
        }
      }
      let word = words[place]
      guard word.count >= 3, !Everyday.contains(word.hash) || word.count >= 4 else { continue }
      let entries =
        (names.exact[word.plain] ?? [])
        + (Everyday.contains(word.hash) ? [] : NameLookup.entries(word, in: names))
      let isOwn = entries.contains { people[$0.person].isRecipient }
      if !isOwn,
        let entry = entries.first(where: {
          people[$0.person].details != nil && $0.likeness <= .joined
        })
      {
        return entry.person
      }
    }
    return nil
  }
}
