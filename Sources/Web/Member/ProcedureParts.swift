import Casework
import Markup
import Procedure

/// The parts of a case's page that tell how far the procedure has come. Forms are on pages of their own; what can be
/// done is a link beside what it is about.
struct ProcedureParts {
  var view: CaseView
  var frame: MemberFrame

  var procedure: ProcedureView { view.procedure }
  var policy: Policy { frame.policy }

  func isAvailable(_ command: Command.Name) -> Bool {
    view.commands.contains { $0.command == command && $0.isAvailable }
  }

  /// A link to where a command is given; nothing where it cannot be given now.
  func action(
    _ command: Command.Name, _ text: String? = nil, class className: String = "button quiet",
    _ query: (name: String, value: String)...
  ) -> HTML {
    guard isAvailable(command) else { return .empty }
    return buttonLink(
      text ?? CaseWords.here(command), to: Paths.doing(command, view.id, query),
      class: className)
  }

  /// Links beside something; nothing where there is none.
  func actions(@HTMLBuilder _ content: () -> HTML) -> HTML {
    let inside = content()
    return inside.isEmpty ? .empty : p(.class("actions")) { inside }
  }

  private func byline(_ name: String, _ at: Moment) -> HTML {
    p(.class("small muted")) {
      words(name)
      ", "
      Times.agoHTML(at, now: frame.now)
    }
  }

  // MARK: Acts at once

  var safety: HTML {
    guard !procedure.acts.isEmpty || !procedure.notices.isEmpty else { return .empty }
    return HTML {
      HTML.joined(procedure.acts.map { act($0) })
      if !procedure.notices.isEmpty {
        card(CaseWords.emergencyNotice) {
          ul(.class("items")) {
            for notice in procedure.notices {
              li {
                div(.class("stack tight main")) {
                  byline(notice.memberName, notice.at)
                  if let finding = notice.finding {
                    facts([Fact(CaseWords.noticeRead, longWords(finding))])
                  } else {
                    p { CaseWords.noticeUnread }
                    actions {
                      action(
                        .reviewNotice, nil, class: "button second",
                        (name: "message", value: CaseLists.value(notice.message)))
                    }
                  }
                }
              }
            }
          }
        }
      }
    }
  }

  /// One act, with what the others make of it.
  func act(_ act: ActView, isAlone: Bool = false) -> HTML {
    let number = String(act.number)
    return card(
      CaseWords.actBy(act.memberName), class: act.settled == nil ? "card needs" : "card",
      beside: badge(
        act.settled == nil ? .soon : .plain,
        act.settled.map { "\(CaseWords.settledAs) \(CaseWords.settled($0))" }
          ?? CaseWords.notSettled)
    ) {
      p(.class("small muted")) {
        CommandWords.ground(act.ground)
        ", "
        Times.html(act.at)
      }
      longWords(act.account)
      facts(
        [
          act.agency.flatMap { Fact(CaseWords.actCalled, words: $0) },
          Fact(
            CaseWords.actReported,
            act.reportedAt.map { Times.html($0) } ?? .text(CaseWords.notReported)),
        ].compactMap(\.self))
      HTML.joined(act.measures.map(measure))
      if !act.reviews.isEmpty {
        ul(.class("voices")) {
          for review in act.reviews {
            li {
              strong { words(review.memberName) }
              " \(CaseWords.said(review.verdict))"
              if !review.reason.isEmpty { longWords(review.reason) }
            }
          }
        }
      }
      if !isAlone {
        actions {
          if act.reportedAt == nil {
            action(.reportAct, nil, class: "button", (name: "act", value: number))
          }
          if act.settled == nil {
            action(.reviewAct, nil, class: "button second", (name: "act", value: number))
          }
          action(.sendEmergencyNotice, nil, class: "button quiet", (name: "act", value: number))
        }
      }
    }
  }

  // MARK: Measures

  /// One consequence in words.
  func measure(_ measure: MeasureView) -> HTML {
    let content = measure.content
    func lines(_ title: String, _ list: [String]?) -> Fact? {
      guard let list, !list.isEmpty else { return nil }
      return Fact(title, ul { for line in list { li { words(line) } } })
    }
    let list: [Fact?] = [
      content.days.map { Fact(CaseWords.measureDays, text: CaseWords.days($0)) },
      measure.spaces.isEmpty
        ? nil : Fact(CaseWords.measureWhere, text: measure.spaces.joined(separator: ", ")),
      content.makesSafer.flatMap { Fact(CaseWords.makesSafer, words: $0, isLong: true) },
      lines(CaseWords.conditions, content.conditions),
      lines(CaseWords.modifications, content.modifications),
      lines(CaseWords.repairs, content.repairs),
      content.guidance.flatMap { Fact(CaseWords.guidance, words: $0, isLong: true) },
      content.skipReason.flatMap { Fact(CaseWords.skipReason, words: $0, isLong: true) },
    ]
    return div(.class("measure-card stack tight")) {
      p {
        strong { words(measure.title) }
        if let name = measure.partyName {
          ", "
          words(name)
        }
      }
      facts(list.compactMap(\.self))
    }
  }

