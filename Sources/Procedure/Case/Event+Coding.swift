extension Event {
  /// The stable names, as stored and as shown by the API.
  package enum Name: String, Codable, CaseIterable, Sendable {
    case reportReceived, membersAsked, memberKeptOut, declared, releasedBySilence, admitted
    case namedMemberCleared, cardWritten, channelOpened, partyNamed, partyCorrected, personLinked
    case escalatedToBoard, messageArrived, messageSent, mailPutAside, mailPlaced, acknowledged
    case noteWritten, noteCorrected, setAside, takenBack, agencyNotified, agencyNotNotified
  }

  /// The stable name of this event.
  package var name: Name {
    switch self {
    case .reportReceived: .reportReceived
    case .membersAsked: .membersAsked
    case .memberKeptOut: .memberKeptOut
    case .declared: .declared
    case .releasedBySilence: .releasedBySilence
    case .admitted: .admitted
    case .namedMemberCleared: .namedMemberCleared
    case .cardWritten: .cardWritten
    case .channelOpened: .channelOpened
    case .partyNamed: .partyNamed
    case .partyCorrected: .partyCorrected
    case .personLinked: .personLinked
    case .escalatedToBoard: .escalatedToBoard
    case .messageArrived: .messageArrived
    case .messageSent: .messageSent
    case .mailPutAside: .mailPutAside
    case .mailPlaced: .mailPlaced
    case .acknowledged: .acknowledged
    case .noteWritten: .noteWritten
    case .noteCorrected: .noteCorrected
    case .setAside: .setAside
    case .takenBack: .takenBack
    case .agencyNotified: .agencyNotified
    case .agencyNotNotified: .agencyNotNotified
    }
  }

  private var payload: any Encodable {
    switch self {
    case .reportReceived(let payload): payload
    case .membersAsked(let payload): payload
    case .memberKeptOut(let payload): payload
    case .declared(let payload): payload
    case .releasedBySilence(let payload): payload
    case .admitted(let payload): payload
    case .namedMemberCleared(let payload): payload
    case .cardWritten(let payload): payload
    case .channelOpened(let payload): payload
    case .partyNamed(let payload): payload
    case .partyCorrected(let payload): payload
    case .personLinked(let payload): payload
    case .escalatedToBoard(let payload): payload
    case .messageArrived(let payload): payload
    case .messageSent(let payload): payload
    case .mailPutAside(let payload): payload
    case .mailPlaced(let payload): payload
    case .acknowledged(let payload): payload
    case .noteWritten(let payload): payload
    case .noteCorrected(let payload): payload
    case .setAside(let payload): payload
    case .takenBack(let payload): payload
    case .agencyNotified(let payload): payload
    case .agencyNotNotified(let payload): payload
    }
  }
}

extension Event: Codable {
  private enum Key: String, CodingKey { case event, form }

  /// The newest form of every event that this program writes.
  private static let newestForm = 1

  /// Throws `DecodingError` for an unknown name, or a form newer than this program.
  package init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: Key.self)
    let name = try container.decode(Name.self, forKey: .event)
    let form = try container.decodeIfPresent(Int.self, forKey: .form) ?? 1
    guard (1...Self.newestForm).contains(form) else {
      throw DecodingError.dataCorruptedError(
        forKey: .form, in: container,
        debugDescription: "\(name.rawValue) in form \(form) was written by a newer version")
    }
    self =
      switch name {
      case .reportReceived: .reportReceived(try Report(from: decoder))
      case .membersAsked: .membersAsked(try Asking(from: decoder))
      case .memberKeptOut: .memberKeptOut(try KeepingOut(from: decoder))
      case .declared: .declared(try DeclarationMade(from: decoder))
      case .releasedBySilence: .releasedBySilence(try Release(from: decoder))
      case .admitted: .admitted(try Admission(from: decoder))
      case .namedMemberCleared: .namedMemberCleared(try Admission(from: decoder))
      case .cardWritten: .cardWritten(try Card(from: decoder))
      case .channelOpened: .channelOpened(try ChannelOpening(from: decoder))
      case .partyNamed: .partyNamed(try Party(from: decoder))
      case .partyCorrected: .partyCorrected(try PartyCorrection(from: decoder))
      case .personLinked: .personLinked(try PersonLinking(from: decoder))
      case .escalatedToBoard: .escalatedToBoard(try Escalation(from: decoder))
      case .messageArrived: .messageArrived(try MessageArrival(from: decoder))
      case .messageSent: .messageSent(try MessageSending(from: decoder))
      case .mailPutAside: .mailPutAside(try MailAside(from: decoder))
      case .mailPlaced: .mailPlaced(try MailPlacing(from: decoder))
      case .acknowledged: .acknowledged(try Acknowledgement(from: decoder))
      case .noteWritten: .noteWritten(try Note(from: decoder))
      case .noteCorrected: .noteCorrected(try NoteCorrection(from: decoder))
      case .setAside: .setAside(try SettingAside(from: decoder))
      case .takenBack: .takenBack(try TakingBack(from: decoder))
      case .agencyNotified: .agencyNotified(try AgencyNotice(from: decoder))
      case .agencyNotNotified: .agencyNotNotified(try Reason(from: decoder))
      }
  }

  package func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: Key.self)
    try container.encode(name, forKey: .event)
    try container.encode(Self.newestForm, forKey: .form)
    try payload.encode(to: encoder)
  }
}

extension KeptOutBecause: Codable {
  private enum Key: String, CodingKey { case kind, places, message }
  private enum Kind: String, Codable {
    case leftOutByReporter, namedInText, namedInLaterMessage, notChosen
  }

  package init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: Key.self)
    switch try container.decode(Kind.self, forKey: .kind) {
    case .leftOutByReporter: self = .leftOutByReporter
    case .namedInText:
      self = .namedInText(places: try container.decode([String].self, forKey: .places))
    case .namedInLaterMessage:
      self = .namedInLaterMessage(try container.decode(MessageReference.self, forKey: .message))
    case .notChosen: self = .notChosen
    }
  }

  package func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: Key.self)
    switch self {
    case .leftOutByReporter: try container.encode(Kind.leftOutByReporter, forKey: .kind)
    case .namedInText(let places):
      try container.encode(Kind.namedInText, forKey: .kind)
      try container.encode(places, forKey: .places)
    case .namedInLaterMessage(let message):
      try container.encode(Kind.namedInLaterMessage, forKey: .kind)
      try container.encode(message, forKey: .message)
    case .notChosen: try container.encode(Kind.notChosen, forKey: .kind)
    }
  }
}

extension Declaration: Codable {
  private enum Key: String, CodingKey { case kind, ground, note }
  private enum Kind: String, Codable { case noConflict, conflict }

  package init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: Key.self)
    switch try container.decode(Kind.self, forKey: .kind) {
    case .noConflict: self = .noConflict
    case .conflict:
      self = .conflict(
        ground: try container.decodeIfPresent(GroundID.self, forKey: .ground),
        note: try container.decodeIfPresent(String.self, forKey: .note))
    }
  }

  package func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: Key.self)
    switch self {
    case .noConflict: try container.encode(Kind.noConflict, forKey: .kind)
    case .conflict(let ground, let note):
      try container.encode(Kind.conflict, forKey: .kind)
      try container.encodeIfPresent(ground, forKey: .ground)
      try container.encodeIfPresent(note, forKey: .note)
    }
  }
}
