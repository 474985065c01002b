import Casework
import Markup
import Procedure

/// Where a case stands: its way, who owns it, and what is next.
struct StandingPart {
  var parts: ProcedureParts

  private var view: CaseView { parts.view }
  private var procedure: ProcedureView { parts.procedure }
  private var frame: MemberFrame { parts.frame }

  /// One thing that waits, and where it is done.
  private struct Step {
    var sentence: HTML
    var action: HTML = .empty
    var isPressing = false
  }

  var html: HTML {
    let steps = steps
    return card(CaseWords.standing, id: "standing", class: "card standing") {
      phases
      if procedure.isWithBoard || procedure.owner != nil {
        p {
          if procedure.isWithBoard { "\(CaseWords.withBoard) " }
          if let owner = procedure.owner {
            "\(CaseWords.owner) "
            strong { words(owner.name) }
          }
        }
      }
      if let pressing {
        p(.class("small")) {
          "\(CaseWords.nextDue) \(pressing.title), "
          Times.due(pressing, now: frame.now)
        }
      }
      if steps.isEmpty {
        p(.class("muted")) { CaseWords.nothingWaits }
      } else {
        ul(.class("items")) {
          for step in steps {
            li {
              span(.class(step.isPressing ? "main pressing" : "main")) { step.sentence }
              step.action
            }
          }
        }
      }
    }
  }

  private var pressing: Deadline? {
    CaseTimes.pressing(view).first
  }

  private var phases: HTML {
    guard let behind = CaseWords.stepsBehind(view.phase) else { return .empty }
    return nav(.ariaLabel(CaseWords.phasesLabel)) {
      ol(.class("phases")) {
        HTML.joined(
          CaseWords.steps.enumerated().map { number, title in
            if number < behind {
              return li(.class("is-done")) {
                span(.class("unseen")) { CaseWords.phaseDone }
                title
              }
            }
            if number == behind {
              return li(.class("is-now"), .ariaCurrent("step")) {
                span(.class("unseen")) { CaseWords.phaseNow }
                title
              }
            }
            return li { title }
          })
      }
    }
  }

  private func step(
    _ sentence: String, _ command: Command.Name? = nil, isPressing: Bool = false,
    _ query: (name: String, value: String)...
  ) -> Step {
    let link: HTML =
      if let command, parts.isAvailable(command) {
        buttonLink(
          CaseWords.here(command),
          to: command == .acknowledge
            ? Paths.acknowledge(view.id) : Paths.doing(command, view.id, query),
          class: isPressing ? "button" : "button second")
      } else { .empty }
    return Step(sentence: .text(sentence), action: link, isPressing: isPressing)
  }

  private var steps: [Step] {
    guard view.setAside == nil else { return [step(CaseWords.isSetAside, .takeBack)] }
    return protecting + owning + inquiring + deciding + carryingOut + ending
  }

  private var protecting: [Step] {
    var steps: [Step] = []
    if case .open = view.agencyTask {
      steps.append(step(CaseWords.agencyWaits, .notifyAgency, isPressing: true))
    }
    if procedure.retaliationSince != nil {
      steps.append(
        step(
          CaseWords.retaliationWaits,
          view.phase == .closed || view.phase == .filed ? .reopen : .recordSafety,
          isPressing: true))
    }
    if procedure.owesLegalAdvice {
      steps.append(step(ConsentWords.adviceOwed, .askLegalAdvice))
    }
    if let name = procedure.filingWantedBy {
      steps.append(step(ConsentWords.filingWanted(name), .fileForRecord))
    }
    if procedure.needsSomebodyUninvolved {
      steps.append(step(CaseWords.nobodyMayDecide, .admit, isPressing: true))
    }
    for act in procedure.acts {
      let number = (name: "act", value: String(act.number))
      if act.reportedAt == nil {
        steps.append(
          step(CaseWords.actUnreported(act.memberName), .reportAct, isPressing: true, number))
      }
      if act.settled == nil {
        steps.append(step(CaseWords.actUnreviewed(act.memberName), .reviewAct, number))
      }
    }
    if let notice = procedure.notices.first(where: { $0.finding == nil }) {
      steps.append(
        step(
          CaseWords.noticeUnread, .reviewNotice,
          (name: "message", value: CaseLists.value(notice.message))))
    }
    if let mail = view.putAside.first?.mail {
      steps.append(
        step(CaseWords.mailWaits, .placeMail, (name: "mail", value: CaseLists.value(mail))))
    }
    for asking in procedure.oversightAsked {
      steps.append(
        step(
          CaseWords.oversightWaits(asking.member.name), .grantOversight,
          (name: "member", value: asking.member.id.text)))
    }
    return steps
  }

