import Identity
import Mail
import Procedure
import Storage
import Testing
@testable import Vault

@testable import Casework

@Suite struct MembershipTests {
  @Test func `leaving ends everything and what arrives afterwards is closed to them`() async throws
  {
    let community = try await TestOrganization()
    let organization = community.organization
    let (chair, leaver) = (community.members[0], community.members[1])
    let before = try await community.submit { $0.involved = "Zelda Unknown" }
    let undeclared = try await community.submit("Another thing happened.")
    try await community.declare(chair, in: before)
    try await community.declare(leaver, in: before)
    let session = try await community.token(of: leaver)
    let epoch = try await community.signIn(leaver).hold(before).caseVault.register.newest

    try await organization.endMembership(of: leaver.id)

    #expect(try await community.grants(of: leaver).isEmpty)
    let answers = [
      await refusal { _ = try await organization.member(token: session) },
      await refusal { _ = try await community.token(of: leaver) },
      await refusal { try await organization.endMembership(of: leaver.id) },
    ]
    #expect(answers == ["signedOut", "wrongCredentials", "absent"])
    for vault in [before, undeclared] {
      #expect(try await community.standing(of: leaver, in: vault) == .keptOut)
    }
    // The others read on, in an epoch that the leaver is not named in.
    let held = try await community.signIn(chair).hold(before)
    #expect(held.caseVault.register.newest == epoch + 1)
    #expect(!held.caseVault.register.names(leaver.principal, in: epoch + 1))
    #expect(held.caseVault.newest != nil)
    try await community.declare(chair, in: undeclared)
    _ = try await community.signIn(chair).hold(undeclared)
    let listed = try await organization.listMembers()
    #expect(listed.first { $0.id == leaver.id }?.state == .left)
    #expect(listed.first { $0.id == leaver.id }?.email == "")
    // A report that comes now does not know of them.
    let after = try await community.submit()
    #expect(try await community.standing(of: leaver, in: after) == nil)
    let reopened = try await community.reopened()
    #expect(try await reopened.listMembers() == listed)
    #expect(community.alarms == [])
  }

  @Test func `when the last who was asked leaves, the board is asked`() async throws {
    let community = try await TestOrganization(members: 1, board: 2)
    let vault = try await community.submit()
    try await community.organization.endMembership(email: community.members[0].email)
    for boardMember in community.board {
      #expect(try await community.standing(of: boardMember, in: vault) == .asked)
      try await community.declare(boardMember, in: vault)
      _ = try await community.signIn(boardMember).hold(vault)
    }
  }

  @Test func `members leave by themselves, and only a chair or the board ends somebody else's`()
    async throws
  {
    let community = try await TestOrganization(members: 4, board: 1)
    let members = community.members
    let plain = try await community.signIn(members[1])
    let answer = await refusal { try await plain.leave(members[2].id) }
    #expect(answer == "notAllowed")
    try await plain.leave(members[1].id)
    try await community.signIn(members[0]).leave(members[2].id)
    try await community.signIn(community.board[0]).leave(members[3].id)
    let left = try await community.organization.listMembers().filter { $0.state == .left }
    #expect(Set(left.map(\.id)) == Set(members[1...].map(\.id)))
  }

