import Foundation
import Identity
import Procedure
import Storage
import Vault

/// Words of a checkpoint that people compare by voice.
private let checkpointWordCount = 6

/// Seconds in which shares of a recovery key are shown to their holders.
private let showingSeconds: Int64 = 60 * 60

extension SignedIn {
  /// How the installation is doing, without a word of any case.
  package func status() async throws -> StatusView {
    try await organization.database.read { [organization] transaction in
      let checkpoint = try organization.checkpointOfDay(in: transaction)
      return StatusView(
        formatVersion: SQLiteDatabase.format,
        lastCheckpoint: checkpoint.map {
          Moment(secondsSince1970: Int64(clamping: $0.timeSeconds))
        },
        checkpointWords: try checkpoint.map {
          organization.receiptWords.words(for: try $0.digest(), count: checkpointWordCount)
        } ?? [], mail: try organization.mailStanding(in: transaction))
    }
  }

  // MARK: Shares on their way to their holders

  /// Shares that were not shown yet, sealed so that the page of one holder does not carry those of the others.
  package func sealShares(_ shares: [String]) throws -> String {
    let showing = ShareShowing(
      shares: shares,
      untilSeconds: organization.environment.now().secondsSince1970 + showingSeconds)
    return Data(
      try organization.keys.sealSetting(
        Bytes(try JSONEncoder().encode(showing)), name: showingName)
    ).base64EncodedString()
  }

  /// The shares again; nil for what this member did not seal within the hour.
  package func openShares(_ text: String) -> [String]? {
    guard let sealed = Data(base64Encoded: text) else { return nil }
    do {
      let content = try organization.keys.openSetting(Bytes(sealed), name: showingName)
      let showing = try JSONDecoder().decode(ShareShowing.self, from: Data(content))
      let isFresh =
        organization.environment.now().secondsSince1970 <= showing.untilSeconds
      return isFresh ? showing.shares : nil
    } catch {
      return nil
    }
  }

  private var showingName: String { "shares shown to " + principalID.hexadecimal }
}

extension Organization {
  /// How mail to members gets on; nothing of mails to anybody else.
  fileprivate func mailStanding(in transaction: ReadTransaction) throws -> MailStanding {
    let now = environment.now()
    let outbox = Outbox(keys: keys, now: now)
    let members = Set(try people(in: transaction).membership.members.map(\.profile.email))
    var standing = MailStanding.goesOut
    for record in try transaction.outgoing(id)
    where record.state == .failed
      || record.createdSeconds + KeepingLimits.mailLateSeconds < now.secondsSince1970
    {
      guard let to = recipient(of: record, in: outbox), members.contains(to) else { continue }
      if record.state == .failed { return .wasGivenUp }
      standing = .isLate
    }
    return standing
  }

  /// Nil for what does not open, which is the operator's to see, and for what is no mail yet.
  private func recipient(of record: OutgoingRecord, in outbox: Outbox) -> String? {
    do {
      guard case .mail(let waiting) = try outbox.item(record) else { return nil }
      return waiting.recipient
    } catch {
      return nil
    }
  }
}

/// What the sealed text holds.
private struct ShareShowing: Codable {
  var shares: [String]
  var untilSeconds: Int64
}
