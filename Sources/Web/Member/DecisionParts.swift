import Casework
import Markup
import Procedure

// What was decided, asked and carried out.
extension ProcedureParts {
  /// Proposals that are spoken to or wait to be put into effect, with how those affected are asked.
  var openDecisions: HTML {
    let open = procedure.proposals.filter { $0.isOpen || $0.isAdopted }
    guard !open.isEmpty else { return .empty }
    return div(.class("stack wide-gap"), .id("decision")) {
      HTML.joined(open.reversed().map { proposal($0) })
      if open.contains(where: \.isAdopted) { consultation() }
    }
  }

  /// Those that are settled, behind a line.
  var settledDecisions: HTML {
    let settled = procedure.proposals.filter { !$0.isOpen && !$0.isAdopted }
    guard !settled.isEmpty else { return .empty }
    let isAlone = settled.count == procedure.proposals.count
    return foldedCard(
      CaseWords.decisionsBefore, id: isAlone ? "decision" : nil,
      note: CaseWords.proposalTitle(settled[settled.count - 1], in: procedure)
    ) {
      HTML.joined(settled.reversed().map { proposal($0, level: 3) })
      if isAlone { consultation(level: 3) }
    }
  }

  /// One proposal: what, why, who said what, what is missing.
  func proposal(_ proposal: ProposalView, isAlone: Bool = false, level: Int = 2) -> HTML {
    let number = (name: "proposal", value: String(proposal.number))
    return card(
      CaseWords.proposalTitle(proposal, in: procedure), level: level,
      class: proposal.isOpen || proposal.isAdopted ? "card needs" : "card flat",
      beside: badge(badgeKind(proposal.stage), CaseWords.stage(proposal))
    ) {
      p(.class("small muted")) {
        words(proposal.memberName)
        ", "
        Times.agoHTML(proposal.at, now: frame.now)
        " · \(CaseWords.version(proposal.version))"
      }
      if let needs = proposal.needs { p { strong { needs } } }
      if case .adopted(let basis, let at) = proposal.stage {
        p {
          "\(CaseWords.adopted(basis)), "
          Times.html(at)
        }
      }
      if proposal.isSevere {
        p {
          badge(.soon, CaseWords.severeBadge)
          " \(proposal.flags.map(CaseWords.flag).joined(separator: ", "))"
        }
      }
      HTML.joined(proposal.measures.map(measure))
      section(.class("stack tight")) {
        h3 { CaseWords.reasons }
        longWords(proposal.reasons)
      }
      if !procedure.questions.isEmpty { assessmentBesideProposal }
      voices(proposal)
      if proposal.isOpen, proposal.newEntries > proposal.voices.count {
        p(.class("small muted")) { CaseWords.newEntries(proposal.newEntries) }
      }
      if !proposal.earlier.isEmpty {
        details(.class("small")) {
          summary { CaseWords.earlierVersions }
          HTML.joined(proposal.earlier.reversed().map(earlier))
        }
      }
      if !isAlone { proposalActions(proposal, number) }
    }
  }

  private func badgeKind(_ stage: Proposal.Stage) -> BadgeKind {
    switch stage {
    case .consensus, .vote, .board: .accent
    case .adopted: .good
    case .failed, .void, .withdrawn: .plain
    }
  }

  private func voices(_ proposal: ProposalView) -> HTML {
    section(.class("stack tight")) {
      h3 { CaseWords.whoSaidWhat }
      ul(.class("voices")) {
        for voice in proposal.voices {
          li {
            strong { words(voice.memberName) }
            " \(CaseWords.voice(voice.choice))"
            if !voice.reason.isEmpty { longWords(voice.reason) }
          }
        }
        for name in proposal.silent {
          li(.class("muted")) {
            words(name)
            " \(CaseWords.silent)"
          }
        }
      }
    }
  }

  private func earlier(_ version: EarlierProposalView) -> HTML {
    div(.class("stack tight")) {
      p { strong { CaseWords.version(version.version) } }
      HTML.joined(version.measures.map(measure))
      longWords(version.reasons)
      ul(.class("voices")) {
        for voice in version.voices {
          li {
            words(voice.memberName)
            " \(CaseWords.voice(voice.choice))"
          }
        }
      }
    }
  }

  private func proposalActions(
    _ proposal: ProposalView, _ number: (name: String, value: String)
  ) -> HTML {
    actions {
      if proposal.isOpen {
        action(.vote, nil, class: "button", number)
        action(.amendProposal, nil, class: "button quiet", number)
        action(.flagSevere, nil, class: "button quiet", number)
        if !proposal.flags.isEmpty { action(.clearFlag, nil, class: "button quiet", number) }
        action(.withdrawProposal, nil, class: "button quiet", number)
      }
      if proposal.isAdopted { action(.enact, nil, class: "button", number) }
    }
  }

