/// What has to hold between the sections of the procedure, so that no case can get stuck by arithmetic alone.
extension ObjectReader {
  /// What holds inside one measure.
  func checkMeasure(_ measure: Policy.MeasureRule) {
    if measure.term == .permanent, !measure.isSevere {
      fault(
        .contradiction, "severe", wrong: "it never ends, and is not severe", right: "severe: true")
    }
    if measure.recordType == .banned, measure.term != .permanent {
      fault(
        .contradiction, "record", wrong: "the record says banned, and it ends",
        right: "record: \"flagged\", or term: { kind: \"permanent\" }")
    }
    if measure.term != .none, !measure.concernsReported {
      fault(
        .contradiction, "concernsReported", wrong: "it lasts, and concerns nobody",
        right: "concernsReported: true, or term: { kind: \"none\" }")
    }
    if measure.recordType == .noViolation, measure.rung != nil || measure.concernsReported {
      fault(
        .contradiction, "record",
        wrong: "it answers a violation, and the record says there was none",
        right: "record: \"resolved\" or one of the others")
    }
  }

  /// What holds between the measures: rungs without a gap, and a way to end where nothing was wrong.
  func checkLadder(_ list: [Policy.MeasureRule]) {
    guard !list.isEmpty else { return }
    let rungs = list.compactMap(\.rung).sorted()
    if rungs != Array(1..<rungs.count + 1) {
      fault(
        .contradiction, "list",
        wrong: "the rungs are \(rungs.map(String.init).joined(separator: ", "))",
        right: "each rung once, from 1 to \(rungs.count)")
    }
    if !list.contains(where: { $0.recordType == .noViolation }) {
      fault(
        .contradiction, "list", wrong: "no measure fits where no violation took place",
        right: "one with record: \"noViolation\", such as no further action")
    }
  }

  /// What holds between thresholds, windows and the fewest members.
  func checkDecisions(_ decisions: Policy.Decisions, gate: Policy.Gate, membersMin: Int) {
    let thresholds = [
      ("ordinary", decisions.ordinary), ("vote", decisions.vote), ("severe", decisions.severe),
    ]
    for (key, threshold) in thresholds {
      guard case .besidesShepherd(let count) = threshold, count + 1 > decisions.eligibleMin else {
        continue
      }
      fault(
        .contradiction, key,
        wrong:
          "\(count) besides the shepherd cannot be reached with \(decisions.eligibleMin) eligible",
        right: decisions.eligibleMin > 1
          ? "at most \(decisions.eligibleMin - 1), or a higher eligibleMin" : "a higher eligibleMin"
      )
    }
    if decisions.consensusSeconds > decisions.voteSeconds {
      fault(
        .contradiction, "consensusSeconds", wrong: "the consensus window is longer than the vote",
        right: "at most \(decisions.voteSeconds)")
    }
    if decisions.eligibleMin > membersMin {
      fault(
        .contradiction, "eligibleMin", wrong: "a group of \(membersMin) could never decide",
        right: "at most group.membersMin, \(membersMin)")
    }
    if gate.clearedMin > membersMin, !collector.isUpcast {
      collector.add(
        .contradiction, path: "gate.clearedMin", at: offset,
        wrong: "a group of \(membersMin) could never handle a case",
        right: "at most group.membersMin, \(membersMin)")
    }
  }

  /// The liaison is somebody who knows the case.
  func checkLiaison(_ liaison: RoleID, roles: [Policy.Role]) {
    guard !liaison.text.isEmpty, !roles.isEmpty else { return }
    guard let role = roles.first(where: { $0.id == liaison }) else {
      let near = Spelling.nearest(to: liaison.text, among: roles.map(\.id.text))
      fault(
        .danglingReference, "liaisonRole", wrong: "no role is called “\(liaison.text)”",
        right: near.map { "did you mean “\($0)”?" } ?? "one of the roles of the group, or null")
      return
    }
    if role.seat != .member || !role.readsCases {
      fault(
        .contradiction, "liaisonRole", wrong: "“\(liaison.text)” is no member who reads cases",
        right: "a role with seat: \"member\", readsCases: true, or null for a chair")
    }
  }

  /// A measure that says something in public needs somebody who may.
  func checkPublicVoice(_ voice: Policy.PublicVoice, measures: Policy.Measures) {
    guard !voice.group, !voice.board,
      let measure = measures.list.first(where: \.isPublic)
    else { return }
    fault(
      .contradiction, "publicVoice",
      wrong: "“\(measure.id.text)” is public, and nobody speaks in public",
      right: "group: true or board: true, or public: false for the measure")
  }

  /// Deadlines that show a window are as long as the window, and what has to be done has one.
  func checkDeadlineWindows(
    _ deadlines: [Policy.DeadlineRule], decisions: Policy.Decisions,
    consultation: Policy.Consultation, board: Policy.Board, closing: Policy.Closing
  ) {
    typealias Trigger = Policy.DeadlineRule.Trigger
    let windows: [(Trigger, Trigger, Int64, String)] = [
      (.proposalOpened, .voteOpened, decisions.consensusSeconds, "decisions.consensusSeconds"),
      (.voteOpened, .proposalSettled, decisions.voteSeconds, "decisions.voteSeconds"),
      (
        .consultationAsked, .consultationSettled, consultation.windowSeconds,
        "consultation.windowSeconds"
      ),
      (.actedAtOnce, .actReported, decisions.actReportSeconds, "decisions.actReportSeconds"),
      (
        .closed, .retaliationAsked, closing.retaliationQuestionSeconds,
        "closing.retaliationQuestionSeconds"
      ),
    ]
    for (index, rule) in deadlines.enumerated() {
      guard
        let window = windows.first(where: { $0.0 == rule.starts && rule.ends.contains($0.1) }),
        rule.seconds != window.2
      else { continue }
      collector.add(
        .contradiction, path: "\(path(of: "deadlines"))[\(index)].seconds",
        at: offset(of: "deadlines", element: index),
        wrong: "it gives \(rule.seconds) seconds, and \(window.3) says \(window.2)",
        right: "the same number in both")
    }
    for (needed, isNeeded, trigger) in [
      ("an act at once is reported to the group", true, Trigger.actReported),
      ("an emergency notice is reviewed", true, .emergencyNoticeReviewed),
      ("the board decides what it was given", true, .boardDecided),
      ("a reconsideration is decided", true, .reconsiderationDecided),
      ("a case is reported to the board", board.reportsEveryCase, .boardReported),
    ]
    // What only begins when a case is filed says nothing of those that are decided.
    where isNeeded
      && !deadlines.contains(where: { $0.ends.contains(trigger) && $0.starts != .filed })
    {
      fault(
        .contradiction, "deadlines", wrong: "no deadline says by when \(needed)",
        right: "one with ends: [\"\(trigger.rawValue)\"]")
    }
  }
}

extension Policy.DeadlineRule.Trigger {
  /// Whether the start brings the date by which it is due: the day that was told, the end of the measure.
  package var bringsItsOwnDate: Bool {
    switch self {
    case .delayAnnounced, .taskOpened, .measureBegan, .reviewSet: true
    default: false
    }
  }

  /// Whether it happens in closed cases, so that a deadline that stops at closing would be none.
  var outlastsClosing: Bool {
    switch self {
    case .closed, .reviewSet, .measureBegan, .readmissionRequested, .reconsiderationRequested,
      .retaliationReported:
      true
    default: false
    }
  }
}
