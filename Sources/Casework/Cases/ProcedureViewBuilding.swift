import Procedure

/// Makes the view of a case's procedure for one handler.
struct ProcedureViewBuilding {
  private let opened: OpenedCase
  let folded: Case
  let people: [MemberID: PublicMember]
  let policy: Policy
  let now: Moment
  let files: [FileView]

  init(
    of opened: OpenedCase, people: [MemberID: PublicMember], policy: Policy, at now: Moment
  ) {
    self.opened = opened
    // Windows that lapsed since the last event count.
    folded = opened.folded.advanced(to: now)
    self.people = people
    self.policy = policy
    self.now = now
    let references =
      (opened.folded.report?.files ?? [])
      + opened.channels.flatMap { $0.messages.flatMap(\.message.files) }
    files = references.map(FileView.init)
  }

  func member(_ id: MemberID) -> PublicMember {
    people[id] ?? PublicMember(id: id, name: "a former member", roles: [])
  }

  func name(_ actor: Actor) -> String {
    switch actor {
    case .member(let id), .boardMember(let id): member(id).name
    case .party(let id): party(id)
    case .server, .form, .mail: "Redress"
    }
  }

  func party(_ id: PartyID) -> String {
    folded.parties.first { $0.id == id }?.displayName ?? "somebody"
  }

  private func space(_ id: SpaceID) -> String {
    policy.spaces.first { $0.id == id }?.title ?? id.text
  }

  func measure(_ measure: Measure) -> MeasureView {
    let rule = measure.measure.flatMap { id in policy.measures.list.first { $0.id == id } }
    return MeasureView(
      content: measure, title: rule?.title ?? measure.title ?? "A measure",
      partyName: measure.party.map(party), spaces: (measure.spaces ?? []).map(space))
  }

  var view: ProcedureView {
    var view = ProcedureView()
    view.owner = folded.shepherding.shepherd.map(member)
    view.ownerAsked = folded.shepherding.nominated.map(member)
    view.ownerPending = folded.shepherding.pending.map {
      PendingOwnerView(member: member($0.member), biases: $0.biases)
    }
    view.concernSince = folded.shepherding.openConcern
    view.isWithBoard = folded.escalation != nil
    view.isDangerous = folded.isOngoingOrDangerous
    view.acts = folded.acts.map(act)
    view.notices = folded.notices.map {
      NoticeView(
        message: $0.message, memberName: name($0.by), at: $0.at, finding: $0.review?.finding)
    }
    inquire(&view)
    view.drafts = folded.drafts.map(draft)
    consent(&view)
    view.contactStopped = folded.contactStopped.sorted().map(party)
    view.reporterStoppedContact = folded.reporterStoppedContact
    view.answersOfParties = folded.partyAnswers.map {
      PartyAnswerView(partyName: party($0.party), answer: $0.answer)
    }
    decide(&view)
    view.boardReportedAt = folded.boardReportedAt
    view.retaliationSince = folded.retaliationSince
    view.lacksEventCode = folded.investigation.ground?.lacksEventCode ?? false
    view.oversightAsked = folded.oversightAsked.sorted { $0.key < $1.key }.map {
      OversightAskedView(member: member($0.key), reason: $0.value)
    }
    view.reconsideration = folded.reconsideration.map {
      ReconsiderationView(partyName: party($0.party), at: $0.at)
    }
    view.ending = folded.closedState.map { EndingView(how: $0.how, at: $0.at) }
    view.links = folded.links
    view.delayedUntil = folded.delayedUntil
    view.members = folded.handlers.map(member)
    view.files = files
    view.departures = folded.departures.sorted()
    return view
  }

