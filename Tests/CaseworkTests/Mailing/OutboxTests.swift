import Foundation
import Identity
import Mail
import Procedure
import Storage
import Synchronization
import Testing
import Vault

@testable import Casework

/// A mail server that answers everything alike, each time after a while.
private final class SlowTransport: MailTransport {
  private let answer: DeliveryResult
  private let secondsEach: Int64
  private let pass: @Sendable (Int64) -> Void
  private let taken = Mutex<[[UInt8]]>([])

  init(
    _ answer: DeliveryResult, secondsEach: Int64 = 0,
    pass: @escaping @Sendable (Int64) -> Void = { _ in }
  ) {
    self.answer = answer
    self.secondsEach = secondsEach
    self.pass = pass
  }

  var messages: [[UInt8]] { taken.withLock { $0 } }

  func send(
    _ message: [UInt8], from sender: String?, to recipient: String
  ) async -> DeliveryResult {
    taken.withLock { $0.append(message) }
    pass(secondsEach)
    return answer
  }
}

extension TestOrganization {
  /// Puts mails into the outbox.
  fileprivate func put(_ count: Int, origin: WaitingMail.Origin? = nil) async throws {
    let organization = organization
    let outbox = Outbox(keys: organization.keys, now: now)
    let rows = try (0..<count).map { number in
      try outbox.row(
        WaitingMail(
          mail: OutgoingMail(
            from: MailAddress(address: "conduct@example.org"),
            to: [MailAddress(address: "rosa@example.org")], subject: "Mail \(number)",
            text: "Words.", dateSeconds: now.secondsSince1970,
            messageID: "\(number).\(UUID().uuidString)@example.org"),
          envelopeSender: nil, recipient: "rosa@example.org", origin: origin))
    }
    try await organization.database.write { transaction in
      for row in rows { try transaction.insertOutgoing(organization.id, row) }
    }
  }

  /// What became of the messages of a case's channel.
  fileprivate func deliveries(
    in vault: VaultID, for member: SignedIn
  ) async throws -> [ChannelDelivery.Outcome] {
    let held = try await member.hold(vault)
    return held.channelVaults.values.flatMap(\.lines).compactMap { line in
      guard case .channel(.delivery(let delivery)) = line.payload else { return nil }
      return delivery.outcome
    }
  }
}

@Suite struct `Mail on its way out` {
  @Test func `one row that does not open is given up, and all others go out`() async throws {
    let community = try await TestOrganization(members: 1, board: 0)
    let organization = community.organization
    let now = community.now.secondsSince1970
    try await organization.database.write { transaction in
      try transaction.insertOutgoing(
        organization.id,
        OutgoingRecord(
          row: RowID.random(), createdSeconds: now - 60, dueSeconds: now - 60,
          blob: Bytes(repeating: 7, count: 90), generation: 1))
    }
    try await community.put(3)
    let sent = SlowTransport(.delivered(code: 250))
    let round = try await organization.sendDueMail(through: sent)
    #expect(round.delivered == 3 && round.failed == 1 && sent.messages.count == 3)
    community.pass(seconds: 86_400)
    #expect(try await organization.sendDueMail(through: sent) == SendingRound())
  }

  @Test
  func `members are told that mail to one of them is late or lost, and nothing of mail to others`()
    async throws
  {
    let community = try await TestOrganization(members: 1, board: 0)
    let member = try await community.signIn(community.members[0])
    func standing() async throws -> MailStanding { try await member.status().mail }
    func put(to address: String, _ state: OutgoingState = .waiting) async throws {
      let organization = community.organization
      let mail = try organization.notices.automatic(
        .receiptMail, to: MailAddress(address: address), values: [:])
      let row = try Outbox(keys: organization.keys, now: community.now).row(mail)
      try await organization.database.write { transaction in
        try transaction.insertOutgoing(organization.id, row)
        guard state == .failed else { return }
        try transaction.failOutgoing(organization.id, row.row, replyCode: 550, reply: nil)
      }
    }
    // Whether a reporter has an address, and whether it takes mail, is nobody's to see here.
    try await put(to: "reporter@mail.example")
    try await put(to: "reporter@mail.example", .failed)
    try await put(to: community.members[0].email)
    #expect(try await standing() == .goesOut)
    community.pass(seconds: KeepingLimits.mailLateSeconds + 1)
    #expect(try await standing() == .isLate)
    try await put(to: community.members[0].email, .failed)
    #expect(try await standing() == .wasGivenUp)
    let organization = community.organization
    try await organization.database.write { transaction in
      for record in try transaction.outgoing(organization.id) {
        try transaction.deleteOutgoing(organization.id, record.row)
      }
      // One that does not open keeps nobody from the page.
      let broken = try OutgoingRecord(
        row: RowID.random(), createdSeconds: 0, dueSeconds: 0,
        blob: Bytes(repeating: 7, count: 90), generation: 1)
      try transaction.insertOutgoing(organization.id, broken)
    }
    #expect(try await standing() == .goesOut)
  }

