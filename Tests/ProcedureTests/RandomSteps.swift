import Procedure

/// Commands of the procedure made at random: some that fit the case, and nonsense.
enum RandomSteps {
  /// Accepted at any time and offered where they belong: a proposal about something else beside an open one, the
  /// question about revenge before the decision.
  static let acceptedUnoffered: Set<Command.Name> = [
    .notifyAgency, .writeCard, .propose, .askAboutRetaliation,
  ]

  /// What can be said again without changing where the case stands.
  static let maySayTheSame: Set<Command.Name> = [
    .writeCard, .correctParty, .discuss, .callMeeting, .recordContact, .recordEvidence,
    .recordLocalDecision, .referOut, .departFromRule, .recordPermission, .nominateShepherd,
    .askLegalAdvice, .askPermission,
    .acceptShepherding, .handOverShepherding, .recordGround, .recordSafety, .recordCondition,
    .vote, .flagSevere, .clearFlag, .recordConsultation, .waiveConsultation, .assignTask,
    .reportToBoard, .recordReview, .recordReadmissionRequest, .introduceShepherd, .recordFinding,
    .reviewAct, .pauseDeadline, .resumeDeadline, .announceDelay, .assess, .recordHearing,
    .waiveHearing, .openChannel,
  ]

  /// What the rooms after the first answer know of a case, in a fixed order.
  static func shown(_ subject: Case) -> String {
    let investigation = subject.investigation
    let findings = investigation.findings.sorted { $0.key.rawValue < $1.key.rawValue }
    let answers = investigation.answers.sorted { $0.key < $1.key }
    let hearings = investigation.hearings.sorted { $0.key < $1.key }
    let proposals = subject.proposals.map { proposal in
      let words = proposal.words.sorted { $0.key < $1.key }
      let flags = proposal.flags.map(\.rawValue).sorted()
      return
        "\(proposal.number).\(proposal.version) \(proposal.subject) \(proposal.stage) \(words) \(flags) \(proposal.clearing.sorted()) \(proposal.electorate.sorted())"
    }
    let permissions = subject.permissions.map {
      "\($0.number) \($0.party) \($0.about) \($0.stands)"
    }
    let acts = subject.acts.map { act in
      "\(act.number) \(String(describing: act.reportedAt)) \(act.reviewers) \(String(describing: act.settled))"
    }
    let measures = subject.measuresInForce.map { measure in
      "\(measure.number) \(measure.measure) \(measure.conditionsMet.sorted { $0.key < $1.key }) \(String(describing: measure.endedAt)) \(String(describing: measure.readmissionAsked))"
    }
    let corrections = subject.corrections.sorted { $0.key < $1.key }
    let asked = subject.oversightAsked.sorted { $0.key < $1.key }
    let channels = subject.channels.sorted { $0.key < $1.key }
    return
      "\(subject.shepherding) \(String(describing: subject.safety)) \(acts) \(subject.notices) \(findings) \(answers) \(hearings) \(investigation.needs) \(String(describing: investigation.ground)) \(investigation.meetingsRecorded) \(subject.drafts) \(permissions) \(subject.disclosures) \(String(describing: subject.legalAdviceSettledAt)) \(subject.partyAnswers) \(subject.contactStopped.sorted()) \(proposals) \(subject.enacted.sorted()) \(subject.consultations) \(measures) \(subject.tasks) \(String(describing: subject.boardReportedAt)) \(asked) \(String(describing: subject.reconsideration)) \(String(describing: subject.closedState)) \(subject.links) \(String(describing: subject.delayedUntil)) \(corrections) \(channels)"
  }

  static func measure(_ random: inout SeededGenerator, _ story: Story, _ text: String) -> Measure {
    func pick<Element>(_ elements: [Element]) -> Element {
      elements[Int.random(in: 0..<elements.count, using: &random)]
    }
    let known = pick(story.policy.measures.list)
    let party = pick(story.subject.parties.map(\.id) + [PartyID("nobody")])
    switch pick([0, 1, 2, 3]) {
    case 0: return Story.talk
    case 1: return Measure(title: text, makesSafer: "It does.", days: pick([nil, 7, -1, .max]))
    default:
      return Measure(
        measure: pick([known.id, known.id, MeasureID("exile")]), party: pick([nil, party, party]),
        spaces: pick([nil, [pick(story.policy.spaces).id], [SpaceID("moon")]]),
        days: pick([nil, 7, 30, 90, .min, .max]), conditions: pick([nil, ["One."], [text]]),
        skipReason: pick([nil, "It was grave."]))
    }
  }

