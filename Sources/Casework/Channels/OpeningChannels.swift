import Foundation
import Identity
package import Procedure
import Storage
import Vault

/// A way to a party that is about to be opened: everything that has to be drawn for it.
struct NewWay: Sendable {
  /// The vault of the channel, where the party has none yet.
  let vault: VaultID
  /// The keys behind the words; nil for a channel by mail.
  let keys: PublicKeys?
  /// Of the words that open the channel; its channel is filled in when it is written.
  let receipt: ReceiptRecord?
  /// The random part of the reply address.
  let replyToken: String
  let address: String
  /// So that the same form sent twice shows the same words.
  let resubmission: ResubmissionRecord
}

extension SignedIn {
  /// Opens a conversation with a party of a case, or another way into the one they have: new words for words that
  /// were lost, mail instead of a page. What led there before opens nothing any more.
  ///
  /// - Parameter formToken: the same form sent again shows the same words for fifteen minutes, and opens nothing twice.
  /// - Returns: the words, to be handed over by this member and shown only now; nil for a conversation by mail, and
  ///   where another way takes the word of a second handler, who is then shown the words.
  /// - Throws: `CaseworkError.faults` for an address that is none, `.refused`, or as `perform`.
  @discardableResult
  package func openChannel(
    _ request: ChannelRequest, in id: CaseID, formToken: String
  ) async throws -> ReceiptView? {
    guard let vault = VaultID(hexadecimal: id.text) else { throw CaseworkError.absent }
    // Before anything that was typed is looked at: what is wrong with it is told to handlers alone.
    _ = try await hold(vault)
    let form = try SubmissionWay.form(token: formToken).form(organization.id)
    let body = [memberID.text, id.text, request.party.text, request.way.rawValue]
    let typed = [request.address ?? "", request.reader ?? ""]
    let resubmissionID = try form.token.resubmissionID(
      body: Bytes((body + typed).joined(separator: "\n").utf8), organization.id)
    if let shown = try await opened(before: resubmissionID, form) { return shown.view }
    let (way, words) = try drawWay(request, form, resubmissionID)
    let isOpened: Bool
    do {
      isOpened = try await organization.retrying {
        let held = try await hold(vault)
        // The same form may have been written since; the second of four presses is no second word.
        guard try await opened(before: resubmissionID, form) == nil else {
          throw CaseworkError.movedOn
        }
        var act = try CaseAct(by: self, in: held)
        act.way = way
        try act.prepare(.openChannel(request))
        try await act.write()
        return act.recorded.contains {
          if case .channelOpened = $0.event { true } else { false }
        }
      }
    } catch {
      // The same form may have come twice at the same moment, and the other one was written.
      guard let shown = try await opened(before: resubmissionID, form) else { throw error }
      return shown.view
    }
    guard isOpened else { return nil }
    return words.map { partyReceipt($0) }
  }

  /// What an earlier sending of the same form has opened.
  private struct OpenedBefore {
    let view: ReceiptView?
  }

  private func opened(
    before resubmissionID: Bytes, _ form: SubmittedForm
  ) async throws -> OpenedBefore? {
    let found = try await organization.database.read { [organization] transaction in
      try transaction.resubmission(organization.id, id: resubmissionID)
    }
    guard let found else { return nil }
    guard found.blob != Self.noWords else { return OpenedBefore(view: nil) }
    let words = try organization.keys.openResubmission(
      found.blob, form.token, rowID: resubmissionID, from: organization.receiptWords)
    return OpenedBefore(view: partyReceipt(words.wordsToShowOnce()))
  }

  /// Stands for a conversation by mail, which has no words.
  private static let noWords: Bytes = [0]

  private func partyReceipt(_ words: [String]) -> ReceiptView {
    ReceiptView(
      words: words, received: organization.environment.now(), deadlines: [], mailed: false,
      policy: organization.policy)
  }

