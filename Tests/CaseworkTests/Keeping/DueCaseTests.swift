import Foundation
import Identity
import Procedure
import Storage
import Testing
import Vault

@testable import Casework

/// A policy like Django's, with changed words.
private func django(_ changes: [(Regex<Substring>, String)]) throws -> Policy {
  let shipped = try #require(try Policy.shipped(named: "django"))
  var text = String(decoding: shipped.canonicalBytes, as: UTF8.self)
  for (words, others) in changes { text = text.replacing(words, with: others) }
  return try Policy.read(json5: Array(text.utf8))
}

private func needing(_ count: Int) throws -> Policy {
  try django([
    (/silence: "[a-zA-Z]+"/, "silence: \"keepsOut\""),
    (/clearedMin: \d+/, "clearedMin: \(count)"),
  ])
}

extension TestOrganization {
  /// Writes the index of a case as somebody would who is in the program.
  fileprivate func putIndex(
    of vault: VaultID, _ change: @escaping @Sendable (inout CaseIndex) -> Void
  ) async throws {
    let organization = organization
    var index = try await organization.index(of: vault)
    change(&index)
    let changed = index
    try await organization.database.write { transaction in
      try organization.putIndex(changed, of: vault, in: transaction)
    }
  }

  /// The gate's window is over, and the program has looked.
  fileprivate func passWindow() async throws {
    pass(seconds: organization.policy.gate.windowSeconds + 120)
    try await organization.lookAtDueCases()
  }
}

@Suite struct `Cases that are due` {
  @Test func `a handler who steps out after the window has closed is noticed`() async throws {
    let community = try await TestOrganization(members: 3, board: 1, policy: try needing(2))
    let (_, _, id) = try await community.openedCase()
    let vault = try #require(VaultID(hexadecimal: id.text))
    try await community.declare(community.members[1], in: vault)
    try await community.passWindow()
    #expect(try await community.organization.index(of: vault).isWithBoard == false)
    let second = try await community.signIn(community.members[1])
    try await second.perform(.declare(.init(conflict: true)), in: id)
    community.pass(seconds: 60)
    try await community.organization.lookAtDueCases()
    #expect(try await community.organization.index(of: vault).isWithBoard)
    #expect(try await community.standing(of: community.board[0], in: vault) == .asked)
    try await expectSound(community)
  }

  @Test func `a handler who leaves after the window has closed is noticed`() async throws {
    let community = try await TestOrganization(members: 4, board: 1, policy: try needing(2))
    let (_, _, id) = try await community.openedCase()
    let vault = try #require(VaultID(hexadecimal: id.text))
    try await community.declare(community.members[1], in: vault)
    try await community.passWindow()
    try await community.organization.endMembership(of: community.members[1].id)
    community.pass(seconds: 60)
    try await community.organization.lookAtDueCases()
    #expect(try await community.organization.index(of: vault).isWithBoard)
    try await expectSound(community)
  }

  @Test func `whoever is no member any more does not count among the cleared`() async throws {
    let community = try await TestOrganization(members: 2, board: 1, policy: try needing(2))
    let (_, _, id) = try await community.openedCase()
    let vault = try #require(VaultID(hexadecimal: id.text))
    let gone = try PrincipalID.random()
    try await community.putIndex(of: vault) { $0.standings[gone] = .handler }
    try await community.passWindow()
    #expect(try await community.organization.index(of: vault).isWithBoard)
  }

  @Test func `cases that do not open keep no other from its reminders`() async throws {
    let community = try await TestOrganization(members: 1, board: 1)
    let broken = [try await community.submit("First."), try await community.submit("Second.")]
    community.pass(seconds: 120)
    let third = try await community.submit("Third.")
    let minute = try #require(try await community.organization.index(of: third).dueMinute)
    try await community.organization.database.write { transaction in
      for vault in broken {
        let row = try #require(try transaction.caseIndex(community.organization.id, vault))
        try transaction.putCaseIndex(
          community.organization.id,
          CaseIndexRecord(
            vault: vault, dueMinute: row.dueMinute, blob: Bytes(repeating: 7, count: 80),
            generation: row.generation))
      }
    }
    let reopened = try await community.reopened()
    community.pass(seconds: minute * 60 - community.now.secondsSince1970 + 60)
    #expect(try await reopened.lookAtDueCases(atOnce: 1) == 1)
    #expect(try await reopened.index(of: third).notified.isEmpty == false)
  }

