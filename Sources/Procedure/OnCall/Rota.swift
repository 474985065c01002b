/// Who is on call when, folded from what happened.
///
/// Members take turns: the first in line is primary, the next one secondary and so primary the week after; whoever was
/// primary goes to the end of the line, and whoever joins does too. Nothing that happens within a week changes whose
/// week it was planned to be, but for a swap both agreed to.
package struct Rota: Hashable, Sendable {
  /// All events, oldest first.
  package private(set) var log: [RecordedRotaEvent] = []
  /// Every swap that was ever proposed, oldest first.
  package private(set) var swaps: [Swap] = []
  /// Every absence that was ever entered, oldest first.
  package private(set) var absences: [Absence] = []

  /// Somebody comes into the rotation, or goes.
  struct Change: Hashable, Sendable {
    var at: Moment
    var member: MemberID
    var isHere: Bool
  }

  /// A duty that was swapped: who has it now, and whose turn it uses up.
  struct Pin: Hashable, Sendable {
    var at: Moment
    var member: MemberID
    var turnOf: MemberID
  }

  private(set) var changes: [Change] = []
  private(set) var pins: [DutySlot: Pin] = [:]

  /// Folds events in their order. What cannot be, such as an answer to an unknown swap, changes nothing.
  package init(folding events: [RecordedRotaEvent] = []) {
    for event in events { apply(event) }
  }

  /// The sequence of the next event.
  package var nextSequence: Int { (log.last?.sequence ?? 0) + 1 }

  /// Takes the next event.
  package mutating func apply(_ recorded: RecordedRotaEvent) {
    log.append(recorded)
    switch recorded.event {
    case .joined(let member):
      changes.append(Change(at: recorded.at, member: member, isHere: true))
    case .left(let member):
      changes.append(Change(at: recorded.at, member: member, isHere: false))
    case .swapProposed(let other, let gives, let takes):
      guard let member = recorded.by else { return }
      swaps.append(
        Swap(
          number: recorded.sequence, from: member, with: other, gives: gives, takes: takes,
          proposedAt: recorded.at, state: .open, settledAt: nil))
    case .swapAnswered(let number, let agreed):
      settle(number, agreed ? .agreed : .declined, at: recorded.at)
    case .swapWithdrawn(let number): settle(number, .withdrawn, at: recorded.at)
    case .absenceEntered(let from, let until):
      guard let member = recorded.by else { return }
      absences.append(
        Absence(
          number: recorded.sequence, member: member, from: from, until: until,
          enteredAt: recorded.at, endedAt: nil))
    case .absenceEnded(let number):
      guard let index = absences.firstIndex(where: { $0.number == number }) else { return }
      absences[index].endedAt = absences[index].endedAt ?? recorded.at
    }
  }

  private mutating func settle(_ number: Int, _ state: Swap.State, at: Moment) {
    guard let index = swaps.firstIndex(where: { $0.number == number && $0.state == .open }) else {
      return
    }
    swaps[index].state = state
    swaps[index].settledAt = at
    guard state == .agreed else { return }
    let swap = swaps[index]
    pin(swap.gives, to: swap.with, from: swap.from, at: at)
    if let takes = swap.takes { pin(takes, to: swap.from, from: swap.with, at: at) }
  }

  private mutating func pin(
    _ slot: DutySlot, to member: MemberID, from holder: MemberID, at: Moment
  ) {
    pins[slot] = Pin(at: at, member: member, turnOf: pins[slot]?.turnOf ?? holder)
  }

  /// Who is in the rotation at a moment, in the order in which they came.
  package func members(at now: Moment) -> [MemberID] {
    var here: [MemberID] = []
    for change in changes where change.at <= now {
      here.removeAll { $0 == change.member }
      if change.isHere { here.append(change.member) }
    }
    return here
  }

  /// What is to be recorded so that the rotation has exactly these members.
  ///
  /// - Parameter present: in the order in which they joined the group.
  package func events(toHold present: [MemberID]) -> [RotaEvent] {
    let known = members(at: Moment(secondsSince1970: .max))
    return known.filter { !present.contains($0) }.map(RotaEvent.left)
      + present.filter { !known.contains($0) }.map(RotaEvent.joined)
  }

  /// Whether a member is away at a moment, by what was known then.
  package func isAway(_ member: MemberID, at now: Moment) -> Bool {
    absences.contains {
      $0.member == member && $0.interval(knownAt: now)?.contains(now) == true
    }
  }
}
