import Identity
package import Procedure
import Storage
import Vault

extension SignedIn {
  /// Does something in a case, as far as the rules of its policy allow.
  ///
  /// - Parameters:
  ///   - expecting: the sequence the page was made of; what would surprise somebody who has seen less is asked again.
  ///   - formToken: the same command sent again with the same token within fifteen minutes counts once.
  /// - Returns: the new events; those of the first time for what was sent twice.
  /// - Throws: `CaseworkError.refused` with the clause, `.movedOn`, `.declareFirst`, or `.absent`.
  @discardableResult
  package func perform(
    _ command: Command, in id: CaseID, expecting: Int? = nil, formToken: String? = nil
  ) async throws -> [RecordedEvent] {
    guard let vault = VaultID(hexadecimal: id.text) else { throw CaseworkError.absent }
    guard let formToken else { return try await act(command, in: vault, expecting, nil) }
    let sending = try sending(command, in: id, token: formToken)
    if let before = try await outcome(of: sending, in: vault) { return before }
    do {
      return try await act(command, in: vault, expecting, sending)
    } catch {
      // The same may have come twice at the same moment, and the other one was written.
      guard let before = try await outcome(of: sending, in: vault) else { throw error }
      return before
    }
  }

  private func act(
    _ command: Command, in vault: VaultID, _ expecting: Int?, _ sending: Sending?
  ) async throws -> [RecordedEvent] {
    if case .declare(let declare) = command {
      let standing = try await standing(in: vault)
      if standing == .asked || standing == .admitted || standing == .waitsForGrant {
        return try await self.declare(declare, in: vault, sending)
      }
    }
    return try await organization.retrying {
      let held = try await hold(vault)
      if let expecting, expecting != held.sequence, command.name.asksAgain {
        throw CaseworkError.movedOn
      }
      try await isAboutAnotherCase(command, than: vault)
      var act = try CaseAct(by: self, in: held)
      try act.prepare(command)
      try await act.settleRecords()
      try await act.write(sending)
      return act.recorded
    }
  }

  /// A case is joined to another one that this member handles, and to no other: the link would tell of it.
  private func isAboutAnotherCase(_ command: Command, than vault: VaultID) async throws {
    let other: CaseID
    switch command {
    case .linkCase(let link): other = link.other
    case .mergeInto(let merging): other = merging.other
    default: return
    }
    guard let named = VaultID(hexadecimal: other.text), named != vault,
      try await standing(in: named) == .handler
    else {
      throw CaseworkError.faults([
        FieldFault(
          field: "other", sentence: "Please choose another case, one that you handle too.")
      ])
    }
  }

  private func standing(in vault: VaultID) async throws -> CaseIndex.Standing? {
    try await organization.database.read { [organization, principalID] transaction in
      try organization.refreshIndex(in: transaction)
      return organization.index.index(of: vault)?.standings[principalID]
    }
  }

  /// What the member may do in a case now, and for everything else what it waits for.
  package func commands(in id: CaseID) async throws -> [CommandAvailability] {
    guard let vault = VaultID(hexadecimal: id.text) else { throw CaseworkError.absent }
    let held = try await hold(vault)
    return held.opened.folded.availableCommands(
      for: actor(in: held.state.index), at: held.state.now,
      under: held.state.policy)
  }
}

extension Command.Name {
  /// Whether the command would surprise somebody who has not seen what happened meanwhile.
  var asksAgain: Bool {
    switch self {
    case .acknowledge, .setAside, .takeBack, .escalateToBoard, .admit, .clearNamedMember,
      .placeMail, .notifyAgency, .notifyNoAgency:
      true
    case .propose, .amendProposal, .withdrawProposal, .enact, .close, .reopen, .fileForRecord,
      .mergeInto, .reviewAct, .reviewDraft, .sendDraft, .publishStatement, .returnToGroup,
      .settleBiases, .endMeasure, .dropTask:
      true
    default: false
    }
  }
}

