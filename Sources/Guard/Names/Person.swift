/// Somebody of the facts as the checker sees them: who they are, and what of them is to stay unknown to this recipient.
struct Person: Sendable {
  var party: Party
  var isRecipient: Bool
  /// What happens when the name stands in the draft; nil when it may.
  var name: Severity?
  /// What happens when something else than the name tells who it is.
  var details: Severity?
  /// What happens when the draft tells their gender.
  var gender: Severity?

  var about: String { party.role.rawValue }

  /// All people of the facts, the recipient among them.
  static func all(in facts: Facts) -> [Person] {
    let place = facts.placeOfRecipient
    var people: [Person] = []
    for (number, party) in facts.parties.enumerated() {
      if number == place {
        var own = party
        own.names += facts.recipient.names.filter { !party.names.contains($0) }
        people.append(recipient(own))
      } else {
        people.append(other(party, in: facts))
      }
    }
    if place == nil { people.append(recipient(facts.recipient)) }
    return people
  }

  private static func recipient(_ party: Party) -> Person {
    Person(party: party, isRecipient: true, name: nil, details: nil, gender: nil)
  }

  /// What the recipient may know of somebody else, as docs/guard.md tells it.
  private static func other(_ party: Party, in facts: Facts) -> Person {
    let isSource = [.reporter, .harmed, .witness].contains(party.role)
    var person = Person(
      party: party, isRecipient: false, name: isSource ? .block : .warn,
      details: isSource ? .block : .warn, gender: .warn)
    switch facts.recipient.role {
    case .reported: if !isSource { person.name = .warn }
    case .public: (person.name, person.details) = (.block, .block)
    case .reporter, .harmed, .witness, .representative, .moderator, .organizer:
      if party.role == .reported {
        // They know of whom it is spoken; what else could find that person, they do not need.
        person.name = facts.recipient.role == .witness ? .warn : nil
        person.gender = nil
      } else if !isSource {
        (person.name, person.gender) = (nil, nil)
      }
    }
    if party.genderMatters { person.gender = nil }
    return person
  }
}
