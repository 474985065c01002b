import Foundation
import Identity
import Procedure
import Testing

@testable import Casework
@testable import Storage

/// One way to damage an installation, and where it has to be noticed.
struct Damage: Sendable, CustomTestStringConvertible {
  let name: String
  let statements: [String]
  /// Words that the sentence of `verify` has.
  let verify: String
  /// A start refuses.
  var start = true
  /// The next commit, or the next to that case, refuses.
  var commit = true

  init(
    _ name: String, _ statements: [String], verify: String, start: Bool = true,
    commit: Bool = true
  ) {
    self.name = name
    self.statements = statements
    self.verify = verify
    self.start = start
    self.commit = commit
  }

  var testDescription: String { name }

  /// The vault of the case that was reported first.
  private static let first =
    "(SELECT vault FROM case_index ORDER BY revision LIMIT 1)"
  /// The newest anchor's number.
  private static let last = "(SELECT max(number) FROM lane)"
  private static func flip(_ column: String, _ place: Int) -> String {
    "CAST(substr(\(column), 1, \(place)) || x'5a5a' || substr(\(column), \(place + 3)) AS BLOB)"
  }

  static let all: [Damage] = [
    Damage(
      "a byte in a header",
      ["UPDATE entry SET header = \(flip("header", 120)) WHERE vault = \(first) AND sequence = 1"],
      verify: "changed", start: false),
    Damage(
      "a byte in a body",
      ["UPDATE entry SET body = \(flip("body", 200)) WHERE vault = \(first) AND sequence = 1"],
      verify: "changed", start: false),
    Damage(
      "a signature of somebody else",
      [
        "UPDATE entry SET signature = zeroblob(64) WHERE vault <> (SELECT vault FROM entry WHERE length(signature) > 64 LIMIT 1) AND signature IS NOT NULL"
      ],
      verify: "unsigned", start: false),
    Damage(
      "a signature in the directory",
      [
        "UPDATE entry SET signature = \(flip("signature", 90)) WHERE length(signature) > 64 AND sequence = 1"
      ],
      verify: "directory", commit: false),
    Damage(
      "a byte in an anchor", ["UPDATE anchor SET bytes = \(flip("bytes", 120)) WHERE number = 2"],
      verify: "Anchor 1", start: false, commit: false),
    Damage(
      "the signature of an anchor",
      ["UPDATE anchor SET signature = \(flip("signature", 20)) WHERE number = 2"],
      verify: "unsigned", start: false, commit: false),
    Damage(
      "the signature of the newest anchor",
      ["UPDATE anchor SET signature = \(flip("signature", 20)) WHERE number = \(last)"],
      verify: "unsigned", commit: false),
    Damage(
      "a byte in a head", ["UPDATE head SET link = zeroblob(32) WHERE vault = \(first)"],
      verify: "The head of vault", start: false),
    Damage(
      "the key of a head's epoch",
      ["UPDATE head SET epoch_key = zeroblob(32) WHERE vault = \(first)"],
      verify: "The head of vault", start: false),
    Damage(
      "a head that is one entry behind",
      ["UPDATE head SET sequence = sequence - 1 WHERE vault = \(first)"], verify: "rolled back"),
    Damage(
      "a grant to somebody else",
      [
        "UPDATE vault_grant SET principal = randomblob(16) WHERE vault = \(first) AND class = 'waiting'"
      ],
      verify: "The grant of epoch 1", start: false, commit: false),
    Damage(
      "a grant that a conflict destroyed, put back",
      [
        "INSERT INTO vault_grant SELECT organization, (SELECT principal FROM password_lock WHERE principal NOT IN (SELECT principal FROM vault_grant WHERE vault = \(first)) LIMIT 1), vault, epoch, 'waiting', key_id, 0, blob FROM vault_grant WHERE vault = \(first) LIMIT 1"
      ],
      verify: "planted", start: false, commit: false),
    Damage(
      "the last entry of a case",
      [
        "DELETE FROM entry WHERE vault = \(first) AND sequence = (SELECT sequence FROM head WHERE vault = \(first))"
      ],
      verify: "cut off"),
    Damage(
      "the last two entries with their head",
      [
        "DELETE FROM entry WHERE vault = \(first) AND sequence > (SELECT sequence - 2 FROM head WHERE vault = \(first))",
        "UPDATE head SET sequence = sequence - 2, link = (SELECT link FROM entry e WHERE e.vault = head.vault AND e.sequence = head.sequence - 2) WHERE vault = \(first)",
      ],
      verify: "cut off"),
    Damage(
      "the last two entries with their head and notes",
      [
        "DELETE FROM entry WHERE vault = \(first) AND sequence > (SELECT sequence - 2 FROM head WHERE vault = \(first))",
        "DELETE FROM anchored WHERE vault = \(first) AND sequence > (SELECT sequence - 2 FROM head WHERE vault = \(first))",
        "UPDATE head SET sequence = sequence - 2, link = (SELECT link FROM entry e WHERE e.vault = head.vault AND e.sequence = head.sequence - 2) WHERE vault = \(first)",
      ],
      verify: "cut off", start: false),
    Damage(
      "an entry in the middle", ["DELETE FROM entry WHERE vault = \(first) AND sequence = 2"],
      verify: "removed"),
    Damage(
      "two entries exchanged",
      [
        "UPDATE entry SET sequence = -1 - sequence WHERE vault = \(first) AND sequence IN (1, 2)"
          .replacingOccurrences(of: "-1 - sequence", with: "sequence + 1000"),
        "UPDATE entry SET sequence = CASE sequence WHEN 1001 THEN 2 ELSE 1 END WHERE vault = \(first) AND sequence > 1000",
      ],
      verify: "changed", start: false),
    Damage(
      "the last entry of the directory",
      [
        "DELETE FROM entry WHERE vault = (SELECT vault FROM entry WHERE length(signature) > 64 LIMIT 1) AND sequence = (SELECT sequence FROM head h WHERE h.vault = entry.vault)"
      ],
      verify: "directory"),
    Damage(
      "a head", ["DELETE FROM head WHERE vault = \(first)"], verify: "The head of vault"),
    Damage(
      "the newest anchor", ["DELETE FROM anchor WHERE number = \(last)"], verify: "cut off"),
    Damage(
      "the newest three anchors with their lane",
      [
        "DELETE FROM anchor WHERE number > \(last) - 3",
        "DELETE FROM anchored WHERE number > \(last) - 3",
        "UPDATE lane SET number = number - 3, hash = (SELECT hash FROM anchor a WHERE a.number = lane.number - 3)",
      ],
      verify: "cut off"),
    Damage(
      "an anchor in the middle", ["DELETE FROM anchor WHERE number = 3"], verify: "removed",
      commit: false),
    Damage(
      "the row of a lane set back",
      [
        "UPDATE lane SET number = number - 1, hash = (SELECT hash FROM anchor a WHERE a.number = lane.number - 1)"
      ],
      verify: "rolled back"),
    Damage(
      "notes of which anchor covers what",
      ["DELETE FROM anchored WHERE vault = \(first) AND sequence = 1"],
      verify: "The note of which anchor", commit: false),
    Damage(
      "the newest checkpoint",
      ["DELETE FROM checkpoint WHERE number = (SELECT max(number) FROM checkpoint)"],
      verify: "Checkpoint", commit: false),
    Damage(
      "the newest tombstone",
      ["DELETE FROM tombstone WHERE number = (SELECT max(number) FROM tombstone)"],
      verify: "Tombstone", commit: false),
    Damage(
      "a byte in a tombstone",
      ["UPDATE tombstone SET bytes = \(flip("bytes", 90)) WHERE number = 1"],
      verify: "Tombstone 0", start: false, commit: false),
    Damage(
      "the row of a file", ["DELETE FROM file"], verify: "The row of file", start: false,
      commit: false),
    Damage(
      "the index row of a case", ["DELETE FROM case_index WHERE vault = \(first)"],
      verify: "The index row of case", start: false, commit: false),
    Damage(
      "a receipt under other keys", ["UPDATE receipt SET box_key = randomblob(32)"],
      verify: "A receipt", start: false, commit: false),
    Damage(
      "a vault that nobody anchored",
      [
        "INSERT INTO entry SELECT organization, randomblob(16), 0, epoch, header, body, body_hash, link, signature FROM entry WHERE vault = \(first) AND sequence = 0"
      ],
      verify: "planted", commit: false),
    Damage(
      "a trigger that keeps history", ["CREATE TABLE other (x INTEGER)"],
      verify: "The file of the database", start: false, commit: false),
  ]
}

