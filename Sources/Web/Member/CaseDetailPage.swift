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
    MemberLayout(
      setting: setting, frame: frame, title: view.codeName, place: .cases, stamp: view.stamp
    ).document {
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
          parts.waitingLetters
          first
          if !isReportFolded { CaseReportPart(view: view, policy: frame.policy).html }
          CaseConversations(view: view, parts: parts, setting: setting).html
          if isInquiryFolded { parts.foldedInquiry } else { parts.inquiry }
          EarlierRecordPart(
            id: view.id, sequence: view.sequence, records: records, token: setting.token,
            mayLink: parts.isAvailable(.linkPerson)
          ).html
          parts.discussion(setting)
          notes
          parts.consent
          later
          if isReportFolded {
            CaseReportPart(view: view, policy: frame.policy, isFolded: true).html
          }
        }
        div(.class("stack wide-gap")) {
          CaseActions(view: view).html
          CaseTimes(view: view, frame: frame).deadlines
          CasePeoplePart(view: view, frame: frame, setting: setting, parts: parts).html
          CaseTimes(view: view, frame: frame).timeline
        }
      }
    }
  }

  /// What the case is about now comes before its beginning.
  private var first: HTML {
    switch view.phase {
    case .waitingForReaders, .received, .open, .setAside: .empty
    case .deciding, .consulting: HTML { parts.openDecisions }
    case .enacting:
      HTML {
        parts.openDecisions
        parts.tasks
        parts.measuresInForce
      }
    case .closed, .filed:
      HTML {
        parts.ending
        parts.openDecisions
        parts.measuresInForce
        parts.tasks
      }
    }
  }

  /// What has been settled, at the end of the page.
  private var later: HTML {
    HTML {
      switch view.phase {
      case .waitingForReaders, .received, .open, .setAside, .deciding, .consulting:
        HTML {
          parts.tasks
          parts.measuresInForce
          parts.ending
        }
      case .enacting: parts.ending
      case .closed, .filed: HTML.empty
      }
      parts.settledDecisions
      parts.around
      parts.settledLetters
    }
  }

  private var isReportFolded: Bool {
    switch view.phase {
    case .waitingForReaders, .received, .open, .setAside: false
    case .deciding, .consulting, .enacting, .closed, .filed: true
    }
  }

  private var isInquiryFolded: Bool {
    switch view.phase {
    case .waitingForReaders, .received, .open, .setAside, .deciding: false
    case .consulting, .enacting, .closed, .filed: true
    }
  }

  private var parts: ProcedureParts { ProcedureParts(view: view, frame: frame) }

  private var head: HTML {
    header(.class("stack")) {
      p(.class("crumbs")) { a(.href(Paths.cases)) { MemberWords.casesTitle } }
      h1 { codeNameChip(view.codeName) }
      p(.class("row")) {
        phaseBadge(view.phase)
        if isPressing {
          badge(.urgent, CaseWords.urgent)
        }
        if CaseTimes.pressing(view).contains(where: { $0.state(at: frame.now) == .missed }) {
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

  /// A closed case presses only while revenge was told of and nobody has seen to it.
  private var isPressing: Bool {
    guard view.phase == .closed || view.phase == .filed else { return view.isUrgent }
    return view.procedure.retaliationSince != nil
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

  private func putAside(_ mail: PutAsideMailView) -> HTML {
    card(CaseWords.putAsideTitle, class: "card needs") {
      notice(.careful) { p { CaseWords.putAside(mail.because) } }
      facts(
        [
          Fact(CaseWords.received, Times.html(mail.at)), Fact(CaseWords.from, words(mail.from)),
          Fact(CaseWords.subject, words(mail.subject)),
        ] + mail.expected.map { Fact(MailWords.expected, words($0)) })
      longWords(mail.text)
      if !mail.quoted.isEmpty {
        details {
          summary { PartWords.quoted }
          longWords(mail.quoted)
        }
      }
      fileList(mail.files) { Paths.caseFile(view.id, $0) }
      MailParts(now: frame.now) { Paths.caseFile(view.id, $0) }.html(mail.facts)
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
        details {
          summary { CaseWords.noteLabel }
          postForm(to: Paths.command(.writeNote, view.id), token: setting.token) {
            longField(
              FieldFrame(
                name: "text", label: CaseWords.noteText, hint: CaseWords.noteHint,
                idPrefix: "writeNote-"), value: "", rows: 4)
            div(.class("actions")) { submitButton(CaseWords.addNote, class: "button second") }
          }
        }
      }
    }
  }
}
