package import Casework
package import Markup
package import Procedure

/// The conversation of a party with the group, behind their words; for who reported also where the report stands.
package struct ConversationPage: Page {
  package var setting: PageSetting
  package var view: FollowUpView
  package var now: Moment
  /// What was typed and could not be sent.
  package var typed: String
  /// Files that are stored already and wait for the message they belong to.
  package var files: [StagedFile]
  package var faults: [FieldFault]
  /// A message was just taken in.
  package var hasJustSent: Bool
  /// Names this sending of the form, so that the same form sent twice is one message.
  package var submission: String

  /// The names of the fields.
  package static let textFieldName = "text"
  package static let filesFieldName = "files"
  package static let answerFieldName = "answer"
  package static let mailFieldName = "mail"
  /// The value of that field that has the words mailed; any other has a link mailed.
  package static let mailsText = "text"

  package init(
    setting: PageSetting, view: FollowUpView, now: Moment, typed: String = "",
    files: [StagedFile] = [], faults: [FieldFault] = [], hasJustSent: Bool = false,
    submission: String
  ) {
    self.setting = setting
    self.view = view
    self.now = now
    self.typed = typed
    self.files = files
    self.faults = faults
    self.hasJustSent = hasJustSent
    self.submission = submission
  }

  package var document: Document {
    PublicLayout(
      setting: setting, title: ReporterWords.title,
      groupName: view.policy.community.groupName, place: .followUp, isPrivate: true
    ).document {
      errorSummary(faults)
      if hasJustSent { notice(.good) { p { ReporterWords.sent } } }
      h1 { ReporterWords.title }
      if case .reporter(let report) = view { standing(report) }
      conversation
      write
      if let choice = view.mailChoice { mail(choice) }
      card(ReporterWords.leaveTitle, class: "card sunk") {
        p { ReporterWords.leaveText }
        postForm(to: Paths.reporterLeave, token: setting.token) {
          div(.class("actions")) {
            submitButton(ReporterWords.leave, class: "button second")
          }
        }
      }
    }
  }

  private var isReporter: Bool { if case .reporter = view { true } else { false } }

  private func standing(_ report: ReporterView) -> HTML {
    let groupWord = report.policy.community.groupWord
    var list = [Fact(ReporterWords.received, Times.html(report.received))]
    let sentence: String
    switch report.standing {
    case .received: sentence = ReporterWords.standingReceived(groupWord)
    case .acknowledged(let at):
      sentence = ReporterWords.standingAcknowledged(groupWord)
      list.append(Fact(ReporterWords.since, Times.html(at)))
    case .closed(let at):
      sentence = ReporterWords.standingClosed
      list.append(Fact(ReporterWords.since, Times.html(at)))
    }
    list += report.deadlines.map { Fact($0.title, Times.due($0, now: now)) }
    return card(ReporterWords.standing) {
      p { sentence }
      facts(list)
    }
  }

  private var conversation: HTML {
    section(.class("stack")) {
      h2 { ReporterWords.conversation }
      if view.messages.isEmpty {
        emptyState(
          .noMessages, title: ReporterWords.noMessagesTitle, text: ReporterWords.noMessages)
      } else {
        ul(.class("thread")) {
          for message in view.messages {
            messageBubble(
              message, author: author(of: message), isOwn: message.side == .party, now: now,
              link: Paths.reporterFile)
          }
        }
        pager(view.stretch) { Paths.conversation(page: $0) }
      }
    }
  }

  private func author(of message: ChannelMessageView) -> HTML {
    let group = ReporterWords.group(view.policy.community.groupWord)
    switch message.side {
    case .party: return .text(ReporterWords.you)
    case .group(let name):
      guard let name else { return .text(group) }
      return HTML {
        words(name)
        ", \(group.prefix(1).lowercased() + group.dropFirst())"
      }
    case .automatic: return .text(ReporterWords.automatic)
    }
  }

  private func mail(_ choice: MailChoice) -> HTML {
    card(ReporterWords.mailTitle, id: "mail") {
      postForm(to: Paths.reporterMail, token: setting.token) {
        radioField(
          FieldFrame(
            name: Self.mailFieldName, label: ReporterWords.mailLabel, hint: ReporterWords.mailHint),
          choices: [
            Choice(value: "link", label: ReporterWords.mailLink, hint: ""),
            Choice(value: Self.mailsText, label: ReporterWords.mailText, hint: ""),
          ], chosen: choice.mailsText ? Self.mailsText : "link")
        div(.class("actions")) {
          submitButton(ReporterWords.mailButton, class: "button second")
        }
      }
    }
  }

  private var write: HTML {
    card(ReporterWords.writeTitle, id: "write") {
      postForm(
        to: Paths.reporterMessage, token: setting.token, isMultipart: true
      ) {
        hiddenInput(name: ReportFormPage.submissionFieldName, value: submission)
        longField(
          FieldFrame(
            name: Self.textFieldName, label: ReporterWords.writeLabel,
            hint: isReporter ? ReporterWords.writeHint : ReporterWords.partyWriteHint,
            faults: faults), value: typed, rows: 6)
        if view.offers.contains(where: { $0.kind == .permission }) {
          notice(.careful) {
            p { view.policy.form.inferenceWarning }
            p { ReporterWords.consentIsYours }
          }
        }
        AnswerChoices(offers: view.offers).field(faults)
        if let appeal = view.appeal {
          p(.class("hint")) { AnswerWords.appeal(appeal, to: view.policy.community.boardName) }
        }
        if !files.isEmpty {
          checkboxField(
            FieldFrame(
              name: ReportFormPage.stagedFileFieldName, label: PublicWords.filesKept,
              hint: PublicWords.filesKeptHint),
            choices: files.map {
              Choice(value: $0.ticket, label: $0.name, hint: FormWords.size($0.bytes))
            }, chosen: Set(files.map(\.ticket)))
        }
        fileField(
          FieldFrame(
            name: Self.filesFieldName, label: ReporterWords.filesLabel,
            hint: PublicWords.filesLimit(
              one: FormWords.size(IntakeLimits.fileBytesMax),
              all: FormWords.size(IntakeLimits.filesBytesMax), count: IntakeLimits.filesMax),
            isOptional: true, faults: faults),
          fileBytesMax: IntakeLimits.fileBytesMax, allBytesMax: IntakeLimits.filesBytesMax)
        if isReporter { p(.class("hint")) { ReporterWords.retaliation } }
        div(.class("actions")) { submitButton(ReporterWords.send) }
      }
    }
  }
}
