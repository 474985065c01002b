import Foundation
import Identity
import Procedure
import Storage
import Synchronization
import Vault

/// The policies of one organization, by their address: the current one, and those that older cases began under.
final class PolicyStore: Sendable {
  private struct State {
    var current: (address: String, policy: Policy)
    var known: [String: Policy]
  }

  private let state: Mutex<State>

  init(current: Policy, address: String) {
    state = Mutex(State(current: (address, current), known: [address: current]))
  }

  /// The rules in force, and their address in hexadecimal.
  var current: (address: String, policy: Policy) { state.withLock { $0.current } }

  /// Makes the policy of this address the current one, as the directory says; the others stay known.
  ///
  /// - Throws: `CaseworkError.notGenuine` where it is not kept, or another text in its place.
  func follow(
    _ address: Bytes, _ organization: OrganizationID, in transaction: ReadTransaction
  ) throws {
    let name = address.hexadecimal
    guard current.address != name else { return }
    let policy = try policy(at: name, organization, in: transaction)
    state.withLock { $0.current = (name, policy) }
  }

  /// The rules a case began under, read from the database once.
  func policy(
    at address: String, _ organization: OrganizationID, in transaction: ReadTransaction
  ) throws -> Policy {
    if let known = state.withLock({ $0.known[address] }) { return known }
    guard let hash = Bytes(hexadecimal: address),
      let record = try transaction.policy(organization, hash: hash)
    else { throw CaseworkError.notGenuine }
    let policy = try Self.policy(of: record)
    state.withLock { $0.known[address] = policy }
    return policy
  }

  /// A policy as it is stored; its text has to be the one whose hash is its address.
  static func policy(of record: PolicyRecord) throws -> Policy {
    let policy = try Policy.read(json5: Bytes(record.text.utf8))
    guard try address(of: policy) == record.hash else { throw CaseworkError.notGenuine }
    return policy
  }

  /// The address of a policy: the hash of its file.
  static func address(of policy: Policy) throws -> Bytes {
    var encoding = CanonicalEncoding(.policy)
    encoding.add(policy.canonicalBytes)
    return try encoding.digest().bytes
  }
}
