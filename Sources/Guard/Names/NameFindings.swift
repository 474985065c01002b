extension Checker {
  func nameFindings(_ reading: Reading, isTaken: [Bool]) -> [Finding] {
    var finder = NameFinder(
      index: names, people: people, scalars: reading.scalars, words: reading.words, lists: lists,
      isTaken: isTaken)
    return finder.find().map { hit in
      let person = people[hit.person]
      var severity = person.name ?? .warn
      if hit.isDoubtful { severity = min(severity, .warn) }
      return Finding(
        rule: .name, range: hit.range, excerpt: reading.excerpt(hit.range), about: person.about,
        severity: severity, why: Self.why(hit.likeness, person),
        suggestions: Self.substitutes(for: person.party.role))
    }
  }

  private static func why(_ likeness: NameLikeness, _ person: Person) -> String {
    let who = described(person.party.role)
    return switch likeness {
    case .exact, .inflected, .joined: "This names \(who), whom the recipient is not told of."
    case .lookAlike:
      "This reads as the name of \(who), in letters that look alike or with something hidden between them."
    case .nickname: "People named like \(who) go by this name, so it could tell who is meant."
    case .otherScript: "This is how the name of \(who) is written in another script."
    case .sound: "This sounds like the name of \(who)."
    case .slip: "This is one slip of typing away from the name of \(who)."
    case .masked: "This can be completed to the name of \(who)."
    case .initials: "These are the initials of \(who), which may be enough to know them by."
    }
  }

  static func described(_ role: Role) -> String {
    switch role {
    case .reporter: "the person who reported"
    case .harmed: "the person who was harmed"
    case .witness: "a witness"
    case .reported: "the reported person"
    case .representative: "a representative"
    case .moderator: "a moderator"
    case .organizer: "an organizer"
    case .public: "somebody"
    }
  }

  /// Words that can stand in the place of a name.
  static func substitutes(for role: Role) -> [String] {
    switch role {
    case .reporter: ["a participant", "somebody who was there", "we were told"]
    case .harmed: ["the person concerned", "another participant", "a member of our community"]
    case .witness: ["somebody who was there", "people who were present"]
    case .reported: ["the person concerned", "a member of our community"]
    case .representative, .moderator, .organizer: ["somebody of the team", "the organizers"]
    case .public: ["somebody"]
    }
  }
}
