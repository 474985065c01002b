import Identity
import Procedure
import Storage
import Vault

/// Words on their way into a channel from outside, while nobody may be signed in.
struct ArrivingMessage: Sendable {
  var message: ChannelMessage
  var files: [ClaimedFile]
  /// The mail itself as it came; empty for what did not come by mail.
  var original: [ClaimedFile] = []
}

/// Who vouches for what arrives.
enum ArrivalSigner: ~Copyable {
  /// The holder of the words: they sign.
  case party(PartyKeys)
  /// A mail: nobody signs.
  case mail

  /// Whether whoever signs is a party of the channel now; a mail is let in by its address alone.
  borrowing func isParty(of channel: ChannelState?) -> Bool {
    switch self {
    case .party(let party):
      channel?.parties.contains { $0.keyID == party.keys.publicKeys.keyID } ?? false
    case .mail: true
    }
  }
}

/// The keys of a party, in a box that can be handed around.
final class PartyKeys: Sendable {
  let keys: PrincipalKeys

  init(_ keys: consuming PrincipalKeys) { self.keys = keys }

  var author: Author { .party(keys.principal, keys.publicKeys.keyID) }
}

extension Organization {
  /// Takes something into one channel of a case (rows G7, G16): a handler whom it names is held back until somebody
  /// else has looked, and it is sealed without them. When this returns, it is on disk.
  func arrive(
    _ arriving: ArrivingMessage, in channel: VaultID, of caseVault: VaultID,
    signer: borrowing ArrivalSigner,
    also: @escaping @Sendable (WriteTransaction) throws -> Void = { _ in }
  ) async throws {
    for _ in 1..<Self.attemptsMax {
      do {
        return try await arriveOnce(
          arriving, in: channel, of: caseVault, signer: signer, also: also)
      } catch StorageError.conflict {
        continue
      }
    }
    try await arriveOnce(arriving, in: channel, of: caseVault, signer: signer, also: also)
  }

  private func arriveOnce(
    _ arriving: ArrivingMessage, in channel: VaultID, of caseVault: VaultID,
    signer: borrowing ArrivalSigner, also: @escaping @Sendable (WriteTransaction) throws -> Void
  ) async throws {
    let state = try await caseState(caseVault)
    let now = state.now
    var index = state.index
    var chains = try state.chains(self)
    // Whose words they are follows from the channel alone, never from what the sender says.
    guard let known = index.channel(channel) else { throw CaseworkError.absent }
    // Words that were replaced by others write nothing any more, also from a page that is still open.
    guard signer.isParty(of: state.channels[channel]) else { throw CaseworkError.signedOut }
    let named = try keepOut(
      namedIn: arriving.searchableText, state, &index, &chains)
    let reference = try append(arriving, to: channel, of: &chains, signer: signer)
    try chains.caseChain.arrive(
      .event(.messageArrived(MessageArrival(message: reference, from: known.party))),
      by: .server, nowSeconds: state.nowSeconds)
    // What was said with a button counts without anybody reading the words beside it.
    if let answer = arriving.message.answer, let party = known.party {
      try chains.caseChain.arrive(
        .event(.partyAnswered(PartyAnswer(party: party, message: reference, answer: answer))),
        by: .server, nowSeconds: state.nowSeconds)
    }
    try named.note(reference, in: &chains, nowSeconds: state.nowSeconds)
    let because = index.escalation(by: arriving.message.answer, state.membership)
    var board: [PrincipalID] = []
    if let because {
      board = try escalate(
        &index, &chains, because: because, state.membership, nowSeconds: state.nowSeconds)
    }
    if because == .reconsideration { index.noteReconsideration(at: now, state.policy) }
    if !named.isEmpty { index.noteLossOfReader(at: now, state.policy) }
    index.noteWords(in: channel)
    index.lastActivity = now
    if index.isFirstReporters(channel) { index.note(.reporterWrote, at: now, state.policy) }
    let tellsOfRetaliation = index.note(
      arriving.message.answer, isReporters: index.isFirstReporters(channel), at: now, state.policy)
    var codeName = index.codeName
    #if REDRESS_PLANTED_FAULTS
      if PlantedFault.leakToMailServer.isPlanted {
        codeName += " (\(arriving.message.text.utf8.count))"
      }
    #endif
    var mails = try noticeRows(
      tellsOfRetaliation ? .noticeRetaliation : .noticeNewMessage, to: index.principals([.handler]),
      state.membership, codeName: codeName, vault: caseVault)
    mails += try noticeRows(
      .noticeBoard, to: board, state.membership, codeName: index.codeName, vault: caseVault)
    let record = try indexRecord(
      index, of: caseVault, sequence: chains.caseChain.nextSequence - 1)
    try await database.write {
      [self, chains, index, mails, named, board, files = arriving.files + arriving.original]
      transaction in
      try chains.write(in: transaction)
      for principal in named.keptOut {
        try destroyGrants(
          of: principal, in: [caseVault] + index.vaultsBeside, transaction)
      }
      if because != nil {
        try bringInBoard(board, index: index, vault: caseVault, transaction)
      }
      for file in files {
        try transaction.insertFile(
          id,
          FileRecord(
            blob: file.blob, vault: channel,
            ciphertextHash: file.notice.ciphertextHash.bytes, storedBytes: file.storedBytes))
      }
      try transaction.putCaseIndex(id, record)
      for mail in mails { try transaction.insertOutgoing(id, mail) }
      try also(transaction)
    }
  }

