import Identity
import Testing

@testable import Storage

@Suite struct `Records` {
  let folder: TemporaryFolder
  let database: SQLiteDatabase
  let vault: VaultID = identity(100)
  let other: VaultID = identity(101)
  let anna: PrincipalID = identity(200)
  let bert: PrincipalID = identity(201)

  init() throws {
    folder = try TemporaryFolder()
    database = try SQLiteDatabase(DatabaseSettings(path: folder.file()))
  }

  /// Runs checks inside one write, so that each test costs one commit.
  private func inside(_ body: @escaping @Sendable (WriteTransaction) throws -> Void) async throws {
    try await database.write(body)
  }

  @Test func `an organization is founded with a policy that was kept first`() async throws {
    let first = PolicyRecord(hash: filled(32, 1), text: "{}", adoptedSeconds: 5)
    let second = PolicyRecord(hash: filled(32, 2), text: "{a: 1}", adoptedSeconds: 9)
    let founded = OrganizationRecord(
      organization: here, policyHash: first.hash, createdSeconds: 5)
    let orphan = await storageError {
      try await database.write { try $0.insertOrganization(founded) }
    }
    #expect(orphan == .refused("FOREIGN KEY constraint failed"))
    try await inside { transaction throws in
      #expect(try transaction.insertPolicy(here, first))
      #expect(try !transaction.insertPolicy(here, first))
      #expect(try transaction.insertPolicy(here, second))
      try transaction.insertOrganization(founded)
      #expect(try transaction.policies(here) == [first, second])
      #expect(try transaction.policy(here, hash: second.hash) == second)
      #expect(try transaction.organizations().map(\.policyHash) == [first.hash])
      #expect(try transaction.policies(elsewhere) == [])
    }
  }

  @Test func `events of the rota follow each other, and a feed has one token`() async throws {
    let one = RotaEventRecord(number: 1, blob: filled(40), generation: 1)
    let two = RotaEventRecord(number: 2, blob: filled(40, 2), generation: 2)
    let late = RotaEventRecord(number: 4, blob: filled(40, 3), generation: 2)
    try await inside { [anna, bert] transaction throws in
      try transaction.insertRotaEvent(here, one)
      try transaction.insertRotaEvent(here, two)
      #expect(try transaction.rotaEvents(here, after: 0) == [one, two])
      #expect(try transaction.rotaEvents(here, after: 1) == [two])
      #expect(try transaction.rotaEventCount(here) == 2)
      #expect(try transaction.rotaEventCount(elsewhere) == 0)
      try transaction.putCalendarFeed(here, anna, tokenID: filled(16, 1))
      try transaction.putCalendarFeed(here, anna, tokenID: filled(16, 2))
      try transaction.putCalendarFeed(here, bert, tokenID: filled(16, 3))
      #expect(try transaction.calendarFeedOwner(here, tokenID: filled(16, 1)) == nil)
      #expect(try transaction.calendarFeedOwner(here, tokenID: filled(16, 2)) == anna)
      #expect(try transaction.calendarFeedOwner(elsewhere, tokenID: filled(16, 2)) == nil)
      #expect(try transaction.deleteCalendarFeed(here, anna))
      #expect(try !transaction.hasCalendarFeed(here, anna))
      #expect(try transaction.hasCalendarFeed(here, bert))
    }
    for record in [two, late] {
      let error = await storageError {
        try await database.write { try $0.insertRotaEvent(here, record) }
      }
      #expect(error != nil)
    }
  }

  @Test func `a server seed is kept for each generation and can be wrapped again`() async throws {
    try await inside { transaction throws in
      let zero = ServerSeedRecord(generation: 0, wrapped: filled(72), recoveryBox: filled(90))
      let one = ServerSeedRecord(generation: 1, wrapped: filled(72, 3), recoveryBox: nil)
      try transaction.insertServerSeed(here, zero)
      try transaction.insertServerSeed(here, one)
      let again = ServerSeedRecord(generation: 1, wrapped: filled(72, 4), recoveryBox: filled(9))
      #expect(try transaction.replaceServerSeed(here, again))
      #expect(try transaction.serverSeeds(here) == [zero, again])
      #expect(try transaction.deleteServerSeed(here, generation: 1))
      #expect(try transaction.serverSeeds(here) == [zero])
    }
  }

