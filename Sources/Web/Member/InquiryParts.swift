import Casework
import Markup
import Procedure

// What was said and found.
extension ProcedureParts {
  // MARK: Discussion

  func discussion(_ setting: PageSetting) -> HTML {
    let remarks = procedure.written.filter {
      if case .remark = $0.content { true } else { false }
    }
    return card(CaseWords.discussion, id: "discussion") {
      if remarks.isEmpty {
        p(.class("muted")) { CaseWords.noDiscussion }
      } else {
        ul(.class("items")) {
          for remark in remarks { li { entry(remark) } }
        }
      }
      if isAvailable(.discuss) {
        details {
          summary { CaseWords.say }
          postForm(to: Paths.command(.discuss, view.id), token: setting.token) {
            longField(
              FieldFrame(name: "text", label: CaseWords.sayText, idPrefix: "discuss-"), value: "",
              rows: 3)
            div(.class("actions")) { submitButton(CaseWords.sayButton, class: "button second") }
          }
        }
      }
    }
  }

  /// Something written, with its corrections.
  func entry(_ entry: WrittenView) -> HTML {
    let number = (name: "entry", value: String(entry.sequence))
    return div(.class("stack tight main")) {
      p(.class("small muted")) {
        words(entry.memberName)
        ", "
        Times.agoHTML(entry.at, now: frame.now)
      }
      if let last = entry.corrections.last {
        p(.class("small")) {
          last.text == nil
            ? CaseWords.struck(last.memberName) : CaseWords.corrected(last.memberName)
          ": "
          words(last.reason)
        }
        if let text = last.text { longWords(text) }
        details(.class("small")) {
          summary { CaseWords.earlierWords }
          content(entry.content)
          HTML.joined(entry.corrections.dropLast().compactMap(\.text).map { longWords($0) })
        }
      } else {
        content(entry.content)
      }
      actions {
        if case .remark = entry.content {
          action(
            .discuss, CaseWords.reply, class: "in-line",
            (name: "inReplyTo", value: number.value))
        }
        action(.correctEntry, CaseWords.correctThis, class: "in-line", number)
      }
    }
  }

  private func content(_ content: WrittenView.Content) -> HTML {
    switch content {
    case .remark(let text, _): return markdown(text)
    case .meetingCalled(let call):
      return HTML {
        p {
          strong { CaseWords.meetingCalled }
          ", "
          Times.html(call.at)
        }
        longWords(call.agenda)
      }
    case .meeting(let record, let attendees):
      return HTML {
        p {
          Times.html(record.at)
          if let place = record.place {
            ", "
            words(place)
          }
        }
        longWords(record.notes)
        facts(
          [
            Fact(CaseWords.takeaways, words: record.takeaways, isLong: true),
            Fact(CaseWords.attendees, words: attendees.joined(separator: ", ")),
          ].compactMap(\.self))
      }
    case .contact(let contact):
      return HTML {
        p {
          strong { words(contact.who) }
          " (\(CommandWords.contact(contact.kind))), "
          words(contact.when)
        }
        longWords(contact.account)
      }
    case .evidence(let evidence, let file): return self.evidence(evidence, file)
    case .ground(let ground):
      return HTML {
        p { strong { CommandWords.caseGround(ground.kind) } }
        longWords(ground.account)
        facts(
          [
            Fact(CaseWords.groundLiaison, words: ground.liaison ?? ""),
            Fact(CaseWords.groundEvent, words: ground.eventName ?? ""),
            Fact(CaseWords.groundEventCode, words: ground.eventCode ?? ""),
          ].compactMap(\.self))
        if ground.lacksEventCode {
          p {
            badge(.soon, CaseWords.eventCodeMissing)
            " \(CaseWords.eventCodeMissingText)"
          }
        }
      }
    case .localDecision(let decision):
      return HTML {
        p { strong { words(decision.who) } }
        longWords(decision.decided)
        if let addition = decision.agreedAddition { longWords(addition) }
      }
    case .referral(let referral):
      return HTML {
        p { strong { words(referral.recipient) } }
        longWords(referral.reason)
      }
    case .safety(let safety):
      return HTML {
        p {
          CaseWords.goesOn(safety.ongoing, danger: safety.danger)
        }
        longWords(safety.account)
      }
    case .hearing(let hearing, let name):
      return HTML {
        p {
          strong { words(name) }
          " \(CaseWords.heard): "
          words(hearing.how)
        }
        longWords(hearing.account)
      }
    case .boardReport(let text, let throughName):
      return HTML {
        if let throughName {
          p(.class("small muted")) {
            CaseWords.boardReportThrough
            words(throughName)
          }
        }
        longWords(text)
      }
    }
  }