  private var owning: [Step] {
    var steps: [Step] = []
    if [.received, .waitingForReaders].contains(view.phase) {
      steps.append(step(CaseWords.acknowledgeWaits, .acknowledge, isPressing: true))
      if !view.undeclared.isEmpty { steps.append(step(CaseWords.declareWaits)) }
    }
    if let pending = procedure.ownerPending {
      steps.append(
        step(
          CaseWords.biasWaits(pending.member.name), .settleBiases,
          (name: "member", value: pending.member.id.text)))
    } else if let asked = procedure.ownerAsked {
      steps.append(step(CaseWords.ownerAsked(asked.name), .acceptShepherding))
    } else if procedure.owner == nil, isGoingOn {
      steps.append(step(CaseWords.noOwner, .acceptShepherding))
    }
    if procedure.concernSince != nil {
      steps.append(step(CaseWords.concernWaits, .settleConcern, isPressing: true))
    }
    return steps
  }

  private var isGoingOn: Bool {
    switch view.phase {
    case .received, .open, .deciding, .consulting, .enacting: true
    case .waitingForReaders, .closed, .filed, .setAside: false
    }
  }

  private var inquiring: [Step] {
    var steps: [Step] = []
    for need in procedure.needs where need.outcome == nil {
      steps.append(
        step(
          CaseWords.missing(CaseLists.short(need.what)), .settleInformation,
          (name: "need", value: String(need.number))))
    }
    guard view.phase == .open || view.phase == .received else { return steps + drafts }
    if procedure.lacksEventCode {
      steps.append(step(CaseWords.eventCodeWaits, .recordGround))
    }
    for hearing in procedure.hearings where !isInvitationWritten(hearing) {
      let party = (name: "party", value: hearing.party.text)
      switch hearing.state {
      case .invited:
        steps.append(
          step(CaseWords.hearingInvited(hearing.partyName), .recordHearing, party))
      case nil:
        steps.append(
          Step(
            sentence: .text(CaseWords.hearingOwed(hearing.partyName)),
            action: parts.actions {
              parts.letterAction(.hearing, to: hearing.party, CaseWords.invite)
              parts.action(.recordHearing, nil, class: "button quiet", party)
            }))
      case .heard, .waived: break
      }
    }
    if view.phase == .open {
      if !view.parties.contains(where: { $0.role == .reported }) {
        steps.append(step(CaseWords.nobodyReported, .nameParty))
      }
      if procedure.findings.count < Procedure.Finding.Kind.allCases.count {
        let next = Procedure.Finding.Kind.allCases.first { kind in
          !procedure.findings.contains { $0.finding.kind == kind }
        }
        steps.append(
          step(
            CaseWords.findingsWait(procedure.findings.count), .recordFinding,
            (name: "finding", value: next?.rawValue ?? "")))
      } else if procedure.proposals.isEmpty, !isHearingOwed {
        steps.append(step(CaseWords.proposeNext, .propose))
      }
    }
    return steps + drafts
  }

  /// Somebody who is reported has not been heard; measures against them wait for that.
  private var isHearingOwed: Bool {
    procedure.hearings.contains { hearing in
      switch hearing.state {
      case .invited, nil: true
      case .heard, .waived: false
      }
    }
  }

