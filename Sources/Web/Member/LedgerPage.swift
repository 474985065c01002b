package import Casework
package import Markup
import Procedure

/// The anonymised list of all cases that a member may see (row B3).
package struct LedgerPage: Page {
  package var setting: PageSetting
  package var frame: MemberFrame
  package var view: LedgerView

  package init(setting: PageSetting, frame: MemberFrame, view: LedgerView) {
    self.setting = setting
    self.frame = frame
    self.view = view
  }

  package var document: Document {
    MemberLayout(
      setting: setting, frame: frame, title: RecordWords.ledger, place: .ledger
    ).document {
      div(.class("stack measure")) {
        h1 { RecordWords.ledger }
        p(.class("lead")) { RecordWords.ledgerLead }
        p { a(.href(Paths.persons)) { RecordWords.persons } }
      }
      nav(.ariaLabel(RecordWords.ledgerFilter)) {
        ul(.class("filters")) {
          filter(nil, RecordWords.all)
          for status in LedgerRow.Status.allCases {
            filter(status, RecordWords.status(status))
          }
        }
      }
      section(.class("card")) {
        if view.rows.isEmpty {
          emptyState(
            .noCases, title: RecordWords.ledgerEmptyTitle, text: RecordWords.ledgerEmpty)
        } else {
          div(.class("row")) {
            p(.class("muted")) { RecordWords.count(view.total) }
            buttonLink(
              RecordWords.download, to: Paths.ledgerTable(view.query), class: "button quiet")
          }
          div(
            .class("scrolls"), .tabIndex(0), .role("region"), .ariaLabel(RecordWords.ledger)
          ) { rows }
          pager(page: view.page, pageCount: view.pageCount) {
            Paths.ledger(view.query, page: $0)
          }
        }
      }
    }
  }

  private func filter(_ status: LedgerRow.Status?, _ text: String) -> HTML {
    var query = view.query
    query.status = status
    let current: [Attribute] = status == view.query.status ? [.ariaCurrent("page")] : []
    return li { element(.a, [.href(Paths.ledger(query, page: 1))] + current) { text } }
  }

  /// The columns of the page; what has none of its own stands in the cell it belongs to, and in the table for a
  /// spreadsheet.
  private static let columns: [LedgerQuery.Sorting] = [
    .reported, .caseCodeName, .personCodeName, .status, .resolved, .consequences, .review,
  ]

  private var rows: HTML {
    table(.class("table dense")) {
      thead {
        tr { HTML.joined(Self.columns.map(heading)) }
      }
      tbody { HTML.joined(view.rows.map(row)) }
    }
  }

  private func heading(_ column: LedgerQuery.Sorting) -> HTML {
    var query = view.query
    let isCurrent = query.sorting == column
    query.isDescending = isCurrent ? !query.isDescending : false
    query.sorting = column
    let name = RecordWords.column(column)
    return th(.scope("col")) {
      a(.href(Paths.ledger(query, page: 1))) {
        span(.class("unseen")) { RecordWords.sortBy("") }
        name
        if isCurrent {
          span(.ariaHidden) { view.query.isDescending ? " ↓" : " ↑" }
          span(.class("unseen")) {
            ", " + (view.query.isDescending ? RecordWords.descending : RecordWords.ascending)
          }
        }
      }
    }
  }

  private func row(_ line: LedgerRowView) -> HTML {
    let row = line.row
    func cell(_ column: LedgerQuery.Sorting, _ content: HTML) -> HTML {
      td(.data(.label, RecordWords.column(column))) { content }
    }
    return tr {
      cell(.reported, day(row.reported))
      th(.scope("row")) {
        a(.href(Paths.aCase(line.caseID))) { codeNameChip(row.caseCodeName) }
        if row.documentCount > 0 {
          p(.class("small muted")) { RecordWords.documents(row.documentCount) }
        }
      }
      cell(.personCodeName, person(line))
      cell(
        .status,
        div(.class("stack tight")) {
          span(.class("row")) {
            badge(row.status == .resolved ? .good : .accent, RecordWords.status(row.status))
            if row.isSafetyRisk {
              badge(.urgent, RecordWords.column(.safetyRisk))
            }
          }
          if row.status == .ongoing {
            span(.class("small muted")) { RecordWords.goesOn(row.ongoing) }
          }
        })
      cell(
        .resolved,
        div(.class("stack tight")) {
          row.resolved.map(day) ?? .text("–")
          if row.resolved != nil, let source = row.source {
            span(.class("small muted")) { RecordWords.source(source) }
          }
        })
      cell(.consequences, .text(consequencesText(row)))
      cell(.review, row.review.map(day) ?? .text("–"))
    }
  }

  private func day(_ moment: Moment) -> HTML {
    time(.dateTime(Times.machineReadable(moment)), .class("unbroken")) { Times.shortDay(moment) }
  }

  private func person(_ line: LedgerRowView) -> HTML {
    guard let person = line.row.person, let codeName = line.row.personCodeName else {
      return span(.class("small muted")) { RecordWords.noPerson }
    }
    guard line.mayReadPerson else { return codeNameChip(codeName) }
    return a(.href(Paths.person(person))) { codeNameChip(codeName) }
  }
}

/// What followed, in one line.
func consequencesText(_ row: LedgerRow) -> String {
  row.consequences.isEmpty
    ? "–" : row.consequences.map(RecordWords.consequence).joined(separator: ", ")
}

/// The lines as a table for a spreadsheet.
func ledgerTable(_ rows: [LedgerRowView]) -> [UInt8] {
  CommaSeparated.table(
    [LedgerQuery.Sorting.allCases.map(RecordWords.column)]
      + rows.map { line in
        let row = line.row
        return [
          String(Times.machineReadable(row.reported).prefix(10)), row.caseCodeName,
          row.personCodeName ?? "", RecordWords.status(row.status),
          row.source.map(RecordWords.source) ?? "",
          row.resolved.map { String(Times.machineReadable($0).prefix(10)) } ?? "",
          RecordWords.yesOrNo(row.isSafetyRisk), RecordWords.ongoing(row.ongoing),
          row.consequences.map(RecordWords.consequence).joined(separator: "; "),
          row.review.map { String(Times.machineReadable($0).prefix(10)) } ?? "",
          String(row.documentCount),
        ]
      })
}