  @Test func `what is for the chairs reaches the others where no chair reads the case`()
    async throws
  {
    let community = try await TestOrganization(
      members: 3, board: 1, policy: try django([(/whom: "handlers"/, "whom: \"chairs\"")]))
    let vault = try await community.submit()
    try await community.declare(community.members[0], in: vault, conflict: true)
    try await community.declare(community.members[1], in: vault)
    let last = try #require(
      try await community.organization.index(of: vault).deadlines.map(\.alarmAt).max())
    func mails() async throws -> Int {
      try await community.waitingMails().count { $0.recipient == community.members[1].email }
    }
    let before = try await mails()
    community.pass(seconds: last.secondsSince1970 - community.now.secondsSince1970 + 120)
    try await community.organization.lookAtDueCases()
    #expect(try await mails() > before)
  }

  // Carries: G11.6, board.report-before-closing
  @Test func `a filed case goes on reminding of the report to the board, and of nothing else`()
    async throws
  {
    let community = try await TestOrganization()
    let (_, member, id) = try await community.openedCase()
    let vault = try #require(VaultID(hexadecimal: id.text))
    try await member.perform(.acknowledge(.init(kind: .alreadyHandled)), in: id)
    func running() async throws -> [Deadline] {
      try await community.organization.index(of: vault).deadlines.filter { $0.metAt == nil }
    }
    #expect(try await running().map(\.id.text) == ["filed-report"])
    let before = try await community.waitingMails().count
    community.pass(seconds: 8 * 86_400)
    try await community.organization.lookAtDueCases()
    #expect(try await community.waitingMails().count > before)
    try await member.perform(.reportToBoard(BoardReport(text: "It was handled there.")), in: id)
    #expect(try await running().isEmpty)
    #expect(try await community.organization.index(of: vault).dueMinute == nil)
  }

  // Carries: G08.9, R02.8, safety.agency-task
  @Test func `danger that is said later makes a case urgent and alarms`() async throws {
    let community = try await TestOrganization()
    let (_, member, id) = try await community.openedCase()
    let vault = try #require(VaultID(hexadecimal: id.text))
    #expect(try await community.organization.index(of: vault).isUrgent == false)
    try await member.perform(
      .recordSafety(SafetyRecord(ongoing: .yes, danger: .yes, account: "He is on his way.")),
      in: id)
    let index = try await community.organization.index(of: vault)
    #expect(index.isUrgent)
    let agency = try #require(index.deadlines.first { $0.id.text == "agency" })
    let before = try await community.waitingMails().count
    community.pass(seconds: agency.alarmAt.secondsSince1970 - community.now.secondsSince1970 + 60)
    try await community.organization.lookAtDueCases()
    #expect(try await community.waitingMails().count > before)
  }

  @Test func `what a transaction writes is seen inside it, and by nobody else until it is on disk`()
    async throws
  {
    let community = try await TestOrganization(members: 1, board: 1)
    let vault = try await community.submit()
    let organization = community.organization
    let before = try await organization.index(of: vault)
    struct Undone: Error {}
    let error = await throwing {
      try await organization.database.write { transaction in
        var changed = before
        changed.codeName = "phantom name"
        try organization.putIndex(changed, of: vault, in: transaction)
        #expect(try organization.storedIndex(of: vault, in: transaction) == changed)
        #expect(try organization.indexes(in: transaction)[vault] == changed)
        throw Undone()
      }
    }
    #expect(error is Undone)
    #expect(try await organization.index(of: vault) == before)
    #expect(!organization.index.isTaken(codeName: "phantom name"))
  }
}

