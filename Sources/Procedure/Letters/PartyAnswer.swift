/// `partyAnswered`: a party gave one of the answers that their page offers. It arrives without anybody reading it.
package struct PartyAnswer: Hashable, Codable, Sendable {
  package var party: PartyID
  package var message: MessageReference
  package var answer: ArrivingAnswer

  package init(party: PartyID, message: MessageReference, answer: ArrivingAnswer) {
    self.party = party
    self.message = message
    self.answer = answer
  }
}

/// What a party can say with a button of their page; their words lie in the message beside it.
package enum ArrivingAnswer: Hashable, Sendable {
  /// What they think of the planned resolution; `proposal` as their message said.
  case consultation(proposal: Int, ConsultationAnswer)
  /// A reported person answers what they were asked.
  case hearing
  /// About the shepherd they were told of.
  case concern
  case reconsideration
  case readmission(measure: Int)
  /// Whether somebody took revenge.
  case retaliation(Bool)
  /// They take the report back; the group decides what follows.
  case withdrawal
  /// They want no more messages.
  case stopContact
  case resumeContact
  /// Whether they allow something; `question` is the place of the message in their conversation that asked.
  case permission(PermissionKind, isGiven: Bool, question: Int? = nil)
  /// They take back what they allowed on that question, or everything that they ever allowed.
  case takeBack(question: Int? = nil)
}

/// What somebody says of a planned resolution.
package enum ConsultationAnswer: String, Codable, Sendable, CaseIterable {
  case acceptable, notAcceptable, noOpinion
}

extension ArrivingAnswer: Codable {
  private enum Key: String, CodingKey { case kind, proposal, answer, measure, permission, question }

  /// The stable names.
  package enum Kind: String, Codable, Sendable, CaseIterable {
    case consultation, hearing, concern, reconsideration, readmission, retaliation, withdrawal
    case stopContact, resumeContact, permission, takeBack
  }

  /// Which of the answers it is.
  package var kind: Kind {
    switch self {
    case .consultation: .consultation
    case .hearing: .hearing
    case .concern: .concern
    case .reconsideration: .reconsideration
    case .readmission: .readmission
    case .retaliation: .retaliation
    case .withdrawal: .withdrawal
    case .stopContact: .stopContact
    case .resumeContact: .resumeContact
    case .permission: .permission
    case .takeBack: .takeBack
    }
  }

  package init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: Key.self)
    switch try container.decode(Kind.self, forKey: .kind) {
    case .consultation:
      self = .consultation(
        proposal: try container.decode(Int.self, forKey: .proposal),
        try container.decode(ConsultationAnswer.self, forKey: .answer))
    case .hearing: self = .hearing
    case .concern: self = .concern
    case .reconsideration: self = .reconsideration
    case .readmission:
      self = .readmission(measure: try container.decode(Int.self, forKey: .measure))
    case .retaliation: self = .retaliation(try container.decode(Bool.self, forKey: .answer))
    case .withdrawal: self = .withdrawal
    case .stopContact: self = .stopContact
    case .resumeContact: self = .resumeContact
    case .permission:
      self = .permission(
        try container.decode(PermissionKind.self, forKey: .permission),
        isGiven: try container.decode(Bool.self, forKey: .answer),
        question: try container.decodeIfPresent(Int.self, forKey: .question))
    case .takeBack:
      self = .takeBack(question: try container.decodeIfPresent(Int.self, forKey: .question))
    }
  }

  package func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: Key.self)
    try container.encode(kind, forKey: .kind)
    switch self {
    case .consultation(let proposal, let answer):
      try container.encode(proposal, forKey: .proposal)
      try container.encode(answer, forKey: .answer)
    case .readmission(let measure): try container.encode(measure, forKey: .measure)
    case .retaliation(let isSo): try container.encode(isSo, forKey: .answer)
    case .permission(let permission, let isGiven, let question):
      try container.encode(permission, forKey: .permission)
      try container.encode(isGiven, forKey: .answer)
      try container.encodeIfPresent(question, forKey: .question)
    case .takeBack(let question): try container.encodeIfPresent(question, forKey: .question)
    case .hearing, .concern, .reconsideration, .withdrawal, .stopContact, .resumeContact: break
    }
  }
}
