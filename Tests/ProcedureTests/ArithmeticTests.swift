import Procedure
import Testing

/// One vote of an invented committee, told twice: by the rules of the program, and by `Restated`.
struct Assembly {
  let policy: Policy
  var subject: Case
  var now = Moment(secondsSince1970: 1_790_000_000)
  private var next = 0

  init(policy: Policy, members: [MemberID], seat: Seat = .member) {
    self.policy = policy
    subject = Case(folding: [], under: policy)
    let report = Report(account: "It happened.", source: .form)
    record([.reportReceived(report), .membersAsked(Asking(members: members, seat: seat))])
  }

  mutating func record(_ events: [Event], by actor: Actor = .server) {
    for event in events {
      subject.fold(RecordedEvent(sequence: next, at: now, by: actor, event: event))
      next += 1
    }
  }

  mutating func order(_ command: Command, by member: MemberID) throws(Refusal) {
    record(
      try subject.decide(command, by: .member(member), at: now, under: policy),
      by: .member(member))
  }

  /// Everything that a proposal needs, by one member, who owns the case.
  mutating func prepare(by member: MemberID) throws(Refusal) {
    for finding in [
      Finding.whatHappened("A."), .violation(.yes, types: [], account: "A."),
      .responsible([], account: "A."), .ongoing(.no, danger: .no, account: "A."),
    ] {
      try order(.recordFinding(finding), by: member)
    }
    if subject.escalation == nil { try order(.acceptShepherding(.init()), by: member) }
  }

  /// The proposal with what has lapsed until now.
  var proposal: Proposal? { subject.advanced(to: now).proposals.last }
}

/// What DESIGN.md says of decisions, in other words than the program's.
struct Restated {
  let policy: Policy
  var shepherd: MemberID?
  /// Let in, without any conflict.
  var voters: Set<MemberID> = []
  /// Asked and silent, with the end of their window.
  var silent: [MemberID: Moment] = [:]
  var electorate: Set<MemberID> = []
  var words: [MemberID: Choice] = [:]
  var isFlagged = false
  var clearing: Set<MemberID> = []
  var stage = Stage.none
  var version = 0
  /// Who put the first version, and who the newest.
  var opener: MemberID?
  var author: MemberID?
  /// How long it was before the group, up to the newest version, and since when that is.
  var spent: Int64 = 0
  var since: Moment?
  var voidAt: Moment?

  enum Stage: Equatable {
    case none, void, adoptedByConsensus, adoptedByVote, tooFew, noDecision
    case seeking(until: Moment)
    case voting(until: Moment)

    var ends: Moment? {
      switch self {
      case .seeking(let until), .voting(let until): until
      default: nil
      }
    }
  }

  func counting(at now: Moment) -> Set<MemberID> {
    electorate.filter { member in
      voters.contains(member)
        || silent[member].map { policy.gate.silence == .letsIn || now < $0 } ?? false
    }
  }

  mutating func put(by member: MemberID, isSevere: Bool, at now: Moment) {
    version += 1
    if let since {
      spent += (voidAt ?? now).secondsSince1970 - since.secondsSince1970
    }
    if stage.ends == nil { opener = member }
    since = now
    voidAt = nil
    author = member
    electorate = voters.union(
      silent.filter { policy.gate.silence == .letsIn || now < $0.value }.keys)
    words = [member: .agree]
    isFlagged = isFlagged || isSevere
    clearing = []
    let consensus = policy.decisions.consensusSeconds
    // Twice the way of one version for all of them, of which the last part is for a vote.
    let left = 2 * consensus + policy.decisions.voteSeconds - spent
    stage = .seeking(until: now.adding(seconds: max(0, min(consensus, left))))
    look(at: now)
  }

  mutating func say(_ choice: Choice, by member: MemberID, at now: Moment) {
    words[member] = choice
    look(at: now)
  }

  mutating func clear(by member: MemberID, at now: Moment) {
    clearing.insert(member)
    let all = counting(at: now)
    if clearing.filter(all.contains).count * 2 > all.count { isFlagged = false }
    look(at: now)
  }

