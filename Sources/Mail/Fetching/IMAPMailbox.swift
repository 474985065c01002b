/// A mailbox that is visited from time to time.
package struct IMAPMailbox: Sendable {
  /// One visit: takes what is new, hands each message to `store`, and marks it done only after `store` returned true.
  ///
  /// A message for which `store` returns false, or that is too large, stays as it was and is offered again at the next
  /// visit. A message can be offered twice (the connection may break before it is marked), never not at all.
  /// - Parameter store: gets the raw bytes; returns true once they are on disk.
  package func visit(
    store: @Sendable (FetchedMail) async -> Bool
  ) async throws(MailboxError) -> MailboxVisit {
    throw .unreachable(.other)
  }

  package init(server: MailServerURL) {}
}

/// One message as the mailbox holds it.
package struct FetchedMail: Hashable, Sendable {
  /// The generation of the folder's numbers (RFC 9051, 2.3.1.1).
  package var uidValidity: UInt32
  package var uid: UInt32
  package var message: [UInt8]
}

/// What a visit to a mailbox did.
package struct MailboxVisit: Hashable, Sendable {
  package var uidValidity: UInt32
  /// How many messages were stored and marked.
  package var storedCount: Int
  /// How many the caller did not store.
  package var refusedCount: Int
  /// The UIDs of messages that are larger than is taken in; somebody has to look at them.
  package var tooLarge: [UInt32]
  /// Whether more wait than one visit takes.
  package var moreWaiting: Bool
}

/// Why a visit to a mailbox ended early. What was stored and marked until then stays so.
package enum MailboxError: Error, Hashable, Sendable {
  case unreachable(UnreachableReason)
  /// The server refused a command, named by its first word.
  case refused(command: String)
  /// The server said something that is no IMAP.
  case protocolViolation
}
