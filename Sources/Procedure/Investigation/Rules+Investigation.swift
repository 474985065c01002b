extension Rules {
  func areHandlers(_ members: [MemberID]) throws(Refusal) {
    try require(
      .meetingOfHandlers,
      !members.isEmpty && members.allSatisfy { subject.handledOnce.contains($0) },
      "Somebody on the list never handled this case.",
      "Name the members who attended; each of them handles the case, or did so before.")
  }

  func entryIsWritten(_ entry: Int) throws(Refusal) {
    let recorded = subject.log.first { $0.sequence == entry }
    try require(
      .entryIsKnown, recorded.map { $0.event.isWrittenByHand } ?? false,
      "This case has no such entry, or nobody wrote it.",
      "Choose a remark, meeting, contact, evidence or finding of this case.")
  }

  func needIsOpen(_ number: Int) throws(Refusal) {
    guard let need = subject.investigation.needs.first(where: { $0.number == number }) else {
      throw refusal(
        .informationBeforeProposal, "This case has no such question.",
        "Choose one of the open questions of this case.")
    }
    try require(
      .informationBeforeProposal, need.settlement == nil, "This question is already settled.",
      "Nothing has to be done.")
  }

  func aNeedIsOpen() throws(Refusal) {
    try require(
      .informationBeforeProposal, subject.investigation.isSomethingMissing,
      "Nothing is marked as missing.", "Nothing has to be settled.")
  }

  func nothingIsMissing() throws(Refusal) {
    let missing = subject.investigation.needs.filter { $0.settlement == nil }.count
    try require(
      .informationBeforeProposal, missing == 0,
      missing == 1
        ? "Something that is needed is still missing."
        : "\(missing) things that are needed are still missing.",
      "Obtain it, or record that it was sought in vain.")
  }

  func questionIsKnown(_ answer: AssessmentAnswer) throws(Refusal) {
    guard let question = policy.assessment.questions.first(where: { $0.id == answer.question })
    else {
      throw refusal(
        .entryIsKnown, "The policy asks no such question.",
        "Choose one of \(policy.assessment.questions.map(\.id.text).joined(separator: ", ")).")
    }
    _ = question
    for space in answer.spaces ?? [] where !policy.spaces.contains(where: { $0.id == space }) {
      throw refusal(
        .entryIsKnown, "The policy knows no such space.",
        "Choose one of \(policy.spaces.map(\.id.text).joined(separator: ", ")).")
    }
  }

  func findingFits(_ finding: Finding) throws(Refusal) {
    try textFits(finding.account, scalarsMax: Limits.noteScalarsMax)
    switch finding {
    case .violation(_, let types, _):
      for type in types where !policy.violationTypes.contains(where: { $0.id == type }) {
        throw refusal(
          .entryIsKnown, "The policy knows no such type of violation.",
          "Choose one of \(policy.violationTypes.map(\.id.text).joined(separator: ", ")).")
      }
    case .responsible(let parties, _):
      for id in parties { _ = try party(id) }
    case .whatHappened, .ongoing: break
    }
  }

  func findingsAreThere() throws(Refusal) {
    let missing = Finding.Kind.allCases.filter { subject.investigation.findings[$0] == nil }
    try require(
      .findingsBeforeProposal, missing.isEmpty,
      "\(missing.count) of the four findings are not in writing yet.",
      "Record what happened, whether it is a violation, who was responsible and whether it goes on; “unsure” is an answer."
    )
  }

  func reportedAreHeard(_ measures: [Measure]) throws(Refusal) {
    let concerned = Set(measures.compactMap(\.party))
    // A measure that names nobody may concern any of them.
    let mayBeAnybody = measures.contains { $0.party == nil }
    let owed = subject.hearingOwed.filter { mayBeAnybody || concerned.contains($0.id) }
    try require(
      .hearingBeforeDecision, owed.isEmpty,
      "The person who was reported has not been heard.",
      "Invite and hear them, or record why that is not possible.")
  }

  func isReported(_ id: PartyID) throws(Refusal) {
    _ = try party(id)
    try require(
      .partyIsKnown, subject.wasEver(.reported, id), "Only a reported person is heard in this way.",
      "Choose a reported person of this case.")
  }

  /// Why somebody is not heard agrees with what the record shows of them.
  func recordShows(_ waiver: HearingWaiver, at now: Moment) throws(Refusal) {
    let invite = "Invite them, and wait for their answer; or say whom it would put at risk."
    switch waiver.because {
    case .safety: return
    case .unreachable:
      try require(
        .hearingBeforeDecision, !subject.isReached(waiver.party),
        "A conversation leads to this person.", invite)
    case .notIdentified:
      let isKnown = subject.parties.contains { $0.id == waiver.party && !$0.emails.isEmpty }
      try require(
        .hearingBeforeDecision,
        !isKnown && subject.persons[waiver.party] == nil && !subject.isReached(waiver.party),
        "It is on the record who this person is.", invite)
    case .noAnswer:
      let invited: Moment? =
        if case .invited(let since)? = subject.investigation.hearings[waiver.party] { since } else {
          nil
        }
      let seconds = policy.deadlines.first { $0.starts == .hearingInvited }?.seconds ?? 0
      let until = invited?.adding(seconds: seconds)
      try require(
        .hearingBeforeDecision, until.map { $0 <= now } ?? false,
        invited == nil
          ? "This person was not invited to say how they see it."
          : "This person still has time to answer.",
        until.map { "They have until \($0.text(seenFrom: now))." } ?? invite)
    }
  }

  func mayBeLeftAside(_ rule: RuleID, by actor: Actor) throws(Refusal) {
    let guidance = policy.guidance
    try require(
      .departureFromGuidance, guidance.contains(rule),
      "This rule is no guidance and is not left aside.",
      guidance.isEmpty
        ? "Follow it." : "These can be: \(guidance.map(\.rawValue).joined(separator: ", ")).")
    let member = try somebodyWithASeat(actor)
    try require(
      .eligibleVote, subject.mayVote(member, in: subject.body), "You do not decide in this case.",
      "Two of the members who do leave a step aside.")
    try require(
      .departureFromGuidance, subject.departuresWanted[rule]?.contains(member) != true,
      "You have said so already.", "It waits for a second member who agrees, with a reason.")
  }
}

