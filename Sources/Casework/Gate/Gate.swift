import Identity
import Procedure
import Storage
import Vault

/// What a signed-in member finds behind the link to a case.
package enum CaseAccess: Sendable {
  /// Not declared yet, or declared and not let in: the code name and the card.
  case gate(GateView)
  /// Let in.
  case open(CaseView)
}

extension SignedIn {
  /// The gate of a case for a member who was asked; `.absent` for everybody else.
  func gate(of vault: VaultID, index: CaseIndex) async throws -> GateView {
    let names = try await card(of: vault, index: index)
    let policy = organization.policy
    let shows = policy.gate.cardShows
    return GateView(
      id: CaseID(vault.hexadecimal), codeName: index.codeName, received: index.received,
      card: names.map { card in
        .names(
          reported: shows.contains(.reported) ? card.reported : [],
          witnesses: shows.contains(.witnesses) ? card.witnesses : [],
          reporter: shows.contains(.reporter) ? card.reporter : nil)
      } ?? .noNames, closes: index.gateCloses,
      waitsToBeLetIn: index.standings[principalID] == .waitsForGrant)
  }

  private func card(of vault: VaultID, index: CaseIndex) async throws -> Card? {
    guard let cardID = index.card,
      let opened = try await openCard(cardID)
    else { return nil }
    return opened.lines.reversed().lazy.compactMap { line in
      if case .card(let card) = line.payload { card } else { nil }
    }.first
  }

  /// Declares before anything was seen (rows B1, G15, E10).
  ///
  /// The entry is sealed to the case, which this member cannot read yet, and signed by them. In the same transaction
  /// the waiting grants are released, or with a conflict destroyed for good.
  func declare(
    _ declare: Command.Declare, in vault: VaultID, _ sending: Sending? = nil
  ) async throws -> [RecordedEvent] {
    try demandConfirmation()
    return try await organization.retrying {
      let state = try await organization.caseState(vault)
      let now = state.now
      let membership = state.membership
      guard let standing = state.index.standings[principalID],
        state.directory.principal(principalID)?.keys.keyID == me.keys.keyID
      else { throw CaseworkError.absent }
      let events = try decideAtGate(
        declare, standing: standing, index: state.index, at: now, policy: state.policy)
      var chains = try state.chains(organization)
      var index = state.index
      if !index.isStillRight(state.caseRegister, membership) {
        try chains.beginEpochs(
          index, cause: EpochCause(.entitlement), nowSeconds: state.nowSeconds)
      }
      let isConflict = declare.conflict && declare.isSoft != true
      var recorded: [RecordedEvent] = []
      for event in events {
        recorded.append(
          RecordedEvent(
            sequence: Int(chains.caseChain.nextSequence), at: now, by: actor(in: index),
            event: event))
        try chains.caseChain.arrive(
          .event(event), signedBy: keys, as: author,
          openPart: isConflict
            ? .removal(
              Removal(
                principals: [principalID], lastSequence: chains.caseChain.nextSequence - 1))
            : .none, nowSeconds: state.nowSeconds)
      }
      index.standings[principalID] =
        isConflict ? .keptOut : standing == .admitted ? .waitsForGrant : .handler
      if declare.conflict, !isConflict {
        index.softConflicts = (index.softConflicts ?? []).union([principalID])
      }
      if !isConflict, standing == .asked, index.phase == .waitingForReaders {
        index.phase = .received
      }
      index.lastActivity = now
      index.endDeadlinesOfGate(at: now, state.policy)
      let escalation =
        index.isNobodyLeft(among: membership) && !index.isWithBoard
        ? try organization.escalate(
          &index, &chains, because: .nobodyLeft, membership, nowSeconds: state.nowSeconds)
        : nil
      let record = try organization.indexRecord(
        index, of: vault, sequence: chains.caseChain.nextSequence - 1)
      let releasing = !isConflict && standing == .asked
      let outbox =
        try escalation.map { asked in
          try organization.noticeRows(
            .noticeBoard, to: asked, membership, codeName: index.codeName, vault: vault)
        } ?? []
      let prepared = chains
      let resubmission = sending?.record(of: recorded)
      try await organization.database.write { [organization, principalID, index] transaction in
        try prepared.write(in: transaction)
        if isConflict {
          try organization.destroyGrants(
            of: principalID, in: [vault] + index.vaultsBeside, transaction)
        } else if releasing {
          try organization.releaseGrants(of: principalID, in: vault, index, transaction)
        }
        if let escalation {
          try organization.bringInBoard(escalation, index: index, vault: vault, transaction)
        }
        try transaction.putCaseIndex(organization.id, record)
        for row in outbox { try transaction.insertOutgoing(organization.id, row) }
        if let resubmission { try transaction.insertResubmission(organization.id, resubmission) }
      }
      return recorded
    }
  }

