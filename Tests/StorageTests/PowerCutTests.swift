import Identity
import SimulatedDisk
import Synchronization
import Testing

@testable import Storage

/// What callers were told is stored.
private struct Acknowledged: Sendable {
  var sequences: [VaultID: UInt64] = [:]
}

/// Appends to one vault until the power fails; returns the last sequence that was acknowledged.
private func write(_ writer: Int, to database: SQLiteDatabase) async -> UInt64? {
  var acknowledged: UInt64?
  do {
    for round in 0..<1000 {
      let sequence = try await database.write { transaction throws in
        _ = try transaction.insertMailSeen(
          here, id: filled(16, writer * 50 + round % 50), seconds: Int64(round))
        return try transaction.appendNext(identity(writer), bodyBytes: 700 + writer * 900)
      }
      acknowledged = sequence
      if round % 5 == writer {
        try await database.write { try $0.eraseBody(here, identity(writer), sequence: sequence) }
      }
    }
  } catch {
    // The power has failed.
  }
  return acknowledged
}

@Suite struct `Power cut` {
  /// Lives through `cuts` power cuts, each at a random moment of a load of concurrent writes, and returns what
  /// went wrong, with the seed.
  private func faults(seed: UInt64, cuts: Int, durability: Durability) async -> [String] {
    var random = SeededGenerator(seed: seed)
    var faults: [String] = []
    var disk = SimulatedDisk()
    var known = Acknowledged()
    for cut in 0..<cuts {
      // A fresh disk now and then, so that founding is cut too.
      if cut % 12 == 0 {
        disk = SimulatedDisk()
        known = Acknowledged()
      }
      disk.cutPower(afterChanges: Int.random(in: 1...120, using: &random))
      known = await load(disk, known, durability)
      let survivor = disk.survivor(seed: random.next())
      faults += await check(survivor, known, durability).map { "seed \(seed), cut \(cut): \($0)" }
      disk = survivor
      if !faults.isEmpty { return faults }
    }
    return faults
  }

  private func settings(_ disk: SimulatedDisk, _ durability: Durability) -> DatabaseSettings {
    var settings = DatabaseSettings(path: "/redress.sqlite3")
    settings.fileSystem = disk.fileSystem
    settings.durability = durability
    settings.readersCount = 1
    // Often, so that the cuts also hit the way from the log into the database.
    settings.checkpointPages = 12
    return settings
  }

  /// Writes with several writers until the power fails.
  private func load(_ disk: SimulatedDisk, _ known: Acknowledged, _ durability: Durability) async
    -> Acknowledged
  {
    var acknowledged = known
    do {
      let database = try SQLiteDatabase(settings(disk, durability))
      let written = await withTaskGroup(of: (VaultID, UInt64?).self) { group in
        for writer in 0..<4 {
          group.addTask { (identity(writer), await write(writer, to: database)) }
        }
        return await group.reduce(into: [:]) { $0[$1.0] = $1.1 }
      }
      acknowledged.sequences.merge(written) { _, new in new }
    } catch {
      // The power failed during opening.
    }
    return acknowledged
  }

  /// What is wrong with the bytes that survived.
  private func check(_ disk: SimulatedDisk, _ known: Acknowledged, _ durability: Durability) async
    -> [String]
  {
    do {
      let database = try SQLiteDatabase(settings(disk, durability))
      var faults = try await database.integrityCheck()
      let heads = try await database.read { try $0.heads(here, after: nil, limit: 100) }
      for (vault, sequence) in known.sequences {
        guard let head = heads.first(where: { $0.vault == vault }) else {
          faults.append("vault \(vault) is gone")
          continue
        }
        if head.sequence < sequence { faults.append("\(sequence) was stored, \(head.sequence) is") }
      }
      for head in heads {
        let stored = try await database.read { try $0.entries(here, head.vault) }
        if stored.count != Int(head.sequence) + 1 { faults.append("entries and head differ") }
        for found in stored {
          let whole = sampleEntry(head.vault, found.sequence, bodyBytes: found.body?.count ?? 100)
          if let body = found.body, body != whole.body { faults.append("half a body") }
          if found.link != whole.link { faults.append("a wrong link") }
        }
      }
      return faults
    } catch {
      return ["cannot be opened: \(error)"]
    }
  }

