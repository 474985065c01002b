import Guard
import Testing

@Suite struct `Times in drafts` {
  // Carries: C03.3
  @Test(arguments: [
    "15:20", "3.20 pm", "twenty past three", "14 March 2026", "March 14th", "2026-03-14",
    "the 14th", "14:20 UTC",
    "last Saturday", "two days ago", "between three and four", "between 13 and 15 March",
    "am 14. März", "14 марта", "14/03/2026",
    "calendar week 11", "shortly after three in the afternoon",
  ])
  func `that lead to the incident are found`(_ time: String) {
    let held = Held("On or at \(time) you wrote it.", times: ["2026-03-14T15:20:00+01:00"])
    #expect(!held.excerpts(.time).isEmpty)
  }

  @Test(arguments: [
    "Please answer by 30 April.", "The desk is open from 9:00 to 19:30.",
    "You are suspended until 1 June 2026.", "Version 3.14 is out.",
    "You have 14 days to appeal.",
  ])
  func `that are deadlines, periods or numbers are not`(_ draft: String) {
    #expect(Held(draft, times: ["2026-03-14T15:20:00+01:00"]).excerpts(.time).isEmpty)
  }
}

@Suite struct `Addresses in drafts` {
  static let party = Party(
    role: .reporter, names: ["Asta Quillfeather"], handles: ["@inkwell_9"],
    emails: ["asta.q@example.org"],
    phones: ["+00 555 0142 77"])

  // Carries: C03.2
  @Test(arguments: [
    ("Write to asta.q at example dot org please.", Rule.email),
    ("Write to asta.q(at)example.org please.", .email),
    ("Write to ASTA.Q@EXAMPLE.ORG please.", .email), ("We asked @inkwell_9 about it.", .handle),
    ("We asked inkwell-9 about it.", .handle),
    ("Ring 0142 77 or 555 0142-77.", .phone),
    ("Ring five five five oh one four two seven seven.", .phone),
    ("See https://social.example/@inkwell_9/1123 there.", .link),
    ("It is in asta-screenshot.png now.", .link),
    ("See https://chat.example.org/archive/room7/p1773502811 there.", .link),
  ])
  func `are found however they are written`(_ draft: String, _ rule: Rule) {
    #expect(!Held(draft, parties: [Self.party]).excerpts(rule).isEmpty)
  }

  @Test func `of the group and of its rules are no finding`() {
    let draft = "Answer conduct@example.org, and read https://example.org/conduct/ before."
    #expect(Held(draft, parties: [Self.party]).findings.allSatisfy { $0.rule == .structure })
  }
}

@Suite struct `Words of a report` {
  static let report = ConfidentialText(
    source: "report",
    text:
      "It felt as though he was auctioning off my dignity to the whole hallway, one joke at a time."
  )

  // Carries: C03.4
  @Test(arguments: [
    "You were auctioning off my dignity to the whole hallway.",
    "You AUCTIONED off their dignity, to a whole hallway.",
    "To the whole hallway, somebody's dignity was auctioned off by you.",
  ])
  func `are found again, also changed and turned round`(_ draft: String) {
    #expect(!Held(draft, confidential: [Self.report]).excerpts(.phrasing).isEmpty)
  }

  @Test(arguments: ["You made jokes in the hallway.", "It felt wrong to many people at that time."])
  func `that anybody could use are not`(_ draft: String) {
    #expect(Held(draft, confidential: [Self.report]).excerpts(.phrasing).isEmpty)
  }

  @Test func `may be sent back to who wrote them`() {
    let own = [Party(role: .reporter, names: ["Asta Quillfeather"])]
    let draft = "You wrote that he was auctioning off your dignity to the whole hallway."
    #expect(
      Held(
        draft, to: .reporter, named: ["Asta Quillfeather"], parties: own,
        confidential: [Self.report]
      ).excerpts(.phrasing).isEmpty)
  }
}

@Suite struct `Wording of drafts` {
  static let reporter = Party(role: .reporter, names: ["Asta Quillfeather"], pronouns: "she/her")

