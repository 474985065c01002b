import Casework
import Procedure

extension Deeds {
  /// Proposals and votes, what follows from them, and the end of a case.
  static let deciding: [Command.Name: Deed] = {
    var table: [Command.Name: Deed] = [:]
    table[.propose] = Deed(
      { situation in
        let folded = situation.folded
        let isAsked =
          folded.reconsideration != nil
          || folded.measuresInForce.contains { $0.readmissionAsked != nil }
        // In a closed case only the end of a measure can be proposed unasked.
        return folded.closedState == nil || isAsked ? 200 : 1
      },
      say: { _, command in
        guard case .propose(let content) = command else { return "" }
        return "proposes \(described(content.subject))"
      },
      { situation, generator in
        let subject: ProposalSubject
        if let asked = situation.folded.measuresInForce.first(where: { $0.readmissionAsked != nil }
        ) {
          let isDue =
            (asked.until.map { $0 <= situation.now } ?? true)
            && asked.conditionsMet.count >= (asked.measure.conditions?.count ?? 0)
          subject = .readmission(
            measure: asked.number, isGranted: isDue && generator.chance(perThousand: 600))
        } else if situation.folded.reconsideration != nil {
          let verdict = generator.pick(ReconsiderationVerdict.allCases) ?? .upheld
          subject = .reconsideration(
            verdict, verdict == .changed ? situation.measures(&generator, atMost: 1) : [])
        } else if situation.folded.closedState != nil {
          guard
            let held = situation.folded.measuresInForce.last(where: {
              $0.isInForce(at: situation.now) && !$0.needsReadmission
            })
          else { return nil }
          subject = .readmission(measure: held.number, isGranted: true)
        } else {
          subject = .resolution(situation.measures(&generator, atMost: 2))
        }
        return .propose(
          Proposing(
            subject: subject, reasons: "This is fair and makes everybody safer.",
            isSevere: generator.chance(perThousand: 100) ? true : nil))
      })
    table[.amendProposal] = Deed(
      { situation in
        situation.folded.proposals.contains { $0.isOpen && !$0.words.isEmpty } ? 3 : 0
      }, say: "amends the proposal",
      { situation, generator in
        situation.folded.proposals.last(where: \.isOpen).map { proposal in
          let subject: ProposalSubject =
            proposal.subject.kind == .resolution
            ? .resolution(situation.measures(&generator, atMost: 2)) : proposal.subject
          return .amendProposal(
            ProposalAmending(
              proposal: proposal.number, subject: subject, reasons: "After what was said."))
        }
      })
    table[.withdrawProposal] = Deed(
      { _ in 1 }, say: "withdraws the proposal",
      { situation, _ in
        situation.folded.proposals.last(where: \.isOpen).map {
          .withdrawProposal(ProposalWithdrawal(proposal: $0.number, reason: "It was too early."))
        }
      })
    table[.vote] = Deed(
      { situation in
        situation.folded.proposals.contains { $0.isOpen && $0.words[situation.me.id] == nil }
          ? 150 : 2
      },
      say: { _, command in
        guard case .vote(let vote) = command else { return "" }
        return switch vote.choice {
        case .agree: "agrees"
        case .object: "objects"
        case .abstain: "abstains"
        }
      },
      { situation, generator in
        guard let proposal = situation.folded.proposals.last(where: \.isOpen) else { return nil }
        let objects = generator.chance(perThousand: situation.me.habits.objecting)
        let choice: Choice =
          objects ? .object : generator.chance(perThousand: 60) ? .abstain : .agree
        return .vote(
          Vote(
            proposal: proposal.number, version: proposal.version, choice: choice,
            reason: objects ? "It is too much." : nil))
      })
    table[.flagSevere] = Deed(
      { situation in situation.kind == .severe ? 3 : 1 }, say: "calls the proposal severe",
      { situation, _ in
        situation.folded.proposals.last(where: \.isOpen).map {
          .flagSevere(
            SeverityFlag(proposal: $0.number, severity: .severe, reason: "It weighs much."))
        }
      })
    table[.clearFlag] = Deed(
      { _ in 6 }, say: "would clear the flag",
      { situation, _ in
        situation.folded.proposals.last(where: \.isOpen).map {
          .clearFlag(FlagClearing(proposal: $0.number, reason: "It is an ordinary one."))
        }
      })
    table[.consult] = Deed(
      { $0.consultable == nil ? 0 : 120 },
      say: { situation, command in
        guard case .consult(let consulting) = command else { return "" }
        return "asks \(situation.partyName(consulting.party)) about the resolution"
      },
      { situation, _ in
        guard let proposal = situation.folded.adoptedNotEnacted, let party = situation.consultable
        else { return nil }
        return .consult(
          Consulting(
            proposal: proposal.number, party: party.id, text: "This is planned. What do you think?"
          ))
      })
    table[.recordConsultation] = Deed(
      { _ in 8 }, say: "records what somebody thinks of the resolution",
      { situation, generator in
        situation.openConsultation.map { open in
          .recordConsultation(
            ConsultationNote(
              proposal: open.proposal, party: open.party.id,
              answer: generator.pick(ConsultationAnswer.allCases) ?? .noOpinion,
              account: "They said so on the phone."))
        }
      })
    table[.waiveConsultation] = Deed(
      { situation in
        guard let open = situation.openConsultation else { return 0 }
        return situation.folded.isReached(open.party.id) ? 1 : 20
      },
      say: "records why somebody could not be asked",
      { situation, _ in
        situation.openConsultation.map { open in
          .waiveConsultation(
            ConsultationWaiver(
              proposal: open.proposal, party: open.party.id, reason: "No way leads to them."))
        }
      })
    table[.enact] = Deed(
      { _ in 150 }, say: "puts the resolution into effect",
      { situation, _ in
        situation.folded.adoptedNotEnacted.map {
          .enact(ResolutionNaming(proposal: $0.number))
        }
      })
    table[.addTask] = Deed(
      { _ in 1 }, say: "adds a task",
      { situation, _ in
        .addTask(
          TaskAddition(
            title: "Ask how it goes", owner: situation.me.id,
            due: situation.now.adding(seconds: 20 * 86_400)))
      })
    table[.assignTask] = Deed(
      { _ in 4 },
      say: { situation, command in
        guard case .assignTask(let assignment) = command else { return "" }
        return "gives a task to \(situation.name(assignment.owner))"
      },
      { situation, generator in
        guard let task = situation.folded.openTasks.first,
          let owner = generator.pick([situation.me] + situation.otherHandlers)
        else { return nil }
        return .assignTask(TaskAssignment(task: task.number, owner: owner.id))
      })
    table[.completeTask] = Deed(
      { _ in 120 },
      say: { situation, command in
        guard case .completeTask(let completion) = command,
          let task = situation.folded.tasks.first(where: { $0.number == completion.task })
        else { return "" }
        return "completes the task '\(task.content.title)'"
      },
      { situation, _ in
        situation.folded.openTasks.first {
          $0.content.kind != .tellReporter && $0.content.kind != .tellReported
            || !($0.content.party.map(situation.folded.isReached) ?? false)
        }.map {
          .completeTask(TaskCompletion(task: $0.number, account: "It is done."))
        }
      })
    table[.dropTask] = Deed(
      { _ in 2 }, say: "drops a task",
      { situation, _ in
        situation.folded.openTasks.last.map {
          .dropTask(TaskCompletion(task: $0.number, account: "It is not needed."))
        }
      })
    table[.recordCondition] = Deed(
      { _ in 4 }, say: "records whether a condition is met",
      { situation, generator in
        situation.folded.measuresInForce.last {
          $0.endedAt == nil && !($0.measure.conditions ?? []).isEmpty
        }.map {
          .recordCondition(
            ConditionRecord(
              measure: $0.number, condition: 1, isMet: generator.chance(perThousand: 600),
              account: "We asked."))
        }
      })
    table[.recordReadmissionRequest] = Deed(
      { $0.ageDays > 40 ? 20 : 1 }, say: "records a request for readmission",
      { situation, _ in
        situation.folded.measuresInForce.last {
          $0.endedAt == nil && $0.needsReadmission && $0.readmissionAsked == nil
        }.map {
          .recordReadmissionRequest(
            ReadmissionRequest(measure: $0.number, account: "They wrote a long letter."))
        }
      })
    table[.endMeasure] = Deed(
      { $0.ageDays > 60 ? 6 : 1 }, say: "ends a measure",
      { situation, _ in
        situation.folded.measuresInForce.last {
          $0.endedAt == nil && !$0.needsReadmission && !$0.isInForce(at: situation.now)
        }.map {
          .endMeasure(MeasureEnding(measure: $0.number, reason: "It has served its end."))
        }
      })
    table[.reportToBoard] = Deed(
      { $0.folded.boardReportedAt == nil ? 60 : 0 }, say: "reports to the board",
      { _, _ in .reportToBoard(BoardReport(text: "One case, decided in time.")) })
    table[.grantOversight] = Deed(
      { _ in 20 }, say: "lets a board member read for oversight",
      { situation, _ in
        situation.people.first { situation.folded.oversightAsked[$0.id] != nil }.map {
          .grantOversight(OversightGrant(member: $0.id, reason: "As the policy allows."))
        }
      })
    table[.declineOversight] = Deed(
      { _ in 10 }, say: "does not let a board member read for oversight",
      { situation, _ in
        situation.people.first { situation.folded.oversightAsked[$0.id] != nil }.map {
          .declineOversight(OversightGrant(member: $0.id, reason: "The report says all of it."))
        }
      })
    table[.recordReconsiderationRequest] = Deed(
      { situation in situation.folded.reconsideration == nil ? 3 : 0 },
      say: { situation, command in
        guard case .recordReconsiderationRequest(let request) = command else { return "" }
        return "records that \(situation.partyName(request.party)) asks for reconsideration"
      },
      { situation, generator in
        generator.pick(situation.folded.parties).map {
          .recordReconsiderationRequest(
            ReconsiderationRequest(party: $0.id, account: "They see it otherwise."))
        }
      })
    table[.returnToGroup] = Deed(
      { $0.folded.reconsideration == nil ? 6 : 0 }, say: "gives the case back to the group",
      { _, _ in .returnToGroup(Command.GiveReason(reason: "The group can decide it.")) })
    table[.close] = Deed(
      { _ in 100 }, say: "closes the case",
      { situation, generator in
        .close(
          CaseClosing(
            outcome: generator.pick(situation.folded.fittingOutcomes) ?? .resolved,
            summary: "It is resolved.", actions: "As decided."))
      })
    table[.reopen] = Deed(
      { _ in 4 }, say: "opens the case again",
      { _, _ in .reopen(Reopening(reason: "Somebody told us more.")) })
    table[.fileForRecord] = Deed(
      { $0.kind == .question || $0.kind == .spam ? 40 : 1 }, say: "files the case for the record",
      { _, _ in .fileForRecord(Command.GiveReason(reason: "Nothing has to be decided.")) })
    table[.linkCase] = Deed(
      { $0.otherCases.isEmpty ? 0 : $0.known.nature.isRetaliation ? 10 : 1 },
      say: { situation, command in
        guard case .linkCase(let link) = command,
          let other = situation.otherCases.first(where: { $0.id == link.other })
        else { return "" }
        return "links it with case \(other.number)"
      },
      { situation, generator in
        generator.pick(situation.otherCases).map {
          .linkCase(
            CaseLink(
              other: $0.id,
              relation: situation.known.nature.isRetaliation ? .retaliation : .samePerson))
        }
      })
    table[.mergeInto] = Deed(
      { $0.otherCases.isEmpty || !$0.known.number.isMultiple(of: 6) ? 0 : 3 },
      say: { situation, command in
        guard case .mergeInto(let merging) = command,
          let other = situation.otherCases.first(where: { $0.id == merging.other })
        else { return "" }
        return "joins it to case \(other.number)"
      },
      { situation, generator in
        generator.pick(situation.otherCases).map {
          .mergeInto(CaseMerging(other: $0.id, reason: "It is about the same evening."))
        }
      })
    table[.pauseDeadline] = Deed(
      { _ in 1 },
      say: { _, command in
        guard case .pauseDeadline(let pause) = command else { return "" }
        return "lets the deadline '\(pause.deadline.text)' rest"
      },
      { situation, generator in
        let aims = situation.policy.deadlines.filter { $0.kind == .aim }
        return generator.pick(aims).map {
          .pauseDeadline(DeadlinePause(deadline: $0.id, reason: "We wait for the police."))
        }
      })
    table[.resumeDeadline] = Deed(
      { situation in
        situation.restingDeadline == nil ? 0 : 20
      },
      say: { _, command in
        guard case .resumeDeadline(let pause) = command else { return "" }
        return "lets the deadline '\(pause.deadline.text)' run again"
      },
      { situation, _ in
        situation.restingDeadline.map {
          .resumeDeadline(DeadlinePause(deadline: $0, reason: "They have answered."))
        }
      })
    table[.recordReview] = Deed(
      { $0.ageDays > 90 ? 10 : 1 }, say: "looks at the closed case again",
      { _, _ in .recordReview(ReviewNote(account: "All is quiet.")) })
    return table
  }()

  private static func described(_ subject: ProposalSubject) -> String {
    switch subject {
    case .resolution(let measures):
      measures.isEmpty
        ? "that nothing follows"
        : measures.map { $0.measure?.text ?? $0.title ?? "something" }.joined(separator: ", ")
    case .readmission(_, let isGranted):
      isGranted ? "to grant readmission" : "to refuse readmission"
    case .reconsideration(let verdict, _): "on the reconsideration: \(verdict.rawValue)"
    case .policy: "to move to another policy"
    }
  }
}