  private func consultation(level: Int = 2) -> HTML {
    guard !procedure.consultations.isEmpty else { return .empty }
    return card(CaseWords.consultation, level: level, class: level == 2 ? "card" : "card flat") {
      ul(.class("items")) {
        for asked in procedure.consultations {
          li {
            div(.class("stack tight main")) {
              p {
                strong { words(asked.partyName) }
                state(asked)
              }
              if let because = asked.waivedBecause { longWords(because) }
              if !asked.isOver, let until = asked.until {
                p(.class("small muted")) {
                  "\(CaseWords.until) "
                  Times.html(until)
                }
              }
              if !asked.isOver { consulting(asked) }
            }
          }
        }
      }
    }
  }

  private func state(_ asked: ConsultationView) -> String {
    if let answer = asked.answer { return ": \(CommandWords.consultation(answer))" }
    if asked.waivedBecause != nil { return " \(CaseWords.notPossible)" }
    guard asked.askedAt != nil else { return " \(CaseWords.notAsked)" }
    return " \(asked.isOver ? CaseWords.silence : CaseWords.asked)"
  }

  private func consulting(_ asked: ConsultationView) -> HTML {
    let proposal = (name: "proposal", value: String(asked.proposal))
    let party = (name: "party", value: asked.party.text)
    return actions {
      if asked.askedAt == nil { action(.consult, nil, class: "button second", proposal, party) }
      action(.recordConsultation, nil, class: "button quiet", proposal, party)
      if asked.askedAt == nil {
        action(.waiveConsultation, nil, class: "button quiet", proposal, party)
      }
    }
  }

  // MARK: Carrying out

  var tasks: HTML {
    guard !procedure.tasks.isEmpty else { return .empty }
    let open = procedure.tasks.filter { $0.state == .open }
    let settled = procedure.tasks.filter { $0.state != .open }
    return card(CaseWords.tasks, id: "tasks", class: open.isEmpty ? "card" : "card needs") {
      if open.isEmpty {
        p(.class("muted")) { CaseWords.allTasksDone }
      } else {
        ul(.class("items")) { for one in open { li { task(one) } } }
      }
      if !settled.isEmpty {
        details(.class("small")) {
          summary { CaseWords.tasksSettled(settled.count) }
          ul(.class("items")) { for one in settled { li { task(one) } } }
        }
      }
    }
  }

  private func task(_ task: TaskView) -> HTML {
    div(.class("stack tight main")) {
      p {
        strong { words(task.title) }
        if let space = task.space { ", \(space)" }
        if let name = task.partyName, task.kind == .tellReported {
          ", "
          words(name)
        }
      }
      if task.state == .open {
        p(.class("small muted")) {
          if let name = task.ownerName {
            words(name)
          } else {
            CaseWords.nobodyOwns
          }
        }
      }
      taskState(task)
    }
  }

  /// What the reporter waits for, once it is decided or done.
  var messageOwed: MessageKind? {
    if procedure.tasks.contains(where: { $0.kind == .tellReporter && $0.state == .open }) {
      return .decision
    }
    return isClosingOwed ? .closing : nil
  }

  /// Nothing but a last word to the reporter is missing before the case is closed.
  var isClosingOwed: Bool {
    view.commands.first { $0.command == .close }?.waitsFor?.rule == .reporterBeforeClosing
  }

  /// Where a task is done by writing to somebody: the way there.
  func taskActions(_ task: TaskView) -> HTML {
    switch task.kind {
    case .tellReporter:
      return action(
        .writeMessage, CaseWords.tellReporter, class: "button second",
        (name: "channel", value: view.channel.id?.text ?? ""),
        (name: "kind", value: MessageKind.decision.rawValue))
    case .tellReported:
      let isWritten = procedure.drafts.contains { $0.state == .waiting && $0.kind == .letter }
      return isWritten
        ? .empty : letterAction(.letter, to: task.party, CaseWords.draftTheLetter)
    case .carryOut, .carryOutEnd, .followUp: return .empty
    }
  }

  /// A letter to somebody, or first a way to them.
  func letterAction(_ kind: MessageKind, to party: PartyID?, _ text: String) -> HTML {
    guard let party else { return .empty }
    guard let channel = view.laterChannels.first(where: { $0.party == party })?.id else {
      return action(
        .openChannel, CaseWords.openConversation, class: "button second",
        (name: "party", value: party.text))
    }
    return action(
      .writeDraft, text, class: "button second", (name: "kind", value: kind.rawValue),
      (name: "channel", value: channel.text))
  }

  /// A letter is sent and not ticked off, where a way leads to the person.
  private func isDoneByWriting(_ task: TaskView) -> Bool {
    task.kind == .tellReported
      && view.laterChannels.contains { $0.party == task.party }
      && !procedure.contactStopped.contains(task.partyName ?? "")
  }

