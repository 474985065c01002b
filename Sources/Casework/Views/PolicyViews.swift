package import Procedure

/// The rules of the organization: which policy is in force, which one is proposed, and which others are kept.
package struct PoliciesView: Sendable {
  package let name: String
  package let version: String
  /// The hash of its text, in hexadecimal.
  package let address: String
  /// Nil where the directory does not say so: in an installation that is older than adoptions.
  package let adopted: PolicyAdoption?
  package let waiting: ProposedPolicyView?
  /// The newest first.
  package let others: [KeptPolicy]

  package init(
    name: String, version: String, address: String, adopted: PolicyAdoption?,
    waiting: ProposedPolicyView?, others: [KeptPolicy]
  ) {
    self.name = name
    self.version = version
    self.address = address
    self.adopted = adopted
    self.waiting = waiting
    self.others = others
  }
}

/// When a policy was put in force, and by whom.
package struct PolicyAdoption: Sendable, Hashable {
  package let at: Moment
  /// Names: who proposed it, then who agreed; nobody where the operator did it while the organization was founded.
  package let by: [String]

  package init(at: Moment, by: [String]) {
    self.at = at
    self.by = by
  }
}

/// A policy that is kept and not in force.
package struct KeptPolicy: Sendable {
  /// The hash of its text, in hexadecimal.
  package let address: String
  package let name: String
  package let version: String
  package let kept: Moment
  package let wasInForce: Bool
  /// What would be different.
  package let changes: PolicyDifference

  package init(
    address: String, name: String, version: String, kept: Moment, wasInForce: Bool,
    changes: PolicyDifference
  ) {
    self.address = address
    self.name = name
    self.version = version
    self.kept = kept
    self.wasInForce = wasInForce
    self.changes = changes
  }
}

/// A policy that waits for somebody else's word.
package struct ProposedPolicyView: Sendable {
  package let policy: KeptPolicy
  package let proposedBy: String
  package let at: Moment
  /// Whether the word of the one who looks would put it in force.
  package let mayAdopt: Bool

  package init(policy: KeptPolicy, proposedBy: String, at: Moment, mayAdopt: Bool) {
    self.policy = policy
    self.proposedBy = proposedBy
    self.at = at
    self.mayAdopt = mayAdopt
  }
}
