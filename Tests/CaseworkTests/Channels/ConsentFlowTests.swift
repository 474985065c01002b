import Identity
import Procedure
import Testing

@testable import Casework
@testable import Vault

/// What a person allows goes the whole way: from the handlers' question to their page, and back onto the record.
@Suite struct `Permission on its way` {
  static let naming = PermissionRequest(
    about: .disclosure, to: "The venue", purpose: "So that they can keep a door open.")

  private static func folded(_ secrecy: Secrecy) async throws -> Case {
    let vault = try #require(VaultID(hexadecimal: secrecy.id.text))
    return try await secrecy.member.hold(vault).opened.folded
  }

  private static func telling(_ party: PartyID, _ permission: Int) -> Command {
    .recordDisclosure(
      Disclosure(
        party: party, what: "The name.", recipient: "The venue", way: "By mail",
        at: Moment(secondsSince1970: 1_790_000_000), ground: .permission, permission: permission))
  }

  // Carries: permission.stands, disclosure.is-grounded, C02.1, C02.2, G06.2
  @Test func `a person is asked, allows it on their page, and takes it back there`() async throws {
    let secrecy = try await Secrecy()
    let harmed = try await secrecy.party(.harmed)
    let party = try await secrecy.enter(try await secrecy.words(for: harmed))
    #expect(try await party.followUp().offers.map(\.kind) == [.stopContact])
    try await secrecy.act(
      .askPermission(
        PermissionAsking(party: harmed, asks: Self.naming, text: "May we tell the venue?")))
    let page = try await party.followUp()
    #expect(page.messages.map(\.text) == ["May we tell the venue?"])
    #expect(page.offers.first == AnswerOffer(.permission, message: 1, asks: Self.naming))
    try await secrecy.write(
      "Yes.", as: party, ChosenAnswer(kind: .permission, message: 1, isYes: true))
    let given = try #require(try await Self.folded(secrecy).permissions.last)
    #expect(given.isTheirOwnWord && given.stands && given.to == "The venue")
    let telling = Self.telling(harmed, given.number)
    try await secrecy.act(telling)
    let view = try await secrecy.community.view(secrecy.id, for: secrecy.member).procedure
    #expect(view.disclosures.map(\.stillHolds) == [true])
    #expect(view.permissions.last?.to == "The venue" && view.permissionsAsked.isEmpty)
    try await secrecy.write("No more.", as: party, ChosenAnswer(kind: .takeBack, message: 1))
    #expect(try await secrecy.refusal(of: telling) == .permissionStands)
    let after = try await secrecy.community.view(secrecy.id, for: secrecy.member).procedure
    #expect(after.disclosures.map(\.stillHolds) == [false])
    #expect(after.permissions.last?.withdrawnAt != nil)
    // Nothing of the handlers' words came with the question.
    let obtainable = try await secrecy.obtainable(by: party)
    for word in Secrecy.planted { #expect(!obtainable.contains(word), "\(word)") }
  }

  // Carries: message.recipients-announced, C02.3
  @Test
  func `who reads a conversation from now on stands at the top of the next message by itself`()
    async throws
  {
    let secrecy = try await Secrecy()
    let harmed = try await secrecy.party(.harmed)
    _ = try await secrecy.words(for: harmed)
    let channel = try #require(try await secrecy.channel(of: harmed).id)
    var words: [String] = []
    for handler in [secrecy.member, secrecy.other] {
      let shown = try await handler.openChannel(
        ChannelRequest(party: harmed, way: .passphrase, reader: "Rae"), in: secrecy.id,
        formToken: secrecy.organization.newFormToken())
      words = shown?.words ?? words
    }
    let party = try await secrecy.enter(words)
    for text in ["How are you?", "And today?"] {
      try await secrecy.act(.writeMessage(.init(channel: channel, text: text)))
    }
    #expect(
      try await party.followUp().messages.map(\.text) == [
        "[+ Rae]\n[- the way before]\n\nHow are you?", "And today?",
      ])
  }

  // Carries: message.recipients-announced, draft.four-parts, C02.3
  @Test func `a letter in four parts begins with it, and the second reader has read that`()
    async throws
  {
    let secrecy = try await Secrecy()
    let reported = try await secrecy.party(.reported)
    _ = try await secrecy.words(for: reported)
    let party = try await secrecy.enter(try await secrecy.words(for: reported))
    let channel = try #require(try await secrecy.channel(of: reported).id)
    let draft = try await secrecy.act(
      .writeDraft(
        DraftWriting(
          kind: .letter, channel: channel,
          text: .fourParts(
            .init(
              behaviour: "You shouted.", impact: "People left.", expectedChange: "Speak calmly.",
              consequences: "A warning.")))))
    let read = try await Self.folded(secrecy).drafts.last?.text.whole
    #expect(read?.hasPrefix("[+ new words for this page]\n[- the way before]\n\nYou") == true)
    try await secrecy.act(
      .reviewDraft(DraftReview(draft: draft, version: 1, isApproved: true)), by: secrecy.other)
    try await secrecy.act(.sendDraft(DraftSending(draft: draft)))
    #expect(try await party.followUp().messages.map(\.text) == [read])
  }

  // Carries: close.second-word
  @Test func `one handler wants a case filed, and it is open until another wants it too`()
    async throws
  {
    let secrecy = try await Secrecy()
    try await secrecy.act(.reportToBoard(BoardReport(text: "They handle it.")))
    let filing = Command.fileForRecord(.init(reason: "They handle it."))
    try await secrecy.act(filing)
    #expect(try await Self.folded(secrecy).phase == .open)
    #expect(
      try await secrecy.community.view(secrecy.id, for: secrecy.other).procedure.filingWantedBy
        != nil)
    #expect(try await secrecy.refusal(of: filing) == .filingBySecond)
    try await secrecy.act(filing, by: secrecy.other)
    #expect(try await Self.folded(secrecy).phase == .filed)
  }
}
