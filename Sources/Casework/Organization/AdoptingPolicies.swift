import Identity
import Procedure
import Storage
import Vault

// Which policy is in force stands in the signed directory: one member proposes it, another one adopts it, and one of
// the two chairs the group or is of the board. Whoever can write to the database alone changes no rule.

extension SignedIn {
  /// The policy in force, the one that is proposed, and the others that are kept.
  package func policies() async throws -> PoliciesView {
    try await organization.database.read { [self] transaction in
      let directory = try organization.people(in: transaction).directory
      let names = try names(of: directory, in: transaction)
      let inForce = organization.policies.current
      var others: [KeptPolicy] = []
      for record in try transaction.policies(organization.id)
      where record.hash.hexadecimal != inForce.address {
        let policy = try organization.policies.policy(
          at: record.hash.hexadecimal, organization.id, in: transaction)
        others.append(
          KeptPolicy(
            address: record.hash.hexadecimal, name: policy.name, version: policy.version,
            kept: Moment(secondsSince1970: record.adoptedSeconds),
            wasInForce: directory.policies.contains { $0.address.bytes == record.hash },
            changes: PolicyDifference(from: inForce.policy, to: policy)))
      }
      let proposal = directory.proposedPolicy
      let waiting = proposal.flatMap { proposal in
        others.first { $0.address == proposal.address.bytes.hexadecimal }.map {
          ProposedPolicyView(
            policy: $0, proposedBy: names[proposal.by] ?? "",
            at: Moment(secondsSince1970: Int64(clamping: proposal.seconds)),
            mayAdopt: directory.mayAdopt(principalID))
        }
      }
      return PoliciesView(
        name: inForce.policy.name, version: inForce.policy.version, address: inForce.address,
        adopted: directory.policies.last.map { adoption in
          PolicyAdoption(
            at: Moment(secondsSince1970: Int64(clamping: adoption.seconds)),
            by: adoption.adopters.names(names))
        },
        waiting: waiting,
        others: others.reversed().filter { $0.address != waiting?.policy.address })
    }
  }

  /// Proposes a kept policy, instead of the one that waits.
  ///
  /// - Throws: `CaseworkError.absent` for one that is not kept, `.movedOn` for the one in force.
  package func propose(policy address: String) async throws {
    try await decide(about: address, .policyProposed) { .policyProposed($0) }
  }

  /// Puts the policy that somebody else has proposed in force: new cases begin under it, the rota and the pages follow
  /// it.
  ///
  /// - Throws: `CaseworkError.notAllowed` for who may not, `.movedOn` where another one waits or none.
  package func adopt(policy address: String) async throws {
    try await decide(about: address, .policyAdopted) { .policyAdopted($0) }
  }

  /// Puts aside the policy that waits. It stays kept and can be proposed again.
  package func decline(policy address: String) async throws {
    try await decide(about: address, nil) { .policyDeclined($0) }
  }

  private func decide(
    about text: String, _ notice: TemplateKind?, _ event: (Digest) -> DirectoryEvent
  ) async throws {
    try demandConfirmation()
    guard let bytes = Bytes(hexadecimal: text), let address = Digest(bytes: bytes) else {
      throw CaseworkError.absent
    }
    let change = DirectoryChange(event: event(address), author: author, sign: signed)
    do {
      try await allowing(Self.twoPeople) {
        try await organization.changeDirectory([change]) {
          [organization, principalID] transaction, directory in
          guard try transaction.policy(organization.id, hash: bytes) != nil else {
            throw CaseworkError.absent
          }
          guard let notice else { return }
          try organization.tell(
            notice, principalID, directory, path: "/policies", in: transaction)
        }
      }
      // What needs no database goes by it from now on as well.
      _ = try await organization.membership()
    } catch let fault as DirectoryFault where fault.refusal == .policyNotProposed {
      throw CaseworkError.movedOn
    }
  }

  private static let twoPeople =
    "A policy takes two people: somebody else than who proposed it, and one of the two chairs the group or is of the board."

  private func names(
    of directory: Directory, in transaction: ReadTransaction
  ) throws -> [PrincipalID: String] {
    var names: [PrincipalID: String] = [:]
    for person in directory.principals {
      names[person.principal] = try organization.member(person, in: transaction).profile.name
    }
    return names
  }
}

extension AdoptedPolicy.Adopters {
  /// Names of those who put it in force; none for the operator.
  fileprivate func names(_ names: [PrincipalID: String]) -> [String] {
    switch self {
    case .operatorWhileFounding: []
    case .members(let proposedBy, let adoptedBy): [proposedBy, adoptedBy].compactMap { names[$0] }
    }
  }
}