  /// The rules of the gate, over what the index knows: the case itself is still closed to this member.
  private func decideAtGate(
    _ declare: Command.Declare, standing: CaseIndex.Standing, index: CaseIndex, at now: Moment,
    policy: Policy
  ) throws -> [Event] {
    let seatNow = seat(in: index)
    let me = memberID
    var log = [
      RecordedEvent(
        sequence: 0, at: now, by: .server,
        event: .membersAsked(Asking(members: [me], seat: seatNow)))
    ]
    switch standing {
    case .asked, .admitted: break
    case .handler, .waitsForGrant:
      log.append(
        RecordedEvent(
          sequence: 1, at: now, by: actor(seat: seatNow),
          event: .declared(DeclarationMade(member: me, declaration: .noConflict))))
    case .heldBack, .keptOut, .reserve, .oversight: throw CaseworkError.absent
    }
    do throws(Refusal) {
      return try Case(folding: log, under: policy)
        .decide(.declare(declare), by: actor(seat: seatNow), at: now, under: policy)
    } catch {
      throw CaseworkError.refused(error)
    }
  }
}

extension CaseIndex {
  /// Nobody who is still a member reads, and nobody who was asked still may. Who waits to be let in needs a reader, and
  /// is none.
  func isNobodyLeft(among membership: Membership) -> Bool {
    !principals([.asked, .handler]).contains { membership.member($0) != nil }
  }
}

extension Organization {
  /// Opens the waiting grants of somebody who has declared. Only inside the transaction that appends the declaration
  /// or the entry of a rule.
  ///
  /// - Parameter index: of the case, as it is afterwards.
  func releaseGrants(
    of principal: PrincipalID, in vault: VaultID, _ index: CaseIndex,
    _ transaction: WriteTransaction
  ) throws {
    let released = try vaultsReleased(to: principal, of: vault, index, in: transaction)
    for released in [vault] + released {
      for record in try transaction.grants(id, released, principal: principal)
      where record.grantClass == .waiting {
        let open = try keys.unlock(record.row(id))
        _ = try transaction.changeClass(
          id, released, epoch: record.epoch, principal: principal, from: .waiting, to: .open,
          blob: open.blob)
      }
    }
  }

  /// Writes an open grant, in the place of one that waits, is held in reserve, or is for older keys. One that the
  /// reader has already stays.
  func putGrant(_ grant: GrantRow, in transaction: WriteTransaction) throws {
    let rows = try transaction.grants(id, grant.place.vault, principal: grant.principal)
    guard let old = rows.first(where: { $0.epoch == grant.place.epoch }) else {
      return try transaction.insertGrant(id, GrantRecord(grant))
    }
    let isLocked = old.grantClass == .waiting || old.grantClass == .reserve
    guard isLocked || old.keyID != grant.keyID else { return }
    if old.keyID != grant.keyID {
      _ = try transaction.replaceGrant(
        id, old, keyID: grant.keyID, serverGeneration: 0, blob: grant.blob)
    }
    _ = try transaction.changeClass(
      id, old.vault, epoch: old.epoch, principal: old.principal, from: old.grantClass, to: .open,
      blob: grant.blob)
  }

