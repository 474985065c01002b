import Foundation
import Procedure
import Testing

struct ShippedPolicyTests {
  /// Read once: unoptimised, reading takes far longer than a test.
  private static let sound = Policy.shippedNames.reduce(into: [String: Policy]()) { sound, name in
    sound[name] = try? Policy.shipped(named: name)
  }

  static func shipped(_ name: String) throws -> Policy {
    if let policy = sound[name] { return policy }
    do {
      return try #require(try Policy.shipped(named: name))
    } catch let faults as PolicyFaults {
      Issue.record("\(name):\n\(faults.description)")
      throw faults
    }
  }

  @Test(arguments: Policy.shippedNames)
  func `a shipped policy has no fault and keeps its bytes`(name: String) throws {
    let policy = try Self.shipped(name)
    #expect(policy.name == name)
    #expect(policy.canonicalBytes == Policy.shippedBytes(named: name))
    #expect(Set(policy.citations.keys) == Set(RuleID.allCases))
    #expect(Set(policy.templates.keys) == Set(TemplateKind.allCases))
    #expect(Set(policy.form.fields.keys) == Set(FormField.allCases))
  }

  @Test func `a community's refusals cite its own documents`() throws {
    let letters = ["django": "GEHC", "reset": "R"]
    for (name, allowed) in letters {
      let policy = try Self.shipped(name)
      let clauses =
        policy.citations.values.compactMap(\.clause)
        + policy.deadlines.compactMap(\.citation.clause)
      #expect(!clauses.isEmpty)
      for clause in clauses {
        #expect(allowed.contains(clause.prefix(1)), "\(name) cites \(clause)")
      }
    }
  }

  @Test func `the figures are those of the documents`() throws {
    let django = try Self.shipped("django")
    let reset = try Self.shipped("reset")
    func deadline(_ policy: Policy, _ id: String) -> Policy.DeadlineRule? {
      policy.deadlines.first { $0.id.text == id }
    }
    #expect(deadline(django, "acknowledgement")?.seconds == 43_200)
    #expect(deadline(django, "acknowledgement")?.kind == .aim)
    #expect(deadline(reset, "acknowledgement")?.seconds == 86_400)
    #expect(deadline(reset, "acknowledgement")?.kind == .promise)
    #expect(deadline(django, "first-answer")?.seconds == 604_800)
    #expect(deadline(reset, "first-answer")?.kind == .promise)
    #expect(django.gate.windowSeconds == 172_800)
    #expect(django.gate.clearedMin == 3)
    #expect(django.intake.directReports == .roles)
    #expect(reset.intake.directReports == .anyMember)
    #expect(django.spaces.count == 8)
    #expect(django.violationTypes.count == 16)
    #expect(reset.community.boardAddress == nil)
  }

  @Test func `the procedure of both policies is the one of the documents`() throws {
    let django = try Self.shipped("django")
    let reset = try Self.shipped("reset")
    for policy in [django, reset] {
      #expect(policy.decisions.ordinary == .besidesShepherd(2))
      #expect(policy.decisions.vote == .share(numerator: 2, denominator: 3))
      #expect(policy.decisions.severe == .majority)
      #expect(policy.decisions.consensusSeconds == 72 * 3_600)
      #expect(policy.decisions.voteSeconds == 7 * 86_400)
      #expect(policy.decisions.eligibleMin == 3 && !policy.decisions.softConflicts)
      #expect(policy.decisions.consensusEnds == .everybodySpoke)
      #expect(policy.consultation.roles == [.reporter, .harmed])
      #expect(policy.board.reportsEveryCase && policy.publicVoice.board)
      #expect(policy.closing.reviewSeconds == 365 * 86_400)
      let areas = Dictionary(grouping: policy.assessment.questions, by: \.area).mapValues(\.count)
      #expect(areas == [.jurisdiction: 3, .impact: 5, .risk: 4])
      #expect(policy.assessment.questions.filter(\.yesIsSevere).map(\.id.text) == ["safety"])
      // Only internal aims pause: an act and its notice are promises everywhere.
      for id in ["act-report", "act-review", "emergency-notice", "delay"] {
        #expect(policy.deadlines.first { $0.id.text == id }?.kind == .promise, "\(id)")
      }
    }
    let rungs = django.measures.list.filter { $0.rung != nil }
    #expect(rungs.compactMap(\.rung) == [1, 2, 3, 4])
    #expect(
      rungs.map(\.term) == [
        .none, .endsByReadmission(daysMin: 30, daysMax: 90),
        .endsByReadmission(daysMin: 90, daysMax: nil), .permanent,
      ])
    #expect(rungs.map(\.isSevere) == [false, true, true, true])
    #expect(rungs.map(\.recordType) == [.resolved, .flagged, .flagged, .banned])
    #expect(!django.publicVoice.group && reset.publicVoice.group)
    #expect(django.board.liaisonRole == RoleID("board-liaison") && reset.board.liaisonRole == nil)
    #expect(reset.measures.list.allSatisfy { $0.rung == nil })
    #expect(reset.measures.list.count == 8)
    #expect(reset.measures.list.filter(\.isPublic).map(\.id.text) == ["public-reprimand"])
  }

  @Test(arguments: Policy.shippedNames)
  func `every message of a shipped policy can be filled without a place left over`(
    name: String
  ) throws {
    let policy = try Self.shipped(name)
    let values = Dictionary(
      uniqueKeysWithValues: Placeholder.allCases.map { ($0, "<\($0.rawValue)>") })
    for (kind, template) in policy.templates {
      let filled = template.filled(values)
      #expect(!(filled.subject + filled.body).contains("{"), "\(kind)")
      #expect(!filled.subject.isEmpty && !filled.body.isEmpty)
    }
    #expect(!policy.form.otherWays.contains("{"))
    #expect(policy.form.otherWays.contains(policy.community.conductAddress))
  }

  @Test func `an unknown name is no shipped policy`() throws {
    #expect(try Policy.shipped(named: "python") == nil)
  }
}
