/// A mail that Redress writes: plain text, one author.
package struct OutgoingMail: Codable, Hashable, Sendable {
  /// Who made it, for `Auto-Submitted` (RFC 3834).
  package enum Origin: String, Codable, Hashable, Sendable {
    /// Written by a person; no such header.
    case person
    /// A notice that a machine made.
    case automaticallyGenerated
    /// A machine's answer to a mail, such as the receipt.
    case automaticallyReplied
  }

  /// The author.
  package var from: MailAddress
  /// The visible recipients, at least one.
  package var to: [MailAddress]
  /// Where answers should go, with the token of the channel; nil for the author.
  package var replyTo: MailAddress?
  /// One line.
  package var subject: String
  /// Paragraphs separated by empty lines; wrapped when written.
  package var text: String
  /// `Date`, in seconds since 1970.
  package var dateSeconds: Int64
  /// `local@domain` without angle brackets, made by the caller.
  package var messageID: String
  /// Without angle brackets.
  package var inReplyTo: String?
  /// Without angle brackets, oldest first.
  package var references: [String]
  /// Who made it.
  package var origin: Origin

  package init(
    from: MailAddress, to: [MailAddress], replyTo: MailAddress? = nil, subject: String,
    text: String, dateSeconds: Int64, messageID: String, inReplyTo: String? = nil,
    references: [String] = [], origin: Origin = .person
  ) {
    self.from = from
    self.to = to
    self.replyTo = replyTo
    self.subject = subject
    self.text = text
    self.dateSeconds = dateSeconds
    self.messageID = messageID
    self.inReplyTo = inReplyTo
    self.references = references
    self.origin = origin
  }
}

/// Why a mail was not written. Names the field, never its words.
package enum MailWritingError: Error, Hashable, Sendable {
  /// A value holds a line break or another control character: somebody tries to add headers.
  case controlCharacter(field: String)
  /// An address is none.
  case invalidAddress(field: String)
  /// A message id is none (RFC 5322, 3.6.4).
  case invalidMessageID(field: String)
  /// A value, or the text, is longer than is written.
  case tooLong(field: String, bytesMax: Int)
  /// There is no recipient.
  case noRecipient
}

extension MailWritingError: CustomStringConvertible {
  /// A sentence that shows nothing of the mail.
  package var description: String {
    switch self {
    case .controlCharacter(let field): "The field \(field) holds a line break or control character."
    case .invalidAddress(let field): "The field \(field) holds no mail address."
    case .invalidMessageID(let field): "The field \(field) holds no message id."
    case .tooLong(let field, let bytesMax):
      "The field \(field) is longer than \(bytesMax) bytes allow."
    case .noRecipient: "The mail has no recipient."
    }
  }
}