extension Event {
  /// Whether a handler wrote words here that may be mended later; notes and parties have corrections of their own.
  var isWrittenByHand: Bool {
    switch self {
    case .discussed, .meetingCalled, .meetingRecorded, .contactRecorded, .evidenceRecorded,
      .assessed,
      .findingRecorded, .hearingRecorded, .groundRecorded, .localDecisionRecorded, .referredOut,
      .safetyRecorded, .informationNeeded, .informationSettled, .permissionRecorded,
      .conditionRecorded, .taskAdded, .boardReported, .consultationRecorded:
      true
    default: false
    }
  }
}

extension Case {
  func decideInvestigation(
    _ command: Command, by actor: Actor, at now: Moment, _ rules: Rules
  ) throws(Refusal) -> [Event]? {
    let noteMax = Limits.noteScalarsMax
    let nameMax = Limits.nameScalarsMax
    switch command {
    case .discuss(let remark):
      try rules.textFits(remark.text, scalarsMax: noteMax)
      return [.discussed(remark)]
    case .callMeeting(let call):
      try rules.textFits(call.agenda, scalarsMax: noteMax)
      return [.meetingCalled(call)]
    case .recordMeeting(let record):
      try rules.areHandlers(record.attendees)
      try rules.textFits(record.notes, scalarsMax: noteMax)
      try rules.textFits(record.takeaways, scalarsMax: noteMax)
      try rules.optionalTextFits(record.place, scalarsMax: nameMax)
      return [.meetingRecorded(record)]
    case .correctEntry(let correction):
      try rules.entryIsWritten(correction.entry)
      try rules.reasonIsGiven(correction.reason)
      if let text = correction.text { try rules.textFits(text, scalarsMax: noteMax) }
      return [.entryCorrected(correction)]
    case .needInformation(let need):
      try rules.textFits(need.what, scalarsMax: Limits.reasonScalarsMax)
      try rules.textFits(need.source, scalarsMax: nameMax)
      return [.informationNeeded(need)]
    case .settleInformation(let settlement):
      try rules.needIsOpen(settlement.need)
      try rules.textFits(settlement.account, scalarsMax: noteMax)
      return [.informationSettled(settlement)]
    case .recordContact(let contact):
      try rules.textFits(contact.who, scalarsMax: nameMax)
      try rules.textFits(contact.when, scalarsMax: nameMax)
      try rules.textFits(contact.account, scalarsMax: noteMax)
      return [.contactRecorded(contact)]
    case .recordEvidence(let evidence):
      try rules.textFits(evidence.title, scalarsMax: nameMax)
      try rules.textFits(evidence.source, scalarsMax: nameMax)
      try rules.textFits(evidence.date, scalarsMax: nameMax)
      try rules.optionalTextFits(evidence.link, scalarsMax: Limits.reasonScalarsMax)
      try rules.optionalTextFits(evidence.note, scalarsMax: noteMax)
      return [.evidenceRecorded(evidence)]
    case .assess(let answer):
      try rules.questionIsKnown(answer)
      try rules.optionalTextFits(answer.note, scalarsMax: noteMax)
      return [.assessed(answer)]
    case .recordFinding(let finding):
      try rules.findingFits(finding)
      return [.findingRecorded(finding)]
    case .recordHearing(let hearing):
      try rules.isReported(hearing.party)
      try rules.textFits(hearing.how, scalarsMax: nameMax)
      try rules.textFits(hearing.account, scalarsMax: noteMax)
      return [.hearingRecorded(hearing)]
    case .waiveHearing(let waiver):
      try rules.isReported(waiver.party)
      try rules.recordShows(waiver, at: now)
      try rules.reasonIsGiven(waiver.reason)
      return [.hearingWaived(waiver)]
    case .recordGround(let ground):
      try rules.textFits(ground.account, scalarsMax: noteMax)
      try rules.optionalTextFits(ground.liaison, scalarsMax: nameMax)
      try rules.optionalTextFits(ground.eventName, scalarsMax: nameMax)
      try rules.optionalTextFits(ground.eventCode, scalarsMax: noteMax)
      return [.groundRecorded(ground)]
    case .recordLocalDecision(let decision):
      try rules.textFits(decision.who, scalarsMax: nameMax)
      try rules.textFits(decision.decided, scalarsMax: noteMax)
      try rules.optionalTextFits(decision.agreedAddition, scalarsMax: noteMax)
      return [.localDecisionRecorded(decision)]
    case .referOut(let referral):
      try rules.textFits(referral.recipient, scalarsMax: nameMax)
      try rules.optionalTextFits(referral.liaison, scalarsMax: nameMax)
      try rules.reasonIsGiven(referral.reason)
      return [.referredOut(referral)]
    case .departFromRule(let departure):
      try rules.mayBeLeftAside(departure.rule, by: actor)
      try rules.reasonIsGiven(departure.reason)
      return [.departed(departure)]
    default: return nil
    }
  }
}