  private func taskState(_ task: TaskView) -> HTML {
    switch task.state {
    case .open:
      let number = (name: "task", value: String(task.number))
      let isLate = task.due < frame.now
      return HTML {
        p(.class("small")) {
          span(.class(isLate ? "due late" : "due")) {
            isLate
              ? TimeWords.lateBy(
                Times.duration(
                  seconds: frame.now.secondsSince1970 - task.due.secondsSince1970))
              : TimeWords.dueIn(
                Times.duration(seconds: task.due.secondsSince1970 - frame.now.secondsSince1970))
            ", "
            time(.dateTime(Times.machineReadable(task.due))) {
              Times.short(task.due, now: frame.now)
            }
          }
        }
        actions {
          taskActions(task)
          if !isDoneByWriting(task) {
            action(
              .completeTask, nil, class: task.kind == .carryOut ? "button second" : "in-line",
              number)
          }
          action(.assignTask, nil, class: "in-line", number)
          action(.dropTask, nil, class: "in-line", number)
        }
      }
    case .done(let account, let name, let at):
      return HTML {
        p(.class("small")) {
          badge(.good, CaseWords.taskDone)
          " "
          words(name)
          ", "
          Times.agoHTML(at, now: frame.now)
        }
        longWords(account)
      }
    case .dropped(let reason, let name, _):
      return HTML {
        p(.class("small")) {
          badge(.plain, CaseWords.taskDropped)
          " "
          words(name)
        }
        longWords(reason)
      }
    }
  }

  var measuresInForce: HTML {
    guard !procedure.measures.isEmpty else { return .empty }
    return card(CaseWords.measures, id: "measures") {
      ul(.class("items")) {
        for one in procedure.measures { li { div(.class("stack tight main")) { inForce(one) } } }
      }
    }
  }

  /// One measure that was put into effect, with how far its conditions are met.
  func inForce(_ one: MeasureInForceView, isAlone: Bool = false) -> HTML {
    let number = (name: "measure", value: String(one.number))
    return HTML {
      measure(one.measure)
      p(.class("row small")) {
        badge(one.isInForce ? .accent : .plain, one.isInForce ? CaseWords.holds : CaseWords.isOver)
        if one.isProvisional { badge(.soon, CaseWords.provisional) }
        span(.class("muted")) {
          "\(CaseWords.since) "
          Times.html(one.since)
        }
        span(.class("muted")) { ends(one) }
      }
      if let conditions = one.measure.content.conditions, !conditions.isEmpty {
        ol {
          for (index, condition) in conditions.enumerated() {
            li {
              words(condition)
              ": \(one.conditionsMet[index + 1] == true ? CaseWords.conditionMet : CaseWords.conditionOpen)"
            }
          }
        }
      }
      if one.isInForce, !isAlone {
        actions {
          if !(one.measure.content.conditions ?? []).isEmpty {
            action(.recordCondition, nil, class: "button quiet", number)
          }
          if case .endsByReadmission = one.ends, one.readmissionAsked == nil {
            action(.recordReadmissionRequest, nil, class: "button quiet", number)
          }
          if !one.isInForce { action(.endMeasure, nil, class: "button quiet", number) }
        }
      }
    }
  }

  private func ends(_ one: MeasureInForceView) -> HTML {
    if let endedAt = one.endedAt { return Times.html(endedAt) }
    switch one.ends {
    case .permanent: return .text(CaseWords.forGood)
    case .endsByReadmission:
      return HTML {
        CaseWords.endsByReadmission
        if let until = one.until {
          ", "
          Times.html(until)
        }
      }
    case .endsOnDate, .none:
      guard let until = one.until else { return .empty }
      return HTML {
        "\(CaseWords.until) "
        Times.html(until)
      }
    }
  }

  // MARK: The end

  var ending: HTML {
    HTML {
      if let ending = procedure.ending {
        card(CaseWords.end, id: "end") {
          p(.class("small muted")) { Times.html(ending.at) }
          switch ending.how {
          case .closed(let closing):
            facts(
              [
                Fact(
                  CaseWords.outcome,
                  HTML {
                    strong { CommandWords.record(closing.outcome) }
                    p { closing.outcome.meaning }
                  }),
                Fact(CaseWords.whatHappened, words: closing.summary, isLong: true),
                Fact(CaseWords.whatWasDone, words: closing.actions, isLong: true),
              ].compactMap(\.self))
          case .filed(let reason):
            facts([Fact(CaseWords.filedBecause, words: reason, isLong: true)].compactMap(\.self))
          case .merged(let other):
            p { CaseWords.mergedInto }
            p { a(.href(Paths.aCase(other))) { CaseWords.openThatCase } }
          }
        }
      }
    }
  }

  /// What belongs to the case from outside it.
  var around: HTML {
    HTML {
      boardReports
      links
    }
  }

  private var links: HTML {
    guard !procedure.links.isEmpty || !procedure.departures.isEmpty else { return .empty }
    return card(CaseWords.links) {
      if !procedure.links.isEmpty {
        ul {
          for link in procedure.links {
            li {
              a(.href(Paths.aCase(link.other))) { CommandWords.relation(link.relation) }
              if let note = link.note {
                ": "
                words(note)
              }
            }
          }
        }
      }
      if !procedure.departures.isEmpty {
        h3 { CaseWords.departures }
        ul { for rule in procedure.departures { li { CommandWords.rule(rule) } } }
      }
    }
  }

  private var boardReports: HTML {
    let reports = procedure.written.filter {
      if case .boardReport = $0.content { true } else { false }
    }
    guard !reports.isEmpty else { return .empty }
    return card(CaseWords.boardReport) {
      ul(.class("items")) { for report in reports { li { entry(report) } } }
    }
  }
}
