import Identity
package import Procedure
import Storage
import Vault

/// What became of a policy that was offered.
package enum OfferedPolicy: Sendable, Hashable {
  /// The organization is still being founded: new cases begin under it.
  case isInForce(address: String)
  /// Two people of the organization decide about it.
  case waits(address: String)
  /// It was in force already.
  case wasInForce(address: String)
}

extension Organization {
  /// Keeps a policy, so that members can put it in force. While the organization is being founded, the operator is
  /// trusted with that.
  ///
  /// Cases that are open keep the one they began under until their group moves them.
  @discardableResult
  package func offer(_ policy: Policy) async throws -> OfferedPolicy {
    let hash = try PolicyStore.address(of: policy)
    guard let address = Digest(bytes: hash) else { throw CaseworkError.notGenuine }
    let record = PolicyRecord(
      hash: hash, text: String(decoding: policy.canonicalBytes, as: UTF8.self),
      adoptedSeconds: environment.now().secondsSince1970)
    let offered = try await database.write { [self] transaction in
      let directory = try people(in: transaction).directory
      try transaction.insertPolicy(id, record)
      if policyAddress == hash.hexadecimal {
        return OfferedPolicy.wasInForce(address: policyAddress)
      }
      guard !directory.isFoundingClosed else { return .waits(address: hash.hexadecimal) }
      try appendToDirectory([adoptionByOperator(of: address)], in: transaction)
      return OfferedPolicy.isInForce(address: hash.hexadecimal)
    }
    // What needs no database goes by it from now on as well.
    _ = try await membership()
    return offered
  }

  private func adoptionByOperator(of address: Digest) -> DirectoryChange {
    DirectoryChange(event: .policyAdopted(address), author: .server) { [keys] entry in
      try entry.countersigned(by: keys)
    }
  }

  /// The address of the policy in force, in hexadecimal.
  package var policyAddress: String { policies.current.address }
}