  @Test func `the checkpoint that members are shown is the first of its day, written or not`()
    async throws
  {
    let community = try await TestOrganization(members: 1, board: 0)
    let organization = community.organization
    let member = try await community.signIn(community.members[0])
    try await organization.checkpoint()
    let first = try #require(try await member.status().lastCheckpoint)
    community.pass(seconds: 600)
    _ = try await community.submit()
    #expect(try await organization.checkpoint())
    #expect(try await member.status().lastCheckpoint == first)
    #expect(try await !organization.checkpoint())
    community.pass(seconds: 86_400)
    #expect(try await organization.checkpoint())
    let next = try #require(try await member.status().lastCheckpoint)
    #expect(next == community.now && next != first)
    try await expectSound(community)
  }

  @Test func `a channel that cannot take the news stops no other mail`() async throws {
    let community = try await TestOrganization(members: 1, board: 0)
    let (_, _, id) = try await community.openedCase()
    let vault = try #require(VaultID(hexadecimal: id.text))
    let channel = try #require(
      try await community.organization.caseState(vault).index.channel)
    try await community.put(2, origin: WaitingMail.Origin(channel: channel, sequence: 1))
    try await community.put(2)
    let copy = try community.copied()
    try copy.damage([
      "UPDATE entry SET header = zeroblob(200) WHERE vault = x'\(channel.hexadecimal)' AND sequence = 1"
    ])
    let organization = try await copy.open(community.organization.environment)
    community.pass(seconds: 300)
    let refusing = SlowTransport(.permanent(code: 550, text: "No such box."))
    let round = try await organization.sendDueMail(through: refusing)
    #expect(round.failed == refusing.messages.count && round.failed >= 4)
  }

  @Test func `a mail that was tried for days and is given up is told in its channel`()
    async throws
  {
    let community = try await TestOrganization(members: 1, board: 0)
    let (_, member, id) = try await community.openedCase()
    let vault = try #require(VaultID(hexadecimal: id.text))
    let channel = try #require(
      try await community.organization.caseState(vault).index.channel)
    try await community.put(1, origin: WaitingMail.Origin(channel: channel, sequence: 1))
    let away = SlowTransport(.unreachable(.nameNotFound))
    var failed = 0
    for _ in 0..<OutboxLimits.attemptsMax + 1 where failed == 0 {
      failed = try await community.organization.sendDueMail(through: away).failed
      community.pass(seconds: 14_400)
    }
    #expect(failed > 0)
    let outcomes = try await community.deliveries(
      in: vault, for: community.signIn(community.members[0]))
    #expect(outcomes == [.failed])
    _ = member
  }

  @Test func `a slow mail server never gets a mail twice, since sending ends with the lease`()
    async throws
  {
    let community = try await TestOrganization(members: 1, board: 0)
    try await community.put(OutboxLimits.batchCount)
    let slow = SlowTransport(.delivered(code: 250), secondsEach: 120) {
      community.pass(seconds: $0)
    }
    var rounds = 0
    while slow.messages.count < OutboxLimits.batchCount, rounds < 40 {
      let started = community.now.secondsSince1970
      let round = try await community.organization.sendDueMail(through: slow)
      let tookSeconds = community.now.secondsSince1970 - started
      #expect(tookSeconds <= OutboxLimits.leaseSeconds)
      #expect(round.delivered > 0)
      rounds += 1
    }
    #expect(Set(slow.messages).count == OutboxLimits.batchCount)
    #expect(slow.messages.count == OutboxLimits.batchCount)
  }
}
