/// Something a person asks to be done in a case. The JSON form is the API:
/// `{"command": "acknowledge", "kind": "needsDecision", "text": "…"}`.
///
/// `message` fields name where `Casework` will write the text in the same transaction; it sets them
/// before `Case.decide`, and whatever came from outside in them is thrown away.
package enum Command: Hashable, Sendable {
  case declare(Declare)
  case admit(Admit)
  case clearNamedMember(Admit)
  case writeCard(WriteCard)
  case nameParty(NameParty)
  case correctParty(CorrectParty)
  case linkPerson(LinkPerson)
  case escalateToBoard(GiveReason)
  case acknowledge(Acknowledge)
  case writeMessage(WriteMessage)
  case placeMail(PlaceMail)
  case writeNote(WriteNote)
  case correctNote(CorrectNote)
  case setAside(SetAside)
  case takeBack(GiveReason)
  case notifyAgency(NotifyAgency)
  case notifyNoAgency(GiveReason)

  /// The member at the gate; `{"conflict": false}` or `{"conflict": true, "ground": "employer", "note": "…"}`.
  package struct Declare: Hashable, Codable, Sendable {
    package var conflict: Bool
    package var ground: GroundID?
    package var note: String?
    package init(conflict: Bool, ground: GroundID? = nil, note: String? = nil) {
      self.conflict = conflict
      self.ground = ground
      self.note = note
    }
  }

  /// A member is let in after somebody looked.
  package struct Admit: Hashable, Codable, Sendable {
    package var member: MemberID
    package var reason: String
    package init(member: MemberID, reason: String) {
      self.member = member
      self.reason = reason
    }
  }

  /// The names for those who have not declared yet.
  package struct WriteCard: Hashable, Codable, Sendable {
    package var reported: [String]
    package var witnesses: [String]
    package init(reported: [String], witnesses: [String]) {
      self.reported = reported
      self.witnesses = witnesses
    }
  }

  /// A person is entered. `Casework` draws the id when there is none.
  package struct NameParty: Hashable, Codable, Sendable {
    package var party: PartyID?
    package var role: PartyRole
    package var displayName: String
    package var names: [String]?
    package var handles: [String]?
    package var emails: [String]?
    package init(
      party: PartyID?, role: PartyRole, displayName: String, names: [String]? = nil,
      handles: [String]? = nil, emails: [String]? = nil
    ) {
      self.party = party
      self.role = role
      self.displayName = displayName
      self.names = names
      self.handles = handles
      self.emails = emails
    }
  }

  /// A wrong entry is mended; lists that are left out stay as they were.
  package struct CorrectParty: Hashable, Codable, Sendable {
    package var party: PartyID
    package var role: PartyRole
    package var displayName: String
    package var names: [String]?
    package var handles: [String]?
    package var emails: [String]?
    package var reason: String
    package init(
      party: PartyID, role: PartyRole, displayName: String, names: [String]? = nil,
      handles: [String]? = nil, emails: [String]? = nil, reason: String
    ) {
      self.party = party
      self.role = role
      self.displayName = displayName
      self.names = names
      self.handles = handles
      self.emails = emails
      self.reason = reason
    }
  }

  /// Only a reason.
  package struct GiveReason: Hashable, Codable, Sendable {
    package var reason: String
    package init(reason: String) { self.reason = reason }
  }

  /// The personal acknowledgement. Without `text` the template of the policy is sent as it stands.
  package struct Acknowledge: Hashable, Codable, Sendable {
    package var kind: AcknowledgementKind
    package var text: String?
    /// Set by `Casework`; nil where no channel leads to the reporter.
    package var message: MessageReference?
    package init(
      kind: AcknowledgementKind, text: String? = nil, message: MessageReference? = nil
    ) {
      self.kind = kind
      self.text = text
      self.message = message
    }
  }

  /// A message into a channel: `answer` or `update`.
  package struct WriteMessage: Hashable, Codable, Sendable {
    package var channel: ChannelID
    package var text: String
    package var kind: MessageKind?
    /// Set by `Casework`.
    package var message: MessageReference?
    package init(
      channel: ChannelID, text: String, kind: MessageKind? = nil, message: MessageReference? = nil
    ) {
      self.channel = channel
      self.text = text
      self.kind = kind
      self.message = message
    }
  }

  /// A mail that was put aside goes into a channel.
  package struct PlaceMail: Hashable, Codable, Sendable {
    package var mail: MessageReference
    package var channel: ChannelID
    /// Set by `Casework`.
    package var placedAs: MessageReference?
    package init(
      mail: MessageReference, channel: ChannelID, placedAs: MessageReference? = nil
    ) {
      self.mail = mail
      self.channel = channel
      self.placedAs = placedAs
    }
  }

  /// Markdown.
  package struct WriteNote: Hashable, Codable, Sendable {
    package var text: String
    package init(text: String) { self.text = text }
  }

  /// `note` is the sequence of the note.
  package struct CorrectNote: Hashable, Codable, Sendable {
    package var note: Int
    package var text: String
    package init(note: Int, text: String) {
      self.note = note
      self.text = text
    }
  }

  /// `reason` is one of the policy's.
  package struct SetAside: Hashable, Codable, Sendable {
    package var reason: SetAsideReasonID
    package var note: String?
    package init(reason: SetAsideReasonID, note: String? = nil) {
      self.reason = reason
      self.note = note
    }
  }

  /// Which agency was notified, and how.
  package struct NotifyAgency: Hashable, Codable, Sendable {
    package var agency: String
    package var how: String
    package init(agency: String, how: String) {
      self.agency = agency
      self.how = how
    }
  }
}

