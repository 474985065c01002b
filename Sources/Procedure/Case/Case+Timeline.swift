/// One line of what happened.
package struct TimelineItem: Hashable, Sendable {
  package var recorded: RecordedEvent
  /// Sequences of later events that correct or undo this one.
  package var correctedBy: [Int]
}

extension Case {
  /// What happened, oldest first, with later corrections linked. Nothing is left out.
  package var timeline: [TimelineItem] {
    var items: [TimelineItem] = []
    for recorded in log {
      if Self.mayCorrect(recorded.event),
        let index = items.lastIndex(where: { Self.event(recorded.event, corrects: $0.recorded) })
      {
        items[index].correctedBy.append(recorded.sequence)
      }
      items.append(TimelineItem(recorded: recorded, correctedBy: []))
    }
    return items
  }

  private static func mayCorrect(_ event: Event) -> Bool {
    switch event {
    case .noteCorrected, .partyCorrected, .takenBack, .mailPlaced, .cardWritten, .admitted,
      .namedMemberCleared, .declared, .agencyNotified:
      true
    default: false
    }
  }

  private static func event(_ later: Event, corrects earlier: RecordedEvent) -> Bool {
    switch (later, earlier.event) {
    case (.noteCorrected(let correction), .noteWritten): correction.note == earlier.sequence
    case (.partyCorrected(let correction), .partyNamed(let party)): correction.party.id == party.id
    case (.takenBack, .setAside): true
    case (.mailPlaced(let placing), .mailPutAside(let aside)): placing.mail == aside.mail
    case (.cardWritten, .cardWritten): true
    case (.admitted(let admission), .memberKeptOut(let keepingOut)),
      (.namedMemberCleared(let admission), .memberKeptOut(let keepingOut)):
      admission.member == keepingOut.member
    case (.declared(let later), .declared(let first)): later.member == first.member
    case (.agencyNotified, .agencyNotNotified): true
    default: false
    }
  }
}
