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
      let checkpoint = try transaction.newestCheckpoint(organization.id).map {
        try Checkpoint($0.bytes, organization.id)
      }
      let waiting = try transaction.outgoing(organization.id).filter { $0.state != .failed }
      return StatusView(
        formatVersion: SQLiteDatabase.format,
        lastCheckpoint: checkpoint.map {
          Moment(secondsSince1970: Int64(clamping: $0.timeSeconds))
        },
        checkpointWords: try checkpoint.map {
          organization.receiptWords.words(for: try $0.digest(), count: checkpointWordCount)
        } ?? [], mailWaiting: waiting.count,
        mailFailing: try transaction.outgoingCount(organization.id, .failed),
        oldestMailWaiting: waiting.map(\.createdSeconds).min().map {
          Moment(secondsSince1970: $0)
        })
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

/// What the sealed text holds.
private struct ShareShowing: Codable {
  var shares: [String]
  var untilSeconds: Int64
}