  private func consent(_ view: inout ProcedureView) {
    view.permissions = folded.permissions.map {
      PermissionView(
        number: $0.number, partyName: party($0.party), kind: $0.about, isGiven: $0.isGiven,
        to: $0.to ?? "", purpose: $0.purpose ?? "", words: $0.words,
        isTheirOwnWord: $0.isTheirOwnWord, at: $0.at, withdrawnAt: $0.withdrawnAt)
    }
    view.permissionsAsked = folded.permissionQuestions.filter { !$0.isAnswered }.map {
      PermissionAskedView(partyName: party($0.party), asks: $0.asks, at: $0.at)
    }
    view.disclosures = folded.disclosures.map { told in
      DisclosureView(
        number: told.number, partyName: party(told.content.party), content: told.content,
        memberName: name(told.by), at: told.recordedAt, stillHolds: folded.stillHolds(told))
    }
    view.owesLegalAdvice = folded.owesLegalAdvice
    view.filingWantedBy = folded.wanted[.filing].map { member($0).name }
    view.announcements = Dictionary(
      uniqueKeysWithValues: folded.channels.keys.map { ($0, folded.announcement(in: $0)) }
        .filter { !$0.1.isEmpty })
  }

  private func act(_ act: Act) -> ActView {
    ActView(
      number: act.number, memberName: member(act.by).name, at: act.at, ground: act.content.ground,
      account: corrected(act.content.account, of: act.number), agency: act.content.agency,
      measures: act.content.measures.map(measure), reportedAt: act.reportedAt,
      reviews: act.reviews.sorted { $0.key < $1.key }.map {
        ActReviewView(
          memberName: member($0.key).name, verdict: $0.value.verdict,
          reason: $0.value.reason ?? "")
      }, settled: act.settled?.verdict)
  }

  private func draft(_ draft: Draft) -> DraftView {
    let findings =
      draft.state == .waiting ? opened.findings(in: draft.text, to: draft.channel) : []
    // What the newest version still says; of a letter that went out, what its last reader was shown.
    let left =
      draft.state == .waiting
      ? findings.compactMap(\.pointedAt) : draft.reviews.last?.pointedAt ?? []
    var view = DraftView(
      number: draft.number, kind: draft.kind,
      recipient: draft.channel.flatMap { folded.channels[$0] }.map(party), version: draft.version,
      text: draft.text, author: member(draft.author), at: draft.writtenAt,
      reviews: draft.reviews.map {
        DraftReviewView(
          memberName: member($0.by).name, version: $0.version, isApproved: $0.isApproved,
          remark: $0.remark ?? "", kept: $0.kept ?? "",
          places: places(of: $0, newest: draft.version, left: left))
      }, earlier: draft.earlier, state: draft.state,
      approvedBy: draft.approvedBy.map { member($0).name }, names: draft.names.map(party),
      measure: draft.measure, asks: draft.asks, guards: draft.guards)
    view.channel = draft.channel
    view.findings = findings
    return view
  }

  /// What became of each place that the checker pointed at when somebody read the draft.
  private func places(
    of review: Draft.Review, newest: Int, left: [PointedAt]
  ) -> [AnsweredPlaceView] {
    review.pointedAt.compactMap { place in
      let fate: AnsweredPlaceView.Fate
      if let reason = place.reason(in: review.answers) {
        fate = .kept(reason: reason)
      } else if review.version < newest, !left.contains(where: place.isSame) {
        fate = .mended
      } else if place.isBlocking, review.kept == nil {
        fate = .open
      } else {
        return nil
      }
      return AnsweredPlaceView(excerpt: place.excerpt, rule: place.rule, fate: fate)
    }
  }

  // MARK: What was found

  private func inquire(_ view: inout ProcedureView) {
    let found = folded.investigation
    view.needs = found.needs.map {
      NeedView(
        number: $0.number, what: $0.content.what, source: $0.content.source,
        outcome: $0.settlement?.outcome, account: $0.settlement?.account ?? "")
    }
    view.questions = policy.assessment.questions.map { question in
      let answered = found.answers[question.id]
      let answer = answered?.answer.answer
      return QuestionView(
        id: question.id, area: question.area, text: question.text, answer: answer,
        note: answered?.answer.note ?? "", memberName: answered.map { name($0.by) } ?? "",
        raises: answer == (question.yesRaises ? .yes : .no))
    }
    view.risk = weight(.risk)
    view.impact = weight(.impact)
    view.findings = Procedure.Finding.Kind.allCases.compactMap { kind in
      found.findings[kind].map(finding)
    }
    view.hearings = folded.parties.filter { $0.role == .reported }.map {
      HearingView(party: $0.id, partyName: $0.displayName, state: found.hearings[$0.id])
    }
    view.written = folded.log.compactMap(written)
    view.correctable = folded.log.reversed().compactMap(correctable)
  }

