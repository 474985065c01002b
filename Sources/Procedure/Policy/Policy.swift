/// A community's written rules, as data. Read from a JSON5 file and checked as a whole;
/// `docs/policy.md` describes the file.
package struct Policy: Hashable, Sendable {
  /// The bytes of the file. Their hash, computed above this room, is the address of the policy.
  package var canonicalBytes: [UInt8]
  /// Short name, such as `django`.
  package var name: String
  /// The date of this version as the community writes it, such as `2026-01-15`.
  package var version: String
  package var community: Community
  package var roles: [Role]
  /// The group should have at least so many members.
  package var membersMin: Int
  /// How often the board goes through the membership of the group, and how long before it is reminded.
  package var membershipReview: MembershipReview
  package var spaces: [Space]
  package var violationTypes: [ViolationType]
  package var intake: IntakeRules
  package var gate: Gate
  package var onCall: OnCall
  package var form: Form
  package var receipt: ReceiptText
  package var setAsideReasons: [SetAsideReason]
  package var deadlines: [DeadlineRule]
  package var assessment: Assessment
  package var measures: Measures
  package var decisions: Decisions
  package var consultation: Consultation
  package var board: Board
  package var publicVoice: PublicVoice
  package var closing: Closing
  package var templates: [TemplateKind: Template]
  package var citations: [RuleID: ClauseCitation]

  /// Names and addresses.
  package struct Community: Hashable, Sendable {
    /// The organization, such as "Django Software Foundation".
    package var organization: String
    /// The group's whole name, such as "Django Code of Conduct Working Group".
    package var groupName: String
    /// How the group calls itself inside a sentence: "working group" or "committee".
    package var groupWord: String
    /// The board's name, such as "DSF Board".
    package var boardName: String
    /// Where reports may be mailed.
    package var conductAddress: String
    /// Where the board is reached; nil where none is published.
    package var boardAddress: String?
    /// Pages of the community.
    package var links: [Link]
    /// Languages the group works in (BCP 47), the main one first.
    package var languages: [String]
  }

  /// A page of the community.
  package struct Link: Hashable, Sendable {
    package var id: String
    package var title: String
    /// Always https.
    package var url: String
  }

  /// The board's regular review of the membership.
  package struct MembershipReview: Hashable, Sendable {
    package var everySeconds: Int64
    package var remindBeforeSeconds: Int64
  }

  /// A role that a member or board member can have.
  package struct Role: Hashable, Sendable {
    package var id: RoleID
    package var title: String
    package var seat: Seat
    /// May read and handle cases; an adviser may not by the role alone.
    package var readsCases: Bool
    /// May a reporter write to holders of this role directly?
    package var takesDirectReports: Bool
    /// Answers for the group: chairs are counted for "all chairs are named".
    package var isChair: Bool
    /// So many may hold the role at once; nil for any number.
    package var holdersMax: Int?
  }

  /// A space that the policy covers.
  package struct Space: Hashable, Sendable {
    package var id: SpaceID
    package var title: String
  }

  /// A type of violation.
  package struct ViolationType: Hashable, Sendable {
    package var id: ViolationTypeID
    package var title: String
    /// Handled as urgent.
    package var isUrgent: Bool
  }

  /// Who gets a new report.
  package struct IntakeRules: Hashable, Sendable {
    package var readFirst: ReadFirst
    package var directReports: DirectReports
    /// A report about all chairs goes to the board, although other members would be left.
    package var allChairsToBoard: Bool

    /// Who is asked first.
    package enum ReadFirst: String, Sendable, CaseIterable {
      /// Every member who may read cases.
      case everybody
    }

    /// Whom a reporter may choose to write to alone.
    package enum DirectReports: String, Sendable, CaseIterable {
      /// Only holders of roles with `takesDirectReports`.
      case roles
      /// Any member who may read cases.
      case anyMember
      case nobody
    }
  }

  /// The conflict gate.
  package struct Gate: Hashable, Sendable {
    package var silence: Silence
    package var windowSeconds: Int64
    /// Fewer cleared members when the window closes: the case goes to the board.
    package var clearedMin: Int
    package var cardShows: Set<CardPart>
    package var grounds: [Ground]

    /// What it means to say nothing.
    package enum Silence: String, Sendable, CaseIterable {
      /// Opt-in: who says nothing does not read.
      case keepsOut
      /// Opt-out: who says nothing within the window reads.
      case letsIn
    }

    /// What the card may show.
    package enum CardPart: String, Sendable, CaseIterable {
      case reported, witnesses
      /// Only with the reporter's consent.
      case reporter
    }

    /// A ground of conflict that can be named.
    package struct Ground: Hashable, Sendable {
      package var id: GroundID
      package var title: String
    }
  }

  /// The words of the public form. All placeholders are already filled in.
  package struct Form: Hashable, Sendable {
    package var title: String
    /// First of all: anyone in physical danger.
    package var dangerAdvice: String
    /// What is done when the agency is not known.
    package var agencyAdvice: String
    package var unsureWelcome: String
    package var whoCanReport: String
    package var whoReads: String
    package var confidentiality: String
    /// Context may let others guess who reported.
    package var inferenceWarning: String
    package var retaliation: String
    package var languages: String
    package var directReports: String
    /// Ways to report besides the form.
    package var otherWays: String
    package var submit: String
    package var fields: [FormField: FieldWording]
  }

  /// The label and the help beside one field.
  package struct FieldWording: Hashable, Sendable {
    package var label: String
    package var help: String
  }

  /// The receipt and what it says.
  package struct ReceiptText: Hashable, Sendable {
    /// How many words the passphrase has, 6 to 12.
    package var words: Int
    package var title: String
    package var keepSafe: String
    /// What happens next, one paragraph each.
    package var next: [String]
    /// The deadlines whose times are told to the reporter.
    package var promises: [DeadlineID]
  }

  /// A reason for setting something aside.
  package struct SetAsideReason: Hashable, Sendable {
    package var id: SetAsideReasonID
    package var title: String
  }

  /// A rule that makes a deadline of events.
  package struct DeadlineRule: Hashable, Sendable {
    package var id: DeadlineID
    package var title: String
    package var kind: Deadline.Kind
    package var starts: Trigger
    package var ends: Set<Trigger>
    package var seconds: Int64
    package var remindBeforeSeconds: Int64?
    package var alarmAfterSeconds: Int64
    package var whom: Deadline.Audience
    /// Whether it runs on when the case is closed (a review date, the end of a measure).
    package var runsAfterClosing: Bool
    package var citation: ClauseCitation

    /// What starts or ends a deadline.
    package enum Trigger: String, Codable, Sendable, CaseIterable {
      case reportReceived
      /// The report came with an e-mail address.
      case addressGiven
      /// The report states danger, or asks the group to find an agency.
      case agencyAsked
      case agencySettled
      /// The program's receipt went out.
      case automaticReceipt
      case acknowledged
      /// A message in substance went to the reporter.
      case answered
      /// It was closed for the record: somebody had already handled it.
      case filed
      /// Members were asked at the gate.
      case gateOpened
      /// Everybody asked has declared.
      case everybodyDeclared
      /// The reporter wrote.
      case reporterWrote
      /// Any message went to the reporter after that.
      case reporterAnswered
      /// The reporter was told of a delay; a deadline that starts here is due on the day they were told.
      case delayAnnounced
      case shepherdAccepted, shepherdIntroduced
      case concernRaised, concernSettled
      case meetingCalled, meetingRecorded
      // Each of these may run several times side by side: for each act, notice, draft, question, party, proposal.
      case actedAtOnce, actReported, actReviewed
      case emergencyNoticeSent, emergencyNoticeReviewed
      case draftWritten, draftSettled
      case informationNeeded, informationSettled
      case hearingInvited, hearingSettled
      case proposalOpened, proposalSettled
      /// Consensus was not reached in its window; the vote runs.
      case voteOpened
      case consultationAsked, consultationSettled
      case resolutionAdopted, resolutionEnacted
      /// A task has a due date of its own.
      case taskOpened, taskSettled
      case reporterTold
      case boardReported
      case escalated, boardDecided
      case reconsiderationRequested, reconsiderationDecided
      case readmissionRequested, readmissionDecided
      /// A measure with an end; due on its date.
      case measureBegan, measureEnded
      case closed, reopened
      /// Due on the review date.
      case reviewSet, reviewed
      case retaliationAsked
      /// Who reported answers that somebody took it out on them.
      case retaliationReported
      /// The handlers have taken that up: what is going on was looked at, somebody acted, it was linked, or the case reopened.
      case retaliationSettled
      /// The reporter wants no more messages, or wants them again. What only a message could end rests meanwhile.
      case contactStopped, contactResumed
    }
  }
}

/// The fields of the public form.
package enum FormField: String, Sendable, CaseIterable, Codable {
  case account, involved, witnesses, when, place = "where", space, links, files, context, ongoing
  case other, danger, agencyUnknown, relation, retaliation, earlierReport, contactName
  case contactEmail, contactOther, nameOnCard, language, answerLanguage, translated, leaveOut
  case chosen, sensitivities
}
