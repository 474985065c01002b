/// `nominateShepherd` and `shepherdNominated`: somebody is asked to own the case (rows H6, E1).
package struct ShepherdNomination: Hashable, Codable, Sendable {
  package var member: MemberID

  package init(member: MemberID) {
    self.member = member
  }
}

/// `acceptShepherding` and `shepherdAccepted`: whoever takes the case says first what could bias them (`Clause.H08.4`).
package struct BiasDeclaration: Hashable, Codable, Sendable {
  /// In words; nil or empty for none.
  package var biases: String?

  package init(biases: String? = nil) {
    self.biases = biases
  }
}

/// `settleBiases` and `biasesSettled`: another member says whether the declared biases matter.
package struct BiasSettlement: Hashable, Codable, Sendable {
  package var member: MemberID
  /// False: somebody else has to take the case.
  package var isFit: Bool
  package var reason: String

  package init(member: MemberID, isFit: Bool, reason: String) {
    self.member = member
    self.isFit = isFit
    self.reason = reason
  }
}

/// `handOverShepherding` and `shepherdingHandedOver`: the shepherd has no time, and asks another member.
package struct ShepherdHandOver: Hashable, Codable, Sendable {
  package var member: MemberID
  package var reason: String

  package init(member: MemberID, reason: String) {
    self.member = member
    self.reason = reason
  }
}

/// `settleConcern` and `concernSettled`: what the group makes of a concern that the reporter raised about the shepherd.
package struct ConcernSettlement: Hashable, Codable, Sendable {
  package var account: String
  package var keepsShepherd: Bool

  package init(account: String, keepsShepherd: Bool) {
    self.account = account
    self.keepsShepherd = keepsShepherd
  }
}
