import Identity
import Procedure
import Storage
import Vault

// What every act in a case leaves beside it: the lines of the ledger, and the dossiers of the persons it is linked to.
// Both follow from the log alone and are written by handlers, who hold the keys.
extension CaseAct {
  /// Brings ledger and dossiers up to what the log says after this act, and everybody who is entitled to them in.
  ///
  /// Whoever steps out with this act writes nothing there any more; the next who acts begins new epochs without them.
  /// - Throws: `CaseworkError.absent` for a person whose dossier this member does not read.
  mutating func settleRecords() async throws {
    guard index.standings[member.principalID] == .handler else { return }
    let vault = held.state.id
    let marked = index.dossiers
    let wanted = folded.linkedPersons.compactMap { VaultID(hexadecimal: $0.text) }
    let ledger = index.ledger
    guard ledger != nil || folded.acknowledgedAt != nil || !wanted.isEmpty || !marked.isEmpty
    else { return }
    let found = try await organization.database.read { [organization, member] transaction in
      try organization.refreshIndex(in: transaction)
      let all = organization.index.all()
      let dossiers = try Set(wanted + marked).reduce(into: [VaultID: RecordVault]()) {
        $0[$1] = try member.recordVault($1, in: transaction)
      }
      return Found(
        indexes: all, ledger: try ledger.flatMap { try member.recordVault($0, in: transaction) },
        dossiers: dossiers)
    }
    try mark(wanted, found)
    let indexes = found.indexes.merging([vault: index]) { $1 }
    var writings: [RecordWriting] = []
    for dossier in Set(wanted + marked).sorted() {
      guard let writing = try writing(dossier, found, indexes) else { continue }
      writings.append(writing)
    }
    if let writing = try ledgerWriting(found.ledger) { writings.append(writing) }
    writings.removeAll { $0.isEmpty && $0.grants.isEmpty }
    for writing in writings { try writing.check(held.state.directory) }
    let prepared = writings
    let unlinked = marked.filter { !wanted.contains($0) }
    let settled = index
    let dossiers = Set(wanted + marked)
    guard !prepared.isEmpty || !dossiers.isEmpty else { return }
    also { [organization, membership = held.state.membership] transaction in
      for writing in prepared { try writing.write(in: transaction) }
      guard !dossiers.isEmpty else { return }
      // Who reads a dossier hangs on all its cases: none of them may have changed since.
      var now = try organization.indexes(in: transaction)
      now[vault] = settled
      for dossier in dossiers
      where RecordEntitlement.dossierReaders(dossier, now, membership).map(\.described)
        != RecordEntitlement.dossierReaders(dossier, indexes, membership).map(\.described)
      {
        throw StorageError.conflict(
          Conflict(vault: dossier, head: try transaction.head(organization.id, dossier)))
      }
      for dossier in unlinked {
        try organization.takeBack(dossier, now, membership, in: transaction)
      }
    }
  }

  /// What was read of the vaults beside the case.
  private struct Found: Sendable {
    let indexes: [VaultID: CaseIndex]
    let ledger: RecordVault?
    let dossiers: [VaultID: RecordVault]
  }

  // MARK: Which persons

  /// Enters in the index which persons the case is linked to.
  private mutating func mark(_ wanted: [VaultID], _ found: Found) throws {
    guard !wanted.isEmpty || !index.persons.isEmpty else { return }
    var marks: [PersonMark] = []
    var members: [PrincipalID] = []
    for dossier in wanted {
      let known = found.indexes.values.flatMap(\.persons).filter { $0.dossier == dossier }
      let isLinked = index.dossiers.contains(dossier)
      let opened = found.dossiers[dossier]
      guard opened == nil || (!known.isEmpty && (isLinked || opened?.dossier != nil)) else {
        throw CaseworkError.absent
      }
      // A person of whom nobody knows is only ever one that this act made.
      guard opened != nil || known.isEmpty, opened != nil || isNew(dossier) else {
        throw CaseworkError.absent
      }
      let knownAs = self.knownAs(dossier).joined(opened?.dossier?.knownAs ?? KnownAs())
      let themselves = held.state.membership.profiles
        .filter { !$0.knownAs.matches(knownAs).isEmpty }
        .compactMap { PrincipalID(hexadecimal: $0.id.text) }
      members += themselves
      marks.append(
        PersonMark(
          dossier: dossier,
          codeName: try known.first?.codeName ?? organization.newPersonName(found.indexes),
          keptFrom: Set(themselves + known.flatMap(\.keptFrom)).sorted()))
    }
    index.people = marks
    // Who is one of these persons reads no further until somebody else has looked.
    try keepOut(Array(Set(members)), because: .namedAsParty)
  }

  /// Whether the identity was drawn by this act: a link to a person that somebody made up is none.
  private func isNew(_ dossier: VaultID) -> Bool { madePersons.contains(dossier) }

  // MARK: Dossiers

  private func parties(_ dossier: VaultID, in folded: Case) -> [Party] {
    folded.parties.filter {
      $0.role == .reported && folded.persons[$0.id]?.person.text == dossier.hexadecimal
    }
  }

  private func knownAs(_ dossier: VaultID) -> KnownAs {
    parties(dossier, in: folded).reduce(KnownAs()) { $0.joined(KnownAs($1)) }
  }

