import Casework
import Procedure

/// The words of the ledger, of persons and of their earlier records.
enum RecordWords {
  // MARK: The ledger

  static let ledger = "Ledger"
  static let ledgerLead =
    "Every case you have declared on, one line for each person, without names. A line appears with the acknowledgement."
  static let ledgerEmptyTitle = "No lines yet"
  static let ledgerEmpty = "A case has a line here from its acknowledgement on."
  static let ledgerFilter = "Which lines"
  static let all = "All"
  static func count(_ count: Int) -> String { count == 1 ? "1 line" : "\(count) lines" }
  static let download = "Save as CSV"
  static let noPerson = "not linked"
  static func sortBy(_ column: String) -> String { "Sort by \(column)" }
  static let ascending = "ascending"
  static let descending = "descending"

  static func column(_ column: LedgerQuery.Sorting) -> String {
    switch column {
    case .reported: "Reported"
    case .caseCodeName: "Case"
    case .personCodeName: "Person"
    case .status: "Status"
    case .source: "Resolved by"
    case .resolved: "Resolved on"
    case .safetyRisk: "Safety risk"
    case .ongoing: "Ongoing"
    case .consequences: "Consequences"
    case .review: "Review on"
    case .documents: "Documents"
    }
  }

  static func status(_ status: LedgerRow.Status) -> String {
    switch status {
    case .ongoing: "Ongoing"
    case .resolved: "Resolved"
    }
  }

  static func source(_ source: LedgerRow.ResolutionSource) -> String {
    switch source {
    case .workingGroup: "Working group"
    case .board: "Board"
    case .localRepresentatives: "Local representatives"
    case .none: "Nobody"
    }
  }

  static func documents(_ count: Int) -> String {
    count == 1 ? "1 document" : "\(count) documents"
  }
  static func goesOn(_ ongoing: LedgerRow.Ongoing) -> String {
    switch ongoing {
    case .yes: "It goes on."
    case .no: "It does not go on."
    case .maybe: "Perhaps it goes on."
    }
  }

  static func ongoing(_ ongoing: LedgerRow.Ongoing) -> String {
    switch ongoing {
    case .yes: "Yes"
    case .no: "No"
    case .maybe: "Maybe"
    }
  }

  static func yesOrNo(_ value: Bool) -> String { value ? "Yes" : "No" }

  static func consequence(_ consequence: LedgerRow.Consequence) -> String {
    switch consequence {
    case .notAViolation: "Not a violation"
    case .outOfScope: "Out of scope"
    case .noActionTaken: "No action taken"
    case .warning: "Warning"
    case .firstSuspension: "First suspension"
    case .secondSuspension: "Second suspension"
    case .ban: "Ban"
    case .other: "Other"
    }
  }

  // MARK: Persons

  static let persons = "People on record"
  static let personsLead =
    "People who were reported, by code name. You see those in whose cases you were cleared and from none of whose cases you are kept out."
  static let personsEmptyTitle = "Nobody on record"
  static let personsEmpty =
    "A reported person is kept in mind across cases from when a handler links them in a case."
  static let find = "Find somebody"
  static let findLead =
    "Exactly as it is written somewhere; large and small letters and spaces make no difference."
  static let findName = "Name"
  static let findHandle = "Handle"
  static let findAddress = "E-mail address"
  static let findButton = "Find"
  static let foundNobody = "Nobody on record whose dossier you read is known exactly so."
  static let dossierHint =
    "Real names stand on this page and nowhere else beside the cases. Your opening it is on record."
  static let names = "Names"
  static let handles = "Handles"
  static let addresses = "Addresses"
  static let record = "Record"
  static let recordOpen = "Nothing resolved yet"
  static let cases = "Cases"
  static let noCases = "No other case."
  static let backToPersons = "All people on record"

  static func recordType(_ type: RecordType) -> String {
    switch type {
    case .noViolation: "No violation"
    case .violationByUnknown: "Violation by somebody unknown"
    case .resolved: "Resolved"
    case .flagged: "Flagged"
    case .banned: "Banned"
    }
  }

  // MARK: Earlier record in a case

  static let earlierRecord = "Earlier record"
  static let linkedAs = "On record as"
  static let linkedElsewhere =
    "Linked to a person whose dossier you do not read. Other handlers may tell the group what matters."
  static let notLinked = "Not linked to a person yet."
  static let foundLead =
    "Somebody with exactly the same name, handle or address is on record. Look whether it is the same person."
  static let foundNone =
    "Nobody on record whose dossier you read has exactly this name, handle or address."
  static let linkThis = "It is the same person"
  static let linkNew = "Keep in mind as a new person"
  static let nobodyReported = "Nobody is entered in this case as a reported person yet."
  static let backToCase = "Back to the case"
  static let closedToYou = "not open to you"

  static func matched(_ kinds: [KnownAs.Kind]) -> String {
    let words = kinds.map { kind in
      switch kind {
      case .name: "name"
      case .handle: "handle"
      case .address: "address"
      }
    }
    return "Same " + words.joined(separator: " and ")
  }

  // MARK: Joining later

  static let offerTitle = "Ask about open cases"
  static func offerLead(_ name: String) -> String {
    "\(name) sees the code name and the card of each open case you handle and they were not asked about. They declare, and are let in case by case."
  }
  static let offerReason = "Reason, for the record of each case"
  static let offerReasonDefault = "Joined the group."
  static let offerButton = "Ask them"
  static let offerDone = "Asked about"
  static let offerNone = "There was no open case to ask about."
  static let offerNaming =
    "These cases name them. Nobody was asked; look at each, and take them in there if it is right."
  static let toDeclare = "Cases to declare on"
  static let toDeclareLead =
    "You see code name and card, and nothing else, until you have declared and somebody has let you in."
  static let toDeclareEmptyTitle = "Nothing to declare"
  static let toDeclareEmpty = "No open case waits for your declaration."
}
