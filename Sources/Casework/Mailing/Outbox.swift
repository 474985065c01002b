import Foundation
import Identity
package import Mail
import Procedure
import Storage
import Vault

/// How often and how long an outgoing mail is tried.
enum OutboxLimits {
  /// Messages taken at once.
  static let batchCount = 20
  /// Seconds one process may take for a batch before another takes over.
  static let leaseSeconds: Int64 = 300
  /// Seconds before each further try; the last one repeats.
  static let pausesSeconds: [Int64] = [60, 300, 900, 3_600, 7_200, 14_400]
  /// Tries before a message is left for the operator: about five days.
  static let attemptsMax = 40
  /// A notice leaves at a random moment within so many seconds, so that nobody learns the second of a report from it.
  static let noticeDelaySecondsMax: UInt32 = 120
}

/// Mails that wait as sealed rows, written in the same transaction as what they tell of.
struct Outbox: Sendable {
  let keys: ServerKeys
  let now: Moment

  /// A row to be written in a transaction.
  /// - Parameter delaySeconds: how long it waits before the first try.
  func row(_ waiting: WaitingMail, delaySeconds: Int64 = 0) throws -> OutgoingRecord {
    let row = try RowID.random()
    return OutgoingRecord(
      row: row, createdSeconds: now.secondsSince1970,
      dueSeconds: now.secondsSince1970 + delaySeconds,
      blob: try keys.sealOutbox(
        .message, Bytes(try JSONEncoder().encode(waiting)), row: row,
        createdSeconds: UInt64(clamping: now.secondsSince1970)),
      generation: keys.newestGeneration)
  }

  /// The mail of a row.
  func waiting(_ record: OutgoingRecord) throws -> WaitingMail {
    let content = try keys.openOutbox(
      .message, record.blob, row: record.row,
      createdSeconds: UInt64(clamping: record.createdSeconds))
    return try JSONDecoder().decode(WaitingMail.self, from: Data(content))
  }

  /// Seconds until the next try after so many that failed.
  static func pauseSeconds(attempts: Int) -> Int64 {
    let pauses = OutboxLimits.pausesSeconds
    return pauses[min(max(attempts, 1), pauses.count) - 1]
  }
}

/// What a round of sending did.
package struct SendingRound: Sendable, Hashable {
  package var delivered = 0
  package var later = 0
  package var failed = 0
}

extension Organization {
  /// Sends what is due: at least once, retried with growing pauses, never lost (DESIGN.md, "Storage").
  package func sendDueMail(through transport: any MailTransport) async throws -> SendingRound {
    var round = SendingRound()
    let started = environment.now()
    let leased = try await database.write { [id] transaction in
      try transaction.leaseOutgoing(
        id, nowSeconds: started.secondsSince1970,
        leaseUntilSeconds: started.secondsSince1970 + OutboxLimits.leaseSeconds,
        limit: OutboxLimits.batchCount)
    }
    for record in leased {
      let outbox = Outbox(keys: keys, now: environment.now())
      let waiting = try outbox.waiting(record)
      let bytes: [UInt8]
      do {
        bytes = try MailWriter.write(waiting.mail)
      } catch {
        // A mail that cannot be written never will be: it is kept for the operator to see.
        try await giveUp(record, code: nil)
        round.failed += 1
        continue
      }
      let result = await transport.send(
        bytes, from: waiting.envelopeSender, to: waiting.recipient)
      try await settle(record, waiting, result, &round)
    }
    return round
  }

  private func settle(
    _ record: OutgoingRecord, _ waiting: WaitingMail, _ result: DeliveryResult,
    _ round: inout SendingRound
  ) async throws {
    switch result {
    case .delivered:
      try await database.write { [id] transaction in
        try transaction.deleteOutgoing(id, record.row)
      }
      round.delivered += 1
    case .permanent(let code, let text):
      try await giveUp(record, code: code)
      try await noteDelivery(of: waiting, .failed, detail: text)
      round.failed += 1
    case .temporary(let code, let text):
      try await putOff(record, code: code, &round)
      if record.attempts == 1 { try await noteDelivery(of: waiting, .delayed, detail: text) }
    case .unreachable:
      try await putOff(record, code: nil, &round)
    }
  }

  private func putOff(
    _ record: OutgoingRecord, code: Int?, _ round: inout SendingRound
  ) async throws {
    guard record.attempts < OutboxLimits.attemptsMax else {
      try await giveUp(record, code: code)
      round.failed += 1
      return
    }
    let due =
      environment.now().secondsSince1970 + Outbox.pauseSeconds(attempts: record.attempts)
    try await database.write { [id] transaction in
      try transaction.retryOutgoing(
        id, record.row, dueSeconds: due, replyCode: code, reply: nil)
    }
    round.later += 1
  }

  private func giveUp(_ record: OutgoingRecord, code: Int?) async throws {
    try await database.write { [id] transaction in
      try transaction.failOutgoing(
        id, record.row, replyCode: code, reply: nil)
    }
    environment.log(LogLine(.warning, "An outgoing mail was given up; see 'redress doctor'."))
  }
}
