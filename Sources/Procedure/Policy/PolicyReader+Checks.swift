/// What only a policy needs: identifiers, addresses, references between sections.
extension ObjectReader {
  /// A short name: lower-case letters, digits and dashes.
  mutating func identifier(_ key: String, _ meaning: String) -> String {
    let text = text(key, meaning)
    let fits =
      text.utf8.count <= Limits.identifierCharactersMax
      && text.utf8.allSatisfy { byte in
        (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte)
          || (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) || byte == UInt8(ascii: "-")
      }
    if !fits {
      fault(
        .outOfRange, key, wrong: "“\(text.prefix(80))” is not a short name",
        right: "small letters a to z, digits and dashes, at most \(Limits.identifierCharactersMax)")
    }
    return text
  }

  /// The id of a clause as the community writes it, or null.
  mutating func optionalIdentifier(_ key: String, _ meaning: String) -> String? {
    guard let text = optionalText(key, meaning) else { return nil }
    if !text.isEmpty, !MemberID.isAcceptable(text) {
      fault(
        .outOfRange, key, wrong: "“\(text.prefix(80))” is not the id of a clause",
        right: "letters, digits, dots and dashes, or null where the documents say nothing")
    }
    return text
  }

  /// A name in one line, without braces.
  mutating func name(_ key: String, _ meaning: String) -> String {
    let text = text(key, meaning)
    if text.contains(where: { $0 == "{" || $0 == "}" || $0.isNewline }) {
      fault(
        .outOfRange, key, wrong: "a name holds a brace or a line break", right: "one plain line")
    } else if text.unicodeScalars.count > Limits.nameScalarsMax {
      fault(
        .outOfRange, key, wrong: "a name has \(text.unicodeScalars.count) characters",
        right: "at most \(Limits.nameScalarsMax)")
    }
    return text
  }

  /// A mail address.
  mutating func address(_ key: String, _ meaning: String) -> String {
    let text = text(key, meaning)
    if !text.isEmpty, !Self.isAddress(text) {
      fault(
        .outOfRange, key, wrong: "“\(text.prefix(80))” is not a mail address",
        right: "write it like conduct@example.org")
    }
    return text
  }

  /// A mail address, or null.
  mutating func optionalAddress(_ key: String, _ meaning: String) -> String? {
    if case .null = optional(key)?.value { return nil }
    return address(key, meaning + ", or null")
  }

  private static func isAddress(_ text: String) -> Bool {
    let parts = text.split(separator: "@", omittingEmptySubsequences: false)
    guard parts.count == 2, text.utf8.count <= 254 else { return false }
    let labels = parts[1].split(separator: ".", omittingEmptySubsequences: false)
    let plain: (Substring) -> Bool = { part in
      !part.isEmpty
        && part.unicodeScalars.allSatisfy {
          !$0.properties.isWhitespace && !"<>()[]{},;:\\\"".unicodeScalars.contains($0)
        }
    }
    return plain(parts[0]) && labels.count >= 2 && labels.allSatisfy(plain)
  }

  /// An https address.
  mutating func webAddress(_ key: String, _ meaning: String) -> String {
    let text = text(key, meaning)
    let rest = text.dropFirst("https://".count)
    let fits =
      text.hasPrefix("https://") && rest.first.map { $0 != "/" } == true
      && text.unicodeScalars.allSatisfy {
        $0.value > 0x20 && $0.value < 0x7F && !"<>\"{}|\\^`".unicodeScalars.contains($0)
      }
    if !text.isEmpty, !fits {
      fault(
        .outOfRange, key, wrong: "“\(text.prefix(80))” is not a secure web address",
        right: "write it like https://example.org/conduct/")
    }
    return text
  }

  /// Language tags such as `en` or `pt-BR`.
  mutating func languages(_ key: String, _ meaning: String) -> [String] {
    var languages: [String] = []
    for element in elements(key, meaning) {
      guard case .text(let tag) = element.node.value, Self.isLanguageTag(tag) else {
        collector.add(
          .outOfRange, path: element.path, at: element.node.offset,
          wrong: "this is not a language tag", right: "write it like \"en\" or \"pt-BR\"")
        continue
      }
      languages.append(tag)
    }
    checkUnique(key, languages)
    return languages
  }

