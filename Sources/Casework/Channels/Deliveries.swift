import Identity
import Procedure
import Storage
import Vault

extension Organization {
  /// Notes in the channel what became of a mail that carried its words. A mail that carried none has no channel.
  func noteDelivery(
    of waiting: WaitingMail, _ outcome: ChannelDelivery.Outcome, detail: String
  ) async throws {
    guard let origin = waiting.origin else { return }
    try await noteDelivery(in: origin.channel, of: origin.sequence, outcome, detail: detail)
  }

  /// Notes in a channel what became of one of its messages.
  func noteDelivery(
    in channel: VaultID, of sequence: UInt64, _ outcome: ChannelDelivery.Outcome, detail: String
  ) async throws {
    try await retrying {
      let found = try await database.read { [self] transaction -> ChainWriter? in
        guard let rows = try transaction.vaultRows(id, channel, reader: nil) else { return nil }
        let (entries, _) = try verify(rows, try people(in: transaction).directory)
        return try self.writer(after: rows, last: entries.last)
      }
      guard var chain = found else { return }
      try chain.arrive(
        .channel(
          .delivery(
            ChannelDelivery(
              message: sequence, outcome: outcome, detail: String(detail.prefix(500))))),
        by: .server, nowSeconds: nowSeconds)
      let prepared = chain
      try await database.write { transaction in try prepared.write(in: transaction) }
    }
  }
}
