import Foundation
import Identity
import Mail
import Procedure
import Storage
import Testing

@testable import Casework
@testable import Vault

/// Everything that somebody could try with a copy of the database and keys of their own.
struct Attack {
  let community: TestOrganization

  /// Tries every key of a member against every grant and, with what opens, every entry of every vault.
  ///
  /// The attacker also has the server's keys, as somebody with the machine would: waiting grants are unlocked for them.
  /// - Returns: the plain payloads that opened, of vaults that are not the directory.
  func everything(
    that member: SignedIn, alsoUnlocking: Bool
  ) async throws -> [VaultPayload] {
    let organization = community.organization
    return try await organization.database.read { transaction in
      let heads = try transaction.heads(organization.id, after: nil, limit: .max)
      var payloads: [VaultPayload] = []
      for head in heads where head.vault != organization.directoryVault {
        let entries = try transaction.entries(organization.id, head.vault)
          .map { try StoredEntry($0, organization.id) }
        for grant in try transaction.grants(organization.id, head.vault) {
          guard let seed = open(grant, member, alsoUnlocking) else { continue }
          payloads += entries.compactMap { entry in
            attempt { try VaultPayload(try entry.open(under: seed.seed).payload) }
          }
        }
      }
      return payloads
    }
  }

  /// Every way to open a row: as it is, and, with the server's keys, without the outer lock; also rows of others.
  private func open(
    _ record: GrantRecord, _ member: SignedIn, _ alsoUnlocking: Bool
  ) -> HeldEpoch? {
    let row = record.row(community.organization.id)
    let mine = GrantRow(
      place: row.place, principal: member.principalID, keyID: member.me.keys.keyID,
      grantClass: row.grantClass, blob: row.blob)
    for candidate in [row, mine] {
      if let seed = attempt({ HeldEpoch(try member.keys.openBlob(candidate)) }) {
        return seed
      }
      guard alsoUnlocking, candidate.grantClass == .waiting || candidate.grantClass == .reserve
      else { continue }
      if let seed = attempt({
        HeldEpoch(
          try member.keys.openBlob(
            try community.organization.keys.unlock(candidate)))
      }) {
        return seed
      }
    }
    return nil
  }

  private func attempt<Value>(_ body: () throws -> Value) -> Value? {
    do { return try body() } catch { return nil }
  }
}

@Suite struct `Who is kept out` {
  /// Asks every service about a case, and expects that it does not exist.
  private func expectAbsent(_ member: SignedIn, _ id: CaseID) async {
    let asks: [(String, () async throws -> Void)] = [
      ("access", { _ = try await member.access(id) }),
      ("api", { _ = try await member.access(id, through: .api) }),
      ("commands", { _ = try await member.commands(in: id) }),
      ("note", { try await member.perform(.writeNote(.init(text: "Hello")), in: id) }),
      ("declare", { try await member.perform(.declare(.init(conflict: false)), in: id) }),
      (
        "acknowledge",
        { try await member.perform(.acknowledge(.init(kind: .needsDecision)), in: id) }
      ),
      ("file", { _ = try await member.file(FileID("00"), in: id) }),
      ("letIn", { try await member.letIn(member.memberID, to: id) }),
    ]
    for (name, ask) in asks {
      do {
        try await ask()
        Issue.record("\(name) was answered")
      } catch CaseworkError.absent {
      } catch {
        Issue.record("\(name) was answered with \(error)")
      }
    }
  }

  // Carries: E18.7, G13.7, G13.10, R03.1, R03.4
  @Test(arguments: ["leftOut", "named", "handle", "address"])
  func `somebody the report leaves out or names can read nothing and finds nothing`(
    _ how: String
  ) async throws {
    let community = try await TestOrganization(members: 4)
    let person = community.members[2]
    var draft = ReportDraft.of("Somebody of the group was rude to me.")
    switch how {
    case "leftOut": draft.leaveOut = [person.id]
    case "named": draft.account = "\(person.name) was rude to me."
    case "address": draft.context = "I wrote to \(person.email) about it before."
    default:
      let member = try await community.signIn(person)
      try await community.rename(member, alsoKnownAs: ["@gloriousgoose"])
      draft.account = "It was @GloriousGoose on the forum."
    }
    let receipt = try await community.report(draft)
    let reader = try await community.signIn(community.members[0])
    let id = try await community.onlyCase(for: reader).id
    try await reader.perform(.declare(.init(conflict: false)), in: id)
    let reporter = try await community.organization.reporter(
      token: community.organization.openChannel(receipt: receipt.words.joined(separator: " ")))
    try await reporter.answer(
      text: "One more thing.", files: [], formToken: community.organization.newFormToken())

    let excluded = try await community.signIn(person)
    await expectAbsent(excluded, id)
    let dashboard = try await excluded.dashboard()
    #expect(dashboard.toDeclare.isEmpty && dashboard.open.total == 0)
    let payloads = try await Attack(community: community)
      .everything(that: excluded, alsoUnlocking: true)
    #expect(payloads.isEmpty)
    let codeName = try await community.view(id, for: reader).codeName
    let notified = try await community.waitingMails()
      .filter { $0.mail.subject.contains(codeName) || $0.mail.text.contains(codeName) }
      .map(\.recipient)
    #expect(!notified.isEmpty)
    #expect(!notified.contains(person.email))
    // The others read it: the test would not notice an empty database otherwise.
    let opened = try await Attack(community: community)
      .everything(that: reader, alsoUnlocking: false)
    #expect(!opened.isEmpty)
  }

