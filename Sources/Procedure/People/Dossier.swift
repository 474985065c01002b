/// What is known of one person across cases: the mapping from the code name to the real names, and the cases
/// (row B3). Kept in a vault of its own.
package struct Dossier: Hashable, Sendable {
  package let person: PersonID
  package private(set) var codeName = ""
  /// Everything the cases say, each text once.
  package var knownAs: KnownAs {
    cases.reduce(KnownAs()) { $0.joined($1.knownAs) }
  }
  /// The cases that concern the person, in the order they were linked.
  package private(set) var cases: [DossierCase] = []

  /// Folds the lines of a dossier; the newest line about a case replaces what was said of it before.
  package init(_ person: PersonID, folding lines: [DossierLine]) {
    self.person = person
    for line in lines {
      switch line {
      case .opened(let opened): codeName = opened.codeName
      case .concerns(let entry):
        if let index = cases.firstIndex(where: { $0.id == entry.id }) {
          cases[index] = entry
        } else {
          cases.append(entry)
        }
      case .noLongerConcerns(let id): cases.removeAll { $0.id == id }
      }
    }
  }

  /// The weightiest record that any of the cases left; nil while none is resolved.
  package var recordType: RecordType? {
    cases.compactMap(\.recordType).reduce(nil) { before, next in
      before.map { RecordType.weightier($0, next) } ?? next
    }
  }
}

/// One case in a dossier, as a handler of that case wrote it.
package struct DossierCase: Hashable, Codable, Sendable {
  package var id: CaseID
  package var codeName: String
  package var role: PartyRole
  /// What that case says of the person.
  package var knownAs: KnownAs
  /// The line of the ledger; nil while the case has none.
  package var row: LedgerRow?
  /// What the case left on record; nil while it is not resolved.
  package var recordType: RecordType?
  /// The day the report came in.
  package var reported: Moment

  package init(
    id: CaseID, codeName: String, role: PartyRole, knownAs: KnownAs, row: LedgerRow?,
    recordType: RecordType?, reported: Moment
  ) {
    self.id = id
    self.codeName = codeName
    self.role = role
    self.knownAs = knownAs
    self.row = row
    self.recordType = recordType
    self.reported = reported
  }
}

/// A line of a dossier as it is stored.
package enum DossierLine: Hashable, Sendable {
  /// The first line: the code name, which never changes.
  case opened(DossierOpened)
  /// What a case says of the person; replaces what the same case said before.
  case concerns(DossierCase)
  /// The party of that case turned out to be somebody else.
  case noLongerConcerns(CaseID)
}

/// The first line of a dossier.
package struct DossierOpened: Hashable, Codable, Sendable {
  package var codeName: String
  package init(codeName: String) { self.codeName = codeName }
}

extension DossierLine: Codable {
  private enum Key: String, CodingKey { case kind, id }
  private enum Kind: String, Codable { case opened, concerns, noLongerConcerns }

  package init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: Key.self)
    switch try container.decode(Kind.self, forKey: .kind) {
    case .opened: self = .opened(try DossierOpened(from: decoder))
    case .concerns: self = .concerns(try DossierCase(from: decoder))
    case .noLongerConcerns:
      self = .noLongerConcerns(try container.decode(CaseID.self, forKey: .id))
    }
  }

  package func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: Key.self)
    switch self {
    case .opened(let opened):
      try container.encode(Kind.opened, forKey: .kind)
      try opened.encode(to: encoder)
    case .concerns(let entry):
      try container.encode(Kind.concerns, forKey: .kind)
      try entry.encode(to: encoder)
    case .noLongerConcerns(let id):
      try container.encode(Kind.noLongerConcerns, forKey: .kind)
      try container.encode(id, forKey: .id)
    }
  }
}
