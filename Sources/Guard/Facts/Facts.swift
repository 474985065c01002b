/// What somebody is in a case, or whom a message goes to.
package enum Role: String, CaseIterable, Sendable, Codable {
  case reporter, harmed, witness, reported, representative, moderator, organizer
  /// Everybody: a public statement. Only a recipient, never a party.
  case `public`
}

/// Somebody in a case, with everything by which they could be recognised.
package struct Party: Sendable, Hashable {
  package var role: Role
  package var names: [String]
  package var handles: [String]
  package var emails: [String]
  package var phones: [String]
  /// Such as `she/her`; nil when nobody knows.
  package var pronouns: String?
  package var employer: String?
  package var places: [String]
  /// Whether the gender of this person matters to the case, or they said that it may be told.
  package var genderMatters: Bool

  package init(
    role: Role, names: [String] = [], handles: [String] = [], emails: [String] = [],
    phones: [String] = [], pronouns: String? = nil, employer: String? = nil, places: [String] = [],
    genderMatters: Bool = false
  ) {
    self.role = role
    self.names = names
    self.handles = handles
    self.emails = emails
    self.phones = phones
    self.pronouns = pronouns
    self.employer = employer
    self.places = places
    self.genderMatters = genderMatters
  }
}

/// A text that only the handlers know.
package struct ConfidentialText: Sendable, Hashable {
  /// Where it comes from, such as `report` or `witness`.
  package var source: String
  package var text: String

  package init(source: String, text: String) {
    self.source = source
    self.text = text
  }
}

/// What a draft is held against: whom it goes to, who is in the case, when it happened, and what was said in confidence.
package struct Facts: Sendable, Hashable {
  package var recipient: Party
  package var parties: [Party]
  package var times: [IncidentTime]
  package var confidential: [ConfidentialText]

  package init(
    recipient: Party, parties: [Party] = [], times: [IncidentTime] = [],
    confidential: [ConfidentialText] = []
  ) {
    self.recipient = recipient
    self.parties = parties
    self.times = times
    self.confidential = confidential
  }

  /// The recipient where they stand among the parties: the first of the same role that shares a name, or the only one of that
  /// role when the recipient is given without a name.
  var placeOfRecipient: Int? {
    let same = parties.indices.filter { parties[$0].role == recipient.role }
    if recipient.names.isEmpty { return same.count == 1 ? same[0] : nil }
    let own = Set(recipient.names.map { Folding.key($0) })
    return same.first { place in
      parties[place].names.contains { own.contains(Folding.key($0)) }
    }
  }
}
