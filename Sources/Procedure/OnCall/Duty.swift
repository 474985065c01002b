/// What a member does in a week of on-call duty.
package enum Duty: String, Codable, Sendable, CaseIterable, Comparable {
  /// Answers new reports.
  case primary
  /// Inherits that when the primary is away or does not answer.
  case secondary

  package static func < (left: Duty, right: Duty) -> Bool {
    left == .primary && right == .secondary
  }
}

/// One duty in one week.
package struct DutySlot: Hashable, Codable, Sendable, Comparable {
  /// The number of the week, as `Policy.OnCall.week(at:)` counts.
  package var week: Int
  package var duty: Duty

  package init(week: Int, duty: Duty) {
    self.week = week
    self.duty = duty
  }

  package static func < (left: DutySlot, right: DutySlot) -> Bool {
    (left.week, left.duty) < (right.week, right.duty)
  }
}

/// Who has which duty in a week. Both are nil where nobody is left; the secondary alone where only one is.
package struct DutyWeek: Hashable, Sendable {
  /// The number of the week, as `Policy.OnCall.week(at:)` counts.
  package var number: Int
  package var start: Moment
  /// When the next pair takes over.
  package var end: Moment
  package var primary: MemberID?
  package var secondary: MemberID?
  /// Everybody else of the rotation, who waited longest first.
  var waiting: [MemberID]

  /// Who has this duty; nil where nobody is left for it.
  package func holder(of duty: Duty) -> MemberID? {
    switch duty {
    case .primary: primary
    case .secondary: secondary
    }
  }

  /// What this member does in the week; nil for nothing.
  package func duty(of member: MemberID) -> Duty? {
    Duty.allCases.first { holder(of: $0) == member }
  }
}

/// Who answers at a moment: the pair of the week, without who is away, filled up by who waited longest.
package struct StandingDuty: Hashable, Sendable {
  /// The week as it was planned.
  package var week: DutyWeek
  /// Nil where everybody is away or nobody is left.
  package var primary: MemberID?
  package var secondary: MemberID?
}

/// A time in which a member has no duty. Nobody is asked for a reason.
package struct Absence: Hashable, Codable, Sendable {
  /// The sequence of the event that entered it.
  package var number: Int
  package var member: MemberID
  package var from: Moment
  package var until: Moment
  /// When it was entered; it changes nothing before.
  package var enteredAt: Moment
  /// When it was said to be over, or to be a mistake; nil while it stands.
  package var endedAt: Moment?

  /// The time that counts, by what was known at a moment; nil when nothing of it does.
  func interval(knownAt known: Moment) -> Range<Moment>? {
    guard enteredAt <= known else { return nil }
    let end = endedAt.map { $0 <= known ? min($0, until) : until } ?? until
    return from < end ? from..<end : nil
  }
}

/// One member asks another to take a duty over, or to exchange two.
package struct Swap: Hashable, Codable, Sendable {
  /// What became of it.
  package enum State: String, Codable, Sendable, CaseIterable {
    case open, agreed, declined, withdrawn
  }

  /// The sequence of the event that proposed it.
  package var number: Int
  package var from: MemberID
  package var with: MemberID
  /// What the other one would take over.
  package var gives: DutySlot
  /// What the proposer would take over in return; nil for nothing.
  package var takes: DutySlot?
  package var proposedAt: Moment
  package var state: State
  package var settledAt: Moment?
}
