/// `openChannel`: a way to a party (passphrase or mail).
package struct ChannelRequest: Hashable, Codable, Sendable {
  package var party: PartyID
  package var way: ChannelWay
  /// Where mail goes; only for the way by mail.
  package var address: String?
  /// Who reads there for the party, if not they themselves: somebody who represents them.
  package var reader: String?
  /// Set by `Casework`.
  package var channel: ChannelID?

  package init(
    party: PartyID, way: ChannelWay, address: String? = nil, reader: String? = nil,
    channel: ChannelID? = nil
  ) {
    self.party = party
    self.way = way
    self.address = address
    self.reader = reader
    self.channel = channel
  }
}

/// `writeDraft` and `draftWritten`: a text that a second member has to read before it goes out (row C2).
package struct DraftWriting: Hashable, Codable, Sendable {
  package var kind: MessageKind
  /// Whom it goes to; nil for a public statement.
  package var channel: ChannelID?
  package var text: LetterText
  /// Who is named in it, besides whom it goes to; or in whose name an apology is accepted.
  package var names: [PartyID]?
  /// Number of the measure that it tells of.
  package var measure: Int?
  /// What it asks the party to allow.
  package var asks: PermissionRequest?
  /// What information for other leaders rests on.
  package var guards: InformationGuards?

  package init(
    kind: MessageKind, channel: ChannelID? = nil, text: LetterText, names: [PartyID]? = nil,
    measure: Int? = nil, asks: PermissionRequest? = nil, guards: InformationGuards? = nil
  ) {
    self.kind = kind
    self.channel = channel
    self.text = text
    self.names = names
    self.measure = measure
    self.asks = asks
    self.guards = guards
  }
}

/// `changeDraft` and `draftChanged`: a new text, which has to be read anew.
package struct DraftChange: Hashable, Codable, Sendable {
  /// Sequence of the draft.
  package var draft: Int
  package var text: LetterText
  /// Left out: what was said of the information before still holds.
  package var guards: InformationGuards?

  package init(draft: Int, text: LetterText, guards: InformationGuards? = nil) {
    self.draft = draft
    self.text = text
    self.guards = guards
  }
}

/// `reviewDraft` and `draftReviewed`: a second member has read exactly this version.
package struct DraftReview: Hashable, Codable, Sendable {
  package var draft: Int
  /// Counts from 1.
  package var version: Int
  package var isApproved: Bool
  package var remark: String?
  /// Why each place that the checker points at may stay.
  package var answers: [PlaceAnswer]?
  /// One reason for all of them, of readings from before each place was answered by itself. It answers nothing now.
  package private(set) var kept: String?
  /// What the checker pointed at in this version. Set by `Casework`; whatever came from outside is thrown away.
  package var pointedAt: [PointedAt]?

  package init(
    draft: Int, version: Int, isApproved: Bool, remark: String? = nil,
    answers: [PlaceAnswer]? = nil, pointedAt: [PointedAt]? = nil
  ) {
    self.draft = draft
    self.version = version
    self.isApproved = isApproved
    self.remark = remark
    self.answers = answers
    self.pointedAt = pointedAt
  }

  /// What would have to be taken out and has no reason why it may stay, each once.
  package var unanswered: [PointedAt] {
    (pointedAt ?? []).filter { place in
      place.isBlocking && place.reason(in: answers ?? []) == nil
    }.distinct
  }
}

/// Why a place that the checker points at may stay. It counts for every place of the draft with the same words.
package struct PlaceAnswer: Hashable, Codable, Sendable {
  /// As the checker gave them.
  package var rule: String
  package var excerpt: String
  package var reason: String

  package init(rule: String, excerpt: String, reason: String) {
    self.rule = rule
    self.excerpt = excerpt
    self.reason = reason
  }
}

/// One place of a draft that the checker pointed at.
package struct PointedAt: Hashable, Codable, Sendable {
  /// The checker's rule, such as `identity.name`.
  package var rule: String
  /// The words as they stand in the draft, or the part of a letter that is missing.
  package var excerpt: String
  /// Whether it has to be taken out or answered for.
  package var isBlocking: Bool

  package init(rule: String, excerpt: String, isBlocking: Bool) {
    self.rule = rule
    self.excerpt = excerpt
    self.isBlocking = isBlocking
  }

  /// Whether both say the same of the same words, however their lines are broken.
  package func isSame(as other: PointedAt) -> Bool { isMeant(by: other.rule, other.excerpt) }

  private func isMeant(by rule: String, _ excerpt: String) -> Bool {
    self.rule == rule
      && self.excerpt.split(whereSeparator: \.isWhitespace)
        == excerpt.split(whereSeparator: \.isWhitespace)
  }

  /// Why it may stay; nil where nobody says so.
  package func reason(in answers: [PlaceAnswer]) -> String? {
    answers.first { answer in
      isMeant(by: answer.rule, answer.excerpt) && answer.reason.contains { !$0.isWhitespace }
    }?.reason
  }
}

extension [PointedAt] {
  /// The same words, pointed at for the same reason, once.
  package var distinct: [PointedAt] {
    reduce(into: []) { found, place in
      if !found.contains(where: place.isSame) { found.append(place) }
    }
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

/// How a channel reaches its party.
package enum ChannelWay: String, Codable, Sendable, CaseIterable {
  /// A page behind words that are handed over.
  case passphrase
  case mail
}

/// The words of a draft: free, or in the four parts of a letter to a reported person (row C6).
package enum LetterText: Hashable, Sendable {
  case plain(String)
  case fourParts(FourParts)

  /// What a letter to a reported person has to say.
  package struct FourParts: Hashable, Codable, Sendable {
    /// Before the four parts: the greeting, and who was added to the conversation or dropped from it.
    package var opening: String?
    /// What they did, in neutral words.
    package var behaviour: String
    package var impact: String
    /// What is expected from now on; where applicable.
    package var expectedChange: String?
    /// Why no change is expected; on the record, not in the letter.
    package var noChangeReason: String?
    /// What follows, and what may follow if it goes on.
    package var consequences: String
    /// After the four parts: how to answer, who writes.
    package var ending: String?

    package init(
      opening: String? = nil, behaviour: String, impact: String, expectedChange: String? = nil,
      noChangeReason: String? = nil, consequences: String, ending: String? = nil
    ) {
      self.opening = opening
      self.behaviour = behaviour
      self.impact = impact
      self.expectedChange = expectedChange
      self.noChangeReason = noChangeReason
      self.consequences = consequences
      self.ending = ending
    }
  }

  /// The whole text as it goes out, parts parted by empty lines.
  package var whole: String {
    switch self {
    case .plain(let text): text
    case .fourParts(let parts):
      [
        parts.opening ?? "", parts.behaviour, parts.impact, parts.expectedChange ?? "",
        parts.consequences, parts.ending ?? "",
      ].filter { !$0.isEmpty }.joined(separator: "\n\n")
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
