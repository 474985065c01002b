extension Policy {
  /// The names of the policies that come with the program.
  package static let shippedNames = ["django", "reset"]

  /// A policy that comes with the program; nil for an unknown name.
  ///
  /// - Throws: the faults of a shipped file, which the tests rule out.
  package static func shipped(named name: String) throws(PolicyFaults) -> Policy? {
    guard let bytes = shippedBytes(named: name) else { return nil }
    return try read(json5: bytes)
  }

  /// The file of a policy that comes with the program, as a start for a community's own.
  package static func shippedBytes(named name: String) -> [UInt8]? {
    switch name {
    case "django": PackageResources.django_json5
    case "reset": PackageResources.reset_json5
    default: nil
    }
  }

  /// The words of a rule's clause in this community.
  package func citation(for rule: RuleID) -> ClauseCitation {
    // A policy that was read cites every rule; the words are for one put together by hand in a test.
    citations[rule] ?? ClauseCitation(clause: nil, text: "A rule of the program.")
  }

  /// What a policy holds, one line each, for `redress policy check`.
  package var summary: [String] {
    [
      "\(name) (\(version)): \(community.groupName), \(community.organization)",
      "\(roles.count) roles, \(spaces.count) spaces, \(violationTypes.count) types of violation",
      "gate: \(gate.grounds.count) grounds, window \(gate.windowSeconds) s, silence \(gate.silence == .letsIn ? "lets in" : "keeps out"), at least \(gate.clearedMin) cleared",
      "\(deadlines.count) deadlines, of these \(deadlines.count { $0.kind == .promise }) promised",
      "\(templates.count) messages, \(citations.count) rules cited, \(citations.values.count { $0.clause == nil }) of them without a clause",
    ]
  }
}
