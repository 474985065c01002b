import Identity
package import Procedure
import Storage
import Vault

/// The lines that a case has in the ledger, and those that its log tells. They differ only until a handler opens the
/// case, where what the program wrote without reading has changed what follows.
package struct LedgerLines: Sendable {
  package let stored: [LedgerRow]
  package let told: [LedgerRow]

  /// Whether the ledger says what the log says.
  package var agree: Bool { stored == told }
}

extension SignedIn {
  /// The lines of a case; nil where this member's keys do not open those of the ledger.
  func ledgerLines(of held: HeldCase) async throws -> LedgerLines? {
    let index = held.state.index
    let told = held.opened.folded.ledgerRows(codeName: index.codeName) { person in
      index.persons.first { $0.person == person }?.codeName
    }
    guard let ledger = index.ledger else { return LedgerLines(stored: [], told: told) }
    let record = try await organization.database.read { [self] transaction in
      try recordVault(ledger, in: transaction)
    }
    return (record?.ledgerRows).map { LedgerLines(stored: $0, told: told) }
  }
}
