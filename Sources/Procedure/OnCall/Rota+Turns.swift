extension Rota {
  /// How much of a week somebody is there.
  private enum Presence {
    case whole, partly, away
  }

  /// The weeks from that of `now` on, by all that is known now.
  package func weeks(
    _ count: Int, from now: Moment, under rules: Policy.OnCall
  ) -> [DutyWeek] {
    let first = rules.week(at: now)
    return plan(through: first + max(count, 1) - 1, knownAt: now, under: rules, from: first)
  }

  /// One week by what is known at a moment; a week that has begun keeps the plan it began with.
  package func week(_ number: Int, knownAt now: Moment, under rules: Policy.OnCall) -> DutyWeek {
    let planned = plan(through: number, knownAt: now, under: rules, from: number)
    return planned.last
      ?? DutyWeek(
        number: number, start: rules.start(ofWeek: number), end: rules.start(ofWeek: number + 1),
        primary: nil, secondary: nil, waiting: [])
  }

  /// Who answers now: without who is away or has left since the week began.
  package func standing(at now: Moment, under rules: Policy.OnCall) -> StandingDuty {
    let week = week(rules.week(at: now), knownAt: now, under: rules)
    let here = members(at: now)
    let line = [week.primary, week.secondary].compactMap(\.self) + week.waiting
    // Who came within the week is last in line.
    let present = (line + here.filter { !line.contains($0) })
      .filter { here.contains($0) && !isAway($0, at: now) }
    return StandingDuty(
      week: week, primary: present.first, secondary: present.dropFirst().first)
  }

  /// Goes through all weeks since the first event, so that every turn follows from the one before.
  private func plan(
    through last: Int, knownAt now: Moment, under rules: Policy.OnCall, from first: Int
  ) -> [DutyWeek] {
    guard let begin = changes.first?.at, rules.week(at: begin) <= last else { return [] }
    var weeks: [DutyWeek] = []
    var line: [MemberID] = []
    var pending = changes[...]
    for number in rules.week(at: begin)...last {
      let start = rules.start(ofWeek: number)
      let end = rules.start(ofWeek: number + 1)
      var known = min(start, now)
      Self.move(&line, &pending, until: known)
      if line.isEmpty {
        // The first week of a group begins when somebody is there.
        known = min(end.adding(seconds: -1), now)
        Self.move(&line, &pending, until: known)
      }
      let pair = pair(number, start..<end, line, knownAt: known, swapsBy: min(end, now))
      if let used = pair.turnOf, let place = line.firstIndex(of: used) {
        line.append(line.remove(at: place))
      }
      guard number >= first else { continue }
      weeks.append(
        DutyWeek(
          number: number, start: start, end: end, primary: pair.primary,
          secondary: pair.secondary,
          waiting: line.filter { $0 != pair.primary && $0 != pair.secondary }))
    }
    return weeks
  }

  private static func move(
    _ line: inout [MemberID], _ pending: inout ArraySlice<Change>, until known: Moment
  ) {
    while let change = pending.first, change.at <= known {
      pending.removeFirst()
      line.removeAll { $0 == change.member }
      if change.isHere { line.append(change.member) }
    }
  }

  private struct Pair {
    var primary: MemberID?
    var secondary: MemberID?
    /// Who goes to the end of the line.
    var turnOf: MemberID?
  }

  private func pair(
    _ number: Int, _ week: Range<Moment>, _ line: [MemberID], knownAt known: Moment,
    swapsBy: Moment
  ) -> Pair {
    var presence: [MemberID: Presence] = [:]
    for member in line { presence[member] = self.presence(of: member, in: week, knownAt: known) }
    let able = line.filter { presence[$0] == .whole } + line.filter { presence[$0] == .partly }
    func pinned(_ duty: Duty) -> Pin? {
      guard let pin = pins[DutySlot(week: number, duty: duty)], pin.at <= swapsBy,
        able.contains(pin.member)
      else { return nil }
      return pin
    }
    let first = pinned(.primary)
    var second = pinned(.secondary)
    if second?.member == first?.member { second = nil }
    // Whoever takes a duty over and has the other one of that week exchanges the two: nobody else is drawn in.
    let planned = able.first
    let primary =
      first?.member
      ?? (planned == second?.member
        ? exchanged(second, able) ?? able.first { $0 != planned } : planned)
    let follower = able.first { $0 != (first?.turnOf ?? primary) }
    let secondary =
      second?.member
      ?? (follower == primary
        ? exchanged(first, able) ?? able.first { $0 != primary } : follower)
    let turnOf = first.map { line.contains($0.turnOf) ? $0.turnOf : $0.member } ?? planned
    // One alone is the primary, whatever was swapped.
    if primary == nil { return Pair(primary: secondary, secondary: nil, turnOf: secondary) }
    return Pair(primary: primary, secondary: secondary, turnOf: turnOf)
  }

  /// Who gave the duty away, where they are there.
  private func exchanged(_ pin: Pin?, _ able: [MemberID]) -> MemberID? {
    pin.flatMap { able.contains($0.turnOf) && $0.turnOf != $0.member ? $0.turnOf : nil }
  }

  private func presence(
    of member: MemberID, in week: Range<Moment>, knownAt known: Moment
  ) -> Presence {
    let away = absences.filter { $0.member == member }
      .compactMap { $0.interval(knownAt: known) }
      .filter { $0.overlaps(week) }
      .sorted { $0.lowerBound < $1.lowerBound }
    if away.isEmpty { return .whole }
    var covered = week.lowerBound
    for interval in away where interval.lowerBound <= covered {
      covered = max(covered, interval.upperBound)
    }
    return covered >= week.upperBound ? .away : .partly
  }
}
