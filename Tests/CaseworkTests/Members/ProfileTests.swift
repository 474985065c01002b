import Foundation
import Identity
import Mail
import Procedure
import Testing

@testable import Casework
@testable import Storage

@Suite struct `What the server knows of members` {
  /// How somebody stands to a new report, taken in by this process.
  private func standing(
    of person: TestOrganization.Person, reported words: String, to organization: Organization
  ) async throws -> CaseIndex.Standing? {
    let taken = try await organization.take(
      .of(words), way: .form(token: organization.newFormToken()))
    let vault = try #require(taken.caseID)
    return try await organization.caseState(vault).index.standings[person.principal]
  }

  private func isKept(_ standing: CaseIndex.Standing?) -> Bool {
    standing == nil || standing == .keptOut
  }

  @Test(arguments: [1, 3])
  func `nobody whose profile is gone is asked about a report, and it is an alarm`(
    _ number: Int
  ) async throws {
    let community = try await TestOrganization(members: 3, board: 2)
    let person = (community.members + community.board)[number]
    let organization = community.organization
    try await organization.database.write { transaction in
      _ = try transaction.deleteProfile(organization.id, person.principal)
    }
    let reopened = try await community.reopened()
    for organization in [reopened, organization] {
      let standing = try await standing(
        of: person, reported: "\(person.name) shouted.", to: organization)
      #expect(isKept(standing))
    }
    #expect(!community.alarms.isEmpty)
    let other = try await standing(
      of: community.members[2], reported: "Somebody shouted.", to: reopened)
    #expect(other == .asked)
  }

  @Test func `an older profile that was put back is not believed`() async throws {
    let community = try await TestOrganization(members: 3, board: 1)
    let person = community.members[1]
    let organization = community.organization
    let older = try await organization.database.read { transaction in
      try transaction.profile(organization.id, person.principal)
    }
    let member = try await community.signIn(person)
    try await community.rename(member, alsoKnownAs: ["@grumblewort"])
    try await organization.database.write { transaction in
      try transaction.putProfile(organization.id, try #require(older))
    }
    let reopened = try await community.reopened()
    let standing = try await standing(
      of: person, reported: "It was @grumblewort.", to: reopened)
    #expect(isKept(standing))
    #expect(!community.alarms.isEmpty)
  }

  @Test func `a handle that another process took in is searched for at once`() async throws {
    let community = try await TestOrganization(members: 3, board: 1)
    let person = community.members[1]
    let other = try await community.reopened()
    #expect(
      try await standing(of: person, reported: "It was @grumblewort.", to: other) == .asked)
    let member = try await community.signIn(person)
    try await community.rename(member, alsoKnownAs: ["@grumblewort"])
    let after = try await standing(of: person, reported: "It was @grumblewort.", to: other)
    #expect(after == .keptOut)
    #expect(community.alarms == [])
  }

  @Test(arguments: ["Bram Oddfellow", "member2@example.org", "@grumblewort", "Brambles"])
  func `a former name, address or handle keeps a report from who had it`(
    _ former: String
  ) async throws {
    let community = try await TestOrganization(members: 3, board: 1)
    let person = community.members[1]
    let member = try await community.signIn(person)
    let changes: [(String, String, [String])] = [
      (person.name, person.email, ["@grumblewort", "Brambles"]),
      ("Quentin Tallow", "tallow@example.org", []),
    ]
    for (name, email, others) in changes {
      try await member.changeProfile(
        name: name, email: email, alsoKnownAs: others, password: person.password, code: "")
    }
    #expect(
      try await standing(
        of: person, reported: "I was shouted at by \(former).", to: community.organization)
        == .keptOut)
    #expect(
      try await standing(
        of: person, reported: "I was shouted at by somebody.", to: community.organization)
        == .asked)
  }

  @Test func `the others are told that somebody changed their name, without the name`()
    async throws
  {
    let community = try await TestOrganization(members: 2, board: 1)
    let person = community.members[1]
    let before = try await community.waitingMails().count
    let member = try await community.signIn(person)
    try await member.changeProfile(
      name: "Quentin Tallow", email: person.email, alsoKnownAs: [], password: person.password,
      code: "")
    let mails = try await community.waitingMails()
    #expect(mails.count == before + 2)
    #expect(!mails.contains { $0.mail.text.contains("Tallow") })
    try await member.changeProfile(
      name: "Quentin Tallow", email: "tallow@example.org", alsoKnownAs: [],
      password: person.password, code: "")
    #expect(try await community.waitingMails().count == before + 2)
  }
}
