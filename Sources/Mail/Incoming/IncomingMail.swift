/// A foreign mail as a value: what it says, who it says it is from, and what is known about how it was sent.
///
/// Nothing in it is trusted or proven. All text is valid Unicode without control characters other than line
/// feed and tab; names, subjects and file names hold no bidirectional overrides.
package struct IncomingMail: Codable, Hashable, Sendable {
  /// `Message-ID` without angle brackets; nil where there is none.
  package var messageID: String?
  /// `In-Reply-To`, without angle brackets. Never to be trusted for placing a mail.
  package var inReplyTo: [String] = []
  /// `References`, without angle brackets. Never to be trusted for placing a mail.
  package var references: [String] = []

  /// The authors that the mail claims.
  package var from: [MailAddress] = []
  /// Who sent it for the authors, as claimed.
  package var sender: MailAddress?
  /// Where answers are asked to go.
  package var replyTo: [MailAddress] = []
  /// The visible recipients; members of address groups are listed one by one.
  package var to: [MailAddress] = []
  /// The visible recipients of a copy.
  package var cc: [MailAddress] = []
  /// `Delivered-To`, written by the receiving server; outermost first.
  package var deliveredTo: [MailAddress] = []
  /// `X-Original-To`, written by the receiving server.
  package var originalTo: [MailAddress] = []
  /// `Envelope-To` and `X-Envelope-To`, written by some receiving servers.
  package var envelopeTo: [MailAddress] = []
  /// The envelope sender as the receiving server noted it.
  package var returnPath = ReturnPath.absent

  /// Decoded; empty where there is none.
  package var subject = ""
  /// `Date`, as claimed, in seconds since 1970.
  package var dateSeconds: Int64?
  /// `Content-Language`, as claimed.
  package var languages: [String] = []
  /// Values of `Authentication-Results`, outermost first. Only those of one's own server mean anything.
  package var authenticationResults: [String] = []
  /// `X-Spam-Flag: YES` or `X-Spam-Status: Yes` was set by a filter on the way.
  package var markedAsSpam = false

  /// What manner of mail this is.
  package var kind = MailKind.ordinary

  /// The whole text of the mail, line feeds only.
  package var text = ""
  /// The words that are new. Equal to `text` when unsure.
  package var newText = ""
  /// The history that was quoted below, above or between; empty when unsure.
  package var quotedText = ""
  /// Where the text was taken from.
  package var textOrigin = TextOrigin.none

  /// Files, enclosed messages, other forms of the body, and whatever was not opened.
  package var attachments: [MailAttachment] = []
  /// What was wrong with the mail, or was done to it, that a reader may want to know.
  package var notes: [MailNote] = []

  /// A mail that says nothing.
  package init() {}

  /// Every address that the mail says it was sent to, on the envelope or in the open, without duplicates.
  package var recipients: [MailAddress] {
    var seen: Set<String> = []
    return (deliveredTo + originalTo + envelopeTo + to + cc)
      .filter { seen.insert($0.normalized).inserted }
  }
}

/// A mail address with the name that stands beside it.
package struct MailAddress: Codable, Hashable, Sendable {
  /// The display name, decoded; empty where there is none.
  package var name: String
  /// `local@domain` as written, without angle brackets; Unicode allowed in both parts.
  package var address: String

  package init(name: String = "", address: String) {
    self.name = name
    self.address = address
  }

  /// For comparing: lower case, since nobody tells two people apart by the case of a local part.
  package var normalized: String { address.lowercased() }
}

/// The envelope sender as noted in `Return-Path`.
package enum ReturnPath: Codable, Hashable, Sendable {
  /// No such header.
  case absent
  /// `<>`: must never be answered (RFC 5321, 4.5.5).
  case empty
  case address(String)
}

/// Where the text of a mail came from.
package enum TextOrigin: String, Codable, Hashable, Sendable {
  case plain
  /// Made from HTML; the HTML is kept as an attachment with the role `alternativeBody`.
  case html
  /// There was no text.
  case none
}

/// What manner of mail this is. A classification, not a decision: a community whose report address leads through
/// a mailing list or a forwarding rule sees `bulk` on honest reports. Only never answer automatically what is not `ordinary`.
package enum MailKind: Codable, Hashable, Sendable {
  case ordinary
  /// An out-of-office note, receipt or other answer made by a machine (RFC 3834), with the header that says so.
  case automatic(evidence: String)
  /// A delivery report (RFC 3464, or one of the older free forms).
  case bounce(Bounce)
  /// From a mailing list or a bulk sender, with the header that says so.
  case bulk(evidence: String)
}

/// A report about the delivery of an earlier mail.
package struct Bounce: Codable, Hashable, Sendable {
  /// The `Message-ID` of the mail that was not delivered, without angle brackets, as far as it was returned.
  package var originalMessageID: String?
  /// What happened, for each recipient that is named.
  package var recipients: [Recipient]

  package init(originalMessageID: String? = nil, recipients: [Recipient] = []) {
    self.originalMessageID = originalMessageID
    self.recipients = recipients
  }

  /// True when at least one recipient failed for good, or when nothing more precise is known.
  package var isFinal: Bool {
    recipients.isEmpty || recipients.contains { $0.action == .failed }
  }

  /// One recipient of the earlier mail.
  package struct Recipient: Codable, Hashable, Sendable {
    /// `Final-Recipient`, or the address named in the text of an older form.
    package var finalRecipient: String
    /// `Original-Recipient`, as the earlier mail was addressed.
    package var originalRecipient: String?
    /// What happened.
    package var action: Action
    /// The enhanced status code (RFC 3463), such as `5.1.1`.
    package var status: String?
    /// What the other server said. Foreign text.
    package var diagnostic: String?

    package init(
      finalRecipient: String, originalRecipient: String? = nil, action: Action,
      status: String? = nil, diagnostic: String? = nil
    ) {
      self.finalRecipient = finalRecipient
      self.originalRecipient = originalRecipient
      self.action = action
      self.status = status
      self.diagnostic = diagnostic
    }
  }

  /// What happened to a mail (RFC 3464, 2.3.3).
  package enum Action: String, Codable, Hashable, Sendable {
    case failed, delayed, delivered, relayed, expanded
    /// Not said, or a word that the standard does not know.
    case unknown
  }
}
