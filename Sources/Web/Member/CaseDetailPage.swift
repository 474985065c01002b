package import Casework
package import Markup
package import Procedure

/// A case, for one of its handlers.
package struct CaseDetailPage: Page {
  package var setting: PageSetting
  package var frame: MemberFrame
  package var view: CaseView
  /// What this member may know of earlier cases of the reported people.
  package var records: [PartyRecord]
  /// What was done last, to be said.
  package var done: Command.Name?

  package init(
    setting: PageSetting, frame: MemberFrame, view: CaseView, records: [PartyRecord] = [],
    done: Command.Name? = nil
  ) {
    self.setting = setting
    self.frame = frame
    self.view = view
    self.records = records
    self.done = done
  }

  package var document: Document {
    MemberLayout(setting: setting, frame: frame, title: view.codeName, place: .cases).document {
      if let done {
        div(.role("status")) { notice(.good) { p { CaseWords.done(done) } } }
      }
      head
      setAside
      StandingPart(parts: parts).html
      div(.class("beside")) {
        div(.class("stack wide-gap")) {
          parts.safety
          HTML.joined(view.putAside.map(putAside))
          if isDecided { parts.decisions }
          CaseReportPart(view: view, policy: frame.policy).html
          conversation(view.channel, isFirst: true)
          HTML.joined(view.laterChannels.map { conversation($0, isFirst: false) })
          parts.discussion(setting)
          parts.inquiry
          EarlierRecordPart(
            id: view.id, sequence: view.sequence, records: records, token: setting.token,
            mayLink: parts.isAvailable(.linkPerson)
          ).html
          if !isDecided { parts.decisions }
          parts.letters
          parts.permissions
          parts.tasks
          parts.measuresInForce
          parts.ending
          notes
        }
        div(.class("stack wide-gap")) {
          CaseActions(view: view).html
          deadlines
          CasePeoplePart(view: view, frame: frame, setting: setting, parts: parts).html
          timeline
        }
      }
    }
  }

  private var parts: ProcedureParts { ProcedureParts(view: view, frame: frame) }

  /// While it is decided, what is proposed comes first.
  private var isDecided: Bool { view.phase == .deciding || view.phase == .consulting }

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
      nav(.ariaLabel(CaseWords.sections)) {
        ul(.class("tabs")) {
          tab(CaseWords.report, "report")
          tab(CaseWords.conversations, "channel")
          tab(CaseWords.discussion, "discussion")
          if !parts.inquiry.isEmpty { tab(CaseWords.inquiry, "inquiry") }
          if !view.procedure.proposals.isEmpty { tab(CaseWords.decision, "decision") }
          if !view.procedure.tasks.isEmpty { tab(CaseWords.tasks, "tasks") }
          tab(CaseWords.notes, "notes")
          tab(CaseWords.people, "people")
          tab(CaseWords.timeline, "timeline")
          li { a(.href(Paths.earlierRecords(view.id))) { RecordWords.earlierRecord } }
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

  /// The conversation with one party.
  private func conversation(_ channel: ChannelView, isFirst: Bool) -> HTML {
    let name = view.parties.first { $0.id == channel.party }?.displayName ?? channel.reporterName
    return card(
      isFirst ? CaseWords.channel : CaseWords.conversationWith(name ?? CaseWords.someone),
      id: isFirst ? "channel" : nil
    ) {
      p(.class("muted")) {
        switch channel.reach {
        case .receiptOnly: CaseWords.reachReceipt
        case .mail(let address): CaseWords.reachMail(address)
        case .nobody: CaseWords.reachNobody
        }
      }
      if channel.messages.isEmpty {
        if isFirst {
          emptyState(.noMessages, title: CaseWords.noMessagesTitle, text: CaseWords.noMessages)
        } else {
          p(.class("muted")) { CaseWords.noMessagesTitle }
        }
      } else {
        ul(.class("thread")) {
          for message in channel.messages {
            messageBubble(
              message, author: author(of: message, channel), isOwn: message.side != .party,
              now: frame.now, link: { Paths.caseFile(view.id, $0) })
          }
        }
      }
      if isFirst {
        if parts.isAvailable(.writeMessage) { write }
      } else {
        parts.actions {
          parts.action(
            .writeDraft, nil, class: "button second",
            (name: "channel", value: channel.id?.text ?? ""))
        }
      }
    }
  }

  private func author(of message: ChannelMessageView, _ channel: ChannelView) -> HTML {
    switch message.side {
    case .party:
      if let name = channel.reporterName, !name.isEmpty {
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
    postForm(to: Paths.command(.writeMessage, view.id), token: setting.token) {
      hiddenInput(name: CommandForm.sequenceFieldName, value: String(view.sequence))
      hiddenInput(name: "channel", value: view.channel.id?.text ?? "")
      longField(
        FieldFrame(
          name: "text", label: CaseWords.writeLabel, hint: CaseWords.writeHint,
          idPrefix: "writeMessage-"), value: "", rows: 5)
      selectField(
        FieldFrame(name: "kind", label: CaseWords.writeKind, idPrefix: "writeMessage-"),
        choices: CommandWords.messageKinds, chosen: "")
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
      if let place = mail.mail {
        parts.actions {
          parts.action(
            .placeMail, nil, class: "button second",
            (name: "mail", value: CaseLists.value(place)),
            (name: "channel", value: mail.channels.first?.text ?? ""))
        }
      }
    }
  }

  private var notes: HTML {
    card(CaseWords.notes, id: "notes") {
      if view.notes.isEmpty {
        p(.class("muted")) { CaseWords.noNotes }
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
                parts.action(
                  .correctNote, CaseWords.correctNote, class: "in-line",
                  (name: "note", value: String(note.sequence)))
              }
            }
          }
        }
      }
      if parts.isAvailable(.writeNote) {
        postForm(to: Paths.command(.writeNote, view.id), token: setting.token) {
          longField(
            FieldFrame(
              name: "text", label: CaseWords.noteLabel, hint: CaseWords.noteHint,
              idPrefix: "writeNote-"), value: "", rows: 4)
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