  @Test func `an invited member joins, waits for six words, and gets only what comes later`()
    async throws
  {
    let community = try await TestOrganization(members: 3, board: 1)
    let organization = community.organization
    let chair = try await community.signIn(community.members[0])
    try await chair.closeFounding()
    let earlier = try await community.submit()
    let link = try await chair.invite(role: "member", email: "newcomer@example.org")
    let mailed = try await community.waitingMails().filter {
      $0.recipient == "newcomer@example.org"
    }
    #expect(mailed.count == 1 && mailed[0].mail.text.contains(link))
    #expect(try await chair.members().invitations.map(\.role).contains("member"))

    let guest = try await Guest.join(link, name: "Nora New", in: community)
    #expect(guest.codes.count == VaultLimits.recoveryCodesCount)
    let waiting = try await organization.member(token: guest.token)
    #expect(!waiting.isConfirmed)
    #expect(try await waiting.frame().standingNotices.first == .youWaitForConfirmation)
    let during = try await community.submit()
    #expect(try await community.grants(of: guest.person).isEmpty)
    let closed = [
      await refusal { _ = try await waiting.hold(during) },
      await refusal { _ = try await waiting.declare(Command.Declare(conflict: false), in: during) },
      await refusal { _ = try await waiting.invite(role: "member", email: "") },
      await refusal { try await waiting.confirm(guest.person.id, words: "") },
      await refusal { try await waiting.confirmTime() },
    ]
    #expect(closed == Array(repeating: "notAllowed", count: 5))

    let words = try await waiting.settings().fingerprintWords.joined(separator: " ")
    let other = try await community.signIn(community.members[1])
    let boardMember = try await community.signIn(community.board[0])
    let row = try #require(try await other.members().members.first { $0.state == .unconfirmed })
    // Whoever confirms has heard the words; they stand nowhere to be copied from.
    #expect(row.mayConfirm && row.fingerprintWords.isEmpty)
    let refused = [
      await refusal { try await other.confirm(guest.person.id, words: "six other words") },
      await refusal { try await chair.confirm(guest.person.id, words: words) },
      await refusal { try await boardMember.confirm(guest.person.id, words: words) },
    ]
    #expect(refused == ["faults words", "notAllowed", "notAllowed"])
    try await other.confirm(guest.person.id, words: words.uppercased())

    let after = try await community.submit()
    #expect(try await community.standing(of: guest.person, in: earlier) == nil)
    #expect(try await community.standing(of: guest.person, in: during) == nil)
    #expect(try await community.standing(of: guest.person, in: after) == .asked)
    let member = try await organization.member(token: guest.token)
    _ = try await member.declare(Command.Declare(conflict: false), in: after)
    _ = try await member.hold(after)
    #expect(community.alarms == [])
  }

  @Test func `an invitation is used once, runs out, is taken back, and never was`() async throws {
    let community = try await TestOrganization(members: 2, board: 1)
    let chair = try await community.signIn(community.members[0])
    let used = try await chair.invite(role: "member", email: "")
    _ = try await Guest.join(used, name: "Nora New", in: community)
    let withdrawn = try await chair.invite(role: "member", email: "")
    let row = try #require(try await chair.members().invitations.first)
    let byBoard = await refusal {
      try await community.signIn(community.board[0]).withdrawInvitation(id: row.id)
    }
    #expect(byBoard == "notAllowed")
    try await chair.withdrawInvitation(id: row.id)
    let late = try await chair.invite(role: "member", email: "")
    let view = try await community.organization.invitation(token: Guest.token(in: late))
    community.pass(seconds: Int64(MemberLimits.invitationSeconds))
    let never = community.organization.baseAddress + "/join/" + String(repeating: "a", count: 64)
    for link in [used, withdrawn, late, never, "nonsense"] {
      let answers = [
        await refusal {
          _ = try await community.organization.invitation(token: Guest.token(in: link))
        },
        await refusal {
          _ = try await community.organization.join(
            token: Guest.token(in: link), name: "Eve", email: "eve@example.org",
            password: "a password of eve",
            code: Authenticator.code(of: view.secondFactorSecret, at: community.now),
            ticket: view.ticket)
        },
      ]
      #expect(answers == ["invitationEnded", "invitationEnded"])
    }
  }

  @Test func `a secret of one invitation does not open another, nor a code that is wrong`()
    async throws
  {
    let community = try await TestOrganization(members: 1, board: 0)
    let organization = community.organization
    let chair = try await community.signIn(community.members[0])
    let link = try await chair.invite(role: "member", email: "")
    let view = try await organization.invitation(token: Guest.token(in: link))
    let foreign = try await organization.invitation(
      token: Guest.token(in: chair.invite(role: "member", email: "")))
    for (ticket, secret) in [
      (foreign.ticket, foreign.secondFactorSecret), (view.ticket, foreign.secondFactorSecret),
      ("", view.secondFactorSecret), ("00ff", view.secondFactorSecret),
    ] {
      let answer = await refusal {
        _ = try await organization.join(
          token: Guest.token(in: link), name: "", email: "x", password: "short",
          code: Authenticator.code(of: secret, at: community.now), ticket: ticket)
      }
      #expect(answer == "faults password code name email")
    }
  }

