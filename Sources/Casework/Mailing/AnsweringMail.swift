import Foundation
import Identity
import Mail
import Procedure
import Storage
import Vault

/// How often one address is answered automatically, so that two machines never talk to each other for long.
enum AutomaticAnswers {
  /// Receipts for new reports.
  static let receiptsMax = 5
  /// Answers to mails into a channel: a machine at the other end is answered once.
  static let answersMax = 1
  static let windowSeconds: Int64 = 24 * 60 * 60
}

extension Organization {
  /// The same answer for whatever became of the mail; nil where none may be sent (RFC 3834).
  func automaticAnswer(to mail: IncomingMail) async throws -> OutgoingRecord? {
    guard mail.kind == .ordinary, mail.returnPath != .empty, let sender = mail.from.first,
      !isOurs(sender),
      try await mayAnswer(sender.normalized, perWindowMax: AutomaticAnswers.answersMax)
    else { return nil }
    let waiting = try notices.automatic(
      .mailPutAside, to: sender, values: [.link: baseAddress + "/report"],
      inReplyTo: mail.messageID, isAnswer: true)
    return try Outbox(keys: keys, now: environment.now()).row(waiting)
  }

  func isOurs(_ address: MailAddress?) -> Bool {
    address?.normalized == policy.community.conductAddress.lowercased()
  }

  /// Counts an automatic answer to an address; false once it has had enough for now.
  func mayAnswer(_ address: String, perWindowMax: Int) async throws -> Bool {
    let limitID = try keys.limitID(
      purpose: "automatic-answer-\(perWindowMax)", subject: address)
    let now = environment.now().secondsSince1970
    let window = now - now % AutomaticAnswers.windowSeconds
    return try await database.write { [id] transaction in
      try transaction.countAttempt(id, id: limitID, windowStartSeconds: window)
    } <= perWindowMax
  }
}
