/// What can be done beside the way to the end.
enum SideStep: CaseIterable {
  /// Given to the board, and back.
  case board
  /// Filed or set aside.
  case record
  /// Somebody acts at once, and it is reviewed.
  case act
  /// Something is missing.
  case information
  /// A party asks the board to look again.
  case reconsideration
}

/// A case on the walk with the time it has, and what tells its situation from others.
struct WalkedCase {
  private(set) var subject: Case
  private(set) var now = Moment(secondsSince1970: 1_000_000_000)
  private let policy: Policy
  private let board: [MemberID]
  /// How the story begins.
  let beginning: String
  /// What is done beside the way.
  private let aside: SideStep?
  /// Whether members say everything they can say.
  private let isWhole: Bool

  static let reporter = PartyID("reporter")
  static let harmed = PartyID("harmed")
  static let reported = PartyID("reported")
  static let channel = ChannelID("channel")
  private static let text = "As it was."

  /// A report that has just come in, with somebody reported and somebody harmed; without members it is the board's.
  init(
    policy: Policy, members: Int, board: Int, aside: SideStep? = nil, isWhole: Bool = false
  ) {
    self.policy = policy
    self.aside = aside
    self.isWhole = isWhole
    self.board = (0..<board).map { MemberID("board-\($0)") }
    let asked = (0..<members).map { MemberID("member-\($0)") }
    beginning =
      members > 0
      ? "\(members) members are asked" : "nobody is left in the group, and \(board) on the board"
    subject = Case(folding: [], under: policy)
    record(
      Intake.openingEvents(
        report: Report(account: Self.text, source: .form),
        candidates: members > 0
          ? .members(asked, keptOut: []) : .board(self.board, keptOut: []),
        reporter: Self.reporter, channel: Self.channel, under: policy), by: .form)
    record(
      [
        .partyNamed(Party(id: Self.harmed, role: .harmed, displayName: "Harmed")),
        .partyNamed(Party(id: Self.reported, role: .reported, displayName: "Reported")),
      ], by: .server)
  }

  /// Everybody who was asked has no conflict, and the report is acknowledged.
  mutating func clearEverybody() {
    for member in subject.undeclared {
      self = after([.declare(.init(conflict: false))], by: .member(member)) ?? self
    }
    guard let first = subject.handlers.first, let step = nextOnTheWay else { return }
    self = after(step.1, by: .member(first)) ?? self
  }

  /// Stands for a case whose situation is done with, so that its log is let go.
  private init(passed policy: Policy) {
    self.policy = policy
    aside = nil
    isWhole = false
    board = []
    beginning = ""
    subject = Case(folding: [], under: policy)
  }

  func passed() -> WalkedCase { WalkedCase(passed: policy) }

  private mutating func record(_ events: [Event], by actor: Actor) {
    for event in events {
      subject.fold(
        RecordedEvent(sequence: subject.log.count, at: now, by: actor, event: event))
    }
  }

  /// Gives commands one after the other as Casework does; nil when a rule refuses one of them.
  private func after(_ commands: [Command], by actor: Actor) -> WalkedCase? {
    var next = self
    do throws(Refusal) {
      try next.order(commands, by: actor)
      return next
    } catch { return nil }
  }

  private mutating func order(_ commands: [Command], by actor: Actor) throws(Refusal) {
    for command in commands {
      let events = try subject.decide(command, by: actor, at: now, under: subject.policy)
      record(events, by: actor)
    }
    doDuties()
  }

  /// What the program does by itself: letting silence in, handing to the board, asking the board.
  private mutating func doDuties() {
    subject = subject.advanced(to: now)
    var events = subject.duties(at: now, under: subject.policy)
    if let because = subject.failure, !events.contains(where: \.isEscalation) {
      events.append(.escalatedToBoard(Escalation(because: because)))
    }
    record(events, by: .server)
    guard subject.escalation != nil else { return }
    let unasked = board.filter { subject.standings[$0] == nil }
    if !unasked.isEmpty {
      record([.membersAsked(Asking(members: unasked, seat: .board))], by: .server)
    }
  }

  /// Closed, filed, set aside; or it waits for the holders of recovery shares because no board member is left.
  var isAtItsEnd: Bool {
    if subject.escalation != nil, !subject.standings.values.contains(where: canAct) { return true }
    switch subject.phase {
    case .closed: return !waitsAfterClosing
    case .filed, .setAside: return true
    default: return false
    }
  }

