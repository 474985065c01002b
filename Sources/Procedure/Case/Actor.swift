/// Who did something in a case.
package enum Actor: Hashable, Sendable {
  /// A member of the working group.
  case member(MemberID)
  /// A member of the board.
  case boardMember(MemberID)
  /// A party, behind a receipt or a passphrase.
  case party(PartyID)
  /// The program itself, by a rule.
  case server
  /// Somebody at the public form or the API, without keys.
  case form
  /// Somebody by mail; the sender is not proved.
  case mail

  /// The principal, when a member or board member acts.
  package var memberID: MemberID? {
    switch self {
    case .member(let id), .boardMember(let id): id
    case .party, .server, .form, .mail: nil
    }
  }
}

extension Actor: Codable {
  private enum Key: String, CodingKey { case kind, id }
  private enum Kind: String, Codable { case member, boardMember, party, server, form, mail }

  package init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: Key.self)
    switch try container.decode(Kind.self, forKey: .kind) {
    case .member: self = .member(try container.decode(MemberID.self, forKey: .id))
    case .boardMember: self = .boardMember(try container.decode(MemberID.self, forKey: .id))
    case .party: self = .party(try container.decode(PartyID.self, forKey: .id))
    case .server: self = .server
    case .form: self = .form
    case .mail: self = .mail
    }
  }

  package func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: Key.self)
    switch self {
    case .member(let id):
      try container.encode(Kind.member, forKey: .kind)
      try container.encode(id, forKey: .id)
    case .boardMember(let id):
      try container.encode(Kind.boardMember, forKey: .kind)
      try container.encode(id, forKey: .id)
    case .party(let id):
      try container.encode(Kind.party, forKey: .kind)
      try container.encode(id, forKey: .id)
    case .server: try container.encode(Kind.server, forKey: .kind)
    case .form: try container.encode(Kind.form, forKey: .kind)
    case .mail: try container.encode(Kind.mail, forKey: .kind)
    }
  }
}
