// Measures in words of their own: what tells that one is about somebody who has to be heard first.

extension Case {
  /// Whether a text names somebody who was entered as reported.
  func namesAReportedPerson(_ text: String) -> Bool {
    let reported = parties.filter { wasEver(.reported, $0.id) }
    guard !reported.isEmpty else { return false }
    let profiles = reported.map {
      MemberProfile(
        id: MemberID($0.id.text), fullName: $0.displayName, otherNames: $0.names,
        handles: $0.handles, emails: $0.emails)
    }
    return !Mentions.members(in: text, profiles: profiles).isEmpty
  }
}

/// Words that say that somebody is kept out. English; whoever writes otherwise still names the person, or another
/// member calls the proposal severe.
enum ExcludingWords {
  private static let words: Set<String> = [
    "ban", "bans", "banned", "banning", "banish", "suspend", "suspends", "suspended", "suspension",
    "expel", "expels", "expelled", "expulsion", "exclude", "excludes", "excluded", "exclusion",
    "blocked", "kicked", "removal",
  ]

  /// Whether one of them stands in a text.
  static func stand(in text: String) -> Bool {
    Word.split(text).contains { words.contains(Folding.plain($0.text)) }
  }
}
