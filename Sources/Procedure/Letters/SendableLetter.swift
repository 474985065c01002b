/// A text that the rules have let out into one channel. Nothing else is ever written to a party for the group.
///
/// Invariant: only this file makes one, so that no other code can send what nobody was allowed to send.
package struct SendableLetter: Hashable, Sendable {
  /// Why it may go out.
  package enum Ground: Hashable, Sendable {
    /// It goes to who reported or was harmed, who are written to directly.
    case direct
    /// A second member has approved exactly this version of a draft.
    case reviewed(draft: Int, version: Int, by: MemberID)
    /// It tells of an act at once, and is read by a second member afterwards.
    case emergency(act: Int)
  }

  /// Where it will stand.
  package let message: MessageReference
  /// Whose channel that is.
  package let party: PartyID
  package let kind: MessageKind
  package let text: String
  package let ground: Ground

  fileprivate init(_ sending: MessageSending, to party: PartyID, text: String, ground: Ground) {
    message = sending.message
    self.party = party
    kind = sending.kind
    self.text = text
    self.ground = ground
  }
}

extension Case {
  /// The letter that an event of sending lets out.
  ///
  /// - Parameters:
  ///   - sending: what `decide` returned and this case has folded.
  ///   - text: what the handler wrote.
  /// - Throws: a refusal where this text may not go to that party.
  package func letter(
    for sending: MessageSending, text: String, under policy: Policy
  ) throws(Refusal) -> SendableLetter {
    let rules = Rules(subject: self, policy: policy)
    let party = try rules.channelIsKnown(sending.message.channel)
    if let number = sending.draft {
      guard let draft = drafts.first(where: { $0.number == number }), let reader = draft.approvedBy
      else {
        throw rules.refusal(
          .draftSecondReader, "Nobody but its author has read this text.",
          "It waits for a second member to read and approve exactly this version.")
      }
      try rules.announced(draft.text.whole, in: sending.message)
      // What goes out is what was read, whatever was handed in.
      return SendableLetter(
        sending, to: party, text: draft.text.whole,
        ground: .reviewed(draft: number, version: draft.version, by: reader))
    }
    try rules.announced(text, in: sending.message)
    if let act = sending.act {
      _ = try rules.act(act)
      return SendableLetter(sending, to: party, text: text, ground: .emergency(act: act))
    }
    // What belongs to the reporter goes to who reported first, whatever else they turn out to be.
    let isReporters = sending.message.channel == reporterChannel && sending.kind.isForTheReporter
    if !isReporters { try rules.mayGoWithoutSecondReader(to: party) }
    return SendableLetter(sending, to: party, text: text, ground: .direct)
  }
}

extension MessageKind {
  /// Written by a command of its own, and only to who reported.
  var isForTheReporter: Bool {
    switch self {
    case .acknowledgement, .shepherdIntroduced, .delay, .retaliationQuestion: true
    default: false
    }
  }
}
