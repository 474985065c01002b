/// What of a member stands in a text.
package enum Mention: String, Hashable, Codable, Sendable, CaseIterable {
  case fullName, givenName, familyName, otherName, handle, email
}

/// Finds members in what people write.
package enum Mentions {
  /// The members whose name, handle or address stands in the text, with all that was found of each.
  ///
  /// A greeting line and quoted history do not count. In doubt somebody counts as named: being left
  /// out until somebody else has looked is the safe side.
  package static func members(
    in text: String, profiles: [MemberProfile]
  ) -> [MemberID: Set<Mention>] { [:] }
}
