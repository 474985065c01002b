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
  /// Somebody is taken in who advises and does not decide.
  case adviser
}

/// A case on the walk with the time it has, and what tells its situation from others.
struct WalkedCase {
  var subject: Case
  var now = Moment(secondsSince1970: 1_000_000_000)
  let policy: Policy
  let board: [MemberID]
  /// How the story begins.
  let beginning: String
  /// What is done beside the way.
  let aside: SideStep?
  /// Whether members say everything they can say.
  let isWhole: Bool

  static let reporter = PartyID("reporter")
  static let harmed = PartyID("harmed")
  static let reported = PartyID("reported")
  static let channel = ChannelID("channel")
  static let adviser = MemberID("adviser")
  static let text = "As it was."

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

  mutating func record(_ events: [Event], by actor: Actor) {
    for event in events {
      subject.fold(
        RecordedEvent(sequence: subject.log.count, at: now, by: actor, event: event))
    }
  }

  /// Gives commands one after the other as Casework does; nil when a rule refuses one of them.
  func after(_ commands: [Command], by actor: Actor) -> WalkedCase? {
    var next = self
    do throws(Refusal) {
      try next.order(commands, by: actor)
      return next
    } catch { return nil }
  }

  mutating func order(_ commands: [Command], by actor: Actor) throws(Refusal) {
    for command in commands {
      let events = try subject.decide(command, by: actor, at: now, under: subject.policy)
      record(events, by: actor)
    }
    doDuties()
  }

