import Identity
import Procedure
import Storage
import Vault

/// Bounds of what is read of ledger and dossiers.
enum RecordLimits {
  /// Lines of the ledger on one page.
  static let ledgerRowsPerPage = 50
  /// Vaults opened in one snapshot, so that no reading holds a connection for long.
  static let vaultsAtOnce = 200
}

extension SignedIn {
  /// One page of the ledger: the lines that this member may read, and not a word of any other (row B3).
  package func ledger(_ query: LedgerQuery = LedgerQuery(), page: Int = 1) async throws
    -> LedgerView
  {
    let rows = try await ledgerRows(query)
    let perPage = RecordLimits.ledgerRowsPerPage
    let pageCount = max(1, (rows.count + perPage - 1) / perPage)
    let shown = min(max(page, 1), pageCount)
    return LedgerView(
      rows: Array(rows.dropFirst((shown - 1) * perPage).prefix(perPage)), query: query,
      page: shown, pageCount: pageCount, total: rows.count)
  }

  /// All lines of the ledger that this member may read, in the order that was asked for.
  package func ledgerRows(_ query: LedgerQuery) async throws -> [LedgerRowView] {
    try demandConfirmation()
    let cases = try await indexesOfMine().filter { $0.index.ledger != nil }
    let read = Set(try await readableDossiers().map { PersonID($0.hexadecimal) })
    var rows: [LedgerRowView] = []
    for batch in cases.batches(of: RecordLimits.vaultsAtOnce) {
      let opened = try await organization.database.read { [self] transaction in
        try batch.compactMap { item in
          try item.index.ledger.flatMap { try recordVault($0, in: transaction) }
            .map { (item.vault, $0) }
        }
      }
      for (vault, record) in opened {
        rows += (record.ledgerRows ?? []).map { row in
          LedgerRowView(
            row: row, caseID: CaseID(vault.hexadecimal),
            mayReadPerson: row.person.map(read.contains) ?? false)
        }
      }
    }
    return rows.filter { view in
      (query.status ?? view.row.status) == view.row.status
        && (query.person == nil || query.person == view.row.person)
    }.sorted(by: query)
  }

  /// The cases that this member reads, by what the server knows of them.
  func indexesOfMine() async throws -> [(vault: VaultID, index: CaseIndex)] {
    try await organization.database.read { [organization, principalID] transaction in
      try organization.refreshIndex(in: transaction)
      return organization.index.all().filter { $0.value.standings[principalID] == .handler }
        .map { ($0.key, $0.value) }.sorted { $0.vault < $1.vault }
    }
  }
}

extension [LedgerRowView] {
  fileprivate func sorted(by query: LedgerQuery) -> [LedgerRowView] {
    sorted { left, right in
      let keys = (left.row.key(query.sorting), right.row.key(query.sorting))
      if keys.0 != keys.1 { return query.isDescending ? keys.0 > keys.1 : keys.0 < keys.1 }
      // What is equal stands in one order whichever way it is sorted.
      return (left.row.caseCodeName, left.row.personCodeName ?? "")
        < (right.row.caseCodeName, right.row.personCodeName ?? "")
    }
  }
}

/// What a line is sorted by: a number or a word, and what is missing before both.
private enum SortingKey: Comparable {
  case nothing
  case number(Int64)
  case word(String)
}

extension LedgerRow {
  fileprivate func key(_ sorting: LedgerQuery.Sorting) -> SortingKey {
    func place<Value: CaseIterable & Equatable>(_ value: Value?) -> SortingKey {
      guard let value, let index = Array(Value.allCases).firstIndex(of: value) else {
        return .nothing
      }
      return .number(Int64(index))
    }
    return switch sorting {
    case .reported: .number(reported.secondsSince1970)
    case .caseCodeName: .word(caseCodeName)
    case .personCodeName: personCodeName.map(SortingKey.word) ?? .nothing
    case .status: place(status)
    case .source: place(source)
    case .resolved: resolved.map { .number($0.secondsSince1970) } ?? .nothing
    case .safetyRisk: .number(isSafetyRisk ? 1 : 0)
    case .ongoing: place(ongoing)
    case .consequences: place(consequences.first)
    case .review: review.map { .number($0.secondsSince1970) } ?? .nothing
    case .documents: .number(Int64(documentCount))
    }
  }
}

extension Array {
  /// The elements in runs of at most so many.
  func batches(of count: Int) -> [ArraySlice<Element>] {
    stride(from: 0, to: self.count, by: count).map { self[$0..<Swift.min($0 + count, self.count)] }
  }
}
