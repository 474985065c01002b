import Foundation
import Identity
import Mail
import Procedure
import Storage
import Synchronization
import Testing

@testable import Casework

/// A policy like Django's with another rule of silence.
private func django(silence: Policy.Gate.Silence, clearedMin: Int) throws -> Policy {
  let shipped = try #require(try Policy.shipped(named: "django"))
  var text = String(decoding: shipped.canonicalBytes, as: UTF8.self)
  text = text.replacing(/silence: "[a-zA-Z]+"/, with: "silence: \"\(silence.rawValue)\"")
  text = text.replacing(/clearedMin: \d+/, with: "clearedMin: \(clearedMin)")
  let policy = try Policy.read(json5: Array(text.utf8))
  #expect(policy.gate.silence == silence && policy.gate.clearedMin == clearedMin)
  return policy
}

@Suite struct `What time asks for` {
  // Carries: G08.2, E06.2, H07.1
  @Test func `reminders and alarms go out once, to those whom the policy names, without content`()
    async throws
  {
    let community = try await TestOrganization(members: 3, board: 1)
    let (_, member, id) = try await community.openedCase(
      .of("The word is Quibblesnatch."))
    let organization = community.organization
    let vault = try #require(VaultID(hexadecimal: id.text))
    let index = try #require(organization.index.index(of: vault))
    let last = try #require(index.deadlines.map(\.alarmAt).max())
    let before = try await community.waitingMails().count
    #expect(try await organization.lookAtDueCases() == 0)
    community.pass(
      seconds: last.secondsSince1970 - community.now.secondsSince1970 + 120)
    #expect(try await organization.lookAtDueCases() == 1)
    let mails = try await community.waitingMails()
    let fresh = mails.count - before
    #expect(fresh > 0)
    for mail in mails {
      #expect(!mail.mail.text.contains("Quibblesnatch"))
      #expect(!mail.mail.subject.contains("Quibblesnatch"))
    }
    // Asked again, nothing more goes out.
    try await organization.lookAtDueCases()
    #expect(try await community.waitingMails().count == mails.count)
    _ = member
  }

  @Test func `a gate that too few have passed goes to the board, once and for good`() async throws {
    let community = try await TestOrganization(
      members: 3, board: 2, policy: try django(silence: .keepsOut, clearedMin: 2))
    let (_, member, id) = try await community.openedCase()
    let window = community.organization.policy.gate.windowSeconds
    community.pass(seconds: window - 120)
    try await community.organization.lookAtDueCases()
    let boardMember = try await community.signIn(community.board[0])
    #expect(try await boardMember.dashboard().toDeclare.isEmpty)
    community.pass(seconds: 240)
    #expect(try await community.organization.lookAtDueCases() == 1)
    #expect(try await boardMember.dashboard().toDeclare.map(\.id) == [id])
    try await boardMember.perform(.declare(.init(conflict: false)), in: id)
    let view = try await community.view(id, for: boardMember)
    #expect(view.report.report.account == "Somebody shouted at me in the hallway.")
    // Who was let in before still reads.
    try await member.perform(.writeNote(.init(text: "Still here.")), in: id)
    try await community.organization.lookAtDueCases()
    _ = try await Verification.run(DataDirectory(community.folder))
  }