  private func evidence(_ evidence: Evidence, _ file: FileView?) -> HTML {
    HTML {
      p {
        strong { words(evidence.title) }
        ", "
        words(evidence.date)
      }
      facts(
        [
          Fact(CaseWords.from, words: evidence.source),
          evidence.link.flatMap { address in
            Link(external: address).map { link in
              Fact(CaseWords.link, a(.href(link), .rel("noreferrer nofollow")) { words(address) })
            } ?? Fact(CaseWords.link, words: address)
          }, evidence.note.flatMap { Fact(CaseWords.shows, words: $0, isLong: true) },
        ].compactMap(\.self))
      if let file {
        fileList(
          [file], link: { Paths.caseFile(view.id, $0) }, preview: { Paths.casePreview(view.id, $0) }
        )
      }
    }
  }

  private func entries(_ title: String, _ isMeant: (WrittenView.Content) -> Bool) -> HTML {
    let list = procedure.written.filter { isMeant($0.content) }
    guard !list.isEmpty else { return .empty }
    return section(.class("stack tight")) {
      h3 { title }
      ul(.class("items")) {
        for one in list { li { entry(one) } }
      }
    }
  }

  // MARK: What was found

  var inquiry: HTML {
    let found = foundOut
    return found.isEmpty ? .empty : card(CaseWords.inquiry, id: "inquiry") { found }
  }

  /// The same behind a line, for when it is settled.
  var foldedInquiry: HTML {
    let found = foundOut
    guard !found.isEmpty else { return .empty }
    return foldedCard(
      CaseWords.inquiry, id: "inquiry", note: CaseWords.findingsWritten(procedure.findings.count)
    ) { found }
  }

  private var foundOut: HTML {
    HTML {
      entries(CaseWords.safetyNow) { if case .safety = $0 { true } else { false } }
      entries(CaseWords.meetings) {
        switch $0 {
        case .meeting, .meetingCalled: true
        default: false
        }
      }
      entries(CaseWords.evidence) {
        switch $0 {
        case .contact, .evidence, .ground, .localDecision, .referral: true
        default: false
        }
      }
      missing
      findings
      hearings
      assessment
    }
  }

  private var missing: HTML {
    guard !procedure.needs.isEmpty else { return .empty }
    return section(.class("stack tight")) {
      h3 { CaseWords.missingTitle }
      ul(.class("items")) {
        for need in procedure.needs {
          li {
            div(.class("stack tight main")) {
              longWords(need.what)
              p(.class("small muted")) { words(need.source) }
              if let outcome = need.outcome {
                p { badge(.plain, CommandWords.outcome(outcome)) }
                longWords(need.account)
              } else {
                actions {
                  action(
                    .settleInformation, nil, class: "button second",
                    (name: "need", value: String(need.number)))
                }
              }
            }
          }
        }
      }
    }
  }

  private var findings: HTML {
    guard !procedure.findings.isEmpty else { return .empty }
    return section(.class("stack tight")) {
      h3 { CaseWords.findings }
      facts(
        procedure.findings.map { found in
          Fact(
            CommandWords.finding(found.finding.kind),
            HTML {
              verdict(found)
              longWords(found.finding.account)
              span(.class("small muted")) { words(found.memberName) }
            })
        })
    }
  }

  private func verdict(_ found: FindingView) -> HTML {
    var text: [String] = []
    switch found.finding {
    case .violation(let answer, _, _): text.append(CommandWords.certainty(answer))
    case .ongoing(let answer, let danger, _):
      text += [
        CaseWords.goesOn(answer, danger: danger)
      ]
    case .whatHappened, .responsible: break
    }
    text += found.names
    guard !text.isEmpty else { return .empty }
    return p { strong { words(text.joined(separator: ", ")) } }
  }

