import Foundation
import Identity
import Procedure
import Testing
import Vault

@testable import Casework

@Suite struct `The ledger` {
  // Carries: H10.13
  @Test func `a line stands there from the acknowledgement on, and says what the events say`()
    async throws
  {
    let community = try await TestOrganization()
    var draft = ReportDraft.of("Somebody shouted at me in the hallway.")
    draft.ongoing = "yes"
    draft.danger = "yes"
    let (_, member, id) = try await community.openedCase(draft)
    #expect(try await member.ledger().rows.isEmpty)
    try await member.perform(.notifyAgency(.init(agency: "Police", how: "By phone.")), in: id)
    try await member.perform(
      .acknowledge(.init(kind: .needsDecision, text: "Thank you.")), in: id)
    let codeName = try await community.view(id, for: member).codeName
    var row = LedgerRow(
      reported: community.now.wholeDay, caseCodeName: codeName, status: .ongoing,
      isSafetyRisk: true, ongoing: .yes)
    #expect(try await member.ledger().rows.map(\.row) == [row])
    // Two people are two lines.
    var names: [String] = []
    for name in ["Rufus Grumblethorpe", "Ottoline Fairweather"] {
      try await member.perform(
        .nameParty(.init(party: nil, role: .reported, displayName: name)), in: id)
      let party = try #require(try await community.view(id, for: member).parties.last)
      let person = try await community.link(party.id, by: member, in: id)
      row.person = person
      row.personCodeName = try await member.person(person).codeName
      names.append(row.personCodeName ?? "")
      #expect(try await member.ledger().rows.contains { $0.row == row && $0.mayReadPerson })
    }
    let rows = try await member.ledger(
      LedgerQuery(sorting: .personCodeName, isDescending: false)
    ).rows
    #expect(rows.map(\.row.personCodeName) == names.sorted())
    #expect(rows.allSatisfy { $0.caseID == id })
    // It equals what the events say, and no name of anybody stands there.
    let held = try await member.hold(#require(VaultID(hexadecimal: id.text)))
    #expect(
      Set(rows.map(\.row))
        == Set(
          held.opened.folded.ledgerRows(codeName: codeName) { person in
            held.state.index.persons.first { $0.person == person }?.codeName
          }))
    #expect(!"\(rows)".contains("Rufus"))
    #expect(try await community.fault() == nil)
    #expect(community.alarms.isEmpty)
  }

  // Carries: E19.5
  @Test func `what somebody's leaving decides stands in the ledger once a handler opens the case`()
    async throws
  {
    let setting = try await `A whole case`.Setting()
    try await setting.perform(.nameParty(.init(party: nil, role: .reported, displayName: "Rufus")))
    let rufus = try await setting.folded().parties.last?.id
    try await setting.perform(
      .recordSafety(SafetyRecord(ongoing: .yes, danger: .yes, account: "It goes on.")))
    try await setting.perform(
      .actAtOnce(
        UnilateralAct(
          ground: .danger,
          measures: [Measure(title: "Asked to leave", makesSafer: "It ends.", party: rufus)],
          account: "Asked them to leave the room.")))
    let act = try #require(try await setting.folded().acts.last?.number)
    for reviewer in [0, 2] {
      try await setting.perform(
        .reviewAct(.init(act: act, verdict: .reverse, reason: "It was nobody.")), by: reviewer)
    }
    func consequences() async throws -> [LedgerRow.Consequence]? {
      try await setting.members[0].ledger().rows.first?.row.consequences
    }
    #expect(try await consequences() == [.other])
    // Two of three were not enough; two of two are.
    try await setting.members[3].leave(setting.community.members[3].id)
    #expect(try await setting.folded().acts.last?.settled?.verdict == .reverse)
    _ = try await setting.members[0].access(setting.id)
    #expect(try await consequences() == [])
    #expect(try await setting.community.fault() == nil)
    #expect(setting.community.alarms.isEmpty)
  }

  // Carries: H03.3, H06.6
  @Test func `what was handled already is resolved by local representatives`() async throws {
    let community = try await TestOrganization()
    let (member, _, _) = try await community.caseAbout("Rufus", kind: .alreadyHandled)
    let row = try #require(try await member.ledger().rows.first?.row)
    #expect(row.status == .resolved && row.source == .localRepresentatives)
    #expect(row.resolved == community.now.wholeDay && row.consequences == [.noActionTaken])
    #expect(try await member.ledger(LedgerQuery(status: .ongoing)).total == 0)
  }

