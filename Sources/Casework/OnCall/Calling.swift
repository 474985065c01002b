import Identity
import Procedure
import Storage

/// Whom the server calls for a report without an answer. It looks at the index and the rota alone, and calls nobody who
/// may not know of the case.
extension Organization {
  /// Whom to tell of a new report that it is theirs to answer.
  func calledAtOnce(
    for index: CaseIndex, among asked: [PrincipalID], _ rota: Rota
  ) -> Set<PrincipalID> {
    let call = rota.call(
      since: index.received, at: environment.now(), among: Self.members(asked),
      under: policy.onCall)
    return call.stage == .everyone ? [] : Set(Self.principals(call.members))
  }

  /// Whom a deadline of who is on call reaches at this moment.
  func called(
    for deadline: Deadline, among eligible: [PrincipalID], _ rota: Rota, at now: Moment
  ) -> [PrincipalID] {
    Self.principals(
      rota.call(
        since: deadline.startedAt, at: now, among: Self.members(eligible), under: policy.onCall
      ).members)
  }

  /// The next stage that has come for a deadline without an answer, and who is called now and was not before; nil where
  /// all that have come were called.
  func nextCall(
    for deadline: Deadline, notified: inout Set<CaseIndex.Notified>, among eligible: [PrincipalID],
    _ rota: Rota, at now: Moment
  ) -> [PrincipalID]? {
    let times = policy.onCall.callTimes(since: deadline.startedAt)
    let come = Call.Stage.allCases.filter { times[$0].map { $0 <= now } ?? false }
    guard let newest = come.max(), !notified.contains(.called(deadline.id, newest)) else {
      return nil
    }
    for stage in come { notified.insert(.called(deadline.id, stage)) }
    let called = called(for: deadline, among: eligible, rota, at: now)
    guard newest == .secondary, called.count > 1 else { return called }
    // The primary knows already.
    return Array(called.dropFirst())
  }

  private static func members(_ principals: [PrincipalID]) -> Set<MemberID> {
    Set(principals.map { MemberID($0.hexadecimal) })
  }

  private static func principals(_ members: [MemberID]) -> [PrincipalID] {
    members.compactMap { PrincipalID(hexadecimal: $0.text) }
  }
}

extension CaseIndex {
  /// The next minute at which the program has to look at the case, by its deadlines and by whom the rota calls.
  func dueMinute(calling rules: Policy.OnCall) -> Int64? {
    guard keepsTime else { return nil }
    let calls = deadlines.filter { $0.metAt == nil && !$0.isPaused && $0.whom == .onCall }.flatMap {
      deadline in
      rules.callTimes(since: deadline.startedAt)
        .filter { !notified.contains(.called(deadline.id, $0.key)) }
        .map { ($0.value.secondsSince1970 + 59) / 60 }
    }
    return ([dueMinute].compactMap(\.self) + calls).min()
  }
}
