import Foundation
import Identity
import Mail
import Procedure

/// A mail that waits in the outbox: the message, and who it goes to on the envelope.
struct WaitingMail: Codable, Sendable, Hashable {
  /// What became of it is told there, when it carries words of a channel.
  struct Origin: Codable, Sendable, Hashable {
    var channel: VaultID
    /// Nil for what is sent before its place is known; its message id tells then.
    var sequence: UInt64?
  }

  var mail: OutgoingMail
  /// Nil sends with an empty return path, for what must never be answered.
  var envelopeSender: String?
  var recipient: String
  var origin: Origin?

  /// The mail byte for byte as it is handed to the mail server; nil for one that cannot be written, which the outbox
  /// gives up and tells of.
  var written: String? {
    do {
      return String(decoding: try MailWriter.write(mail), as: UTF8.self)
    } catch {
      return nil
    }
  }

  /// Somebody to write to.
  static func recipient(name: String, address: String) -> MailAddress {
    MailAddress(name: name, address: address)
  }
}

/// Writes the mails of one community from the templates of its policy.
///
/// A notice to a member carries a code name and a link, nothing else (VAULT.md, section 17).
struct NoticeWriter: Sendable {
  let policy: Policy
  /// Where the pages are, without a slash at the end.
  let baseAddress: String
  let now: Moment
  /// Draws the random part of a message id.
  let drawIdentifier: @Sendable () throws -> String

  private var conductAddress: String { policy.community.conductAddress }

  private var sender: MailAddress {
    MailAddress(name: policy.community.groupName, address: conductAddress)
  }

  private func messageID() throws -> String {
    let domain = conductAddress.split(separator: "@").last.map(String.init) ?? "localhost"
    return "\(try drawIdentifier())@\(domain)"
  }

  /// A notice about a case to one member.
  func notice(
    _ kind: TemplateKind, to address: String, memberName: String, codeName: String, path: String,
    more: [Placeholder: String] = [:]
  ) throws -> WaitingMail {
    var values: [Placeholder: String] = [
      .codeName: codeName, .link: baseAddress + path, .memberName: memberName,
    ]
    values.merge(more) { $1 }
    return try automatic(kind, to: MailAddress(address: address), values: values)
  }

  /// A mail that Redress sends by itself.
  func automatic(
    _ kind: TemplateKind, to recipient: MailAddress, values: [Placeholder: String],
    replyTo: String? = nil, inReplyTo: String? = nil, isAnswer: Bool = false
  ) throws -> WaitingMail {
    let filled = try template(kind).filled(values)
    return WaitingMail(
      mail: OutgoingMail(
        from: sender, to: [recipient],
        replyTo: replyTo.map { MailAddress(name: policy.community.groupName, address: $0) },
        subject: filled.subject, text: filled.body, dateSeconds: now.secondsSince1970,
        messageID: try messageID(), inReplyTo: inReplyTo,
        references: inReplyTo.map { [$0] } ?? [],
        origin: isAnswer ? .automaticallyReplied : .automaticallyGenerated),
      envelopeSender: nil, recipient: recipient.address)
  }

  /// A message of a handler to a party who gets the words by mail.
  func personal(
    to recipient: MailAddress, subject: String, text: String, replyTo: String, inReplyTo: String?,
    messageID: String
  ) -> WaitingMail {
    WaitingMail(
      mail: OutgoingMail(
        from: sender, to: [recipient],
        replyTo: MailAddress(name: policy.community.groupName, address: replyTo),
        subject: subject, text: text, dateSeconds: now.secondsSince1970, messageID: messageID,
        inReplyTo: inReplyTo, references: inReplyTo.map { [$0] } ?? [], origin: .person),
      envelopeSender: replyTo, recipient: recipient.address)
  }

  /// A fresh message id of this community.
  func newMessageID() throws -> String { try messageID() }

  /// - Throws: `CaseworkError.notGenuine` for a policy that nobody read: one that was read has every template.
  func template(_ kind: TemplateKind) throws -> Template {
    guard let template = policy.templates[kind] else { throw CaseworkError.notGenuine }
    return template
  }
}
