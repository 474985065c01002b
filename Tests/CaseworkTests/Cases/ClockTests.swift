import Foundation
import Identity
import Procedure
import Storage
import Testing
import Vault

@testable import Casework

extension TestOrganization {
  /// What the list of the server and the log of a case say of the same things, for comparing.
  fileprivate func told(
    of id: CaseID, by person: Person
  ) async throws -> (list: [String], log: [String], entries: [Moment]) {
    let vault = try #require(VaultID(hexadecimal: id.text))
    let held = try await signIn(person).hold(vault)
    let folded = held.opened.folded
    func lines(_ deadlines: [Deadline]) -> [String] {
      deadlines.map {
        "\($0.id.text) from \($0.startedAt.secondsSince1970), met \($0.metAt?.secondsSince1970 ?? 0)"
      }.sorted()
    }
    return (
      lines(held.state.index.deadlines), lines(folded.deadlines(under: held.state.policy)),
      folded.log.map(\.at)
    )
  }
}

@Suite struct `A clock that was set back` {
  @Test func `dates what is declared, done and written in the list as in the log`() async throws {
    let community = try await TestOrganization()
    let (receipt, chair, id) = try await community.openedCase()
    let vault = try #require(VaultID(hexadecimal: id.text))
    community.pass(seconds: 3 * 86_400)
    try await community.declare(community.members[1], in: vault)
    // Somebody finds that the clock was three days ahead.
    community.pass(seconds: -3 * 86_400 + 600)
    let words = receipt.words.joined(separator: " ")
    let organization = community.organization
    let reporter = try await organization.reporter(token: organization.openChannel(receipt: words))
    for act in 1...4 {
      switch act {
      case 1: try await community.declare(community.members[2], in: vault)
      case 2:
        try await chair.perform(.acknowledge(Command.Acknowledge(kind: .needsDecision)), in: id)
      case 3:
        try await reporter.answer(
          text: "What happens now?", files: [], formToken: organization.newFormToken())
      default:
        try await chair.perform(
          .nominateShepherd(ShepherdNomination(member: community.members[1].id)), in: id)
      }
      let (list, log, entries) = try await community.told(of: id, by: community.members[0])
      #expect(list == log, "after act \(act)")
      #expect(entries == entries.sorted())
    }
    #expect(community.alarms.isEmpty, "\(community.alarms)")
    try await expectSound(community)
  }

  @Test func `keeps no mail back`() async throws {
    let community = try await TestOrganization()
    let (_, chair, id) = try await community.openedCase()
    community.pass(seconds: 3 * 86_400)
    try await chair.perform(.writeNote(Command.WriteNote(text: "Tomorrow.")), in: id)
    community.pass(seconds: -3 * 86_400)
    let organization = community.organization
    try await organization.database.write { transaction in
      for mail in try transaction.outgoing(organization.id) {
        try transaction.deleteOutgoing(organization.id, mail.row)
      }
    }
    try await chair.perform(.acknowledge(Command.Acknowledge(kind: .needsDecision)), in: id)
    let latest = community.now.secondsSince1970 + Int64(OutboxLimits.noticeDelaySecondsMax)
    let due = try await organization.database.read { transaction in
      try transaction.outgoing(organization.id).map(\.dueSeconds)
    }
    #expect(due.allSatisfy { $0 <= latest })
  }
}
