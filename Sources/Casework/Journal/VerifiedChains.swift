import Identity
import Storage
import Synchronization
import Vault

/// Which entries this process has verified, so that reading a case again checks only what is new.
///
/// Holds hashes, public keys and names of principals; no key and no plaintext.
final class VerifiedChains: Sendable {
  /// Vaults that are remembered; the oldest are forgotten, and verified again when they are read.
  private static let vaultsMax = 4_000

  private let state = Mutex<[VaultID: VaultChain]>([:])

  /// Verifies the entries of a vault up to its head and returns what they say in the clear.
  ///
  /// - Parameter entries: all entries of the vault, from the first.
  /// - Throws: `ChainFault` naming the first that does not hold.
  func verify(
    _ vault: VaultID, entries: [StoredEntry], head: Digest, _ organization: OrganizationID,
    _ directory: Directory
  ) throws -> VaultChain {
    var chain = state.withLock { $0[vault] } ?? VaultChain(organization, vault)
    var known = Int(chain.nextSequence)
    // Another reader may have seen a newer state than this snapshot: then what is here is verified by itself. That a
    // database was set back is found by the lane and by the tag of the head, not here.
    if known > 0, entries.count < known || entries[known - 1].link != chain.head {
      chain = VaultChain(organization, vault)
      known = 0
    }
    for entry in entries.dropFirst(known) { try chain.append(entry, directory) }
    guard chain.head == head else { throw ChainFault(.head(vault), .changed) }
    let verified = chain
    state.withLock { state in
      if state.count >= Self.vaultsMax, state[vault] == nil { state.removeAll() }
      if state[vault]?.nextSequence ?? 0 < verified.nextSequence { state[vault] = verified }
    }
    return verified
  }
}