  private func finding(_ found: Investigation.Found) -> FindingView {
    let names: [String] =
      switch found.finding {
      case .violation(_, let types, _):
        types.map { id in policy.violationTypes.first { $0.id == id }?.title ?? id.text }
      case .responsible(let parties, _): parties.map(party)
      case .whatHappened, .ongoing: []
      }
    return FindingView(
      finding: found.finding, memberName: name(found.by), at: found.at, names: names)
  }

  private func weight(_ area: Policy.Assessment.Area) -> WeightView {
    let weight = folded.investigation.weight(of: area, in: policy.assessment)
    return WeightView(raised: weight.raised, answered: weight.answered, asked: weight.asked)
  }

  private func corrections(of sequence: Int) -> [CorrectionView] {
    (folded.corrections[sequence] ?? []).map {
      CorrectionView(
        memberName: name($0.by), at: $0.at, text: $0.correction.text, reason: $0.correction.reason)
    }
  }

  private func corrected(_ text: String, of sequence: Int) -> String {
    folded.corrections[sequence]?.last?.correction.text ?? text
  }

  private func written(_ recorded: RecordedEvent) -> WrittenView? {
    let content: WrittenView.Content
    switch recorded.event {
    case .discussed(let remark): content = .remark(remark.text, inReplyTo: remark.inReplyTo)
    case .meetingCalled(let call): content = .meetingCalled(call)
    case .meetingRecorded(let record):
      content = .meeting(record, attendees: record.attendees.map { member($0).name })
    case .contactRecorded(let contact): content = .contact(contact)
    case .evidenceRecorded(let evidence):
      content = .evidence(evidence, files.first { $0.id == evidence.file })
    case .groundRecorded(let ground): content = .ground(ground)
    case .localDecisionRecorded(let decision): content = .localDecision(decision)
    case .referredOut(let referral): content = .referral(referral)
    case .safetyRecorded(let safety): content = .safety(safety)
    case .hearingRecorded(let hearing):
      content = .hearing(hearing, partyName: party(hearing.party))
    case .boardReported(let report):
      content = .boardReport(report.text, throughName: report.through.map { member($0).name })
    default: return nil
    }
    return WrittenView(
      sequence: recorded.sequence, memberName: name(recorded.by), at: recorded.at,
      content: content, corrections: corrections(of: recorded.sequence))
  }

  private func correctable(_ recorded: RecordedEvent) -> CorrectableView? {
    let text: String
    switch recorded.event {
    case .discussed(let entry): text = entry.text
    case .meetingCalled(let entry): text = entry.agenda
    case .meetingRecorded(let entry): text = entry.notes
    case .contactRecorded(let entry): text = entry.account
    case .evidenceRecorded(let entry): text = entry.note ?? entry.title
    case .assessed(let entry): text = entry.note ?? ""
    case .findingRecorded(let entry): text = entry.account
    case .hearingRecorded(let entry): text = entry.account
    case .groundRecorded(let entry): text = entry.account
    case .localDecisionRecorded(let entry): text = entry.decided
    case .referredOut(let entry): text = entry.reason
    case .safetyRecorded(let entry): text = entry.account
    case .informationNeeded(let entry): text = entry.what
    case .informationSettled(let entry): text = entry.account
    case .permissionRecorded(let entry): text = entry.words
    case .conditionRecorded(let entry): text = entry.account
    case .taskAdded(let entry): text = entry.title
    case .boardReported(let entry): text = entry.text
    case .consultationRecorded(let entry): text = entry.account
    default: return nil
    }
    return CorrectableView(
      sequence: recorded.sequence, event: recorded.event.name, memberName: name(recorded.by),
      at: recorded.at, text: corrected(text, of: recorded.sequence))
  }
}

