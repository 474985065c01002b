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

  /// How far a vault is verified; nil where nothing of it is.
  func chain(of vault: VaultID) -> VaultChain? { state.withLock { $0[vault] } }

  /// Verifies what follows after a verified part of a vault, up to its head, and returns what all of it says in the
  /// clear.
  ///
  /// - Parameter entries: what of them the chain has already is passed over.
  /// - Throws: `ChainFault` naming the first that does not hold.
  func verify(
    _ entries: [StoredEntry], after known: VaultChain, to head: Digest, _ directory: Directory
  ) throws(ChainFault) -> VaultChain {
    var chain = known
    let vault = chain.register.vault
    for entry in entries.drop(while: { $0.header.sequence < known.nextSequence }) {
      try chain.append(entry, directory)
    }
    guard chain.head == head else { throw ChainFault(.head(vault), .changed) }
    let verified = chain
    state.withLock { state in
      if state.count >= Self.vaultsMax, state[vault] == nil { state.removeAll() }
      if state[vault]?.nextSequence ?? 0 < verified.nextSequence { state[vault] = verified }
    }
    return verified
  }
}
