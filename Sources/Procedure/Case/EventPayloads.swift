/// Which group somebody sits in for this case.
package enum Seat: String, Codable, Sendable, CaseIterable {
  case member, board
  /// Helps on a named case and never votes.
  case adviser
  /// Of the board, to read for oversight and nothing else.
  case oversight
}

/// Why a member may not read.
package enum KeptOutBecause: Hashable, Sendable {
  /// The reporter asked for it.
  case leftOutByReporter
  /// Their name, handle or address stands in the report; in which fields of the form.
  case namedInText(places: [String])
  /// A later message names them; until somebody else has looked.
  case namedInLaterMessage(MessageReference)
  /// The reporter wrote to other members directly.
  case notChosen
  /// They were entered as somebody whom the case is about; until somebody else has looked.
  case namedAsParty
  /// A handler knows something that speaks against them; until somebody else has looked.
  case heldBackByHandler(MemberID, reason: String)
}

/// What a member says at the gate.
package enum Declaration: Hashable, Sendable {
  case noConflict
  /// A ground of the policy and a note may be given; neither has to be.
  case conflict(ground: GroundID?, note: String?)
  /// May speak and not vote, where the policy knows that.
  case softConflict(ground: GroundID?, note: String?)
}

/// Payload of `membersAsked`.
package struct Asking: Hashable, Codable, Sendable {
  package var members: [MemberID]
  package var seat: Seat
  package init(members: [MemberID], seat: Seat) {
    self.members = members
    self.seat = seat
  }
}

/// Payload of `memberKeptOut`.
package struct KeepingOut: Hashable, Codable, Sendable {
  package var member: MemberID
  /// The seat they would have had.
  package var seat: Seat
  package var because: KeptOutBecause
  package init(member: MemberID, seat: Seat = .member, because: KeptOutBecause) {
    self.member = member
    self.seat = seat
    self.because = because
  }
}

/// Payload of `declared`.
package struct DeclarationMade: Hashable, Codable, Sendable {
  package var member: MemberID
  package var declaration: Declaration
  package init(member: MemberID, declaration: Declaration) {
    self.member = member
    self.declaration = declaration
  }
}

/// Payload of `releasedBySilence` and `memberLeft`.
package struct Release: Hashable, Codable, Sendable {
  package var member: MemberID
  package init(member: MemberID) { self.member = member }
}

/// Payload of `admitted` and `namedMemberCleared`.
package struct Admission: Hashable, Codable, Sendable {
  package var member: MemberID
  package var reason: String
  /// The seat they take; nil for a member of the group.
  package var seat: Seat?
  package init(member: MemberID, reason: String, seat: Seat? = nil) {
    self.member = member
    self.reason = reason
    self.seat = seat
  }
}

/// Payload of `cardWritten`: the names that members see before they declare.
package struct Card: Hashable, Codable, Sendable {
  package var reported: [String]
  package var witnesses: [String]
  /// Only with the reporter's consent.
  package var reporter: String?
  package init(reported: [String], witnesses: [String], reporter: String? = nil) {
    self.reported = reported
    self.witnesses = witnesses
    self.reporter = reporter
  }
}

/// Payload of `channelOpened`.
package struct ChannelOpening: Hashable, Codable, Sendable {
  package var channel: ChannelID
  package var party: PartyID
  /// How it leads there; left out of the channel that a report begins with.
  package var way: ChannelWay?
  /// Who reads there for the party, if not they themselves.
  package var reader: String?
  package init(
    channel: ChannelID, party: PartyID, way: ChannelWay? = nil, reader: String? = nil
  ) {
    self.channel = channel
    self.party = party
    self.way = way
    self.reader = reader
  }
}