  mutating func goes(_ member: MemberID, at now: Moment) {
    voters.remove(member)
    silent[member] = nil
    if shepherd == member { shepherd = nil }
    if stage.ends != nil, words[member] != nil {
      stage = .void
      voidAt = now
    }
    look(at: now)
  }

  /// Whatever lapses until a moment, one after the other.
  mutating func wait(until now: Moment, from before: Moment) {
    var done = before
    while stage.ends != nil {
      let moments = (silent.values + [stage.ends].compactMap(\.self)).filter { $0 > done }
      guard let next = moments.min(), next <= now else { return }
      done = next
      look(at: next)
    }
  }

  private func voteEnds(from now: Moment) -> Moment {
    let all = 2 * (policy.decisions.consensusSeconds + policy.decisions.voteSeconds)
    let used = spent + now.secondsSince1970 - (since ?? now).secondsSince1970
    return now.adding(seconds: min(policy.decisions.voteSeconds, max(0, all - used)))
  }

  /// Whether somebody may change the text now: during a vote only who put it first, or anybody once they are gone.
  func mayAmend(_ member: MemberID, at now: Moment) -> Bool {
    guard case .voting = stage else { return true }
    guard electorate.contains(member) else { return false }
    return opener == member || !counting(at: now).contains { $0 == opener }
  }

  mutating func look(at now: Moment) {
    while let ends = stage.ends {
      let all = counting(at: now)
      let said = words.filter { all.contains($0.key) }
      let count = all.count
      if count < 3 {
        stage = .tooFew
        return
      }
      let agree = said.filter { $0.value == .agree }.map(\.key)
      let others = agree.filter { $0 != shepherd ?? author }.count
      let majority = !isFlagged || 2 * agree.count > count
      let together = others >= 2 && !said.values.contains(.object) && majority
      let twoThirds = 3 * agree.count >= 2 * count && majority
      switch stage {
      case .seeking:
        let isEarly = ends > now
        switch policy.decisions.consensusEnds {
        case .windowOnly: if isEarly { return }
        case .threshold: if isEarly, !together { return }
        case .everybodySpoke: if isEarly, said.count < count { return }
        }
        stage =
          together
          ? .adoptedByConsensus
          : .voting(until: voteEnds(from: now))
      default:
        if together {
          stage = .adoptedByConsensus
        } else if twoThirds {
          stage = .adoptedByVote
        } else if ends <= now {
          stage = .noDecision
        } else {
          return
        }
      }
    }
  }
}

struct ArithmeticTests {
  static func names(_ count: Int) -> [MemberID] { (0..<count).map { MemberID("m\($0)") } }

  static func stage(_ proposal: Proposal) -> Restated.Stage {
    switch proposal.stage {
    case .consensus(let until): .seeking(until: until)
    case .vote(_, let until): .voting(until: until)
    case .adopted(by: .consensus, _): .adoptedByConsensus
    case .adopted(by: .vote, _): .adoptedByVote
    case .failed(because: .tooFewCleared, _): .tooFew
    case .failed(because: .noDecision, _): .noDecision
    case .void: .void
    default: .none
    }
  }

  // Carries: decision.ordinary, decision.objection-stands, decision.vote, decision.severe-majority, decision.majority-clears-flag, decision.enough-eligible, decision.no-decision-to-board, decision.leaver-voids-vote, decision.eligible-vote, E20.1, E20.2, E20.3, G10.3, G10.4, H09.14, H09.15
  @Test(arguments: Policy.Decisions.ConsensusEnd.allCases, [false, true])
  func `every committee decides as the arithmetic says`(
    ends: Policy.Decisions.ConsensusEnd, letsIn: Bool
  ) throws {
    var random = SeededGenerator(seed: 20_261_121)
    var reached: [String: Int] = [:]
    for size in 1...12 {
      for _ in 0..<8 {
        let stage = try Self.vote(size, ends, letsIn, &random)
        reached["\(stage)".split(separator: "(")[0].description, default: 0] += 1
      }
    }
    // The seed leads to most of the ends.
    #expect(reached.count >= 4, "\(reached)")
  }

