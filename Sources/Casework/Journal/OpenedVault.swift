import Identity
import Storage
import Vault

/// The seed of an epoch in the hands of a reader, wiped when nobody holds it any more.
final class HeldEpoch: Sendable {
  let seed: EpochSeed

  init(_ seed: consuming EpochSeed) { self.seed = seed }
}

/// A vault that a reader has opened: what it says, as far as their epochs reach.
struct OpenedVault: Sendable {
  /// One entry with its content.
  struct Line: Sendable {
    let entry: StoredEntry
    let payload: VaultPayload

    var sequence: UInt64 { entry.header.sequence }
  }

  let vault: VaultID
  let head: HeadRecord
  let lastSeconds: UInt64
  let register: EpochRegister
  let lines: [Line]
  /// The epochs the reader holds, by number.
  let epochs: [UInt64: HeldEpoch]
  /// Entries of epochs that the reader does not hold.
  let closedCount: Int
  /// What reading has made symmetric: to be written, once, so that the next reading is fast.
  let takenOver: TakenOver

  /// Rows to write after a first reading. Each is written only if what it replaces still stands.
  struct TakenOver: Sendable {
    var grants: [(before: GrantRow, after: GrantRow)] = []
    var keys: [(sequence: UInt64, blob: Bytes)] = []

    var isEmpty: Bool { grants.isEmpty && keys.isEmpty }
  }

  /// The seed that new entries are sealed under, if the reader holds it.
  var newest: HeldEpoch? { epochs[register.newest] }

  /// The newest seed of a child of this vault, by number of epoch.
  func childEpochs(_ child: VaultID, _ organization: OrganizationID) throws -> [UInt64: HeldEpoch] {
    var held: [UInt64: HeldEpoch] = [:]
    for line in lines {
      guard case .child(child, let epoch, let seed) = line.payload else { continue }
      held[epoch] = HeldEpoch(
        try EpochSeed(childEntry: seed, EpochPlace(organization, child, epoch: epoch)))
    }
    return held
  }

  /// Writes what reading has made symmetric. A row that was removed meanwhile stays removed.
  func writeTakenOver(_ organization: OrganizationID, in transaction: WriteTransaction) throws {
    for grant in takenOver.grants {
      _ = try transaction.changeClass(
        organization, vault, epoch: grant.before.place.epoch, principal: grant.before.principal,
        from: .open, to: .taken, blob: grant.after.blob)
    }
    for key in takenOver.keys {
      // The body may have been erased since; then there is nothing to keep a key for.
      if try transaction.entry(organization, vault, sequence: key.sequence)?.body != nil {
        try transaction.insertTakenKey(
          organization, vault, sequence: key.sequence, blob: key.blob)
      }
    }
  }
}
