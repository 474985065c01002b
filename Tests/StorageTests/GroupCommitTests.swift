import Foundation
import Identity
import Synchronization
import Testing

@testable import Storage

/// Appends to a vault of its own; every fourth throws after that.
private func append(_ number: Int, to database: SQLiteDatabase) async -> String {
  do {
    let sequence = try await database.write { transaction throws in
      let sequence = try transaction.appendNext(identity(number))
      if number % 4 == 3 { throw Deliberate() }
      return sequence
    }
    return "stored \(sequence)"
  } catch {
    return "\(error)"
  }
}

@Suite(.timeLimit(.minutes(2))) struct `Group commit` {
  let folder: TemporaryFolder
  let database: SQLiteDatabase
  let vault: VaultID = identity(100)

  init() throws {
    folder = try TemporaryFolder()
    database = try SQLiteDatabase(DatabaseSettings(path: folder.file()))
  }

  @Test func `what was written is read back, also after opening again`() async throws {
    let vault = vault
    try await database.write { try $0.appendNext(vault) }
    #expect(
      try await database.read { try $0.entry(here, vault, sequence: 0) } == sampleEntry(vault, 0))
    let again = try SQLiteDatabase(DatabaseSettings(path: folder.file()))
    #expect(try await again.read { try $0.head(here, vault) } == sampleHead(sampleEntry(vault, 0)))
  }

  @Test func `waiting bodies share one commit, a throwing one is rolled back alone`() async throws {
    let observer = RecordingObserver()
    let barrier = Barrier()
    let database = database
    async let first: Void = database.write { _ in barrier.wait() }
    try await until { barrier.isEntered }
    database.setObserver(observer)
    let results = try await withThrowingTaskGroup(of: (Int, String).self) { group in
      for number in 0..<8 {
        group.addTask { (number, await append(number, to: database)) }
      }
      group.addTask {
        try await until { database.writer.waitingCount == 8 }
        barrier.open()
        return (8, "")
      }
      return try await group.reduce(into: [:]) { $0[$1.0] = $1.1 }
    }
    try await first
    for number in 0..<8 {
      #expect(results[number] == (number % 4 == 3 ? "Deliberate()" : "stored 0"))
    }
    let stored = try await database.read { try $0.heads(here, after: nil, limit: 100) }
    #expect(stored.map(\.vault) == [0, 1, 2, 4, 5, 6].map { identity($0) })
    #expect(observer.calls.count == 3)
    guard case .willCommit(let appended) = observer.calls[1] else {
      Issue.record("no willCommit")
      return
    }
    #expect(appended.map(\.vault).sorted() == stored.map(\.vault))
    #expect(observer.calls.first == .willBegin && observer.calls.last == .didCommit)
  }

  @Test(arguments: ["begin", "commit"])
  func `an observer that throws fails the batch and nothing is stored`(place: String) async throws {
    let observer = RecordingObserver()
    observer.state.withLock {
      $0.throwsBegin = place == "begin"
      $0.throwsCommit = place == "commit"
    }
    database.setObserver(observer)
    let vault = vault
    await #expect(throws: Deliberate.self) { try await database.write { try $0.appendNext(vault) } }
    #expect(try await database.read { try $0.head(here, vault) } == nil)
    #expect(!observer.calls.contains(.didCommit))
    #expect(observer.calls.contains(.didRollBack) == (place == "commit"))
    observer.state.withLock {
      $0.throwsBegin = false
      $0.throwsCommit = false
    }
    try await database.write { try $0.appendNext(vault) }
    #expect(try await database.read { try $0.head(here, vault) } != nil)
  }

  @Test func `a batch whose bodies all throw commits nothing`() async throws {
    let observer = RecordingObserver()
    database.setObserver(observer)
    await #expect(throws: Deliberate.self) { try await database.write { _ in throw Deliberate() } }
    #expect(observer.calls == [.willBegin, .didRollBack])
  }

  @Test func `too many waiting writes and reads are refused at once`() async throws {
    var settings = DatabaseSettings(path: folder.file())
    settings.waitingWritesMax = 1
    settings.waitingReadsMax = 1
    settings.readersCount = 1
    let small = try SQLiteDatabase(settings)
    let barrier = Barrier()
    let readBarrier = Barrier()
    async let running: Void = small.write { _ in barrier.wait() }
    async let reading: Void = small.read { _ in readBarrier.wait() }
    try await until { barrier.isEntered && readBarrier.isEntered }
    async let waiting: Void = small.write { _ in }
    async let waitingRead: Void = small.read { _ in }
    try await until { small.writer.waitingCount == 1 && small.readers.waitingCount == 1 }
    #expect(await storageError { try await small.write { _ in } } == .overloaded)
    #expect(await storageError { try await small.read { _ in } } == .overloaded)
    barrier.open()
    readBarrier.open()
    _ = try await (running, waiting, reading, waitingRead)
  }

  @Test func `a read sees one state of the database throughout`() async throws {
    let vault = vault
    let database = database
    let barrier = Barrier()
    try await database.write { try $0.appendNext(vault) }
    async let heads = database.read { transaction throws in
      let before = try transaction.head(here, vault)?.sequence
      barrier.wait()
      return [before, try transaction.head(here, vault)?.sequence]
    }
    try await until { barrier.isEntered }
    try await database.write { try $0.appendNext(vault) }
    barrier.open()
    #expect(try await heads == [0, 0])
    #expect(try await database.read { try $0.head(here, vault)?.sequence } == 1)
  }

  @Test func `a reader cannot write`() async throws {
    let error = await storageError {
      try await database.read { transaction throws in
        _ = try transaction.rows("DELETE FROM session RETURNING 1") {
          row throws(StorageError) in try row.integer(0)
        }
      }
    }
    #expect(error == .cannotOpen(code: 8))
  }

  @Test func `a value that does not fit is refused and no error shows a bound value`() async throws
  {
    let secret = "correct horse battery"
    let errors: [StorageError?] = [
      await storageError {
        try await database.write { _ = try $0.deleteServerSeed(here, generation: .max) }
      },
      await storageError {
        try await database.write {
          try $0.insertReplyToken(
            here,
            ReplyTokenRecord(
              tokenID: Bytes(secret.utf8), channel: identity(3), senderID: nil,
              tag: Bytes(repeating: 9, count: 16))
          )
        }
      },
      await storageError {
        try await database.write { transaction throws in
          for _ in 0..<2 {
            try transaction.finishJob(here, name: secret, dueSeconds: 1)
            try transaction.run(
              "INSERT INTO job (organization, name, due_seconds) VALUES (\(here), \(secret), 1)")
          }
        }
      },
      await storageError {
        try await database.write {
          _ = try $0.run(
            "INSERT INTO job (organization, name, due_seconds) VALUES (\(here), '', \(secret))")
        }
      },
    ]
    #expect(errors[0] == .outOfRange)
    #expect(errors[2] == .alreadyExists("UNIQUE constraint failed: job.organization, job.name"))
    for error in errors {
      #expect(error != nil)
      #expect(error?.description.contains("horse") == false)
    }
  }

  @Test func `two processes write the same file and lose nothing`() async throws {
    let path = folder.file()
    let database = database
    let count = 60
    async let child: Void = expectChildWrites(path, count)
    for number in 0..<count {
      _ = try await database.write { try $0.appendNext(identity(5000 + number % 3)) }
    }
    await child
    let sequences = try await database.read { transaction throws in
      try (0..<3).map { try transaction.head(here, identity(5000 + $0))?.sequence }
    }
    #expect(sequences == [39, 39, 39])
    #expect(try await database.integrityCheck() == [])
  }

  private func expectChildWrites(_ path: String, _ count: Int) async {
    await #expect(processExitsWith: .success) { [path, count] in
      let database = try SQLiteDatabase(DatabaseSettings(path: path))
      for number in 0..<count {
        _ = try await database.write { try $0.appendNext(identity(5000 + number % 3)) }
      }
    }
  }
}
