/// A text that the rules have let out into one channel. Nothing else is ever written to a party for the group.
///
/// Invariant: only this file makes one, so that no other code can send what nobody was allowed to send.
package struct SendableLetter: Hashable, Sendable {
  /// Why it may go out.
  package enum Ground: Hashable, Sendable {
    /// It goes to who reported or was harmed, who are written to directly.
    case direct
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
    // The acknowledgement goes to who reported, whatever else they turn out to be.
    let isAcknowledgement =
      sending.kind == .acknowledgement && sending.message.channel == reporterChannel
    if !isAcknowledgement { try rules.mayGoWithoutSecondReader(to: party) }
    return SendableLetter(sending, to: party, text: text, ground: .direct)
  }
}
