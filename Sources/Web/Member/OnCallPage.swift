package import Casework
package import Markup
package import Procedure

/// Who is on call, now and in the weeks ahead; swaps, absences and the calendar.
package struct OnCallPage: Page {
  package var setting: PageSetting
  package var frame: MemberFrame
  package var view: RotaView
  /// What was typed, by field.
  package var typed: [String: String]
  package var faults: [FieldFault]
  /// A form was refused.
  package var refusal: Refusal?

  /// The names of the fields.
  package static let givesFieldName = "gives"
  package static let takesFieldName = "takes"
  package static let swapFieldName = "swap"
  package static let answerFieldName = "answer"
  package static let agreeValue = "agree"
  package static let fromFieldName = "from"
  package static let untilFieldName = "until"
  package static let absenceFieldName = "absence"

  package init(
    setting: PageSetting, frame: MemberFrame, view: RotaView, typed: [String: String] = [:],
    faults: [FieldFault] = [], refusal: Refusal? = nil
  ) {
    self.setting = setting
    self.frame = frame
    self.view = view
    self.typed = typed
    self.faults = faults
    self.refusal = refusal
  }

  package var document: Document {
    MemberLayout(setting: setting, frame: frame, title: OnCallWords.title, place: .onCall)
      .document {
        if let refusal { refusalNotice(refusal) }
        errorSummary(faults)
        div(.class("stack measure")) {
          h1 { OnCallWords.title }
          p(.class("lead")) { OnCallWords.lead }
        }
        HTML.joined(view.swapsToAnswer.map(toAnswer))
        current
        HTML.joined(view.swapsProposed.map(proposed))
        section(.class("card")) {
          h2 { OnCallWords.weeks }
          weeks
        }
        div(.class("columns two")) {
          div(.class("stack wide-gap")) {
            swap
            feed
          }
          absences
        }
      }
  }

  // MARK: Now

  private var current: HTML {
    card(OnCallWords.now) {
      if view.primary == nil {
        notice(.careful) { p { OnCallWords.nobodyNow } }
      } else {
        facts([
          Fact(OnCallWords.duty(.primary), person(view.primary)),
          Fact(OnCallWords.duty(.secondary), person(view.secondary)),
        ])
        if let end = view.weeks.first?.end {
          p(.class("small muted")) {
            OnCallWords.until
            Times.html(end)
          }
        }
      }
      p(.class("small muted")) {
        OnCallWords.escalation(
          secondary: Times.duration(seconds: view.rules.secondaryAfterSeconds),
          everyone: Times.duration(seconds: view.rules.stepInSeconds))
      }
    }
  }

  private func person(_ member: PublicMember?) -> HTML {
    guard let member else { return span(.class("muted")) { OnCallWords.nobody } }
    return HTML {
      words(member.name)
      if member.id == frame.member.id {
        " "
        badge(.soon, OnCallWords.you)
      }
    }
  }

  private var weeks: HTML {
    table(.class("table")) {
      thead {
        tr {
          th(.scope("col")) { OnCallWords.week }
          for duty in Duty.allCases { th(.scope("col")) { OnCallWords.duty(duty) } }
        }
      }
      tbody {
        for (place, week) in view.weeks.enumerated() {
          tr {
            th(.scope("row")) {
              Times.html(week.start)
              if place == 0 {
                " "
                badge(.plain, OnCallWords.thisWeek)
              }
            }
            td(.data(.label, OnCallWords.duty(.primary))) { person(week.primary) }
            td(.data(.label, OnCallWords.duty(.secondary))) { person(week.secondary) }
          }
        }
      }
    }
  }

  // MARK: Swaps

  private func slot(_ slot: RotaView.Slot) -> String {
    OnCallWords.slot(slot.duty, Times.day(slot.start))
  }

  private func toAnswer(_ row: RotaView.SwapRow) -> HTML {
    card(OnCallWords.toAnswer) {
      p { words(OnCallWords.asks(row.from.name, slot(row.gives), row.takes.map(slot))) }
      if !row.isOpen { p(.class("muted")) { OnCallWords.overtaken } }
      postForm(to: Paths.onCallAnswer, token: setting.token) {
        hiddenInput(name: Self.swapFieldName, value: String(row.number))
        div(.class("actions")) {
          if row.isOpen {
            submitButton(
              OnCallWords.agree, class: "button", .name(Self.answerFieldName),
              .value(Self.agreeValue))
          }
          submitButton(
            OnCallWords.decline, class: "button second", .name(Self.answerFieldName),
            .value("decline"))
        }
      }
    }
  }

  private func proposed(_ row: RotaView.SwapRow) -> HTML {
    card(OnCallWords.proposed) {
      p { words(OnCallWords.asked(row.with.name, slot(row.gives), row.takes.map(slot))) }
      if !row.isOpen { p(.class("muted")) { OnCallWords.overtaken } }
      postForm(to: Paths.onCallWithdraw, token: setting.token) {
        hiddenInput(name: Self.swapFieldName, value: String(row.number))
        div(.class("actions")) { submitButton(OnCallWords.withdraw, class: "button second") }
      }
    }
  }

  private var mine: [Choice] {
    view.weeks.compactMap { week in
      week.mine.map { duty in
        Choice(
          value: "\(week.number)-\(duty.rawValue)",
          label: OnCallWords.slot(duty, Times.day(week.start)))
      }
    }
  }

  /// Each other member, for nothing and for each of their duties.
  private var partners: [Choice] {
    view.others.flatMap { other in
      [Choice(value: other.id.text, label: OnCallWords.takesOver(other.name))]
        + view.weeks.flatMap { week in
          [(Duty.primary, week.primary), (.secondary, week.secondary)]
            .filter { $0.1?.id == other.id }
            .map { duty, _ in
              Choice(
                value: "\(other.id.text)-\(week.number)-\(duty.rawValue)",
                label: OnCallWords.exchange(
                  other.name, OnCallWords.slot(duty, Times.day(week.start))))
            }
        }
    }
  }

  private var swap: HTML {
    card(OnCallWords.swap) {
      if !view.takesTurns || view.others.isEmpty {
        p(.class("muted")) { OnCallWords.notInTurn }
      } else if mine.isEmpty {
        p(.class("muted")) { OnCallWords.noDuty }
      } else {
        p(.class("muted")) { OnCallWords.swapText }
        postForm(to: Paths.onCallSwaps, token: setting.token) {
          selectField(
            FieldFrame(
              name: Self.givesFieldName, label: OnCallWords.swapGives, faults: faults),
            choices: mine, chosen: typed[Self.givesFieldName] ?? "")
          selectField(
            FieldFrame(
              name: Self.takesFieldName, label: OnCallWords.swapTakes, faults: faults),
            choices: partners, chosen: typed[Self.takesFieldName] ?? "")
          div(.class("actions")) { submitButton(OnCallWords.swapButton) }
        }
      }
    }
  }

  // MARK: Absences

  private var absences: HTML {
    card(OnCallWords.absences) {
      if view.absences.isEmpty {
        p(.class("muted")) { OnCallWords.noAbsences }
      } else {
        ul(.class("items")) {
          for absence in view.absences {
            li {
              span(.class("main")) {
                words(absence.member.name)
                span(.class("small muted")) {
                  Times.html(absence.from)
                  OnCallWords.absenceTo
                  Times.html(absence.until)
                }
              }
              if absence.isMine {
                postForm(to: Paths.onCallAbsenceEnd, token: setting.token, class: "bare") {
                  hiddenInput(name: Self.absenceFieldName, value: String(absence.number))
                  submitButton(OnCallWords.endAbsence, class: "button quiet")
                }
              }
            }
          }
        }
      }
      if view.takesTurns {
        h3 { OnCallWords.enterAbsence }
        p(.class("muted")) { OnCallWords.enterAbsenceText }
        postForm(to: Paths.onCallAbsences, token: setting.token) {
          day(Self.fromFieldName, OnCallWords.from)
          day(Self.untilFieldName, OnCallWords.to)
          div(.class("actions")) {
            submitButton(OnCallWords.enterAbsenceButton, class: "button second")
          }
        }
      }
    }
  }

  private func day(_ name: String, _ label: String) -> HTML {
    textField(
      FieldFrame(name: name, label: label, hint: OnCallWords.dayHint, faults: faults),
      value: typed[name] ?? "", type: .date, .required)
  }

  // MARK: The calendar

  private var feed: HTML {
    card(OnCallWords.feed) {
      p(.class("muted")) { OnCallWords.feedText }
      if view.hasFeed { p { OnCallWords.feedRenewText } }
      postForm(to: Paths.onCallCalendar, token: setting.token) {
        div(.class("actions")) {
          submitButton(
            view.hasFeed ? OnCallWords.feedRenew : OnCallWords.feedNew, class: "button second")
        }
      }
      if view.hasFeed {
        postForm(to: Paths.onCallCalendarEnd, token: setting.token) {
          div(.class("actions")) { submitButton(OnCallWords.feedEnd, class: "button quiet") }
        }
      }
    }
  }
}

/// The address of a new calendar feed, shown once.
package struct CalendarMadePage: Page {
  package var setting: PageSetting
  package var frame: MemberFrame
  /// The whole address.
  package var address: String

  package init(setting: PageSetting, frame: MemberFrame, address: String) {
    self.setting = setting
    self.frame = frame
    self.address = address
  }

  package var document: Document {
    MemberLayout(setting: setting, frame: frame, title: OnCallWords.feedMade, place: .onCall)
      .document {
        div(.class("stack reading")) {
          section(.class("receipt")) {
            h1 { OnCallWords.feedMade }
            p { OnCallWords.feedMadeText }
            code(.class("secret"), .id("calendar-link")) { address }
            p(.class("actions"), .data(.scripted)) {
              button(
                .type(.button), .class("button second"), .data(.copy, "calendar-link"),
                .data(.done, PublicWords.copied)
              ) { SettingsWords.invitedCopy }
            }
          }
          p { a(.href(Paths.onCall)) { OnCallWords.back } }
        }
      }
  }
}
