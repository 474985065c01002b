import Identity
import Procedure
import Storage
import Vault

extension Organization {
  /// Tells board and chairs, once for each case, that nobody is left who may decide it, so that somebody uninvolved is
  /// appointed. The mail names no case: whoever has a conflict in it is told nothing of it.
  ///
  /// - Returns: how many cases were told of.
  @discardableResult
  func watchForUninvolved() async throws -> Int {
    let (membership, needing, marked) = try await database.read { [self] transaction in
      try refreshIndex(in: transaction)
      let membership = try people(in: transaction).membership
      let needing = index.undecidable(membership)
      let marked = index.all().filter { $0.value.notified.contains(.uninvolvedNeeded) }.map(\.key)
      return (membership, needing, Set(marked))
    }
    let fresh = needing.filter { !marked.contains($0) }
    for vault in fresh { try await mark(vault, isNeeding: true) }
    for vault in marked.subtracting(needing).sorted() { try await mark(vault, isNeeding: false) }
    guard !fresh.isEmpty else { return 0 }
    let mails = try membershipRows(.uninvolvedNeeded, to: boardAndChairs(membership))
    try await database.write { [id] transaction in
      for mail in mails { try transaction.insertOutgoing(id, mail) }
    }
    return fresh.count
  }

  private func mark(_ vault: VaultID, isNeeding: Bool) async throws {
    try await retrying {
      try await database.write { [self] transaction in
        guard var index = try storedIndex(of: vault, in: transaction) else { return }
        if isNeeding {
          index.notified.insert(.uninvolvedNeeded)
        } else {
          index.notified.remove(.uninvolvedNeeded)
        }
        try putIndex(index, of: vault, in: transaction)
      }
    }
  }
}