  private func drawWay(
    _ request: ChannelRequest, _ form: SubmittedForm, _ resubmissionID: Bytes
  ) throws -> (way: NewWay, words: [String]?) {
    let address = try checkedAddress(request)
    let expires =
      organization.environment.now().secondsSince1970 + Int64(IntakeLimits.resubmissionSeconds)
    let vault = try VaultID.random()
    let token = ReplyAddress.token(try VaultRandom.bytes(count: ReplyAddress.tokenByteCount))
    switch request.way {
    case .mail:
      return (
        NewWay(
          vault: vault, keys: nil, receipt: nil, replyToken: token, address: address,
          resubmission: ResubmissionRecord(
            id: resubmissionID, blob: Self.noWords, expiresSeconds: expires)), nil
      )
    case .passphrase:
      let words = try ReceiptWords.random(
        from: organization.receiptWords, count: organization.policy.receipt.words)
      let receipt = try words.receipt(organization.id)
      let salt = try VaultRandom.bytes(count: 16)
      let principal = try PrincipalID.random()
      let keys = try receipt.principalSeed(salt: salt).publicKeys(
        organization.id, principal: principal)
      return (
        NewWay(
          vault: vault, keys: keys,
          receipt: ReceiptRecord(
            lookupID: try organization.keys.receiptID(receipt), salt: salt, boxKey: keys.box,
            signKey: keys.sign, principal: principal, channel: vault),
          replyToken: token, address: address,
          resubmission: ResubmissionRecord(
            id: resubmissionID,
            blob: try organization.keys.sealResubmission(words, form.token, rowID: resubmissionID),
            expiresSeconds: expires)), words.wordsToShowOnce()
      )
    }
  }

  /// The address that a conversation by mail needs; empty for one behind words.
  private func checkedAddress(_ request: ChannelRequest) throws -> String {
    guard request.way == .mail else { return "" }
    var reading = FieldReading()
    let address = reading.address(request.address ?? "", "address")
    if reading.faults.isEmpty, address.isEmpty {
      reading.fault("address", "Please enter the address that the mails go to.")
    }
    guard reading.faults.isEmpty else { throw CaseworkError.faults(reading.faults) }
    return address
  }
}

extension CaseAct {
  /// The vault of the conversation that a request is about: the party's own, or a new one.
  func vault(for request: ChannelRequest) -> VaultID? {
    index.channels.first { $0.party == request.party }?.vault ?? way?.vault
  }

  /// Makes the channel, or another way into the one that the party has.
  mutating func open(_ request: ChannelRequest) throws {
    guard let way, let vault = vault(for: request) else {
      throw CaseworkError.notAllowed(
        sentence: "The words of a new conversation are shown once; this way cannot show them.")
    }
    if let channel = chains.channels[vault] {
      try openAgain(channel, way)
    } else {
      try openNew(way, for: request.party)
    }
    let token = Bytes(way.replyToken.utf8)
    let reply = ReplyTokenRecord(
      tokenID: try organization.keys.replyTokenID(token), channel: vault,
      senderID: way.address.isEmpty
        ? nil
        : try organization.keys.senderID(way.address.lowercased(), replyToken: token),
      tag: try organization.keys.replyTokenTag(token, channel: vault))
    let receipt = way.receipt.map { record in
      ReceiptRecord(
        lookupID: record.lookupID, salt: record.salt, boxKey: record.boxKey,
        signKey: record.signKey, principal: record.principal, channel: vault)
    }
    also { [organization] transaction in
      try transaction.insertResubmission(organization.id, way.resubmission)
      if let receipt { try transaction.insertReceipt(organization.id, receipt) }
      try transaction.insertReplyToken(organization.id, reply)
    }
  }

  private func beginning(_ way: NewWay, for party: PartyID) -> ChannelOpened {
    // What handlers call somebody among themselves is not what they are called when written to.
    ChannelOpened(
      party: party, name: "", address: way.address, mailsText: !way.address.isEmpty,
      replyToken: way.replyToken, hasReceipt: way.keys != nil)
  }

