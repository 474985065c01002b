import Foundation
import Identity
import Procedure
import Testing

@testable import Casework
@testable import Storage

/// A folder of its own for backups and what is restored from them.
private final class Shelf: Sendable {
  let folder: URL

  init() throws {
    folder = FileManager.default.temporaryDirectory
      .appending(path: "redress-shelf-\(UUID().uuidString)", directoryHint: .isDirectory)
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
  }

  deinit {
    do { try FileManager.default.removeItem(at: folder) } catch { print("left: \(folder.path)") }
  }

  func place(_ name: String) -> URL { folder.appending(path: name) }
}

extension TestOrganization {
  /// Restores a backup beside, and opens what came out.
  fileprivate func restored(
    _ backup: URL, to target: URL, key: RestoreKey? = nil, tombstones: Bool = true
  ) async throws -> (organization: Organization, report: RestoreReport) {
    let data = DataDirectory(folder)
    let report = try await Restoring.restore(
      backup, into: DataDirectory(target),
      RestoreOptions(
        root: founded.rootFingerprint, key: key ?? .recovery([founded.recoveryKey]),
        tombstones: tombstones ? data.tombstoneLog : nil,
        checkpoints: tombstones ? data.checkpointLog : nil),
      environment: organization.environment)
    return (try await CopiedInstallation.open(DataDirectory(target), organization), report)
  }
}

extension CopiedInstallation {
  static func open(_ data: DataDirectory, _ like: Organization) async throws -> Organization {
    var options = OpeningOptions(
      baseAddress: like.baseAddress, mailParser: like.mailParser)
    options.stretchesLeast = true
    return try await Organization.open(data, options, environment: like.environment)
  }
}

private func backupError(_ body: () async throws -> Void) async -> BackupError? {
  await throwing(body) as? BackupError
}

@Suite struct `Backup and restore` {
  @Test func `a restored case opens with its words and files, and everything holds`() async throws {
    let community = try await TestOrganization()
    let receipt = try await community.reportWithFile()
    let member = try await community.signIn(community.members[0])
    let id = try await community.newestCase(for: member)
    try await member.perform(.declare(.init(conflict: false)), in: id)
    let token = try await community.token(of: community.members[0])
    let shelf = try Shelf()
    let summary = try await community.organization.backup(to: shelf.place("b"))
    #expect(summary.files == 1)

    for (name, key) in [
      ("by recovery", RestoreKey.recovery([community.founded.recoveryKey])),
      ("by machine", .machineKey(DataDirectory(community.folder).machineKey)),
    ] {
      let (restored, report) = try await community.restored(
        shelf.place("b"), to: shelf.place(name), key: key)
      #expect(report.files == 1 && report.knowsWhatWasDestroyed)
      let again = try await restored.member(
        token: restored.signIn(
          email: community.members[0].email, password: community.members[0].password, code: ""))
      guard case .open(let view) = try await again.access(id) else {
        Issue.record("\(name): the case is closed.")
        continue
      }
      #expect(view.report.report.account == "There is a file.")
      #expect(await refusal { _ = try await restored.member(token: token) } == "signedOut")
      let reporter = try await restored.reporter(
        token: restored.openChannel(receipt: receipt.words.joined(separator: " ")))
      #expect(try await reporter.view().messages.count == 1)
      // It goes on from there.
      _ = try await restored.submit(
        .of("After the restore."), way: .form(token: restored.newFormToken()))
      try await restored.checkpoint()
      let counts = try await Verification.run(DataDirectory(shelf.place(name)))
      #expect(counts.lanes == 2 && counts.files == 1)
    }
  }

