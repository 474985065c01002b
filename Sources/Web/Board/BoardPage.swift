package import Casework
package import Markup
package import Procedure

/// What the board has to look at: the cases it decides on, and the reports it was given (rows G14, E15, R6, E8).
package struct BoardPage: Page {
  package var setting: PageSetting
  package var frame: MemberFrame
  /// Cases that wait for a declaration of this board member, and those they handle.
  package var cases: DashboardView
  package var reports: [BoardReportView]
  /// The membership of the group, which the board reviews.
  package var membership: GroupStanding
  /// The case whose request had something wrong, with what was typed.
  package var failed: (id: CaseID, reason: String, faults: [FieldFault])?

  /// The names of the fields.
  package static let caseFieldName = "case"
  package static let reasonFieldName = "reason"

  package init(
    setting: PageSetting, frame: MemberFrame, cases: DashboardView, reports: [BoardReportView],
    membership: GroupStanding,
    failed: (id: CaseID, reason: String, faults: [FieldFault])? = nil
  ) {
    self.setting = setting
    self.frame = frame
    self.cases = cases
    self.reports = reports
    self.membership = membership
    self.failed = failed
  }

  package var document: Document {
    MemberLayout(
      setting: setting, frame: frame, title: BoardWords.title, place: .board
    ).document {
      div(.class("stack measure")) {
        errorSummary(failed?.faults ?? [], idPrefix: failed.map { "\($0.id.text)-" } ?? "")
        h1 { BoardWords.title }
        p(.class("lead")) { BoardWords.lead }
      }
      card(BoardWords.cases) {
        if cases.toDeclare.isEmpty && cases.open.cases.isEmpty {
          emptyState(.nothingWaiting, title: BoardWords.noCasesTitle, text: BoardWords.noCases)
        } else {
          ul(.class("items")) {
            for item in cases.toDeclare { line(item, BoardWords.declare, Paths.gate(item.id)) }
            for item in cases.open.cases { line(item, BoardWords.open, Paths.aCase(item.id)) }
          }
        }
      }
      card(MembershipWords.title) {
        let standing = membership
        if standing.isTooSmall {
          p { MembershipWords.tooSmall(standing.memberCount, standing.membersMin) }
        }
        p {
          standing.isReviewLate ? MembershipWords.reviewWasDue : MembershipWords.reviewIsDue
          Times.html(standing.reviewDue)
        }
        p { a(.href(Paths.membership)) { MembershipWords.seeMembers } }
      }
      card(BoardWords.reports) {
        if reports.isEmpty {
          emptyState(.noCases, title: BoardWords.noReportsTitle, text: BoardWords.noReports)
        } else {
          ul(.class("items")) { for report in reports { li { self.report(report) } } }
        }
      }
    }
  }

  private func line(_ item: CaseSummary, _ text: String, _ target: Link) -> HTML {
    li {
      span(.class("main")) {
        codeNameChip(item.codeName)
        span(.class("small muted")) {
          "\(CaseWords.received) "
          Times.html(item.received)
        }
        if let deadline = item.nextDeadline, !item.awaitsDeclaration {
          span(.class("small")) {
            "\(deadline.title), "
            Times.due(deadline, now: frame.now)
          }
        }
      }
      a(.href(target), .class("button quiet")) {
        text
        span(.class("unseen")) {
          " "
          words(item.codeName)
        }
      }
    }
  }

  private func report(_ report: BoardReportView) -> HTML {
    section(.class("stack tight main")) {
      h3 { codeNameChip(report.codeName) }
      p(.class("small muted")) {
        Times.html(report.at)
        if let name = report.memberName {
          " · "
          words(name)
        }
        if let name = report.throughName, name != report.memberName {
          " · \(CaseWords.boardReportThrough)"
          words(name)
        }
      }
      longWords(report.text)
      oversight(report)
    }
  }

  private func oversight(_ report: BoardReportView) -> HTML {
    guard frame.policy.board.allowsOversight else { return .empty }
    if report.mayOpen {
      return p { a(.href(Paths.aCase(report.caseID))) { BoardWords.openCase } }
    }
    if report.hasAsked { return notice(.info) { p { BoardWords.asked } } }
    let isFailed = failed?.id == report.caseID
    let inside = HTML {
      summary { BoardWords.askToRead }
      postForm(to: Paths.boardOversight, token: setting.token) {
        hiddenInput(name: Self.caseFieldName, value: report.caseID.text)
        longField(
          FieldFrame(
            name: Self.reasonFieldName, label: BoardWords.reason, hint: BoardWords.reasonHint,
            faults: isFailed ? failed?.faults ?? [] : [], idPrefix: "\(report.caseID.text)-"),
          value: isFailed ? failed?.reason ?? "" : "")
        div(.class("actions")) { submitButton(BoardWords.ask) }
      }
    }
    return isFailed ? details(.open) { inside } : details { inside }
  }
}
