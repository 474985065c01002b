/// Something that changed the rota. Stored for ever in this form: flat, with a stable name.
package enum RotaEvent: Hashable, Sendable {
  /// Somebody has duty weeks from now on, after everybody who waits.
  case joined(MemberID)
  /// Somebody has left the group or reads no cases any more.
  case left(MemberID)
  case swapProposed(with: MemberID, gives: DutySlot, takes: DutySlot?)
  case swapAnswered(swap: Int, agreed: Bool)
  case swapWithdrawn(swap: Int)
  case absenceEntered(from: Moment, until: Moment)
  case absenceEnded(absence: Int)
}

/// An event of the rota with its place, its time and who did it.
package struct RecordedRotaEvent: Hashable, Sendable {
  /// Counted from 1.
  package var sequence: Int
  package var at: Moment
  /// Nil for what the program noted by itself.
  package var by: MemberID?
  package var event: RotaEvent

  package init(sequence: Int, at: Moment, by: MemberID?, event: RotaEvent) {
    self.sequence = sequence
    self.at = at
    self.by = by
    self.event = event
  }
}

extension RecordedRotaEvent: Codable {
  private enum Name: String, Codable {
    case joined, left, swapProposed, swapAnswered, swapWithdrawn, absenceEntered, absenceEnded
  }

  private enum Keys: String, CodingKey {
    case sequence, at, by, event, member, with, gives, takes, swap, agreed, from, until, absence
  }

  /// - Throws: `DecodingError` for anything but what `encode` writes.
  package init(from decoder: any Decoder) throws {
    let values = try decoder.container(keyedBy: Keys.self)
    sequence = try values.decode(Int.self, forKey: .sequence)
    at = try values.decode(Moment.self, forKey: .at)
    by = try values.decodeIfPresent(MemberID.self, forKey: .by)
    switch try values.decode(Name.self, forKey: .event) {
    case .joined: event = .joined(try values.decode(MemberID.self, forKey: .member))
    case .left: event = .left(try values.decode(MemberID.self, forKey: .member))
    case .swapProposed:
      event = .swapProposed(
        with: try values.decode(MemberID.self, forKey: .with),
        gives: try values.decode(DutySlot.self, forKey: .gives),
        takes: try values.decodeIfPresent(DutySlot.self, forKey: .takes))
    case .swapAnswered:
      event = .swapAnswered(
        swap: try values.decode(Int.self, forKey: .swap),
        agreed: try values.decode(Bool.self, forKey: .agreed))
    case .swapWithdrawn: event = .swapWithdrawn(swap: try values.decode(Int.self, forKey: .swap))
    case .absenceEntered:
      event = .absenceEntered(
        from: try values.decode(Moment.self, forKey: .from),
        until: try values.decode(Moment.self, forKey: .until))
    case .absenceEnded:
      event = .absenceEnded(absence: try values.decode(Int.self, forKey: .absence))
    }
  }

  package func encode(to encoder: any Encoder) throws {
    var values = encoder.container(keyedBy: Keys.self)
    try values.encode(sequence, forKey: .sequence)
    try values.encode(at, forKey: .at)
    try values.encodeIfPresent(by, forKey: .by)
    switch event {
    case .joined(let member):
      try values.encode(Name.joined, forKey: .event)
      try values.encode(member, forKey: .member)
    case .left(let member):
      try values.encode(Name.left, forKey: .event)
      try values.encode(member, forKey: .member)
    case .swapProposed(let with, let gives, let takes):
      try values.encode(Name.swapProposed, forKey: .event)
      try values.encode(with, forKey: .with)
      try values.encode(gives, forKey: .gives)
      try values.encodeIfPresent(takes, forKey: .takes)
    case .swapAnswered(let swap, let agreed):
      try values.encode(Name.swapAnswered, forKey: .event)
      try values.encode(swap, forKey: .swap)
      try values.encode(agreed, forKey: .agreed)
    case .swapWithdrawn(let swap):
      try values.encode(Name.swapWithdrawn, forKey: .event)
      try values.encode(swap, forKey: .swap)
    case .absenceEntered(let from, let until):
      try values.encode(Name.absenceEntered, forKey: .event)
      try values.encode(from, forKey: .from)
      try values.encode(until, forKey: .until)
    case .absenceEnded(let absence):
      try values.encode(Name.absenceEnded, forKey: .event)
      try values.encode(absence, forKey: .absence)
    }
  }
}
