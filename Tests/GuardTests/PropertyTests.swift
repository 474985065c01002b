import Guard
import Testing

@Suite struct `Any text` {
  static let facts = Facts(
    recipient: Party(role: .reported, names: ["Bram Oddfellow"]),
    parties: [
      Party(
        role: .reporter, names: ["Eliza Thornbarrow", "王小明", "Юлия", "محمد", "김지훈"],
        handles: ["@quill_e"],
        emails: ["eliza@example.org"], phones: ["+00 555 0123 45"], pronouns: "she/her",
        employer: "Kestrel Labs",
        places: ["Old Brewery, Utrecht"])
    ], times: [IncidentTime("2026-03-14T15:20:00+01:00")].compactMap { $0 },
    confidential: [
      ConfidentialText(source: "report", text: "he drummed a little march on my lunch box")
    ])
  static let checker = Checker(facts: facts)

  @Test(arguments: 0..<120) func `is read without a fall, and every place lies inside it`(
    _ seed: Int
  ) {
    var numbers = SeededNumbers(state: UInt64(seed))
    var text = String.UnicodeScalarView()
    let pieces = [
      "Eliza", "@quill_e", " at ", "<b>", "&#", "15:20", "the 14th", "[+ ", "“", "https://", ".",
      "*", "\u{200D}", "王小", "ю", "5",
    ]
    for _ in 0..<Int.random(in: 0...200, using: &numbers) {
      if Bool.random(using: &numbers) {
        text.append(
          contentsOf: pieces[Int.random(in: 0..<pieces.count, using: &numbers)].unicodeScalars)
      } else if let scalar = Unicode.Scalar(UInt32.random(in: 0...0x10FFFF, using: &numbers)) {
        text.append(scalar)
      }
    }
    let findings = Self.checker.check(Draft(String(text)))
    for finding in findings {
      #expect(finding.range.lowerBound >= 0 && finding.range.upperBound <= text.count)
      if finding.rule != .structure {
        #expect(!finding.range.isEmpty)
        let start = text.index(text.startIndex, offsetBy: finding.range.lowerBound)
        let end = text.index(start, offsetBy: finding.range.count)
        #expect(String(text[start..<end]) == finding.excerpt)
      }
      #expect(!finding.why.isEmpty)
      #expect(!finding.suggestions.isEmpty, "\(finding.rule)")
    }
  }

  @Test(arguments: [
    "The Conference Room", "Room Aurora", "Conference Room", "Café in the City", "In the Office",
    "Moda Terrace", "Tent 2", "of", "The", "12", "Room 5 of the Center",
  ])
  func `is held against any place, also at its very beginning`(_ place: String) {
    let facts = Facts(
      recipient: Party(role: .reported, names: ["Bram Oddfellow"]),
      parties: [
        Party(role: .reporter, names: ["Eliza Thornbarrow"], employer: place, places: [place])
      ], times: [], confidential: [])
    let checker = Checker(facts: facts)
    let words = place.split(separator: " ")
    for beginning in ["", "the ", "in ", "room ", "a second "] {
      for count in 0...words.count {
        for text in [words.dropFirst(count), words.prefix(count), words.reversed()[...]] {
          let draft = beginning + text.joined(separator: " ")
          for finding in checker.check(Draft(draft)) where finding.rule != .structure {
            #expect(!finding.range.isEmpty && !finding.excerpt.isEmpty, "\(draft)")
          }
        }
      }
    }
  }

  @Test func `of the labelled ones is held against the facts of another, wherever it begins`()
    throws
  {
    let drafts = try LabelledDraft.read(`Labelled drafts`.folder).flatMap(\.drafts)
    var numbers = SeededNumbers(state: 7)
    for place in drafts.indices {
      let other = drafts[
        (place + 1 + Int.random(in: 0..<drafts.count - 1, using: &numbers)) % drafts.count]
      let checker = Checker(facts: other.facts)
      let words = drafts[place].draft.split(separator: " ", omittingEmptySubsequences: false)
      for _ in 0..<2 {
        let begin = Int.random(in: 0...min(words.count, 12), using: &numbers)
        let draft = Draft(words.dropFirst(begin).joined(separator: " "))
        for finding in checker.check(draft) where finding.rule != .structure {
          #expect(!finding.range.isEmpty, "\(drafts[place].name)")
        }
      }
    }
  }
}
