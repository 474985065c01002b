import Casework
import Markup
import Procedure
import Web

// An invented case on each step of its way.
extension Samples {
  var warning: MeasureView {
    MeasureView(
      content: Measure(
        measure: policy.measures.list.first?.id, party: PartyID("p2"),
        modifications: ["Writes to nobody in private about this"], repairs: ["An apology"]),
      title: "A written warning", partyName: "Max <img src=x>")
  }
  var suspension: MeasureView {
    MeasureView(
      content: Measure(
        title: "Suspension", makesSafer: "Nobody has to meet them for a while",
        party: PartyID("p2"), days: 90, conditions: ["Talks to a coach"],
        skipReason: "A warning in spring changed nothing."),
      title: "Suspension", partyName: "Max <img src=x>", spaces: ["Forum", "Chat"])
  }

  func proposal(_ stage: Proposal.Stage, needs: String? = nil, isEnacted: Bool = false)
    -> ProposalView
  {
    ProposalView(
      number: 31, version: 2, memberName: ada.name, at: ago(40_000),
      subject: .resolution([warning.content, suspension.content]),
      measures: [warning, suspension],
      reasons: "It happened again after a warning in spring, and it drives people away.\n<b>no</b>",
      voices: [
        VoiceView(memberName: ada.name, choice: .agree, reason: "", at: ago(40_000)),
        VoiceView(
          memberName: bo.name, choice: .object,
          reason: "Ninety days are too long for what they could repair.", at: ago(20_000)),
      ], silent: [dalia.name, emi.name], flags: [.severe], isSevere: true, stage: stage,
      needs: needs,
      earlier: [
        EarlierProposalView(
          version: 1, measures: [suspension], reasons: "It drives people away.",
          voices: [
            VoiceView(memberName: ada.name, choice: .agree, reason: "", at: ago(60_000))
          ])
      ], isEnacted: isEnacted, newEntries: 3)
  }

  private func written(_ number: Int, _ content: WrittenView.Content, _ name: String? = nil)
    -> WrittenView
  {
    WrittenView(
      sequence: number, memberName: name ?? bo.name, at: ago(Int64(80_000 - number * 900)),
      content: content)
  }

  private func inquire(_ view: inout ProcedureView) {
    view.owner = bo
    view.members = [ada, bo, dalia, emi]
    view.files = [file]
    view.written = [
      written(
        20, .remark("Did anybody **look** at the logs? <script>alert(1)</script>", inReplyTo: nil)),
      written(21, .remark("Yes, they are complete.", inReplyTo: 20), ada.name),
      written(
        22,
        .meeting(
          MeetingRecord(
            at: ago(70_000), attendees: [ada.id, bo.id], notes: "We read the thread together.",
            takeaways: "Bo asks Max for their side.", place: "A call"),
          attendees: [ada.name, bo.name])),
      written(
        23,
        .contact(
          Contact(
            kind: .liaison, who: "The moderators of the forum", when: "On Friday",
            account: "They locked the thread."))),
      written(
        24,
        .evidence(
          Evidence(
            title: "The thread", source: "The forum", date: "Last Tuesday",
            link: "javascript:alert(1)", note: "Three posts, the last one deleted."), file)),
    ]
    var struck = written(
      25, .safety(SafetyRecord(ongoing: .yes, danger: .unsure, account: "He may come back.")))
    struck.corrections = [
      CorrectionView(
        memberName: ada.name, at: ago(30_000), text: "They may come back.",
        reason: "Nobody knows whether it is a he.")
    ]
    view.written.append(struck)
    view.correctable = [
      CorrectableView(
        sequence: 25, event: .safetyRecorded, memberName: bo.name, at: ago(58_000),
        text: "They may come back.")
    ]
    view.questions = policy.assessment.questions.enumerated().map { number, question in
      QuestionView(
        id: question.id, area: question.area, text: question.text,
        answer: number % 3 == 0 ? nil : number % 3 == 1 ? .yes : .unsure,
        note: number == 1 ? "The thread shows it." : "", memberName: number % 3 == 0 ? "" : bo.name,
        raises: number % 3 == 1)
    }
    view.risk = WeightView(raised: 3, answered: 5, asked: 6)
    view.impact = WeightView(raised: 1, answered: 4, asked: 4)
    view.findings = [
      FindingView(
        finding: .whatHappened("Three posts and two private messages, after being asked to stop."),
        memberName: bo.name, at: ago(50_000)),
      FindingView(
        finding: .violation(.yes, types: [], account: "It excludes people for who they are."),
        memberName: bo.name, at: ago(49_000), names: ["Harassment"]),
    ]
    view.needs = [
      NeedView(number: 27, what: "The deleted post", source: "The moderators"),
      NeedView(
        number: 26, what: "Who saw it", source: "The thread", outcome: .obtained,
        account: "Four people."),
    ]
    view.hearings = [
      HearingView(party: PartyID("p2"), partyName: "Max", state: .invited(since: ago(40_000)))
    ]
  }