// MARK: What was decided

extension ProcedureViewBuilding {
  fileprivate func decide(_ view: inout ProcedureView) {
    view.proposals = folded.proposals.map(proposal)
    view.consultations = folded.proposals.filter { $0.adoptedAt != nil }.flatMap(consultations)
    view.measures = folded.measuresInForce.map { inForce in
      let isProvisional = if case .act = inForce.source { true } else { false }
      return MeasureInForceView(
        number: inForce.number, measure: measure(inForce.measure), since: inForce.since,
        until: inForce.until, endedAt: inForce.endedAt, isInForce: inForce.isInForce(at: now),
        ends: inForce.ends, isProvisional: isProvisional, conditionsMet: inForce.conditionsMet,
        readmissionAsked: inForce.readmissionAsked)
    }
    view.tasks = folded.tasks.map { task in
      let state: TaskView.State =
        switch task.state {
        case .open: .open
        case .done(let account, let by, let at):
          .done(account: account, memberName: name(by), at: at)
        case .dropped(let reason, let by, let at):
          .dropped(reason: reason, memberName: name(by), at: at)
        }
      return TaskView(
        number: task.number, kind: task.content.kind, title: task.content.title,
        party: task.content.party, partyName: task.content.party.map(party),
        space: task.content.space.map { id in
          policy.spaces.first { $0.id == id }?.title ?? id.text
        }, ownerName: task.content.owner.map { member($0).name }, due: task.content.due,
        state: state)
    }
  }

  private func voices(_ words: [MemberID: Proposal.Word]) -> [VoiceView] {
    words.sorted { ($0.value.at, $0.key) < ($1.value.at, $1.key) }.map {
      VoiceView(
        memberName: member($0.key).name, choice: $0.value.choice, reason: $0.value.reason ?? "",
        at: $0.value.at)
    }
  }

  private func proposal(_ proposal: Proposal) -> ProposalView {
    let needs = folded.needs(of: proposal, at: now)
    return ProposalView(
      number: proposal.number, version: proposal.version, memberName: member(proposal.by).name,
      at: proposal.openedAt, subject: proposal.subject,
      measures: proposal.subject.measures.map(measure), reasons: proposal.reasons,
      body: proposal.body, voices: voices(proposal.words),
      silent: (needs?.silent ?? []).map { member($0).name },
      flags: proposal.flags.sorted {
        $0.rawValue < $1.rawValue
      }, isSevere: proposal.isSevere, stage: proposal.stage,
      needs: needs?.sentence(seenFrom: now),
      earlier: proposal.earlier.map {
        EarlierProposalView(
          version: $0.number, measures: $0.subject.measures.map(measure), reasons: $0.reasons,
          voices: voices($0.words))
      }, isEnacted: folded.enacted.contains(proposal.number),
      newEntries: folded.log.count { $0.sequence > max(proposal.evidenceUntil, proposal.number) })
  }

  /// Everybody whom a proposal has to be put to, asked or not.
  private func consultations(_ proposal: Proposal) -> [ConsultationView] {
    guard proposal.subject.kind == .resolution else { return [] }
    let open = folded.consultationOpen(for: proposal.number, at: now)
    return folded.affectedParties.map { affected in
      let asked = folded.consultations.first {
        $0.proposal == proposal.number && $0.party == affected.id
      }
      return ConsultationView(
        proposal: proposal.number, party: affected.id, partyName: affected.displayName,
        askedAt: asked?.askedAt, answer: asked?.answer, waivedBecause: asked?.waivedBecause,
        isOver: !open.contains { $0.id == affected.id },
        until: asked?.askedAt?.adding(seconds: policy.consultation.windowSeconds))
    }
  }
}
