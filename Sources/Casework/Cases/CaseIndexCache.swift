import Identity
import Procedure
import Synchronization

/// The opened index rows of one organization, so that a list of ten thousand cases costs no decryption.
///
/// Holds what the server may know anyway (VAULT.md, section 12) and nothing of any vault. It is brought up to date
/// inside each read, by the rows that changed since; so another process may write too.
final class CaseIndexCache: Sendable {
  private struct State {
    var revision: Int64 = 0
    var cases: [VaultID: CaseIndex] = [:]
    var codeNames: Set<String> = []
    /// The cases of a principal by activity, newest first; thrown away when any case changes.
    var listings: [PrincipalID: Listing] = [:]
  }

  /// The cases that a principal stands to in some way, split by what they ask for.
  struct Listing: Sendable {
    var toDeclare: [VaultID] = []
    /// The open cases, with what a list of thousands is searched for.
    var open: [OpenCase] = []
    var setAside: [VaultID] = []
    var closed: [VaultID] = []
  }

  /// An open case of somebody.
  struct OpenCase: Sendable {
    let vault: VaultID
    /// The reporter waits for words.
    let awaitsWords: Bool
    /// When the first unmet deadline is due.
    let nextDue: Moment?
  }

  /// What was found of all cases under one state of index and directory.
  private struct Stranding {
    let revision: Int64
    let directoryHead: Bytes
    let isAny: Bool
    let undecidable: [VaultID]
  }

  private let state = Mutex(State())
  private let stranding = Mutex<Stranding?>(nil)

  /// Whether there is a case that nobody can open any more. Looked for once for each state of index and directory.
  func isAnyStranded(_ membership: Membership) -> Bool { stranding(membership).isAny }

  /// The cases before the board that nobody on it may decide, in a fixed order.
  func undecidable(_ membership: Membership) -> [VaultID] { stranding(membership).undecidable }

  private func stranding(_ membership: Membership) -> Stranding {
    let (revision, cases) = state.withLock { ($0.revision, $0.cases) }
    let known = stranding.withLock { $0 }
    if let known, known.revision == revision, known.directoryHead == membership.directoryHead {
      return known
    }
    let found = Stranding(
      revision: revision, directoryHead: membership.directoryHead,
      isAny: cases.values.contains { $0.isStranded(membership) },
      undecidable: cases.filter { $0.value.needsSomebodyUninvolved(membership) }.keys.sorted())
    stranding.withLock { $0 = found }
    return found
  }

  /// How far the cache has read.
  var revision: Int64 { state.withLock { $0.revision } }

  /// Takes in rows that changed; older ones than those it has are passed over.
  func take(_ changed: [(vault: VaultID, index: CaseIndex)], revision: Int64) {
    state.withLock { state in
      guard revision > state.revision else { return }
      state.revision = revision
      for (vault, index) in changed {
        state.cases[vault] = index
        state.codeNames.insert(index.codeName)
      }
      if !changed.isEmpty { state.listings = [:] }
    }
  }

  /// One case.
  func index(of vault: VaultID) -> CaseIndex? { state.withLock { $0.cases[vault] } }

  /// Every case, in no order.
  func all() -> [VaultID: CaseIndex] { state.withLock { $0.cases } }

  /// Whether a code name belongs to a case already.
  func isTaken(codeName: String) -> Bool {
    state.withLock { $0.codeNames.contains(codeName) }
  }

  /// The cases of one principal.
  func listing(of principal: PrincipalID) -> (Listing, [VaultID: CaseIndex]) {
    state.withLock { state in
      if let listing = state.listings[principal] { return (listing, state.cases) }
      var listing = Listing()
      let mine = state.cases.compactMap { vault, index in
        index.standings[principal].map { (vault, index, $0) }
      }.sorted { ($0.1.lastActivity, $0.0) > ($1.1.lastActivity, $1.0) }
      for (vault, index, standing) in mine {
        switch standing {
        case .asked, .admitted:
          if index.asksForDeclarations { listing.toDeclare.append(vault) }
        case .handler:
          if index.isWorkedOn {
            listing.open.append(
              OpenCase(
                vault: vault, awaitsWords: index.awaitsAnswer || index.acknowledged == nil,
                nextDue: index.nextDeadline(awaitsDeclaration: false)?.due))
          } else if index.phase == .setAside {
            listing.setAside.append(vault)
          } else {
            listing.closed.append(vault)
          }
        case .oversight: listing.closed.append(vault)
        case .waitsForGrant, .heldBack, .keptOut, .reserve: break
        }
      }
      state.listings[principal] = listing
      return (listing, state.cases)
    }
  }
}
