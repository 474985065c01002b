import Foundation
import Testing

@testable import Procedure

/// Foundation's own reading of a file, as the judge of ours.
enum Judged: Decodable, Hashable {
  case null, flag(Bool), number(Double), text(String), list([Judged]), object([String: Judged])

  init(from decoder: any Decoder) throws {
    let container = try decoder.singleValueContainer()
    if container.decodeNil() {
      self = .null
    } else if let flag = try? container.decode(Bool.self) {
      self = .flag(flag)
    } else if let number = try? container.decode(Double.self) {
      self = .number(number)
    } else if let text = try? container.decode(String.self) {
      self = .text(text)
    } else if let list = try? container.decode([Judged].self) {
      self = .list(list)
    } else {
      self = .object(try container.decode([String: Judged].self))
    }
  }

  init(_ node: JSONNode) {
    self =
      switch node.value {
      case .null: .null
      case .flag(let flag): .flag(flag)
      case .integer(let number): .number(Double(number))
      case .real(let number): .number(number)
      case .text(let text): .text(text)
      case .list(let list): .list(list.map(Judged.init))
      case .object(let members):
        .object(Dictionary(members.map { ($0.key, Judged($0.node)) }) { first, _ in first })
      }
  }
}

struct JSON5ParserTests {
  private func judged(_ text: String) throws -> Judged {
    let decoder = JSONDecoder()
    decoder.allowsJSON5 = true
    return try decoder.decode(Judged.self, from: Data(text.utf8))
  }

  static let texts = [
    "{}", "[]", "[1, 2, 3,]", "{a: 1, 'b': 2, \"c\": 3,}", "null", "true", "false", "-0.5", "+7",
    ".5", "5.", "0x1F", "-0x10", "1e3", "1E-2", "12345678901",
    "'it''s'".replacing("''", with: "\\'"),
    "\"tab\\tnew\\nline\\u0041\\x41\"", "\"\\uD83D\\uDE00\"", "'\"'",
    "// comment\n1", "/* a\n * b */ 1 // end", "{ $key_1: [ { ä: null } ] }", "\"ünï\"",
    "[\n\t1\r\n,\n2 ]", "\u{FEFF}1", "{\"a\": {\"b\": {\"c\": []}}}",
  ]

  @Test(arguments: texts)
  func `JSON5 is read as Foundation reads it`(text: String) throws {
    #expect(Judged(try JSON5Parser.parse(Array(text.utf8))) == (try judged(text)))
  }

  @Test func `a backslash at the end of a line goes on, as the specification says`() throws {
    // Foundation keeps the line break here.
    #expect(try JSON5Parser.parse(Array("\"a\\\nb\"".utf8)).value == .text("ab"))
    #expect(try JSON5Parser.parse(Array("\"a\\\r\nb\"".utf8)).value == .text("ab"))
  }

  static let broken = [
    "", "{", "[", "{a}", "{a:}", "{a:1 b:2}", "[1 2]", "[,]", "{,}", "'", "\"\n\"", "\"\\u12\"",
    "\"\\uD800\"", "\"\\uD800\\u0041\"", "01", "1.2.3", "--1", "0x", "1e", "/", "/* ", "tru", "1 2",
    "\"\\x4\"", "}",
    "{a:1}}", "\"\\1\"", "+", ".", "{\"a\" 1}", "\u{0}",
  ]

  @Test(arguments: broken)
  func `what is not JSON5 is refused at a place inside the file`(text: String) throws {
    let error = try #require(throws: JSONSyntaxError.self) {
      try JSON5Parser.parse(Array(text.utf8))
    }
    #expect((0...text.utf8.count).contains(error.offset))
    #expect(!error.wrong.isEmpty && !error.right.isEmpty)
  }

  @Test func `the shipped policies are read as Foundation reads them`() throws {
    for name in Policy.shippedNames {
      let bytes = try #require(Policy.shippedBytes(named: name))
      let text = String(decoding: bytes, as: UTF8.self)
      #expect(Judged(try JSON5Parser.parse(bytes)) == (try judged(text)))
    }
  }

  @Test func `mangled policies never crash the reader`() throws {
    var random = SeededGenerator(seed: 7)
    let bytes = try #require(Policy.shippedBytes(named: "reset"))
    var refused = 0
    for _ in 0..<300 {
      var mangled = Array(bytes.prefix(3_000))
      for _ in 0..<Int.random(in: 1...4, using: &random) {
        let place = Int.random(in: 0..<mangled.count, using: &random)
        switch Int.random(in: 0..<4, using: &random) {
        case 0: mangled[place] = UInt8.random(in: 0...255, using: &random)
        case 1: mangled.remove(at: place)
        case 2:
          mangled.insert(Array("{}[],:\"'\\/".utf8).randomElement(using: &random) ?? 0, at: place)
        default: mangled.removeSubrange(place...)
        }
        if mangled.isEmpty { mangled = [0x20] }
      }
      do throws(PolicyFaults) {
        _ = try Policy.read(json5: mangled)
      } catch {
        refused += 1
        #expect(!error.faults.isEmpty)
      }
    }
    #expect(refused == 300)
  }
}
