import Foundation
import Guard

/// How long the checker of drafts takes, beside one plain pass over the same bytes on this machine: a draft against 300 KiB of
/// confidential text and 50 parties.
struct GuardSpeed {
  private var state: UInt64 = 7
  private var vocabulary: [String] = []

  private struct Line: Encodable {
    var draftBytes: Int
    var wholeMilliseconds: Double
    var prepareMilliseconds: Double
    var checkMilliseconds: Double
    var passMilliseconds: Double
  }

  private struct Report: Encodable {
    var wordsMilliseconds: Double
    var factsMilliseconds: Double
    var lines: [Line]
  }

  /// Measures, and prints the figures as JSON.
  static func print() throws {
    var speed = GuardSpeed()
    speed.vocabulary = (0..<4000).map { _ in speed.word() }
    let report = try speed.report()
    let encoder = JSONEncoder()
    FileHandle.standardOutput.write(try encoder.encode(report) + Data("\n".utf8))
  }

  private mutating func report() throws -> Report {
    let words = Self.measure { _ = WordLists.english }
    let confidential = text(bytes: 300 * 1024)
    let facts = facts(confidential)
    let json = try JSONSerialization.data(withJSONObject: [
      "recipient": ["role": "reported"],
      "confidential": [["source": "report", "text": confidential]],
    ])
    let reading = try Self.measure { _ = try Facts.read(json: [UInt8](json)) }
    var lines: [Line] = []
    for kibibytes in [3, 6, 12, 24] {
      let draft = Draft(text(bytes: kibibytes * 1024))
      var line = Line(
        draftBytes: draft.text.utf8.count, wholeMilliseconds: .infinity,
        prepareMilliseconds: .infinity, checkMilliseconds: .infinity, passMilliseconds: .infinity)
      for _ in 0..<9 {
        var checker: Checker?
        let prepare = Self.measure { checker = Checker(facts: facts) }
        let check = Self.measure { _ = checker?.check(draft) }
        var seen = 0
        let pass = Self.measure {
          for byte in confidential.utf8 { seen &+= byte == 0x20 ? 1 : 0 }
          for byte in draft.text.utf8 { seen &+= byte == 0x20 ? 1 : 0 }
        }
        precondition(seen > 0, "A text without a space was passed over.")
        line.prepareMilliseconds = min(line.prepareMilliseconds, prepare)
        line.checkMilliseconds = min(line.checkMilliseconds, check)
        line.wholeMilliseconds = min(line.wholeMilliseconds, prepare + check)
        line.passMilliseconds = min(line.passMilliseconds, pass)
      }
      lines.append(line)
    }
    return Report(
      wordsMilliseconds: words, factsMilliseconds: reading, lines: lines)
  }

  /// The milliseconds of processor time that something takes: what other programs do meanwhile does not count.
  private static func measure(_ body: () throws -> Void) rethrows -> Double {
    let before = clock()
    try body()
    let microseconds = clock() - before
    return Double(microseconds) / 1000
  }

  private mutating func number(below limit: Int) -> Int {
    state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
    return Int((state >> 33) % UInt64(limit))
  }

  private mutating func word() -> String {
    let count = 3 + number(below: 7)
    return String(
      decoding: (0..<count).map { _ in UInt8(97 + number(below: 26)) }, as: UTF8.self)
  }

  /// Words of which a few are used often, as in any language.
  private mutating func text(bytes: Int) -> String {
    var text = ""
    while text.utf8.count < bytes {
      text += vocabulary[number(below: number(below: 10) == 0 ? 4000 : 400)]
      text += number(below: 12) == 0 ? ". " : " "
    }
    return text
  }

  private mutating func facts(_ confidential: String) -> Facts {
    let parties = (0..<50).map { place in
      let own = vocabulary[place]
      return Party(
        role: place == 0 ? .reported : .witness,
        names: ["Given\(own) Family\(vocabulary[place + 100])"], handles: ["@the_\(own)"],
        emails: ["\(own)@\(vocabulary[place + 200]).example"],
        phones: ["+00 555 01\(10 + place) 22"],
        pronouns: "she/her", employer: "\(vocabulary[place + 300]) Works",
        places: [vocabulary[place + 50]])
    }
    return Facts(
      recipient: Party(role: .reported, names: parties[0].names), parties: parties,
      times: [IncidentTime("2026-03-14T15:20:00+01:00")].compactMap { $0 },
      confidential: [ConfidentialText(source: "report", text: confidential)])
  }
}