  private mutating func openNew(_ way: NewWay, for party: PartyID) throws {
    let parties = way.keys.map { [$0] } ?? []
    let channelSeed = HeldEpoch(try EpochSeed.random())
    var chain = ChainWriter(new: way.vault, keys: organization.keys, seen: organization.seen)
    try chain.beginEpoch(
      channelSeed.seed, readers: [], parties: parties, parent: held.state.id, cause: .creation,
      nowSeconds: nowSeconds)
    try chain.append(
      .channel(.opened(beginning(way, for: party))), signedBy: member.keys, as: member.author,
      under: channelSeed.seed, nowSeconds: nowSeconds)
    try chains.caseChain.appendChild(
      channelSeed.seed, at: chain.place, under: seed.seed, nowSeconds: nowSeconds)
    chains.channels[way.vault] = ChannelWriting(
      chain: chain, parties: parties, begun: channelSeed, verified: nil)
    index.take(
      CaseIndex.Channel(vault: way.vault, party: party, principal: way.keys?.principal))
  }

  /// The party changes: the channel alone gets a new epoch, the older ones are granted to the new keys, and what led
  /// there before is destroyed.
  private mutating func openAgain(_ before: ChannelWriting, _ way: NewWay) throws {
    let vault = before.chain.vault
    guard let opened = held.channelVaults[vault], opened.closedCount == 0,
      let party = index.channel(vault)?.party
    else { throw CaseworkError.notGenuine }
    var writing = before
    let parties = way.keys.map { [$0] } ?? []
    let channelSeed = HeldEpoch(try EpochSeed.random())
    try writing.chain.beginEpoch(
      channelSeed.seed, readers: [], parties: parties, parent: held.state.id,
      cause: EpochCause(
        .partyChange, vault: held.state.id, sequence: chains.caseChain.nextSequence - 1),
      nowSeconds: nowSeconds)
    try writing.chain.append(
      .channel(.opened(beginning(way, for: party))), signedBy: member.keys, as: member.author,
      under: channelSeed.seed, nowSeconds: nowSeconds)
    if let keys = way.keys {
      try grantEarlier(opened, before, to: keys, in: &writing.chain, under: channelSeed)
    }
    try chains.caseChain.appendChild(
      channelSeed.seed, at: writing.chain.place, under: seed.seed, nowSeconds: nowSeconds)
    chains.channels[vault] = ChannelWriting(
      chain: writing.chain, parties: parties, begun: channelSeed, verified: before.verified)
    index.changePrincipal(of: vault, to: way.keys?.principal)
    let gone = before.parties.map(\.principal)
    also { [organization] transaction in
      try transaction.deleteReceipts(organization.id, channel: vault)
      try transaction.deleteReplyTokens(organization.id, channel: vault)
      for principal in gone {
        try organization.destroyGrants(of: principal, in: [vault], transaction)
        try transaction.deleteSessions(organization.id, principal)
      }
    }
  }

  private mutating func grantEarlier(
    _ opened: OpenedVault, _ before: ChannelWriting, to keys: PublicKeys,
    in chain: inout ChainWriter, under channelSeed: HeldEpoch
  ) throws {
    var epochs = opened.epochs
    if let begun = before.begun { epochs[before.chain.epoch] = begun }
    var notices: [GrantNotice] = []
    for (number, epoch) in epochs.sorted(by: { $0.key < $1.key }) {
      let place = EpochPlace(organization.id, chain.vault, epoch: number)
      grants.append(try epoch.seed.grant(to: keys, of: place))
      notices.append(
        GrantNotice(
          epoch: number,
          reader: EpochReader(principal: keys.principal, keyID: keys.keyID, grantClass: .open)))
    }
    guard !notices.isEmpty else { return }
    try chain.append(
      .nothing, signedBy: member.keys, as: member.author, openPart: .grants(notices),
      under: channelSeed.seed, nowSeconds: nowSeconds)
  }
}