/// Payload of `partyNamed`: a person in the case.
package struct Party: Hashable, Codable, Sendable {
  package var id: PartyID
  package var role: PartyRole
  /// How handlers call this person in the case.
  package var displayName: String
  /// Other names: real names, nicknames, pseudonyms.
  package var names: [String]
  package var handles: [String]
  package var emails: [String]
  package var phones: [String]
  /// Where they live, work or come from: by which somebody could be recognised.
  package var places: [String]
  package var employer: String?
  /// Such as `she/her`.
  package var pronouns: String?

  /// What a reporter is called who gave no name: the word for their role, by which nobody is recognised.
  package static let unnamedReporter = "Reporter"

  package init(
    id: PartyID, role: PartyRole, displayName: String, names: [String] = [],
    handles: [String] = [], emails: [String] = [], phones: [String] = [], places: [String] = [],
    employer: String? = nil, pronouns: String? = nil
  ) {
    self.id = id
    self.role = role
    self.displayName = displayName
    self.names = names
    self.handles = handles
    self.emails = emails
    self.phones = phones
    self.places = places
    self.employer = employer
    self.pronouns = pronouns
  }

  private enum CodingKeys: String, CodingKey {
    case id, role, displayName, names, handles, emails, phones, places, employer, pronouns
  }

  package init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    id = try container.decode(PartyID.self, forKey: .id)
    role = try container.decode(PartyRole.self, forKey: .role)
    displayName = try container.decode(String.self, forKey: .displayName)
    names = try container.decodeIfPresent([String].self, forKey: .names) ?? []
    handles = try container.decodeIfPresent([String].self, forKey: .handles) ?? []
    emails = try container.decodeIfPresent([String].self, forKey: .emails) ?? []
    phones = try container.decodeIfPresent([String].self, forKey: .phones) ?? []
    places = try container.decodeIfPresent([String].self, forKey: .places) ?? []
    employer = try container.decodeIfPresent(String.self, forKey: .employer)
    pronouns = try container.decodeIfPresent(String.self, forKey: .pronouns)
  }

  /// Writes what was always written; what came later only where somebody entered it.
  package func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encode(id, forKey: .id)
    try container.encode(role, forKey: .role)
    try container.encode(displayName, forKey: .displayName)
    try container.encode(names, forKey: .names)
    try container.encode(handles, forKey: .handles)
    try container.encode(emails, forKey: .emails)
    try container.encodeIfPresent(phones.isEmpty ? nil : phones, forKey: .phones)
    try container.encodeIfPresent(places.isEmpty ? nil : places, forKey: .places)
    try container.encodeIfPresent(employer, forKey: .employer)
    try container.encodeIfPresent(pronouns, forKey: .pronouns)
  }
}

/// What a person is in a case.
package enum PartyRole: String, Codable, Sendable, CaseIterable {
  case reporter, harmed, reported, witness, representative
  /// Somebody who leads elsewhere and may be informed: organizers, moderators, other groups.
  case leader
}

/// Payload of `partyCorrected`.
package struct PartyCorrection: Hashable, Codable, Sendable {
  /// The entry as it should have been; its id says which party.
  package var party: Party
  package var reason: String
  package init(party: Party, reason: String) {
    self.party = party
    self.reason = reason
  }
}

/// Payload of `escalatedToBoard`.
package struct Escalation: Hashable, Codable, Sendable {
  package var because: EscalationBecause
  /// In words; empty when a rule did it.
  package var reason: String
  package init(because: EscalationBecause, reason: String = "") {
    self.because = because
    self.reason = reason
  }
}

/// Why the board has the case.
package enum EscalationBecause: String, Codable, Sendable, CaseIterable {
  /// Nobody in the group was left when the report came in.
  case nobodyLeftAtIntake
  /// Everybody in the group has a conflict, was kept out or is held back.
  case nobodyLeft
  /// Fewer cleared members than the policy asks for when the gate's window closed.
  case tooFewCleared
  /// The handlers decided it.
  case handlersDecided
  /// Neither consensus nor a sufficient majority in time.
  case noDecision
  /// A party asked the board to reconsider.
  case reconsideration
}

/// Payload of `messageArrived`.
package struct MessageArrival: Hashable, Codable, Sendable {
  package var message: MessageReference
  package var from: PartyID?
  package init(message: MessageReference, from: PartyID?) {
    self.message = message
    self.from = from
  }
}

/// Payload of `messageSent`.
package struct MessageSending: Hashable, Codable, Sendable {
  package var message: MessageReference
  package var kind: MessageKind
  /// The draft it was, when a second member had to read it first.
  package var draft: Int?
  /// The act it tells of at once, when it is an emergency notice.
  package var act: Int?
  /// What the party is asked to allow.
  package var asks: PermissionRequest?
  package init(
    message: MessageReference, kind: MessageKind, draft: Int? = nil, act: Int? = nil,
    asks: PermissionRequest? = nil
  ) {
    self.message = message
    self.kind = kind
    self.draft = draft
    self.act = act
    self.asks = asks
  }
}

