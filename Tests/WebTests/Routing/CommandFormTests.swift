import Casework
import Foundation
import Procedure
import Testing

@testable import Web

@Suite struct `Forms of commands` {
  /// A form of every command, for every value of the fields that others depend on.
  static let forms: [(name: Command.Name, values: CommandValues)] = Command.Name.allCases.flatMap {
    name -> [(name: Command.Name, values: CommandValues)] in
    let fields = CommandCatalogue.entry(name).fields
    return variants(fields, at: "").map { steering in
      var values = CommandValues(steering)
      fill(fields, at: "", &values)
      return (name, values)
    }
  }

  /// The values of steering fields, also of one inside another object.
  private static func variants(_ fields: [CommandField], at prefix: String) -> [[String: [String]]]
  {
    var found: [[String: [String]]] = []
    for field in fields {
      switch field.kind {
      case .choice(let list) where fields.isSteering(field.name):
        found += list.map { [prefix + field.name: [$0.value]] }
      case .group(let inside): found += variants(inside, at: prefix + field.name + ".")
      default: break
      }
    }
    return prefix.isEmpty && found.isEmpty ? [[:]] : found
  }

  private static func fill(
    _ fields: [CommandField], at prefix: String, _ values: inout CommandValues
  ) {
    for field in fields.shown(values, at: prefix) {
      let path = prefix + field.name
      switch field.kind {
      case .line, .words: values.suggest(path, "words")
      case .yesNo, .tick: values.suggest(path, "yes")
      case .choice(let list): values.suggest(path, list.first?.value ?? "")
      case .one(let list), .some(let list), .about(let list):
        values.suggest(
          path, list.isNumbered ? "3" : String(repeating: "a", count: 32))
        if case .rules = list { values.set(path, RuleID.findingsBeforeProposal.rawValue) }
      case .version, .number: values.suggest(path, "2")
      case .moment: values.suggest(path, "2026-11-21T14:00")
      case .lines: values.suggest(path, "one\r\n two\n\n")
      case .message: values.suggest(path, "abc/4")
      case .elsewhere:
        values.suggest(path, "https://x.example/cases/" + String(repeating: "b", count: 32))
      case .group(let inside): fill(inside, at: path + ".", &values)
      case .several(let inside), .answers(let inside): fill(inside, at: path + ".1.", &values)
      }
    }
  }

  @Test func `every form becomes its command, which the API takes as well`() throws {
    #expect(Set(Self.forms.map(\.name)).count == Command.Name.allCases.count)
    for (name, values) in Self.forms {
      do {
        let command = try CommandAttempt(name: name, values: values).command()
        #expect(command.name == name)
        let document = try JSONReader.read([UInt8](try JSONEncoder().encode(command)))
        let faults = CommandSchemas.schema.faults(in: document)
        #expect(faults.isEmpty, "\(name.rawValue): \(faults)")
      } catch {
        Issue.record("\(name.rawValue): \(error)")
      }
    }
  }

  @Test func `a reading has an answer for each place of which something is said, however many`()
    throws
  {
    var values = CommandValues(["draft": ["3"], "version": ["2"], "isApproved": ["yes"]])
    for number in 0..<12 {
      values.set("answers.\(number).rule", "identity.name")
      values.set("answers.\(number).excerpt", "Name\(number)")
      values.set("answers.\(number).reason", number == 4 ? " " : "Because \(number).")
    }
    guard
      case .reviewDraft(let review) = try CommandAttempt(name: .reviewDraft, values: values)
        .command()
    else {
      Issue.record("It was read as another command.")
      return
    }
    #expect(review.answers?.count == 11)
    #expect(
      review.answers?.last
        == PlaceAnswer(rule: "identity.name", excerpt: "Name11", reason: "Because 11."))
  }

  @Test func `an empty form says beside each field what is missing`() throws {
    let attempt = CommandAttempt(name: .vote, values: CommandValues())
    do {
      _ = try attempt.command()
      Issue.record("understood")
    } catch CaseworkError.faults(let faults) {
      #expect(faults.map(\.field) == ["proposal", "version", "choice"])
    }
  }

  static let times: [(typed: String, seconds: Int64?)] = [
    ("2026-11-21T13:52", 1_795_269_120), ("2026-11-21", 1_795_219_200), ("2026-02-31T00:00", nil),
    ("tomorrow", nil), ("2026-11-21T25:00", nil), ("2000-02-29 00:00", 951_782_400),
  ]

  @Test(arguments: times)
  func `a time is read as it was typed`(typed: String, seconds: Int64?) {
    #expect(Times.typed(typed)?.secondsSince1970 == seconds)
  }
}
