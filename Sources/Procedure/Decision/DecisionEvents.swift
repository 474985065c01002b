/// One consequence in a proposal (rows G12, E13, R3, B15).
package struct Measure: Hashable, Codable, Sendable {
  /// Of the policy; nil for one that the policy does not list.
  package var measure: MeasureID?
  /// What it is, when the policy does not list it.
  package var title: String?
  /// How it makes the community safer, when the policy does not list it.
  package var makesSafer: String?
  /// Whom it concerns.
  package var party: PartyID?
  /// Where it is carried out; left out: everywhere.
  package var spaces: [SpaceID]?
  /// How long it lasts.
  package var days: Int?
  package var conditions: [String]?
  /// Behaviour that is expected from now on.
  package var modifications: [String]?
  /// Opportunities for repair.
  package var repairs: [String]?
  /// What meaningful accountability looks like here.
  package var guidance: String?
  /// Why lower rungs are skipped.
  package var skipReason: String?
  /// Of a request to stay away or to leave something be: what is expected.
  package var expectation: String?
  /// Of a request: what follows otherwise.
  package var consequence: String?

  package init(
    measure: MeasureID? = nil, title: String? = nil, makesSafer: String? = nil,
    party: PartyID? = nil, spaces: [SpaceID]? = nil, days: Int? = nil, conditions: [String]? = nil,
    modifications: [String]? = nil, repairs: [String]? = nil, guidance: String? = nil,
    skipReason: String? = nil, expectation: String? = nil, consequence: String? = nil
  ) {
    self.measure = measure
    self.title = title
    self.makesSafer = makesSafer
    self.party = party
    self.spaces = spaces
    self.days = days
    self.conditions = conditions
    self.modifications = modifications
    self.repairs = repairs
    self.guidance = guidance
    self.skipReason = skipReason
    self.expectation = expectation
    self.consequence = consequence
  }
}

/// `propose` and `proposalOpened`.
package struct Proposing: Hashable, Codable, Sendable {
  package var subject: ProposalSubject
  package var reasons: String
  package var isSevere: Bool?
  /// It needs legal action.
  package var isLegal: Bool?

  package init(
    subject: ProposalSubject, reasons: String, isSevere: Bool? = nil, isLegal: Bool? = nil
  ) {
    self.subject = subject
    self.reasons = reasons
    self.isSevere = isSevere
    self.isLegal = isLegal
  }
}

/// `amendProposal` and `proposalAmended`: a new version, and a new vote.
package struct ProposalAmending: Hashable, Codable, Sendable {
  /// Sequence of the proposal.
  package var proposal: Int
  package var subject: ProposalSubject
  package var reasons: String
  package var isSevere: Bool?
  package var isLegal: Bool?

  package init(
    proposal: Int, subject: ProposalSubject, reasons: String, isSevere: Bool? = nil,
    isLegal: Bool? = nil
  ) {
    self.proposal = proposal
    self.subject = subject
    self.reasons = reasons
    self.isSevere = isSevere
    self.isLegal = isLegal
  }
}

/// `withdrawProposal` and `proposalWithdrawn`.
package struct ProposalWithdrawal: Hashable, Codable, Sendable {
  package var proposal: Int
  package var reason: String

  package init(proposal: Int, reason: String) {
    self.proposal = proposal
    self.reason = reason
  }
}

/// `vote` and `voted`; a later word replaces the earlier.
package struct Vote: Hashable, Codable, Sendable {
  package var proposal: Int
  package var version: Int
  package var choice: Choice
  /// Needed to object.
  package var reason: String?

  package init(proposal: Int, version: Int, choice: Choice, reason: String? = nil) {
    self.proposal = proposal
    self.version = version
    self.choice = choice
    self.reason = reason
  }
}

/// `flagSevere` and `severityFlagged`: one eligible member asks for a majority.
package struct SeverityFlag: Hashable, Codable, Sendable {
  package var proposal: Int
  package var severity: Severity
  package var reason: String

  package init(proposal: Int, severity: Severity, reason: String) {
    self.proposal = proposal
    self.severity = severity
    self.reason = reason
  }
}

/// `clearFlag` and `flagClearingAgreed`: one member agrees to clear the flag; a majority clears it.
package struct FlagClearing: Hashable, Codable, Sendable {
  package var proposal: Int
  package var reason: String

  package init(proposal: Int, reason: String) {
    self.proposal = proposal
    self.reason = reason
  }
}

/// What a member says of a proposal.
package enum Choice: String, Codable, Sendable, CaseIterable { case agree, object, abstain }

/// Why a proposal needs a majority besides.
package enum Severity: String, Codable, Sendable, CaseIterable { case severe, legal }

/// What a reconsideration ends with.
package enum ReconsiderationVerdict: String, Codable, Sendable, CaseIterable {
  case upheld, changed, sentBack
}

/// What a proposal is about.
package enum ProposalSubject: Hashable, Sendable {
  /// What shall follow; empty for no further action.
  case resolution([Measure])
  /// Whether somebody is readmitted whose measure (its number) ends only so; or, granted without a request, that any
  /// other measure ends before its time.
  case readmission(measure: Int, isGranted: Bool)
  /// What the board makes of a request for reconsideration; measures when it changes the decision.
  case reconsideration(ReconsiderationVerdict, [Measure])
  /// The case shall follow another version of the policy; its hash in hexadecimal.
  case policy(address: String)

  /// The stable names.
  package enum Kind: String, Codable, Sendable, CaseIterable {
    case resolution, readmission, reconsideration, policy
  }

  /// Which of them it is.
  package var kind: Kind {
    switch self {
    case .resolution: .resolution
    case .readmission: .readmission
    case .reconsideration: .reconsideration
    case .policy: .policy
    }
  }

  /// Whether two subjects are put to the members about the same matter.
  func isAbout(_ other: ProposalSubject) -> Bool {
    if case .readmission(let mine, _) = self, case .readmission(let theirs, _) = other {
      return mine == theirs
    }
    return kind == other.kind
  }

  /// The measures it holds, if it can hold any.
  package var measures: [Measure] {
    switch self {
    case .resolution(let measures), .reconsideration(_, let measures): measures
    case .readmission, .policy: []
    }
  }
}

extension ProposalSubject: Codable {
  private enum Key: String, CodingKey { case kind, measures, measure, isGranted, verdict, address }

  package init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: Key.self)
    switch try container.decode(Kind.self, forKey: .kind) {
    case .resolution:
      self = .resolution(try container.decodeIfPresent([Measure].self, forKey: .measures) ?? [])
    case .readmission:
      self = .readmission(
        measure: try container.decode(Int.self, forKey: .measure),
        isGranted: try container.decode(Bool.self, forKey: .isGranted))
    case .reconsideration:
      self = .reconsideration(
        try container.decode(ReconsiderationVerdict.self, forKey: .verdict),
        try container.decodeIfPresent([Measure].self, forKey: .measures) ?? [])
    case .policy: self = .policy(address: try container.decode(String.self, forKey: .address))
    }
  }

  package func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: Key.self)
    try container.encode(kind, forKey: .kind)
    switch self {
    case .resolution(let measures): try container.encode(measures, forKey: .measures)
    case .readmission(let measure, let isGranted):
      try container.encode(measure, forKey: .measure)
      try container.encode(isGranted, forKey: .isGranted)
    case .reconsideration(let verdict, let measures):
      try container.encode(verdict, forKey: .verdict)
      try container.encode(measures, forKey: .measures)
    case .policy(let address): try container.encode(address, forKey: .address)
    }
  }
}
