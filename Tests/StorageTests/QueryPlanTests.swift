import Identity
import Testing

@testable import Storage

/// Remembers every statement that the record functions run.
private final class PlanningConnection: Connection {
  let real: SQLiteConnection
  var plans: [String: [String]] = [:]

  init(_ real: SQLiteConnection) { self.real = real }

  private func note(_ sql: SQL) throws(StorageError) { plans[sql.text] = try real.plan(sql) }

  func run(_ sql: SQL) throws(StorageError) -> Int {
    try note(sql)
    return try real.run(sql)
  }

  func rows<Value>(_ sql: SQL, _ make: (borrowing Row) throws(StorageError) -> Value)
    throws(StorageError) -> [Value]
  {
    try note(sql)
    return try real.rows(sql, make)
  }
}

@Suite struct `Query plans` {
  /// Steps that walk over a whole table.
  private func scans(_ body: (WriteTransaction) throws -> Void) throws -> [String] {
    let folder = try TemporaryFolder()
    let database = try SQLiteDatabase(DatabaseSettings(path: folder.file()))
    _ = database
    let real = try SQLiteConnection(path: folder.file(), fileSystem: nil, creates: false)
    try real.execute("BEGIN IMMEDIATE")
    let connection = PlanningConnection(real)
    try body(WriteTransaction(connection: connection))
    try real.execute("ROLLBACK")
    return connection.plans.flatMap { text, plan in
      plan.filter { $0.contains("SCAN") || $0.contains("TEMP B-TREE") }.map { "\(text): \($0)" }
    }.sorted()
  }

  @Test func `no look-up of a request walks over a table or sorts`() throws {
    let vault: VaultID = identity(1)
    let who: PrincipalID = identity(2)
    let lane: RowID = identity(3)
    let id16 = filled(16)
    let id32 = filled(32)
    let found = try scans { transaction throws in
      _ = try transaction.head(here, vault)
      _ = try transaction.heads(here, after: vault, limit: 10)
      _ = try transaction.entry(here, vault, sequence: 0)
      _ = try transaction.entries(here, vault, from: 3, limit: 5)
      _ = try transaction.takenKeys(here, vault)
      _ = try transaction.grants(here, principal: who)
      _ = try transaction.grants(here, principal: who, grantClass: .waiting)
      _ = try transaction.grants(here, vault, principal: who)
      _ = try transaction.grants(here, vault, epoch: 1)
      _ = try transaction.grants(here, vault)
      _ = try transaction.lane(here, lane)
      _ = try transaction.anchor(here, lane, number: 1)
      _ = try transaction.anchors(here, lane, from: 1, limit: 10)
      _ = try transaction.anchored(here, vault, sequence: 1)
      _ = try transaction.newestAnchored(here, vault)
      _ = try transaction.newestCheckpoint(here)
      _ = try transaction.newestTombstone(here)
      _ = try transaction.principal(here, who)
      _ = try transaction.principal(here, addressID: id16)
      _ = try transaction.profile(here, who)
      _ = try transaction.passwordLock(here, who)
      _ = try transaction.recoveryCodesUsed(here, who)
      _ = try transaction.session(here, id: id32)
      _ = try transaction.sessions(here, who)
      _ = try transaction.invitation(here, id: id32)
      _ = try transaction.receipt(here, lookupID: id16)
      _ = try transaction.receipts(here, channel: vault)
      _ = try transaction.resubmission(here, id: id32)
      _ = try transaction.caseIndex(here, vault)
      _ = try transaction.caseIndexes(here, dueByMinute: 5, limit: 10)
      _ = try transaction.outgoingCount(here, .failed)
      _ = try transaction.nextOutgoingDueSeconds(here)
      _ = try transaction.leaseOutgoing(here, nowSeconds: 1, leaseUntilSeconds: 2, limit: 3)
      _ = try transaction.replyToken(here, tokenID: id16)
      _ = try transaction.mailWasSeen(here, id: id16)
      _ = try transaction.file(here, BlobID(uncheckedBytes: id16))
      _ = try transaction.files(here, vault)
      _ = try transaction.attempts(here, id: id16, windowStartSeconds: 1)
      _ = try transaction.rotaEvents(here, after: 3)
      _ = try transaction.rotaEventCount(here)
      _ = try transaction.calendarFeedOwner(here, tokenID: id16)
      _ = try transaction.hasCalendarFeed(here, who)
      try transaction.deleteCalendarFeed(here, who)
      _ = try transaction.advanceStep(here, who, to: 4)
      _ = try transaction.changeClass(
        here, vault, epoch: 1, principal: who, from: .waiting, to: .open, blob: id32)
      try transaction.deleteGrants(here, vault, principal: who)
      try transaction.deleteGrants(here, principal: who)
      try transaction.deleteGrants(here, vault)
      try transaction.deleteSessions(here, expiredBySeconds: 1)
      try transaction.deleteSessions(here, who)
      try transaction.deleteInvitations(here, expiredBySeconds: 1)
      try transaction.deleteResubmissions(here, expiredBySeconds: 1)
      try transaction.deleteMailSeen(here, bySeconds: 1)
      try transaction.deleteAttempts(here, windowStartedBySeconds: 1)
      try transaction.deleteAddresses(here, who)
      try transaction.deleteReplyTokens(here, channel: vault)
    }
    #expect(found == [])
  }

  @Test func `a statement that walks over a table would be seen`() throws {
    let found = try scans { transaction throws in
      try transaction.run("UPDATE entry SET body = NULL WHERE epoch = 7")
    }
    #expect(found.count == 1)
  }
}
