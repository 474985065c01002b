/// One line of the ledger: one person in one case, anonymised (rows B3, H8).
///
/// It says what the columns of the ledger say and nothing more: no name of a party, no word of an account. Dates are
/// whole days.
package struct LedgerRow: Hashable, Codable, Sendable {
  /// The day the report came in, in UTC.
  package var reported: Moment
  package var caseCodeName: String
  /// Nil while nobody is linked to a person.
  package var person: PersonID?
  /// The code name of the person; nil while nobody is linked.
  package var personCodeName: String?
  package var status: Status
  /// Who resolved it; nil while it is ongoing.
  package var source: ResolutionSource?
  /// The day it was resolved, in UTC.
  package var resolved: Moment?
  /// Whether somebody was in danger.
  package var isSafetyRisk: Bool
  /// Whether the harassment goes on.
  package var ongoing: Ongoing
  /// What followed, in the order of the column's values; empty while nothing is decided.
  package var consequences: [Consequence]
  /// The day on which the case is looked at again, in UTC; nil where none is set.
  package var review: Moment?
  /// How many documents the record holds. What they are stands in the case.
  package var documentCount: Int

  /// Whether the case goes on.
  package enum Status: String, Codable, Sendable, CaseIterable { case ongoing, resolved }

  /// Whose resolution it is.
  package enum ResolutionSource: String, Codable, Sendable, CaseIterable {
    case workingGroup, board, localRepresentatives, none
  }

  /// What is known of whether the harassment goes on.
  package enum Ongoing: String, Codable, Sendable, CaseIterable { case yes, no, maybe }

  /// The values of the column.
  package enum Consequence: String, Codable, Sendable, CaseIterable {
    case notAViolation, outOfScope, noActionTaken, warning, firstSuspension, secondSuspension
    case ban, other
  }

  package init(
    reported: Moment, caseCodeName: String, person: PersonID? = nil,
    personCodeName: String? = nil, status: Status, source: ResolutionSource? = nil,
    resolved: Moment? = nil, isSafetyRisk: Bool, ongoing: Ongoing,
    consequences: [Consequence] = [], review: Moment? = nil, documentCount: Int = 0
  ) {
    self.reported = reported
    self.caseCodeName = caseCodeName
    self.person = person
    self.personCodeName = personCodeName
    self.status = status
    self.source = source
    self.resolved = resolved
    self.isSafetyRisk = isSafetyRisk
    self.ongoing = ongoing
    self.consequences = consequences
    self.review = review
    self.documentCount = documentCount
  }
}

extension Moment {
  /// The beginning of its day in UTC: the ledger has no times of day.
  package var wholeDay: Moment {
    let secondsPerDay: Int64 = 86_400
    let day =
      secondsSince1970 >= 0
      ? secondsSince1970 / secondsPerDay
      : (secondsSince1970 - secondsPerDay + 1) / secondsPerDay
    return Moment(secondsSince1970: day * secondsPerDay)
  }
}
