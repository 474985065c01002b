/// Who owns the case, and who was asked to (rows H6, E1).
package struct Shepherding: Hashable, Sendable {
  /// Who owns it; until somebody does, the primary on call.
  package internal(set) var shepherd: MemberID?
  package internal(set) var since: Moment?
  /// Who was asked and has not answered.
  package internal(set) var nominated: MemberID?
  /// Who takes it and has declared something that the others have to look at first.
  package internal(set) var pending: Pending?
  package internal(set) var introducedAt: Moment?
  /// The reporter has a concern about the shepherd, which the group has not answered.
  package internal(set) var openConcern: Moment?
  /// Who was the shepherd when the concern was raised.
  package internal(set) var concernAbout: MemberID?
  /// Whose biases matter, until somebody else asks them again.
  package internal(set) var unfit: Set<MemberID> = []

  /// Somebody whose declared biases are looked at.
  package struct Pending: Hashable, Sendable {
    package var member: MemberID
    package var biases: String
    package var at: Moment
  }
}

extension Case {
  mutating func foldShepherd(_ event: Event, _ recorded: RecordedEvent) {
    let at = recorded.at
    switch event {
    case .shepherdNominated(let nomination):
      shepherding.nominated = nomination.member
      if recorded.by.memberID != nomination.member { shepherding.unfit.remove(nomination.member) }
    case .shepherdAccepted(let declaration):
      guard let member = recorded.by.memberID else { return }
      if shepherding.nominated == member { shepherding.nominated = nil }
      if let biases = declaration.biases, !biases.isEmpty {
        shepherding.pending = Shepherding.Pending(member: member, biases: biases, at: at)
      } else {
        takeOver(member, at: at)
      }
    case .shepherdDeclined:
      if shepherding.nominated == recorded.by.memberID { shepherding.nominated = nil }
    case .biasesSettled(let settlement):
      guard shepherding.pending?.member == settlement.member else { return }
      shepherding.pending = nil
      if settlement.isFit {
        takeOver(settlement.member, at: at)
      } else {
        shepherding.unfit.insert(settlement.member)
      }
    case .shepherdingHandedOver(let handOver):
      shepherding.nominated = handOver.member
      shepherding.unfit.remove(handOver.member)
    case .concernSettled(let settlement):
      shepherding.openConcern = nil
      shepherding.concernAbout = nil
      trigger(.concernSettled, at)
      if !settlement.keepsShepherd { loseShepherd() }
    default: break
    }
  }

  private mutating func takeOver(_ member: MemberID, at: Moment) {
    guard standings[member]?.state == .cleared else { return }
    shepherding.shepherd = member
    shepherding.since = at
    shepherding.introducedAt = nil
    trigger(.shepherdAccepted, at)
  }

  mutating func loseShepherd() {
    shepherding.shepherd = nil
    shepherding.since = nil
    shepherding.introducedAt = nil
  }

  /// Whoever stops being a handler owns nothing any more, and an open vote they took part in is void.
  mutating func loseHandler(_ member: MemberID, at: Moment) {
    if shepherding.shepherd == member { loseShepherd() }
    if shepherding.nominated == member { shepherding.nominated = nil }
    if shepherding.pending?.member == member { shepherding.pending = nil }
    for index in proposals.indices where proposals[index].isOpen && isOn(.leaverVoidsVote) {
      guard proposals[index].words[member] != nil else { continue }
      proposals[index].stage = .void(at: at)
      trigger(.proposalSettled, at, key: "\(proposals[index].number)")
    }
  }
}
