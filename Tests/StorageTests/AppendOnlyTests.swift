import Identity
import Testing

@testable import Storage

@Suite struct `Append only` {
  let folder: TemporaryFolder
  let database: SQLiteDatabase
  let vault: VaultID = identity(100)
  let lane: RowID = identity(50)

  init() throws {
    folder = try TemporaryFolder()
    database = try SQLiteDatabase(DatabaseSettings(path: folder.file()))
  }

  private func fill() async throws {
    let vault = vault
    let lane = lane
    let appended = AppendedHead(
      organization: here, vault: vault, sequence: 0, link: sampleEntry(vault, 0).link)
    let start = LaneRecord(lane: lane, number: 0, hash: filled(32, 0))
    let anchor = AnchorRecord(
      lane: lane, number: 1, bytes: filled(9), hash: filled(32, 1), signature: filled(72))
    try await database.write { transaction throws in
      try transaction.appendNext(vault)
      try transaction.appendNext(vault)
      _ = try transaction.insertTakenKey(here, vault, sequence: 1, blob: filled(40))
      try transaction.insertLane(here, start)
      #expect(try transaction.insertAnchor(here, anchor, before: start, covering: [appended]))
      try transaction.insertCheckpoint(
        here,
        CheckpointRecord(number: 1, bytes: filled(9), hash: filled(32), signature: filled(72)))
      try transaction.insertTombstone(
        here, TombstoneRecord(number: 1, bytes: filled(9), hash: filled(32), signature: filled(72)))
    }
  }

