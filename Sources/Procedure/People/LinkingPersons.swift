/// Payload of `personLinked`: a party of the case is a person who has a dossier. A later one for the same party
/// takes the place of the earlier.
package struct PersonLinking: Hashable, Codable, Sendable {
  package var party: PartyID
  package var person: PersonID
  package init(party: PartyID, person: PersonID) {
    self.party = party
    self.person = person
  }
}

/// Which person a party is, and since when.
package struct PersonLink: Hashable, Sendable {
  package var person: PersonID
  /// Of the event that says so.
  package var sequence: Int
}

extension Command {
  /// A reported party is a person known from other cases. Without a person a new one is made: `Casework` draws it.
  package struct LinkPerson: Hashable, Codable, Sendable {
    package var party: PartyID
    package var person: PersonID?
    package init(party: PartyID, person: PersonID? = nil) {
      self.party = party
      self.person = person
    }
  }
}

extension Case {
  func linkPerson(_ link: Command.LinkPerson, _ rules: Rules) throws(Refusal) -> Event {
    let party = try rules.party(link.party)
    try rules.isReported(party)
    let person = try rules.personIsNew(link.person, for: party)
    return .personLinked(PersonLinking(party: party.id, person: person))
  }

  mutating func foldLinking(_ linking: PersonLinking, _ recorded: RecordedEvent) {
    guard parties.contains(where: { $0.id == linking.party }) else { return }
    persons[linking.party] = PersonLink(person: linking.person, sequence: recorded.sequence)
  }
}

extension Rules {
  /// Who reported, was harmed or saw it is not kept in mind across cases.
  func isReported(_ party: Party) throws(Refusal) {
    try require(
      .onlyReportedPersons, party.role == .reported,
      "Only somebody who was reported is kept in mind across cases.",
      "If the role is wrong, correct the entry first.")
  }

  /// Structural: without a person there is nothing to link, and the same link says nothing new.
  func personIsNew(_ person: PersonID?, for party: Party) throws(Refusal) -> PersonID {
    guard let person, subject.persons[party.id]?.person != person else {
      throw refusal(
        .partyIsKnown, "This party is linked to that person already.", "Nothing has to be done.")
    }
    return person
  }
}
