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
  /// An acknowledgement reaches the reporter, or the record says that there is no way to them; before it nothing is
  /// filed or merged.
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
  /// A message to anybody but the person who reported waits for a second reader; only a notice about an act at once
  /// does not, by who acted, while it goes on and the group has not settled the act.
  case secondReader = "message.second-reader"
  /// A party is one of this case.
  case partyIsKnown = "party.is-known"
  /// Who is kept in mind across cases is somebody who was reported, never who reported or saw it.
  case onlyReportedPersons = "person.only-reported"
  /// A note that is corrected is one of this case.
  case noteIsKnown = "note.is-known"
  /// Each question about law enforcement is settled once, by who was notified or why nobody was; while somebody is in
  /// danger no report is set aside or filed.
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
  /// An adviser helps on a named case: they speak and write notes, and never decide or send.
  case adviserAdvises = "case.adviser-advises"
  /// A board member who was let in for oversight reads, and does nothing else.
  case oversightReads = "case.oversight-reads"
  /// A soft conflict, to speak and not to vote, exists only where the policy knows it.
  case softConflictKnown = "gate.soft-conflict-known"
  /// Only a member who may decide in the case can own it.
  case shepherdIsHandler = "shepherd.is-handler"
  /// Biases are declared before the case is taken, and looked at by somebody else.
  case shepherdBiasesFirst = "shepherd.biases-first"
  /// Only the shepherd hands the case over; only who was asked accepts or declines.
  case shepherdHandsOver = "shepherd.hands-over"
  /// A case has an owner before measures are proposed.
  case shepherdBeforeProposal = "shepherd.before-proposal"
  /// A concern of the reporter is answered once, while it is open.
  case concernIsOpen = "shepherd.concern-is-open"
  /// An act at once is put before the group once, by whoever acted or knows of it.
  case actReportedOnce = "act.reported-once"
  /// An act is reviewed by eligible members other than the one who acted.
  case actReviewedByOthers = "act.reviewed-by-others"
  /// An act is confirmed, amended or reversed by a majority of the eligible.
  case actReviewMajority = "act.review-majority"
  /// Acting at once needs something that may go on or somebody's safety at risk, and says what was done.
  case actIsGrounded = "act.is-grounded"
  /// An emergency notice is read afterwards by another member than its author, before the same person gets another.
  case noticeReviewedByAnother = "act.notice-reviewed-by-another"
  /// Only members who handle the case attend its meetings.
  case meetingOfHandlers = "meeting.of-handlers"
  /// What is corrected was written by somebody in this case.
  case entryIsKnown = "case.entry-is-known"
  /// No proposal opens while something marked as needed is missing and was not sought in vain.
  case informationBeforeProposal = "decision.information-first"
  /// The four findings are in writing before measures are proposed.
  case findingsBeforeProposal = "decision.findings-first"
  /// A reported person is heard before measures against them are proposed, or it is recorded why not.
  case hearingBeforeDecision = "decision.hearing-first"
  /// What goes to a reported person, a representative, a witness or the public was read, in this very version, by a member who did not write it.
  case draftSecondReader = "draft.second-reader"
  /// What the checker points at in a draft is taken out, or whoever approves it says why it may stay.
  case draftFindingsAnswered = "draft.findings-answered"
  /// A reviewer reads the newest version and says which one it was.
  case draftNewestVersion = "draft.newest-version"
  /// A draft that was sent or discarded stays as it was.
  case draftIsWaiting = "draft.is-waiting"
  /// A letter to a reported person says what they did, the impact, what is expected and the consequences.
  case fourParts = "draft.four-parts"
  /// An apology is passed on only to somebody who agreed to receive it, and accepted only in the name of who wants that.
  case apologyWithPermission = "draft.apology-with-permission"
  /// A permission to tell who somebody is says to whom and for what.
  case permissionIsWhole = "permission.is-whole"
  /// What a person refused or took back on their own page is allowed again only by themselves.
  case permissionOwnWord = "permission.own-word"
  /// Something new rests on a permission only while it stands, and only for whom it was given.
  case permissionStands = "permission.stands"
  /// Who reported, was harmed or saw it is named outside only with their permission or for one of the three written
  /// reasons; who was reported, with a reason.
  case disclosureIsGrounded = "disclosure.is-grounded"
  /// How parties reach each other is passed on only where both want it.
  case contactWithConsent = "disclosure.contact-with-consent"
  /// Information for other leaders is confirmed by others, or shows a pattern.
  case informationCorroborated = "information.corroborated"
  /// Information for other leaders leaves the decision to them.
  case informationInforms = "information.informs"
  /// Information for other leaders is given in writing.
  case informationInWriting = "information.in-writing"
  /// In a serious case legal advice is asked for before information goes out, or it is on the record why not.
  case informationAdviceFirst = "information.advice-first"
  /// Who was added to a conversation or dropped from it is announced at the top of the next message.
  case recipientsAnnounced = "message.recipients-announced"
  /// A public statement names only those who instructed it.
  case namedOnInstruction = "statement.named-on-instruction"
  /// Only the body that the policy names speaks in public about a single matter.
  case publicVoice = "statement.who-speaks"
  /// Who asked for no more messages gets none.
  case contactStopped = "message.contact-stopped"
  /// A measure is one of the policy's, with a term it allows, or says what it is and how it makes the community safer.
  case measureIsWhole = "measure.is-whole"
  /// A request to stay away says what is expected and what follows otherwise.
  case requestIsClear = "measure.request-is-clear"
  /// Lower rungs are skipped with a reason.
  case skippingNeedsReason = "measure.skipping-needs-reason"
  /// A conversation between parties takes place only when all of them agreed.
  case measureWithConsent = "measure.with-consent"
  /// Only an open proposal of this case is spoken to, amended or withdrawn.
  case proposalIsOpen = "decision.proposal-is-open"
  /// One proposal of a kind is open at a time; a better idea amends it.
  case oneProposalOfAKind = "decision.one-at-a-time"
  /// A word counts for the version it was said of, and only the newest can be spoken to.
  case newestVersion = "decision.newest-version"
  /// Only eligible members decide: active, voting, without a conflict, asked before the version was opened.
  case eligibleVote = "decision.eligible-vote"
  /// An objection says why.
  case objectionHasReason = "decision.objection-has-reason"
  /// Enough others than the shepherd have to agree, explicitly.
  case ordinaryThreshold = "decision.ordinary"
  /// While an objection stands there is no consensus, and the members vote.
  case objectionStands = "decision.objection-stands"
  /// A vote needs the share of the eligible that the policy says.
  case voteThreshold = "decision.vote"
  /// Severe or legal proposals need a majority of the eligible besides.
  case severeMajority = "decision.severe-majority"
  /// Suspensions, bans, threats and sexual harassment are severe by themselves.
  case severeByItself = "decision.severe-by-itself"
  /// One eligible member may call a proposal severe; only a majority takes that back.
  case majorityClearsFlag = "decision.majority-clears-flag"
  /// With fewer eligible members than the policy's minimum the board decides.
  case enoughEligible = "decision.enough-eligible"
  /// Neither consensus nor a sufficient majority in time: the board decides.
  case noDecisionToBoard = "decision.no-decision-to-board"
  /// When somebody who had voted leaves or steps out, the open vote is void.
  case leaverVoidsVote = "decision.leaver-voids-vote"
  /// The board decides by a majority of its members who are not involved.
  case boardMajority = "board.majority"
  /// A reconsideration is decided by people who did not decide before, as far as there are any.
  case reconsiderFreshEyes = "board.fresh-eyes"
  /// Reconsideration is asked for after a decision, within the policy's time.
  case reconsiderInTime = "board.reconsider-in-time"
  /// What only the board may do is done by the board.
  case boardDecides = "board.decides"
  /// A case is reported to the board before it is closed.
  case boardReportFirst = "board.report-before-closing"
  /// Access for oversight is given when a board member asked for it and the policy knows it.
  case oversightByPolicy = "board.oversight-asked"
  /// Before a resolution is enacted those affected were told of it and asked; silence does not block.
  case consultBeforeEnactment = "enact.consult-first"
  /// Only an adopted resolution that is not enacted yet is put to those affected.
  case consultOnAdopted = "enact.consult-on-adopted"
  /// Only an adopted proposal is enacted, and once.
  case adoptedBeforeEnactment = "enact.adopted-first"
  /// A task is one of this case and still open.
  case taskIsOpen = "task.is-open"
  /// The reporter is told before anything else is carried out.
  case reporterFirst = "task.reporter-first"
  /// The letter to the person whom a measure concerns is written, where a way leads to them, and not ticked off.
  case letterIsSent = "task.letter-is-sent"
  /// Conditions, readmission and ends belong to a measure that is in force.
  case measureIsInForce = "measure.is-in-force"
  /// A measure ends on its date, or when that was decided: by readmission, or by the members who could decide on it.
  case endsByReadmission = "measure.ends-by-readmission"
  /// Readmission is decided when it was asked for, and granted after the term with a word on every condition.
  case readmissionAsked = "measure.readmission-asked"
  /// A case is closed after a decision was enacted, with an outcome that agrees with it; without one it is filed for
  /// the record.
  case decisionBeforeClosing = "close.decision-first"
  /// A case is closed when its tasks are done or dropped with a reason.
  case tasksBeforeClosing = "close.tasks-first"
  /// A case is closed when every act at once was reviewed, and a resolution says what stays of it.
  case actsBeforeClosing = "close.acts-first"
  /// A case is closed when the reporter was told so.
  case reporterBeforeClosing = "close.reporter-first"
  /// A case is filed for the record by the word of two handlers, where two are there.
  case filingBySecond = "close.second-word"
  /// Only a closed case is reopened or reviewed.
  case closedOnce = "close.closed-once"
  /// Only internal aims rest; promises to people never do.
  case promisesRun = "deadline.promises-run"
  /// A delay is told with a date that still lies ahead.
  case delayIsAhead = "deadline.delay-is-ahead"
  /// Only guidance is left aside, with a reason; what protects people is not.
  case departureFromGuidance = "case.departure-from-guidance"
  /// A case is linked to or merged into another case, once.
  case linksAnother = "case.links-another"

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
