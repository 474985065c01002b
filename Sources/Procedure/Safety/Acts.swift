/// What one member did before the group could agree (row E11).
package struct Act: Hashable, Sendable {
  /// Sequence of its `actedAtOnce`; names the act.
  package var number: Int
  package var by: MemberID
  package var at: Moment
  package var content: UnilateralAct
  package var reportedAt: Moment?
  /// The newest word of each eligible member.
  package var reviews: [MemberID: ActReview]
  /// Who reviewed it, the newest word last.
  package var reviewers: [MemberID]
  package var settled: Settlement?

  /// What the group made of it.
  package struct Settlement: Hashable, Sendable {
    package var verdict: ActVerdict
    package var at: Moment
  }
}

/// An emergency notice that went out unread.
package struct NoticeSent: Hashable, Sendable {
  package var message: MessageReference
  package var by: Actor
  package var at: Moment
  package var act: Int
  package var review: NoticeReview?
}

extension Case {
  mutating func foldSafety(_ event: Event, _ recorded: RecordedEvent) {
    let at = recorded.at
    switch event {
    case .safetyRecorded(let record):
      if record.danger == .yes, !isInDanger { askForAgency(at: at) }
      safety = record
      takeUpRetaliation(at: at)
    case .actedAtOnce(let content):
      guard let member = recorded.by.memberID else { return }
      acts.append(
        Act(
          number: recorded.sequence, by: member, at: at, content: content, reviews: [:],
          reviewers: []))
      for measure in content.measures {
        begin(measure, from: .act(recorded.sequence), at: at)
      }
      trigger(.actedAtOnce, at, key: "\(recorded.sequence)")
      takeUpRetaliation(at: at)
    case .actReported(let report):
      guard let index = acts.firstIndex(where: { $0.number == report.act }) else { return }
      acts[index].reportedAt = acts[index].reportedAt ?? at
      trigger(.actReported, at, key: "\(report.act)")
    case .actReviewed(let review):
      guard let member = recorded.by.memberID,
        let index = acts.firstIndex(where: { $0.number == review.act }), acts[index].settled == nil
      else { return }
      acts[index].reviews[member] = review
      acts[index].reviewers.removeAll { $0 == member }
      acts[index].reviewers.append(member)
    case .noticeReviewed(let review):
      guard let index = notices.firstIndex(where: { $0.message == review.message }) else { return }
      notices[index].review = notices[index].review ?? review
      trigger(.emergencyNoticeReviewed, at, key: notices[index].message.key)
    default: break
    }
  }

  /// Somebody has looked at what the reporter tells of being punished for it.
  mutating func takeUpRetaliation(at moment: Moment) {
    guard retaliationSince != nil else { return }
    retaliationSince = nil
    trigger(.retaliationSettled, moment)
  }

  /// An act is settled by a majority of the eligible that say the same of it.
  mutating func settleActs(at moment: Moment) {
    for index in acts.indices where acts[index].settled == nil {
      let eligible = Set(eligible(in: body, at: moment)).subtracting([acts[index].by])
      let count = self.eligible(in: body, at: moment).count
      let said = acts[index].reviewers.filter { eligible.contains($0) }
        .compactMap { acts[index].reviews[$0] }
      // Where so few are left that no majority is without whoever acted, all the others are enough.
      let needed = isOn(.actReviewMajority) ? min(count / 2 + 1, eligible.count) : 1
      for review in said where said.count(where: { $0.saysTheSame(as: review) }) >= needed {
        settle(index, review.verdict, review.measures, at: moment)
        break
      }
    }
  }

  /// Whether anybody is there who could still review an act: nobody reviews their own.
  func canBeReviewed(_ act: Act, at now: Moment) -> Bool {
    act.settled == nil && eligible(in: body, at: now).contains { $0 != act.by }
  }

  private mutating func settle(
    _ index: Int, _ verdict: ActVerdict, _ measures: [Measure]?, at moment: Moment
  ) {
    let number = acts[index].number
    acts[index].settled = Act.Settlement(verdict: verdict, at: moment)
    trigger(.actReviewed, moment, key: "\(number)")
    guard verdict != .confirm else { return }
    for other in measuresInForce.indices where measuresInForce[other].source == .act(number) {
      end(other, at: moment)
    }
    if verdict == .amend {
      for measure in measures ?? [] { begin(measure, from: .act(number), at: moment) }
    }
  }

  /// Whether something that one member put in force holds on without a resolution that knew of it.
  func hasUndecidedMeasureOfAct(at now: Moment) -> Bool {
    measuresInForce.contains { measure in
      guard case .act(let act) = measure.source, measure.isInForce(at: now) else { return false }
      return !isDecided(act)
    }
  }

  /// Whether the group, or the board, has put a decision into effect since somebody acted at once.
  func isDecided(_ act: Int) -> Bool {
    proposals.contains {
      enacted.contains($0.number) && $0.decidesCase && $0.evidenceUntil > act
    }
  }

  /// Whom to notify is a question again: danger was said that nobody knew of when the report came in.
  mutating func askForAgency(at: Moment) {
    switch agency {
    case .open, .notified: return
    case .notAsked, .notNotified:
      agency = .open(since: at)
      trigger(.agencyAsked, at)
    }
  }

  /// Whether somebody may be in physical danger, by the newest word of the handlers or the report.
  package var isInDanger: Bool {
    if let safety { return safety.danger == .yes }
    return report?.danger == .yes
  }

  /// Whether it may go on or somebody may be in danger: until the handlers have recorded that neither is so.
  package var mayGoOn: Bool {
    guard let safety else { return true }
    return safety.ongoing != .no || safety.danger != .no
  }

  /// Whether somebody may be in danger now, or it goes on, by the newest word of the handlers or the report.
  package var isOngoingOrDangerous: Bool {
    if let safety { return safety.ongoing == .yes || safety.danger == .yes }
    return report.map { $0.ongoing == .yes || $0.danger == .yes } ?? false
  }
}

extension ActReview {
  /// Whether two agree: who would amend the act wants the same measures.
  fileprivate func saysTheSame(as other: ActReview) -> Bool {
    verdict == other.verdict
      && (verdict != .amend || (measures ?? []) == (other.measures ?? []))
  }
}

extension Proposal {
  /// Whether it says what follows in the case.
  var decidesCase: Bool { subject.kind == .resolution || subject.kind == .reconsideration }
}

extension MessageReference {
  /// A text that names the message in keys of deadlines.
  var key: String { "\(channel.text).\(sequence)" }
}