  @Test func `a backup opens with its keys alone, and only whole and signed`() async throws {
    let community = try await TestOrganization(members: 1, board: 1)
    _ = try await community.report(.of("The word is Quibblesnatch."))
    let shelf = try Shelf()
    let backup = shelf.place("b")
    _ = try await community.organization.backup(to: backup)
    let stranger = try await TestOrganization(members: 1, board: 1)
    let content = try Data(contentsOf: backup)
    for word in ["Quibblesnatch", "member1@example.org", "SQLite format 3"] {
      #expect(content.range(of: Data(word.utf8)) == nil, "\(word)")
    }
    func attempt(
      _ file: URL, root: String? = nil, key: RestoreKey? = nil
    ) async -> BackupError? {
      let target = shelf.place(UUID().uuidString)
      let error = await backupError {
        _ = try await Restoring.restore(
          file, into: DataDirectory(target),
          RestoreOptions(
            root: root ?? community.founded.rootFingerprint,
            key: key ?? .recovery([community.founded.recoveryKey])),
          environment: community.organization.environment)
      }
      #expect(
        (try? FileManager.default.contentsOfDirectory(atPath: target.path)) ?? [] == [],
        "something was left")
      return error
    }
    #expect(await attempt(backup, key: .recovery([stranger.founded.recoveryKey])) == .wrongKey)
    #expect(
      await attempt(backup, key: .machineKey(DataDirectory(stranger.folder).machineKey))
        == .wrongKey)
    let genuine = BackupError.notGenuine(path: backup.path)
    #expect(await attempt(backup, root: stranger.founded.rootFingerprint) == genuine)
    guard case .unreadableKey = await attempt(backup, key: .recovery(["no such key"])) else {
      Issue.record("A slip was taken for a key.")
      return
    }
    let places = [9, 40, content.count / 2, content.count - 90, content.count - 1]
    for place in places {
      var changed = content
      changed[place] ^= 4
      let file = shelf.place("changed-\(place)")
      try changed.write(to: file)
      #expect(await attempt(file) == .notGenuine(path: file.path), "at \(place)")
    }
    for (name, part) in [
      ("short", content.dropLast(1)), ("half", content.prefix(content.count / 2)),
      ("long", content + Data([0])), ("empty", Data()),
    ] {
      let file = shelf.place(name)
      try Data(part).write(to: file)
      #expect(await attempt(file) == .notGenuine(path: file.path), "\(name)")
    }
  }

  @Test func `what was destroyed after the backup stays destroyed`() async throws {
    let community = try await TestOrganization(members: 5, board: 2)
    let organization = community.organization
    let (_, handler, id) = try await community.openedCase()
    let second = try await community.signIn(community.members[3])
    try await second.perform(.declare(.init(conflict: false)), in: id)
    let board = community.board[0]
    let factor = try await Authenticator.setUp(for: board, in: community)
    let chair = community.members[0]
    let invitation = try await handler.invite(role: "member", email: "guest@example.org")
    let oldToken = try await community.token(of: community.members[3])
    let shelf = try Shelf()
    _ = try await organization.backup(to: shelf.place("b"))
    community.pass(seconds: 120)

    // A handler is recused, a member has a conflict, one leaves, one changes the password, codes and links are used.
    try await second.perform(.declare(.init(conflict: true)), in: id)
    let third = try await community.signIn(community.members[1])
    try await third.perform(.declare(.init(conflict: true)), in: id)
    try await organization.endMembership(email: community.members[2].email)
    _ = try await organization.signIn(
      email: board.email, password: board.password, code: factor.recoveryCodes[0])
    let fifth = community.members[4]
    try await community.signIn(fifth)
      .changePassword(old: fifth.password, code: "", new: "another password entirely")
    _ = try await Guest.join(invitation, name: "Gerda Guest", in: community)
    try await organization.checkpoint()

    let (restored, report) = try await community.restored(
      shelf.place("b"), to: shelf.place("r"))
    #expect(report.knowsWhatWasDestroyed && report.newerTombstones >= 6)
    #expect(report.voidedGrants == 0 && report.lostCheckpoints == 1)
    func signIn(_ person: TestOrganization.Person, _ code: String = "") async throws -> SignedIn {
      try await restored.member(
        token: restored.signIn(email: person.email, password: person.password, code: code))
    }
    // Recused, and in conflict: the case is gone for both.
    for person in [community.members[3], community.members[1]] {
      let member = try await signIn(person)
      #expect(await refusal { _ = try await member.access(id) } == "absent", "\(person.name)")
      #expect(
        await refusal { try await member.perform(.declare(.init(conflict: false)), in: id) }
          == "absent", "\(person.name)")
    }
    #expect(await refusal { _ = try await signIn(community.members[2]) } == "wrongCredentials")
    #expect(await refusal { _ = try await signIn(fifth) } == "wrongCredentials")
    #expect(
      await refusal { _ = try await signIn(board, factor.recoveryCodes[0]) }
        == "wrongCredentials")
    _ = try await signIn(board, factor.recoveryCodes[1])
    #expect(await refusal { _ = try await restored.member(token: oldToken) } == "signedOut")
    #expect(
      await refusal { _ = try await restored.invitation(token: Guest.token(in: invitation)) }
        == "invitationEnded")
    // Whoever kept access has it, and what they write next is closed to the recused.
    let kept = try await signIn(chair)
    try await kept.perform(.writeNote(.init(text: "Written after the restore.")), in: id)
    _ = try await Verification.run(DataDirectory(shelf.place("r")))
  }

  @Test func `without the tombstones of the lost machine everything that waits is void`()
    async throws
  {
    let community = try await TestOrganization(members: 2, board: 1)
    let (_, _, id) = try await community.openedCase()
    let shelf = try Shelf()
    _ = try await community.organization.backup(to: shelf.place("b"))
    let (restored, report) = try await community.restored(
      shelf.place("b"), to: shelf.place("r"), tombstones: false)
    #expect(!report.knowsWhatWasDestroyed && report.voidedGrants >= 2)
    #expect(try await restored.newestRestore() == report)
    func signIn(_ number: Int) async throws -> SignedIn {
      let person = community.members[number]
      return try await restored.member(
        token: restored.signIn(email: person.email, password: person.password, code: ""))
    }
    // Declaring alone opens nothing; a reader of the case has to let them in.
    let waiting = try await signIn(1)
    try await waiting.perform(.declare(.init(conflict: false)), in: id)
    #expect(
      await refusal { try await waiting.perform(.writeNote(.init(text: "In?")), in: id) }
        == "declareFirst")
    let reader = try await signIn(0)
    try await reader.letIn(community.members[1].id, to: id)
    try await waiting.perform(.writeNote(.init(text: "In.")), in: id)
    // Nor is the board in reserve any more: once the group has gone, only the recovery key brings it in.
    let vault = try #require(VaultID(hexadecimal: id.text))
    let seated = community.board[0]
    #expect(try await restored.index(of: vault).standings[seated.principal] == nil)
    for member in [reader, waiting] {
      #expect(
        await refusal { try await member.perform(.declare(.init(conflict: true)), in: id) }
          == "none")
    }
    #expect(try await restored.standingNotices().contains(.reportWaitsForRecovery))
    let boardMember = try await restored.member(
      token: restored.signIn(email: seated.email, password: seated.password, code: ""))
    #expect(try await boardMember.useRecovery(shares: [community.founded.recoveryKey]) == [id])
    #expect(
      await refusal { try await boardMember.perform(.declare(.init(conflict: false)), in: id) }
        == "none")
    #expect(await refusal { _ = try await boardMember.hold(vault) } == "none")
  }

  @Test func `tombstones of another machine, changed or shortened, are refused`() async throws {
    let community = try await TestOrganization(members: 2, board: 1)
    let (_, _, id) = try await community.openedCase()
    let shelf = try Shelf()
    _ = try await community.organization.backup(to: shelf.place("b"))
    let second = try await community.signIn(community.members[1])
    try await second.perform(.declare(.init(conflict: true)), in: id)
    try await community.organization.checkpoint()
    let log = DataDirectory(community.folder).tombstoneLog
    let text = try String(contentsOf: log, encoding: .utf8)
    var lines = text.split(separator: "\n").map(String.init)
    let first = try #require(lines.first)
    lines[0] = String(first.dropLast(2)) + (first.hasSuffix("00") ? "01" : "00")
    try (lines.joined(separator: "\n") + "\n").write(to: log, atomically: true, encoding: .utf8)
    let error = await backupError {
      _ = try await community.restored(shelf.place("b"), to: shelf.place("r"))
    }
    #expect(error == .tombstonesNotGenuine(path: log.path))
    #expect(
      await backupError {
        _ = try await community.restored(shelf.place("b"), to: community.folder)
      } == .folderNotEmpty(path: community.folder.path))
  }

  @Test func `an upgrade leaves a copy of the database as it was, and goes no way back`()
    async throws
  {
    let community = try await TestOrganization(members: 1, board: 1)
    _ = try await community.report(.of("Before the upgrade."))
    let copy = try community.copied()
    var settings = DatabaseSettings(path: copy.data.database.path)
    settings.migrations.append("CREATE TABLE later (x INTEGER) STRICT")
    var options = OpeningOptions(
      baseAddress: "https://redress.example.org", mailParser: community.organization.mailParser)
    options.databaseSettings = settings
    _ = try await Organization.open(
      copy.data, options, environment: community.organization.environment)
    let format = SQLiteDatabase.format
    let before = copy.data.upgradeBackups.appending(
      path: "format-\(format)-before-\(format + 1).sqlite3")
    let kept = try SQLiteDatabase(DatabaseSettings(path: before.path))
    let cases = try await kept.read { [id = community.organization.id] transaction in
      try transaction.caseCount(id)
    }
    #expect(cases == 1)
    let error = await throwing {
      _ = try await copy.open(community.organization.environment)
    }
    #expect(error as? StorageError == .newerFormat(found: format + 1, known: format))
  }

  @Test func `a backup with a file missing is not made, and a place that is taken is kept`()
    async throws
  {
    let community = try await TestOrganization(members: 1, board: 1)
    _ = try await community.reportWithFile()
    let shelf = try Shelf()
    let backup = shelf.place("b")
    _ = try await community.organization.backup(to: backup)
    #expect(
      await backupError { _ = try await community.organization.backup(to: backup) }
        == .targetExists(path: backup.path))
    let blobs = DataDirectory(community.folder).blobs
    let name = try #require(
      try FileManager.default.contentsOfDirectory(atPath: blobs.path).first)
    try FileManager.default.removeItem(at: blobs.appending(path: name))
    let error = await backupError {
      _ = try await community.organization.backup(to: shelf.place("c"))
    }
    #expect(error == .fileMissing(name: name))
    #expect(try FileManager.default.contentsOfDirectory(atPath: shelf.folder.path) == ["b"])
  }
}