  private func finish(_ view: inout ProcedureView) {
    view.needs = view.needs.filter { $0.outcome != nil }
    view.hearings = [
      HearingView(party: PartyID("p2"), partyName: "Max", state: .heard(at: ago(45_000)))
    ]
    view.findings += [
      FindingView(
        finding: .responsible([PartyID("p2")], account: "They wrote it themselves."),
        memberName: bo.name, at: ago(48_000), names: ["Max"]),
      FindingView(
        finding: .ongoing(.no, danger: .no, account: "The thread is locked."), memberName: bo.name,
        at: ago(47_000)),
    ]
  }

  private var tasks: [TaskView] {
    [
      TaskView(
        number: 1, kind: .tellReporter, title: "Tell the reporter", ownerName: bo.name,
        due: ago(2_000),
        state: .done(account: "By letter.", memberName: bo.name, at: ago(3_000))),
      TaskView(
        number: 2, kind: .carryOut, title: "Suspension: carry it out", partyName: "Max",
        space: "Forum", ownerName: emi.name, due: ago(500)),
      TaskView(
        number: 3, kind: .carryOut, title: "Suspension: carry it out", partyName: "Max",
        space: "Chat", due: after(90_000)),
    ]
  }

  /// What the procedure has come to in a phase.
  func procedure(_ phase: Case.Phase) -> ProcedureView {
    var view = ProcedureView()
    if phase == .waitingForReaders { return view }
    if phase == .received {
      view.acts = [
        ActView(
          number: 19, memberName: bo.name, at: ago(9_000), ground: .ongoing,
          account: "They were still posting, so I had them muted until tomorrow.",
          agency: "The moderators", measures: [warning],
          reviews: [ActReviewView(memberName: ada.name, verdict: .confirm, reason: "")])
      ]
      view.notices = [
        NoticeView(
          message: MessageReference(channel: ChannelID("ch"), sequence: 4), memberName: bo.name,
          at: ago(8_000))
      ]
      view.ownerAsked = emi
      view.oversightAsked = [OversightAskedView(member: gita, reason: "We review one case a year.")]
      return view
    }
    inquire(&view)
    if phase == .open || phase == .filed {
      view.drafts = [
        DraftView(
          number: 29, kind: .hearing, recipient: "Max", version: 1,
          text: .plain("Hello Max,\n\nwe would like to hear your side."), author: bo,
          at: ago(6_000))
      ]
      if phase == .filed {
        view.ending = EndingView(how: .filed(reason: "Nothing more is needed."), at: ago(900))
      }
      return view
    }
    finish(&view)
    switch phase {
    case .deciding:
      view.proposals = [
        proposal(
          .vote(since: ago(3_000), until: after(200_000)),
          needs: "It waits for 2 more agreements, or Monday 20:00 UTC.")
      ]
    case .consulting:
      view.proposals = [proposal(.adopted(by: .vote, at: ago(9_000)))]
      view.consultations = [
        ConsultationView(
          proposal: 31, party: PartyID("p1"), partyName: "Sunny", askedAt: ago(8_000),
          until: after(160_000)),
        ConsultationView(proposal: 31, party: PartyID("p3"), partyName: "sunny_otter"),
      ]
    default:
      view.proposals = [proposal(.adopted(by: .vote, at: ago(9_000)), isEnacted: true)]
      view.consultations = [
        ConsultationView(
          proposal: 31, party: PartyID("p1"), partyName: "Sunny", askedAt: ago(8_000),
          answer: .acceptable, isOver: true)
      ]
      view.tasks = tasks
      consent(&view)
      view.measures = [
        MeasureInForceView(
          number: 1, measure: warning, since: ago(4_000), isInForce: false, ends: .none),
        MeasureInForceView(
          number: 2, measure: suspension, since: ago(4_000), until: after(7_000_000),
          isInForce: true, ends: .endsByReadmission(daysMin: 30, daysMax: nil)),
      ]
      view.drafts = [
        DraftView(
          number: 41, kind: .letter, recipient: "Max", version: 2,
          text: .fourParts(
            LetterText.FourParts(
              behaviour: "You wrote that people like them should not be maintainers.",
              impact: "People left the thread.", consequences: "You are suspended for 90 days.")),
          author: emi, at: ago(2_000),
          reviews: [
            DraftReviewView(
              memberName: bo.name, version: 1, isApproved: false, remark: "Kinder, please."),
            DraftReviewView(memberName: ada.name, version: 2, isApproved: true, remark: ""),
          ], earlier: [.plain("You are suspended.")], approvedBy: ada.name)
      ]
    }
    if phase == .closed {
      view.ending = EndingView(
        how: .closed(
          CaseClosing(
            outcome: .flagged, summary: "Repeated posts against maintainers.",
            actions: "A warning and a suspension.")), at: ago(900))
      view.links = [CaseLink(other: caseID, relation: .samePerson, note: "In spring")]
    }
    return view
  }