/// What a message to a party is; deadlines end by it.
package enum MessageKind: String, Codable, Sendable, CaseIterable {
  /// The program's own receipt, at once.
  case automaticReceipt
  /// The first personal answer.
  case acknowledgement
  /// An answer in substance.
  case answer
  /// A question, anything else.
  case update
  case shepherdIntroduced
  /// It takes longer, and until when.
  case delay
  /// The planned resolution, and the question what the party thinks of it.
  case consultation
  /// What was decided and will be done.
  case decision
  /// The case is closed.
  case closing
  /// Whether somebody took revenge.
  case retaliationQuestion
  /// A reported person is asked for their side.
  case hearing
  /// A letter to a reported person, in four parts.
  case letter
  /// Sent at once, read by a second member afterwards.
  case emergencyNotice
  /// To leaders, moderators, organizers: what they need to decide themselves.
  case information
  /// An apology that is passed on.
  case apology
  /// An apology is accepted in somebody's name.
  case apologyAccepted
  /// Somebody is asked to allow something.
  case permissionQuestion
  /// What is published.
  case publicStatement
}

/// Payload of `mailPutAside`.
package struct MailAside: Hashable, Codable, Sendable {
  /// Where the mail lies.
  package var mail: MessageReference
  package var because: AsideBecause
  package init(mail: MessageReference, because: AsideBecause) {
    self.mail = mail
    self.because = because
  }
}

/// Why a mail was not placed by itself.
package enum AsideBecause: String, Codable, Sendable, CaseIterable {
  case senderNotKnown, possiblyForged, severalChannels, channelClosed, unreadable
}

/// Payload of `mailPlaced`.
package struct MailPlacing: Hashable, Codable, Sendable {
  package var mail: MessageReference
  /// Where it stands now.
  package var placedAs: MessageReference
  package var from: PartyID?
  package init(mail: MessageReference, placedAs: MessageReference, from: PartyID?) {
    self.mail = mail
    self.placedAs = placedAs
    self.from = from
  }
}

/// Which of the two letters of acknowledgement was sent.
package enum AcknowledgementKind: String, Codable, Sendable, CaseIterable {
  case needsDecision
  /// Somebody has already handled it: filed for the record, closed without a decision.
  case alreadyHandled
}

/// Payload of `acknowledged`.
package struct Acknowledgement: Hashable, Codable, Sendable {
  package var kind: AcknowledgementKind
  /// The message; nil says on the record that there is no way to the reporter.
  package var message: MessageReference?
  package init(kind: AcknowledgementKind, message: MessageReference?) {
    self.kind = kind
    self.message = message
  }
}

/// Payload of `noteWritten`.
package struct Note: Hashable, Codable, Sendable {
  /// Markdown.
  package var text: String
  package init(text: String) { self.text = text }
}

/// Payload of `noteCorrected`.
package struct NoteCorrection: Hashable, Codable, Sendable {
  /// Sequence of the note's own `noteWritten`.
  package var note: Int
  package var text: String
  package init(note: Int, text: String) {
    self.note = note
    self.text = text
  }
}

/// Payload of `setAside`.
package struct SettingAside: Hashable, Codable, Sendable {
  package var reason: SetAsideReasonID
  package var note: String
  package init(reason: SetAsideReasonID, note: String) {
    self.reason = reason
    self.note = note
  }
}

/// Payload of `takenBack`.
package struct TakingBack: Hashable, Codable, Sendable {
  package var reason: String
  package init(reason: String) { self.reason = reason }
}

/// Payload of `agencyNotified`.
package struct AgencyNotice: Hashable, Codable, Sendable {
  /// Which agency.
  package var agency: String
  /// By whom, when and how, in words.
  package var how: String
  package init(agency: String, how: String) {
    self.agency = agency
    self.how = how
  }
}

/// Payload of `agencyNotNotified` and of others that only need a reason.
package struct Reason: Hashable, Codable, Sendable {
  package var reason: String
  package init(reason: String) { self.reason = reason }
}
