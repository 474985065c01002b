extension Case {
  /// The lines of the ledger that this case has: one for each person it is linked to, or one alone while nobody is
  /// linked. None before the case was taken up, and none for what was set aside: that is no case.
  ///
  /// A pure function of the log: the rows in the vault are compared with it, and are written by nothing else.
  /// - Parameters:
  ///   - codeName: of the case.
  ///   - personCodeName: of each person that the case is linked to.
  package func ledgerRows(
    codeName: String, personCodeName: (PersonID) -> String?
  ) -> [LedgerRow] {
    guard acknowledgedAt != nil, setAside == nil, let receivedAt else { return [] }
    let persons = linkedPersons
    guard !persons.isEmpty else {
      return [ledgerRow(codeName: codeName, receivedAt: receivedAt, person: nil, name: nil)]
    }
    return persons.map { person in
      ledgerRow(
        codeName: codeName, receivedAt: receivedAt, person: person, name: personCodeName(person))
    }
  }

  /// The persons whom the reported parties of this case are, each once, in the order they were linked. Who turned out
  /// to be no reported party is linked to nobody any more.
  package var linkedPersons: [PersonID] {
    var found: [PersonID] = []
    let reported = Set(parties.filter { $0.role == .reported }.map(\.id))
    let persons = persons.filter { reported.contains($0.key) }
    for person in persons.sorted(by: { $0.value.sequence < $1.value.sequence }).map(\.value.person)
    where !found.contains(person) {
      found.append(person)
    }
    return found
  }

  /// What the case leaves on record about a person; nil while it is not resolved.
  package func recordType(of person: PersonID) -> RecordType? {
    guard let resolution = resolution(of: person) else { return nil }
    return resolution.recordType
  }

  private func ledgerRow(
    codeName: String, receivedAt: Moment, person: PersonID?, name: String?
  ) -> LedgerRow {
    let resolution = resolution(of: person)
    return LedgerRow(
      reported: receivedAt.wholeDay, caseCodeName: codeName, person: person,
      personCodeName: name, status: resolution == nil ? .ongoing : .resolved,
      source: resolution?.source, resolved: resolution?.at.wholeDay,
      isSafetyRisk: isSafetyRisk, ongoing: ledgerOngoing,
      consequences: resolution?.consequences ?? [], documentCount: report?.files.count ?? 0)
  }

  private var isSafetyRisk: Bool {
    report?.danger == .yes || report?.asksForAgency ?? false
  }

  private var ledgerOngoing: LedgerRow.Ongoing {
    if phase == .filed { return .no }
    return switch report?.ongoing {
    case .yes: .yes
    case .no: .no
    case .unsure, nil: .maybe
    }
  }

  /// How the case ended for somebody.
  private struct Resolution {
    var source: LedgerRow.ResolutionSource
    var at: Moment
    var consequences: [LedgerRow.Consequence]
    var recordType: RecordType
  }

  private func resolution(of person: PersonID?) -> Resolution? {
    guard phase == .filed, let acknowledgedAt else { return nil }
    // Somebody had handled it before it was reported: the group adds nothing.
    return Resolution(
      source: .localRepresentatives, at: acknowledgedAt, consequences: [.noActionTaken],
      recordType: .resolved)
  }
}
