import Foundation
import Procedure
import Testing

/// The sections of the procedure, each with one thing broken that would leave a case stuck or a rule without effect.
struct BrokenProcedureTests {
  static let rows: [BrokenRow] = [
    // Thresholds.
    BrokenRow(
      "a threshold that the smallest group cannot reach",
      "ordinary: { kind: \"besidesShepherd\", count: 2 }",
      "ordinary: { kind: \"besidesShepherd\", count: 3 }", .contradiction,
      at: "decisions.ordinary", right: "at most 2"),
    BrokenRow(
      "a severe threshold out of reach", "severe: { kind: \"majority\" }",
      "severe: { kind: \"besidesShepherd\", count: 4 }", .contradiction, at: "decisions.severe"),
    BrokenRow(
      "more than everybody", "numerator: 2, denominator: 3", "numerator: 4, denominator: 3",
      .contradiction, at: "decisions.vote.numerator", right: "at most 3"),
    BrokenRow(
      "half of the members against the other half", "numerator: 2, denominator: 3",
      "numerator: 1, denominator: 2", .contradiction, at: "decisions.vote.numerator",
      right: "more than half"),
    BrokenRow(
      "a share of nothing", "numerator: 2, denominator: 3", "numerator: 2, denominator: 0",
      .outOfRange, at: "decisions.vote.denominator"),
    BrokenRow(
      "half a share", "numerator: 2, denominator: 3", "numerator: 2", .missingKey,
      at: "decisions.vote.denominator"),
    BrokenRow(
      "a mistyped threshold", "severe: { kind: \"majority\" }", "severe: { kind: \"majorty\" }",
      .unknownValue, at: "decisions.severe.kind", right: "did you mean “majority”?"),
    BrokenRow(
      "a majority with a number", "severe: { kind: \"majority\" }",
      "severe: { kind: \"majority\", count: 2 }", .unknownKey, at: "decisions.severe.count"),
    BrokenRow(
      "a shepherd who decides alone", "ordinary: { kind: \"besidesShepherd\", count: 2 }",
      "ordinary: { kind: \"besidesShepherd\", count: 0 }", .outOfRange,
      at: "decisions.ordinary.count"),
    BrokenRow(
      "no threshold", "    vote: { kind: \"share\", numerator: 2, denominator: 3 },", "",
      .missingKey, at: "decisions.vote"),
    BrokenRow(
      "a group that can never decide", "eligibleMin: 3", "eligibleMin: 4", .contradiction,
      at: "decisions.eligibleMin", right: "at most group.membersMin, 3"),
    BrokenRow(
      "a gate that a whole group cannot pass", "clearedMin: 3", "clearedMin: 4", .contradiction,
      at: "gate.clearedMin"),
    BrokenRow(
      "a severe type that is none", "severeTypes: [\"endangerment\"",
      "severeTypes: [\"endangerments\"", .danglingReference, at: "decisions.severeTypes[0]",
      right: "did you mean “endangerment”?"),
    // Windows.
    BrokenRow(
      "a consensus window longer than the vote", "consensusSeconds: 259200",
      "consensusSeconds: 1209600", .contradiction, at: "decisions.consensusSeconds",
      right: "at most 604800"),
    BrokenRow(
      "a consensus window that never closes", "consensusSeconds: 259200",
      "consensusSeconds: null", .wrongType, at: "decisions.consensusSeconds"),
    BrokenRow(
      "a vote that is over at once", "voteSeconds: 604800", "voteSeconds: 0", .outOfRange,
      at: "decisions.voteSeconds"),
    BrokenRow(
      "a vote of a hundred years", "voteSeconds: 604800", "voteSeconds: 3155760000", .outOfRange,
      at: "decisions.voteSeconds"),
    BrokenRow(
      "a consultation that never ends", "windowSeconds: 259200", "windowSeconds: null",
      .wrongType, at: "consultation.windowSeconds"),
    BrokenRow(
      "an end that is none", "consensusEnds: \"everybodySpoke\"", "consensusEnds: \"never\"",
      .unknownValue, at: "decisions.consensusEnds", right: "everybodySpoke"),
    BrokenRow(
      "a consultation of nobody known", "roles: [\"reporter\", \"harmed\"]",
      "roles: [\"reporter\", \"harmd\"]", .unknownValue, at: "consultation.roles[1]",
      right: "did you mean “harmed”?"),
    // Measures.
    BrokenRow(
      "a rung without an end",
      "        term: { kind: \"endsByReadmission\", daysMin: 30, daysMax: 90 },\n", "",
      .missingKey, at: "measures.list[7].term"),
    BrokenRow(
      "a rung without its days", "{ kind: \"endsByReadmission\", daysMin: 30, daysMax: 90 }",
      "{ kind: \"endsByReadmission\" }", .missingKey, at: "measures.list[7].term.daysMin"),
    BrokenRow(
      "more days at least than at most", "daysMin: 30, daysMax: 90", "daysMin: 30, daysMax: 9",
      .contradiction, at: "measures.list[7].term.daysMax", right: "30 or more"),
    BrokenRow(
      "an end that nobody knows", "{ kind: \"permanent\" }", "{ kind: \"forever\" }",
      .unknownValue, at: "measures.list[9].term.kind"),
    BrokenRow(
      "a rung that is missing", "rung: 3,", "rung: 5,", .contradiction, at: "measures.list",
      right: "from 1 to 4"),
    BrokenRow(
      "two measures on one rung", "rung: 3,", "rung: 2,", .contradiction, at: "measures.list"),
    BrokenRow(
      "a ban that two may decide",
      "term: { kind: \"permanent\" },\n        concernsReported: true,\n        severe: true",
      "term: { kind: \"permanent\" },\n        concernsReported: true,\n        severe: false",
      .contradiction, at: "measures.list[9].severe"),
    BrokenRow(
      "a record of a ban that ends", "record: \"flagged\"", "record: \"banned\"", .contradiction,
      at: "measures.list[3].record"),
    BrokenRow(
      "no way to end where nothing was wrong", "record: \"noViolation\"", "record: \"resolved\"",
      .contradiction, at: "measures.list", right: "no further action"),
    BrokenRow(
      "two measures of one name", "id: \"no-contact\"", "id: \"restricted-access\"", .duplicate,
      at: "measures.list[5]"),
    BrokenRow(
      "a suspension of nobody",
      "daysMax: 90 },\n        concernsReported: true",
      "daysMax: 90 },\n        concernsReported: false",
      .contradiction, at: "measures.list[7].concernsReported"),
    BrokenRow(
      "a record of nothing for a warning",
      "needsConsent: true,\n        request: false,\n        record: \"resolved\"",
      "needsConsent: true,\n        request: false,\n        record: \"noViolation\"",
      .contradiction,
      at: "measures.list[1].record"),
    // Letters.
    BrokenRow(
      "a request that is not said to be one", "        request: true,\n", "", .missingKey,
      at: "measures.list[3].request"),
    BrokenRow(
      "no words for who is informed", "        leaders: \"Hello", "        leader: \"Hello",
      .missingKey, at: "measures.letters.general.leaders"),
    BrokenRow(
      "letters about a measure that is none", "          measure: \"no-contact\",",
      "          measure: \"no-contract\",", .danglingReference, at: "measures.letters.measures"),
    BrokenRow(
      "a place that a letter about a measure does not have", "it is said: {consequences}",
      "it is said: {due}", .unknownPlaceholder, at: "measures.letters.measures[5].moderators"),
    // The board.
    BrokenRow(
      "the board is missing", "  board: {", "  boardd: {", .missingKey, at: "board"),
    BrokenRow(
      "a liaison nobody can be", "liaisonRole: \"board-liaison\"", "liaisonRole: \"board-lesion\"",
      .danglingReference, at: "board.liaisonRole", right: "did you mean “board-liaison”?"),
    BrokenRow(
      "a liaison who does not know the case", "liaisonRole: \"board-liaison\"",
      "liaisonRole: \"board-member\"", .contradiction, at: "board.liaisonRole"),
    BrokenRow(
      "a report to the board without a date", "ends: [\"boardReported\"]", "ends: [\"closed\"]",
      .contradiction, at: "deadlines", right: "boardReported"),
    BrokenRow(
      "a board that may take for ever", "ends: [\"boardDecided\"]", "ends: [\"closed\"]",
      .contradiction, at: "deadlines", right: "boardDecided"),
    // Deadlines.
    BrokenRow(
      "a deadline that is not its window", "seconds: 604800, // 7 days, like decisions.voteSeconds",
      "seconds: 604801, // 7 days, like decisions.voteSeconds", .contradiction,
      at: "deadlines[19].seconds", right: "the same number"),
    BrokenRow(
      "a time beside a date", "seconds: null, // the date of the task", "seconds: 86400,",
      .contradiction, at: "deadlines[23].seconds", right: "null"),
    BrokenRow(
      "a review that would not run",
      "runsAfterClosing: true,\n      citation: { clause: \"H10.12\"",
      "runsAfterClosing: false,\n      citation: { clause: \"H10.12\"", .contradiction,
      at: "deadlines[29].runsAfterClosing"),
    BrokenRow(
      "a deadline that only begins anew",
      "ends: [\"reporterAnswered\", \"reporterTold\", \"filed\", \"closed\", \"contactStopped\"]",
      "ends: [\"reporterAnswered\"]", .contradiction, at: "deadlines[33].ends",
      right: "for good"),
    // Questions.
    BrokenRow(
      "a question about nothing", "area: \"risk\"", "area: \"risk-level\"", .unknownValue,
      at: "assessment.questions[8].area", right: "jurisdiction, impact, risk"),
    BrokenRow(
      "two questions of one name", "id: \"leader\"", "id: \"harm\"", .duplicate,
      at: "assessment.questions[7]"),
    BrokenRow(
      "a letter without its consequences", "        \"{consequences}\",\n", "",
      .missingPlaceholder, at: "templates.fourPartLetter.body", right: "{consequences}"),
    BrokenRow(
      "a letter that would name the reporter", "\"{impact}\",", "\"{reporter_name}: {impact}\",",
      .unknownPlaceholder, at: "templates.fourPartLetter.body[4]"),
  ]

  @Test(arguments: rows)
  func `a broken procedure is refused with the fault and its path`(row: BrokenRow) throws {
    let text = try BrokenPolicyTests.django()
    let range = try #require(text.range(of: row.find), "the row no longer fits the policy")
    let faults = BrokenPolicyTests.faults(
      text.replacingCharacters(in: range, with: row.replacement))
    let matching = faults.first {
      $0.kind == row.kind && $0.path == row.path
        && (row.right.isEmpty || $0.right.contains(row.right))
    }
    let fault = try #require(matching, "\(faults.map { "\($0.kind) \($0)" })")
    #expect(!fault.wrong.isEmpty && !fault.right.isEmpty)
    #expect(faults.count <= 8, "\(faults)")
  }

  @Test func `a public measure needs somebody who may speak in public`() throws {
    let bytes = try #require(Policy.shippedBytes(named: "reset"))
    let text = String(decoding: bytes, as: UTF8.self)
      .replacingOccurrences(of: "group: true,", with: "group: false,")
      .replacingOccurrences(of: "board: true, // R02.20", with: "board: false,")
    #expect(BrokenPolicyTests.faults(text).map(\.path) == ["publicVoice"])
  }
}