  /// What the program does by itself: letting silence in, handing to the board, asking the board.
  mutating func doDuties() {
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

  /// Closed, filed, set aside; or it waits until somebody uninvolved is appointed, because no board member is left who may
  /// decide, and too few of the group to take it back.
  var isAtItsEnd: Bool {
    if subject.escalation != nil, !subject.standings.contains(where: { canAct($0.key, $0.value) }),
      !subject.groupMayTakeBack(at: now)
    {
      return true
    }
    switch subject.phase {
    case .closed: return !waitsAfterClosing
    case .filed, .setAside: return true
    default: return false
    }
  }

  func canAct(_ member: MemberID, _ standing: Case.Standing) -> Bool {
    standing.seat == .board && !subject.softConflicts.contains(member)
      && (standing.state == .cleared || standing.state == .asked)
  }

  /// A closed case that somebody asked something of: it is walked on until that is answered.
  var waitsAfterClosing: Bool {
    subject.reconsideration != nil || isReadmissionOpen
      || (subject.measuresInForce.contains { $0.needsReadmission && $0.endedAt == nil })
  }

  var isReadmissionOpen: Bool {
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

  var isGateOpen: Bool { gateCloses.map { now < $0 } ?? false }

  /// Whether those of a seat have begun to act.
  func hasBegun(_ seat: Seat) -> Bool {
    seat == .board
      ? subject.proposals.contains { $0.body == .board } : subject.acknowledgement != nil
  }

  var gateCloses: Moment? { subject.gateCloses(under: subject.policy) }

  var nextLapse: Moment? {
    var moments: [Moment] = []
    if let gateCloses { moments.append(gateCloses) }
    if let boundary = subject.nextBoundary() { moments.append(boundary) }
    if let duty = subject.nextDuty(after: now, under: subject.policy) { moments.append(duty) }
    if let proposal = subject.adoptedNotEnacted {
      moments += subject.consultations.filter { $0.proposal == proposal.number && $0.answer == nil }
        .compactMap { $0.askedAt?.adding(seconds: policy.consultation.windowSeconds) }
    }
    // Who was suspended can come back when the term is over.
    if subject.closedState != nil {
      moments += subject.measuresInForce.filter { $0.needsReadmission && $0.endedAt == nil }
        .compactMap(\.until)
    }
    return moments.filter { $0 > now }.min()
  }

  /// One of each sort of people who can act: alike in everything that matters.
  var representatives: [Actor] {
    var seen: Set<[UInt8]> = []
    return subject.standings.sorted { $0.key < $1.key }.compactMap { member, standing in
      guard standing.state == .cleared || standing.state == .asked,
        seen.insert(label(of: member, standing)).inserted
      else { return nil }
      return standing.seat == .board ? .boardMember(member) : .member(member)
    }
  }

  func choices(of actor: Actor) -> [(String, [Command])] {
    guard let member = actor.memberID, let standing = subject.standings[member] else { return [] }
    let who =
      standing.seat == .board
      ? "a board member" : subject.shepherding.shepherd == member ? "the shepherd" : "a member"
    if standing.state == .asked {
      // Who is still silent when the others begin stays so until the window ends: BallotWalk has those who speak up.
      if standing.seat != .adviser {
        guard standing.seat == .board || isGateOpen, !hasBegun(standing.seat) else { return [] }
      }
      var choices: [(String, [Command])] = [
        ("\(who) declares no conflict", [.declare(.init(conflict: false))]),
        ("\(who) declares a conflict", [.declare(.init(conflict: true))]),
      ]
      if knowsSoftConflicts {
        choices.append(
          ("\(who) declares a soft conflict", [.declare(.init(conflict: true, isSoft: true))]))
      }
      return choices
    }
    guard !isGateOpen || subject.undeclared.isEmpty else { return [] }
    var choices: [(String, [Command])] = []
    if let wanted = nextOnTheWay { choices.append(("\(who) \(wanted.0)", wanted.1)) }
    choices += deciding(member, who)
    if standing.seat == .member, subject.groupMayTakeBack(at: now) {
      choices.append(
        (
          "\(who) takes the case back from a board of nobody",
          [.returnToGroup(Command.GiveReason(reason: Self.text))]
        ))
    }
    if standing.seat != .board, subject.closedState == nil {
      choices.append(("\(who) steps out", [.declare(.init(conflict: true))]))
    }
    return choices + (aside.map { sideSteps($0, member, who) } ?? [])
  }

  /// Whether soft conflicts are declared on this walk: where the policy knows them, and while that tells anything new. To
  /// the ballots of larger committees, who must not vote is like who stepped out.
  var knowsSoftConflicts: Bool {
    policy.decisions.softConflicts
      && subject.standings.values.count { $0.seat == .member } <= Limits.walkedSoftMembersMax
  }

  /// The next step of the way to the end, in the order of the documents; the rules say whether it may be taken.
  var nextOnTheWay: (String, [Command])? {
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
    if let step = nextTask { return step }
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
        + [
          .close(
            CaseClosing(
              outcome: subject.fittingOutcomes.first ?? .resolved, summary: Self.text,
              actions: Self.text))
        ]
    )
  }

  var findings: [Command] {
    [
      .recordFinding(.whatHappened(Self.text)),
      .recordFinding(.violation(.yes, types: [], account: Self.text)),
      .recordFinding(.responsible([Self.reported], account: Self.text)),
      .recordFinding(.ongoing(.no, danger: .no, account: Self.text)),
    ]
  }

  func nextToEnact(_ adopted: Proposal) -> (String, [Command]) {
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

  func isAsked(_ party: PartyID, on proposal: Proposal) -> Bool {
    subject.consultations.contains { $0.proposal == proposal.number && $0.party == party }
  }

  var nextAfterClosing: (String, [Command])? {
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
    return nextTask
  }

  /// The reporter is told first.
  var nextTask: (String, [Command])? {
    if subject.openTasks.contains(where: { $0.content.kind == .tellReporter }) {
      return (
        "tells the reporter what was decided",
        [
          .writeMessage(
            .init(channel: Self.channel, text: Self.text, kind: .decision, message: place))
        ]
      )
    }
    return subject.openTasks.first.map {
      ("does a task", [.completeTask(TaskCompletion(task: $0.number, account: Self.text))])
    }
  }

  var place: MessageReference {
    MessageReference(channel: Self.channel, sequence: subject.log.count + 1)
  }

  // MARK: Deciding

  func deciding(_ member: MemberID, _ who: String) -> [(String, [Command])] {
    if let open = subject.proposals.last(where: \.isOpen) { return words(on: open, member, who) }
    guard subject.adoptedNotEnacted == nil else { return [] }
    return subjects.map { step, content in
      (
        "\(who) proposes \(step)",
        [.propose(Proposing(subject: content, reasons: Self.text))]
      )
    }
  }

  var subjects: [(String, ProposalSubject)] {
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
    guard subject.closedState == nil,
      !subject.hasDecision || subject.hasUndecidedMeasureOfAct(at: now)
    else { return subjects }
    subjects.append(("no further action", .resolution(lightest)))
    if aside == nil, let heaviest { subjects.append(("a severe measure", .resolution([heaviest]))) }
    return subjects
  }

  /// What follows where nothing was wrong.
  var lightest: [Measure] {
    policy.measures.list.first { $0.recordType == .noViolation && !$0.needsConsent }
      .map { [measure(of: $0)] } ?? []
  }

  /// A severe measure that has to be ended, as far as there is one.
  var heaviest: Measure? {
    let severe = policy.measures.list.filter { $0.isSevere && !$0.needsConsent }
    let rule =
      severe.first { if case .endsByReadmission = $0.term { true } else { false } } ?? severe.first
    return rule.map(measure)
  }

  func measure(of rule: Policy.MeasureRule) -> Measure {
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
    if rule.isRequest { (measure.expectation, measure.consequence) = (text, text) }
    return measure
  }

  func words(on open: Proposal, _ member: MemberID, _ who: String) -> [(String, [Command])] {
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
}

extension Event {
  fileprivate var isEscalation: Bool { if case .escalatedToBoard = self { true } else { false } }
}
