// What one handler cannot do alone, since it would let somebody in or take somebody's words over.

/// Something that takes the word of two handlers.
package enum SecondedMatter: Hashable, Sendable {
  /// A member reads after all whom the reporter left out, or who declared a conflict of interest.
  case admission(MemberID)
  /// A party who has a conversation gets another way into it; what led there before opens nothing any more.
  case way(PartyID)
  /// The case is filed for the record, without a decision.
  case filing
}

/// Payload of `secondWanted`: the first of two words.
package struct SecondWanted: Hashable, Sendable {
  package var matter: SecondedMatter
  package var reason: String?
  package init(matter: SecondedMatter, reason: String? = nil) {
    self.matter = matter
    self.reason = reason
  }
}

extension SecondWanted: Codable {
  private enum Key: String, CodingKey { case matter, member, party, reason }
  private enum Kind: String, Codable { case admission, way, filing }

  package init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: Key.self)
    reason = try container.decodeIfPresent(String.self, forKey: .reason)
    switch try container.decode(Kind.self, forKey: .matter) {
    case .admission: matter = .admission(try container.decode(MemberID.self, forKey: .member))
    case .way: matter = .way(try container.decode(PartyID.self, forKey: .party))
    case .filing: matter = .filing
    }
  }

  package func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: Key.self)
    try container.encodeIfPresent(reason, forKey: .reason)
    switch matter {
    case .admission(let member):
      try container.encode(Kind.admission, forKey: .matter)
      try container.encode(member, forKey: .member)
    case .way(let party):
      try container.encode(Kind.way, forKey: .matter)
      try container.encode(party, forKey: .party)
    case .filing: try container.encode(Kind.filing, forKey: .matter)
    }
  }
}

extension Rules {
  func admitsSomebodyElse(_ member: MemberID, by actor: Actor) throws(Refusal) {
    try require(
      .admitByAnother, actor.memberID != member, "Nobody can let themselves in.",
      "Another handler has to look and decide.")
  }

  /// The board reads when it has the case, or by oversight; it adds no voters to the group.
  func takesASeatOfItsOwn(_ seat: Seat?) throws(Refusal) {
    try require(
      .admitByAnother, seat != .board || subject.escalation != nil,
      "A member of the board does not join the group in a case.",
      "Give the case to the board, or let them ask for oversight.")
  }

  func canBeAdmitted(_ member: MemberID) throws(Refusal) {
    switch subject.standings[member]?.state {
    case nil, .keptOut, .conflict: return
    case .left:
      try require(
        .admitByAnother, false, "That member has left.", "Choose somebody who is here.")
    case .asked:
      try require(
        .admitByAnother, false, "That member has already been asked.",
        "They have to declare first.")
    case .cleared:
      try require(
        .admitByAnother, false, "That member already handles this case.",
        "Nothing has to be done.")
    case .heldBack:
      try require(
        .admitByAnother, false,
        "That member is held back until somebody has looked.",
        "Look at the reason and use clearNamedMember.")
    }
  }

  func isHeldBack(_ member: MemberID, by actor: Actor) throws(Refusal) {
    guard case .heldBack(let because) = subject.standings[member]?.state else {
      try require(
        .admitByAnother, false, "That member is not held back.",
        "To let in a member who was kept out from the start, use admit.")
      return
    }
    if case .heldBackByHandler(let handler, _) = because {
      try require(
        .admitByAnother, actor.memberID != handler,
        "You have held this member back; somebody else has to look.",
        "Another handler says whether they may read on.")
    }
  }

  /// One at a time, so that nobody can empty the table before a vote.
  func holdsBackOneAtATime(_ member: MemberID, by actor: Actor) throws(Refusal) {
    try require(
      .admitByAnother, actor.memberID != member, "Nobody holds themselves back.",
      "Declare a conflict of interest instead.")
    let waits = subject.standings.values.contains { standing in
      guard case .heldBack(.heldBackByHandler(let handler, _)) = standing.state else {
        return false
      }
      return handler == actor.memberID
    }
    try require(
      .admitByAnother, !waits, "A member whom you have held back still waits for somebody to look.",
      "Another handler looks at that first.")
  }

  /// Structural: who does not read cannot be held back.
  func whoReads(_ member: MemberID) throws(Refusal) -> Case.Standing {
    if let standing = subject.standings[member] {
      switch standing.state {
      case .asked, .cleared: return standing
      case .keptOut, .heldBack, .conflict, .left: break
      }
    }
    throw refusal(
      .admitByAnother, "That member does not read this case.", "Nothing has to be done.")
  }

  /// Nobody gives both words.
  func isSomebodyElse(_ first: MemberID?, _ actor: Actor) throws(Refusal) {
    try require(
      .admitByAnother, first != actor.memberID, "You have said so already.",
      "Another handler has to want it too.")
  }
}

extension Case {
  func admit(
    _ admit: Command.Admit, by actor: Actor, _ rules: Rules
  ) throws(Refusal) -> [Event] {
    try rules.admitsSomebodyElse(admit.member, by: actor)
    try rules.takesASeatOfItsOwn(admit.seat)
    try rules.canBeAdmitted(admit.member)
    try rules.reasonIsGiven(admit.reason)
    let matter = SecondedMatter.admission(admit.member)
    if takesTwo(toAdmit: admit.member) {
      guard let first = wanted[matter] else {
        return [.secondWanted(SecondWanted(matter: matter, reason: admit.reason))]
      }
      try rules.isSomebodyElse(first, actor)
    }
    return [.admitted(Admission(member: admit.member, reason: admit.reason, seat: admit.seat))]
  }

  /// Whoever was kept out by somebody's wish, by their own word or by a handler's is not brought back by one friend.
  private func takesTwo(toAdmit member: MemberID) -> Bool {
    switch standings[member]?.state {
    case .conflict, .keptOut(.leftOutByReporter), .keptOut(.heldBackByHandler),
      .keptOut(.namedAsParty):
      true
    case nil, .keptOut, .asked, .cleared, .heldBack, .left: false
    }
  }

  func holdBack(
    _ holding: Command.HoldBack, by actor: Actor, _ rules: Rules
  ) throws(Refusal) -> [Event] {
    try rules.holdsBackOneAtATime(holding.member, by: actor)
    let standing = try rules.whoReads(holding.member)
    try rules.reasonIsGiven(holding.reason)
    guard let handler = actor.memberID else { return [] }
    return [
      .memberKeptOut(
        KeepingOut(
          member: holding.member, seat: standing.seat,
          because: .heldBackByHandler(handler, reason: holding.reason)))
    ]
  }

  /// A new conversation, or the first or second word for another way into the one they have.
  func openChannel(
    _ channel: ChannelID, _ request: ChannelRequest, by actor: Actor, _ rules: Rules
  ) throws(Refusal) -> [Event] {
    let matter = SecondedMatter.way(request.party)
    if channels[channel] != nil {
      guard let first = wanted[matter] else {
        return [.secondWanted(SecondWanted(matter: matter))]
      }
      try rules.isSomebodyElse(first, actor)
    }
    let reader = request.reader.flatMap { $0.isEmpty ? nil : $0 }
    return [
      .channelOpened(
        ChannelOpening(
          channel: channel, party: request.party, way: request.way, reader: reader))
    ]
  }
}
