import Confinement

/// A mailbox that is visited from time to time.
package struct IMAPMailbox: Sendable {
  private let server: MailServerURL
  private let threads = WorkerThreads(
    threadCountMax: 1, waitingMax: MailLimits.jobsWaitingMax)

  /// - Parameter server: an `imap` or `imaps` URL.
  package init(server: MailServerURL) { self.server = server }

  /// How often it is visited, in seconds.
  package var everySeconds: Int { server.everySeconds }

  /// One visit: takes what is new, hands each message to `store`, and marks it done only after `store` returned true.
  ///
  /// A message for which `store` returns false, or that is too large, stays as it was and is offered again at the next
  /// visit. A message can be offered twice (the connection may break before it is marked), never not at all.
  /// - Parameter store: gets the raw bytes; returns true once they are on disk.
  package func visit(
    store: @Sendable (FetchedMail) async -> Bool
  ) async throws(MailboxError) -> MailboxVisit {
    let session = IMAPSession(server)
    do throws(MailboxError) {
      let visit = try await visit(session, store: store)
      _ = await threads.run { session.close() }
      return visit
    } catch {
      _ = await threads.run { session.close() }
      throw error
    }
  }

  private func visit(
    _ session: IMAPSession, store: @Sendable (FetchedMail) async -> Bool
  ) async throws(MailboxError) -> MailboxVisit {
    let opened = try await onThread { session.open() }
    var visit = MailboxVisit(
      uidValidity: opened.uidValidity, storedCount: 0, refusedCount: 0, tooLarge: [],
      moreWaiting: false)
    // Messages that stay (too large, refused) must not stand in the way of those behind them.
    let looked = Array(opened.waiting.prefix(MailLimits.mailboxMessagesPerVisitMax * 10))
    let sizes = try await onThread { session.sizes(of: looked) }
    visit.tooLarge = looked.filter { (sizes[$0] ?? 0) > MailLimits.messageBytesMax }
    let acceptable = looked.filter { (sizes[$0] ?? 0) <= MailLimits.messageBytesMax }
    visit.moreWaiting = opened.waiting.count > looked.count
    for uid in acceptable {
      guard visit.storedCount < MailLimits.mailboxMessagesPerVisitMax else {
        visit.moreWaiting = true
        break
      }
      guard let message = try await onThread({ session.message(uid) }) else { continue }
      let mail = FetchedMail(uidValidity: opened.uidValidity, uid: uid, message: message)
      if await store(mail) {
        try await onThread { session.finish(uid) }
        visit.storedCount += 1
      } else {
        visit.refusedCount += 1
      }
    }
    return visit
  }

  private func onThread<Value: Sendable>(
    _ work: @escaping @Sendable () -> Result<Value, MailboxError>
  ) async throws(MailboxError) -> Value {
    guard let outcome = await threads.run(work) else { throw .unreachable(.busy) }
    return try outcome.get()
  }
}

/// One message as the mailbox holds it.
package struct FetchedMail: Hashable, Sendable {
  /// The generation of the folder's numbers (RFC 9051, 2.3.1.1).
  package var uidValidity: UInt32
  /// Its number in the folder, within that generation.
  package var uid: UInt32
  /// The bytes as they came.
  package var message: [UInt8]
}

/// What a visit to a mailbox did.
package struct MailboxVisit: Hashable, Sendable {
  /// The generation of the folder's numbers; the UIDs of another one mean nothing.
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