/// One act of a member in a case: decided by the rules, sealed outside the transaction, and written if nobody was faster.
struct CaseAct {
  let member: SignedIn
  let held: HeldCase
  let policy: Policy
  let now: Moment
  let actor: Actor
  var chains: CaseChains
  var index: CaseIndex
  var folded: Case
  var cardChain: ChainWriter?
  private(set) var recorded: [RecordedEvent] = []
  var mails: [OutgoingRecord] = []
  /// Persons that this act draws.
  private(set) var madePersons: Set<VaultID> = []
  var grants: [GrantRow] = []
  /// What was drawn for a way to a party that this act opens.
  var way: NewWay?
  /// What else belongs to the transaction.
  private var alsoWrites: [@Sendable (WriteTransaction) throws -> Void] = []
  private let newestHeld: HeldEpoch
  /// The seed that the case's entries are sealed under: that of the newest epoch, also of one that this act begins.
  var seed: HeldEpoch { chains.begun ?? newestHeld }

  var organization: Organization { member.organization }
  var nowSeconds: UInt64 { held.state.nowSeconds }

  init(by member: SignedIn, in held: HeldCase) throws {
    self.member = member
    self.held = held
    // Whoever sees only a part of the case would decide on a part of it.
    guard held.caseVault.closedCount == 0 else {
      throw CaseworkError.notAllowed(
        sentence:
          "Some entries of this case are not open to you. Another handler has to let you in again."
      )
    }
    policy = held.state.policy
    now = held.state.now
    actor = member.actor(in: held.state.index)
    index = held.state.index
    folded = held.opened.folded
    var chains = try held.state.chains(member.organization)
    let isRight = index.isStillRight(held.state.caseRegister, held.state.membership)
    if !isRight {
      try chains.beginEpochs(
        index, cause: EpochCause(.entitlement), nowSeconds: held.state.nowSeconds)
    }
    guard let newest = held.caseVault.newest else { throw CaseworkError.absent }
    newestHeld = newest
    self.chains = chains
  }

  /// Asks the rules, and seals what follows.
  mutating func prepare(_ asked: Command) throws {
    try noteLeavers()
    let command = try completed(asked)
    let events = try decided(command)
    // Before anything is sealed, so that whom it names cannot open what names them.
    try keepOut(namedBy: command)
    for event in events { try append(event, for: command) }
    try follow(command)
    try sendLetters(of: command)
    try doDuties()
    index.follow(folded, under: policy, at: now)
  }

  private func decided(_ command: Command) throws -> [Event] {
    do throws(Refusal) {
      return try folded.decide(command, by: actor, at: now, under: policy)
    } catch {
      throw CaseworkError.refused(error)
    }
  }

  /// The command with the places filled in that only this room knows.
  private mutating func completed(_ command: Command) throws -> Command {
    switch command {
    case .admit(var admit):
      admit.seat = seat(of: admit.member)
      return .admit(admit)
    case .nameParty(var naming):
      naming.party = PartyID(try PrincipalID.random().hexadecimal)
      return .nameParty(naming)
    case .linkPerson(var link):
      if link.person == nil {
        let dossier = try VaultID.random()
        madePersons = [dossier]
        link.person = PersonID(dossier.hexadecimal)
      }
      return .linkPerson(link)
    case .reportToBoard(var report):
      report.through = boardLiaison
      return .reportToBoard(report)
    case .reviewDraft(var review):
      review.pointedAt = held.opened.pointedAt(inDraft: review.draft)
      return .reviewDraft(review)
    case .openChannel(var request):
      request.channel = vault(for: request).map { ChannelID($0.hexadecimal) }
      return .openChannel(request)
    default: return withPlace(command)
    }
  }

