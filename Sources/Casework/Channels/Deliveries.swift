import Identity
import Mail
import Procedure
import Storage
import Vault

extension Organization {
  /// Notes in the channel what became of a mail that carried its words. A mail that carried none has no channel.
  func noteDelivery(
    of waiting: WaitingMail, _ outcome: ChannelDelivery.Outcome, detail: String
  ) async throws {
    guard let origin = waiting.origin else { return }
    try await noteDelivery(
      in: origin.channel,
      ChannelDelivery(
        sequence: origin.sequence, messageID: waiting.mail.messageID, outcome: outcome,
        detail: String(detail.prefix(500))))
  }

  /// Notes in a channel what became of one of its messages, sealed to those who may read it now.
  ///
  /// - Parameter original: the mail that tells of it, as it came; empty where nobody mailed it.
  func noteDelivery(
    in channel: VaultID, _ delivery: ChannelDelivery, original: [ClaimedFile] = [],
    also: @escaping @Sendable (WriteTransaction) throws -> Void = { _ in }
  ) async throws {
    let caseVault = try await database.read { [self] transaction in
      try parent(of: channel, in: transaction)
    }
    guard let caseVault else { return try await database.write { try also($0) } }
    try await retrying {
      let state = try await caseState(caseVault)
      var chains = try state.chains(self)
      let isRight = state.index.isStillRight(state.caseRegister, state.membership)
      if !isRight {
        try chains.beginEpochs(
          state.index, cause: EpochCause(.entitlement), nowSeconds: nowSeconds)
      }
      try chains.channels[channel]?.chain.arrive(
        .channel(.delivery(delivery)), by: .server, nowSeconds: nowSeconds)
      for file in original {
        try chains.channels[channel]?.chain.arrive(
          .fileKey(file.keyRecord), by: .server, openPart: .files([file.notice]),
          nowSeconds: nowSeconds)
      }
      let prepared = chains
      let record = try indexRecord(
        state.index, of: caseVault, sequence: chains.caseChain.nextSequence - 1)
      try await database.write { [id] transaction in
        try prepared.write(in: transaction)
        if !isRight { try transaction.putCaseIndex(id, record) }
        for file in original {
          try transaction.insertFile(
            id,
            FileRecord(
              blob: file.blob, vault: channel, ciphertextHash: file.notice.ciphertextHash.bytes,
              storedBytes: file.storedBytes))
        }
        try also(transaction)
      }
    }
  }

  /// The case that a channel belongs to; nil where there is no such channel.
  func parent(of channel: VaultID, in transaction: ReadTransaction) throws -> VaultID? {
    let register = try verifiedVault(
      channel, people(in: transaction).directory, in: transaction)?.register
    return register.flatMap { $0.epoch($0.newest)?.parent }
  }
}
