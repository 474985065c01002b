import Foundation
import Identity
import Testing

@testable import Storage

@Suite(.timeLimit(.minutes(2))) struct `Backup` {
  let folder: TemporaryFolder
  let database: SQLiteDatabase

  init() throws {
    folder = try TemporaryFolder()
    database = try SQLiteDatabase(DatabaseSettings(path: folder.file()))
  }

  @Test func `a backup under load is one consistent state, alone in its file`() async throws {
    let database = database
    let path = folder.file()
    let copies = (0..<3).map { folder.file("copy-\($0)") }
    for _ in 0..<30 {
      try await database.write { transaction throws in
        try transaction.appendNext(identity(1), bodyBytes: 20_000)
        try transaction.appendNext(identity(2), bodyBytes: 10)
      }
    }
    try await withThrowingTaskGroup(of: Void.self) { group in
      group.addTask {
        for _ in 0..<80 {
          try await database.write { transaction throws in
            try transaction.appendNext(identity(1), bodyBytes: 2000)
            try transaction.appendNext(identity(2), bodyBytes: 10)
          }
        }
      }
      group.addTask { for copy in copies { try await database.backup(to: copy) } }
      try await group.waitForAll()
    }
    var last: UInt64 = 0
    for copy in copies {
      #expect(!FileManager.default.fileExists(atPath: copy + "-wal"))
      let header = try #require(FileManager.default.contents(atPath: copy)?.prefix(20))
      #expect(Array(header.suffix(2)) == [1, 1])
      let restored = try SQLiteDatabase(DatabaseSettings(path: copy))
      #expect(try await restored.integrityCheck() == [])
      let heads = try await restored.read { try $0.heads(here, after: nil, limit: 10) }
      #expect(heads.count == 2 && heads[0].sequence == heads[1].sequence)
      #expect(heads[0].sequence >= last)
      last = heads[0].sequence
    }
    #expect(try await database.read { try $0.head(here, identity(1))?.sequence } == 109)
    #expect(path != copies[0])
  }

  @Test func `a backup never writes over a file`() async throws {
    try Data("mine".utf8).write(to: URL(filePath: folder.file("copy")))
    let error = await storageError { try await database.backup(to: folder.file("copy")) }
    #expect(error == .cannotOpen(code: 14))
    #expect(FileManager.default.contents(atPath: folder.file("copy")) == Data("mine".utf8))
  }

  @Test func `what was erased is in no file after the log is emptied`() async throws {
    let canary = Bytes("the canary sings at noon".utf8)
    let vault: VaultID = identity(7)
    try await database.write { transaction throws in
      var first = sampleEntry(vault, 0)
      first = EntryRecord(
        vault: vault, sequence: 0, epoch: 1, header: first.header, body: canary,
        bodyHash: first.bodyHash, link: first.link, signature: nil)
      try transaction.append(here, first, expected: nil, head: sampleHead(first))
      _ = try transaction.insertTakenKey(here, vault, sequence: 0, blob: canary)
      try transaction.putSetting(here, SettingRecord(name: "mail", blob: canary, generation: 1))
    }
    #expect(files(containing: canary) == ["redress.sqlite3-wal"])
    try await database.write { transaction throws in
      #expect(try transaction.eraseBodies(here, vault) == 1)
      #expect(try transaction.takenKeys(here, vault).isEmpty)
      #expect(try transaction.deleteSetting(here, name: "mail"))
    }
    try await database.checkpointTruncate()
    #expect(files(containing: canary) == [])
    #expect(
      try FileManager.default.attributesOfItem(atPath: folder.file() + "-wal")[.size] as? Int == 0)
  }

  private func files(containing canary: Bytes) -> [String] {
    let names = FileManager.default.enumerator(atPath: folder.path)?.allObjects as? [String] ?? []
    return names.filter {
      FileManager.default.contents(atPath: folder.file($0))?.range(of: Data(canary)) != nil
    }.sorted()
  }

  @Test func `the log cannot be emptied under a reader, and the error says so`() async throws {
    let database = database
    let barrier = Barrier()
    try await database.write { try $0.appendNext(identity(1)) }
    async let reading = database.read { transaction throws in
      _ = try transaction.organizations()
      barrier.wait()
    }
    try await until { barrier.isEntered }
    try await database.write { try $0.appendNext(identity(1)) }
    let error = await storageError { try await database.checkpointTruncate() }
    #expect(error == .busy)
    barrier.open()
    try await reading
    try await database.checkpointTruncate()
  }

  @Test func `the measurement counts synced commits`() throws {
    let rate = try CommitMeasurement.syncedCommitsPerSecond(
      path: folder.file("measured"), duration: .milliseconds(50))
    #expect(rate > 1)
  }
}
