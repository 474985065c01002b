package import Mail
import Procedure
import Storage
import Synchronization

/// What goes on while nobody asks for it: mail in and out, reminders, checkpoints, clearing away.
///
/// Every job is taken under a lease in the database, so that two processes never do the same, and a fault in one is
/// logged and tried again while the others go on.
extension Organization {
  /// Runs until the task is cancelled; a last checkpoint is signed then.
  ///
  /// - Parameters:
  ///   - transport: nil where no mail is sent.
  ///   - mailbox: nil where mail comes through the pipe alone.
  package func runJobs(
    transport: (any MailTransport)?, mailbox: IMAPMailbox? = nil
  ) async {
    await withTaskGroup(of: Void.self) { group in
      if let transport {
        group.addTask { await self.sendMailWhileRunning(transport) }
      }
      if let mailbox {
        group.addTask {
          await self.repeating(.mailbox, everySeconds: Int64(mailbox.everySeconds)) {
            try await self.collect(from: mailbox)
          }
        }
      }
      group.addTask {
        await self.repeatingUnleased(everySeconds: KeepingLimits.minuteSeconds) {
          try await self.noteClock()
        }
      }
      group.addTask {
        await self.repeating(.dueCases, everySeconds: KeepingLimits.minuteSeconds) {
          try await self.lookAtDueCases()
        }
      }
      group.addTask {
        await self.repeating(.handOver, everySeconds: KeepingLimits.minuteSeconds) {
          try await self.tellHandOver()
        }
      }
      group.addTask {
        await self.repeating(.membership, everySeconds: KeepingLimits.minuteSeconds) {
          try await self.watchMembership()
          try await self.watchForUninvolved()
        }
      }
      group.addTask {
        await self.repeating(.checkpoint, everySeconds: KeepingLimits.checkpointSeconds) {
          try await self.checkpoint()
        }
      }
      group.addTask {
        await self.repeating(.clearing, everySeconds: KeepingLimits.clearingSeconds) {
          try await self.clearAway()
        }
      }
    }
    await logged("The last checkpoint") { try await self.checkpoint() }
  }

  // MARK: Running

  /// Does a job whenever it is due and nobody else has it.
  private func repeating(
    _ name: JobName, everySeconds: Int64, _ work: @Sendable () async throws -> Void
  ) async {
    while !Task.isCancelled {
      let done = await logged("The job '\(name.rawValue)'") {
        let now = self.environment.now().secondsSince1970
        let isMine = try await self.database.write { [id = self.id] transaction in
          try transaction.leaseJob(
            id, name: name.rawValue, nowSeconds: now,
            leaseUntilSeconds: now + KeepingLimits.jobLeaseSeconds)
        }
        guard isMine else { return }
        try await work()
        let next = self.environment.now().secondsSince1970 + everySeconds
        try await self.database.write { [id = self.id] transaction in
          try transaction.finishJob(id, name: name.rawValue, dueSeconds: next)
        }
      }
      let pause = min(everySeconds, KeepingLimits.minuteSeconds)
      guard await Self.pause(seconds: done ? pause : KeepingLimits.faultPauseSeconds) else {
        return
      }
    }
  }

  /// Does something that every process has to do for itself.
  private func repeatingUnleased(
    everySeconds: Int64, _ work: @Sendable () async throws -> Void
  ) async {
    while !Task.isCancelled {
      await logged("A job") { try await work() }
      guard await Self.pause(seconds: everySeconds) else { return }
    }
  }

  private func sendMailWhileRunning(_ transport: any MailTransport) async {
    while !Task.isCancelled {
      let isIdle = Flag()
      let done = await logged("Sending mail") {
        let now = self.environment.now().secondsSince1970
        let due = try await self.database.read { [id = self.id] transaction in
          try transaction.nextOutgoingDueSeconds(id)
        }
        guard let due, due <= now else { return isIdle.raise() }
        let round = try await self.sendDueMail(through: transport)
        if round.delivered + round.later + round.failed == 0 { isIdle.raise() }
      }
      if done, !isIdle.isRaised { continue }
      let pause = done ? KeepingLimits.mailPauseSeconds : KeepingLimits.faultPauseSeconds
      guard await Self.pause(seconds: pause) else { return }
    }
  }

  /// Takes in what is new in the mailbox. A mail is marked done only when it is on disk.
  private func collect(from mailbox: IMAPMailbox) async throws {
    do {
      var visit: MailboxVisit
      repeat {
        visit = try await mailbox.visit { mail in
          await self.logged("Taking in a mail") { _ = try await self.ingest(mail.message) }
        }
        if !visit.tooLarge.isEmpty {
          environment.log(
            LogLine(
              .warning, "\(visit.tooLarge.count) mails are too large and stay in the mailbox."))
        }
      } while visit.moreWaiting && visit.storedCount > 0 && !Task.isCancelled
    } catch {
      environment.log(LogLine(.warning, "The mailbox could not be read: \(error)"))
    }
  }

  /// Runs something whose fault is no reason to stop. False when there was one.
  @discardableResult
  private func logged(
    _ what: String, _ work: @Sendable () async throws -> Void
  ) async -> Bool {
    do {
      try await work()
      return true
    } catch is CancellationError {
      return false
    } catch {
      environment.log(LogLine(.warning, "\(what) failed and is tried again: \(error)"))
      return false
    }
  }

  /// False when the task was cancelled meanwhile.
  private static func pause(seconds: Int64) async -> Bool {
    do {
      try await Task.sleep(for: .seconds(seconds))
      return true
    } catch {
      return false
    }
  }
}

/// A flag that a closure raises.
private final class Flag: Sendable {
  private let state = Mutex(false)

  var isRaised: Bool { state.withLock { $0 } }

  func raise() { state.withLock { $0 = true } }
}