  // Carries: H10.13
  @Test func `it is read by who has declared, and by nobody who is kept out`() async throws {
    let community = try await TestOrganization(members: 4)
    let (declares, conflicted, leftOut) = (
      community.members[1], community.members[2], community.members[3]
    )
    let (member, id, _) = try await community.caseAbout("Rufus", leavingOut: [leftOut])
    let vault = try #require(VaultID(hexadecimal: id.text))
    #expect(try await community.records(openTo: declares, alsoUnlocking: false).isEmpty)
    #expect(try await community.signIn(declares).ledger().total == 0)
    try await community.declare(declares, in: vault)
    #expect(try await community.signIn(declares).ledger().total == 1)
    try await community.declare(conflicted, in: vault, conflict: true)
    for person in [conflicted, leftOut] {
      #expect(try await community.records(openTo: person).isEmpty)
      #expect(try await community.signIn(person).ledger().total == 0)
    }
    // What is written after the recusal begins a new epoch.
    try await member.perform(.writeNote(.init(text: "A note.")), in: id)
    #expect(try await community.records(openTo: conflicted).isEmpty)
    #expect(try await community.fault() == nil)
  }

  @Test func `a restored copy has ledger and dossiers, and who was recused reads neither`()
    async throws
  {
    let community = try await TestOrganization()
    let leaving = community.members[1]
    let (member, id, party) = try await community.caseAbout("Rufus Grumblethorpe")
    let person = try await community.link(party, by: member, in: id)
    try await community.declare(leaving, in: #require(VaultID(hexadecimal: id.text)))
    let shelf = community.folder.deletingLastPathComponent()
      .appending(path: "redress-records-\(community.folder.lastPathComponent)")
    _ = try await community.organization.backup(to: shelf)
    try await community.signIn(leaving).perform(.declare(.init(conflict: true)), in: id)
    try await member.perform(.writeNote(.init(text: "Later.")), in: id)
    try await community.organization.checkpoint()

    let target = DataDirectory(shelf.appendingPathExtension("restored"))
    let data = DataDirectory(community.folder)
    _ = try await Restoring.restore(
      shelf, into: target,
      RestoreOptions(
        root: community.founded.rootFingerprint, key: .recovery([community.founded.recoveryKey]),
        tombstones: data.tombstoneLog, checkpoints: data.checkpointLog),
      environment: community.organization.environment)
    let restored = try await CopiedInstallation.open(target, community.organization)
    func signIn(_ who: TestOrganization.Person) async throws -> SignedIn {
      try await restored.member(
        token: restored.signIn(email: who.email, password: who.password, code: ""))
    }
    let reader = try await signIn(community.members[0])
    #expect(try await reader.ledger().total == 1)
    #expect(try await reader.person(person).cases.map(\.id) == [id])
    let gone = try await signIn(leaving)
    #expect(try await gone.ledger().total == 0)
    await #expect(throws: CaseworkError.self) { try await gone.person(person) }
    _ = try await Verification.run(target)
  }

  @Test func `a member who joins later sees code names and cards, declares, and is let in then`()
    async throws
  {
    let community = try await TestOrganization()
    let (member, id, party) = try await community.caseAbout("Rufus Grumblethorpe")
    let person = try await community.link(party, by: member, in: id)
    try await member.perform(
      .writeCard(.init(reported: ["Rufus Grumblethorpe"], witnesses: [])), in: id)
    let (_, naming, _) = try await community.caseAbout("Zora Quimbleton")
    let added = try await community.organization.addMember(
      name: "Zora Quimbleton", email: "zora@example.org", roles: ["member"],
      password: "correct horse zora")
    func newcomer() async throws -> SignedIn {
      try await community.organization.member(
        token: community.organization.signIn(
          email: "zora@example.org", password: "correct horse zora", code: ""))
    }
    let later = try await newcomer()
    #expect(try await later.casesToDeclare().isEmpty)
    #expect(try await later.ledger().total == 0)
    let reader = try await community.signIn(community.members[0])
    let offered = try await reader.inviteToCases(added.id, reason: "Joined the group.")
    #expect(offered.asked.map(\.id) == [id] && offered.naming.map(\.id) == [naming])
    let list = try await later.casesToDeclare()
    #expect(list.map(\.id) == [id])
    #expect(
      list.first?.card
        == .names(reported: ["Rufus Grumblethorpe"], witnesses: [], reporter: nil))
    let opened = try await Attack(community: community)
      .everything(that: later, alsoUnlocking: true)
    #expect(
      opened.allSatisfy {
        if case .card = $0 { true } else { if case .nothing = $0 { true } else { false } }
      })
    try await later.perform(.declare(.init(conflict: false)), in: id)
    #expect(try await later.ledger().total == 0)
    try await reader.letIn(added.id, to: id)
    #expect(try await later.ledger().total == 1)
    #expect(try await later.person(person).cases.map(\.id) == [id])
    // Who was let in later and leaves is sealed to no longer, as anybody else.
    try await community.organization.endMembership(of: added.id)
    let vault = try #require(VaultID(hexadecimal: id.text))
    try await reader.perform(.writeNote(.init(text: "After they left.")), in: id)
    try await community.link(party, by: reader, in: id)
    let held = try await reader.hold(vault)
    #expect(!held.caseVault.register.names(later.principalID, in: held.caseVault.register.newest))
    #expect(held.caseVault.register.newest == 2)
    #expect(try await community.fault() == nil)
    #expect(community.alarms.isEmpty)
  }
}
