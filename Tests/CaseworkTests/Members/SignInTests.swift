import Foundation
import Identity
import Procedure
import Storage
import Testing
import Vault

@testable import Casework

@Suite struct SignInTests {
  @Test func `members who were added while founding sign in at once`() async throws {
    let community = try await TestOrganization()
    let chair = try await community.signIn(community.members[0])
    #expect(chair.memberID == community.members[0].id)
    #expect(chair.isConfirmed)
    let boardMember = try await community.signIn(community.board[1])
    #expect(boardMember.memberID == community.board[1].id)
    #expect(community.alarms == [])
  }

  @Test func `everything that is wrong when somebody is added is said at once`() async throws {
    let community = try await TestOrganization(members: 1, board: 0)
    let wrong = await refusal {
      _ = try await community.organization.addMember(
        name: " ", email: "nowhere", roles: ["queen"], password: "short")
    }
    #expect(wrong == "faults name email role password")
    let taken = await refusal {
      _ = try await community.organization.addMember(
        name: "Again", email: "Member1@Example.org", roles: ["chair"],
        password: "long enough to be one")
    }
    #expect(taken == "faults email role")
  }

  @Test func `a wrong password, a wrong code and an unknown address get the same answer`()
    async throws
  {
    let community = try await TestOrganization(members: 1, board: 0)
    let person = community.members[0]
    let authenticator = try await Authenticator.setUp(for: person, in: community)
    let code = try authenticator.code(at: community.now)
    for (email, password, code) in [
      ("nobody@example.org", person.password, code), (person.email, "wrong horse battery", code),
      (person.email, person.password, "000000"), (person.email, person.password, ""),
      (person.email, "", ""), ("", "", ""),
    ] {
      let answer = await refusal {
        _ = try await community.organization.signIn(email: email, password: password, code: code)
      }
      #expect(answer == "wrongCredentials")
    }
    community.pass(seconds: 60)
    let token = try await community.organization.signIn(
      email: " MEMBER1@example.org ", password: person.password,
      code: authenticator.code(at: community.now))
    #expect(try await community.organization.member(token: token).memberID == person.id)
  }

  @Test func `a code works once, and so does a recovery code`() async throws {
    let community = try await TestOrganization(members: 1, board: 0)
    let person = community.members[0]
    let authenticator = try await Authenticator.setUp(for: person, in: community)
    community.pass(seconds: 60)
    for code in [try authenticator.code(at: community.now), authenticator.recoveryCodes[3]] {
      let first = await refusal {
        _ = try await community.organization.signIn(
          email: person.email, password: person.password, code: code)
      }
      let second = await refusal {
        _ = try await community.organization.signIn(
          email: person.email, password: person.password, code: code)
      }
      #expect([first, second] == ["none", "wrongCredentials"])
    }
    community.pass(seconds: 60)
    let token = try await community.organization.signIn(
      email: person.email, password: person.password, code: authenticator.code(at: community.now))
    let settings = try await community.organization.member(token: token).settings()
    #expect(settings.recoveryCodesLeft == 7)
    #expect(settings.hasSecondFactor)
  }

