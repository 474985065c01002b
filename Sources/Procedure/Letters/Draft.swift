/// A text on its way to somebody outside the group of handlers (row C2).
package struct Draft: Hashable, Sendable {
  /// Sequence of its `draftWritten`; names the draft.
  package var number: Int
  package var kind: MessageKind
  package var channel: ChannelID?
  /// Who is named in it, besides whom it goes to; or in whose name an apology is accepted.
  package var names: [PartyID]
  /// Number of the measure that it tells of.
  package var measure: Int?
  /// What it asks the party to allow.
  package var asks: PermissionRequest?
  /// What information for other leaders rests on.
  package var guards: InformationGuards?
  /// Counts from 1.
  package var version: Int
  package var text: LetterText
  /// Who wrote this version.
  package var author: MemberID
  package var writtenAt: Moment
  /// What others said of this version, in order.
  package var reviews: [Review]
  /// Earlier texts, oldest first.
  package var earlier: [LetterText]
  package var state: State

  /// What a second member said of one version.
  package struct Review: Hashable, Sendable {
    package var by: MemberID
    package var version: Int
    package var isApproved: Bool
    package var remark: String?
    /// Why what the checker pointed at may stay, each by itself.
    package var answers: [PlaceAnswer]
    /// One reason for all of it, of readings from before that.
    package var kept: String?
    /// What the checker pointed at, the same words once.
    package var pointedAt: [PointedAt]
    package var at: Moment
  }

  /// Where it stands.
  package enum State: Hashable, Sendable {
    case waiting
    case sent(at: Moment)
    case published(place: String, at: Moment)
    case discarded(reason: String, at: Moment)
  }

  /// The member who approved exactly this version, and did not write it.
  package var approvedBy: MemberID? {
    #if REDRESS_PLANTED_FAULTS
      if PlantedFault.unreadDraft.isPlanted { return author }
    #endif
    guard let last = reviews.last(where: { $0.version == version }), last.isApproved,
      last.by != author
    else { return nil }
    return last.by
  }
}

extension Case {
  mutating func foldLetters(_ event: Event, _ recorded: RecordedEvent) {
    let at = recorded.at
    switch event {
    case .draftWritten(let writing):
      guard let member = recorded.by.memberID else { return }
      drafts.append(
        Draft(
          number: recorded.sequence, kind: writing.kind, channel: writing.channel,
          names: writing.names ?? [], measure: writing.measure, asks: writing.asks,
          guards: writing.guards, version: 1, text: writing.text, author: member,
          writtenAt: at, reviews: [], earlier: [], state: .waiting))
      trigger(.draftWritten, at, key: "\(recorded.sequence)")
    case .draftChanged(let change):
      guard let member = recorded.by.memberID,
        let index = drafts.firstIndex(where: { $0.number == change.draft }),
        drafts[index].state == .waiting
      else { return }
      drafts[index].earlier.append(drafts[index].text)
      drafts[index].text = change.text
      drafts[index].guards = change.guards ?? drafts[index].guards
      drafts[index].author = member
      drafts[index].version += 1
      drafts[index].writtenAt = at
      trigger(.draftWritten, at, key: "\(change.draft)")
    case .draftReviewed(let review):
      guard let member = recorded.by.memberID,
        let index = drafts.firstIndex(where: { $0.number == review.draft })
      else { return }
      drafts[index].reviews.append(
        Draft.Review(
          by: member, version: review.version, isApproved: review.isApproved,
          remark: review.remark, answers: review.answers ?? [], kept: review.kept,
          pointedAt: (review.pointedAt ?? []).distinct, at: at))
      trigger(.draftSettled, at, key: "\(review.draft)")
    case .draftDiscarded(let discarding):
      settleDraft(
        discarding.draft, .discarded(reason: discarding.reason, at: at), at: at)
    case .statementPublished(let publishing):
      settleDraft(publishing.draft, .published(place: publishing.place, at: at), at: at)
    case .permissionRecorded(let permission):
      take(permission, sequence: recorded.sequence, at: at)
    case .permissionWithdrawn(let withdrawal): withdraw(withdrawal.permission, at: at)
    case .disclosureRecorded(let disclosure):
      disclosures.append(
        DisclosureInCase(
          number: recorded.sequence, content: disclosure, by: recorded.by, recordedAt: at))
    case .legalAdviceWaived: legalAdviceSettledAt = legalAdviceSettledAt ?? at
    case .contactRecorded(let contact) where contact.kind == .lawyer:
      legalAdviceSettledAt = legalAdviceSettledAt ?? at
    case .partyAnswered(let answer): foldAnswer(answer, at: at, sequence: recorded.sequence)
    default: break
    }
  }

  mutating func settleDraft(_ number: Int, _ state: Draft.State, at: Moment) {
    guard let index = drafts.firstIndex(where: { $0.number == number }),
      drafts[index].state == .waiting
    else { return }
    drafts[index].state = state
    trigger(.draftSettled, at, key: "\(number)")
  }

  /// An answer that a party gave on their page. What does not fit is kept and changes nothing else.
  private mutating func foldAnswer(_ given: PartyAnswer, at: Moment, sequence: Int) {
    partyAnswers.append(given)
    switch given.answer {
    case .consultation(let proposal, let answer):
      note(answer, of: given.party, on: proposal, at: at)
    case .hearing:
      investigation.hearings[given.party] = .heard(at: at)
      trigger(.hearingSettled, at, key: given.party.text)
    case .concern:
      if shepherding.openConcern == nil { shepherding.concernAbout = shepherding.shepherd }
      shepherding.openConcern = shepherding.openConcern ?? at
      trigger(.concernRaised, at)
    case .reconsideration:
      guard canBeReconsidered(for: given.party, at: at) else { return }
      askForReconsideration(given.party, sequence: sequence, at: at)
    case .readmission(let measure):
      let isTheirs = measuresInForce.contains {
        $0.number == measure && $0.measure.party == given.party
      }
      if isTheirs { askForReadmission(measure, at: at) }
    case .retaliation(true):
      retaliationSince = retaliationSince ?? at
      trigger(.retaliationReported, at)
    case .retaliation(false), .withdrawal: break
    case .stopContact:
      contactStopped.insert(given.party)
      if given.party == reporterID { trigger(.contactStopped, at) }
    case .resumeContact:
      contactStopped.remove(given.party)
      if given.party == reporterID { trigger(.contactResumed, at) }
    case .permission(let kind, let isGiven, let question):
      answer(kind, isGiven: isGiven, question: question, given, sequence: sequence, at: at)
    case .takeBack(let question): takeBack(question, given, at: at)
    }
  }
}