  /// Removes every grant of somebody to some vaults, with a tombstone, so that no restore brings them back.
  func destroyGrants(
    of principal: PrincipalID, in vaults: [VaultID], _ transaction: WriteTransaction
  ) throws {
    #if REDRESS_PLANTED_FAULTS
      // Of whoever could read a case: what only waits for a declaration opens nothing, and verify alone would see it.
      if PlantedFault.keptGrants.isPlanted, let vault = vaults.first,
        try transaction.caseIndex(id, vault) != nil,
        try transaction.grants(id, vault, principal: principal).contains(where: {
          $0.grantClass == .open || $0.grantClass == .taken
        })
      {
        return
      }
    #endif
    for vault in vaults {
      try transaction.deleteGrants(id, vault, principal: principal)
      try tombstone(.grantsRemoved(vault, principal), transaction)
    }
  }

  /// Whom an escalation asks, in the chains of a case.
  func escalate(
    _ index: inout CaseIndex, _ chains: inout CaseChains, because: EscalationBecause,
    _ membership: Membership, nowSeconds: UInt64
  ) throws -> [PrincipalID] {
    let asked = index.principals([.reserve]).filter { membership.member($0) != nil }
    try chains.caseChain.arrive(
      .event(.escalatedToBoard(Escalation(because: because))), by: .server,
      nowSeconds: nowSeconds)
    try chains.caseChain.arrive(
      .event(
        .membersAsked(
          Asking(members: asked.map { MemberID($0.hexadecimal) }, seat: .board))), by: .server,
      nowSeconds: nowSeconds)
    for principal in asked { index.standings[principal] = .asked }
    index.isWithBoard = true
    let now = Moment(secondsSince1970: Int64(clamping: nowSeconds))
    index.openGate(at: now, policies.current.policy)
    index.note(.escalated, at: now, policies.current.policy)
    if !asked.isEmpty { index.note(.gateOpened, at: now, policies.current.policy) }
    return asked
  }

  /// Makes the reserve grants of the board wait for declarations, and lets the board see the card.
  func bringInBoard(
    _ asked: [PrincipalID], index: CaseIndex, vault: VaultID, _ transaction: WriteTransaction
  ) throws {
    let declared = [vault] + [index.ledger].compactMap { $0 } + index.dossiers
    for principal in asked {
      for place in declared {
        for record in try transaction.grants(id, place, principal: principal)
        where record.grantClass == .reserve {
          let again = try keys.lock(try keys.unlock(record.row(id)), as: .waiting)
          _ = try transaction.changeClass(
            id, place, epoch: record.epoch, principal: principal, from: .reserve, to: .waiting,
            blob: again.blob)
        }
      }
      guard let card = index.card else { continue }
      for record in try transaction.grants(id, card, principal: principal)
      where record.grantClass == .reserve {
        let open = try keys.unlock(record.row(id))
        _ = try transaction.changeClass(
          id, card, epoch: record.epoch, principal: principal, from: .reserve, to: .open,
          blob: open.blob)
      }
    }
  }
}

extension Organization {
  /// A card for everybody who is to declare now, and in reserve for the board: a vault of its own each time it is
  /// written, so that nobody reads it by an old grant.
  func cardChain(
    _ card: Card, index: CaseIndex, _ membership: Membership, nowSeconds: UInt64
  ) throws -> ChainWriter {
    let seed = try EpochSeed.random()
    var chain = ChainWriter(new: try VaultID.random(), keys: keys, seen: seen)
    var readers: [ChainWriter.Reader] = []
    for (principal, standing) in index.standings.sorted(by: { $0.key < $1.key }) {
      guard let member = membership.member(principal) else { continue }
      switch standing {
      case .asked, .admitted, .handler, .waitsForGrant, .oversight:
        readers.append(ChainWriter.Reader(keys: member.keys, grantClass: .open))
      case .reserve:
        readers.append(ChainWriter.Reader(keys: member.keys, grantClass: .reserve))
      case .heldBack, .keptOut: break
      }
    }
    readers.append(ChainWriter.Reader(keys: membership.recovery, grantClass: .open))
    try chain.beginEpoch(seed, readers: readers, cause: .creation, nowSeconds: nowSeconds)
    try chain.append(.card(card), by: .server, under: seed, nowSeconds: nowSeconds)
    return chain
  }

}