  @Test func `a grant moves from class to class only while it is in the old one`() async throws {
    let (vault, other, anna, bert) = (vault, other, anna, bert)
    try await inside { transaction throws in
      for record in [
        sampleGrant(vault, anna), sampleGrant(vault, bert), sampleGrant(other, anna),
        sampleGrant(vault, anna, epoch: 2, .reserve),
      ] { try transaction.insertGrant(here, record) }
      func change(_ from: GrantClass, _ to: GrantClass) throws -> Int {
        try transaction.changeClass(
          here, vault, epoch: 1, principal: anna, from: from, to: to, blob: filled(60, 6))
      }
      #expect(try change(.waiting, .open) == 1)
      #expect(try change(.waiting, .open) == 0)
      #expect(try change(.open, .taken) == 1)
      let taken = try transaction.grants(here, principal: anna, grantClass: .taken)
      #expect(taken.map(\.vault) == [vault] && taken.map(\.blob) == [filled(60, 6)])
      let renewed = try transaction.replaceGrant(
        here, taken[0], keyID: identity(6), serverGeneration: 2, blob: filled(61))
      #expect(renewed == 1)
      let stale = try transaction.replaceGrant(
        here, taken[0], keyID: identity(6), serverGeneration: 2, blob: filled(62))
      #expect(stale == 0)
      #expect(try transaction.grants(here, vault, principal: anna).map(\.epoch) == [1, 2])
      #expect(try transaction.grants(here, vault, epoch: 1).map(\.principal) == [anna, bert])
      #expect(try transaction.grants(here, vault).count == 3)
      #expect(try transaction.grants(elsewhere, vault).isEmpty)
      #expect(try transaction.deleteGrants(here, vault, principal: anna) == 2)
      #expect(try change(.taken, .open) == 0)
      #expect(try transaction.grants(here, principal: anna).map(\.vault) == [other])
      #expect(try transaction.deleteGrants(here, principal: anna) == 1)
      #expect(try transaction.deleteGrants(here, vault) == 1)
    }
  }

  @Test func `the projection of people is replaced, and an address belongs to one`() async throws {
    let (anna, bert) = (anna, bert)
    try await inside { transaction throws in
      for state in ["joined", "confirmed"] {
        let record = PrincipalRecord(
          principal: anna, boxKey: filled(32), signKey: filled(32, 2), keyID: identity(5),
          roles: "member chair", state: state)
        try transaction.putPrincipal(here, record)
        #expect(try transaction.principal(here, anna) == record)
      }
      #expect(try transaction.principals(here).count == 1)
      #expect(try transaction.insertAddress(here, addressID: filled(16), principal: anna))
      #expect(try !transaction.insertAddress(here, addressID: filled(16), principal: bert))
      #expect(try transaction.principal(here, addressID: filled(16)) == anna)
      #expect(try transaction.principal(elsewhere, addressID: filled(16)) == nil)
      for blob in [filled(5), filled(6)] {
        try transaction.putProfile(
          here, ProfileRecord(principal: anna, blob: blob, generation: 1))
      }
      #expect(try transaction.profiles(here).map(\.blob) == [filled(6)])
      #expect(try transaction.deleteAddresses(here, anna) == 1)
      #expect(try transaction.deleteProfile(here, anna))
      #expect(try transaction.deletePrincipal(here, anna))
    }
  }

  @Test func `a code works once, a step never goes back, an older lock is refused`() async throws {
    let anna = anna
    func lock(_ generation: UInt64, step: Int64) -> PasswordLockRecord {
      PasswordLockRecord(
        principal: anna, lockGeneration: generation, salt: filled(16), operations: 3,
        memoryBytes: 64 << 20, blob: filled(100), lastStep: step)
    }
    let (first, second) = (lock(1, step: 0), lock(2, step: 12))
    try await inside { transaction throws in
      #expect(try transaction.putPasswordLock(here, first))
      #expect(try !transaction.putPasswordLock(here, first))
      #expect(try transaction.advanceStep(here, anna, to: 10))
      #expect(try !transaction.advanceStep(here, anna, to: 10))
      #expect(try !transaction.advanceStep(here, anna, to: 9))
      #expect(try transaction.putPasswordLock(here, second))
      #expect(try !transaction.putPasswordLock(here, first))
      #expect(try transaction.passwordLock(here, anna) == second)
      #expect(try transaction.useRecoveryCode(here, anna, code: filled(16)))
      #expect(try !transaction.useRecoveryCode(here, anna, code: filled(16)))
      #expect(try transaction.recoveryCodesUsed(here, anna) == 1)
      #expect(try transaction.deleteRecoveryCodeUses(here, anna) == 1)
      #expect(try transaction.deletePasswordLock(here, anna))
    }
  }

