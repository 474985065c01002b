import Identity
import Procedure

/// All that the program knows of a case while nobody is signed in (VAULT.md, section 12): enough to list it,
/// to remind, and to decide who is sealed to. Never a word of what was reported.
struct CaseIndexRecord: Codable, Sendable, Hashable {
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
  /// By the hexadecimal text of the principal.
  var standings: [String: Standing]
  var deadlines: [Deadline]
  /// The address of the policy the case began under, in hexadecimal.
  var policy: String
  var card: VaultID?
  var channel: VaultID?
  var openings: VaultID
  /// The reporter's principal, when there is a receipt.
  var reporter: PrincipalID?
  /// Whether the board has the case.
  var isWithBoard: Bool
  /// The newest entry of the case and of each child that this record was made with.
  var heads: [VaultID: UInt64]

  /// The principals of one standing, in a fixed order.
  func principals(standing: Set<Standing>) -> [PrincipalID] {
    standings.filter { standing.contains($0.value) }.compactMap { PrincipalID(hexadecimal: $0.key) }
      .sorted()
  }

  /// How a principal stands; nil for somebody the case never knew.
  func standing(of principal: PrincipalID) -> Standing? { standings[principal.hexadecimal] }
}
