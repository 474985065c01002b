package import Casework
package import Markup
import Procedure

/// A case, for one of its handlers.
package struct CaseDetailPage: Page {
  package var setting: PageSetting
  package var frame: MemberFrame
  package var view: CaseView
  /// What became of the form that was sent last.
  package var state: CaseFormState?

  package init(
    setting: PageSetting, frame: MemberFrame, view: CaseView, state: CaseFormState? = nil
  ) {
    self.setting = setting
    self.frame = frame
    self.view = view
    self.state = state
  }

  package var document: Document {
    MemberLayout(setting: setting, frame: frame, title: view.codeName, place: .cases).document {
      outcome
      head
      setAside
      forms.takeBack
      forms.agency(view.agencyTask)
      div(.class("beside")) {
        div(.class("stack wide-gap")) {
          CaseReportPart(view: view, policy: frame.policy).html
          HTML.joined(view.putAside.map(putAside))
          channel
          notes
        }
        div(.class("stack wide-gap")) {
          deadlines
          actions
          CasePeoplePart(view: view, frame: frame, forms: forms).html
          timeline
        }
      }
    }
  }

  private var forms: CaseForms {
    CaseForms(
      setting: setting, frame: frame, id: view.id, sequence: view.sequence,
      commands: view.commands, state: state)
  }

  private var outcome: HTML {
    guard let state else { return .empty }
    if state.isDone {
      return div(.role("status")) { notice(.good) { p { CaseWords.done(state.command) } } }
    }
    return HTML {
      if let refusal = state.refusal { refusalNotice(refusal) }
      errorSummary(
        state.faults, idPrefix: forms.prefix(state.command, subject: state.subject))
      if !forms.isAvailable(state.command) { typedBefore(state) }
    }
  }

  /// What was typed into a form that is not on the page any more, so that it is not lost.
  private func typedBefore(_ state: CaseFormState) -> HTML {
    let texts = CaseFormState.textFields.compactMap { state.values[$0] }.filter { !$0.isEmpty }
    guard !texts.isEmpty else { return .empty }
    return card(CaseWords.typedBefore) { HTML.joined(texts.map { longWords($0) }) }
  }

  private var head: HTML {
    header(.class("stack")) {
      p(.class("crumbs")) { a(.href(Paths.cases)) { MemberWords.casesTitle } }
      h1 { codeNameChip(view.codeName) }
      p(.class("row")) {
        phaseBadge(view.phase)
        if view.isUrgent { badge(.urgent, CaseWords.urgent) }
        if view.deadlines.contains(where: { $0.state(at: frame.now) == .missed }) {
          badge(.late, MemberWords.lateBadge)
        }
        span(.class("muted")) {
          "\(CaseWords.received) "
          Times.html(view.received)
        }
      }
      if forms.isAvailable(.acknowledge) {
        p(.class("actions")) {
          buttonLink(CaseWords.acknowledge, to: Paths.acknowledge(view.id))
          if let pressing = view.deadlines.filter({ $0.metAt == nil }).min(by: { $0.due < $1.due })
          {
            span(.class("small")) {
              pressing.title
              br()
              Times.due(pressing, now: frame.now)
            }
          }
        }
      }
      nav(.ariaLabel(CaseWords.sections)) {
        ul(.class("tabs")) {
          tab(CaseWords.report, "report")
          tab(CaseWords.channel, "channel")
          tab(CaseWords.notes, "notes")
          tab(CaseWords.people, "people")
          tab(CaseWords.timeline, "timeline")
        }
      }
    }
  }

  private func tab(_ text: String, _ id: String) -> HTML {
    li { a(.href(Link(fragment: id))) { text } }
  }

  private var setAside: HTML {
    guard let setAside = view.setAside else { return .empty }
    let title = frame.policy.setAsideReasons.first { $0.id == setAside.reason }?.title
    return notice(.info) {
      p { strong { CaseWords.isSetAside } }
      p { title ?? setAside.reason.text }
      if !setAside.note.isEmpty { longWords(setAside.note) }
    }
  }

  private var deadlines: HTML {
    card(CaseWords.deadlines, level: 2) {
      if view.deadlines.isEmpty {
        p(.class("muted")) { CaseWords.noDeadlines }
      } else {
        ul(.class("items")) {
          for deadline in pressingFirst {
            li {
              span(.class("main")) {
                span {
                  deadline.title
                  " "
                  span(.class("small muted")) {
                    deadline.kind == .promise ? CaseWords.promise : CaseWords.aim
                  }
                }
                span(.class("small")) { Times.due(deadline, now: frame.now) }
              }
            }
          }
        }
      }
    }
  }

  /// What runs before what is done, each by its time.
  private var pressingFirst: [Deadline] {
    view.deadlines.filter { $0.metAt == nil }.sorted { $0.due < $1.due }
      + view.deadlines.filter { $0.metAt != nil }.sorted { $0.due < $1.due }
  }

  private var actions: HTML {
    let forms = forms
    let seldom = forms.seldom
    guard !seldom.isEmpty else { return .empty }
    return card(CaseWords.actions) { seldom }
  }

  private var channel: HTML {
    card(CaseWords.channel, id: "channel") {
      p(.class("muted")) {
        switch view.channel.reach {
        case .receiptOnly: CaseWords.reachReceipt
        case .mail(let address): CaseWords.reachMail(address)
        case .nobody: CaseWords.reachNobody
        }
      }
      if view.channel.messages.isEmpty {
        emptyState(.noMessages, title: CaseWords.noMessagesTitle, text: CaseWords.noMessages)
      } else {
        ul(.class("thread")) {
          for message in view.channel.messages {
            messageBubble(
              message, author: author(of: message), isOwn: message.side != .party,
              now: frame.now, link: { Paths.caseFile(view.id, $0) })
          }
        }
      }
      if forms.isAvailable(.writeMessage) { write }
    }
  }

  private func author(of message: ChannelMessageView) -> HTML {
    switch message.side {
    case .party:
      if let name = view.channel.reporterName, !name.isEmpty {
        words(name)
      } else {
        .text(CaseWords.you)
      }
    case .group(let name):
      if let name { words(name) } else { .text(CaseWords.formerMember) }
    case .automatic: .text(CaseWords.automatic)
    }
  }

  private var write: HTML {
    let forms = forms
    return forms.form(.writeMessage) {
      hiddenInput(name: "channel", value: view.channel.id?.text ?? "")
      longField(
        forms.field(.writeMessage, "text", CaseWords.writeLabel, hint: CaseWords.writeHint),
        value: forms.typed(.writeMessage, "text"), rows: 5)
      selectField(
        forms.field(.writeMessage, "kind", CaseWords.writeKind),
        choices: [
          Choice(value: MessageKind.update.rawValue, label: CaseWords.kindUpdate),
          Choice(value: MessageKind.answer.rawValue, label: CaseWords.kindAnswer),
        ], chosen: forms.typed(.writeMessage, "kind"))
      div(.class("actions")) { submitButton(CaseWords.send) }
    }
  }

  private func putAside(_ mail: PutAsideMailView) -> HTML {
    card(CaseWords.putAsideTitle, class: "card needs") {
      notice(.careful) { p { CaseWords.putAside(mail.because) } }
      facts(
        [
          Fact(CaseWords.received, Times.html(mail.at)), Fact(CaseWords.from, words(mail.from)),
          Fact(CaseWords.subject, words(mail.subject)),
        ])
      longWords(mail.text)
      if forms.isAvailable(.placeMail) {
        forms.form(.placeMail) {
          hiddenInput(name: "mail", value: String(mail.sequence))
          hiddenInput(name: "mailChannel", value: mail.mail?.channel.text ?? "")
          hiddenInput(name: "channel", value: view.channel.id?.text ?? "")
          div(.class("actions")) {
            submitButton(CaseWords.place, class: "button second")
          }
        }
      }
    }
  }

  private var notes: HTML {
    let forms = forms
    return card(CaseWords.notes, id: "notes") {
      if view.notes.isEmpty {
        emptyState(.noMessages, title: CaseWords.noNotesTitle, text: CaseWords.noNotes)
      } else {
        ul(.class("items")) {
          for note in view.notes {
            li {
              div(.class("stack tight main")) {
                p(.class("small muted")) {
                  words(note.memberName)
                  ", "
                  Times.agoHTML(note.at, now: frame.now)
                }
                markdown(note.markdown)
                if !note.earlier.isEmpty {
                  details(.class("small")) {
                    summary { CaseWords.earlierNote }
                    HTML.joined(note.earlier.map(markdown))
                  }
                }
                forms.correct(note)
              }
            }
          }
        }
      }
      if forms.isAvailable(.writeNote) {
        forms.form(.writeNote) {
          longField(
            forms.field(.writeNote, "text", CaseWords.noteLabel, hint: CaseWords.noteHint),
            value: forms.typed(.writeNote, "text"), rows: 4)
          div(.class("actions")) { submitButton(CaseWords.addNote, class: "button second") }
        }
      }
    }
  }

  private var timeline: HTML {
    card(CaseWords.timeline, id: "timeline") {
      ol(.class("timeline")) {
        for entry in view.timeline {
          li {
            span {
              strong { CaseWords.event(entry.event) }
              if let name = entry.memberName {
                ", "
                words(name)
              }
            }
            if !entry.detail.isEmpty { span { words(entry.detail) } }
            span(.class("when")) {
              Times.html(entry.at)
              " · \(CaseWords.voucher(entry.vouchedBy))"
            }
          }
        }
      }
    }
  }
}