  @Test func `sessions are listed, ended one by one, together, and by time`() async throws {
    let (anna, bert) = (anna, bert)
    try await inside { transaction throws in
      func begin(_ number: Int, _ principal: PrincipalID, expires: Int64) throws {
        try transaction.insertSession(
          here,
          SessionRecord(
            id: filled(32, number), principal: principal, createdSeconds: Int64(number),
            expiresSeconds: expires, blob: filled(90)))
      }
      try begin(1, anna, expires: 100)
      try begin(2, anna, expires: 200)
      try begin(3, anna, expires: 300)
      try begin(4, bert, expires: 100)
      #expect(try transaction.sessions(here, anna).map(\.createdSeconds) == [3, 2, 1])
      #expect(try transaction.session(here, id: filled(32, 4))?.principal == bert)
      #expect(try !transaction.deleteSession(here, id: filled(32, 4), principal: anna))
      #expect(try transaction.deleteSessions(here, expiredBySeconds: 100) == 2)
      #expect(try transaction.deleteSessions(here, anna, except: filled(32, 3)) == 1)
      #expect(try transaction.sessions(here, anna).map(\.id) == [filled(32, 3)])
      #expect(try transaction.deleteSession(here, id: filled(32, 3)))
      try begin(5, bert, expires: 100)
      #expect(try transaction.deleteAllSessions(here) == 1)
    }
  }

  @Test func `an invitation is used once and not after its end`() async throws {
    let anna = anna
    try await inside { transaction throws in
      let join = InvitationRecord(
        id: filled(32, 1), principal: nil, purpose: "member", expiresSeconds: 100)
      let renew = InvitationRecord(
        id: filled(32, 2), principal: anna, purpose: "new keys", expiresSeconds: 50)
      try transaction.insertInvitation(here, join)
      try transaction.insertInvitation(here, renew)
      #expect(try transaction.invitations(here) == [renew, join])
      #expect(try !transaction.useInvitation(here, id: renew.id, nowSeconds: 50))
      #expect(try transaction.useInvitation(here, id: join.id, nowSeconds: 99))
      #expect(try !transaction.useInvitation(here, id: join.id, nowSeconds: 99))
      #expect(try transaction.invitation(here, id: join.id)?.usedSeconds == 99)
      #expect(try transaction.deleteInvitations(here, expiredBySeconds: 50) == 1)
      #expect(try transaction.deleteInvitation(here, id: join.id))
    }
  }