  // MARK: Letters

  /// Those that somebody has to read, or to send.
  var waitingLetters: HTML {
    HTML.joined(procedure.drafts.filter { $0.state == .waiting }.map { draft($0) })
  }

  /// Those that went out or were given up, behind a line.
  var settledLetters: HTML {
    let settled = procedure.drafts.filter { $0.state != .waiting }
    guard !settled.isEmpty else { return .empty }
    return foldedCard(CaseWords.lettersBefore, note: CaseWords.letters(settled.count)) {
      HTML.joined(settled.reversed().map { draft($0, level: 3) })
    }
  }

  /// One letter on its way, with who read it.
  ///
  /// - Parameter isToBeAnswered: it stands above the form in which its findings are answered.
  func draft(
    _ draft: DraftView, isAlone: Bool = false, isToBeAnswered: Bool = false, level: Int = 2
  ) -> HTML {
    let title =
      CommandWords.messageKind(draft.kind) + (draft.recipient.map { ", \($0)" } ?? "")
    let number = (name: "draft", value: String(draft.number))
    let isWaiting = draft.state == .waiting
    // Of a letter that went out, only what was objected to is still news.
    let reviews = draft.reviews.filter {
      isWaiting || !$0.isApproved || !$0.remark.isEmpty || !$0.places.isEmpty
        || $0.version != draft.version
    }
    return card(
      title, level: level, class: isWaiting ? "card needs" : "card flat",
      beside: badge(isWaiting ? .soon : .plain, CaseWords.draftState(draft))
    ) {
      p(.class("small muted")) {
        "\(CaseWords.version(draft.version)), "
        CaseWords.writtenBy(draft.author.name)
        if let reader = draft.approvedBy, !isWaiting { ", \(CaseWords.readBy(reader))" }
      }
      letterText(draft.text)
      facts(
        [
          Fact(ConsentWords.names, words: draft.names.joined(separator: ", ")),
          draft.guards.flatMap {
            Fact(
              ConsentWords.informationRests,
              words: "\(CommandWords.basis($0.basis)): \($0.account)", isLong: true)
          },
          draft.asks.flatMap {
            Fact(
              CommandWords.permission($0.about),
              words: [$0.to, $0.purpose].compactMap(\.self).joined(separator: ", "))
          },
        ].compactMap(\.self))
      if !reviews.isEmpty {
        ul(.class("voices")) {
          for review in reviews {
            li {
              strong { words(review.memberName) }
              " \(review.isApproved ? CaseWords.approves : CaseWords.wouldChange)"
              span(.class("small muted")) { " (\(CaseWords.version(review.version)))" }
              if !review.remark.isEmpty { longWords(review.remark) }
              if !review.kept.isEmpty {
                p(.class("small muted")) { CaseWords.keptBecause }
                longWords(review.kept)
              }
              answered(review.places)
            }
          }
        }
      }
      // Whoever is to answer them has each beside its field.
      findingList(draft.findings.filter { !isToBeAnswered || $0.weight == .hint })
      if !draft.earlier.isEmpty {
        details(.class("small")) {
          summary { CaseWords.earlierVersions }
          HTML.joined(draft.earlier.reversed().map { letterText($0) })
        }
      }
      if isWaiting, !isAlone {
        actions {
          if draft.author.id != frame.member.id {
            action(.reviewDraft, nil, class: "button second", number)
          }
          if draft.approvedBy != nil {
            action(
              draft.kind == .publicStatement ? .publishStatement : .sendDraft, nil,
              class: "button", number)
          }
          action(.changeDraft, nil, class: "button quiet", number)
          action(.discardDraft, nil, class: "button quiet", number)
        }
      }
    }
  }

  /// What became of each place that the checker pointed at.
  private func answered(_ places: [AnsweredPlaceView]) -> HTML {
    guard !places.isEmpty else { return .empty }
    return ul(.class("small")) {
      for place in places {
        li {
          if !place.excerpt.isEmpty {
            strong { words("“\(place.excerpt)”") }
            " "
          }
          switch place.fate {
          case .kept(let reason):
            CaseWords.placeKept
            longWords(reason)
          case .mended: CaseWords.placeMended
          case .open: CaseWords.placeOpen
          }
        }
      }
    }
  }

  private func letterText(_ text: LetterText) -> HTML {
    switch text {
    case .plain(let text): longWords(text)
    case .fourParts(let parts):
      facts(
        [
          Fact(ConsentWords.opening, words: parts.opening ?? "", isLong: true),
          Fact(CaseWords.behaviour, words: parts.behaviour, isLong: true),
          Fact(CaseWords.impactPart, words: parts.impact, isLong: true),
          Fact(CaseWords.expected, words: parts.expectedChange ?? "", isLong: true),
          Fact(ConsentWords.noChange, words: parts.noChangeReason ?? "", isLong: true),
          Fact(CaseWords.consequences, words: parts.consequences, isLong: true),
          Fact(ConsentWords.ending, words: parts.ending ?? "", isLong: true),
        ].compactMap(\.self))
    }
  }
}
