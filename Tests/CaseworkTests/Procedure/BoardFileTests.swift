import Identity
import Procedure
import Storage
import Testing

@testable import Casework

@Suite struct `The board's file` {
  // Carries: G11.6, E23.1, R02.20
  @Test func `a report reaches the uninvolved members of the board and nobody else`() async throws {
    let setting = try await `A whole case`.Setting()
    let vault = try #require(VaultID(hexadecimal: setting.id.text))
    try await setting.perform(.escalateToBoard(.init(reason: "Somebody else should look.")))
    let involved = try await setting.community.signIn(setting.community.board[1])
    try await involved.perform(.declare(.init(conflict: true)), in: setting.id)
    try await setting.perform(.reportToBoard(BoardReport(text: "A shout in the hallway.")))
    let uninvolved = try await setting.community.signIn(setting.community.board[0])
    #expect(try await uninvolved.boardReports().map(\.text) == ["A shout in the hallway."])
    #expect(try await involved.boardReports().isEmpty)
    await #expect(throws: CaseworkError.self) { try await setting.members[0].boardReports() }
    let stored = try await setting.community.organization.caseState(vault).index.boardFile
    let file = try #require(stored?.first)
    let grants = try await setting.community.grants(of: setting.community.board[1])
    #expect(!grants.contains { $0.vault == file })
    _ = try await Verification.run(
      DataDirectory(setting.community.folder))
  }

  // Carries: E13.2, G18.2, board.oversight-asked, case.oversight-reads
  @Test func `a board member reads for oversight when the handlers let them, and only reads`()
    async throws
  {
    let setting = try await `A whole case`.Setting()
    try await setting.perform(.reportToBoard(BoardReport(text: "A shout in the hallway.")))
    let overseer = try await setting.community.signIn(setting.community.board[0])
    let report = try #require(try await overseer.boardReports().first)
    #expect(!report.mayOpen)
    await #expect(throws: CaseworkError.self) { try await overseer.access(setting.id) }
    try await overseer.requestOversight(of: setting.id, reason: "The yearly look.")
    #expect(try await overseer.boardReports().first?.hasAsked == true)
    let board = setting.community.board[0].id
    try await setting.perform(
      .grantOversight(OversightGrant(member: board, reason: "It is their office.")))
    let view = try await setting.community.view(setting.id, for: overseer)
    #expect(view.report.report.account == "Somebody shouted at me in the hallway.")
    await #expect(throws: CaseworkError.self) {
      try await overseer.perform(.writeNote(.init(text: "I was here.")), in: setting.id)
    }
    // What the board says in public it writes here, and a second member reads it.
    try await overseer.perform(
      .writeDraft(
        DraftWriting(kind: .publicStatement, text: .plain("A talk was not as it should be."))),
      in: setting.id)
    let draft = try #require(try await setting.folded().drafts.last?.number)
    try await setting.perform(
      .reviewDraft(DraftReview(draft: draft, version: 1, isApproved: true)))
    try await overseer.perform(
      .publishStatement(StatementPublishing(draft: draft, place: "The foundation's pages.")),
      in: setting.id)
    #expect(setting.community.alarms.isEmpty, "\(setting.community.alarms)")
  }
}