  @Test(arguments: 1...8 as ClosedRange<UInt64>)
  func `every acknowledged write survives, whole, and the file is sound`(seed: UInt64) async {
    #expect(await faults(seed: seed, cuts: 40, durability: .full) == [])
  }

  @Test func `without synced commits the same test fails`() async {
    var lost: [String] = []
    for seed in 1...8 as ClosedRange<UInt64> where lost.isEmpty {
      lost = await faults(seed: seed, cuts: 50, durability: .noneForTheTestThatMustFail)
    }
    #expect(!lost.isEmpty)
  }

  @Test func `a call of the disk that fails, whichever it is, stores nothing by half`() async throws
  {
    var call = 0
    var lastStored = 0
    let first: VaultID = identity(1)
    let second: VaultID = identity(2)
    while true {
      call += 1
      let disk = SimulatedDisk()
      let database = try SQLiteDatabase(settings(disk, .full))
      try await database.write { transaction throws in
        try transaction.appendNext(first)
        try transaction.appendNext(second)
      }
      disk.fail(afterCalls: call)
      let error = await storageError {
        try await database.write { transaction throws in
          try transaction.appendNext(first, bodyBytes: 9000)
          try transaction.appendNext(second, bodyBytes: 9000)
        }
      }
      let hasFailed = disk.hasFailed
      disk.fail(afterCalls: 0)
      let again = try SQLiteDatabase(settings(disk, .full))
      let sequences = try await again.read {
        [try $0.head(here, first)?.sequence, try $0.head(here, second)?.sequence]
      }
      #expect(
        sequences == (error == nil ? [1, 1] : [0, 0]), "call \(call): \(String(describing: error))")
      // The same opened database goes on when the disk does.
      try await database.write { try $0.appendNext(first) }
      #expect(try await database.integrityCheck() == [], "call \(call)")
      if error == nil { lastStored = call }
      if !hasFailed { break }
    }
    #expect(call > 5)
    #expect(lastStored == call)
  }

  @Test(arguments: 1...3, [false, true])
  func `a cut in a commit loses it or keeps it, as it was asked to`(
    _ commit: Int, _ keepsIt: Bool
  ) async throws {
    for seed in 1...6 {
      let disk = SimulatedDisk()
      let database = try SQLiteDatabase(settings(disk, .full))
      try await database.write { try $0.appendNext(identity(1)) }
      disk.cutPower(atCommit: commit, keepsIt: keepsIt)
      var acknowledged = 0
      while !disk.isCut {
        do {
          try await database.write { try $0.appendNext(identity(1), bodyBytes: 9_000) }
          acknowledged += 1
        } catch {
          #expect(disk.isCut, "Nothing else may fail: \(error)")
        }
      }
      #expect(acknowledged == commit - 1)
      let survivor = disk.survivor(seed: UInt64(seed))
      let again = try SQLiteDatabase(settings(survivor, .full))
      let sequence = try await again.read { try $0.head(here, identity(1))?.sequence }
      #expect(sequence == UInt64(keepsIt ? commit : commit - 1))
      #expect(try await again.integrityCheck() == [])
    }
  }

  @Test func `a full disk is a typed error, stores nothing, and goes on when there is room`()
    async throws
  {
    let disk = SimulatedDisk()
    let vault: VaultID = identity(1)
    let database = try SQLiteDatabase(settings(disk, .full))
    try await database.write { try $0.appendNext(vault) }
    disk.limit(bytes: disk.usedBytes + 10_000)
    let error = await storageError {
      try await database.write { transaction throws in
        for _ in 0..<100 { try transaction.appendNext(vault, bodyBytes: 3000) }
      }
    }
    #expect(error == .diskFull)
    #expect(try await database.read { try $0.head(here, vault)?.sequence } == 0)
    disk.limit(bytes: nil)
    #expect(try await database.write { try $0.appendNext(vault) } == 1)
    #expect(try await database.integrityCheck() == [])
  }
}

/// SplitMix64: the same seed gives the same numbers.
struct SeededGenerator: RandomNumberGenerator {
  private var state: UInt64
  init(seed: UInt64) { state = seed }

  mutating func next() -> UInt64 {
    state &+= 0x9e37_79b9_7f4a_7c15
    var mixed = state
    mixed = (mixed ^ (mixed >> 30)) &* 0xbf58_476d_1ce4_e5b9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94d0_49bb_1331_11eb
    return mixed ^ (mixed >> 31)
  }
}