  static func subject(
    _ random: inout SeededGenerator, _ story: Story, _ text: String
  ) -> ProposalSubject {
    let measures = (0..<Int.random(in: 0...2, using: &random)).map { _ in
      measure(&random, story, text)
    }
    switch Int.random(in: 0..<8, using: &random) {
    case 0:
      return .readmission(
        measure: Int.random(in: 0...2, using: &random), isGranted: Bool.random(using: &random))
    case 1:
      let verdicts = ReconsiderationVerdict.allCases
      return .reconsideration(
        verdicts[Int.random(in: 0..<verdicts.count, using: &random)], measures)
    case 2: return .policy(address: "00ff")
    default: return .resolution(measures)
    }
  }

  static func partyAnswers(_ random: inout SeededGenerator, _ story: inout Story) {
    let answers: [ArrivingAnswer] = [
      .consultation(proposal: story.subject.proposals.last?.number ?? 3, .noOpinion), .hearing,
      .concern, .reconsideration, .readmission(measure: 1), .retaliation(true), .withdrawal,
      .stopContact, .resumeContact, .resumeContact, .permission(.apology, isGiven: true),
    ]
    let parties = story.subject.parties.map(\.id)
    let party = parties[Int.random(in: 0..<parties.count, using: &random)]
    let message = story.nextReference()
    story.record(
      [
        .partyAnswered(
          PartyAnswer(
            party: party, message: message,
            answer: answers[Int.random(in: 0..<answers.count, using: &random)]))
      ], by: .party(party))
  }

  static func command(
    _ name: Command.Name, _ random: inout SeededGenerator, _ story: Story, _ text: String
  ) -> Command {
    func pick<Element>(_ elements: [Element]) -> Element {
      elements[Int.random(in: 0..<elements.count, using: &random)]
    }
    let current = story.subject
    let number = Int.random(in: -1...story.log.count, using: &random)
    let member = pick(PropertyTests.members)
    let party = pick(current.parties.map(\.id) + [PartyID("nobody")])
    let channel = pick(current.channels.keys.sorted() + [ChannelID("other")])
    let act = pick(current.acts.map(\.number) + [number])
    let sure = pick(Certainty.allCases)
    let yes = pick([true, false])
    let moment = pick([
      story.now.adding(days: 9), story.now, Moment(secondsSince1970: .min), .distantFuture,
    ])
    let question = pick(current.investigation.needs.map(\.number) + [number])
    switch name {
    case .nominateShepherd: return .nominateShepherd(.init(member: member))
    case .acceptShepherding: return .acceptShepherding(.init(biases: pick([nil, nil, text])))
    case .declineShepherding: return .declineShepherding(.init(reason: text))
    case .settleBiases: return .settleBiases(.init(member: member, isFit: yes, reason: text))
    case .handOverShepherding: return .handOverShepherding(.init(member: member, reason: text))
    case .introduceShepherd: return .introduceShepherd(.init(text: text))
    case .settleConcern: return .settleConcern(.init(account: text, keepsShepherd: yes))
    case .recordSafety:
      return .recordSafety(.init(ongoing: sure, danger: sure, account: text))
    case .actAtOnce:
      return .actAtOnce(
        .init(
          ground: .danger, measures: pick([[], [measure(&random, story, text)]]), account: text))
    case .reportAct: return .reportAct(.init(act: act, account: text))
    case .reviewAct:
      return .reviewAct(
        .init(
          act: act, verdict: pick(ActVerdict.allCases),
          measures: pick([nil, [measure(&random, story, text)]]), reason: pick([nil, text])))
    case .sendEmergencyNotice:
      return .sendEmergencyNotice(.init(act: act, channel: channel, text: text))
    case .reviewNotice:
      return .reviewNotice(
        .init(
          message: pick(
            current.notices.map(\.message) + [MessageReference(channel: channel, sequence: 2)]),
          finding: text))
    case .discuss: return .discuss(.init(text: text, inReplyTo: pick([nil, number])))
    case .callMeeting: return .callMeeting(.init(at: moment, agenda: text))
    case .recordMeeting:
      return .recordMeeting(
        .init(at: moment, attendees: pick([[], [member]]), notes: text, takeaways: "T."))
    case .correctEntry:
      return .correctEntry(.init(entry: number, text: pick([nil, text]), reason: "R."))
    case .needInformation: return .needInformation(.init(what: text, source: "S."))
    case .settleInformation:
      return .settleInformation(.init(need: question, outcome: .obtained, account: text))
    case .recordContact:
      return .recordContact(.init(kind: .lawyer, who: "W.", when: "N.", account: text))
    case .recordEvidence: return .recordEvidence(.init(title: text, source: "S.", date: "D."))
    case .assess:
      return .assess(
        .init(
          question: pick(story.policy.assessment.questions.map(\.id) + [QuestionID("no")]),
          answer: pick(Answer.allCases), note: pick([nil, text])))
    case .recordFinding:
      return .recordFinding(
        pick([
          .whatHappened(text), .violation(sure, types: [], account: "A."),
          .violation(sure, types: [ViolationTypeID("boredom")], account: "A."),
          .responsible([party], account: "A."), .ongoing(sure, danger: sure, account: "A."),
        ]))
    case .recordHearing: return .recordHearing(.init(party: party, how: "H.", account: text))
    case .waiveHearing:
      return .waiveHearing(.init(party: party, because: .noAnswer, reason: text))
    case .recordGround: return .recordGround(.init(kind: .event, account: text))
    case .recordLocalDecision: return .recordLocalDecision(.init(who: "W.", decided: text))
    case .referOut: return .referOut(.init(recipient: "T.", reason: text))
    case .departFromRule:
      return .departFromRule(.init(rule: pick(RuleID.allCases), reason: text))
    case .openChannel:
      return .openChannel(
        .init(
          party: party, way: .passphrase,
          channel: pick([nil, ChannelID("c\(story.log.count)"), channel])))
    default: return later(name, &random, story, text)
    }
  }

