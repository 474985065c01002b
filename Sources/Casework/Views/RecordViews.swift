package import Procedure

/// What the ledger is asked for.
package struct LedgerQuery: Sendable, Hashable {
  /// By which column the lines stand.
  package enum Sorting: String, Sendable, Hashable, CaseIterable {
    case reported, caseCodeName, personCodeName, status, source, resolved, safetyRisk, ongoing
    case consequences, review, documents
  }

  package var sorting: Sorting
  package var isDescending: Bool
  /// Only lines of this status; nil for all.
  package var status: LedgerRow.Status?
  /// Only lines of this person; nil for all.
  package var person: PersonID?

  package init(
    sorting: Sorting = .reported, isDescending: Bool = true, status: LedgerRow.Status? = nil,
    person: PersonID? = nil
  ) {
    self.sorting = sorting
    self.isDescending = isDescending
    self.status = status
    self.person = person
  }
}

/// One line of the ledger on a page.
package struct LedgerRowView: Sendable, Hashable {
  package let row: LedgerRow
  /// The case, which whoever reads the line may open.
  package let caseID: CaseID
  /// Whether this member reads the dossier of the person.
  package let mayReadPerson: Bool

  package init(row: LedgerRow, caseID: CaseID, mayReadPerson: Bool) {
    self.row = row
    self.caseID = caseID
    self.mayReadPerson = mayReadPerson
  }
}

/// One page of the ledger.
package struct LedgerView: Sendable, Hashable {
  package let rows: [LedgerRowView]
  package let query: LedgerQuery
  package let page: Int
  package let pageCount: Int
  /// Lines on all pages.
  package let total: Int

  package init(
    rows: [LedgerRowView], query: LedgerQuery, page: Int, pageCount: Int, total: Int
  ) {
    self.rows = rows
    self.query = query
    self.page = page
    self.pageCount = pageCount
    self.total = total
  }
}

/// A case of a person, as a dossier tells of it.
package struct EarlierCase: Sendable, Hashable {
  package let id: CaseID
  package let codeName: String
  /// The day the report came in.
  package let reported: Moment
  package let role: PartyRole
  /// The line in the ledger; nil while the case has none.
  package let row: LedgerRow?
  /// What it left on record; nil while it is not resolved.
  package let recordType: RecordType?
  /// Whether this member may open the case.
  package let mayOpen: Bool

  package init(
    id: CaseID, codeName: String, reported: Moment, role: PartyRole, row: LedgerRow?,
    recordType: RecordType?, mayOpen: Bool
  ) {
    self.id = id
    self.codeName = codeName
    self.reported = reported
    self.role = role
    self.row = row
    self.recordType = recordType
    self.mayOpen = mayOpen
  }
}

/// What is known of a person from earlier cases, for a member who reads their dossier (rows E6, H8).
package struct EarlierRecord: Sendable, Hashable {
  package let person: PersonID
  package let codeName: String
  /// By what the person was found; empty for one who is linked.
  package let matchedBy: [KnownAs.Kind]
  /// The weightiest record of all cases; nil while none is resolved.
  package let recordType: RecordType?
  /// The cases but the one that is looked at, newest first.
  package let cases: [EarlierCase]

  package init(
    person: PersonID, codeName: String, matchedBy: [KnownAs.Kind], recordType: RecordType?,
    cases: [EarlierCase]
  ) {
    self.person = person
    self.codeName = codeName
    self.matchedBy = matchedBy
    self.recordType = recordType
    self.cases = cases
  }
}

/// One reported party of a case, and what is known of them.
package struct PartyRecord: Sendable, Hashable {
  package let party: PartyID
  package let displayName: String
  /// The code name of the person; nil while the party is not linked.
  package let personCodeName: String?
  /// The person; nil while the party is not linked.
  package let person: PersonID?
  /// The record of the linked person; nil for who does not read the dossier.
  package let record: EarlierRecord?
  /// Persons found by exact name, handle or address, while the party is not linked.
  package let found: [EarlierRecord]

  package init(
    party: PartyID, displayName: String, personCodeName: String?, person: PersonID?,
    record: EarlierRecord?, found: [EarlierRecord]
  ) {
    self.party = party
    self.displayName = displayName
    self.personCodeName = personCodeName
    self.person = person
    self.record = record
    self.found = found
  }
}

/// The page of a dossier.
package struct PersonView: Sendable, Hashable {
  package let person: PersonID
  package let codeName: String
  package let knownAs: KnownAs
  package let recordType: RecordType?
  /// All cases that this member may know of, newest first.
  package let cases: [EarlierCase]
  /// Who opened it and when; nil before it is on record.
  package let stamp: OpeningStamp?

  package init(
    person: PersonID, codeName: String, knownAs: KnownAs, recordType: RecordType?,
    cases: [EarlierCase], stamp: OpeningStamp? = nil
  ) {
    self.stamp = stamp
    self.person = person
    self.codeName = codeName
    self.knownAs = knownAs
    self.recordType = recordType
    self.cases = cases
  }
}

/// A person in a list: the code name alone.
package struct PersonSummary: Sendable, Hashable {
  package let person: PersonID
  package let codeName: String

  package init(person: PersonID, codeName: String) {
    self.person = person
    self.codeName = codeName
  }
}

/// An open case of which somebody who joined later sees the code name and the card, and nothing else (row B2).
package struct CaseToDeclare: Sendable, Hashable {
  package let id: CaseID
  package let codeName: String
  package let received: Moment
  package let card: GateView.Card

  package init(id: CaseID, codeName: String, received: Moment, card: GateView.Card) {
    self.id = id
    self.codeName = codeName
    self.received = received
    self.card = card
  }
}

/// What became of inviting somebody to the open cases.
package struct CasesOffered: Sendable, Hashable {
  /// Cases that the member is asked about now.
  package let asked: [CaseSummary]
  /// Cases whose report or messages name the member: nobody asks them until a handler has looked.
  package let naming: [CaseSummary]

  package init(asked: [CaseSummary], naming: [CaseSummary]) {
    self.asked = asked
    self.naming = naming
  }
}
