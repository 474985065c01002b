import Identity
import Procedure

/// All that the program knows of a case while nobody is signed in (VAULT.md, section 12): enough to list it,
/// to remind, and to decide who is sealed to. Never a word of what was reported.
struct CaseIndex: Codable, Sendable, Hashable {
  /// How somebody stands to the case.
  enum Standing: String, Codable, Sendable, Hashable {
    /// Asked, and has not declared.
    case asked
    /// Declared no conflict, or let in by silence.
    case handler
    /// Taken in later: declared, and waits for the grant of a reader.
    case waitsForGrant
    /// Taken in by a handler and has to declare first.
    case admitted
    /// A later message names this handler; somebody else has to look.
    case heldBack
    /// Named, left out, in conflict, or gone: reads nothing.
    case keptOut
    /// Of the board, for an escalation.
    case reserve
    /// Of the board, let in to read for oversight.
    case oversight
  }

  var codeName: String
  var phase: Case.Phase
  var received: Moment
  var lastActivity: Moment
  var isUrgent: Bool
  /// The reporter wrote last and nobody has answered.
  var awaitsAnswer: Bool
  var acknowledged: Moment?
  var closed: Moment?
  /// How each principal stands who was ever asked, kept out or held in reserve.
  var standings: [PrincipalID: Standing]
  var deadlines: [Deadline]
  /// The address of the policy the case began under, in hexadecimal.
  var policy: String
  /// The addresses of the policies that the group moved it to, oldest first.
  var movedTo: [String]?
  /// What lapses by itself from here on, as the last reader's program worked out: the server cannot read the case.
  var lapses: [Lapse]?
  /// The moment for which all this was worked out last: later than now where the clock was set back. Nil in rows that
  /// are older than this.
  var standsAt: Moment?
  /// The reports to the board, each in a vault of its own.
  var boardFile: [VaultID]?
  /// Who may speak and not vote; nil in rows that are older than this.
  var softConflicts: Set<PrincipalID>?
  /// A party has asked the board to look again, and it has not decided; nil in rows that are older than this.
  var isReconsidered: Bool?
  /// Board members who asked to read for oversight and have no answer yet.
  var oversightAsked: Set<PrincipalID>?
  var card: VaultID?
  /// The channel that the case began with: of who reported first.
  var channel: VaultID?
  var openings: VaultID
  /// The principal of that reporter, when there is a receipt.
  var reporter: PrincipalID?
  /// That reporter as a party of the case.
  var reporterParty: PartyID?
  /// The channels that were opened later; nil in rows that are older than such channels.
  var laterChannels: [Channel]?
  /// The channels where the party wrote last; nil in rows that are older than this.
  var unanswered: Set<VaultID>?
  /// The vault of the case's lines in the ledger; nil until it is acknowledged.
  var ledger: VaultID?
  /// The persons the case is linked to; nil in rows that are older than persons.
  var people: [PersonMark]?
  /// Whether the board has the case.
  var isWithBoard: Bool
  /// Something is to be done although the case is closed: a readmission, a reconsideration, a task. Nil in rows that
  /// are older than this.
  var hasWorkLeft: Bool?
  /// When the window for declaring closes, until what follows from it has been done.
  var gateCloses: Moment?
  /// How the case stands from a later moment on, if nobody does anything until then.
  struct Lapse: Codable, Sendable, Hashable {
    var at: Moment
    var phase: Case.Phase
    var deadlines: [Deadline]
    /// Set when the case goes to the board then.
    var escalates: EscalationBecause?
    /// When this was foreseen: what has begun since then, it does not know of.
    var foreseenAt: Moment?
  }

  /// What the members were told of the deadlines already.
  var notified: Set<Notified> = []
  /// A reminder or an alarm that went out.
  enum Notified: Codable, Sendable, Hashable {
    case reminded(DeadlineID)
    case alarmed(DeadlineID)
    /// Who is on call was called, up to this stage.
    case called(DeadlineID, Call.Stage)
    /// Board and chairs were told that nobody is left who may decide.
    case uninvolvedNeeded
  }

  /// The principals of some standings, in a fixed order.
  func principals(_ wanted: Set<Standing>) -> [PrincipalID] {
    standings.filter { wanted.contains($0.value) }.map(\.key).sorted()
  }

  /// Whether the case is worked on: neither closed nor filed nor set aside.
  var isOpen: Bool { phase != .closed && phase != .filed && phase != .setAside }

  /// Whether time asks something of the case: a closed one still has its review date, the ends of its measures, and a
  /// reporter who may tell of retaliation.
  var keepsTime: Bool { phase != .setAside }

  /// Whether somebody who was asked is still needed: while it is worked on, or while the board is to look again.
  var asksForDeclarations: Bool { isOpen || isReconsidered == true }

  /// Whether its handlers find it among what they work on: also a closed case, as long as something waits in it.
  var isWorkedOn: Bool { isOpen || phase == .closed && (hasWorkLeft == true || awaitsAnswer) }

  /// The deadline that is most overdue or comes next, for somebody who has declared or not.
  func nextDeadline(awaitsDeclaration: Bool) -> Deadline? {
    deadlines.filter { $0.metAt == nil && (awaitsDeclaration || $0.whom != .undeclared) }
      .min { $0.due < $1.due }
  }

  /// Somebody who read the case, or was to, does so no more. When the window for declaring has passed already, nobody
  /// would count again whether enough are left: the program has to look once more, at the window's end or at once.
  mutating func noteLossOfReader(at now: Moment, _ policy: Policy) {
    guard phase != .filed, keepsTime, !isWithBoard, gateCloses == nil else { return }
    gateCloses = max(now, received.adding(seconds: policy.gate.windowSeconds))
  }

  /// Whether a deadline has passed unmet.
  func isLate(at now: Moment) -> Bool {
    #if REDRESS_PLANTED_FAULTS
      if PlantedFault.emptyLateList.isPlanted { return false }
    #endif
    return keepsTime && deadlines.contains { $0.metAt == nil && $0.due < now }
  }
}
