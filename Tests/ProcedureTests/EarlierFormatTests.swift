import Foundation
import Procedure
import Testing

/// Files of earlier formats as they were shipped, unchanged: cases are open that began under one.
struct EarlierFormatTests {
  private static func text(_ name: String, format: Int = 1) throws -> String {
    let file = URL(filePath: #filePath).deletingLastPathComponent()
      .appending(path: "Golden/\(name)-format-\(format).json5")
    return try String(contentsOf: file, encoding: .utf8)
  }

  @Test(arguments: Policy.shippedNames)
  func `a shipped policy of format 1 is read with the procedure of today`(name: String) throws {
    let text = try Self.text(name)
    #expect(BrokenPolicyTests.faults(text) == [])
    let policy = try Policy.read(json5: Array(text.utf8))
    let today = try ShippedPolicyTests.shipped(name)
    #expect(policy.canonicalBytes == Array(text.utf8))
    #expect(policy.decisions == today.decisions && policy.measures == today.measures)
    #expect(policy.deadlines.map(\.id) == today.deadlines.map(\.id))
    #expect(policy.templates.count == TemplateKind.allCases.count)
    #expect(policy.citations.count == RuleID.allCases.count)
  }

  @Test(arguments: Policy.shippedNames)
  func `a shipped policy of format 2 has the letters and the rules of today`(name: String) throws {
    let text = try Self.text(name, format: 2)
    #expect(BrokenPolicyTests.faults(text) == [])
    let policy = try Policy.read(json5: Array(text.utf8))
    let today = try ShippedPolicyTests.shipped(name)
    #expect(policy.canonicalBytes == Array(text.utf8))
    #expect(policy.measures == today.measures && policy.citations == today.citations)
  }

  @Test(arguments: Policy.shippedNames)
  func `a shipped policy of format 3 has words for a policy that is proposed`(name: String) throws {
    let text = try Self.text(name, format: 3)
    #expect(BrokenPolicyTests.faults(text) == [])
    let policy = try Policy.read(json5: Array(text.utf8))
    let today = try ShippedPolicyTests.shipped(name)
    #expect(policy.canonicalBytes == Array(text.utf8))
    for kind in [TemplateKind.policyProposed, .policyAdopted] {
      #expect(policy.templates[kind] != nil && policy.templates[kind] == today.templates[kind])
    }
  }

  @Test func `a file of format 3 that left out another template is told so`() throws {
    let text = try Self.text("django", format: 3).replacing(
      "    handOver: {", with: "    handedOver: {")
    #expect(BrokenPolicyTests.faults(text).map(\.path).contains("templates.handOver"))
  }

  @Test func `another community's policy of format 2 asks for nothing new and cites nobody`() throws
  {
    let text = try Self.text("django", format: 2)
      .replacingOccurrences(of: "name: \"django\"", with: "name: \"example\"")
      .replacingOccurrences(of: "id: \"ban\"", with: "id: \"exile\"")
    #expect(BrokenPolicyTests.faults(text) == [])
    let policy = try Policy.read(json5: Array(text.utf8))
    #expect(policy.citations[.requestIsClear]?.clause == nil)
    #expect(policy.citations[.declareFirst]?.clause == "G13.1")
    let exile = try #require(policy.measures.letters[MeasureID("exile")])
    #expect(exile.reported.consequences.contains("Permanent ban"))
    #expect(policy.measures.letters[MeasureID("ban")] == nil)
  }

  @Test func `another community's policy of format 1 cites none of Django's documents`() throws {
    let text = try Self.text("django")
      .replacingOccurrences(of: "name: \"django\"", with: "name: \"example\"")
      .replacingOccurrences(of: "membersMin: 3", with: "membersMin: 2")
      .replacingOccurrences(of: "id: \"endangerment\"", with: "id: \"danger\"")
      .replacingOccurrences(of: "id: \"board-liaison\"", with: "id: \"speaker\"")
    #expect(BrokenPolicyTests.faults(text) == [])
    let policy = try Policy.read(json5: Array(text.utf8))
    #expect(policy.decisions.eligibleMin == 2 && policy.decisions.ordinary == .majority)
    #expect(policy.decisions.severeTypes.map(\.text) == ["sexualization", "well-being"])
    #expect(policy.board.liaisonRole == nil)
    #expect(policy.deadlines.first { $0.id.text == "vote" }?.citation.clause == nil)
    #expect(policy.deadlines.first { $0.id.text == "gate" }?.citation.clause == "G13.1")
  }

  @Test func `a file of format 1 is held to its faults`() throws {
    let text = try Self.text("django").replacingOccurrences(of: "words: 7", with: "words: 70")
    #expect(BrokenPolicyTests.faults(text).map(\.path) == ["receipt.words"])
  }
}
