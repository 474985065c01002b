import Identity
import Procedure
import Vault

/// Seals a new report to those whom it may reach (VAULT.md, section 8).
///
/// Pure but for the randomness of the vault: nothing is stored here. The seeds are wiped when this returns, and from
/// then on the server cannot read what it took in.
struct CaseFounding {
  let keys: ServerKeys
  let membership: Membership
  let policy: Policy
  let policyAddress: String
  /// The newest checkpoint.
  let seen: Digest
  let now: Moment

  /// What comes with the report beside its words.
  struct Circumstances {
    var codeName: String
    /// The random part of the reply address, as text.
    var replyToken: String
    /// Where mail reaches the reporter; empty for nowhere.
    var replyTo: String
    /// The reporter wrote by mail, and gets answers as mail.
    var mailsText: Bool
    /// Sealed files that the report claims.
    var files: [ClaimedFile]
    /// Members who stand in what came with the report, such as an enclosed mail, and where.
    var alsoNamed: [MemberID: [String]] = [:]
    /// The form or the mail: nobody signs. What a member writes down for somebody says so in the report itself.
    var author: Author
    /// Of a mail: its own message id, so that the answer stands below it.
    var mail: ChannelMessage?
    /// The automatic receipt that goes out by mail, as the record keeps it; nil where none does.
    var automaticReceipt: ChannelMessage?
  }

  /// The reporter's keys, where there is a receipt.
  struct Reporter {
    let principal: PrincipalID
    let keys: PublicKeys
  }

  /// What is written in one transaction.
  struct Outcome {
    var caseID: VaultID
    var channel: VaultID
    var chains: [ChainWriter]
    var index: CaseIndex
    /// Who is to be told that there is something to declare on.
    var asked: [PrincipalID]
    var candidates: CandidateSet
  }

  func found(
    _ report: Report, reporter: Reporter?, circumstances: Circumstances
  ) throws -> Outcome {
    let candidates = Intake.candidates(
      members: membership.profiles, leftOut: report.leaveOut,
      named: Intake.named(in: report, finder: membership.finder)
        .merging(circumstances.alsoNamed) { $0 + $1 }, chosen: report.chosen,
      policy: policy)
    let caseID = try VaultID.random()
    let channelID = try VaultID.random()
    let openingsID = try VaultID.random()
    let party = PartyID((try reporter?.principal ?? PrincipalID.random()).hexadecimal)
    let events = Intake.openingEvents(
      report: report, candidates: candidates, reporter: party,
      channel: reporter != nil || !circumstances.replyTo.isEmpty
        ? ChannelID(channelID.hexadecimal) : nil, under: policy)
    let readers = try caseReaders(candidates)
    let nowSeconds = UInt64(clamping: now.secondsSince1970)

    let caseSeed = try EpochSeed.random()
    let channelSeed = try EpochSeed.random()
    let openingsSeed = try EpochSeed.random()

    var channelChain = ChainWriter(new: channelID, keys: keys, seen: seen)
    try channelChain.beginEpoch(
      channelSeed, readers: [], parties: reporter.map { [$0.keys] } ?? [], parent: caseID,
      cause: .creation, nowSeconds: nowSeconds)
    let receipt = try fill(
      &channelChain, under: channelSeed, report: report, party: party,
      hasReceipt: reporter != nil, circumstances: circumstances, nowSeconds: nowSeconds)

    var caseChain = ChainWriter(new: caseID, keys: keys, seen: seen)
    try caseChain.beginEpoch(
      caseSeed, readers: readers, cause: .creation, nowSeconds: nowSeconds)
    var recorded: [RecordedEvent] = []
    for event in events + receipt {
      let isReport = if case .reportReceived = event { true } else { false }
      recorded.append(
        RecordedEvent(
          sequence: Int(caseChain.nextSequence), at: now,
          by: isReport ? circumstances.author.actor : .server, event: event))
      try caseChain.append(
        .event(event), by: isReport ? circumstances.author : .server, under: caseSeed,
        nowSeconds: nowSeconds)
    }

    var openingsChain = ChainWriter(new: openingsID, keys: keys, seen: seen)
    try openingsChain.beginEpoch(
      openingsSeed, readers: [], parent: caseID, cause: .creation, nowSeconds: nowSeconds)

    try caseChain.appendChild(
      channelSeed, at: channelChain.place, under: caseSeed, nowSeconds: nowSeconds)
    try caseChain.appendChild(
      openingsSeed, at: openingsChain.place, under: caseSeed, nowSeconds: nowSeconds)

    var chains = [caseChain, channelChain, openingsChain]
    var cardID: VaultID?
    if let card = Intake.card(of: report, under: policy) {
      let chain = try cardChain(card, readers: readers, nowSeconds: nowSeconds)
      cardID = chain.vault
      chains.append(chain)
    }
    let folded = Case(folding: recorded, under: policy)
    var index = CaseIndex(
      codeName: circumstances.codeName, phase: folded.phase, received: now, lastActivity: now,
      isUrgent: report.isUrgent, awaitsAnswer: true, acknowledged: nil, closed: nil,
      standings: standings(candidates), deadlines: folded.deadlines(under: policy),
      policy: policyAddress, card: cardID, channel: channelID, openings: openingsID,
      reporter: reporter?.principal, reporterParty: party, isWithBoard: folded.escalation != nil)
    index.openGate(at: now, policy)
    return Outcome(
      caseID: caseID, channel: channelID, chains: chains, index: index,
      asked: index.principals([.asked]), candidates: candidates)
  }

