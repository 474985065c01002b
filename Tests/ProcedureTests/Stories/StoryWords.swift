import Procedure
import Testing

/// What the stories say often.
extension Story {
  /// Somebody tries, the rule says no, and nothing has changed.
  mutating func isRefused(
    _ rule: RuleID, _ command: Command, by member: MemberID,
    sourceLocation: SourceLocation = #_sourceLocation
  ) {
    let before = log
    let refusal = #expect(throws: Refusal.self, sourceLocation: sourceLocation) {
      try self.order(command, by: member)
    }
    #expect(refusal?.rule == rule, sourceLocation: sourceLocation)
    #expect(log == before, sourceLocation: sourceLocation)
  }

  /// A party presses a button of their page.
  mutating func arrives(_ answer: ArrivingAnswer, from party: PartyID) {
    let channel = subject.channels.first { $0.value == party }?.key ?? Self.channel
    let message = nextReference(in: channel)
    record(
      [
        .messageArrived(MessageArrival(message: message, from: party)),
        .partyAnswered(PartyAnswer(party: party, message: message, answer: answer)),
      ], by: .party(party))
  }

  /// A text to a party: one member writes, another reads, the first sends.
  mutating func writes(
    _ text: LetterText, _ kind: MessageKind, to party: PartyID, by author: MemberID,
    readBy reader: MemberID
  ) throws {
    let channel = subject.channels.first { $0.value == party }?.key
    try order(.writeDraft(.init(kind: kind, channel: channel, text: text)), by: author)
    let draft = last
    try order(.reviewDraft(.init(draft: draft, version: 1, isApproved: true)), by: reader)
    try order(.sendDraft(.init(draft: draft)), by: author)
  }

  /// A person is entered and gets a conversation of their own.
  mutating func meets(_ party: PartyID, _ role: PartyRole, _ name: String, by member: MemberID)
    throws
  {
    try order(.nameParty(.init(party: party, role: role, displayName: name)), by: member)
    try order(.openChannel(.init(party: party, way: .passphrase)), by: member)
  }

  /// Whether a deadline runs now.
  func runs(_ id: String) -> Bool {
    subject.deadlines(under: policy).contains { deadline in
      (deadline.id.text == id || deadline.id.text.hasPrefix(id + ".")) && deadline.metAt == nil
    }
  }
}
