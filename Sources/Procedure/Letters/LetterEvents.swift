/// `openChannel`: a way to a party (passphrase or mail).
package struct ChannelRequest: Hashable, Codable, Sendable {
  package var party: PartyID
  package var way: ChannelWay
  /// Where mail goes; only for the way by mail.
  package var address: String?
  /// Set by `Casework`.
  package var channel: ChannelID?

  package init(party: PartyID, way: ChannelWay, address: String? = nil, channel: ChannelID? = nil) {
    self.party = party
    self.way = way
    self.address = address
    self.channel = channel
  }
}

/// `writeDraft` and `draftWritten`: a text that a second member has to read before it goes out (row C2).
package struct DraftWriting: Hashable, Codable, Sendable {
  package var kind: MessageKind
  /// Whom it goes to; nil for a public statement.
  package var channel: ChannelID?
  package var text: LetterText
  /// Who is named in it; only who instructed it.
  package var names: [PartyID]?

  package init(
    kind: MessageKind, channel: ChannelID? = nil, text: LetterText, names: [PartyID]? = nil
  ) {
    self.kind = kind
    self.channel = channel
    self.text = text
    self.names = names
  }
}

/// `changeDraft` and `draftChanged`: a new text, which has to be read anew.
package struct DraftChange: Hashable, Codable, Sendable {
  /// Sequence of the draft.
  package var draft: Int
  package var text: LetterText

  package init(draft: Int, text: LetterText) {
    self.draft = draft
    self.text = text
  }
}

/// `reviewDraft` and `draftReviewed`: a second member has read exactly this version.
package struct DraftReview: Hashable, Codable, Sendable {
  package var draft: Int
  /// Counts from 1.
  package var version: Int
  package var isApproved: Bool
  package var remark: String?

  package init(draft: Int, version: Int, isApproved: Bool, remark: String? = nil) {
    self.draft = draft
    self.version = version
    self.isApproved = isApproved
    self.remark = remark
  }
}

/// `sendDraft`: what was read goes out.
package struct DraftSending: Hashable, Codable, Sendable {
  package var draft: Int
  /// Set by `Casework`.
  package var message: MessageReference?

  package init(draft: Int, message: MessageReference? = nil) {
    self.draft = draft
    self.message = message
  }
}

/// `discardDraft` and `draftDiscarded`.
package struct DraftDiscarding: Hashable, Codable, Sendable {
  package var draft: Int
  package var reason: String

  package init(draft: Int, reason: String) {
    self.draft = draft
    self.reason = reason
  }
}

/// `publishStatement` and `statementPublished`: what was read is published outside, and where (rows G14, R3).
package struct StatementPublishing: Hashable, Codable, Sendable {
  package var draft: Int
  package var place: String

  package init(draft: Int, place: String) {
    self.draft = draft
    self.place = place
  }
}

/// `recordPermission` and `permissionRecorded`: what a party allowed or refused in writing (rows C1, C5, C7).
package struct Permission: Hashable, Codable, Sendable {
  package var party: PartyID
  package var about: PermissionKind
  package var isGiven: Bool
  /// Their own words, or where they stand.
  package var words: String

  package init(party: PartyID, about: PermissionKind, isGiven: Bool, words: String) {
    self.party = party
    self.about = about
    self.isGiven = isGiven
    self.words = words
  }
}

/// How a channel reaches its party.
package enum ChannelWay: String, Codable, Sendable, CaseIterable {
  /// A page behind words that are handed over.
  case passphrase
  case mail
}

/// What a party can allow.
package enum PermissionKind: String, Codable, Sendable, CaseIterable {
  /// An apology is passed on to them, or in their name accepted.
  case apology
  /// Other parties may write to them directly.
  case directContact
  /// They may be named in a public statement.
  case namedInStatement
  /// Their identity may be told to somebody outside.
  case disclosure
  /// A conversation with the other side, with somebody who helps.
  case facilitatedConversation
}

/// The words of a draft: free, or in the four parts of a letter to a reported person (row C6).
package enum LetterText: Hashable, Sendable {
  case plain(String)
  case fourParts(FourParts)

  /// What a letter to a reported person has to say.
  package struct FourParts: Hashable, Codable, Sendable {
    /// What they did, in neutral words.
    package var behaviour: String
    package var impact: String
    /// What is expected from now on; where applicable.
    package var expectedChange: String?
    /// What follows, and what may follow if it goes on.
    package var consequences: String

    package init(
      behaviour: String, impact: String, expectedChange: String? = nil, consequences: String
    ) {
      self.behaviour = behaviour
      self.impact = impact
      self.expectedChange = expectedChange
      self.consequences = consequences
    }
  }

  /// The whole text as it goes out, parts parted by empty lines.
  package var whole: String {
    switch self {
    case .plain(let text): text
    case .fourParts(let parts):
      [parts.behaviour, parts.impact, parts.expectedChange ?? "", parts.consequences]
        .filter { !$0.isEmpty }.joined(separator: "\n\n")
    }
  }
}

extension LetterText: Codable {
  package init(from decoder: any Decoder) throws {
    let container = try decoder.singleValueContainer()
    do {
      self = .plain(try container.decode(String.self))
    } catch DecodingError.typeMismatch {
      self = .fourParts(try container.decode(FourParts.self))
    }
  }

  package func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    switch self {
    case .plain(let text): try container.encode(text)
    case .fourParts(let parts): try container.encode(parts)
    }
  }
}
