import Mail
package import Procedure

/// Where the mail that told of a message stands, as far as mail servers have said.
package enum MailState: Sendable, Hashable {
  /// It waits for the mail server; with the next try, where one has failed already.
  case waiting(nextTry: Moment?)
  /// The mail server took it, and has said nothing since.
  case sent
  /// A server on the way has not taken it yet and is tried again: by the mail server, or by Redress at that time.
  case delayed(said: String, nextTry: Moment?)
  /// The server of the recipient has said that it arrived.
  case arrived
  /// It did not arrive, and is not tried again.
  case failed(said: String)

  /// A word for machines.
  package var name: String {
    switch self {
    case .waiting: "waiting"
    case .sent: "sent"
    case .delayed: "delayed"
    case .arrived: "arrived"
    case .failed: "failed"
    }
  }
}

/// What handlers see of the mail that a message came by, or that told of it.
package struct MailFacts: Sendable, Hashable {
  /// Of a mail of the group; nil for one that came.
  package var state: MailState?
  /// Of a mail that came; what its sender wrote there.
  package var subject: String
  /// What the community's own receiving server found about the sender.
  package var authentication: [String]
  /// The mail as it came, in one file or in parts.
  package var original: [FileView]
  /// The mail of the group, byte for byte.
  package var written: String?

  package init(
    state: MailState? = nil, subject: String = "", authentication: [String] = [],
    original: [FileView] = [], written: String? = nil
  ) {
    self.state = state
    self.subject = subject
    self.authentication = authentication
    self.original = original
    self.written = written
  }
}

extension MailFacts {
  /// The community's own server doubts that it comes from the address it names.
  package var isDoubted: Bool { AuthenticationResults.sayForged(authentication) }
}

/// How the mails about a conversation reach its party, as they may choose it.
package struct MailChoice: Sendable, Hashable {
  /// The words themselves are mailed; else a link that leads to them.
  package let mailsText: Bool

  package init(mailsText: Bool) { self.mailsText = mailsText }
}