  // Carries: E14.2, G06.5, E18.1
  @Test func `before declaring a member opens nothing but the card, even with the database`()
    async throws
  {
    let community = try await TestOrganization()
    var draft = ReportDraft.of("It happened again.")
    draft.involved = "Rufus Grumblethorpe"
    _ = try await community.report(draft)
    let member = try await community.signIn(community.members[1])
    let payloads = try await Attack(community: community)
      .everything(that: member, alsoUnlocking: false)
    #expect(
      payloads.allSatisfy { payload in
        switch payload {
        case .card, .nothing: true
        default: false
        }
      })
    #expect(payloads.contains { if case .card = $0 { true } else { false } })
    let id = try await community.onlyCase(for: member).id
    await #expect(throws: CaseworkError.self) {
      try await member.perform(.writeNote(.init(text: "I know nothing")), in: id)
    }
  }

  // Carries: E18.1, G13.1
  @Test func `a declared conflict destroys the grants for good`() async throws {
    let community = try await TestOrganization()
    var draft = ReportDraft.of("It happened again.")
    draft.involved = "Rufus Grumblethorpe"
    _ = try await community.report(draft)
    let member = try await community.signIn(community.members[1])
    let id = try await community.onlyCase(for: member).id
    try await member.perform(
      .declare(.init(conflict: true, ground: GroundID("employer"))), in: id)
    await expectAbsent(member, id)
    let payloads = try await Attack(community: community)
      .everything(that: member, alsoUnlocking: true)
    #expect(payloads.isEmpty)
    // What comes later begins a new epoch without them.
    let reader = try await community.signIn(community.members[0])
    try await reader.perform(.declare(.init(conflict: false)), in: id)
    let view = try await community.view(id, for: reader)
    #expect(view.timeline.filter { $0.event == .declared }.count == 2)
    let vault = try #require(VaultID(hexadecimal: id.text))
    let named = try await reader.hold(vault).caseVault.register
    #expect(named.newest == 2)
    #expect(!named.names(member.principalID, member.me.keys.keyID, in: 2))
  }

  @Test func `a handler who finds a conflict later loses everything that comes after`() async throws
  {
    let community = try await TestOrganization()
    let (receipt, leaving, id) = try await community.openedCase()
    let staying = try await community.signIn(community.members[1])
    try await staying.perform(.declare(.init(conflict: false)), in: id)
    try await leaving.perform(.declare(.init(conflict: true)), in: id)
    await expectAbsent(leaving, id)
    try await staying.perform(.writeNote(.init(text: "Only for those who stayed")), in: id)
    let reporter = try await community.organization.reporter(
      token: community.organization.openChannel(receipt: receipt.words.joined(separator: " ")))
    try await reporter.answer(
      text: "Only for those who stayed", files: [],
      formToken: community.organization.newFormToken())
    let payloads = try await Attack(community: community)
      .everything(that: leaving, alsoUnlocking: true)
    #expect(payloads.isEmpty)
    #expect(try await community.view(id, for: staying).notes.count == 1)
    #expect(try await community.view(id, for: staying).channel.messages.count == 1)
  }

  @Test func `a later message that names a handler is sealed without them until somebody looked`()
    async throws
  {
    let community = try await TestOrganization()
    let (receipt, named, id) = try await community.openedCase()
    let other = try await community.signIn(community.members[1])
    try await other.perform(.declare(.init(conflict: false)), in: id)
    let reporter = try await community.organization.reporter(
      token: community.organization.openChannel(receipt: receipt.words.joined(separator: " ")))
    try await reporter.answer(
      text: "By the way, \(community.members[0].name) laughed about it.", files: [],
      formToken: community.organization.newFormToken())

    await expectAbsent(named, id)
    let opened = try await Attack(community: community)
      .everything(that: named, alsoUnlocking: true)
    #expect(
      !opened.contains { payload in
        if case .channel(.message(let message)) = payload {
          message.text.contains("laughed")
        } else {
          false
        }
      })
    let view = try await community.view(id, for: other)
    #expect(view.keptOut.contains { $0.member.id == named.memberID && $0.awaitsLook })
    #expect(view.channel.messages.last?.text.contains("laughed") == true)

    try await other.perform(
      .clearNamedMember(
        .init(member: named.memberID, reason: "They only stood nearby.")), in: id)
    let again = try await community.view(id, for: named)
    #expect(again.channel.messages.last?.text.contains("laughed") == true)
    #expect(again.keptOut.isEmpty)
  }

  @Test func `a member named in the report is taken in by another, declares, and is let in`()
    async throws
  {
    let community = try await TestOrganization()
    let person = community.members[2]
    let (_, member, id) = try await community.openedCase(
      .of("I told \(person.name) about it right away, and they helped me."))
    let kept = try await community.signIn(person)
    await expectAbsent(kept, id)
    try await member.perform(
      .admit(.init(member: kept.memberID, reason: "They are a witness who helped.")), in: id)
    try await kept.perform(.declare(.init(conflict: false)), in: id)
    guard case .gate(let gate) = try await kept.access(id) else {
      Issue.record("The case was open before anybody let them in.")
      return
    }
    #expect(gate.waitsToBeLetIn)
    #expect(try await community.view(id, for: member).waitingToBeLetIn.map(\.id) == [kept.memberID])
    try await member.letIn(kept.memberID, to: id)
    #expect(try await community.view(id, for: kept).report.report.account.contains("helped me"))
  }

  // Carries: G13.11
  @Test func `a report about everybody in the group goes to the board`() async throws {
    let community = try await TestOrganization(members: 2, board: 3)
    var draft = ReportDraft.of("The whole group behaved badly.")
    draft.leaveOut = Set(community.members.map(\.id) + [community.board[2].id])
    _ = try await community.report(draft)
    let member = try await community.signIn(community.members[0])
    #expect(try await member.dashboard().toDeclare.isEmpty)
    #expect(
      try await Attack(community: community).everything(that: member, alsoUnlocking: true).isEmpty)
    let leftOut = try await community.signIn(community.board[2])
    #expect(try await leftOut.dashboard().toDeclare.isEmpty)
    let board = try await community.signIn(community.board[0])
    let id = try await community.onlyCase(for: board).id
    await expectAbsent(leftOut, id)
    try await board.perform(.declare(.init(conflict: false)), in: id)
    #expect(try await community.view(id, for: board).report.report.account == draft.account)
  }

  @Test
  func
    `with nobody left and no board the report is sealed to recovery, with an alarm without content`()
    async throws
  {
    let community = try await TestOrganization(members: 2, board: 0)
    var draft = ReportDraft.of("The whole group behaved badly, in the blue room.")
    draft.leaveOut = Set(community.members.map(\.id))
    let before = try await community.waitingMails().count
    let receipt = try await community.report(draft)
    #expect(receipt.words.count == 7)
    for person in community.members {
      let member = try await community.signIn(person)
      #expect(try await member.dashboard().toDeclare.isEmpty)
      #expect(
        try await Attack(community: community).everything(that: member, alsoUnlocking: true)
          .isEmpty)
    }
    let alarms = try await community.waitingMails()
    #expect(alarms.count == before + 2)
    #expect(alarms.allSatisfy { !$0.mail.text.contains("blue room") })
  }

  @Test func `when the last of the group has a conflict the board is asked by itself`() async throws
  {
    let community = try await TestOrganization(members: 2, board: 2)
    _ = try await community.report(.of("Something about the whole team."))
    for person in community.members {
      let member = try await community.signIn(person)
      let id = try await community.onlyCase(for: member).id
      try await member.perform(.declare(.init(conflict: true)), in: id)
    }
    let board = try await community.signIn(community.board[1])
    let id = try await community.onlyCase(for: board).id
    try await board.perform(.declare(.init(conflict: false)), in: id)
    #expect(
      try await community.view(id, for: board).report.report.account
        == "Something about the whole team.")
    #expect(community.alarms.isEmpty)
  }

  @Test func `a case that never was answers as one that is kept from somebody`() async throws {
    let community = try await TestOrganization()
    let member = try await community.signIn(community.members[0])
    await expectAbsent(member, CaseID(String(repeating: "0f", count: 16)))
    await expectAbsent(member, CaseID("not an id"))
  }
}

extension TestOrganization {
  /// Gives a member other names, as the settings do.
  func rename(_ member: SignedIn, alsoKnownAs names: [String]) async throws {
    let organization = organization
    try await organization.database.write { transaction in
      var profile = try organization.profile(of: member.principalID, in: transaction)
      profile.alsoKnownAs = names
      try organization.putProfile(profile, of: member.principalID, in: transaction)
    }
  }
}
