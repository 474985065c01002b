extension Case {
  /// All deadlines that have started, in the order of the policy; none while the case is set aside, and after closing only
  /// those that run on.
  ///
  /// A deadline that starts again, such as the answer to a new message, is shown for its newest start. Several of a kind,
  /// such as those of tasks, run side by side, each under an id of its own.
  package func deadlines(under policy: Policy) -> [Deadline] {
    guard setAside == nil else { return [] }
    let isEnded = closedState != nil || phase == .filed
    return policy.deadlines.flatMap { rule in
      stretches(of: rule).compactMap { stretch -> Deadline? in
        if isEnded, stretch.endedAt == nil, !rule.runsAfterClosing { return nil }
        return deadline(rule, stretch)
      }
    }
  }

  private func deadline(_ rule: Policy.DeadlineRule, _ stretch: Stretch) -> Deadline {
    let rest = rule.kind == .aim ? rested(rule.id, since: stretch.startedAt) : 0
    let due = (stretch.due ?? stretch.startedAt.adding(seconds: rule.seconds)).adding(seconds: rest)
    let isPaused = rule.kind == .aim && pauses[rule.id]?.last.map { $0.until == nil } == true
    return Deadline(
      id: stretch.key.map { DeadlineID("\(rule.id.text).\($0)") } ?? rule.id,
      title: stretch.key.flatMap { title(of: rule, key: $0) } ?? rule.title, kind: rule.kind,
      startedAt: stretch.startedAt, due: due,
      remindAt: isPaused ? nil : rule.remindBeforeSeconds.map { due.adding(seconds: -$0) },
      alarmAt: isPaused ? .distantFuture : due.adding(seconds: rule.alarmAfterSeconds),
      whom: rule.whom, metAt: stretch.endedAt, endedBy: stretch.endedBy, isPaused: isPaused,
      citation: rule.citation)
  }

  /// How long an aim has rested since it started, in seconds; a rest that goes on counts when it ends.
  private func rested(_ id: DeadlineID, since start: Moment) -> Int64 {
    (pauses[id] ?? []).reduce(0) { sum, pause in
      guard let until = pause.until else { return sum }
      let from = max(pause.from, start)
      return until > from ? sum + until.secondsSince1970 - from.secondsSince1970 : sum
    }
  }

  private struct Stretch {
    var key: String?
    var startedAt: Moment
    var due: Moment?
    var endedAt: Moment?
    var endedBy: Policy.DeadlineRule.Trigger?

    mutating func end(_ record: TriggerRecord) { (endedAt, endedBy) = (record.at, record.trigger) }
  }

  /// The newest time from a start of the rule to its end, for each key. A start while it runs changes nothing but its
  /// due date: who writes twice does not wait longer. Only a start that is an end as well begins it anew, such as the
  /// weekly word to the reporter. An end without a key ends all. What would end with a message does not begin while the
  /// reporter wants none.
  private func stretches(of rule: Policy.DeadlineRule) -> [Stretch] {
    var stretches: [Stretch] = []
    var stopped: TriggerRecord?
    for record in triggers {
      if record.trigger == .contactStopped { stopped = record }
      if record.trigger == .contactResumed { stopped = nil }
      if record.trigger == rule.starts {
        if let index = stretches.firstIndex(where: { $0.key == record.key }) {
          if stretches[index].endedAt != nil || rule.ends.contains(record.trigger) {
            stretches[index] = Stretch(
              key: record.key, startedAt: record.at, due: record.due)
          } else if let due = record.due {
            stretches[index].due = due
          }
        } else {
          stretches.append(
            Stretch(key: record.key, startedAt: record.at, due: record.due))
        }
        if stopped != nil, rule.ends.contains(.contactStopped) {
          for index in stretches.indices where stretches[index].endedAt == nil {
            (stretches[index].endedAt, stretches[index].endedBy) = (record.at, .contactStopped)
          }
        }
      } else if rule.ends.contains(record.trigger) {
        for index in stretches.indices where stretches[index].endedAt == nil {
          let isThis =
            record.key == nil || stretches[index].key == nil || stretches[index].key == record.key
          if isThis { stretches[index].end(record) }
        }
      }
    }
    return stretches
  }

  /// The name of a task, in the place of the rule's own title.
  private func title(of rule: Policy.DeadlineRule, key: String) -> String? {
    guard rule.starts == .taskOpened, let number = Int(key),
      let task = tasks.first(where: { $0.number == number })
    else { return nil }
    return task.content.title
  }
}
