import Dispatch
import Identity
import Procedure
import Storage
import Testing
import Vault

@testable import Casework

/// What went wrong in other systems of this kind, and must not here (docs/testing.md).
@Suite struct `Slips of other systems, with members` {
  @Test func `no one-time code in a log`() async throws {
    let community = try await TestOrganization(members: 2, board: 1)
    let person = community.members[1]
    let authenticator = try await Authenticator.setUp(for: person, in: community)
    var used: [String] = [authenticator.secret]
    func signIn(_ code: String) async {
      used.append(code)
      _ = await refusal {
        _ = try await community.organization.signIn(
          email: person.email, password: person.password, code: code, client: "203.0.113.7")
      }
    }
    community.pass(seconds: 60)
    let code = try authenticator.code(at: community.now)
    for typed in [code, code, "907341", authenticator.recoveryCodes[0]] { await signIn(typed) }
    for _ in 0..<20 { await signIn("907342") }
    let chair = try await community.signIn(community.members[0])
    let link = try await chair.invite(role: "member", email: "guest@example.org")
    let guest = try await Guest.join(link, name: "Nora New", in: community)
    used += [guest.secret, guest.token, Guest.token(in: link)] + guest.codes
    try await community.organization.requestNewKeys(email: person.email)
    used += try await community.mailedJoinLinks().map { Guest.token(in: $0) }
    community.organization.environment.log(LogLine(.note, "A line of this test."))
    let lines = community.log.map(\.sentence).joined(separator: "\n")
    #expect(lines.contains("A line of this test."))
    for word in used { #expect(!lines.contains(word), "The log holds \(word).") }
  }

  @Test func `no administrator reads second-factor secrets`() async throws {
    let community = try await TestOrganization(members: 2, board: 1)
    let person = community.members[1]
    let authenticator = try await Authenticator.setUp(for: person, in: community)
    let secrets = [authenticator.secret] + authenticator.recoveryCodes
    // Whoever has the machine.
    let disk = try Disk(community.folder)
    for secret in secrets {
      for (form, bytes) in Disk.forms(of: secret) {
        #expect(!disk.contains(bytes), "A secret stands on the disk as \(form).")
      }
    }
    // Whoever has the server's keys as well: the lock opens for the password alone.
    let organization = community.organization
    let record = try #require(
      try await organization.database.read { transaction in
        try transaction.passwordLock(organization.id, person.principal)
      })
    let stored = record.blob.hexadecimal
    for secret in secrets { #expect(!stored.contains(Bytes(secret.utf8).hexadecimal)) }
    community.pass(seconds: 60)
    let code = try authenticator.code(at: community.now)
    let guessed = await refusal {
      _ = try await organization.signIn(email: person.email, password: "a guess", code: code)
    }
    #expect(guessed == "wrongCredentials")
    // Chair, board, and the member themselves on their own page.
    var seen = ""
    for other in [community.members[0], community.board[0]] {
      let signedIn = try await community.signIn(other)
      dump(try await signedIn.members(), to: &seen)
      dump(try await signedIn.frame(), to: &seen)
    }
    let own = try await organization.member(
      token: organization.signIn(
        email: person.email, password: person.password, code: code))
    dump(try await own.settings(), to: &seen)
    dump(try await organization.listMembers(), to: &seen)
    #expect(seen.contains(person.name))
    for secret in secrets { #expect(!seen.contains(secret)) }
  }

  @Test func `one administrator cannot let themselves into everything`() async throws {
    let community = try await TestOrganization(members: 4, board: 1)
    let organization = community.organization
    let (administrator, handler, other) = (
      community.members[0], community.members[1], community.members[2]
    )
    let chair = try await community.signIn(administrator)
    let shares = try await chair.splitRecoveryKey(
      provisionalKey: community.founded.recoveryKey, threshold: 2, shareCount: 3)
    // Without another chair the report would go to the board.
    try await chair.changeRoles(of: other.id, to: ["chair"])
    try await chair.closeFounding()
    let vault = try await community.submit("\(administrator.name) shouted at me.")
    let id = CaseID(vault.hexadecimal)
    try await community.declare(handler, in: vault)
    try await community.declare(other, in: vault)
    // As the chair who is named, with every lever there is.
    let answers = [
      await refusal { _ = try await chair.access(id) },
      await refusal { try await chair.letIn(administrator.id, to: id) },
      await refusal {
        try await chair.perform(
          .admit(.init(member: administrator.id, reason: "I am chair.")), in: id)
      },
      await refusal {
        try await chair.changeRoles(of: administrator.id, to: ["chair", "board-member"])
      },
      await refusal { _ = try await chair.useRecovery(shares: [shares[0]]) },
      await refusal { _ = try await chair.useRecovery(shares: [community.founded.recoveryKey]) },
    ]
    #expect(
      answers == [
        "absent", "absent", "absent", "notAllowed", "faults recoveryKey", "faults recoveryKey",
      ])
    // As somebody whom they have invited or added, and cannot confirm alone.
    let invited = try await chair.invite(role: "member", email: "puppet@example.org")
    let puppet = try await Guest.join(
      invited, name: "Paula Puppet", email: "puppet@example.org", in: community)
    let puppetWords = try await organization.member(token: puppet.token).settings()
      .fingerprintWords.joined(separator: " ")
    #expect(
      await refusal { try await chair.confirm(puppet.person.id, words: puppetWords) }
        == "notAllowed")
    #expect(
      await refusal { _ = try await organization.member(token: puppet.token).access(id) }
        != "none")
    // As a handler whose mail they read: new keys open nothing that a reader has not handed over.
    try await organization.requestNewKeys(email: handler.email)
    let link = try #require(try await community.mailedJoinLinks().first { $0 != invited })
    let taken = try await Guest.join(
      link, name: "", password: "a password i chose", in: community)
    let words = try await organization.member(token: taken.token).settings()
      .fingerprintWords.joined(separator: " ")
    // They may even confirm those keys: nobody of the readers has handed anything to them.
    #expect(await refusal { try await chair.confirm(handler.id, words: words) } == "none")
    let asHandler = try await organization.member(token: taken.token)
    let opened = try await Attack(community: community)
      .everything(that: asHandler, alsoUnlocking: true)
    #expect(
      !opened.contains { payload in
        if case .event = payload { true } else { false }
      })
    #expect(await refusal { _ = try await asHandler.hold(vault) } != "none")
    #expect(try await community.signIn(other).hold(vault).opened.folded.report != nil)
  }

  @Test func `no slow key derivation behind one global lock, or once per field`() async throws {
    // Two at once: each waits for the other to have begun.
    let stretching = PasswordStretching()
    let (first, second) = (DispatchSemaphore(value: 0), DispatchSemaphore(value: 0))
    async let one = stretching.run { () -> Bool in
      first.signal()
      return second.wait(timeout: .now() + 30) == .success
    }
    async let two = stretching.run { () -> Bool in
      second.signal()
      return first.wait(timeout: .now() + 30) == .success
    }
    let (oneWaited, otherWaited) = (try await one, try await two)
    #expect(oneWaited && otherWaited)

    // While every thread for passwords is busy, nobody who reports, reads or writes waits for one.
    let community = try await TestOrganization()
    let (receipt, member, id) = try await community.openedCase()
    let threads = 2
    let held = DispatchSemaphore(value: 0)
    let release = DispatchSemaphore(value: 0)
    let stayed = try await withThrowingTaskGroup(of: Bool.self) { group in
      for _ in 0..<threads {
        group.addTask {
          try await community.organization.stretching.run {
            held.signal()
            return release.wait(timeout: .now() + 120) == .success
          }
        }
      }
      _ = try await community.report(.of("Another report."))
      let token = try await community.organization.openChannel(
        receipt: receipt.words.joined(separator: " "))
      let reporter = try await community.organization.reporter(token: token)
      try await reporter.answer(
        text: "More words.", files: [], formToken: community.organization.newFormToken())
      for number in 0..<10 {
        try await member.perform(.writeNote(.init(text: "Note \(number)")), in: id)
      }
      #expect(try await community.view(id, for: member).notes.count == 10)
      for _ in 0..<threads { release.signal() }
      return try await group.reduce(true) { $0 && $1 }
    }
    #expect(stayed)
  }
}
