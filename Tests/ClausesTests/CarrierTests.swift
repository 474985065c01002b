import Clauses
import Testing

@testable import Procedure

@Suite struct `What is said to carry a clause` {
  static func shippedPolicies() throws -> [Policy] {
    try Policy.shippedNames.compactMap { try Policy.shipped(named: $0) }
  }

  @Test func `is there: rules, commands, events, texts, deadlines and places in the policies`()
    throws
  {
    let policies = try Self.shippedPolicies()
    let known: [Carrier.Kind: Set<String>] = [
      .rule: Set(RuleID.allCases.map(\.rawValue)),
      .command: Set(Procedure.Command.Name.allCases.map(\.rawValue)),
      .event: Set(Event.Name.allCases.map(\.rawValue)),
      .template: Set(TemplateKind.allCases.map(\.rawValue)),
      .deadline: Set(policies.flatMap { $0.deadlines.map(\.id.text) }),
    ]
    let trees = try Policy.shippedNames.map { name in
      try JSON5Parser.parse(try #require(Policy.shippedBytes(named: name)))
    }
    for carrier in try Carrier.shipped(clauses: Clause.shipped(), policies: policies) {
      if let names = known[carrier.kind] {
        #expect(names.contains(carrier.name), "\(carrier.clause): \(carrier.kind) \(carrier.name)")
      } else if carrier.kind == .policy {
        let steps = carrier.name.split(separator: ".").map(String.init)
        #expect(
          trees.contains { Self.holds($0, steps[...]) }, "\(carrier.clause): \(carrier.name)")
      }
    }
  }

  @Test func `stands for clauses that every rule cites`() throws {
    let known = Set(try Clause.shipped().map(\.id))
    for policy in try Self.shippedPolicies() {
      for (rule, citation) in policy.citations {
        guard let clause = citation.clause else { continue }
        #expect(known.contains(clause), "\(policy.name): \(rule.rawValue) cites \(clause)")
      }
    }
  }

  @Test func `every rule is shown by a test`() throws {
    let shown = Set(try CarryingTest.shipped(clauses: Clause.shipped()).map(\.id))
    for rule in RuleID.allCases {
      #expect(shown.contains(rule.rawValue), "no test carries \(rule.rawValue)")
    }
  }

  /// Whether a place such as `gate.grounds` is there; an element of a list is named by its id, or is the text.
  private static func holds(_ node: JSONNode, _ steps: ArraySlice<String>) -> Bool {
    guard let step = steps.first else { return true }
    let rest = steps.dropFirst()
    switch node.value {
    case .object(let members):
      return members.contains { $0.key == step && holds($0.node, rest) }
    case .list(let elements):
      return elements.contains { element in
        guard case .object(let members) = element.value else {
          return element.value == .text(step) && rest.isEmpty
        }
        return members.contains { $0.key == "id" && $0.node.value == .text(step) }
          && holds(element, rest)
      }
    default: return false
    }
  }
}
