/// What of a member stands in a text.
package enum Mention: String, Hashable, Codable, Sendable, CaseIterable {
  case fullName, givenName, familyName, otherName, handle, email
}

/// Finds members in what people write.
package enum Mentions {
  /// The members whose name, handle or address stands in the text, with all that was found of each.
  ///
  /// Whole words; capitals, marks, width and script do not matter; neither do the signs between the parts
  /// of a name, handle or address ("name at example dot org"). A greeting line and quoted history do not
  /// count. In doubt somebody counts as named: being left out until somebody else has looked is the safe
  /// side. The time it takes grows with the text, hardly with the members.
  package static func members(
    in text: String, profiles: [MemberProfile]
  ) -> [MemberID: Set<Mention>] {
    Finder(profiles: profiles).members(in: text)
  }

  /// Searches many texts for the same members; making one costs as much as searching a short text.
  package struct Finder: Sendable {
    private let wanted: WantedNames
    private let ids: [MemberID]

    package init(profiles: [MemberProfile]) {
      var wanted = WantedNames()
      for (index, profile) in profiles.enumerated() { wanted.add(profile, at: index) }
      self.wanted = wanted
      ids = profiles.map(\.id)
    }

    /// As `Mentions.members(in:profiles:)`.
    package func members(in text: String) -> [MemberID: Set<Mention>] {
      let written = WrittenText.ofItsAuthor(text) { wanted.isPartOfName($0) }
      var found: [MemberID: Set<Mention>] = [:]
      for hit in wanted.hits(in: written) {
        found[ids[hit.profile], default: []].insert(hit.mention)
      }
      return found
    }
  }
}
