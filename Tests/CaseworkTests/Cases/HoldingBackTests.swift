import Identity
import Procedure
import Testing
import Vault

@testable import Casework

/// Members who turn out to belong to a case, and what no handler does alone.
@Suite struct `Members who turn out to be involved` {
  private func setting() async throws -> `A whole case`.Setting {
    try await `A whole case`.Setting()
  }

  // Carries: G13.10, E18.7, R03.4
  @Test func `a handler who is entered as the reported person reads no further`() async throws {
    let setting = try await setting()
    let tom = setting.community.members[3]
    let attack = Attack(community: setting.community)
    let before = try await attack.everything(that: setting.members[3], alsoUnlocking: true).count
    try await setting.perform(
      .nameParty(
        .init(
          party: nil, role: .reported, displayName: "The man with the red hat",
          emails: [tom.email])))
    try await setting.perform(.writeNote(.init(text: "It was he.")))
    #expect(await refusal { _ = try await setting.members[3].access(setting.id) } == "absent")
    #expect(
      try await attack.everything(that: setting.members[3], alsoUnlocking: true).count <= before)
    let standing = try await setting.folded().standings[tom.id]?.state
    #expect(standing == .heldBack(.namedAsParty))
    // Somebody looks, and it is another person of that name.
    try await setting.perform(
      .clearNamedMember(.init(member: tom.id, reason: "A cousin.")), by: 2)
    _ = try await setting.folded(for: 3)
    try await expectSound(setting.community)
    #expect(setting.community.alarms.isEmpty, "\(setting.community.alarms)")
  }

  // Carries: E23.2
  @Test func `a board member who is entered as a party gets no report`() async throws {
    let setting = try await setting()
    let involved = setting.community.board[1]
    try await setting.perform(
      .nameParty(.init(party: nil, role: .witness, displayName: involved.name)))
    try await setting.perform(.reportToBoard(BoardReport(text: "A shout in the hallway.")))
    let reports = try await setting.community.signIn(involved).boardReports()
    #expect(reports.isEmpty)
    let other = try await setting.community.signIn(setting.community.board[0])
    #expect(try await other.boardReports().count == 1)
  }

  // Carries: E18.7
  @Test func `a handler holds another one back, who reads nothing that comes after`() async throws {
    let setting = try await setting()
    let held = setting.community.members[3]
    try await setting.perform(
      .holdBack(.init(member: held.id, reason: "They share a flat.")))
    try await setting.perform(.writeNote(.init(text: "They share a flat, I hear.")))
    #expect(await refusal { _ = try await setting.members[3].access(setting.id) } == "absent")
    let opened = try await Attack(community: setting.community)
      .everything(that: setting.members[3], alsoUnlocking: true)
    let read = try opened.map { String(decoding: try $0.encoded(), as: UTF8.self) }.joined()
    #expect(!read.contains("flat"))
    try await expectSound(setting.community)
  }

  // Carries: C02.2, G06.2
  @Test func `nobody takes over a conversation alone`() async throws {
    let setting = try await setting()
    let reporter = try #require(try await setting.folded().reporter?.id)
    let request = ChannelRequest(party: reporter, way: .passphrase)
    func ask(_ member: Int) async throws -> ReceiptView? {
      try await setting.members[member].openChannel(
        request, in: setting.id, formToken: setting.community.organization.newFormToken())
    }
    func opens() async throws -> Bool {
      await refusal {
        _ = try await setting.community.organization.openChannel(
          receipt: setting.receipt.words.joined(separator: " "))
      } == "none"
    }
    #expect(try await ask(1) == nil)
    #expect(await refusal { _ = try await ask(1) } == "refused")
    #expect(try await opens())
    #expect(try await ask(2)?.words.count == setting.receipt.words.count)
    #expect(try await !opens())
  }

  // Carries: case.links-another
  @Test func `a case is joined only to another one that this member handles`() async throws {
    let setting = try await setting()
    let foreign = try await setting.community.submit("Somebody else shouted.")
    try await setting.community.declare(setting.community.members[0], in: foreign)
    let others = [setting.id, CaseID("0f"), CaseID(foreign.hexadecimal)]
    for other in others {
      let link = CaseLink(other: other, relation: .sameIncident)
      #expect(await refusal { try await setting.perform(.linkCase(link)) } == "faults other")
      let merging = CaseMerging(other: other, reason: "The same.")
      #expect(await refusal { try await setting.perform(.mergeInto(merging)) } == "faults other")
    }
    // Also as the first thing that a program does after it was started anew.
    let organization = try await setting.community.reopened()
    let person = setting.community.members[0]
    let member = try await organization.member(
      token: organization.signIn(email: person.email, password: person.password, code: ""))
    try await member.perform(
      .linkCase(CaseLink(other: CaseID(foreign.hexadecimal), relation: .sameIncident)),
      in: setting.id)
  }
}