  /// What the channel begins with; returns the event that tells of an automatic receipt, if there is one.
  private func fill(
    _ chain: inout ChainWriter, under seed: borrowing EpochSeed, report: Report, party: PartyID,
    hasReceipt: Bool, circumstances: Circumstances, nowSeconds: UInt64
  ) throws -> [Event] {
    try chain.append(
      .channel(
        .opened(
          ChannelOpened(
            party: party, name: report.contact.name, address: circumstances.replyTo,
            mailsText: circumstances.mailsText, replyToken: circumstances.replyToken,
            hasReceipt: hasReceipt))), by: .server, under: seed, nowSeconds: nowSeconds)
    let beginning: ChannelEntry = circumstances.mail.map { .message($0) } ?? .report(report)
    try chain.append(
      .channel(beginning), by: circumstances.author, under: seed, nowSeconds: nowSeconds)
    for file in circumstances.files {
      try chain.append(
        .fileKey(file.keyRecord), by: .server, openPart: .files([file.notice]), under: seed,
        nowSeconds: nowSeconds)
    }
    guard let receipt = circumstances.automaticReceipt else { return [] }
    let reference = MessageReference(
      channel: ChannelID(chain.vault.hexadecimal), sequence: Int(chain.nextSequence))
    try chain.append(
      .channel(.message(receipt)), by: .server, under: seed, nowSeconds: nowSeconds)
    return [.messageSent(MessageSending(message: reference, kind: .automaticReceipt))]
  }

  func cardChain(
    _ card: Card, readers: [ChainWriter.Reader], nowSeconds: UInt64
  ) throws -> ChainWriter {
    let seed = try EpochSeed.random()
    var chain = ChainWriter(new: try VaultID.random(), keys: keys, seen: seen)
    // Who is asked reads the card at once; who is held in reserve does not.
    try chain.beginEpoch(
      seed,
      readers: readers.map { reader in
        ChainWriter.Reader(
          keys: reader.keys, grantClass: reader.grantClass == .waiting ? .open : reader.grantClass)
      }, cause: .creation, nowSeconds: nowSeconds)
    try chain.append(.card(card), by: .server, under: seed, nowSeconds: nowSeconds)
    return chain
  }

  /// Waiting rows for the candidates, reserve rows for the board, an open row for recovery.
  private func caseReaders(_ candidates: CandidateSet) throws -> [ChainWriter.Reader] {
    var readers: [ChainWriter.Reader] = []
    for (principal, standing) in standings(candidates).sorted(by: { $0.key < $1.key }) {
      guard let member = membership.member(principal) else { continue }
      switch standing {
      case .asked: readers.append(ChainWriter.Reader(keys: member.keys, grantClass: .waiting))
      case .reserve: readers.append(ChainWriter.Reader(keys: member.keys, grantClass: .reserve))
      case .handler, .oversight, .waitsForGrant, .admitted, .heldBack, .keptOut: break
      }
    }
    return readers + [ChainWriter.Reader(keys: membership.recovery, grantClass: .open)]
  }

  private func standings(_ candidates: CandidateSet) -> [PrincipalID: CaseIndex.Standing] {
    var standings: [PrincipalID: CaseIndex.Standing] = [:]
    for keeping in candidates.keptOut {
      if let id = PrincipalID(hexadecimal: keeping.member.text) { standings[id] = .keptOut }
    }
    let asked: [MemberID] =
      switch candidates {
      case .members(let members, _), .board(let members, _): members
      case .recovery: []
      }
    for member in asked {
      if let id = PrincipalID(hexadecimal: member.text) { standings[id] = .asked }
    }
    // What only the holders of recovery shares may open is held in reserve for nobody.
    if case .recovery = candidates { return standings }
    for member in membership.readers(in: .board) where standings[member.id] == nil {
      standings[member.id] = .reserve
    }
    return standings
  }
}

extension ChainWriter {
  /// Puts the seed of a child's epoch into this vault, so that whoever reads it reads the child.
  mutating func appendChild(
    _ child: borrowing EpochSeed, at place: EpochPlace, under seed: borrowing EpochSeed,
    nowSeconds: UInt64
  ) throws {
    try append(
      .child(place.vault, epoch: place.epoch, try child.revealedForChildEntry(place)),
      by: .server, under: seed, nowSeconds: nowSeconds)
  }
}

extension Author {
  /// Who the event is by, in the words of the rules.
  var actor: Actor {
    switch self {
    case .member(let principal, _): .member(MemberID(principal.hexadecimal))
    case .party(let principal, _): .party(PartyID(principal.hexadecimal))
    case .form: .form
    case .mail: .mail
    case .server, .root: .server
    }
  }
}
