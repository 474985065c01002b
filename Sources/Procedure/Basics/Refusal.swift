/// The stable name of a rule. Refusals, citations, tests and the list of clauses use it.
///
/// Names are never reused for another meaning.
package enum RuleID: String, Codable, CaseIterable, Sendable, Comparable {
  /// A member says whether they have a conflict before they see or do anything else.
  case declareFirst = "gate.declare-first"
  /// A declaration counts once; "no conflict" may be corrected to "conflict", not the other way round.
  case declareOnce = "gate.declare-once"
  /// A ground that is named is one of the policy's grounds.
  case groundIsKnown = "gate.ground-is-known"
  /// Who was kept out, has a conflict or was never asked does nothing in the case.
  case handlersOnly = "case.handlers-only"
  /// Only somebody else who is cleared takes a member back in, and says why.
  case admitByAnother = "gate.admit-by-another"
  /// A reason, where one is asked for, is written down.
  case reasonIsGiven = "case.reason-is-given"
  /// A personal acknowledgement is sent once.
  case acknowledgeOnce = "answer.acknowledge-once"
  /// An acknowledgement reaches the reporter, or the record says that there is no way to them.
  case acknowledgementArrives = "answer.reaches-the-reporter"
  /// What was set aside stays as it is until it is taken back.
  case setAsideRests = "case.set-aside-rests"
  /// A case closed for the record stays closed in this version, except for notes and messages.
  case filedRests = "case.filed-rests"
  /// A case that was acknowledged is no longer spam, a question or misdirected mail.
  case setAsideBeforeAnswer = "case.set-aside-before-answer"
  /// Text is there, and not longer than can be read.
  case textFits = "text.fits"
  /// A message goes to a channel of this case.
  case channelIsKnown = "message.channel-is-known"
  /// A message to anybody but the person who reported waits for a second reader.
  case secondReader = "message.second-reader"
  /// A party is one of this case.
  case partyIsKnown = "party.is-known"
  /// Who is kept in mind across cases is somebody who was reported, never who reported or saw it.
  case onlyReportedPersons = "person.only-reported"
  /// A note that is corrected is one of this case.
  case noteIsKnown = "note.is-known"
  /// Each question about law enforcement is settled once, by who was notified or why nobody was.
  case agencyTask = "safety.agency-task"
  /// A case goes to the board once.
  case escalateOnce = "board.escalate-once"
  /// A mail that was put aside is placed once, into a channel of this case.
  case mailIsPlacedOnce = "mail.placed-once"
  /// On-call duty is for the members who read cases.
  case onCallRotation = "oncall.rotation"
  /// Only a duty that is theirs, in a week that is not over, can be swapped by two members.
  case swapOwnDuty = "oncall.swap-own-duty"
  /// A swap counts with the word of the member who was asked, and of nobody else.
  case swapNeedsConsent = "oncall.swap-needs-consent"
  /// A swap is answered or withdrawn once.
  case swapAnsweredOnce = "oncall.swap-answered-once"
  /// An absence has an end and is not over yet.
  case absenceIsAhead = "oncall.absence-ahead"
  /// Members end their own absences.
  case absenceIsTheirs = "oncall.own-absence"

  package static func < (left: RuleID, right: RuleID) -> Bool { left.rawValue < right.rawValue }
}

/// Where a rule comes from in one community's own documents.
package struct ClauseCitation: Hashable, Codable, Sendable {
  /// The id of the clause, such as `G13.1`; nil where the community's documents say nothing and the rule is Redress's default.
  package var clause: String?
  /// What that clause asks for, in one sentence of our own.
  package var text: String

  package init(clause: String?, text: String) {
    self.clause = clause
    self.text = text
  }
}

/// A rule said no. Nothing was changed.
///
/// Shown only to who may know that the case exists; the sentences hold no words of a report.
package struct Refusal: Error, Hashable, Codable, Sendable, CustomStringConvertible {
  /// Which rule refused.
  package var rule: RuleID
  /// Where that rule comes from in this community.
  package var citation: ClauseCitation
  /// What is refused and why, one sentence.
  package var sentence: String
  /// What would be right, or what it waits for, one sentence.
  package var wayOut: String

  package init(rule: RuleID, citation: ClauseCitation, sentence: String, wayOut: String) {
    self.rule = rule
    self.citation = citation
    self.sentence = sentence
    self.wayOut = wayOut
  }

  /// The rule and the clause; never the words of a person.
  package var description: String {
    "refused by \(rule.rawValue)\(citation.clause.map { " (\($0))" } ?? "")"
  }
}
