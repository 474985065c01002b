import Identity
import Procedure
import Storage
import Testing
import Vault

@testable import Casework

@Suite struct KeyTests {
  /// Cases in each way that somebody can stand to one.
  struct Standings {
    let read: VaultID
    let declared: VaultID
    let asked: VaultID
  }

  private func standings(
    of person: TestOrganization.Person, in community: TestOrganization
  ) async throws -> Standings {
    let standings = Standings(
      read: try await community.submit("The first thing.") { $0.involved = "Zelda Unknown" },
      declared: try await community.submit("The second thing."),
      asked: try await community.submit("The third thing."))
    for vault in [standings.read, standings.declared] {
      try await community.declare(person, in: vault)
    }
    // Reading takes the grants over into the ring.
    _ = try await community.signIn(person).access(CaseID(standings.read.hexadecimal))
    return standings
  }

  @Test func `who changes a password that somebody else knew gets new keys and keeps every case`()
    async throws
  {
    let community = try await TestOrganization()
    let organization = community.organization
    let person = community.members[1]
    let cases = try await standings(of: person, in: community)
    let token = try await community.token(of: person)
    let elsewhere = try await community.token(of: person)
    let signedIn = try await organization.member(token: token)
    let before = signedIn.me.keys

    try await signedIn.changePassword(old: person.password, code: "", new: "a password of my own")

    let after = try await organization.member(token: token)
    #expect(after.me.keys.generation == 2 && after.me.keys.box != before.box)
    let ended = [
      await refusal { _ = try await organization.member(token: elsewhere) },
      await refusal { _ = try await community.token(of: person) },
    ]
    #expect(ended == ["signedOut", "wrongCredentials"])
    #expect(try await community.grants(of: person).allSatisfy { $0.keyID == after.me.keys.keyID })
    for vault in [cases.read, cases.declared] {
      let held = try await after.hold(vault)
      #expect(held.opened.folded.report != nil && held.caseVault.closedCount == 0)
    }
    _ = try await after.declare(Command.Declare(conflict: false), in: cases.asked)
    #expect(try await after.hold(cases.asked).opened.folded.report != nil)
    // They go on working, and what is written comes in an epoch for the new keys.
    let id = CaseID(cases.read.hexadecimal)
    _ = try await after.perform(.writeNote(Command.WriteNote(text: "A note.")), in: id)
    let other = community.members[0]
    try await community.declare(other, in: cases.read)
    let held = try await community.signIn(other).hold(cases.read)
    #expect(held.opened.folded.notes.count == 1)
    #expect(try await after.hold(cases.read).caseVault.closedCount == 0)
    #expect(community.alarms == [])
    try await expectSound(community)
  }

  @Test func `with a second factor of their own, a changed password keeps the keys`() async throws {
    let community = try await TestOrganization(members: 1, board: 0)
    let person = community.members[0]
    let authenticator = try await Authenticator.setUp(for: person, in: community)
    community.pass(seconds: 60)
    let token = try await community.organization.signIn(
      email: person.email, password: person.password, code: authenticator.code(at: community.now))
    let signedIn = try await community.organization.member(token: token)
    #expect(signedIn.me.keys.generation == 2)
    let again = await refusal {
      try await signedIn.changePassword(
        old: person.password, code: authenticator.code(at: community.now), new: "one more password")
    }
    #expect(again == "wrongCredentials")
    community.pass(seconds: 60)
    let short = await refusal {
      try await signedIn.changePassword(old: person.password, code: "", new: "short")
    }
    #expect(short == "faults password")
    try await signedIn.changePassword(
      old: person.password, code: authenticator.code(at: community.now), new: "one more password")
    #expect(try await community.organization.member(token: token).me.keys == signedIn.me.keys)
    let codes = try await signedIn.newRecoveryCodes(
      password: "one more password", code: authenticator.recoveryCodes[0])
    for (code, answer) in [
      (authenticator.recoveryCodes[1], "wrongCredentials"), (codes.codes[1], "none"),
    ] {
      let given = await refusal {
        _ = try await community.organization.signIn(
          email: person.email, password: "one more password", code: code)
      }
      #expect(given == answer)
    }
    let renewed = try await signedIn.newKeys(
      password: "one more password", code: codes.codes[2])
    #expect(renewed.codes.count == VaultLimits.recoveryCodesCount)
    #expect(try await community.organization.member(token: token).me.keys.generation == 3)
  }