  private func canAct(_ standing: Case.Standing) -> Bool {
    standing.seat == .board && (standing.state == .cleared || standing.state == .asked)
  }

  /// A closed case that somebody asked something of: it is walked on until that is answered.
  private var waitsAfterClosing: Bool {
    subject.reconsideration != nil || isReadmissionOpen
      || (subject.measuresInForce.contains { $0.needsReadmission && $0.endedAt == nil })
  }

  private var isReadmissionOpen: Bool {
    subject.measuresInForce.contains { $0.readmissionAsked != nil && $0.endedAt == nil }
  }

  // MARK: What can happen

  /// Everything that somebody may do next, and the next window that lapses.
  func nexts() -> [(next: WalkedCase, step: String)] {
    var nexts: [(WalkedCase, String)] = []
    if let lapse = nextLapse {
      var later = self
      later.now = lapse
      later.doDuties()
      nexts.append((later, "a window lapses in silence"))
    }
    for actor in representatives {
      for (step, commands) in choices(of: actor) {
        if let next = after(commands, by: actor) { nexts.append((next, step)) }
      }
    }
    return nexts
  }

  private var isGateOpen: Bool { gateCloses.map { now < $0 } ?? false }

  /// Whether those of a seat have begun to act.
  private func hasBegun(_ seat: Seat) -> Bool {
    seat == .board
      ? subject.proposals.contains { $0.body == .board } : subject.acknowledgement != nil
  }

  private var gateCloses: Moment? { subject.gateCloses(under: subject.policy) }

  private var nextLapse: Moment? {
    var moments: [Moment] = []
    if let gateCloses { moments.append(gateCloses) }
    if let boundary = subject.nextBoundary() { moments.append(boundary) }
    if let duty = subject.nextDuty(after: now, under: subject.policy) { moments.append(duty) }
    if let proposal = subject.adoptedNotEnacted {
      moments += subject.consultations.filter { $0.proposal == proposal.number && $0.answer == nil }
        .compactMap { $0.askedAt?.adding(seconds: policy.consultation.windowSeconds) }
    }
    return moments.filter { $0 > now }.min()
  }

  /// One of each sort of people who can act: alike in everything that matters.
  private var representatives: [Actor] {
    var seen: Set<[UInt8]> = []
    return subject.standings.sorted { $0.key < $1.key }.compactMap { member, standing in
      guard standing.state == .cleared || standing.state == .asked,
        seen.insert(label(of: member, standing)).inserted
      else { return nil }
      return standing.seat == .board ? .boardMember(member) : .member(member)
    }
  }

  private func choices(of actor: Actor) -> [(String, [Command])] {
    guard let member = actor.memberID, let standing = subject.standings[member] else { return [] }
    let who =
      standing.seat == .board
      ? "a board member" : subject.shepherding.shepherd == member ? "the shepherd" : "a member"
    if standing.state == .asked {
      // Who is still silent when the others begin stays so until the window ends: BallotWalk has those who speak up.
      guard standing.seat == .board || isGateOpen, !hasBegun(standing.seat) else { return [] }
      return [
        ("\(who) declares no conflict", [.declare(.init(conflict: false))]),
        ("\(who) declares a conflict", [.declare(.init(conflict: true))]),
      ]
    }
    guard !isGateOpen || subject.undeclared.isEmpty else { return [] }
    var choices: [(String, [Command])] = []
    if let wanted = nextOnTheWay { choices.append(("\(who) \(wanted.0)", wanted.1)) }
    choices += deciding(member, who)
    if standing.seat == .member, subject.closedState == nil {
      choices.append(("\(who) steps out", [.declare(.init(conflict: true))]))
    }
    return choices + (aside.map { sideSteps($0, member, who) } ?? [])
  }

