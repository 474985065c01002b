import Foundation
import Procedure
import Testing

/// The django policy with one thing broken, and the fault that has to be named.
struct BrokenRow: Sendable, CustomTestStringConvertible {
  let testDescription: String
  let find: String
  let replacement: String
  let kind: PolicyFault.Kind
  let path: String
  /// Part of what would be right.
  let right: String

  init(
    _ description: String, _ find: String, _ replacement: String, _ kind: PolicyFault.Kind,
    at path: String, right: String = ""
  ) {
    testDescription = description
    self.find = find
    self.replacement = replacement
    self.kind = kind
    self.path = path
    self.right = right
  }
}

struct BrokenPolicyTests {
  static let rows: [BrokenRow] = [
    // Keys.
    BrokenRow(
      "a key is missing", "  name: \"django\",\n", "", .missingKey, at: "name",
      right: "the short name of the policy"),
    BrokenRow("a section is missing", "  intake: {", "  \"intake \": {", .missingKey, at: "intake"),
    BrokenRow(
      "a mistyped section", "  violationTypes:", "  violationType:", .unknownKey,
      at: "violationType", right: "did you mean “violationTypes”?"),
    BrokenRow(
      "a mistyped key inside a list", "kind: \"aim\",\n      starts: \"gateOpened\"",
      "kindd: \"aim\",\n      starts: \"gateOpened\"", .unknownKey, at: "deadlines[3].kindd",
      right: "did you mean “kind”?"),
    BrokenRow(
      "a key nobody knows", "  community: {", "  community: {\n    motto: \"Be kind\",",
      .unknownKey, at: "community.motto", right: "known are"),
    BrokenRow(
      "a section of a later version", "  gate: {", "  retention: {},\n  gate: {", .unknownKey,
      at: "retention", right: "what is not read"),
    BrokenRow(
      "a key twice", "  format: 4,", "  format: 4,\n  format: 4,", .duplicate, at: "format",
      right: "keep one"),
    BrokenRow(
      "a message is missing", "    lostPassword: {", "    lostPasword: {", .missingKey,
      at: "templates.lostPassword"),
    BrokenRow(
      "a mistyped message", "    lostPassword: {", "    lostPasword: {", .unknownKey,
      at: "templates.lostPasword", right: "did you mean “lostPassword”?"),
    BrokenRow(
      "a rule without a clause", "\"board.escalate-once\": {", "\"board.escalate-twice\": {",
      .missingKey, at: "citations[\"board.escalate-once\"]"),
    BrokenRow(
      "a field of the form is missing", "      sensitivities: {", "      sensibilities: {",
      .missingKey, at: "form.fields.sensitivities"),
    BrokenRow(
      "a citation without the key for its clause", "\"text.fits\": { clause: \"E06.11\", text:",
      "\"text.fits\": { text:", .missingKey, at: "citations[\"text.fits\"].clause"),
    // On call.
    BrokenRow(
      "no rotation", "  onCall: {", "  oncall: {", .missingKey, at: "onCall",
      right: "the on-call rotation"),
    BrokenRow(
      "a day that is none", "weekday: \"monday\"", "weekday: \"munday\"", .unknownValue,
      at: "onCall.weekday", right: "did you mean “monday”?"),
    BrokenRow(
      "an hour after midnight", "hour: 12", "hour: 24", .outOfRange, at: "onCall.hour",
      right: "from 0 to 23"),
    BrokenRow(
      "a secondary who is called last", "secondaryAfterSeconds: 21600",
      "secondaryAfterSeconds: 86400", .contradiction, at: "onCall.secondaryAfterSeconds",
      right: "less than 86400"),
    BrokenRow(
      "a hand-over that names nobody", "Primary until {due}: {primary_name}. Secondary",
      "Primary until {due}. Secondary", .missingPlaceholder, at: "templates.handOver.body",
      right: "{primary_name}"),
    // Types.
    BrokenRow(
      "a text where a number belongs", "membersMin: 3", "membersMin: \"three\"", .wrongType,
      at: "group.membersMin", right: "a whole number from 1 to 100"),
    BrokenRow(
      "a fraction where a whole number belongs", "words: 7", "words: 7.5", .wrongType,
      at: "receipt.words"),
    BrokenRow(
      "a number where a text belongs", "version: \"2026-11-21\"", "version: 20261121", .wrongType,
      at: "version"),
    BrokenRow(
      "a text where true or false belongs", "allChairsToBoard: true",
      "allChairsToBoard: \"yes\"", .wrongType, at: "intake.allChairsToBoard",
      right: "true or false"),
    BrokenRow(
      "an object where a list belongs", "languages: [\"en\"]", "languages: { en: true }",
      .wrongType, at: "community.languages"),
    BrokenRow(
      "a text where an object belongs", "{ id: \"forum\", title: \"Django Forum\" }",
      "\"forum\"", .wrongType, at: "spaces[0]"),
    BrokenRow(
      "a number among paragraphs", "\"{message}\",", "\"{message}\", 7,", .wrongType,
      at: "templates.messageByMail.body[1]"),
    BrokenRow(
      "null where something has to stand", "conductAddress: \"conduct@djangoproject.com\"",
      "conductAddress: null", .wrongType, at: "community.conductAddress"),
    // Ranges.
    BrokenRow(
      "too few words", "words: 7", "words: 5", .outOfRange, at: "receipt.words", right: "6 to 12"),
    BrokenRow("too many words", "words: 7", "words: 13", .outOfRange, at: "receipt.words"),
    BrokenRow("a format of later", "format: 4", "format: 5", .outOfRange, at: "format"),
    BrokenRow(
      "a deadline without time", "seconds: 604800", "seconds: 0", .outOfRange,
      at: "deadlines[5].seconds"),
    BrokenRow(
      "a window of a hundred years", "windowSeconds: 172800", "windowSeconds: 3155760000",
      .outOfRange, at: "gate.windowSeconds"),
    BrokenRow(
      "an empty text", "title: \"Django Forum\"", "title: \"  \"", .outOfRange,
      at: "spaces[0].title"),
    BrokenRow(
      "a control character", "title: \"Django Forum\"", "title: \"Django\\u0007\"", .outOfRange,
      at: "spaces[0].title"),
    BrokenRow(
      "an id with capitals", "id: \"forum\"", "id: \"Forum\"", .outOfRange, at: "spaces[0].id"),
    BrokenRow(
      "an address without a domain", "\"conduct@djangoproject.com\"", "\"conduct@django\"",
      .outOfRange, at: "community.conductAddress", right: "conduct@example.org"),
    BrokenRow(
      "an address with a line break", "\"conduct@djangoproject.com\"",
      "\"conduct@djangoproject.com\\nBcc: x@y.org\"", .outOfRange, at: "community.conductAddress"),
    BrokenRow(
      "a link that is not https", "url: \"https://www.djangoproject.com/conduct/reporting/\"",
      "url: \"javascript:alert(1)\"", .outOfRange, at: "community.links[0].url"),
    BrokenRow(
      "a language that is none", "languages: [\"en\"]", "languages: [\"English please\"]",
      .outOfRange, at: "community.languages[0]"),
    BrokenRow(
      "no ends", "ends: [\"agencySettled\"]", "ends: []", .outOfRange, at: "deadlines[4].ends"),
    BrokenRow(
      "a subject of two lines", "subject: \"Filed with thanks\"",
      "subject: \"Filed\\nwith thanks\"", .outOfRange,
      at: "templates.acknowledgementAlreadyHandled.subject"),
    BrokenRow(
      "a community with a brace in its name", "organization: \"Django Software Foundation\"",
      "organization: \"{link}\"", .outOfRange, at: "community.organization"),
    BrokenRow(
      "a clause id with spaces", "clause: \"G06.5\"", "clause: \"section six\"", .outOfRange,
      at: "citations[\"case.handlers-only\"].clause"),
    // Values.
    BrokenRow(
      "a seat nobody knows", "seat: \"board\"", "seat: \"bord\"", .unknownValue,
      at: "group.roles[6].seat", right: "did you mean “board”?"),
    BrokenRow(
      "silence that means nothing", "silence: \"keepsOut\"", "silence: \"golden\"", .unknownValue,
      at: "gate.silence", right: "keepsOut, letsIn"),
    BrokenRow(
      "a start that never comes", "starts: \"gateOpened\"", "starts: \"gateOpen\"", .unknownValue,
      at: "deadlines[3].starts", right: "did you mean “gateOpened”?"),
    BrokenRow(
      "an unknown part of the card", "[\"reported\", \"witnesses\", \"reporter\"]",
      "[\"reported\", \"account\"]", .unknownValue, at: "gate.cardShows[1]"),
    // Duplicates and references.
    BrokenRow(
      "two spaces of one name", "id: \"repositories\"", "id: \"forum\"", .duplicate,
      at: "spaces[1]"),
    BrokenRow(
      "two deadlines of one name", "id: \"step-in\"", "id: \"gate\"", .duplicate,
      at: "deadlines[3]"),
    BrokenRow(
      "two grounds of one name", "id: \"personal\"", "id: \"involved\"", .duplicate,
      at: "gate.grounds[1]"),
    BrokenRow(
      "two roles of one name", "id: \"vice-chair\"", "id: \"chair\"", .duplicate,
      at: "group.roles[2]"),
    BrokenRow(
      "the same end twice", "ends: [\"answered\", \"filed\", \"contactStopped\"]",
      "ends: [\"answered\", \"answered\"]",
      .duplicate, at: "deadlines[5].ends[1]"),
    BrokenRow(
      "a promise that is no deadline", "promises: [\"acknowledgement\", \"first-answer\"]",
      "promises: [\"acknowledgement\", \"first-answers\"]", .danglingReference,
      at: "receipt.promises[1]", right: "did you mean “first-answer”?"),
    // Placeholders.
    BrokenRow(
      "a mistyped placeholder", "report: {code_name}", "report: {codename}", .unknownPlaceholder,
      at: "templates.noticeNewReport.subject", right: "did you mean {code_name}?"),
    BrokenRow(
      "a notice that would name the reporter",
      "\"there is something new in “{code_name}”.\"",
      "\"{reporter_name} wrote in “{code_name}”.\"", .unknownPlaceholder,
      at: "templates.noticeNewMessage.body[1]"),
    BrokenRow(
      "a form with the place of a mail", "submit:\n      \"Send the report\"",
      "submit:\n      \"Send {link}\"", .unknownPlaceholder, at: "form.submit"),
    BrokenRow(
      "an invitation without its link",
      "choose a password and a second factor:\",\n        \"{link}\",",
      "choose a password and a second factor:\",", .missingPlaceholder,
      at: "templates.invitation.body", right: "{link}"),
    // Contradictions.
    BrokenRow(
      "a deadline that its start ends", "ends: [\"everybodyDeclared\"]", "ends: [\"gateOpened\"]",
      .contradiction, at: "deadlines[3].ends"),
    BrokenRow(
      "a reminder before the start", "remindBeforeSeconds: 10800",
      "remindBeforeSeconds: 14400", .contradiction, at: "deadlines[4].remindBeforeSeconds"),
    BrokenRow(
      "no board", "seat: \"board\", readsCases: true", "seat: \"board\", readsCases: false",
      .contradiction, at: "group.roles"),
    BrokenRow(
      "an adviser who takes direct reports", "readsCases: false, takesDirectReports: false",
      "readsCases: false, takesDirectReports: true", .contradiction,
      at: "group.roles[5].takesDirectReports"),
    BrokenRow(
      "the address of the board is used and missing",
      "boardAddress: \"foundation@djangoproject.com\"", "boardAddress: null", .contradiction,
      at: "form.directReports"),
    // Syntax.
    BrokenRow(
      "a comma is missing", "  format: 4,", "  format: 4", .syntax, at: "", right: "a comma or }"),
    BrokenRow(
      "a quote is open", "name: \"django\",", "name: \"django,", .syntax, at: "",
      right: "close the quote"),
    BrokenRow(
      "a bare word", "chair: true, holdersMax: 1", "chair: yes, holdersMax: 1", .syntax, at: "",
      right: "quotes"),
    BrokenRow("a comment is open", "{\n  format", "/* {\n  format", .syntax, at: ""),
    BrokenRow("something after the end", "\n}\n", "\n}\n}\n", .syntax, at: ""),
  ]

