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

  @Test func `asking to read right after somebody's leaving has decided is no false alarm`()
    async throws
  {
    let setting = try await `A whole case`.Setting()
    try await setting.perform(.reportToBoard(BoardReport(text: "A shout in the hallway.")))
    let rufus = try await setting.investigate()
    let proposal = try await setting.propose([
      Measure(measure: MeasureID("warning"), party: rufus)
    ])
    for member in [0, 2] { try await setting.vote(proposal, .agree, by: member) }
    #expect(try await setting.folded().phase == .deciding)
    try await setting.members[3].leave(setting.community.members[3].id)
    let overseer = try await setting.community.signIn(setting.community.board[0])
    try await overseer.requestOversight(of: setting.id, reason: "The yearly look.")
    #expect(try await setting.folded().phase == .consulting)
    _ = try await setting.members[0].access(setting.id)
    let vault = try #require(VaultID(hexadecimal: setting.id.text))
    #expect(try await setting.community.organization.index(of: vault).phase == .consulting)
    #expect(setting.community.alarms.isEmpty, "\(setting.community.alarms)")
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

  private func asking() async throws -> (`A whole case`.Setting, SignedIn, OversightGrant) {
    let setting = try await `A whole case`.Setting()
    try await setting.perform(.reportToBoard(BoardReport(text: "A shout in the hallway.")))
    let overseer = try await setting.community.signIn(setting.community.board[0])
    try await overseer.requestOversight(of: setting.id, reason: "The yearly look.")
    return (
      setting, overseer,
      OversightGrant(member: setting.community.board[0].id, reason: "It is their office.")
    )
  }

  // Carries: board.oversight-asked
  @Test func `who asked to oversee a case and is then asked to decide on it has to declare first`()
    async throws
  {
    let (setting, overseer, grant) = try await asking()
    try await setting.perform(.escalateToBoard(.init(reason: "Somebody else should look.")))
    await #expect(throws: CaseworkError.self) {
      try await setting.perform(.grantOversight(grant))
    }
    await #expect(throws: CaseworkError.self) {
      try await overseer.requestOversight(of: setting.id, reason: "The yearly look.")
    }
    #expect(try await overseer.boardReports().first?.hasAsked == false)
    guard case .gate = try await overseer.access(setting.id) else {
      Issue.record("The gate was passed without a declaration.")
      return
    }
    try await overseer.perform(.declare(.init(conflict: false)), in: setting.id)
    #expect(try await setting.folded().standings[grant.member]?.seat == .board)
    #expect(setting.community.alarms.isEmpty, "\(setting.community.alarms)")
  }

  // Carries: board.oversight-asked
  @Test func `who asked to oversee a case and turns out to be in it does not get to read it`()
    async throws
  {
    let (setting, overseer, grant) = try await asking()
    let name = setting.community.board[0].name
    try await setting.perform(
      .nameParty(.init(party: nil, role: .witness, displayName: name)))
    await #expect(throws: CaseworkError.self) {
      try await setting.perform(.grantOversight(grant))
    }
    await #expect(throws: CaseworkError.self) { try await overseer.access(setting.id) }
    #expect(setting.community.alarms.isEmpty, "\(setting.community.alarms)")
  }

  @Test func `who joins the board later and is named in a case gets no report on it`()
    async throws
  {
    let setting = try await `A whole case`.Setting()
    let organization = setting.community.organization
    func joined(_ name: String, _ email: String) async throws -> SignedIn {
      _ = try await organization.addMember(
        name: name, email: email, roles: ["board-member"], password: "correct horse late")
      return try await organization.member(
        token: organization.signIn(email: email, password: "correct horse late", code: ""))
    }
    try await setting.perform(
      .nameParty(.init(party: nil, role: .witness, displayName: "Olive Fairweather")))
    let named = try await joined("Olive Fairweather", "olive@example.org")
    let other = try await joined("Percy Dunmore", "percy@example.org")
    try await setting.perform(.reportToBoard(BoardReport(text: "A shout in the hallway.")))
    #expect(try await named.boardReports().isEmpty)
    #expect(try await other.boardReports().map(\.text) == ["A shout in the hallway."])
    // Named only after they had the report and asked: nobody lets them in any more.
    try await other.requestOversight(of: setting.id, reason: "The yearly look.")
    try await setting.perform(
      .nameParty(.init(party: nil, role: .witness, displayName: "Percy Dunmore")))
    await #expect(throws: CaseworkError.self) {
      try await setting.perform(
        .grantOversight(OversightGrant(member: other.memberID, reason: "Their office.")))
    }
  }
}
