extension Case {
  /// What the rules do by themselves at this moment: letting silence in, escalating to the board. The
  /// server appends these events as `Actor.server`; asked again after they are folded, there are none.
  package func duties(at now: Moment, under policy: Policy) -> [Event] {
    guard report != nil, setAside == nil, phase != .filed else { return [] }
    let released = releases(at: now, under: policy)
    let events = released.map { Event.releasedBySilence(Release(member: $0)) }
    guard escalation == nil else { return events }
    // Advisers and those who oversee are no group, and who may not vote decides nothing.
    let seated = standings.filter { $0.value.seat == .member }
    let clearedCount =
      seated.count { $0.value.state == .cleared && !softConflicts.contains($0.key) }
      + released.count
    if clearedCount == 0, !seated.contains(where: { $0.value.state == .asked }) {
      return events + [.escalatedToBoard(Escalation(because: .nobodyLeft))]
    }
    if let closes = gateCloses(under: policy), closes <= now, clearedCount < policy.gate.clearedMin
    {
      return events + [.escalatedToBoard(Escalation(because: .tooFewCleared))]
    }
    return events
  }

  /// When the gate's window closes for who was asked first; nil before anybody was asked.
  package func gateCloses(under policy: Policy) -> Moment? {
    triggers.first { $0.trigger == .gateOpened }?.at.adding(seconds: policy.gate.windowSeconds)
  }

  /// The next moment at which `duties(at:under:)` may answer differently without a new event; nil for never.
  package func nextDuty(after now: Moment, under policy: Policy) -> Moment? {
    var moments: [Moment] = []
    if escalation == nil, let closes = gateCloses(under: policy) { moments.append(closes) }
    if policy.gate.silence == .letsIn {
      moments += undeclared.compactMap {
        askedAt[$0]?.adding(seconds: policy.gate.windowSeconds)
      }
    }
    return moments.filter { $0 > now }.min()
  }

  private func releases(at now: Moment, under policy: Policy) -> [MemberID] {
    guard policy.gate.silence == .letsIn else { return [] }
    return undeclared.filter { member in
      guard let asked = askedAt[member] else { return false }
      return asked.adding(seconds: policy.gate.windowSeconds) <= now
    }
  }

  /// The board members who have to be asked once the board has the case: everybody without a standing yet.
  /// Who was left out or named in the report has one.
  package func boardToAsk(among profiles: [MemberProfile]) -> [MemberID] {
    guard escalation != nil else { return [] }
    return profiles.filter { $0.seat == .board && standings[$0.id] == nil }.map(\.id).sorted()
  }
}
