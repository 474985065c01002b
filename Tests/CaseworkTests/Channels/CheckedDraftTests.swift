import Identity
import Procedure
import Testing
import Vault

@testable import Casework

/// Drafts that the checker reads before a second member does.
@Suite struct `A draft that could give somebody away` {
  private typealias Setting = `A whole case`.Setting

  private func draft(_ text: String, in setting: Setting) async throws -> Int {
    try await setting.perform(.nameParty(.init(party: nil, role: .reported, displayName: "Rufus")))
    let rufus = try #require(try await setting.folded().parties.last { $0.role == .reported }?.id)
    try await setting.members[1].openChannel(
      ChannelRequest(party: rufus, way: .mail, address: "rufus@example.net"), in: setting.id,
      formToken: setting.community.organization.newFormToken())
    let channel = try #require(
      try await setting.folded().channels.first { $0.value == rufus }?.key)
    try await setting.perform(
      .writeDraft(DraftWriting(kind: .hearing, channel: channel, text: .plain(text))))
    return try #require(try await setting.folded().drafts.last?.number)
  }

  // Carries: draft.findings-answered, C03.1, C03.2
  @Test func `goes past a second reader only with an answer for each place`() async throws {
    let setting = try await Setting()
    try await setting.perform(
      .nameParty(.init(party: nil, role: .witness, displayName: "Petronella Quimby")))
    let number = try await draft(
      "Petronella Quimby saw you in the hallway. What is your side?", in: setting)
    let view = try await setting.community.view(setting.id, for: setting.members[2])
    let pointedAt = try #require(view.procedure.drafts.first).findings
    #expect(
      pointedAt.contains {
        $0.rule == "identity.name" && $0.excerpt.contains("Quimby") && $0.weight == .block
      }, "\(pointedAt)")
    let review = DraftReview(draft: number, version: 1, isApproved: true)
    let refusal = await #expect(throws: CaseworkError.self) {
      try await setting.perform(.reviewDraft(review), by: 2)
    }
    guard case .refused(let refused) = try #require(refusal) else {
      Issue.record("It was not refused by a rule.")
      return
    }
    #expect(refused.rule == .draftFindingsAnswered)
    #expect(refused.sentence.contains("Petronella Quimby"))
    var answered = review
    // What somebody says from outside that the checker said counts for nothing.
    answered.pointedAt = []
    let blocking = pointedAt.filter { $0.weight == .block }
    answered.answers = blocking.map {
      PlaceAnswer(
        rule: $0.rule, excerpt: $0.excerpt, reason: "She wrote that her name may stand here.")
    }
    try await setting.perform(.reviewDraft(answered), by: 2)
    let kept = try await setting.community.view(setting.id, for: setting.members[2])
    #expect(kept.procedure.drafts.first?.approvedBy != nil)
    let places = try #require(kept.procedure.drafts.first?.reviews.first).places
    #expect(
      places.contains {
        $0.excerpt.contains("Quimby")
          && $0.fate == .kept(reason: "She wrote that her name may stand here.")
      })
  }

  @Test func `is read as before where nothing is pointed at`() async throws {
    let setting = try await Setting()
    let number = try await draft("We would like to hear your side of it.", in: setting)
    try await setting.perform(
      .reviewDraft(DraftReview(draft: number, version: 1, isApproved: true)), by: 2)
    #expect(try await setting.folded().drafts.first?.approvedBy != nil)
  }

  @Test func `is not seen where the word for a role stands, which every letter uses`() async throws
  {
    let setting = try await Setting()
    try await setting.perform(.nameParty(.init(party: nil, role: .reported, displayName: "Rufus")))
    try await setting.perform(
      .nameParty(.init(party: nil, role: .leader, displayName: "Orla Finchley")))
    let rufus = try #require(try await setting.folded().parties.last { $0.role == .reported }?.id)
    try await setting.members[1].openChannel(
      ChannelRequest(party: rufus, way: .mail, address: "rufus@example.net"), in: setting.id,
      formToken: setting.community.organization.newFormToken())
    let channel = try await setting.folded().channels.first { $0.value == rufus }?.key
    func findings(_ text: String) async throws -> [DraftFindingView] {
      let writing = DraftWriting(kind: .update, channel: channel, text: .plain(text))
      return try #require(
        try await setting.members[1].findings(in: .writeDraft(writing), of: setting.id))
    }
    let asked = try await findings("Please do not ask who the reporter is.")
    #expect(!asked.contains { $0.rule.hasPrefix("identity.") })
    let named = try await findings("Orla Finchley knows of it.")
    #expect(named.contains { $0.excerpt == "Orla Finchley" && $0.why.contains("organizer") })
  }

  @Test func `is held against all that is known of somebody, and against when it happened`()
    async throws
  {
    let setting = try await Setting(when: "It was on 14 March 2026, around 3:20 pm.")
    let known = Command.NameParty(
      party: nil, role: .witness, displayName: "Petronella Quimby", phones: ["+00 555 010 2203"],
      places: ["Larkhaven"], employer: "Thistledown Press", pronouns: "she/her")
    try await setting.perform(.nameParty(known))
    func rules(_ text: String) async throws -> [String] {
      let writing = DraftWriting(kind: .update, channel: nil, text: .plain(text))
      let found = try await setting.members[1].findings(in: .writeDraft(writing), of: setting.id)
      return try #require(found).map(\.rule)
    }
    for (text, rule) in [
      ("Call +00 555 010 2203.", "identity.phone"), ("They came from Larkhaven.", "identity.place"),
      ("They work at Thistledown Press.", "identity.employer"),
      ("You followed her to the door.", "gender.word"),
      ("On Saturday, 14 March, at 15:20 you shouted.", "time.precise"),
    ] { #expect(try await rules(text).contains(rule), "\(text)") }
    // What is corrected is no longer looked for, and what is left out stays.
    let party = try #require(
      try await setting.folded().parties.last { $0.employer == "Thistledown Press" })
    try await setting.perform(
      .correctParty(
        .init(
          party: party.id, role: .witness, displayName: "Petronella Quimby", employer: "",
          reason: "They have left.")))
    let corrected = try #require(try await setting.folded().parties.first { $0.id == party.id })
    #expect(corrected.employer == nil && corrected.places == ["Larkhaven"])
    #expect(try await !rules("They work at Thistledown Press.").contains("identity.employer"))
  }

  @Test func `may be turned down without an answer`() async throws {
    let setting = try await Setting()
    let number = try await draft("You shouted at me in the hallway, they said.", in: setting)
    try await setting.perform(
      .reviewDraft(
        DraftReview(draft: number, version: 1, isApproved: false, remark: "It quotes the report.")),
      by: 2)
    #expect(try await setting.folded().drafts.first?.approvedBy == nil)
  }

  @Test func `shows of each place whether it is still to be changed, or was`() async throws {
    let setting = try await Setting()
    try await setting.perform(
      .nameParty(.init(party: nil, role: .witness, displayName: "Petronella Quimby")))
    let number = try await draft(
      "Petronella Quimby saw you in the hallway. What is your side?", in: setting)
    try await setting.perform(
      .reviewDraft(
        DraftReview(draft: number, version: 1, isApproved: false, remark: "It names her.")), by: 2)
    func fates() async throws -> [AnsweredPlaceView.Fate] {
      let view = try await setting.community.view(setting.id, for: setting.members[2])
      let places = try #require(view.procedure.drafts.first?.reviews.first).places
      return places.filter { $0.excerpt.contains("Quimby") }.map(\.fate)
    }
    #expect(try await fates() == [.open])
    try await setting.perform(
      .changeDraft(DraftChange(draft: number, text: .plain("What is your side of it?"))))
    #expect(try await fates() == [.mended])
  }

  @Test
  func `is held against times that only the account of a report tells, except for who told them`()
    async throws
  {
    let setting = try await Setting(
      account: "Last Saturday, about 3:20 pm, somebody shouted at me.")
    func weights(_ text: String, to channel: ChannelID?) async throws -> [String] {
      let writing = DraftWriting(kind: .update, channel: channel, text: .plain(text))
      let found = try await setting.members[1].findings(in: .writeDraft(writing), of: setting.id)
      return try #require(found).filter { $0.rule == "time.precise" }.map(\.weight.rawValue)
    }
    let text = "You raised your voice at 15:20 in the hallway."
    #expect(try await weights(text, to: nil) == ["block"])
    let reporters = try #require(try await setting.folded().channels.first?.key)
    #expect(try await weights(text, to: reporters).isEmpty)
  }
}
