/// `recordDisclosure` and `disclosureRecorded`: something of who a person is was told to somebody who does not handle
/// the case, or will be (rows G5, E9, C1).
package struct Disclosure: Hashable, Codable, Sendable {
  /// Whose identity.
  package var party: PartyID
  /// What of it: the name, the address, what they saw.
  package var what: String
  /// To whom.
  package var recipient: String
  /// The same where it is a party of this case.
  package var recipientParty: PartyID?
  /// In which way: by a letter, by mail, in a call.
  package var way: String
  /// When it was, or will be.
  package var at: Moment
  package var ground: DisclosureGround
  /// Sequence of the entry of the permission that it rests on.
  package var permission: Int?
  /// The ground in words.
  package var reason: String?
  /// The recipient can reach them with it.
  package var passesContact: Bool?

  package init(
    party: PartyID, what: String, recipient: String, recipientParty: PartyID? = nil, way: String,
    at: Moment, ground: DisclosureGround, permission: Int? = nil, reason: String? = nil,
    passesContact: Bool? = nil
  ) {
    self.party = party
    self.what = what
    self.recipient = recipient
    self.recipientParty = recipientParty
    self.way = way
    self.at = at
    self.ground = ground
    self.permission = permission
    self.reason = reason
    self.passesContact = passesContact
  }
}

/// Why somebody's identity leaves the group of handlers.
package enum DisclosureGround: String, Codable, Sendable, CaseIterable {
  /// They allowed it in writing.
  case permission
  /// The investigation cannot do without it.
  case investigation
  /// Somebody's immediate safety.
  case safety
  /// The law requires it.
  case law
  /// To carry out what was decided; only of who was reported.
  case decision
  /// To end harm; only of who was reported.
  case endingHarm
  /// To answer what they said in public themselves; only of who was reported.
  case ownStatements
  /// Another reason that is written down; only of who was reported.
  case other

  /// Counts also for who reported, was harmed or saw it.
  package var countsForEverybody: Bool {
    switch self {
    case .permission, .investigation, .safety, .law: true
    case .decision, .endingHarm, .ownStatements, .other: false
    }
  }
}

/// A disclosure as it stands in the case.
package struct DisclosureInCase: Hashable, Sendable {
  /// Sequence of its entry.
  package var number: Int
  package var content: Disclosure
  package var by: Actor
  package var recordedAt: Moment
}

extension Case {
  /// Whether a person's identity is guarded more than that of who was only ever reported: who reported, was harmed, saw
  /// it, or speaks for somebody.
  package func isProtected(_ party: PartyID) -> Bool {
    if party == reporterID { return true }
    return [PartyRole.reporter, .harmed, .witness, .representative].contains {
      wasEver($0, party)
    }
  }

  /// Whether something new may rest on a disclosure: the permission behind it was not taken back.
  package func stillHolds(_ disclosure: DisclosureInCase) -> Bool {
    guard disclosure.content.ground == .permission else { return true }
    return permissions.contains { $0.number == disclosure.content.permission && $0.stands }
  }

  /// Whether a party may be named to another one.
  func mayBeNamed(_ party: PartyID, to recipient: PartyID) -> Bool {
    disclosures.contains {
      $0.content.party == party && $0.content.recipientParty == recipient && stillHolds($0)
    }
  }
}