  /// The words and files into the channel; returns where the words stand.
  private func append(
    _ arriving: ArrivingMessage, to channel: VaultID, of chains: inout CaseChains,
    signer: borrowing ArrivalSigner
  ) throws -> MessageReference {
    guard var chain = chains.channels[channel]?.chain else { throw CaseworkError.absent }
    let reference = MessageReference(
      channel: ChannelID(chain.vault.hexadecimal), sequence: Int(chain.nextSequence))
    var message = arriving.message
    message.files = arriving.files.map(\.reference)
    if !arriving.original.isEmpty { message.original = arriving.original.map(\.reference) }
    switch signer {
    case .party(let party):
      try chain.arrive(
        .channel(.message(message)), signedBy: party.keys, as: party.author,
        nowSeconds: nowSeconds)
    case .mail:
      try chain.arrive(.channel(.message(message)), by: .mail, nowSeconds: nowSeconds)
    }
    for file in arriving.files + arriving.original {
      try chain.arrive(
        .fileKey(file.keyRecord), by: .server, openPart: .files([file.notice]),
        nowSeconds: nowSeconds)
    }
    chains.channels[channel]?.chain = chain
    return reference
  }

  /// Keeps out of what comes now whom it names (row G16), and begins new epochs where somebody is named or no longer
  /// entitled.
  func keepOut(
    namedIn text: String, _ state: CaseState, _ index: inout CaseIndex, _ chains: inout CaseChains
  ) throws -> NamedPeople {
    var named = NamedPeople()
    for member in state.membership.finder.members(in: text).keys {
      guard let principal = PrincipalID(hexadecimal: member.text),
        let standing = state.index.standings[principal]
      else { continue }
      switch standing {
      case .handler:
        named.heldBack.append(principal)
        index.standings[principal] = .heldBack
      case .asked, .admitted, .waitsForGrant, .reserve:
        named.keptOut.append(principal)
        index.standings[principal] = .keptOut
      case .oversight:
        named.keptOut.append(principal)
        index.standings[principal] = .keptOut
      case .heldBack, .keptOut: break
      }
    }
    if !named.isEmpty || !index.isStillRight(state.caseRegister, state.membership) {
      try chains.beginEpochs(
        index, cause: EpochCause(.entitlement), nowSeconds: state.nowSeconds)
    }
    return named
  }
}

/// Whom new words name, of the people of a case.
struct NamedPeople: Sendable {
  /// Handlers: they keep what they could read until now, and read no further until somebody has looked.
  var heldBack: [PrincipalID] = []
  /// Who had not been let in: their grants are destroyed.
  var keptOut: [PrincipalID] = []

  var isEmpty: Bool { heldBack.isEmpty && keptOut.isEmpty }

  /// Enters who was kept out because of which message.
  func note(
    _ reference: MessageReference, in chains: inout CaseChains, nowSeconds: UInt64
  ) throws {
    for principal in (heldBack + keptOut).sorted() {
      let last = chains.caseChain.nextSequence - 1
      try chains.caseChain.arrive(
        .event(
          .memberKeptOut(
            KeepingOut(
              member: MemberID(principal.hexadecimal),
              because: .namedInLaterMessage(reference)))), by: .server,
        openPart: keptOut.contains(principal)
          ? .removal(Removal(principals: [principal], lastSequence: last)) : .none,
        nowSeconds: nowSeconds)
    }
  }
}

