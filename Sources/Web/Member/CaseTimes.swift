import Casework
import Markup
import Procedure

/// When what happened in a case, and what is due when.
struct CaseTimes {
  var view: CaseView
  var frame: MemberFrame

  /// Entries that stand open; the earlier ones are behind a line.
  private static let entriesShown = 6

  // MARK: What is due

  /// What still concerns somebody who reads the case: whether others declare in time is no longer theirs.
  static func pressing(_ view: CaseView) -> [Deadline] {
    view.deadlines.filter { $0.metAt == nil && !$0.isPaused && $0.whom != .undeclared }
      .sorted { $0.due < $1.due }
  }

  var deadlines: HTML {
    let open = view.deadlines.filter { $0.metAt == nil }.sorted { $0.due < $1.due }
    let met = view.deadlines.filter { $0.metAt != nil }.sorted { $0.due < $1.due }
    return card(CaseWords.deadlines) {
      if open.isEmpty { p(.class("muted")) { CaseWords.noDeadlines } } else { list(open) }
      if !met.isEmpty {
        details(.class("small")) {
          summary { CaseWords.deadlinesMet(met.count) }
          list(met)
        }
      }
    }
  }

  private func list(_ deadlines: [Deadline]) -> HTML {
    ul(.class("items")) {
      for deadline in deadlines {
        li {
          span(.class("main")) {
            span {
              deadline.title
              if deadline.kind == .promise {
                " "
                span(.class("small muted")) { CaseWords.promise }
              }
            }
            span(.class("small")) { Times.due(deadline, now: frame.now) }
          }
        }
      }
    }
  }

  // MARK: What happened

  /// Entries that follow each other and say the same, as one.
  private struct Run {
    var first: TimelineEntryView
    var last: TimelineEntryView
    var count = 1
  }

  private var runs: [Run] {
    var runs: [Run] = []
    for entry in view.timeline {
      if let run = runs.last, run.first.event == entry.event,
        run.first.memberName == entry.memberName, run.first.detail.isEmpty, entry.detail.isEmpty,
        run.first.vouchedBy == entry.vouchedBy
      {
        runs[runs.count - 1].last = entry
        runs[runs.count - 1].count += 1
      } else {
        runs.append(Run(first: entry, last: entry))
      }
    }
    return runs
  }

  var timeline: HTML {
    let runs = runs
    let earlier = runs.dropLast(Self.entriesShown)
    return card(CaseWords.timeline, id: "timeline") {
      if !earlier.isEmpty {
        details(.class("small")) {
          summary {
            CaseWords.earlierEntries(
              view.timelineStretch.first - 1 + earlier.reduce(0) { $0 + $1.count })
          }
          if view.timelineStretch.pageCount > 1 {
            p {
              a(.href(Paths.timeline(view.id, page: 2))) {
                CaseWords.stillEarlierEntries(view.timelineStretch.first - 1)
              }
            }
          }
          ol(.class("timeline")) { for run in earlier { line(run) } }
        }
      }
      ol(.class("timeline")) { for run in runs.suffix(Self.entriesShown) { line(run) } }
    }
  }

  /// One page of what happened, by itself.
  var page: HTML {
    card(CaseWords.timeline) {
      ol(.class("timeline")) { for run in runs { line(run) } }
      pager(view.timelineStretch) { Paths.timeline(view.id, page: $0) }
    }
  }

  private func line(_ run: Run) -> HTML {
    li {
      span {
        strong { CaseWords.event(run.first.event) }
        if let name = run.first.memberName {
          ", "
          words(name)
        }
        if run.count > 1 { " \(CaseWords.times(run.count))" }
      }
      if !run.first.detail.isEmpty { span { words(run.first.detail) } }
      span(.class("when")) {
        Times.html(run.last.at)
        " · \(CaseWords.voucher(run.first.vouchedBy))"
      }
    }
  }
}
