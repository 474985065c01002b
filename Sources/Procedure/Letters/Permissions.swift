/// What a party can allow.
package enum PermissionKind: String, Codable, Sendable, CaseIterable {
  /// An apology is passed on to them.
  case apology
  /// An apology is accepted in their name.
  case apologyAccepted
  /// Other parties may write to them directly.
  case directContact
  /// They may be named in a public statement.
  case namedInStatement
  /// Their identity may be told to somebody outside.
  case disclosure
  /// A conversation with the other side, with somebody who helps.
  case facilitatedConversation
}

/// What a party is asked to allow: a message of the kind `permissionQuestion` carries it, and their page offers the answer.
package struct PermissionRequest: Hashable, Codable, Sendable {
  package var about: PermissionKind
  /// To whom.
  package var to: String?
  /// For what.
  package var purpose: String?

  package init(about: PermissionKind, to: String? = nil, purpose: String? = nil) {
    self.about = about
    self.to = to
    self.purpose = purpose
  }
}

/// `askPermission`: a party is asked directly.
package struct PermissionAsking: Hashable, Codable, Sendable {
  package var party: PartyID
  package var asks: PermissionRequest
  package var text: String
  /// Set by `Casework`.
  package var message: MessageReference?

  package init(
    party: PartyID, asks: PermissionRequest, text: String, message: MessageReference? = nil
  ) {
    self.party = party
    self.asks = asks
    self.text = text
    self.message = message
  }
}

/// `recordPermission` and `permissionRecorded`: what a party allowed or refused in writing (rows C1, C5, C7).
package struct Permission: Hashable, Codable, Sendable {
  package var party: PartyID
  package var about: PermissionKind
  package var isGiven: Bool
  /// Their own words, or where they stand.
  package var words: String
  /// To whom it is given.
  package var to: String?
  /// For what it is given.
  package var purpose: String?

  package init(
    party: PartyID, about: PermissionKind, isGiven: Bool, words: String, to: String? = nil,
    purpose: String? = nil
  ) {
    self.party = party
    self.about = about
    self.isGiven = isGiven
    self.words = words
    self.to = to
    self.purpose = purpose
  }
}

/// `withdrawPermission` and `permissionWithdrawn`: a party took back what they had allowed.
package struct PermissionWithdrawal: Hashable, Codable, Sendable {
  /// Sequence of the entry that it was given by.
  package var permission: Int
  /// Their own words, or where they stand.
  package var words: String

  package init(permission: Int, words: String) {
    self.permission = permission
    self.words = words
  }
}

/// What a party allowed or refused, as it stands now.
package struct PermissionInCase: Hashable, Sendable {
  /// Sequence of its entry; names the permission.
  package var number: Int
  package var party: PartyID
  package var about: PermissionKind
  package var isGiven: Bool
  package var to: String?
  package var purpose: String?
  /// Their own words as a handler kept them; empty where they said so with a button.
  package var words: String
  /// They said so themselves, on their page.
  package var isTheirOwnWord: Bool
  /// The message that asked them, as they answered it.
  package var question: MessageReference?
  package var at: Moment
  package var withdrawnAt: Moment?
  /// They took it back themselves, on their page.
  package var isTakenBackByThem = false

  /// Whether something new may rest on it.
  package var stands: Bool { isGiven && withdrawnAt == nil }
}

/// What a party was asked to allow.
package struct PermissionQuestion: Hashable, Sendable {
  package var party: PartyID
  package var asks: PermissionRequest
  package var message: MessageReference
  package var at: Moment
  package var isAnswered = false
}

extension Case {
  /// Whether a party allowed something, in writing, and has not taken it back.
  package func isPermitted(_ kind: PermissionKind, by party: PartyID) -> Bool {
    permissions.contains { $0.party == party && $0.about == kind && $0.stands }
  }

  /// Whether a party said no on their own page, and has not said yes there since.
  func refusedThemselves(_ kind: PermissionKind, to: String?, by party: PartyID) -> Bool {
    let own = permissions.last {
      $0.party == party && $0.about == kind && ($0.isTheirOwnWord || $0.isTakenBackByThem)
        && (to == nil || $0.to == nil || $0.to == to)
    }
    return own.map { !$0.stands && ($0.isTakenBackByThem || !$0.isGiven) } ?? false
  }

  mutating func take(_ permission: Permission, sequence: Int, at: Moment) {
    keep(
      PermissionInCase(
        number: sequence, party: permission.party, about: permission.about,
        isGiven: permission.isGiven, to: permission.to, purpose: permission.purpose,
        words: permission.words, isTheirOwnWord: false, at: at))
  }

  /// An answer on their page; what it is for stands in the question.
  mutating func answer(
    _ kind: PermissionKind, isGiven: Bool, question: Int?, _ given: PartyAnswer, sequence: Int,
    at: Moment
  ) {
    let message = question.map {
      MessageReference(channel: given.message.channel, sequence: $0)
    }
    let index = permissionQuestions.lastIndex {
      $0.party == given.party && $0.asks.about == kind && (message == nil || $0.message == message)
    }
    if let index { permissionQuestions[index].isAnswered = true }
    let asked = index.map { permissionQuestions[$0] }
    keep(
      PermissionInCase(
        number: sequence, party: given.party, about: kind, isGiven: isGiven, to: asked?.asks.to,
        purpose: asked?.asks.purpose, words: "", isTheirOwnWord: true, question: asked?.message,
        at: at))
  }

  /// A refusal takes back what was allowed before, of the same kind and for the same person.
  private mutating func keep(_ permission: PermissionInCase) {
    if !permission.isGiven {
      for index in permissions.indices
      where permissions[index].party == permission.party
        && permissions[index].about == permission.about && permissions[index].stands
        && (permission.to == nil || permissions[index].to == permission.to)
      {
        permissions[index].withdrawnAt = permission.at
      }
    }
    permissions.append(permission)
  }

  /// A party takes back on their page what they allowed there, or with no question everything that they ever allowed.
  mutating func takeBack(_ question: Int?, _ given: PartyAnswer, at: Moment) {
    for index in permissions.indices
    where permissions[index].party == given.party && permissions[index].stands
      && (question == nil
        || permissions[index].question?.channel == given.message.channel
          && permissions[index].question?.sequence == question)
    {
      permissions[index].withdrawnAt = at
      permissions[index].isTakenBackByThem = true
    }
  }

  mutating func withdraw(_ number: Int, at: Moment) {
    guard let index = permissions.firstIndex(where: { $0.number == number && $0.stands }) else {
      return
    }
    permissions[index].withdrawnAt = at
  }
}
