package import Procedure

/// The rota as members see it.
package struct RotaView: Sendable, Hashable {
  /// One week of duty.
  package struct Week: Sendable, Hashable {
    /// The number by which a swap names it.
    package let number: Int
    package let start: Moment
    package let end: Moment
    /// Nil where nobody is left.
    package let primary: PublicMember?
    package let secondary: PublicMember?
    /// What the member who looks does in it.
    package let mine: Duty?
  }

  /// A swap that waits for an answer.
  package struct SwapRow: Sendable, Hashable {
    package let number: Int
    package let from: PublicMember
    package let with: PublicMember
    package let gives: Slot
    /// What the proposer would do in return; nil for nothing.
    package let takes: Slot?
    /// False once time or another change has overtaken it; then it can only be declined or withdrawn.
    package let isOpen: Bool
  }

  /// A duty in a week, with its time.
  package struct Slot: Sendable, Hashable {
    package let week: Int
    package let start: Moment
    package let duty: Duty
  }

  /// Somebody is away.
  package struct AbsenceRow: Sendable, Hashable {
    package let number: Int
    package let member: PublicMember
    package let from: Moment
    package let until: Moment
    package let isMine: Bool
  }

  package let now: Moment
  package let rules: Policy.OnCall
  /// Who answers now; nil where everybody is away.
  package let primary: PublicMember?
  package let secondary: PublicMember?
  /// This week first, then those ahead.
  package let weeks: [Week]
  /// Asked of the member who looks.
  package let swapsToAnswer: [SwapRow]
  /// Proposed by the member who looks.
  package let swapsProposed: [SwapRow]
  /// Everybody's, not over yet.
  package let absences: [AbsenceRow]
  /// The other members who take turns.
  package let others: [PublicMember]
  /// Whether the member who looks takes turns.
  package let takesTurns: Bool
  /// Whether they have a calendar feed.
  package let hasFeed: Bool

  /// For tests and pictures.
  package init(
    now: Moment, rules: Policy.OnCall, primary: PublicMember?, secondary: PublicMember?,
    weeks: [Week], swapsToAnswer: [SwapRow], swapsProposed: [SwapRow], absences: [AbsenceRow],
    others: [PublicMember], takesTurns: Bool, hasFeed: Bool
  ) {
    self.now = now
    self.rules = rules
    self.primary = primary
    self.secondary = secondary
    self.weeks = weeks
    self.swapsToAnswer = swapsToAnswer
    self.swapsProposed = swapsProposed
    self.absences = absences
    self.others = others
    self.takesTurns = takesTurns
    self.hasFeed = hasFeed
  }
}

extension RotaView.Week {
  /// For tests and pictures.
  package init(
    _ number: Int, _ start: Moment, _ end: Moment, primary: PublicMember?,
    secondary: PublicMember?, mine: Duty?
  ) {
    self.init(
      number: number, start: start, end: end, primary: primary, secondary: secondary, mine: mine)
  }
}

extension RotaView.SwapRow {
  /// For tests and pictures.
  package init(
    _ number: Int, from: PublicMember, with: PublicMember, gives: RotaView.Slot,
    takes: RotaView.Slot?, open: Bool
  ) {
    self.init(
      number: number, from: from, with: with, gives: gives, takes: takes, isOpen: open)
  }
}

extension RotaView.Slot {
  /// For tests and pictures.
  package init(_ week: Int, _ start: Moment, _ duty: Duty) {
    self.init(week: week, start: start, duty: duty)
  }
}

extension RotaView.AbsenceRow {
  /// For tests and pictures.
  package init(
    _ number: Int, _ member: PublicMember, from: Moment, until: Moment, mine: Bool
  ) {
    self.init(number: number, member: member, from: from, until: until, isMine: mine)
  }
}
