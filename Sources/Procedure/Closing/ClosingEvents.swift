/// `close` and `closed` (row H8).
package struct CaseClosing: Hashable, Codable, Sendable {
  package var outcome: RecordType
  package var summary: String
  package var actions: String
  /// Left out: the policy decides.
  package var reviewAt: Moment?

  package init(outcome: RecordType, summary: String, actions: String, reviewAt: Moment? = nil) {
    self.outcome = outcome
    self.summary = summary
    self.actions = actions
    self.reviewAt = reviewAt
  }
}

/// `reopen` and `reopened`: new information.
package struct Reopening: Hashable, Codable, Sendable {
  package var reason: String

  package init(reason: String) {
    self.reason = reason
  }
}

/// `linkCase` and `caseLinked` (rows G6, H1).
package struct CaseLink: Hashable, Codable, Sendable {
  package var other: CaseID
  package var relation: CaseRelation
  package var note: String?

  package init(other: CaseID, relation: CaseRelation, note: String? = nil) {
    self.other = other
    self.relation = relation
    self.note = note
  }
}

/// `mergeInto` and `mergedInto`: this report is handled in another case; its reporter keeps their own channel here.
package struct CaseMerging: Hashable, Codable, Sendable {
  package var other: CaseID
  package var reason: String

  package init(other: CaseID, reason: String) {
    self.other = other
    self.reason = reason
  }
}

/// `announceDelay`: the reporter is told that it takes longer, and until when (rows E7, R4).
package struct DelayNotice: Hashable, Codable, Sendable {
  package var projected: Moment
  package var text: String
  /// Set by `Casework`.
  package var message: MessageReference?

  package init(projected: Moment, text: String, message: MessageReference? = nil) {
    self.projected = projected
    self.text = text
    self.message = message
  }
}

/// `delayAnnounced`.
package struct DelayAnnouncement: Hashable, Codable, Sendable {
  package var projected: Moment
  package var message: MessageReference?

  package init(projected: Moment, message: MessageReference? = nil) {
    self.projected = projected
    self.message = message
  }
}

/// `pauseDeadline`, `deadlinePaused`, `resumeDeadline`, `deadlineResumed`: only internal aims pause.
package struct DeadlinePause: Hashable, Codable, Sendable {
  package var deadline: DeadlineID
  package var reason: String

  package init(deadline: DeadlineID, reason: String) {
    self.deadline = deadline
    self.reason = reason
  }
}

/// `policyMoved`: the case follows another version of the policy from here.
package struct PolicyMove: Hashable, Codable, Sendable {
  /// Hash of the policy, in hexadecimal.
  package var address: String

  package init(address: String) {
    self.address = address
  }
}

/// `recordReview` and `reviewRecorded`: the case was looked at again on its review date.
package struct ReviewNote: Hashable, Codable, Sendable {
  package var account: String
  package var nextReview: Moment?

  package init(account: String, nextReview: Moment? = nil) {
    self.account = account
    self.nextReview = nextReview
  }
}

/// `introduceShepherd`, `askAboutRetaliation`: a letter of a kind of its own to the reporter. Without `text` the template of the policy.
package struct LetterToReporter: Hashable, Codable, Sendable {
  package var text: String?
  /// Set by `Casework`.
  package var message: MessageReference?

  package init(text: String? = nil, message: MessageReference? = nil) {
    self.text = text
    self.message = message
  }
}

/// How two cases belong together.
package enum CaseRelation: String, Codable, Sendable, CaseIterable {
  /// This one is about revenge for the other (row G6).
  case retaliation
  case samePerson
  case sameIncident
  /// A program's or event's decision that is appealed here.
  case appeal
}