  private var hearings: HTML {
    guard !procedure.hearings.isEmpty else { return .empty }
    return section(.class("stack tight")) {
      h3 { CaseWords.hearings }
      ul(.class("items")) {
        for hearing in procedure.hearings where !isTold(hearing) {
          li {
            div(.class("stack tight main")) {
              p {
                strong { words(hearing.partyName) }
                " \(hearingState(hearing.state))"
              }
              switch hearing.state {
              case .invited, nil:
                actions {
                  action(
                    .recordHearing, nil, class: "button second",
                    (name: "party", value: hearing.party.text))
                  action(
                    .waiveHearing, nil, class: "button quiet",
                    (name: "party", value: hearing.party.text))
                }
              case .waived(let waiver, _):
                p { CommandWords.waiver(waiver.because) }
                longWords(waiver.reason)
              case .heard: HTML.empty
              }
            }
          }
        }
      }
      ul(.class("items")) {
        for one in procedure.written where isHearing(one) { li { entry(one) } }
      }
    }
  }

  private func isHearing(_ entry: WrittenView) -> Bool {
    if case .hearing = entry.content { true } else { false }
  }

  /// Whether a handler wrote down what they said; that entry says by itself that they were heard.
  private func isTold(_ hearing: HearingView) -> Bool {
    procedure.written.contains {
      if case .hearing(let told, _) = $0.content { told.party == hearing.party } else { false }
    }
  }

  private func hearingState(_ state: Investigation.HearingState?) -> String {
    switch state {
    case .invited: CaseWords.invited
    case .heard: CaseWords.heard
    case .waived: CaseWords.waived
    case nil: CaseWords.notHeard
    }
  }

  private var assessment: HTML {
    let isBegun = procedure.questions.contains { $0.answer != nil }
    guard isBegun || isAvailable(.assess), !procedure.questions.isEmpty else { return .empty }
    return section(.class("stack tight")) {
      h3(.id("assessment")) { CaseWords.assessment }
      weights
      for area in Policy.Assessment.Area.allCases { questions(area) }
    }
  }

  /// Risk and impact, and where they meet.
  private var weights: HTML {
    HTML {
      facts([
        Fact(CaseWords.risk, text: CaseWords.weight(procedure.risk)),
        Fact(CaseWords.impact, text: CaseWords.weight(procedure.impact)),
      ])
      p { CaseWords.together(procedure.risk, procedure.impact) }
    }
  }

  /// What stands beside every proposal: risk and impact, with the questions that raise them, so that what is graver may be
  /// answered with more.
  var assessmentBesideProposal: HTML {
    let raising = procedure.questions.filter { $0.raises && $0.area != .jurisdiction }
    return section(.class("stack tight")) {
      h3 { CaseWords.besideProposal }
      weights
      if !raising.isEmpty {
        details(.class("small")) {
          summary { CaseWords.whatRaises(raising.count) }
          ul {
            for question in raising {
              li {
                strong { CaseWords.area(question.area) }
                ": \(question.text) \(question.answer.map(CommandWords.answer) ?? "")"
                if !question.note.isEmpty { longWords(question.note) }
              }
            }
          }
        }
      }
    }
  }

  private func questions(_ area: Policy.Assessment.Area) -> HTML {
    let list = procedure.questions.filter { $0.area == area }
    guard !list.isEmpty else { return .empty }
    let answered = list.count { $0.answer != nil }
    return details(.class("fold")) {
      summary { "\(CaseWords.area(area)) (\(answered) / \(list.count))" }
      ul(.class("items")) {
        for question in list {
          li {
            div(.class("stack tight main")) {
              p { question.text }
              p(.class("row")) {
                badge(
                  question.raises ? .soon : .plain,
                  question.answer.map(CommandWords.answer) ?? CaseWords.notAnswered)
                if question.raises { span(.class("small")) { CaseWords.raises } }
                if !question.memberName.isEmpty {
                  span(.class("small muted")) { words(question.memberName) }
                }
              }
              if !question.note.isEmpty { longWords(question.note) }
            }
            action(
              .assess, question.answer == nil ? CaseWords.answerIt : CaseWords.changeAnswer,
              class: "in-line", (name: "question", value: question.id.text))
          }
        }
      }
    }
  }
}