  /// The next step of the way to the end, in the order of the documents; the rules say whether it may be taken.
  private var nextOnTheWay: (String, [Command])? {
    if subject.closedState != nil { return nextAfterClosing }
    if subject.acknowledgement == nil {
      return (
        "acknowledges the report",
        [.acknowledge(.init(kind: .needsDecision, message: place))]
      )
    }
    if subject.shepherding.shepherd == nil, subject.escalation == nil {
      return ("takes the case", [.acceptShepherding(BiasDeclaration())])
    }
    if subject.investigation.findings.isEmpty { return ("writes the findings", findings) }
    if !subject.hearingOwed.isEmpty {
      return (
        "says why the person is not heard",
        [
          .waiveHearing(
            HearingWaiver(party: Self.reported, because: .safety, reason: Self.text))
        ]
      )
    }
    if let adopted = subject.adoptedNotEnacted { return nextToEnact(adopted) }
    guard subject.hasDecision, !subject.proposals.contains(where: \.isOpen) else { return nil }
    if let task = nextTask {
      return (
        "does a task", [.completeTask(TaskCompletion(task: task.number, account: Self.text))]
      )
    }
    if subject.boardReportedAt == nil, policy.board.reportsEveryCase {
      return ("reports to the board", [.reportToBoard(BoardReport(text: Self.text))])
    }
    return (
      "tells the reporter and closes the case",
      (subject.closingToldAt == nil
        ? [
          .writeMessage(
            .init(channel: Self.channel, text: Self.text, kind: .closing, message: place))
        ] : [])
        + [.close(CaseClosing(outcome: .resolved, summary: Self.text, actions: Self.text))]
    )
  }

  private var findings: [Command] {
    [
      .recordFinding(.whatHappened(Self.text)),
      .recordFinding(.violation(.yes, types: [], account: Self.text)),
      .recordFinding(.responsible([Self.reported], account: Self.text)),
      .recordFinding(.ongoing(.no, danger: .no, account: Self.text)),
    ]
  }

  private func nextToEnact(_ adopted: Proposal) -> (String, [Command]) {
    let open = subject.consultationOpen(for: adopted.number, at: now)
    let asksAnybody =
      adopted.subject.kind == .resolution || adopted.subject.kind == .reconsideration
    if asksAnybody, let party = open.first(where: { !isAsked($0.id, on: adopted) }) {
      if party.id == Self.reporter {
        return (
          "asks the reporter",
          [
            .consult(
              Consulting(
                proposal: adopted.number, party: party.id, text: Self.text, message: place))
          ]
        )
      }
      return (
        "says why somebody affected is not asked",
        [
          .waiveConsultation(
            ConsultationWaiver(proposal: adopted.number, party: party.id, reason: Self.text))
        ]
      )
    }
    return ("enacts it", [.enact(ResolutionNaming(proposal: adopted.number))])
  }

  private func isAsked(_ party: PartyID, on proposal: Proposal) -> Bool {
    subject.consultations.contains { $0.proposal == proposal.number && $0.party == party }
  }

  private var nextAfterClosing: (String, [Command])? {
    if let adopted = subject.adoptedNotEnacted { return nextToEnact(adopted) }
    if let measure = subject.measuresInForce.first(where: {
      $0.needsReadmission && $0.endedAt == nil && $0.readmissionAsked == nil
    }) {
      return (
        "records a request for readmission",
        [
          .recordReadmissionRequest(
            ReadmissionRequest(measure: measure.number, account: Self.text))
        ]
      )
    }
    if let task = nextTask {
      return (
        "does a task", [.completeTask(TaskCompletion(task: task.number, account: Self.text))]
      )
    }
    return nil
  }

  /// The reporter is told first.
  private var nextTask: TaskInCase? {
    subject.openTasks.first { $0.content.kind == .tellReporter } ?? subject.openTasks.first
  }

  private var place: MessageReference {
    MessageReference(channel: Self.channel, sequence: subject.log.count + 1)
  }

  // MARK: Deciding

  private func deciding(_ member: MemberID, _ who: String) -> [(String, [Command])] {
    if let open = subject.proposals.last(where: \.isOpen) { return words(on: open, member, who) }
    guard subject.adoptedNotEnacted == nil else { return [] }
    return subjects.map { step, content in
      (
        "\(who) proposes \(step)",
        [.propose(Proposing(subject: content, reasons: Self.text))]
      )
    }
  }

  private var subjects: [(String, ProposalSubject)] {
    var subjects: [(String, ProposalSubject)] = []
    if subject.reconsideration != nil {
      subjects.append(("to uphold the decision", .reconsideration(.upheld, [])))
      subjects.append(("to send the case back", .reconsideration(.sentBack, [])))
    }
    if let measure = subject.measuresInForce.first(where: {
      $0.readmissionAsked != nil && $0.endedAt == nil
    }) {
      subjects.append(
        ("to readmit", .readmission(measure: measure.number, isGranted: true)))
    }
    guard subject.closedState == nil, !subject.hasDecision else { return subjects }
    subjects.append(("no further action", .resolution(lightest)))
    if aside == nil, let heaviest { subjects.append(("a severe measure", .resolution([heaviest]))) }
    return subjects
  }