extension ArrivingMessage {
  /// Everything in which a member may be named.
  var searchableText: String {
    ([message.subject, message.text] + files.map(\.reference.name)).joined(separator: "\n")
  }
}

extension CaseIndex {
  /// What follows for the list from an answer that was given with a button.
  ///
  /// - Returns: whether it tells of retaliation, which does not wait until somebody reads it.
  mutating func note(
    _ answer: ArrivingAnswer?, isReporters: Bool, at now: Moment, _ policy: Policy
  ) -> Bool {
    switch answer {
    case .retaliation(true):
      isUrgent = true
      note(.retaliationReported, at: now, policy)
      return true
    case .stopContact where isReporters: note(.contactStopped, at: now, policy)
    // The log may know that it does not count; the list reminds once too often then.
    case .concern: startDeadlines(by: .concernRaised, at: now, policy)
    case .reconsideration: startDeadlines(by: .reconsiderationRequested, at: now, policy)
    case .readmission(let measure):
      startDeadlines(by: .readmissionRequested, key: "\(measure)", at: now, policy)
    default: break
    }
    return false
  }

  /// Why the case goes to the board with what arrives, if it does: nobody is left, or a party asks to have what was
  /// decided looked at again. That is not left to those who decided it; whether the party may still ask was looked at
  /// when it was offered to them.
  func escalation(
    by answer: ArrivingAnswer?, _ membership: Membership
  ) -> EscalationBecause? {
    guard !isWithBoard else { return nil }
    if isNobodyLeft(among: membership) { return .nobodyLeft }
    let isDecided = phase == .enacting || phase == .closed
    return answer == .reconsideration && isDecided ? .reconsideration : nil
  }

  /// The board is to look again: until somebody who reads the case has opened it, the list goes by this.
  mutating func noteReconsideration(at now: Moment, _ policy: Policy) {
    isReconsidered = true
    if phase == .closed { hasWorkLeft = true }
    note(.reconsiderationRequested, at: now, policy)
  }

  /// Ends the deadlines that something ends, and begins those that it starts, for what the program enters itself while
  /// nobody opens the case.
  mutating func note(
    _ trigger: Policy.DeadlineRule.Trigger, at now: Moment, _ policy: Policy
  ) {
    let ended = Set(policy.deadlines.filter { $0.ends.contains(trigger) }.map(\.id))
    for place in deadlines.indices
    where ended.contains(deadlines[place].id) && deadlines[place].metAt == nil {
      (deadlines[place].metAt, deadlines[place].endedBy) = (now, trigger)
    }
    startDeadlines(by: trigger, at: now, policy)
  }

  /// Begins the deadlines that something starts, where none of them runs already. The log says the same to the next
  /// reader; until then this is what reminders go by.
  ///
  /// - Parameter key: of deadlines that run side by side, such as one for each measure.
  mutating func startDeadlines(
    by trigger: Policy.DeadlineRule.Trigger, key: String? = nil, at now: Moment, _ policy: Policy
  ) {
    for rule in policy.deadlines
    where rule.starts == trigger && (isOpen || rule.runsAfterClosing) {
      let id = key.map { DeadlineID("\(rule.id.text).\($0)") } ?? rule.id
      guard !deadlines.contains(where: { $0.id == id && $0.metAt == nil }) else { continue }
      deadlines.removeAll { $0.id == id }
      // A deadline that starts anew reminds anew.
      notified.subtract([.reminded(id), .alarmed(id)])
      deadlines.append(
        Deadline(
          id: id, title: rule.title, kind: rule.kind, startedAt: now,
          due: now.adding(seconds: rule.seconds),
          remindAt: rule.remindBeforeSeconds.map { now.adding(seconds: rule.seconds - $0) },
          alarmAt: now.adding(seconds: rule.seconds + rule.alarmAfterSeconds), whom: rule.whom,
          metAt: nil, citation: rule.citation))
    }
  }

  /// Ends the deadlines for declaring when the last one who was asked has an answer. The log says the same to the next
  /// reader; until then the case would stand among the late ones.
  mutating func endDeadlinesOfGate(at now: Moment, _ policy: Policy) {
    guard principals([.asked, .admitted]).isEmpty else { return }
    note(.everybodyDeclared, at: now, policy)
  }
}
