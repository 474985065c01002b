/// A time by which something should have happened, computed from events and policy, never set by hand.
package struct Deadline: Hashable, Codable, Sendable {
  package var id: DeadlineID
  /// What is due, for people.
  package var title: String
  package var kind: Kind
  package var startedAt: Moment
  package var due: Moment
  /// When to remind, before it is due; nil for never.
  package var remindAt: Moment?
  /// When to raise the alarm; at `due` or later.
  package var alarmAt: Moment
  /// Whom reminders and the alarm go to.
  package var whom: Audience
  /// When it was met; nil while it runs.
  package var metAt: Moment?
  /// What ended it; nil while it runs, and in rows that are older than this.
  package var endedBy: Policy.DeadlineRule.Trigger?
  /// An aim that rests, with a reason; promises never do.
  package var isPaused: Bool
  package var citation: ClauseCitation

  package init(
    id: DeadlineID, title: String, kind: Kind, startedAt: Moment, due: Moment, remindAt: Moment?,
    alarmAt: Moment, whom: Audience, metAt: Moment?, endedBy: Policy.DeadlineRule.Trigger? = nil,
    isPaused: Bool = false, citation: ClauseCitation
  ) {
    self.endedBy = endedBy
    self.id = id
    self.title = title
    self.kind = kind
    self.startedAt = startedAt
    self.due = due
    self.remindAt = remindAt
    self.alarmAt = alarmAt
    self.whom = whom
    self.metAt = metAt
    self.isPaused = isPaused
    self.citation = citation
  }

  /// Whether it is a promise or an aim.
  package enum Kind: String, Codable, Sendable, CaseIterable {
    /// Promised to people; never paused.
    case promise
    /// What the group aims at.
    case aim
  }

  /// Whom reminders go to.
  package enum Audience: String, Codable, Sendable, CaseIterable {
    /// Everybody who may read the case; before anybody may, everybody who was asked.
    case handlers
    /// Who was asked and has not declared.
    case undeclared
    /// The chairs among those.
    case chairs
    /// Who is on call: the primary, then the secondary, then everybody who may know of the case, as time passes.
    case onCall
    /// Nobody; it is only shown.
    case nobody
  }

  /// How it stands at a moment.
  package enum State: Hashable, Sendable {
    case running
    case met(Moment)
    /// Done, but after it was due.
    case metLate(Moment)
    case missed
  }

  /// How it stands at a moment.
  package func state(at now: Moment) -> State {
    if let metAt { return metAt <= due ? .met(metAt) : .metLate(metAt) }
    return now <= due ? .running : .missed
  }
}
