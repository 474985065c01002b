extension Rules {
  /// To whom and for what is part of a permission to tell who somebody is.
  func requestIsWhole(_ request: PermissionRequest) throws(Refusal) {
    try optionalTextFits(request.to, scalarsMax: Limits.nameScalarsMax)
    try optionalTextFits(request.purpose, scalarsMax: Limits.reasonScalarsMax)
    try require(
      .permissionIsWhole,
      request.about != .disclosure
        || Self.isText(request.to ?? "", scalarsMax: Limits.nameScalarsMax)
          && Self.isText(request.purpose ?? "", scalarsMax: Limits.reasonScalarsMax),
      "A permission to tell who somebody is says to whom and for what.", "Write both.")
  }

  /// Nobody writes a yes over the no that a person gave themselves.
  func mayBeKept(_ permission: Permission) throws(Refusal) {
    try require(
      .permissionOwnWord,
      !permission.isGiven
        || !subject.refusedThemselves(permission.about, to: permission.to, by: permission.party),
      "This person has said no to it on their own page, or taken it back there.",
      "Ask them again; their own answer counts.")
  }

  func somethingIsAllowed() throws(Refusal) {
    try require(
      .permissionStands, subject.permissions.contains(where: \.stands),
      "Nobody has allowed anything that stands.", "Nothing has to be taken back.")
  }

  /// Structural: what was never given cannot be taken back.
  func permissionStands(_ number: Int) throws(Refusal) -> PermissionInCase {
    guard let permission = subject.permissions.first(where: { $0.number == number }) else {
      throw refusal(
        .permissionStands, "This case has no such permission.",
        "Choose one that a party of this case has given.")
    }
    try require(
      .permissionStands, permission.stands,
      "This was never allowed, or it was taken back.",
      "Ask the person again, or choose another ground.")
    return permission
  }

  /// The identity of a protected person leaves the group with their permission or for one of the three reasons.
  func disclosureIsGrounded(_ disclosure: Disclosure) throws(Refusal) {
    try require(
      .disclosureIsGrounded,
      disclosure.ground.countsForEverybody || !subject.isProtected(disclosure.party),
      "Who reported, was harmed or saw it is named to nobody outside for this reason.",
      "Ask for their permission. Without it there are three reasons: the investigation needs it, somebody's immediate safety, the law requires it."
    )
    if disclosure.ground == .permission {
      guard let number = disclosure.permission else {
        throw refusal(
          .disclosureIsGrounded, "It is not said which permission this rests on.",
          "Choose the permission, or one of the three written reasons.")
      }
      return try covers(try permissionStands(number), disclosure)
    }
    try require(
      .disclosureIsGrounded,
      Self.isText(disclosure.reason ?? "", scalarsMax: Limits.reasonScalarsMax),
      "It is not said why this has to be told.",
      "Write what makes it necessary, and tell no more than that.")
  }

  private func covers(
    _ permission: PermissionInCase, _ disclosure: Disclosure
  ) throws(Refusal) {
    try require(
      .permissionStands,
      permission.party == disclosure.party
        && (permission.about == .disclosure || permission.about == .namedInStatement),
      "This permission is another person's, or about something else.",
      "Choose the permission of the person whose identity is told.")
    try require(
      .permissionStands,
      permission.to.map { Self.folded($0) == Self.folded(disclosure.recipient) } ?? true,
      "This permission was given for somebody else to know.",
      "Tell those whom it names, or ask the person again.")
  }

  private static func folded(_ text: String) -> String {
    text.lowercased().split(whereSeparator: \.isWhitespace).joined(separator: " ")
  }

  /// How parties reach each other is passed on only where both want that.
  func contactIsWanted(_ disclosure: Disclosure) throws(Refusal) {
    guard disclosure.passesContact == true, let recipient = disclosure.recipientParty else {
      return
    }
    try require(
      .contactWithConsent,
      [disclosure.party, recipient].allSatisfy { subject.isPermitted(.directContact, by: $0) },
      "Not both have agreed to be in contact with each other.",
      "Ask each of them; until then everything goes through the \(policy.community.groupWord).")
  }

  /// A letter names nobody whom it may not name to that person.
  func mayBeNamed(_ names: [PartyID], to recipient: PartyID) throws(Refusal) {
    try require(
      .disclosureIsGrounded,
      names.allSatisfy {
        $0 == recipient || !subject.isProtected($0) || subject.mayBeNamed($0, to: recipient)
      },
      "Somebody would be named to this person, and nothing on the record allows that.",
      "Leave the name out, or record the disclosure first: with their permission, or with one of the three reasons."
    )
  }

  /// An apology is accepted in the name of one person, who wants that.
  func acceptsWithWord(_ names: [PartyID]) throws(Refusal) {
    try require(
      .apologyWithPermission,
      names.count == 1 && names.allSatisfy { subject.isPermitted(.apologyAccepted, by: $0) },
      names.count == 1
        ? "This person has not said that the apology may be accepted in their name."
        : "It is not said in whose name the apology is accepted.",
      "Ask the person whom it is meant for, and choose them here.")
  }
}

extension Case {
  func decideConsent(_ command: Command, _ rules: Rules) throws(Refusal) -> [Event]? {
    switch command {
    case .askPermission(let asking): return [try ask(asking, rules)]
    case .recordPermission(let permission):
      _ = try rules.party(permission.party)
      if permission.isGiven {
        try rules.requestIsWhole(
          PermissionRequest(
            about: permission.about, to: permission.to, purpose: permission.purpose))
      }
      try rules.mayBeKept(permission)
      try rules.textFits(permission.words, scalarsMax: Limits.reasonScalarsMax)
      return [.permissionRecorded(permission)]
    case .withdrawPermission(let withdrawal):
      _ = try rules.permissionStands(withdrawal.permission)
      try rules.textFits(withdrawal.words, scalarsMax: Limits.reasonScalarsMax)
      return [.permissionWithdrawn(withdrawal)]
    case .recordDisclosure(let disclosure):
      _ = try rules.party(disclosure.party)
      if let recipient = disclosure.recipientParty { _ = try rules.party(recipient) }
      try rules.textFits(disclosure.what, scalarsMax: Limits.reasonScalarsMax)
      try rules.textFits(disclosure.recipient, scalarsMax: Limits.nameScalarsMax)
      try rules.textFits(disclosure.way, scalarsMax: Limits.nameScalarsMax)
      try rules.optionalTextFits(disclosure.reason, scalarsMax: Limits.reasonScalarsMax)
      try rules.disclosureIsGrounded(disclosure)
      try rules.contactIsWanted(disclosure)
      return [.disclosureRecorded(disclosure)]
    default: return nil
    }
  }

  private func ask(_ asking: PermissionAsking, _ rules: Rules) throws(Refusal) -> Event {
    let party = try rules.party(asking.party)
    try rules.mayGoWithoutSecondReader(to: party.id)
    try rules.requestIsWhole(asking.asks)
    try rules.textFits(asking.text, scalarsMax: Limits.messageScalarsMax)
    guard let message = asking.message, channels[message.channel] == party.id else {
      throw rules.refusal(
        .channelIsKnown, "No conversation leads to this person.",
        "Open one, or record what they said by another way.")
    }
    try rules.mayBeWrittenTo(message.channel)
    try rules.announces(asking.text, in: message.channel)
    return .messageSent(
      MessageSending(message: message, kind: .permissionQuestion, asks: asking.asks))
  }
}
