extension Case {
  /// Folds a log. Never fails: an event that does not fit stays in the log and changes nothing else.
  package init(folding log: [RecordedEvent], under policy: Policy) {
    for recorded in log { fold(recorded) }
  }

  /// Takes one more event.
  package mutating func fold(_ recorded: RecordedEvent) { log.append(recorded) }
}