  @Test func `another second factor counts once its first code is right`() async throws {
    let community = try await TestOrganization(members: 1, board: 0)
    let person = community.members[0]
    let first = try await Authenticator.setUp(for: person, in: community)
    community.pass(seconds: 60)
    let token = try await community.organization.signIn(
      email: person.email, password: person.password, code: first.code(at: community.now))
    let signedIn = try await community.organization.member(token: token)
    let draft = try signedIn.beginSecondFactorChange()
    community.pass(seconds: 60)
    let now = community.now
    for (code, newCode, answer) in [
      (try first.code(at: now), "123", "faults code"),
      ("000000", try Authenticator.code(of: draft.secret, at: now), "wrongCredentials"),
      (try first.code(at: now), try Authenticator.code(of: draft.secret, at: now), "none"),
    ] {
      let given = await refusal {
        _ = try await signedIn.changeSecondFactor(
          password: person.password, code: code, ticket: draft.ticket, newCode: newCode)
      }
      #expect(given == answer)
    }
    community.pass(seconds: 60)
    let old = await refusal {
      _ = try await community.organization.signIn(
        email: person.email, password: person.password, code: first.code(at: community.now))
    }
    #expect(old == "wrongCredentials")
    _ = try await community.organization.signIn(
      email: person.email, password: person.password,
      code: Authenticator.code(of: draft.secret, at: community.now))
    let late = try signedIn.beginSecondFactorChange()
    community.pass(seconds: Int64(MemberLimits.ticketSeconds))
    let ended = await refusal {
      _ = try await signedIn.changeSecondFactor(
        password: person.password, code: "", ticket: late.ticket,
        newCode: Authenticator.code(of: late.secret, at: community.now))
    }
    #expect(ended == "faults code")
  }

  @Test func `a changed profile keeps its owner out of reports that name them`() async throws {
    let community = try await TestOrganization(members: 2, board: 1)
    let person = community.members[1]
    let signedIn = try await community.signIn(person)
    let taken = await refusal {
      try await signedIn.changeProfile(
        name: "Grace Hopper", email: community.members[0].email, alsoKnownAs: [],
        password: person.password, code: "")
    }
    #expect(taken == "faults email")
    try await signedIn.changeProfile(
      name: "Grace Hopper", email: "grace@example.org", alsoKnownAs: ["@compilerqueen"],
      password: person.password, code: "")
    let vault = try await community.submit("It was @compilerqueen who did it.")
    #expect(try await community.standing(of: person, in: vault) == .keptOut)
    let settings = try await signedIn.settings()
    #expect(settings.email == "grace@example.org" && settings.alsoKnownAs == ["@compilerqueen"])
    #expect(settings.rootFingerprint == community.founded.rootFingerprint)
    let old = await refusal { _ = try await community.token(of: person) }
    #expect(old == "wrongCredentials")
    _ = try await community.organization.signIn(
      email: "grace@example.org", password: person.password, code: "")
  }

  @Test
  func `a lost password ends in new keys that count after a confirmation, and cases open again`()
    async throws
  {
    let community = try await TestOrganization(members: 3, board: 1)
    let organization = community.organization
    let (chair, person, other) = (
      community.members[0], community.members[1], community.members[2]
    )
    try await community.signIn(chair).closeFounding()
    let cases = try await standings(of: person, in: community)
    try await community.declare(other, in: cases.read)
    try await community.declare(other, in: cases.asked)
    let session = try await community.token(of: person)

    try await organization.requestNewKeys(email: "nobody@example.org")
    #expect(try await community.mailedJoinLinks().isEmpty)
    try await organization.requestNewKeys(email: " Member2@example.org")
    let link = try #require(try await community.mailedJoinLinks().first)
    let guest = try await Guest.join(
      link, name: "", password: "a password i remember", in: community)
    #expect(guest.person.id == person.id)

    #expect(try await community.grants(of: person).isEmpty)
    let ended = await refusal { _ = try await organization.member(token: session) }
    #expect(ended == "signedOut")
    let expected: [(VaultID, CaseIndex.Standing)] = [
      (cases.read, .waitsForGrant), (cases.declared, .waitsForGrant), (cases.asked, .admitted),
    ]
    for (vault, standing) in expected {
      #expect(try await community.standing(of: person, in: vault) == standing)
    }
    let unconfirmed = try await organization.member(token: guest.token)
    #expect(unconfirmed.me.profile.name == person.name && !unconfirmed.isConfirmed)
    let during = try await community.submit()
    #expect(try await community.grants(of: person).isEmpty)
    let letIn = await refusal {
      try await community.signIn(other).letIn(person.id, to: CaseID(cases.read.hexadecimal))
    }
    #expect(letIn == "absent")

    let words = try await unconfirmed.settings().fingerprintWords.joined(separator: " ")
    try await community.signIn(other).confirm(person.id, words: words)
    let renewed = try await organization.member(token: guest.token)
    let waits = await refusal { _ = try await renewed.hold(cases.read) }
    #expect(waits == "declareFirst")
    try await community.signIn(other).letIn(person.id, to: CaseID(cases.read.hexadecimal))
    let held = try await renewed.hold(cases.read)
    #expect(held.opened.folded.report != nil && held.caseVault.closedCount == 0)
    _ = try await renewed.perform(
      .writeNote(Command.WriteNote(text: "Back again.")), in: CaseID(cases.read.hexadecimal))
    // Who had not declared declares, and is let in.
    _ = try await renewed.declare(Command.Declare(conflict: false), in: cases.asked)
    try await community.signIn(other).letIn(person.id, to: CaseID(cases.asked.hexadecimal))
    #expect(try await renewed.hold(cases.asked).opened.folded.report != nil)
    #expect(try await community.standing(of: person, in: during) == nil)
    #expect(community.alarms == [])
    try await expectSound(community)
  }

