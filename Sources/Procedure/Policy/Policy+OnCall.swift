extension Policy {
  /// The on-call rotation of the group: a week each, a primary and a secondary.
  package struct OnCall: Hashable, Sendable {
    /// The day of the hand-over.
    package var weekday: Weekday
    /// The hour of the hand-over in UTC, 0 to 23.
    package var hour: Int
    /// Whether all members are told who is on call at every hand-over.
    package var remindsAll: Bool
    /// So long after a report came without an answer the secondary is called, too.
    package var secondaryAfterSeconds: Int64
    /// So long after it everybody is asked, and any member may take the report up.
    package var stepInSeconds: Int64
  }

  /// A day of the week, from Monday on.
  package enum Weekday: String, Sendable, CaseIterable {
    case monday, tuesday, wednesday, thursday, friday, saturday, sunday
  }
}

extension Policy.OnCall {
  /// Reads the section `onCall`.
  init(from reader: inout ObjectReader) {
    self.init(
      weekday: reader.choice("weekday", of: Policy.Weekday.self, "the day of the hand-over"),
      hour: Int(reader.integer("hour", in: 0...23, "the hour of the hand-over, in UTC")),
      remindsAll: reader.flag("remindsAll", "whether all members are told at every hand-over"),
      secondaryAfterSeconds: reader.integer(
        "secondaryAfterSeconds", in: 60...Limits.policySecondsMax,
        "how long a report waits until the secondary is called"),
      stepInSeconds: reader.integer(
        "stepInSeconds", in: 60...Limits.policySecondsMax,
        "how long a report waits until every member is asked"))
    if secondaryAfterSeconds >= stepInSeconds {
      reader.fault(
        .contradiction, "secondaryAfterSeconds",
        wrong: "the secondary would be called after everybody else was asked",
        right: "less than \(stepInSeconds)")
    }
  }
}
