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
  /// Seconds that one message may take; none is begun when less is left of the lease.
  static let messageSecondsMax: Int64 = 120
  /// Seconds before each further try; the last one repeats.
  static let pausesSeconds: [Int64] = [60, 300, 900, 3_600, 7_200, 14_400]
  /// Tries before a message is left for the operator: about five days.
  static let attemptsMax = 40
  /// A notice leaves at a random moment within so many seconds, so that nobody learns the second of a report from it.
  static let noticeDelaySecondsMax: UInt32 = 120
}

/// What waits in the outbox.
enum OutboxItem: Codable, Sendable, Hashable {
  case mail(WaitingMail)
  /// Somebody asked for the link for new keys, at an address that may be nobody's.
  case newKeysRequested(address: String)
}

/// Mails that wait as sealed rows, written in the same transaction as what they tell of.
struct Outbox: Sendable {
  let keys: ServerKeys
  let now: Moment

  /// A row to be written in a transaction.
  /// - Parameter delaySeconds: how long it waits before the first try.
  func row(_ waiting: WaitingMail, delaySeconds: Int64 = 0) throws -> OutgoingRecord {
    try row(.mail(waiting), delaySeconds: delaySeconds)
  }

  /// A row to be written in a transaction.
  /// - Parameter delaySeconds: how long it waits before the first try.
  func row(_ item: OutboxItem, delaySeconds: Int64 = 0) throws -> OutgoingRecord {
    let row = try RowID.random()
    return OutgoingRecord(
      row: row, createdSeconds: now.secondsSince1970,
      dueSeconds: now.secondsSince1970 + delaySeconds,
      blob: try keys.sealOutbox(
        .message, Bytes(try JSONEncoder().encode(item)), row: row,
        createdSeconds: UInt64(clamping: now.secondsSince1970)),
      generation: keys.newestGeneration)
  }

  /// What a row holds.
  func item(_ record: OutgoingRecord) throws -> OutboxItem {
    let content = try keys.openOutbox(
      .message, record.blob, row: record.row,
      createdSeconds: UInt64(clamping: record.createdSeconds))
    return try JSONDecoder().decode(OutboxItem.self, from: Data(content))
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
  ///
  /// A fault with one message is no reason to keep the others: what cannot be read is given up, what cannot be noted is
  /// logged. Sending ends with the lease, since another process takes the messages over then.
  package func sendDueMail(through transport: any MailTransport) async throws -> SendingRound {
    var round = SendingRound()
    let started = environment.now()
    let leased = try await database.write { [id] transaction in
      try transaction.leaseOutgoing(
        id, nowSeconds: started.secondsSince1970,
        leaseUntilSeconds: started.secondsSince1970 + OutboxLimits.leaseSeconds,
        limit: OutboxLimits.batchCount)
    }
    let lastBegin =
      started.secondsSince1970 + OutboxLimits.leaseSeconds - OutboxLimits.messageSecondsMax
    for (place, record) in leased.enumerated() {
      guard environment.now().secondsSince1970 <= lastBegin else {
        try await giveBack(leased[place...])
        break
      }
      try await send(record, through: transport, &round)
    }
    return round
  }

  private func send(
    _ record: OutgoingRecord, through transport: any MailTransport, _ round: inout SendingRound
  ) async throws {
    let item: OutboxItem
    do {
      item = try Outbox(keys: keys, now: environment.now()).item(record)
    } catch {
      return try await giveUp(record, nil, code: nil, &round)
    }
    let waiting: WaitingMail
    switch item {
    case .mail(let mail): waiting = mail
    case .newKeysRequested(let address):
      do {
        try await answerRequest(record.row, forNewKeysOf: address)
      } catch {
        // It is due again when the lease ends.
        environment.log(LogLine(.warning, "A request for new keys could not be answered: \(error)"))
      }
      return
    }
    let bytes: [UInt8]
    do {
      bytes = try MailWriter.write(waiting.mail)
    } catch {
      // A mail that cannot be written never will be: it is kept for the operator to see.
      return try await giveUp(record, waiting, code: nil, &round)
    }
    let result = await transport.send(
      bytes, from: waiting.envelopeSender, to: waiting.recipient)
    try await settle(record, waiting, result, &round)
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
      try await giveUp(record, waiting, code: code, said: text, &round)
    case .temporary(let code, let text):
      let isLast = try await putOff(record, waiting, code: code, said: text, &round)
      if record.attempts == 1, !isLast { await noted(waiting, .delayed, said: text) }
    case .unreachable:
      _ = try await putOff(record, waiting, code: nil, said: "", &round)
    }
  }

  /// - Returns: whether that was the last try.
  private func putOff(
    _ record: OutgoingRecord, _ waiting: WaitingMail, code: Int?, said text: String,
    _ round: inout SendingRound
  ) async throws -> Bool {
    guard record.attempts < OutboxLimits.attemptsMax else {
      try await giveUp(record, waiting, code: code, said: text, &round)
      return true
    }
    let due =
      environment.now().secondsSince1970 + Outbox.pauseSeconds(attempts: record.attempts)
    try await database.write { [id] transaction in
      try transaction.retryOutgoing(
        id, record.row, dueSeconds: due, replyCode: code, reply: nil)
    }
    round.later += 1
    return false
  }

  /// Messages whose turn did not come are due again at once, for whoever is next.
  private func giveBack(_ records: ArraySlice<OutgoingRecord>) async throws {
    let now = environment.now().secondsSince1970
    try await database.write { [id] transaction in
      for record in records {
        try transaction.releaseOutgoing(id, record.row, dueSeconds: now)
      }
    }
  }

  /// Keeps a message for the operator, and tells of it where its words stand.
  private func giveUp(
    _ record: OutgoingRecord, _ waiting: WaitingMail?, code: Int?, said text: String = "",
    _ round: inout SendingRound
  ) async throws {
    try await database.write { [id] transaction in
      try transaction.failOutgoing(
        id, record.row, replyCode: code, reply: nil)
    }
    environment.log(LogLine(.warning, "An outgoing mail was given up; see 'redress doctor'."))
    if let waiting { await noted(waiting, .failed, said: text) }
    round.failed += 1
  }

  /// Notes in the channel what became of a message; a channel that cannot take it stops no other mail.
  private func noted(
    _ waiting: WaitingMail, _ outcome: ChannelDelivery.Outcome, said text: String
  ) async {
    do {
      try await noteDelivery(of: waiting, outcome, detail: text)
    } catch {
      environment.log(
        LogLine(.alarm, "What became of a mail could not be noted in its channel."))
    }
  }
}
