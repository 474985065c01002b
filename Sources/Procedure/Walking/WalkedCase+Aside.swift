// What is done beside the way, what tells situations apart, and the measures one by one.
extension WalkedCase {
  // MARK: Beside the way

  func sideSteps(
    _ aside: SideStep, _ member: MemberID, _ who: String
  ) -> [(String, [Command])] {
    let why = Command.GiveReason(reason: Self.text)
    switch aside {
    case .board:
      let back = ("\(who) gives the case back to the group", Command.returnToGroup(why))
      return [("\(who) gives the case to the board", [.escalateToBoard(why)])]
        + (subject.returnedAt == nil ? [(back.0, [back.1])] : [])
    case .record:
      let report: [Command] =
        subject.boardReportedAt == nil && policy.board.reportsEveryCase
        ? [.reportToBoard(BoardReport(text: Self.text))] : []
      return [("\(who) files it for the record", report + [.fileForRecord(why)])]
        + (policy.setAsideReasons.first.map {
          [("\(who) sets it aside", [.setAside(.init(reason: $0.id))])]
        } ?? [])
    case .act: return acting(member, who)
    case .information: return asking(who)
    case .adviser:
      guard subject.standings[Self.adviser] == nil else { return [] }
      return [
        (
          "\(who) takes an adviser in",
          [.admit(.init(member: Self.adviser, reason: Self.text, seat: .adviser))]
        )
      ]
    case .reconsideration:
      guard !subject.proposals.contains(where: { $0.subject.kind == .reconsideration }) else {
        return []
      }
      return [
        (
          "\(who) records a request for reconsideration",
          [
            .recordReconsiderationRequest(
              ReconsiderationRequest(party: Self.reporter, account: Self.text))
          ]
        )
      ]
    }
  }

  func acting(_ member: MemberID, _ who: String) -> [(String, [Command])] {
    guard let act = subject.acts.last(where: { $0.settled == nil }) else {
      guard subject.acts.isEmpty else { return [] }
      return [
        (
          "\(who) acts at once",
          [
            .actAtOnce(
              UnilateralAct(
                ground: .danger, measures: heaviest.map { [$0] } ?? [], account: Self.text))
          ]
        )
      ]
    }
    var steps: [(String, [Command])] = []
    if act.reportedAt == nil {
      steps.append(
        ("\(who) reports the act", [.reportAct(ActReport(act: act.number, account: Self.text))]))
    }
    if act.reviews[member] == nil {
      steps.append(
        (
          "\(who) confirms the act",
          [.reviewAct(ActReview(act: act.number, verdict: .confirm))]
        ))
    }
    return steps
  }

  func asking(_ who: String) -> [(String, [Command])] {
    guard let need = subject.investigation.needs.first else {
      return [
        (
          "\(who) says what is missing",
          [.needInformation(InformationNeed(what: Self.text, source: Self.text))]
        )
      ]
    }
    return [
      (
        "\(who) settles what is missing",
        [
          .settleInformation(
            InformationSettlement(
              need: need.number, outcome: .soughtInVain, account: Self.text))
        ]
      )
    ]
  }

  // MARK: What tells situations apart

  /// Everything that matters for what can happen next, with members of one sort counted.
  var key: [UInt8] {
    let labels = subject.standings.filter {
      $0.value.state == .cleared || $0.value.state == .asked
    }.map { label(of: $0.key, $0.value) }.sorted { $0.lexicographicallyPrecedes($1) }
    var key = caseLabel
    for label in labels { key += label }
    // Board members who were not asked yet wait for the case.
    key.append(UInt8(clamping: subject.escalation == nil ? board.count : 0))
    key.append(aside.flatMap { SideStep.allCases.firstIndex(of: $0) }.map { UInt8($0 + 1) } ?? 0)
    key.append(isWhole ? 1 : 0)
    return key
  }

  func label(of member: MemberID, _ standing: Case.Standing) -> [UInt8] {
    let open = subject.proposals.last(where: \.isOpen)
    let word: UInt8 =
      switch open?.words[member]?.choice {
      case nil: 0
      case .agree: 1
      case .object: 2
      case .abstain: 3
      }
    let act = subject.acts.last { $0.settled == nil }
    let bits: [Bool] = [
      standing.seat == .board, standing.state == .asked, subject.shepherding.shepherd == member,
      open?.electorate.contains(member) == true, act?.by == member,
      act?.reviews[member] != nil,
      subject.escalation != nil && subject.decidedBefore.contains(member),
      subject.softConflicts.contains(member),
    ]
    return [
      Self.number(of: bits),
      word + (standing.seat == .adviser ? 8 : 0)
        + (subject.wanted[.filing] == member ? 16 : 0),
    ]
  }