  /// The letter that invites them waits to be read or sent; that stands among the letters.
  private func isInvitationWritten(_ hearing: HearingView) -> Bool {
    procedure.drafts.contains {
      $0.state == .waiting && $0.kind == .hearing && $0.recipient == hearing.partyName
    }
  }

  private var drafts: [Step] {
    procedure.drafts.filter { $0.state == .waiting }.map { draft in
      let title =
        CommandWords.messageKind(draft.kind) + (draft.recipient.map { ", \($0)" } ?? "")
      let number = (name: "draft", value: String(draft.number))
      if draft.approvedBy != nil {
        return step(
          CaseWords.draftReady(title),
          draft.kind == .publicStatement ? .publishStatement : .sendDraft, number)
      }
      return step(
        CaseWords.draftWaits(title), draft.author.id == frame.member.id ? nil : .reviewDraft,
        number)
    }
  }

  private var deciding: [Step] {
    var steps: [Step] = []
    for proposal in procedure.proposals where proposal.isOpen {
      steps.append(
        step(
          "\(CaseWords.proposalTitle(proposal, in: procedure)): \(proposal.needs ?? CaseWords.stage(proposal))",
          .vote, (name: "proposal", value: String(proposal.number))))
    }
    guard let adopted = procedure.proposals.last(where: \.isAdopted) else { return steps }
    let number = (name: "proposal", value: String(adopted.number))
    let waiting = procedure.consultations.filter { $0.proposal == adopted.number && !$0.isOver }
    for asked in waiting {
      guard asked.askedAt == nil else {
        steps.append(
          Step(
            sentence: HTML {
              CaseWords.consultationRuns(asked.partyName)
              if let until = asked.until {
                " \(CaseWords.until) "
                Times.html(until)
              }
            }))
        continue
      }
      steps.append(
        step(
          CaseWords.consultationWaits(asked.partyName), .consult, number,
          (name: "party", value: asked.party.text)))
    }
    if waiting.isEmpty { steps.append(step(CaseWords.enactNext, .enact, number)) }
    return steps
  }

  private var carryingOut: [Step] {
    var steps: [Step] = []
    let open = procedure.tasks.filter { $0.state == .open }
    if let next = open.first {
      let sentence =
        "\(CaseWords.tasksWait(open.count)) \(next.title)"
        + (next.space.map { ", \($0)" } ?? "")
      let ways = parts.taskActions(next)
      steps.append(
        ways.isEmpty
          ? step(sentence, .completeTask, (name: "task", value: String(next.number)))
          : Step(sentence: .text(sentence), action: ways))
    }
    let isBeingDecided = procedure.proposals.contains {
      $0.isOpen && $0.subject.kind == .readmission
    }
    for one in procedure.measures where one.readmissionAsked != nil && !isBeingDecided {
      steps.append(step(CaseWords.readmissionWaits(one.measure.title), .propose))
    }
    if let asked = procedure.reconsideration,
      !procedure.proposals.contains(where: { $0.isOpen && $0.subject.kind == .reconsideration })
    {
      steps.append(step(CaseWords.reconsiderWaits(asked.partyName), .propose))
    }
    return steps
  }

  private var ending: [Step] {
    guard view.phase == .enacting else { return [] }
    var steps: [Step] = []
    if procedure.boardReportedAt == nil, frame.policy.board.reportsEveryCase {
      let waits =
        procedure.boardLiaison.map { CaseWords.boardWaits(through: $0.name) }
        ?? CaseWords.boardWaits
      steps.append(step(waits, .reportToBoard))
    }
    if parts.isClosingOwed {
      steps.append(
        step(
          CaseWords.closingOwed, .writeMessage,
          (name: "channel", value: view.channel.id?.text ?? ""),
          (name: "kind", value: MessageKind.closing.rawValue)))
    }
    if parts.isAvailable(.close) { steps.append(step(CaseWords.closeNext, .close)) }
    return steps
  }
}
