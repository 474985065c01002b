import Foundation
import Identity
import Mail
import Procedure
import Storage
import Testing
import Vault

@testable import Casework

extension Policy {
  /// The policy with other words in its file.
  func with(_ text: String, _ other: String) throws -> Policy {
    try Policy.read(
      json5: Array(
        String(decoding: canonicalBytes, as: UTF8.self).replacing(text, with: other).utf8))
  }
}

@Suite struct `A policy` {
  /// Whether something is refused since it is about what stands there no longer.
  private func hasMovedOn(_ work: () async throws -> Void) async -> Bool {
    do {
      try await work()
      return false
    } catch CaseworkError.movedOn {
      return true
    } catch {
      return false
    }
  }

  @Test func `is signed for in the directory from the first day`() async throws {
    let community = try await TestOrganization(members: 1, board: 0)
    let view = try await community.signIn(community.members[0]).policies()
    #expect(view.address == community.organization.policyAddress)
    #expect(view.adopted?.by == [])
    #expect(view.waiting == nil && view.others.isEmpty)
    #expect(try await community.fault() == nil)
  }

  @Test func `that is offered changes nothing until two have agreed, and then without a new start`()
    async throws
  {
    let community = try await TestOrganization(members: 3, board: 1)
    let organization = community.organization
    let chair = try await community.signIn(community.members[0])
    let (anna, bert) = (
      try await community.signIn(community.members[1]),
      try await community.signIn(community.members[2])
    )
    try await chair.closeFounding()
    let old = organization.policyAddress
    let other = try organization.policy.with(
      "259200, //", "172800, //")
    guard case .waits(let address) = try await organization.offer(other) else {
      Issue.record("It was put in force by the operator.")
      return
    }
    #expect(organization.policyAddress == old)
    #expect(try await chair.policies().others.map(\.address) == [address])
    #expect(try await chair.policies().others.first?.changes.count ?? 0 > 0)

    try await anna.propose(policy: address)
    #expect(try await bert.frame().standingNotices.contains(.policyIsProposed))
    let waiting = try #require(try await bert.policies().waiting)
    #expect(waiting.proposedBy == community.members[1].name && !waiting.mayAdopt)
    // Neither who proposed it nor two members without a chair.
    for member in [anna, bert] {
      await #expect(throws: CaseworkError.self) { try await member.adopt(policy: address) }
    }
    #expect(organization.policyAddress == old)

    // Another process with the same files goes by it as well.
    let elsewhere = try await community.reopened()
    try await chair.adopt(policy: address)
    #expect(organization.policyAddress == address)
    #expect(organization.policy.decisions.consensusSeconds == 172_800)
    _ = try await elsewhere.membership()
    #expect(elsewhere.policyAddress == address)
    let view = try await bert.policies()
    #expect(view.adopted?.by == [community.members[1].name, community.members[0].name])
    #expect(view.others.map(\.address) == [old] && view.others.first?.wasInForce == true)
    #expect(try await !bert.frame().standingNotices.contains(.policyIsProposed))

    // Everybody else was told, twice.
    let mails = try await community.waitingMails().filter { $0.mail.subject.contains("rules") }
    #expect(
      Dictionary(grouping: mails, by: \.mail.subject).mapValues(\.count)
        == ["Other rules are proposed": 3, "Other rules are in force": 3])
    #expect(mails.allSatisfy { $0.mail.text.contains("/policies") })
    #expect(try await community.fault() == nil)
  }

  @Test func `that waits is put aside, and another takes its place`() async throws {
    let community = try await TestOrganization(members: 2, board: 0)
    let organization = community.organization
    let chair = try await community.signIn(community.members[0])
    let anna = try await community.signIn(community.members[1])
    try await chair.closeFounding()
    var addresses: [String] = []
    for days in [2, 4] {
      let other = try organization.policy.with(
        "259200, //", "\(days * 86_400), //")
      guard case .waits(let address) = try await organization.offer(other) else { return }
      addresses.append(address)
    }
    try await anna.propose(policy: addresses[0])
    try await anna.propose(policy: addresses[1])
    // Whoever looked at the first one would not put the second one in force unread.
    #expect(await hasMovedOn { try await chair.adopt(policy: addresses[0]) })
    try await chair.decline(policy: addresses[1])
    #expect(try await chair.policies().waiting == nil)
    #expect(await hasMovedOn { try await chair.adopt(policy: addresses[1]) })
    await #expect(throws: CaseworkError.self) {
      try await chair.propose(policy: String(repeating: "0", count: 64))
    }
    #expect(await hasMovedOn { try await chair.propose(policy: organization.policyAddress) })
  }

  @Test func `does not come into force by a row in the database`() async throws {
    let community = try await TestOrganization(members: 1, board: 0)
    try await community.signIn(community.members[0]).closeFounding()
    let old = community.organization.policyAddress
    let other = try community.organization.policy.with("259200, //", "172800, //")
    guard case .waits(let address) = try await community.organization.offer(other) else { return }
    let copy = try community.copied()
    try copy.damage(["UPDATE organization SET policy_hash = x'\(address)'"])
    let organization = try await copy.open(community.organization.environment)
    #expect(organization.policyAddress == old)
    #expect(organization.policy.decisions.consensusSeconds == 259_200)
  }
}
