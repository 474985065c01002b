/// `recordSafety` and `safetyRecorded`: whether it goes on, and whether somebody is in danger (rows G9, E11).
package struct SafetyRecord: Hashable, Codable, Sendable {
  package var ongoing: Certainty
  /// Physical danger.
  package var danger: Certainty
  package var account: String

  package init(ongoing: Certainty, danger: Certainty, account: String) {
    self.ongoing = ongoing
    self.danger = danger
    self.account = account
  }
}

/// `actAtOnce` and `actedAtOnce`: what one member did before the group could agree (`Clause.E19.1`).
package struct UnilateralAct: Hashable, Codable, Sendable {
  package var ground: ActGround
  package var measures: [Measure]
  /// What was done, to whom, when.
  package var account: String
  /// Law enforcement or others who were called.
  package var agency: String?
  package var spokeForOrganization: Bool?

  package init(
    ground: ActGround, measures: [Measure], account: String, agency: String? = nil,
    spokeForOrganization: Bool? = nil
  ) {
    self.ground = ground
    self.measures = measures
    self.account = account
    self.agency = agency
    self.spokeForOrganization = spokeForOrganization
  }
}

/// `reportAct` and `actReported`: the act is put before the group, within the time of the policy.
package struct ActReport: Hashable, Codable, Sendable {
  /// Sequence of the act.
  package var act: Int
  package var account: String

  package init(act: Int, account: String) {
    self.act = act
    self.account = account
  }
}

/// `reviewAct` and `actReviewed`: what one eligible member says of an act. A majority that says the same settles it.
package struct ActReview: Hashable, Codable, Sendable {
  package var act: Int
  package var verdict: ActVerdict
  /// What shall hold instead; only to amend.
  package var measures: [Measure]?
  package var reason: String?

  package init(act: Int, verdict: ActVerdict, measures: [Measure]? = nil, reason: String? = nil) {
    self.act = act
    self.verdict = verdict
    self.measures = measures
    self.reason = reason
  }
}

/// `sendEmergencyNotice`: goes out at once, and is reviewed afterwards.
package struct EmergencyNotice: Hashable, Codable, Sendable {
  package var act: Int
  package var channel: ChannelID
  package var text: String
  /// Set by `Casework`.
  package var message: MessageReference?

  package init(act: Int, channel: ChannelID, text: String, message: MessageReference? = nil) {
    self.act = act
    self.channel = channel
    self.text = text
    self.message = message
  }
}

/// `reviewNotice` and `noticeReviewed`: a second member has read an emergency notice afterwards.
package struct NoticeReview: Hashable, Codable, Sendable {
  package var message: MessageReference
  /// What was found, and what follows from it.
  package var finding: String

  package init(message: MessageReference, finding: String) {
    self.message = message
    self.finding = finding
  }
}

/// Why one member may act before the group agrees (`Clause.E19.1`).
package enum ActGround: String, Codable, Sendable, CaseIterable {
  /// It is still going on.
  case ongoing
  /// Somebody's safety is threatened.
  case danger
}

/// What the group makes of an act.
package enum ActVerdict: String, Codable, Sendable, CaseIterable { case confirm, amend, reverse }
