import Identity
import Procedure
import Storage
import Testing
import Vault

@testable import Casework

@Suite struct RecoveryTests {
  @Test func `the recovery key is split, and old cases follow when a reader opens them`()
    async throws
  {
    let community = try await TestOrganization()
    let organization = community.organization
    let chair = try await community.signIn(community.members[0])
    let earlier = try await community.submit { $0.involved = "Zelda Unknown" }
    try await community.declare(community.members[0], in: earlier)
    #expect(try await chair.recovery().isProvisional)
    let before = try await recoveryGrants(earlier, community)

    let key = community.founded.recoveryKey
    let wrong = [
      await refusal {
        _ = try await chair.splitRecoveryKey(
          provisionalKey: key.replacingOccurrences("A", "B"), threshold: 2, shareCount: 3)
      },
      await refusal {
        _ = try await chair.splitRecoveryKey(provisionalKey: key, threshold: 1, shareCount: 3)
      },
      await refusal {
        _ = try await chair.splitRecoveryKey(provisionalKey: key, threshold: 2, shareCount: 11)
      },
      await refusal {
        _ = try await community.signIn(community.members[1]).splitRecoveryKey(
          provisionalKey: key, threshold: 2, shareCount: 3)
      },
    ]
    #expect(wrong == ["faults recoveryKey", "faults threshold", "faults shareCount", "notAllowed"])
    let shares = try await chair.splitRecoveryKey(provisionalKey: key, threshold: 2, shareCount: 3)
    #expect(Set(shares).count == 3)
    let view = try await chair.recovery()
    #expect(!view.isProvisional && view.threshold == 2 && view.shareCount == 3)

    // What comes now is sealed to the new key; what was there follows its reader.
    let root = try await organization.membership().recovery
    let later = try await community.submit()
    #expect(try await recoveryGrants(later, community) == [root.keyID])
    #expect(try await recoveryGrants(earlier, community) == before)
    let member = try await community.signIn(community.members[0])
    _ = try await member.access(CaseID(earlier.hexadecimal))
    #expect(Set(try await recoveryGrants(earlier, community)) == [root.keyID])
    _ = try await member.access(CaseID(earlier.hexadecimal))
    let provisional = await refusal { _ = try await organization.rootKeys([key]) }
    #expect(provisional == "faults recoveryKey")
    _ = try await organization.rootKeys([shares[2], shares[0]])
    // A holder leaves: two shares make a new split.
    let again = try await member.splitRecoveryKey(
      from: [shares[0], shares[1]], threshold: 3, shareCount: 5)
    let old = await refusal { _ = try await organization.rootKeys([shares[0], shares[1]]) }
    #expect(old == "faults recoveryKey")
    _ = try await organization.rootKeys(Array(again[1...3]))
    #expect(community.alarms == [])
    try await expectSound(community)
    _ = try await community.reopened()
  }

  @Test func `a report that waited for recovery is opened by two board members`() async throws {
    let community = try await TestOrganization(members: 2, board: 0)
    let organization = community.organization
    let chair = try await community.signIn(community.members[0])
    let vault = try await community.submit("It was all of them.") { draft in
      draft.leaveOut = Set(community.members.map(\.id))
      draft.involved = "Ada Byron"
    }
    #expect(try await chair.frame().standingNotices.contains(.reportWaitsForRecovery))
    let shares = try await chair.splitRecoveryKey(
      provisionalKey: community.founded.recoveryKey, threshold: 2, shareCount: 3)
    let nobody = try await chair.useRecovery(shares: [shares[0], shares[1]])
    #expect(nobody == [])
    let after = try await community.submit("It was all of them again.") { draft in
      draft.leaveOut = Set(community.members.map(\.id))
    }
    var board: [TestOrganization.Person] = []
    for number in 1...2 {
      let added = try await organization.addMember(
        name: "Board \(number)", email: "late\(number)@example.org", roles: ["board-member"],
        password: "a password of the board")
      board.append(
        TestOrganization.Person(
          id: added.id, name: "Board \(number)", email: "late\(number)@example.org",
          password: "a password of the board"))
    }
    let boardMember = try await community.signIn(board[0])
    for (typed, answer) in [
      ([shares[0]], "faults recoveryKey"), ([shares[0], shares[0]], "faults recoveryKey"),
      (["nonsense", shares[1]], "faults recoveryKey"),
      ([community.founded.recoveryKey], "faults recoveryKey"),
    ] {
      let given = await refusal { _ = try await boardMember.useRecovery(shares: typed) }
      #expect(given == answer)
    }
    let opened = try await boardMember.useRecovery(shares: [shares[2], shares[1]])
    // The first came before the split, and had no reader who could have carried it over.
    #expect(Set(opened.map(\.text)) == [vault.hexadecimal, after.hexadecimal])
    let closed = await refusal { _ = try await community.signIn(board[1]).hold(after) }
    #expect(closed == "declareFirst")
    for person in board {
      for (report, account) in [
        (vault, "It was all of them."), (after, "It was all of them again."),
      ] {
        try await community.declare(person, in: report)
        let held = try await community.signIn(person).hold(report)
        #expect(held.opened.folded.report?.account == account)
      }
    }
    for member in community.members {
      let absent = await refusal { _ = try await community.signIn(member).hold(after) }
      #expect(absent == "absent")
    }
    #expect(community.alarms == [])
    try await expectSound(community)
  }