  /// What people allowed, and what was told.
  private func consent(_ view: inout ProcedureView) {
    view.permissions = [
      PermissionView(
        number: 31, partyName: "Sunny", kind: .disclosure, isGiven: true, to: "The venue",
        purpose: "So that they can keep a door open.", isTheirOwnWord: true, at: ago(9_000)),
      PermissionView(
        number: 32, partyName: "Sunny", kind: .apology, isGiven: true, words: "Yes, please.",
        at: ago(8_000), withdrawnAt: ago(500)),
    ]
    view.permissionsAsked = [
      PermissionAskedView(
        partyName: "Max", asks: PermissionRequest(about: .facilitatedConversation), at: ago(700))
    ]
    view.disclosures = [
      DisclosureView(
        number: 33,
        partyName: "Sunny",
        content: Disclosure(
          party: PartyID("sunny"), what: "The name.", recipient: "The venue", way: "By mail",
          at: ago(600), ground: .permission, permission: 31), memberName: bo.name, at: ago(600))
    ]
    view.owesLegalAdvice = true
  }

  /// What a member may do in a phase, as far as the page is concerned.
  private func commands(_ phase: Case.Phase) -> [Command.Name] {
    let always: [Command.Name] = [
      .discuss, .writeNote, .correctNote, .correctEntry, .writeMessage, .writeDraft, .openChannel,
      .recordPermission, .askPermission, .withdrawPermission, .recordDisclosure, .askLegalAdvice,
      .nameParty, .correctParty, .writeCard, .admit, .linkCase,
      .pauseDeadline, .resumeDeadline, .departFromRule, .escalateToBoard, .declare,
    ]
    let inquiry: [Command.Name] = [
      .introduceShepherd, .handOverShepherding, .nominateShepherd, .recordSafety, .actAtOnce,
      .callMeeting, .recordMeeting, .assess, .recordFinding, .needInformation, .recordHearing,
      .waiveHearing, .recordContact, .recordEvidence, .recordGround, .recordLocalDecision,
      .referOut, .announceDelay,
    ]
    switch phase {
    case .waitingForReaders, .received:
      return [
        .acknowledge, .notifyAgency, .notifyNoAgency, .reportAct, .reviewAct, .reviewNotice,
        .acceptShepherding, .grantOversight, .setAside,
      ] + inquiry + always
    case .open:
      return inquiry + [.settleInformation, .changeDraft, .discardDraft, .fileForRecord] + always
    case .deciding:
      return [.vote, .amendProposal, .withdrawProposal, .flagSevere, .clearFlag] + inquiry + always
    case .consulting:
      return [.consult, .recordConsultation, .waiveConsultation] + inquiry + always
    case .enacting:
      return [
        .completeTask, .assignTask, .dropTask, .addTask, .reportToBoard, .recordCondition,
        .endMeasure, .recordReadmissionRequest, .sendDraft, .changeDraft,
      ] + inquiry + always
    case .closed, .filed:
      return [.reopen, .recordReview, .endMeasure, .askAboutRetaliation] + always
    case .setAside: return [.takeBack]
    }
  }

  /// The case as it stands in a phase.
  func caseOnItsWay(
    _ phase: Case.Phase, _ procedure: ProcedureView? = nil, allCommands: Bool = false
  ) -> CaseView {
    caseView(
      report: fullReport, messages: messages,
      available: allCommands ? Command.Name.allCases : commands(phase),
      isFull: true, phase: phase, procedure: procedure ?? self.procedure(phase),
      waiting: allCommands || phase != .open
        ? []
        : [
          CommandAvailability(
            command: .propose,
            waitsFor: Refusal(
              rule: .findingsBeforeProposal,
              citation: ClauseCitation(clause: "E10.3", text: "Findings stand in writing."),
              sentence: "Two of the four findings are not written yet.",
              wayOut: "Write who was responsible, and whether it goes on."))
        ],
      laterChannels: [
        ChannelView(
          id: ChannelID("ch2"), party: PartyID("p2"), reach: .receiptOnly, reporterName: "Max",
          messages: [])
      ])
  }
}