  /// What a case says of a person; nil where it is not linked to them.
  private func line(_ dossier: VaultID, in folded: Case, _ index: CaseIndex) -> DossierCase? {
    let parties = parties(dossier, in: folded)
    guard let first = parties.first, let received = folded.receivedAt else { return nil }
    let person = PersonID(dossier.hexadecimal)
    return DossierCase(
      id: CaseID(held.state.id.hexadecimal), codeName: index.codeName, role: first.role,
      knownAs: parties.reduce(KnownAs()) { $0.joined(KnownAs($1)) },
      row: ledgerRows(of: folded, index).first { $0.person == person },
      recordType: folded.recordType(of: person), reported: received.wholeDay)
  }

  private func writing(
    _ dossier: VaultID, _ found: Found, _ indexes: [VaultID: CaseIndex]
  ) throws -> RecordWriting? {
    let readers = RecordEntitlement.dossierReaders(dossier, indexes, held.state.membership)
    let now = line(dossier, in: folded, index)
    let id = CaseID(held.state.id.hexadecimal)
    guard let before = found.dossiers[dossier] else {
      guard let now, let mark = index.persons.first(where: { $0.dossier == dossier }) else {
        return nil
      }
      var writing = try RecordWriting(new: dossier, readers: readers, organization)
      try writing.append(
        .dossier(.opened(DossierOpened(codeName: mark.codeName))), by: member)
      try writing.append(.dossier(.concerns(now)), by: member)
      return writing
    }
    // Who ought to read and opens nothing, such as somebody whom recovery let in, begins anew what stands of this case.
    let isUnread = before.dossier == nil && readers.contains { $0.opens(to: member) }
    // Who does not read the dossier compares with what this very act changes.
    let stands =
      before.dossier.map { dossier in dossier.cases.first { $0.id == id } }
      ?? line(dossier, in: held.opened.folded, held.state.index)
    let isLinkNew = !held.state.index.dossiers.contains(dossier)
    guard now != stands || isLinkNew || now == nil || isUnread || lacksReaders(before, readers)
    else { return nil }
    var writing = try RecordWriting(
      after: before, readers: readers, retired: retired, organization)
    try writing.grantHeldEpochs(to: readers, by: member)
    if isUnread, let mark = index.persons.first(where: { $0.dossier == dossier }) {
      try writing.append(
        .dossier(.opened(DossierOpened(codeName: mark.codeName))), by: member)
    }
    if let now {
      if now != stands || isLinkNew || isUnread {
        try writing.append(.dossier(.concerns(now)), by: member)
      }
    } else {
      try writing.append(.dossier(.noLongerConcerns(id)), by: member)
    }
    return writing
  }

  // MARK: The ledger

  private func ledgerRows(of folded: Case, _ index: CaseIndex) -> [LedgerRow] {
    folded.ledgerRows(codeName: index.codeName) { person in
      index.persons.first { $0.person == person }?.codeName
    }
  }

  private mutating func ledgerWriting(_ before: RecordVault?) throws -> RecordWriting? {
    let rows = ledgerRows(of: folded, index)
    let readers = RecordEntitlement.ledgerReaders(index, held.state.membership)
    guard let before else {
      guard !rows.isEmpty, index.ledger == nil else { return nil }
      let vault = try VaultID.random()
      index.ledger = vault
      var writing = try RecordWriting(new: vault, readers: readers, organization)
      try writing.append(.ledger(rows), by: member)
      return writing
    }
    let isChanged = !rows.isEmpty && rows != before.ledgerRows
    guard isChanged || lacksReaders(before, readers) else { return nil }
    var writing = try RecordWriting(
      after: before, readers: readers, retired: retired, organization)
    try writing.grantHeldEpochs(to: readers, by: member)
    if isChanged { try writing.append(.ledger(rows), by: member) }
    return writing
  }

  /// Recovery keys that were replaced.
  private var retired: [PrincipalID] { held.state.directory.earlierRoots.map(\.principal) }

  /// Whether somebody who is entitled lacks an epoch that this member holds.
  private func lacksReaders(_ before: RecordVault, _ readers: [ChainWriter.Reader]) -> Bool {
    before.opened.epochs.keys.contains { epoch in
      readers.contains { !before.has($0, in: epoch) }
    }
  }
}

extension ChainWriter.Reader {
  /// Whether this is the member, and reads at once.
  fileprivate func opens(to member: SignedIn) -> Bool {
    keys.keyID == member.me.keys.keyID && grantClass == .open
  }

  /// To compare two lists of readers.
  fileprivate var described: EpochReader {
    EpochReader(principal: keys.principal, keyID: keys.keyID, grantClass: grantClass)
  }
}

extension Organization {
  /// Takes a dossier from everybody who read it only through a case that turned out to be about somebody else.
  fileprivate func takeBack(
    _ dossier: VaultID, _ indexes: [VaultID: CaseIndex], _ membership: Membership,
    in transaction: WriteTransaction
  ) throws {
    let entitled = Set(
      RecordEntitlement.dossierReaders(dossier, indexes, membership).map(\.keys.principal))
    let reading = Set(try transaction.grants(id, dossier).map(\.principal))
    for principal in reading.subtracting(entitled).sorted() {
      try destroyGrants(of: principal, in: [dossier], transaction)
    }
  }
}
