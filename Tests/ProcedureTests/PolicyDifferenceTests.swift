import Testing

@testable import Procedure

@Suite struct `The difference of two policies` {
  private func difference(_ before: String, _ after: String) -> PolicyDifference {
    PolicyDifference(
      from: before.split(separator: " "), to: after.split(separator: " "), linesAround: 1)
  }

  private func told(_ difference: PolicyDifference) -> [String] {
    difference.stretches.map { stretch in
      stretch.map { line in
        switch line.place {
        case .both: line.text
        case .onlyBefore: "-\(line.text)"
        case .onlyAfter: "+\(line.text)"
        }
      }.joined(separator: " ")
    }
  }

  @Test(
    arguments: [
      ("a b c", "a b c", []),
      ("a b c d e", "a b x d e", ["b -c +x d"]),
      ("a b c d e f g h", "a x c d e f y h", ["a -b +x c", "f -g +y h"]),
      ("a b c d", "x b c y", ["-a +x b c -d +y"]),
      ("", "a b", ["+a +b"]),
      ("a b", "", ["-a -b"]),
    ] as [(String, String, [String])])
  func `is told in stretches with what stands around them`(
    before: String, after: String, expected: [String]
  ) {
    #expect(told(difference(before, after)) == expected)
  }

  @Test func `of two that have little in common holds every line of each in its order`() throws {
    let policies = try Policy.shippedNames.prefix(2).map {
      try #require(try Policy.shipped(named: $0))
    }
    let lines = policies.map {
      String(decoding: $0.canonicalBytes, as: UTF8.self)
        .split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
    }
    let whole = PolicyDifference(from: policies[0], to: policies[1], linesAround: lines[0].count)
    let told = whole.stretches.flatMap(\.self)
    #expect(told.filter { $0.place != .onlyAfter }.map(\.text) == lines[0])
    #expect(told.filter { $0.place != .onlyBefore }.map(\.text) == lines[1])
  }

  @Test func `says which figure of a real policy is another`() throws {
    let before = try #require(try Policy.shipped(named: "django"))
    let text = String(decoding: before.canonicalBytes, as: UTF8.self)
      .replacing("259200, //", with: "172800, //")
    let after = try Policy.read(json5: Array(text.utf8))
    let difference = PolicyDifference(from: before, to: after)
    #expect(difference.count > 0 && difference.count.isMultiple(of: 2))
    for line in difference.stretches.joined() where line.place != .both {
      #expect(line.text.contains(line.place == .onlyBefore ? "259200" : "172800"))
    }
  }
}
