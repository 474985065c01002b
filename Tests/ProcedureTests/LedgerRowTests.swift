import Procedure
import Testing

/// What stands in the ledger and on record follows from the log alone (rows B3, H8).
struct `The line of a case in the ledger` {
  /// How a case with one reported person ends, and what is to stand there.
  struct Row: Sendable, CustomTestStringConvertible {
    let testDescription: String
    /// Measures against the reported person, by their ids in the policy.
    var measures: [String] = []
    var outcome: RecordType?
    var isOutside = false
    var isEscalated = false
    let consequences: [LedgerRow.Consequence]
    let record: RecordType?
    var source: LedgerRow.ResolutionSource? = .workingGroup
  }

  static let reported = PartyID("reported")
  static let person = PersonID("person")

  static let rows = [
    Row(testDescription: "ongoing", consequences: [], record: nil, source: nil),
    Row(
      testDescription: "no violation", outcome: .noViolation, consequences: [.notAViolation],
      record: .noViolation),
    Row(
      testDescription: "out of scope", outcome: .noViolation, isOutside: true,
      consequences: [.outOfScope], record: .noViolation),
    Row(
      testDescription: "by somebody unknown", outcome: .violationByUnknown,
      consequences: [.noActionTaken], record: .violationByUnknown),
    Row(
      testDescription: "a warning", measures: ["warning"], outcome: .resolved,
      consequences: [.warning], record: .resolved),
    Row(
      testDescription: "a suspension after a warning", measures: ["warning", "suspension-short"],
      outcome: .flagged, consequences: [.warning, .firstSuspension], record: .flagged),
    Row(
      testDescription: "a long suspension", measures: ["suspension-extended"], outcome: .flagged,
      consequences: [.secondSuspension], record: .flagged),
    Row(
      testDescription: "a ban, with the board", measures: ["ban", "no-contact"], outcome: .banned,
      isEscalated: true, consequences: [.ban, .other], record: .banned, source: .board),
    Row(
      testDescription: "a measure while it goes on", measures: ["ban"], consequences: [.ban],
      record: nil, source: nil),
  ]

  // Carries: H10.9, H10.10, H10.11, H10.12, H10.13, H06.8
  @Test(arguments: rows)
  func `says how it ended and what followed`(_ row: Row) throws {
    let policy = try #require(try Policy.shipped(named: "django"))
    var story = Story(policy: policy)
    try story.clear(Story.maya)
    try story.order(
      .nameParty(.init(party: Self.reported, role: .reported, displayName: "Bo")), by: Story.maya)
    #expect(story.subject.ledgerRows(codeName: "amber lantern") { _ in nil }.isEmpty)
    try story.order(.acknowledge(.init(kind: .needsDecision)), by: Story.maya)
    try story.order(
      .linkPerson(.init(party: Self.reported, person: Self.person)), by: Story.maya)
    if row.isEscalated {
      story.record([.escalatedToBoard(Escalation(because: .tooFewCleared))], by: .server)
    }
    if row.isOutside {
      for question in policy.assessment.questions where question.area == .jurisdiction {
        try story.order(
          .assess(AssessmentAnswer(question: question.id, answer: .no, note: "No.")),
          by: Story.maya)
      }
    }
    story.record(
      [
        .actedAtOnce(
          UnilateralAct(
            ground: .danger,
            measures: row.measures.map {
              Measure(measure: MeasureID($0), party: Self.reported)
            }, account: "A."))
      ], by: .member(Story.maya))
    story.wait(seconds: 86_400)
    if let outcome = row.outcome {
      story.record(
        [
          .closed(
            CaseClosing(
              outcome: outcome, summary: "S.", actions: "A.",
              reviewAt: story.now.adding(seconds: 200_000)))
        ], by: .member(Story.maya))
    }
    let lines = story.subject.ledgerRows(codeName: "amber lantern") { _ in "loam pipette" }
    let isResolved = row.outcome != nil
    let expected = LedgerRow(
      reported: story.log[0].at.wholeDay, caseCodeName: "amber lantern", person: Self.person,
      personCodeName: "loam pipette", status: isResolved ? .resolved : .ongoing,
      source: row.source, resolved: isResolved ? story.now.wholeDay : nil, isSafetyRisk: false,
      ongoing: isResolved ? .no : .maybe, consequences: row.consequences,
      review: isResolved ? story.now.adding(seconds: 200_000).wholeDay : nil)
    #expect(lines == [expected])
    #expect(story.subject.recordType(of: Self.person) == row.record)
  }
}