  static func faults(_ text: String) -> [PolicyFault] {
    do throws(PolicyFaults) {
      _ = try Policy.read(json5: Array(text.utf8))
      return []
    } catch {
      return error.faults
    }
  }

  static func django() throws -> String {
    String(decoding: try #require(Policy.shippedBytes(named: "django")), as: UTF8.self)
  }

  @Test(arguments: rows)
  func `a broken policy is refused with the fault and its path`(row: BrokenRow) throws {
    let text = try Self.django()
    let range = try #require(text.range(of: row.find), "the row no longer fits the policy")
    let faults = Self.faults(text.replacingCharacters(in: range, with: row.replacement))
    let matching = faults.first { $0.kind == row.kind && $0.path == row.path }
    let fault = try #require(matching, "\(faults.map { "\($0.kind) \($0)" })")
    #expect(row.right.isEmpty || fault.right.contains(row.right), "\(fault)")
    #expect(!fault.wrong.isEmpty && !fault.right.isEmpty)
    #expect(faults.count <= 4, "\(faults)")
  }

  @Test func `all faults are named at once, each with its line`() throws {
    let text = try Self.django()
      .replacingOccurrences(of: "words: 7", with: "words: 70")
      .replacingOccurrences(of: "silence: \"keepsOut\"", with: "silence: \"golden\"")
      .replacingOccurrences(of: "  name: \"django\",\n", with: "")
    let faults = Self.faults(text)
    #expect(Set(faults.map(\.path)) == ["name", "gate.silence", "receipt.words"])
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
    let line = try #require(faults.first { $0.path == "receipt.words" }?.line)
    #expect(lines[line - 1].contains("words: 70"))
  }

  @Test func `a syntax error has line and column`() throws {
    let faults = Self.faults("{\n  format: 1,\n  näme: 'x' oops\n}")
    #expect(faults.map(\.line) == [3])
    #expect(faults.first?.wrong.contains("column 13") == true, "\(faults)")
  }

  @Test(arguments: ["", "   ", "null", "[]", "7", "{}", "\"policy\""])
  func `what is no policy at all has faults and nothing else`(text: String) {
    #expect(!Self.faults(text).isEmpty)
  }

  @Test func `bytes that are no text are refused`() {
    let bytes: [UInt8] = Array("{ format: 1, name: \"".utf8) + [0xFF, 0xFE] + Array("\" }".utf8)
    let refused = #expect(throws: PolicyFaults.self) { try Policy.read(json5: bytes) }
    #expect(refused?.faults.map(\.kind) == [.syntax])
    let large = [UInt8](repeating: 0x20, count: 1_048_577)
    let tooLarge = #expect(throws: PolicyFaults.self) { try Policy.read(json5: large) }
    #expect(tooLarge?.faults.map(\.kind) == [.tooLarge])
    let deep = Array(String(repeating: "[", count: 100_000).utf8)
    let tooDeep = #expect(throws: PolicyFaults.self) { try Policy.read(json5: deep) }
    #expect(tooDeep?.faults.map(\.kind) == [.syntax])
  }
}