  private static func later(
    _ name: Command.Name, _ random: inout SeededGenerator, _ story: Story, _ text: String
  ) -> Command {
    func pick<Element>(_ elements: [Element]) -> Element {
      elements[Int.random(in: 0..<elements.count, using: &random)]
    }
    let current = story.subject
    let number = Int.random(in: -1...story.log.count, using: &random)
    let member = pick(PropertyTests.members)
    let party = pick(current.parties.map(\.id) + [PartyID("nobody")])
    let channel = pick(current.channels.keys.sorted() + [ChannelID("other")])
    let draft = pick(current.drafts.map(\.number) + [number])
    let version = Int.random(in: 0...2, using: &random)
    let proposal = pick(current.proposals.map(\.number) + [number])
    let task = Int.random(in: 0...current.tasks.count + 1, using: &random)
    let measure = Int.random(in: 0...current.measuresInForce.count + 1, using: &random)
    let yes = pick([true, false])
    let moment = pick([
      story.now.adding(days: 9), story.now, Moment(secondsSince1970: .min), .distantFuture,
    ])
    let parts = LetterText.fourParts(
      .init(behaviour: text, impact: "I.", expectedChange: pick([nil, text]), consequences: "C."))
    let request = PermissionRequest(
      about: pick(PermissionKind.allCases), to: pick([nil, text]), purpose: pick([nil, text]))
    let permission = pick(current.permissions.map(\.number) + [number])
    switch name {
    case .writeDraft:
      return .writeDraft(
        .init(
          kind: pick(MessageKind.allCases), channel: pick([nil, channel, channel]),
          text: pick([.plain(text), parts]), names: pick([nil, [party]]),
          measure: pick([nil, measure]), asks: pick([nil, request]),
          guards: pick([
            nil,
            .init(basis: .pattern, account: text, leavesDecision: yes, isInWriting: true),
          ])))
    case .changeDraft: return .changeDraft(.init(draft: draft, text: pick([.plain(text), parts])))
    case .reviewDraft:
      return .reviewDraft(
        .init(draft: draft, version: version, isApproved: yes, remark: pick([nil, text])))
    case .sendDraft: return .sendDraft(.init(draft: draft))
    case .discardDraft: return .discardDraft(.init(draft: draft, reason: text))
    case .publishStatement: return .publishStatement(.init(draft: draft, place: text))
    case .askPermission: return .askPermission(.init(party: party, asks: request, text: text))
    case .withdrawPermission:
      return .withdrawPermission(.init(permission: permission, words: text))
    case .recordDisclosure:
      return .recordDisclosure(
        .init(
          party: party, what: text, recipient: text, recipientParty: pick([nil, party]), way: "W.",
          at: moment, ground: pick(DisclosureGround.allCases), permission: pick([nil, permission]),
          reason: pick([nil, text]), passesContact: pick([nil, yes])))
    case .askLegalAdvice: return .askLegalAdvice(.init(account: pick([nil, text])))
    case .waiveLegalAdvice: return .waiveLegalAdvice(.init(reason: text))
    case .recordPermission:
      return .recordPermission(
        .init(party: party, about: pick(PermissionKind.allCases), isGiven: yes, words: text))
    case .propose:
      return .propose(
        .init(subject: subject(&random, story, text), reasons: text, isSevere: pick([nil, true])))
    case .amendProposal:
      return .amendProposal(
        .init(proposal: proposal, subject: subject(&random, story, text), reasons: text))
    case .withdrawProposal: return .withdrawProposal(.init(proposal: proposal, reason: text))
    case .vote:
      return .vote(
        .init(
          proposal: proposal, version: version, choice: pick(Choice.allCases),
          reason: pick([nil, text])))
    case .flagSevere:
      return .flagSevere(.init(proposal: proposal, severity: .legal, reason: text))
    case .clearFlag: return .clearFlag(.init(proposal: proposal, reason: text))
    case .consult: return .consult(.init(proposal: proposal, party: party, text: text))
    case .recordConsultation:
      return .recordConsultation(
        .init(proposal: proposal, party: party, answer: .acceptable, account: text))
    case .waiveConsultation:
      return .waiveConsultation(.init(proposal: proposal, party: party, reason: text))
    case .enact: return .enact(.init(proposal: proposal))
    case .addTask: return .addTask(.init(title: text, owner: pick([nil, member]), due: moment))
    case .assignTask:
      return .assignTask(.init(task: task, owner: member, due: pick([nil, moment])))
    case .completeTask: return .completeTask(.init(task: task, account: text))
    case .dropTask: return .dropTask(.init(task: task, account: text))
    case .recordCondition:
      return .recordCondition(
        .init(measure: measure, condition: version, isMet: yes, account: text))
    case .recordReadmissionRequest:
      return .recordReadmissionRequest(.init(measure: measure, account: text))
    case .endMeasure: return .endMeasure(.init(measure: measure, reason: text))
    case .reportToBoard: return .reportToBoard(.init(text: text))
    case .grantOversight: return .grantOversight(.init(member: member, reason: text))
    case .declineOversight: return .declineOversight(.init(member: member, reason: text))
    case .recordReconsiderationRequest:
      return .recordReconsiderationRequest(.init(party: party, account: text))
    case .returnToGroup: return .returnToGroup(.init(reason: text))
    case .close:
      return .close(
        .init(
          outcome: pick(RecordType.allCases), summary: text, actions: "A.",
          reviewAt: pick([nil, moment])))
    case .reopen: return .reopen(.init(reason: text))
    case .fileForRecord: return .fileForRecord(.init(reason: text))
    case .linkCase: return .linkCase(.init(other: CaseID("0\(version)"), relation: .appeal))
    case .mergeInto: return .mergeInto(.init(other: CaseID("0f"), reason: text))
    case .announceDelay: return .announceDelay(.init(projected: moment, text: text))
    case .pauseDeadline, .resumeDeadline:
      let pause = DeadlinePause(
        deadline: pick(story.policy.deadlines.map(\.id) + [DeadlineID("no")]), reason: text)
      return name == .pauseDeadline ? .pauseDeadline(pause) : .resumeDeadline(pause)
    case .recordReview:
      return .recordReview(.init(account: text, nextReview: pick([nil, moment])))
    default: return .askAboutRetaliation(.init(text: pick([nil, text])))
    }
  }
}
