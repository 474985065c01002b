/// One line of what happened.
package struct TimelineItem: Hashable, Sendable {
  package var recorded: RecordedEvent
  /// Sequences of later events that correct this one.
  package var correctedBy: [Int]
}

extension Case {
  /// What happened, oldest first, with later corrections linked.
  package var timeline: [TimelineItem] { [] }
}