  @Test func `a receipt is found by its words alone, a second answer to one form is refused`()
    async throws
  {
    let (anna, vault) = (anna, vault)
    let answer = ResubmissionRecord(id: filled(32), blob: filled(64), expiresSeconds: 900)
    try await inside { transaction throws in
      let receipt = ReceiptRecord(
        lookupID: filled(16), salt: filled(16, 2), boxKey: filled(32), signKey: filled(32, 2),
        principal: anna, channel: vault)
      try transaction.insertReceipt(here, receipt)
      #expect(try transaction.receipt(here, lookupID: filled(16)) == receipt)
      #expect(try transaction.receipt(elsewhere, lookupID: filled(16)) == nil)
      #expect(try transaction.receipts(here, channel: vault) == [receipt])
      #expect(try transaction.deleteReceipts(here, channel: vault) == 1)
      #expect(try !transaction.deleteReceipt(here, lookupID: filled(16)))
      try transaction.insertResubmission(here, answer)
      #expect(try transaction.resubmission(here, id: filled(32)) == answer)
    }
    let error = await storageError {
      try await database.write { try $0.insertResubmission(here, answer) }
    }
    #expect(
      error
        == .alreadyExists("UNIQUE constraint failed: resubmission.organization, resubmission.id"))
    try await inside { transaction throws in
      #expect(try transaction.deleteResubmissions(here, expiredBySeconds: 899) == 0)
      #expect(try transaction.deleteResubmissions(here, expiredBySeconds: 900) == 1)
    }
  }

  @Test func `cases are found when something is due and by who has a grant`() async throws {
    let (anna, vault, other) = (anna, vault, other)
    try await inside { transaction throws in
      let one = CaseIndexRecord(vault: vault, dueMinute: 30, blob: filled(50), generation: 1)
      let two = CaseIndexRecord(vault: other, dueMinute: nil, blob: filled(51), generation: 1)
      let early = CaseIndexRecord(
        vault: identity(102), dueMinute: 20, blob: filled(52), generation: 1)
      for record in [one, two, early] { try transaction.putCaseIndex(here, record) }
      #expect(try transaction.caseIndexes(here, dueByMinute: 30, limit: 9) == [early, one])
      #expect(try transaction.caseIndexes(here, dueByMinute: 30, limit: 1) == [early])
      try transaction.insertGrant(here, sampleGrant(other, anna))
      try transaction.insertGrant(here, sampleGrant(other, anna, epoch: 2))
      #expect(try transaction.caseIndexes(here, principal: anna) == [two])
      #expect(try transaction.caseIndexes(here) == [one, two, early])
      let settled = CaseIndexRecord(vault: vault, dueMinute: nil, blob: filled(5), generation: 2)
      try transaction.putCaseIndex(here, settled)
      #expect(try transaction.caseIndex(here, vault) == settled)
      #expect(try transaction.deleteCaseIndex(here, vault))
      #expect(try transaction.caseCount(here) == 2)
    }
  }

  @Test func `a leased message is nobody else's until its lease has run out`() async throws {
    try await inside { transaction throws in
      func message(_ number: Int, due: Int64) -> OutgoingRecord {
        OutgoingRecord(
          row: identity(number), createdSeconds: 1, dueSeconds: due, blob: filled(70),
          generation: 1)
      }
      for (number, due) in [(1, 10), (2, 5), (3, 99)] as [(Int, Int64)] {
        try transaction.insertOutgoing(here, message(number, due: due))
      }
      func lease(_ now: Int64) throws -> [RowID] {
        try transaction.leaseOutgoing(
          here, nowSeconds: now, leaseUntilSeconds: now + 60, limit: 2
        ).map(\.row)
      }
      #expect(try transaction.nextOutgoingDueSeconds(here) == 5)
      #expect(try lease(10) == [identity(2), identity(1)])
      #expect(try lease(10) == [])
      #expect(try transaction.outgoingCount(here, .leased) == 2)
      // Whoever had it died: it is due again when the lease ends.
      #expect(try lease(70) == [identity(1), identity(2)])
      #expect(try transaction.deleteOutgoing(here, identity(1)))
      #expect(
        try transaction.retryOutgoing(
          here, identity(2), dueSeconds: 500, replyCode: 451, reply: filled(30)))
      #expect(
        try transaction.failOutgoing(here, identity(3), replyCode: 550, reply: filled(31)))
      let left = try transaction.outgoing(here)
      #expect(left.map(\.state) == [.failed, .waiting])
      #expect(left.map(\.replyCode) == [550, 451])
      #expect(left.map(\.reply) == [filled(31), filled(30)])
      #expect(left.map(\.attempts) == [0, 2])
      #expect(try lease(400) == [])
      #expect(try transaction.outgoingCount(here, .failed) == 1)
    }
  }

  @Test func `a mail is seen once, a reply address leads to its channel`() async throws {
    let vault = vault
    try await inside { transaction throws in
      #expect(try !transaction.mailWasSeen(here, id: filled(16)))
      #expect(try transaction.insertMailSeen(here, id: filled(16), seconds: 5))
      #expect(try !transaction.insertMailSeen(here, id: filled(16), seconds: 6))
      #expect(try transaction.mailWasSeen(here, id: filled(16)))
      #expect(try transaction.deleteMailSeen(here, bySeconds: 5) == 1)
      let known = ReplyTokenRecord(
        tokenID: filled(16), channel: vault, senderID: filled(16, 2), tag: filled(16, 9))
      let unknown = ReplyTokenRecord(
        tokenID: filled(16, 3), channel: vault, senderID: nil, tag: filled(16, 9))
      try transaction.insertReplyToken(here, known)
      try transaction.insertReplyToken(here, unknown)
      #expect(try transaction.replyToken(here, tokenID: filled(16)) == known)
      #expect(try transaction.replyTokens(here, channel: vault) == [known, unknown])
      #expect(try transaction.deleteReplyTokens(here, channel: vault) == 2)
    }
  }

  @Test func `files belong to a vault`() async throws {
    let (vault, other) = (vault, other)
    try await inside { transaction throws in
      let files = [(1, vault), (2, vault), (3, other)].map { number, vault in
        FileRecord(
          blob: identity(number), vault: vault, ciphertextHash: filled(32), storedBytes: 9000)
      }
      for file in files { try transaction.insertFile(here, file) }
      #expect(try transaction.file(here, identity(2)) == files[1])
      #expect(try transaction.files(here, vault) == Array(files.prefix(2)))
      #expect(try transaction.files(here) == files)
      #expect(try transaction.deleteFiles(here, vault) == 2)
      #expect(try transaction.deleteFile(here, identity(3)))
    }
  }

  @Test func `checkpoints and tombstones are read in order`() async throws {
    try await inside { transaction throws in
      for number in 1...3 as ClosedRange<UInt64> {
        try transaction.insertCheckpoint(
          here,
          CheckpointRecord(
            number: number, bytes: filled(3), hash: filled(32, Int(number)),
            signature: filled(72)))
        try transaction.insertTombstone(
          here,
          TombstoneRecord(
            number: number, bytes: filled(3), hash: filled(32, Int(number)),
            signature: filled(72)))
      }
      #expect(try transaction.newestCheckpoint(here)?.number == 3)
      #expect(try transaction.newestTombstone(here)?.number == 3)
      #expect(try transaction.checkpoints(here, from: 2).map(\.number) == [2, 3])
      #expect(try transaction.tombstones(here, from: 1, limit: 2).map(\.number) == [1, 2])
      #expect(try transaction.newestTombstone(elsewhere) == nil)
    }
  }

  @Test func `a head without its row, and walking over all vaults`() async throws {
    let (vault, other) = (vault, other)
    try await inside { transaction throws in
      try transaction.appendNext(vault)
      try transaction.appendNext(other)
      #expect(try transaction.heads(here, after: nil, limit: 1).map(\.vault) == [vault])
      #expect(try transaction.heads(here, after: vault, limit: 9).map(\.vault) == [other])
      let found = try #require(try transaction.head(here, other))
      #expect(try transaction.replaceHeadTag(here, found, tag: filled(40, 8)))
      #expect(try !transaction.replaceHeadTag(here, found, tag: filled(40, 9)))
      #expect(try transaction.vaultsWithoutHead(here) == [])
      try transaction.run("DROP TRIGGER head_stays")
      try transaction.run("DELETE FROM head WHERE vault = \(vault)")
      #expect(try transaction.vaultsWithoutHead(here) == [vault])
    }
  }

  @Test func `attempts are counted in a window, a job is leased when it is due`() async throws {
    try await inside { transaction throws in
      func count(_ window: Int64) throws -> Int {
        try transaction.countAttempt(here, id: filled(16), windowStartSeconds: window)
      }
      #expect(try [count(0), count(0), count(60), count(60), count(60)] == [1, 2, 1, 2, 3])
      #expect(try transaction.attempts(here, id: filled(16), windowStartSeconds: 60) == 3)
      #expect(try transaction.attempts(here, id: filled(16), windowStartSeconds: 0) == 0)
      #expect(try transaction.deleteAttempts(here, windowStartedBySeconds: 59) == 0)
      #expect(try transaction.deleteAttempts(here, id: filled(16)))
      func lease(_ now: Int64) throws -> Bool {
        try transaction.leaseJob(
          here, name: "digest", nowSeconds: now, leaseUntilSeconds: now + 60)
      }
      #expect(try [lease(10), lease(20), lease(70)] == [true, false, true])
      try transaction.finishJob(here, name: "digest", dueSeconds: 1000)
      #expect(try [lease(999), lease(1000)] == [false, true])
      #expect(try transaction.jobDueSeconds(here) == ["digest": 1060])
    }
  }

  @Test func `facts and settings are kept by name`() async throws {
    try await inside { transaction throws in
      let fact = FactRecord(row: identity(1), blob: filled(40), generation: 1)
      try transaction.insertFact(here, fact)
      #expect(try transaction.facts(here) == [fact])
      for blob in [filled(4), filled(5)] {
        try transaction.putSetting(
          here, SettingRecord(name: "mailbox", blob: blob, generation: 1))
      }
      #expect(try transaction.setting(here, name: "mailbox")?.blob == filled(5))
      #expect(try transaction.setting(elsewhere, name: "mailbox") == nil)
      #expect(try transaction.deleteSetting(here, name: "mailbox"))
    }
  }

  @Test func `a value of the wrong type is refused when it is read`() async throws {
    let error = await storageError {
      try await database.write { transaction throws in
        _ = try transaction.rows("SELECT 'text', x'00', -1") { row throws(StorageError) in
          #expect(throws: StorageError.malformed(column: 0)) { try row.bytes(0) }
          #expect(throws: StorageError.malformed(column: 1)) { try row.integer(1) }
          #expect(throws: StorageError.malformed(column: 2)) { try row.count(2) }
          let name: RowID = try row.identity(1)
          return name
        }
      }
    }
    #expect(error == .malformed(column: 1))
  }
}