  @Test(arguments: [
    "DELETE FROM entry", "UPDATE entry SET header = x'00'", "UPDATE entry SET body = x'00'",
    "UPDATE entry SET signature = zeroblob(64)", "UPDATE entry SET body = NULL, epoch = 9",
    "DELETE FROM head", "UPDATE head SET sequence = 0", "UPDATE head SET sequence = 7",
    "UPDATE head SET link = zeroblob(32)", "UPDATE head SET epoch = 0, sequence = sequence + 1",
    "UPDATE taken_key SET blob = x'00'", "DELETE FROM lane", "UPDATE lane SET number = 0",
    "UPDATE lane SET hash = zeroblob(32)", "DELETE FROM anchor", "UPDATE anchor SET bytes = x'00'",
    "DELETE FROM anchored", "UPDATE anchored SET number = 2", "DELETE FROM checkpoint",
    "UPDATE checkpoint SET bytes = x'00'", "DELETE FROM tombstone",
    "UPDATE tombstone SET bytes = x'00'",
    "INSERT OR REPLACE INTO entry SELECT organization, vault, sequence, epoch, header, x'00', body_hash, link, signature FROM entry WHERE sequence = 1",
    "INSERT INTO entry SELECT organization, vault, 5, epoch, header, body, body_hash, link, signature FROM entry WHERE sequence = 1",
    "INSERT INTO entry SELECT organization, vault, 2, epoch, header, NULL, body_hash, link, signature FROM entry WHERE sequence = 1",
    "INSERT INTO checkpoint SELECT organization, 3, bytes, hash, signature FROM checkpoint",
    "INSERT INTO tombstone SELECT organization, 3, bytes, hash, signature FROM tombstone",
    "INSERT INTO head SELECT organization, zeroblob(16), 4, link, epoch, epoch_key, tag FROM head",
    "INSERT INTO session VALUES (zeroblob(16), zeroblob(31), zeroblob(16), 1, 2, x'00')",
    "INSERT INTO session VALUES (zeroblob(15), zeroblob(32), zeroblob(16), 1, 2, x'00')",
    "INSERT INTO session VALUES (zeroblob(16), zeroblob(32), zeroblob(16), 'soon', 2, x'00')",
  ])
  func `history refuses to be changed`(statement: String) async throws {
    try await fill()
    let raw = try SQLiteConnection(path: folder.file(), fileSystem: nil, creates: false)
    let error = #expect(throws: StorageError.self) { try raw.execute(statement) }
    guard case .refused = error else {
      Issue.record("\(String(describing: error))")
      return
    }
    let vault = vault
    #expect(
      try await database.read { try $0.entries(here, vault) }
        == [sampleEntry(vault, 0), sampleEntry(vault, 1)])
  }

  @Test func `an append to a head that moved is a conflict and shows the head`() async throws {
    let vault = vault
    try await fill()
    let zero = sampleEntry(vault, 0)
    let one = sampleEntry(vault, 1)
    let two = sampleEntry(vault, 2)
    let other: VaultID = identity(101)
    let forged = HeadRecord(
      vault: vault, sequence: 1, link: filled(32, 77), epoch: 1, epochKey: filled(32),
      tag: filled(40))
    let later = HeadRecord(
      vault: vault, sequence: 1, link: one.link, epoch: 2, epochKey: filled(32), tag: filled(40))
    let cases: [(EntryRecord, HeadRecord?, HeadRecord?)] = [
      (zero, nil, sampleHead(one)), (one, sampleHead(zero), sampleHead(one)),
      (two, forged, sampleHead(one)), (two, later, sampleHead(one)),
      (sampleEntry(other, 1), sampleHead(sampleEntry(other, 0)), nil),
    ]
    for (entry, expected, found) in cases {
      let error = await storageError {
        try await database.write {
          try $0.append(here, entry, expected: expected, head: sampleHead(entry))
        }
      }
      #expect(error == .conflict(Conflict(vault: entry.vault, head: found)))
    }
    let nextEpoch = sampleEntry(vault, 2, epoch: 2)
    try await database.write {
      try $0.append(here, nextEpoch, expected: sampleHead(one), head: sampleHead(nextEpoch))
    }
    #expect(try await database.read { try $0.head(here, vault) } == sampleHead(nextEpoch))
  }

  @Test func `two who append to the same head at once: one is told of the conflict`() async throws {
    let vault = vault
    let database = database
    try await fill()
    let one = sampleEntry(vault, 1)
    let outcomes = await withTaskGroup(of: Bool.self) { group in
      for number in 0..<6 {
        group.addTask {
          let entry = sampleEntry(vault, 2, bodyBytes: 50 + number)
          let error = await storageError {
            try await database.write {
              try $0.append(here, entry, expected: sampleHead(one), head: sampleHead(entry))
            }
          }
          return error == nil
        }
      }
      return await group.reduce(into: 0) { $0 += $1 ? 1 : 0 }
    }
    #expect(outcomes == 1)
    #expect(try await database.read { try $0.entries(here, vault).count } == 3)
  }

  @Test func `a lane that stands elsewhere takes no anchor, and no entry is anchored twice`()
    async throws
  {
    try await fill()
    let lane = lane
    let vault = vault
    let appended = AppendedHead(
      organization: here, vault: vault, sequence: 0, link: sampleEntry(vault, 0).link)
    let second = AnchorRecord(
      lane: lane, number: 2, bytes: filled(9), hash: filled(32, 2), signature: filled(72))
    let error = await storageError {
      try await database.write { transaction throws in
        let forgotten = LaneRecord(lane: lane, number: 1, hash: filled(32, 66))
        #expect(
          try !transaction.insertAnchor(here, second, before: forgotten, covering: []))
        let known = LaneRecord(lane: lane, number: 1, hash: filled(32, 1))
        _ = try transaction.insertAnchor(here, second, before: known, covering: [appended])
      }
    }
    #expect(
      error
        == .alreadyExists(
          "UNIQUE constraint failed: anchored.organization, anchored.vault, anchored.sequence"))
    #expect(try await database.read { try $0.lane(here, lane)?.number } == 1)
    #expect(
      try await database.read { try $0.newestAnchored(here, vault) }
        == AnchoredRecord(vault: vault, sequence: 0, lane: lane, number: 1))
  }

  @Test func `an erased body takes its key along, keeps its hash, and takes no new key`()
    async throws
  {
    let vault = vault
    try await fill()
    let error = await storageError {
      try await database.write { transaction throws in
        #expect(try !transaction.insertTakenKey(here, vault, sequence: 1, blob: filled(41)))
        #expect(try transaction.eraseBody(here, vault, sequence: 1))
        #expect(try !transaction.eraseBody(here, vault, sequence: 1))
        #expect(try transaction.takenKeys(here, vault) == [:])
        let erased = try transaction.entry(here, vault, sequence: 1)
        #expect(erased?.body == nil)
        #expect(erased?.bodyHash == sampleEntry(vault, 1).bodyHash)
        try transaction.insertTakenKey(here, vault, sequence: 1, blob: filled(40))
      }
    }
    #expect(error == .refused("taken_key: the body is erased or missing"))
  }
}