  /// What follows where nothing was wrong.
  private var lightest: [Measure] {
    policy.measures.list.first { $0.recordType == .noViolation && !$0.needsConsent }
      .map { [measure(of: $0)] } ?? []
  }

  /// A severe measure that has to be ended, as far as there is one.
  private var heaviest: Measure? {
    let severe = policy.measures.list.filter { $0.isSevere && !$0.needsConsent }
    let rule =
      severe.first { if case .endsByReadmission = $0.term { true } else { false } } ?? severe.first
    return rule.map(measure)
  }

  private func measure(of rule: Policy.MeasureRule) -> Measure {
    Self.measure(of: rule, in: policy.spaces.prefix(1).map(\.id))
  }

  /// A measure as its rule asks for it.
  static func measure(of rule: Policy.MeasureRule, in spaces: [SpaceID]) -> Measure {
    var measure = Measure(measure: rule.id, skipReason: text)
    if rule.perSpace { measure.spaces = spaces }
    switch rule.term {
    case .endsOnDate(let days, _), .endsByReadmission(let days, _): measure.days = days
    case .none, .permanent: break
    }
    if rule.concernsReported { measure.party = reported }
    return measure
  }

  private func words(on open: Proposal, _ member: MemberID, _ who: String) -> [(String, [Command])]
  {
    let said = Set(open.words.values.map(\.choice))
    // Beyond the smallest committee one objection is enough to lead on; BallotWalk has the rest.
    let choices: [Choice] = isWhole ? Choice.allCases : aside == nil ? [.agree, .object] : [.agree]
    return choices.compactMap { choice in
      guard open.words[member]?.choice != choice else { return nil }
      // Second thoughts in the group are BallotWalk's; at the board they alone lead on from a split.
      guard open.body == .board || open.words[member] == nil,
        isWhole || choice == .agree || !said.contains(choice)
      else { return nil }
      let step =
        switch choice {
        case .agree: "agrees"
        case .object: "objects"
        case .abstain: "abstains"
        }
      return (
        "\(who) \(step)",
        [
          .vote(
            Vote(
              proposal: open.number, version: open.version, choice: choice, reason: Self.text))
        ]
      )
    }
  }

  // MARK: Beside the way

  private func sideSteps(
    _ aside: SideStep, _ member: MemberID, _ who: String
  ) -> [(String, [Command])] {
    let why = Command.GiveReason(reason: Self.text)
    switch aside {
    case .board:
      let back = ("\(who) gives the case back to the group", Command.returnToGroup(why))
      return [("\(who) gives the case to the board", [.escalateToBoard(why)])]
        + (subject.returnedAt == nil ? [(back.0, [back.1])] : [])
    case .record:
      return [("\(who) files it for the record", [.fileForRecord(why)])]
        + (policy.setAsideReasons.first.map {
          [("\(who) sets it aside", [.setAside(.init(reason: $0.id))])]
        } ?? [])
    case .act: return acting(member, who)
    case .information: return asking(who)
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

  private func acting(_ member: MemberID, _ who: String) -> [(String, [Command])] {
    guard let act = subject.acts.last(where: { $0.settled == nil }) else {
      guard subject.acts.isEmpty else { return [] }
      return [
        (
          "\(who) acts at once",
          [.actAtOnce(UnilateralAct(ground: .danger, measures: [], account: Self.text))]
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

  private func asking(_ who: String) -> [(String, [Command])] {
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

  private func label(of member: MemberID, _ standing: Case.Standing) -> [UInt8] {
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
    ]
    return [Self.number(of: bits), word]
  }

  private static func number(of bits: [Bool]) -> UInt8 {
    bits.reduce(0) { $0 << 1 | ($1 ? 1 : 0) }
  }

  private var caseLabel: [UInt8] {
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
        gateCloses.map { $0 <= now } ?? false,
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
      ]),
    ]
  }

  private static func stage(of proposal: Proposal?) -> UInt8 {
    switch proposal?.stage {
    case nil: 0
    case .consensus: 1
    case .vote: 2
    case .board: 3
    case .adopted, .failed, .void, .withdrawn: 4
    }
  }

  private static func content(of proposal: Proposal?) -> UInt8 {
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

  private mutating func goStraight(to rule: Policy.MeasureRule) throws(Refusal) {
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

extension Event {
  fileprivate var isEscalation: Bool { if case .escalatedToBoard = self { true } else { false } }
}