  private mutating func append(_ event: Event, for command: Command) throws {
    // Who steps out is named in no epoch any more; that can be seen without keys.
    var openPart = OpenPart.none
    if case .declare(let declaration) = command, declaration.conflict, declaration.isSoft != true,
      chains.caseChain.nextSequence > 0
    {
      openPart = .removal(
        Removal(
          principals: [member.principalID], lastSequence: chains.caseChain.nextSequence - 1))
    }
    let entry = RecordedEvent(
      sequence: Int(chains.caseChain.nextSequence), at: now, by: actor, event: event)
    try chains.caseChain.append(
      .event(event), signedBy: member.keys, as: member.author, openPart: openPart,
      under: seed.seed, nowSeconds: nowSeconds)
    folded.fold(entry)
    recorded.append(entry)
  }

  mutating func appendByRule(_ event: Event, openPart: OpenPart = .none) throws {
    let entry = RecordedEvent(
      sequence: Int(chains.caseChain.nextSequence), at: now, by: .server, event: event)
    try chains.caseChain.append(
      .event(event), by: .server, openPart: openPart, under: seed.seed, nowSeconds: nowSeconds)
    folded.fold(entry)
    recorded.append(entry)
  }

  // MARK: What follows from a command beside its events

  private mutating func follow(_ command: Command) throws {
    switch command {
    case .declare(let declaration):
      if declaration.conflict, declaration.isSoft != true { try recuse() }
    case .acknowledge(let letter) where letter.message == nil: index.noteAnswer(in: nil)
    case .placeMail(let placing): try place(placing)
    case .openChannel(let request) where !isFirstWord: try open(request)
    case .admit(let admit) where !isFirstWord:
      try setStanding(admit.member, .admitted)
      try writeCardAgain()
    case .clearNamedMember(let admit):
      try setStanding(admit.member, .handler)
      try grantHeldEpochs(to: admit.member)
    case .writeCard: try writeCardAgain()
    case .escalateToBoard: try bringInBoard()
    case .recordReconsiderationRequest where escalatesNow: try bringInBoard()
    case .reportToBoard(let report): try self.report(report)
    case .declineOversight(let decline): settleOversight(decline.member)
    case .grantOversight(let grant): try letOversee(grant.member)
    default: break
    }
  }

  /// Whether this is the first word for what takes two: nothing follows from it yet.
  private var isFirstWord: Bool {
    recorded.contains { if case .secondWanted = $0.event { true } else { false } }
  }

  mutating func setStanding(_ id: MemberID, _ standing: CaseIndex.Standing) throws {
    guard let principal = PrincipalID(hexadecimal: id.text),
      let other = held.state.membership.member(principal),
      other.readsCases || folded.standings[id]?.seat == .adviser
    else {
      throw CaseworkError.notAllowed(
        sentence: "Only a confirmed member who may read cases can be taken in.")
    }
    index.standings[principal] = standing
  }

  /// A handler who declares a conflict loses everything in one transaction, and what comes next is sealed to the others.
  private mutating func recuse() throws {
    let principal = member.principalID
    index.standings[principal] = .keptOut
    let cause = EpochCause(
      .recusal, vault: chains.caseChain.vault, sequence: chains.caseChain.nextSequence - 1)
    let nobodyLeft = index.isNobodyLeft(among: held.state.membership) && !index.isWithBoard
    let board =
      nobodyLeft
      ? try organization.escalate(
        &index, &chains, because: .nobodyLeft, held.state.membership, nowSeconds: nowSeconds)
      : []
    index.noteLossOfReader(at: now, policy)
    try chains.beginEpochs(index, cause: cause, nowSeconds: nowSeconds)
    let vaults = [held.state.id] + index.vaultsBeside
    let index = index
    let vault = held.state.id
    also { [organization] transaction in
      try organization.destroyGrants(of: principal, in: vaults, transaction)
      if nobodyLeft {
        try organization.bringInBoard(board, index: index, vault: vault, transaction)
      }
    }
    if nobodyLeft {
      mails += try organization.noticeRows(
        .noticeBoard, to: board, held.state.membership, codeName: index.codeName, vault: vault)
    }
  }

