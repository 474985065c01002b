package import Casework
package import Markup
import Procedure

/// What needs the member, what is late, and what there is.
package struct DashboardPage: Page {
  package var setting: PageSetting
  package var frame: MemberFrame
  package var view: DashboardView

  package init(setting: PageSetting, frame: MemberFrame, view: DashboardView) {
    self.setting = setting
    self.frame = frame
    self.view = view
  }

  package var document: Document {
    let isQuiet = view.toDeclare.isEmpty && view.needsMe.isEmpty && view.late.isEmpty
    return MemberLayout(
      setting: setting, frame: frame, title: MemberWords.dashboard, place: .dashboard
    ).document {
      h1 {
        MemberWords.greeting("")
        words(frame.member.name)
      }
      if isQuiet {
        div(.class("card")) {
          emptyState(
            .nothingWaiting, title: MemberWords.allQuietTitle, text: MemberWords.allQuiet)
        }
      }
      if !view.late.isEmpty {
        waiting(
          MemberWords.late, view.late, class: "card needs is-late", lead: MemberWords.lateText)
      }
      if !view.toDeclare.isEmpty {
        waiting(
          MemberWords.toDeclare, view.toDeclare, class: "card needs",
          lead: MemberWords.toDeclareText)
      }
      if !view.needsMe.isEmpty {
        waiting(MemberWords.needsYou, view.needsMe, class: "card needs")
      }
      card(
        MemberWords.openCases,
        beside: a(.href(Paths.cases)) { MemberWords.allCases }
      ) {
        caseTable(view.open.cases, filter: .open, frame: frame)
        pager(page: view.open.page, pageCount: view.open.pageCount) {
          Paths.cases(CaseFilter.open.rawValue, page: $0)
        }
      }
      if view.setAsideCount > 0 || view.closedCount > 0 {
        card(MemberWords.otherCases, class: "card flat") {
          ul(.class("items")) {
            putAway(MemberWords.setAsideCount(view.setAsideCount), .setAside)
            putAway(MemberWords.closedCount(view.closedCount), .closed)
          }
        }
      }
    }
  }

  private func putAway(_ text: String, _ filter: CaseFilter) -> HTML {
    li { a(.href(Paths.cases(filter.rawValue, page: 1))) { text } }
  }

  private func waiting(
    _ title: String, _ cases: [CaseSummary], class className: String, lead: String = ""
  ) -> HTML {
    card(
      title, class: className,
      beside: badge(.plain, MemberWords.count(cases.count))
    ) {
      if !lead.isEmpty { p(.class("muted")) { lead } }
      ul(.class("items")) {
        for summary in cases {
          li {
            span(.class("main")) {
              codeNameChip(summary.codeName)
              span(.class("small muted")) { next(of: summary, frame: frame) }
            }
            span(.class("row")) {
              caseBadges(summary, frame: frame, isToDeclare: summary.awaitsDeclaration)
              caseButton(summary)
            }
          }
        }
      }
    }
  }
}

/// A list of cases, by pages and filters.
package struct CaseListPage: Page {
  package var setting: PageSetting
  package var frame: MemberFrame
  package var view: Casework.CasePage

  package init(setting: PageSetting, frame: MemberFrame, view: Casework.CasePage) {
    self.setting = setting
    self.frame = frame
    self.view = view
  }

  package var document: Document {
    MemberLayout(
      setting: setting, frame: frame, title: MemberWords.casesTitle, place: .cases
    ).document {
      h1 { MemberWords.casesTitle }
      nav(.ariaLabel(MemberWords.casesFilter)) {
        ul(.class("filters")) {
          for filter in CaseFilter.allCases {
            li {
              element(
                .a,
                [.href(Paths.cases(filter.rawValue, page: 1))]
                  + (filter == view.filter ? [.ariaCurrent("page")] : [])
              ) { MemberWords.filter(filter) }
            }
          }
        }
      }
      section(.class("card")) {
        p(.class("muted")) { MemberWords.count(view.total) }
        caseTable(view.cases, filter: view.filter, frame: frame)
        pager(page: view.page, pageCount: view.pageCount) {
          Paths.cases(view.filter.rawValue, page: $0)
        }
      }
    }
  }
}