  // Carries: C02.3, C03.5, C04.1, C06.7, C08.2, C08.5, C08.8, C08.9
  @Test(arguments: [
    ("She told us so.", Rule.gender), ("You wanted to humiliate others.", .intent),
    ("It was just a joke.", .minimising),
    ("They were too sensitive.", .blame), ("Please be better.", .vague),
    ("You are a bully.", .label),
    ("I am adding Bram to this thread.", .unannounced),
    ("Please apologise to them in person.", .contact),
    ("The only woman on the panel heard you.", .role), ("Our newest organizer told us.", .role),
  ])
  func `is pointed at, with words that could stand there`(_ draft: String, _ rule: Rule) {
    let found = Held(draft, parties: [Self.reporter]).findings.filter { $0.rule == rule }
    #expect(!found.isEmpty)
    #expect(found.allSatisfy { !$0.suggestions.isEmpty && $0.why.hasSuffix(".") })
  }

  // Carries: C08.3
  @Test(arguments: [
    "Whatever you intended, the effect was real.",
    "Do not contact anybody involved; communicate only through the working group.",
    "This was not just a joke.", "They told us how it affected them.",
  ])
  func `that the guidelines recommend is left alone`(_ draft: String) {
    #expect(Held(draft, parties: [Self.reporter]).findings.allSatisfy { $0.rule == .structure })
  }

  // Carries: C03.5
  @Test func `that tells a gender is left alone where it matters`() {
    var party = Self.reporter
    party.genderMatters = true
    #expect(Held("She told us so.", parties: [party]).excerpts(.gender).isEmpty)
  }

  // Carries: C06.1, C06.2, C06.3, C06.4, C06.5, C08.4
  @Test func `lacks a part of a letter to a reported person`() {
    #expect(
      Held("Hello.").excerpts(.structure).sorted() == [
        "behaviour", "change", "consequences", "impact",
      ])
    #expect(Held("Hello.", to: .reporter).excerpts(.structure).isEmpty)
    let whole =
      "You posted three pictures. People felt unsafe. Please post no more of them. If it happens again, you will be suspended."
    #expect(Held(whole).excerpts(.structure).isEmpty)
  }

  // Carries: C02.3
  @Test func `announces who is added at the top`() {
    #expect(
      Held("[+ Bram]\n\nI am adding Bram to this thread.", to: .reporter).excerpts(.unannounced)
        .isEmpty)
    #expect(Held("We wrote.\n\n[+ Bram]", to: .reporter).excerpts(.unannounced) == ["[+ Bram]"])
  }
}

@Suite struct `Words of a community` {
  @Test func `are added to those of English`() throws {
    let file = """
      {language: "de", rules: [{rule: "language.minimising", why: "Das spielt herunter.", offer: ["weglassen"], find: ["nur ein Scherz|Witz"]}]}
      """
    let words = try WordLists.english.adding(json5: Array(file.utf8))
    #expect(words.languages == ["en", "de"])
    let held = Held("Das war nur ein Scherz, just a joke.", words: words)
    #expect(held.excerpts(.minimising) == ["nur ein Scherz", "just a joke"])
  }

  @Test(arguments: [
    (#"{rules: []}"#, "language"),
    (#"{language: "de", rules: [{rule: "nothing"}]}"#, "rules[0].rule"),
    (
      #"{language: "de", rules: [{rule: "language.blame", why: "x", find: ["~3 wort"]}]}"#,
      "rules[0].find[0]"
    ),
    (
      #"{language: "de", rules: [{rule: "language.blame", why: "x", find: ["(wort"]}]}"#,
      "rules[0].find[0]"
    ),
    (
      #"{language: "de", rules: [{rule: "language.blame", why: "x", find: ["<nichts>"]}]}"#,
      "rules[0].find[0]"
    ),
    (#"{language: "de", wörter: 3}"#, "wörter"), (#"{language: "#, ""),
  ])
  func `that do not fit are refused with their place`(_ file: String, _ place: String) {
    #expect(throws: WordFaults.self) { try WordLists.english.adding(json5: Array(file.utf8)) }
    do {
      _ = try WordLists.english.adding(json5: Array(file.utf8))
    } catch {
      #expect(error.faults.map(\.place) == [place])
    }
  }
}
