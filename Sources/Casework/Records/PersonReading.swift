import Identity
package import Procedure
import Storage
import Vault

extension SignedIn {
  /// Everybody whose dossier this member reads, by code name.
  package func persons() async throws -> [PersonSummary] {
    try demandConfirmation()
    let dossiers = Set(try await readableDossiers())
    let marks = Set(
      try await organization.allIndexes().values.flatMap(\.persons)
        .filter { dossiers.contains($0.dossier) }
        .map { PersonSummary(person: $0.person, codeName: $0.codeName) })
    return marks.sorted { ($0.codeName, $0.person) < ($1.codeName, $1.person) }
  }

  /// The dossier of a person. Opening it is on the record of a case of theirs before this returns (row B10).
  ///
  /// - Throws: `.absent` alike for a person who is not there and for one whose dossier this member does not read.
  package func person(_ id: PersonID) async throws -> PersonView {
    try demandConfirmation()
    guard let vault = VaultID(hexadecimal: id.text) else { throw CaseworkError.absent }
    let indexes = try await organization.allIndexes()
    guard indexes.values.contains(where: { $0.dossiers.contains(vault) }),
      let record = try await dossiers([vault]).first, let dossier = record.dossier
    else { throw CaseworkError.absent }
    let stamp = try await recordOpening(of: record, indexes)
    return PersonView(
      person: id, codeName: dossier.codeName, knownAs: dossier.knownAs,
      recordType: dossier.recordType, cases: earlierCases(of: dossier, indexes), stamp: stamp)
  }

  /// Persons who are known by an exact name, handle or address, among the dossiers that this member reads (rows E6, H8).
  ///
  /// Nothing else is searched: there is no index of names that anybody could read without the dossiers' keys.
  package func findPersons(_ knownAs: KnownAs) async throws -> [EarlierRecord] {
    try demandConfirmation()
    return try await find([knownAs], except: nil)[0]
  }

  /// The reported parties of a case, each with the earlier record as far as this member may know it.
  ///
  /// - Throws: `.absent` for who does not read the case.
  package func earlierRecords(in id: CaseID) async throws -> [PartyRecord] {
    guard let vault = VaultID(hexadecimal: id.text) else { throw CaseworkError.absent }
    let held = try await hold(vault)
    let folded = held.opened.folded
    let parties = folded.parties.filter { $0.role == .reported }
    guard !parties.isEmpty else { return [] }
    let indexes = try await organization.allIndexes()
    let linked = try await dossiers(held.state.index.dossiers)
    let unlinked = parties.filter { folded.persons[$0.id] == nil }
    let found =
      unlinked.isEmpty
      ? [] : try await find(unlinked.map(KnownAs.init), except: id)
    let foundByParty = Dictionary(
      zip(unlinked.map(\.id), found).map { ($0, $1) }, uniquingKeysWith: { first, _ in first })
    return parties.map { party in
      let person = folded.persons[party.id]?.person
      let dossier = linked.first { $0.id.hexadecimal == person?.text }?.dossier
      return PartyRecord(
        party: party.id, displayName: party.displayName,
        personCodeName: held.state.index.persons.first { $0.person == person }?.codeName,
        person: person,
        record: dossier.map { earlierRecord(of: $0, matchedBy: [], except: id, indexes) },
        found: foundByParty[party.id] ?? [])
    }
  }

  // MARK: Searching

  /// For each of several people, who is known as them.
  private func find(_ wanted: [KnownAs], except id: CaseID?) async throws -> [[EarlierRecord]] {
    var found = [[EarlierRecord]](repeating: [], count: wanted.count)
    guard wanted.contains(where: { !$0.isEmpty }) else { return found }
    let indexes = try await organization.allIndexes()
    for batch in try await readableDossiers().batches(of: RecordLimits.vaultsAtOnce) {
      for record in try await dossiers(Array(batch)) {
        guard let dossier = record.dossier else { continue }
        let knownAs = dossier.knownAs
        for (place, wanted) in wanted.enumerated() {
          let kinds = wanted.matches(knownAs)
          guard !kinds.isEmpty else { continue }
          found[place].append(
            earlierRecord(of: dossier, matchedBy: kinds, except: id, indexes))
        }
      }
    }
    return found.map { $0.sorted { $0.codeName < $1.codeName } }
  }

  /// The dossiers to which this member has a grant that is open.
  func readableDossiers() async throws -> [VaultID] {
    try await organization.database.read { [organization, principalID] transaction in
      try organization.refreshIndex(in: transaction)
      let known = Set(organization.index.all().values.flatMap(\.dossiers))
      guard !known.isEmpty else { return [] }
      return try known.filter { dossier in
        try transaction.grants(organization.id, dossier, principal: principalID)
          .contains { $0.grantClass == .open || $0.grantClass == .taken }
      }.sorted()
    }
  }

  /// Opens dossiers with the member's own grants, and takes over what is opened for the first time, so that the next
  /// search is fast.
  private func dossiers(_ vaults: [VaultID]) async throws -> [RecordVault] {
    let records = try await organization.database.read { [self] transaction in
      try vaults.compactMap { try recordVault($0, in: transaction) }
    }.filter { !$0.opened.epochs.isEmpty }
    let fresh = records.map(\.opened).filter { !$0.takenOver.isEmpty }
    if !fresh.isEmpty {
      try await organization.database.write { [organization] transaction in
        for opened in fresh { try opened.writeTakenOver(organization.id, in: transaction) }
      }
    }
    return records
  }

  private func earlierRecord(
    of dossier: Dossier, matchedBy: [KnownAs.Kind], except id: CaseID?,
    _ indexes: [VaultID: CaseIndex]
  ) -> EarlierRecord {
    EarlierRecord(
      person: dossier.person, codeName: dossier.codeName, matchedBy: matchedBy,
      recordType: dossier.recordType,
      cases: earlierCases(of: dossier, indexes).filter { $0.id != id })
  }

  private func earlierCases(
    of dossier: Dossier, _ indexes: [VaultID: CaseIndex]
  ) -> [EarlierCase] {
    dossier.cases.map { entry in
      let standing = VaultID(hexadecimal: entry.id.text)
        .flatMap { indexes[$0]?.standings[principalID] }
      return EarlierCase(
        id: entry.id, codeName: entry.codeName, reported: entry.reported, role: entry.role,
        row: entry.row, recordType: entry.recordType, mayOpen: standing == .handler)
    }.sorted { ($0.reported, $0.codeName) > ($1.reported, $1.codeName) }
  }

  /// Notes who read a dossier, in the openings of the first of its cases that this member handles.
  private func recordOpening(
    of record: RecordVault, _ indexes: [VaultID: CaseIndex]
  ) async throws -> OpeningStamp {
    let cases = indexes.filter { $0.value.dossiers.contains(record.id) }
      .sorted { ($0.value.received, $0.key) < ($1.value.received, $1.key) }
    guard
      let place = cases.first(where: { $0.value.standings[principalID] == .handler })
        ?? cases.first
    else { throw CaseworkError.absent }
    return try await recordOpening(
      Opening(member: memberID, what: .dossier), of: place.value)
  }
}

extension Organization {
  /// What the server knows of every case, as committed.
  func allIndexes() async throws -> [VaultID: CaseIndex] {
    try await database.read { [self] transaction in
      try refreshIndex(in: transaction)
      return index.all()
    }
  }
}
