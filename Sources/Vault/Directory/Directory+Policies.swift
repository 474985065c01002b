package import Identity

// By which rules the organization goes: no row of the database says so, but two of its people, each with a signature.
extension Directory {
  mutating func policyProposed(_ address: Digest, _ signed: Signed) throws(DirectoryRefusal) {
    guard address != policies.last?.address else { throw .policyNotProposed }
    guard let proposer = confirmedSigner(signed, where: { _ in true }) else { throw .notEntitled }
    proposedPolicy = ProposedPolicy(
      address: address, by: proposer.principal, seconds: signed.seconds)
  }

  /// Two people, one of whom chairs the group or is of the board. While the organization is being founded the operator
  /// is trusted with it, as with everything else.
  mutating func policyAdopted(_ address: Digest, _ signed: Signed) throws(DirectoryRefusal) {
    guard address != policies.last?.address else { throw .policyNotProposed }
    let adopters: AdoptedPolicy.Adopters
    if signed.byServer {
      guard !isFoundingClosed else { throw .notEntitled }
      adopters = .operatorWhileFounding
    } else {
      guard let proposedPolicy, proposedPolicy.address == address else { throw .policyNotProposed }
      let second = confirmedSigner(signed) { mayAdopt($0.principal) }
      guard let second else { throw .notEntitled }
      adopters = .members(proposedBy: proposedPolicy.by, adoptedBy: second.principal)
    }
    policies.append(AdoptedPolicy(address: address, seconds: signed.seconds, adopters: adopters))
    proposedPolicy = nil
  }

  /// Whether the word of this person would put the policy that waits in force.
  package func mayAdopt(_ principal: PrincipalID) -> Bool {
    guard let proposedPolicy, principal != proposedPolicy.by,
      people[principal]?.state == .confirmed
    else { return false }
    return leads(principal) || leads(proposedPolicy.by)
  }

  /// Whether somebody chairs the group or is of the board, now.
  private func leads(_ principal: PrincipalID) -> Bool {
    guard let person = people[principal], person.state == .confirmed else { return false }
    return person.roles.contains(.chair) || person.roles.contains(.board)
  }
}