  @Test func `only a chair invites for the group and only the board for the board`() async throws {
    let community = try await TestOrganization(members: 2, board: 1)
    let expected = [
      (community.members[0], ["vice-chair", "member"], ["board-member"]),
      (community.members[1], [], ["member", "board-member"]),
      (community.board[0], ["board-member"], ["member"]),
    ]
    for (person, may, mayNot) in expected {
      let signedIn = try await community.signIn(person)
      let offered = try await signedIn.members().mayInvite
      for role in may {
        _ = try await signedIn.invite(role: role, email: "")
        #expect(offered.contains(role))
      }
      for role in mayNot {
        let answer = await refusal { _ = try await signedIn.invite(role: role, email: "") }
        #expect(answer == "notAllowed")
        #expect(!offered.contains(role))
      }
    }
  }

  @Test func `a join that counts at once is told to all the others`() async throws {
    let community = try await TestOrganization(members: 2, board: 1)
    let before = try await community.waitingMails().count
    let added = try await community.organization.addMember(
      name: "Otto Operator", email: "otto@example.org", roles: ["member"],
      password: "set by the operator")
    #expect(!added.waitsForConfirmation)
    let told = try await community.waitingMails().filter {
      $0.mail.subject == "Somebody has joined"
    }
    let others = Set((community.members + community.board).map(\.email))
    #expect(Set(told.map(\.recipient)) == others)
    #expect(try await community.waitingMails().count == before + others.count)
    #expect(told.allSatisfy { !$0.mail.text.contains("Otto") })
  }

  @Test func `whom the operator adds after founding waits for a confirmation`() async throws {
    let community = try await TestOrganization(members: 2, board: 1)
    let chair = try await community.signIn(community.members[0])
    try await chair.closeFounding()
    let mailsBefore = try await community.waitingMails().count
    let added = try await community.organization.addMember(
      name: "Otto Operator", email: "otto@example.org", roles: ["member"],
      password: "set by the operator")
    #expect(added.waitsForConfirmation)
    #expect(try await community.waitingMails().count == mailsBefore + 3)
    let vault = try await community.submit()
    let person = TestOrganization.Person(
      id: added.id, name: "Otto Operator", email: "otto@example.org",
      password: "set by the operator")
    #expect(try await community.standing(of: person, in: vault) == nil)
    let words = try await community.signIn(person).settings().fingerprintWords
    try await chair.confirm(added.id, words: words.joined(separator: " "))
    #expect(try await community.signIn(person).isConfirmed)
  }

  @Test func `roles are changed by those who may`() async throws {
    let community = try await TestOrganization(members: 3, board: 1)
    let chair = try await community.signIn(community.members[0])
    let boardMember = try await community.signIn(community.board[0])
    let person = community.members[1]
    try await chair.changeRoles(of: person.id, to: ["vice-chair"])
    let answers = [
      await refusal { try await chair.changeRoles(of: person.id, to: ["member", "board-member"]) },
      await refusal {
        try await community.signIn(community.members[2]).changeRoles(
          of: person.id, to: ["member"])
      },
      await refusal { try await chair.changeRoles(of: person.id, to: ["queen"]) },
      await refusal { try await chair.changeRoles(of: person.id, to: []) },
    ]
    #expect(answers == ["notAllowed", "notAllowed", "faults role", "faults role"])
    try await boardMember.changeRoles(of: person.id, to: ["vice-chair", "board-member"])
    let frame = try await community.signIn(person).frame()
    #expect(frame.member.roles == ["board-member", "vice-chair"] && !frame.isBoard)
  }
}
