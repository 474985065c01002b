/// Whom a report that waits for its first answer is for.
package struct Call: Hashable, Sendable {
  /// How far it has gone; later stages include the earlier ones.
  package enum Stage: String, Codable, Sendable, CaseIterable, Comparable {
    case primary, secondary
    /// Every member is asked, and any may take it up.
    case everyone

    package static func < (left: Stage, right: Stage) -> Bool {
      allCases.firstIndex(of: left) ?? 0 < allCases.firstIndex(of: right) ?? 0
    }
  }

  package var stage: Stage
  /// Never anybody who may not know of the case.
  package var members: [MemberID]
}

extension Rota {
  /// Whom to call for a report without an answer: the primary at once, the secondary at once where the primary is away
  /// or may not know of it and otherwise after a while, and everybody after a day or where neither is left.
  ///
  /// - Parameters:
  ///   - since: when the report came.
  ///   - eligible: who may know that the case exists; nobody else is ever called.
  package func call(
    since: Moment, at now: Moment, among eligible: Set<MemberID>, under rules: Policy.OnCall
  ) -> Call {
    let everyone = Call(stage: .everyone, members: eligible.sorted())
    guard now < since.adding(seconds: rules.stepInSeconds) else { return everyone }
    let standing = standing(at: now, under: rules)
    let primary = standing.primary.flatMap { eligible.contains($0) ? $0 : nil }
    let secondary = standing.secondary.flatMap { eligible.contains($0) ? $0 : nil }
    guard let first = primary ?? secondary else { return everyone }
    if primary != nil, now < since.adding(seconds: rules.secondaryAfterSeconds) {
      return Call(stage: .primary, members: [first])
    }
    return Call(stage: .secondary, members: [primary, secondary].compactMap(\.self))
  }
}

extension Policy.OnCall {
  /// The number of the week that a moment falls into, counted from the first hand-over after the beginning of 1970.
  package func week(at moment: Moment) -> Int {
    let seconds = moment.secondsSince1970.subtractingReportingOverflow(firstHandOverSeconds)
      .partialValue
    let rest = seconds % Self.weekSeconds
    return Int((seconds - (rest < 0 ? rest + Self.weekSeconds : rest)) / Self.weekSeconds)
  }

  /// When a week begins, and the one before ends.
  package func start(ofWeek number: Int) -> Moment {
    Moment(secondsSince1970: firstHandOverSeconds + Int64(number) * Self.weekSeconds)
  }

  /// When the secondary and when everybody is called for a report that came then.
  package func callTimes(since: Moment) -> [Call.Stage: Moment] {
    [
      .secondary: since.adding(seconds: secondaryAfterSeconds),
      .everyone: since.adding(seconds: stepInSeconds),
    ]
  }

  /// Whether any member may take a report up that came then and was not answered.
  package func mayAnyoneStepIn(since: Moment, at now: Moment) -> Bool {
    now >= since.adding(seconds: stepInSeconds)
  }

  private static let weekSeconds: Int64 = 7 * 86_400

  /// 1 January 1970 was a Thursday.
  private var firstHandOverSeconds: Int64 {
    let place = Int64(Policy.Weekday.allCases.firstIndex(of: weekday) ?? 0)
    return (place - 3 + 7) % 7 * 86_400 + Int64(hour) * 3_600
  }
}
