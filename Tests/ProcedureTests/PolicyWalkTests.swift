import Foundation
import Procedure
import Testing

/// Walking a policy: the shipped ones have no stuck situation, and arithmetic that only a walk can see is found.
struct PolicyWalkTests {
  private static func changed(_ changes: [(String, String)]) throws -> Policy {
    var text = try BrokenPolicyTests.django()
    for (find, replacement) in changes {
      let range = try #require(text.range(of: find), "“\(find)” no longer stands in the policy")
      text.replaceSubrange(range, with: replacement)
    }
    return try Policy.read(json5: Array(text.utf8))
  }

  @Test(arguments: Policy.shippedNames)
  func `no situation of a shipped policy is stuck, and every rule decides`(name: String) throws {
    let walk = PolicyWalk(of: try ShippedPolicyTests.shipped(name), members: 3...3)
    #expect(walk.faults.filter { $0.path != "decisions.severe" } == [])
    #expect(walk.ballotSituations > 500 && walk.caseSituations > 1_000)
    #expect(walk.conflictSets == 10)
  }

  @Test func `soft conflicts and advisers leave no case stuck`() throws {
    let policy = try Self.changed([("softConflicts: false", "softConflicts: true")])
    let walk = PolicyWalk(of: policy, members: 4...4)
    #expect(walk.faults.filter { $0.kind == .stuck } == [])
    #expect(walk.conflictSets == 35 && walk.caseSituations > 1_000)
  }

  // Carries: E20.3
  @Test func `a group in which too few may vote leaves the case to the board by itself`() throws {
    var story = Story(
      policy: try Self.changed([("softConflicts: false", "softConflicts: true")]))
    for member in [Story.maya, Story.tom, Story.ada] {
      try story.order(.declare(.init(conflict: true, isSoft: true)), by: member)
    }
    let duties = story.subject.duties(at: story.now, under: story.policy)
    #expect(duties == [.escalatedToBoard(Escalation(because: .nobodyLeft))])
  }

  /// A policy whose values all fit, and what only walking it shows.
  struct Row: Sendable, CustomTestStringConvertible {
    let testDescription: String
    let changes: [(String, String)]
    let kind: WalkFault.Kind
    let path: String
  }

  static let rows: [Row] = [
    Row(
      testDescription: "a vote that needs everybody never decides: consensus has",
      changes: [("numerator: 2, denominator: 3", "numerator: 3, denominator: 3")],
      kind: .unreachable, path: "decisions.vote"),
    Row(
      testDescription: "a severe threshold below the ordinary one never holds anything back",
      changes: [
        ("severe: { kind: \"majority\" }", "severe: { kind: \"besidesShepherd\", count: 1 }")
      ],
      kind: .unreachable, path: "decisions.severe"),
    Row(
      testDescription: "a group larger than any committee that is walked decides nothing",
      changes: [
        ("membersMin: 3", "membersMin: 12"), ("clearedMin: 3", "clearedMin: 12"),
        ("eligibleMin: 3", "eligibleMin: 12"),
      ],
      kind: .unreachable, path: "decisions.ordinary"),
    Row(
      testDescription: "a vote that asks as much as consensus never comes to nothing by itself",
      changes: [
        (
          "vote: { kind: \"share\", numerator: 2, denominator: 3 }",
          "vote: { kind: \"share\", numerator: 99, denominator: 100 }"
        )
      ],
      kind: .unreachable, path: "decisions.vote"),
  ]

  @Test(arguments: rows)
  func `arithmetic that only a walk can see is found`(row: Row) throws {
    let policy = try Self.changed(row.changes)
    let faults = PolicyWalk(of: policy, walksCases: false).faults
    #expect(faults.contains { $0.kind == row.kind && $0.path == row.path }, "\(faults)")
  }

  @Test func `a situation from which no end can be reached is told with its shortest story`() {
    var graph = SituationGraph()
    let report = graph.add(step: "a report", from: nil, isEnd: false)
    let decided = graph.add(step: "a decision", from: report, isEnd: false)
    let closed = graph.add(step: "it is closed", from: decided, isEnd: true)
    #expect(graph.firstStuck == nil)
    let waiting = graph.add(step: "it waits", from: report, isEnd: false)
    let circle = graph.add(step: "it is asked again", from: waiting, isEnd: false)
    graph.connect(circle, to: waiting)
    #expect(graph.firstStuck == waiting && !graph.isDeadEnd(waiting))
    let dead = graph.add(step: "nobody answers", from: circle, isEnd: false)
    #expect(graph.firstStuck == dead && graph.isDeadEnd(dead) && !graph.isDeadEnd(closed))
    #expect(
      graph.story(of: dead) == ["a report", "it waits", "it is asked again", "nobody answers"])
    graph.connect(dead, to: decided)
    #expect(graph.firstStuck == nil)
  }

  @Test(arguments: 1...2)
  func `an act of somebody who is nearly alone does not keep a case open for ever`(board: Int)
    throws
  {
    let policy = try ShippedPolicyTests.shipped("django")
    let members = (0..<board).map { MemberID("board-\($0)") }
    var story = Story(policy: policy, candidates: .board(members, keptOut: []))
    for member in members {
      try story.order(.declare(.init(conflict: false)), as: .boardMember(member))
    }
    try story.order(
      .acknowledge(.init(kind: .needsDecision)), as: .boardMember(members[0]))
    let act = story.log.count
    try story.order(
      .actAtOnce(UnilateralAct(ground: .danger, measures: [], account: "Called for help.")),
      as: .boardMember(members[0]))
    let file = Command.fileForRecord(.init(reason: "Nothing more to do."))
    if board == 1 {
      try story.order(file, as: .boardMember(members[0]))
    } else {
      #expect(throws: Refusal.self) { try story.order(file, as: .boardMember(members[0])) }
      try story.order(
        .reviewAct(ActReview(act: act, verdict: .confirm)), as: .boardMember(members[1]))
      try story.order(file, as: .boardMember(members[0]))
      try story.order(file, as: .boardMember(members[1]))
    }
    #expect(story.subject.phase == .filed)
  }

  /// The walk counts who said what; a case counts the people. Both have to come to the same.
  @Test(arguments: ["django", "reset"])
  func `a ballot of the walk is the ballot of a case`(name: String) throws {
    let decisions = try ShippedPolicyTests.shipped(name).decisions
    // Five eligible, the shepherd proposed: two others agree, one objects, one is silent.
    let tally = Tally(
      eligible: 5, agreements: 3, agreementsBesidesShepherd: 2, objections: 1, abstentions: 0,
      isSevere: false)
    #expect(decisions.outcome(of: tally, in: .consensusRuns) == .open)
    #expect(decisions.outcome(of: tally, in: .consensusEnded) == .vote)
    #expect(decisions.outcome(of: tally, in: .voteRuns) == .open)
    #expect(decisions.outcome(of: tally, in: .voteEnded) == .board(because: .noDecision))
  }
}