  mutating func settleOversight(_ id: MemberID) {
    guard let principal = PrincipalID(hexadecimal: id.text) else { return }
    index.oversightAsked?.remove(principal)
  }

  /// The handlers give the case to the board: its reserve grants begin to wait for declarations.
  mutating func bringInBoard() throws {
    let asked = index.principals([.reserve]).filter { held.state.membership.member($0) != nil }
    try appendByRule(
      .membersAsked(Asking(members: asked.map { MemberID($0.hexadecimal) }, seat: .board)))
    for principal in asked { index.standings[principal] = .asked }
    let index = index
    let vault = held.state.id
    also { [organization] transaction in
      try organization.bringInBoard(asked, index: index, vault: vault, transaction)
    }
    mails += try organization.noticeRows(
      .noticeBoard, to: asked, held.state.membership, codeName: index.codeName, vault: vault)
  }

  /// The card is written anew for everybody who may see it now.
  mutating func writeCardAgain() throws {
    guard let card = folded.card else { return }
    let chain = try organization.cardChain(
      card, index: index, held.state.membership, nowSeconds: nowSeconds)
    index.card = chain.vault
    cardChain = chain
  }

  /// One grant for each epoch of the case that this session holds (VAULT.md, section 9).
  mutating func grantHeldEpochs(to id: MemberID) throws {
    guard let principal = PrincipalID(hexadecimal: id.text),
      let other = held.state.membership.member(principal)
    else { throw CaseworkError.absent }
    try grantHeldEpochs(to: other.keys)
  }

  /// The same to keys that the directory names, also for the epoch that this act begins.
  mutating func grantHeldEpochs(to keys: PublicKeys) throws {
    let register = held.state.caseRegister
    // Whether a row is there is looked at when it is written: to be named is not to have one.
    var epochs = held.caseVault.epochs
    if let begun = chains.begun,
      !chains.caseChain.grants.contains(where: { $0.keyID == keys.keyID })
    {
      epochs[chains.caseChain.epoch] = begun
    }
    var notices: [GrantNotice] = []
    for (number, epoch) in epochs.sorted(by: { $0.key < $1.key }) {
      grants.append(try epoch.seed.grant(to: keys, of: register.place(number)))
      notices.append(
        GrantNotice(
          epoch: number,
          reader: EpochReader(
            principal: keys.principal, keyID: keys.keyID, grantClass: .open)))
    }
    guard !notices.isEmpty else { return }
    try chains.caseChain.append(
      .nothing, signedBy: member.keys, as: member.author, openPart: .grants(notices),
      under: seed.seed, nowSeconds: nowSeconds)
  }

  mutating func also(_ body: @escaping @Sendable (WriteTransaction) throws -> Void) {
    alsoWrites.append(body)
  }

  // MARK: Writing

  /// Writes everything in one transaction; whoever reads for the first time also takes their grants over.
  func write(_ sending: Sending? = nil) async throws {
    let vault = held.state.id
    let resubmission = sending?.record(of: recorded)
    let record = try organization.indexRecord(
      index, of: vault, sequence: chains.caseChain.nextSequence - 1)
    try await organization.database.write {
      [organization, chains, cardChain, mails, grants, alsoWrites, held] transaction in
      try chains.write(in: transaction)
      try cardChain?.write(in: transaction)
      for grant in grants { try organization.putGrant(grant, in: transaction) }
      for body in alsoWrites { try body(transaction) }
      try transaction.putCaseIndex(organization.id, record)
      for mail in mails { try transaction.insertOutgoing(organization.id, mail) }
      if let resubmission { try transaction.insertResubmission(organization.id, resubmission) }
      try held.writeTakenOver(organization.id, in: transaction)
    }
  }
}