  static func number(of bits: [Bool]) -> UInt8 {
    bits.reduce(0) { $0 << 1 | ($1 ? 1 : 0) }
  }

  var caseLabel: [UInt8] {
    let open = subject.proposals.last(where: \.isOpen)
    let adopted = subject.adoptedNotEnacted
    let consultations = subject.consultations.filter { $0.proposal == adopted?.number }
    let measure = subject.measuresInForce.last(where: \.needsReadmission)
    let act = subject.acts.last
    return [
      UInt8(clamping: Case.Phase.allCases.firstIndex(of: subject.phase) ?? 0),
      Self.number(of: [
        subject.escalation != nil, subject.acknowledgement != nil,
        subject.investigation.findings.isEmpty, subject.hearingOwed.isEmpty,
        subject.investigation.isSomethingMissing, !subject.investigation.needs.isEmpty,
        gateCloses.map { $0 <= now } ?? false, subject.wanted[.filing] != nil,
      ]),
      Self.number(of: [
        subject.boardReportedAt != nil, subject.closingToldAt != nil,
        subject.reconsideration != nil, subject.returnedAt != nil, subject.hasDecision,
        subject.proposals.contains { $0.subject.kind == .reconsideration },
        subject.reporterToldAt != nil,
      ]),
      Self.stage(of: open), Self.content(of: open ?? adopted),
      UInt8(clamping: consultations.count),
      UInt8(
        clamping: consultations.count {
          $0.isOver(at: now, windowSeconds: policy.consultation.windowSeconds)
        }),
      UInt8(clamping: subject.openTasks.count),
      Self.number(of: [
        measure != nil, measure?.endedAt != nil, measure?.readmissionAsked != nil,
        act != nil, act?.reportedAt != nil, act?.settled != nil,
        subject.hasUndecidedMeasureOfAct(at: now), measure?.until.map { $0 <= now } ?? false,
      ]),
    ]
  }

  static func stage(of proposal: Proposal?) -> UInt8 {
    switch proposal?.stage {
    case nil: 0
    case .consensus: 1
    case .vote: 2
    case .board: 3
    case .adopted, .failed, .void, .withdrawn: 4
    }
  }

  static func content(of proposal: Proposal?) -> UInt8 {
    switch proposal?.subject {
    case nil: 0
    case .resolution(let measures): proposal?.isSevere == true ? 2 : measures.isEmpty ? 1 : 3
    case .readmission: 4
    case .reconsideration(.upheld, _): 5
    case .reconsideration(.sentBack, _): 6
    case .reconsideration(.changed, _): 7
    case .policy: 8
    }
  }

  // MARK: Measures one by one

  /// Goes the straight way to this measure; the words of the first rule that refuses.
  mutating func refusal(toEnact rule: Policy.MeasureRule) -> String? {
    do throws(Refusal) {
      try goStraight(to: rule)
      return nil
    } catch { return error.sentence }
  }

  mutating func goStraight(to rule: Policy.MeasureRule) throws(Refusal) {
    let members = subject.undeclared
    for member in members { try order([.declare(.init(conflict: false))], by: .member(member)) }
    guard let first = members.first else { return }
    let lead = Actor.member(first)
    for party in [Self.reporter, Self.harmed, Self.reported] {
      try order(
        [
          .recordPermission(
            Permission(
              party: party, about: .facilitatedConversation, isGiven: true, words: Self.text))
        ], by: lead)
    }
    for _ in 0..<4 where subject.hearingOwed.isEmpty == false {
      guard let step = nextOnTheWay else { break }
      try order(step.1, by: lead)
    }
    try order(
      [
        .propose(
          Proposing(subject: .resolution([measure(of: rule)]), reasons: Self.text))
      ], by: lead)
    for member in members.dropFirst() {
      guard let open = subject.proposals.last(where: \.isOpen) else { break }
      try order(
        [.vote(Vote(proposal: open.number, version: open.version, choice: .agree))],
        by: .member(member))
    }
    for _ in 0..<3 {
      guard let adopted = subject.adoptedNotEnacted else { return }
      if let lapse = nextLapse, subject.consultations.contains(where: { $0.askedAt != nil }) {
        now = lapse
      }
      try order(nextToEnact(adopted).1, by: lead)
    }
  }
}