  @Test func `a policy that lets silence in lets it in when the window has passed`() async throws {
    let community = try await TestOrganization(
      members: 3, board: 1, policy: try django(silence: .letsIn, clearedMin: 1))
    let (_, _, id) = try await community.openedCase()
    let silent = try await community.signIn(community.members[2])
    #expect(
      await refusal { try await silent.perform(.writeNote(.init(text: "?")), in: id) }
        == "declareFirst")
    community.pass(seconds: community.organization.policy.gate.windowSeconds + 60)
    #expect(try await community.organization.lookAtDueCases() == 1)
    try await silent.perform(.writeNote(.init(text: "Let in by silence.")), in: id)
    let view = try await community.view(id, for: silent)
    #expect(view.undeclared.isEmpty)
    _ = try await Verification.run(DataDirectory(community.folder))
  }

  @Test func `what cannot be undone waits while the clock is not believed`() async throws {
    let community = try await TestOrganization(
      members: 3, board: 1, policy: try django(silence: .letsIn, clearedMin: 1))
    let (_, member, id) = try await community.openedCase()
    let organization = community.organization
    try await organization.noteClock()
    // The wall clock jumps while the other one stands: somebody has set it.
    community.pass(seconds: organization.policy.gate.windowSeconds + 60)
    try await organization.noteClock()
    #expect(!organization.clockIsSound)
    #expect(community.alarms.contains { $0.sentence.contains("clock") })
    #expect(try await organization.standingNotices().contains(.clockIsUnsound))
    try await organization.lookAtDueCases()
    let silent = try await community.signIn(community.members[2])
    #expect(
      await refusal { try await silent.perform(.writeNote(.init(text: "?")), in: id) }
        == "declareFirst")
    // It is remembered by the next process.
    #expect(try await community.reopened().clockIsSound == false)
    try await member.confirmTime()
    try await organization.lookAtDueCases()
    try await silent.perform(.writeNote(.init(text: "Now.")), in: id)
  }

  @Test func `clocks that drift or go back are not believed, small steps are`() {
    let cases: [(wall: Int64, boot: Int64, sound: Bool)] = [
      (60, 60, true), (60, 30, true), (700, 110, true), (661, 60, false), (-30, 60, false),
      (-10, 10, true), (-120, 60, false), (7_200, 7_200, true), (60, 700, false),
    ]
    for step in cases {
      let watch = ClockWatch()
      let start = ClockWatch.Reading(wallSeconds: 1_000_000, bootSeconds: 5_000)
      watch.begin(lastWallSeconds: nil, wasSound: true, now: start)
      _ = watch.note(
        ClockWatch.Reading(
          wallSeconds: start.wallSeconds + step.wall, bootSeconds: start.bootSeconds + step.boot))
      #expect(watch.isSound == step.sound, "\(step)")
    }
  }

  @Test func `what has run out is cleared away at its age, and no file of a report with it`()
    async throws
  {
    let community = try await TestOrganization(members: 1, board: 1)
    _ = try await community.reportWithFile()
    _ = try await community.token(of: community.members[0])
    let organization = community.organization
    let half = try organization.stageFile(
      named: "left.txt", formToken: organization.newFormToken())
    try half.write([1, 2, 3])
    _ = try half.finish()
    #expect(try await organization.clearAway() == Cleared())
    let blobs = DataDirectory(community.folder).blobs
    let old = Date(timeIntervalSinceNow: -2 * 86_400)
    for name in try FileManager.default.contentsOfDirectory(atPath: blobs.path) {
      try FileManager.default.setAttributes(
        [.modificationDate: old], ofItemAtPath: blobs.appending(path: name).path)
    }
    let left = community.folder.appending(path: ".backup-left.sqlite3")
    try Data("left".utf8).write(to: left)
    try FileManager.default.setAttributes([.modificationDate: old], ofItemAtPath: left.path)
    community.pass(seconds: 400 * 86_400)
    let cleared = try await organization.clearAway()
    #expect(cleared.sessions == 1 && cleared.resubmissions == 1 && cleared.orphans == 1)
    #expect(cleared.invitations == 2)
    #expect(!FileManager.default.fileExists(atPath: left.path))
    #expect(try FileManager.default.contentsOfDirectory(atPath: blobs.path).count == 1)
    _ = try await Verification.run(DataDirectory(community.folder))
  }

  @Test func `a job belongs to one process at a time`() async throws {
    let community = try await TestOrganization(members: 1, board: 1)
    let other = try await community.reopened()
    let now = community.now.secondsSince1970
    var taken: [Bool] = []
    for organization in [community.organization, other] {
      taken.append(
        try await organization.database.write { transaction in
          try transaction.leaseJob(
            organization.id, name: JobName.dueCases.rawValue, nowSeconds: now,
            leaseUntilSeconds: now + KeepingLimits.jobLeaseSeconds)
        })
    }
    #expect(taken == [true, false])
  }

  @Test func `the jobs send what waits, and a last checkpoint is signed at the stop`()
    async throws
  {
    let community = try await TestOrganization(members: 2, board: 1)
    _ = try await community.report(.of("A report."))
    community.pass(seconds: 600)
    let waiting = try await community.waitingMails().count
    let sent = CountingTransport()
    let organization = community.organization
    let running = Task { await organization.runJobs(transport: sent) }
    for _ in 0..<200 where sent.count < waiting {
      try await Task.sleep(for: .milliseconds(20))
    }
    running.cancel()
    await running.value
    #expect(waiting > 0 && sent.count == waiting)
    let counts = try await Verification.run(DataDirectory(community.folder))
    #expect(counts.checkpoints >= 1 && counts.loggedCheckpoints == counts.checkpoints)
  }
}

/// Takes every mail and counts them.
private final class CountingTransport: MailTransport {
  private let taken = Mutex(0)

  var count: Int { taken.withLock { $0 } }

  func send(
    _ message: [UInt8], from sender: String?, to recipient: String
  ) async -> DeliveryResult {
    taken.withLock { $0 += 1 }
    return .delivered(code: 250)
  }
}
