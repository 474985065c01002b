import Identity
import Mail
import Procedure
import Storage

/// Mails that the mail server has not taken yet, by their message id.
struct WaitingMails: Sendable {
  /// When a mail is tried next.
  struct NextTry: Sendable {
    var at: Moment
    /// It was not tried before.
    var isFirst: Bool
  }

  private var tries: [String: NextTry] = [:]

  subscript(messageID: String) -> NextTry? { tries[messageID] }

  /// How many mails are looked at: beyond that nothing is sent anyway, and the operator has to look.
  static let lookedAtMax = 2_000

  init() {}

  init(_ records: [OutgoingRecord], of channels: Set<VaultID>, _ outbox: Outbox) throws {
    for record in records where record.state != .failed {
      guard case .mail(let mail) = try outbox.item(record), let origin = mail.origin,
        channels.contains(origin.channel)
      else { continue }
      tries[mail.mail.messageID] = NextTry(
        at: Moment(secondsSince1970: record.dueSeconds), isFirst: record.attempts == 0)
    }
  }
}

extension Organization {
  /// The mails about these conversations that still wait.
  func waitingMails(of channels: Set<VaultID>) async throws -> WaitingMails {
    let records = try await database.read { [id] transaction in
      try transaction.outgoing(id, countMax: WaitingMails.lookedAtMax)
    }
    return try WaitingMails(
      records, of: channels, Outbox(keys: keys, now: environment.now()))
  }
}
