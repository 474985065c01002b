/// What the policy fixes of the procedure after the first answer: how a report is assessed, which measures there are,
/// how the group decides, what comes before and after enactment, and what the board does.
extension Policy {
  /// The questions of the evaluation (rows E3, E6).
  package struct Assessment: Hashable, Sendable {
    package var questions: [Question]
    /// What counts as officially representing the community outside its spaces (`Clause.E04.8`).
    package var representations: [Representation]

    /// One question, answered yes, no, unsure or not applicable, with a note.
    package struct Question: Hashable, Sendable {
      package var id: QuestionID
      package var area: Area
      package var text: String
      /// Whether a yes raises risk or impact (true), or lowers it (false).
      package var yesRaises: Bool
      /// Whether a yes makes every proposal of the case severe.
      package var yesIsSevere: Bool
    }

    /// The three aspects that are evaluated.
    package enum Area: String, Codable, Sendable, CaseIterable { case jurisdiction, impact, risk }

    /// A way of officially representing the community.
    package struct Representation: Hashable, Sendable {
      package var id: RepresentationID
      package var title: String
    }
  }

  /// The measures a resolution can hold (rows G12, E13, R3).
  package struct Measures: Hashable, Sendable {
    package var list: [MeasureRule]
    /// Suggestions that a member may choose from and change.
    package var modifications: [String]
    package var repairs: [String]
    /// What meaningful accountability looks like, told to the reported person (`Clause.C08.7`).
    package var accountability: String
    /// What a draft about a measure begins with, for each measure and audience.
    package var letters: [MeasureID: LetterTemplates]
    /// Whether a rung may be skipped only with a reason.
    package var skippingNeedsReason: Bool
    /// Whether a proposal may hold a measure that is not in the list, saying how it makes the community safer (row B15).
    package var allowsOthers: Bool
  }

  /// One measure of the policy.
  package struct MeasureRule: Hashable, Sendable {
    package var id: MeasureID
    package var title: String
    package var consequence: String
    /// Place on the ladder, 1 is the lowest; nil for a response that is no rung.
    package var rung: Int?
    package var term: Term
    /// Whether it concerns somebody, and that person has to be heard and told.
    package var concernsReported: Bool
    /// A proposal that holds it is severe (suspension, ban).
    package var isSevere: Bool
    /// It has to be carried out space by space.
    package var perSpace: Bool
    /// It says something in public; `publicVoice` says who may.
    package var isPublic: Bool
    /// All parties have to consent first (facilitated communication, direct apology).
    package var needsConsent: Bool
    /// It asks the person to stay away or to leave something be, and says what is expected and what follows otherwise.
    package var isRequest: Bool
    package var recordType: RecordType

    /// How long a measure lasts and how it ends.
    package enum Term: Hashable, Sendable {
      /// Nothing lasts: a warning, an apology.
      case none
      /// Days; ends by itself on its date.
      case endsOnDate(daysMin: Int, daysMax: Int?)
      /// Days; ends only when readmission was requested and granted.
      case endsByReadmission(daysMin: Int, daysMax: Int?)
      case permanent
    }
  }

  /// How the group decides (DESIGN.md, "The arithmetic of decisions"; rows E12, H7, B12).
  package struct Decisions: Hashable, Sendable {
    /// What an ordinary resolution needs while nobody objects.
    package var ordinary: Threshold
    /// What a vote needs once an objection stands or consensus was not reached in time.
    package var vote: Threshold
    /// What a severe or legal one needs besides.
    package var severe: Threshold
    package var consensusSeconds: Int64
    package var voteSeconds: Int64
    /// Whether the consensus window can end before its time.
    package var consensusEnds: ConsensusEnd
    /// Fewer eligible members: the board decides.
    package var eligibleMin: Int
    /// Whether a soft conflict, to speak and not to vote, is known.
    package var softConflicts: Bool
    /// Violation types that make every proposal severe.
    package var severeTypes: [ViolationTypeID]
    /// How long an act under E11 may stand before the alarm, in seconds, and how it is reviewed.
    package var actReportSeconds: Int64

    /// How long a group has for one matter, in all versions and proposals together: twice the way of one.
    package var allVersionsSeconds: Int64 { 2 * (consensusSeconds + voteSeconds) }

    /// How many explicit agreements are enough, over the n eligible.
    package enum Threshold: Hashable, Sendable {
      /// So many besides the shepherd's own.
      case besidesShepherd(Int)
      /// More than n/2.
      case majority
      /// At least ⌈numerator·n/denominator⌉.
      case share(numerator: Int, denominator: Int)
    }

    /// When the consensus window ends.
    package enum ConsensusEnd: String, Codable, Sendable, CaseIterable {
      /// When every eligible member has spoken, or at its time.
      case everybodySpoke
      /// As soon as the threshold is reached and no objection stands.
      case threshold
      /// Only at its time.
      case windowOnly
    }
  }

  /// Asking those affected before a resolution is enacted (rows G13, E14, R5, C7).
  package struct Consultation: Hashable, Sendable {
    package var windowSeconds: Int64
    /// Whom it is asked of.
    package var roles: [PartyRole]
  }

  /// What the board does (rows G14, E15, G17, R6, R8).
  package struct Board: Hashable, Sendable {
    /// Every case is reported to the board.
    package var reportsEveryCase: Bool
    /// How long after a decision reconsideration may be asked, in seconds.
    package var reconsiderationSeconds: Int64
    /// Whether the board may read a case for oversight, on request.
    package var allowsOversight: Bool
    /// The role that takes reports to the board; nil where a chair does.
    package var liaisonRole: RoleID?
  }

  /// Who may speak in public about a single matter (rows G14, R3, E16).
  package struct PublicVoice: Hashable, Sendable {
    package var group: Bool
    package var board: Bool
  }

  /// How cases end (rows H8, B4).
  package struct Closing: Hashable, Sendable {
    /// The review date that is offered, in seconds after closing.
    package var reviewSeconds: Int64
    /// When the reporter is asked about retaliation, in seconds after closing.
    package var retaliationQuestionSeconds: Int64
  }
}

/// What the record of a case says of a person in it (`VALUES.md`, row B3).
package enum RecordType: String, Codable, Sendable, CaseIterable {
  /// No violation took place.
  case noViolation
  /// A violation, and who was responsible cannot be found out.
  case violationByUnknown
  /// Resolved: a warning, a repair, a facilitated communication.
  case resolved
  /// Flagged: a suspension, or a pattern to watch.
  case flagged
  case banned
}