  /// One vote from the proposal to its end, step by step in both tellings.
  static func vote(
    _ size: Int, _ ends: Policy.Decisions.ConsensusEnd, _ letsIn: Bool,
    _ random: inout SeededGenerator
  ) throws -> Restated.Stage {
    func pick<Element>(_ elements: [Element]) -> Element {
      elements[Int.random(in: 0..<elements.count, using: &random)]
    }
    var policy = try ShippedPolicyTests.shipped(pick(Policy.shippedNames))
    policy.decisions.consensusEnds = ends
    policy.decisions.softConflicts = true
    policy.gate.silence = letsIn ? .letsIn : .keepsOut
    let members = names(size)
    var room = Assembly(policy: policy, members: members)
    var told = Restated(policy: policy)
    for member in members {
      told.silent[member] = room.now.adding(seconds: policy.gate.windowSeconds)
    }
    for (index, member) in members.enumerated() where index == 0 || pick([true, true, true, false])
    {
      let conflict = index > 0 && pick([true, false, false, false, false])
      let isSoft = conflict && pick([true, false])
      try room.order(.declare(.init(conflict: conflict, isSoft: isSoft)), by: member)
      told.silent[member] = nil
      if !conflict { told.voters.insert(member) }
    }
    try room.prepare(by: members[0])
    told.shepherd = members[0]
    room.now = room.now.adding(
      seconds: Int64.random(in: 0...policy.gate.windowSeconds + 10_000, using: &random))
    let isSevere = pick([true, false])
    try room.order(
      .propose(.init(subject: .resolution([Story.talk]), reasons: "R.", isSevere: isSevere)),
      by: members[0])
    told.put(by: members[0], isSevere: isSevere, at: room.now)
    let number = try #require(room.subject.proposals.last).number
    for step in 0..<40 {
      let proposal = try #require(room.proposal)
      #expect(Self.stage(proposal) == told.stage, "\(size) members, step \(step)")
      #expect(
        room.subject.tally(of: proposal, at: room.now).eligible
          == told.counting(at: room.now).count)
      guard told.stage.ends != nil || told.stage == .void else { break }
      guard let member = told.voters.sorted().randomElement(using: &random) else { break }
      if told.shepherd == nil {
        try room.order(.acceptShepherding(.init()), by: member)
        told.shepherd = member
        told.look(at: room.now)
        continue
      }
      try Self.step(&room, &told, member, number, &random)
    }
    // Whatever has not ended ends by itself.
    while let ends = told.stage.ends {
      told.wait(until: ends, from: room.now)
      room.now = ends
      let proposal = try #require(room.proposal)
      #expect(Self.stage(proposal) == told.stage)
    }
    #expect(room.subject.prospects(after: room.now).isEmpty)
    return told.stage
  }

  static func step(
    _ room: inout Assembly, _ told: inout Restated, _ member: MemberID, _ number: Int,
    _ random: inout SeededGenerator
  ) throws {
    let kind = Int.random(in: 0..<20, using: &random)
    if told.stage == .void || kind == 0 {
      let amending = Command.amendProposal(
        .init(proposal: number, subject: .resolution([Story.talk]), reasons: "R."))
      guard told.mayAmend(member, at: room.now) else {
        return try refused(room, amending, by: member, .oneProposalOfAKind)
      }
      try room.order(amending, by: member)
      return told.put(by: member, isSevere: false, at: room.now)
    }
    switch kind {
    case 1:
      let before = room.now
      room.now = room.now.adding(seconds: Int64.random(in: 1...200_000, using: &random))
      told.wait(until: room.now, from: before)
    case 2:
      try room.order(.declare(.init(conflict: true)), by: member)
      told.goes(member, at: room.now)
    case 3:
      room.record([.memberLeft(Release(member: member))])
      told.goes(member, at: room.now)
    case 4:
      let new = MemberID("n\(room.subject.log.count)")
      try room.order(.admit(.init(member: new, reason: "R.")), by: member)
      try room.order(.declare(.init(conflict: false)), by: new)
      told.voters.insert(new)
      told.look(at: room.now)
    case 5 where !told.silent.isEmpty:
      let late = try #require(told.silent.keys.min())
      try room.order(.declare(.init(conflict: false)), by: late)
      told.silent[late] = nil
      told.voters.insert(late)
      told.look(at: room.now)
    case 6, 7:
      let canSpeak = told.electorate.contains(member)
      let clears = kind == 6 && told.isFlagged
      let command =
        clears
        ? Command.clearFlag(.init(proposal: number, reason: "R."))
        : .flagSevere(.init(proposal: number, severity: .severe, reason: "R."))
      guard canSpeak else { return try refused(room, command, by: member, .eligibleVote) }
      try room.order(command, by: member)
      if clears { return told.clear(by: member, at: room.now) }
      told.isFlagged = true
      told.clearing = []
      told.look(at: room.now)
    default:
      let choices: [Choice] = [.agree, .agree, .agree, .object, .abstain]
      let choice = choices[Int.random(in: 0..<choices.count, using: &random)]
      let vote = Command.vote(
        .init(proposal: number, version: told.version, choice: choice, reason: "R."))
      guard told.electorate.contains(member) else {
        return try refused(room, vote, by: member, .eligibleVote)
      }
      try room.order(vote, by: member)
      told.say(choice, by: member, at: room.now)
    }
  }

  static func refused(
    _ room: Assembly, _ command: Command, by member: MemberID, _ rule: RuleID
  ) throws {
    let refusal = try #require(throws: Refusal.self) {
      try room.subject.decide(command, by: .member(member), at: room.now, under: room.policy)
    }
    #expect(refusal.rule == rule)
  }

  // Carries: decision.vote, decision.severe-majority, decision.ordinary, E20.2
  @Test func `one agreement fewer is not enough, for every committee of up to twelve`() throws {
    let decisions = try ShippedPolicyTests.shipped("django").decisions
    for count in 3...12 {
      let twoThirds = (1...count).first { 3 * $0 >= 2 * count }
      let majority = (1...count).first { 2 * $0 > count }
      func tally(_ agreements: Int, isSevere: Bool = false, objections: Int = 1) -> Tally {
        Tally(
          eligible: count, agreements: agreements, agreementsBesidesShepherd: agreements - 1,
          objections: objections, abstentions: 0, isSevere: isSevere)
      }
      let enough = try #require(twoThirds)
      let most = try #require(majority)
      #expect(decisions.outcome(of: tally(enough), in: .voteRuns) == .adopted(by: .vote))
      #expect(decisions.outcome(of: tally(enough - 1), in: .voteRuns) == .open)
      #expect(
        decisions.outcome(of: tally(enough - 1), in: .voteEnded) == .board(because: .noDecision))
      let severe = max(3, most)
      #expect(
        decisions.outcome(of: tally(severe, isSevere: true, objections: 0), in: .consensusEnded)
          == .adopted(by: .consensus))
      if most > 3 {
        #expect(
          decisions.outcome(
            of: tally(most - 1, isSevere: true, objections: 0), in: .consensusEnded) == .vote)
      }
      #expect(decisions.outcome(of: tally(2, objections: 0), in: .consensusEnded) == .vote)
    }
  }

  // Carries: board.majority, E20.3
  @Test func `the board decides by more than half of its members who are not involved`() throws {
    var random = SeededGenerator(seed: 7)
    let policy = try ShippedPolicyTests.shipped("django")
    for size in 1...12 {
      for conflicts in 0..<size {
        let members = Self.names(size)
        var room = Assembly(policy: policy, members: members, seat: .board)
        room.record([.escalatedToBoard(Escalation(because: .handlersDecided, reason: "R."))])
        for (index, member) in members.enumerated() {
          try room.order(.declare(.init(conflict: index >= size - conflicts)), by: member)
        }
        try room.prepare(by: members[0])
        try room.order(
          .propose(.init(subject: .resolution([]), reasons: "R.")), by: members[0])
        let number = try #require(room.proposal).number
        let count = size - conflicts
        var agreements = 1
        for member in members[1..<count] where 2 * agreements <= count {
          let choice: Choice = Bool.random(using: &random) ? .agree : .abstain
          #expect(try #require(room.proposal).isOpen)
          try room.order(
            .vote(.init(proposal: number, version: 1, choice: choice)), by: member)
          if choice == .agree { agreements += 1 }
        }
        #expect((try #require(room.proposal).adoptedAt != nil) == (2 * agreements > count))
        room.now = room.now.adding(seconds: 100_000_000)
        #expect((try #require(room.proposal).adoptedAt != nil) == (2 * agreements > count))
      }
    }
  }

  // Carries: decision.eligible-vote
  @Test func `a clock that goes back takes nothing back and leaves nothing open for ever`() throws {
    let policy = try ShippedPolicyTests.shipped("django")
    let members = Self.names(5)
    var room = Assembly(policy: policy, members: members)
    for member in members.dropLast() {
      try room.order(.declare(.init(conflict: false)), by: member)
    }
    try room.prepare(by: members[0])
    let early = room.now
    try room.order(.propose(.init(subject: .resolution([]), reasons: "R.")), by: members[0])
    room.now = early.adding(seconds: 10_000_000)
    #expect(Self.stage(try #require(room.proposal)) == .noDecision)
    // What has lapsed in the log stays so.
    room.record([.noteWritten(Note(text: "N."))], by: .member(members[0]))
    room.now = early
    #expect(Self.stage(try #require(room.proposal)) == .noDecision)
    #expect(room.subject.eligible(in: .group, at: early).count == 4)
  }

  @Test func `a proposal under a clock that went back has a window that ends`() throws {
    let policy = try ShippedPolicyTests.shipped("django")
    let members = Self.names(5)
    var room = Assembly(policy: policy, members: members)
    for member in members { try room.order(.declare(.init(conflict: false)), by: member) }
    try room.prepare(by: members[0])
    let early = room.now
    try room.order(
      .propose(.init(subject: .policy(address: "00"), reasons: "R.")), by: members[0])
    room.now = early.adding(seconds: policy.decisions.consensusSeconds)
    room.record([.noteWritten(Note(text: "N."))], by: .member(members[0]))
    #expect(try #require(room.proposal).isOpen)
    room.now = early.adding(seconds: -10_000_000)
    try room.order(.propose(.init(subject: .resolution([]), reasons: "R.")), by: members[0])
    #expect(!room.subject.prospects(after: room.now).isEmpty)
    #expect(
      room.subject.prospects(after: room.now).last?.escalates == .noDecision)
  }

  // Carries: decision.newest-version
  @Test func `the same word twice counts once, and an old version not at all`() throws {
    let policy = try ShippedPolicyTests.shipped("django")
    let members = Self.names(4)
    var room = Assembly(policy: policy, members: members)
    for member in members { try room.order(.declare(.init(conflict: false)), by: member) }
    try room.prepare(by: members[0])
    try room.order(.propose(.init(subject: .resolution([]), reasons: "R.")), by: members[0])
    let number = try #require(room.proposal).number
    let vote = Command.vote(.init(proposal: number, version: 1, choice: .agree))
    for _ in 0..<3 { try room.order(vote, by: members[1]) }
    let proposal = try #require(room.proposal)
    #expect(room.subject.tally(of: proposal, at: room.now).agreements == 2)
    try room.order(
      .amendProposal(.init(proposal: number, subject: .resolution([]), reasons: "R.")),
      by: members[2])
    try Self.refused(room, vote, by: members[1], .newestVersion)
    #expect(try #require(room.proposal).words.keys.sorted() == [members[2]])
  }
}