  @Test func `when the only handler loses their keys, the board is asked and lets them in again`()
    async throws
  {
    let community = try await TestOrganization(members: 1, board: 1)
    let organization = community.organization
    let (person, boardMember) = (community.members[0], community.board[0])
    let vault = try await community.submit()
    try await community.declare(person, in: vault)
    try await organization.requestNewKeys(email: person.email)
    let link = try #require(try await community.mailedJoinLinks().first)
    let guest = try await Guest.join(
      link, name: "", password: "a password i remember", in: community)
    #expect(try await community.standing(of: boardMember, in: vault) == .asked)
    try await community.declare(boardMember, in: vault)
    try await community.signIn(boardMember).letIn(person.id, to: CaseID(vault.hexadecimal))
    let held = try await organization.member(token: guest.token).hold(vault)
    #expect(held.opened.folded.report != nil && held.caseVault.closedCount == 0)
    #expect(community.alarms == [])
    try await expectSound(community)
  }

  @Test func `asking for new keys does the same, whether the address is a member's or nobody's`()
    async throws
  {
    let community = try await TestOrganization(members: 1, board: 0)
    let organization = community.organization
    func rows() async throws -> (outbox: Int, entries: Int) {
      try await organization.database.read { transaction in
        (
          try transaction.outgoing(organization.id).count,
          try transaction.entries(organization.id, organization.directoryVault).count
        )
      }
    }
    var counts = [try await rows()]
    for address in ["nobody@example.org", "member1@example.org"] {
      try await organization.requestNewKeys(email: address)
      counts.append(try await rows())
    }
    #expect(counts[1].outbox - counts[0].outbox == 1)
    #expect(counts[2].outbox - counts[1].outbox == 1)
    #expect(counts[2].entries == counts[0].entries)
    #expect(try await community.mailedJoinLinks().count == 1)
    #expect(try await rows().entries == counts[0].entries + 1)
    #expect(try await rows().outbox == counts[0].outbox + 1)
  }

  @Test func `the guard of forms changes every week, and the one before is still taken`()
    async throws
  {
    let community = try await TestOrganization(members: 1, board: 0)
    let member = try await community.signIn(community.members[0])
    let first = try member.formGuard()
    community.pass(seconds: MemberLimits.formGuardSeconds)
    let second = try member.formGuard()
    community.pass(seconds: MemberLimits.formGuardSeconds)
    let third = try member.formGuard()
    #expect(second.earlier == first.current && third.earlier == second.current)
    #expect(Set([first.current, second.current, third.current]).count == 3)
  }

  @Test func `nobody is flooded with links for a lost password`() async throws {
    let community = try await TestOrganization(members: 1, board: 0)
    for _ in 0..<10 {
      try await community.organization.requestNewKeys(email: "member1@example.org")
    }
    #expect(try await community.mailedJoinLinks().count == MemberLimits.lostPasswordMailsMax)
    // Each is an entry of the directory; another address of the same member makes no more of them.
    let member = try await community.signIn(community.members[0])
    try await member.changeProfile(
      name: "Asta Quillfeather", email: "another@example.org", alsoKnownAs: [],
      password: community.members[0].password, code: "")
    try await community.organization.requestNewKeys(email: "another@example.org")
    #expect(try await community.mailedJoinLinks().count == MemberLimits.lostPasswordMailsMax)
  }
}
