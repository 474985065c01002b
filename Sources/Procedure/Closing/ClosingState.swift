/// How a case was closed.
package struct ClosedState: Hashable, Sendable {
  package var how: How
  package var at: Moment

  /// In which of the ways.
  package enum How: Hashable, Sendable {
    case closed(CaseClosing)
    case filed(reason: String)
    case merged(into: CaseID)
  }
}

extension Case {
  mutating func foldClosing(_ event: Event, _ recorded: RecordedEvent) {
    let at = recorded.at
    switch event {
    case .boardReported:
      boardReportedAt = at
      trigger(.boardReported, at)
    case .oversightRequested(let request):
      guard let member = recorded.by.memberID, standings[member] == nil else { return }
      oversightAsked[member] = request.reason
    case .oversightGranted(let grant):
      oversightAsked[grant.member] = nil
      if standings[grant.member] == nil {
        standings[grant.member] = Standing(seat: .oversight, state: .cleared)
      }
    case .oversightDeclined(let decline): oversightAsked[decline.member] = nil
    case .reconsiderationRequested(let request):
      askForReconsideration(request.party, sequence: recorded.sequence, at: at)
    case .returnedToGroup: returnToGroup(at: at)
    case .closed(let closing):
      closedState = ClosedState(how: .closed(closing), at: at)
      trigger(.closed, at)
      trigger(
        .reviewSet, at,
        due: closing.reviewAt ?? at.adding(seconds: policy.closing.reviewSeconds))
    case .filedForRecord(let reason):
      closedState = ClosedState(how: .filed(reason: reason.reason), at: at)
      wanted[.filing] = nil
      triggerFiled(at)
    case .mergedInto(let merging):
      closedState = ClosedState(how: .merged(into: merging.other), at: at)
      triggerFiled(at)
    case .reopened:
      closedState = nil
      reopenedAt = at
      // Its next end is told to the reporter and the board anew.
      closingToldAt = nil
      boardReportedAt = nil
      trigger(.reopened, at)
      trigger(.reviewed, at)
      takeUpRetaliation(at: at)
    case .caseLinked(let link):
      if !links.contains(link) { links.append(link) }
      if link.relation == .retaliation { takeUpRetaliation(at: at) }
    case .delayAnnounced(let delay):
      delayedUntil = delay.projected
      trigger(.delayAnnounced, at, due: delay.projected)
    case .deadlinePaused(let pause): pauses[pause.deadline, default: []].append((at, nil))
    case .deadlineResumed(let pause):
      if let last = pauses[pause.deadline]?.indices.last {
        pauses[pause.deadline]?[last].until = at
      }
    case .policyMoved(let move):
      if let next = laterPolicies[move.address] { policy = next }
      policyAddress = move.address
    case .reviewRecorded(let review):
      trigger(.reviewed, at)
      if let next = review.nextReview { trigger(.reviewSet, at, due: next) }
    default: break
    }
  }

  /// What waits for the filing of a case, and whether the board has heard of it already.
  mutating func triggerFiled(_ at: Moment) {
    trigger(.filed, at)
    if boardReportedAt != nil || escalation != nil || !policy.board.reportsEveryCase {
      trigger(.boardReported, at)
    }
  }

  /// The reporter wants no more messages.
  package var reporterStoppedContact: Bool { reporterID.map(contactStopped.contains) ?? false }

  /// Whether a conversation leads to a party who wants to hear from the group.
  package func isReached(_ party: PartyID) -> Bool {
    channels.values.contains(party) && !contactStopped.contains(party)
  }

  /// When something was last put into effect that a party can ask the board to look at again.
  package var decidedLast: Moment? { [enactedAt, acts.map(\.at).max()].compactMap(\.self).max() }

  /// Until when a party may ask the board to look at a decision again: the policy's time from when they were told of it,
  /// or from when it was put into effect where nobody told them; nil while nothing is decided.
  package func mayAskUntil(_ party: PartyID) -> Moment? {
    decidedLast.map {
      max($0, toldAt[party] ?? $0).adding(seconds: policy.board.reconsiderationSeconds)
    }
  }

  /// Whether a request for reconsideration by a party comes in time.
  package func canBeReconsidered(for party: PartyID, at now: Moment) -> Bool {
    mayAskUntil(party).map { now <= $0 } ?? false
  }

  mutating func askForReconsideration(_ party: PartyID, sequence: Int, at: Moment) {
    reconsideration = reconsideration ?? Reconsideration(party: party, number: sequence, at: at)
    trigger(.reconsiderationRequested, at)
  }

  mutating func returnToGroup(at: Moment) {
    escalation = nil
    returnedAt = at
    for index in proposals.indices {
      switch (proposals[index].stage, proposals[index].body) {
      // What the board had before it is not decided by anybody any more.
      case (.board, _), (.consensus, .board), (.vote, .board):
        proposals[index].stage = .void(at: at)
        trigger(.proposalSettled, at, key: "\(proposals[index].number)")
      // What the group came to no end with is the group's again: it has to be put anew.
      case (.failed, _): proposals[index].stage = .void(at: at)
      case (.consensus, .group), (.vote, .group), (.adopted, _), (.void, _), (.withdrawn, _): break
      }
    }
    trigger(.boardDecided, at)
  }
}

/// A request for reconsideration that the board has not decided on.
package struct Reconsideration: Hashable, Sendable {
  package var party: PartyID
  /// Sequence of the request; the evidence stands as it stood at the decision.
  package var number: Int
  package var at: Moment
}
