import Identity
package import Procedure
import Storage

extension Organization {
  /// Makes a policy the one in force: new cases begin under it, the rota and the pages follow it. Cases that are open keep
  /// the one they began under until their group moves them.
  ///
  /// - Returns: its address in hexadecimal; a proposal to move a case names it.
  @discardableResult
  package func adopt(_ policy: Policy) async throws -> String {
    let hash = try PolicyStore.address(of: policy)
    let record = PolicyRecord(
      hash: hash, text: String(decoding: policy.canonicalBytes, as: UTF8.self),
      adoptedSeconds: environment.now().secondsSince1970)
    try await database.write { [id] transaction in
      try transaction.insertPolicy(id, record)
      try transaction.followPolicy(id, hash: hash)
    }
    policies.follow(policy, address: hash.hexadecimal)
    return hash.hexadecimal
  }

  /// The address of the policy in force, in hexadecimal.
  package var policyAddress: String { policies.current.address }
}