/// A community with a few cases, made once for all damages.
private actor Original {
  static let shared = Original()
  private var made: TestOrganization?

  func community() async throws -> TestOrganization {
    if let made { return made }
    let community = try await TestOrganization(members: 3, board: 2)
    _ = try await community.openedCase()
    let second = try await community.signIn(community.members[1])
    let id = try await community.newestCase(for: second)
    try await second.perform(.declare(.init(conflict: true)), in: id)
    community.pass(seconds: 60)
    _ = try await community.reportWithFile()
    try await community.organization.checkpoint()
    community.pass(seconds: 60)
    _ = try await community.report(.of("A third report."))
    try await community.organization.checkpoint()
    made = community
    return community
  }
}

@Suite(.serialized) struct `Verifying an installation` {
  @Test func `everything holds, and it says how much was looked at`() async throws {
    let copy = try await Original.shared.community().copied()
    let counts = try await Verification.run(copy.data)
    #expect(counts.vaults >= 10 && counts.entries >= 20 && counts.anchors >= 8)
    #expect(counts.files == 1 && counts.fileBytes > 0)
    #expect(counts.checkpoints == 2 && counts.loggedCheckpoints == 2)
    #expect(counts.tombstones >= 1 && counts.directoryEntries >= 6)
  }

  @Test(arguments: Damage.all)
  func `each kind of damage is named by verify, at the start and by the next commit`(
    _ damage: Damage
  ) async throws {
    let community = try await Original.shared.community()
    let environment = community.organization.environment
    let copy = try community.copied()
    let running = try await copy.open(environment)
    let member = try await running.member(
      token: running.signIn(
        email: community.members[2].email, password: community.members[2].password, code: ""))
    let oldest = try #require(try await member.dashboard().toDeclare.last)
    try copy.damage(damage.statements)

    let fault = try #require(try await copy.fault(), "verify found nothing")
    #expect(fault.contains(damage.verify), "\(fault)")

    let begins = await throwing { _ = try await copy.open(environment) }
    #expect((begins != nil) == damage.start, "start: \(begins.map { "\($0)" } ?? "none")")

    let reports = await throwing {
      _ = try await running.submit(.of("One more."), way: .form(token: running.newFormToken()))
    }
    let declares = await throwing {
      try await member.perform(.declare(.init(conflict: false)), in: oldest.id)
    }
    let joins = await throwing {
      _ = try await running.addMember(
        name: "Ilse New", email: "new@example.org", roles: ["member"],
        password: "correct horse battery")
    }
    let refusals = [reports, declares, joins].map { $0.map { "\($0)" } ?? "none" }
    #expect(
      refusals.contains { $0 != "none" } == damage.commit, "commit: \(refusals)")
  }

  @Test func `a byte in a sealed file, or a file that is gone, is named`() async throws {
    let community = try await Original.shared.community()
    let copy = try community.copied()
    let name = try #require(
      try FileManager.default.contentsOfDirectory(atPath: copy.data.blobs.path).first)
    let url = copy.data.blobs.appending(path: name)
    var content = try Data(contentsOf: url)
    content[100] ^= 1
    try content.write(to: url)
    #expect(try await copy.fault() == "The file \(name): changed.")
    try FileManager.default.removeItem(at: url)
    #expect(try await copy.fault() == "The file \(name): removed.")
  }

  @Test func `a database that was set back as a whole is named everywhere`() async throws {
    let community = try await TestOrganization(members: 2, board: 2)
    _ = try await community.report(.of("The first."))
    let environment = community.organization.environment
    let older = try community.copied()
    let copy = try community.copied()
    do {
      let running = try await copy.open(environment)
      _ = try await running.submit(.of("The second."), way: .form(token: running.newFormToken()))
      try await running.checkpoint()
      try await running.database.checkpointTruncate()
    }
    for suffix in ["", "-wal", "-shm"] {
      let target = URL(filePath: copy.data.database.path + suffix)
      let source = URL(filePath: older.data.database.path + suffix)
      if FileManager.default.fileExists(atPath: target.path) {
        try FileManager.default.removeItem(at: target)
      }
      if FileManager.default.fileExists(atPath: source.path) {
        try FileManager.default.copyItem(at: source, to: target)
      }
    }
    let fault = try #require(try await copy.fault())
    #expect(fault.contains("cut off"), "\(fault)")
    let begins = await throwing { _ = try await copy.open(environment) }
    guard case InstallationError.databaseWasSetBack = try #require(begins) else {
      Issue.record("It began: \(String(describing: begins))")
      return
    }
    // Also with the lane file set back: the log of checkpoints knows better.
    let lane = try Data(contentsOf: older.data.lane)
    try lane.write(to: copy.data.lane)
    #expect(try await copy.fault()?.contains("cut off") == true)
    #expect(await throwing { _ = try await copy.open(environment) } != nil)
  }

  @Test func `another root than the one that was written down is refused`() async throws {
    let community = try await Original.shared.community()
    let copy = try community.copied()
    let other = String(repeating: "ab", count: 32)
    do {
      _ = try await Verification.run(copy.data, root: other)
      Issue.record("The other root was believed.")
    } catch let fault as VerificationFault {
      #expect(fault.description == "Entry 0 of the directory: not entitled.")
    }
  }
}

/// The error of something that should fail; nil where it did not.
func throwing(_ body: () async throws -> Void) async -> (any Error)? {
  do {
    try await body()
    return nil
  } catch {
    return error
  }
}
