import Dispatch
import Synchronization

/// A small pool of reading connections, each on the thread of its own serial queue. Reads beyond their number wait
/// in line, without a thread each.
final class SQLiteReaders: Sendable {
  /// One waiting read. Exactly one of the two is called, once.
  struct Submission: Sendable {
    /// Runs the body and tells its caller.
    let perform: @Sendable (SQLiteConnection) -> Void
    /// Tells the caller that the line is full.
    let fail: @Sendable (any Error) -> Void
  }

  private final class Reader: Sendable {
    let queue = DispatchQueue(label: "redress.database.reader")
    let connection: Mutex<SQLiteConnection>
    init(_ connection: sending SQLiteConnection) { self.connection = Mutex(connection) }
  }

  private struct State {
    var idle: [Reader] = []
    var waiting: [Submission] = []
  }

  private let state = Mutex(State())
  private let waitingMax: Int

  init(_ settings: DatabaseSettings) throws(StorageError) {
    waitingMax = settings.waitingReadsMax
    var readers: [Reader] = []
    for _ in 0..<settings.readersCount {
      let connection = try SQLiteConnection(
        path: settings.path, fileSystem: settings.fileSystem, creates: false,
        durability: settings.durability)
      try connection.execute("PRAGMA query_only = ON")
      readers.append(Reader(connection))
    }
    let all = readers
    state.withLock { $0.idle = all }
  }

  /// How many reads stand in line.
  var waitingCount: Int { state.withLock { $0.waiting.count } }

  /// Runs a read on an idle reader, puts it in line, or tells its caller at once that the line is full.
  func submit(_ submission: Submission) {
    enum Place {
      case reader(Reader)
      case line
      case refused
    }
    let place: Place = state.withLock { state in
      if let reader = state.idle.popLast() { return .reader(reader) }
      guard state.waiting.count < waitingMax else { return .refused }
      state.waiting.append(submission)
      return .line
    }
    switch place {
    case .reader(let reader): run(submission, on: reader)
    case .line: break
    case .refused: submission.fail(StorageError.overloaded)
    }
  }

  private func run(_ submission: Submission, on reader: Reader) {
    reader.queue.async {
      reader.connection.withLock { submission.perform($0) }
      let next: Submission? = self.state.withLock { state in
        if state.waiting.isEmpty {
          state.idle.append(reader)
          return nil
        }
        return state.waiting.removeFirst()
      }
      if let next { self.run(next, on: reader) }
    }
  }

  /// One read in a transaction of its own.
  static func transaction<Value>(
    _ connection: SQLiteConnection, _ body: (ReadTransaction) throws -> Value
  ) throws -> Value {
    if connection.isInTransaction { try connection.execute("ROLLBACK") }
    try connection.execute("BEGIN")
    let result = Result { try body(ReadTransaction(connection: connection)) }
    if connection.isInTransaction { try connection.execute("ROLLBACK") }
    return try result.get()
  }
}