/// Cases as a table that becomes cards on a phone.
func caseTable(_ cases: [CaseSummary], filter: CaseFilter, frame: MemberFrame) -> HTML {
  guard !cases.isEmpty else {
    return emptyState(
      .noCases, title: MemberWords.noCasesTitle, text: MemberWords.noCases(filter))
  }
  return table(.class("table")) {
    thead {
      tr {
        th(.scope("col")) { MemberWords.columnCase }
        th(.scope("col")) { MemberWords.columnState }
        th(.scope("col")) { MemberWords.columnNext }
        th(.scope("col")) { MemberWords.columnActivity }
      }
    }
    tbody {
      HTML.joined(cases.map { caseRow($0, frame: frame) })
    }
  }
}

private func caseRow(_ summary: CaseSummary, frame: MemberFrame) -> HTML {
  tr {
    th(.scope("row")) {
      a(.href(caseLink(summary))) { codeNameChip(summary.codeName) }
    }
    td(.data(.label, MemberWords.columnState)) {
      span(.class("row")) { caseBadges(summary, frame: frame) }
    }
    td(.data(.label, MemberWords.columnNext)) {
      span(.class("small")) { next(of: summary, frame: frame) }
    }
    td(.data(.label, MemberWords.columnActivity)) {
      span(.class("small muted unbroken")) { Times.agoHTML(summary.lastActivity, now: frame.now) }
    }
  }
}

private func caseLink(_ summary: CaseSummary) -> Link {
  summary.awaitsDeclaration ? Paths.gate(summary.id) : Paths.aCase(summary.id)
}

private func caseButton(_ summary: CaseSummary) -> HTML {
  a(.href(caseLink(summary)), .class("button quiet")) {
    summary.awaitsDeclaration ? MemberWords.declareButton : MemberWords.openButton
    span(.class("unseen")) {
      " "
      words(summary.codeName)
    }
  }
}

/// The next deadline of a case with its time, or when the case came in.
private func next(of summary: CaseSummary, frame: MemberFrame) -> HTML {
  guard let deadline = summary.nextDeadline else {
    return HTML {
      "\(MemberWords.columnReceived) "
      Times.agoHTML(summary.received, now: frame.now)
    }
  }
  return HTML {
    deadline.title
    br()
    Times.due(deadline, now: frame.now)
  }
}

/// The badges of a case in a list: where it stands, and what makes it pressing.
///
/// - Parameter isToDeclare: the list itself says that a declaration is what is missing, so that only what is pressing
///   is added.
func caseBadges(
  _ summary: CaseSummary, frame: MemberFrame, isToDeclare: Bool = false
) -> HTML {
  HTML {
    if !isToDeclare { phaseBadge(summary.phase) }
    if summary.isUrgent { badge(.urgent, MemberWords.urgent) }
    if let deadline = summary.nextDeadline, deadline.state(at: frame.now) == .missed {
      badge(.late, MemberWords.lateBadge)
    }
    if !isToDeclare {
      // A report that nobody has answered yet is new; that its reporter wrote is no news.
      if summary.awaitsAnswer, summary.phase == .open {
        badge(.soon, MemberWords.awaitsAnswer)
      }
      if summary.awaitsDeclaration { badge(.accent, MemberWords.awaitsDeclaration) }
    }
  }
}

/// Where a case stands.
func phaseBadge(_ phase: Case.Phase) -> HTML {
  let kind: BadgeKind =
    switch phase {
    case .waitingForReaders: .soon
    case .received: .accent
    case .open, .enacting: .good
    case .deciding, .consulting: .accent
    case .closed, .filed, .setAside: .plain
    }
  return badge(kind, MemberWords.phase(phase))
}
