import Dispatch
import Synchronization

/// Group commit: takes all waiting writes, runs each in a savepoint of one transaction, commits once, and only
/// then tells every caller. One thread, that of its serial queue.
final class SQLiteWriter: Sendable {
  /// One waiting write. Exactly one of `fail` and what `perform` returns is called, once.
  struct Submission: Sendable {
    /// Runs the body; returns what tells the caller of its success, to be called after the commit.
    let perform: @Sendable (WriteTransaction) throws -> @Sendable () -> Void
    /// Tells the caller that nothing was stored.
    let fail: @Sendable (any Error) -> Void
  }

  private struct State {
    var waiting: [Submission] = []
    var isScheduled = false
    var observer: (any CommitObserver)?
  }

  private let queue = DispatchQueue(label: "redress.database.writer")
  private let state = Mutex(State())
  private let connection: Mutex<SQLiteConnection>
  private let waitingMax: Int

  init(connection: sending SQLiteConnection, waitingMax: Int) {
    self.connection = Mutex(connection)
    self.waitingMax = waitingMax
  }

  func setObserver(_ observer: any CommitObserver) {
    state.withLock { $0.observer = observer }
  }

  /// How many writes stand in line.
  var waitingCount: Int { state.withLock { $0.waiting.count } }

  /// Puts a write in line, or tells its caller at once that the line is full.
  func submit(_ submission: Submission) {
    let isAccepted = state.withLock { state in
      guard state.waiting.count < waitingMax else { return false }
      state.waiting.append(submission)
      if !state.isScheduled {
        state.isScheduled = true
        queue.async { self.commitWaiting() }
      }
      return true
    }
    if !isAccepted { submission.fail(StorageError.overloaded) }
  }

  /// Runs work between two group commits.
  func alone(_ work: @escaping @Sendable (SQLiteConnection) -> Void) {
    queue.async { self.connection.withLock { work($0) } }
  }

  private func commitWaiting() {
    let (batch, observer) = state.withLock { state in
      let batch = Array(state.waiting.prefix(Limits.batchBodiesMax))
      state.waiting.removeFirst(batch.count)
      return (batch, state.observer)
    }
    let reports = connection.withLock { Self.commit(batch, on: $0, observer: observer) }
    for report in reports { report() }
    state.withLock { state in
      if state.waiting.isEmpty {
        state.isScheduled = false
      } else {
        queue.async { self.commitWaiting() }
      }
    }
  }

  /// Runs one batch to its end and returns what tells the callers.
  private static func commit(
    _ batch: [Submission], on connection: SQLiteConnection, observer: (any CommitObserver)?
  ) -> [@Sendable () -> Void] {
    do {
      try observer?.willBegin()
    } catch {
      return batch.map { submission in { submission.fail(error) } }
    }
    do {
      let outcomes = try transact(batch, on: connection, observer: observer)
      return zip(batch, outcomes).map { submission, outcome in
        switch outcome {
        case .success(let succeed): succeed
        case .failure(let error): { submission.fail(error) }
        }
      }
    } catch {
      rollBack(connection)
      observer?.didRollBack()
      return batch.map { submission in { submission.fail(error) } }
    }
  }

  /// One transaction. Returns how each body ended; throws when nothing of the batch was stored.
  private static func transact(
    _ batch: [Submission], on connection: SQLiteConnection, observer: (any CommitObserver)?
  ) throws -> [Result<@Sendable () -> Void, any Error>] {
    // An earlier rollback may have failed; nothing may be added to what it left.
    if connection.isInTransaction { try connection.execute("ROLLBACK") }
    try connection.execute("BEGIN IMMEDIATE")
    let transaction = WriteTransaction(connection: connection)
    var outcomes: [Result<@Sendable () -> Void, any Error>] = []
    var survivorsCount = 0
    for submission in batch {
      let appendedBefore = transaction.appended.count
      try connection.execute("SAVEPOINT body")
      do {
        let succeed = try submission.perform(transaction)
        try connection.execute("RELEASE body")
        outcomes.append(.success(succeed))
        survivorsCount += 1
      } catch {
        // A full disk or a failed write ends the whole transaction, with the bodies before this one.
        guard connection.isInTransaction else { throw error }
        try connection.execute("ROLLBACK TO body")
        try connection.execute("RELEASE body")
        transaction.appended.removeSubrange(appendedBefore...)
        outcomes.append(.failure(error))
      }
    }
    guard survivorsCount > 0 else {
      try connection.execute("ROLLBACK")
      observer?.didRollBack()
      return outcomes
    }
    try observer?.willCommit(transaction, appended: transaction.appended)
    try connection.execute("COMMIT")
    observer?.didCommit()
    return outcomes
  }

  private static func rollBack(_ connection: SQLiteConnection) {
    guard connection.isInTransaction else { return }
    do {
      try connection.execute("ROLLBACK")
    } catch {
      // The next batch tries again before it begins.
    }
  }
}
