import Identity
import Procedure
import Storage
import Vault

/// Members who turn out to be somebody whom the case is about, and members of whom a handler knows something: they read
/// no further until somebody else has looked (rows B1, G15, G16).
extension CaseAct {
  /// Keeps out whoever the command names, before it is sealed.
  mutating func keepOut(namedBy command: Command) throws {
    switch command {
    case .nameParty(let naming):
      try keepOut(namedIn: [naming.displayName], naming.names, naming.handles, naming.emails)
    case .correctParty(let correction):
      try keepOut(
        namedIn: [correction.displayName], correction.names, correction.handles,
        correction.emails)
    case .holdBack(let holding):
      guard let principal = PrincipalID(hexadecimal: holding.member.text) else { return }
      try keepOut([principal], because: nil)
    default: return
    }
  }

  private mutating func keepOut(namedIn lists: [String]?...) throws {
    let text = lists.compactMap { $0 }.joined().joined(separator: "\n")
    let found = held.state.membership.finder.members(in: text).keys
    try keepOut(found.compactMap { PrincipalID(hexadecimal: $0.text) }, because: .namedAsParty)
  }

  /// Takes the key to what comes next from these people. Handlers keep what they could read until now; who had not been
  /// let in loses everything.
  ///
  /// - Parameter because: entered for each of them by the rule; nil where the command itself enters it.
  mutating func keepOut(_ named: [PrincipalID], because: KeptOutBecause?) throws {
    let reading = named.sorted().filter { principal in
      switch index.standings[principal] {
      case .handler, .asked, .admitted, .waitsForGrant, .reserve, .oversight: true
      case .heldBack, .keptOut, nil: false
      }
    }
    guard !reading.isEmpty else { return }
    let gone = reading.filter { index.standings[$0] != .handler }
    for principal in reading {
      index.standings[principal] = gone.contains(principal) ? .keptOut : .heldBack
    }
    index.noteLossOfReader(at: now, policy)
    try chains.beginEpochs(index, cause: EpochCause(.entitlement), nowSeconds: nowSeconds)
    for principal in reading {
      let openPart: OpenPart =
        gone.contains(principal)
        ? .removal(
          Removal(principals: [principal], lastSequence: chains.caseChain.nextSequence - 1))
        : .none
      guard let because else {
        try appendByRemoval(openPart)
        continue
      }
      let seat = held.state.membership.readers(in: .board).contains { $0.id == principal }
      try appendByRule(
        .memberKeptOut(
          KeepingOut(
            member: MemberID(principal.hexadecimal), seat: seat ? .board : .member,
            because: because)), openPart: openPart)
    }
    let vaults = [held.state.id] + index.vaultsBeside
    also { [organization] transaction in
      for principal in gone {
        try organization.destroyGrants(of: principal, in: vaults, transaction)
      }
    }
    if index.isNobodyLeft(among: held.state.membership), !index.isWithBoard {
      try giveToBoard(because: .nobodyLeft)
    }
  }

  /// That somebody's grants are gone can be seen without keys.
  private mutating func appendByRemoval(_ openPart: OpenPart) throws {
    guard case .removal = openPart else { return }
    try chains.caseChain.append(
      .nothing, by: .server, openPart: openPart, under: seed.seed, nowSeconds: nowSeconds)
  }

  /// The case goes to the board because of what this act has just done.
  private mutating func giveToBoard(because: EscalationBecause) throws {
    try appendByRule(.escalatedToBoard(Escalation(because: because)))
    try bringInBoard()
  }
}