  @Test func `an old lock that is put back in the database does not open`() async throws {
    let community = try await TestOrganization(members: 1, board: 0)
    let person = community.members[0]
    let organization = community.organization
    let old = try #require(
      try await organization.database.read { transaction in
        try transaction.passwordLock(organization.id, person.principal)
      })
    try await community.signIn(person).changePassword(
      old: person.password, code: "", new: "another horse battery")
    try await organization.database.write { transaction in
      try transaction.deletePasswordLock(organization.id, person.principal)
      _ = try transaction.putPasswordLock(organization.id, old)
    }
    let answer = await refusal { _ = try await community.token(of: person) }
    #expect(answer == "wrongCredentials")
    #expect(community.alarms.count == 1)
  }

  @Test func `a session ends by itself, and one that was stretched or moved opens nothing`()
    async throws
  {
    let community = try await TestOrganization(members: 2, board: 0)
    let organization = community.organization
    let tokens = [
      try await community.token(of: community.members[0]),
      try await community.token(of: community.members[1]),
    ]
    let rows = try await organization.database.read { transaction in
      try community.members.flatMap { try transaction.sessions(organization.id, $0.principal) }
    }
    let ids = try tokens.map { try SessionToken(text: $0).rowID() }
    let mine = try #require(rows.first { $0.id == ids[0] })
    let other = try #require(rows.first { $0.id == ids[1] })
    let forged = [
      // Stretched.
      SessionRecord(
        id: mine.id, principal: mine.principal, createdSeconds: mine.createdSeconds,
        expiresSeconds: mine.expiresSeconds + 1, blob: mine.blob),
      // Begun later.
      SessionRecord(
        id: mine.id, principal: mine.principal, createdSeconds: mine.createdSeconds + 1,
        expiresSeconds: mine.expiresSeconds, blob: mine.blob),
      // Another one's seed under this token.
      SessionRecord(
        id: mine.id, principal: other.principal, createdSeconds: mine.createdSeconds,
        expiresSeconds: mine.expiresSeconds, blob: other.blob),
      // This seed as somebody else's.
      SessionRecord(
        id: mine.id, principal: other.principal, createdSeconds: mine.createdSeconds,
        expiresSeconds: mine.expiresSeconds, blob: mine.blob),
    ]
    for forgery in forged {
      try await organization.database.write { transaction in
        try transaction.deleteSession(organization.id, id: mine.id)
        try transaction.insertSession(organization.id, forgery)
      }
      let answer = await refusal { _ = try await organization.member(token: tokens[0]) }
      #expect(answer == "signedOut")
    }
    try await organization.database.write { transaction in
      try transaction.deleteSession(organization.id, id: mine.id)
      try transaction.insertSession(organization.id, mine)
    }
    #expect(try await organization.member(token: tokens[0]).memberID == community.members[0].id)
    community.pass(seconds: Int64(MemberLimits.sessionSeconds))
    for token in tokens + ["", "nonsense", String(repeating: "0", count: 64)] {
      let answer = await refusal { _ = try await organization.member(token: token) }
      #expect(answer == "signedOut")
    }
  }

  @Test func `sessions are listed and ended one by one`() async throws {
    let community = try await TestOrganization(members: 2, board: 0)
    let tokens = [
      try await community.token(of: community.members[0]),
      try await community.token(of: community.members[0]),
    ]
    let stranger = try await community.signIn(community.members[1])
    let signedIn = try await community.organization.member(token: tokens[0])
    let sessions = try await signedIn.sessions()
    let others = sessions.filter { !$0.isThisOne }
    #expect(sessions.count == 2 && others.count == 1)
    let notTheirs = await refusal { try await stranger.endSession(id: others[0].id) }
    #expect(notTheirs == "absent")
    try await signedIn.endSession(id: others[0].id)
    let ended = await refusal { _ = try await community.organization.member(token: tokens[1]) }
    #expect(ended == "signedOut")
    try await signedIn.signOut()
    let out = await refusal { _ = try await community.organization.member(token: tokens[0]) }
    #expect(out == "signedOut")
  }

  @Test func `whoever tries again and again waits for seconds, and shuts nobody else out`()
    async throws
  {
    let community = try await TestOrganization(members: 2, board: 0)
    let person = community.members[0]
    var answers: [String] = []
    for _ in 0..<50 {
      answers.append(
        await refusal {
          _ = try await community.organization.signIn(
            email: person.email, password: "guessing a password", code: "", client: "attacker")
        })
    }
    let max = MemberLimits.failuresForAddressMax
    #expect(answers.prefix(max).allSatisfy { $0 == "wrongCredentials" })
    #expect(answers.dropFirst(max + 1).allSatisfy { $0 == "busy" })
    // From elsewhere the right password opens at once, for this address and for every other.
    for client in ["home", nil] {
      _ = try await community.organization.signIn(
        email: person.email, password: person.password, code: "", client: client)
    }
    _ = try await community.organization.signIn(
      email: community.members[1].email, password: community.members[1].password, code: "",
      client: "attacker")
    // Even from the same place it is a matter of seconds.
    community.pass(seconds: MemberLimits.trySpacingSeconds)
    _ = try await community.organization.signIn(
      email: person.email, password: person.password, code: "", client: "attacker")
  }

  @Test func `too many sign-ins at once are told to come again`() async throws {
    let stretching = PasswordStretching(threadCount: 1)
    let answers = await withTaskGroup(of: String.self) { group in
      for _ in 0..<PasswordStretching.waitingMax * 3 {
        group.addTask {
          await refusal {
            try await stretching.run { try Task.blockingPause() }
          }
        }
      }
      return await group.reduce(into: [String: Int]()) { $0[$1, default: 0] += 1 }
    }
    #expect((answers["none"] ?? 0) >= PasswordStretching.waitingMax)
    #expect((answers["busy"] ?? 0) > 0)
  }
}

extension Task where Success == Never, Failure == Never {
  /// Holds a thread for a moment, as Argon2id does.
  fileprivate static func blockingPause() throws { usleep(20_000) }
}