@Suite struct `Leaving with many cases` {
  @Test func `access ends although one case cannot be sealed anew`() async throws {
    let community = try await TestOrganization(members: 3, board: 1)
    var vaults: [VaultID] = []
    for number in 0..<3 { vaults.append(try await community.submit("Report \(number).")) }
    for vault in vaults { try await community.declare(community.members[1], in: vault) }
    let copy = try community.copied()
    let broken = vaults[1]
    try copy.damage([
      "UPDATE entry SET header = zeroblob(200) WHERE vault = x'\(broken.hexadecimal)' AND sequence = 1"
    ])
    let organization = try await copy.open(community.organization.environment)
    let leaver = community.members[1]
    try await organization.endMembership(of: leaver.id)
    let grants = try await organization.database.read { transaction in
      try transaction.grants(organization.id, principal: leaver.principal)
    }
    #expect(grants.isEmpty)
    for vault in vaults where vault != broken {
      let state = try await organization.caseState(vault)
      #expect(state.index.standings[leaver.principal] == .keptOut)
      #expect(state.index.isStillRight(state.caseRegister, state.membership))
    }
    #expect(community.alarms.contains { $0.sentence.contains("sealed anew") })
  }
}

@Suite struct `Files that no report has claimed yet` {
  @Test func `an old file that a report claims while the clearing runs stays`() async throws {
    let community = try await TestOrganization(members: 1, board: 1)
    let organization = community.organization
    let token = try organization.newFormToken()
    let staging = try organization.stageFile(named: "proof.txt", formToken: token)
    try staging.write(Array("What was said.".utf8))
    let staged = try staging.finish()
    let blobs = organization.blobs
    let name = try #require(
      try FileManager.default.contentsOfDirectory(atPath: blobs.folder.path).first)
    let blob = try #require(BlobID(hexadecimal: name))
    try FileManager.default.setAttributes(
      [.modificationDate: Date(timeIntervalSinceNow: -2 * 86_400)],
      ofItemAtPath: blobs.url(of: blob).path)
    let now = Date()
    #expect(try blobs.untouched(forSeconds: 86_400, now: now) == [blob])
    // The clearing has found it; now its report comes.
    _ = try #require(organization.stagedFile(ticket: staged.ticket, formToken: token))
    #expect(
      !blobs.removeOrphan(blob, olderThanSeconds: 86_400, now: now, isKnown: false))
    #expect(FileManager.default.fileExists(atPath: blobs.url(of: blob).path))
    var draft = ReportDraft.of("There is a file.")
    draft.files = [staged]
    _ = try await organization.submit(draft, way: .form(token: token))
    #expect(try await organization.clearAway().orphans == 0)
    try await expectSound(community)
  }

  @Test(arguments: [true, false])
  func `a removal that was cut off is finished or taken back`(_ isKnown: Bool) async throws {
    let community = try await TestOrganization(members: 1, board: 1)
    let organization = community.organization
    if isKnown {
      _ = try await community.reportWithFile()
    } else {
      let staging = try organization.stageFile(
        named: "left.txt", formToken: organization.newFormToken())
      try staging.write([1, 2, 3])
      _ = try staging.finish()
    }
    let folder = organization.blobs.folder
    let name = try #require(
      try FileManager.default.contentsOfDirectory(atPath: folder.path).first)
    let aside = folder.appending(path: name + ".removing")
    try FileManager.default.moveItem(at: folder.appending(path: name), to: aside)
    try FileManager.default.setAttributes(
      [.modificationDate: Date(timeIntervalSinceNow: -2 * 86_400)], ofItemAtPath: aside.path)
    try await organization.clearAway()
    let left = try FileManager.default.contentsOfDirectory(atPath: folder.path)
    #expect(left == (isKnown ? [name] : []))
  }

  @Test func `copies from before an upgrade go when nobody will go back`() async throws {
    let community = try await TestOrganization(members: 1, board: 1)
    let data = DataDirectory(community.folder)
    try FileManager.default.createDirectory(
      at: data.upgradeBackups, withIntermediateDirectories: true)
    for (name, days) in [("format-1-before-2.sqlite3", 36.0), ("format-2-before-3.sqlite3", 34)] {
      let file = data.upgradeBackups.appending(path: name)
      try Data("A copy.".utf8).write(to: file)
      try FileManager.default.setAttributes(
        [.modificationDate: Date(timeIntervalSinceNow: -days * 86_400)], ofItemAtPath: file.path)
    }
    try await community.organization.clearAway()
    #expect(
      try FileManager.default.contentsOfDirectory(atPath: data.upgradeBackups.path)
        == ["format-2-before-3.sqlite3"])
  }
}