  private static func isLanguageTag(_ text: String) -> Bool {
    let parts = text.split(separator: "-", omittingEmptySubsequences: false)
    guard let first = parts.first, (2...3).contains(first.count) else { return false }
    return parts.allSatisfy { part in
      (1...8).contains(part.count) && part.allSatisfy { $0.isASCII && ($0.isLetter || $0.isNumber) }
    }
  }

  /// Names of things that stand elsewhere in the file.
  mutating func references<ID: Identifier>(
    _ key: String, to known: [ID], _ meaning: String
  ) -> [ID] {
    var references: [ID] = []
    for element in elements(key, countMin: 0, meaning) {
      guard case .text(let text) = element.node.value else {
        collector.add(
          .wrongType, path: element.path, at: element.node.offset,
          wrong: "\(element.node.value.kindForPeople) stands here", right: "a name in quotes")
        continue
      }
      // A list that is missing was said once.
      if !known.isEmpty, !known.contains(ID(text)) {
        let near = Spelling.nearest(to: text, among: known.map(\.text))
        collector.add(
          .danglingReference, path: element.path, at: element.node.offset,
          wrong: "nothing is called “\(text)”",
          right: near.map { "did you mean “\($0)”?" }
            ?? "one of \(known.map(\.text).joined(separator: ", "))")
      }
      references.append(ID(text))
    }
    checkUnique(key, references.map(\.text))
    return references
  }

  /// No name twice in a list.
  func checkUnique(_ key: String, _ names: [String]) {
    var first: [String: Int] = [:]
    for (index, name) in names.enumerated() where !name.isEmpty {
      if let before = first[name] {
        collector.add(
          .duplicate, path: "\(path(of: key))[\(index)]", at: offset(of: key, element: index),
          wrong: "“\(name)” is already the name of \(key)[\(before)]",
          right: "give each a name of its own")
      } else {
        first[name] = index
      }
    }
  }

  /// What holds between the roles.
  func checkRoles(_ roles: [Policy.Role]) {
    guard !roles.isEmpty else { return }
    if !roles.contains(where: { $0.isChair && $0.seat == .member && $0.readsCases }) {
      fault(
        .contradiction, "roles", wrong: "no role of the group is a chair that reads cases",
        right: "one role with seat: \"member\", readsCases: true, chair: true")
    }
    if !roles.contains(where: { $0.seat == .board && $0.readsCases }) {
      fault(
        .contradiction, "roles", wrong: "no role of the board reads cases",
        right: "one role with seat: \"board\", readsCases: true: reports about everybody go there")
    }
    for (index, role) in roles.enumerated() {
      guard role.takesDirectReports, !role.readsCases || role.seat == .board else { continue }
      collector.add(
        .contradiction, path: "\(path(of: "roles"))[\(index)].takesDirectReports",
        at: offset(of: "roles", element: index),
        wrong: "“\(role.id)” takes direct reports but is no member who reads cases",
        right: "set it to false, or readsCases: true and seat: \"member\"")
    }
  }

  /// Direct reports to roles need a role that takes them.
  func checkDirectReports(_ intake: Policy.IntakeRules, roles: [Policy.Role]) {
    guard intake.directReports == .roles, !roles.isEmpty,
      !roles.contains(where: \.takesDirectReports)
    else { return }
    collector.add(
      .contradiction, path: "intake.directReports", at: offset(of: "intake"),
      wrong: "direct reports go to roles, and no role takes them",
      right: "takesDirectReports: true for a role, or “anyMember” or “nobody” here")
  }

  func offset(of key: String, element: Int) -> Int? {
    guard let node = node(of: key), case .list(let list) = node.value, element < list.count else {
      return offset(of: key)
    }
    return list[element].offset
  }

  /// At the top, a section of a later version is told apart from a slip.
  mutating func finishTopLevel() {
    for key in Policy.sectionsOfLaterVersions {
      guard optional(key) != nil else { continue }
      fault(
        .unknownKey, key, wrong: "this version does not read the section “\(key)”",
        right: "leave it out; what is not read must not look as if it held")
    }
    finish()
  }
}

extension Policy {
  /// Sections whose place in the file is kept for rules that are not built yet.
  static let sectionsOfLaterVersions = [
    "disclosures", "retention", "statistics", "screening", "programs",
  ]
}
