/// Where a mail server is and how to speak to it, from a URL of the operator's.
///
/// `smtp://user:password@host:587?starttls=required`, `smtps://host`, `imaps://user:password@host/INBOX?done=seen`.
/// Holds a password: does not print it and is not `Codable`.
package struct MailServerURL: Hashable, Sendable {
  package enum Scheme: String, Hashable, Sendable {
    case smtp, smtps, imap, imaps
  }
  /// What happens on a connection that begins in the clear.
  package enum StartTLS: String, Hashable, Sendable, CaseIterable {
    /// Nothing is said before encryption. The default where there is a password.
    case required
    /// Encrypted where the server offers it. The default without a password.
    case opportunistic
    /// Never; for a server on the same machine.
    case off
  }
  /// What happens to a fetched message once the caller has stored it.
  package enum Done: Hashable, Sendable {
    case seen
    case delete
    case move(folder: String)
  }

  package var scheme: Scheme
  package var host: String
  package var port: Int
  package var user: String?
  package var password: String?
  package var startTLS: StartTLS
  /// The folder of a mailbox; `INBOX` where none is named.
  package var folder: String
  package var done: Done
  /// A file of certificates to trust instead of the system's.
  package var certificateAuthorityFile: String?
}

/// What is wrong with the URL of a mail server. Shows nothing of user, password or host.
package enum MailServerURLError: Error, Hashable, Sendable {
  case notAURL
  case unknownScheme(expected: [String])
  case noHost
  case invalidPort
  case controlCharacter
  case unknownOption(name: String, known: [String])
  case invalidOption(name: String, expected: [String])
  case passwordWithoutUser
  case unexpectedPath
}

extension MailServerURL {
  /// Reads a URL.
  /// - Parameter schemes: those that make sense here: `[.smtp, .smtps]` for sending, `[.imap, .imaps]` for a mailbox.
  package init(_ text: String, schemes: [Scheme]) throws(MailServerURLError) {
    throw .notAURL
  }
}
