/// `reportToBoard` and `boardReported`: what the chair answers to the board with (rows G14, E15, R6).
package struct BoardReport: Hashable, Codable, Sendable {
  package var text: String
  /// Through whom it goes: who holds the role that the policy names for it, or else a chair; the program fills it in. Nil
  /// where nobody who handles the case does.
  package var through: MemberID?

  package init(text: String, through: MemberID? = nil) {
    self.text = text
    self.through = through
  }
}

/// `oversightRequested`: a board member asks to read for oversight (row E8).
package struct OversightRequest: Hashable, Codable, Sendable {
  package var reason: String

  package init(reason: String) {
    self.reason = reason
  }
}

/// `grantOversight` and `oversightGranted`; `declineOversight` and `oversightDeclined`.
package struct OversightGrant: Hashable, Codable, Sendable {
  package var member: MemberID
  package var reason: String

  package init(member: MemberID, reason: String) {
    self.member = member
    self.reason = reason
  }
}

/// `recordReconsiderationRequest` and `reconsiderationRequested` (rows G17, R8).
package struct ReconsiderationRequest: Hashable, Codable, Sendable {
  package var party: PartyID
  package var account: String
  /// Where the request lies, when it came through a channel.
  package var message: MessageReference?

  package init(party: PartyID, account: String, message: MessageReference? = nil) {
    self.party = party
    self.account = account
    self.message = message
  }
}
