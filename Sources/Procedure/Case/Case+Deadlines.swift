extension Case {
  /// All deadlines that have started, in the order of the policy; none while the case is set aside.
  ///
  /// A deadline that starts again, such as the answer to a new message, is shown for its newest start.
  package func deadlines(under policy: Policy) -> [Deadline] {
    guard setAside == nil else { return [] }
    return policy.deadlines.compactMap { rule in
      guard let stretch = newestStretch(of: rule) else { return nil }
      let due = stretch.startedAt.adding(seconds: rule.seconds)
      return Deadline(
        id: rule.id, title: rule.title, kind: rule.kind, startedAt: stretch.startedAt, due: due,
        remindAt: rule.remindBeforeSeconds.map { due.adding(seconds: -$0) },
        alarmAt: due.adding(seconds: rule.alarmAfterSeconds), whom: rule.whom,
        metAt: stretch.endedAt, citation: rule.citation)
    }
  }

  /// The newest time from a start of the rule to its end. A start while it runs changes nothing: who
  /// writes twice does not wait longer. Only a start that is an end as well begins it anew, such as
  /// the weekly word to the reporter.
  private func newestStretch(
    of rule: Policy.DeadlineRule
  ) -> (startedAt: Moment, endedAt: Moment?)? {
    var newest: (startedAt: Moment, endedAt: Moment?)?
    for (trigger, at) in triggers {
      if trigger == rule.starts,
        newest == nil || newest?.endedAt != nil || rule.ends.contains(trigger)
      {
        newest = (at, nil)
      } else if rule.ends.contains(trigger), let running = newest, running.endedAt == nil {
        newest?.endedAt = at
      }
    }
    return newest
  }
}
