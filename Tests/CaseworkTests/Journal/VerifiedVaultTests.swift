import Identity
import Procedure
import Storage
import Testing
import Vault

@testable import Casework

/// Something that somebody who may write to the file does to the past of a case.
struct PastChanged: Sendable, CustomTestStringConvertible {
  let testDescription: String
  let statement: @Sendable (_ vault: String) -> String

  static let all = [
    PastChanged(testDescription: "its first entry is taken away") {
      "DELETE FROM entry WHERE vault = x'\($0)' AND sequence = 0"
    },
    PastChanged(testDescription: "an entry in the middle is taken away") {
      "DELETE FROM entry WHERE vault = x'\($0)' AND sequence = 2"
    },
    PastChanged(testDescription: "the body of an entry is another's") {
      """
      UPDATE entry SET (body, body_hash) =
        (SELECT body, body_hash FROM entry WHERE vault = x'\($0)' AND sequence = 3)
      WHERE vault = x'\($0)' AND sequence = 2
      """
    },
  ]
}

@Suite struct `A vault that was verified before` {
  @Test(arguments: PastChanged.all)
  func `is not opened when its past was changed since`(_ change: PastChanged) async throws {
    let community = try await TestOrganization(members: 1, board: 0)
    let (_, _, id) = try await community.openedCase()
    let copy = try community.copied()
    let organization = try await copy.open(community.organization.environment)
    let person = community.members[0]
    let member = try await organization.member(
      token: organization.signIn(email: person.email, password: person.password, code: ""))
    guard case .open(let view) = try await member.access(id) else { throw CaseworkError.absent }
    #expect(view.timeline.count > 1)

    try copy.damage([change.statement(id.text)])

    await #expect(throws: CaseworkError.self) { _ = try await member.access(id) }
    #expect(try await copy.fault() != nil)
  }

  @Test func `is read from where it is known, also after somebody else has gone on with it`()
    async throws
  {
    let community = try await TestOrganization(members: 1, board: 0)
    let (receipt, member, id) = try await community.openedCase()
    let vault = try #require(VaultID(hexadecimal: id.text))
    let before = try await community.organization.caseState(vault).caseVault
    // Another process with the same files, as `redress ingest` is.
    let other = try await community.reopened()
    let party = try await other.reporter(
      token: other.openChannel(receipt: receipt.words.joined(separator: " ")))
    try await party.answer(text: "One more.", files: [], formToken: other.newFormToken())
    let after = try await community.organization.caseState(vault).caseVault
    #expect(after.head.sequence == before.head.sequence + 1)
    #expect(after.end.last.header.previous == before.end.last.link)
    guard case .open(let view) = try await member.access(id) else { throw CaseworkError.absent }
    #expect(view.channel.messages.last?.text == "One more.")
  }
}
