import Casework
import Procedure

extension Deeds {
  /// Who owns the case, what is found out, and what is done at once.
  static let investigating: [Command.Name: Deed] = {
    var table: [Command.Name: Deed] = [:]
    table[.nominateShepherd] = Deed(
      { $0.folded.shepherding.shepherd == nil && $0.folded.shepherding.nominated == nil ? 12 : 1 },
      say: { situation, command in
        guard case .nominateShepherd(let nomination) = command else { return "" }
        return "asks \(situation.name(nomination.member)) to take the case"
      },
      { situation, generator in
        generator.pick(situation.otherHandlers).map {
          .nominateShepherd(ShepherdNomination(member: $0.id))
        }
      })
    table[.acceptShepherding] = Deed(
      { $0.folded.shepherding.nominated == $0.me.id ? 200 : 120 },
      say: { _, command in
        guard case .acceptShepherding(let declaration) = command else { return "" }
        return declaration.biases == nil
          ? "takes the case" : "takes the case and says what could bias"
      },
      { _, generator in
        .acceptShepherding(
          BiasDeclaration(
            biases: generator.chance(perThousand: 150) ? "We once organized an event." : nil))
      })
    table[.declineShepherding] = Deed(
      { $0.folded.shepherding.nominated == $0.me.id ? 20 : 0 }, say: "declines to take the case",
      { _, _ in .declineShepherding(Command.GiveReason(reason: "I have no time this month.")) })
    table[.settleBiases] = Deed(
      { $0.folded.shepherding.pending?.member == $0.me.id ? 0 : 100 },
      say: "says whether the biases matter",
      { situation, generator in
        situation.folded.shepherding.pending.map {
          .settleBiases(
            BiasSettlement(
              member: $0.member, isFit: generator.chance(perThousand: 850),
              reason: "We talked about it."))
        }
      })
    table[.handOverShepherding] = Deed(
      { $0.folded.shepherding.shepherd == $0.me.id ? 2 : 0 },
      say: { situation, command in
        guard case .handOverShepherding(let handOver) = command else { return "" }
        return "hands the case over to \(situation.name(handOver.member))"
      },
      { situation, generator in
        generator.pick(situation.otherHandlers).map {
          .handOverShepherding(
            ShepherdHandOver(member: $0.id, reason: "I am away for some weeks."))
        }
      })
    table[.introduceShepherd] = Deed(
      { situation in
        situation.folded.shepherding.introducedAt == nil
          && situation.folded.reporterChannel != nil ? 40 : 0
      }, say: "tells the reporter who takes care of the case",
      { _, _ in .introduceShepherd(LetterToReporter()) })
    table[.settleConcern] = Deed(
      { _ in 60 }, say: "answers the concern about the shepherd",
      { _, generator in
        .settleConcern(
          ConcernSettlement(
            account: "We talked to both.", keepsShepherd: generator.chance(perThousand: 700)))
      })
    table[.recordSafety] = Deed(
      { $0.folded.safety == nil ? 12 : 1 }, say: "records how safe everybody is",
      { situation, generator in
        .recordSafety(
          SafetyRecord(
            ongoing: generator.pick(Certainty.allCases) ?? .unsure,
            danger: situation.kind == .dangerous ? .yes : .no, account: "We asked those concerned.")
        )
      })
    table[.actAtOnce] = Deed(
      { situation in
        let isFirst = situation.folded.acts.isEmpty
        return situation.kind == .dangerous ? (isFirst ? 120 : 2) : isFirst ? 2 : 0
      }, say: "acts at once",
      { situation, generator in
        .actAtOnce(
          UnilateralAct(
            ground: situation.kind == .dangerous ? .danger : .ongoing,
            measures: situation.measures(&generator, atMost: 1),
            account: "I removed them from the channel and told them why."))
      })
    table[.reportAct] = Deed(
      { situation in
        situation.folded.acts.contains { $0.reportedAt == nil && $0.by == situation.me.id }
          ? 150 : 30
      }, say: "puts the act before the group",
      { situation, _ in
        situation.folded.acts.first { $0.reportedAt == nil }.map {
          .reportAct(ActReport(act: $0.number, account: "This is what I did and why."))
        }
      })
    table[.reviewAct] = Deed(
      { situation in
        situation.folded.acts.contains {
          $0.settled == nil && $0.by != situation.me.id && $0.reviews[situation.me.id] == nil
        } ? 150 : 0
      },
      say: { _, command in
        guard case .reviewAct(let review) = command else { return "" }
        return "would \(review.verdict.rawValue) the act"
      },
      { situation, generator in
        guard
          let act = situation.folded.acts.first(where: {
            $0.settled == nil && $0.by != situation.me.id
          })
        else { return nil }
        let objects = generator.chance(perThousand: situation.me.habits.objecting)
        return .reviewAct(
          ActReview(
            act: act.number, verdict: objects ? .reverse : .confirm,
            reason: objects ? "It goes too far." : nil))
      })
    table[.sendEmergencyNotice] = Deed(
      { situation in
        situation.channel(of: .reported) != nil && situation.folded.notices.isEmpty ? 40 : 0
      }, say: "sends an emergency notice",
      { situation, _ in
        guard let act = situation.folded.acts.last(where: { $0.by == situation.me.id }),
          let channel = situation.channel(of: .reported)
        else { return nil }
        return .sendEmergencyNotice(
          EmergencyNotice(
            act: act.number, channel: channel, text: "You may not come to the meeting tomorrow."))
      })
    table[.reviewNotice] = Deed(
      { situation in
        situation.folded.notices.contains {
          $0.review == nil && $0.by.memberID != situation.me.id
        } ? 100 : 0
      }, say: "has read the emergency notice afterwards",
      { situation, _ in
        situation.folded.notices.first {
          $0.review == nil && $0.by.memberID != situation.me.id
        }.map {
          .reviewNotice(NoticeReview(message: $0.message, finding: "It was right and needed."))
        }
      })
    table[.discuss] = Deed(
      { _ in 8 }, say: "says something in the discussion",
      { _, _ in .discuss(Remark(text: "What do the others think?")) })
    table[.callMeeting] = Deed(
      { $0.folded.investigation.meetingAt == nil ? 20 : 1 }, say: "calls a meeting",
      { situation, generator in
        .callMeeting(
          MeetingCall(
            at: situation.now.adding(seconds: Int64(generator.number(in: 1...7)) * 86_400),
            agenda: "What happened, and what comes next."))
      })
    table[.recordMeeting] = Deed(
      { situation in
        guard let at = situation.folded.investigation.meetingAt, at <= situation.now else {
          return 0
        }
        return situation.folded.investigation.meetingsRecorded == 0 ? 30 : 1
      }, say: "records a meeting",
      { situation, _ in
        .recordMeeting(
          MeetingRecord(
            at: situation.now, attendees: [situation.me.id] + situation.otherHandlers.map(\.id),
            notes: "We went through the report.", takeaways: "Somebody asks the organizers."))
      })
    table[.correctEntry] = Deed(
      { _ in 1 }, say: "corrects an entry",
      { situation, generator in
        let written = situation.folded.log.filter { recorded in
          switch recorded.event {
          case .discussed, .meetingRecorded, .contactRecorded, .evidenceRecorded: true
          default: false
          }
        }
        return generator.pick(written).map {
          .correctEntry(
            EntryCorrection(entry: $0.sequence, text: "It was on Tuesday.", reason: "A slip."))
        }
      })
    table[.needInformation] = Deed(
      { $0.folded.investigation.needs.isEmpty ? 6 : 1 }, say: "marks something as missing",
      { _, _ in
        .needInformation(InformationNeed(what: "The log of the chat.", source: "The moderators"))
      })
    table[.settleInformation] = Deed(
      { _ in 60 }, say: "settles what was missing",
      { situation, generator in
        situation.folded.investigation.needs.first { $0.settlement == nil }.map {
          .settleInformation(
            InformationSettlement(
              need: $0.number,
              outcome: generator.chance(perThousand: 700) ? .obtained : .soughtInVain,
              account: "The moderators answered."))
        }
      })
    table[.recordContact] = Deed(
      { _ in 4 }, say: "records a conversation with somebody outside",
      { _, generator in
        .recordContact(
          Contact(
            kind: generator.pick(ContactKind.allCases) ?? .person, who: "The organizers",
            when: "Yesterday", account: "They saw it too."))
      })
    table[.recordEvidence] = Deed(
      { _ in 4 }, say: "keeps evidence",
      { _, _ in
        .recordEvidence(
          Evidence(title: "A screenshot", source: "The reporter", date: "The day after"))
      })
    table[.assess] = Deed(
      { situation in
        situation.policy.assessment.questions.count > situation.folded.investigation.answers.count
          ? 12 : 0
      }, say: "answers a question of the assessment",
      { situation, generator in
        let open = situation.policy.assessment.questions.filter {
          situation.folded.investigation.answers[$0.id] == nil
        }
        return generator.pick(open).map {
          .assess(
            AssessmentAnswer(question: $0.id, answer: generator.pick(Answer.allCases) ?? .unsure))
        }
      })
    table[.recordFinding] = Deed(
      { situation in situation.folded.investigation.findings.count < 4 ? 120 : 1 },
      say: { _, command in
        guard case .recordFinding(let finding) = command else { return "" }
        return "records the finding '\(finding.kind.rawValue)'"
      },
      { situation, generator in
        let missing = Finding.Kind.allCases.filter {
          situation.folded.investigation.findings[$0] == nil
        }
        let account = "This is how we see it."
        switch missing.first ?? generator.pick(Finding.Kind.allCases) ?? .whatHappened {
        case .whatHappened: return .recordFinding(.whatHappened(account))
        case .violation:
          let type = generator.pick(situation.policy.violationTypes)?.id
          return .recordFinding(
            .violation(
              situation.kind == .question ? .no : .yes, types: type.map { [$0] } ?? [],
              account: account))
        case .responsible:
          return .recordFinding(
            .responsible(situation.reportedParties.prefix(1).map(\.id), account: account))
        case .ongoing:
          return .recordFinding(
            .ongoing(
              .unsure, danger: situation.kind == .dangerous ? .yes : .no, account: account))
        }
      })
    table[.recordHearing] = Deed(
      { $0.folded.hearingOwed.isEmpty ? 0 : 80 }, say: "records what the reported person said",
      { situation, _ in
        situation.folded.hearingOwed.first.map {
          .recordHearing(Hearing(party: $0.id, how: "In a call", account: "They see it otherwise."))
        }
      })
    table[.waiveHearing] = Deed(
      { $0.folded.hearingOwed.isEmpty ? 0 : 8 },
      say: "records why the reported person is not heard",
      { situation, generator in
        situation.folded.hearingOwed.first.map {
          .waiveHearing(
            HearingWaiver(
              party: $0.id, because: generator.pick(HearingWaiverBecause.allCases) ?? .unreachable,
              reason: "It would put somebody at risk."))
        }
      })
    table[.recordGround] = Deed(
      { $0.folded.investigation.ground == nil ? 3 : 0 }, say: "records on which ground it is ours",
      { _, generator in
        .recordGround(
          CaseGround(
            kind: generator.pick(CaseGroundKind.allCases) ?? .directReport,
            account: "It happened in our spaces."))
      })
    table[.recordLocalDecision] = Deed(
      { $0.kind == .handled ? 10 : 1 }, say: "records what the event has decided",
      { _, _ in
        .recordLocalDecision(
          LocalDecision(who: "The organizers", decided: "They sent them home."))
      })
    table[.departFromRule] = Deed(
      { $0.departureToSecond == nil ? 1 : 30 },
      say: { _, command in
        guard case .departFromRule(let departure) = command else { return "" }
        return "would leave \(departure.rule.rawValue) aside"
      },
      { situation, generator in
        (situation.departureToSecond ?? generator.pick(situation.policy.guidance)).map {
          .departFromRule(Departure(rule: $0, reason: "It does not help anybody here."))
        }
      })
    table[.referOut] = Deed(
      { $0.kind == .question ? 8 : 1 }, say: "leaves a part to others",
      { _, _ in .referOut(Referral(recipient: "The moderators", reason: "It is theirs.")) })
    return table
  }()
}