extension Command: Codable {
  private enum Key: String, CodingKey { case command }

  /// The stable names of the API.
  package enum Name: String, Codable, CaseIterable, Sendable {
    case declare, admit, clearNamedMember, writeCard, nameParty, correctParty, linkPerson
    case escalateToBoard
    case acknowledge, writeMessage, placeMail, writeNote, correctNote, setAside, takeBack
    case notifyAgency, notifyNoAgency
  }

  /// The stable name of this command.
  package var name: Name {
    switch self {
    case .declare: .declare
    case .admit: .admit
    case .clearNamedMember: .clearNamedMember
    case .writeCard: .writeCard
    case .nameParty: .nameParty
    case .correctParty: .correctParty
    case .linkPerson: .linkPerson
    case .escalateToBoard: .escalateToBoard
    case .acknowledge: .acknowledge
    case .writeMessage: .writeMessage
    case .placeMail: .placeMail
    case .writeNote: .writeNote
    case .correctNote: .correctNote
    case .setAside: .setAside
    case .takeBack: .takeBack
    case .notifyAgency: .notifyAgency
    case .notifyNoAgency: .notifyNoAgency
    }
  }

  package init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: Key.self)
    self =
      switch try container.decode(Name.self, forKey: .command) {
      case .declare: .declare(try Declare(from: decoder))
      case .admit: .admit(try Admit(from: decoder))
      case .clearNamedMember: .clearNamedMember(try Admit(from: decoder))
      case .writeCard: .writeCard(try WriteCard(from: decoder))
      case .nameParty: .nameParty(try NameParty(from: decoder))
      case .correctParty: .correctParty(try CorrectParty(from: decoder))
      case .linkPerson: .linkPerson(try LinkPerson(from: decoder))
      case .escalateToBoard: .escalateToBoard(try GiveReason(from: decoder))
      case .acknowledge: .acknowledge(try Acknowledge(from: decoder))
      case .writeMessage: .writeMessage(try WriteMessage(from: decoder))
      case .placeMail: .placeMail(try PlaceMail(from: decoder))
      case .writeNote: .writeNote(try WriteNote(from: decoder))
      case .correctNote: .correctNote(try CorrectNote(from: decoder))
      case .setAside: .setAside(try SetAside(from: decoder))
      case .takeBack: .takeBack(try GiveReason(from: decoder))
      case .notifyAgency: .notifyAgency(try NotifyAgency(from: decoder))
      case .notifyNoAgency: .notifyNoAgency(try GiveReason(from: decoder))
      }
  }

  package func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: Key.self)
    try container.encode(name, forKey: .command)
    switch self {
    case .declare(let payload): try payload.encode(to: encoder)
    case .admit(let payload), .clearNamedMember(let payload): try payload.encode(to: encoder)
    case .writeCard(let payload): try payload.encode(to: encoder)
    case .nameParty(let payload): try payload.encode(to: encoder)
    case .correctParty(let payload): try payload.encode(to: encoder)
    case .linkPerson(let payload): try payload.encode(to: encoder)
    case .escalateToBoard(let payload), .takeBack(let payload), .notifyNoAgency(let payload):
      try payload.encode(to: encoder)
    case .acknowledge(let payload): try payload.encode(to: encoder)
    case .writeMessage(let payload): try payload.encode(to: encoder)
    case .placeMail(let payload): try payload.encode(to: encoder)
    case .writeNote(let payload): try payload.encode(to: encoder)
    case .correctNote(let payload): try payload.encode(to: encoder)
    case .setAside(let payload): try payload.encode(to: encoder)
    case .notifyAgency(let payload): try payload.encode(to: encoder)
    }
  }
}
