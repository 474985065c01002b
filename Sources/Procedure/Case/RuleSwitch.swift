#if REDRESS_SWITCHABLE_RULES
  import Foundation
#endif

/// The one place where rules refuse.
extension Rules {
  /// Refuses unless what the rule asks for holds, or the rule is off in this case.
  ///
  /// - Throws: the refusal of the rule with this community's clause.
  func require(
    _ rule: RuleID, _ holds: Bool, _ sentence: @autoclosure () -> String,
    _ wayOut: @autoclosure () -> String
  ) throws(Refusal) {
    guard !holds, subject.isOn(rule) else { return }
    throw refusal(rule, sentence(), wayOut())
  }

  /// For rules that are structural; everything else goes through `require`.
  func refusal(_ rule: RuleID, _ sentence: String, _ wayOut: String) -> Refusal {
    Refusal(
      rule: rule, citation: policy.citation(for: rule), sentence: sentence, wayOut: wayOut)
  }
}

extension Case {
  /// Whether a rule counts in this case: guidance does not once the handlers have departed from it with
  /// a reason. Rules that count instead of refusing (votes, windows) ask here.
  func isOn(_ rule: RuleID) -> Bool {
    if !departuresWanted.isEmpty, policy.guidance.contains(rule), departures.contains(rule) {
      return false
    }
    return !rule.isSwitchedOff
  }

  /// Two members agree to leave a step aside, or the only one who decides.
  func isAgreed(_ members: Set<MemberID>) -> Bool {
    let deciding = standings.keys.count { mayVote($0, in: body) }
    return !members.isEmpty && members.count >= min(2, deciding)
  }
}

extension RuleID {
  /// Steps that a document may call guidance. What protects people never stands here: the gate, who may read and act,
  /// the second reader, the findings, the hearing, votes, tasks, the report to the board.
  static let steps: [RuleID] = [.shepherdBeforeProposal, .reporterFirst]

  /// Always false in the program that people use. A test build with REDRESS_SWITCHABLE_RULES takes the
  /// rule that the environment variable REDRESS_RULE_OFF names out of force, so that `script/rules` can
  /// show for every rule which test notices.
  var isSwitchedOff: Bool {
    #if REDRESS_SWITCHABLE_RULES
      self == Self.switchedOff
    #else
      false
    #endif
  }

  #if REDRESS_SWITCHABLE_RULES
    private static let switchedOff: RuleID? = {
      guard let name = ProcessInfo.processInfo.environment["REDRESS_RULE_OFF"] else { return nil }
      guard let rule = RuleID(rawValue: name) else {
        preconditionFailure("REDRESS_RULE_OFF names no rule: \(name)")
      }
      return rule
    }()
  #endif
}

extension Policy {
  /// What two members may leave aside in one case, with a reason: the steps that come from the same document as the
  /// sentence that calls its steps guidance. What another document says “will” be done is none.
  package var guidance: [RuleID] {
    let document = document(of: .departureFromGuidance)
    return RuleID.steps.filter { self.document(of: $0) == document }
  }

  /// The letter that a document's clauses begin with; nil for Redress's own defaults.
  private func document(of rule: RuleID) -> Character? { citation(for: rule).clause?.first }
}