  @Test func `a handler whose keys were lost, with nobody else there, is let in by the shares`()
    async throws
  {
    let community = try await TestOrganization(members: 1, board: 0)
    let person = community.members[0]
    let vault = try await community.submit { $0.involved = "Zelda Unknown" }
    let undeclared = try await community.submit()
    try await community.declare(person, in: vault)
    try await community.organization.requestNewKeys(email: person.email)
    let link = try #require(try await community.mailedJoinLinks().first)
    let guest = try await Guest.join(
      link, name: "", password: "a password i remember", in: community)
    let member = try await community.organization.member(token: guest.token)
    #expect(member.isConfirmed)
    let lost = await refusal { _ = try await member.hold(vault) }
    #expect(lost == "declareFirst")
    let opened = try await member.useRecovery(shares: [community.founded.recoveryKey])
    #expect(Set(opened.map(\.text)) == [vault.hexadecimal, undeclared.hexadecimal])
    #expect(try await member.hold(vault).opened.folded.report != nil)
    _ = try await member.declare(Command.Declare(conflict: false), in: undeclared)
    _ = try await member.hold(undeclared)
    #expect(try await member.useRecovery(shares: [community.founded.recoveryKey]) == [])
    #expect(community.alarms == [])
    try await expectSound(community)
  }

  @Test func `founding is closed once, by a chair`() async throws {
    let community = try await TestOrganization(members: 2, board: 1)
    let chair = try await community.signIn(community.members[0])
    let notices = try await chair.frame().standingNotices
    #expect(
      notices == [
        .recoveryKeyIsProvisional, .foundingIsOpen, .boardIsNotEnrolled, .groupIsTooSmall,
      ])
    let answers = [
      await refusal { try await community.signIn(community.members[1]).closeFounding() },
      await refusal { try await chair.closeFounding() },
      await refusal { try await chair.closeFounding() },
    ]
    #expect(answers == ["notAllowed", "none", "notAllowed"])
    #expect(!(try await chair.frame().standingNotices.contains(.foundingIsOpen)))
    #expect(try await chair.members().members.allSatisfy(\.joinedWhileFounding))
  }

  /// The keys of recovery principals that have a grant for an epoch of the case, without repetition of an epoch.
  private func recoveryGrants(
    _ vault: VaultID, _ community: TestOrganization
  ) async throws -> [KeyID] {
    let organization = community.organization
    return try await organization.database.read { transaction in
      let directory = try organization.people(in: transaction).directory
      let roots = Set(
        (directory.earlierRoots + [directory.root].compactMap { $0 }).map(\.principal))
      return try transaction.grants(organization.id, vault)
        .filter { roots.contains($0.principal) }.map(\.keyID)
    }
  }
}

extension String {
  /// The text with every such letter exchanged for another, and the first letter too where there is none.
  fileprivate func replacingOccurrences(_ letter: Character, _ other: Character) -> String {
    let changed = String(map { $0 == letter ? other : $0 })
    return changed == self ? String(other) + dropFirst() : changed
  }
}
