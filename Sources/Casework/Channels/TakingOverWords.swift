import Identity
import Procedure
import Storage
import Vault

/// Words that somebody was handed become their own when they first use them (VAULT.md, section 10): neither the member
/// who drew them, nor whoever carried them, keeps a way into the conversation.
extension Reporter {
  /// New words, for who still uses those they were handed; nil for who has their own. Drawn anew each time: they open
  /// nothing until they are taken over.
  package func wordsToTakeOver() async throws -> [String]? {
    guard try await open().hasHandedWords else { return nil }
    let count = organization.policy.receipt.words
    return try ReceiptWords.random(from: organization.receiptWords, count: count).wordsToShowOnce()
  }

  /// Makes these words the only ones that open the conversation. What they were handed opens nothing from then on.
  ///
  /// - Parameter typed: words that `wordsToTakeOver` drew, once their holder has kept them.
  /// - Returns: the token of a session with the new words.
  /// - Throws: `CaseworkError.receipt` for what are no words, `.absent` for who has words of their own already.
  package func takeOver(words typed: String) async throws -> String {
    let drawn = try await Drawn(organization.readWords(typed), channel: channel, organization)
    try await organization.retrying { try await takeOver(drawn) }
    return try await organization.openChannel(receipt: typed)
  }

  /// The keys that new words make.
  private struct Drawn: Sendable {
    let receipt: ReceiptRecord
    let keys: PartyKeys

    init(
      _ words: consuming ReceiptWords, channel: VaultID, _ organization: Organization
    ) async throws {
      let receipt = try words.receipt(organization.id)
      let salt = try VaultRandom.bytes(count: 16)
      let publicKeys = try receipt.principalSeed(salt: salt).publicKeys(
        organization.id, principal: PrincipalID.random())
      self.receipt = ReceiptRecord(
        lookupID: try organization.keys.receiptID(receipt), salt: salt, boxKey: publicKeys.box,
        signKey: publicKeys.sign, principal: publicKeys.principal, channel: channel)
      keys = PartyKeys(
        try receipt.principalSeed(salt: salt).keys(publicKeys, organization.id))
    }
  }

  private func takeOver(_ drawn: Drawn) async throws {
    let opened = try await open()
    guard opened.hasHandedWords, opened.closedCount == 0 else { throw CaseworkError.absent }
    let state = try await organization.caseState(caseVault)
    var index = state.index
    var chains = try state.chains(organization)
    let nowSeconds = organization.nowSeconds
    guard ArrivalSigner.party(party).isParty(of: state.channels[channel]) else {
      throw CaseworkError.signedOut
    }
    if !index.isStillRight(state.caseRegister, state.membership) {
      try chains.beginEpochs(
        index, cause: EpochCause(.entitlement), nowSeconds: nowSeconds)
    }
    guard var writing = chains.channels[channel] else { throw CaseworkError.absent }
    try writing.chain.arrive(
      .channel(.wordsTakenOver), signedBy: party.keys, as: party.author, nowSeconds: nowSeconds)
    let seed = HeldEpoch(try EpochSeed.random())
    try writing.chain.beginEpoch(
      seed.seed, readers: [], parties: [drawn.keys.keys.publicKeys], parent: caseVault,
      cause: EpochCause(
        .partyChange, vault: channel, sequence: writing.chain.nextSequence - 1),
      nowSeconds: nowSeconds)
    var epochs = opened.epochs
    if let begun = writing.begun { epochs[writing.chain.epoch - 1] = begun }
    let grants = try handOn(epochs, to: drawn.keys, in: &writing.chain, nowSeconds)
    try chains.caseChain.arriveChild(
      seed.seed, at: writing.chain.place, nowSeconds: nowSeconds)
    chains.channels[channel] = writing
    index.changePrincipal(of: channel, to: drawn.receipt.principal)
    let record = try organization.indexRecord(
      index, of: caseVault, sequence: chains.caseChain.nextSequence - 1)
    try await organization.database.write {
      [organization, channel, chains, gone = party.keys.principal] transaction in
      try chains.write(in: transaction)
      for grant in grants { try organization.putGrant(grant, in: transaction) }
      try transaction.deleteReceipts(organization.id, channel: channel)
      try transaction.insertReceipt(organization.id, drawn.receipt)
      try organization.destroyGrants(of: gone, in: [channel], transaction)
      try transaction.deleteSessions(organization.id, gone)
      try transaction.putCaseIndex(organization.id, record)
    }
  }

  /// What could be read with the old words is sealed to the new keys, and said so under them.
  private func handOn(
    _ epochs: [UInt64: HeldEpoch], to keys: PartyKeys, in chain: inout ChainWriter,
    _ nowSeconds: UInt64
  ) throws -> [GrantRow] {
    var grants: [GrantRow] = []
    var notices: [GrantNotice] = []
    for (number, epoch) in epochs.sorted(by: { $0.key < $1.key }) {
      let place = EpochPlace(organization.id, channel, epoch: number)
      grants.append(try epoch.seed.grant(to: keys.keys.publicKeys, of: place))
      notices.append(
        GrantNotice(
          epoch: number,
          reader: EpochReader(
            principal: keys.keys.principal, keyID: keys.keys.publicKeys.keyID, grantClass: .open)))
    }
    try chain.arrive(
      .nothing, signedBy: keys.keys, as: keys.author, openPart: .grants(notices),
      nowSeconds: nowSeconds)
    return grants
  }
}

extension OpenedVault {
  /// Whether the words that open this channel were drawn by a member, who knows them.
  var hasHandedWords: Bool {
    var isHanded = false
    for line in lines {
      guard case .channel(let entry) = line.payload else { continue }
      switch entry {
      case .opened(let beginning):
        if case .member = line.entry.header.author { isHanded = beginning.hasReceipt }
      case .report(let report):
        if case .inPerson = report.source { isHanded = true }
      case .wordsTakenOver: isHanded = false
      case .message, .delivery, .mailChosen: break
      }
    }
    return isHanded
  }
}

extension ChainWriter {
  /// The seed of a child's epoch for a writer who cannot read this vault.
  mutating func arriveChild(
    _ child: borrowing EpochSeed, at place: EpochPlace, nowSeconds: UInt64
  ) throws {
    try arrive(
      .child(place.vault, epoch: place.epoch, try child.revealedForChildEntry(place)),
      by: .server, nowSeconds: nowSeconds)
  }
}
